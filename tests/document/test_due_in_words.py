"""Deadlines in words: printed as written, drawn over their whole time, sorted by it."""

from __future__ import annotations

from datetime import date
from io import BytesIO

import openpyxl

from jindu.document.agenda import entries, remarks
from jindu.document.blocks import Gantt, Table
from jindu.document.compose import Order, compose
from jindu.document.tables.work import road_map
from jindu.language import phrases
from jindu.output import render
from jindu.source.load import load_text
from tests.builders import plan_from
from tests.wordfile import WordFile

TEXT = """
方案: {标题: 柳林街道禁毒工作三年行动计划, 起止: 2026-01..2028-12}
公文: {成文日期: 2026-01-15}
单位名录: [{编号: 所, 名称: 柳林司法所}]
实施阶段: [{编号: 一, 名称: 组织实施, 起止: 2026-01..2028-12}]
工作任务:
  - {编号: 甲, 名称: 开展经常性宣传, 阶段: 一, 牵头单位: 所, 完成时限: 长期坚持}
  - {编号: 乙, 名称: 开展年度考核, 阶段: 一, 牵头单位: 所, 完成时限: 每年12月底前}
  - {编号: 丙, 名称: 建立工作台账, 阶段: 一, 牵头单位: 所, 完成时限: 2026-06-26}
  - {编号: 丁, 名称: 成立工作专班, 阶段: 一, 牵头单位: 所, 完成时限: 印发后30日内}
  - {编号: 戊, 名称: 实施示范创建, 阶段: 一, 牵头单位: 所, 完成时限: 2026—2027年}
"""
TAGS = ["长期坚持", "每年12月底前", "2026年6月26日", "印发后30日内", "2026—2027年"]


def test_printed_as_written() -> None:
    loaded = load_text(TEXT)
    assert not loaded.source.problems
    for kind in ("实施方案", "任务清单", "责任清单", "时限清单"):
        made = render.render(loaded, wanted=render.RenderOptions(kind, allow_errors=True))
        cells = [p.text for p in WordFile(made).paragraphs]
        for tag in TAGS:
            assert tag in cells, (kind, tag)


def test_the_stage_in_running_text() -> None:
    told = render.render(load_text(TEXT), "md", render.RenderOptions(allow_errors=True)).decode()
    assert (
        "主要工作是：2026年，成立工作专班，建立工作台账；2027年，实施示范创建。"
        "同时，开展经常性宣传，开展年度考核。"
    ) in told.replace("\\", "")
    assert phrases.steps(plan_from(TEXT).tasks) == (
        "印发后30日内，成立工作专班；2026年6月26日前，建立工作台账；2026—2027年，实施示范创建；"
        "长期坚持，开展经常性宣传；每年12月底前，开展年度考核。"
    )


def test_drawn_over_the_whole_time() -> None:
    """36 months from January 2026: 长期坚持 all of them; 2026—2027年 the first 24."""
    [chart] = road_map(plan_from(TEXT))
    assert isinstance(chart, Gantt)
    lanes = {lane.name: (lane.first, lane.last, lane.mark) for lane in chart.lanes[1:]}
    assert lanes == {
        "成立工作专班": (0, 1, 1),
        "建立工作台账": (5, 5, 5),
        "实施示范创建": (0, 23, 23),
        "开展经常性宣传": (0, 35, None),
        "开展年度考核": (0, 35, 35),
    }
    assert list(lanes) == [
        "成立工作专班", "建立工作台账", "实施示范创建", "开展经常性宣传", "开展年度考核"
    ]  # fmt: skip


def test_the_list_by_deadline() -> None:
    [table] = compose(plan_from(TEXT), "时限清单", Order()).body[1:]
    assert isinstance(table, Table)
    heads = [row[0].text for row in table.rows if len(row) == 1]
    assert heads == ["2026年", "2027年", "2028年", "没有具体日期的"]


def test_dates_that_follow_are_in_the_calendar() -> None:
    plan = plan_from(TEXT)
    found = entries(plan)
    days = {(entry.name, entry.day) for entry in found if entry.kind == "完成时限"}
    assert ("成立工作专班", date(2026, 2, 14)) in days
    assert {day for name, day in days if name == "开展年度考核"} == {
        date(year, 12, 31) for year in (2026, 2027, 2028)
    }
    assert remarks(plan, found) == (
        "没有具体日期、没有列入的工作任务：开展经常性宣传（长期坚持）。",
    )
    told = render.render(load_text(TEXT), "ics", render.RenderOptions(allow_errors=True)).decode()
    uids = [line for line in told.splitlines() if line.startswith("UID")]
    assert len(uids) == len(set(uids)) == len(found)


def test_the_workbook() -> None:
    made = render.render(load_text(TEXT), "xlsx", render.RenderOptions(allow_errors=True))
    sheet = openpyxl.load_workbook(BytesIO(made))["任务分解"]
    values = {cell.value for row in sheet.iter_rows() for cell in row}
    assert {"长期坚持", "每年12月底前", "印发后30日内", "2026—2027年"} <= values
