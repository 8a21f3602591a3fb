"""Scoring tables as offices write them: what is accepted is silent or a hint."""

from __future__ import annotations

import pytest

from jindu.checker.engine import check_text
from jindu.model.diagnostic import Diagnostic, Severity
from tests.conftest import THAT_DAY

HINT, WARNING, ERROR = Severity.INFO, Severity.WARNING, Severity.ERROR


def found(code: str, evaluation: str, overview: str = "起止: 2026-01..2028-12") -> list[Diagnostic]:
    text = f"方案: {{{overview}}}\n考核评价: {{{evaluation}}}\n"
    return [d for d in check_text(text, settings=THAT_DAY) if d.code == code]


def weights(code: str, evaluation: str, overview: str = "起止: 2026-01..2028-12") -> list[Severity]:
    return [d.severity for d in found(code, evaluation, overview)]


@pytest.mark.parametrize(
    ("dimensions", "severities"),
    [
        ("{名称: 工作成效}, {名称: 群众评价}, {名称: 推进进度}", []),
        (
            "{名称: 组织}, {名称: 业绩}, {名称: 民意, 项目: [{内容: 满意度}, {内容: 按期完成}]}",
            [],
        ),
        ("{名称: 工作落实}, {名称: 群众评议}, {名称: 工作进展}", []),
        ("{名称: 工作成效}, {名称: 群众满意度}", [HINT]),
        ("{名称: 甲}, {名称: 乙}, {名称: 丙}", [HINT]),
        ("", [HINT]),
    ],
)
def test_dimensions(dimensions: str, severities: list[Severity]) -> None:
    assert weights("EVA001", f"满分: 100, 维度: [{dimensions}]") == severities
    assert weights("EVA001", f"满分: 100, 维度: [{dimensions}]", "文种: 考核细则") == []


def test_no_dimension_is_said_so() -> None:
    [told] = found("EVA001", "满分: 100")
    assert told.message == "考核评价没有写维度。"


GRADES = ("优秀", "良好", "合格", "不合格")


@pytest.mark.parametrize(
    ("bands", "severities"),
    [
        (((90, 100), (80, 89), (60, 79), (0, 59)), []),
        (((90, 100), (80, 90), (60, 80), (0, 60)), []),
        (((90, 100), (80, 89.9), (60, 79.9), (0, 59.9)), []),
        (((90, 100), (80, 89.99), (60, 79.99), (0, 59.99)), []),
        (((90, ""), (80, ""), (60, ""), (0, "")), []),
        (((90, 100), (80, 88), (60, 79), (0, 59)), [ERROR]),
        (((90, 100), (80, 95), (60, 79), (0, 59)), [ERROR]),
        (((90, 99), (80, 89), (60, 79), (0, 59)), [ERROR]),
        (((90, 100), (80, 89), (60, 79), (40, 59)), [WARNING]),
        (((90, 100), (80, 89), (80, 89), (0, 79)), [ERROR, ERROR]),
        (((105, 100), (80, 100), (60, 79), (0, 59)), [ERROR, ERROR]),
    ],
)
def test_bands_of_grades(
    bands: tuple[tuple[float, float | str], ...], severities: list[Severity]
) -> None:
    grades = ", ".join(
        f"{{名称: {name}, 最低分: {low}, 最高分: {high}}}"
        for name, (low, high) in zip(GRADES, bands, strict=True)
    )
    assert weights("EVA003", f"满分: 100, 等级: [{grades}]") == severities


def test_three_grades_leave_no_gap_at_the_bottom_unsaid() -> None:
    [told] = found("EVA003", "等级: [{名称: 优秀, 最低分: 90}, {名称: 合格, 最低分: 60}]")
    assert told.severity is WARNING
    assert told.message == "最低的等级“合格”从60分起，60分以下没有等级。"


def items(*words: str) -> str:
    return f"维度: [{{名称: 成效, 项目: [{', '.join(f'{{{w}}}' for w in words)}]}}]"


@pytest.mark.parametrize(
    ("words", "severities"),
    [
        (("内容: 甲, 评分方法: 缺一场扣1分, 佐证材料: 照片",), []),
        (("内容: 每少一场扣1分, 佐证材料: 照片", "内容: 召开会议得5分, 佐证材料: 纪要"), []),
        (("内容: 甲", "内容: 乙", "内容: 丙"), [WARNING]),
        (("内容: 甲, 评分方法: 缺一场扣1分", "内容: 乙, 评分方法: 缺一场扣1分"), [HINT]),
        (("内容: 甲, 评分方法: 综合打分, 佐证材料: 照片",), [WARNING]),
        (("内容: 甲, 评分方法: 由领导小组综合评定, 佐证材料: 照片",), [WARNING]),
        (("内容: 甲, 评分方法: 视情况打分, 佐证材料: 照片",), [WARNING]),
        (("内容: 甲, 评分方法: 缺一场扣1分, 佐证材料: 无",), [HINT]),
        (("内容: 甲, 评分方法: 根据完成比例计分, 佐证材料: 照片",), []),
        (("内容: 甲, 评分方法: 现场抽查合格得满分, 佐证材料: 照片",), []),
    ],
)
def test_methods_and_evidence(words: tuple[str, ...], severities: list[Severity]) -> None:
    assert weights("EVA004", items(*words)) == severities


def test_evidence_is_asked_of_plans_only() -> None:
    told = items("内容: 甲, 评分方法: 缺一场扣1分", "内容: 乙, 评分方法: 缺一场扣1分")
    assert weights("EVA004", told, "文种: 考核细则") == []
    [found_] = found("EVA004", told)
    assert found_.message == "2项考核项目都没有写佐证材料：“甲”“乙”。"


WHOLE = "满分: 100, 调整责任单位: 所"


@pytest.mark.parametrize(
    ("reviews", "period", "severities"),
    [
        ("{名称: 期末评估, 时间: 2026-12, 主体: 县}", "2026-01..2026-12", []),
        ("{名称: 年度考核, 主体: 县}", "2026-01..2028-12", []),
        ("{名称: 半年评估, 主体: 县}", "2026-01..2028-12", []),
        (
            "{名称: 甲, 时间: 2026-12, 主体: 县}, {名称: 乙, 时间: 2027-12, 主体: 县}"
            ", {名称: 丙, 时间: 2028-12, 主体: 县}",
            "2026-01..2028-12",
            [],
        ),
        ("{名称: 评估, 频次: 每季度, 主体: 县}", "2026-01..2028-12", []),
        ("{名称: 期末评估, 时间: 2028-12, 主体: 县}", "2026-01..2028-12", [WARNING]),
        ("{名称: 中期评估, 时间: 2027-06, 主体: 县}", "2026-01..2027-12", [WARNING]),
        ("{名称: 年度考核, 频次: 每年}", "2026-01..2028-12", [WARNING]),
        ("{名称: 评估, 主体: 县}", "2026-01..2028-12", [WARNING, WARNING]),
        ("", "2026-01..2028-12", [HINT]),
    ],
)
def test_reviews(reviews: str, period: str, severities: list[Severity]) -> None:
    told = f"{WHOLE}, 评估安排: [{reviews}]"
    assert weights("EVA005", told, f"起止: {period}") == severities
    assert weights("EVA005", told, f"起止: {period}, 文种: 考核细则") == []


def test_nobody_who_adjusts_is_a_hint() -> None:
    told = "满分: 100, 评估安排: [{名称: 年度评估, 频次: 每年, 主体: 县}]"
    assert weights("EVA005", told) == [HINT]


def of_indicators(code: str, words: str, genre: str = "实施方案") -> list[Severity]:
    text = f"方案: {{文种: {genre}}}\n目标: [{{编号: 甲, 内容: 甲, 指标: [{words}]}}]\n"
    return [d.severity for d in check_text(text, settings=THAT_DAY) if d.code == code]


def test_no_alert_at_all_is_a_hint_to_plans() -> None:
    told = "{编号: 乙, 名称: 场次}, {编号: 丙, 名称: 人次}"
    assert of_indicators("EVA008", told) == [HINT]
    assert of_indicators("EVA008", told, "申报表") == []
    assert of_indicators("EVA008", "{编号: 乙, 名称: 场次, 预警: {黄: 5}}") == [WARNING]


@pytest.mark.parametrize(
    ("words", "severities"),
    [
        ("计量单位: 人次, 年度目标: {2026: 200, 2027: 400, 2028: 600}, 预警: {黄: 500}", []),
        ("计量单位: '%', 年度目标: {2026: 80%, 2027: 85%}, 预警: {黄: 80%}", []),
        ("计量单位: 人次, 年度目标: {2026: 200, 2027: 400, 2028: 600}, 预警: {黄: 601}", [WARNING]),
        ("计量单位: '%', 年度目标: {2026: 77%, 2027: 85%}, 预警: {黄: 79%}", [WARNING]),
    ],
)
def test_alerts_within_the_targets(words: str, severities: list[Severity]) -> None:
    told = f"{{编号: 乙, 名称: 培训, 方向: 不低于, {words}}}"
    assert of_indicators("EVA010", told) == severities


@pytest.mark.parametrize(
    ("goals", "genre", "severities"),
    [
        (("组织健全，责任落实", "群防群治"), "实施方案", [HINT]),
        (("组织健全，责任落实", "群防群治"), "行动计划", []),
        (("提高居民知晓率",), "实施方案", [WARNING]),
        (("提高居民知晓率", "培训志愿者30人"), "行动计划", [WARNING, WARNING]),
        (("群众满意度达到要求", "责任落实"), "实施方案", [WARNING, HINT]),
    ],
)
def test_goals_without_indicators(
    goals: tuple[str, ...], genre: str, severities: list[Severity]
) -> None:
    listed = ", ".join(f"{{编号: 甲{n}, 内容: {words}}}" for n, words in enumerate(goals))
    text = f"方案: {{文种: {genre}}}\n目标: [{listed}]\n"
    found_ = [d for d in check_text(text, settings=THAT_DAY) if d.code == "REF002"]
    assert [d.severity for d in found_] == severities


@pytest.mark.parametrize(
    ("name", "tasks", "recurring", "count"),
    [
        ("主题党日禁毒内容开展率", "指标: 乙", "禁毒主题党日", 0),
        ("重点场所检查次数", "指标: 乙", "重点场所检查和复查", 0),
        ("居民满意度", "指标: 乙", "禁毒主题党日", 1),
        ("居民满意度", "指标: [乙, 丙]", "禁毒主题党日", 0),
        ("居民满意度", "经费: 无", "禁毒主题党日", 1),
    ],
)
def test_indicators_without_task(name: str, tasks: str, recurring: str, count: int) -> None:
    indicators = f"[{{编号: 乙, 名称: 入户次数}}, {{编号: 丙, 名称: {name}}}]"
    text = (
        f"目标: [{{编号: 甲, 内容: 甲, 指标: {indicators}}}]\n"
        f"工作任务: [{{编号: 丁, 名称: 入户, {tasks}}}]\n"
        f"经常性工作: [{{编号: 戊, 名称: {recurring}, 频次: 每月}}]\n"
    )
    found_ = [d for d in check_text(text, settings=THAT_DAY) if d.code == "REF003"]
    assert [d.severity for d in found_] == [HINT] * count
