"""When recurring work falls due: on the last working day of each month, quarter or year.

A plan says how often, seldom on what day; the day told here is the latest that will do.
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterator
from datetime import date, timedelta
from typing import NamedTuple

from jindu.analysis.calendar import is_workday
from jindu.analysis.cycle import TERMS, WHOLE, Cycle, Span, read_cycle
from jindu.model.plan import Plan, RecurringWork
from jindu.units import Period


class Occurrence(NamedTuple):
    """One time that recurring work falls due.

    ``number`` counts the times of the work from 1. ``when`` names the stretch in which it
    falls, 2027年第一季度; ``due`` is the last working day of it within 起止. ``within`` says
    of what (本季度), and is empty where the plan names the day: then ``due`` is that day,
    worked or not.
    """

    work: RecurringWork
    number: int
    when: str
    due: date
    within: str


class _Stretch(NamedTuple):
    """A stretch of time in which work comes once, and its name."""

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
"""Months of a stretch → how it is called from within."""


def occurrences(plan: Plan) -> tuple[Occurrence, ...]:
    """Every time that any of 经常性工作 falls due, by date, on one day in the order of the plan.

    A stretch that 起止 cuts counts with what is left of it; one without a working day is
    passed over.
    """
    found = [occurrence for work in plan.recurring for occurrence in _of(plan, work)]
    return tuple(sorted(found, key=lambda occurrence: occurrence.due))


def undated(plan: Plan) -> tuple[RecurringWork, ...]:
    """The recurring work of which no dates can be told, in the order of the plan.

    Its 频次 is absent, unclear, every day, or out of step with the year (每五个月), or its 起止
    is unknown.
    """
    return tuple(work for work in plan.recurring if _cycle(work) is None or not _period(plan, work))


def _cycle(work: RecurringWork) -> Cycle | None:
    cycle = read_cycle(work.frequency or "")
    return cycle if cycle and cycle.dated else None


def _period(plan: Plan, work: RecurringWork) -> Period | None:
    return (work.period or plan.period) if work.sure("period") else None


def _of(plan: Plan, work: RecurringWork) -> Iterator[Occurrence]:
    cycle, period = _cycle(work), _period(plan, work)
    if cycle is None or period is None:
        return
    number = 0
    for whole, name in _stretches(cycle, period):
        left = Period(max(whole.start, period.start), min(whole.end, period.end))
        due = left.end if cycle.on_day else _last_workday(left)
        if due is not None and left.days > 0:
            number += 1
            yield Occurrence(work, number, name, due, _within(cycle, whole, left))


def _last_workday(period: Period) -> date | None:
    day = period.end
    while day >= period.start:
        if is_workday(day):
            return day
        day -= timedelta(1)
    return None


def _stretches(cycle: Cycle, period: Period) -> Iterator[_Stretch]:
    """The stretches of a cycle that touch the period or come close to it, in order."""
    if cycle.weeks:
        yield from _weeks(cycle.weeks, period)
        return
    for year in period.years():
        for months in cycle.months:
            for days in cycle.days:
                yield _stretch(cycle, year, months, days)


def _weeks(length: int, period: Period) -> Iterator[_Stretch]:
    """Weeks from Monday on, counted from the one in which the period begins."""
    step = timedelta(7 * length)
    start = period.start - timedelta(period.start.weekday())
    while start <= period.end:
        week = Period(start, start + step - timedelta(1))
        yield _Stretch(week, week.words())
        start += step


def _stretch(cycle: Cycle, year: int, months: Span, days: Span) -> _Stretch:
    first, last = months
    length = monthrange(year, last)[1]
    whole = Period(
        date(year, first, min(days[0], length)),
        date(year, last, min(days[1], length)),
    )
    if cycle.months == TERMS:
        return _Stretch(whole, f"{year}年{'春' if first == TERMS[0][0] else '秋'}季学期")
    if days in _THIRDS:
        return _Stretch(whole, f"{year}年{first}月{_THIRDS[days]}")
    half = _HALVES.get(months)
    return _Stretch(whole, f"{year}年{half}" if half else whole.words())


def _within(cycle: Cycle, whole: Period, left: Period) -> str:
    if cycle.on_day:
        return ""
    if whole.end != left.end:
        return "本期"
    if cycle.weeks:
        return "本周" if cycle.weeks == 1 else "本期"
    months = whole.end.month - whole.start.month + 1
    if cycle.months == TERMS:
        # A term ends at another time in every place; the day told is the last of a month.
        months = 1
    return _WITHIN.get(months, "本期") if cycle.days == WHOLE else "本期"
