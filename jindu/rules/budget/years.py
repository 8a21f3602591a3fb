"""Expenses over the years: yearly amounts, maintenance and carry-over."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from decimal import Decimal

from jindu.analysis.consistency import corrected_amounts, product, sum_of_years
from jindu.analysis.funding import NIL, from_public, spread
from jindu.analysis.period import misdated
from jindu.language.naming import called
from jindu.model.choices import FundKind, FundStatus, Purpose
from jindu.model.context import Context
from jindu.model.diagnostic import Finding, Level, Severity
from jindu.model.plan import Expense, Fund, Plan
from jindu.model.rule import rule
from jindu.rules.absence import lacking
from jindu.rules.bases import CONSISTENCY
from jindu.units import say_yuan


@rule(
    "BUD004",
    Severity.ERROR,
    level=Level.DRAFT,
    basis=f"{CONSISTENCY}；《中华人民共和国预算法》第十八条",
)
def yearly_amounts_mismatch(context: Context) -> Iterator[Finding]:
    """分年度金额合计不符、写到了方案之外的年度，或者跨年度的方案没有写。

    预算按公历年度编制。分年度金额相加应当等于这一项的金额，年度在实施期限之内，否则是错误。方案跨几
    个年度，有的支出没有写分年度金额的，是警告；各项支出都没有写的，或者由捐赠、自筹等资金出资的，只
    作提示。

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
    yield from _without_years(plan)
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


def _without_years(plan: Plan) -> Iterator[Finding]:
    """Report the expenses of a plan of several years that are not split over them."""
    if plan.period is None or len(plan.period.years()) < 2 or misdated(plan) is not None:
        return
    paid = [expense for expense in plan.expenses if expense.amount is not None]
    years = [str(year) for year in plan.period.years()]
    tip = f"写明各年度各用多少，如 分年度金额: {{{years[0]}: 1万元, {years[1]}: 1万元}}。"
    without = [expense for expense in paid if expense.lacks("by_year")]
    if len(without) == len(paid) and not plan.asks_for("budget"):
        return
    fiscal = any(from_public(plan, expense) is not False for expense in without)
    # A plan that splits none of its money is common; one that forgets some is not.
    severity = Severity.WARNING if fiscal and len(without) < len(paid) else Severity.INFO
    for found in lacking(paid, (("by_year", "分年度金额"),), "支出", tip):
        yield found._replace(severity=severity)


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
    upkeep = {
        int(year)
        for expense in plan.expenses
        if re.search(_UPKEEP, expense.name or "")
        for year in expense.by_year
    }
    for expense in plan.expenses:
        if not expense.by_year or not _builds_system(expense):
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


_UPKEEP = "运维|运行|维护"
_SYSTEM_CODES = ("30907", "30922", "31007", "31022")
"""Codes of information networks, software and intangible assets."""
_SYSTEM = "平台|软件|模块|小程序|信息化|数字化|数据库|(?:信息|管理|业务|工作|指挥|服务).{0,4}系统"


def _builds_system(expense: Expense) -> bool:
    """Whether an expense builds or buys an information system, and not its upkeep."""
    name = expense.name or ""
    if re.search(_UPKEEP, f"{name}{expense.derivation or ''}"):
        return False
    if (expense.code or "").startswith(_SYSTEM_CODES):
        return True
    if expense.code and not expense.code.startswith("30227"):
        return False
    technical = expense.purpose in (Purpose.TECHNOLOGY, Purpose.OTHER, None)
    return technical and re.search(_SYSTEM, name) is not None


@rule(
    "BUD015",
    Severity.WARNING,
    level=Level.REVIEW,
    basis="《中华人民共和国预算法》第四十二条，《中华人民共和国预算法实施条例》第五十条",
)
def funds_carried_over_too_long(context: Context) -> Iterator[Finding]:
    """财政资金到下一年度终了还用不完。

    预算安排的资金，到下一年度终了仍未用完的，作为结余资金管理，由财政统筹。已批复、已到位的上级专项
    和一般公共预算资金，写了到位计划的按各期到位的年度，没有写的按批复、到位日期的年度，看它到下一年
    年底有没有安排完。

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
           分年度金额: {2026: 3万元, 2027: 3万元, 2028: 3万元}, 出资构成: 专项}
      资金来源:
        - {编号: 专项, 资金性质: 上级专项, 金额: 9万元, 状态: 已批复, 文号: 清财预〔2026〕5号,
           日期: 2026-03, 到位计划: {2026Q2: 6万元, 2027Q1: 3万元}}
    ```
    """
    plan = context.plan
    for fund in plan.funds:
        if fund.status not in (FundStatus.APPROVED, FundStatus.RECEIVED):
            continue
        if fund.kind not in (FundKind.UPPER, FundKind.BUDGET):
            continue
        first = fund.date.last.year if fund.date is not None else None
        if first is not None and plan.period is not None:
            # What is approved in the year before is budgeted for the first year of the plan.
            first = max(first, plan.period.start.year)
        budgeted: dict[int, Decimal] = {}
        for year, part in _arriving(fund, first):
            budgeted[year] = budgeted.get(year, NIL) + part
        spent = spread(plan).surely().get(str(fund.id), {})
        for year in sorted(budgeted):
            late = _unspent_after(year + 1, spent, budgeted)
            if late > 0:
                used = "、".join(
                    f"{then}年{say_yuan(round(spent[then], 2))}"
                    for then in sorted(spent)
                    if then > year + 1 and spent[then]
                )
                yield Finding(
                    fund.where,
                    f"{called(fund, '来源')}{year}年的资金，到{year + 1}年年底还有"
                    f"{say_yuan(round(late, 2))}没有用完，安排到{used}。",
                    f"把这些支出提前到{year + 1}年年底以前，或者申请分年下达。",
                    related=((fund.at("arrivals" if fund.arrivals else "date"), "何时到位"),),
                )
                break


def _arriving(fund: Fund, year: int | None) -> Iterator[tuple[int, Decimal]]:
    """Yield the years in which a fund is budgeted, with the amounts."""
    if fund.arrivals:
        for when, part in fund.arrivals.items():
            yield when.end.year, part
    elif year is not None:
        yield year, NIL


def _unspent_after(
    year: int, spent: Mapping[int, Decimal], budgeted: Mapping[int, Decimal]
) -> Decimal:
    """Return what is spent after ``year`` beyond what is budgeted in that year or later."""
    later = sum((part for then, part in spent.items() if then > year), NIL)
    return later - sum((part for then, part in budgeted.items() if then >= year), NIL)
