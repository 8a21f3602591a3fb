"""A table of the document as a native table of Word: widths, merges, and what stays together."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Sequence
from itertools import accumulate, pairwise
from typing import NamedTuple

from jindu.document.blocks import Align, Cell, Table
from jindu.output.docx import oxml
from jindu.output.docx.oxml import Grid, Paragraph, Row, run
from jindu.output.docx.styles import TABLE_STYLE
from jindu.output.gbt9704 import Page, count_lines, ems

_CELL_MARGINS = 170
_ROW_MARGINS = 90
"""Two margins of 40 and a line of half a point."""
_ROOMY = 2000
"""Mean column width (35 mm) from which a table is set in 小四; narrower ones in 五号."""

_TOGETHER = 0.6
"""How much of a page a merged group of rows may fill and still be kept on one page."""

_JC = {Align.LEFT: "left", Align.CENTER: "center", Align.RIGHT: "right"}
_CONTINUED = "（续）"


class Setting(NamedTuple):
    """How a table is set: style ids of text and head, size of a character and line in twips."""

    text: str
    head: str
    em: int
    line: int


_NORMAL = Setting("TableText", "TableHead", 240, 340)
_DENSE = Setting("DenseText", "DenseHead", 210, 300)


class Slot(NamedTuple):
    """A place in a row: its cell, first column and number of columns.

    ``merge`` is "restart" where a vertical merge begins and "continue" below that.
    """

    cell: Cell
    column: int
    columns: int
    merge: str = ""

    def restarted(self) -> Slot:
        """The place where the cell from above is named once more."""
        cell = self.cell._replace(text=self.cell.text + _CONTINUED)
        return self._replace(cell=cell, merge="restart")

    def width(self, widths: Sequence[int]) -> int:
        """The width in twips, given those of the columns."""
        return sum(widths[self.column : self.column + self.columns])


class Covering(NamedTuple):
    """A cell that still covers so many rows below."""

    cell: Cell
    columns: int
    rows: int


def table(block: Table, page: Page, keep_next: bool) -> Iterator[Paragraph | Grid]:
    """The caption line, the table over the full width of the type area, and its notes.

    ``keep_next`` ties the end to what follows.
    """
    widths = _widths(block, page.text_width)
    setting = _DENSE if page.text_width / len(widths) < _ROOMY else _NORMAL
    yield from _caption(block, page)
    yield Grid(TABLE_STYLE.id, widths, tuple(_rows(block, widths, setting, page, keep_next)))
    for note in block.notes:
        yield Paragraph("TableNote", run(note), keep_next=keep_next)


def _caption(block: Table, page: Page) -> Iterator[Paragraph]:
    """Caption at the left and unit at the right: on one line, or on two if they are long."""
    unit = f"\t{block.unit}" if block.unit else ""
    long = ems(f"{block.caption}　{block.unit}") * _DENSE.em > page.text_width
    for text in (block.caption, unit) if long else (block.caption + unit,):
        if text:
            yield Paragraph("Caption", run(text), tabs=(("right", page.text_width),))


def _widths(block: Table, total: int) -> tuple[int, ...]:
    """Column widths in twips that add up to the total exactly."""
    shares = [column.width for column in block.columns]
    edges = [0, *(round(total * part / sum(shares)) for part in accumulate(shares))]
    return tuple(right - left for left, right in pairwise(edges))


def _rows(
    block: Table, widths: Sequence[int], setting: Setting, page: Page, keep_next: bool
) -> Iterator[Row]:
    aligns = tuple(column.align for column in block.columns)
    head = tuple(
        Slot(Cell(column.head, strong=True, align=Align.CENTER), number, 1)
        for number, column in enumerate(block.columns)
    )
    if any(column.head for column in block.columns):
        cells = tuple(_cells(head, widths, aligns, setting, keep=True))
        yield Row(cells, _height(head, widths, setting), keep_next=True, head=True)
    rows = _placed(block)
    heights = [_height(slots, widths, setting) for slots in rows]
    rows = _restarted(rows, heights, int(page.text_height * _TOGETHER))
    below_all = [*rows, ()][1:]
    for slots, below, height in zip(rows, below_all, heights, strict=True):
        is_heading = len(slots) == 1 and bool(below)
        merged = any(slot.merge == "continue" for slot in below)
        # No last row stands alone on a page: most often it is the total.
        keep = is_heading or merged or below is rows[-1] or (keep_next and not below)
        yield Row(tuple(_cells(slots, widths, aligns, setting, keep)), height, keep)


def _cells(
    slots: Iterable[Slot],
    widths: Sequence[int],
    aligns: Sequence[Align],
    setting: Setting,
    keep: bool,
) -> Iterator[str]:
    """The cells of a row; a strong one is set as a head, in 黑体: 仿宋 has no bold."""
    for slot in slots:
        style = setting.head if slot.cell.strong else setting.text
        align = _JC[slot.cell.align or aligns[slot.column]]
        lines = slot.cell.text.split("\n") if slot.merge != "continue" else ("",)
        paragraphs = (
            Paragraph(
                style,
                run(line) if line else "",
                keep_next=keep,
                align=align,
            )
            for line in lines
        )
        yield oxml.cell(paragraphs, slot.width(widths), slot.columns, slot.merge)


def _placed(block: Table) -> list[tuple[Slot, ...]]:
    """Where the cells of every row stand; a short row is filled up with empty cells.

    Raises ``ValueError`` for a row with more cells than there are columns left.
    """
    covering: dict[int, Covering] = {}
    return [_place(row, covering, len(block.columns)) for row in block.rows]


def _place(row: Iterable[Cell], covering: dict[int, Covering], total: int) -> tuple[Slot, ...]:
    cells = iter(row)
    slots: list[Slot] = []
    column = 0
    while column < total:
        above = covering.pop(column, None)
        if above is not None:
            slot = Slot(above.cell, column, above.columns, "continue")
            rows_left = above.rows - 1
        else:
            cell = next(cells, Cell(""))
            free = min((c for c in covering if c > column), default=total) - column
            slot = Slot(cell, column, min(cell.columns, free), "restart" if cell.rows > 1 else "")
            rows_left = cell.rows - 1
        if rows_left:
            covering[column] = Covering(slot.cell, slot.columns, rows_left)
        slots.append(slot)
        column += slot.columns
    if next(cells, None) is not None:
        raise ValueError(f"a row has more cells than the {total} columns of its table")
    return tuple(slots)


def _restarted(
    rows: Sequence[tuple[Slot, ...]], heights: Sequence[int], limit: int
) -> list[tuple[Slot, ...]]:
    """Rows in which no merged cell is much higher than the limit.

    A group of rows is kept on one page; one too high for that is cut into equal pieces, and
    the cell that names it begins again, so that every page says what its rows belong to.
    """
    again = {
        (row, slot.column)
        for first, slots in enumerate(rows)
        for slot in slots
        if slot.merge == "restart"
        for row in _cuts(first, _end(rows, first, slot.column), heights, limit)
    }
    return [
        tuple(slot.restarted() if (row, slot.column) in again else slot for slot in slots)
        for row, slots in enumerate(rows)
    ]


def _end(rows: Sequence[tuple[Slot, ...]], first: int, column: int) -> int:
    """The row after the last one that the merge beginning at a place covers."""
    for row in range(first + 1, len(rows)):
        if (column, "continue") not in ((slot.column, slot.merge) for slot in rows[row]):
            return row
    return len(rows)


def _cuts(first: int, end: int, heights: Sequence[int], limit: int) -> Iterator[int]:
    """The rows at which a group has to be cut, if it is higher than the limit."""
    total = sum(heights[first:end])
    pieces = math.ceil(total / limit)
    above, reached = 0, 0
    for row in range(first, end):
        piece = int((above + heights[row] / 2) / total * pieces)
        if piece > reached:
            yield row
        above, reached = above + heights[row], piece


def _height(slots: Iterable[Slot], widths: Sequence[int], setting: Setting) -> int:
    """About how high a row becomes; merged cells are taken to find room in their group."""
    lines = (
        sum(
            count_lines(line, setting.em, slot.width(widths) - _CELL_MARGINS)
            for line in slot.cell.text.split("\n")
        )
        for slot in slots
        if not slot.merge
    )
    return max(lines, default=1) * setting.line + _ROW_MARGINS
