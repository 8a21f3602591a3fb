"""Working days in China: public holidays and the weekends that are worked in return."""

from __future__ import annotations

import functools
from datetime import date, timedelta


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
    """Whether the day is worked; beyond the known years plain weekends are off."""
    try:
        return not _holiday(day)
    except NotImplementedError:
        return day.weekday() < 5


def nearest_workday(day: date) -> date:
    """The day itself, else the nearest working day of its month, the earlier one first."""
    for distance in range(1, 16):
        if is_workday(day):
            return day
        for other in (day - timedelta(distance), day + timedelta(distance)):
            if other.month == day.month and is_workday(other):
                return other
    return day


def _holiday(day: date) -> bool:
    import chinese_calendar

    return bool(chinese_calendar.is_holiday(day))
