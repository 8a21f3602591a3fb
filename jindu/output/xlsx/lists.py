"""Write 配档表 and 时限清单 as they are in documents, with columns to tick."""

from __future__ import annotations

from jindu.document.blocks import Align, Table
from jindu.document.tables.lists import schedule, time_list
from jindu.document.tables.trim import trimmed
from jindu.model.plan import Plan
from jindu.output.columns import column_widths
from jindu.output.gbt9704 import LANDSCAPE
from jindu.output.xlsx.book import Book
from jindu.output.xlsx.cells import Column

_EM, _SIDES = 210, 150
"""Twips of a character and of the sides of a cell, in proportion."""
_DIGITS = 130.0
"""Width of all columns, in digits."""


def lists(book: Book, plan: Plan) -> None:
    """Add the sheets 配档表 and 时限清单."""
    if not plan.tasks:
        return
    for name, build in (("配档表", schedule), ("时限清单", time_list)):
        (block,) = map(trimmed, build(plan))
        assert isinstance(block, Table)
        _draw(book, name, block)


def _draw(book: Book, name: str, block: Table) -> None:
    total = LANDSCAPE.text_width
    widths = column_widths(block, total, _EM, _SIDES)
    columns = tuple(
        Column(column.head, width * _DIGITS / total, _traits(column.align, column.blank))
        for column, width in zip(block.columns, widths, strict=True)
    )
    sheet = book.sheet(name, name, columns)
    sheet.heads()
    for row in block.rows:
        if len(row) == 1 and row[0].columns > 1:
            sheet.span(0, sheet.last, row[0].text, "text band")
        else:
            sheet.row([cell.text or None for cell in row])
    sheet.notes(block.notes)
    sheet.finish()


def _traits(align: Align, blank: bool) -> str:
    return f"{'center' if align is Align.CENTER else 'text'}{' input' if blank else ''}"
