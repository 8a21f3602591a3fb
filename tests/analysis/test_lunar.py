"""The Chinese calendar, against dates published elsewhere."""

from __future__ import annotations

from datetime import date, timedelta

import chinese_calendar
import pytest

from jindu.analysis import lunar
from jindu.analysis.calendar import holiday_name, is_known, is_workday

# First days of Chinese years, as almanacs print them.
NEW_YEARS = (
    "1900-01-31 1911-01-30 1912-02-18 1933-01-26 1949-01-29 1950-02-17 1966-01-21 1976-01-31 "
    "1985-02-20 1989-02-06 1997-02-07 2000-02-05 2004-01-22 2008-02-07 2012-01-23 2015-02-19 "
    "2020-01-25 2023-01-22 2024-02-10 2025-01-29 2026-02-17 2027-02-06 2028-01-26 2029-02-13 "
    "2030-02-03 2031-01-23 2032-02-11 2033-01-31 2034-02-19 2035-02-08 2050-01-23 2099-01-21 "
    "2100-02-09"
)


@pytest.mark.parametrize("told", NEW_YEARS.split())
def test_new_years(told: str) -> None:
    day = date.fromisoformat(told)
    assert lunar.new_year(day.year) == day


@pytest.mark.parametrize("year", range(lunar.FIRST, lunar.LAST))
def test_every_year_is_whole(year: int) -> None:
    """Twelve or thirteen months of 29 or 30 days; it begins from 21 January to 21 February."""
    months = lunar.months(year)
    assert len(months) in (12, 13)
    assert {days for _, _, days in months} <= {29, 30}
    assert [number for number, leap, _ in months if not leap] == list(range(1, 13))
    first, after = lunar.new_year(year), lunar.new_year(year + 1)
    assert (after - first).days == sum(days for _, _, days in months)
    assert date(year, 1, 21) <= first <= date(year, 2, 21)


# Leap months since the calendar reform, as almanacs print them: year, month.
LEAP = {
    1984: 10, 1987: 6, 1990: 5, 1993: 3, 1995: 8, 1998: 5, 2001: 4, 2004: 2, 2006: 7, 2009: 5,
    2012: 4, 2014: 9, 2017: 6, 2020: 4, 2023: 2, 2025: 6, 2028: 5, 2031: 3, 2033: 11, 2036: 6,
}  # fmt: skip


def test_leap_months() -> None:
    found = {
        year: number for year in range(1983, 2037) for number, leap, _ in lunar.months(year) if leap
    }
    assert found == LEAP


@pytest.mark.parametrize(
    ("told", "name"),
    [
        ("2024-04-04", "清明节"),
        ("2027-04-05", "清明节"),
        ("2028-04-04", "清明节"),
        ("2029-04-04", "清明节"),
        ("2031-04-05", "清明节"),
        ("2099-04-04", "清明节"),
        ("2100-04-05", "清明节"),
        ("2027-06-09", "端午节"),
        ("2028-05-28", "端午节"),
        ("2029-06-16", "端午节"),
        ("2027-09-15", "中秋节"),
        ("2028-10-03", "国庆节"),
        ("2029-09-22", "中秋节"),
        ("2027-02-05", "除夕"),
        ("2027-02-06", "春节"),
        ("2027-02-08", "春节"),
        ("2027-02-09", ""),
        ("2028-01-25", "除夕"),
        ("2029-02-12", "除夕"),
        ("2030-02-02", "除夕"),
        ("2030-05-02", "劳动节"),
        ("2030-05-03", ""),
    ],
)
def test_holidays(told: str, name: str) -> None:
    assert holiday_name(date.fromisoformat(told)) == name


def test_published_holidays_agree() -> None:
    """Every festival is a day off in each year whose holidays were published."""
    names = {"春节": "Spring Festival", "清明节": "Tomb-sweeping Day"}
    names |= {"端午节": "Dragon Boat Festival", "中秋节": "Mid-autumn Festival"}
    for year in filter(is_known, range(2008, 2040)):
        for day, name in lunar.festivals(year).items():
            if name in names:
                off, told = chinese_calendar.get_holiday_detail(day)
                # Of two festivals on one day the calendar names one, none on some weekends.
                assert off, day
                assert told in (names[name], "National Day", None), day


def test_unknown_years_rest_on_festivals() -> None:
    years = [year for year in range(2027, 2060) if not is_known(year)]
    assert years
    for year in years:
        for day in lunar.festivals(year):
            assert not is_workday(day)
        eve = lunar.new_year(year) - timedelta(1)
        assert holiday_name(eve) == "除夕"


def test_outside_the_table() -> None:
    assert lunar.festivals(1899) == {}
    assert lunar.festivals(2101) == {}
    assert holiday_name(date(2101, 10, 1)) == "国庆节"
