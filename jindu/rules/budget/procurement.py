"""Purchases that reach the thresholds of government procurement, and how they are bought."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from decimal import Decimal

from jindu.analysis.consistency import corrected_amount
from jindu.analysis.funding import NIL, from_public
from jindu.language.naming import called, listed
from jindu.model.context import Context
from jindu.model.diagnostic import Finding, Level, Severity
from jindu.model.economic_codes import named
from jindu.model.norms import Norm
from jindu.model.plan import Expense, Plan, Year
from jindu.model.rule import rule
from jindu.units import say_yuan

_NOT_BOUGHT = ("301", "303", "30211", "30215", "30216", "30226")
"""Codes of payments to persons, meetings, training and travel."""

_MIXED = ("30201", "30213", "30214", "30227", "30299")
"""Codes of services and goods of so many kinds that a common code tells nothing."""

_STATUTORY = (
    "(?<![不免未])招标|谈判|磋商|单一来源|询价|框架协议|集中采购|集采|采购目录|电子卖场|网上商城"
    "|协议供货|定点"
)
_OPEN_TENDER = "公开招标|批复|批准|集中采购目录|采购目录和限额"
_NO_METHOD = (
    "直接(?:指定|委托|交给?|给|找|联系|由)|指定(?!平台|媒体|网站)|熟[悉人]|老客户|关系户|内定|朋友|亲戚"
    "|领导(?:定|决定|安排)|口头|不招标|不走程序|免招标|现金购买|先买后补"
)


@rule(
    "BUD012",
    Severity.WARNING,
    level=Level.REVIEW,
    basis="《中华人民共和国政府采购法》第二条、第八条、第二十六条、第二十七条，"
    "《中华人民共和国政府采购法实施条例》第二十八条",
    norms=("采购限额标准", "公开招标数额标准"),
)
def missing_procurement_method(context: Context) -> Iterator[Finding]:
    """达到采购限额的支出没有写采购方式、写的不是采购方式，或者像是化整为零。

    用财政性资金采购货物、服务，单项达到限额标准的，写明法定的采购方式：公开招标、邀请招标、竞争性谈
    判、竞争性磋商、单一来源、询价、框架协议。达到公开招标数额而用别的方式的，要有批准。“直接交给某
    公司”“指定供应商”之类不是采购方式，不论数额都会提醒。

    一年里同一科目（委托业务费等内容繁杂的科目除外）、都没有写采购方式的几项合计达到限额的，提示核对
    是不是同一品目；合计超过公开招标数额的，提示核对是不是化整为零。同一科目不一定是同一品目。全部由
    捐赠、自筹等非财政性资金出资的不适用政府采购法，不检查。两个数额由各省规定，这里的数是默认值，请
    在 jindu.toml 里换成本省本级的数。

    ```yaml
    经费:
      支出预算:
        - {编号: 甲, 名称: 采购宣传设备, 经济分类科目: "31003", 金额: 80万元}  # <- BUD012
        - {编号: 乙, 名称: 制作展板, 金额: 2万元, 采购方式: 直接交给熟悉的公司}  # <- BUD012
    ```

    ```yaml
    经费:
      支出预算:
        - {编号: 甲, 名称: 采购宣传设备, 经济分类科目: "31003", 金额: 80万元, 采购方式: 公开招标}
        - {编号: 乙, 名称: 制作展板, 金额: 2万元, 采购方式: 三家比价}
    ```
    """
    plan = context.plan
    limit = context.norms["采购限额标准"]
    tender = context.norms["公开招标数额标准"]
    for expense in plan.expenses:
        if not _is_bought(plan, expense):
            continue
        amount = corrected_amount(plan, expense) or NIL
        if expense.lacks("procurement"):
            if amount >= limit.value:
                yield Finding(
                    expense.at("amount"),
                    f"{called(expense, '支出')}{say_yuan(amount)}，达到采购限额标准"
                    f"{say_yuan(Decimal(limit.value))}{limit.default_note}，没有写采购方式。",
                    "在“采购方式”里写明按什么方式采购，如公开招标、竞争性磋商、询价。"
                    + _local_threshold_tip(limit),
                )
        elif expense.procurement:
            yield from _doubtful_method(expense, amount, limit, tender)
    for (code, year), expenses in _by_code_and_year(plan).items():
        yield from _combined_purchases(plan, code, year, expenses, limit, tender)


def _is_bought(plan: Plan, expense: Expense) -> bool:
    return not (expense.code or "").startswith(_NOT_BOUGHT) and (
        from_public(plan, expense) is not False
    )


def _doubtful_method(
    expense: Expense, amount: Decimal, limit: Norm, tender: Norm
) -> Iterator[Finding]:
    """Report a method of procurement that is none, or is not enough for the amount."""
    written = expense.procurement or ""
    statutory = re.search(_STATUTORY, written) is not None
    norm = tender if amount >= tender.value else limit
    reached = (
        f"{say_yuan(amount)}，达到{norm.name}{say_yuan(Decimal(norm.value))}{norm.default_note}"
    )
    if not statutory and re.search(_NO_METHOD, written):
        told = f"{called(expense, '支出')}的采购方式写的是“{written}”，这不是采购方式。"
        tip = "达到限额的写公开招标、竞争性磋商、询价等；限额以下的按单位内部采购制度，如三家比价。"
    elif amount >= tender.value and not re.search(_OPEN_TENDER, written):
        told = f"{called(expense, '支出')}{reached}，采购方式写的是“{written}”。"
        tip = "改为公开招标；因特殊情况采用其他方式的，采购前报设区的市级以上财政部门批准。"
        tip += _local_threshold_tip(tender)
    elif amount >= limit.value and not statutory:
        told = f"{called(expense, '支出')}{reached}，“{written}”不是法定的采购方式。"
        tip = "写明按什么方式采购，如公开招标、竞争性磋商、询价。" + _local_threshold_tip(limit)
    else:
        return
    yield Finding(expense.at("procurement"), told, tip)


def _by_code_and_year(plan: Plan) -> dict[tuple[str, Year | None], list[Expense]]:
    """Group the purchases by code and year; the year is None for those not split over years."""
    found: dict[tuple[str, Year | None], list[Expense]] = defaultdict(list)
    for expense in plan.expenses:
        if expense.code and _is_bought(plan, expense):
            for year in expense.by_year or (None,):
                found[expense.code, year].append(expense)
    return found


def _combined_purchases(
    plan: Plan,
    code: str,
    year: Year | None,
    expenses: list[Expense],
    limit: Norm,
    tender: Norm,
) -> Iterator[Finding]:
    """Report expenses with one code and year that together reach a threshold."""
    if len(expenses) < 2:
        return
    amounts = [
        (corrected_amount(plan, expense) or NIL) if year is None else expense.by_year[year]
        for expense in expenses
    ]
    total = sum(amounts, NIL)
    without_method = all(
        expense.lacks("procurement") and (expense.amount or NIL) < limit.value
        for expense in expenses
    )
    tendered = all("公开招标" in (expense.procurement or "") for expense in expenses)
    if code.startswith(_MIXED):
        return
    if total > tender.value and not tendered:
        norm, tip = tender, "核对是不是同一品目；属于同一品目的，合并采购，不化整为零。"
    elif without_method and total >= limit.value:
        norm, tip = limit, "核对是不是同一品目；属于同一品目的，合并采购，写明采购方式。"
    else:
        return
    when = f"{year}年" if year else ""
    word = "超过" if norm is tender else "达到"
    yield Finding(
        expenses[0].at("code"),
        f"{when}科目{named(code)}的{len(expenses)}项支出{listed(expenses)}合计{say_yuan(total)}，"
        f"{word}{norm.name}{say_yuan(Decimal(norm.value))}{norm.default_note}。",
        tip + _local_threshold_tip(norm),
        severity=Severity.INFO,
        related=tuple((expense.at("code"), "同一科目") for expense in expenses[1:3]),
    )


def _local_threshold_tip(norm: Norm) -> str:
    """Return the tip to set the threshold of the province, if it is still the default."""
    tip = f"数额是默认值，按本省标准在 jindu.toml 里改“{norm.name}”。"
    return tip if norm.is_default else ""
