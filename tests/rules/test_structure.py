"""Rules of structure and reference: cases on both sides of each kind."""

from __future__ import annotations

from datetime import date

import pytest

from jindu.checker import engine
from jindu.checker.settings import STANDARD
from jindu.model.diagnostic import Diagnostic, Level, Severity
from jindu.source import load

TODAY = date(2026, 12, 4)


def found(text: str, code: str, level: Level = Level.SUBMIT) -> list[Diagnostic]:
    report = engine.check(load.load_text(text), level, STANDARD._replace(today=TODAY))
    return [d for d in report.diagnostics if d.code == code]


def overview(**said: str) -> str:
    return "方案:\n" + "".join(f"  {key}: {value}\n" for key, value in said.items())


@pytest.mark.parametrize(
    "text",
    [
        overview(标题="清源县青石镇支部创建方案", 地区="清源县白石镇"),
        overview(标题="永丰县柳林街道支部创建方案", 地区="清源县柳林街道"),
        overview(标题="白石镇石门村支部创建方案", 地区="白石镇石桥村"),
        overview(标题="甲支部创建方案", 地区="清源县", 层级="乡镇街道"),
        overview(标题="甲支部创建方案", 地区="清源县柳林街道", 层级="区县"),
        overview(标题="清源县柳林街道支部创建方案", 层级="社区"),
        overview(标题="支部创建方案（2025-2027年）", 起止="2026-01..2028-12"),
        overview(标题="支部创建方案（2026年至2027年）", 起止="2026-01..2028-12"),
        overview(标题="2025年禁毒工作要点", 起止="2026-01..2026-12"),
        overview(标题="禁毒工作三年行动方案", 起止="2026-01..2030-12"),
        overview(标题="禁毒支部两年创建方案", 起止="2026-01..2028-12"),
        overview(编号="甲", 标题="支部创建方案", 上级方案="甲"),
    ],
)
def test_first_lines_that_disagree(text: str) -> None:
    assert len(found(text, "STR012")) == 1


@pytest.mark.parametrize(
    "text",
    [
        overview(标题="青石镇支部创建方案", 地区="清源县青石镇", 层级="镇"),
        overview(标题="清源市柳林街道支部创建方案", 地区="清源市柳林街道", 层级="街道"),
        overview(标题="清源经济开发区支部创建方案", 地区="清源经济开发区", 层级="乡镇街道"),
        overview(标题="石门村支部创建方案", 地区="白石镇石门村", 层级="村"),
        overview(标题="翠湖中学毒品预防教育方案", 地区="清源县柳林街道"),
        overview(标题="支部创建方案（2026—2028年）", 起止="2025-11..2029-02"),
        overview(标题="支部创建方案（2026—2028）", 起止="2026-03..2028-11"),
        overview(标题="考核办法（2024年修订）", 起止="2026-01..2026-12"),
        overview(标题="禁毒工作三年行动方案", 起止="2026-03..2029-02"),
        overview(标题="城关镇社区戒毒社区康复工作方案", 地区="清源县城关镇", 层级="镇"),
        overview(编号="甲", 标题="支部创建方案", 上级方案="乙"),
    ],
)
def test_first_lines_that_agree(text: str) -> None:
    assert found(text, "STR012") == []


def cited(number: str) -> str:
    return f"方案: {{依据: [{{名称: 关于甲的意见, 文号: {number!r}}}]}}\n"


@pytest.mark.parametrize(
    ("number", "right"),
    [
        ("清禁毒委[2025]3号", "清禁毒委〔2025〕3号"),
        ("清禁毒委（2025）3号", "清禁毒委〔2025〕3号"),
        ("清禁毒委【2025】3号", "清禁毒委〔2025〕3号"),
        ("清禁毒委〔2025〕003号", "清禁毒委〔2025〕3号"),
        ("清禁毒委〔2025〕第3号", "清禁毒委〔2025〕3号"),
        ("清禁毒委〔2025〕3", "清禁毒委〔2025〕3号"),
        ("清禁毒委[2025]03", "清禁毒委〔2025〕3号"),
        ("清禁毒委〔2052〕3号", None),
        ("口头同意", None),
        ("分管领导已经同意", None),
    ],
)
def test_numbers_that_are_wrong(number: str, right: str | None) -> None:
    [told] = found(cited(number), "STR013")
    assert (told.fix and told.fix.edits[0].text.strip("'")) == right


@pytest.mark.parametrize(
    "number",
    [
        "清禁毒委〔2025〕3号",
        "国办发〔2019〕55号",
        "柳街工委纪要〔2025〕12期",
        "主席令第七十九号",
        "国务院令第597号",
        "公安部令第110号",
        "2025年第8次会议纪要",
        "GB/T 9704—2012",
        "清发电〔2025〕3号",
        "清政办〔2025〕3、5号",
    ],
)
def test_numbers_that_are_right(number: str) -> None:
    assert found(cited(number), "STR013") == []


@pytest.mark.parametrize(
    ("sentence", "marked", "right"),
    [
        ("按照清政发[2025]12号文件要求推进。", "清政发[2025]12号", "清政发〔2025〕12号"),
        ("落实清禁毒委〔2025〕007号部署。", "清禁毒委〔2025〕007号", "清禁毒委〔2025〕7号"),
        ("以清禁毒办（2025）9号为依据。", "清禁毒办（2025）9号", "清禁毒办〔2025〕9号"),
    ],
)
def test_numbers_in_running_text(sentence: str, marked: str, right: str) -> None:
    [told] = found(f"重点任务: [{{编号: 甲, 措施: ['{sentence}']}}]", "STR013")
    assert marked in told.message
    assert told.fix
    assert told.fix.edits[0].text == right


@pytest.mark.parametrize(
    "sentence",
    [
        "知晓率（2025）82%，覆盖户数（2025）300户。",
        "党工委会议（2025）第3次研究。",
        "按照清政发〔2025〕12号文件要求推进。",
        "住户集中在锦程花园（2025）12号楼。",
        "年度方案（2025）已经印发。",
    ],
)
def test_what_is_no_number_of_a_document(sentence: str) -> None:
    assert found(f"重点任务: [{{编号: 甲, 措施: ['{sentence}']}}]", "STR013") == []


def test_a_number_of_this_year_may_be_newer_than_the_plan() -> None:
    plan = "公文: {成文日期: 2025-12-19}\n经费: {资金来源: [{编号: 甲, 文号: 清财预〔%d〕4号}]}\n"
    assert found(plan % 2026, "STR013") == []
    assert len(found(plan % 2027, "STR013")) == 1


def issued(organ: str, recipient: str = "", lead: str = "") -> str:
    to = f", 主送: [{recipient}]" if recipient else ""
    unit = f"单位名录: [{{编号: 甲, 名称: {lead}}}]\n" if lead else ""
    task = "工作任务: [{编号: 乙, 名称: 检查, 牵头单位: 甲}]\n" if lead else ""
    return f"公文: {{发文机关: [{organ}]{to}}}\n{unit}{task}"


BRANCH, COMMUNITY, STREET = "柳林街道禁毒党支部", "梧桐社区居民委员会", "柳林街道办事处"


@pytest.mark.parametrize(
    "text",
    [
        issued(BRANCH, "清源县公安局"),
        issued(BRANCH, "柳林街道办事处"),
        issued(BRANCH, "县教育局"),
        issued(COMMUNITY, "清源县民政局"),
        issued(COMMUNITY, lead="中共柳林街道工作委员会"),
        issued(COMMUNITY, lead="县人力资源和社会保障局"),
        issued("中共柳林街道梧桐社区委员会", lead="清源县教育局"),
        issued("石门村村民委员会", lead="白石镇人民政府"),
        issued(f"{COMMUNITY}, {BRANCH}", lead=STREET),
    ],
)
def test_issuers_below_those_they_address(text: str) -> None:
    assert len(found(text, "STR014")) == 1


@pytest.mark.parametrize(
    "text",
    [
        issued(BRANCH, "中共柳林街道工作委员会"),
        issued(BRANCH, "各党小组"),
        issued(COMMUNITY, "柳林街道办事处"),
        issued(COMMUNITY, "各楼组"),
        issued(COMMUNITY, lead="清源县公安局柳林派出所"),
        issued(COMMUNITY, lead="柳林司法所"),
        issued(COMMUNITY, lead="翠湖中学"),
        issued(COMMUNITY, lead="清源县同心社会工作服务中心"),
        issued("石门村村民委员会", lead="石门村党总支"),
        issued(f"{COMMUNITY}, {STREET}", lead="中共柳林街道工作委员会"),
        issued(STREET, lead="柳林街道平安法治办公室"),
        issued("清源县禁毒委员会", "各乡镇人民政府", lead="清源县教育局"),
    ],
)
def test_issuers_above_or_beside_them(text: str) -> None:
    assert found(text, "STR014") == []


TITLE = "标题: 柳林街道禁毒支部创建方案"


@pytest.mark.parametrize(
    ("text", "count"),
    [
        (
            "工作任务: [{编号: 甲, 名称: 一, 类型: 试点}, {编号: 乙, 名称: 二, 类型: 试点评估}]",
            1,
        ),
        ("工作任务: [{编号: 甲, 名称: 建平台, 类型: 平台}]", 1),
        ("工作任务: [{编号: 甲, 名称: 建平台, 类型: 平台}]\n平台: {名称: 台账模块}", 0),
        ("工作任务: [{编号: 甲, 名称: 试点, 类型: 试点}]\n试点: {试点范围: [甲社区]}", 0),
        ("工作任务: [{编号: 甲, 名称: 全面推广, 类型: 推广}]", 0),
        (f"方案: {{{TITLE}}}\n工作任务: [{{编号: 甲, 名称: 宣传}}]", 1),
        (f"方案: {{{TITLE}}}\n工作任务: [{{编号: 甲, 名称: 宣传}}]\n支部: [{{编号: 乙}}]", 0),
        ("方案: {标题: 柳林街道支部禁毒宣传方案}\n工作任务: [{编号: 甲, 名称: 宣传}]", 0),
        ("方案: {标题: 禁毒支部考核办法}\n工作任务: [{编号: 甲, 名称: 宣传}]", 0),
    ],
)
def test_parts_deleted(text: str, count: int) -> None:
    assert len(found(text, "STR015")) == count


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("领导小组: {成员: [{单位: 所, 职务: 所长}, {单位: 所, 职务: 所长}]}", 1),
        ("领导小组: {组长: {单位: 所, 职务: 所长}, 成员: [{单位: 所, 职务: 所长}]}", 1),
        ("领导小组: {成员: [{单位: 所, 职务: 副所长}, {单位: 所, 职务: 副所长}]}", 0),
        ("领导小组: {成员: [社区书记, 社区书记]}", 0),
        ("方案: {依据: [戒毒条例, 《戒毒条例》]}", 1),
        ("方案: {依据: [禁毒法, 戒毒条例]}", 0),
        ("重点任务: [{编号: 甲, 名称: 宣传, 配合单位: [所, 所]}]", 1),
        ("经常性工作: [{编号: 甲, 名称: 例会, 参加单位: [所]}]", 0),
        ("公文: {主送: [甲村, 乙村, 甲村]}", 1),
        ("试点: {试点范围: [甲社区, 甲社区]}", 1),
        ("支部: [{编号: 丁, 支委: [书记, 书记]}]", 1),
        ("目标: [{编号: 甲, 指标: [{编号: 乙, 名称: 场次}, {编号: 丙, 名称: 场次}]}]", 1),
        ("目标: [{编号: 甲, 指标: [{编号: 乙, 名称: 场次}, {编号: 丙, 名称: 人次}]}]", 0),
    ],
)
def test_listed_twice(text: str, count: int) -> None:
    assert len(found(f"单位名录: [{{编号: 所, 名称: 派出所}}]\n{text}", "REF008")) == count


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("柳林街道平安办", "柳林街道平安建设办公室", True),
        ("清源县文旅局", "清源县文广旅局", True),
        ("县农业局", "清源县农业农村局", True),
        ("清源县住建局", "清源县住房和城乡建设局", True),
        ("柳林街道党建办", "柳林街道党建工作办公室", True),
        ("柳林街道党政办公室", "柳林街道党建办公室", False),
        ("清源县文化馆", "清源县文化和旅游局", False),
        ("清源县农业农村局", "清源县林业局", False),
        ("中共清源县委办公室", "清源县人民政府办公室", False),
    ],
)
def test_names_of_one_unit(one: str, other: str, same: bool) -> None:
    text = f"单位名录: [{{编号: 甲, 名称: {one}}}, {{编号: 乙, 名称: {other}}}]"
    assert bool(found(text, "REF004")) == same


@pytest.mark.parametrize(
    ("text", "code", "severity"),
    [
        ("方案: {标题: 支部创建方案}", "STR010", Severity.ERROR),
        ("公文: {成文日期: 2026-12-01}", "STR010", Severity.ERROR),
        ("公文: {发文机关: [甲街道]}", "STR010", Severity.WARNING),
        ("公文: {发文机关: [甲街道], 成文日期: 2026-12}", "STR010", Severity.WARNING),
        ("方案: {标题: 支部创建方案, 背景: 见附表2}", "STR009", Severity.INFO),
        ("方案: {标题: 支部创建方案, 依据: [关于甲的意见]}", "STR005", Severity.INFO),
        ("方案: {标题: 支部创建方案}", "STR005", Severity.WARNING),
    ],
)
def test_severities(text: str, code: str, severity: Severity) -> None:
    assert {d.severity for d in found(text, code)} == {severity}


def test_what_is_absent_everywhere_is_told_once() -> None:
    basis = overview(标题="支部创建方案", 依据="[关于甲的意见, 关于乙的通知, 关于丙的决定]")
    assert len(found(basis, "STR005")) == 1
    units = "".join(f"  - {{编号: 甲{n}, 名称: 甲{n}局}}\n" for n in range(9))
    idle = f"单位名录:\n{units}工作任务: [{{编号: 乙, 名称: 宣传}}]\n"
    assert len(found(idle, "REF005")) == 1
    tasks = "".join(f"  - {{编号: 乙{n}, 名称: 宣传{n}}}\n" for n in range(9))
    assert len(found(f"重点任务: [{{编号: 甲, 名称: 宣传}}]\n工作任务:\n{tasks}", "REF007")) == 1


def test_other_texts_are_not_asked_for_the_parts_of_a_plan() -> None:
    """Stages, numbers of documents and tasks outside the text are of plans that found something."""
    text = (
        "方案: {标题: 宣传月活动方案, 依据: [关于开展宣传月活动的通知]}\n"
        "实施阶段: [{编号: 甲, 名称: 集中宣传}]\n"
        "工作任务: [{编号: 乙, 名称: 宣传}]\n"
    )
    for code in ("STR004", "STR005", "REF007"):
        assert found(text, code) == []
