"""Write 绩效指标: baseline, targets, and whether the value filled in reaches the target."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from jindu.document.origins import short_of
from jindu.document.tables.indicators import category, target_years
from jindu.language import phrases
from jindu.model.choices import Direction, YearBasis
from jindu.model.plan import Indicator, Plan, Year
from jindu.output.xlsx.book import Book, Sheet
from jindu.output.xlsx.cells import Column, Formula, Shown, Value, at

_REACHED, _MISSED, _NO_NUMBER = "达到", "未达到", "请填数字"
_SIGNS = {Direction.AT_LEAST: ">=", Direction.AT_MOST: "<=", Direction.EXACTLY: "="}

_BEFORE = (
    Column("序号", 5, "center"),
    Column("目标", 16),
    Column("指标名称", 18),
    Column("绩效类别", 11, "center"),
    Column("计量单位", 6, "center"),
    Column("方向", 8, "center"),
    Column("基期", 8, "center"),
    Column("基期值", 8, "figure"),
)
_AFTER = (
    Column("目标值", 8, "figure"),
    Column("分值", 6, "center"),
    Column("责任单位", 16),
    Column("数据出处", 16),
    Column("频次", 8, "center"),
    Column("完成值", 9, "figure input"),
    Column("完成情况", 9, "center"),
)
_TARGET, _DONE, _VERDICT = 0, 5, 6
"""Indexes of columns, counted from the first after the years."""


def goals(book: Book, plan: Plan) -> None:
    """Add the sheet 绩效指标: one row per indicator."""
    if not plan.indicators:
        return
    years = target_years(plan.indicators)
    columns = (*_BEFORE, *(Column(f"{year}年", 8, "figure") for year in years), *_AFTER)
    sheet = book.sheet("绩效指标", "绩效指标表", columns)
    sheet.heads()
    head = sheet.next - 1
    sheet.keep(head, head, columns=3)
    after = len(_BEFORE) + len(years)
    place = 0
    for goal in plan.goals:
        for item in goal.indicators:
            place += 1
            row = sheet.next
            if item.is_percentage:
                _only_percent(sheet, row, after + _DONE)
            name = phrases.clause(goal.content or "")
            sheet.row((place, name, *_indicator(plan, item, years, row, after)))
    sheet.flagged(range(head + 1, sheet.next), after + _VERDICT, (_MISSED, _NO_NUMBER))
    sheet.filtered(head)
    sheet.notes([_HOW])
    sheet.finish()


_HOW = (
    "注：在“完成值”一栏填写期末完成值，“完成情况”按方向与目标值比较得出；"
    "计量单位为“%”的填百分数，如93%。"
)


def _indicator(
    plan: Plan, item: Indicator, years: list[Year], row: int, after: int
) -> Iterator[Value]:
    base = item.baseline
    yield from (item.name, category(item), item.unit_of_measure, str(item.direction or ""))
    yield base.date.name() if base and base.date else None
    yield _figure(item, base.value if base else None)
    for year in years:
        words, value = item.year_targets_in_words.get(year), item.year_targets.get(year)
        yield words or _figure(item, value, yearly=item.year_basis is YearBasis.YEARLY)
    yield _figure(item, item.target) or item.target_in_words
    yield item.score
    yield short_of(plan, item.owner) or None
    yield from (item.data_source, item.frequency)
    yield Shown(None, "0.0%" if item.is_percentage else "")
    yield _verdict(item, at(row, after + _DONE), at(row, after + _TARGET))


def _figure(item: Indicator, value: Decimal | None, yearly: bool = False) -> Shown | None:
    """Keep the decimals as written; store 92 % as 0.92, shown as 92%.

    What counts a year alone is shown as 当年200.
    """
    if value is None:
        return None
    decimals = max(0, -int(value.normalize().as_tuple().exponent))
    form = "0." + "0" * decimals if decimals else "0"
    percent = item.is_percentage
    form = f'"当年"{form}' if yearly else form
    return Shown(value / 100 if percent else value, form + "%" * percent)


def _verdict(item: Indicator, done: str, target: str) -> Formula | None:
    """Return a formula that compares the value filled in with the target; empty until then."""
    if item.target is None:
        return None
    sign = _SIGNS[item.direction or Direction.AT_LEAST]
    met = f'IF(ROUND({done}-{target},8){sign}0,"{_REACHED}","{_MISSED}")'
    return Formula(f'=IF({done}="","",IF(ISNUMBER({done}),{met},"{_NO_NUMBER}"))', "")


def _only_percent(sheet: Sheet, row: int, column: int) -> None:
    how = {
        "validate": "decimal",
        "criteria": "between",
        "minimum": 0,
        "maximum": 1,
        "input_message": "填百分数，如93%。",
        "error_title": "完成值",
        "error_message": "请填0%到100%之间的百分数，如93%。",
    }
    sheet.sheet.data_validation(row, column, row, column, how)
