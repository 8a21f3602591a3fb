"""Deadlines in a plan: the whole time of a task, and its due days."""

from __future__ import annotations

from datetime import date

import pytest

from jindu.analysis.deadlines import last_day, timing
from jindu.model.plan import Plan
from jindu.units import Period
from tests.builders import plan_from

PLAN = """
方案: {{起止: {period}}}
公文: {{成文日期: 2026-01-15}}
工作任务: [{{编号: 甲, 名称: 开展宣传, {start}完成时限: {deadline}}}]
"""


def plan(deadline: str, period: str = "2026-01..2028-12", start: str = "") -> Plan:
    return plan_from(PLAN.format(deadline=deadline, period=period, start=start))


@pytest.mark.parametrize(
    ("deadline", "span", "days"),
    [
        # A date alone takes no time; 完成时限 2026-06 is due on its last day.
        ("2026-06", ("2026-06-30", "2026-06-30"), ["2026-06-30"]),
        ("2026—2028年", ("2026-01-01", "2028-12-31"), ["2028-12-31"]),
        ("2026年上半年", ("2026-01-01", "2026-06-30"), ["2026-06-30"]),
        ("2027年3月至6月", ("2027-03-01", "2027-06-30"), ["2027-06-30"]),
        ("长期坚持", ("2026-01-01", "2028-12-31"), []),
        ("2027年6月起", ("2027-06-01", "2028-12-31"), []),
        ("2027年6月底前，长期坚持", ("2027-06-30", "2028-12-31"), ["2027-06-30"]),
        (
            "每年12月底前",
            ("2026-01-01", "2028-12-31"),
            ["2026-12-31", "2027-12-31", "2028-12-31"],
        ),
        ("每年6月26日前", ("2026-01-01", "2028-12-31"), ["2026-06-26", "2027-06-26", "2028-06-26"]),
        ("每月", ("2026-01-01", "2028-12-31"), []),
        # 15 January + 30 days = 14 February; one month later 15 February.
        ("印发后30日内", ("2026-01-15", "2026-02-14"), ["2026-02-14"]),
        ("印发后一个月内", ("2026-01-15", "2026-02-15"), ["2026-02-15"]),
        # 16 (Fri), 19, 20, 21, 22 January are the five working days after Thursday, 15 January.
        ("印发后5个工作日内", ("2026-01-15", "2026-01-22"), ["2026-01-22"]),
        ("资金到位后30日内", ("2026-01-01", "2028-12-31"), []),
        ("上半年", ("2026-01-01", "2028-12-31"), []),
    ],
)
def test_timing(deadline: str, span: tuple[str, str], days: list[str]) -> None:
    made = plan(deadline)
    found = timing(made, made.tasks[0])
    assert found is not None
    assert found.span == Period(*map(date.fromisoformat, span))
    assert [day.isoformat() for day in found.days] == days
    assert last_day(made, made.tasks[0]) == found.span.end


def test_part_of_the_only_year() -> None:
    made = plan("下半年", period="2026")
    found = timing(made, made.tasks[0])
    assert found == (Period(date(2026, 7, 1), date(2026, 12, 31)), (date(2026, 12, 31),))


def test_a_written_start() -> None:
    made = plan("长期坚持", start="开始: 2026-05, ")
    found = timing(made, made.tasks[0])
    assert found is not None
    assert found.span.start == date(2026, 5, 1)


@pytest.mark.parametrize("text", ["长期坚持", "每年12月底前", "上半年", "印发后30日内"])
def test_nothing_to_count_from(text: str) -> None:
    made = plan_from(f"工作任务: [{{编号: 甲, 完成时限: {text}}}]\n")
    assert timing(made, made.tasks[0]) is None
    assert last_day(made, made.tasks[0]) == date.max
