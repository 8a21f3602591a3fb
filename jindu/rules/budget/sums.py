"""Sums that disagree: the total, price times count, and figures in the text."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from jindu.analysis.consistency import amount_in, of_shares, of_years, product
from jindu.analysis.funding import NIL
from jindu.language.arithmetic import wrong_sums
from jindu.language.naming import called
from jindu.model.context import Context
from jindu.model.diagnostic import Finding, Level, Severity
from jindu.model.plan import Plan
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
    confirmed = sum((amount_in(plan, expense) or NIL for expense in budget.expenses), NIL)
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
        in_years = of_years(expense)
        confirmed = expense.amount in (in_years, of_shares(expense))
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


@rule("BUD019", Severity.WARNING, level=Level.REVIEW, basis=CONSISTENCY)
def figures_in_text_mismatch(context: Context) -> Iterator[Finding]:
    """文字里的数算不拢。

    正文里写“30.2万元（占50%）”“共需60万元”“由78%提高到92%，提高20个百分点”的，按总额和写出的数核算。
    看不准以什么为分母、说的是不是全部经费的，不查。金额和占比由程序从经费里带进正文，文字里最好不写。

    ```yaml
    方案: {工作基础: 申请省级资金30万元，占总额的50%。}  # <- BUD019
    经费:
      总额: 50万元
    ```

    ```yaml
    方案: {工作基础: 申请省级资金30万元，占总额的60%。}
    经费:
      总额: 50万元
    ```
    """
    plan = context.plan
    budget = plan.budget
    total: Decimal | None = budget.total if budget else None
    amounts = [amount_in(plan, expense) for expense in plan.expenses]
    if amounts and None not in amounts and sum(filter(None, amounts), NIL) != total:
        total = None  # Reported by BUD001.
    for found in wrong_sums(plan, total, lambda: _partial_amounts(plan)):
        whole, of_total = say_yuan(total or NIL), found.of_total and budget is not None
        if not found.right:
            message = f"文字里写“{found.words}”，经费的总额却是{whole}。"
        elif of_total:
            message = f"“{found.words}”算不拢：总额是{whole}，应当占{found.right}。"
        else:
            message = f"“{found.words}”算不拢，应当是{found.right}。"
        yield Finding(
            found.thing.at(found.attribute),
            message,
            "改正这个数，或者删去，由程序从方案的数据里带出。",
            related=((budget.at("total"), "总额"),) if of_total and budget else (),
        )


def _partial_amounts(plan: Plan) -> frozenset[Decimal]:
    """Return amounts of parts of the budget, which text may state without meaning the total."""
    found: dict[object, Decimal] = {}
    for expense in plan.expenses:
        found[expense] = expense.amount or NIL
        found[expense.purpose] = found.get(expense.purpose, NIL) + (expense.amount or NIL)
        for year, part in expense.by_year.items():
            found[year] = found.get(year, NIL) + part
    for fund in plan.funds:
        found[fund] = fund.amount or NIL
        for key in (fund.kind, fund.status):
            found[key] = found.get(key, NIL) + (fund.amount or NIL)
    return frozenset(found.values())
