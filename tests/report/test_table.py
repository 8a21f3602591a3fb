"""Figures in terminals of any width and for programs."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable
from datetime import date
from decimal import Decimal

import pytest

from jindu.checker.result import Report
from jindu.model.diagnostic import Diagnostic, Level, Severity, Span
from jindu.report import FORMATS
from jindu.report.style import Style
from jindu.report.table import Cell, Column, Kind, Table, lines, records
from jindu.report.width import width, wrap

LONG = "组织社区干部、网格员和禁毒社工开展吸毒人员评估帮扶（含社区戒毒、社区康复人员）"
COLUMNS = (
    Column("id", "编号"),
    Column("name", "工作任务"),
    Column("due", "完成时限", Kind.DATE),
    Column("amount", "金额", Kind.NUMBER, "万元"),
    Column("lead", "牵头单位"),
)
TABLE = Table(
    COLUMNS,
    [
        ("甲1", "成立领导小组", date(2026, 6, 30), 3, "街道党工委"),
        ("甲2", LONG, None, Decimal("12.50"), "派出所、司法所、社区卫生服务中心"),
    ],
    ("合计", None, None, Decimal("15.50"), None),
    ["没有写完成时限的任务1项，不计入进度。"],
)
AT_80 = """\
编号  工作任务                 完成时限    金额（万元）  牵头单位
甲1   成立领导小组             2026-06-30             3  街道党工委
甲2   组织社区干部、网格员和                      12.50  派出所、司法所、社区卫
      禁毒社工开展吸毒人员评                             生服务中心
      估帮扶（含社区戒毒、社
      区康复人员）
----  -----------------------  ----------  ------------  -----------------------
合计                                              15.50
没有写完成时限的任务1项，不计入进度。
"""
AT_30 = """\
编号：甲1
工作任务：成立领导小组
完成时限：2026-06-30
金额（万元）：3
牵头单位：街道党工委

编号：甲2
工作任务：组织社区干部、网格员
和禁毒社工开展吸毒人员评估帮扶
（含社区戒毒、社区康复人员）
金额（万元）：12.50
牵头单位：派出所、司法所、社区
卫生服务中心

编号：合计
金额（万元）：15.50
没有写完成时限的任务1项，不计
入进度。
"""


def shown(table: Table, columns: int, colour: bool = False) -> list[str]:
    return list(lines(table, Style(colour=colour, columns=columns)))


def letters(texts: Iterable[str]) -> Counter[str]:
    return Counter("".join("".join(texts).split()))


@pytest.mark.parametrize("columns", [*range(2, 60), 80, 100, 140])
def test_no_line_is_too_wide_and_nothing_is_lost(columns: int) -> None:
    told = shown(TABLE, columns)
    assert max(map(width, told)) <= columns
    cells = (str(cell) for row in TABLE.rows for cell in row if cell is not None)
    assert letters(cells) <= letters(told)
    if columns > 24:
        assert all(any(figure in line for line in told) for figure in ("12.50", "2026-06-30"))


@pytest.mark.parametrize(("columns", "told"), [(80, AT_80), (30, AT_30)])
def test_text_wraps_and_what_does_not_fit_becomes_blocks(columns: int, told: str) -> None:
    assert "\n".join(shown(TABLE, columns)) + "\n" == told


def test_wide_terminals_show_whole_rows() -> None:
    told = shown(TABLE, 180)
    assert len(told) == 6
    assert LONG in told[2]
    leads = ("牵头单位", "街道党工委", "派出所")
    places = {width(line.partition(lead)[0]) for line, lead in zip(told[:3], leads, strict=True)}
    assert len(places) == 1


def test_numbers_stand_to_the_right() -> None:
    table = Table((Column("n", "数", Kind.NUMBER), Column("t", "文")), [(5, "甲"), (1200, "乙")])
    assert shown(table, 80) == ["  数  文", "   5  甲", "1200  乙"]


def test_only_headings_are_painted() -> None:
    told = shown(TABLE, 80, colour=True)
    assert told[0].startswith("\x1b[1m")
    assert "\x1b" not in "".join(told[1:] + shown(TABLE, 80))


@pytest.mark.parametrize("name", ["甲\n::error::乙", "甲\x1b[2J", "::error::甲", "##[error]甲"])
def test_names_of_others_do_no_harm(name: str) -> None:
    for columns in (10, 80):
        for line in shown(Table((Column("name", "名称"),), [(name,)]), columns):
            assert line.isprintable()
            assert not line.startswith(("::", "##["))


def test_without_rows_only_notes_are_shown() -> None:
    assert shown(Table(COLUMNS, [], notes=["没有任务。"]), 80) == ["没有任务。"]


@pytest.mark.parametrize(
    ("cell", "plain"),
    [
        ("甲", "甲"),
        (3, 3),
        (None, None),
        (Decimal("12.50"), 12.5),
        (Decimal("1E+3"), 1000),
        (Decimal("10000000000000.01"), 10000000000000.01),
        (date(2026, 6, 30), "2026-06-30"),
    ],
)
def test_records(cell: Cell, plain: object) -> None:
    [record] = json.loads(json.dumps(records(Table((Column("a", "甲"),), [(cell,)]))))
    assert record == {"a": plain}
    assert type(record["a"]) is type(plain)


@pytest.mark.parametrize(
    ("text", "room", "told"),
    [
        ("", 4, [""]),
        ("甲乙丙丁", 4, ["甲乙", "丙丁"]),
        ("甲乙丙丁", 5, ["甲乙", "丙丁"]),
        ("甲乙，丙", 4, ["甲", "乙，", "丙"]),
        ("甲乙（丙）", 6, ["甲乙", "（丙）"]),
        ("共1200人", 5, ["共", "1200", "人"]),
        ("用 jindu.toml 设置", 10, ["用", "jindu.toml", "设置"]),
        ("jindu.toml", 4, ["jind", "u.to", "ml"]),
        ("甲 乙", 4, ["甲", "乙"]),
        ("e\u0301e\u0301e\u0301", 2, ["e\u0301e\u0301", "e\u0301"]),
        ("，，，", 2, ["，", "，", "，"]),
    ],
)
def test_wrap(text: str, room: int, told: list[str]) -> None:
    assert wrap(text, room) == told


def report(*codes: str) -> Report:
    span = Span(1, 1, 1, 2)
    found = tuple(Diagnostic("方案.yaml", span, c, Severity.ERROR, "甲。", "") for c in codes)
    return Report("方案.yaml", Level.DRAFT, found, dict.fromkeys(Level, 0), {})


def statistics(form: str, reports: list[Report]) -> str:
    write = FORMATS[form].statistics
    assert write is not None
    return "".join(write(reports, Style()))


def test_statistics() -> None:
    reports = [report("BUD001", "BUD010", "BUD010")] * 2
    assert statistics("text", reports) == (
        "规则    次数  问题\n"
        "BUD010     4  列支了一般不允许的内容\n"
        "BUD001     2  支出合计与总额不等\n"
        "------  ----  ----------------------\n"
        "合计       6  2条规则\n"
    )
    assert statistics("json", reports).startswith(
        '{\n  "version": 1,\n  "statistics": [\n    {\n      "code": "BUD010",\n'
        '      "count": 4,\n      "title": "列支了一般不允许的内容"\n    },'
    )
    assert statistics("text", [report()]) == "没有发现问题。\n"
    assert json.loads(statistics("json", [report()]))["statistics"] == []
