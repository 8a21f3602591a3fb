"""The uses of money: amounts that add up, codes that exist, work behind every line."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from jindu.analysis.consistency import amount_in, mended, of_shares, of_years, product
from jindu.analysis.period import misdated
from jindu.language.arithmetic import wrong_sums
from jindu.language.naming import called
from jindu.model.context import Context
from jindu.model.diagnostic import Finding, Level, Severity
from jindu.model.fields import Entity
from jindu.model.plan import Budget, Expense, Plan
from jindu.model.rule import rule
from jindu.units import say_quantity, say_yuan

NIL = Decimal(0)
INTEGRITY = "方案自身的一致性"


@rule("BUD001", Severity.ERROR, level=Level.DRAFT, basis=INTEGRITY)
def total_differs(context: Context) -> Iterator[Finding]:
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
    borne_out = sum((amount_in(plan, expense) or NIL for expense in budget.expenses), NIL)
    if len(amounts) == len(budget.expenses) and total != budget.total != borne_out:
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


@rule("BUD002", Severity.ERROR, level=Level.DRAFT, basis=INTEGRITY)
def price_times_count(context: Context) -> Iterator[Finding]:
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
        borne_out = expense.amount in (in_years, of_shares(expense))
        witness = f"，分年度金额合计是{say_yuan(in_years or NIL)}"
        yield Finding(
            expense.at("amount"),
            f"{called(expense, '支出')}的单价{say_yuan(expense.unit_price)}乘数量"
            f"{say_quantity(expense.count, expense.unit)}是{say_yuan(cost)}，"
            f"与金额{say_yuan(expense.amount)}相差{say_yuan(abs(cost - expense.amount))}"
            f"{witness if in_years not in (None, expense.amount) else ''}。",
            "金额与这一项的其他数字相合，多半是单价或者数量写错了。"
            if borne_out
            else f"金额写错的，改成{say_yuan(cost)}；金额没有错的，改正单价或者数量。",
            related=((expense.at("unit_price"), "单价"), (expense.at("count"), "数量")),
            replacement=None if borne_out else say_yuan(cost),
            safe=False,
        )


@rule(
    "BUD004",
    Severity.ERROR,
    level=Level.DRAFT,
    basis="方案自身的一致性；《中华人民共和国预算法》第十八条",
)
def years_do_not_add_up(context: Context) -> Iterator[Finding]:
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
        total, where = of_years(expense), expense.at("by_year")
        if total is None:
            continue
        # What BUD002 reports of the amount is the cause of this too.
        reported = id(expense) in mended(plan) and product(expense) not in (None, expense.amount)
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


@rule("BUD016", Severity.ERROR, level=Level.REVIEW, basis="方案自身的要求：预算有总额、有分项金额")
def amount_missing(context: Context) -> Iterator[Finding]:
    """没有总额，或者支出没有金额。

    每项支出都要有金额，经费要有总额；只列用途不列金额，等于没有预算。

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
            f"写上总额，如 总额: {say_yuan(_sum(budget) or Decimal(500000))}。",
            on_key=True,
        )
    if budget.lacks("expenses"):
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


def _sum(budget: Budget) -> Decimal:
    return sum((expense.amount for expense in budget.expenses if expense.amount is not None), NIL)


@rule(
    "BUD017", Severity.WARNING, level=Level.REVIEW, basis="惯例：预算表以万元为单位，保留两位小数"
)
def too_fine(context: Context) -> Iterator[Finding]:
    """以万元为单位的金额写了两位以上的小数。

    预算表以万元为单位、保留两位小数，精确到百元。用万元写的金额小数更多的，或者是多按了一位，或者应当
    改用元来写。与单价、数量或者分年度金额对不上的，由 BUD002、BUD004 报告。

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
    for thing, attribute, kind, amount in written:
        # A Decimal remembers its digits: 万元 with three decimals is 元 with three.
        if amount is None or not amount % 100 or _decimals(amount) < 3:
            continue
        if isinstance(thing, Expense) and {product(thing), of_years(thing)} - {None, amount}:
            continue
        whose = kind if thing is budget else f"{called(thing, kind)}的金额"
        rounded = round(amount, -2)
        yield Finding(
            thing.at(attribute),
            f"{whose}{say_yuan(amount)}，以万元为单位的小数多于两位。",
            f"取整的写成{say_yuan(rounded)}；要精确到元的，写成{say_quantity(amount, '元')}。",
            replacement=say_yuan(rounded),
            safe=False,
        )


def _decimals(amount: Decimal) -> int:
    exponent = amount.as_tuple().exponent
    return -exponent if isinstance(exponent, int) else 0


@rule("BUD019", Severity.WARNING, level=Level.REVIEW, basis=INTEGRITY)
def words_do_not_add_up(context: Context) -> Iterator[Finding]:
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
        total = None  # BUD001 speaks of it.
    for found in wrong_sums(plan, total, lambda: _figures(plan)):
        whole, of_total = say_yuan(total or NIL), found.of_total and budget is not None
        if not found.right:
            message = f"文字里写“{found.words}”，经费的总额却是{whole}。"
        elif of_total:
            message = f"“{found.words}”算不拢：总额是{whole}，应当占{found.right}。"
        else:
            message = f"“{found.words}”算不拢，应当是{found.right}。"
        yield Finding(
            found.entity.at(found.attribute),
            message,
            "改正这个数，或者删去，由程序从方案的数据里带出。",
            related=((budget.at("total"), "总额"),) if of_total and budget else (),
        )


def _figures(plan: Plan) -> frozenset[Decimal]:
    """The amounts that words may speak of without being the total."""
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
