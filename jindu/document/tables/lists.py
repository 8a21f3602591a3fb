"""Lists of the tasks: by key task, by unit, and by deadline."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import date
from itertools import count, groupby

from jindu.analysis.deadlines import last_day, timing
from jindu.document.blocks import Align, Block, Cell, Column, Table
from jindu.document.origins import from_fields, said
from jindu.document.tables.cells import cells, due, sections, short_units
from jindu.document.tables.work import MARKS, begin_and_end, supervised
from jindu.language import phrases
from jindu.model.plan import KeyTask, Plan, Task


def task_list(plan: Plan) -> tuple[Block, ...]:
    """Build 任务清单: for every 重点任务 its tasks with outcome, deadline and units."""
    more = _remarks(plan)
    columns = (
        Column("序号", 0.9, Align.CENTER),
        Column("工作任务", 5.0),
        Column("成果形式", 4.0),
        Column("完成时限", 2.6, Align.CENTER),
        Column("牵头单位", 3.4),
        Column("配合单位", 4.0),
        *((Column("督导单位", 3.0),) if supervised(plan) else ()),
        *(Column(head, width) for head, width, _ in more),
    )
    groups = (
        (
            name,
            [
                cells(
                    str(place),
                    said(item, "name"),
                    said(item, "outcome"),
                    due(item),
                    short_units(plan, item.leads),
                    short_units(plan, item.supporters),
                    *((short_units(plan, item.supervisors),) if supervised(plan) else ()),
                    *(tell(item) for _, _, tell in more),
                )
                for place, item in items
            ],
        )
        for name, items in by_key_task(plan)
    )
    return (Table(columns, sections(groups, len(columns))),)


def by_key_task(plan: Plan) -> Iterator[tuple[str, Iterable[tuple[int, Task]]]]:
    """Yield the names of 重点任务, each with its tasks, which are numbered throughout."""
    names = {key_task.id: key_task for key_task in plan.key_tasks}
    places = {key_task.id: place for place, key_task in enumerate(plan.key_tasks)}
    ordered = sorted(
        plan.tasks, key=lambda m: (places.get(m.key_task, len(places)), last_day(plan, m))
    )
    for key_task, items in groupby(
        enumerate(ordered, 1),
        key=lambda pair: pair[1].key_task if pair[1].key_task in names else None,
    ):
        yield _key_task_name(names.get(key_task)), items


def _remarks(plan: Plan) -> list[tuple[str, float, Callable[[Task], str]]]:
    """Return head, width and content of the columns that only some plans fill."""
    found: list[tuple[str, float, Callable[[Task], str]]] = []
    if any(task.indicators for task in plan.tasks):
        found.append(("对应指标", 3.4, lambda task: short_units(plan, task.indicators)))
    if any(task.description for task in plan.tasks):
        found.append(("说明", 3.0, lambda task: said(task, "description")))
    return found


def _key_task_name(key_task: KeyTask | None) -> str:
    if key_task is None or not key_task.name:
        return "综合工作"
    return from_fields(phrases.clause(key_task.name), key_task, "name")


def duty_list(plan: Plan) -> tuple[Block, ...]:
    """Build 责任清单: for every unit the tasks that it leads, supports and supervises."""
    posts = (("责任领导", "leader_post"), ("责任人", "officer_post"))
    holders = [post for post in posts if any(getattr(task, post[1]) for task in plan.tasks)]
    columns = (
        Column("序号", 0.9, Align.CENTER),
        Column("工作任务", 6.0),
        Column("分工", 1.4, Align.CENTER),
        Column("完成时限", 2.6, Align.CENTER),
        Column("成果形式", 4.4),
        *(Column(head, 3.0) for head, _ in holders),
    )
    place = count(1)
    groups = []
    for unit in plan.units:
        duties = [
            *((item, "牵头") for item in plan.tasks if unit.id in item.leads),
            *((item, "配合") for item in plan.tasks if unit.id in item.supporters),
            *((item, "督导") for item in plan.tasks if unit.id in item.supervisors),
        ]
        rows = [
            cells(
                str(next(place)),
                said(item, "name"),
                part,
                due(item),
                said(item, "outcome"),
                *(said(item, name) if part == "牵头" else "" for _, name in holders),
            )
            for item, part in duties
        ]
        if rows:
            groups.append((said(unit, "name") or said(unit, "id"), rows))
    return (Table(columns, sections(groups, len(columns))),)


_UNDATED, _WITHOUT = date.max.replace(year=date.max.year - 1), date.max
_OTHER = {_UNDATED.year: "没有具体日期的", _WITHOUT.year: "未定时限"}
"""Year → heading of the tasks that are due in no year."""


def _turn(plan: Plan, task: Task) -> date:
    """Return the last day on which a task is due; a day after all others if there is none."""
    found = timing(plan, task)
    if found and found.days:
        return found.days[-1]
    return _UNDATED if task.deadline else _WITHOUT


def schedule(plan: Plan) -> tuple[Block, ...]:
    """Build 配档表: the tasks by 重点任务 with times, all units, persons, and columns to tick."""
    columns = (
        Column("序号", 0.9, Align.CENTER),
        Column("工作任务", 5.0),
        Column("完成时限", 2.6, Align.CENTER),
        Column("牵头单位", 3.4),
        Column("配合单位", 4.0),
        Column("责任领导", 2.4),
        Column("责任人", 2.0),
        Column("成果形式", 3.4),
        _WATCHING,
        *_TICKS,
    )
    groups = (
        (name, [_scheduled(plan, place, item) for place, item in items])
        for name, items in by_key_task(plan)
    )
    return (Table(columns, sections(groups, len(columns)), notes=(MARKS,)),)


_WATCHING = Column("督导单位", 2.4, blank=True)
_TICKS = (Column("完成", 1.1, blank=True), Column("逾期", 1.1, blank=True))


def _scheduled(plan: Plan, place: int, item: Task) -> tuple[Cell, ...]:
    return (
        *cells(
            str(place),
            said(item, "name"),
            begin_and_end(item),
            short_units(plan, item.leads),
            short_units(plan, item.supporters),
            said(item, "leader_post"),
            said(item, "officer_post"),
            said(item, "outcome"),
        ),
        Cell(short_units(plan, item.supervisors)),
        *[Cell("")] * len(_TICKS),
    )


def time_list(plan: Plan) -> tuple[Block, ...]:
    """Build 时限清单: the tasks of every year by deadline."""
    columns = (
        Column("序号", 0.9, Align.CENTER),
        Column("完成时限", 2.6, Align.CENTER),
        Column("工作任务", 5.6),
        Column("牵头单位", 3.6),
        Column("前置任务", 4.2),
        _WATCHING,
        *_TICKS,
    )
    numbered = enumerate(sorted(plan.tasks, key=lambda task: _turn(plan, task)), 1)
    groups = (
        (
            _OTHER.get(year) or f"{year}年",
            [
                (
                    *cells(
                        str(place),
                        due(item),
                        said(item, "name"),
                        short_units(plan, item.leads),
                        short_units(plan, item.after),
                    ),
                    Cell(short_units(plan, item.supervisors)),
                    *[Cell("")] * len(_TICKS),
                )
                for place, item in of_year
            ],
        )
        for year, of_year in groupby(numbered, key=lambda pair: _turn(plan, pair[1]).year)
    )
    return (Table(columns, sections(groups, len(columns)), notes=(MARKS,)),)
