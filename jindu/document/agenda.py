"""List the dated stages, tasks and recurring work of a plan, for sheets and calendars."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from typing import NamedTuple

from jindu.analysis.calendar import is_known
from jindu.analysis.deadlines import timing
from jindu.analysis.occurrences import Occurrence, occurrences, undated
from jindu.document.kinds import Unready
from jindu.document.tables.cells import units
from jindu.language import phrases
from jindu.model.choices import WorkKind
from jindu.model.fields import Entity
from jindu.model.plan import Plan, Stage, Task
from jindu.units import say_years

STAGE, DUE, REVIEW, CYCLE = "阶段开始", "完成时限", "试点评估", "经常性工作"
"""Kinds of entries; recurring work with a kind of its own uses that instead of CYCLE."""


class Entry(NamedTuple):
    """A dated entry: the start of a stage, a due task, or an occurrence of recurring work.

    ``when`` is the time as the plan states it (2026年3月底前, 2027年第一季度); ``note``
    explains an assumed day. ``mark`` distinguishes entries of the same ``thing``.
    """

    day: date
    name: str
    kind: str
    when: str
    lead: str
    supporters: str
    outcome: str
    note: str
    thing: Entity
    mark: str


_LIMIT = 20_000
"""Occurrences of recurring work that an agenda may have."""


def entries(plan: Plan) -> tuple[Entry, ...]:
    """Return all entries sorted by day; within a day stages, then tasks, then recurring work.

    Raises ``Unready`` if recurring work has too many occurrences.
    """
    recurring = occurrences(plan)
    if len(recurring) > _LIMIT:
        raise Unready(
            f"经常性工作在方案期内要开展{_LIMIT // 10_000}万次以上，不能列出日程。"
            "减少项目或者频次。"
        )
    found = (
        *(entry for stage in plan.stages for entry in _of_stage(stage)),
        *(entry for task in plan.tasks for entry in _of_task(plan, task)),
        *(_of_cycle(plan, occurrence) for occurrence in recurring),
    )
    return tuple(sorted(found, key=lambda entry: entry.day))


def _of_stage(stage: Stage) -> Iterator[Entry]:
    if stage.period is not None:
        name = phrases.clause(stage.name or str(stage.id or ""))
        when = stage.period.words()
        yield Entry(stage.period.start, name, STAGE, when, "", "", "", "", stage, "")


def _of_task(plan: Plan, task: Task) -> Iterator[Entry]:
    when = timing(plan, task)
    if task.deadline is None or when is None:
        return
    named = plan.pilot is not None and task.id is not None and plan.pilot.review == task.id
    for day in when.days:
        yield Entry(
            day,
            phrases.clause(task.name or str(task.id or "")),
            REVIEW if named or task.kind is WorkKind.PILOT_REVIEW else DUE,
            task.deadline.words(),
            units(plan, task.leads),
            units(plan, task.supporters),
            task.outcome or "",
            "",
            task,
            str(day) if when.days[1:] else "",
        )


def _of_cycle(plan: Plan, occurrence: Occurrence) -> Entry:
    work = occurrence.work
    return Entry(
        occurrence.due,
        phrases.clause(work.name or str(work.id or "")),
        str(work.kind) if work.kind and work.kind is not WorkKind.OTHER else CYCLE,
        occurrence.when,
        plan.name_of(work.lead) if work.lead else "",
        units(plan, work.supporters),
        "",
        f"{plan.word}未定具体日期，列在{occurrence.within}最后一个工作日，届时以通知为准。"
        if occurrence.within
        else "",
        work,
        occurrence.when,
    )


def remarks(plan: Plan, listed: Iterable[Entry]) -> tuple[str, ...]:
    """Return notes on a list of entries: undated items left out, years without holiday data."""
    found = []
    timeless = [task.name or str(task.id or "") for task in plan.tasks if task.deadline is None]
    if timeless:
        found.append(f"未写完成时限、没有列入的工作任务：{phrases.listed(timeless)}。")
    dated = {id(entry.thing) for entry in listed}
    undue = [
        f"{task.name or task.id or ''}（{task.deadline.words()}）"
        for task in plan.tasks
        if task.deadline and id(task) not in dated
    ]
    if undue:
        found.append(f"没有具体日期、没有列入的工作任务：{phrases.listed(undue)}。")
    unclear = [
        f"{work.name or work.id or ''}（{work.frequency or '未写频次'}）" for work in undated(plan)
    ]
    if unclear:
        found.append(f"频次不能推算为日期、没有列入的经常性工作：{phrases.listed(unclear)}。")
    years = {entry.day.year for entry in listed if entry.mark and entry.note}
    unknown = [year for year in years if not is_known(year)]
    if unknown:
        found.append(f"{say_years(unknown)}的节假日安排尚未收录，工作日按周末和法定节日推算。")
    return tuple(found)
