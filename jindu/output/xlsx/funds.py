"""Write 经费预算: expenses, sources below them, and their reconciliation; in 万元."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from jindu.analysis import funding
from jindu.document.tables import money
from jindu.language import phrases
from jindu.model.plan import Fund, Plan
from jindu.output.xlsx.book import Book, Sheet
from jindu.output.xlsx.cells import Column, Formula, Value, at, down
from jindu.output.xlsx.uses import AGREES, AMOUNT, DIFFERS, WAN, Grid, grid_of, in_wan, uses
from jindu.units import say_quantity

_SHARE, _SPENT, _CHECK, _ARRIVALS = 7, 8, 9, 10
"""Columns after the amount."""

_HEADS = (
    Column("序号", 0, "center"),
    Column("资金来源", 0),
    Column("资金性质", 0, "center"),
    Column("状态", 0, "center"),
    Column("金额", 0, "figure", WAN),
    Column("占比", 0, "figure", "0.0%"),
    Column("已列支出", 0, "figure", WAN),
    Column("核对", 0, "center"),
    Column("到位计划", 0),
    Column("限定用途", 0),
)
"""Heads of the table of sources, which shares the sheet's columns with the expenses."""


def budget(book: Book, plan: Plan) -> None:
    """Add the sheet 经费预算, with 资金来源 below."""
    if not plan.expenses and not plan.funds:
        return
    grid = grid_of(funding.spread(plan))
    sheet = book.sheet("经费预算", "经费预算表", grid.columns, money.UNIT)
    spent = uses(sheet, grid, money.inferred(plan)) if grid.spread.lines else None
    if plan.funds:
        _Sources(sheet, grid, plan, spent).draw()
    if notes := list(_in_words(plan)):
        sheet.notes(notes)
    sheet.finish()


def _in_words(plan: Plan) -> Iterator[str]:
    """Yield notes on what has no amount, and on the shares of the levels."""
    told = [
        f"{expense.name or expense.id or ''}（{expense.amount_in_words}）"
        for expense in plan.expenses
        if expense.amount_in_words
    ]
    if told:
        yield f"不列金额的支出：{phrases.listed(told)}。"
    if plan.budget and plan.budget.total_in_words:
        yield f"总额：{plan.budget.total_in_words}。"
    shares = plan.budget.level_shares.items() if plan.budget else ()
    if shares:
        told = [f"{level}{say_quantity(share, '%')}" for level, share in shares]
        yield f"分级负担：{phrases.listed(told)}。"


@dataclass(frozen=True, slots=True)
class _Sources:
    """The table of sources; ``spent`` is the row of total expenses, if any."""

    sheet: Sheet
    grid: Grid
    plan: Plan
    spent: int | None

    @property
    def total(self) -> Decimal | None:
        """The total stated in the plan, in 元."""
        return self.plan.budget.total if self.plan.budget else None

    @property
    def shares(self) -> funding.Proportions | None:
        """The shares of the sources."""
        return funding.proportions(self.plan)

    @property
    def cash(self) -> Decimal:
        """The total of all cash sources, in 元."""
        amounts = (
            funding.amount_of(fund, self.total)
            for fund in self.plan.funds
            if fund.kind not in funding.NOT_CASH
        )
        return sum((amount for amount in amounts if amount is not None), funding.NIL)

    def draw(self) -> None:
        """Write caption, heads, one row per source, their sum, and the plan's total."""
        sheet = self.sheet
        sheet.next += self.spent is not None
        sheet.span(0, sheet.last, "资金来源", "caption", tall=22)
        self._line([column.head for column in _HEADS], "head")
        if self.spent is None:
            sheet.keep(sheet.next - 1, sheet.next - 1)
        rows = range(sheet.next, sheet.next + len(self.plan.funds))
        for place, fund in enumerate(self.plan.funds, 1):
            self._line(list(self._source(place, fund, rows)))
        self._line(list(self._sum(rows)), "total")
        sheet.flagged(range(rows.start, sheet.next), _CHECK, (DIFFERS,))
        if self.total is not None:
            self._agreement(self.total, rows.stop)

    def _line(self, values: Sequence[Value], traits: str = "") -> None:
        sheet = self.sheet
        row, last = sheet.next, sheet.last
        ends = (0, 1, 3, 5, AMOUNT, _SHARE, _SPENT, _CHECK, last - 1, last)
        begins = (0, *(end + 1 for end in ends[:-1]))
        widths = []
        for first, end, value, column in zip(begins, ends, values, _HEADS, strict=True):
            sheet.merge(row, first, row, end, value, f"{column.traits} {traits}", column.number)
            widths.append(sum(part.width for part in sheet.columns[first : end + 1]))
        sheet.tall(row, zip(values, widths, strict=True))
        sheet.next += 1

    def _source(self, place: int, fund: Fund, rows: range) -> Iterator[Value]:
        amount = funding.amount_of(fund, self.total)
        counted = fund.kind not in funding.NOT_CASH
        yield from (place, fund.name or str(fund.id or ""))
        yield from (str(fund.kind or ""), str(fund.status or ""))
        yield in_wan(amount) if amount is not None else money.unsettled(fund)
        yield self._share(fund, rows) if counted else money.NOT_COUNTED
        spent = self._spent(fund) if counted else None
        yield spent
        yield self._check(amount, spent)
        yield from (money.arrivals(fund), fund.restriction)

    def _share(self, fund: Fund, rows: range) -> Formula | None:
        """Return the share of a source; that of the largest is what the others leave."""
        shares = self.shares
        if funding.amount_of(fund, self.total) is None:
            return None
        points = shares.of(fund) if shares else None
        if shares is None or shares.rest != id(fund):
            return self._rounded_share(rows, points)
        row, column = self.sheet.next, _SHARE
        others = [range(rows.start, row), range(row + 1, rows.stop)]
        taken = "".join(f"-SUM({down(part, column)})" for part in others if part)
        whole = at(rows.stop, column)
        return Formula(f'=IF({whole}="","",ROUND({whole}{taken},3))', _fraction(points))

    def _rounded_share(self, rows: range, points: Decimal | None) -> Formula:
        """Return the amount of this row by the plan's total or, without one, by all sources."""
        base = at(rows.stop + (self.total is not None), AMOUNT)
        text = f'=IF({base}=0,"",ROUND({at(self.sheet.next, AMOUNT)}/{base},3))'
        return Formula(text, _fraction(points))

    def _spent(self, fund: Fund) -> Formula | None:
        """Return the expenses paid from a source: the sum of its column."""
        column = next(
            (c for c, s in zip(self.grid.funds, self.grid.spread.funds, strict=True) if s is fund),
            None,
        )
        if self.spent is None or column is None:
            return None
        value = self.grid.spread.fund_total(str(fund.id))
        return Formula(f"={at(self.spent, column)}", in_wan(value))

    def _check(self, amount: Decimal | None, spent: Formula | None) -> Formula | None:
        if amount is None or spent is None:
            return None
        row = self.sheet.next
        text = f'=IF(ROUND({at(row, AMOUNT)}-{at(row, _SPENT)},6)=0,"{AGREES}","{DIFFERS}")'
        return Formula(text, AGREES if in_wan(amount) == spent.value else DIFFERS)

    def _sum(self, rows: range) -> Iterator[Value]:
        amounts, shares = down(rows, AMOUNT), down(rows, _SHARE)
        text = f'=ROUND(SUMIF({shares},"<>{money.NOT_COUNTED}",{amounts}),6)'
        total = Formula(text, in_wan(self.cash))
        spent: Formula | None = None
        if self.spent is not None:
            taken = [self.grid.spread.fund_total(str(s.id)) for s in self.grid.spread.funds]
            value = in_wan(sum(taken, funding.NIL))
            spent = Formula(f"=ROUND(SUM({down(rows, _SPENT)}),6)", value)
        yield from (None, "合计", None, None, total, self._whole_share(rows), spent)
        yield self._check(self.cash, spent)
        yield from (None, None)

    def _whole_share(self, rows: range) -> Formula:
        return self._rounded_share(rows, self.shares.whole if self.shares else None)

    def _agreement(self, total: Decimal, sums: int) -> None:
        """Write the total stated in the plan, and whether expenses and sources agree with it."""
        sheet, row = self.sheet, self.sheet.next
        sheet.merge(row, 0, row, AMOUNT - 1, "方案载明的总额", "text total")
        sheet.put(row, AMOUNT, in_wan(total), "figure total", WAN)
        units = [("来源", sums, self.cash)]
        if self.spent is not None:
            units.insert(0, ("支出", self.spent, self.grid.spread.total))
        sheet.merge(row, _SHARE, row, sheet.last, _agreements(row, total, units), "text total")
        sheet.next += 1


def _fraction(points: Decimal | None) -> Decimal | str:
    return "" if points is None else points / 100


def _agreements(row: int, total: Decimal, units: Sequence[tuple[str, int, Decimal]]) -> Formula:
    """Return a formula such as 支出合计与总额相符；来源合计与总额不符."""
    texts, values = [], []
    for name, other, value in units:
        texts.append(
            f'"{name}合计与总额"&IF(ROUND({at(other, AMOUNT)}-{at(row, AMOUNT)},6)=0,'
            f'"{AGREES}","{DIFFERS}")'
        )
        values.append(f"{name}合计与总额{AGREES if value == total else DIFFERS}")
    return Formula("=" + '&"；"&'.join(texts), "；".join(values))
