"""Targets in words, yearly amounts and units of ten thousand, as read and as printed."""

from __future__ import annotations

from decimal import Decimal
from io import BytesIO

import openpyxl
import pytest

from jindu.checker.engine import check_text
from jindu.model.plan import Indicator, Plan
from jindu.output import render
from jindu.source.edit import Set, revise
from jindu.source.load import load_text
from tests.builders import plan_from
from tests.wordfile import WordFile

TEXT = """
方案: {标题: 柳林街道禁毒支部创建实施方案, 起止: 2026-01..2027-12}
目标:
  - 编号: 目标一
    内容: 禁毒工作制度健全
    指标:
      - {编号: 甲, 名称: 禁毒工作制度, 指标性质: 定性, 目标值: 健全完善, 年度目标: {2026: 基本建立}, 绩效类别: 效益/可持续影响}
      - {编号: 乙, 名称: 群众满意度, 计量单位: "%", 方向: 不低于, 目标值: 不低于全市平均水平, 绩效类别: 满意度/服务对象满意度}
      - {编号: 丙, 名称: 居民知晓率, 计量单位: "%", 方向: 不低于, 目标值: 力争95%, 绩效类别: 效益/社会效益}
  - 编号: 目标二
    内容: 宣传覆盖面扩大
    指标:
      - {编号: 丁, 名称: 宣传教育人次, 计量单位: 万人次, 方向: 不低于, 目标值: 3万人次, 年度目标: {2026: 1万人次, 2027: 2万人次}, 年度目标口径: 当年, 绩效类别: 产出/数量}
      - {编号: 戊, 名称: 会商制度, 指标性质: 定性, 计算方法: 制度印发并召开首次会商, 绩效类别: 产出/质量}
"""  # noqa: E501


def indicators(text: str = TEXT) -> dict[str, Indicator]:
    return {str(indicator.id): indicator for indicator in plan_from(text).indicators}


def told(kind: str = "实施方案") -> str:
    made = render.render(load_text(TEXT), wanted=render.RenderOptions(kind, allow_errors=True))
    return "\n".join(p.text for p in WordFile(made).paragraphs)


def test_read() -> None:
    assert not load_text(TEXT).source.problems
    found = indicators()
    assert (found["甲"].target, found["甲"].target_in_words) == (None, "健全完善")
    assert found["甲"].year_targets_in_words == {2026: "基本建立"}
    assert found["甲"].year_targets == {}
    assert (found["丙"].target, found["丙"].target_in_words) == (Decimal(95), "力争95%")
    assert found["丁"].target == 3
    assert found["丁"].year_targets == {2026: 1, 2027: 2}
    assert [i for i, item in found.items() if item.is_judged] == ["甲", "乙", "戊"]


def test_words_are_texts_of_the_plan() -> None:
    plan = plan_from(TEXT)
    assert {text for _, attribute, text in plan.texts if attribute.endswith("in_words")} == {
        "健全完善", "基本建立", "不低于全市平均水平", "力争95%"
    }  # fmt: skip


@pytest.mark.parametrize(
    ("indicator", "code"),
    [
        ("{计量单位: 个, 方向: 不低于, 目标值: 全部}", "STR001"),
        ("{方向: 不低于, 目标值: 健全完善}", "STR001"),
        ("{指标性质: 定量, 目标值: 健全完善}", "STR001"),
        ("{指标性质: 定性, 目标值: 约30人}", "STR001"),
        ("{指标性质: 定性, 目标值: 90%以上}", "STR001"),
        ("{目标值: 三十人}", "STR001"),
        ("{基期: {值: 健全完善}}", "STR001"),
        ("{指标性质: 定性, 预警: {黄: 健全完善}}", "STR001"),
        ("{计量单位: 万元, 方向: 不低于, 目标值: 90元}", "STR001"),
        ("{年度目标口径: 每年}", "STR001"),
    ],
)
def test_refused(indicator: str, code: str) -> None:
    problems = load_text(f"目标: [{{编号: 甲, 指标: [{indicator}]}}]\n").source.problems
    assert [d.code for d in problems] == [code]


@pytest.mark.parametrize(
    "indicator",
    [
        "{目标值: 健全完善}",
        "{指标性质: 定性, 目标值: 建立1套制度}",
        "{指标性质: 定性, 目标值: 三项制度健全}",
        "{年度目标: {2026: 基本建立, 2027: 健全完善}}",
        "{计量单位: 万元, 方向: 不高于, 目标值: 90万元}",
        "{计量单位: 万份, 方向: 不低于, 目标值: 1.5}",
    ],
)
def test_taken(indicator: str) -> None:
    assert not load_text(f"目标: [{{编号: 甲, 指标: [{indicator}]}}]\n").source.problems


def test_in_running_text() -> None:
    said = told()
    assert "到2027年底，达到以下目标（全部指标和年度目标见附件）：" in said
    assert "禁毒工作制度健全完善，群众满意度不低于全市平均水平，居民知晓率力争达到95%以上。" in said
    assert "宣传教育达到3万人次以上。" in said


def test_years_with_a_focus() -> None:
    assert "年度目标\n" not in told()
    focus = TEXT.replace("2027-12}", "2027-12, 年度重点: {2026: 打好基础}}")
    made = render.render(load_text(focus), wanted=render.RenderOptions(allow_errors=True))
    said = [p.text for p in WordFile(made).paragraphs]
    place = said.index("（二）年度目标")
    assert said[place + 1 : place + 3] == [
        "2026年，打好基础。到2026年底，禁毒工作制度基本建立；当年宣传教育达到1万人次以上。",
        "2027年，宣传教育达到2万人次以上。",
    ]


def test_in_tables() -> None:
    cells = told().splitlines()
    for cell in (
        "健全完善",
        "不低于全市平均水平",
        "力争≥95%",
        "当年1万人次",
        "≥3万人次",
        "基本建立",
    ):
        assert cell in cells
    form = told("绩效目标申报表").splitlines()
    for cell in (
        "健全完善",
        "不低于全市平均水平",
        "力争≥95%",
        "≥3万人次",
        "制度印发并召开首次会商",
    ):
        assert cell in form


def test_in_the_workbook() -> None:
    made = render.render(load_text(TEXT), "xlsx", render.RenderOptions(allow_errors=True))
    sheet = openpyxl.load_workbook(BytesIO(made))["绩效指标"]
    cells = [cell for row in sheet.iter_rows() for cell in row]
    assert {"健全完善", "不低于全市平均水平", "基本建立"} <= {cell.value for cell in cells}
    assert [cell.number_format for cell in cells if cell.value == 1][-1] == '"当年"0'


def test_edited() -> None:
    after = revise(
        load_text(TEXT),
        [
            Set("目标/目标一/指标/甲/目标值", "运行规范"),
            Set("目标/目标一/指标/甲/年度目标/2026", "建立"),
        ],
    ).text
    assert after == TEXT.replace("健全完善, 年", "运行规范, 年").replace("基本建立", "建立")


class TestRules:
    def plan(self, indicator: str) -> set[str]:
        text = f"方案: {{起止: 2026-01..2028-12}}\n目标: [{{编号: 甲, 指标: [{indicator}]}}]\n"
        return {d.code for d in check_text(text)}

    def test_words_are_no_lack_of_figures(self) -> None:
        found = self.plan("{编号: 一, 名称: 禁毒工作制度, 目标值: 健全完善}")
        assert not {"GOL001", "GOL002", "STR001"} & found
        assert "GOL001" in self.plan("{编号: 一, 名称: 禁毒工作制度}")

    @pytest.mark.parametrize(
        ("targets", "loud"),
        [
            ("{2026: 200人次, 2027: 200人次, 2028: 200人次}", False),
            ("{2026: 300人次, 2027: 200人次, 2028: 100人次}", False),
            ("{2026: 300人次, 2027: 200人次, 2028: 200人次}", True),
        ],
    )
    def test_yearly_amounts_add_up(self, targets: str, loud: bool) -> None:
        found = self.plan(
            "{编号: 一, 名称: 培训人次, 计量单位: 人次, 方向: 不低于, 目标值: 600人次, "
            f"年度目标: {targets}, 年度目标口径: 当年}}"
        )
        assert ("GOL008" in found) is loud


def test_a_plan_without_targets_has_no_words() -> None:
    assert Plan().indicators == ()
    assert Indicator().lacks("target", "year_targets")
    assert not Indicator(target_in_words="健全").lacks("target")
    assert not Indicator(year_targets_in_words={2026: "健全"}).lacks("year_targets")
