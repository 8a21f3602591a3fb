"""Indicators as offices write them: what is accepted is silent or a hint, what is wrong is told."""

from __future__ import annotations

import pytest

from jindu.checker.engine import check_text
from jindu.model.diagnostic import Diagnostic, Severity
from tests.conftest import THAT_DAY

HINT, WARNING, ERROR = Severity.INFO, Severity.WARNING, Severity.ERROR


def found(code: str, *indicators: str, genre: str = "", content: str = "") -> list[Diagnostic]:
    """The findings of a rule on a plan of three years with these indicators."""
    listed = ", ".join(f"{{编号: 甲{n}, {words}}}" for n, words in enumerate(indicators))
    kind = f", 文种: {genre}" if genre else ""
    text = (
        f"方案: {{起止: 2026-01..2028-12{kind}}}\n"
        f"目标: [{{编号: 目标一, 内容: {content or '甲'}, 指标: [{listed}]}}]\n"
    )
    return [d for d in check_text(text, settings=THAT_DAY) if d.code == code]


def weights(code: str, *indicators: str, genre: str = "") -> list[Severity]:
    return [d.severity for d in found(code, *indicators, genre=genre)]


@pytest.mark.parametrize(
    ("indicator", "severity"),
    [
        ("名称: 场次, 计量单位: 场, 方向: 不低于", ERROR),
        ("名称: 场次", ERROR),
        ("名称: 会商制度, 指标性质: 定性", ERROR),
        ("名称: 发放资料, 目标值: 5000份", WARNING),
        ("名称: 知晓率, 计量单位: '%', 目标值: 92%", WARNING),
        ("名称: 知晓率, 计量单位: '%', 方向: 不低于, 年度目标: {2026: 80%}", WARNING),
        ("名称: 场次, 方向: 不低于, 目标值: 8场", WARNING),
    ],
)
def test_what_an_indicator_needs(indicator: str, severity: Severity) -> None:
    assert weights("GOL001", indicator) == [severity]


def test_a_form_may_give_the_bare_value() -> None:
    assert weights("GOL001", "名称: 发放资料, 计量单位: 份, 目标值: 5000", genre="申报表") == []
    assert weights("GOL001", "名称: 发放资料, 计量单位: 份", genre="申报表") == [ERROR]


def test_what_is_missing_is_named() -> None:
    [told] = found("GOL001", "名称: 发放资料, 计量单位: 份, 目标值: 5000份")
    assert told.message == "指标“发放资料”没有写“方向”（不低于、不高于、等于）。"


@pytest.mark.parametrize(
    "indicator",
    [
        "名称: 新增禁毒宣传阵地数, 目标值: 3个",
        "名称: 能力提升培训场次, 目标值: 6场",
        "名称: 宣传覆盖人次增长率, 计量单位: '%', 目标值: 150%",
        "名称: 新增吸毒人员比2025年下降, 计量单位: '%', 目标值: 20%",
        "名称: 新增人员同比下降率, 计量单位: '%', 目标值: 20%",
        "名称: 发案下降率, 计量单位: '%', 目标值: 5%, 计算方法: （上年数－当年数）÷上年数",
        "名称: 减少浪费倡议书份数, 目标值: 300份",
        "名称: 培训场次, 目标值: 12场",
        "名称: 工作机制, 指标性质: 定性, 计算方法: 印发",
    ],
)
def test_no_baseline_is_asked_for(indicator: str) -> None:
    assert weights("GOL002", indicator) == []


@pytest.mark.parametrize(
    ("indicator", "genre", "severity"),
    [
        ("名称: 新增吸毒人员下降率, 计量单位: '%', 目标值: 20%", "", ERROR),
        ("名称: 吸毒人员降幅, 计量单位: '%', 目标值: 20%", "", ERROR),
        ("名称: 知晓率提高幅度, 计量单位: 个百分点, 目标值: 10个百分点", "", ERROR),
        ("名称: 复吸人数减少比例, 目标值: 20%", "", ERROR),
        ("名称: 新增吸毒人员数下降, 计量单位: '%', 目标值: 20%", "", ERROR),
        ("名称: 新增吸毒人员下降率, 计量单位: '%', 目标值: 20%", "申报表", WARNING),
        ("名称: 新增吸毒人员下降率, 计量单位: '%', 目标值: 20%", "行动计划", WARNING),
        ("名称: 禁毒意识显著提升, 计量单位: '%', 目标值: 90%", "", WARNING),
        ("名称: 群众禁毒意识显著提升, 目标值: 90%", "", WARNING),
        ("名称: 毒情形势持续好转, 目标值: 90%", "", WARNING),
    ],
)
def test_a_change_needs_its_start(indicator: str, genre: str, severity: Severity) -> None:
    assert weights("GOL002", indicator, genre=genre) == [severity]


def test_the_remedy_of_a_rate_of_change_is_no_baseline_of_nought() -> None:
    [told] = found("GOL002", "名称: 新增吸毒人员下降率, 计量单位: '%', 目标值: 20%")
    assert "0%" not in told.tip.replace("100%", "")
    assert "上年" in told.tip


BASE = "基期: {时间: 2025, 值: 8场, 出处: 台账}"


def test_one_baseline_forgotten_among_others_is_a_hint() -> None:
    indicators = [f"名称: 宣传场次, 计量单位: 场, {BASE}", "名称: 培训场次, 计量单位: 场"]
    assert weights("GOL002", *indicators) == [HINT]
    assert weights("GOL002", *indicators, genre="行动计划") == []
    assert weights("GOL002", "名称: 宣传场次", "名称: 培训场次") == []


def test_baselines_without_source_are_told_once() -> None:
    one, two = ("名称: 场次, 基期: {时间: 2025, 值: 8}", "名称: 人次, 基期: {时间: 2025, 值: 80}")
    [told] = found("GOL002", one, two)
    assert told.severity is HINT
    assert told.message == "2个指标的基期都没有写出处：“场次”“人次”。"
    assert weights("GOL002", one, f"名称: 人数, {BASE}") == [HINT]


@pytest.mark.parametrize(
    "indicator",
    [
        "名称: 场次, 绩效类别: 项目完成指标/数量指标",
        "名称: 覆盖率, 绩效类别: 项目效益指标/社会效益指标",
        "名称: 覆盖率, 绩效类别: 效益/可持续发展",
        "名称: 满意度, 绩效类别: 满意度/社会公众满意度",
        "名称: 满意度, 绩效类别: 满意度/群众满意度",
        "名称: 满意度, 绩效类别: 满意度指标",
        "名称: 满意度, 绩效类别: 项目效益/满意度",
        "名称: 预算执行率, 绩效类别: 预算执行率",
        "名称: 参训人员满意度, 绩效类别: 产出/质量",
    ],
)
def test_categories_of_other_forms(indicator: str) -> None:
    assert weights("GOL003", indicator) == []


@pytest.mark.parametrize(
    "indicator",
    [
        "名称: 场次, 绩效类别: 项目完成指标/社会效益指标",
        "名称: 满意度, 绩效类别: 满意度/质量",
        "名称: 场次, 绩效类别: 效益/时效",
        "名称: 群众满意度, 绩效类别: 产出/数量",
        "名称: 场次, 绩效类别: 其他/数量",
    ],
)
def test_categories_that_do_not_fit(indicator: str) -> None:
    assert weights("GOL003", indicator) == [WARNING]


def test_categories_are_asked_of_applications() -> None:
    plain = ("名称: 场次", "名称: 知晓率")
    assert weights("GOL004", *plain) == []
    assert weights("GOL004", *plain, genre="申报表") == [WARNING]
    some = ("名称: 场次, 绩效类别: 项目完成指标/数量", "名称: 知晓率, 绩效类别: 项目效益指标/社会")
    assert weights("GOL004", *some) == [HINT]
    assert weights("GOL004", *some, "名称: 满意度, 绩效类别: 效益/满意度") == []


@pytest.mark.parametrize(
    "indicator",
    [
        "名称: 群众不满意率, 计量单位: '%', 方向: 不高于, 目标值: 5%",
        "名称: 不满意件整改率, 计量单位: '%', 方向: 不低于, 目标值: 85%",
        "名称: 群众满意度, 计量单位: 分, 方向: 不低于, 目标值: 4.5分",
        "名称: 满意度调查次数, 计量单位: 次, 方向: 不低于, 目标值: 2次",
        "名称: 群众满意度, 计量单位: '%', 方向: 不低于, 目标值: 90%",
        "名称: 热线办件满意率, 计量单位: '%', 方向: 不低于, 目标值: 80%",
    ],
)
def test_satisfaction_that_is_high_enough_or_none(indicator: str) -> None:
    assert weights("GOL005", indicator) == []


@pytest.mark.parametrize(
    "indicator",
    [
        "名称: 群众满意度, 计量单位: '%', 方向: 不低于, 目标值: 89%",
        "名称: 居民对禁毒工作满意率, 计量单位: '%', 方向: 不低于, 目标值: 80%",
        "名称: 群众满意度, 计量单位: 分, 方向: 不低于, 目标值: 60分",
        "名称: 课程好评率, 计量单位: '%', 方向: 不低于, 目标值: 70%",
        "名称: 居民满意度（第三方调查）, 计量单位: '%', 目标值: 85%",
    ],
)
def test_satisfaction_that_is_low(indicator: str) -> None:
    assert weights("GOL005", indicator) == [WARNING]
    assert weights("GOL005", indicator, genre="申报表") == [HINT]


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("宣传覆盖人次增长率", "150%"),
        ("培训人数增幅", "120%"),
        ("计划完成率", "110%"),
        ("线索数同比", "102.5%"),
        ("投入提高比例", "200%"),
    ],
)
def test_growth_may_exceed_a_hundred(name: str, value: str) -> None:
    indicator = f"名称: {name}, 计量单位: '%', 方向: 不低于, 目标值: {value}"
    assert weights("GOL006", indicator) == []
    assert weights("GOL001", indicator) == []


@pytest.mark.parametrize(
    "name", ["知晓率", "培训覆盖率", "任务按期完成率", "工作清单完成率", "整改率"]
)
def test_a_share_may_not(name: str) -> None:
    assert weights("GOL006", f"名称: {name}, 计量单位: '%', 目标值: 108%") == [ERROR]


@pytest.mark.parametrize(
    ("content", "severities"),
    [
        ("宣传覆盖率达到120%以上", [ERROR]),
        ("知晓率达到105%", [ERROR]),
        ("覆盖率超过100%", [ERROR]),
        ("宣传人次增长120%以上", []),
        ("活动场次比上年提高150%", []),
        ("完成计划的110%", []),
        ("宣传覆盖率达到100%", []),
        ("宣传覆盖率达到100%以上", []),  # TXT006 tells it
        ("发放资料2100份", []),
    ],
)
def test_percentages_in_goals(content: str, severities: list[Severity]) -> None:
    assert [d.severity for d in found("GOL006", content=content)] == severities


def test_a_target_below_the_baseline_is_a_warning() -> None:
    for words in (
        "计量单位: 场, 基期: {值: 6场}, 目标值: 4场",
        "计量单位: '%', 基期: {值: 100%}, 目标值: 98%",
    ):
        assert weights("GOL007", f"名称: 场次, 方向: 不低于, {words}") == [WARNING]


@pytest.mark.parametrize(
    ("indicator", "severities"),
    [
        ("计量单位: 人次, 目标值: 600人次, 年度目标: {2026: 200, 2027: 200, 2028: 200}", []),
        ("计量单位: 个, 目标值: 6个, 年度目标: {2026: 3, 2027: 2, 2028: 1}", []),
        ("计量单位: 个, 目标值: 6个, 年度目标: {2026: 2, 2027: 4, 2028: 6}", []),
        ("计量单位: 个, 目标值: 6个, 年度目标: {2026: 6, 2027: 6, 2028: 6}", []),
        ("计量单位: '%', 目标值: 92%, 基期: {值: 78%}, 年度目标: {2026: 80%, 2028: 92%}", []),
        ("计量单位: 个, 目标值: 6个, 年度目标: {2026: 3, 2027: 2, 2028: 2}", [WARNING, WARNING]),
        ("计量单位: 人次, 目标值: 600人次, 年度目标: {2026: 200, 2027: 300}", [WARNING]),
        ("计量单位: '%', 目标值: 92%, 年度目标: {2026: 88%, 2027: 85%, 2028: 92%}", [ERROR]),
        ("计量单位: '%', 目标值: 92%, 年度目标: {2026: 80%, 2028: 90%}", [ERROR]),
        ("计量单位: '%', 目标值: 92%, 年度目标: {2026: 46%, 2027: 46%}", [ERROR]),
        (
            "计量单位: '%', 目标值: 92%, 基期: {值: 85%}, 年度目标: {2026: 80%, 2028: 92%}",
            [WARNING],
        ),
        ("计量单位: '%', 目标值: 92%, 年度目标: {2026: 80%, 2029: 92%}", [ERROR]),
    ],
)
def test_targets_of_years(indicator: str, severities: list[Severity]) -> None:
    assert weights("GOL008", f"名称: 甲, 方向: 不低于, {indicator}") == severities


def test_sources_of_data_are_told_once_and_only_to_plans() -> None:
    plain = ("名称: 场次", "名称: 知晓率", "名称: 满意度")
    [told] = found("GOL009", *plain)
    assert told.severity is HINT
    assert told.message.startswith("3个指标都没有写数据出处、频次、责任单位：")
    for genre in ("申报表", "行动计划", "规划"):
        assert weights("GOL009", *plain, genre=genre) == []
    assert weights(
        "GOL009", "名称: 场次, 数据出处: 台账, 频次: 每年, 责任单位: 所", "名称: 人次"
    ) == [HINT]


@pytest.mark.parametrize(
    "indicator",
    [
        "名称: 12345热线办件满意率",
        "名称: 告知书知晓签收率",
        "名称: 工单回访满意率",
        "名称: 群众安全感, 数据出处: 全省公报",
        "名称: 居民知晓率, 数据出处: 答题平台统计",
        "名称: 宣传场次",
        "名称: 满意度, 调查: {方式: 问卷, 样本量: 100, 实施单位: 队}",
    ],
)
def test_no_survey_is_asked_for(indicator: str) -> None:
    assert weights("GOL010", indicator) == []


@pytest.mark.parametrize(
    ("indicator", "severity"),
    [
        ("名称: 群众认可度", HINT),
        ("名称: 居民知晓率", HINT),
        ("名称: 居民满意率", HINT),
        ("名称: 群众安全感", HINT),
        ("名称: 居民满意率, 调查: {方式: 问卷, 样本量: 99, 实施单位: 队}", WARNING),
        ("名称: 居民满意率, 调查: {方式: 问卷, 样本量: 400}", WARNING),
    ],
)
def test_a_survey_is_asked_for(indicator: str, severity: Severity) -> None:
    assert weights("GOL010", indicator) == [severity]


def test_surveys_that_nobody_describes_are_told_once() -> None:
    [told] = found("GOL010", "名称: 知晓率", "名称: 满意度", "名称: 场次")
    assert told.message == "2个指标都没有写怎样调查：“知晓率”“满意度”。"
    assert weights("GOL010", "名称: 知晓率", genre="申报表") == []


@pytest.mark.parametrize(
    ("scores", "severities"),
    [
        ((50, 30, 10), []),
        ((60, 30, 10), []),
        ((50, 30, 15), [ERROR]),
        ((50, 30), [ERROR]),
        ((80, 30), [ERROR]),
    ],
)
def test_points_of_indicators(scores: tuple[int, ...], severities: list[Severity]) -> None:
    assert weights("GOL011", *(f"名称: 甲, 分值: {n}" for n in scores)) == severities


def test_ninety_points_do_not_do_with_the_execution_rate_among_them() -> None:
    assert weights("GOL011", "名称: 预算执行率, 分值: 10", "名称: 场次, 分值: 80") == [ERROR]


@pytest.mark.parametrize(
    ("indicator", "severities"),
    [
        ("名称: 戒断三年巩固率", [WARNING]),
        ("名称: 社区戒毒期满解除率", [WARNING]),
        ("名称: 操守保持五年人员比例", [WARNING]),
        ("名称: 社区戒毒期满解除率, 基期: {值: 80%}", []),
        ("名称: 戒断三年巩固率, 计算方法: 以2023年报到的对象计算", []),
        ("名称: 戒断三年巩固率, 计算方法: 三年以前报到的人中未复吸的比例", []),
        ("名称: 社区戒毒协议签订率", []),
        ("名称: 戒断一年巩固率", []),
    ],
)
def test_results_that_take_years(indicator: str, severities: list[Severity]) -> None:
    assert weights("GOL012", f"{indicator}, 计量单位: '%', 目标值: 60%") == severities


@pytest.mark.parametrize(
    ("indicator", "severities"),
    [
        ("名称: 吸毒人员肇事肇祸数, 方向: 等于, 目标值: 0", [HINT]),
        ("名称: 涉毒案件数, 目标值: 3", [HINT]),
        ("名称: 新发现吸毒人员数, 目标值: 0", [HINT]),
        ("名称: 新发现吸毒人员数, 目标值: 4", []),
        ("名称: 帮扶落实率, 目标值: 90", []),
    ],
)
def test_what_is_not_in_ones_hands(indicator: str, severities: list[Severity]) -> None:
    assert weights("GOL013", indicator) == severities


@pytest.mark.parametrize(
    ("source", "severities"),
    [
        ("2029—2030年规划编制的台账", []),
        ("2028年全省公报", []),
        ("2028年度满意度调查报告", []),
        ("“十六五”2031年计划台账", []),
        ("工作台账", []),
        ("2029年全省公报", [WARNING]),
        ("2029年统计年鉴", [WARNING]),
        ("次年发布的公报", [WARNING]),
        ("翌年印发的全县通报报告", [WARNING]),
        ("县统计局下一年度公布的统计数据", [WARNING]),
    ],
)
def test_data_that_come_too_late(source: str, severities: list[Severity]) -> None:
    assert weights("GOL014", f"名称: 安全感, 数据出处: {source}") == severities


def test_the_start_in_a_goal_is_the_baseline() -> None:
    known = f"{KNOWN}, 基期: {{时间: 2025, 值: 75%, 出处: 调查}}"
    for start, count in (("60", 1), ("75", 0)):
        told = found("GOL015", known, content=f"居民禁毒知识知晓率由{start}%提高到92%")
        assert len(told) == count


KNOWN = "名称: 居民禁毒知识知晓率, 计量单位: '%', 目标值: 92%"
HELPERS = "名称: 党员志愿者注册人数, 计量单位: 人, 目标值: 30人"


@pytest.mark.parametrize(
    ("content", "severities"),
    [
        ("居民禁毒知识知晓率达到95%", [WARNING]),
        ("知晓率提高到85%以上", [WARNING]),
        ("党员志愿者达到300人", [WARNING]),
        ("党员志愿者队伍发展到50人以上", [WARNING]),
        ("第一年打基础，知晓率达到83%，期末知晓率达到95%", [WARNING]),
        ("到2028年底，知晓率达到95%", [WARNING]),
        ("知晓率达到92%，党员志愿者达到30人", []),
        ("流动人口知晓率达到85%", []),
        ("学生毒品预防知识知晓率达到98%", []),
        ("第一年知晓率达到83%", []),
        ("2026年组建队伍，党员志愿者达到10人", []),
        ("党员志愿者服务达到300次", []),
        ("知晓率超过全县平均达到的70%", []),
    ],
)
def test_figures_in_goals(content: str, severities: list[Severity]) -> None:
    assert [d.severity for d in found("GOL015", KNOWN, HELPERS, content=content)] == severities


@pytest.mark.parametrize(
    ("time", "severities"),
    [
        ("2025", []),
        ("2025年12月", []),
        ("2026-03", []),  # what is measured when a plan begins
        ("2026Q1", []),
        ("2024", []),
        ("2026", [WARNING]),
        ("2026-10", [WARNING]),
        ("2028", [WARNING]),
        ("2031", [WARNING]),
        ("2027-01-05", [WARNING]),
    ],
)
def test_a_baseline_comes_before_the_plan(time: str, severities: list[Severity]) -> None:
    indicator = f"名称: 场次, 计量单位: 场, 基期: {{时间: {time}, 值: 8场, 出处: 台账}}"
    assert weights("GOL002", indicator) == severities


@pytest.mark.parametrize(
    "standard",
    [
        "部门协作明显加强",
        "工作效果良好",
        "毒情形势持续好转",
        "党员作用充分发挥",
        "群众满意",
        "联络渠道畅通有序",
        "基本达到预期",
        "运行平稳，成效突出",
        "组织生活规范",
    ],
)
def test_vague_standards(standard: str) -> None:
    indicator = f"名称: 机制, 指标性质: 定性, 计算方法: {standard}"
    assert weights("GOL016", indicator) == [WARNING]
    assert weights("GOL016", indicator, genre="申报表") == [HINT]


@pytest.mark.parametrize(
    "standard",
    [
        "制度印发并召开首次会商",
        "协作机制健全，联席会议每季度召开",
        "三项制度齐备，执行良好",
        "健全台账，按月登记",
        "支部委员会选举产生",
        "持续三年未发生泄密",
        "通过县禁毒办验收",
    ],
)
def test_standards_that_can_be_seen(standard: str) -> None:
    assert weights("GOL016", f"名称: 机制, 指标性质: 定性, 计算方法: {standard}") == []


@pytest.mark.parametrize(
    ("indicator", "codes"),
    [
        ("名称: 协作机制, 指标性质: 定性, 目标值: 制度印发", []),
        ("名称: 协作机制, 指标性质: 定性, 目标值: 健全完善", ["GOL016"]),
        ("名称: 禁毒意识, 指标性质: 定性, 目标值: 有效提升", ["GOL016"]),
        ("名称: 协作机制, 指标性质: 定性", ["GOL001"]),
        ("名称: 知晓率, 计量单位: '%', 方向: 不低于, 目标值: 不低于全市平均水平", []),
        ("名称: 知晓率, 计量单位: '%', 方向: 不低于, 目标值: 力争95%", []),
    ],
)
def test_targets_in_words(indicator: str, codes: list[str]) -> None:
    told = [code for code in ("GOL001", "GOL002", "GOL016") if found(code, indicator)]
    assert told == codes


@pytest.mark.parametrize(
    ("basis", "years", "severities"),
    [
        ("当年", "{2026: 200, 2027: 200, 2028: 200}", []),
        ("当年", "{2026: 300, 2027: 200, 2028: 600}", []),
        ("当年", "{2026: 300, 2027: 200, 2028: 200}", [WARNING]),
        ("累计", "{2026: 200, 2027: 400, 2028: 600}", []),
        ("累计", "{2026: 200, 2027: 200, 2028: 200}", [WARNING]),
        ("累计", "{2026: 300, 2027: 200, 2028: 600}", [WARNING]),
    ],
)
def test_what_the_years_count(basis: str, years: str, severities: list[Severity]) -> None:
    told = f"名称: 培训, 计量单位: 人次, 方向: 不低于, 目标值: 600, 年度目标口径: {basis}"
    assert weights("GOL008", f"{told}, 年度目标: {years}") == severities
