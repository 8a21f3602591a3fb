"""Render a table as HTML: heads, groups of rows, and merged cells."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import zip_longest
from typing import NamedTuple

from jindu.document.blocks import Align, Cell, Column, Table
from jindu.output.columns import column_widths, is_dense, narrow_width
from jindu.output.gbt9704 import Page
from jindu.output.html.elements import classes, element, prose, text

_EM, _DENSE_EM = 240, 210
"""Twips of a character on paper."""
_SIDES = 0.65
"""Ems that sides and border of a cell take, as in the style sheet."""
_TOGETHER = 12
"""Rows up to which a group is kept on one page."""


class Row(NamedTuple):
    """The cells that begin in a row; ``joined`` if a cell from above extends into it."""

    cells: tuple[Cell, ...]
    joined: bool

    def heads(self, columns: int) -> bool:
        """Return whether it is a heading of the rows below: one cell across the table."""
        return len(self.cells) == 1 and self.cells[0].columns == columns > 1

    def merges(self) -> bool:
        """Return whether one of its cells extends into the rows below."""
        return any(cell.rows > 1 for cell in self.cells)


def table(block: Table, page: Page, name: str, tied: bool) -> Iterator[str]:
    """Yield the table in a frame that scrolls if it is too wide, then its notes.

    ``name`` labels a table without caption; ``tied`` keeps the end with what follows.
    Raises ``ValueError`` for a row with more cells than there are columns left.
    """
    dense = is_dense(block, page)
    em = _DENSE_EM if dense else _EM
    small = narrow_width(block) + _SIDES * len(block.columns)
    drawn = element(
        "table",
        _caption(block),
        element("colgroup", *_columns(block, page, em, small)),
        _head(block.columns),
        *_bodies(block),
        class_="dense" if dense else None,
        style=f"--narrow: {small:.1f}em",
    )
    yield element(
        "div",
        drawn,
        class_=classes(scroll=True, tied=tied or bool(block.notes)),
        role="region",
        aria_label=block.caption or name or "表格",
        tabindex=0,
    )
    yield from notes(block.notes, tied)


def notes(lines: Sequence[str], tied: bool) -> Iterator[str]:
    """Yield the notes below a table or a chart."""
    for line in lines:
        yield element("p", text(line), class_=classes(note=True, tied=tied))


def _caption(block: Table) -> str:
    unit = element("span", text(block.unit)) if block.unit else ""
    if not (block.caption or unit):
        return ""
    return element("caption", text(block.caption), unit)


def _columns(block: Table, page: Page, em: int, small: float) -> Iterator[str]:
    """Yield the columns with their widths on paper and on a small screen."""
    widths = (page.text_width, round(small * em))
    parts = (
        [part / width for part in column_widths(block, width, em, round(_SIDES * em))]
        for width in widths
    )
    for large, little in zip(*parts, strict=True):
        yield element("col", style=f"--w: {large:.2%}; --s: {little:.2%}")


def _head(columns: Sequence[Column]) -> str:
    if not any(column.head for column in columns):
        return ""
    heads = (element("th", prose(column.head), scope="col") for column in columns)
    return element("thead", element("tr", *heads))


def _bodies(block: Table) -> Iterator[str]:
    """Yield groups of rows: those joined by a merged cell, or below one heading."""
    headed = any(column.head for column in block.columns)
    for group in _groups(list(_rows(block)), len(block.columns)):
        joined = 1 < len(group) <= _TOGETHER and group[1].joined
        rows = (_row(row, len(block.columns), headed) for row in group)
        yield element("tbody", *rows, class_=classes(joined=joined))


def _rows(block: Table) -> Iterator[Row]:
    """Yield the rows with the cells that begin in them; short rows are padded with empty cells."""
    total = len(block.columns)
    covered = [0] * total
    for left, row in zip(range(len(block.rows), 0, -1), block.rows, strict=True):
        joined, given, cells = any(covered), iter(row), []
        for column in range(total):
            if covered[column]:
                continue
            cell = next(given, Cell(""))
            free = next((n for n in range(column, total) if covered[n]), total) - column
            columns, rows = min(cell.columns, free), min(cell.rows, left)
            align = cell.align or block.columns[column].align
            cells.append(cell._replace(rows=rows, columns=columns, align=align))
            covered[column : column + columns] = [rows] * columns
        if next(given, None) is not None:
            raise ValueError(f"a row has more cells than the {total} columns of its table")
        covered = [rows - 1 for rows in covered]
        yield Row(tuple(cells), joined)


def _groups(rows: Sequence[Row], columns: int) -> Iterator[Sequence[Row]]:
    start = 0
    for place, (row, below) in enumerate(zip_longest(rows, rows[1:]), 1):
        if below is None or (
            not below.joined and (row.joined or below.heads(columns) or below.merges())
        ):
            yield rows[start:place]
            start = place


def _row(row: Row, columns: int, headed: bool) -> str:
    """Return a row; a strong first cell, or any strong cell in a form, is a row header."""
    heading = row.heads(columns)
    cells = (
        _cell(cell, heading, heads=cell.strong and (place == 0 or not headed))
        for place, cell in enumerate(row.cells)
    )
    return element("tr", *cells, class_=classes(heading=heading))


def _cell(cell: Cell, group: bool, heads: bool) -> str:
    scope = "rowgroup" if group or cell.rows > 1 else "row"
    return element(
        "th" if heads else "td",
        prose(cell.text),
        scope=scope if heads else None,
        rowspan=cell.rows if cell.rows > 1 else None,
        colspan=cell.columns if cell.columns > 1 else None,
        class_=classes(
            strong=cell.strong,
            center=cell.align is Align.CENTER,
            right=cell.align is Align.RIGHT,
        ),
    )
