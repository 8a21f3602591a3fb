"""Limits on the cost of training and lectures."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from decimal import Decimal

from jindu.analysis.consistency import corrected_amount
from jindu.analysis.funding import NIL
from jindu.language.naming import called
from jindu.model.context import Context
from jindu.model.diagnostic import Finding, Level, Severity
from jindu.model.norms import Norm
from jindu.model.plan import Expense, Plan
from jindu.model.rule import rule
from jindu.units import say_quantity, say_yuan

_OF_TRAINING = "惯例：参照《中央和国家机关培训费管理办法》（财行〔2016〕540号），各地另有标准"
_LECTURERS = "师资|讲课|授课|课酬|讲师|教师劳务|专家劳务"


@rule(
    "BUD008",
    Severity.WARNING,
    level=Level.REVIEW,
    basis=_OF_TRAINING,
    norms=(
        "培训费综合定额",
        "培训费全额计算天数",
        "培训费超期比例",
        "院士讲课费上限",
        "半天讲课学时上限",
    ),
)
def training_cost_above_limit(context: Context) -> Iterator[Finding]:
    """培训费超过综合定额，或者人天数对不上。

    培训费按人天控制，综合定额不包括师资费。写了“培训”的人数和天数的，金额除以人天数不超过综合定额；
    名称、测算依据里写明含师资的，另加一名讲课人全天的讲课费；超过三十天的，超过的天数按百分之七十计
    算。计量单位是人天的，数量应当等于人数乘天数。按人计的单价超过一天的定额、又没有写天数的，请写明
    天数。各地标准不同，请在 jindu.toml 里换成当地的数。

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
    whole_days = context.norms["培训费全额计算天数"]
    reduced = context.norms["培训费超期比例"]
    lecturer = context.norms["院士讲课费上限"].value * 2 * context.norms["半天讲课学时上限"].value
    for expense in plan.expenses:
        persons, days = _persons_and_days(expense)
        person_days = persons * days
        if (
            person_days
            and expense.unit_of_measure == "人天"
            and expense.count is not None
            and expense.count != person_days
        ):
            yield _wrong_person_days(expense, persons, days)
        each = _cost_per_person_day(plan, expense, person_days)
        if each is None:
            yield from _without_days(expense, limit)
            continue
        most, also = Decimal(limit.value), ""
        if days > whole_days.value:
            rest = (days - whole_days.value) * reduced.value / 100
            most = most * (whole_days.value + rest) / days
            also = f"（{whole_days.formatted()}以外的按{reduced.formatted()}计）"
        if _includes_lecturers(expense):
            if not persons:
                continue  # The share of the lecturer is not known.
            most += Decimal(lecturer) / persons
            also = f"，加上师资费也超过{say_yuan(round(most, 2))}"
        if each > most:
            yield Finding(
                expense.at("amount"),
                f"{called(expense, '支出')}每人每天{say_yuan(round(each, 2))}，"
                f"超过培训费综合定额{limit.formatted()}{limit.default_note}{also}。",
                "压缩到定额以内，师资费另列一项；"
                f"当地标准更高的，在 jindu.toml 里改“{limit.name}”。",
            )


def _persons_and_days(expense: Expense) -> tuple[int, Decimal]:
    """Return the persons and days of a training, zero if not given."""
    training = expense.training
    return (training.persons or 0, Decimal(training.days or 0)) if training else (0, NIL)


def _wrong_person_days(expense: Expense, persons: int, days: Decimal) -> Finding:
    person_days = persons * days
    return Finding(
        expense.at("count"),
        f"{called(expense, '支出')}培训{persons}人、{say_quantity(days, '天')}，"
        f"应为{say_quantity(person_days, '人天')}，"
        f"数量写了{say_quantity(expense.count or NIL, '')}。",
        f"把数量改成{say_quantity(person_days, '')}，或者改正人数、天数。",
        related=((expense.at("training"), "人数和天数"),),
    )


def _includes_lecturers(expense: Expense) -> bool:
    """Whether the name or the derivation tells that the cost of lecturers is included."""
    words = f"{expense.name or ''}，{expense.derivation or ''}"
    without = re.search(f"(?:不含|不包括|不计|另计|除).{{0,4}}(?:{_LECTURERS})", words)
    return without is None and re.search(_LECTURERS, words) is not None


def _cost_per_person_day(plan: Plan, expense: Expense, person_days: Decimal) -> Decimal | None:
    """Return the cost of a training per person and day; None if unknown."""
    amount = corrected_amount(plan, expense)
    if person_days and amount is not None:
        # A wrong count makes the amount unreliable: judge the unit price instead.
        counted = expense.unit_of_measure == "人天" and expense.count not in (None, person_days)
        return expense.unit_price if counted and expense.unit_price else amount / person_days
    return expense.unit_price if expense.unit_of_measure == "人天" else None


def _without_days(expense: Expense, limit: Norm) -> Iterator[Finding]:
    """Report a price per person above the limit of a day, if the days are not known."""
    price, name = expense.unit_price, expense.name or ""
    if price is None or expense.unit_of_measure not in ("人", "人次", "名", "位"):
        return
    if price <= limit.value or not re.search("培训|轮训|集训|研修", name):
        return
    if _includes_lecturers(expense) or re.search("[天日]", f"{name}{expense.derivation or ''}"):
        return
    yield Finding(
        expense.at("unit_price"),
        f"{called(expense, '支出')}每{expense.unit_of_measure}{say_yuan(price)}，没有写培训几天；"
        f"只培训一天的，超过综合定额{limit.formatted()}{limit.default_note}。",
        "写明人数和天数，如 培训: {人数: 50, 天数: 3}。",
        severity=Severity.INFO,
    )


_FEES = "讲课|授课|课酬|课时费|师资|讲师|主讲"
_LECTURES = f"{_FEES}|讲座"
_BELOW_PROFESSOR = "副高|副教授|副研究员|副主任医师|高级讲师|(?<!正)高级工程师|中级职称|讲师职称"
_ACADEMICIAN = "院士|全国知名专家"


@rule(
    "BUD009",
    Severity.WARNING,
    level=Level.REVIEW,
    basis=_OF_TRAINING,
    norms=("讲课费上限", "副高讲课费上限", "院士讲课费上限", "半天讲课学时上限"),
)
def lecture_fee_above_limit(context: Context) -> Iterator[Finding]:
    """讲课费超过标准。

    讲课费按学时计，半天最多按四个学时。名称、测算依据里写了职称的，按副高、正高、院士各自的上限检
    查；没有写的，按正高的检查。单价的计量单位是学时、课时的，不超过上限；是半天、场、节、讲的，不超
    过上限的四倍。写了“培训”的天数的，学时总数除以天数，每半天不超过四个学时；同时开几个班的，分项
    列。上限都是税后的数，各地另有标准的，在 jindu.toml 里改。

    ```yaml
    经费:
      支出预算:
        - {编号: 甲, 名称: 专家讲课费, 单价: 1500元, 数量: 4,  # <- BUD009
           计量单位: 学时, 金额: 0.6万元}
        - {编号: 乙, 名称: 副教授讲课费, 单价: 800元, 数量: 4,  # <- BUD009
           计量单位: 学时, 金额: 0.32万元}
    ```

    ```yaml
    经费:
      支出预算:
        - {编号: 甲, 名称: 专家讲课费, 单价: 500元, 数量: 12, 计量单位: 学时, 金额: 0.6万元}
    ```
    """
    plan = context.plan
    hours_limit = context.norms["半天讲课学时上限"]
    limits = {
        "正高": context.norms["讲课费上限"],
        "副高": context.norms["副高讲课费上限"],
        "院士": context.norms["院士讲课费上限"],
    }
    half = hours_limit.value
    hours = {"学时": 1, "课时": 1, "小时": 1, "天": 2 * half}
    hours |= dict.fromkeys(("半天", "场", "场次", "节", "讲", "次", "堂"), half)
    for expense in plan.expenses:
        price, unit = expense.unit_price, expense.unit_of_measure or ""
        # A whole event (讲座, 每场) costs more than its lecturer.
        paid = _LECTURES if unit in ("学时", "课时", "小时", "半天", "天") else _FEES
        if unit not in hours or not re.search(paid, expense.name or ""):
            continue
        told, limit = _limit_by_title(expense, limits)
        most = Decimal(limit.value * hours[unit])
        if price is not None and price > most:
            yield Finding(
                expense.at("unit_price"),
                f"{called(expense, '支出')}每{unit}{say_yuan(price)}，超过{told}每{unit}"
                f"{say_yuan(most)}{limit.default_note}"
                + (f"（按{say_quantity(half, '学时')}算）" if hours[unit] == half else "")
                + "。",
                "按讲课人的职称和当地标准核定，在名称或者测算依据里写明职称；"
                f"当地标准不同的，在 jindu.toml 里改“{limit.name}”。",
            )
        if hours[unit] == 1:
            yield from _too_many_hours(expense, unit, hours_limit)


def _limit_by_title(expense: Expense, limits: Mapping[str, Norm]) -> tuple[str, Norm]:
    """Return what to call the limit of a lecturer, and the limit."""
    words = f"{expense.name or ''}，{expense.derivation or ''}"
    if re.search(_ACADEMICIAN, words):
        return "院士的上限", limits["院士"]
    if re.search(_BELOW_PROFESSOR, words) and "正高" not in words:
        return "副高的上限", limits["副高"]
    written = re.search("正高|教授|主任医师", words)
    return "正高的上限" if written else "上限（没有写职称，按正高算）", limits["正高"]


def _too_many_hours(expense: Expense, unit: str, limit: Norm) -> Iterator[Finding]:
    _, days = _persons_and_days(expense)
    most = days * 2 * limit.value
    if not days or expense.count is None or expense.count <= most:
        return
    each = say_quantity(round(expense.count / (days * 2), 1), unit)
    yield Finding(
        expense.at("count"),
        f"{called(expense, '支出')}{say_quantity(days, '天')}讲"
        f"{say_quantity(expense.count, unit)}，"
        f"平均每半天{each}，超过{limit.formatted()}{limit.default_note}。",
        f"核对学时和天数，{say_quantity(days, '天')}最多按{say_quantity(most, unit)}计；"
        "同时开几个班的，分项列。",
        related=((expense.at("training"), "天数"),),
    )
