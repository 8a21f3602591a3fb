"""Working days in China: public holidays and the weekends that are worked in return."""

from __future__ import annotations

import functools
from collections.abc import Iterator
from datetime import date, timedelta
from typing import NamedTuple, TypeGuard

from jindu.model.fields import Entity
from jindu.model.plan import Plan
from jindu.units import Date, Precision

NATIONAL_DAYS = {
    (1, 1): "元旦",
    (5, 1): "劳动节",
    (10, 1): "国庆节",
    (10, 2): "国庆节",
    (10, 3): "国庆节",
}
"""Holidays on the same days of every year; the other ones follow the moon."""
_WEEKEND = {5: "星期六", 6: "星期日"}


@functools.lru_cache(maxsize=256)
def is_known(year: int) -> bool:
    """Whether the holidays of that year are known."""
    try:
        _holiday(date(year, 1, 1))
    except NotImplementedError:
        return False
    return True


@functools.lru_cache(maxsize=4096)
def is_workday(day: date) -> bool:
    """Whether the day is worked; beyond the known years weekends and the fixed holidays are off."""
    try:
        return not _holiday(day)
    except NotImplementedError:
        return day.weekday() < 5 and (day.month, day.day) not in NATIONAL_DAYS


def why_off(day: date) -> str:
    """Why a day is not worked: 法定节日（国庆节）, 星期六, or just 休息日 as it was announced."""
    name = NATIONAL_DAYS.get((day.month, day.day))
    return f"法定节日（{name}）" if name else _WEEKEND.get(day.weekday(), "放假的日子")


def nearest_workday(day: date) -> date:
    """The day itself, else the nearest working day of its month, the earlier one first."""
    for distance in range(1, 16):
        if is_workday(day):
            return day
        for other in (day - timedelta(distance), day + timedelta(distance)):
            if other.month == day.month and is_workday(other):
                return other
    return day


class Named(NamedTuple):
    """A day that the plan names, of what, and where it is written."""

    thing: Entity
    attribute: str
    kind: str
    what: str
    day: date


def named_days(plan: Plan) -> Iterator[Named]:
    """The days on which somebody has to do something: those written to the day."""
    document, platform = plan.document, plan.platform
    if document is not None and _to_the_day(document.date):
        yield Named(document, "date", "", "成文日期", document.date.last)
    if platform is not None and _to_the_day(platform.launch):
        yield Named(platform, "launch", "平台", "上线日期", platform.launch.last)
    for task in plan.tasks:
        if _to_the_day(task.start):
            yield Named(task, "start", "任务", "开始时间", task.start.last)
        if _to_the_day(task.due):
            yield Named(task, "due", "任务", "完成时限", task.due.last)
    for review in plan.evaluation.reviews if plan.evaluation else ():
        if _to_the_day(review.date):
            yield Named(review, "date", "评估", "时间", review.date.last)


def _to_the_day(day: Date | None) -> TypeGuard[Date]:
    return day is not None and day.precision is Precision.DAY


def unknown_years(plan: Plan) -> tuple[int, ...]:
    """The years of these days whose holidays are not known, in order."""
    years = {named.day.year for named in named_days(plan)}
    return tuple(sorted(year for year in years if not is_known(year)))


def _holiday(day: date) -> bool:
    import chinese_calendar

    return bool(chinese_calendar.is_holiday(day))
