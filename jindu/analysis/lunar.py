"""The Chinese calendar: its new years, the festivals that follow it, and 清明."""

from __future__ import annotations

import functools
from collections.abc import Mapping
from datetime import date, timedelta

FIRST, LAST = 1900, 2100
"""The first and the last Chinese year that is known."""

_NEW_YEAR_OF_FIRST = date(1900, 1, 31)
# One number per Chinese year. Bits 15 to 4 are months 1 to 12: 30 days where set, else 29. The
# last digit is the month followed by a leap month, which has 30 days where bit 16 is set.
_YEARS = (
    "04bd8 04ae0 0a570 054d5 0d260 0d950 16554 056a0 09ad0 055d2 "
    "04ae0 0a5b6 0a4d0 0d250 1d255 0b540 0d6a0 0ada2 095b0 14977 "
    "04970 0a4b0 0b4b5 06a50 06d40 1ab54 02b60 09570 052f2 04970 "
    "06566 0d4a0 0ea50 06e95 05ad0 02b60 186e3 092e0 1c8d7 0c950 "
    "0d4a0 1d8a6 0b550 056a0 1a5b4 025d0 092d0 0d2b2 0a950 0b557 "
    "06ca0 0b550 15355 04da0 0a5b0 14573 052b0 0a9a8 0e950 06aa0 "
    "0aea6 0ab50 04b60 0aae4 0a570 05260 0f263 0d950 05b57 056a0 "
    "096d0 04dd5 04ad0 0a4d0 0d4d4 0d250 0d558 0b540 0b6a0 195a6 "
    "095b0 049b0 0a974 0a4b0 0b27a 06a50 06d40 0af46 0ab60 09570 "
    "04af5 04970 064b0 074a3 0ea50 06b58 05ac0 0ab60 096d5 092e0 "
    "0c960 0d954 0d4a0 0da50 07552 056a0 0abb7 025d0 092d0 0cab5 "
    "0a950 0b4a0 0baa4 0ad50 055d9 04ba0 0a5b0 15176 052b0 0a930 "
    "07954 06aa0 0ad50 05b52 04b60 0a6e6 0a4e0 0d260 0ea65 0d530 "
    "05aa0 076a3 096d0 04afb 04ad0 0a4d0 1d0b6 0d250 0d520 0dd45 "
    "0b5a0 056d0 055b2 049b0 0a577 0a4b0 0aa50 1b255 06d20 0ada0 "
    "14b63 09370 049f8 04970 064b0 168a6 0ea50 06b20 1a6c4 0aae0 "
    "0a2e0 0d2e3 0c960 0d557 0d4a0 0da50 05d55 056a0 0a6d0 055d4 "
    "052d0 0a9b8 0a950 0b4a0 0b6a6 0ad50 055a0 0aba4 0a5b0 052b0 "
    "0b273 06930 07337 06aa0 0ad50 14b55 04b60 0a570 054e4 0d160 "
    "0e968 0d520 0daa0 16aa6 056d0 04ae0 0a9d4 0a2d0 0d150 0f252 "
    "0d520"
)
_WIDTH = 6


def months(year: int) -> list[tuple[int, bool, int]]:
    """Return the months of a Chinese year: number, whether it is a leap month, days."""
    code = int(_YEARS[(year - FIRST) * _WIDTH :][:5], 16)
    found = []
    for month in range(1, 13):
        found.append((month, False, 30 if code >> (16 - month) & 1 else 29))
        if code & 0xF == month:
            found.append((month, True, 30 if code >> 16 else 29))
    return found


@functools.lru_cache(maxsize=256)
def new_year(year: int) -> date:
    """Return 春节, the first day of the Chinese year that begins in a year from 1900 to 2100."""
    if year == FIRST:
        return _NEW_YEAR_OF_FIRST
    return new_year(year - 1) + timedelta(sum(days for _, _, days in months(year - 1)))


def day_of(year: int, month: int, day: int) -> date:
    """Return the date of a day in a month of a Chinese year; leap months are not meant."""
    found = new_year(year)
    for number, leap, days in months(year):
        if (number, leap) == (month, False):
            break
        found += timedelta(days)
    return found + timedelta(day - 1)


def clear_and_bright(year: int) -> date:
    """Return the date of 清明 (solar longitude 15°) in a year from 1900 to 2100."""
    past, constant = (year - 2000, 4.81) if year > 1999 else (year - 1900, 5.59)
    leap_days = past // 4 - (year == LAST)  # 2100 is no leap year
    return date(year, 4, int(past * 0.2422 + constant) - leap_days)


@functools.lru_cache(maxsize=64)
def festivals(year: int) -> Mapping[date, str]:
    """Return the public holidays of a year that move, by date; empty outside 1900 to 2100.

    These are the days of the rules in force since 2025: 除夕 and the first three days of the new
    year, 清明, 端午, 中秋.
    """
    if not FIRST <= year <= LAST:
        return {}
    first = new_year(year)
    found = {first + timedelta(days): "春节" for days in range(3)}
    found[first - timedelta(1)] = "除夕"
    found[clear_and_bright(year)] = "清明节"
    found[day_of(year, 5, 5)] = "端午节"
    found[day_of(year, 8, 15)] = "中秋节"
    return found
