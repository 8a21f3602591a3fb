"""Find amounts that contradict the other figures of a budget, and what they should be.

One mistyped amount breaks every sum that includes it. The rules on sums use the corrected
amounts, so that only the mistyped one is reported.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal

from jindu.analysis.funding import NIL, NOT_CASH, amount_of
from jindu.model.plan import Expense, Fund, Plan
from jindu.model.remembered import once_per_plan

_PERSONS = ("人", "人次", "名", "位")
_DAYS = ("天", "日")
_CLASSES = ("期", "班", "批", "次", "场")


def product(expense: Expense) -> Decimal | None:
    """Return 单价 × 数量 in 元; None if either is missing.

    It is the amount itself where a training tells that the count is also multiplied by its days or
    persons, and where less than 1 元 is between them: the unit price is rounded.
    """
    if expense.unit_price is None or expense.count is None:
        return None
    cost = expense.unit_price * expense.count
    amount = expense.amount
    factors = (Decimal(1), *factors_of_training(expense))
    if amount is not None and any(abs(cost * factor - amount) < 1 for factor in factors):
        return amount
    return cost


def factors_of_training(expense: Expense) -> tuple[Decimal, ...]:
    """Return what the count of a training is also multiplied by, as its unit of measure tells."""
    training, unit = expense.training, expense.unit_of_measure or ""
    if training is None:
        return ()
    persons, days = Decimal(training.persons or 0), Decimal(training.days or 0)
    if unit in _PERSONS:
        return (days,) if days else ()
    if unit in _DAYS:
        return (persons,) if persons else ()
    return (persons * days, persons) if unit in _CLASSES and persons else ()


def sum_of_years(expense: Expense) -> Decimal | None:
    """Return the sum of 分年度金额 in 元; None if missing or not all readable."""
    return (
        sum(expense.by_year.values(), NIL) if expense.by_year and expense.sure("by_year") else None
    )


def sum_of_contributions(expense: Expense) -> Decimal | None:
    """Return the sum of 出资构成 in 元; None unless every contribution has an amount."""
    amounts = [share.amount for share in expense.contributions if share.amount is not None]
    whole = amounts and len(amounts) == len(expense.contributions) and expense.sure("contributions")
    return sum(amounts, NIL) if whole else None


@once_per_plan
def corrected_amounts(plan: Plan) -> Mapping[int, Decimal]:
    """Map ``id(expense)`` to the amount it should have in 元, for inconsistent expenses only.

    An amount is corrected if two other figures of the expense agree on another value, or if there
    is one other figure and the total adds up with it.
    """
    corrected: dict[int, Decimal] = {}
    candidates: dict[int, Decimal] = {}
    known: list[tuple[int, Decimal]] = []
    for expense in plan.expenses:
        if expense.amount is None:
            continue
        known.append((id(expense), expense.amount))
        figures = (product(expense), sum_of_years(expense), sum_of_contributions(expense))
        others = [figure for figure in figures if figure is not None]
        if others and expense.amount not in others and len(set(others)) == 1:
            (candidates if len(others) == 1 else corrected)[id(expense)] = others[0]
    if candidates:
        total = plan.budget.total if plan.budget else None
        written = [(key, corrected.get(key, amount)) for key, amount in known]
        corrected |= _closing_the_gap(
            written, candidates, total if total is not None else _fund_total(plan)
        )
    return corrected


@once_per_plan
def corrected_fund_amounts(plan: Plan) -> Mapping[int, Decimal]:
    """Map ``id(fund)`` to the amount it should have in 元, by its arrivals and the draws on it."""
    known: list[tuple[int, Decimal]] = []
    candidates: dict[int, Decimal] = {}
    corrected: dict[int, Decimal] = {}
    total = plan.budget.total if plan.budget else None
    for fund in plan.funds:
        amount = amount_of(fund, total)
        if amount is None or fund.kind in NOT_CASH:
            continue
        known.append((id(fund), amount))
        if fund.arrivals and fund.sure("arrivals"):
            arriving = sum(fund.arrivals.values(), NIL)
            if arriving != amount:
                drawn = _drawn(plan, fund)
                (corrected if drawn == arriving else candidates)[id(fund)] = arriving
    if candidates:
        needed = (
            sum((corrected_amount(plan, expense) or NIL for expense in plan.expenses), NIL) or total
        )
        corrected |= _closing_the_gap(
            [(key, corrected.get(key, amount)) for key, amount in known], candidates, needed
        )
    return corrected


def _closing_the_gap(
    known: Sequence[tuple[int, Decimal]], candidates: Mapping[int, Decimal], total: Decimal | None
) -> dict[int, Decimal]:
    """Return the candidates that make the sum equal the total: one of them, or all."""
    written = sum((amount for _, amount in known), NIL)
    if total is None or written == total:
        return {}
    gaps = {key: candidates[key] - amount for key, amount in known if key in candidates}
    for key, gap in gaps.items():
        if written + gap == total:
            return {key: candidates[key]}
    return dict(candidates) if written + sum(gaps.values(), NIL) == total else {}


def _fund_total(plan: Plan) -> Decimal | None:
    amounts = [fund.amount for fund in plan.funds if fund.kind not in NOT_CASH]
    known = [amount for amount in amounts if amount is not None]
    return sum(known, NIL) if known and len(known) == len(amounts) else None


def _drawn(plan: Plan, fund: Fund) -> Decimal:
    return sum((part for expense in plan.expenses for part in draws(plan, expense, fund)), NIL)


def draws(plan: Plan, expense: Expense, fund: Fund) -> Iterator[Decimal]:
    """Yield what an expense draws on a fund in 元, per contribution; no amount means all of it."""
    for share in expense.contributions:
        if share.fund == fund.id:
            part = corrected_amount(plan, expense) if share.amount is None else share.amount
            if part is not None:
                yield part


def corrected_amount(plan: Plan, expense: Expense) -> Decimal | None:
    """Return the amount of an expense in 元, corrected by the other figures of the plan."""
    return corrected_amounts(plan).get(id(expense), expense.amount)


def corrected_fund_amount(plan: Plan, fund: Fund) -> Decimal | None:
    """Return the amount of a fund in 元, corrected by the other figures of the plan."""
    total = plan.budget.total if plan.budget else None
    return corrected_fund_amounts(plan).get(id(fund), amount_of(fund, total))
