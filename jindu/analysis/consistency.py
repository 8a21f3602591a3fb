"""Figures of a budget that contradict each other, and which of them is the odd one out.

One slip, an amount with a nought too many, breaks every sum it goes into. Told is the slip; so
the rules on sums count such an amount as what the other figures of its line say.
"""

from __future__ import annotations

import functools
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal

from jindu.analysis.funding import NIL, NOT_CASH, amount_of
from jindu.model.plan import Expense, Fund, Plan


def product(use: Expense) -> Decimal | None:
    """单价 × 数量, 元; None where one of them is not known."""
    if use.unit_price is None or use.count is None:
        return None
    return use.unit_price * use.count


def of_years(use: Expense) -> Decimal | None:
    """The 分年度金额 added up, 元; None where they are not written or not all readable."""
    return sum(use.by_year.values(), NIL) if use.by_year and use.sure("by_year") else None


def of_shares(use: Expense) -> Decimal | None:
    """The 出资构成 added up, 元; None unless every share has an amount."""
    amounts = [share.amount for share in use.shares if share.amount is not None]
    whole = amounts and len(amounts) == len(use.shares) and use.sure("shares")
    return sum(amounts, NIL) if whole else None


@functools.lru_cache(maxsize=4)
def mended(plan: Plan) -> Mapping[int, Decimal]:
    """``id`` of a use → what its amount should be, 元, for those whose amount is the odd one out.

    It is where two other figures of the line agree on another value; where there is only one
    other, where the total fits with that.
    """
    odd: dict[int, Decimal] = {}
    tied: dict[int, Decimal] = {}
    known: list[tuple[int, Decimal]] = []
    for use in plan.uses:
        if use.amount is None:
            continue
        known.append((id(use), use.amount))
        others = [f for f in (product(use), of_years(use), of_shares(use)) if f is not None]
        if others and use.amount not in others and len(set(others)) == 1:
            (tied if len(others) == 1 else odd)[id(use)] = others[0]
    if tied:
        total = plan.budget.total if plan.budget else None
        written = [(name, odd.get(name, amount)) for name, amount in known]
        odd |= _fitting(written, tied, total if total is not None else _sources(plan))
    return odd


@functools.lru_cache(maxsize=4)
def mended_sources(plan: Plan) -> Mapping[int, Decimal]:
    """``id`` of a source → what its amount should be, 元, by its arrivals and what is drawn."""
    known: list[tuple[int, Decimal]] = []
    tied: dict[int, Decimal] = {}
    odd: dict[int, Decimal] = {}
    total = plan.budget.total if plan.budget else None
    for source in plan.sources:
        amount = amount_of(source, total)
        if amount is None or source.kind in NOT_CASH:
            continue
        known.append((id(source), amount))
        if source.arrivals and source.sure("arrivals"):
            coming = sum(source.arrivals.values(), NIL)
            if coming != amount:
                drawn = _drawn(plan, source)
                (odd if drawn == coming else tied)[id(source)] = coming
    if tied:
        needed = sum((amount_in(plan, use) or NIL for use in plan.uses), NIL) or total
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
    amounts = [source.amount for source in plan.sources if source.kind not in NOT_CASH]
    known = [amount for amount in amounts if amount is not None]
    return sum(known, NIL) if known and len(known) == len(amounts) else None


def _drawn(plan: Plan, source: Fund) -> Decimal:
    return sum((part for use in plan.uses for part in drawn_by(plan, use, source)), NIL)


def drawn_by(plan: Plan, use: Expense, source: Fund) -> Iterator[Decimal]:
    """What a use takes from a source, 元, share by share; all of its amount where none is told."""
    for share in use.shares:
        if share.source == source.id:
            part = amount_in(plan, use) if share.amount is None else share.amount
            if part is not None:
                yield part


def amount_in(plan: Plan, use: Expense) -> Decimal | None:
    """The amount of a use as the rest of the plan bears it out, 元."""
    return mended(plan).get(id(use), use.amount)


def source_amount(plan: Plan, source: Fund) -> Decimal | None:
    """The amount of a source as the rest of the plan bears it out, 元."""
    total = plan.budget.total if plan.budget else None
    return mended_sources(plan).get(id(source), amount_of(source, total))
