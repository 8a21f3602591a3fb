"""Tables of tasks by stage and of recurring work, and the 路线图."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date
from itertools import groupby
from typing import NamedTuple

from jindu.analysis.deadlines import last_day, timing
from jindu.document.blocks import Align, Block, Cell, Column, Gantt, Lane, Table
from jindu.document.origins import from_fields, said, short_of
from jindu.document.tables.cells import bare, cells, due, sections, short_units
from jindu.model.plan import Plan, RecurringWork, Stage, Task


def milestones(plan: Plan) -> tuple[Block, ...]:
    """Build 任务分解表: every 工作任务 by stage, with deadline, units and outcome."""
    columns = (
        Column("序号", 0.9, Align.CENTER),
        Column("工作任务", 4.5),
        Column("完成时限", 3.1, Align.CENTER),
        Column("牵头单位", 3.0),
        Column("配合单位", 3.8),
        *((Column("督导单位", 2.6),) if supervised(plan) else ()),
        Column("成果形式", 3.0),
    )
    numbered = enumerate(in_stages(plan), 1)
    if not plan.stages:
        return (Table(columns, tuple(_milestone_row(plan, n, item) for n, item in numbered)),)
    groups = (
        (_stage_name(plan, stage), [_milestone_row(plan, n, item) for n, item in of_stage])
        for stage, of_stage in groupby(numbered, key=lambda pair: pair[1].stage)
    )
    return (Table(columns, sections(groups, len(columns))),)


def supervised(plan: Plan) -> bool:
    """Whether any task has a 督导单位, which then gets a column."""
    return any(task.supervisors for task in plan.tasks)


def in_stages(plan: Plan) -> list[Task]:
    """Return the tasks by stage, within a stage by deadline; tasks without a stage last."""
    order = {stage.id: place for place, stage in enumerate(plan.stages)}
    return sorted(plan.tasks, key=lambda m: (order.get(m.stage, len(order)), last_day(plan, m)))


def _stage_name(plan: Plan, ref: str | None) -> str:
    stage = plan.by_id.get(ref) if ref else None
    if not isinstance(stage, Stage):
        return "其他任务"
    when = f"（{stage.period.words()}）" if stage.period else ""
    name = (stage.name or str(ref)) + when
    return from_fields(name, stage, "name", "period")


def _milestone_row(plan: Plan, place: int, item: Task) -> tuple[Cell, ...]:
    return cells(
        str(place),
        said(item, "name"),
        begin_and_end(item),
        short_units(plan, item.leads),
        short_units(plan, item.supporters),
        *((short_units(plan, item.supervisors),) if supervised(plan) else ()),
        said(item, "outcome"),
    )


def begin_and_end(task: Task) -> str:
    """Return the deadline of a task, below its start if it has one."""
    begin = f"{task.start.name()}开始" if task.start else ""
    end = task.deadline.words() if task.deadline else ""
    return from_fields("，\n".join(part for part in (begin, end) if part), task, "start", "due")


def recurring(plan: Plan) -> tuple[Block, ...]:
    """Build 经常性工作: recurring work with frequency and units."""
    limited = any(item.period for item in plan.recurring)
    columns = (
        Column("序号", 0.8, Align.CENTER),
        Column("工作内容", 5),
        Column("频次", 1.8, Align.CENTER),
        Column("牵头单位", 3.4),
        Column("参加单位", 5),
        *((Column("起止", 3.2),) if limited else ()),
    )
    rows = tuple(
        cells(
            str(place),
            said(item, "name"),
            said(item, "frequency"),
            short_of(plan, item.lead),
            short_units(plan, item.supporters),
            *((_lasting(item),) if limited else ()),
        )
        for place, item in enumerate(plan.recurring, 1)
    )
    return (Table(columns, rows, caption="经常性工作安排"),) if rows else ()


def _lasting(item: RecurringWork) -> str:
    """Return when recurring work takes place, if not over the whole plan."""
    return from_fields(item.period.words() if item.period else "", item, "period")


def work(plan: Plan) -> tuple[Block, ...]:
    """Build 任务分解表 followed by 经常性工作."""
    return (*milestones(plan), *recurring(plan))


def wall_chart(plan: Plan) -> tuple[Block, ...]:
    """Build 作战图: 路线图 with deadlines, units, and columns to tick what is done or late."""
    (chart,) = road_map(plan)
    assert isinstance(chart, Gantt)
    lanes = tuple(
        lane if task is None else lane._replace(details=_details(plan, task))
        for lane, task in zip(chart.lanes, _tasks_of_lanes(plan), strict=True)
    )
    notes = (*chart.notes, MARKS)
    details = ("完成时限", "牵头单位", "督导单位")
    return (replace(chart, lanes=lanes, details=details, blanks=("完成", "逾期"), notes=notes),)


MARKS = "填法：按期完成的，在“完成”栏打“√”；到期没有完成的，在“逾期”栏打“×”，完成以后再补“√”。"
"""How the columns 完成 and 逾期 are filled in."""


def _details(plan: Plan, task: Task) -> tuple[str, ...]:
    return (due(task), short_units(plan, task.leads), short_units(plan, task.supervisors))


def _tasks_of_lanes(plan: Plan) -> Iterator[Task | None]:
    """Yield for every lane of 路线图 its task; None for a stage."""
    for stage in plan.stages:
        if stage.period is not None:
            yield None
        yield from _charted(plan, (m for m in plan.tasks if m.stage == stage.id))
    known = {stage.id for stage in plan.stages}
    yield from _charted(plan, (m for m in plan.tasks if m.stage not in known))


def road_map(plan: Plan) -> tuple[Block, ...]:
    """Build 路线图: every stage with its tasks over the months of the plan."""
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
    """A number of consecutive months from the first one."""

    start: tuple[int, int]
    total: int

    def place(self, day: date) -> int:
        """Return the index of the month of a day, from 0; a day outside is clamped."""
        place = (day.year - self.start[0]) * 12 + day.month - self.start[1]
        return min(max(place, 0), self.total - 1)


def _lanes(plan: Plan, chart: Months) -> Iterator[Lane]:
    """Yield the stages with their tasks, then the tasks without a stage."""
    for stage in plan.stages:
        if stage.period is not None:
            first, last = chart.place(stage.period.start), chart.place(stage.period.end)
            name = bare(said(stage, "name")) or said(stage, "id")
            yield Lane(name, first, last, band=True)
        yield from _task_lanes(plan, chart, (m for m in plan.tasks if m.stage == stage.id))
    known = {stage.id for stage in plan.stages}
    yield from _task_lanes(plan, chart, (m for m in plan.tasks if m.stage not in known))


def _charted(plan: Plan, tasks: Iterable[Task]) -> Iterator[Task]:
    """Return the tasks that have a time, in order."""
    ordered = sorted(tasks, key=lambda task: last_day(plan, task))
    return (task for task in ordered if timing(plan, task))


def _task_lanes(plan: Plan, chart: Months, tasks: Iterable[Task]) -> Iterator[Lane]:
    """Yield the time of each task; marked where it ends on its due day."""
    for task in _charted(plan, tasks):
        when = timing(plan, task)
        assert when is not None
        first, end = chart.place(when.span.start), chart.place(when.span.end)
        mark = chart.place(when.days[-1]) if when.days else None
        name = bare(said(task, "name")) or said(task, "id")
        yield Lane(name, first, end, mark)
