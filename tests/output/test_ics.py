"""The calendar, read back by icalendar."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from icalendar import Calendar

from jindu import assets, scaffold
from jindu.analysis.occurrences import occurrences
from jindu.document import compose
from jindu.document.blocks import Properties
from jindu.model.plan import Plan
from jindu.output.ics import to_ics
from jindu.source import load
from tests.builders import plan_from

PLANS = Path(__file__).resolve().parent.parent / "plans"
PLAIN = Properties("甲方案", "柳林街道党工委", date(2026, 1, 9))

TEXT = """
格式: 1
方案: {编号: 甲方案, 标题: 甲方案, 起止: 2026-01..2026-12}
单位名录:
  - {编号: 所, 名称: 柳林派出所}
  - {编号: 居, 名称: 梧桐社区居民委员会}
实施阶段: [{编号: 一, 名称: 宣传发动, 起止: 2026}]
工作任务:
  - {编号: R1, 名称: 审议并印发创建实施方案, 完成时限: 2026-01-15, 牵头单位: 所, 配合单位: [居],
     成果形式: 印发的方案}
  - {编号: R2, 名称: 试点评估, 完成时限: 2026Q3}
  - {编号: R3, 名称: 无时限}
  - {编号: R4, 名称: 总结, 完成时限: 2026}
试点: {评估: R2}
经常性工作:
  - {编号: C1, 名称: 禁毒工作联席会议, 频次: 每半年, 类型: 联席会议, 牵头单位: 所, 参加单位: [居]}
  - {编号: C2, 名称: 国际禁毒日宣传, 频次: 每年6月26日}
  - {编号: C3, 名称: 走访, 频次: 定期}
"""


def calendar(plan: Plan, properties: Properties = PLAIN) -> Any:
    return Calendar.from_ical(to_ics(plan, properties))


def events(plan: Plan, properties: Properties = PLAIN) -> list[Any]:
    return list(calendar(plan, properties).walk("VEVENT"))


def uids(plan: Plan) -> dict[tuple[str, date], str]:
    return {(str(e["SUMMARY"]), e["DTSTART"].dt): str(e["UID"]) for e in events(plan)}


def test_events_in_order() -> None:
    """The third quarter ends on 30 September, the halves on a Tuesday and a Thursday."""
    assert [(e["DTSTART"].dt, str(e["SUMMARY"])) for e in events(plan_from(TEXT))] == [
        (date(2026, 1, 1), "【阶段开始】宣传发动"),
        (date(2026, 1, 15), "【完成时限】审议并印发创建实施方案"),
        (date(2026, 6, 26), "【经常性工作】国际禁毒日宣传"),
        (date(2026, 6, 30), "【联席会议】禁毒工作联席会议"),
        (date(2026, 9, 30), "【试点评估】试点评估"),
        (date(2026, 12, 31), "【完成时限】总结"),
        (date(2026, 12, 31), "【联席会议】禁毒工作联席会议"),
    ]


def test_all_day_and_free() -> None:
    for event in events(plan_from(TEXT)):
        assert type(event["DTSTART"].dt) is date
        assert event["DTEND"].dt == event["DTSTART"].dt + timedelta(1)
        assert event["TRANSP"] == "TRANSPARENT"
        assert event["DTSTAMP"].dt == datetime(2026, 1, 9, tzinfo=UTC)


def test_what_is_told() -> None:
    found = events(plan_from(TEXT))
    assert str(found[1]["DESCRIPTION"]).split("\n") == [
        "完成时限：2026年1月15日",
        "牵头单位：柳林派出所",
        "配合单位：梧桐社区居民委员会",
        "成果形式：印发的方案",
    ]
    assert str(found[3]["DESCRIPTION"]).split("\n") == [
        "时段：2026年上半年",
        "牵头单位：柳林派出所",
        "参加单位：梧桐社区居民委员会",
        "方案未定具体日期，列在本半年最后一个工作日，届时以通知为准。",
    ]
    # The plan names the day.
    assert str(found[2]["DESCRIPTION"]) == "时段：2026年6月26日"
    assert str(found[4]["DESCRIPTION"]) == "完成时限：2026年第三季度末前"
    assert [[str(name) for name in found[place]["CATEGORIES"].cats] for place in (0, 1, 3, 4)] == [
        ["阶段开始"],
        ["完成时限"],
        ["经常性工作", "联席会议"],
        ["完成时限", "试点评估"],
    ]


def test_reminders_come_in_the_morning() -> None:
    """At nine o'clock 15 and 3 days before: the day begins at midnight, 24 - 9 = 15 hours on."""
    found = events(plan_from(TEXT))
    alarms = [[alarm["TRIGGER"].dt for alarm in event.walk("VALARM")] for event in found]
    fortnight, days = -timedelta(days=14, hours=15), -timedelta(days=2, hours=15)
    assert alarms[1] == alarms[4] == [fortnight, days]
    assert alarms[0] == alarms[2] == alarms[3] == [days]
    first = found[1].walk("VALARM")[0]
    assert (first["ACTION"], first["DESCRIPTION"]) == (
        "DISPLAY",
        "距【完成时限】审议并印发创建实施方案还有15天",
    )


def test_calendar_names_itself() -> None:
    found = calendar(plan_from(TEXT))
    assert found["X-WR-CALNAME"] == "甲方案"
    assert found["X-WR-TIMEZONE"] == "Asia/Shanghai"
    assert found["VERSION"] == "2.0"
    assert found["X-WR-CALDESC"] == (
        "未写完成时限、没有列入的工作任务：无时限。"
        "频次不能推算为日期、没有列入的经常性工作：走访（定期）。"
    )
    draft = calendar(plan_from(TEXT), Properties("甲方案", watermark="草稿"))
    assert draft["X-WR-CALNAME"] == "【草稿】甲方案"
    # Without a date of its own the plan has one all the same, and never that of the clock.
    assert draft.walk("VEVENT")[0]["DTSTAMP"].dt == datetime(1980, 1, 1, tzinfo=UTC)


@pytest.mark.parametrize("name", assets.schemes())
def test_schemes(name: str) -> None:
    plan = scaffold.load(name).plan
    found = events(plan)
    due = sum(1 for task in plan.tasks if task.due)
    assert len(found) == due + len(occurrences(plan)) + len(plan.stages)
    assert len({str(event["UID"]) for event in found}) == len(found)


def test_file_is_as_the_standard_has_it() -> None:
    """Lines of at most 75 octets, ended by CR LF, none cut within a character."""
    plan = scaffold.load("county-demo").plan
    content = to_ics(plan, PLAIN)
    assert content.endswith(b"END:VCALENDAR\r\n")
    for line in content.split(b"\r\n"):
        assert len(line) <= 75
        assert b"\n" not in line
        assert b"\r" not in line
        line.decode("utf-8")


def test_same_bytes_twice() -> None:
    plan = scaffold.load("community").plan
    assert to_ics(plan, PLAIN) == to_ics(plan, PLAIN)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        # Another task, its date, and one more before it.
        ("名称: 总结,", "名称: 全年总结,"),
        ("完成时限: 2026}", "完成时限: 2026-11}"),
        ("  - {编号: R1", "  - {编号: R0, 名称: 调研, 完成时限: 2026-01-10}\n  - {编号: R1"),
        # The title of a plan that has an 编号, and the name of the task itself.
        ("标题: 甲方案", "标题: 乙方案"),
        ("审议并印发创建实施方案", "印发创建方案"),
        # Its own date: the entry moves.
        ("2026-01-15", "2026-01-20"),
    ],
)
def test_uids_stay(old: str, new: str) -> None:
    def of_first(text: str) -> tuple[str, list[str]]:
        found = events(plan_from(text))
        task = next(e for e in found if "印发" in str(e["SUMMARY"]))
        return str(task["UID"]), [str(e["UID"]) for e in found if "联席" in str(e["SUMMARY"])]

    assert old in TEXT
    assert of_first(TEXT) == of_first(TEXT.replace(old, new))


def test_uids_tell_plans_apart() -> None:
    other = uids(plan_from(TEXT.replace("编号: 甲方案", "编号: 乙方案")))
    assert set(other.values()).isdisjoint(uids(plan_from(TEXT)).values())


def test_two_of_one_name_have_two_uids() -> None:
    plan = plan_from("工作任务: [{名称: 甲, 完成时限: 2026-01}, {名称: 甲, 完成时限: 2026-02}]")
    assert len({str(event["UID"]) for event in events(plan)}) == 2


def test_text_cannot_break_out() -> None:
    name = "一,二;三\\\\四\\nEND:VEVENT\\r\\nBEGIN:VEVENT\\rSUMMARY:五"
    [event] = events(plan_from(f'工作任务: [{{编号: 甲, 名称: "{name}", 完成时限: 2026-01}}]'))
    assert event["SUMMARY"] == "【完成时限】一,二;三\\四 END:VEVENT BEGIN:VEVENTSUMMARY:五"


def test_nothing_dated_is_an_empty_calendar() -> None:
    loaded = load.load(PLANS / "minimal.yaml")
    assert loaded.plan is not None
    found = calendar(loaded.plan, compose.properties(loaded.plan))
    assert not found.walk("VEVENT")
    assert found["X-WR-CALNAME"] == "柳林街道禁毒支部创建实施方案"
    assert "X-WR-CALDESC" not in found


def test_long_plan() -> None:
    tasks = "".join(
        f"\n  - {{编号: R{n}, 名称: 任务{n}, 完成时限: {2026 + n % 3}-{n % 12 + 1:02}}}"
        for n in range(300)
    )
    found = uids(plan_from(f"工作任务:{tasks}"))
    assert len(set(found.values())) == 300
