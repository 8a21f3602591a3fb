"""Plan → workbook: the tasks, the money, the goals and the dates as sheets that calculate."""

from __future__ import annotations

from jindu.plan import Plan
from jindu.render._xlsx_book import Book
from jindu.render._xlsx_cells import Column
from jindu.render._xlsx_funds import budget
from jindu.render._xlsx_goals import goals
from jindu.render._xlsx_scores import scores
from jindu.render._xlsx_work import days, gantt, tasks
from jindu.render.blocks import Properties

_SHEETS = (tasks, gantt, budget, goals, scores, days)
"""In the order of the workbook; each adds its sheet, or none where it has nothing to show."""

_NOTHING = "方案还没有写任务、经费、指标和考核内容，没有可以列出的表格。"


def to_xlsx(plan: Plan, properties: Properties) -> bytes:
    """The workbook. Every formula carries its result; the same plan gives the same bytes."""
    book = Book(properties)
    for draw in _SHEETS:
        draw(book, plan)
    if not book.sheets:
        sheet = book.sheet("说明", "方案表格", (Column("", 60), Column("", 60)))
        sheet.notes([_NOTHING])
        sheet.finish()
    return book.content()
