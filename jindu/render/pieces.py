"""The native tables a template can call for by name, each made from the plan."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from itertools import count, groupby
from typing import NamedTuple

from jindu.analysis import funding
from jindu.plan import (
    Application,
    Indicator,
    Item,
    Milestone,
    Overview,
    Plan,
    Purpose,
    Score,
    Source,
    Stage,
    Year,
)
from jindu.render import words
from jindu.render.blocks import Align, Block, Cell, Column, Gantt, Lane, Table
from jindu.render.kinds import subject
from jindu.units import say_quantity, say_yuan, wan

DASH = "—"
"""What a cell shows where the plan says nothing."""
UNIT = "单位：万元"
INFERRED = "注：带“*”的出资数为按来源总额推算，方案未逐项写明。"
NOT_COUNTED = "不计入"
"""What stands for the share of a source that brings no money in."""

_PURPOSES = {
    Purpose.PUBLICITY: "宣传教育",
    Purpose.TEAM: "队伍建设",
    Purpose.TECHNOLOGY: "信息化建设",
    Purpose.OTHER: "其他支出",
}


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece by its name: how it is built, whether there is anything to show, and its page.

    ``of`` is the key of the plan it is made of. ``annex`` pieces become annexes of a plan;
    others stand where a template calls for them.
    """

    name: str
    of: str
    build: Callable[[Plan], tuple[Block, ...]]
    present: Callable[[Plan], bool]
    landscape: bool = False
    annex: bool = True


def purpose_name(purpose: Purpose | None) -> str:
    """The heading under which a use of money is shown."""
    return _PURPOSES[purpose or Purpose.OTHER]


def number(value: Decimal | None) -> str:
    """A plain number without needless zeros."""
    return DASH if value is None else say_quantity(value, "")


def _cells(*texts: str) -> tuple[Cell, ...]:
    return tuple(Cell(text or DASH) for text in texts)


def _merged(groups: Iterable[tuple[str, list[tuple[Cell, ...]]]]) -> tuple[tuple[Cell, ...], ...]:
    """Rows whose first cell spans the rows of its group."""
    found: list[tuple[Cell, ...]] = []
    for name, rows in groups:
        first, *others = rows
        found.append((Cell(name or DASH, rows=len(rows)), *first))
        found.extend(others)
    return tuple(found)


def _sections(
    groups: Iterable[tuple[str, list[tuple[Cell, ...]]]], columns: int
) -> tuple[tuple[Cell, ...], ...]:
    """Rows under a heading row each: a long group breaks over pages as it likes."""
    found: list[tuple[Cell, ...]] = []
    for name, rows in groups:
        found.append((Cell(name or DASH, columns=columns, strong=True, align=Align.LEFT),))
        found.extend(rows)
    return tuple(found)


def leading_group(plan: Plan) -> tuple[Block, ...]:
    """领导小组成员名单: role, unit and post; posts only, never names."""
    group = plan.leading_group
    assert group is not None
    roles = (("组长", group.leader), ("副组长", group.deputies), ("成员", group.members))
    rows = _merged(
        (
            role,
            [_cells(plan.name_of(p.unit) if p.unit else "", p.title or "负责人") for p in posts],
        )
        for role, posts in roles
        if posts
    )
    columns = (
        Column("小组职务", 2, Align.CENTER),
        Column("单位", 6),
        Column("职务", 5),
    )
    notes = []
    if group.office and group.office.unit:
        director = f"，办公室主任由{group.office.director}担任" if group.office.director else ""
        notes.append(f"注：领导小组办公室设在{plan.name_of(group.office.unit)}{director}。")
    return (Table(columns, rows, notes=tuple(notes)),)


def target_years(indicators: Iterable[Indicator]) -> list[Year]:
    """The years for which any indicator has a target, in order."""
    return sorted({year for indicator in indicators for year in indicator.year_targets})


def indicators(plan: Plan) -> tuple[Block, ...]:
    """绩效指标表: goal, indicator, baseline, yearly and final targets, who, source of data."""
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
            words.clause(goal.content or ""),
            [_indicator_row(plan, item, years) for item in goal.indicators],
        )
        for goal in plan.goals
        if goal.indicators
    )
    return (Table(columns, _sections(groups, len(columns))),)


def _indicator_row(plan: Plan, item: Indicator, years: list[Year]) -> tuple[Cell, ...]:
    base = item.baseline
    origin = ""
    if base and base.value is not None:
        origin = say_quantity(base.value, item.unit)
        origin += f"\n（{base.date.name()}）" if base.date else ""
    source = "，".join(part for part in (item.data_source, item.frequency) if part)
    return _cells(
        item.name or "",
        category(item),
        origin,
        *(_value(item, item.year_targets.get(year)) for year in years),
        _bound(item),
        plan.name_of(item.owner) if item.owner else "",
        source,
        number(item.weight),
    )


def category(item: Indicator) -> str:
    """The levels of an indicator's 绩效类别: 产出·数量."""
    return (item.category or "").replace("/", "·")


def _value(item: Indicator, value: Decimal | None) -> str:
    return "" if value is None else say_quantity(value, item.unit)


def _bound(item: Indicator) -> str:
    if item.target is None:
        return ""
    is_end = not item.target or (item.unit in ("%", "％") and item.target == 100)
    sign = "" if is_end else {"不低于": "≥", "不高于": "≤"}.get(str(item.direction or ""), "")
    return sign + _value(item, item.target)


def milestones(plan: Plan) -> tuple[Block, ...]:
    """任务分解表: stage by stage, every 工作任务 with dates, units and outcome."""
    columns = (
        Column("序号", 0.9, Align.CENTER),
        Column("工作任务", 4.5),
        Column("完成时限", 3.1, Align.CENTER),
        Column("牵头单位", 3.0),
        Column("配合单位", 3.8),
        Column("成果形式", 3.0),
    )
    numbered = enumerate(in_stages(plan), 1)
    groups = (
        (_stage_name(plan, stage), [_milestone_row(plan, n, item) for n, item in of_stage])
        for stage, of_stage in groupby(numbered, key=lambda pair: pair[1].stage)
    )
    return (Table(columns, _sections(groups, len(columns))),)


def in_stages(plan: Plan) -> list[Milestone]:
    """The tasks stage by stage, those of one as they fall due, those of none at the end."""
    order = {stage.id: place for place, stage in enumerate(plan.stages)}
    return sorted(plan.milestones, key=lambda m: (order.get(m.stage, len(order)), _last(m)))


def _stage_name(plan: Plan, ref: str | None) -> str:
    stage = plan.named.get(ref) if ref else None
    if not isinstance(stage, Stage):
        return "未归入阶段的任务"
    when = f"（{stage.period.words()}）" if stage.period else ""
    return (stage.name or str(ref)) + when


def _milestone_row(plan: Plan, place: int, item: Milestone) -> tuple[Cell, ...]:
    begin = f"{item.start.name()}开始，" if item.start else ""
    return _cells(
        str(place),
        item.name or "",
        begin + item.due.words() if item.due else begin.rstrip("，"),
        units(plan, item.leads),
        units(plan, item.supporters),
        item.outcome or "",
    )


def recurring(plan: Plan) -> tuple[Block, ...]:
    """经常性工作: what comes again, how often, and who does it."""
    columns = (
        Column("序号", 0.8, Align.CENTER),
        Column("工作内容", 5),
        Column("频次", 1.8, Align.CENTER),
        Column("牵头单位", 3.4),
        Column("参加单位", 5),
    )
    rows = tuple(
        _cells(
            str(place),
            item.name or "",
            item.frequency or "",
            plan.name_of(item.lead) if item.lead else "",
            units(plan, item.supporters),
        )
        for place, item in enumerate(plan.recurring, 1)
    )
    return (Table(columns, rows, caption="经常性工作安排"),) if rows else ()


def work(plan: Plan) -> tuple[Block, ...]:
    """任务分解表 and, below it, 经常性工作."""
    return (*milestones(plan), *recurring(plan))


def budget(plan: Plan) -> tuple[Block, ...]:
    """经费预算表: uses × years × sources with totals, then the sources themselves."""
    return (*uses(plan), *sources(plan))


def uses(plan: Plan) -> tuple[Block, ...]:
    """Every use by purpose, with its calculation, years and sources; 万元."""
    spread = funding.spread(plan)
    # Every sum has to stand on one line: about a fifth of a column's unit for each digit.
    figure = max(1.15, 0.23 * len(wan(spread.total)))
    columns = (
        Column("支出内容", 3.6),
        Column("科目", 1.2, Align.CENTER),
        Column("测算", 2.8),
        Column("金额", figure, Align.RIGHT),
        *(Column(f"{year}年", figure, Align.RIGHT) for year in spread.years),
        *(Column(source.name or str(source.id), figure, Align.RIGHT) for source in spread.sources),
    )
    groups = [
        (_subtotal(purpose, lines), [_use_row(line, spread) for line in lines])
        for purpose, lines in by_purpose(spread)
    ]
    rows = (*_sections(groups, len(columns)), _total_row(spread))
    notes = (INFERRED,) if any(line.inferred for line in spread.lines) else ()
    return (Table(columns, rows, unit=UNIT, notes=notes),)


def by_purpose(spread: funding.Spread) -> list[tuple[Purpose, list[funding.Line]]]:
    """The lines of the budget by what they are for, in the order in which that is shown."""
    ordered = sorted(spread.lines, key=lambda line: list(_PURPOSES).index(_purpose(line)))
    return [(purpose, list(lines)) for purpose, lines in groupby(ordered, key=_purpose)]


def _purpose(line: funding.Line) -> Purpose:
    return line.use.purpose or Purpose.OTHER


def _subtotal(purpose: Purpose, lines: Iterable[funding.Line]) -> str:
    total = sum((line.amount for line in lines), Decimal(0))
    return f"{_PURPOSES[purpose]}（小计{wan(total)}万元）"


def _use_row(line: funding.Line, spread: funding.Spread) -> tuple[Cell, ...]:
    mark = "*" if line.inferred else ""
    return (
        Cell(line.use.name or DASH),
        Cell(line.use.code or DASH),
        Cell(_calculation(line)),
        Cell(wan(line.amount)),
        *(_money(line.by_year.get(year)) for year in spread.years),
        *(_money(line.by_source.get(str(s.id)), mark) for s in spread.sources),
    )


def _calculation(line: funding.Line) -> str:
    use = line.use
    if use.unit_price is None or use.count is None:
        return use.derivation or DASH
    return f"{say_yuan(use.unit_price)}×{say_quantity(use.count, use.unit)}"


def _money(amount: Decimal | None, mark: str = "") -> Cell:
    return Cell(wan(amount) + mark if amount else "")


def _total_row(spread: funding.Spread) -> tuple[Cell, ...]:
    return (
        Cell("合计", columns=3, strong=True, align=Align.CENTER),
        Cell(wan(spread.total), strong=True),
        *(Cell(wan(spread.year_total(year)), strong=True) for year in spread.years),
        *(Cell(wan(spread.source_total(str(s.id))), strong=True) for s in spread.sources),
    )


def sources(plan: Plan) -> tuple[Block, ...]:
    """资金来源: kind, amount, share of the total, status and arrival; 万元."""
    total = plan.budget.total if plan.budget else None
    columns = (
        Column("序号", 0.8, Align.CENTER),
        Column("资金来源", 3.2),
        Column("资金性质", 2.0, Align.CENTER),
        Column("金额", 1.5, Align.RIGHT),
        Column("占比", 1.3, Align.RIGHT),
        Column("状态", 1.4, Align.CENTER),
        Column("到位计划", 4.2),
        Column("限定用途", 3.4),
    )
    rows = []
    cash = NIL = Decimal(0)
    for place, source in enumerate(plan.sources, 1):
        amount = funding.amount_of(source, total)
        counted = source.kind not in funding.NOT_CASH
        cash += amount if amount is not None and counted else NIL
        rows.append(
            _cells(
                str(place),
                source.name or str(source.id or ""),
                str(source.kind or ""),
                wan(amount) if amount is not None else unsettled(source),
                _share(amount, total) if counted else NOT_COUNTED,
                str(source.status or ""),
                arrivals(source),
                source.purpose or "",
            )
        )
    rows.append(
        (
            Cell("合计", columns=3, strong=True, align=Align.CENTER),
            Cell(wan(cash), strong=True),
            Cell(_share(cash, total), strong=True),
            *_cells("", "", ""),
        )
    )
    return (Table(columns, tuple(rows), caption="资金来源", unit=UNIT),)


def unsettled(source: Source) -> str:
    """What is said of a source's money where the amount is not known."""
    return source.share or "未确定"


def arrivals(source: Source) -> str:
    """When how much of a source comes in, 万元: 2026年第二季度17.00；2027年第二季度7.60."""
    return "；".join(f"{when.words()}{wan(part)}" for when, part in source.arrivals.items())


def _share(amount: Decimal | None, total: Decimal | None) -> str:
    if amount is None or not total:
        return ""
    return f"{amount * 100 / total:.1f}%"


def scores(plan: Plan) -> tuple[Block, ...]:
    """考核评分表: dimension, item, points, how they are given, evidence; with the total."""
    evaluation = plan.evaluation
    assert evaluation is not None
    columns = (
        Column("序号", 0.9, Align.CENTER),
        Column("考核内容", 3.8),
        Column("分值", 1.0, Align.CENTER),
        Column("评分方法", 4.6),
        Column("佐证材料", 2.8),
        Column("得分", 1.0, Align.CENTER),
    )
    place = count(1)
    groups = [
        (
            f"{dimension.name or ''}（{number(dimension.score)}分）",
            [_item_row(next(place), item) for item in dimension.items],
        )
        for dimension in evaluation.dimensions
        if dimension.items
    ]
    points = [i.score for d in evaluation.dimensions for i in d.items if i.score is not None]
    total = Score(sum(points, Decimal(0)))
    rows = (
        *_sections(groups, len(columns)),
        (
            Cell("合计", columns=2, strong=True, align=Align.CENTER),
            Cell(number(total), strong=True),
            Cell(""),
            Cell(""),
            Cell(""),
        ),
    )
    notes = tuple(
        f"加分：{words.clause(bonus.content or '')}，最多加{number(bonus.score)}分。"
        for bonus in evaluation.bonuses
    )
    return (Table(columns, rows, notes=notes),)


def _item_row(place: int, item: Item) -> tuple[Cell, ...]:
    texts = (str(place), item.content, number(item.score), item.method, item.evidence)
    return (*_cells(*(text or "" for text in texts)), Cell(""))


def road_map(plan: Plan) -> tuple[Block, ...]:
    """路线图: every stage with its tasks over the months of the plan."""
    period = plan.period
    assert period is not None
    start = (period.start.year, period.start.month)
    months = (period.end.year - start[0]) * 12 + period.end.month - start[1] + 1
    chart = Months(start, months)
    campaign = frozenset(n for n in range(months) if (start[1] - 1 + n) % 12 == _CAMPAIGN - 1)
    signs = "注：深色为阶段，灰色为任务的实施时间，◆为完成时限所在的月份"
    signs += "，浅底为六月全民禁毒宣传月。" if campaign else "。"
    lanes = tuple(_lanes(plan, chart))
    return (Gantt(start, months, lanes, campaign, notes=(signs,)),)


_CAMPAIGN = 6


class Months(NamedTuple):
    """So many months from the first one on."""

    start: tuple[int, int]
    total: int

    def place(self, day: date) -> int:
        """The month of a day, counted from 0, or the first or last for a day outside."""
        place = (day.year - self.start[0]) * 12 + day.month - self.start[1]
        return min(max(place, 0), self.total - 1)


def _lanes(plan: Plan, chart: Months) -> Iterator[Lane]:
    """The stages with the tasks that belong to them, then the tasks of no stage."""
    for stage in plan.stages:
        if stage.period is not None:
            first, last = chart.place(stage.period.start), chart.place(stage.period.end)
            yield Lane(stage.name or str(stage.id), first, last, band=True)
        yield from _task_lanes(chart, (m for m in plan.milestones if m.stage == stage.id))
    known = {stage.id for stage in plan.stages}
    yield from _task_lanes(chart, (m for m in plan.milestones if m.stage not in known))


def _task_lanes(chart: Months, tasks: Iterable[Milestone]) -> Iterator[Lane]:
    for task in sorted(tasks, key=_last):
        if task.due is None:
            continue
        mark = chart.place(task.due.last)
        first = chart.place(task.start.first) if task.start else mark
        yield Lane(task.name or str(task.id), min(first, mark), mark, mark)


# Lists -----------------------------------------------------------------------------------


def task_list(plan: Plan) -> tuple[Block, ...]:
    """任务清单: under every 重点任务 what is to be done, to what outcome, until when, by whom."""
    columns = (
        Column("序号", 0.9, Align.CENTER),
        Column("工作任务", 5.0),
        Column("成果形式", 4.0),
        Column("完成时限", 2.6, Align.CENTER),
        Column("牵头单位", 3.4),
        Column("配合单位", 4.0),
    )
    names = {theme.id: theme.name for theme in plan.themes}
    places = {theme.id: place for place, theme in enumerate(plan.themes)}
    ordered = sorted(plan.milestones, key=lambda m: (places.get(m.theme, len(places)), _last(m)))
    numbered = enumerate(ordered, 1)
    groups = (
        (
            words.clause(names.get(theme) or "综合工作"),
            [
                _cells(
                    str(place),
                    item.name or "",
                    item.outcome or "",
                    item.due.words() if item.due else "",
                    units(plan, item.leads),
                    units(plan, item.supporters),
                )
                for place, item in of_theme
            ],
        )
        for theme, of_theme in groupby(
            numbered, key=lambda pair: pair[1].theme if pair[1].theme in names else None
        )
    )
    return (Table(columns, _sections(groups, len(columns))),)


def duty_list(plan: Plan) -> tuple[Block, ...]:
    """责任清单: for every unit the tasks it leads and those in which it helps."""
    columns = (
        Column("序号", 0.9, Align.CENTER),
        Column("工作任务", 6.0),
        Column("分工", 1.4, Align.CENTER),
        Column("完成时限", 2.6, Align.CENTER),
        Column("成果形式", 4.4),
        Column("责任领导", 3.0),
    )
    place = count(1)
    groups = []
    for party in plan.parties:
        duties = [
            *((item, "牵头") for item in plan.milestones if party.id in item.leads),
            *((item, "配合") for item in plan.milestones if party.id in item.supporters),
        ]
        rows = [
            _cells(
                str(next(place)),
                item.name or "",
                part,
                item.due.words() if item.due else "",
                item.outcome or "",
                (item.leader_post or "") if part == "牵头" else "",
            )
            for item, part in duties
        ]
        if rows:
            groups.append((party.name or str(party.id), rows))
    return (Table(columns, _sections(groups, len(columns))),)


def time_list(plan: Plan) -> tuple[Block, ...]:
    """时限清单: the tasks of every year as they fall due."""
    columns = (
        Column("序号", 0.9, Align.CENTER),
        Column("完成时限", 2.6, Align.CENTER),
        Column("工作任务", 5.6),
        Column("牵头单位", 3.6),
        Column("前置任务", 4.2),
        Column("完成情况", 2.2),
    )
    numbered = enumerate(sorted(plan.milestones, key=_last), 1)
    groups = (
        (
            f"{year}年" if year < date.max.year else "未定时限",
            [
                (
                    *_cells(
                        str(place),
                        item.due.words() if item.due else "",
                        item.name or "",
                        units(plan, item.leads),
                        units(plan, item.after),
                    ),
                    Cell(""),
                )
                for place, item in of_year
            ],
        )
        for year, of_year in groupby(numbered, key=lambda pair: _last(pair[1]).year)
    )
    return (Table(columns, _sections(groups, len(columns))),)


def _last(item: Milestone) -> date:
    return item.due.last if item.due else date.max


def units(plan: Plan, refs: Iterable[str]) -> str:
    """The names behind these 编号, in one line."""
    return words.listed(map(plan.name_of, refs))


# 绩效目标申报表 ----------------------------------------------------------------------------


def performance(plan: Plan) -> tuple[Block, ...]:
    """项目支出绩效目标申报表: the project, its money in 万元, its goals, its indicators."""
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
            _merged(_performance_rows(plan)),
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
            for source in plan.sources
            if source.kind in funding.PUBLIC
            and (amount := funding.amount_of(source, total)) is not None
        ),
        funding.NIL,
    )
    applicant = plan.name_of(application.applicant) if application.applicant else ""
    period = overview.period.words() if overview.period else ""
    yield _labelled("项目名称", subject(overview.title or ""), columns=3)
    yield (*_labelled("主管部门", application.department), *_labelled("实施单位", applicant))
    yield (*_labelled("项目属性", application.nature), *_labelled("实施期限", period))
    yield (*_labelled("负责人职务", application.officer), *_labelled("资金总额", _sum(total)))
    yield (
        *_labelled("其中：财政资金", _sum(public)),
        *_labelled("其他资金", _sum(total - public) if total is not None else ""),
    )
    yield _labelled("立项依据", application.basis, columns=3)
    yield _labelled("总体目标", overview.overall_goal, columns=3)
    for year, focus in overview.year_focus.items():
        yield _labelled(f"{year}年度目标", focus, columns=3)
    steps = (f"{s.name}：{s.period.words()}" for s in plan.stages if s.period)
    yield _labelled("实施进度", "\n".join(steps), columns=3)


def _labelled(label: str, text: str | None, columns: int = 1) -> tuple[Cell, ...]:
    return (Cell(label, strong=True, align=Align.CENTER), Cell(text or DASH, columns=columns))


def _sum(amount: Decimal | None) -> str:
    return "" if amount is None else wan(amount)


def _performance_rows(plan: Plan) -> Iterator[tuple[str, list[tuple[Cell, ...]]]]:
    """The indicators by the first level of their category, in the order of the levels."""
    known = [i for i in plan.indicators if i.target is not None]
    levels = {item: (item.category or "").partition("/") for item in known}
    order = {level: place for place, level in enumerate(_LEVELS)}
    ordered = sorted(known, key=lambda item: order.get(levels[item][0], len(order)))
    for level, items in groupby(ordered, key=lambda item: levels[item][0]):
        yield (
            level or "其他",
            [_cells(levels[item][2], item.name or "", _bound(item)) for item in items],
        )


_LEVELS = ("成本", "产出", "效益", "满意度")


def _has_duties(plan: Plan) -> bool:
    """Whether a unit of 单位名录 has a part in a task."""
    named = {ref for task in plan.milestones for ref in (*task.leads, *task.supporters)}
    return any(party.id in named for party in plan.parties)


def _any(attribute: str) -> Callable[[Plan], bool]:
    return lambda plan: bool(getattr(plan, attribute))


def _charted(plan: Plan) -> bool:
    """Whether there are tasks over so many months as a page can hold."""
    if plan.period is None or not any(m.due for m in plan.milestones):
        return False
    return len(plan.period.years()) <= _MOST_YEARS


_MOST_YEARS = 6


PIECES: Mapping[str, Piece] = {
    piece.name: piece
    for piece in (
        Piece("领导小组成员名单", "领导小组", leading_group, _any("leading_group")),
        Piece("绩效指标表", "目标", indicators, _any("indicators"), landscape=True),
        Piece("任务分解表", "工作任务", work, _any("milestones"), landscape=True),
        Piece("路线图", "工作任务", road_map, _charted, landscape=True),
        Piece("经费预算表", "经费", budget, _any("uses"), landscape=True),
        Piece(
            "考核评分表",
            "考核评价",
            scores,
            lambda plan: bool(plan.evaluation and any(d.items for d in plan.evaluation.dimensions)),
        ),
        Piece("任务清单", "工作任务", task_list, _any("milestones"), landscape=True, annex=False),
        Piece("责任清单", "单位名录", duty_list, _has_duties, landscape=True, annex=False),
        Piece("时限清单", "工作任务", time_list, _any("milestones"), landscape=True, annex=False),
        Piece("绩效目标申报表", "方案", performance, _any("overview"), annex=False),
    )
}
