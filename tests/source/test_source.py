"""Reading: positions, slips of the keyboard, hostile files. Nothing is lost, nothing raises."""

from __future__ import annotations

import codecs
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jindu.checker.engine import check
from jindu.model.diagnostic import Diagnostic, Severity, Span
from jindu.source.load import load, load_text
from jindu.source.parse import MAX_BYTES, read_bytes, read_text
from jindu.source.splices import apply


def only(text: str, code: str) -> Diagnostic:
    """The one problem of reading a text; it has this code."""
    (found,) = read_text(text, "x.yaml").problems
    assert found.code == code
    return found


def marked(text: str, found: Diagnostic) -> str:
    """What stands under the marks of a finding."""
    line = text.split("\n")[found.span.line - 1]
    end = found.span.end_column if found.span.end_line == found.span.line else len(line) + 1
    return line[found.span.column - 1 : end - 1]


class TestPositions:
    TEXT = "方案:\n  标题: 甲方案\n  原则:\n    - 一\n    - 二\n经费:\n  总额: 50万元\n"

    def test_a_value(self) -> None:
        source = read_text(self.TEXT, "x.yaml")
        assert source.locate(("经费", "总额")) == Span(7, 7, 7, 11)

    def test_a_list_item(self) -> None:
        assert read_text(self.TEXT, "x").locate(("方案", "原则", 1)) == Span(5, 7, 5, 8)

    def test_a_key(self) -> None:
        source = read_text(self.TEXT, "x")
        assert source.locate(("方案", "标题"), on_key=True) == Span(2, 3, 2, 5)

    def test_what_is_not_written_points_at_its_nearest_ancestor(self) -> None:
        span = read_text(self.TEXT, "x").locate(("经费", "支出预算", 3, "金额"))
        assert (span.line, span.column) == (6, 1)

    def test_an_empty_value_is_shown_at_its_key(self) -> None:
        assert read_text("方案:\n  标题:\n", "x").locate(("方案", "标题")) == Span(2, 3, 2, 5)

    def test_an_item_written_without_its_list(self) -> None:
        source = read_text("领导小组:\n  组长: 书记\n", "x")
        assert source.locate(("领导小组", "组长", 0)) == Span(2, 7, 2, 9)

    def test_crlf(self) -> None:
        source = read_text(self.TEXT.replace("\n", "\r\n"), "x")
        assert source.locate(("经费", "总额")) == Span(7, 7, 7, 11)
        assert source.line(7) == "  总额: 50万元"

    def test_places_after_a_mended_slip_are_the_users_own(self) -> None:
        text = "方案:\n  标题：甲\n  地区：乙\n经费:\n  总额: 50\n"
        codes = {d.code: marked(text, d) for d in load_text(text).source.problems}
        assert codes == {"YML003": "：", "BUD003": "50"}


SLIPS = [
    ("方案:\n  标题：甲\n", "：", "方案:\n  标题: 甲\n"),
    ("方案:\n  标题:甲\n", "甲", "方案:\n  标题: 甲\n"),
    ("方案：\n  标题: 甲\n", "：", "方案:\n  标题: 甲\n"),
    ("方案:\n\t标题: 甲\n", "\t", "方案:\n  标题: 甲\n"),
    ("方案:\n　标题: 甲\n", "　", "方案:\n  标题: 甲\n"),
    ("方案:\n\u00a0\u00a0标题: 甲\n", "\u00a0\u00a0", "方案:\n  标题: 甲\n"),
    ("目标:\n  － 编号: 甲\n", "－ ", "目标:\n  - 编号: 甲\n"),
    ("目标:\n  —编号: 甲\n", "—", "目标:\n  - 编号: 甲\n"),
    ("目标:\n  -编号: 甲\n", "-", "目标:\n  - 编号: 甲\n"),
    ("＃ 说明\n方案:\n  标题: 甲\n", "＃", "# 说明\n方案:\n  标题: 甲\n"),
    ('方案:\n  标题: "甲"  ＃ 说明\n', "＃", '方案:\n  标题: "甲"  # 说明\n'),
    (
        "领导小组:\n  组长: {单位：甲, 职务: 乙}\n",
        "：",
        "领导小组:\n  组长: {单位: 甲, 职务: 乙}\n",
    ),
]


class TestSlips:
    @pytest.mark.parametrize(("text", "spot", "right"), SLIPS)
    def test_named_at_the_right_place_with_a_fix(self, text: str, spot: str, right: str) -> None:
        found = only(text, "YML003")
        assert marked(text, found) == spot
        assert found.fix is not None
        assert apply(text, found.fix.edits) == right

    @pytest.mark.parametrize(("text", "spot", "right"), SLIPS)
    def test_reading_goes_on_as_meant(self, text: str, spot: str, right: str) -> None:
        mended, meant = load_text(text).plan, load_text(right).plan
        assert mended is not None
        assert meant is not None
        assert repr(mended) == repr(meant)

    def test_running_text_is_left_alone(self) -> None:
        text = "方案:\n  背景: |\n    说明：辖区平稳。\n    名称：照旧。\n    -名称: 甲\n    ＃1\n"
        text += "  标题: 甲：乙 ＃2\n"
        assert read_text(text, "x").problems == []

    def test_full_width_comma_between_references(self) -> None:
        text = "重点任务:\n  - 编号: T1\n    配合单位: [甲，乙]\n"
        loaded = load_text(text)
        assert [d.code for d in loaded.source.problems] == ["YML003"]
        assert loaded.plan is not None
        assert loaded.plan.key_tasks[0].supporters == ("甲", "乙")

    @pytest.mark.parametrize("character", ["\u2028", "\u2029", "\x85", "\u200b", "\x00", "\x1b"])
    def test_invisible_characters(self, character: str) -> None:
        text = f"方案:\n  标题: 甲{character}乙\n"
        found = only(text, "YML006")
        assert (found.span.line, found.span.column) == (2, 8)
        assert f"U+{ord(character):04X}" in found.message

    def test_a_line_separator_injects_no_key(self) -> None:
        plan = load_text("方案:\n  标题: 甲\u2028  地区: 乙\n").plan
        assert plan is None or plan.overview is None or plan.overview.region is None


class TestRefusals:
    @pytest.mark.parametrize(
        ("text", "code", "line"),
        [
            ("", "YML001", 1),
            ("# 只有注释\n", "YML001", 1),
            ("一段话\n", "YML001", 1),
            ("- 甲\n- 乙\n", "YML001", 1),
            ("方案: {标题: 甲\n", "YML001", 1),
            ('方案:\n  标题: "甲\n', "YML001", 2),
            ("方案:\n  标题: 甲\n 地区: 乙\n", "YML001", 3),
            ("方案: &a {标题: 甲}\n", "YML004", 1),
            ("方案: {标题: !!str 甲}\n", "YML004", 1),
            ("方案: {<<: 甲}\n", "YML004", 1),
            ("方案: {标题: 甲}\n---\n方案: {标题: 乙}\n", "YML004", 2),
            ("方案:\n  标题: 甲\n  标题: 乙\n", "YML005", 3),
        ],
    )
    def test_one_clear_message(self, text: str, code: str, line: int) -> None:
        found = only(text, code)
        assert found.span.line == line
        assert found.tip

    def test_duplicate_keys_show_both_places(self) -> None:
        found = only("方案:\n  标题: 甲\n  标题: 乙\n", "YML005")
        assert found.related[0].span == Span(2, 3, 2, 5)

    def test_alias_bomb(self) -> None:
        lines = ["a0: &a0 [x]"]
        lines += [f"a{n}: &a{n} [*a{n - 1}, *a{n - 1}]" for n in range(1, 40)]
        problems = read_text("\n".join(lines), "x").problems
        assert {d.code for d in problems} == {"YML004"}

    @pytest.mark.parametrize("bracket", ["[", "{a: ", "- "])
    def test_deep_nesting(self, bracket: str) -> None:
        found = only("方案: " * (bracket != "- ") + bracket * 100_000, "YML004")
        assert "64" in found.message

    def test_too_large(self) -> None:
        (found,) = read_bytes(b"#" * (MAX_BYTES + 1), "x").problems
        assert "8MiB" in found.message


class TestEncodings:
    TEXT = "方案:\n  标题: 柳林街道禁毒支部创建实施方案\n"

    @pytest.mark.parametrize("encoding", ["gb18030", "gbk", "utf-16", "utf-16-le", "utf-16-be"])
    def test_read_with_a_warning(self, encoding: str) -> None:
        source = read_bytes(self.TEXT.encode(encoding), "x")
        (found,) = source.problems
        assert (found.code, found.severity) == ("YML002", Severity.WARNING)
        assert source.text == self.TEXT

    def test_bom_is_no_part_of_the_text(self) -> None:
        source = read_bytes(codecs.BOM_UTF8 + self.TEXT.encode(), "x")
        assert source.problems == []
        assert source.bom
        assert source.locate(("方案",), on_key=True) == Span(1, 1, 1, 3)

    @pytest.mark.parametrize(
        "data", [b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" * 9, bytes(range(256))]
    )
    def test_binary(self, data: bytes) -> None:
        (found,) = read_bytes(data, "x").problems
        assert found.code == "YML001"
        assert "不是文本" in found.message


class TestFiles:
    def test_missing(self, tmp_path: Path) -> None:
        (found,) = load(tmp_path / "没有.yaml").source.problems
        assert "找不到" in found.message

    def test_a_folder(self, tmp_path: Path) -> None:
        (found,) = load(tmp_path).source.problems
        assert found.code == "YML001"


@settings(max_examples=300)
@given(st.text())
def test_no_text_makes_check_raise(text: str) -> None:
    check(load_text(text))


@settings(max_examples=150)
@given(st.binary())
def test_no_bytes_make_reading_raise(data: bytes) -> None:
    source = read_bytes(data, "x")
    assert source.root is not None or source.problems
