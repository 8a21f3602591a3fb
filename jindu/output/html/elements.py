"""HTML as text: elements are strings put together from the inside out."""

from __future__ import annotations

import re

from jindu.output import xml

_BREAK = re.compile(r"\r\n?|\n")
_VOID = frozenset({"br", "col"})


def element(tag: str, /, *children: str, **attributes: str | int | None) -> str:
    """An element with its children, which are HTML, and the attributes that say something.

    In a name of an attribute ``_`` stands for ``-``, at its end for nothing.
    """
    given = "".join(
        f' {name.rstrip("_").replace("_", "-")}="{_quoted(value)}"'
        for name, value in attributes.items()
        if value not in (None, "")
    )
    end = "" if tag in _VOID else f"</{tag}>"
    return f"<{tag}{given}>{''.join(children)}{end}"


def text(content: str) -> str:
    """Text escaped, its lines broken. Raises ``ValueError`` for a character XML cannot hold."""
    return "<br>".join(map(xml.text, _BREAK.split(content)))


def classes(**chosen: bool) -> str:
    """The names of the classes that are chosen, in order."""
    return " ".join(name for name, wanted in chosen.items() if wanted)


def _quoted(value: str | int | None) -> str:
    return xml.text(str(value)).replace('"', "&quot;")
