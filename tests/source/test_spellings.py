"""Odd spellings: read where they have one meaning, refused where they have several."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from jindu.checker.fix import fix
from jindu.model.diagnostic import Diagnostic, Level
from jindu.source.load import load_text
from jindu.source.parser_messages import in_chinese
from jindu.source.splices import apply

TOTAL = "经费:\n  总额: {}\n"
DUE = "工作任务:\n  - {{编号: 甲, 完成时限: {}}}\n"
PERIOD = "方案: {{起止: {}}}\n"
TARGET = "目标:\n  - 指标: [{{编号: 甲, 计量单位: '{}', 方向: {}, 目标值: {}}}]\n"
UNITS = "单位名录: [{编号: 乙, 名称: 乙所}, {编号: 丙, 名称: 丙所}]\n"

PLAIN = [
    (TOTAL, "YML003", "50W", "50万元"),
    (TOTAL, "YML003", "人民币50万元", "50万元"),
    (TOTAL, "YML003", "50萬元", "50万元"),
    (TOTAL, "YML003", "3万5千元", "3.5万元"),
    (TOTAL, "YML003", "¥500000", "50万元"),
    (TOTAL, "YML003", "５０万元", "50万元"),
    (TOTAL, "BUD003", "伍拾万元整", "50万元"),
    (TOTAL, "BUD003", "五十万元", "50万元"),
    (TOTAL, "BUD003", "人民币伍拾万元整", "50万元"),
    (DUE, "SCH001", "2026年六月", "2026-06"),
    (DUE, "SCH001", "二〇二六年", "2026"),
    (DUE, "SCH001", "20260626", "2026-06-26"),
    (DUE, "YML003", "2026年6月26号", "2026-06-26"),
    (DUE, "YML003", "2026年6月底前完成", "2026年6月底前"),
    (DUE, "YML003", "２０２６年６月", "2026年6月"),
    (PERIOD, "SCH001", "2027.1-2029.12", "2027-01..2029-12"),
    (PERIOD, "SCH001", "2027-2029", "2027-01..2029-12"),
]
MEASURED = [
    ("%", "不低于", "STR001", "90%以上", "90%"),
    ("%", "不高于", "STR001", "≤3%", "3%"),
    ("人", "不低于", "STR001", "三十人", "30人"),
    ("%", "不低于", "YML003", "百分之九十", "90%"),
    ("%", "不低于", "YML003", "九成", "90%"),
    ("%", "不低于", "YML003", "9成半", "95%"),
]
LISTS = [
    ("工作任务:\n  - {编号： 甲， 名称： 印发}\n", "工作任务:\n  - {编号: 甲, 名称: 印发}\n"),
    ("工作任务:\n  - ｛编号：甲，名称：印发｝\n", "工作任务:\n  - {编号: 甲, 名称: 印发}\n"),
    (
        f"{UNITS}工作任务:\n  - {{编号: 甲, 配合单位: 【乙，丙】}}\n",
        f"{UNITS}工作任务:\n  - {{编号: 甲, 配合单位: [乙, 丙]}}\n",
    ),
    (
        f"{UNITS}工作任务:\n  - {{编号: 甲, 配合单位: 乙、丙}}\n",
        f"{UNITS}工作任务:\n  - {{编号: 甲, 配合单位: [乙, 丙]}}\n",
    ),
]
DOUBTFUL = [
    (TOTAL.format("约50万元"), "BUD003", "是约数"),
    (TOTAL.format("50余万元"), "BUD003", "是约数"),
    (TOTAL.format("30-50万元"), "BUD003", "是区间"),
    (DUE.format("6月26号"), "SCH001", "没有写年份"),
    (DUE.format("26年6月"), "SCH001", "年份要写四位数"),
    (DUE.format("2026-06-31"), "SCH001", "2026年6月只有30天"),
    (PERIOD.format("三年"), "SCH001", "不是一段时间"),
    (PERIOD.format("2027.1-12"), "SCH001", "不是一段时间"),
    (DUE.format("2026.6-26"), "SCH001", "不是日期"),
    (TARGET.format("%", "不高于", "90%以上"), "STR001", "与方向“不高于”对不上"),
    (TARGET.format("%", "不低于", "≤90%"), "STR001", "与方向“不低于”对不上"),
    (TARGET.replace(" 方向: {},", "").format("%", "90%以上"), "STR001", "没有写“方向”"),
    (TARGET.format("人", "不低于", "大于30人"), "STR001", "界限词"),
    (TARGET.format("人", "不低于", "30余人"), "STR001", "是约数"),
    (TARGET.format("人", "不低于", "10至20人"), "STR001", "是区间"),
    (TARGET.format("户", "不低于", "20人"), "STR001", "与计量单位“户”不同"),
    (TARGET.format("%", "不低于", "0.9"), "STR001", "分不清是0.9%还是90%"),
    ("工作任务:\n  - {编号: 甲, 名称: 印发,并学习}\n", "STR001", "花括号在逗号处把它断开了"),
]


def problems(text: str) -> list[Diagnostic]:
    return list(load_text(text).source.problems)


def mended(text: str) -> str:
    """The text with all that is offered as safe."""
    safe = [d.fix.edits for d in problems(text) if d.fix and d.fix.safe]
    return apply(text, tuple(edit for edits in safe for edit in edits))


@pytest.mark.parametrize(("where", "code", "written", "right"), PLAIN)
def test_one_meaning(where: str, code: str, written: str, right: str) -> None:
    assert [d.code for d in problems(where.format(written))] == [code]
    assert mended(where.format(written)) == where.format(right)
    assert not problems(where.format(right))


@pytest.mark.parametrize(("unit", "side", "code", "written", "right"), MEASURED)
def test_one_meaning_of_a_value(unit: str, side: str, code: str, written: str, right: str) -> None:
    text = TARGET.format(unit, side, written)
    assert [d.code for d in problems(text)] == [code]
    assert mended(text) == TARGET.format(unit, side, right)


@pytest.mark.parametrize(("written", "right"), LISTS)
def test_one_meaning_of_a_list(written: str, right: str) -> None:
    assert {d.code for d in problems(written)} == {"YML003"}
    assert mended(written) == right
    assert not problems(right)
    assert repr(load_text(written).plan) == repr(load_text(right).plan)


@pytest.mark.parametrize(("text", "code", "told"), DOUBTFUL)
def test_several_meanings(text: str, code: str, told: str) -> None:
    [found] = problems(text)
    assert found.code == code
    assert told in found.message
    assert not (found.fix and found.fix.safe)


@pytest.mark.parametrize(
    ("written", "near"),
    [("不公开", "公开"), ("未批复", "已批复"), ("非公开", "公开"), ("已申清", "已申请")],
)
def test_a_likely_word_is_never_written_unasked(tmp_path: Path, written: str, near: str) -> None:
    text = f"经费:\n  资金来源:\n    - {{编号: 甲, 状态: {written}, 公开: {written}}}\n"
    path = tmp_path / "方案.yaml"
    path.write_text(text, encoding="utf-8")
    assert fix(path, Level.DRAFT).content() == text.encode()
    unasked = fix(path, Level.DRAFT, unsafe=True).content().decode()
    if written[0] in "不未非无":
        assert f"状态: {near}" not in unasked
        assert f"公开: {near}" not in unasked


def test_each_part_of_a_list_is_mended_alone(tmp_path: Path) -> None:
    path = tmp_path / "方案.yaml"
    units = "单位名录: [{编号: 派出所, 名称: 柳林派出所}]\n"
    path.write_text(
        f"{units}工作任务: [{{编号: 甲, 配合单位: [派处所，石桥村，青石村]}}]\n", encoding="utf-8"
    )
    done = fix(path, Level.DRAFT, unsafe=True).content().decode()
    assert done == f"{units}工作任务: [{{编号: 甲, 配合单位: [派出所, 石桥村, 青石村]}}]\n"


@pytest.mark.parametrize(
    "escape", [r"\x1b", r"\a", r"\0", r"\ufffe", r"\x7f", r"\u2028", r"\ud800", r"\r"]
)
def test_no_invisible_character_comes_in_by_its_code(escape: str) -> None:
    text = f'方案:\n  标题: "甲{escape}乙"\n'
    [found] = problems(text)
    assert found.code in ("YML001", "YML006")
    assert "字符" in found.message
    plan = load_text(text).plan
    if plan is not None and plan.overview is not None:
        assert plan.overview.title == "甲乙"


BROKEN = r"""方案: {标题: 甲
方案: [甲
方案: @甲
方案: %甲
方案: ,甲
方案: '甲
方案: |x
方案: - 甲
方案: 乙: 丙
方案: "甲" 乙
方案: !<a 甲
方案: !a!b 甲
方案: "\q"
方案: "\x4"
方案: *
方案: &
!!
[甲]: 乙
%FOO
%YAML 9
方案: 甲\n方案二
方案:\n  甲: 1\n 乙: 2
方案:\n  - 甲\n  乙: 2
? \n- 甲
... \n乙
%TAG ! a\n%TAG ! b\n---\n甲
"""


# All that the scanner, the parser and the reader of libyaml 0.2.5 can say.
SAYINGS = """\
block sequence entries are not allowed in this context
control characters are not allowed
could not find expected ':'
could not find expected directive name
did not find URI escaped octet
did not find expected '!'
did not find expected ',' or ']'
did not find expected ',' or '}'
did not find expected '-' indicator
did not find expected <document start>
did not find expected <stream-start>
did not find expected alphabetic or numeric character
did not find expected comment or line break
did not find expected digit or '.' character
did not find expected hexdecimal number
did not find expected key
did not find expected node content
did not find expected tag URI
did not find expected version number
did not find expected whitespace
did not find expected whitespace or line break
did not find the expected '>'
exceeded maximum nesting depth
found a tab character that violates indentation
found a tab character where an indentation space is expected
found an incorrect leading UTF-8 octet
found an incorrect trailing UTF-8 octet
found an indentation indicator equal to 0
found character that cannot start any token
found duplicate %TAG directive
found duplicate %YAML directive
found extremely long version number
found incompatible YAML document
found invalid Unicode character escape code
found undefined tag handle
found unexpected ':'
found unexpected document indicator
found unexpected end of stream
found unexpected non-alphabetical character
found unknown directive name
found unknown escape character
input error
invalid Unicode character
mapping keys are not allowed in this context
mapping values are not allowed in this context
something that a later version says
"""


@pytest.mark.parametrize("problem", SAYINGS.splitlines())
def test_no_english_of_the_parser_is_left(problem: str) -> None:
    message, tip, _ = in_chinese(problem, "")
    for words in (message, tip):
        assert words.endswith("。")
        assert not re.search("[A-Za-z]{2,}", words.replace("Tab", "")), words


@pytest.mark.parametrize("line", BROKEN.split("\n")[:-1])
def test_whatever_the_parser_says_is_said_in_chinese(line: str) -> None:
    found = problems(line.replace(r"\n", "\n") + "\n")[0]
    assert found.code in ("YML001", "YML004")
    for words in (found.message, found.tip):
        assert words.endswith("。")
        assert not re.search("[A-Za-z]{3,}", re.sub("“[^”]*”", "", words)), words


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("方案: {名称: 甲}", "标题"),
        ("方案: {总体要求: 甲}", "指导思想"),
        ("方案: {现状: 甲}", "背景"),
        ("经费: {合计: 3万元}", "总额"),
        ("进度安排: [甲]", "实施阶段"),
    ],
)
def test_headings_of_running_text_lead_to_the_key(text: str, meant: str) -> None:
    [found] = [d for d in load_text(text + "\n").source.problems if d.code == "STR001"]
    assert found.tip.startswith(f"是不是要写“{meant}”？")
