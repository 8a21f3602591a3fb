"""Render a plan as a workbook: tasks, budget, goals, scores and dates, with formulas."""

from __future__ import annotations

from jindu.document.blocks import Properties
from jindu.model.plan import Plan
from jindu.output.xlsx.book import Book
from jindu.output.xlsx.cells import Column
from jindu.output.xlsx.funds import budget
from jindu.output.xlsx.goals import goals
from jindu.output.xlsx.lists import lists
from jindu.output.xlsx.performance import performance
from jindu.output.xlsx.scores import scores
from jindu.output.xlsx.work import days, gantt, tasks

_SHEETS = (tasks, gantt, lists, budget, goals, performance, scores, days)
"""Functions that add a sheet, in order; each adds none if the plan has nothing to show."""

_NOTHING = "方案还没有写任务、经费、指标和考核内容，没有可以列出的表格。"


def to_xlsx(plan: Plan, properties: Properties) -> bytes:
    """Return the workbook. Formulas carry their results; the same plan gives the same bytes."""
    book = Book(properties)
    for draw in _SHEETS:
        draw(book, plan)
    if not book.sheets:
        sheet = book.sheet("说明", "方案表格", (Column("", 60), Column("", 60)))
        sheet.notes([_NOTHING])
        sheet.finish()
    return book.content()
