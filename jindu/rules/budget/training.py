"""Limits on the cost of training and lectures."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from jindu.analysis.consistency import amount_in
from jindu.analysis.funding import NIL
from jindu.language.naming import called
from jindu.model.context import Context
from jindu.model.diagnostic import Finding, Level, Severity
from jindu.model.plan import Expense, Plan
from jindu.model.rule import rule
from jindu.units import say_quantity, say_yuan


@rule(
    "BUD008",
    Severity.WARNING,
    level=Level.REVIEW,
    basis="惯例：培训费不超过综合定额",
    norms=("培训费综合定额",),
)
def training_cost_above_limit(context: Context) -> Iterator[Finding]:
    """培训费超过综合定额，或者人天数对不上。

    培训费按人天控制。写了“培训”的人数和天数的，金额除以人天数不超过综合定额；计量单位是人天
    的，数量应当等于人数乘天数，单价不超过综合定额。各地标准不同，请在 jindu.toml 里换成当地的数。

    ```yaml
    经费:
      支出预算:
        - {编号: 甲, 名称: 骨干培训, 金额: 4.5万元, 培训: {人数: 50, 天数: 1}}  # <- BUD008
        - {编号: 乙, 名称: 社工培训, 单价: 300元, 数量: 90,  # <- BUD008
           计量单位: 人天, 金额: 2.7万元, 培训: {人数: 50, 天数: 2}}
    ```

    ```yaml
    经费:
      支出预算:
        - {编号: 甲, 名称: 骨干培训, 金额: 1.5万元, 培训: {人数: 50, 天数: 1}}
        - {编号: 乙, 名称: 社工培训, 单价: 300元, 数量: 100,
           计量单位: 人天, 金额: 3万元, 培训: {人数: 50, 天数: 2}}
    ```
    """
    plan = context.plan
    limit = context.norms["培训费综合定额"]
    for expense in plan.expenses:
        persons, days = _persons_and_days(expense)
        person_days = persons * days
        if (
            person_days
            and expense.unit_of_measure == "人天"
            and expense.count is not None
            and expense.count != person_days
        ):
            yield Finding(
                expense.at("count"),
                f"{called(expense, '支出')}培训{persons}人、{say_quantity(days, '天')}，"
                f"应为{say_quantity(person_days, '人天')}，"
                f"数量写了{say_quantity(expense.count, '')}。",
                f"把数量改成{say_quantity(person_days, '')}，或者改正人数、天数。",
                related=((expense.at("training"), "人数和天数"),),
            )
        each = _cost_per_person_day(plan, expense, person_days)
        if each is not None and each > limit.value:
            yield Finding(
                expense.at("amount"),
                f"{called(expense, '支出')}每人每天{say_yuan(round(each, 2))}，"
                f"超过培训费综合定额{limit.formatted()}{limit.default_note}。",
                f"压缩到定额以内；当地标准更高的，在 jindu.toml 里改“{limit.name}”。"
                f"（定额出处：{limit.source}）",
            )


def _persons_and_days(expense: Expense) -> tuple[int, Decimal]:
    """Return the persons and days of a training, zero if not given."""
    training = expense.training
    return (training.persons or 0, Decimal(training.days or 0)) if training else (0, NIL)


def _cost_per_person_day(plan: Plan, expense: Expense, person_days: Decimal) -> Decimal | None:
    """Return the cost of a training per person and day; None if unknown."""
    amount = amount_in(plan, expense)
    if person_days and amount is not None:
        # A wrong count makes the amount unreliable: judge the unit price instead.
        counted = expense.unit_of_measure == "人天" and expense.count not in (None, person_days)
        return expense.unit_price if counted and expense.unit_price else amount / person_days
    return expense.unit_price if expense.unit_of_measure == "人天" else None


@rule(
    "BUD009",
    Severity.WARNING,
    level=Level.REVIEW,
    basis="惯例：讲课费不超过规定标准",
    norms=("讲课费上限", "半天讲课学时上限"),
)
def lecture_fee_above_limit(context: Context) -> Iterator[Finding]:
    """讲课费超过标准。

    讲课费按学时计，半天最多按四个学时。单价的计量单位是学时、课时的，不超过上限；是半天的，
    不超过上限的四倍。写了“培训”的天数的，学时总数除以天数，每半天不超过四个学时；同时开几个班的，分项列。
    各级职称的标准不同，上限可以在 jindu.toml 里改。

    ```yaml
    经费:
      支出预算:
        - {编号: 甲, 名称: 专家讲课费, 单价: 1500元, 数量: 4,  # <- BUD009
           计量单位: 学时, 金额: 0.6万元}
    ```

    ```yaml
    经费:
      支出预算:
        - {编号: 甲, 名称: 专家讲课费, 单价: 500元, 数量: 12, 计量单位: 学时, 金额: 0.6万元}
    ```
    """
    plan = context.plan
    limit = context.norms["讲课费上限"]
    hours_limit = context.norms["半天讲课学时上限"]
    half = hours_limit.value
    hours = {"学时": 1, "课时": 1, "小时": 1, "半天": half, "天": 2 * half}
    for expense in plan.expenses:
        price, unit = expense.unit_price, expense.unit_of_measure or ""
        if unit not in hours or not re.search("讲课|授课|讲座|师资", expense.name or ""):
            continue
        if price is not None and price > limit.value * hours[unit]:
            yield Finding(
                expense.at("unit_price"),
                f"{called(expense, '支出')}每{unit}{say_yuan(price)}，"
                f"超过上限每{unit}{say_yuan(Decimal(limit.value * hours[unit]))}"
                f"{limit.default_note}。",
                f"按讲课人的职称和当地标准核定；当地标准不同的，在 jindu.toml 里改“{limit.name}”。"
                f"（上限出处：{limit.source}）",
            )
        _, days = _persons_and_days(expense)
        if (
            hours[unit] == 1
            and days
            and expense.count is not None
            and expense.count > days * 2 * half
        ):
            each = say_quantity(round(expense.count / (days * 2), 1), unit)
            yield Finding(
                expense.at("count"),
                f"{called(expense, '支出')}{say_quantity(days, '天')}"
                f"讲{say_quantity(expense.count, unit)}，"
                f"平均每半天{each}，超过{hours_limit.formatted()}{hours_limit.default_note}。",
                f"核对学时和天数，{say_quantity(days, '天')}最多按"
                f"{say_quantity(days * 2 * half, unit)}计；同时开几个班的，分项列。",
                related=((expense.at("training"), "天数"),),
            )
