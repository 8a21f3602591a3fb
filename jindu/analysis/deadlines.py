"""When a task is due and how long it takes, from its deadline and the plan."""

from __future__ import annotations

from datetime import date, timedelta
from typing import NamedTuple

from jindu.analysis.calendar import is_workday
from jindu.analysis.occurrences import intervals
from jindu.analysis.recurrence import read_recurrence
from jindu.model.plan import Plan, Task
from jindu.units import Deadline, Delay, Pace, Period, shift_months


class Timing(NamedTuple):
    """The time that a task takes, and the days on which it is due, ascending.

    ``days`` is empty where none follows (长期坚持), and has several for 每年12月底前.
    """

    span: Period
    days: tuple[date, ...]


_MOST_PER_YEAR = 4
"""Due days in a year that are told one by one; what recurs more often has none."""


def timing(plan: Plan, task: Task) -> Timing | None:
    """Return the time of a task; None without a deadline, or if it depends on a missing date."""
    deadline = task.deadline
    if deadline is None:
        return None
    match deadline.pace:
        case Pace.BY | Pace.OVER:
            return _until_date(plan, task, deadline)
        case Pace.AFTER:
            return _after_issue(plan, task, deadline.delay) or _whole(plan, task)
        case Pace.PART if plan.period and len(plan.period.years()) == 1:
            part = _months(plan.period.start.year, *deadline.months)
            return Timing(_period(task, part.start, part.end), (part.end,))
        case Pace.EVERY:
            whole = _whole(plan, task)
            return whole and whole._replace(days=_repeated(deadline, whole.span))
        case _:
            return _whole(plan, task)


def last_day(plan: Plan, task: Task) -> date:
    """Return the last day of a task, by which tasks are sorted; ``date.max`` if unknown."""
    found = timing(plan, task)
    return found.span.end if found else date.max


def _until_date(plan: Plan, task: Task, deadline: Deadline) -> Timing | None:
    assert deadline.date is not None
    due = deadline.date.last
    first = deadline.span.start if deadline.span else due
    end = plan.period.end if deadline.goes_on and plan.period else due
    return Timing(_period(task, first, max(due, end)), (due,))


def _period(task: Task, first: date, end: date) -> Period:
    """Return the time up to ``end`` from the start of the task, else from ``first``."""
    return Period(min(task.start.first if task.start else first, end), end)


def _whole(plan: Plan, task: Task) -> Timing | None:
    """Return the period of the plan from the date that the task or its deadline names."""
    if plan.period is None:
        return None
    begin = task.deadline.begin if task.deadline else None
    first = begin.first if begin else plan.period.start
    return Timing(_period(task, first, plan.period.end), ())


def _after_issue(plan: Plan, task: Task, delay: Delay | None) -> Timing | None:
    issued = plan.document.date if plan.document else None
    if delay is None or not delay.issued or issued is None:
        return None
    day = shift_months(issued.last, delay.months) + timedelta(delay.days)
    for _ in range(delay.workdays):
        day += timedelta(1)
        while not is_workday(day):
            day += timedelta(1)
    return Timing(_period(task, issued.last, day), (day,))


def _months(year: int, first: int, last: int) -> Period:
    end = shift_months(date(year, last, 1), 1) - timedelta(1)
    return Period(date(year, first, 1), end)


def _repeated(deadline: Deadline, span: Period) -> tuple[date, ...]:
    """Return the ends of 每年12月底前 or 每季度 within a period."""
    recurrence = read_recurrence(deadline.written.removesuffix("前").removesuffix("之"))
    if recurrence is None or not recurrence.dated or recurrence.yearly > _MOST_PER_YEAR:
        return ()
    ends = (interval.period.end for interval in intervals(recurrence, span))
    return tuple(day for day in ends if span.contains(day))
