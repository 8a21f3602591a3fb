"""Tables of goals and indicators: 绩效指标表 and 项目支出绩效目标申报表."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from jindu.document.blocks import Align, Block, Cell, Column, Table
from jindu.document.origins import from_fields, made_of, said, short_of
from jindu.document.tables.alerts import alerts
from jindu.document.tables.cells import cells, number, sections
from jindu.language import phrases
from jindu.model.choices import Direction, Nature, YearBasis
from jindu.model.plan import Indicator, Plan, Year
from jindu.units import say_quantity

_SIGNS: dict[Direction | None, str] = {Direction.AT_LEAST: "≥", Direction.AT_MOST: "≤"}


def target_years(indicators: Iterable[Indicator]) -> list[Year]:
    """Return the years for which any indicator has a target, sorted."""
    tables = ((i.year_targets, i.year_targets_in_words) for i in indicators)
    return sorted({year for pair in tables for table in pair for year in table})


def indicators(plan: Plan) -> tuple[Block, ...]:
    """Build 绩效指标表: goal, indicator, baseline, targets, unit, data source; then the alerts."""
    years = target_years(plan.indicators)
    begun = _common_date(plan)
    columns = (
        Column("指标名称", 4.0),
        Column("绩效类别", 2.4),
        Column(f"{begun}基期值", 2.2, Align.CENTER),
        *(Column(f"{year}年", 1.5, Align.CENTER) for year in years),
        Column("目标值", 1.7, Align.CENTER),
        Column("责任单位", 3.0),
        Column("数据出处及频次", 3.2),
        Column("分值", 1.0, Align.CENTER),
    )
    groups = (
        (
            from_fields(phrases.clause(goal.content or ""), goal, "content"),
            [_indicator_row(plan, item, years, begun) for item in goal.indicators],
        )
        for goal in plan.goals
        if goal.indicators
    )
    return (Table(columns, sections(groups, len(columns))), *alerts(plan))


def _common_date(plan: Plan) -> str:
    """Return the date of the baselines if it is the same for all, for the head; else nothing."""
    based = [i.baseline for i in plan.indicators if i.baseline and i.baseline.value is not None]
    dates = {base.date.name() if base.date else "" for base in based}
    return dates.pop() if len(dates) == 1 else ""


def _indicator_row(plan: Plan, item: Indicator, years: list[Year], begun: str) -> tuple[Cell, ...]:
    base = item.baseline
    start = ""
    if base and base.value is not None:
        start = say_quantity(base.value, item.unit_of_measure)
        start += f"\n（{base.date.name()}）" if base.date and not begun else ""
    source = "，".join(part for part in (item.data_source, item.frequency) if part)
    targets = (of_year(item, year) for year in years)
    return cells(
        said(item, "name"),
        from_fields(_kind(item), item, "category", "nature"),
        from_fields(start, item, "baseline", "unit_of_measure"),
        *(from_fields(told, item, "year_targets", "unit_of_measure") for told in targets),
        _final(item),
        short_of(plan, item.owner),
        from_fields(source, item, "data_source", "frequency"),
        from_fields(number(item.score), item, "score"),
    )


def category(item: Indicator) -> str:
    """Return the levels of an indicator's 绩效类别 as text: 产出·数量."""
    return (item.category or "").replace("/", "·")


def _kind(item: Indicator) -> str:
    """Return the category of an indicator, marked 定性 if it is judged: 产出·质量（定性）."""
    told = category(item)
    if item.nature is not Nature.JUDGED:
        return told
    return f"{told}（定性）" if told else "定性"


def _value(item: Indicator, value: Decimal | None) -> str:
    return "" if value is None else say_quantity(value, item.unit_of_measure)


def of_year(item: Indicator, year: Year, signed: bool = False) -> str:
    """Return the target of a year; 当年200人次 if it counts that year alone.

    ``signed`` tells the direction too: ≥92%.
    """
    words, value = item.year_targets_in_words.get(year), item.year_targets.get(year)
    sign = _sign(item, value) if signed else ""
    told = sign + _value(item, value) if words is None else phrases.clause(words)
    return f"当年{told}" if told and item.year_basis is YearBasis.YEARLY else told


def _sign(item: Indicator, value: Decimal | None) -> str:
    """Return ≥ or ≤; nothing for a value that cannot be passed."""
    is_end = not value or (item.is_percentage and value == 100)
    return "" if is_end or item.direction is None else _SIGNS.get(item.direction, "")


def bound(item: Indicator) -> str:
    """Return the final target: ≥92%, 力争≥95%, 健全完善."""
    if item.target is None:
        return said(item, "target_in_words")
    sign = _sign(item, item.target)
    hope = "力争" if item.target_in_words else ""
    told = hope + sign + _value(item, item.target)
    return from_fields(told, item, "target", "direction", "unit_of_measure")


def _final(item: Indicator) -> str:
    """Return the final target with the day by which it is due, if that is its own."""
    told = bound(item)
    if not told or item.due is None:
        return told
    return made_of(f"{told}\n（{item.due.words()}）", told, from_fields("时限", item, "due"))
