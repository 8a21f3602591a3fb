"""Funds against expenses: enough, and certain enough."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from jindu.analysis.consistency import corrected_amount
from jindu.analysis.funding import NIL, NOT_CASH
from jindu.language.naming import called, listed
from jindu.model.choices import FundStatus, Genre
from jindu.model.context import Context
from jindu.model.diagnostic import Finding, Level, Severity
from jindu.model.plan import Budget, Plan
from jindu.model.rule import rule
from jindu.rules.bases import CONSISTENCY
from jindu.rules.funding.cash import cash_funds, total_cash
from jindu.units import say_quantity, say_share, say_yuan
from jindu.units.patterns import late


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


_MAJORITY = late(r"大部分|大多数|大半|主要|多数|绝大")


@rule("FND001", Severity.ERROR, level=Level.REVIEW, basis=CONSISTENCY)
def funds_expenses_mismatch(context: Context) -> Iterator[Finding]:
    """资金来源与支出不等，有的来源没有数额，或者占比、分级负担合计不符。

    全部现金来源（税收减免不算）相加，少于支出是缺口，为错误；多于支出，为警告。占比只写“大部分”之类
    的，数额没有确定，资金是否够用无从判断；“大部分”按过半计已经超出总额的，也会指出。差额只是因为某
    项支出或者某个来源的金额与它自己的其他数字对不上的，只在那一处报告。金额和占比都写了而两者不符
    的，是警告；分级负担的比例合计超过100%的，是错误，不足的是警告。

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
    yield from _level_shares(budget)
    yield from _unknown_amounts(plan)
    yield from _share_unlike_amount(budget)
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


def _level_shares(budget: Budget) -> Iterator[Finding]:
    """Report shares of the levels that do not add up to all."""
    total = sum(budget.level_shares.values(), NIL)
    if not budget.level_shares or not budget.sure("level_shares") or total == 100:
        return
    yield Finding(
        budget.at("level_shares"),
        f"分级负担的比例合计{say_quantity(total, '%')}，不是100%。",
        "核对各级的比例，使合计等于100%；另有来源负担的，也写进去。",
        severity=None if total > 100 else Severity.WARNING,
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


def _share_unlike_amount(budget: Budget) -> Iterator[Finding]:
    """Report funds whose share of the total is not that of their amount.

    Shares that were rounded so as to add up to 100 % differ by one in the last place.
    """
    for fund in budget.funds:
        written = re.fullmatch(r"(?:约)?(\d{1,3})(\.\d{1,4})?[%％]", (fund.share or "").strip())
        if written is None or fund.amount is None or not budget.total or fund.kind in NOT_CASH:
            continue
        digits = len(written[2] or ".") - 1
        share = fund.amount * 100 / budget.total
        if abs(share - Decimal(written[1] + (written[2] or ""))) > Decimal(1).scaleb(-digits):
            right = say_quantity(round(share, max(digits, 1)), "%")
            yield Finding(
                fund.at("share"),
                f"{called(fund, '来源')}{say_yuan(fund.amount)}，"
                f"占总额{say_yuan(budget.total)}的{right}，占比却写成“{fund.share}”。",
                f"金额没有写错的，占比改成{right}，或者删去占比。",
                severity=Severity.WARNING,
                related=((fund.at("amount"), "金额"), (budget.at("total"), "总额")),
            )


@rule(
    "FND003",
    Severity.WARNING,
    level=Level.REVIEW,
    basis="惯例：以落实的资金安排支出",
    norms=("预计资金占比上限",),
)
def mostly_expected_funds(context: Context) -> Iterator[Finding]:
    """过半的资金还没有落实。

    状态为“预计”的资金超过总来源的一半的，方案能不能实施没有把握，是警告；全部是“预计”“已申请”、一笔
    都没有批复的，是提示（申报表除外）。信息里同时写明只算已批复、已到位的资金，还差多少。方案在“风
    险”“测算情形”或者支出的“优先级”里写了资金不到位怎么办的，不报告。没有写状态的，由 FND022 报告。

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
        - {编号: 县级预算, 金额: 25万元, 状态: 已批复, 文号: 清财预〔2026〕5号, 日期: 2026-03-02}
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
    applied = sums.get(FundStatus.APPLIED, NIL)
    mostly = expected * 100 > have * limit.value
    hoped_for = applied and expected + applied == have and plan.genre is not Genre.FORM
    if not (mostly or hoped_for) or _prepared_for_shortage(plan):
        return
    told = expected if mostly else have
    states = [FundStatus.EXPECTED] if mostly else [FundStatus.EXPECTED, FundStatus.APPLIED]
    certain = sums.get(FundStatus.APPROVED, NIL) + sums.get(FundStatus.RECEIVED, NIL)
    gap = (_total_needed(plan) or have) - certain
    words = "".join(f"“{state}”" for state in states if state in sums)
    yield Finding(
        plan.budget.at("funds"),
        f"状态为{words}的资金{say_yuan(told)}，"
        + (
            f"占全部来源的{say_share(told, have, limit.value)}，超过{limit.formatted()}；"
            if mostly
            else "是全部来源；"
        )
        + (f"已批复和已到位的只有{say_yuan(certain)}" if certain else "尚无已批复和已到位的资金")
        + (f"，还有{say_yuan(gap)}没有落实。" if gap > 0 else "。"),
        f"先落实{listed([fund for fund in plan.funds if fund.status in states])}，"
        "或者在“风险”里写明资金不到位时先做什么、缓做什么。",
        on_key=True,
        severity=None if mostly else Severity.INFO,
    )


def _prepared_for_shortage(plan: Plan) -> bool:
    """Whether the plan tells, or may tell, what is done if the money does not come."""
    if not plan.sure("overview", "scenarios"):
        return True
    if plan.scenarios or any(expense.priority for expense in plan.expenses):
        return True
    risks = plan.overview.risks if plan.overview else ()
    return any(
        re.search(
            "(?:资金|经费).{0,12}(?:到位|落实|不足|缺口|压减)", f"{risk.content}{risk.response}"
        )
        for risk in risks
    )
