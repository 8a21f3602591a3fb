"""Money: uses × years × sources, exact to the 元, and how certain each part is."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from typing import NamedTuple

from jindu.model.choices import FundKind, FundStatus
from jindu.model.plan import Expense, Fund, Plan
from jindu.model.remembered import once_per_plan
from jindu.units import apportion, apportion_table

NIL = Decimal(0)
STEP = Decimal(100)
"""Inferred cells are multiples of 100 元, two decimals in 万元."""

PUBLIC = frozenset({FundKind.UPPER, FundKind.BUDGET, FundKind.BOND, FundKind.LOTTERY})
"""Kinds that are money of the state."""
GIVEN = frozenset({FundKind.DONATION, FundKind.FUND})
"""Kinds that somebody gives."""
NOT_CASH = frozenset({FundKind.TAX})
"""Kinds that bring no money in."""


class Line(NamedTuple):
    """One use, spread. ``by_fund`` keys are 编号, ``by_year`` calendar years; sums are exact.

    ``inferred`` is true where the split over sources was not written but apportioned.
    """

    expense: Expense
    amount: Decimal
    by_year: Mapping[int, Decimal]
    by_fund: Mapping[str, Decimal]
    inferred: bool

    def from_source(self, fund: str) -> Mapping[int, Decimal]:
        """What a source surely pays in each year.

        That is what is written, all of it where it pays alone, and its share where all is
        spent in one year.
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
    """The whole budget: lines in the order of the plan, the years and sources that occur."""

    lines: tuple[Line, ...]
    years: tuple[int, ...]
    funds: tuple[Fund, ...]

    def surely(self) -> Mapping[str, Mapping[int, Decimal]]:
        """What each source surely pays in each year, by its 编号: as ``Line.from_source`` says."""
        found: dict[str, dict[int, Decimal]] = {}
        for line in self.lines:
            for fund in line.by_fund:
                for year, part in line.from_source(fund).items():
                    years = found.setdefault(fund, {})
                    years[year] = years.get(year, NIL) + part
        return found

    @property
    def total(self) -> Decimal:
        """The sum of all lines, 元."""
        return sum((line.amount for line in self.lines), NIL)

    def year_total(self, year: int, lines: Iterable[Line] | None = None) -> Decimal:
        """What is spent in a calendar year, 元."""
        return sum((line.by_year.get(year, NIL) for line in lines or self.lines), NIL)

    def fund_total(self, fund: str, lines: Iterable[Line] | None = None) -> Decimal:
        """What a source pays, 元."""
        return sum((line.by_fund.get(fund, NIL) for line in lines or self.lines), NIL)


def amount_of(fund: Fund, total: Decimal | None) -> Decimal | None:
    """A source's money in 元: its amount, or its share of the total; None where unsettled."""
    if fund.amount is not None:
        return fund.amount
    share = (fund.share or "").strip().replace("％", "%")
    digits = share.removesuffix("%").strip()
    if total is None or not share.endswith("%") or not digits.replace(".", "", 1).isdecimal():
        return None
    return total * Decimal(digits) / 100


def by_status(plan: Plan) -> Mapping[FundStatus, Decimal]:
    """Cash sources summed by status, 元; sources without amount or status are left out."""
    total = plan.budget.total if plan.budget else None
    found: dict[FundStatus, Decimal] = {}
    for fund in plan.funds:
        amount = amount_of(fund, total)
        if fund.status and amount is not None and fund.kind not in NOT_CASH:
            found[fund.status] = found.get(fund.status, NIL) + amount
    return {status: found[status] for status in FundStatus if status in found}


@once_per_plan
def spread(plan: Plan) -> Spread:
    """Uses over years and sources.

    Where a use does not say who pays, what the sources have left is apportioned over these
    uses in proportion, with exact sums where the sums of the plan agree.
    """
    expenses = [expense for expense in plan.expenses if expense.amount is not None]
    cash = tuple(s for s in plan.funds if s.id and s.kind not in NOT_CASH)
    written = {id(expense): _written(expense) for expense in expenses if expense.contributions}
    open_uses = [expense for expense in expenses if not expense.contributions]
    inferred = dict(zip(map(id, open_uses), _infer(plan, open_uses, cash, written), strict=True))
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


def named_by(plan: Plan, fund: Fund) -> Iterator[Expense]:
    """The uses whose 出资构成 names a source."""
    for expense in plan.expenses:
        if any(share.fund == fund.id for share in expense.contributions):
            yield expense


def paid_by(plan: Plan, fund: Fund) -> Iterator[tuple[Expense, Decimal]]:
    """The uses a source pays for as written, and how much, 元."""
    for line in spread(plan).lines:
        part = line.by_fund.get(str(fund.id), NIL)
        if part and not line.inferred:
            yield line.expense, part
