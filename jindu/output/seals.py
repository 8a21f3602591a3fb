"""Place names, date and red seals of a sealed document (GB/T 9704-2012, 7.3.5.1).

A seal is centred on the name of its organ, a little above it; the last one also covers the date.
Seals stand in columns and rows that neither touch nor leave the type area, and the first row
begins within one line of the text. All measures are twips.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from jindu.output.gbt9704 import LINE, PITCH, SEAL, advance
from jindu.units import say_day

_LOW = 170
"""Middle of the seal to the middle of name and date below it: 3 mm."""
_APART = PITCH
"""Smallest distance of two seals or names: 5.6 mm."""
_ABOVE = 2 * LINE
"""Text to a name of one line: the seal begins 7 mm below the text."""


class Name(NamedTuple):
    """The name of an organ: its middle, and the width within which it is broken into lines."""

    text: str
    middle: int
    width: int


class Row(NamedTuple):
    """Names on one line, each in its column. ``above`` is the empty height before them."""

    names: tuple[Name, ...]
    above: int


class Seals(NamedTuple):
    """Rows of names, the middle of the date, and the depth of the last seal below the date."""

    rows: tuple[Row, ...]
    day: int
    below: int

    @property
    def left(self) -> int:
        """The left edge of the seals of the last row."""
        return min(name.middle for name in self.rows[-1].names) - SEAL // 2


def seals(organs: Sequence[str], day: date | None, width: int) -> Seals:
    """Place the names of the organs, the host first, on a type area of a width.

    The date ends four characters from the right edge and the last name is centred on it; both
    move left for a name that would leave the type area. Two names share a row if they fit.
    """
    dated = advance(say_day(day)) if day else SEAL
    right = width - 4 * PITCH - dated // 2
    texts = tuple(organs) or ("",)
    middles = _columns(texts, right, width)
    rows: list[Row] = []
    for start in range(0, len(texts), len(middles)):
        chunk = texts[start : start + len(middles)]
        names = tuple(
            Name(text, middle, _share(text, width))
            for text, middle in zip(chunk, middles[-len(chunk) :], strict=True)
        )
        rows.append(Row(names, _above(_lines(chunk, width), rows, width)))
    lines = _lines([name.text for name in rows[-1].names], width)
    below = _middle(lines) + SEAL // 2 - (lines + (day is not None)) * LINE
    return Seals(tuple(rows), middles[-1], max(below, 0))


def _columns(texts: Sequence[str], right: int, width: int) -> tuple[int, ...]:
    """Return the middles of the columns: two if the names leave room for them, else one.

    A last name without a neighbour stands in the right column.
    """
    if len(texts) > 1:
        pairs = len(texts) - len(texts) % 2
        first, second = _half(texts[:pairs:2]), _half((*texts[1:pairs:2], *texts[pairs:]))
        middle = min(right, width - second)
        latest = middle - first - second - _APART
        if latest >= first:
            return max(min(width // 4, latest), first), middle
    half = max(_share(text, width) for text in texts) // 2
    return (max(min(right, width - half), half),)


def _half(texts: Sequence[str]) -> int:
    return max(SEAL, *map(advance, texts)) // 2


def _share(text: str, width: int) -> int:
    """Return the width of a name broken into lines of equal length."""
    lines = _lines((text,), width)
    return math.ceil(advance(text) / lines / PITCH) * PITCH


def _lines(texts: Sequence[str], width: int) -> int:
    return max(1, *(math.ceil(advance(text) / width) for text in texts))


def _middle(lines: int) -> int:
    """Return the top of a name to the middle of its seal, as if a date followed."""
    return (lines + 1) * LINE // 2 - _LOW


def _above(lines: int, rows: Sequence[Row], width: int) -> int:
    """Return the empty height before a row of names."""
    if not rows:
        return max(_ABOVE - (lines - 1) * LINE // 2, LINE)
    before = _lines([name.text for name in rows[-1].names], width)
    return max(SEAL + _APART - (before * LINE - _middle(before)) - _middle(lines), LINE)
