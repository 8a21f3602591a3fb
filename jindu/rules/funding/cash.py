"""The funds that are money, and their sum."""

from __future__ import annotations

from decimal import Decimal

from jindu.analysis.consistency import corrected_fund_amount
from jindu.analysis.funding import NIL, NOT_CASH
from jindu.model.plan import Fund, Plan


def cash(plan: Plan) -> list[tuple[Fund, Decimal | None]]:
    """The funds that are money, each with its amount where known."""
    return [(s, corrected_fund_amount(plan, s)) for s in plan.funds if s.kind not in NOT_CASH]


def settled(plan: Plan) -> Decimal | None:
    """The sum of all cash sources; None where one of them is unknown."""
    budget = plan.budget
    if budget is None or not budget.funds or not budget.sure("funds"):
        return None
    amounts = [amount for _, amount in cash(plan)]
    known = [amount for amount in amounts if amount is not None]
    return sum(known, NIL) if len(known) == len(amounts) else None
