"""Contributions that do not add up, and money counted twice."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal

from jindu.analysis.consistency import (
    corrected_amount,
    corrected_amounts,
    corrected_fund_amount,
    draws,
    sum_of_contributions,
)
from jindu.analysis.funding import NIL, named_by
from jindu.language.naming import called
from jindu.model.context import Context
from jindu.model.diagnostic import Finding, Level, Severity
from jindu.model.plan import Fund, Plan
from jindu.model.rule import rule
from jindu.rules.bases import CONSISTENCY
from jindu.units import say_yuan


@rule("FND016", Severity.ERROR, level=Level.DRAFT, basis=CONSISTENCY)
def contributions_mismatch(context: Context) -> Iterator[Finding]:
    """出资构成合计不符，一笔来源分出去的钱超过了它的数额，或者同一笔钱列了两次。

    一项支出的出资构成相加应当等于它的金额；各项支出从一个来源取用的钱，合计不能超过这个来源。两个来
    源的资金编号相同，是同一笔钱列了两次；文号相同或者名称相同的，可能是，作为警告：一个文件下达几笔
    资金的，在名称里分清。

    ```yaml
    经费:
      支出预算:
        - {编号: 手册, 名称: 印制手册, 金额: 3万元, 出资构成: {专项: 2万元}}  # <- FND016
        - {编号: 培训, 名称: 骨干培训, 金额: 4万元, 出资构成: 专项}
      资金来源:
        - {编号: 专项, 名称: 县级专项, 金额: 5万元}  # <- FND016
        - {编号: 补助, 名称: 县级专项, 金额: 5万元}  # <- FND016
    ```

    ```yaml
    经费:
      支出预算:
        - {编号: 手册, 名称: 印制手册, 金额: 3万元, 出资构成: 专项}
        - {编号: 培训, 名称: 骨干培训, 金额: 4万元, 出资构成: 专项}
      资金来源:
        - {编号: 专项, 名称: 县级专项, 金额: 7万元}
        - {编号: 补助, 名称: 省级补助, 金额: 5万元}
    ```
    """
    plan = context.plan
    yield from _duplicate_funds(plan)
    for expense in plan.expenses:
        # If the amount itself is wrong, the rules on amounts report it.
        if (
            not expense.contributions
            or not expense.sure("contributions")
            or id(expense) in corrected_amounts(plan)
        ):
            continue
        paid = [
            expense.amount if share.amount is None else share.amount
            for share in expense.contributions
        ]
        total = sum((part for part in paid if part is not None), NIL)
        if expense.amount is not None and total != expense.amount:
            change = "多" if total > expense.amount else "少"
            yield Finding(
                expense.at("contributions"),
                f"{called(expense, '支出')}的出资合计{say_yuan(total)}，"
                f"比金额{say_yuan(expense.amount)}"
                f"{change}{say_yuan(abs(total - expense.amount))}。",
                "核对出资构成，使合计等于这一项的金额；由一个来源出全部的，只写它的编号。",
                related=((expense.at("amount"), "这一项的金额"),),
            )
    drawn: dict[str, Decimal] = {}
    for expense in plan.expenses:
        whole, shared = corrected_amount(plan, expense), sum_of_contributions(expense)
        # Contributions above the amount are reported already: do not count them against the funds.
        for share in (
            expense.contributions if shared is None or whole is None or shared <= whole else ()
        ):
            part = whole if share.amount is None else share.amount
            drawn[share.fund] = drawn.get(share.fund, NIL) + (part or NIL)
    for fund in plan.funds:
        amount, used = corrected_fund_amount(plan, fund), drawn.get(str(fund.id), NIL)
        if amount is not None and used > amount:
            yield _overdrawn(plan, fund, amount, used)


def _overdrawn(plan: Plan, fund: Fund, amount: Decimal, used: Decimal) -> Finding:
    drawing = [(expense, sum(draws(plan, expense, fund), NIL)) for expense in named_by(plan, fund)]
    parts = "，".join(f"{called(expense)}{say_yuan(part)}" for expense, part in drawing[:4])
    more = "等" if len(drawing) > 4 else ""
    return Finding(
        fund.at("amount"),
        f"各项支出从{called(fund, '来源')}取用{say_yuan(used)}（{parts}{more}），"
        f"超过它的{say_yuan(amount)}。",
        f"把{say_yuan(used - amount)}改由其他来源出资，或者增加这一来源。",
        related=tuple((expense.at("contributions"), "从它取用") for expense, _ in drawing[:2]),
    )


_SAME = (("fund_id", "资金编号"), ("number", "文号"), ("name", "名称"))


def _duplicate_funds(plan: Plan) -> Iterator[Finding]:
    """Report funds that are, or may be, listed twice."""
    seen: dict[tuple[str, str], Fund] = {}
    for fund in plan.funds:
        found: dict[str, Fund] = {}
        for attribute, _ in _SAME:
            value = getattr(fund, attribute)
            if value:
                first = seen.setdefault((attribute, "".join(value.split())), fund)
                if first is not fund:
                    found[attribute] = first
        if found:
            yield from _duplicate_of(fund, found)


def _duplicate_of(fund: Fund, found: Mapping[str, Fund]) -> Iterator[Finding]:
    """Report a fund; ``found`` maps each attribute it shares to the first fund with that value."""
    attribute, other = next(iter(found.items()))
    apart = fund.funder and other.funder and fund.funder != other.funder
    if apart and attribute == "name":
        return
    certain = attribute == "fund_id"
    same = "、".join(f"{word}“{getattr(fund, a)}”" for a, word in _SAME if found.get(a) is other)
    yield Finding(
        fund.at(attribute),
        f"{called(fund, '来源')}与前面的{called(other)}{same}相同，"
        f"{'是' if certain else '可能是'}同一笔钱列了两次。",
        "重复的删去一项；不是同一笔的，改正资金编号。"
        if certain
        else "重复的删去一项；确实是两笔的，在名称里写明区别，各用各的资金编号。",
        related=((other.at(attribute), "先列在这里"),),
        severity=None if certain else Severity.WARNING,
    )
