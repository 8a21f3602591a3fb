"""Due dates of recurring work: the last working day of each month, quarter or year.

A plan states how often work recurs and rarely on which day; the due date is the latest one.
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterator
from datetime import date, timedelta
from typing import NamedTuple

from jindu.analysis.calendar import is_workday
from jindu.analysis.recurrence import TERMS, WHOLE_MONTH, Recurrence, Span, read_recurrence
from jindu.model.plan import Plan, RecurringWork
from jindu.units import Period


class Occurrence(NamedTuple):
    """One occurrence of recurring work.

    ``number`` counts the occurrences of the work from 1. ``when`` names the interval, such as
    2027年第一季度, and ``due`` is its last working day within 起止. ``within`` names the interval
    from inside, such as 本季度; it is empty if the plan names the day: ``due`` is then that
    day, worked or not.
    """

    work: RecurringWork
    number: int
    when: str
    due: date
    within: str


class _Interval(NamedTuple):
    """A period in which the work occurs once, and its name."""

    period: Period
    name: str


_THIRDS = {
    (1, 10): "上旬",
    (11, 20): "中旬",
    (21, 31): "下旬",
    (1, 15): "上半月",
    (16, 31): "下半月",
}
_HALVES = {(1, 6): "上半年", (7, 12): "下半年"}
_WITHIN = {12: "本年度", 6: "本半年", 3: "本季度", 1: "本月"}
"""Months of an interval → its name from inside."""


def occurrences(plan: Plan) -> tuple[Occurrence, ...]:
    """Return all occurrences of 经常性工作 by due date; on the same day, in plan order.

    An interval cut by 起止 counts with the remaining part; one without a working day is skipped.
    """
    found = [occurrence for work in plan.recurring for occurrence in _of(plan, work)]
    return tuple(sorted(found, key=lambda occurrence: occurrence.due))


def undated(plan: Plan) -> tuple[RecurringWork, ...]:
    """Return the recurring work without due dates, in plan order.

    Its 频次 is missing, unclear, daily or no divisor of a year (每五个月), or its 起止 is unknown.
    """
    return tuple(
        work for work in plan.recurring if _recurrence(work) is None or not _period(plan, work)
    )


def _recurrence(work: RecurringWork) -> Recurrence | None:
    recurrence = read_recurrence(work.frequency or "")
    return recurrence if recurrence and recurrence.dated else None


def _period(plan: Plan, work: RecurringWork) -> Period | None:
    return (work.period or plan.period) if work.sure("period") else None


def _of(plan: Plan, work: RecurringWork) -> Iterator[Occurrence]:
    recurrence, period = _recurrence(work), _period(plan, work)
    if recurrence is None or period is None:
        return
    number = 0
    for whole, name in intervals(recurrence, period):
        left = Period(max(whole.start, period.start), min(whole.end, period.end))
        due = left.end if recurrence.on_day else _last_workday(left)
        if due is not None and left.days > 0:
            number += 1
            yield Occurrence(work, number, name, due, _within(recurrence, whole, left))


def _last_workday(period: Period) -> date | None:
    day = period.end
    while day >= period.start:
        if is_workday(day):
            return day
        day -= timedelta(1)
    return None


def intervals(recurrence: Recurrence, period: Period) -> Iterator[_Interval]:
    """Yield the intervals of a recurrence in or near the period, in order."""
    if recurrence.weeks:
        yield from _weeks(recurrence.weeks, period)
        return
    for year in period.years():
        for months in recurrence.months:
            for days in recurrence.days:
                yield _interval(recurrence, year, months, days)


def _weeks(length: int, period: Period) -> Iterator[_Interval]:
    """Yield weeks from Monday on, starting with the week in which the period begins."""
    step = timedelta(7 * length)
    start = period.start - timedelta(period.start.weekday())
    while start <= period.end:
        week = Period(start, start + step - timedelta(1))
        yield _Interval(week, week.words())
        start += step


def _interval(recurrence: Recurrence, year: int, months: Span, days: Span) -> _Interval:
    first, last = months
    length = monthrange(year, last)[1]
    whole = Period(
        date(year, first, min(days[0], length)),
        date(year, last, min(days[1], length)),
    )
    if recurrence.months == TERMS:
        return _Interval(whole, f"{year}年{'春' if first == TERMS[0][0] else '秋'}季学期")
    if days in _THIRDS:
        return _Interval(whole, f"{year}年{first}月{_THIRDS[days]}")
    half = _HALVES.get(months)
    return _Interval(whole, f"{year}年{half}" if half else whole.words())


def _within(recurrence: Recurrence, whole: Period, left: Period) -> str:
    if recurrence.on_day:
        return ""
    if whole.end != left.end:
        return "本期"
    if recurrence.weeks:
        return "本周" if recurrence.weeks == 1 else "本期"
    months = whole.end.month - whole.start.month + 1
    if recurrence.months == TERMS:
        # Terms end at different times in different places; the due date is the end of a month.
        months = 1
    return _WITHIN.get(months, "本期") if recurrence.days == WHOLE_MONTH else "本期"
