"""Measure and wrap text in terminal columns."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

_PIECES = re.compile(r"[!-~]+|\s+|[^\s!-~]")
"""Units of wrapping: words and numbers, white space, or any other single character."""
_CLOSING = frozenset("，。；：、？！…）》〉」』】〕”’％％")
"""Characters that must not begin a line."""
_OPENING = frozenset("（《〈「『【〔“‘")
"""Characters that must not end a line."""


def width(text: str) -> int:
    """Return the columns of a text: two for wide characters, none for combining marks."""
    return sum(
        0 if unicodedata.combining(c) else 2 if unicodedata.east_asian_width(c) in "WF" else 1
        for c in text
    )


def fitting(text: str, room: int) -> int:
    """Return the length of the longest prefix that fits in ``room`` columns."""
    taken = 0
    for number, character in enumerate(text):
        taken += width(character)
        if taken > room:
            return number
    return len(text)


def wrap(text: str, room: int) -> list[str]:
    """Wrap a text to lines of at most ``room`` columns; ``room`` must be at least 2.

    Words and numbers are broken only if longer than a line; punctuation stays with its word.
    """
    lines = [""]
    for unit in _units(text):
        if width(lines[-1] + unit.rstrip()) > room and lines[-1]:
            lines[-1] = lines[-1].rstrip()
            lines.append("")
        rest = unit if lines[-1] else unit.lstrip()
        while width(rest.rstrip()) > room:
            cut = max(fitting(rest, room), 1)
            lines[-1:] = [rest[:cut], ""]
            rest = rest[cut:]
        lines[-1] += rest
    lines[-1] = lines[-1].rstrip()
    return lines


def _units(text: str) -> Iterator[str]:
    """Yield the parts of a text between which lines can be broken."""
    unit = ""
    for piece in _PIECES.findall(text):
        opens = unit != "" and unit[-1] in _OPENING
        if unit and not (opens or piece in _CLOSING or piece.isspace() or _is_mark(piece)):
            yield unit
            unit = ""
        unit += piece
    if unit:
        yield unit


def _is_mark(piece: str) -> bool:
    return width(piece) == 0
