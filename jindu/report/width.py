"""Text measured and wrapped in the columns of a terminal."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

_PIECES = re.compile(r"[!-~]+|\s+|[^\s!-~]")
"""Words and numbers stay together; a line may end after any other character."""
_CLOSING = frozenset("，。；：、？！…）》〉」』】〕”’％％")
"""What may not begin a line."""
_OPENING = frozenset("（《〈「『【〔“‘")
"""What may not end a line."""


def width(text: str) -> int:
    """The columns a text takes in a terminal: two for wide characters, none for marks."""
    return sum(
        0 if unicodedata.combining(c) else 2 if unicodedata.east_asian_width(c) in "WF" else 1
        for c in text
    )


def fitting(text: str, room: int) -> int:
    """How many characters from the beginning take no more than ``room`` columns."""
    taken = 0
    for number, character in enumerate(text):
        taken += width(character)
        if taken > room:
            return number
    return len(text)


def wrap(text: str, room: int) -> list[str]:
    """The lines of a text, none wider than ``room`` columns (at least 2), none lost.

    Words and numbers are broken only where a line cannot hold them; punctuation stays with
    the word it belongs to.
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
    """The parts of a text between which a line may end."""
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
