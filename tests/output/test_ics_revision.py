"""Revisions of calendar entries: what has moved is newer, what stays is the same."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from icalendar import Calendar

from jindu.document.compose import properties
from jindu.output.ics import to_ics
from jindu.output.ics_revision import revised
from tests.builders import plan_from
from tests.command import Jindu, write

PLAN = """方案: {{标题: 甲方案, 起止: 2026-01..2026-12}}
公文: {{成文日期: 2026-01-05}}
工作任务:
  - {{编号: 甲, 名称: 印发方案, 完成时限: {}}}
  - {{编号: 乙, 名称: 动员, 完成时限: 2026-03-31}}
"""
DAY = date(2026, 2, 1)


def calendar(due: str = "2026-02-28") -> bytes:
    plan = plan_from(PLAN.format(due))
    return to_ics(plan, properties(plan))


def events(content: bytes) -> dict[str, Any]:
    found: Any = Calendar.from_ical(content)
    return {str(event["summary"]): event for event in found.walk("VEVENT")}


def state(content: bytes) -> dict[str, tuple[int, str]]:
    return {
        name: (int(event["sequence"]), event["last-modified"].dt.date().isoformat())
        for name, event in events(content).items()
    }


def test_a_first_edition() -> None:
    assert set(state(calendar()).values()) == {(0, "2026-01-05")}


def test_what_has_moved_is_newer_and_what_stays_is_not() -> None:
    old = calendar()
    new = revised(calendar("2026-04-15"), old, DAY)
    assert state(new) == {
        "【完成时限】印发方案": (1, "2026-02-01"),
        "【完成时限】动员": (0, "2026-01-05"),
    }
    assert events(new)["【完成时限】印发方案"]["uid"] == events(old)["【完成时限】印发方案"]["uid"]
    again = revised(calendar("2026-05-20"), new, date(2026, 3, 1))
    assert state(again)["【完成时限】印发方案"] == (2, "2026-03-01")
    # Back to the first day is a change too.
    back = revised(calendar(), again, date(2026, 3, 2))
    assert state(back)["【完成时限】印发方案"] == (3, "2026-03-02")


def test_the_same_plan_gives_the_same_bytes() -> None:
    first = revised(calendar("2026-04-15"), calendar(), DAY)
    assert revised(calendar("2026-04-15"), first, date(2026, 9, 9)) == first
    assert revised(calendar(), calendar(), DAY) == calendar()


@pytest.mark.parametrize(
    "before",
    [
        b"",
        b"\xff\xfe",
        b"# title",
        b"BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\n",
        b"BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n",
        b"BEGIN:VCALENDAR\r\n\x00\r\nEND:VEVENT\r\n",
    ],
)
def test_other_files_change_nothing(before: bytes) -> None:
    assert revised(calendar(), before, DAY) == calendar()


@pytest.mark.parametrize("number", ["-5", "x", "99999999999999999999"])
def test_an_odd_sequence(number: str) -> None:
    odd = calendar().replace(b"SEQUENCE:0", f"SEQUENCE:{number}".encode())
    made = revised(calendar("2026-04-15"), odd, DAY)
    assert all(0 <= sequence < 2**31 for sequence, _ in state(made).values())


def test_a_file_is_continued(jindu: Jindu, tmp_path: Path) -> None:
    plan = tmp_path / "甲.yaml"
    arguments = ("render", "甲.yaml", "--to", "ics", "--allow-errors", "--force")
    for due in ("2026-02-28", "2026-04-15"):
        write(plan, PLAN.format(due))
        assert jindu(*arguments, "--today", "2026-02-01").code == 0
    made = (tmp_path / "甲.ics").read_bytes()
    assert state(made)["【完成时限】印发方案"] == (1, "2026-02-01")
    assert state(made)["【完成时限】动员"] == (0, "2026-01-05")
