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
        (("内容: 甲, 评分方法: 据实评定, 佐证材料: 照片",), [WARNING]),
        (("内容: 甲, 评分方法: 视情况打分, 佐证材料: 照片",), []),  # TXT001 tells it
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
    assert found_.message == "2个考核项目都没有写佐证材料：“甲”“乙”。"


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


NAMED = (
    "等级: [{{名称: {}, 最低分: 90}}, {{名称: {}, 最低分: 75}}, {{名称: {}, 最低分: 60}}"
    ", {{名称: 其他, 最低分: 0}}]"
)


@pytest.mark.parametrize(
    ("names", "severities"),
    [
        (("优秀", "良好", "合格"), []),
        (("优", "良", "中"), []),
        (("一等", "二等", "三等"), []),
        (("优秀", "良好", "基本合格"), []),
        (("A级", "B级", "C级"), []),
        (("示范", "先进", "达标"), []),
        (("良好", "优秀", "合格"), [ERROR]),
        (("合格", "优秀", "良好"), [ERROR]),
        (("优秀", "不合格", "合格"), [ERROR]),
        (("二等", "一等", "三等"), [ERROR]),
        (("B级", "A级", "C级"), [ERROR]),
        (("优秀", "合格", "良"), [ERROR]),
    ],
)
def test_grades_in_order(names: tuple[str, str, str], severities: list[Severity]) -> None:
    assert weights("EVA003", NAMED.format(*names)) == severities


def scored(method: str, score: str = "10") -> str:
    other = "内容: 乙, 分值: 5, 评分方法: '每迟报一次扣1分，扣完为止', 佐证材料: 记录"
    return items(f"内容: 甲, 分值: {score}, 评分方法: '{method}', 佐证材料: 记录", other)


@pytest.mark.parametrize(
    "method",
    [
        "达到年度目标得满分，每低1个百分点扣1分，扣完为止",
        "课程安排齐全得4分，教案抽查合格得6分",
        "执行率90%以上得10分，80%以上不足90%得6分，不足80%不得分",
        "90%（含）以上得10分，80%（含）至90%得8分",
        "每开展一场得2分，最高10分",
        "每开展一场得2分，最多得5分；信息被采用的得5分",
        "国家级得10分，省级得8分，市级得6分",
        "测评80分以上得10分，60分以上不足80分得6分",
        "成立机构（4分），明确专人（6分）",
        "建立台账得五分，按月报送得五分",
        "未完成的扣10分",
        "每缺一次扣两分，最多扣10分",
        "按完成率计分，另加信息报送2分",
        "60%以上得10分，60%以下不得分",
        "未配备的不得分，兼职的得5分",
        "开展活动3场以上得10分，2场得6分，1场得3分，未开展不得分",
        "每半年研究1次以上得10分，不足1次的不得分",
        "满分10分，每缺1项扣2分，扣完为止",
        "有计划、有总结各得2分，其余按比例得分",
        "20人以下得5分，超过20人得10分",
        "优秀得10分，良好得8分，合格得6分",
        "发生一起安全事故扣10分",
        "每季度召开会议1次得10分，每少一次扣2.5分",
        "90%以上得满分，80%以上不足90%得8分，不足80%得5分",
        "获国家级表彰加5分，省级加3分，市级加2分，不重复加分",
        "按时报送得10分，每迟报1次扣1分，漏报1次扣2分，扣完10分为止",
        "按实际值与目标值之比计分，不超过项目分值",
        "",
    ],
)
def test_methods_that_fit(method: str) -> None:
    assert weights("EVA011", scored(method)) == []


@pytest.mark.parametrize(
    "method",
    [
        "课程安排齐全得5分，教案抽查合格得7分",
        "成立机构（4分），明确专人（3分）",
        "90%以上得12分，80%以上得8分",
        "90%以上得8分，80%以上得6分",
        "每开展一场得2分，最高12分",
        "每开展一场得2分，最高8分",
        "未完成的扣15分",
        "每缺一次扣2分，最多扣12分",
        "建立台账得五分，按月报送得三分",
        "执行率80%至95%得6分，90%以上得10分",
        "按期设立得10分，每迟一个月扣3分",
        "漏报一次扣2分",
        "每月召开会议1次得10分，每少一次扣2.5分",
        "每少一人，扣1分",
        "达到得15分",
        "基本分6分，有特色的加2分",
        "少讲一场罚1分",
        "发现一个班未上的倒扣12分",
    ],
)
def test_methods_that_contradict_the_score(method: str) -> None:
    assert weights("EVA011", scored(method)) == [WARNING]


@pytest.mark.parametrize(
    "method",
    [
        "60%以上得10分，60%以下得5分",
        "20人以下得5分，20人以上得10分",
        "执行率90%以上得10分，80%至90%得6分",
        "95%以上得10分，90%—95%得8分，85%—90%得5分，85%以下不得分",
        "每有一名学员结业得1分",
        "被采用的每篇加3分",
        "每培训一人，加一分",
    ],
)
def test_what_is_usual_but_unclear_is_a_hint(method: str) -> None:
    assert weights("EVA011", scored(method)) == [HINT]


def test_a_table_without_any_floor_is_told_once() -> None:
    table_ = items("内容: 甲, 分值: 5, 评分方法: 每缺一次扣1分", "内容: 乙, 评分方法: 迟一次扣1分")
    [told] = found("EVA011", table_)
    assert told.severity is HINT
    assert told.message == "2个考核项目按次扣分，没有写扣到多少为止：“甲”“乙”。"


def test_few_floors_among_many_items_are_a_hint() -> None:
    words = [f"内容: 甲{n}, 评分方法: 每缺一次扣1分" for n in range(3)]
    floored = "内容: 乙, 评分方法: '每缺一次扣1分，扣完为止'"
    assert weights("EVA011", items(*words, floored)) == [HINT]
    assert weights("EVA011", items(words[0], floored)) == [WARNING]


def test_what_the_points_are_is_told() -> None:
    [told] = found("EVA011", scored("课程安排齐全得5分，教案抽查合格得7分"))
    assert told.message == (
        "考核项目“甲”的分值是10分，评分方法里有5分、7分，合计12分，与分值不符。"
    )


def table(items_: str, rest: str = "") -> str:
    return (
        f"满分: 100, 维度: [{{名称: 甲, 分值: 60, 项目: [{items_}]}}, {{名称: 乙, 分值: 40}}]{rest}"
    )


@pytest.mark.parametrize(
    ("evaluation", "severities"),
    [
        (table("{内容: 一, 分值: 40}, {内容: 二, 分值: 20}"), []),
        (table("{内容: 一}, {内容: 二}"), []),
        (table("", ", 加分: [{内容: 推广, 分值: 5}]"), []),
        (table("", ", 加分: [{内容: 得到推广的加5分}]"), []),
        (table("", ", 等级: [{名称: 优秀}, {名称: 合格}]"), []),
        ("维度: [{名称: 甲}, {名称: 乙}]", []),
        (table("{内容: 一, 分值: 40}, {内容: 二}"), [WARNING]),
        (table("{内容: 一, 分值: 70}, {内容: 二, 分值: -10}"), [ERROR]),
        (table("{内容: 一, 分值: 60}, {内容: 二, 分值: 0}"), [WARNING]),
        ("满分: 100, 维度: [{名称: 甲, 分值: 60}, {名称: 乙}]", [WARNING]),
        ("满分: 9, 维度: [{名称: 甲, 分值: 6}, {名称: 乙, 项目: [{内容: 丙, 分值: 3}]}]", [HINT]),
        (table("", ", 加分: [{内容: 推广}, {内容: 表彰}]"), [WARNING]),
        (table("{内容: 一, 分值: 60}", ", 加分: [{内容: 推广, 分值: 61}]"), [WARNING]),
        (table("{内容: 一, 分值: 60}", ", 加分: [{内容: 推广, 分值: 21}]"), [HINT]),
        (table("", ", 加分: [{内容: 推广, 分值: -3}]"), [ERROR]),
        (table("", ", 加分: [{内容: 受表彰的奖励2000元, 分值: 3}]"), [WARNING]),
        (table("", ", 加分: [{内容: 发给奖金, 分值: 3}]"), [WARNING]),
        (table("", ", 等级: [{名称: 优秀, 最低分: 90}, {名称: 合格}]"), [WARNING]),
        (table("", ", 等级: [{名称: 优秀, 最低分: 90}, {名称: 差, 最低分: -1}]"), [ERROR]),
    ],
)
def test_points(evaluation: str, severities: list[Severity]) -> None:
    assert weights("EVA012", evaluation) == severities


def test_the_points_that_are_missing_are_told() -> None:
    [told] = found("EVA012", table("{内容: 一, 分值: 40}, {内容: 二}"))
    assert told.message == "维度“甲”里，考核项目“二”没有写分值。"
    assert told.tip == "维度60分，其余项目合计40分，它应当是20分。"


@pytest.mark.parametrize(
    ("dimensions", "messages"),
    [
        ("{名称: 甲, 项目: [{内容: 一, 分值: 60}]}, {名称: 乙, 分值: 40}", []),
        ("{名称: 甲}, {名称: 乙, 分值: 40}", []),
        (
            "{名称: 甲, 分值: 50, 项目: [{内容: 一, 分值: 40}, {内容: 二}]}, {名称: 乙, 分值: 50}",
            [],
        ),
        (
            "{名称: 甲, 项目: [{内容: 一, 分值: 65}]}, {名称: 乙, 分值: 40}",
            ["各维度合计105分，与满分100分相差5分：“甲”65分，“乙”40分。"],
        ),
        (
            "{名称: 甲}, {名称: 乙, 分值: 110}",
            ["各维度合计110分，与满分100分相差10分：“甲”没有写，“乙”110分。"],
        ),
        (
            "{名称: 甲, 分值: 50, 项目: [{内容: 一, 分值: 60}, {内容: 二}]}, {名称: 乙, 分值: 50}",
            ["维度“甲”写了分值的项目合计60分，与维度分值50分相差10分。"],
        ),
    ],
)
def test_a_hole_hides_no_sum(dimensions: str, messages: list[str]) -> None:
    told = found("EVA002", f"满分: 100, 维度: [{dimensions}]")
    assert [each.message for each in told] == messages


@pytest.mark.parametrize(
    ("basis", "severities"),
    [
        ("戒毒条例第七条", []),
        ("《清源县平安建设考核办法》", []),
        ("县委办〔2025〕3号", []),
        ("禁毒法有关规定", []),
        ("本方案", [WARNING]),
        ("有关规定", [WARNING]),
        ("上级要求", [WARNING]),
        ("按照相关文件规定", [WARNING]),
        ("领导小组研究", [WARNING]),
        ("无", [WARNING]),
    ],
)
def test_grounds_of_a_veto(basis: str, severities: list[Severity]) -> None:
    assert weights("EVA006", f"满分: 100, 否决情形: [{{情形: 泄密, 依据: {basis}}}]") == severities


@pytest.mark.parametrize(
    ("words", "severities"),
    [
        ("发生涉毒案件的支部，实行一票否决。", [WARNING]),
        ("对工作落后的单位“一票否决”", [WARNING]),
        ("未完成任务的一票否决，不得评优", [WARNING]),
        ("出现负面舆情的，一票否决年度评优", [WARNING]),
        ("瞒报的一律一票否决", [WARNING]),
        ("依据《清源县平安建设考核办法》一票否决", []),
        ("按照县委规定实行一票否决", []),
        ("不搞一票否决", []),
        ("清理一票否决事项", []),
        ("严禁擅自设立一票否决", []),
    ],
)
def test_a_veto_of_ones_own(words: str, severities: list[Severity]) -> None:
    assert weights("EVA006", f"满分: 100, 结果运用: {words}") == severities
    if severities:
        listed = "否决情形: [{情形: 泄密, 依据: 戒毒条例第七条}]"
        assert weights("EVA006", f"满分: 100, {listed}, 结果运用: {words}") == []


UNITS = """单位名录:
  - {编号: 支部, 名称: 柳林街道禁毒党支部, 类别: 党组织}
  - {编号: 一居委, 名称: 梧桐社区居民委员会, 类别: 社区}
  - {编号: 社工站, 名称: 清源县同心社会工作服务中心, 类别: 社会组织}
  - {编号: 评估中心, 名称: 清源县明衡评估咨询中心, 类别: 社会组织}
工作任务:
  - {编号: 任务一, 名称: 入户帮扶, 类型: 帮扶, 牵头单位: 支部, 配合单位: 社工站}
  - {编号: 任务二, 名称: 期末评估, 类型: 评估, 牵头单位: 支部, 配合单位: 评估中心}
"""


@pytest.mark.parametrize(
    ("surveyor", "severities"),
    [
        ("清源县统计局", []),
        ("清源县明衡评估咨询中心", []),
        ("评估中心", []),
        ("第三方机构", []),
        ("社区统计员培训学校", []),
        ("清源县同心社会工作服务中心", [HINT]),
        ("社工站", [HINT]),
        ("同心社会工作服务中心", [HINT]),
        ("梧桐社区居民委员会", [HINT]),
        ("各村村民委员会", [HINT]),
        ("柳林街道禁毒党支部", [HINT]),
        ("本支部", [HINT]),
    ],
)
def test_who_may_ask(surveyor: str, severities: list[Severity]) -> None:
    survey = f"{{方式: 问卷, 样本量: 400, 实施单位: {surveyor}}}"
    indicator = f"{{编号: 乙, 名称: 群众满意度, 调查: {survey}}}"
    text = f"{UNITS}目标: [{{编号: 目标, 内容: 甲, 指标: [{indicator}]}}]\n"
    found_ = [d for d in check_text(text, settings=THAT_DAY) if d.code == "EVA007"]
    assert [d.severity for d in found_] == severities


DEEP = """考核评价:
  满分: 120
  维度:
    - 名称: 工作成效
      分值: 120
      项目:
        - {{内容: 宣传, 分值: 100, 细项: [{}]}}
        - {{内容: 报送, 分值: 20, 扣分: [{}]}}
"""
POINTS = (
    "{内容: 有计划, 分值: 60, 评分方法: '有计划得40分，有方案得20分'}, {内容: 有总结, 分值: 40}"
)
TAKEN = "{情形: 迟报, 每: 次, 分值: 2}"


@pytest.mark.parametrize(
    ("points", "deductions", "codes"),
    [
        (POINTS, TAKEN, []),
        (POINTS, "{情形: 迟报, 每: 次, 分值: 2, 最多: 20}", []),
        (POINTS, TAKEN + ", {情形: 漏报, 每: 次, 分值: 5}", []),
        (POINTS.replace("分值: 40", "分值: 30"), TAKEN, ["EVA002"]),
        (POINTS.replace("得20分", "得10分"), TAKEN, ["EVA011"]),
        (POINTS, "{情形: 迟报, 每: 次, 分值: 2, 最多: 25}", ["EVA011"]),
        (POINTS, "{情形: 漏报的, 分值: 30}", ["EVA011"]),
        (POINTS, "{情形: 迟报, 每: 次, 分值: -2}", ["EVA012"]),
        (POINTS.replace("分值: 60", "分值: -60"), TAKEN, ["EVA012"]),
    ],
)
def test_points_and_deductions_of_an_item(points: str, deductions: str, codes: list[str]) -> None:
    text = f"方案: {{文种: 考核细则}}\n{DEEP.format(points, deductions)}"
    told = {d.code for d in check_text(text, settings=THAT_DAY) if d.code.startswith("EVA")}
    assert set(codes) <= told <= {*codes, "EVA002", "EVA011"} if codes else not told


def test_each_table_is_checked() -> None:
    one, two = (
        f"{{名称: {name}, 满分: 100, 维度: [{{名称: 成效, 分值: {score}}}]}}"
        for name, score in (("甲表", 100), ("乙表", 90))
    )
    assert weights("EVA002", f"考核表: [{one}, {two}]") == [ERROR]
    assert weights("EVA001", f"考核表: [{one}, {two}]") == []
    assert weights("EVA012", f"考核表: [{one.replace('100}', '-5}')}]") == [ERROR]


def test_penalties() -> None:
    told = "满分: 10, 维度: [{{名称: 甲, 分值: 10}}], 扣分项: [{}]"
    assert weights("EVA012", told.format("{情形: 迟报, 每: 次, 分值: 1}")) == []
    assert weights("EVA012", told.format("{情形: 迟报, 分值: 1}, {情形: 漏报}")) == [WARNING]
    assert weights("EVA012", told.format("{情形: 迟报, 分值: -1}")) == [ERROR]
