"""Procurement, upkeep, wages and carry-over."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from decimal import Decimal

from jindu.analysis.consistency import amount_in
from jindu.analysis.funding import NIL, PUBLIC, spread
from jindu.analysis.period import misdated
from jindu.language.naming import called, listed
from jindu.model.choices import FundKind, FundStatus, Purpose
from jindu.model.context import Context
from jindu.model.diagnostic import Finding, Level, Severity
from jindu.model.economic_codes import named
from jindu.model.norms import Norm
from jindu.model.plan import Expense, Year
from jindu.model.rule import rule
from jindu.rules.budget.spending import default_note
from jindu.units import say_yuan

_NOT_BOUGHT = ("301", "303", "30211", "30215", "30216", "30226")
"""Codes of what is paid to persons or spent on meetings, training and travel."""


@rule(
    "BUD012",
    Severity.INFO,
    level=Level.REVIEW,
    basis="《中华人民共和国政府采购法》第二条，《中华人民共和国政府采购法实施条例》第二十八条",
    norms=("采购限额标准", "公开招标数额标准"),
)
def purchase_without_procedure(context: Context) -> Iterator[Finding]:
    """达到采购限额的支出没有写采购方式，或者像是化整为零。

    用财政资金采购货物和服务，单项达到限额标准的要写采购方式；同一年里同一科目、都没有写采购方式的几项
    合计达到限额，或者合计达到公开招标数额的，要核对是不是同一品目，避免化整为零。同一科目不一定是同一
    品目，只作提示。全部由捐赠、自筹等非财政性资金出资的不适用政府采购法，不检查。两个数额由各省规定，
    这里的数是默认值，请在 jindu.toml 里换成本省的数。

    ```yaml
    经费:
      支出预算:
        - {编号: 甲, 名称: 采购宣传设备, 经济分类科目: "31003", 金额: 80万元}  # <- BUD012
    ```

    ```yaml
    经费:
      支出预算:
        - {编号: 甲, 名称: 采购宣传设备, 经济分类科目: "31003", 金额: 80万元, 采购方式: 公开招标}
    ```
    """
    plan = context.plan
    limit = context.norms["采购限额标准"]
    tender = context.norms["公开招标数额标准"]
    by_code: dict[tuple[str, Year], list[Expense]] = defaultdict(list)
    private = {s.id for s in plan.funds if s.kind is not None and s.kind not in PUBLIC}
    for expense in plan.expenses:
        paying = [share.fund for share in expense.contributions]
        if (expense.code or "").startswith(_NOT_BOUGHT) or (paying and private.issuperset(paying)):
            continue
        amount = amount_in(plan, expense)
        if amount is not None and amount >= limit.value and expense.lacks("procurement"):
            yield Finding(
                expense.at("amount"),
                f"{called(expense, '支出')}{say_yuan(amount)}，达到采购限额标准"
                f"{say_yuan(Decimal(limit.value))}{default_note(limit)}，没有写采购方式。",
                f"在“采购方式”里写明按什么方式采购，如公开招标、竞争性磋商、询价。{_ours(limit)}",
            )
        if expense.code:
            for year in expense.by_year:
                by_code[expense.code, year].append(expense)
    for (code, year), expenses in by_code.items():
        if len(expenses) > 1:
            total = sum((expense.by_year[year] for expense in expenses), NIL)
            yield from _split(code, year, expenses, total, limit, tender)


def _split(
    code: str, year: int, expenses: list[Expense], total: Decimal, limit: Norm, tender: Norm
) -> Iterator[Finding]:
    """Uses of one code and year that together reach a threshold."""
    unsaid = all(u.lacks("procurement") and (u.amount or NIL) < limit.value for u in expenses)
    if total >= tender.value:
        norm, word = tender, "公开招标数额标准"
    elif unsaid and total >= limit.value:
        norm, word = limit, "采购限额标准"
    else:
        return
    yield Finding(
        expenses[0].at("code"),
        f"{year}年科目{named(code)}的{len(expenses)}项支出{listed(expenses)}合计{say_yuan(total)}，"
        f"达到{word}{say_yuan(Decimal(norm.value))}{default_note(norm)}。",
        "核对是不是同一品目；属于同一品目的，合并采购，写明采购方式，不化整为零。" + _ours(norm),
        related=tuple((u.at("code"), "同一科目") for u in expenses[1:3]),
    )


def _ours(norm: Norm) -> str:
    """What to do about a threshold that every province sets for itself."""
    asked = f"数额是默认值，按本省标准在 jindu.toml 里改“{norm.name}”。"
    return asked if norm.is_default else ""


@rule("BUD013", Severity.WARNING, level=Level.REVIEW, basis="惯例：信息化项目建设和运维分列")
def no_upkeep(context: Context) -> Iterator[Finding]:
    """建设了平台，没有安排以后年度的运维。

    信息平台的建设和运行维护分开列。建成以后的年度没有运维费用，又没有在“平台”的“运维”里说明
    由谁负担的，提醒补上。

    ```yaml
    方案: {起止: 2026-01..2028-12}
    经费:
      支出预算:
        - {编号: 甲, 名称: 建设禁毒工作平台, 用途: 科技, 金额: 8万元,  # <- BUD013
           分年度金额: {2026: 8万元}}
    ```

    ```yaml
    方案: {起止: 2026-01..2028-12}
    经费:
      支出预算:
        - {编号: 甲, 名称: 建设禁毒工作平台, 用途: 科技, 金额: 8万元, 分年度金额: {2026: 8万元}}
        - {编号: 乙, 名称: 平台运行维护, 用途: 科技, 金额: 2万元,
           分年度金额: {2027: 1万元, 2028: 1万元}}
    ```
    """
    plan = context.plan
    if plan.period is None or (plan.platform and plan.platform.has("operation")):
        return
    if misdated(plan) is not None:
        return
    technical = [expense for expense in plan.expenses if expense.purpose is Purpose.TECHNOLOGY]
    upkeep = {
        int(year)
        for u in technical
        if re.search("运维|运行|维护", u.name or "")
        for year in u.by_year
    }
    for expense in technical:
        if not expense.by_year or not re.search(
            "建设|开发|搭建|建成|平台|系统|模块", expense.name or ""
        ):
            continue
        if re.search("运维|运行|维护", expense.name or ""):
            continue
        built = max(int(year) for year in expense.by_year)
        later = set(range(built + 1, plan.period.end.year + 1))
        if later - upkeep:
            years = "、".join(f"{year}" for year in sorted(later - upkeep))
            yield Finding(
                expense.where,
                f"{called(expense, '支出')}{built}年建成，{years}年没有运行维护经费。",
                "列上运维支出，或者在“平台”的“运维”里写明由谁负担。",
            )


@rule("BUD014", Severity.WARNING, level=Level.REVIEW, basis="惯例：项目支出不列工资福利")
def wages_in_project(context: Context) -> Iterator[Finding]:
    """项目预算里列了工资福利支出。

    301类科目是单位人员的工资福利，属于基本支出，不列入创建项目。临时用工、讲课评审等支付给个人
    的用30226劳务费，委托机构服务用30227委托业务费。

    ```yaml
    经费:
      支出预算:
        - {编号: 甲, 名称: 专职人员工资, 经济分类科目: "30101", 金额: 6万元}  # <- BUD014
    ```

    ```yaml
    经费:
      支出预算:
        - {编号: 甲, 名称: 购买社会工作服务, 经济分类科目: "30227", 金额: 6万元}
    ```
    """
    plan = context.plan
    for expense in plan.expenses:
        if expense.code and expense.code.startswith("301"):
            yield Finding(
                expense.at("code"),
                f"{called(expense, '支出')}用了工资福利科目{named(expense.code)}。",
                "临时用工、讲课评审改用30226劳务费，委托机构服务改用30227委托业务费；在职人员工资不列入项目。",
            )


@rule(
    "BUD015",
    Severity.WARNING,
    level=Level.REVIEW,
    basis="《中华人民共和国预算法》第四十二条，《中华人民共和国预算法实施条例》第五十条",
)
def carried_too_long(context: Context) -> Iterator[Finding]:
    """财政资金连续两年用不完。

    预算安排的资金结转到下一年仍未用完的，作为结余资金管理，可能被收回。已到位的财政资金，到它
    到位的下一年年底还没有安排完的，会提醒。

    ```yaml
    方案: {起止: 2026-01..2028-12}
    经费:
      支出预算:
        - {编号: 甲, 名称: 购买服务, 金额: 9万元,
           分年度金额: {2026: 3万元, 2027: 3万元, 2028: 3万元},
           出资构成: 专项}
      资金来源:
        - {编号: 专项, 资金性质: 上级专项, 金额: 9万元, 状态: 已到位, 日期: 2026-03}  # <- BUD015
    ```

    ```yaml
    方案: {起止: 2026-01..2028-12}
    经费:
      支出预算:
        - {编号: 甲, 名称: 购买服务, 金额: 9万元,
           分年度金额: {2026: 5万元, 2027: 4万元}, 出资构成: 专项}
      资金来源:
        - {编号: 专项, 资金性质: 上级专项, 金额: 9万元, 状态: 已到位, 日期: 2026-03}
    ```
    """
    plan = context.plan
    for fund in plan.funds:
        if fund.status is not FundStatus.RECEIVED or fund.date is None:
            continue
        if fund.kind not in (FundKind.UPPER, FundKind.BUDGET):
            continue
        last = fund.date.last.year + 1
        late: dict[int, Decimal] = {}
        for line in spread(plan).lines:
            for year, part in line.from_source(str(fund.id)).items():
                if year > last:
                    late[year] = late.get(year, NIL) + part
        if late:
            parts = "、".join(f"{year}年{say_yuan(round(late[year], 2))}" for year in sorted(late))
            yield Finding(
                fund.where,
                f"{called(fund, '来源')}{fund.date.last.year}年到位，"
                f"到{last}年年底还用不完，排到了{parts}。",
                f"把这些支出提前到{last}年年底以前，或者申请分年下达。",
                related=((fund.at("date"), "到位日期"),),
            )
