"""Findings that a reviewer accepted: by a remark in the plan, or by a baseline."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from jindu.checker import engine
from jindu.checker.suppress import BaselineFile, entry_of
from jindu.model.diagnostic import Level
from jindu.source import load

NEWER = sys.version_info >= (3, 13)


def found(text: str) -> list[tuple[int, str]]:
    report = engine.check(load.load_text(text), Level.DRAFT)
    return [(d.span.line, d.code) for d in report.diagnostics]


USE = "经费:\n  支出预算:\n    - {编号: 甲, 名称: 走访慰问金, 金额: 4万元}"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (USE, [(3, "BUD010")]),
        (USE + "  # jindu: ignore[BUD010] 街道会议同意", []),
        (USE + "  # jindu: ignore[BUD010, TXT001] 街道会议同意", [(3, "YML007")]),
        (USE + "  # jindu: ignore[BUD001] 街道会议同意", [(3, "BUD010"), (3, "YML007")]),
        (USE + "  # jindu: ignore[BUD010]", [(3, "YML007")]),
        (USE + "  # jindu: ignore 都行", [(3, "BUD010"), (3, "YML007")]),
        (USE.replace("    -", "    # jindu: ignore[BUD010] 已同意\n    -"), []),
        ("# jindu: ignore[BUD010] 写远了\n" + USE, [(1, "YML007"), (4, "BUD010")]),
        (USE + "  # jindu：ignore［BUD010］ 街道会议同意", []),
        (USE + "  # jindu: ignore【ｂｕｄ010】同意", []),
        (USE + "  # jindu ignore[bud010] 同意", []),
        (USE + "  # 忽略[BUD010] 同意", []),
        (USE + "  # jindu: ignore[BUD010，TXT001、YML003] 同意", [(3, "YML007")]),
        (USE + "  # jindu: ignore[BUD010 同意", [(3, "BUD010"), (3, "YML007")]),
        (USE + "  # 说明：金额可以忽略", [(3, "BUD010")]),
        (USE + "  # jindu: ingore[BUD010] 街道会议同意", [(3, "BUD010"), (3, "YML007")]),
        (USE + "  # jindu: 由模板生成", [(3, "BUD010")]),
        ('方案:\n  背景: "见 # jindu: ignore[BUD010] 甲"', []),
        ("方案:\n  背景: '见\n    # jindu: ignore[BUD010] 甲'", []),
        ("方案:\n  背景: |\n    # jindu: ignore[BUD010] 甲", []),
        ("方案:\n  背景: | # jindu: ignore[BUD010] 甲\n    见", [(2, "YML007")]),
    ],
)
def test_remarks(text: str, expected: list[tuple[int, str]]) -> None:
    assert found(text + "\n") == expected


@pytest.mark.parametrize(
    ("written", "near"),
    [("BUD01O", "BUD010"), ("SHC017", "SCH017"), ("SCH17", "SCH017"), ("甲", ""), ("", "")],
)
def test_a_mistyped_code(written: str, near: str) -> None:
    text = f"方案: {{标题: 甲}}  # jindu: ignore[{written}] 同意\n"
    [told] = engine.check(load.load_text(text), Level.DRAFT).diagnostics
    assert told.code == "YML007"
    assert told.tip.startswith(f"是不是要写 {near}？") is bool(near)


def test_what_cannot_be_read_cannot_be_accepted() -> None:
    codes = [code for _, code in found('方案: "没有完  # jindu: ignore[YML001] 不管它\n')]
    assert "YML001" in codes


ENTRY = '{"file": "甲.yaml", "code": "BUD010", "message": "甲", "line": "乙"}'


def holding(entry: str) -> str:
    return f'{{"findings": [{entry}]}}'


FIRST = "“findings”里的第1项"
DAMAGED: dict[str, tuple[str | bytes, str]] = {
    "nothing": ("", "第1行第1列缺少内容"),
    "a list": ("[]", "内容不是基线"),
    "null": ("null", "内容不是基线"),
    "a text for findings": ('{"findings": "abc"}', "里面没有“findings”这个列表"),
    "a table for findings": ('{"findings": {}}', "里面没有“findings”这个列表"),
    "a finding without all": ('{"findings": [{"code": "X"}]}', f"{FIRST}缺少“file”。"),
    "a list for a finding": ('{"findings": [[]]}', f"{FIRST}不是一处问题"),
    "a number for a text": (
        holding(ENTRY.replace('"乙"', "3")),
        f"{FIRST}的“line”要写成加引号的文字。",
    ),
    **{
        f"count {count}": (
            holding(ENTRY[:-1] + f', "count": {count}}}'),
            f"{FIRST}的“count”要写成1到1000000的整数。",
        )
        for count in ("1000000000", "-1", "0", "1.0", "true", "null", '"1"', "1e999", "9" * 10_000)
    },
    "NaN": ('{"findings": [], "count": NaN}', "里面有 NaN"),
    "infinity": ('{"findings": -Infinity}', "里面有 -Infinity"),
    "another version": ('{"version": 2, "findings": []}', "“version”不是1"),
    "a version that is true": ('{"version": true, "findings": []}', "“version”不是1"),
    "twice": ('{"findings": [], "findings": []}', "有一处“findings”写了两次"),
    "a line twice": (
        holding(ENTRY[:-1] + ', "line": "丙"}'),
        "有一处“line”写了两次",
    ),
    "deep lists": ("[" * 100_000, "括号套得太深。"),
    "deep tables": ('{"findings":' * 50_000, "括号套得太深。"),
    "deep within": ('{"findings":' + "[" * 5000 + "]" * 5000 + "}", "括号套得太深。"),
    "a merge": ('{"findings": [\n<<<<<<< HEAD\n]}', "第2行第1列缺少内容"),
    "a comma too many": ('{"findings": [],\n}', "一个逗号" if NEWER else "第2行第1列应当是"),
    "another quote": ("{'findings': []}", "第1行第2列应当是加半角双引号的键"),
    "more": ('{"findings": []}\n甲', "第2行第1列起多出了内容。"),
    "gbk": ('{"基线": 1}'.encode("gbk"), "不是 UTF-8 编码（像是 GBK）"),
    "utf-16": ('{"findings": []}'.encode("utf-16"), "不是 UTF-8 编码（像是 UTF-16）"),
    "bytes": (bytes(range(256)) * 9, "这不是文本文件"),
    "too large": (b" " * (17 << 20), "文件超过16MB"),
}


class TestBaseline:
    def entries(self, text: str, file: str = "甲.yaml") -> list[tuple[str, str, str, str]]:
        report = engine.check(load.load_text(text), Level.DRAFT)
        return [entry_of(file, d, report.lines) for d in report.diagnostics]

    def new(self, baseline: BaselineFile, text: str, file: str = "甲.yaml") -> list[str]:
        report = engine.check(load.load_text(text), Level.DRAFT)
        return [d.code for d in baseline.new(file, report.diagnostics, report.lines)]

    def test_moved_lines_stay_accepted(self) -> None:
        baseline = BaselineFile(self.entries(USE))
        assert self.new(baseline, "# 新的一行\n\n" + USE) == []

    def test_another_line_or_file_is_new(self) -> None:
        baseline = BaselineFile(self.entries(USE))
        assert self.new(baseline, USE.replace("4万元", "5万元")) == ["BUD010"]
        assert self.new(baseline, USE, "乙.yaml") == ["BUD010"]

    def test_as_many_as_there_were(self) -> None:
        twice = USE + "\n" + USE.splitlines()[2].replace("编号: 甲", "编号: 乙")
        once = BaselineFile(self.entries(USE))
        assert self.new(once, twice) == ["BUD010"]

    def test_written_and_read(self, tmp_path: Path) -> None:
        path = tmp_path / "基线.json"
        path.write_text(BaselineFile(self.entries(USE) * 2).text(), encoding="utf-8")
        assert BaselineFile.read(path).entries.total() == 2
        assert self.new(BaselineFile.read(path), USE) == []

    def test_of_a_long_line_what_is_near(self) -> None:
        """A plan in one line may have thousands of findings: none holds the whole."""
        plan = USE.replace("名称:", f"备注: {'好' * 2000}, 名称:")
        entries = self.entries(plan)
        assert entries
        assert max(len(line) for *_, line in entries) <= 200
        assert self.new(BaselineFile(entries), "# 新的一行\n" + plan) == []
        assert self.new(BaselineFile(entries), plan.replace("4万元", "5万元")) == ["BUD010"]

    @pytest.mark.parametrize("name", DAMAGED)
    def test_what_is_no_baseline(self, tmp_path: Path, name: str) -> None:
        content, said = DAMAGED[name]
        path = tmp_path / "基线.json"
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        with pytest.raises(ValueError, match=r"基线文件“.*”读不出来：") as trouble:
            BaselineFile.read(path)
        assert said in str(trouble.value)
        assert len(str(trouble.value)) < 400

    @pytest.mark.parametrize(
        "content",
        [
            holding(ENTRY[:-1] + ', "by": {"甲": [1]}}'),
            holding(ENTRY)[:-1] + ', "made": 1.5}',
            "\ufeff" + holding(ENTRY) + "\r\n",
        ],
    )
    def test_what_is_unknown_is_passed_over(self, tmp_path: Path, content: str) -> None:
        path = tmp_path / "基线.json"
        path.write_text(content, encoding="utf-8", newline="")
        assert BaselineFile.read(path).entries.total() == 1

    def test_counts_are_not_counted_out(self, tmp_path: Path) -> None:
        path = tmp_path / "基线.json"
        often = ENTRY.replace("}", ', "count": 1000000}')
        path.write_text(f'{{"findings": [{",".join([often] * 1000)}]}}', encoding="utf-8")
        assert BaselineFile.read(path).entries.total() == 10**9

    def test_a_name_that_is_no_text(self, tmp_path: Path) -> None:
        path = tmp_path / "基线.json"
        made = BaselineFile(self.entries(USE, "方\udcff.yaml"))
        path.write_bytes(made.text().encode("utf-8"))
        assert self.new(BaselineFile.read(path), USE, "方\udcff.yaml") == []
        assert self.new(BaselineFile.read(path), USE, "方\udcfe.yaml") == ["BUD010"]


def test_remarks_are_counted() -> None:
    text = USE + "  # jindu: ignore[BUD010] 街道会议同意"
    report = engine.check(load.load_text(text), Level.DRAFT)
    assert report.remarked == {"BUD010": 1}
    assert engine.check(load.load_text(USE), Level.DRAFT).remarked == {}
