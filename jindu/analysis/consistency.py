"""Figures of a budget that contradict each other, and which of them is the odd one out.

One slip, an amount with a nought too many, breaks every sum it goes into. Told is the slip; so
the rules on sums count such an amount as what the other figures of its line say.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal

from jindu.analysis.funding import NIL, NOT_CASH, amount_of
from jindu.model.plan import Expense, Fund, Plan
from jindu.model.remembered import once_per_plan


def product(expense: Expense) -> Decimal | None:
    """单价 × 数量, 元; None where one of them is not known."""
    if expense.unit_price is None or expense.count is None:
        return None
    return expense.unit_price * expense.count


def of_years(expense: Expense) -> Decimal | None:
    """The 分年度金额 added up, 元; None where they are not written or not all readable."""
    return (
        sum(expense.by_year.values(), NIL) if expense.by_year and expense.sure("by_year") else None
    )


def of_shares(expense: Expense) -> Decimal | None:
    """The 出资构成 added up, 元; None unless every share has an amount."""
    amounts = [share.amount for share in expense.contributions if share.amount is not None]
    whole = amounts and len(amounts) == len(expense.contributions) and expense.sure("contributions")
    return sum(amounts, NIL) if whole else None


@once_per_plan
def mended(plan: Plan) -> Mapping[int, Decimal]:
    """``id`` of a use → what its amount should be, 元, for those whose amount is the odd one out.

    It is where two other figures of the line agree on another value; where there is only one
    other, where the total fits with that.
    """
    odd: dict[int, Decimal] = {}
    tied: dict[int, Decimal] = {}
    known: list[tuple[int, Decimal]] = []
    for expense in plan.expenses:
        if expense.amount is None:
            continue
        known.append((id(expense), expense.amount))
        others = [
            f for f in (product(expense), of_years(expense), of_shares(expense)) if f is not None
        ]
        if others and expense.amount not in others and len(set(others)) == 1:
            (tied if len(others) == 1 else odd)[id(expense)] = others[0]
    if tied:
        total = plan.budget.total if plan.budget else None
        written = [(name, odd.get(name, amount)) for name, amount in known]
        odd |= _fitting(written, tied, total if total is not None else _sources(plan))
    return odd


@once_per_plan
def mended_sources(plan: Plan) -> Mapping[int, Decimal]:
    """``id`` of a source → what its amount should be, 元, by its arrivals and what is drawn."""
    known: list[tuple[int, Decimal]] = []
    tied: dict[int, Decimal] = {}
    odd: dict[int, Decimal] = {}
    total = plan.budget.total if plan.budget else None
    for fund in plan.funds:
        amount = amount_of(fund, total)
        if amount is None or fund.kind in NOT_CASH:
            continue
        known.append((id(fund), amount))
        if fund.arrivals and fund.sure("arrivals"):
            coming = sum(fund.arrivals.values(), NIL)
            if coming != amount:
                drawn = _drawn(plan, fund)
                (odd if drawn == coming else tied)[id(fund)] = coming
    if tied:
        needed = sum((amount_in(plan, expense) or NIL for expense in plan.expenses), NIL) or total
        odd |= _fitting([(name, odd.get(name, amount)) for name, amount in known], tied, needed)
    return odd


def _fitting(
    known: Sequence[tuple[int, Decimal]], tied: Mapping[int, Decimal], total: Decimal | None
) -> dict[int, Decimal]:
    """Those of the doubtful values with which the sum is the total: one of them, or all."""
    written = sum((amount for _, amount in known), NIL)
    if total is None or written == total:
        return {}
    gaps = {name: tied[name] - amount for name, amount in known if name in tied}
    for name, gap in gaps.items():
        if written + gap == total:
            return {name: tied[name]}
    return dict(tied) if written + sum(gaps.values(), NIL) == total else {}


def _sources(plan: Plan) -> Decimal | None:
    amounts = [fund.amount for fund in plan.funds if fund.kind not in NOT_CASH]
    known = [amount for amount in amounts if amount is not None]
    return sum(known, NIL) if known and len(known) == len(amounts) else None


def _drawn(plan: Plan, fund: Fund) -> Decimal:
    return sum((part for expense in plan.expenses for part in drawn_by(plan, expense, fund)), NIL)


def drawn_by(plan: Plan, expense: Expense, fund: Fund) -> Iterator[Decimal]:
    """What a use takes from a source, 元, share by share; all of its amount where none is told."""
    for share in expense.contributions:
        if share.fund == fund.id:
            part = amount_in(plan, expense) if share.amount is None else share.amount
            if part is not None:
                yield part


def amount_in(plan: Plan, expense: Expense) -> Decimal | None:
    """The amount of a use as the rest of the plan bears it out, 元."""
    return mended(plan).get(id(expense), expense.amount)


def source_amount(plan: Plan, fund: Fund) -> Decimal | None:
    """The amount of a source as the rest of the plan bears it out, 元."""
    total = plan.budget.total if plan.budget else None
    return mended_sources(plan).get(id(fund), amount_of(fund, total))
