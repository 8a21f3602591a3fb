"""Findings that a reviewer accepted: by a remark in the plan, or by a baseline."""

from __future__ import annotations

from pathlib import Path

import pytest

from jindu import pipeline
from jindu.accepted import Baseline, entry_of
from jindu.diagnostic import Level


def found(text: str) -> list[tuple[int, str]]:
    report = pipeline.check(pipeline.load_text(text), Level.DRAFT)
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
    [told] = pipeline.check(pipeline.load_text(text), Level.DRAFT).diagnostics
    assert told.code == "YML007"
    assert told.tip.startswith(f"是不是要写 {near}？") is bool(near)


def test_what_cannot_be_read_cannot_be_accepted() -> None:
    codes = [code for _, code in found('方案: "没有完  # jindu: ignore[YML001] 不管它\n')]
    assert "YML001" in codes


class TestBaseline:
    def entries(self, text: str, file: str = "甲.yaml") -> list[tuple[str, str, str, str]]:
        report = pipeline.check(pipeline.load_text(text), Level.DRAFT)
        return [entry_of(file, d, report.lines) for d in report.diagnostics]

    def new(self, baseline: Baseline, text: str, file: str = "甲.yaml") -> list[str]:
        report = pipeline.check(pipeline.load_text(text), Level.DRAFT)
        return [d.code for d in baseline.new(file, report.diagnostics, report.lines)]

    def test_moved_lines_stay_accepted(self) -> None:
        baseline = Baseline(self.entries(USE))
        assert self.new(baseline, "# 新的一行\n\n" + USE) == []

    def test_another_line_or_file_is_new(self) -> None:
        baseline = Baseline(self.entries(USE))
        assert self.new(baseline, USE.replace("4万元", "5万元")) == ["BUD010"]
        assert self.new(baseline, USE, "乙.yaml") == ["BUD010"]

    def test_as_many_as_there_were(self) -> None:
        twice = USE + "\n" + USE.splitlines()[2].replace("编号: 甲", "编号: 乙")
        once = Baseline(self.entries(USE))
        assert self.new(once, twice) == ["BUD010"]

    def test_written_and_read(self, tmp_path: Path) -> None:
        path = tmp_path / "基线.json"
        path.write_text(Baseline(self.entries(USE) * 2).text(), encoding="utf-8")
        assert Baseline.read(path).entries.total() == 2
        assert self.new(Baseline.read(path), USE) == []

    def test_of_a_long_line_what_is_near(self) -> None:
        """A plan in one line may have thousands of findings: none holds the whole."""
        plan = USE.replace("名称:", f"备注: {'好' * 2000}, 名称:")
        entries = self.entries(plan)
        assert entries
        assert max(len(line) for *_, line in entries) <= 200
        assert self.new(Baseline(entries), "# 新的一行\n" + plan) == []
        assert self.new(Baseline(entries), plan.replace("4万元", "5万元")) == ["BUD010"]

    @pytest.mark.parametrize("content", ["", "[]", '{"findings": [{"code": "X"}]}'])
    def test_what_is_no_baseline(self, tmp_path: Path, content: str) -> None:
        path = tmp_path / "基线.json"
        path.write_text(content, encoding="utf-8")
        with pytest.raises(ValueError, match="读不出来"):
            Baseline.read(path)
