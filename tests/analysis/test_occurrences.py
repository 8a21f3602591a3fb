"""Due dates of recurring work, against the published calendar of 2026.

Off in 2026: 1–3 January, 15–23 February, 4–6 April, 1–5 May, 19–21 June, 25–27 September,
1–7 October; make-up working days: 4 January, 14 and 28 February, 9 May, 20 September,
10 October.
"""

from __future__ import annotations

from datetime import date

import pytest

from jindu import scaffold
from jindu.analysis.occurrences import Occurrence, occurrences, undated
from jindu.model.plan import Plan
from tests.builders import plan_from


def plan(*works: str, period: str = "2026") -> Plan:
    items = "".join(f"\n  - {{编号: C{n}, 名称: 工作, {work}}}" for n, work in enumerate(works, 1))
    return plan_from(f"方案: {{起止: {period}}}\n经常性工作:{items}")


def due_dates(frequency: str, period: str = "2026") -> list[tuple[str, str, str]]:
    """Return the name of each interval, its due day, and its name from inside."""
    return [
        (found.when, found.due.isoformat(), found.within)
        for found in occurrences(plan(f"频次: {frequency}", period=period))
    ]


def test_months_end_on_their_last_working_day() -> None:
    """31 January is a Saturday, 28 February a worked Saturday, 31 May a Sunday."""
    assert [due for _, due, _ in due_dates("每月")] == [
        "2026-01-30",
        "2026-02-28",
        "2026-03-31",
        "2026-04-30",
        "2026-05-29",
        "2026-06-30",
        "2026-07-31",
        "2026-08-31",
        "2026-09-30",
        "2026-10-30",
        "2026-11-30",
        "2026-12-31",
    ]
    assert due_dates("每月")[0] == ("2026年1月", "2026-01-30", "本月")


@pytest.mark.parametrize(
    ("frequency", "expected"),
    [
        (
            "每季度",
            [
                ("2026年第一季度", "2026-03-31", "本季度"),
                ("2026年第二季度", "2026-06-30", "本季度"),
                ("2026年第三季度", "2026-09-30", "本季度"),
                ("2026年第四季度", "2026-12-31", "本季度"),
            ],
        ),
        (
            "每半年",
            [("2026年上半年", "2026-06-30", "本半年"), ("2026年下半年", "2026-12-31", "本半年")],
        ),
        ("每年", [("2026年", "2026-12-31", "本年度")]),
        ("每年6月", [("2026年6月", "2026-06-30", "本月")]),
        ("每年5月至6月", [("2026年5月至6月", "2026-06-30", "本期")]),
        # 20 June is a Saturday off, and so is 19 June.
        ("每年6月中旬", [("2026年6月中旬", "2026-06-18", "本期")]),
        # Terms end at different times in different places, but all include June or December.
        (
            "每学期",
            [("2026年春季学期", "2026-06-30", "本月"), ("2026年秋季学期", "2026-12-31", "本月")],
        ),
        # A day named by the plan is due as is, worked (Friday 26 June) or not.
        ("每年6月26日", [("2026年6月26日", "2026-06-26", "")]),
        ("每年10月1日", [("2026年10月1日", "2026-10-01", "")]),
    ],
)
def test_intervals_of_a_year(frequency: str, expected: list[tuple[str, str, str]]) -> None:
    assert due_dates(frequency) == expected


def test_a_day_past_the_end_of_a_month_is_its_last_day() -> None:
    assert due_dates("每月31日", "2026-02..2026-03") == [
        ("2026年2月28日", "2026-02-28", ""),
        ("2026年3月31日", "2026-03-31", ""),
    ]


def test_weeks_run_from_monday_and_need_a_working_day() -> None:
    """28 September 2026 is a Monday; the week of 28 September ends on 30 September, the next
    is off until 8 October and ends on Saturday 10 October, which is worked.
    """
    assert due_dates("每周", "2026-09-26..2026-10-14") == [
        ("2026年9月28日至10月4日", "2026-09-30", "本周"),
        ("2026年10月5日至11日", "2026-10-10", "本周"),
        ("2026年10月12日至18日", "2026-10-14", "本期"),
    ]


def test_an_interval_cut_by_the_period_counts() -> None:
    """Three months and a half touch two quarters and two years."""
    assert due_dates("每季度", "2026-03..2026-04") == [
        ("2026年第一季度", "2026-03-31", "本季度"),
        ("2026年第二季度", "2026-04-30", "本期"),
    ]
    assert [due for _, due, _ in due_dates("每年", "2026-12-16..2027-03-31")] == [
        "2026-12-31",
        "2027-03-31",
    ]
    assert due_dates("每年6月", "2026-07..2027-05") == []


def test_without_published_holidays_weekends_are_off() -> None:
    """In 2035 nothing is published; 30 June is a Saturday."""
    assert due_dates("每年6月", "2035") == [("2035年6月", "2035-06-29", "本月")]


def test_own_period_and_order() -> None:
    found = occurrences(plan("频次: 每半年, 起止: 2026-07..2026-12", "频次: 每季度"))
    assert [(one.work.id, one.number, one.due) for one in found] == [
        ("C2", 1, date(2026, 3, 31)),
        ("C2", 2, date(2026, 6, 30)),
        ("C2", 3, date(2026, 9, 30)),
        ("C1", 1, date(2026, 12, 31)),
        ("C2", 4, date(2026, 12, 31)),
    ]
    assert isinstance(found[0], Occurrence)


def test_unclear_frequencies_have_no_due_dates() -> None:
    unsure = plan(
        "频次: 定期",
        "频次: 每天",
        "频次: 每周三",
        "类型: 宣传",
        "频次: 每月, 起止: 不详",
        "频次: 每月",
    )
    assert [work.id for work in undated(unsure)] == ["C1", "C2", "C3", "C4", "C5"]
    assert {found.work.id for found in occurrences(unsure)} == {"C6"}


def test_without_any_period() -> None:
    found = plan_from("经常性工作: [{编号: 甲, 名称: 例会, 频次: 每月}]")
    assert occurrences(found) == ()
    assert [work.id for work in undated(found)] == ["甲"]


def test_scheme() -> None:
    """36 months: 2 × 35 monthly, 12 and 10 quarterly, 2 × 3 yearly."""
    found = occurrences(scaffold.load("community").plan)
    assert len(found) == 2 * 35 + 12 + 10 + 2 * 3 == 98
    assert list(found) == sorted(found, key=lambda one: one.due)
