"""Leave out the columns of a table in which no cell says anything."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from jindu.document.blocks import Block, Cell, Table
from jindu.document.tables.cells import DASH

_LEAST = 2
"""Columns that a table keeps in any case."""


def trimmed(block: Block) -> Block:
    """Return a table without its empty columns; forms and other blocks as they are."""
    if not isinstance(block, Table) or not any(column.head for column in block.columns):
        return block
    rows = [tuple(_placed(block, row, covered)) for row, covered in _covered(block)]
    telling = {n for n, column in enumerate(block.columns) if column.blank}
    for row in rows:
        telling |= {place for place, cell in row if cell.columns == 1 and _tells(cell)}
    empty = {n for n in range(len(block.columns)) if n not in telling}
    if not block.rows or not empty or len(block.columns) - len(empty) < _LEAST:
        return block
    return replace(
        block,
        columns=tuple(column for n, column in enumerate(block.columns) if n not in empty),
        rows=tuple(tuple(_kept(row, empty)) for row in rows),
    )


def _tells(cell: Cell) -> bool:
    return cell.text not in ("", DASH)


def _covered(block: Table) -> Iterator[tuple[tuple[Cell, ...], list[int]]]:
    """Yield the rows, each with how many more rows every column is covered by cells above."""
    left = [0] * len(block.columns)
    for row in block.rows:
        yield row, list(left)
        spans = dict(_placed(block, row, left))
        left = [max(count - 1, 0) for count in left]
        for place, cell in spans.items():
            for column in range(place, min(place + cell.columns, len(left))):
                left[column] = cell.rows - 1


def _placed(block: Table, row: tuple[Cell, ...], covered: list[int]) -> Iterator[tuple[int, Cell]]:
    """Yield the cells of a row with their columns."""
    place = 0
    for cell in row:
        while place < len(block.columns) and covered[place]:
            place += 1
        yield place, cell
        place += cell.columns


def _kept(row: tuple[tuple[int, Cell], ...], empty: set[int]) -> Iterator[Cell]:
    for place, cell in row:
        columns = cell.columns - len(empty & set(range(place, place + cell.columns)))
        if columns:
            yield cell._replace(columns=columns) if columns < cell.columns else cell
