"""Build HTML as strings, from the inside out."""

from __future__ import annotations

import re

from jindu.output import xml

_BREAK = re.compile(r"\r\n?|\n")
_FIGURE = re.compile(r"[≥≤]?\d[\d.,×]*(?:[%‰]|[^\W\da-zA-Z_])[次元]?")
_VOID = frozenset({"br", "col"})


def element(tag: str, /, *children: str, **attributes: str | int | None) -> str:
    """Return an element with its children (HTML) and its non-empty attributes.

    In attribute names ``_`` becomes ``-``; a trailing ``_`` is dropped.
    """
    given = "".join(
        f' {name.rstrip("_").replace("_", "-")}="{_quoted(value)}"'
        for name, value in attributes.items()
        if value not in (None, "")
    )
    end = "" if tag in _VOID else f"</{tag}>"
    return f"<{tag}{given}>{''.join(children)}{end}"


def text(content: str) -> str:
    """Escape text and break its lines. Raises ``ValueError`` for a character that XML forbids."""
    return "<br>".join(map(xml.text, _BREAK.split(content)))


def prose(content: str) -> str:
    """Escape text and break its lines; a figure stays with its unit."""
    return _FIGURE.sub(r'<span class="whole">\g<0></span>', text(content))


def classes(**chosen: bool) -> str:
    """Return the names of the classes that are true, in order."""
    return " ".join(name for name, wanted in chosen.items() if wanted)


def _quoted(value: str | int | None) -> str:
    return xml.text(str(value)).replace('"', "&quot;")
