"""Spread the budget: expenses × years × funds in exact 元, and which cells are inferred."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from typing import NamedTuple

from jindu.model.choices import FundKind, FundStatus
from jindu.model.plan import Expense, Fund, Plan
from jindu.model.remembered import once_per_plan
from jindu.units import apportion, apportion_table, half_up

NIL = Decimal(0)
STEP = Decimal(100)
"""Inferred cells are multiples of 100 元: two decimals in 万元."""

PUBLIC = frozenset({FundKind.UPPER, FundKind.BUDGET, FundKind.BOND, FundKind.LOTTERY})
"""Kinds of public money."""
GIVEN = frozenset({FundKind.DONATION, FundKind.FUND})
"""Kinds of donated money."""
OPEN = frozenset({FundStatus.EXPECTED, FundStatus.APPLIED})
"""States of a fund that is not granted yet."""
NOT_CASH = frozenset({FundKind.TAX})
"""Kinds that bring in no cash."""


class Line(NamedTuple):
    """One expense spread over calendar years and over funds by 编号, 元; both sums are exact.

    ``inferred`` tells that the plan does not state the funds and they were apportioned.
    """

    expense: Expense
    amount: Decimal
    by_year: Mapping[int, Decimal]
    by_fund: Mapping[str, Decimal]
    inferred: bool

    def from_source(self, fund: str) -> Mapping[int, Decimal]:
        """Return what a fund certainly pays per calendar year, 元.

        Certain are amounts written per year, every year of the only fund, and the share of a fund
        if everything is spent in one year. Empty if the split over years is open.
        """
        for share in self.expense.contributions:
            if share.fund == fund and share.by_year:
                return {int(year): amount for year, amount in share.by_year.items()}
        if set(self.by_fund) == {fund}:
            return self.by_year
        years = [year for year, amount in self.by_year.items() if amount]
        if len(years) != 1 or self.inferred or fund not in self.by_fund:
            return {}
        return {years[0]: self.by_fund[fund]}


class Spread(NamedTuple):
    """The whole budget: lines in plan order, the years spent in (ascending), the cash funds.

    Funds that are told in words alone are left out.
    """

    lines: tuple[Line, ...]
    years: tuple[int, ...]
    funds: tuple[Fund, ...]

    def surely(self) -> Mapping[str, Mapping[int, Decimal]]:
        """Return 编号 → year → 元 that the fund certainly pays; see ``Line.from_source``."""
        found: dict[str, dict[int, Decimal]] = {}
        for line in self.lines:
            for fund in line.by_fund:
                for year, part in line.from_source(fund).items():
                    years = found.setdefault(fund, {})
                    years[year] = years.get(year, NIL) + part
        return found

    @property
    def funds_inferred(self) -> bool:
        """Whether the plan leaves open which fund pays for a line, so that it was apportioned."""
        return any(line.inferred for line in self.lines) and bool(self.funds)

    @property
    def total(self) -> Decimal:
        """The sum of all lines, 元."""
        return sum((line.amount for line in self.lines), NIL)

    def year_total(self, year: int, lines: Iterable[Line] | None = None) -> Decimal:
        """Return what is spent in a calendar year, 元; by default on all lines."""
        return sum((line.by_year.get(year, NIL) for line in lines or self.lines), NIL)

    def fund_total(self, fund: str, lines: Iterable[Line] | None = None) -> Decimal:
        """Return what a fund pays, 元; by default for all lines."""
        return sum((line.by_fund.get(fund, NIL) for line in lines or self.lines), NIL)


def amount_of(fund: Fund, total: Decimal | None) -> Decimal | None:
    """Return the amount of a fund in 元, else its share of ``total``; None if neither is known."""
    if fund.amount is not None:
        return fund.amount
    share = (fund.share or "").strip().replace("％", "%")
    digits = share.removesuffix("%").strip()
    if total is None or not share.endswith("%") or not digits.replace(".", "", 1).isdecimal():
        return None
    return total * Decimal(digits) / 100


class Proportions(NamedTuple):
    """The shares of the cash funds in percentage points, to one decimal, and of their sum.

    The shares add up to that of the sum: ``rest`` takes what rounding leaves, the largest fund
    without a share of its own in the plan.
    """

    by_fund: Mapping[int, Decimal]
    whole: Decimal
    rest: int | None

    def of(self, fund: Fund) -> Decimal | None:
        """Return the share of a fund; None if it brings no cash or its amount is unknown."""
        return self.by_fund.get(id(fund))


def proportions(plan: Plan) -> Proportions | None:
    """Return the shares of the total or, if that is not stated, of all funds; None of nothing."""
    total = plan.budget.total if plan.budget else None
    amounts = {
        id(fund): amount
        for fund in plan.funds
        if fund.kind not in NOT_CASH and (amount := amount_of(fund, total)) is not None
    }
    cash = sum(amounts.values(), NIL)
    base = cash if total is None else total
    if not base:
        return None
    shares = {key: half_up(amount * 100 / base, 1) for key, amount in amounts.items()}
    whole = half_up(cash * 100 / base, 1)
    free = [id(fund) for fund in plan.funds if id(fund) in shares and fund.share is None]
    rest = max(free, key=lambda key: amounts[key], default=None)
    if rest is not None:
        shares[rest] += whole - sum(shares.values(), NIL)
    return Proportions(shares, whole, rest)


def by_status(plan: Plan) -> Mapping[FundStatus, Decimal]:
    """Sum the cash funds by status, 元; funds without amount or status are left out."""
    total = plan.budget.total if plan.budget else None
    found: dict[FundStatus, Decimal] = {}
    for fund in plan.funds:
        amount = amount_of(fund, total)
        if fund.status and amount is not None and fund.kind not in NOT_CASH:
            found[fund.status] = found.get(fund.status, NIL) + amount
    return {status: found[status] for status in FundStatus if status in found}


@once_per_plan
def spread(plan: Plan) -> Spread:
    """Spread the expenses of a plan over years and funds.

    What the funds have left is apportioned to the expenses without 出资构成, in proportion. Both
    expenses and funds add up exactly if the totals of the plan agree.
    """
    expenses = [expense for expense in plan.expenses if expense.amount is not None]
    cash = tuple(
        fund
        for fund in plan.funds
        if fund.id and fund.kind not in NOT_CASH and not fund.amount_in_words
    )
    written = {id(expense): _written(expense) for expense in expenses if expense.contributions}
    unfunded = [expense for expense in expenses if not expense.contributions]
    inferred = dict(zip(map(id, unfunded), _infer(plan, unfunded, cash, written), strict=True))
    lines = tuple(
        Line(
            expense,
            expense.amount or NIL,
            {int(year): amount for year, amount in expense.by_year.items()},
            written.get(id(expense)) or inferred.get(id(expense), {}),
            id(expense) in inferred,
        )
        for expense in expenses
    )
    years = sorted({year for expense in expenses for year in expense.by_year})
    return Spread(lines, tuple(years), cash)


def _written(expense: Expense) -> Mapping[str, Decimal]:
    paid: dict[str, Decimal] = {}
    for share in expense.contributions:
        amount = expense.amount if share.amount is None else share.amount
        paid[share.fund] = paid.get(share.fund, NIL) + (amount or NIL)
    return paid


def _infer(
    plan: Plan,
    expenses: Sequence[Expense],
    funds: Sequence[Fund],
    written: Mapping[int, Mapping[str, Decimal]],
) -> list[Mapping[str, Decimal]]:
    total = plan.budget.total if plan.budget else None
    left = {
        str(fund.id): max(
            (amount_of(fund, total) or NIL)
            - sum((paid.get(str(fund.id), NIL) for paid in written.values()), NIL),
            NIL,
        )
        for fund in funds
    }
    rows = [expense.amount or NIL for expense in expenses]
    if not expenses or not any(left.values()):
        return [{} for _ in expenses]
    if sum(rows, NIL) == sum(left.values(), NIL):
        cells = apportion_table(rows, list(left.values()), STEP)
    else:
        cells = tuple(apportion(row, list(left.values()), STEP) for row in rows)
    return [{name: cell for name, cell in zip(left, row, strict=True) if cell} for row in cells]


def from_public(plan: Plan, expense: Expense) -> bool | None:
    """Whether public money pays an expense or a part of it; None if the plan does not tell."""
    return _from_public(plan)[id(expense)]


@once_per_plan
def _from_public(plan: Plan) -> Mapping[int, bool | None]:
    kinds = {fund.id: fund.kind for fund in plan.funds}
    every = set(kinds.values())
    found: dict[int, bool | None] = {}
    for expense in plan.expenses:
        paying = {kinds.get(share.fund) for share in expense.contributions} or every
        public = bool(expense.contributions) and not paying.isdisjoint(PUBLIC)
        if public or (paying and PUBLIC.issuperset(paying)):
            found[id(expense)] = True
        else:
            known = paying and None not in paying and paying.isdisjoint(PUBLIC)
            found[id(expense)] = False if known else None
    return found


def named_by(plan: Plan, fund: Fund) -> Iterator[Expense]:
    """Yield the expenses whose 出资构成 names a fund, in plan order."""
    for expense in plan.expenses:
        if any(share.fund == fund.id for share in expense.contributions):
            yield expense


def paid_by(plan: Plan, fund: Fund) -> Iterator[tuple[Expense, Decimal]]:
    """Yield the expenses that a fund pays for and how much in 元, leaving out inferred cells."""
    for line in spread(plan).lines:
        part = line.by_fund.get(str(fund.id), NIL)
        if part and not line.inferred:
            yield line.expense, part
