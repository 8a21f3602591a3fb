"""Tables of goals and indicators: 绩效指标表 and 项目支出绩效目标申报表."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from itertools import groupby

from jindu.analysis import funding
from jindu.document.blocks import Align, Block, Cell, Column, Table
from jindu.document.kinds import subject
from jindu.document.origins import Places, from_fields, made_of, name_of, said
from jindu.document.tables.alerts import alerts
from jindu.document.tables.cells import DASH, cells, merged, number, sections
from jindu.document.tables.money import UNIT
from jindu.language import phrases
from jindu.model.choices import Direction, Nature, YearBasis
from jindu.model.plan import Application, Indicator, Overview, Plan, Year
from jindu.units import say_quantity, wan

_SIGNS: dict[Direction | None, str] = {Direction.AT_LEAST: "≥", Direction.AT_MOST: "≤"}


def target_years(indicators: Iterable[Indicator]) -> list[Year]:
    """Return the years for which any indicator has a target, sorted."""
    tables = ((i.year_targets, i.year_targets_in_words) for i in indicators)
    return sorted({year for pair in tables for table in pair for year in table})


def indicators(plan: Plan) -> tuple[Block, ...]:
    """Build 绩效指标表: goal, indicator, baseline, targets, unit, data source; then the alerts."""
    years = target_years(plan.indicators)
    columns = (
        Column("指标名称", 4.0),
        Column("绩效类别", 2.4),
        Column("基期值", 2.2, Align.CENTER),
        *(Column(f"{year}年", 1.5, Align.CENTER) for year in years),
        Column("目标值", 1.7, Align.CENTER),
        Column("责任单位", 3.0),
        Column("数据出处及频次", 3.2),
        Column("分值", 1.0, Align.CENTER),
    )
    groups = (
        (
            from_fields(phrases.clause(goal.content or ""), goal, "content"),
            [_indicator_row(plan, item, years) for item in goal.indicators],
        )
        for goal in plan.goals
        if goal.indicators
    )
    return (Table(columns, sections(groups, len(columns))), *alerts(plan))


def _indicator_row(plan: Plan, item: Indicator, years: list[Year]) -> tuple[Cell, ...]:
    base = item.baseline
    start = ""
    if base and base.value is not None:
        start = say_quantity(base.value, item.unit_of_measure)
        start += f"\n（{base.date.name()}）" if base.date else ""
    source = "，".join(part for part in (item.data_source, item.frequency) if part)
    targets = (_of_year(item, year) for year in years)
    return cells(
        said(item, "name"),
        from_fields(_kind(item), item, "category", "nature"),
        from_fields(start, item, "baseline", "unit_of_measure"),
        *(from_fields(told, item, "year_targets", "unit_of_measure") for told in targets),
        _final(item),
        name_of(plan, item.owner),
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


def _of_year(item: Indicator, year: Year) -> str:
    """Return the target of a year; 当年200人次 if it counts that year alone."""
    words, value = item.year_targets_in_words.get(year), item.year_targets.get(year)
    told = _value(item, value) if words is None else phrases.clause(words)
    return f"当年{told}" if told and item.year_basis is YearBasis.YEARLY else told


def _bound(item: Indicator) -> str:
    """Return the final target: ≥92%, 力争≥95%, 健全完善."""
    if item.target is None:
        return said(item, "target_in_words")
    is_end = not item.target or (item.is_percentage and item.target == 100)
    sign = "" if is_end or item.direction is None else _SIGNS.get(item.direction, "")
    hope = "力争" if item.target_in_words else ""
    told = hope + sign + _value(item, item.target)
    return from_fields(told, item, "target", "direction", "unit_of_measure")


def _final(item: Indicator) -> str:
    """Return the final target with the day by which it is due, if that is its own."""
    told = _bound(item)
    if not told or item.due is None:
        return told
    return made_of(f"{told}\n（{item.due.words()}）", told, from_fields("时限", item, "due"))


def performance(plan: Plan) -> tuple[Block, ...]:
    """Build 项目支出绩效目标申报表: project, funds in 万元, goals and indicators."""
    head = tuple(Column("", width) for width in (2.4, 4.6, 2.4, 4.6))
    return (
        Table(head, tuple(_project(plan)), unit=UNIT),
        Table(
            (
                Column("一级指标", 2.2, Align.CENTER),
                Column("二级指标", 2.6, Align.CENTER),
                Column("三级指标", 6.2),
                Column("指标值", 3.0, Align.CENTER),
            ),
            merged(_performance_rows(plan)),
            caption="绩效指标",
        ),
    )


def _project(plan: Plan) -> Iterator[tuple[Cell, ...]]:
    overview = plan.overview or Overview()
    application = plan.application or Application()
    total = plan.budget.total if plan.budget else None
    public = sum(
        (
            amount
            for fund in plan.funds
            if fund.kind in funding.PUBLIC
            and (amount := funding.amount_of(fund, total)) is not None
        ),
        funding.NIL,
    )
    applicant = name_of(plan, application.applicant)
    period = overview.period.words() if overview.period else ""
    title = from_fields(subject(overview.title or ""), overview, "title")
    period = from_fields(period, overview, "period")
    yield _labelled("项目名称", title, columns=3)
    yield (
        *_labelled("主管部门", said(application, "department")),
        *_labelled("实施单位", applicant),
    )
    project_type = said(application, "project_type")
    yield (*_labelled("项目属性", project_type), *_labelled("实施期限", period))
    yield (
        *_labelled("负责人职务", said(application, "officer")),
        *_labelled("资金总额", made_of(_sum(total), plan.budget) or _total_in_words(plan)),
    )
    yield (
        *_labelled("其中：财政资金", _sum(public)),
        *_labelled("其他资金", _sum(total - public) if total is not None else ""),
    )
    yield _labelled("立项依据", said(application, "basis"), columns=3)
    yield _labelled("总体目标", said(overview, "overall_goal"), columns=3)
    for year, focus in overview.year_focus.items():
        yield _labelled(f"{year}年度目标", _focus(overview, year, focus), columns=3)
    staged = [stage for stage in plan.stages if stage.period]
    steps = (f"{s.name or s.id or '实施'}：{s.period.words()}" for s in staged if s.period)
    yield _labelled("实施进度", made_of("\n".join(steps), staged), columns=3)


def _total_in_words(plan: Plan) -> str:
    return said(plan.budget, "total_in_words") if plan.budget else ""


def _labelled(label: str, text: str | None, columns: int = 1) -> tuple[Cell, ...]:
    return (
        Cell(label, strong=True, align=Align.CENTER),
        Cell(text or DASH, columns=columns),
    )


def _sum(amount: Decimal | None) -> str:
    return "" if amount is None else wan(amount)


def _performance_rows(plan: Plan) -> Iterator[tuple[str, list[tuple[Cell, ...]]]]:
    """Yield the rows of indicators grouped by first-level category, in the order of levels."""
    known = [i for i in plan.indicators if i.has_target or i.nature is Nature.JUDGED]
    levels = {item: (item.category or "").partition("/") for item in known}
    order = {level: place for place, level in enumerate(_LEVELS)}
    ordered = sorted(known, key=lambda item: order.get(levels[item][0], len(order)))
    for level, group in groupby(ordered, key=lambda item: levels[item][0]):
        items = list(group)
        rows = [
            cells(
                from_fields(levels[item][2], item, "category"),
                said(item, "name"),
                _bound(item) or said(item, "method"),
            )
            for item in items
        ]
        yield _level(level, items), rows


def _level(level: str, items: Sequence[Indicator]) -> str:
    return made_of(level or "其他", [from_fields(level, item, "category") for item in items])


def _focus(overview: Overview, year: Year, focus: str) -> str:
    return made_of(focus, Places((overview.at("year_focus", str(year)),)))


_LEVELS = ("成本", "产出", "效益", "满意度")
