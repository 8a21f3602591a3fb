"""Build XML as strings, from the inside out.

For the thousands of small elements of a Word document this takes a tenth of the time of
building a tree. The result is well-formed because every element is written here.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable, Mapping
from xml.sax.saxutils import escape

DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'

_FORBIDDEN = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_QUOTE = {'"': "&quot;", "\n": "&#10;", "\t": "&#9;"}


def text(content: str) -> str:
    """Escape text. Raises ``ValueError`` for a character that XML forbids."""
    found = _FORBIDDEN.search(content)
    if found:
        raise ValueError(f"no XML can hold U+{ord(found[0]):04X}, at {found.start()} of the text")
    return escape(content)


def element(name: str, /, *children: str, **attributes: str | int | None) -> str:
    """Return an element with its children (XML) and the attributes that are not None."""
    return within("", name, children, attributes)


def within(
    space: str,
    name: str,
    children: Iterable[str],
    attributes: Mapping[str, str | int | None],
) -> str:
    """Return an element; ``space`` is the namespace prefix of it and of all its attributes."""
    head = space + name
    inner = "".join(children)
    if not attributes:
        return f"<{head}>{inner}</{head}>" if inner else f"<{head}/>"
    given = ""
    for key, value in attributes.items():
        if value is not None:
            given += f' {space}{key}="{_quoted(value)}"'
    return f"<{head}{given}>{inner}</{head}>" if inner else f"<{head}{given}/>"


@functools.cache
def _quoted(value: str | int) -> str:
    return escape(str(value), _QUOTE)
