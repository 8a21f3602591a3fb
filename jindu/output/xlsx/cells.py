"""Cell values, cell references, and row heights."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from math import ceil
from typing import NamedTuple

DAY = 'yyyy"年"m"月"d"日"'
"""Number format of a day."""

_LONGEST = 32_767
"""UTF-16 code units that a cell can hold."""
_CUT = "……（下略）"
_TALLEST = 400.0
"""Largest row height, in points; Excel allows 409."""
LEAST, _LINE = 15.0, 13.5
"""Height of a one-line row, and of each further line, in points."""

_HAN, _HALF = 1.9, 0.95
"""Width of Chinese and half-width characters in digits, with some room for line breaks."""


class Formula(NamedTuple):
    """A formula and its result, for viewers that do not calculate."""

    text: str
    value: Decimal | str


Plain = str | int | float | Decimal | date | Formula | None


class Shown(NamedTuple):
    """A value with its own number format or traits."""

    value: Plain
    number: str = ""
    traits: str = ""


Value = Plain | Shown


class Column(NamedTuple):
    """A column: its head, width in digits, and the format of its cells."""

    head: str
    width: float
    traits: str = "text"
    number: str = ""


def at(row: int, column: int) -> str:
    """Return the reference of a cell, counting from 0: ``at(4, 27)`` is AB5."""
    letters = ""
    column += 1
    while column:
        column, place = divmod(column - 1, 26)
        letters = chr(ord("A") + place) + letters
    return f"{letters}{row + 1}"


def across(row: int, columns: range) -> str:
    """Return the reference of a range in a row, such as L5:P5."""
    return f"{at(row, columns[0])}:{at(row, columns[-1])}"


def down(rows: range, column: int) -> str:
    """Return the reference of a range in a column, such as G5:G9."""
    return f"{at(rows[0], column)}:{at(rows[-1], column)}"


def fitting(text: str) -> str:
    """Return the text, visibly cut if a cell cannot hold it."""
    if len(text) * 2 <= _LONGEST:
        return text
    units = text.encode("utf-16-le", "replace")
    if len(units) // 2 <= _LONGEST:
        return text
    return units[: (_LONGEST - len(_CUT)) * 2].decode("utf-16-le", "ignore") + _CUT


def height(text: str, width: float) -> float:
    """Return the row height in points for a text in a column ``width`` digits wide."""
    if len(text) * _HAN <= width and "\n" not in text:
        return LEAST
    # A character that must not end a line wraps together with its neighbour.
    room = max(width - 1, _HAN)
    count = sum(max(ceil(_taken(line) / room), 1) for line in text.split("\n"))
    return min(LEAST + (count - 1) * _LINE, _TALLEST)


def _taken(line: str) -> float:
    """Return the width of a line in digits; Han characters have two extra UTF-8 bytes."""
    signs = len(line)
    return signs * _HALF + (len(line.encode("utf-8", "replace")) - signs) / 2 * (_HAN - _HALF)
