"""Money: uses × years × sources, exact to the 元, and how certain each part is."""

from __future__ import annotations

import functools
from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from typing import NamedTuple

from jindu.model.choices import FundKind, FundStatus
from jindu.model.plan import Expense, Fund, Plan
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
    """One use, spread. ``by_source`` keys are 编号, ``by_year`` calendar years; sums are exact.

    ``inferred`` is true where the split over sources was not written but apportioned.
    """

    use: Expense
    amount: Decimal
    by_year: Mapping[int, Decimal]
    by_source: Mapping[str, Decimal]
    inferred: bool

    def from_source(self, source: str) -> Mapping[int, Decimal]:
        """What a source surely pays in each year.

        That is what is written, all of it where it pays alone, and its share where all is
        spent in one year.
        """
        for share in self.use.shares:
            if share.source == source and share.by_year:
                return {int(year): amount for year, amount in share.by_year.items()}
        if set(self.by_source) == {source}:
            return self.by_year
        years = [year for year, amount in self.by_year.items() if amount]
        if len(years) != 1 or self.inferred or source not in self.by_source:
            return {}
        return {years[0]: self.by_source[source]}


class Spread(NamedTuple):
    """The whole budget: lines in the order of the plan, the years and sources that occur."""

    lines: tuple[Line, ...]
    years: tuple[int, ...]
    sources: tuple[Fund, ...]

    def surely(self) -> Mapping[str, Mapping[int, Decimal]]:
        """What each source surely pays in each year, by its 编号: as ``Line.from_source`` says."""
        found: dict[str, dict[int, Decimal]] = {}
        for line in self.lines:
            for source in line.by_source:
                for year, part in line.from_source(source).items():
                    years = found.setdefault(source, {})
                    years[year] = years.get(year, NIL) + part
        return found

    @property
    def total(self) -> Decimal:
        """The sum of all lines, 元."""
        return sum((line.amount for line in self.lines), NIL)

    def year_total(self, year: int, lines: Iterable[Line] | None = None) -> Decimal:
        """What is spent in a calendar year, 元."""
        return sum((line.by_year.get(year, NIL) for line in lines or self.lines), NIL)

    def source_total(self, source: str, lines: Iterable[Line] | None = None) -> Decimal:
        """What a source pays, 元."""
        return sum((line.by_source.get(source, NIL) for line in lines or self.lines), NIL)


def amount_of(source: Fund, total: Decimal | None) -> Decimal | None:
    """A source's money in 元: its amount, or its share of the total; None where unsettled."""
    if source.amount is not None:
        return source.amount
    share = (source.share or "").strip().replace("％", "%")
    digits = share.removesuffix("%").strip()
    if total is None or not share.endswith("%") or not digits.replace(".", "", 1).isdecimal():
        return None
    return total * Decimal(digits) / 100


def by_status(plan: Plan) -> Mapping[FundStatus, Decimal]:
    """Cash sources summed by status, 元; sources without amount or status are left out."""
    total = plan.budget.total if plan.budget else None
    found: dict[FundStatus, Decimal] = {}
    for source in plan.sources:
        amount = amount_of(source, total)
        if source.status and amount is not None and source.kind not in NOT_CASH:
            found[source.status] = found.get(source.status, NIL) + amount
    return {status: found[status] for status in FundStatus if status in found}


@functools.lru_cache(maxsize=4)
def spread(plan: Plan) -> Spread:
    """Uses over years and sources.

    Where a use does not say who pays, what the sources have left is apportioned over these
    uses in proportion, with exact sums where the sums of the plan agree.
    """
    uses = [use for use in plan.uses if use.amount is not None]
    cash = tuple(s for s in plan.sources if s.id and s.kind not in NOT_CASH)
    written = {id(use): _written(use) for use in uses if use.shares}
    open_uses = [use for use in uses if not use.shares]
    inferred = dict(zip(map(id, open_uses), _infer(plan, open_uses, cash, written), strict=True))
    lines = tuple(
        Line(
            use,
            use.amount or NIL,
            {int(year): amount for year, amount in use.by_year.items()},
            written.get(id(use)) or inferred.get(id(use), {}),
            id(use) in inferred,
        )
        for use in uses
    )
    years = sorted({year for use in uses for year in use.by_year})
    return Spread(lines, tuple(years), cash)


def _written(use: Expense) -> Mapping[str, Decimal]:
    paid: dict[str, Decimal] = {}
    for share in use.shares:
        amount = use.amount if share.amount is None else share.amount
        paid[share.source] = paid.get(share.source, NIL) + (amount or NIL)
    return paid


def _infer(
    plan: Plan,
    uses: Sequence[Expense],
    sources: Sequence[Fund],
    written: Mapping[int, Mapping[str, Decimal]],
) -> list[Mapping[str, Decimal]]:
    total = plan.budget.total if plan.budget else None
    left = {
        str(source.id): max(
            (amount_of(source, total) or NIL)
            - sum((paid.get(str(source.id), NIL) for paid in written.values()), NIL),
            NIL,
        )
        for source in sources
    }
    rows = [use.amount or NIL for use in uses]
    if not uses or not any(left.values()):
        return [{} for _ in uses]
    if sum(rows, NIL) == sum(left.values(), NIL):
        cells = apportion_table(rows, list(left.values()), STEP)
    else:
        cells = tuple(apportion(row, list(left.values()), STEP) for row in rows)
    return [{name: cell for name, cell in zip(left, row, strict=True) if cell} for row in cells]


def named_by(plan: Plan, source: Fund) -> Iterator[Expense]:
    """The uses whose 出资构成 names a source."""
    for use in plan.uses:
        if any(share.source == source.id for share in use.shares):
            yield use


def paid_by(plan: Plan, source: Fund) -> Iterator[tuple[Expense, Decimal]]:
    """The uses a source pays for as written, and how much, 元."""
    for line in spread(plan).lines:
        part = line.by_source.get(str(source.id), NIL)
        if part and not line.inferred:
            yield line.use, part
