"""Amounts that are unreadable, missing or too precise."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from jindu.analysis.consistency import product, sum_of_years
from jindu.analysis.funding import NIL
from jindu.language.naming import called
from jindu.model.context import Context
from jindu.model.diagnostic import Finding, Level, Severity
from jindu.model.fields import Entity
from jindu.model.plan import Budget, Expense
from jindu.model.rule import reported_by_reading, rule
from jindu.units import say_quantity, say_yuan

BUD003 = reported_by_reading(
    "BUD003",
    """金额读不出来，或者没有写单位。

    金额一律带“元”或“万元”：只写“50”，分不清是五十元还是五十万元。不写“约”“左右”，
    也不写区间；精确到分。

    ```yaml
    经费:
      总额: 50  # <- BUD003
    ```

    ```yaml
    经费:
      总额: 50万元
    ```
    """,
)


@rule("BUD016", Severity.ERROR, level=Level.REVIEW, basis="方案自身的要求：预算有总额、有分项金额")
def missing_amount(context: Context) -> Iterator[Finding]:
    """没有总额，或者支出没有金额。

    每项支出都要有金额，经费要有总额；只列用途不列金额，等于没有预算。写明“列入财政预算”“从工作经费
    中列支”等经费渠道的，可以不写金额。

    ```yaml
    经费:
      总额: 50万元
      支出预算:
        - {编号: 支出一, 名称: 宣传推广}  # <- BUD016
    ```

    ```yaml
    经费:
      总额: 50万元
      支出预算:
        - {编号: 支出一, 名称: 宣传推广, 金额: 50万元}
    ```
    """
    plan = context.plan
    budget = plan.budget
    if budget is None:
        return
    if budget.lacks("total"):
        yield Finding(
            budget.at("total"),
            "经费没有总额。",
            f"写上总额，如 总额: {say_yuan(_sum_of_amounts(budget) or Decimal(500000))}。",
            on_key=True,
        )
    if budget.lacks("expenses") and budget.total_in_words is None:
        yield Finding(
            budget.at("expenses"),
            "经费没有支出预算。",
            "在“支出预算”里逐项写明内容、单价、数量和金额。",
            on_key=True,
        )
    for expense in budget.expenses:
        if expense.lacks("amount"):
            yield Finding(
                expense.where,
                f"{called(expense, '支出')}没有金额。",
                f"写上金额，如 金额: {say_yuan(product(expense) or Decimal(30000))}。",
            )


def _sum_of_amounts(budget: Budget) -> Decimal:
    return sum((expense.amount for expense in budget.expenses if expense.amount is not None), NIL)


@rule(
    "BUD017", Severity.WARNING, level=Level.REVIEW, basis="惯例：预算表以万元为单位，保留两位小数"
)
def amount_too_precise(context: Context) -> Iterator[Finding]:
    """以万元为单位的金额写了两位以上的小数。

    预算表以万元为单位、保留两位小数，精确到百元。用万元写的金额小数更多的，或者是多按了一位，或者应
    当改用元来写。与单价、数量或者分年度金额对不上的，由 BUD002、BUD004 报告。

    ```yaml
    经费:
      支出预算:
        - {编号: 甲, 名称: 印制手册, 金额: 3.60001万元}  # <- BUD017
    ```

    ```yaml
    经费:
      支出预算:
        - {编号: 甲, 名称: 印制手册, 金额: 3.6万元}
        - {编号: 乙, 名称: 制作展板, 金额: 18325元}
    ```
    """
    plan = context.plan
    budget = plan.budget
    if budget is None:
        return
    written: list[tuple[Entity, str, str, Decimal | None]] = [
        (budget, "total", "总额", budget.total),
        *((expense, "amount", "支出", expense.amount) for expense in budget.expenses),
        *((fund, "amount", "来源", fund.amount) for fund in budget.funds),
    ]
    for entity, attribute, kind, amount in written:
        # A Decimal keeps trailing digits: three decimal places of 万元 stay three places in 元.
        if amount is None or not amount % 100 or _decimal_places(amount) < 3:
            continue
        if isinstance(entity, Expense) and {product(entity), sum_of_years(entity)} - {None, amount}:
            continue
        whose = kind if entity is budget else f"{called(entity, kind)}的金额"
        rounded = round(amount, -2)
        yield Finding(
            entity.at(attribute),
            f"{whose}{say_yuan(amount)}，以万元为单位的小数多于两位。",
            f"取整的写成{say_yuan(rounded)}；要精确到元的，写成{say_quantity(amount, '元')}。",
            replacement=say_yuan(rounded),
            safe=False,
        )


def _decimal_places(amount: Decimal) -> int:
    exponent = amount.as_tuple().exponent
    return -exponent if isinstance(exponent, int) else 0
