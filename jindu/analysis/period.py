"""Compare the dates of a plan with its 起止, and decide whether 起止 itself is wrong."""

from __future__ import annotations

from collections.abc import Iterator, Sequence, Sized
from datetime import date
from typing import NamedTuple

from jindu.model.fields import Entity
from jindu.model.plan import Pilot, Plan, RecurringWork, Stage, Task
from jindu.model.remembered import once_per_plan
from jindu.units import Date, Period

MIN_OUTSIDE = 3
"""Dates outside 起止 that make 起止 itself suspect; fewer are errors of their own."""


class Outside(NamedTuple):
    """A date or period outside 起止, with both its ends, and the entity that has it."""

    entity: Entity
    attribute: str
    kind: str
    first: date
    last: date


def outside(plan: Plan, period: Period) -> Iterator[Outside]:
    """Yield the dates of tasks, indicators, stages, recurring work and the pilot outside 起止.

    A period must lie within as a whole; a month or year only has to share a day with it.
    """
    for task in plan.tasks:
        for attribute, day in (("start", task.start), ("due", task.due)):
            if day is not None and not _touches(period, day):
                yield Outside(task, attribute, "任务", day.first, day.last)
    for indicator in plan.indicators:
        due = indicator.due
        if due is not None and not _touches(period, due):
            yield Outside(indicator, "due", "指标", due.first, due.last)
    periods: tuple[tuple[str, Sequence[Stage | RecurringWork | Pilot]], ...] = (
        ("阶段", plan.stages),
        ("经常性工作", plan.recurring),
        ("试点", (plan.pilot,) if plan.pilot else ()),
    )
    for kind, entities in periods:
        for entity in entities:
            if entity.period is not None and not period.contains(entity.period):
                yield Outside(entity, "period", kind, entity.period.start, entity.period.end)


def _touches(period: Period, day: Date) -> bool:
    return period.start <= day.last and day.first <= period.end


class Misdated(NamedTuple):
    """The evidence that 起止 is wrong.

    ``told`` describes how many entities of each kind lie outside; ``first`` and ``last`` are the
    earliest and latest task outside, if any.
    """

    told: tuple[str, ...]
    first: Task | None
    last: Task | None


@once_per_plan
def misdated(plan: Plan) -> Misdated | None:
    """Return the evidence that 起止 itself is wrong, None if it is plausible.

    It is wrong if most tasks lie outside it, or a few together with a whole stage, or if most
    indicators and most expenses name years that it does not touch.
    """
    period = plan.period
    if period is None:
        return None
    years = period.years()
    due = [(task.due, task) for task in plan.tasks if task.due is not None]
    astray = sorted(
        (pair for pair in due if not _touches(period, pair[0])), key=lambda pair: pair[0]
    )
    targets = [indicator.year_targets for indicator in plan.indicators if indicator.year_targets]
    wrong_targets = [table for table in targets if any(year not in years for year in table)]
    amounts = [expense.by_year for expense in plan.expenses if expense.by_year]
    wrong_amounts = [table for table in amounts if any(year not in years for year in table)]
    stage_outside = any(s.period and not period.overlaps(s.period) for s in plan.stages)
    if not (
        _most(astray, due)
        or (stage_outside and len(astray) >= MIN_OUTSIDE)
        or (_most(wrong_targets, targets) and _most(wrong_amounts, amounts))
    ):
        return None
    told = (
        f"{len(due)}项任务中有{len(astray)}项" if astray else "",
        f"{len(targets)}个指标的年度目标中有{len(wrong_targets)}个" if wrong_targets else "",
        f"{len(amounts)}项支出的分年度金额中有{len(wrong_amounts)}项" if wrong_amounts else "",
    )
    first, last = (astray[0][1], astray[-1][1]) if astray else (None, None)
    return Misdated(tuple(filter(None, told)), first, last)


def _most(some: Sized, of: Sized) -> bool:
    return len(some) >= MIN_OUTSIDE and len(some) * 2 > len(of)


def span(plan: Plan) -> Period | None:
    """Return the period from the first to the last stage; without stages, that of the tasks."""
    periods = [stage.period for stage in plan.stages if stage.period is not None]
    dues = [task.due for task in plan.tasks if task.due is not None]
    firsts = [p.start for p in periods] or [due.first.replace(day=1) for due in dues]
    lasts = [p.end for p in periods] or [due.last for due in dues]
    return Period(min(firsts), max(lasts)) if firsts and lasts else None
