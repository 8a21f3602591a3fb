"""Fixes change what they say and nothing else, leave a file that reads no worse, and end."""

from __future__ import annotations

import difflib
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from jindu import assets, scaffold
from jindu.checker import engine
from jindu.checker.fix import Fixed, fix
from jindu.checker.result import Report
from jindu.model.diagnostic import Level, Severity
from jindu.source import load
from jindu.source.edit import Revision
from jindu.source.tree import MOST_REPORTS


def fixed(tmp_path: Path, text: str, *, unsafe: bool = False, encoding: str = "utf-8") -> str:
    path = tmp_path / "方案.yaml"
    path.write_bytes(text.encode(encoding))
    done = fix(path, Level.REVIEW, unsafe=unsafe)
    assert path.read_bytes() == text.encode(encoding), "only the caller writes"
    again = tmp_path / "又一遍.yaml"
    again.write_bytes(done.content())
    assert not fix(again, Level.REVIEW, unsafe=unsafe).changed
    return done.content().decode("utf-8")


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("方案:\n  标题：甲\n", "方案:\n  标题: 甲\n"),
        ("方案:\n  标题:甲\n", "方案:\n  标题: 甲\n"),
        ("方案:\n　　标题: 甲\n", "方案:\n    标题: 甲\n"),
        ("单位名录:\n  —编号: 甲\n", "单位名录:\n  - 编号: 甲\n"),
        ("经费:\n  总额: 五十万元\n", "经费:\n  总额: 50万元\n"),
        ("方案:\n  背景: 共有网格１２个。\n", "方案:\n  背景: 共有网格12个。\n"),
        ("方案:\n  背景: 自2025.9起摸底。\n", "方案:\n  背景: 自2025年9月起摸底。\n"),
        ('方案:\n  背景: "结合6.26宣传。"\n', '方案:\n  背景: "结合6·26宣传。"\n'),
        ("方案:\n  标题: 甲\u200b乙\n", "方案:\n  标题: 甲乙\n"),
        (
            "工作任务:\n  - {编号: 甲, 配合单位: [乙，丙]}  # 保留\n",
            "工作任务:\n  - {编号: 甲, 配合单位: [乙, 丙]}  # 保留\n",
        ),
    ],
)
def test_what_has_one_right_answer(tmp_path: Path, before: str, after: str) -> None:
    assert fixed(tmp_path, before) == after
    assert fixed(tmp_path, before.replace("\n", "\r\n")) == after.replace("\n", "\r\n")


@pytest.mark.parametrize(
    "words",
    [
        "投入2026.5万元，占6.26%，单价2025.3元。",
        "共2026.5平方米，得分6.26。",
        "会议时间为2026.3，地点另定。",
        "搬到2026年03月1号楼。",
        "遵守中华人民共和国民法典。",
        "落实中华人民共和国禁毒法实施办法。",
        "依照中华人民共和国刑法修正案（十一）。",
        "使用2026.1版手册。",
    ],
)
def test_what_has_another_reading_is_left(tmp_path: Path, words: str) -> None:
    text = f"方案:\n  背景: {words}\n"
    assert fixed(tmp_path, text) == text


BUDGET = """\
# 经费说明要留着
经费:   # 这里也是
  总额: 51万元
  支出预算:
    - {编号: 甲,  名称: 印制手册, 单价: 4元, 数量: 100, 金额: 410元}
    - {编号: 乙, 名称: 培训,   金额: 2万元}
"""


def test_likely_answers_only_when_asked(tmp_path: Path) -> None:
    assert fixed(tmp_path, BUDGET) == BUDGET
    mended = BUDGET.replace("410元", "400元").replace("51万元", "2.04万元")
    assert fixed(tmp_path, BUDGET, unsafe=True) == mended


def test_a_reference_that_was_mistyped(tmp_path: Path) -> None:
    text = (
        "单位名录:\n  - {编号: 司法所, 名称: 柳林司法所}\n"
        "工作任务:\n  - {编号: 甲, 名称: 培训, 牵头单位: 司发所}\n"
    )
    assert fixed(tmp_path, text) == text
    assert fixed(tmp_path, text, unsafe=True) == text.replace("司发所", "司法所")


def test_encoding_and_mark(tmp_path: Path) -> None:
    text = "方案:\n  标题: 柳林街道禁毒支部创建实施方案\n"
    assert fixed(tmp_path, text, encoding="gb18030") == text
    assert fixed(tmp_path, "\ufeff" + text.replace(": 柳", "：柳")) == "\ufeff" + text


def test_nothing_to_fix(tmp_path: Path) -> None:
    path = tmp_path / "方案.yaml"
    path.write_text("方案:\n  标题: 甲\n", encoding="utf-8")
    done = fix(path)
    assert not done.changed
    assert list(done.diff()) == []


def test_the_difference(tmp_path: Path) -> None:
    path = tmp_path / "方案.yaml"
    path.write_text("方案:\n  标题：甲\n", encoding="utf-8")
    told = list(fix(path).diff())
    assert told[2:] == ["@@ -1,2 +1,2 @@", " 方案:", "-  标题：甲", "+  标题: 甲"]


def test_a_syntax_error_that_is_left_stays_as_it_was(tmp_path: Path) -> None:
    text = '方案:\n  标题：甲\n  背景: "没有完\n'
    assert fixed(tmp_path, text) in (text, text.replace("标题：", "标题: "))


SCHEMES = [scaffold.load(name).text for name in assets.schemes()]
SLIPS = [
    (": ", "："),
    (": ", ":"),
    ("万元", "萬元"),
    ("  - ", "  －"),
    ("  - ", "\t- "),
    ("    ", "　　"),
    (", ", "，"),
    ("[", "【"),
    ("]", "】"),
    ("{", "｛"),
    ("1", "１"),
    ("%", "％"),
    ("2026", "二〇二六"),
    ("是", "yes"),
    ("，", ","),
    ('"', ""),
    ("所", "锁"),
    ("甲", "\u200b"),
]


def errors(report: Report) -> int:
    return sum(found.severity is Severity.ERROR for found in report.diagnostics)


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    text=st.sampled_from(SCHEMES),
    slips=st.lists(st.tuples(st.integers(0, 10**6), st.sampled_from(SLIPS)), max_size=5),
    end=st.sampled_from(["\n", "\r\n"]),
    mark=st.sampled_from(["", "\ufeff"]),
    unsafe=st.booleans(),
)
def test_any_plan_with_slips(
    tmp_path: Path,
    text: str,
    slips: list[tuple[int, tuple[str, str]]],
    end: str,
    mark: str,
    unsafe: bool,
) -> None:
    lines = text.splitlines()
    for place, (right, wrong) in slips:
        spots = [n for n, line in enumerate(lines) if right in line]
        if spots:
            spot = spots[place % len(spots)]
            lines[spot] = lines[spot].replace(right, wrong)
    path = tmp_path / "方案.yaml"
    content = (mark + end.join([*lines, ""])).encode()
    path.write_bytes(content)
    done = fix(path, Level.REVIEW, unsafe=unsafe)
    assert done.found.readable <= done.report.readable
    if done.found.readable:
        assert errors(done.report) <= errors(done.found)
    if not done.fixes:
        assert done.content() == content
    assert done.content().startswith(mark.encode())
    # No line comes, goes or ends otherwise, and none changes but by a fix.
    after = done.revision.text.split(end)
    assert len(after) == len(lines) + 1
    assert sum(a != b for a, b in zip(after, [*lines, ""], strict=True)) <= done.fixes * 3
    path.write_bytes(done.content())
    assert not fix(path, Level.REVIEW, unsafe=unsafe).changed


@pytest.mark.parametrize(
    ("begin", "slip", "right"),
    [
        ("", "标题：甲{n}", "标题: 甲{n}"),
        ("", "# 甲\u200b乙\u200c丙", "# 甲乙丙"),
        ("工作任务:\n", "－编号: 甲{n}", "- 编号: 甲{n}"),
    ],
)
def test_more_slips_than_are_told(tmp_path: Path, begin: str, slip: str, right: str) -> None:
    written, wanted = (
        begin + "\n".join(words.replace("{n}", str(n)) for n in range(MOST_REPORTS + 10)) + "\n"
        for words in (slip, right)
    )
    path = tmp_path / "方案.yaml"
    path.write_text(written, encoding="utf-8")
    assert fix(path, Level.REVIEW).revision.text == wanted


def test_a_large_text_is_read_few_times(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Fixes that do harm are sought by halves, in a large text only so often."""
    harmful = "  背景: 结合6.26宣传。 # jindu: ignore[TXT007] 保留\n"
    counted: list[int] = []

    def counting(*given: Any) -> Report:
        counted.append(1)
        return engine.check(*given)

    monkeypatch.setattr("jindu.checker.fix.check", counting)
    path = tmp_path / "方案.yaml"
    items = "".join(f"    - 自2025.9起摸底{n}。\n" for n in range(200))
    path.write_text(f"方案:\n{harmful}  原则:\n{items}# {'甲' * 2_000_000}\n", encoding="utf-8")
    fix(path, Level.REVIEW)
    assert len(counted) < 40


def lines(*words: str) -> str:
    return "".join(f"{word}\n" for word in words)


class TestDifferences:
    """What is shown before a file is written."""

    def shown(self, before: str, after: str) -> list[str]:
        report = Report("甲.yaml", Level.DRAFT, (), {}, {})
        loaded = load.load_text(before, "甲.yaml")
        revision = Revision(loaded.source, after, "utf-8")
        made = Fixed(Path("甲.yaml"), revision, 1, report, report, loaded)
        return list(made.diff())

    @pytest.mark.parametrize(
        ("before", "after", "expected"),
        [
            (lines("甲"), lines("甲"), []),
            (lines("甲"), lines("乙"), ["@@ -1 +1 @@", "-甲", "+乙"]),
            ("甲\r\n乙\r\n", "甲\r\n丙\r\n", ["@@ -1,2 +1,2 @@", " 甲", "-乙", "+丙"]),
            (
                lines(*"一二三四五六七八九"),
                lines(*"1二三4五六七八9"),
                [
                    *("@@ -1,5 +1,5 @@", "-一", "+1", " 二", " 三", "-四", "+4", " 五"),
                    *("@@ -8,2 +8,2 @@", " 八", "-九", "+9"),
                ],
            ),
            (lines(*"一二三"), lines(*"1二2"), None),
            (
                lines(*"一二三四"),
                lines(*"一四"),
                ["@@ -1,4 +1,2 @@", " 一", "-二", "-三", " 四"],
            ),
            (lines(*"一一"), lines(*"一一一"), ["@@ -2 +2,2 @@", " 一", "+一"]),
        ],
    )
    def test_hunks(self, before: str, after: str, expected: list[str] | None) -> None:
        head = ["--- 甲.yaml", "+++ 甲.yaml"]
        old, new = before.splitlines(), after.splitlines()
        usual = list(difflib.unified_diff(old, new, "甲.yaml", "甲.yaml", lineterm="", n=1))
        found = self.shown(before, after)
        assert found == (usual if expected is None else [*head, *expected] if expected else [])
