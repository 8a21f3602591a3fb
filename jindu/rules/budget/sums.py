"""Sums that disagree: the total, and price times count."""

from __future__ import annotations

from collections.abc import Iterator

from jindu.analysis.consistency import corrected_amount, product, sum_of_contributions, sum_of_years
from jindu.analysis.funding import NIL
from jindu.language.naming import called
from jindu.model.context import Context
from jindu.model.diagnostic import Finding, Level, Severity
from jindu.model.rule import rule
from jindu.rules.bases import CONSISTENCY
from jindu.units import say_quantity, say_yuan


@rule("BUD001", Severity.ERROR, level=Level.DRAFT, basis=CONSISTENCY)
def total_mismatch(context: Context) -> Iterator[Finding]:
    """支出合计与总额不等。

    各项支出的金额相加，应当正好等于经费总额，一分不差。有的支出没有金额或者金额读不出来时，
    不作比较。总额不符只是因为某一项的金额与它自己的单价、数量或者分年度金额对不上的，只在那一项上报告。

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

    写了单价和数量的，两者相乘应当正好等于金额。

    ```yaml
    经费:
      支出预算:
        - {编号: 支出一, 名称: 设备, 单价: 3.2万元, 数量: 10, 金额: 30万元}  # <- BUD002
    ```

    ```yaml
    经费:
      支出预算:
        - {编号: 支出一, 名称: 设备, 单价: 3.2万元, 数量: 10, 金额: 32万元}
    ```
    """
    plan = context.plan
    for expense in plan.expenses:
        cost = product(expense)
        if (
            expense.unit_price is None
            or expense.count is None
            or expense.amount is None
            or cost is None
        ):
            continue
        if cost == expense.amount:
            continue
        in_years = sum_of_years(expense)
        confirmed = expense.amount in (in_years, sum_of_contributions(expense))
        witness = f"，分年度金额合计是{say_yuan(in_years or NIL)}"
        yield Finding(
            expense.at("amount"),
            f"{called(expense, '支出')}的单价{say_yuan(expense.unit_price)}乘数量"
            f"{say_quantity(expense.count, expense.unit_of_measure)}是{say_yuan(cost)}，"
            f"与金额{say_yuan(expense.amount)}相差{say_yuan(abs(cost - expense.amount))}"
            f"{witness if in_years not in (None, expense.amount) else ''}。",
            "金额与这一项的其他数字相合，多半是单价或者数量写错了。"
            if confirmed
            else f"金额写错的，改成{say_yuan(cost)}；金额没有错的，改正单价或者数量。",
            related=((expense.at("unit_price"), "单价"), (expense.at("count"), "数量")),
            replacement=None if confirmed else say_yuan(cost),
            safe=False,
        )
