"""What was pasted or typed as in Word: told at its place, mended where it has one meaning."""

from __future__ import annotations

from pathlib import Path

import pytest

from jindu.checker.engine import check
from jindu.checker.fix import fix
from jindu.model.diagnostic import Diagnostic, Level, Severity
from jindu.source.load import load_text
from jindu.source.parse import read_bytes
from jindu.source.splices import apply


def problems(text: str) -> list[Diagnostic]:
    return list(load_text(text).source.problems)


def mended(text: str) -> str:
    """The text with all that is offered as safe."""
    edits = [e for d in problems(text) if d.fix and d.fix.safe for e in d.fix.edits]
    return apply(text, sorted(edits, key=lambda edit: edit[:2]))


LISTS = [
    "    • 坚持党建引领。\n    • 坚持群众参与。\n",
    "    ●坚持党建引领。\n    ●坚持群众参与。\n",
    "    － 坚持党建引领。\n    － 坚持群众参与。\n",
    "    1、坚持党建引领。\n    2、坚持群众参与。\n",
    "    1.坚持党建引领。\n    2.坚持群众参与。\n",
    "    1. 坚持党建引领。\n    2. 坚持群众参与。\n",
    "    （1）坚持党建引领。\n    （2）坚持群众参与。\n",
    "    (一)坚持党建引领。\n    (二)坚持群众参与。\n",
    "    一、坚持党建引领。\n    二、坚持群众参与。\n",
    "    ①坚持党建引领。\n    ②坚持群众参与。\n",
    "    ✓坚持党建引领。\n    ✓ 坚持群众参与。\n",
]
RIGHT = "方案:\n  原则:\n    - 坚持党建引领。\n    - 坚持群众参与。\n"


@pytest.mark.parametrize("lines", LISTS)
def test_a_pasted_list(lines: str) -> None:
    text = f"方案:\n  原则:\n{lines}"
    found = problems(text)
    assert {d.code for d in found} == {"YML003"}
    assert (found[0].span.line, found[0].span.column) == (3, 5)
    assert mended(text) == RIGHT
    assert repr(load_text(text).plan) == repr(load_text(RIGHT).plan)


@pytest.mark.parametrize(
    ("text", "right"),
    [
        (
            "方案:\n  依据:\n    1、戒毒条例\n    2、禁毒法\n  标题: 甲\n",
            "方案:\n  依据:\n    - 戒毒条例\n    - 禁毒法\n  标题: 甲\n",
        ),
        (
            "方案:\n  原则: |\n    ①甲\n    ②乙\n",
            "方案:\n  原则: \n    - 甲\n    - 乙\n",
        ),
        (
            "方案:\r\n  原则:\r\n    1、甲\r\n      续行\r\n    2、乙\r\n",
            "方案:\r\n  原则:\r\n    - 甲\r\n      续行\r\n    - 乙\r\n",
        ),
        (
            "方案:\n  原则: 1、甲\n    2、乙\n",
            "方案:\n  原则: \n    - 甲\n    - 乙\n",
        ),
        (
            "单位名录:\n  • 编号: 甲\n    名称: 甲所\n  • 编号: 乙\n    名称: 乙所\n",
            "单位名录:\n  - 编号: 甲\n    名称: 甲所\n  - 编号: 乙\n    名称: 乙所\n",
        ),
        (
            "公文:\n  附件:\n    1、甲表\n    2、@乙表\n",
            '公文:\n  附件:\n    - 甲表\n    - "@乙表"\n',
        ),
    ],
)
def test_a_pasted_list_keeps_its_neighbours(text: str, right: str) -> None:
    assert mended(text) == right
    assert [d.code for d in problems(right) if d.severity is Severity.ERROR] == []


def test_lines_of_a_single_value_that_are_joined() -> None:
    [found] = problems("方案:\n  背景:\n    1、毒情平稳。\n    2、力量不足。\n")
    assert (found.code, found.severity, found.fix) == ("YML003", Severity.WARNING, None)
    assert found.span.line == 4


@pytest.mark.parametrize(
    "value",
    [
        "\n    3月开展宣传，\n    6月集中宣传。",
        "|\n    1、毒情平稳。\n    2、力量不足。",
        "\n    一带一路沿线，\n    1号楼设点。",
        "\n    甲\n    1、乙",
        "\n    2026年完成，\n    100%覆盖。",
    ],
)
def test_other_lines_are_left_alone(value: str) -> None:
    assert problems(f"方案:\n  背景: {value}\n") == []


NAMED = "重点任务:\n  - {{编号: 甲, 名称: {}}}\n"
GOAL = "目标:\n  - {{编号: 甲, 内容: {}}}\n"
STAGE = "实施阶段:\n  - {{编号: 甲, 名称: {}}}\n"
ANNEX = "公文:\n  附件: [{}]\n"
MEASURE = "重点任务:\n  - {{编号: 甲, 措施: [{}]}}\n"
HEADS = [
    (NAMED, "一、建强组织", "建强组织"),
    (NAMED, "（一）建强组织", "建强组织"),
    (NAMED, "1.建强组织", "建强组织"),
    (NAMED, "1、建强组织", "建强组织"),
    (NAMED, "建强组织。", "建强组织"),
    (GOAL, "①提高知晓率", "提高知晓率"),
    (STAGE, "第一阶段：宣传发动", "宣传发动"),
    (STAGE, "第1阶段 宣传发动", "宣传发动"),
    (STAGE, "一、宣传发动", "宣传发动"),
    (ANNEX, "附件3：任务分解表", "任务分解表"),
    (ANNEX, "《任务分解表》", "任务分解表"),
    (ANNEX, "任务分解表；", "任务分解表"),
    (MEASURE, "1.在社区设岗, （2）改造宣教室", "在社区设岗, 改造宣教室"),
]


@pytest.mark.parametrize(("where", "written", "right"), HEADS)
def test_a_number_typed_by_hand(where: str, written: str, right: str) -> None:
    text = where.format(written)
    assert {(d.code, d.severity) for d in problems(text)} == {("YML003", Severity.WARNING)}
    assert mended(text) == where.format(right)
    assert problems(where.format(right)) == []


@pytest.mark.parametrize(("where", "written"), [(NAMED, "三、建强组织"), (GOAL, "③提高知晓率")])
def test_a_number_that_does_not_count_is_only_suggested(where: str, written: str) -> None:
    [found] = problems(where.format(written))
    assert found.fix is not None
    assert not found.fix.safe


@pytest.mark.parametrize(
    "words",
    [
        "一带一路宣传",
        "3月开展宣传",
        "3、4月开展宣传",
        "1号楼设点",
        "1、2号楼设点",
        "一、二类场所检查",
        "100%覆盖",
        "2026年完成",
        "1.5万元用于宣传",
        "6.26宣传周",
        "十户联防",
        "一是摸底",
        "（一）期工程",
        "（试行）",
        "第一书记带队",
        "第三方评估",
        "附件一并印发",
        "“三会一课”",
        "24小时值守",
        "12345热线",
        "1+N机制",
        "12.4国家宪法日",
        "3D打印",
    ],
)
@pytest.mark.parametrize("where", [NAMED, GOAL, STAGE, ANNEX, MEASURE])
def test_words_that_begin_like_a_number(where: str, words: str) -> None:
    assert problems(where.format(words)) == []


class TestCuts:
    @pytest.mark.parametrize(
        ("value", "lost"),
        [
            ("现有2 #楼、3 #楼各一处", "#楼、3 #楼各一处"),
            ("改造A #楼。", "#楼。"),
            ("在 #1号井设点。", "#1号井设点。"),
            ("负责东、西两片 #东段巡查。", "#东段巡查。"),
        ],
    )
    def test_a_text_that_goes_on_behind_the_sign(self, value: str, lost: str) -> None:
        text = f"方案:\n  背景: {value}\n  标题: 甲\n"
        [found] = problems(text)
        assert found.code == "YML003"
        assert lost[:8] in found.message
        assert found.span.column == len("  背景: ") + value.index("#") + 1
        assert mended(text) == f'方案:\n  背景: "{value}"\n  标题: 甲\n'
        plan = load_text(text).plan
        assert plan is not None
        assert plan.overview is not None
        assert plan.overview.background == value

    @pytest.mark.parametrize(
        "line",
        [
            "总额: 50万元 #含上级资金",
            "总额: 50万元 # 已核，共3笔。",
            "总额: 50万元  # jindu: ignore[BUD001] 已核。",
            "总额: 50万元 #jindu: ignore[BUD001] 已核。",
            "总额: 50万元 ## 说明。",
            "总额: 50万元 #示例：50万元。",
            "总额: 50万元 #已经核定。",
            "总额: 50万元 #暂定",
            "编号: 甲1 #东片",
        ],
    )
    def test_remarks(self, line: str) -> None:
        assert [d for d in problems(f"经费:\n  {line}\n") if d.code == "YML003"] == []

    def test_in_braces(self) -> None:
        text = "单位名录:\n  - {编号: 甲, 名称: 2 #楼物业, 类别: 其他}\n公文: {}\n"
        [found] = problems(text)
        assert (found.code, found.span.line, found.span.column) == ("YML003", 2, 17)
        assert mended(text) == text.replace("2 #楼物业", '"2 #楼物业"')

    def test_on_a_line_that_is_continued(self) -> None:
        [found] = problems("方案:\n  背景: 现有2 #楼，\n    另有3处。\n")
        assert (found.code, found.span.line, found.span.column) == ("YML001", 2, 11)
        assert "注释" in found.message


class TestQuotes:
    def test_an_open_quote_is_told_where_it_opens(self) -> None:
        lines = "".join(f"  指导思想{n}: 甲\n" for n in range(100))
        [found] = problems(f'方案:\n  标题: "柳林街道\n{lines}  背景: "乙"\n目标: []\n')
        assert (found.code, found.span.line, found.span.column) == ("YML001", 2, 7)
        assert "引号" in found.message

    def test_one_that_happens_to_close(self) -> None:
        [found] = problems('方案:\n  标题: "柳林街道\n  地区: 清源县"\n')
        assert (found.code, found.span.line, found.span.column) == ("YML001", 2, 7)
        assert "地区" in found.message

    @pytest.mark.parametrize("quote", ['"', "'"])
    def test_a_quoted_text_of_several_lines(self, quote: str) -> None:
        text = f"方案:\n  背景: {quote}柳林街道\n    说明：辖区平稳。{quote}\n"
        assert problems(text) == []

    @pytest.mark.parametrize(
        ("text", "right"),
        [
            ("经费: {总额: “3万元”}\n", "经费: {总额: 3万元}\n"),
            ("工作任务: [{编号: “甲2”, 名称: 乙}]\n", "工作任务: [{编号: 甲2, 名称: 乙}]\n"),
            ("工作任务: [{完成时限: ‘2026-06’}]\n", "工作任务: [{完成时限: 2026-06}]\n"),
            ("方案: {状态: 「草稿」}\n", "方案: {状态: 草稿}\n"),
            ("方案: {标题: “甲方案”}\n", "方案: {标题: 甲方案}\n"),
            (
                "经费: {支出预算: [{经济分类科目: “30202”}]}\n",
                "经费: {支出预算: [{经济分类科目: 30202}]}\n",
            ),
        ],
    )
    def test_chinese_quotes_round_a_value(self, text: str, right: str) -> None:
        assert [d.code for d in problems(text)] == ["YML003"]
        assert mended(text) == right
        assert repr(load_text(text).plan) == repr(load_text(right).plan)

    @pytest.mark.parametrize(
        "text",
        [
            "工作任务: [{编号: 甲, 名称: “回头看”}]\n",
            "方案: {标题: “无毒”创建与“平安”创建}\n",
            '方案: {标题: "“甲”"}\n',
        ],
    )
    def test_quotes_that_belong_to_the_text(self, text: str) -> None:
        assert problems(text) == []


@pytest.mark.parametrize(
    ("text", "right"),
    [
        ("  - {编号: 甲}\n  {编号: 乙}\n", "  - {编号: 甲}\n  - {编号: 乙}\n"),
        ("  {编号: 甲}\n  - {编号: 乙}\n", "  - {编号: 甲}\n  - {编号: 乙}\n"),
        ("  - 编号: 甲\n  {编号: 乙}\n", "  - 编号: 甲\n  - {编号: 乙}\n"),
    ],
)
def test_a_missing_dash(text: str, right: str) -> None:
    [found] = problems(f"单位名录:\n{text}")
    assert found.code == "YML003"
    assert "- " in found.message
    assert mended(f"单位名录:\n{text}") == f"单位名录:\n{right}"


HEADINGS = [
    *("时间", "对象", "方式", "内容", "责任单位", "经费", "培训", "目标", "成员", "职责", "阶段"),
    *("名称", "标题", "措施", "单位", "人数", "金额", "来源", "地区", "意义", "品牌", "口号"),
]


@pytest.mark.parametrize("head", HEADINGS)
def test_prose_with_a_heading_in_a_list_of_texts(head: str) -> None:
    wide = f"重点任务:\n  - 编号: 甲\n    措施:\n      - {head}：建立支部。\n"
    half = wide.replace("：建", ": 建")
    assert problems(wide) == []
    assert [d.code for d in problems(half)] == ["YML003"]
    assert mended(half) == wide
    assert repr(load_text(half).plan) == repr(load_text(wide).plan)


class TestDamage:
    TEXT = "方案:\n  标题: 柳林街道禁毒支部创建实施方案\n经费:\n  总额: 50\n"

    @pytest.mark.parametrize("byte", [b"\xff", b"\xe6\x9f", b"\x80"])
    @pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"])
    def test_a_broken_byte_is_told_at_its_place(self, byte: bytes, mark: bytes) -> None:
        data = mark + self.TEXT.encode().replace("街道".encode(), "街".encode() + byte, 1)
        source = read_bytes(data, "x")
        assert source.root is not None
        [found] = source.problems
        assert (found.code, found.severity) == ("YML002", Severity.ERROR)
        assert (found.span.line, found.span.column) == (2, 10)

    def test_the_rest_is_checked_and_the_file_is_kept(self, tmp_path: Path) -> None:
        path = tmp_path / "方案.yaml"
        data = self.TEXT.encode().replace("街道".encode(), b"\xff", 1)
        path.write_bytes(data)
        done = fix(path, Level.DRAFT, unsafe=True)
        assert {d.code for d in done.report.diagnostics} >= {"YML002", "BUD003"}
        assert not done.changed

    def test_another_encoding_is_not_taken_for_damage(self) -> None:
        for text in (self.TEXT, "方案: {标题: 甲}\n"):
            source = read_bytes(text.encode("gb18030"), "x")
            assert source.encoding == "gb18030"
            assert source.text == text


def test_nothing_pasted_is_found_in_a_text_that_has_none() -> None:
    assert check(load_text(RIGHT), Level.DRAFT).diagnostics == ()
