"""Expenses over the years: yearly amounts, maintenance and carry-over."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from jindu.analysis.consistency import corrected_amounts, product, sum_of_years
from jindu.analysis.funding import NIL, spread
from jindu.analysis.period import misdated
from jindu.language.naming import called
from jindu.model.choices import FundKind, FundStatus, Purpose
from jindu.model.context import Context
from jindu.model.diagnostic import Finding, Level, Severity
from jindu.model.rule import rule
from jindu.rules.bases import CONSISTENCY
from jindu.units import say_yuan


@rule(
    "BUD004",
    Severity.ERROR,
    level=Level.DRAFT,
    basis=f"{CONSISTENCY}；《中华人民共和国预算法》第十八条",
)
def yearly_amounts_mismatch(context: Context) -> Iterator[Finding]:
    """分年度金额加不拢，或者写到了方案之外的年度。

    预算按公历年度编制。分年度金额相加应当等于这一项的金额，年度在实施期限之内。

    ```yaml
    方案: {起止: 2026-01..2028-12}
    经费:
      支出预算:
        - 编号: 支出一
          名称: 印制手册
          金额: 3万元
          分年度金额: {2026: 2万元, 2029: 1万元}  # <- BUD004
    ```

    ```yaml
    方案: {起止: 2026-01..2028-12}
    经费:
      支出预算:
        - 编号: 支出一
          名称: 印制手册
          金额: 3万元
          分年度金额: {2026: 2万元, 2027: 1万元}
    ```
    """
    plan = context.plan
    for expense in plan.expenses:
        total, where = sum_of_years(expense), expense.at("by_year")
        if total is None:
            continue
        # BUD002 already reports the amount, which causes this difference too.
        reported = id(expense) in corrected_amounts(plan) and product(expense) not in (
            None,
            expense.amount,
        )
        if expense.amount is not None and total != expense.amount and not reported:
            gap = say_yuan(abs(total - expense.amount))
            yield Finding(
                where,
                f"{called(expense, '支出')}分年度合计{say_yuan(total)}，"
                f"与金额{say_yuan(expense.amount)}相差{gap}。",
                f"{'减少' if total > expense.amount else '补上'}{gap}，"
                f"使各年度合计等于这一项的金额；"
                f"金额写错的，改成{say_yuan(total)}。",
                related=((expense.at("amount"), "这一项的金额"),),
            )
        period = plan.period
        outside = [str(year) for year in expense.by_year if period and year not in period.years()]
        if outside and period and plan.overview is not None and misdated(plan) is None:
            yield Finding(
                where,
                f"{called(expense, '支出')}的金额写到了方案之外的{'、'.join(outside)}年，"
                f"方案的实施期限是{period.words()}。",
                "把这些年度的金额并入实施期限内的年度，或者调整方案的起止。",
                related=((plan.overview.at("period"), "方案的起止"),),
            )


@rule("BUD013", Severity.WARNING, level=Level.REVIEW, basis="惯例：信息化项目建设和运维分列")
def missing_maintenance_cost(context: Context) -> Iterator[Finding]:
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
    if not plan.sure("platform"):
        return
    if misdated(plan) is not None:
        return
    technical = [expense for expense in plan.expenses if expense.purpose is Purpose.TECHNOLOGY]
    upkeep = {
        int(year)
        for expense in technical
        if re.search("运维|运行|维护", expense.name or "")
        for year in expense.by_year
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


@rule(
    "BUD015",
    Severity.WARNING,
    level=Level.REVIEW,
    basis="《中华人民共和国预算法》第四十二条，《中华人民共和国预算法实施条例》第五十条",
)
def funds_carried_over_too_long(context: Context) -> Iterator[Finding]:
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
