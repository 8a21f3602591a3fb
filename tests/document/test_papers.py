"""The logic of official papers: heads, numbers, annexes, requests that add up, notices."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from decimal import Decimal

import pytest

from jindu import assets
from jindu.document.blocks import (
    AnnexList,
    Block,
    Cell,
    Doc,
    Para,
    Signature,
    Table,
    Title,
)
from jindu.document.compose import Order, compose, names_of
from jindu.document.kinds import KINDS, Unready
from jindu.model.plan import Plan
from jindu.output.markdown import to_markdown
from jindu.units import say_yuan
from tests.builders import plan_from, scheme_plan
from tests.command import Jindu, write

GIVEN = {"成文日期": "2026-02-26", "会议时间": "2026年7月3日", "会议地点": "三楼"}
ORDER = Order(GIVEN, date(2026, 7, 1))
HEADED = ("印发通知", "资金申请", "联席会议通知")
SCHEMES = sorted(assets.schemes())


def told(doc: Doc) -> str:
    return to_markdown(doc).decode("utf-8")


def pages(doc: Doc) -> Iterator[Block]:
    yield from doc.body
    for annex in doc.annexes:
        yield from annex.blocks


def only(doc: Doc, kind: type[Block]) -> list[Block]:
    return [block for block in pages(doc) if isinstance(block, kind)]


def cells(doc: Doc) -> list[list[str]]:
    tables = (block for block in pages(doc) if isinstance(block, Table))
    return [[cell.text for cell in row] for table in tables for row in table.rows]


# 版头 and numbers ---------------------------------------------------------------------------

HEAD = """
公文:
  发文机关: [柳林街道办事处]
  发文字号: 柳街发〔2026〕5号
  份号: "000012"
  紧急程度: 特急
  成文日期: 2026-02-05
  印发机关: 柳林街道党政办公室
  印发日期: 2026-02-06
  版头: 是
"""


def headed(more: str = "") -> Plan:
    return plan_from(
        "方案: {标题: 甲街道禁毒支部创建实施方案, 起止: 2026-01..2027-12}\n"
        + HEAD
        + """
单位名录:
  - {编号: 办, 名称: 柳林街道办事处, 类别: 乡镇街道}
申报: {申报单位: 办, 主送: 清源县人民政府}
经费:
  总额: 50万元
  资金来源:
    - {编号: 甲, 名称: 县级专项, 资金性质: 上级专项, 金额: 20万元, 状态: 预计}
"""
        + more
    )


@pytest.mark.parametrize("kind", KINDS)
def test_only_papers_that_are_issued_have_a_head(kind: str) -> None:
    plan = scheme_plan("community")
    object.__getattribute__(plan.document, "__dict__")["letterhead"] = True
    doc = compose(plan, kind, ORDER)
    assert (doc.letterhead is not None) is (kind in HEADED)


@pytest.mark.parametrize(
    ("kind", "number", "serial", "urgency"),
    [
        ("印发通知", "柳街发〔2026〕5号", "000012", "特急"),
        ("资金申请", "", "", ""),
        ("联席会议通知", "", "", ""),
    ],
)
def test_each_paper_has_its_own_number(kind: str, number: str, serial: str, urgency: str) -> None:
    head = compose(headed(), kind, ORDER).letterhead
    assert head is not None
    assert (head.number, head.serial, head.urgency) == (number, serial, urgency)
    given = ORDER._replace(given={**GIVEN, "发文字号": "柳街〔2026〕8号"})
    other = compose(headed(), kind, given).letterhead
    assert other is not None
    assert other.number == (number or "柳街〔2026〕8号")


def test_the_foot_of_a_request_is_whole_or_absent() -> None:
    whole = compose(headed(), "资金申请", ORDER).imprint
    assert whole is not None
    assert (whole.printer, whole.day) == ("柳林街道党政办公室", date(2026, 2, 26))
    undated = ORDER._replace(given={})
    assert compose(headed(), "资金申请", undated).imprint is None


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize("kind", ["实施方案", "印发通知", "资金申请", "联席会议通知"])
def test_every_annex_is_listed_and_referred_to(scheme: str, kind: str) -> None:
    doc = compose(scheme_plan(scheme), kind, ORDER)
    marks = [annex.mark for annex in doc.annexes if annex.mark]
    notes = only(doc, AnnexList)
    assert len(notes) == bool(marks)
    text = told(doc).partition("\n---\n\n**附件")[0]
    for mark in marks:
        assert re.search(rf"见{mark}(?!\d)", text), mark


def test_an_annex_of_the_users_own_is_referred_to_once() -> None:
    text = "公文: {附件: [{名称: 场地一览, 内容: 甲}]}\n"
    plain = told(compose(plan_from("方案: {标题: 甲方案}\n" + text), "实施方案", ORDER))
    assert plain.count("场地一览见附件。") == 1
    aware = "方案: {标题: 甲方案, 背景: 场地情况见附件《场地一览》。}\n" + text
    assert "场地一览见附件。" not in told(compose(plan_from(aware), "实施方案", ORDER))


@pytest.mark.parametrize(
    ("organs", "title"),
    [
        ("[柳林街道办事处]", ("柳林街道办事处关于印发《甲方案》的通知",)),
        (
            "[中共柳林街道工作委员会, 柳林街道办事处]",
            ("中共柳林街道工作委员会", "柳林街道办事处关于印发《甲方案》的通知"),
        ),
        ("[甲县公安局, 甲县司法局, 甲县教育局]", ("关于印发《甲方案》的通知",)),
        ("[]", ("关于印发《甲方案》的通知",)),
        ("[柳林街道办事处], 版头: 是", ("柳林街道办事处关于印发《甲方案》的通知",)),
        (
            "[中共柳林街道工作委员会, 柳林街道办事处], 版头: 是",
            ("关于印发《甲方案》的通知",),
        ),
    ],
)
def test_a_title_begins_with_its_organs(organs: str, title: tuple[str, ...]) -> None:
    doc = compose(plan_from(f"方案: {{标题: 甲方案}}\n公文: {{发文机关: {organs}}}"), "印发通知")
    found = doc.body[0]
    assert isinstance(found, Title)
    assert "".join(found.lines) == " ".join(title)
    assert found.lines[0].startswith(title[0][:11])


# 资金申请 ------------------------------------------------------------------------------------

FUNDS = {
    "县级": "{编号: 县级, 名称: 县级专项, 资金性质: 上级专项, 金额: 20万元, 状态: 预计}",
    "省级": "{编号: 省级, 名称: 省级补助, 资金性质: 上级专项, 金额: 6万元, 状态: 预计,"
    " 出资单位: 省财政厅}",
    "已批": "{编号: 已批, 名称: 福彩资金, 资金性质: 福彩公益金, 金额: 1.8万元, 状态: 已批复}",
    "到位": "{编号: 到位, 名称: 街道预算, 资金性质: 一般公共预算, 金额: 4万元, 状态: 已到位}",
    "捐赠": "{编号: 捐赠, 名称: 慈善捐赠, 资金性质: 社会捐赠, 金额: 3万元, 状态: 预计}",
    "未明": "{编号: 未明, 名称: 街道自筹, 资金性质: 自筹, 金额: 列入街道预算, 状态: 预计}",
}


def asking(*funds: str, total: str = "50万元") -> Plan:
    lines = "\n".join(f"    - {FUNDS[name]}" for name in funds)
    return plan_from(
        "方案: {标题: 甲街道禁毒支部创建实施方案}\n"
        "公文: {发文机关: [中共柳林街道工作委员会]}\n"
        "单位名录:\n  - {编号: 办, 名称: 柳林街道办事处, 类别: 乡镇街道}\n"
        "申报: {申报单位: 办, 主送: 清源县人民政府}\n"
        f"经费:\n  总额: {total}\n  资金来源:\n{lines}\n"
    )


@pytest.mark.parametrize(
    ("funds", "sentence"),
    [
        (("县级",), "本次申请20万元；其余30万元的来源尚未落实。"),
        (("县级", "未明"), "本次申请20万元；其余30万元由街道自筹解决。"),
        (
            ("县级", "已批", "捐赠"),
            "本次申请20万元；已批复福彩资金1.8万元；慈善捐赠3万元，不在本次申请之内；"
            "其余25.2万元的来源尚未落实。",
        ),
        (
            ("县级", "省级", "已批", "到位", "捐赠"),
            "本次申请20万元；已批复福彩资金1.8万元、已到位街道预算4万元，共计5.8万元；"
            "省级补助6万元和慈善捐赠3万元，共计9万元，不在本次申请之内；"
            "其余15.2万元的来源尚未落实。",
        ),
    ],
)
def test_a_request_tells_where_the_rest_comes_from(funds: tuple[str, ...], sentence: str) -> None:
    assert f"资金来源是：{sentence}" in told(compose(asking(*funds), "资金申请", ORDER))


@pytest.mark.parametrize("scheme", SCHEMES)
def test_what_a_request_names_adds_up_to_the_total(scheme: str) -> None:
    plan = scheme_plan(scheme)
    names = names_of(plan, "资金申请", ORDER)
    assert plan.budget is not None
    parts = (names["requested_total"], names["settled_total"], names["others_total"])
    assert sum(parts, Decimal(0)) == plan.budget.total
    assert not names["uncovered"]
    text = told(compose(plan, "资金申请", ORDER))
    assert f"本次申请{say_yuan(names['requested_total'])}" in text


def test_a_request_for_more_than_the_total_is_refused() -> None:
    with pytest.raises(Unready, match="20万元，超过了总额19万元"):
        compose(asking("县级", total="19万元"), "资金申请", ORDER)


@pytest.mark.parametrize(
    ("organs", "author"),
    [
        (
            "中共柳林街道工作委员会",
            "中共柳林街道工作委员会制定了《甲街道禁毒支部创建实施方案》，由我街道组织实施",
        ),
        ("柳林街道办事处", "我街道制定了《甲街道禁毒支部创建实施方案》"),
    ],
)
def test_the_applicant_tells_who_made_the_plan(organs: str, author: str) -> None:
    plan = asking("县级")
    object.__getattribute__(plan.document, "__dict__")["organs"] = (organs,)
    doc = compose(plan, "资金申请", ORDER)
    assert author in told(doc)
    signature = only(doc, Signature)[0]
    assert isinstance(signature, Signature)
    assert signature.organs == ("柳林街道办事处",)


# 申报方案 ------------------------------------------------------------------------------------


def test_an_application_is_signed_by_the_applicant_and_tells_what_it_asks() -> None:
    plan = scheme_plan("county-demo")
    doc = compose(plan, "申报方案", ORDER)
    signature = only(doc, Signature)[0]
    assert isinstance(signature, Signature)
    assert signature.organs == ("清源县禁毒委员会办公室",)
    form = dict(row for row in cells(doc)[:9] if len(row) == 2)
    assert form["申报单位"] == "清源县禁毒委员会办公室"
    assert form["主管部门"] == "清源县禁毒委员会"
    assert form["项目负责人"] == "县禁毒委员会办公室主任"
    # 80.4 from the province, 143.4 from the county; the towns' own money is not asked for.
    assert form["申请金额"].splitlines() == ["省财政厅：80.4万元", "清源县财政局：143.4万元"]


def test_reasons_and_significance_are_numbered_apart() -> None:
    text = told(compose(scheme_plan("community"), "申报方案", ORDER))
    significance, reasons = text.index("、创建意义"), text.index("、立项理由")
    assert significance < text.index("**（一）立项依据。**", reasons)


@pytest.mark.parametrize(
    ("text", "lead", "rest"),
    [
        ("坚持党建引领。把禁毒列入日程。", "（一）坚持党建引领。", "把禁毒列入日程。"),
        ("坚持党建引领", "（一）坚持党建引领。", ""),
        (
            "意义在于把分散的力量组织起来，形成长期有效的工作机制",
            "（一）",
            "意义在于把分散的力量组织起来，形成长期有效的工作机制。",
        ),
    ],
)
def test_a_long_single_sentence_is_no_heading(text: str, lead: str, rest: str) -> None:
    plan = plan_from(f"方案: {{标题: 甲方案, 意义: [{text}, 坚持依法办事。]}}")
    found = [b for b in compose(plan, "申报方案").body if isinstance(b, Para) and b.lead]
    assert found[0].lead == lead
    assert "".join(run.text for run in found[0].content) == rest


# 联席会议通知 ----------------------------------------------------------------------------------


def meeting_of(lead: str, name: str, group: str = "") -> Doc:
    return compose(
        plan_from(
            "方案: {标题: 甲街道禁毒支部创建实施方案, 起止: 2026-01..2027-12}\n"
            "公文: {发文机关: [中共柳林街道工作委员会, 柳林街道办事处]}\n"
            f"单位名录:\n  - {{编号: {lead}, 名称: {name}}}\n"
            "  - {编号: 局, 名称: 清源县公安局}\n  - {编号: 街, 名称: 柳林街道办事处}\n"
            f"经常性工作: [{{名称: 联席会议, 频次: 每季度, 牵头单位: {lead},"
            " 参加单位: [局, 局, 街], 类型: 联席会议}]\n" + group
        ),
        "联席会议通知",
        ORDER,
    )


GROUP = "领导小组: {{名称: {}, 办公室: {{设在: 办}}}}\n"


@pytest.mark.parametrize(
    ("name", "group", "issuer"),
    [
        ("柳林街道平安法治办公室", "", "柳林街道办事处"),
        ("柳林街道综治中心", "", "柳林街道办事处"),
        (
            "柳林街道平安法治办公室",
            GROUP.format("柳林街道禁毒工作领导小组"),
            "柳林街道禁毒工作领导小组办公室",
        ),
        ("清源县禁毒委员会办公室", "", "清源县禁毒委员会办公室"),
        ("清源县公安局", "", "清源县公安局"),
    ],
)
def test_a_notice_is_issued_by_who_may_write_to_others(name: str, group: str, issuer: str) -> None:
    doc = meeting_of("办", name, group)
    signature = only(doc, Signature)[0]
    assert isinstance(signature, Signature)
    assert signature.organs == (issuer,)


def test_units_are_invited_once() -> None:
    text = told(meeting_of("办", "柳林街道平安法治办公室"))
    assert text.count("清源县公安局") == 1
    # The organ that issues the notice does not invite itself.
    assert "柳林街道办事处、" not in text
    assert "上述各单位负责人" in text


def test_the_agenda_is_a_list_and_a_reply_is_attached() -> None:
    doc = compose(scheme_plan("county-demo"), "联席会议通知", ORDER)
    listed = [b for b in doc.body if isinstance(b, Para) and re.match(r"\d+\.", b.lead)]
    assert len(listed) > 5
    assert [annex.mark for annex in doc.annexes] == ["附件"]
    assert ["", "", "", ""] in cells(doc)
    assert Cell("") in [cell for block in only(doc, Table) for cell in block.rows[0]]  # type: ignore[union-attr]


# What is told ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("more", "arguments", "note"),
    [
        ("", ("--set", "发文字号=柳街〔2026〕8号"), "--set 的发文字号没有印"),
        ("  版头: 是\n", ("--set", "发文字号=柳街〔2026〕8号"), ""),
        ("  版头: 是\n", (), "发文字号还没有写"),
        ("", ("--set", "会议地点=三楼"), "--set 的会议地点没有印：只有联席会议通知写会议地点"),
        ("", (), "文件里要有联系人和电话"),
    ],
)
def test_what_is_dropped_or_missing_is_told(
    jindu: Jindu, more: str, arguments: tuple[str, ...], note: str
) -> None:
    from pathlib import Path

    text = (
        "方案: {标题: 甲街道禁毒支部创建实施方案}\n公文:\n  发文机关: [柳林街道办事处]\n" + more
    ) + (
        "单位名录:\n  - {编号: 办, 名称: 柳林街道办事处, 类别: 乡镇街道}\n"
        "申报: {申报单位: 办, 主送: 清源县人民政府}\n"
        f"经费:\n  总额: 20万元\n  资金来源:\n    - {FUNDS['县级']}\n"
    )
    write(Path("甲.yaml"), text)
    result = jindu(
        "render", "甲.yaml", "--allow-errors", "--to", "md", "--doc", "资金申请",
        "--set", "成文日期=2026-03-01", *arguments,
    )  # fmt: skip
    assert result.code == 0, result.err
    if note:
        assert note in result.err
    else:
        assert "没有印" not in result.err
