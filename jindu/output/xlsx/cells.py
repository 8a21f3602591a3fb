"""What stands in the cells of a sheet, how cells are named, and how high a text makes a row."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from math import ceil
from typing import NamedTuple

DAY = 'yyyy"年"m"月"d"日"'
"""The number format of a day."""

_LONGEST = 32_767
"""UTF-16 units that a cell can hold."""
_CUT = "……（下略）"
_TALLEST = 400.0
"""Points; a row can be 409 high."""
LEAST, _LINE = 15.0, 13.5
"""Points; a row as it comes, of one line, and what each further line adds."""

_HAN, _HALF = 1.9, 0.95
"""Figures of width that a character takes in the text of a cell, with some room to break lines."""


class Formula(NamedTuple):
    """A formula and its result, which viewers show that do not calculate."""

    text: str
    value: Decimal | str


Plain = str | int | float | Decimal | date | Formula | None


class Shown(NamedTuple):
    """A value in a number format or with traits of its own."""

    value: Plain
    number: str = ""
    traits: str = ""


Value = Plain | Shown


class Column(NamedTuple):
    """A column: its head, its width in figures, and how its cells look."""

    head: str
    width: float
    traits: str = "text"
    number: str = ""


def at(row: int, column: int) -> str:
    """The name of a cell, both counted from 0: ``at(4, 27)`` is AB5."""
    letters = ""
    column += 1
    while column:
        column, place = divmod(column - 1, 26)
        letters = chr(ord("A") + place) + letters
    return f"{letters}{row + 1}"


def across(row: int, columns: range) -> str:
    """The name of a part of a row, L5:P5."""
    return f"{at(row, columns[0])}:{at(row, columns[-1])}"


def down(rows: range, column: int) -> str:
    """The name of a part of a column, G5:G9."""
    return f"{at(rows[0], column)}:{at(rows[-1], column)}"


def fitting(text: str) -> str:
    """The text, visibly cut where a cell cannot hold it."""
    if len(text) * 2 <= _LONGEST:
        return text
    units = text.encode("utf-16-le", "replace")
    if len(units) // 2 <= _LONGEST:
        return text
    return units[: (_LONGEST - len(_CUT)) * 2].decode("utf-16-le", "ignore") + _CUT


def height(text: str, width: float) -> float:
    """Points that a text takes in so many figures of width, in a row."""
    if len(text) * _HAN <= width and "\n" not in text:
        return LEAST
    # A mark that may not end a line takes its neighbour along to the next.
    room = max(width - 1, _HAN)
    count = sum(max(ceil(_taken(line) / room), 1) for line in text.split("\n"))
    return min(LEAST + (count - 1) * _LINE, _TALLEST)


def _taken(line: str) -> float:
    """Figures of width; in UTF-8 a Han character has two bytes more than a figure."""
    signs = len(line)
    return signs * _HALF + (len(line.encode("utf-8", "replace")) - signs) / 2 * (_HAN - _HALF)
