"""Working days in China: public holidays and the weekends that are worked in return."""

from __future__ import annotations

import functools
from collections.abc import Iterator
from datetime import date, timedelta
from typing import NamedTuple, TypeGuard

from jindu.analysis.lunar import festivals
from jindu.model.fields import Entity
from jindu.model.plan import Plan
from jindu.units import Date, Precision

NATIONAL_DAYS = {
    (1, 1): "元旦",
    (5, 1): "劳动节",
    (5, 2): "劳动节",
    (10, 1): "国庆节",
    (10, 2): "国庆节",
    (10, 3): "国庆节",
}
"""(month, day) of the fixed public holidays; ``lunar.festivals`` has the others."""
_WEEKEND = {5: "星期六", 6: "星期日"}


@functools.lru_cache(maxsize=256)
def is_known(year: int) -> bool:
    """Return whether the holidays of that year have been published."""
    try:
        _holiday(date(year, 1, 1))
    except NotImplementedError:
        return False
    return True


@functools.lru_cache(maxsize=4096)
def is_workday(day: date) -> bool:
    """Return whether the day is worked; in unknown years weekends and public holidays are off."""
    try:
        return not _holiday(day)
    except NotImplementedError:
        return day.weekday() < 5 and not holiday_name(day)


def holiday_name(day: date) -> str:
    """Return the name of the public holiday that a day is, such as 国庆节 or 除夕; else empty."""
    return NATIONAL_DAYS.get((day.month, day.day)) or festivals(day.year).get(day, "")


def why_off(day: date) -> str:
    """Describe why a day is off: 法定节日（国庆节）, 星期六, else 放假的日子."""
    name = holiday_name(day)
    return f"法定节日（{name}）" if name else _WEEKEND.get(day.weekday(), "放假的日子")


def nearest_workday(day: date) -> date:
    """Return the nearest day of the same month that is surely worked; the earlier of two."""
    for distance in range(1, 16):
        if is_workday(day):
            return day
        for other in (day - timedelta(distance), day + timedelta(distance)):
            if other.month == day.month and is_workday(other) and not _likely_off(other):
                return other
    return day


_WEEKS = {"春节": 6, "劳动节": 4, "国庆节": 6}
"""Days after the first day of a holiday that are mostly off by weekends worked in return."""


def _likely_off(day: date) -> bool:
    """Return whether a day of an unpublished year falls in a week that is usually off."""
    if is_known(day.year):
        return False
    return any(
        holiday_name(day - timedelta(distance)) == name
        for name, days in _WEEKS.items()
        for distance in range(days + 1)
    )


class NamedDay(NamedTuple):
    """A day that a plan names: its entity and attribute, the kind of entity, and a label."""

    entity: Entity
    attribute: str
    kind: str
    what: str
    day: date


def named_days(plan: Plan) -> Iterator[NamedDay]:
    """Yield the dates on which something is due or happens, if written to the day."""
    document, platform = plan.document, plan.platform
    if document is not None and _to_the_day(document.date):
        yield NamedDay(document, "date", "", "成文日期", document.date.last)
    if platform is not None and _to_the_day(platform.launch):
        yield NamedDay(platform, "launch", "平台", "上线日期", platform.launch.last)
    for task in plan.tasks:
        if _to_the_day(task.start):
            yield NamedDay(task, "start", "任务", "开始时间", task.start.last)
        if _to_the_day(task.due):
            yield NamedDay(task, "due", "任务", "完成时限", task.due.last)
    for review in plan.evaluation.reviews if plan.evaluation else ():
        if _to_the_day(review.date):
            yield NamedDay(review, "date", "评估", "时间", review.date.last)


def _to_the_day(day: Date | None) -> TypeGuard[Date]:
    return day is not None and day.precision is Precision.DAY


def unknown_years(plan: Plan) -> tuple[int, ...]:
    """Return the years of the named days whose holidays are unknown, ascending."""
    years = {named.day.year for named in named_days(plan)}
    return tuple(sorted(year for year in years if not is_known(year)))


def _holiday(day: date) -> bool:
    import chinese_calendar

    return bool(chinese_calendar.is_holiday(day))
