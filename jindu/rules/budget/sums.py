"""Sums that disagree: the total, and price times count."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from jindu.analysis.consistency import (
    corrected_amount,
    factors_of_training,
    product,
    sum_of_contributions,
    sum_of_years,
)
from jindu.analysis.funding import NIL
from jindu.language.naming import called
from jindu.model.context import Context
from jindu.model.diagnostic import Finding, Level, Severity
from jindu.model.plan import Expense
from jindu.model.rule import rule
from jindu.rules.bases import CONSISTENCY
from jindu.units import say_quantity, say_yuan


@rule("BUD001", Severity.ERROR, level=Level.DRAFT, basis=CONSISTENCY)
def total_mismatch(context: Context) -> Iterator[Finding]:
    """支出合计与总额不等。

    各项支出的金额相加，应当正好等于经费总额，一分不差。有的支出没有金额或者金额读不出来时，不作比
    较。总额不符只是因为某一项的金额与它自己的单价、数量或者分年度金额对不上的，只在那一项上报告。

    ```yaml
    经费:
      总额: 50万元  # <- BUD001
      支出预算:
        - {编号: 支出一, 名称: 印制手册, 金额: 18.5万元}
        - {编号: 支出二, 名称: 组织培训, 金额: 30万元}
    ```

    ```yaml
    经费:
      总额: 48.5万元
      支出预算:
        - {编号: 支出一, 名称: 印制手册, 金额: 18.5万元}
        - {编号: 支出二, 名称: 组织培训, 金额: 30万元}
    ```
    """
    plan = context.plan
    budget = plan.budget
    if budget is None or budget.total is None or not budget.expenses or not budget.sure("expenses"):
        return
    amounts = [expense.amount for expense in budget.expenses if expense.amount is not None]
    total = sum(amounts, NIL)
    confirmed = sum((corrected_amount(plan, expense) or NIL for expense in budget.expenses), NIL)
    if len(amounts) == len(budget.expenses) and total != budget.total != confirmed:
        more = "多" if total > budget.total else "少"
        yield Finding(
            budget.at("total"),
            f"{len(amounts)}项支出合计{say_yuan(total)}，比总额{say_yuan(budget.total)}{more}"
            f"{say_yuan(abs(total - budget.total))}。",
            f"核对各项支出；各项没有写错的，把总额改成{say_yuan(total)}。",
            related=((budget.at("expenses"), "支出预算"),),
            replacement=say_yuan(total),
            safe=False,
        )


@rule("BUD002", Severity.ERROR, level=Level.DRAFT, basis=CONSISTENCY)
def price_times_count_mismatch(context: Context) -> Iterator[Finding]:
    """单价乘数量不等于金额。

    写了单价和数量的，两者相乘应当正好等于金额。写了“培训”的人数、天数的，按人计的单价可以再乘天数，
    按天计的可以再乘人数。单价是由总价折算来的，相差不到1元，只作提示；在“测算依据”里写明折算的，不
    提示。

    ```yaml
    经费:
      支出预算:
        - {编号: 支出一, 名称: 设备, 单价: 3.2万元, 数量: 10, 金额: 30万元}  # <- BUD002
    ```

    ```yaml
    经费:
      支出预算:
        - {编号: 支出一, 名称: 设备, 单价: 3.2万元, 数量: 10, 金额: 32万元}
        - {编号: 支出二, 名称: 骨干培训, 单价: 300元, 数量: 50, 计量单位: 人, 金额: 3万元,
           培训: {人数: 50, 天数: 2}}
    ```
    """
    for expense in context.plan.expenses:
        if expense.unit_price is None or expense.count is None or expense.amount is None:
            continue
        cost = expense.unit_price * expense.count
        if product(expense) == expense.amount:
            if 0 < abs(cost - expense.amount) < 1:
                yield from _rounded_price(expense, cost)
            continue
        yield _wrong_product(expense, cost)


def _rounded_price(expense: Expense, cost: Decimal) -> Iterator[Finding]:
    if re.search("折算|取整|四舍五入|除不尽|平均", expense.derivation or ""):
        return
    gap = abs(cost - (expense.amount or NIL))
    yield Finding(
        expense.at("amount"),
        f"{called(expense, '支出')}的单价乘数量是{say_quantity(cost, '元')}，"
        f"与金额相差{say_quantity(gap, '元')}。",
        "单价是由总价折算来的，在“测算依据”里写明；不是的，改正单价或者金额。",
        severity=Severity.INFO,
    )


def _wrong_product(expense: Expense, cost: Decimal) -> Finding:
    amount, price = expense.amount or NIL, expense.unit_price or NIL
    in_years = sum_of_years(expense)
    confirmed = amount in (in_years, sum_of_contributions(expense))
    witness = f"，分年度金额合计是{say_yuan(in_years or NIL)}"
    factor = next(iter(factors_of_training(expense)), None)
    also = f"（再按培训的人数、天数算是{say_yuan(cost * factor)}）" if factor else ""
    if confirmed:
        tip = "金额与这一项的其他数字相合，多半是单价或者数量写错了。"
    elif factor:
        tip = "核对单价是按人、按天还是按人天计的，改正写错的一个。"
    else:
        tip = f"金额写错的，改成{say_yuan(cost)}；金额没有错的，改正单价或者数量。"
    return Finding(
        expense.at("amount"),
        f"{called(expense, '支出')}的单价{say_yuan(price)}乘数量"
        f"{say_quantity(expense.count or NIL, expense.unit_of_measure)}是{say_yuan(cost)}{also}，"
        f"与金额{say_yuan(amount)}"
        f"{'不符' if factor else f'相差{say_yuan(abs(cost - amount))}'}"
        f"{witness if in_years not in (None, amount) else ''}。",
        tip,
        related=((expense.at("unit_price"), "单价"), (expense.at("count"), "数量")),
        replacement=None if confirmed or factor else say_yuan(cost),
        safe=False,
    )
