"""Dates with their precision, and closed periods."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jindu.units import Unreadable, read_date, read_period, say_years, shift_months


@pytest.mark.parametrize(
    ("text", "first", "last", "words", "written"),
    [
        ("2026-06-26", "2026-06-26", "2026-06-26", "2026年6月26日", "2026-06-26"),
        ("2026年6月26日", "2026-06-26", "2026-06-26", "2026年6月26日", "2026-06-26"),
        ("2026/6/26", "2026-06-26", "2026-06-26", "2026年6月26日", "2026-06-26"),
        ("2026.6.26", "2026-06-26", "2026-06-26", "2026年6月26日", "2026-06-26"),
        ("２０２６-０６", "2026-06-01", "2026-06-30", "2026年6月底前", "2026-06"),
        ("2026-02", "2026-02-01", "2026-02-28", "2026年2月底前", "2026-02"),
        ("2026年6月底前", "2026-06-01", "2026-06-30", "2026年6月底前", "2026-06"),
        ("2026Q2", "2026-04-01", "2026-06-30", "2026年第二季度末前", "2026Q2"),
        ("2026年第二季度", "2026-04-01", "2026-06-30", "2026年第二季度末前", "2026Q2"),
        ("2026", "2026-01-01", "2026-12-31", "2026年底前", "2026"),
        ("2026年底前", "2026-01-01", "2026-12-31", "2026年底前", "2026"),
        ("2026年年底", "2026-01-01", "2026-12-31", "2026年底前", "2026"),
    ],
)
def test_dates(text: str, first: str, last: str, words: str, written: str) -> None:
    found = read_date(text)
    assert (found.first.isoformat(), found.last.isoformat()) == (first, last)
    assert found.words() == words
    assert str(found) == written
    assert read_date(str(found)) == found


@pytest.mark.parametrize(
    "text",
    ["", "2026-13", "2026-02-30", "2026-06-31", "26年6月", "六月", "1899-01", "2026-Q5", "今年"],
)
def test_dates_refused(text: str) -> None:
    with pytest.raises(Unreadable) as trouble:
        read_date(text)
    assert trouble.value.rule == "SCH001"
    assert trouble.value.message.endswith("。")
    assert trouble.value.tip


@pytest.mark.parametrize(
    ("text", "start", "end", "words"),
    [
        ("2026-01..2028-12", "2026-01-01", "2028-12-31", "2026年至2028年"),
        ("2026-03..2029-02", "2026-03-01", "2029-02-28", "2026年3月至2029年2月"),
        ("2026年3月至2029年2月", "2026-03-01", "2029-02-28", "2026年3月至2029年2月"),
        ("2026-01..2026-06", "2026-01-01", "2026-06-30", "2026年1月至6月"),
        ("2026-04..2026-06", "2026-04-01", "2026-06-30", "2026年第二季度"),
        ("2026Q2", "2026-04-01", "2026-06-30", "2026年第二季度"),
        ("2026", "2026-01-01", "2026-12-31", "2026年"),
        ("2026-03", "2026-03-01", "2026-03-31", "2026年3月"),
        ("2026-03-05..2026-03-20", "2026-03-05", "2026-03-20", "2026年3月5日至20日"),
        ("2026-03-05..2026-04-20", "2026-03-05", "2026-04-20", "2026年3月5日至4月20日"),
        ("2026-03-05..2027-04-20", "2026-03-05", "2027-04-20", "2026年3月5日至2027年4月20日"),
        ("2026年1-6月", "2026-01-01", "2026-06-30", "2026年1月至6月"),
        ("2026年3月-11月", "2026-03-01", "2026-11-30", "2026年3月至11月"),
        ("2026年3月5日-20日", "2026-03-05", "2026-03-20", "2026年3月5日至20日"),
    ],
)
def test_periods(text: str, start: str, end: str, words: str) -> None:
    found = read_period(text)
    assert (found.start.isoformat(), found.end.isoformat()) == (start, end)
    assert found.words() == words
    assert read_period(str(found)) == found


@pytest.mark.parametrize("text", ["", "2028-12..2026-01", "2026-13..2027-01", "三年", "2026..x"])
def test_periods_refused(text: str) -> None:
    with pytest.raises(Unreadable):
        read_period(text)


@pytest.mark.parametrize(
    ("day", "months", "moved"),
    [
        ("2026-01-31", 1, "2026-02-28"),
        ("2026-02-28", 1, "2026-03-31"),
        ("2026-01-30", 1, "2026-02-28"),
        ("2026-12-15", 1, "2027-01-15"),
        ("2026-01-15", -1, "2025-12-15"),
        ("2023-02-28", 12, "2024-02-29"),
    ],
)
def test_shift_months(day: str, months: int, moved: str) -> None:
    assert shift_months(date.fromisoformat(day), months).isoformat() == moved


@given(st.dates(date(1950, 1, 1), date(2090, 1, 1)), st.integers(-60, 60))
def test_shift_months_moves_by_that_many_months(day: date, months: int) -> None:
    moved = shift_months(day, months)
    assert (moved.year - day.year) * 12 + moved.month - day.month == months


@pytest.mark.parametrize(
    ("years", "said"),
    [
        ([2027], "2027年"),
        ([2029, 2027, 2028, 2028], "2027年至2029年"),
        ([2030, 2026, 2028, 2029], "2026年、2028年至2030年"),
        ([], ""),
    ],
)
def test_say_years(years: list[int], said: str) -> None:
    assert say_years(years) == said
