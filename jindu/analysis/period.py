"""How the times of a plan lie to its 起止, and whether it is 起止 that is wrong."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import NamedTuple

from jindu.model.fields import Entity
from jindu.model.plan import Pilot, Plan, RecurringWork, Stage, Task
from jindu.model.remembered import once_per_plan
from jindu.units import Date, Period

FEW = 3
"""Fewer things outside are their own mistakes, not one of 起止."""


class Outside(NamedTuple):
    """A time that lies outside 起止: whose, and from when to when."""

    thing: Entity
    attribute: str
    kind: str
    first: date
    last: date


def outside(plan: Plan, period: Period) -> Iterator[Outside]:
    """The times of milestones, indicators, stages, recurring work and the pilot outside 起止.

    A period has to lie within as a whole; of a month or a year a day is enough.
    """
    for task in plan.tasks:
        for attribute, day in (("start", task.start), ("due", task.due)):
            if day is not None and not _touches(period, day):
                yield Outside(task, attribute, "任务", day.first, day.last)
    for indicator in plan.indicators:
        due = indicator.due
        if due is not None and not _touches(period, due):
            yield Outside(indicator, "due", "指标", due.first, due.last)
    things: tuple[tuple[str, Sequence[Stage | RecurringWork | Pilot]], ...] = (
        ("阶段", plan.stages),
        ("经常性工作", plan.recurring),
        ("试点", (plan.pilot,) if plan.pilot else ()),
    )
    for kind, several in things:
        for thing in several:
            if thing.period is not None and not period.contains(thing.period):
                yield Outside(thing, "period", kind, thing.period.start, thing.period.end)


def _touches(period: Period, day: Date) -> bool:
    return period.start <= day.last and day.first <= period.end


class Misdated(NamedTuple):
    """What speaks against 起止.

    ``told`` names the kinds of things of which most lie outside, with how many; ``first`` and
    ``last`` are the milestones outside it that come first and last.
    """

    told: tuple[str, ...]
    first: Task | None
    last: Task | None


@once_per_plan
def misdated(plan: Plan) -> Misdated | None:
    """What speaks against 起止, None where it may stand as it is.

    It is 起止 that is wrong where most tasks lie outside it, or some with a whole stage, or where
    most indicators and most uses name years that it does not touch.
    """
    period = plan.period
    if period is None:
        return None
    years = period.years()
    due = [(m.due, m) for m in plan.tasks if m.due is not None]
    aimed = [i for i in plan.indicators if i.year_targets]
    paid = [expense for expense in plan.expenses if expense.by_year]
    out = [pair for pair in due if not _touches(period, pair[0])]
    late_aims = sum(1 for i in aimed if any(year not in years for year in i.year_targets))
    late_uses = sum(1 for expense in paid if any(year not in years for year in expense.by_year))
    staged = any(s.period and not period.overlaps(s.period) for s in plan.stages)
    tasks = _most(len(out), len(due)) or (staged and len(out) >= FEW)
    if not tasks and not (_most(late_aims, len(aimed)) and _most(late_uses, len(paid))):
        return None
    told = (
        f"{len(due)}项任务中有{len(out)}项" if out else "",
        f"{len(aimed)}个指标的年度目标中有{late_aims}个" if late_aims else "",
        f"{len(paid)}项支出的分年度金额中有{late_uses}项" if late_uses else "",
    )
    out.sort(key=lambda pair: pair[0])
    first, last = (out[0][1], out[-1][1]) if out else (None, None)
    return Misdated(tuple(filter(None, told)), first, last)


def _most(some: int, of: int) -> bool:
    return some >= FEW and some * 2 > of


def span(plan: Plan) -> Period | None:
    """From the beginning of the first stage to the end of the last, else what the tasks span."""
    periods = [stage.period for stage in plan.stages if stage.period is not None]
    dues = [m.due for m in plan.tasks if m.due is not None]
    firsts = [p.start for p in periods] or [due.first.replace(day=1) for due in dues]
    lasts = [p.end for p in periods] or [due.last for due in dues]
    return Period(min(firsts), max(lasts)) if firsts and lasts else None
