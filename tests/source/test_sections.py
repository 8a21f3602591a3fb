"""A slip in one section hides nothing in the others, and nothing is said of what was not read."""

from __future__ import annotations

import functools
import re
from collections import Counter
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

import pytest

from jindu import assets, scaffold
from jindu.checker.engine import check
from jindu.checker.fix import fix
from jindu.checker.result import Report
from jindu.checker.settings import Settings
from jindu.errors import UserError
from jindu.model.diagnostic import Level, Severity
from jindu.model.plan import Plan
from jindu.output import render
from jindu.output.render import RenderOptions
from jindu.source import events
from jindu.source.edit import Set, revise
from jindu.source.fields import schema
from jindu.source.load import load_text
from jindu.source.parse import read_text
from jindu.source.sections import parts_of

SLIPS = {
    "an open bracket": "  甲: [乙, 丙\n",
    "an open quote": '  甲: "乙\n',
    "a colon in a value": "  甲: 乙: 丙\n",
    "an odd indent": "    甲: 乙\n   丙: 丁\n",
    "a bad start": "  甲: @乙\n",
    "text after a quote": '  甲: "乙"丙\n',
}
TESTS = Path(__file__).parent.parent
PLANS = [*TESTS.glob("plans/**/*.yaml"), *TESTS.glob("rules/seeded/[!d]*.yaml")]
SCHEMES = {name: scaffold.load(name).text for name in assets.schemes()}
TEXTS = SCHEMES | {path.stem: path.read_text(encoding="utf-8") for path in PLANS}


class Section(NamedTuple):
    """A section of a plan: its key, and where it starts and ends."""

    plan: str
    key: str
    start: int
    end: int

    @property
    def text(self) -> str:
        return TEXTS[self.plan]

    def with_slip(self, slip: str, text: str = "") -> str:
        """The plan, or another text of it, with a slip in the middle of this section."""
        text = text or self.text
        section = text[self.start : self.end]
        first = section.index("\n") + 1
        lines = section[first:].splitlines(keepends=True)
        entries = [n for n, line in enumerate(lines) if re.match(r"  (?:- )?\w", line)]
        place = entries[len(entries) // 2] if entries else 0
        before = (text[: self.start], section[:first], *lines[:place])
        return "".join((*before, slip, *lines[place:], text[self.end :]))


SECTIONS = [
    Section(name, part.key, part.start, part.end)
    for name, text in TEXTS.items()
    for part in parts_of(text, Plan)
    if part.key in schema(Plan) and part.key != "格式"
]
CASES = [(section, list(SLIPS)[n % len(SLIPS)]) for n, section in enumerate(SECTIONS)]


# The samples in a section that is not read are not counted.
ALL_BUT_SAMPLES = Settings(ignore=("STR017",))


@functools.cache
def checked(text: str) -> Report:
    return check(load_text(text), Level.SUBMIT, ALL_BUT_SAMPLES)


def told(report: Report) -> Counter[tuple[str, str]]:
    """The findings, by code and line; names and counts in messages depend on what is read."""
    return Counter((found.code, report.lines[found.span.line]) for found in report.diagnostics)


def named(case: object) -> str:
    return f"{case.plan}-{case.key}" if isinstance(case, Section) else str(case)


@pytest.mark.parametrize(("section", "slip"), CASES, ids=named)
def test_a_slip_makes_nothing_else_wrong(section: Section, slip: str) -> None:
    report = checked(section.with_slip(SLIPS[slip]))
    new = told(report) - told(checked(section.text))
    assert [code for code, _ in new] == ["YML001"], new
    assert report.unread == (section.key,)
    assert report.readable
    assert report.failed


@pytest.mark.parametrize("name", SCHEMES)
def test_two_slips_are_both_told(name: str) -> None:
    sections = [section for section in SECTIONS if section.plan == name]
    for n, (first, second) in enumerate(pairwise(sections)):
        one, other = (list(SLIPS)[(n + more) % len(SLIPS)] for more in (0, 1))
        text = first.with_slip(SLIPS[one], second.with_slip(SLIPS[other]))
        report = checked(text)
        new = told(report) - told(checked(first.text))
        assert sum(new.values()) == 2
        assert {code for code, _ in new} == {"YML001"}
        assert report.unread == (first.key, second.key)


BROKEN = """\
方案:
  标题: 柳林街道禁毒支部创建实施方案
  背景: 占6.26%
单位名录:
  - {编号: 甲, 名称: 甲所
  - {编号：乙，名称：乙所}
工作任务:
  - {编号: 丙, 名称: 培训, 牵头单位: 甲, 完成时限: 2026-02-30}
经费:
  总额: 五十万元
"""


def test_what_other_sections_say_is_still_told() -> None:
    found = check(load_text(BROKEN), Level.DRAFT).diagnostics
    assert [(d.code, d.span.line) for d in found if d.severity is Severity.ERROR] == [
        ("YML001", 6),
        ("SCH001", 8),
        ("BUD003", 10),
    ]


@pytest.mark.parametrize(
    ("broken", "text", "code"),
    [
        (
            "目标",
            "经费:\n  总额: 5万元\n  支出预算: [{编号: 甲, 名称: 手册, 金额: 4万元}]\n",
            "BUD001",
        ),
        (
            "经费",
            "方案: {起止: 2026}\n工作任务: [{编号: 甲, 名称: 培训, 完成时限: 2027-06}]\n",
            "SCH002",
        ),
        ("工作任务", "单位名录: [{编号: 甲, 名称: 甲所}, {编号: 甲, 名称: 乙所}]\n", "STR002"),
        ("单位名录", "方案: {背景: 自2025.9起摸底。}\n", "TXT008"),
        ("方案", "考核评价: {满分: 100, 维度: [{名称: 甲, 分值: 90}]}\n", "EVA002"),
    ],
)
def test_findings_in_other_sections(broken: str, text: str, code: str) -> None:
    after = check(load_text(f"{text}{broken}: [甲\n"), Level.SUBMIT)
    before = check(load_text(text), Level.SUBMIT)
    for report in (before, after):
        assert code in {found.code for found in report.diagnostics}
    assert after.unread == (broken,)


def test_remarks_are_not_idle_where_not_all_is_read() -> None:
    remark = "# jindu: ignore[SCH002] 已商定"
    tasks = f"工作任务:\n  - {{编号: 甲, 名称: 培训, 完成时限: 2027-06}}  {remark}\n"
    plan = f"方案:\n  起止: 2026\n{tasks}"
    assert "YML007" not in {d.code for d in check(load_text(plan)).diagnostics}
    for broken in (plan.replace("起止: 2026", "起止: ["), f"{plan}  - [\n"):
        found = check(load_text(broken)).diagnostics
        assert [d.code for d in found] == ["YML001"]


def test_nothing_is_mended_in_an_unread_section(tmp_path: Path) -> None:
    path = tmp_path / "方案.yaml"
    path.write_text(BROKEN, encoding="utf-8")
    done = fix(path, Level.SUBMIT, unsafe=True)
    assert done.revision.text == BROKEN.replace("五十万元", "50万元").replace("02-30", "02-28") or (
        done.revision.text == BROKEN.replace("五十万元", "50万元")
    )


def test_a_fix_that_makes_a_section_readable_is_kept(tmp_path: Path) -> None:
    path = tmp_path / "方案.yaml"
    path.write_text("方案:\n  标题: 甲\n单位名录:\n  - {编号: 乙，名称: 乙所}\n", encoding="utf-8")
    done = fix(path, Level.SUBMIT)
    assert "{编号: 乙, 名称: 乙所}" in done.revision.text
    assert not done.report.unread


def test_the_plan_is_neither_changed_nor_rendered() -> None:
    loaded = load_text(BROKEN)
    with pytest.raises(UserError):
        revise(loaded, [Set("方案/标题", "乙")])
    with pytest.raises(render.Refused):
        render.make(loaded, "md", RenderOptions(allow_errors=True))


@pytest.mark.parametrize(
    ("text", "unread"),
    [
        ("方案:\n  标题: 甲\n目标: [甲\n", ["目标"]),
        ("方案: {标题: 甲\n目标: []\n", ["方案"]),
        ("overview:\n  title: 甲\ngoals: [甲\n", ["goals"]),
        ("方案：\n  标题：甲\n目标： [甲\n", ["目标"]),
        ('"方案":\n  标题: 甲\n"目标": [甲\n', ["目标"]),
        ("方案:\n  标题: 甲\n考核评介: [甲\n经费:\n  总额: 3万元\n", ["考核评价"]),
        ("---\n# 说明\n方案:\n  标题: 甲\n目标: [甲\n", ["目标"]),
        ("方案:\r\n  标题: 甲\r\n目标: [甲\r\n", ["目标"]),
    ],
)
def test_sections_in_every_spelling(text: str, unread: list[str]) -> None:
    source = read_text(text, "x")
    assert source.root is not None
    assert list(source.unread) == unread


@pytest.mark.parametrize("text", ["方案: {标题: 甲\n", "方案: [\n目标: [\n", "甲: [\n"])
def test_where_no_section_can_be_read_there_is_no_plan(text: str) -> None:
    source = read_text(text, "x")
    assert source.root is None
    assert {found.code for found in source.problems} == {"YML001"}


def test_an_error_between_sections_is_told_once() -> None:
    source = read_text("  方案:\n    标题: 甲\n目标: []\n", "x")
    assert [found.code for found in source.problems] == ["YML001"]
    assert source.root is not None
    assert set(source.root.entries) == {"方案", "目标"}


@pytest.mark.parametrize("section", SECTIONS[::7], ids=named)
def test_the_same_without_libyaml(section: Section, monkeypatch: pytest.MonkeyPatch) -> None:
    text = section.with_slip(SLIPS["a colon in a value"])
    with_it = read_text(text, "x")
    monkeypatch.setattr(events, "LIBYAML", None)
    without = read_text(text, "x")
    assert without.problems == with_it.problems
    assert without.unread == with_it.unread


def test_what_a_quote_takes_in_is_unread() -> None:
    text = '方案:\n  标题: "甲\n  起止: 2026\n目标: []\n公文:\n  附注: 乙"\n单位名录: []\n'
    loaded = load_text(text)
    assert [found.code for found in loaded.source.problems] == ["YML001"]
    assert list(loaded.source.unread) == ["目标", "公文"]
    assert loaded.plan is not None
    assert loaded.plan.unreadable == {"goals", "document"}
    assert loaded.plan.overview is not None
    assert loaded.plan.overview.unreadable == {"period"}


def test_sections_are_counted() -> None:
    """So that a file of nothing but heads is read in linear time."""
    assert len(parts_of("方案:\n" * 10_000, Plan)) == 100
