"""Format tables for terminals, and as records for JSON."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import Enum
from typing import Any

from jindu.language.characters import escaped, harmless
from jindu.report.style import Style
from jindu.report.width import width, wrap

Cell = str | int | Decimal | date | None
Row = Sequence[Cell]

_GAP = "  "
_LEAST = 8
"""Smallest width to which a text column is narrowed, in terminal columns."""


class Kind(Enum):
    """Kinds of columns. Text wraps; numbers are right-aligned and, like dates, never wrap."""

    TEXT = "text"
    NUMBER = "number"
    DATE = "date"


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its name in JSON, heading, kind, and the unit of its numbers."""

    name: str
    heading: str
    kind: Kind = Kind.TEXT
    unit: str = ""

    @property
    def title(self) -> str:
        """The heading, with the unit if any."""
        return f"{self.heading}（{self.unit}）" if self.unit else self.heading


@dataclass(frozen=True, slots=True)
class Table:
    """A table. ``total`` is a separate last row; ``notes`` are sentences below the table."""

    columns: Sequence[Column]
    rows: Sequence[Row]
    total: Row | None = None
    notes: Sequence[str] = ()


def records(table: Table) -> list[dict[str, Any]]:
    """Return the rows as dicts for JSON, without total and notes."""
    names = [column.name for column in table.columns]
    return [dict(zip(names, map(_plain, row), strict=True)) for row in table.rows]


def lines(table: Table, style: Style) -> Iterator[str]:
    """Yield the table as lines no wider than ``style.columns``.

    Text columns are narrowed and wrapped to fit. If that is not enough, each row becomes a
    block of lines “heading：value”. Nothing is truncated.
    """
    if table.rows:
        widths = _widths(table, style.columns)
        body = _blocks(table, style) if widths is None else _grid(table, widths, style)
        yield from map(harmless, body)
    for note in table.notes:
        yield from map(harmless, wrap(escaped(note), style.columns))


def _widths(table: Table, room: int) -> list[int] | None:
    """Return the width of each column, or None if they do not fit."""
    grid = [*map(_texts, _all_rows(table)), [column.title for column in table.columns]]
    wanted = [max(map(width, cells)) for cells in zip(*grid, strict=True)]
    least = [
        min(want, _LEAST) if column.kind is Kind.TEXT else want
        for column, want in zip(table.columns, wanted, strict=True)
    ]
    over = sum(wanted) + len(_GAP) * (len(wanted) - 1) - room
    while over > 0:
        spare = [want - low for want, low in zip(wanted, least, strict=True)]
        if not any(spare):
            return None
        widest = max(range(len(wanted)), key=lambda place: (spare[place] > 0, wanted[place]))
        wanted[widest] -= 1
        over -= 1
    return wanted


def _grid(table: Table, widths: Sequence[int], style: Style) -> Iterator[str]:
    heading = [column.title for column in table.columns]
    for line in _wrapped(table.columns, heading, widths):
        yield f"\x1b[1m{line}\x1b[0m" if style.colour else line
    for row in table.rows:
        yield from _wrapped(table.columns, _texts(row), widths)
    if table.total is not None:
        yield _GAP.join("-" * size for size in widths)
        yield from _wrapped(table.columns, _texts(table.total), widths)


def _wrapped(
    columns: Sequence[Column], cells: Sequence[str], widths: Sequence[int]
) -> Iterator[str]:
    """Yield the lines of one row."""
    wrapped = [wrap(cell, size) for cell, size in zip(cells, widths, strict=True)]
    for number in range(max(map(len, wrapped))):
        parts = [cell[number] if number < len(cell) else "" for cell in wrapped]
        yield _GAP.join(map(_padded, columns, parts, widths)).rstrip()


def _padded(column: Column, text: str, size: int) -> str:
    gap = " " * (size - width(text))
    return gap + text if column.kind is Kind.NUMBER else text + gap


def _blocks(table: Table, style: Style) -> Iterator[str]:
    for number, row in enumerate(_all_rows(table)):
        if number:
            yield ""
        for column, text in zip(table.columns, _texts(row), strict=True):
            if text:
                yield from wrap(f"{column.title}：{text}", style.columns)


def _all_rows(table: Table) -> list[Row]:
    return [*table.rows, *([] if table.total is None else [table.total])]


def _texts(row: Row) -> list[str]:
    return ["" if cell is None else escaped(_text(cell)) for cell in row]


def _text(cell: str | int | Decimal | date) -> str:
    return f"{cell:f}" if isinstance(cell, Decimal) else str(cell)


def _plain(cell: Cell) -> Any:
    if isinstance(cell, Decimal):
        return int(cell) if cell == cell.to_integral_value() else float(cell)
    return cell.isoformat() if isinstance(cell, date) else cell
