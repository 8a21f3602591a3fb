"""The uses of money: amounts that add up, codes that exist, work behind every line."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from jindu.diagnostic import Finding, Level, Severity, rule
from jindu.plan import Plan, Purpose
from jindu.units import say_quantity, say_yuan, wan

NIL = Decimal(0)
_INTEGRITY = "方案自身的一致性"


@rule("BUD001", Severity.ERROR, level=Level.DRAFT, basis=_INTEGRITY)
def total_differs(plan: Plan) -> Iterator[Finding]:
    """支出合计与总额不等。

    各项支出的金额相加，应当正好等于经费总额，一分不差。有的支出没有金额或者金额读不出来时，
    不作比较。

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
    budget = plan.budget
    if budget is None or budget.total is None or not budget.uses or not budget.sure("uses"):
        return
    amounts = [use.amount for use in budget.uses if use.amount is not None]
    total = sum(amounts, NIL)
    if len(amounts) == len(budget.uses) and total != budget.total:
        yield Finding(
            budget.at("total"),
            f"支出合计{wan(total)}万元，与总额{wan(budget.total)}万元"
            f"相差{wan(abs(total - budget.total))}万元。",
            "核对各项支出和总额，使两者相等。",
            related=((budget.at("uses"), "支出预算"),),
            right=say_yuan(total),
            sure=False,
        )


@rule("BUD002", Severity.ERROR, level=Level.DRAFT, basis=_INTEGRITY)
def price_times_count(plan: Plan) -> Iterator[Finding]:
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
    for use in plan.uses:
        if use.unit_price is None or use.count is None or use.amount is None:
            continue
        product = use.unit_price * use.count
        if product != use.amount:
            yield Finding(
                use.at("amount"),
                f"“{use.name or use.id}”的单价{say_yuan(use.unit_price)}乘数量"
                f"{say_quantity(use.count, use.unit)}是{say_yuan(product)}，"
                f"与金额{say_yuan(use.amount)}相差{say_yuan(abs(product - use.amount))}。",
                "核对单价、数量和金额。",
                right=say_yuan(product),
                sure=False,
            )


@rule(
    "BUD004",
    Severity.ERROR,
    level=Level.DRAFT,
    basis="方案自身的一致性；《中华人民共和国预算法》第十八条",
)
def years_do_not_add_up(plan: Plan) -> Iterator[Finding]:
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
    for use in plan.uses:
        if not use.by_year or not use.sure("by_year"):
            continue
        where, name = use.at("by_year"), use.name or use.id
        total = sum(use.by_year.values(), NIL)
        if use.amount is not None and total != use.amount:
            yield Finding(
                where,
                f"“{name}”分年度合计{say_yuan(total)}，与金额{say_yuan(use.amount)}"
                f"相差{say_yuan(abs(total - use.amount))}。",
                "核对各年度金额，使合计等于这一项的金额。",
                related=((use.at("amount"), "这一项的金额"),),
            )
        outside = [
            str(year) for year in use.by_year if plan.period and year not in plan.period.years()
        ]
        if outside and plan.overview is not None:
            yield Finding(
                where,
                f"“{name}”的金额写到了方案之外的{'、'.join(outside)}年。",
                "分年度金额只写实施期限内的年份。",
                related=((plan.overview.at("period"), "方案的起止"),),
            )


@rule("BUD005", Severity.WARNING, level=Level.REVIEW, basis="惯例：宣传、队伍、科技三方面投入")
def purpose_missing(plan: Plan) -> Iterator[Finding]:
    """宣传、队伍、科技三类用途不全。

    创建经费一般包括宣传推广、队伍建设和科技投入三个方面，每一方面至少有一项支出。

    ```yaml
    经费:
      支出预算:  # <- BUD005
        - {编号: 支出一, 名称: 印制手册, 用途: 宣传, 金额: 3万元}
        - {编号: 支出二, 名称: 平台模块, 用途: 科技, 金额: 5万元}
    ```

    ```yaml
    经费:
      支出预算:
        - {编号: 支出一, 名称: 印制手册, 用途: 宣传, 金额: 3万元}
        - {编号: 支出二, 名称: 平台模块, 用途: 科技, 金额: 5万元}
        - {编号: 支出三, 名称: 骨干培训, 用途: 队伍, 金额: 2万元}
    ```
    """
    budget = plan.budget
    if budget is None or not budget.uses or not all(use.sure("purpose") for use in budget.uses):
        return
    found = {use.purpose for use in budget.uses}
    wanted = (Purpose.PUBLICITY, Purpose.TEAM, Purpose.TECHNOLOGY)
    missing = [purpose.value for purpose in wanted if purpose not in found]
    if missing and budget.sure("uses"):
        yield Finding(
            budget.at("uses"),
            f"支出预算里没有用途为{'、'.join(missing)}的支出。",
            "补上这类支出，或者核对各项支出的“用途”。",
            on_key=True,
        )


_CLASSES = {
    "301": "01 02 03 06 07 08 09 10 11 12 13 14 99",
    "302": "01 02 03 04 05 06 07 08 09 11 12 13 14 15 16 17 18 24 25 26 27 28 29 31 39 40 99",
    "303": "01 02 03 04 05 06 07 08 09 10 11 99",
    "309": "01 02 03 05 06 07 08 13 19 21 22 99",
    "310": "01 02 03 05 06 07 08 09 10 11 12 13 19 21 22 99",
}
CODES = frozenset(head + tail for head, tails in _CLASSES.items() for tail in tails.split())
"""款级 codes of 部门预算支出经济分类 that a project budget may meet."""


@rule(
    "BUD006",
    Severity.WARNING,
    level=Level.SUBMIT,
    basis="《中华人民共和国预算法》第三十二条",
)
def code_wrong(plan: Plan) -> Iterator[Finding]:
    """经济分类科目没有写或者写错。

    编制预算要按政府收支分类科目。项目支出写到部门预算支出经济分类的款级，五位数字，如 30202
    印刷费、30216 培训费、30227 委托业务费。309 与 310 的款名相同，按编码认，不按名称认。

    ```yaml
    经费:
      支出预算:
        - {编号: 支出一, 名称: 印制手册, 经济分类科目: 30250}  # <- BUD006
    ```

    ```yaml
    经费:
      支出预算:
        - {编号: 支出一, 名称: 印制手册, 经济分类科目: 30202}
    ```
    """
    for use in plan.uses:
        code = (use.code or "").strip()
        if not code:
            yield Finding(
                use.at("code"),
                f"“{use.name or use.id}”没有写经济分类科目。",
                "写上五位数字的款级编码，如 30202 印刷费、30216 培训费。",
                on_key=True,
            )
        elif code not in CODES:
            yield Finding(
                use.at("code"),
                f"没有“{code}”这个经济分类科目。",
                "写五位数字的款级编码，如 30202 印刷费、30216 培训费、30227 委托业务费。",
            )


@rule("BUD007", Severity.WARNING, level=Level.REVIEW, basis="惯例：钱随事走")
def money_without_work(plan: Plan) -> Iterator[Finding]:
    """支出没有对应的任务，或者任务没有对应的支出。

    每项支出写明用在哪几项工作任务上；每项任务要么有支出，要么写“经费: 无”。

    ```yaml
    工作任务:
      - {编号: 甲, 名称: 召开动员会, 经费: 无}
      - {编号: 乙, 名称: 组织培训}  # <- BUD007
    经费:
      支出预算:
        - {编号: 支出一, 名称: 印制手册, 金额: 3万元}  # <- BUD007
    ```

    ```yaml
    工作任务:
      - {编号: 甲, 名称: 召开动员会, 经费: 无}
      - {编号: 乙, 名称: 组织培训}
    经费:
      支出预算:
        - {编号: 支出一, 名称: 培训费, 金额: 3万元, 工作任务: 乙}
    ```
    """
    budget = plan.budget
    if budget is None or not budget.uses or not plan.milestones:
        return
    for use in budget.uses:
        if use.lacks("milestones"):
            yield Finding(
                use.where,
                f"支出“{use.name or use.id}”没有写用在哪项任务上。",
                "在“工作任务”里写上任务编号。",
            )
    if not budget.sure("uses") or not all(use.sure("milestones") for use in budget.uses):
        return
    paid = {ref for use in budget.uses for ref in use.milestones}
    for milestone in plan.milestones:
        if milestone.id is not None and milestone.id not in paid and milestone.lacks("money"):
            yield Finding(
                milestone.where,
                f"任务“{milestone.name or milestone.id}”没有对应的支出。",
                "不需要经费的写“经费: 无”；需要的，在相应支出的“工作任务”里写上它。",
            )


@rule("BUD016", Severity.ERROR, level=Level.REVIEW, basis="惯例：预算有总额、有分项金额")
def amount_missing(plan: Plan) -> Iterator[Finding]:
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
    budget = plan.budget
    if budget is None:
        return
    if budget.lacks("total"):
        yield Finding(
            budget.at("total"), "经费没有总额。", "写上总额，如 总额: 50万元。", on_key=True
        )
    if budget.lacks("uses"):
        yield Finding(
            budget.at("uses"),
            "经费没有支出预算。",
            "在“支出预算”里逐项写明内容、单价、数量和金额。",
            on_key=True,
        )
    for use in budget.uses:
        if use.lacks("amount"):
            yield Finding(
                use.where,
                f"支出“{use.name or use.id or ''}”没有金额。",
                "写上金额，如 金额: 3万元。",
            )


RULES = (
    total_differs,
    price_times_count,
    years_do_not_add_up,
    purpose_missing,
    code_wrong,
    money_without_work,
    amount_missing,
)
