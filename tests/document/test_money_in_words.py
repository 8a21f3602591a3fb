"""Money without an amount, told by its source, and the shares of the levels."""

from __future__ import annotations

from decimal import Decimal
from io import BytesIO

import openpyxl
import pytest

from jindu.checker.engine import check_text
from jindu.output import render
from jindu.source.edit import Set, revise
from jindu.source.load import load_text
from jindu.units import InWords, Unreadable, spelled_amount
from tests import wordfile
from tests.builders import plan_from
from tests.wordfile import WordFile

FREE = render.RenderOptions(allow_errors=True)
TEXT = """
方案: {标题: 清源县禁毒工作方案, 起止: 2026}
经费:
  总额: 列入年度财政预算
  分级负担: {市: 30%, 区: 70%}
  支出预算:
    - {编号: 甲, 名称: 宣传月活动, 金额: 从工作经费中列支}
    - {编号: 乙, 名称: 印制手册, 金额: 3万元, 分年度金额: {2026: 3万元}}
  资金来源:
    - {编号: 丙, 名称: 县级禁毒经费, 金额: 纳入本级财政预算予以保障}
"""


def word(text: str) -> WordFile:
    return WordFile(render.render(load_text(text), wanted=FREE))


WORDS = [
    "列入财政预算", "从工作经费中列支", "纳入本级财政预算予以保障", "由县财政统筹安排",
    "按规定渠道解决",    "由各单位自行承担", "从现有经费中调剂", "据实列支", "不需要经费",
    "按国家标准执行", "由乡镇自筹",
]  # fmt: skip


@pytest.mark.parametrize("text", WORDS)
def test_words_of_money(text: str) -> None:
    assert spelled_amount(text) == (InWords(None, text), None)


@pytest.mark.parametrize(
    "text",
    ["待定", "若干", "五十万元", "约3万元", "由财政安排约三十万元", "安排5万", "3", "",
     "列入预算5万元",     "经费" * 50, "大部分"],
)  # fmt: skip
def test_no_words_of_money(text: str) -> None:
    with pytest.raises(Unreadable) as refused:
        spelled_amount(text)
    assert refused.value.rule == "BUD003"


def test_read() -> None:
    assert not load_text(TEXT).source.problems
    budget = plan_from(TEXT).budget
    assert budget is not None
    assert (budget.total, budget.total_in_words) == (None, "列入年度财政预算")
    assert budget.level_shares == {"市": Decimal(30), "区": Decimal(70)}
    first, second = budget.expenses
    assert (first.amount, first.amount_in_words) == (None, "从工作经费中列支")
    assert (second.amount, second.amount_in_words) == (Decimal(30000), None)


@pytest.mark.parametrize(
    ("budget", "code"),
    [
        ("分级负担: {市: 多数}", "STR001"),
        ("分级负担: {市: 130%}", "GOL006"),
        ("分级负担: 市30%", "STR001"),
        ("总额: 待定", "BUD003"),
        ("支出预算: [{编号: 甲, 单价: 列入财政预算}]", "BUD003"),
    ],
)
def test_refused(budget: str, code: str) -> None:
    assert [d.code for d in load_text(f"经费: {{{budget}}}\n").source.problems] == [code]


def test_in_running_text() -> None:
    said = "\n".join(p.text for p in word(TEXT).paragraphs)
    assert (
        "本方案所需经费列入年度财政预算；宣传月活动所需经费从工作经费中列支；"
        "县级禁毒经费纳入本级财政预算予以保障；所需经费分级负担，其中市30%、区70%。"
    ) in said
    assert "数额尚未确定" not in said
    assert "所需经费列入年度财政预算" in render.render(load_text(TEXT), "md", FREE).decode()


def test_in_tables() -> None:
    tables = [wordfile.rows(table) for table in word(TEXT).tables]
    [worded] = [rows for rows in tables if "经费安排" in rows[0]]
    assert worded[1:] == [["1", "宣传月活动", "从工作经费中列支"]]
    [uses] = [rows for rows in tables if "支出内容" in rows[0] and "金额" in rows[0]]
    assert "印制手册" in [row[0] for row in uses]
    [funds] = [rows for rows in tables if "资金来源" in rows[0]]
    head, fund, total = funds
    assert fund[head.index("金额")] == "纳入本级财政预算予以保障"
    assert total == ["合计", ""]
    assert "县级禁毒经费" not in uses[0]
    assert "推算" not in "".join(p.text for p in word(TEXT).paragraphs)


def test_words_alone() -> None:
    text = "方案: {标题: 甲镇禁毒工作方案}\n经费: {总额: 列入财政预算}\n"
    said = "\n".join(p.text for p in word(text).paragraphs)
    assert "本方案所需经费列入财政预算。" in said
    form = render.render(load_text(text), "md", FREE._replace(kind="绩效目标申报表")).decode()
    assert "列入财政预算" in form


def test_the_workbook() -> None:
    book = openpyxl.load_workbook(BytesIO(render.render(load_text(TEXT), "xlsx", FREE)))
    values = [str(cell.value) for row in book["经费预算"].iter_rows() for cell in row]
    assert any("不列金额的支出：宣传月活动（从工作经费中列支）。" in value for value in values)
    assert any("分级负担：市30%、区70%。" in value for value in values)


def test_edited() -> None:
    after = revise(
        load_text(TEXT),
        [Set("经费/支出预算/甲/金额", "2万元"), Set("经费/分级负担/市", "40%")],
    ).text
    budget = plan_from(after).budget
    assert budget is not None
    assert budget.expenses[0].amount == 20000
    assert budget.expenses[0].amount_in_words is None
    assert budget.level_shares["市"] == 40


def test_nothing_new_is_refused() -> None:
    found = {d.code for d in check_text(TEXT)}
    assert not {"BUD003", "BUD016", "BUD001", "FND001"} & found
    only = "经费: {总额: 列入财政预算}\n"
    assert not {"BUD003", "BUD016", "FND001"} & {d.code for d in check_text(only)}
    assert {"BUD016", "FND001"} <= {d.code for d in check_text("经费: {总额: 5万元}\n")}
