"""Amounts in running text, against each other and against the budget."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping
from decimal import Decimal
from itertools import chain

from jindu.analysis.consistency import corrected_amount
from jindu.analysis.funding import NIL
from jindu.language.facts import Capitals, Change, Money, Reading, Scope, Share, facts
from jindu.language.facts.clauses import between, sentence_at
from jindu.language.facts.sums import (
    Contradiction,
    attendances,
    contradictions,
    excessive_shares,
)
from jindu.language.scan import bounds_of, located
from jindu.model.context import Context
from jindu.model.diagnostic import Finding, Level, Severity
from jindu.model.plan import Application, Overview, Plan, Risk, Safeguard
from jindu.model.rule import rule
from jindu.rules.bases import CONSISTENCY
from jindu.units import Period, say_quantity, say_yuan
from jindu.units.patterns import late


@rule("BUD019", Severity.WARNING, level=Level.REVIEW, basis=CONSISTENCY)
def figures_in_text_mismatch(context: Context) -> Iterator[Finding]:
    """文字里的数前后不一致，或者与经费不一致。

    正文里写“总投入50万元，其中20万元、19万元、16万元”“每年12万元、三年共30万元”“9000册、每册4元、
    共3.8万元”“由78%提高到92%，提高20个百分点”的，按写出的数核算；写“30.2万元（占50%）”“共需60万元”
    “三年计划投入60万元”“第一年安排20万元”的，与经费的总额、分年度金额对照。看不准以什么为分母、说的
    是不是全部经费的，不查。金额和占比由程序从经费里带进正文，文字里最好不写。

    ```yaml
    方案:
      工作基础: 申请省级资金30万元，占总额的50%。  # <- BUD019
      背景: 总投入50万元，其中宣传20万元、队伍19万元、科技16万元。  # <- BUD019
    经费:
      总额: 50万元
    ```

    ```yaml
    方案:
      工作基础: 申请省级资金30万元，占总额的60%。
      背景: 总投入50万元，其中宣传20万元、队伍16万元、科技14万元。
    经费:
      总额: 50万元
    ```
    """
    plan = context.plan
    reading = facts(plan)
    if not (reading.money or reading.changes or reading.shares or reading.counts):
        return
    yield from _wrong_changes(plan, reading)
    years = len(plan.period.years()) if plan.period else 0
    told: list[Contradiction] = []
    for found in chain(
        contradictions(reading, years), excessive_shares(reading), attendances(reading)
    ):
        told.append(found)
        hit = located(plan, found.start, found.end)
        yield Finding(
            hit.where,
            f"“{hit.match}”前后不一致：{found.told}。",
            "核对这几个数，改正写错的一个。",
            range=hit.range,
        )
    if not reading.money:
        return
    budget = _Budget(plan)
    if budget.total is not None and plan.budget is not None:
        yield from _against_budget(plan, reading, budget, told)


class _Budget:
    """The amounts of a budget that text may state. ``total`` is None if it is not reliable."""

    def __init__(self, plan: Plan) -> None:
        budget = plan.budget
        total: Decimal | None = budget.total if budget else None
        amounts = [corrected_amount(plan, expense) for expense in plan.expenses]
        if amounts and None not in amounts and sum(filter(None, amounts), NIL) != total:
            total = None  # Reported by BUD001.
        self.total = total or None
        self.parts = _partial_amounts(plan) if total else frozenset()
        self.of_years = _of_years(plan)


def _of_years(plan: Plan) -> Mapping[int, Decimal]:
    """Return year → sum of the expenses; empty unless every expense says all its years."""
    found: dict[int, Decimal] = {}
    for expense in plan.expenses:
        if not expense.by_year or not expense.sure("by_year"):
            return {}
        for year, part in expense.by_year.items():
            found[year] = found.get(year, NIL) + part
    return found


def _partial_amounts(plan: Plan) -> frozenset[Decimal]:
    """Return amounts of parts of the budget, which text may state without meaning the total."""
    found: dict[object, Decimal] = {}

    def add(amount: Decimal | None, *keys: object) -> None:
        for key in keys:
            found[key] = found.get(key, NIL) + (amount or NIL)

    for expense in plan.expenses:
        add(expense.amount, expense, expense.purpose)
        for year, part in expense.by_year.items():
            add(part, year, (year, expense.purpose), (year, expense))
    for fund in plan.funds:
        add(fund.amount, fund, fund.kind, fund.status)
        for period, part in fund.arrivals.items():
            add(part, ("arrivals", period.start.year), (fund, period))
    return frozenset(found.values())


_NEAR = Decimal("0.0001")
"""Allowed error of a difference; only quotients are rounded."""


def _wrong_changes(plan: Plan, reading: Reading) -> Iterator[Finding]:
    for change in reading.changes:
        right = _right_change(change)
        if right is not None:
            hit = located(plan, change.start, change.end)
            yield Finding(
                hit.where,
                f"“{hit.match}”前后不一致，应当是{right}。",
                "改正这个数，或者删去，由程序从方案的数据里带出。",
                range=hit.range,
            )


def _right_change(change: Change) -> str | None:
    """Return the change that the two values make if the stated one is wrong, else None."""
    gap = abs(change.last - change.first)
    ratio = gap * 100 / change.first if change.first else gap
    if change.by == "%":
        right = {gap, ratio} if change.unit == "%" else {ratio}
    elif change.by.startswith(change.unit) or (change.unit == "%" and change.by == "个百分点"):
        right = {gap}
    else:
        return None
    error = change.step if change.by == "%" else _NEAR
    if any(abs(value - change.stated) < error for value in right):
        return None
    nearest = min(right, key=lambda value: abs(value - change.stated))
    return say_quantity(round(nearest, 2), change.by)


_TOTAL_OF = "(?:经费|资金|预算|投入|投资)?(?:总额|总投入|总投资|总预算|总经费|总资金)"
_OF = late(
    rf"(?P<link>[（(，,]?)约?占(?P<base>(?:{_TOTAL_OF}|全部经费|全部资金)的?)?(?:比例?)?[约为]*"
)
_STRONG = late(
    rf"(?:共需要?|总共需要?|合计需要?|总投入|总投资|总预算|总经费|总费用|{_TOTAL_OF})"
    "(?:资金|经费|投入|金额)?[约为是共达]*$"
)
_OTHER_SCOPE = late(
    r"上年|去年|往年|近年|历年|以往|此前|过去|每年|年均|每[个名户场次]|全[省市县区]|[一二三]期|已|上一?期|前期"
)
"""Words that show that an amount is not the total of this plan."""
_OF_A_PART = late("平台|系统|设备|培训|建设费|其中")
_WHOLE = late(
    "(?:本|整个|全部)?(?:方案|项目|创建工作|支部创建|品牌创建|创建)?(?:实施|创建|建设)?(?:期[内间]?)?"
    "(?:(?P<years>[一二两三四五])年)?[内间来期里]?"
    "(?:总?共|合计|总计|预计|计划|拟|约|需要?|所需|安排|投入|列支|筹措|落实|保障)*"
    "(?:(?:总|所需|全部|工作|禁毒|创建)*(?:经费|资金|费用|预算|投资))?"
    "(?:总额|总计|合计|共计?|预算|需要?|安排|投入|[约为是达计])*"
)
_SPENT = late("安排|投入|需|经费|资金|预算|投资|费用|列支")
_NARROWER = late(
    "财政|[县镇市省]级?|企业|社会|捐|自筹|上级|专项|用于|每|平台|系统|设备|培训|宣传|其中|购|[、：:]"
)
"""Words before a clause that show that its amount is not that of the whole plan."""
_TOLERANCE = Decimal("0.02")
"""Relative error allowed for a number marked 约."""
_MAX_AMOUNTS = 100
"""Amounts of a text beyond which its shares are not checked: each may refer to any of them."""


def _against_budget(
    plan: Plan, reading: Reading, budget: _Budget, told: list[Contradiction]
) -> Iterator[Finding]:
    """Report shares, totals and yearly amounts that disagree with the budget."""
    assert plan.budget is not None
    assert budget.total is not None
    related = ((plan.budget.at("total"), "总额"),)
    ends = sorted((found.end, found.start) for found in told)
    for amount in reading.money:
        place = bisect_right(ends, (amount.start, len(reading.text)))
        if place < len(ends) and ends[place][1] <= amount.start:
            continue
        share = _share_of(reading, amount)
        if share is not None and _is_wrong_share(plan, reading, amount, *share, budget.total):
            hit = located(plan, amount.start, share[0].end)
            right = say_quantity(round(amount.value * 100 / budget.total, 2), "%")
            yield Finding(
                hit.where,
                f"“{hit.match}”不一致：总额是{say_yuan(budget.total)}，应当占{right}。",
                "改正这个数，或者删去，由程序从方案的数据里带出。",
                related=related,
                range=hit.range,
            )
        contrary = _right_amount(plan, reading.text, amount, budget)
        if contrary is not None:
            hit = located(plan, amount.start - len(amount.lead), amount.end)
            yield Finding(
                hit.where,
                f"文字里写“{hit.match}”，{contrary}。",
                "改正这个数，或者删去，由程序从方案的数据里带出。",
                related=related,
                range=hit.range,
            )


def _share_of(reading: Reading, amount: Money) -> tuple[Share, re.Match[str]] | None:
    """Return the share that the text says an amount has, and the words between."""
    if not reading.shares:
        return None
    words = _OF.match(reading.text, amount.end)
    if words is None or not (words["base"] or words["link"]):
        return None
    found = between(reading.shares, words.end(), words.end() + 1)
    return (found[0], words) if found else None


def _is_wrong_share(
    plan: Plan,
    reading: Reading,
    amount: Money,
    share: Share,
    words: re.Match[str],
    total: Decimal,
) -> bool:
    """Whether an amount is no such share of the total, nor of another amount in the same text."""
    bases = {total}
    if not words["base"]:
        others = between(reading.money, *bounds_of(plan, amount.start), _MAX_AMOUNTS + 1)
        if len(others) > _MAX_AMOUNTS:
            return False
        bases |= {other.value for other in others if other.value}
    digits = reading.text[share.start : share.end].rstrip("%％")
    step = Decimal(1).scaleb(-len(digits.partition(".")[2]))
    return all(abs(amount.value * 100 / base - share.value) >= step for base in bases)


def _right_amount(plan: Plan, text: str, amount: Money, budget: _Budget) -> str | None:
    """Say what the budget has where a text states its total, or that of a year, wrongly."""
    total = budget.total
    assert total is not None
    if amount.scope is Scope.PRICE or amount.value == total or amount.value in budget.parts:
        return None
    if amount.rough and abs(amount.value - total) <= total * _TOLERANCE:
        return None
    start = sentence_at(text, amount.start)[0]
    before = text[start : amount.start]
    strong = _STRONG.search(amount.lead)
    if strong:
        narrowed = before[: len(before) - len(strong[0])]
        if _OTHER_SCOPE.search(narrowed) or _OF_A_PART.search(narrowed):
            return None
        return f"经费的总额却是{say_yuan(total)}"
    if amount.rough or not _SPENT.search(amount.lead) or _OF.match(text, amount.end):
        return None
    return _right_whole(plan, before, amount, budget)


def _right_whole(plan: Plan, before: str, amount: Money, budget: _Budget) -> str | None:
    """Say what the budget has for a clause that speaks of nothing narrower than the plan."""
    words = re.sub("^其中|^(?:首年|第[一二三四五]年|20\\d\\d年)度?[，]?|^每年度?", "", amount.lead)
    whole = _WHOLE.fullmatch(words)
    earlier = before[: len(before) - len(amount.lead)]
    if whole is None or _NARROWER.search(earlier) or _OTHER_SCOPE.search(earlier):
        return None
    total = budget.total or NIL
    period = plan.period
    if amount.years and not amount.when:
        length = _length(period) if period else amount.years
        return f"经费的总额却是{say_yuan(total)}" if amount.years == length else None
    if not _is_about_the_plan(plan, amount):
        return None
    if amount.scope is Scope.YEARLY:
        sums = budget.of_years
        if not sums or amount.value in sums.values():
            return None
        listed = "、".join(f"{year}年{say_yuan(part)}" for year, part in sorted(sums.items()))
        return f"分年度金额却是{listed}"
    if amount.when:
        year = _year(plan, amount.when)
        if year not in budget.of_years:
            return None
        return f"分年度金额里{year}年却是{say_yuan(budget.of_years[year])}"
    return f"经费的总额却是{say_yuan(total)}"


def _length(period: Period) -> int:
    """Return the years that a period takes; 2026-02..2029-01 is three."""
    months = (period.end.year - period.start.year) * 12 + period.end.month - period.start.month + 1
    return max(1, round(months / 12))


def _is_about_the_plan(plan: Plan, amount: Money) -> bool:
    entity = located(plan, amount.start, amount.end).entity
    return isinstance(entity, (Overview, Safeguard, Application, Risk))


def _year(plan: Plan, when: int) -> int:
    """Return the calendar year of 第一年; 0 if the plan does not begin with a year."""
    if when > 1000:
        return when
    period = plan.period
    return period.start.year + when - 1 if period and period.start.month == 1 else 0


_MARKS = late(r"[（(）)，,：:；\s]*(?:大写|小写|人民币|金额|计|[¥￥为即，,：:（(]){0,4}[\s]*")


@rule("BUD020", Severity.ERROR, level=Level.REVIEW, basis=CONSISTENCY)
def capital_amount_mismatch(context: Context) -> Iterator[Finding]:
    """大写金额与小写金额不一致。

    大写和小写写在一起的，应当是同一个数；不一致时，银行和财政部门都会退回。

    ```yaml
    方案:
      背景: 申请经费50万元（大写：伍拾伍万元整）。  # <- BUD020
    ```

    ```yaml
    方案:
      背景: 申请经费50万元（大写：伍拾万元整）。
    ```
    """
    plan = context.plan
    reading = facts(plan)
    for capital in reading.capitals:
        amount = _beside(reading, capital)
        if amount is not None and amount.value != capital.value:
            hit = located(plan, capital.start, capital.end)
            yield Finding(
                hit.where,
                f"大写“{hit.match}”是{say_yuan(capital.value)}，小写是{say_yuan(amount.value)}。",
                "以预算为准，改正写错的一个。",
                range=hit.range,
            )


def _beside(reading: Reading, capital: Capitals) -> Money | None:
    """Return the amount in digits that stands beside one in capitals."""
    text = reading.text
    for amount in between(reading.money, capital.start - 40, capital.end + 20):
        end, start = amount.end, capital.start
        if start < amount.start:
            end, start = capital.end, amount.start
        if _MARKS.fullmatch(text, end, start):
            return amount
    return None
