"""Set a table as a Word table: widths, merges, and rows kept together."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from jindu.document.blocks import Align, Cell, Table
from jindu.output.columns import column_widths, head_lines, is_dense
from jindu.output.docx import oxml
from jindu.output.docx.oxml import Grid, Paragraph, Row, run
from jindu.output.docx.styles import TABLE_STYLE
from jindu.output.gbt9704 import LIBRE_OFFICE, WORD, Page, Reader, count_lines, ems

_CELL_MARGINS = 2 * TABLE_STYLE.margins
_ROW_MARGINS = 70
"""Two margins of 30 and a border of half a point."""
_TOGETHER = 0.6
"""Largest part of a page that a group of merged rows may fill and still be kept together."""

_TALL = 0.7
"""Part of a page below the head rows from which a row may be split."""

_JC = {Align.LEFT: "left", Align.CENTER: "center", Align.RIGHT: "right"}
_CONTINUED = "（续）"


class Setting(NamedTuple):
    """Style ids of text and head; character size and line pitch in twips.

    ``fixed`` is a pitch other than that of the styles.
    """

    text: str
    head: str
    em: int
    line: int
    fixed: int | None = None

    def closer(self, steps: int) -> Setting:
        """Return the setting with a line pitch that is smaller than that of its styles."""
        if not steps:
            return self
        if self.text == _NORMAL.text and steps > 2:
            return _DENSE
        line = self.line - steps * _STEP
        return self._replace(line=line, fixed=line)


_STEP = 10
"""Twips by which lines are set closer, in a step."""

_NORMAL = Setting("TableText", "TableHead", 240, 340)
_DENSE = Setting("DenseText", "DenseHead", 210, 280)


class Slot(NamedTuple):
    """A cell placed in a row: first column and number of columns.

    ``head`` is a head broken into lines. ``merge`` is "restart" where a vertical merge begins
    and "continue" below.
    """

    cell: Cell
    column: int
    columns: int
    merge: str = ""
    head: bool = False

    def restarted(self) -> Slot:
        """Return a slot that starts a new merge and repeats the text of the cell above."""
        cell = self.cell._replace(text=self.cell.text + _CONTINUED)
        return self._replace(cell=cell, merge="restart")

    def width(self, widths: Sequence[int]) -> int:
        """Return the width in twips, given the column widths."""
        return sum(widths[self.column : self.column + self.columns])


class Covering(NamedTuple):
    """A cell and the number of rows below that it still covers."""

    cell: Cell
    columns: int
    rows: int


def table(block: Table, page: Page, keep_next: bool, closer: int = 0) -> Iterator[Paragraph | Grid]:
    """Yield the caption line, the table at the full width of the type area, and its notes.

    ``keep_next`` keeps the end with what follows; ``closer`` steps lessen the line pitch.
    """
    setting = _DENSE if is_dense(block, page) else _NORMAL
    setting = setting.closer(closer)
    widths = column_widths(block, page.text_width, setting.em, _CELL_MARGINS)
    yield from _caption(block, page)
    yield Grid(TABLE_STYLE.id, widths, tuple(_rows(block, widths, setting, page, keep_next)))
    for note in block.notes:
        yield Paragraph("TableNote", run(note), keep_next=keep_next)


def _caption(block: Table, page: Page) -> Iterator[Paragraph]:
    """Yield caption (left) and unit (right), on one line or, if too long, on two."""
    unit = f"\t{block.unit}" if block.unit else ""
    long = ems(f"{block.caption}　{block.unit}") * _DENSE.em > page.text_width
    for text in (block.caption, unit) if long else (block.caption + unit,):
        if text:
            yield Paragraph("Caption", run(text), tabs=(("right", page.text_width),))


def _rows(
    block: Table, widths: Sequence[int], setting: Setting, page: Page, keep_next: bool
) -> Iterator[Row]:
    aligns = tuple(column.align for column in block.columns)
    heads = (
        head_lines(column.head, (width - _CELL_MARGINS) / setting.em)
        for column, width in zip(block.columns, widths, strict=True)
    )
    head = tuple(
        Slot(Cell(text, strong=True, align=Align.CENTER), number, 1, head=True)
        for number, text in enumerate(heads)
    )
    free = page.text_height
    if any(column.head for column in block.columns):
        cells = tuple(_cells(head, widths, aligns, setting, keep=True))
        height = _height(head, widths, setting)
        yield Row(cells, height, keep_next=True, head=True)
        free -= height
    rows = _loosened(_placed(block), widths, setting, int(free * _TALL))
    heights = [_height(slots, widths, setting) for slots in rows]
    rows = _restarted(rows, heights, int(page.text_height * _TOGETHER))
    heights = _stretched(rows, heights, widths, setting)
    below_all = [*rows, ()][1:]
    for slots, below, height in zip(rows, below_all, heights, strict=True):
        is_heading = len(slots) == 1 and bool(below)
        merged = any(slot.merge == "continue" for slot in below)
        # Keep the last row with the previous one: it is usually the total.
        keep = (
            is_heading
            or merged
            or below is rows[-1]
            or ((keep_next or bool(block.notes)) and not below)
        )
        tall = height > free * _TALL
        keep = keep and not tall
        cells = tuple(_cells(slots, widths, aligns, setting, keep))
        elsewhere = _height(slots, widths, setting, LIBRE_OFFICE)
        line = setting.line if tall else 0
        yield Row(cells, height, keep, line=line, elsewhere=elsewhere)


def _cells(
    slots: Iterable[Slot],
    widths: Sequence[int],
    aligns: Sequence[Align],
    setting: Setting,
    keep: bool,
) -> Iterator[str]:
    """Yield the cells of a row; strong ones use the head style (黑体), as 仿宋 has no bold."""
    for slot in slots:
        style = setting.head if slot.cell.strong else setting.text
        align = _JC[slot.cell.align or aligns[slot.column]]
        lines = [slot.cell.text] if slot.head else slot.cell.text.split("\n")
        if slot.merge == "continue":
            lines = [""]
        paragraphs = (
            Paragraph(
                style,
                run(line) if line else "",
                keep_next=keep,
                line=setting.fixed,
                align=align,
            )
            for line in lines
        )
        yield oxml.cell(paragraphs, slot.width(widths), slot.columns, slot.merge)


def _placed(block: Table) -> list[tuple[Slot, ...]]:
    """Place the cells of every row; short rows are padded with empty cells.

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
    """Split merged cells that are higher than the limit.

    A group of rows is kept on one page. A group too high for that is cut into equal pieces,
    and its heading cell is repeated in each.
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


def _loosened(
    rows: Sequence[tuple[Slot, ...]], widths: Sequence[int], setting: Setting, limit: int
) -> list[tuple[Slot, ...]]:
    """Dissolve merges whose text is higher than the limit: LibreOffice cannot break them."""
    loose = {
        (row, slot.column): slot._replace(merge="", cell=slot.cell if row == first else Cell(""))
        for first, slots in enumerate(rows)
        for slot in slots
        if slot.merge == "restart" and _height((slot._replace(merge=""),), widths, setting) > limit
        for row in range(first, _end(rows, first, slot.column))
    }
    return [
        tuple(loose.get((row, slot.column), slot) for slot in slots)
        for row, slots in enumerate(rows)
    ]


def _stretched(
    rows: Sequence[tuple[Slot, ...]],
    heights: Sequence[int],
    widths: Sequence[int],
    setting: Setting,
) -> list[int]:
    """Return the heights with the last rows of merged cells as high as these need."""
    stretched = list(heights)
    for first, slots in enumerate(rows):
        for slot in slots:
            if slot.merge == "restart":
                end = _end(rows, first, slot.column)
                lacking = _height((slot._replace(merge=""),), widths, setting)
                stretched[end - 1] += max(lacking - sum(stretched[first:end]), 0)
    return stretched


def _end(rows: Sequence[tuple[Slot, ...]], first: int, column: int) -> int:
    """Return the row after the last one covered by the merge that begins at ``first``."""
    for row in range(first + 1, len(rows)):
        if (column, "continue") not in ((slot.column, slot.merge) for slot in rows[row]):
            return row
    return len(rows)


def _cuts(first: int, end: int, heights: Sequence[int], limit: int) -> Iterator[int]:
    """Yield the rows at which a group higher than the limit is cut."""
    total = sum(heights[first:end])
    pieces = math.ceil(total / limit)
    above, reached = 0, 0
    for row in range(first, end):
        piece = int((above + heights[row] / 2) / total * pieces)
        if piece > reached:
            yield row
        above, reached = above + heights[row], piece


def _height(
    slots: Iterable[Slot], widths: Sequence[int], setting: Setting, reader: Reader = WORD
) -> int:
    """Estimate the height of a row in twips; vertically merged cells are ignored."""
    lines = (
        sum(
            count_lines(line, setting.em, slot.width(widths) - _CELL_MARGINS, reader=reader)
            for line in slot.cell.text.split("\n")
        )
        for slot in slots
        if not slot.merge
    )
    return max(lines, default=1) * setting.line + _ROW_MARGINS
