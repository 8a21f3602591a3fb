"""Write 绩效目标申报表: the cells of the document, without merged ones, to sort and to copy."""

from __future__ import annotations

from collections.abc import Sequence

from jindu.document.performance import STAMP, Form, form
from jindu.model.plan import Plan
from jindu.output.xlsx.book import Book, Sheet
from jindu.output.xlsx.cells import Column, Shown

_COLUMNS = (
    Column("一级指标", 18, "center"),
    Column("二级指标", 24),
    Column("三级指标", 34),
    Column("实施期指标值", 24),
    Column("年度指标值", 18),
)
_LABEL = "head"


def performance(book: Book, plan: Plan) -> None:
    """Add the sheet 绩效目标申报表 if the plan has indicators and applies for money."""
    if not plan.indicators or plan.application is None:
        return
    made = form(plan, {})
    sheet = book.sheet("绩效目标申报表", "项目支出绩效目标申报表", _COLUMNS, "单位：万元")
    _line(sheet, "填报单位（盖章）", made.applicant)
    for pairs in made.facts:
        _line(sheet, *(text for pair in pairs for text in pair))
    _funds(sheet, made)
    _goals(sheet, made)
    _measures(sheet, made)
    for pair, other in made.signs:
        _line(sheet, *pair, *other)
    for opinion in made.opinions:
        _line(sheet, opinion, STAMP)
    sheet.notes([made.note])
    sheet.finish()


def _line(sheet: Sheet, *texts: str) -> None:
    """Write labels and their contents in turn."""
    sheet.row([Shown(text, traits="" if n % 2 else _LABEL) for n, text in enumerate(texts)])


def _heads(sheet: Sheet, *texts: str) -> None:
    sheet.row([Shown(text, traits=_LABEL) for text in texts])


def _funds(sheet: Sheet, made: Form) -> None:
    if made.funds:
        _heads(sheet, "资金构成", "资金", "实施期", f"{made.year}年" if made.year else "年度")
    for line in made.funds:
        _told(sheet, ("资金构成", line.name, line.whole, line.of_year))


def _goals(sheet: Sheet, made: Form) -> None:
    if made.year is None:
        _line(sheet, "总体目标", made.goal)
        return
    _heads(sheet, "总体目标", "实施期目标", f"{made.year}年度目标")
    _told(sheet, ("总体目标", made.goal, made.year_goal))


def _measures(sheet: Sheet, made: Form) -> None:
    if not made.measures:
        return
    of_year = f"{made.year}年指标值" if made.year else "年度指标值"
    _heads(sheet, *(column.head for column in _COLUMNS[:-1]), of_year)
    for row in made.measures:
        _told(sheet, (row.first, row.second, row.name, row.final, row.of_year))


def _told(sheet: Sheet, texts: Sequence[str]) -> None:
    sheet.row([str(text) or None for text in texts])
