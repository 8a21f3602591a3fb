"""Funds against expenses: enough, and certain enough."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from jindu.analysis.consistency import corrected_amount
from jindu.analysis.funding import NIL
from jindu.language.naming import called, listed
from jindu.model.choices import FundStatus
from jindu.model.context import Context
from jindu.model.diagnostic import Finding, Level, Severity
from jindu.model.plan import Plan
from jindu.model.rule import rule
from jindu.rules.bases import CONSISTENCY
from jindu.rules.funding.cash import cash_funds, total_cash
from jindu.units import say_share, say_yuan


def _total_needed(plan: Plan) -> Decimal | None:
    """Return the sum of the expenses, or the total of the budget if one is unknown."""
    budget = plan.budget
    if budget is None:
        return None
    amounts = [
        a for expense in budget.expenses if (a := corrected_amount(plan, expense)) is not None
    ]
    whole = budget.sure("expenses") and len(amounts) == len(budget.expenses)
    return sum(amounts, NIL) if amounts and whole else budget.total


_MAJORITY = re.compile(r"大部分|大多数|大半|主要|多数|绝大")


@rule("FND001", Severity.ERROR, level=Level.REVIEW, basis=CONSISTENCY)
def funds_expenses_mismatch(context: Context) -> Iterator[Finding]:
    """资金来源与支出不等，或者有的来源没有数额。

    全部现金来源（税收减免不算）相加，少于支出是缺口，为错误；多于支出，为警告。占比只写“大部
    分”之类的，数额没有确定，资金是否够用无从判断；“大部分”按过半计已经超出总额的，也会指出。差额只是
    因为某项支出或者某个来源的金额与它自己的其他数字对不上的，只在那一处报告。

    ```yaml
    经费:
      总额: 50万元
      支出预算: [{编号: 支出一, 名称: 宣传, 金额: 50万元}]
      资金来源:  # <- FND001
        - {编号: 省级专项, 金额: 30万元}
    ```

    ```yaml
    经费:
      总额: 50万元
      支出预算: [{编号: 支出一, 名称: 宣传, 金额: 50万元}]
      资金来源:
        - {编号: 省级专项, 金额: 30万元}
        - {编号: 县级预算, 占比: 40%}
    ```
    """
    plan = context.plan
    budget = plan.budget
    if budget is None:
        return
    if budget.lacks("funds") and budget.total_in_words is not None:
        return
    if budget.lacks("funds"):
        if budget.has("total") or budget.has("expenses"):
            yield Finding(
                budget.at("funds"),
                "经费没有资金来源。",
                "在“资金来源”里逐项写明来源、金额和状态。",
                on_key=True,
            )
        return
    yield from _unknown_amounts(plan)
    have, need = total_cash(plan), _total_needed(plan)
    if have is not None and need is not None and have != need:
        short = have < need
        yield Finding(
            budget.at("funds"),
            f"{len(cash_funds(plan))}个资金来源合计{say_yuan(have)}，支出{say_yuan(need)}，"
            f"{'缺口' if short else '多出'}{say_yuan(abs(need - have))}。",
            f"增加来源或者压减支出{say_yuan(need - have)}。"
            if short
            else f"核对来源是否重复计算；没有重复的，压减来源{say_yuan(have - need)}。",
            on_key=True,
            severity=None if short else Severity.WARNING,
            related=((budget.at("total"), "总额"),) if budget.has("total") else (),
        )


def _unknown_amounts(plan: Plan) -> Iterator[Finding]:
    budget = plan.budget
    assert budget is not None
    known = sum((amount for _, amount in cash_funds(plan) if amount is not None), NIL)
    for fund, amount in cash_funds(plan):
        if amount is not None or fund.amount_in_words or not fund.sure("amount"):
            continue
        attribute = "share" if fund.has("share") else "amount"
        message = f"{called(fund, '来源')}没有确定的数额"
        if fund.share:
            message += f"，占比只写了“{fund.share}”"
        if budget.total and _MAJORITY.search(fund.share or ""):
            lower_bound = known + budget.total / 2
            if lower_bound > budget.total:
                message += (
                    f"；按过半计，与其他来源{say_yuan(known)}合计超过{say_yuan(lower_bound)}，"
                    f"高于总额{say_yuan(budget.total)}"
                )
        yield Finding(
            fund.at(attribute),
            f"{message}。",
            "写明金额，如 金额: 15万元；或者写成百分比，如 占比: 30%。",
        )


@rule(
    "FND003",
    Severity.WARNING,
    level=Level.REVIEW,
    basis="惯例：以落实的资金安排支出",
    norms=("预计资金占比上限",),
)
def mostly_expected_funds(context: Context) -> Iterator[Finding]:
    """资金大半还只是预计。

    状态为“预计”的资金超过总来源的一半时，方案能不能实施没有把握。信息里同时写明只算已批复、
    已到位的资金，还差多少。

    ```yaml
    经费:
      资金来源:  # <- FND003
        - {编号: 省级专项, 金额: 30万元, 状态: 预计}
        - {编号: 县级预算, 金额: 20万元, 状态: 已申请}
    ```

    ```yaml
    经费:
      资金来源:
        - {编号: 省级专项, 金额: 25万元, 状态: 预计}
        - {编号: 县级预算, 金额: 25万元, 状态: 已申请}
    ```
    """
    plan = context.plan
    limit = context.norms["预计资金占比上限"]
    have = total_cash(plan)
    if plan.budget is None or not have or not all(fund.sure("status") for fund in plan.funds):
        return
    sums: dict[FundStatus | None, Decimal] = {}
    for fund, amount in cash_funds(plan):
        sums[fund.status] = sums.get(fund.status, NIL) + (amount or NIL)
    expected = sums.get(FundStatus.EXPECTED, NIL)
    share = expected * 100 / have
    if share > limit.value:
        certain = sums.get(FundStatus.APPROVED, NIL) + sums.get(FundStatus.RECEIVED, NIL)
        gap = (_total_needed(plan) or have) - certain
        yield Finding(
            plan.budget.at("funds"),
            f"状态为“预计”的资金{say_yuan(expected)}，占{say_share(expected, have, limit.value)}，"
            f"超过{limit.formatted()}；"
            + (
                f"已批复和已到位的只有{say_yuan(certain)}"
                if certain
                else "尚无已批复和已到位的资金"
            )
            + (f"，还有{say_yuan(gap)}没有落实。" if gap > 0 else "。"),
            f"先落实{listed([fund for fund in plan.funds if fund.status is FundStatus.EXPECTED])}，"
            "或者写明资金不到位时先做什么、缓做什么。",
            on_key=True,
        )
