"""项目支出绩效目标申报表: official names, both halves, all indicators; the same in a workbook."""

from __future__ import annotations

from decimal import Decimal
from io import BytesIO

import openpyxl
import pytest

from jindu import assets
from jindu.document.blocks import Table
from jindu.document.compose import Order, compose, properties
from jindu.document.kinds import Unready
from jindu.document.performance import form
from jindu.model.plan import Plan
from jindu.output.xlsx import to_xlsx
from tests.builders import plan_from, scheme_plan

SCHEMES = sorted(assets.schemes())


def table(plan: Plan, **given: str) -> Table:
    doc = compose(plan, "绩效目标申报表", Order(given))
    [found] = [block for block in doc.body if isinstance(block, Table)]
    return found


def texts(plan: Plan, **given: str) -> list[list[str]]:
    return [[cell.text for cell in row] for row in table(plan, **given).rows]


def plan_of(*indicators: str, more: str = "") -> Plan:
    lines = "".join(f"      - {{{indicator}}}\n" for indicator in indicators)
    return plan_from(
        "方案: {标题: 甲方案, 起止: 2026-03..2028-02, 年度重点: {2027: 抓推广}}\n"
        f"目标:\n  - 编号: 甲\n    指标:\n{lines}{more}"
    )


@pytest.mark.parametrize(
    ("category", "names", "older"),
    [
        ("产出/数量", ("产出指标", "数量指标"), ("项目完成指标", "数量指标")),
        ("产出/质量", ("产出指标", "质量指标"), ("项目完成指标", "质量指标")),
        ("产出/成本", ("产出指标", "成本指标"), ("项目完成指标", "成本指标")),
        ("产出指标/时效指标", ("产出指标", "时效指标"), ("项目完成指标", "时效指标")),
        ("成本/经济成本", ("成本指标", "经济成本指标"), ("项目完成指标", "成本指标")),
        ("效益/社会效益", ("效益指标", "社会效益指标"), ("项目效益指标", "社会效益指标")),
        ("效益/社会", ("效益指标", "社会效益指标"), ("项目效益指标", "社会效益指标")),
        ("效益/可持续影响", ("效益指标", "可持续影响指标"), ("项目效益指标", "可持续影响指标")),
        ("满意度", ("满意度指标", "服务对象满意度指标"), ("满意度指标", "服务对象满意度指标")),
        (
            "满意度/服务对象满意度",
            ("满意度指标", "服务对象满意度指标"),
            ("满意度指标", "服务对象满意度指标"),
        ),
        ("过程/管理", ("过程指标", "管理指标"), ("过程指标", "管理指标")),
    ],
)
def test_levels_have_their_official_names(
    category: str, names: tuple[str, str], older: tuple[str, str]
) -> None:
    plan = plan_of(f"名称: 甲数, 绩效类别: {category}, 目标值: 5, 计量单位: 个")
    for given, expected in (({}, names), ({"表式": "旧"}, older)):
        [measure] = form(plan, given).measures
        assert (measure.first, measure.second) == expected


@pytest.mark.parametrize(
    ("indicator", "final", "of_year"),
    [
        ("目标值: 92%, 计量单位: '%', 方向: 不低于, 年度目标: {2026: 80%}", "≥92%", "≥80%"),
        ("目标值: 5%, 计量单位: '%', 方向: 不高于, 年度目标: {2026: 9%}", "≤5%", "≤9%"),
        ("指标性质: 定性, 目标值: 健全完善, 年度目标: {2026: 基本建立}", "健全完善", "基本建立"),
        ("指标性质: 定性, 计算方法: 制度印发并执行", "制度印发并执行", ""),
        ("计算方法: 按台账统计", "按台账统计", ""),
        ("计量单位: 个", "", ""),
    ],
)
def test_no_indicator_is_left_out(indicator: str, final: str, of_year: str) -> None:
    plan = plan_of(f"名称: 甲, 绩效类别: 产出/质量, {indicator}")
    [measure] = form(plan, {}).measures
    assert (measure.name, measure.final, measure.of_year) == ("甲", final, of_year)
    assert [row for row in texts(plan) if "甲" in row]


def test_indicators_are_grouped_by_level_in_the_order_of_the_form() -> None:
    plan = plan_of(
        "名称: 甲, 绩效类别: 满意度/服务对象满意度",
        "名称: 乙, 绩效类别: 产出/时效",
        "名称: 丙, 绩效类别: 产出/数量",
        "名称: 丁",
        "名称: 戊, 绩效类别: 产出/时效",
        "名称: 己, 绩效类别: 成本/经济成本",
    )
    assert [measure.name for measure in form(plan, {}).measures] == list("己丙乙戊甲丁")
    spans = [
        (cell.text, cell.rows) for row in table(plan).rows for cell in row if "指标" in cell.text
    ]
    assert ("产出指标", 3) in spans
    assert ("时效指标", 2) in spans


@pytest.mark.parametrize("scheme", SCHEMES)
def test_every_row_fills_its_columns(scheme: str) -> None:
    """Cells that span rows above count in the rows below."""
    made = table(scheme_plan(scheme))
    pending: list[tuple[int, int]] = []
    for row in made.rows:
        width = sum(cell.columns for cell in row) + sum(columns for _, columns in pending)
        assert width == len(made.columns)
        pending = [(rows - 1, columns) for rows, columns in pending if rows > 1]
        pending += [(cell.rows - 1, cell.columns) for cell in row if cell.rows > 1]
    assert not pending


@pytest.mark.parametrize("scheme", SCHEMES)
def test_the_funds_add_up(scheme: str) -> None:
    plan = scheme_plan(scheme)
    lines = {line.name: Decimal(line.whole) for line in form(plan, {}).funds}
    whole = lines.pop("资金总额")
    assert plan.budget is not None
    assert whole == (plan.budget.total or 0) / 10_000
    assert lines.pop("财政资金小计") + lines.pop("其他资金小计") == whole
    assert sum(lines.values()) == whole


@pytest.mark.parametrize(
    ("given", "year", "goal"),
    [
        ({}, 2026, "完成甲。"),
        ({"年度": "2027"}, 2027, "抓推广"),
        ({"年度": "2027年"}, 2027, "抓推广"),
        ({"年度": "2028"}, 2028, ""),
    ],
)
def test_the_half_of_a_year(given: dict[str, str], year: int, goal: str) -> None:
    plan = plan_of("名称: 甲", more="工作任务: [{名称: 完成甲, 完成时限: 2026-06}]\n")
    made = form(plan, given)
    assert (made.year, made.year_goal) == (year, goal)


def test_a_year_outside_of_the_plan_is_refused() -> None:
    with pytest.raises(Unready, match="年度“2031”不在方案的实施期限内。写2026、2027、2028"):
        form(plan_of("名称: 甲"), {"年度": "2031"})


def test_an_unknown_wording_is_refused() -> None:
    with pytest.raises(Unready, match="没有“新”这种表式"):
        form(plan_of("名称: 甲"), {"表式": "新"})


def test_the_form_says_where_it_comes_from_and_is_left_to_sign() -> None:
    plan = scheme_plan("county-demo")
    assert table(plan).notes == ("注：本表据公开样表编排，申报时以本级财政部门规定的表样为准。",)
    labels = [row[0] for row in texts(plan)]
    assert labels[-4:] == ["填报人", "单位负责人（签章）", "主管部门审核意见", "财政部门审核意见"]


@pytest.mark.parametrize("scheme", SCHEMES)
def test_the_workbook_has_the_same_cells_unmerged(scheme: str) -> None:
    plan = scheme_plan(scheme)
    book = openpyxl.load_workbook(BytesIO(to_xlsx(plan, properties(plan))))
    sheet = book["绩效目标申报表"]
    values = [[cell.value for cell in row] for row in sheet.iter_rows()]
    flat = {value for row in values for value in row if value}
    missing = {
        text.strip()
        for row in texts(plan)
        for text in row
        if text.strip() not in ("", "—") and text.strip() not in flat
    }
    assert not missing
    measures = [row for row in values if str(row[0]).endswith("指标") and row[0] != "一级指标"]
    assert len(measures) == len(plan.indicators)
    assert all(row[1] and row[2] for row in measures)
    last = len(values)
    merged = [cells for cells in sheet.merged_cells.ranges if 3 < cells.min_row < last]
    assert not merged
