"""The funds that are money, and their sum."""

from __future__ import annotations

from decimal import Decimal

from jindu.analysis.consistency import source_amount
from jindu.analysis.funding import NIL, NOT_CASH
from jindu.model.plan import Fund, Plan


def cash_funds(plan: Plan) -> list[tuple[Fund, Decimal | None]]:
    """Return the funds that are money, each with its amount if known."""
    return [(fund, source_amount(plan, fund)) for fund in plan.funds if fund.kind not in NOT_CASH]


def total_cash(plan: Plan) -> Decimal | None:
    """Return the sum of all cash funds; None if one of them is unknown."""
    budget = plan.budget
    if budget is None or not budget.funds or not budget.sure("funds"):
        return None
    amounts = [amount for _, amount in cash_funds(plan)]
    known = [amount for amount in amounts if amount is not None]
    return sum(known, NIL) if len(known) == len(amounts) else None
