"""Write expenses by year and source in 万元, with formulas for the sums.

Amounts and sums are rounded to the 分, so that recalculation gives the results of
``analysis.funding``.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import NamedTuple

from jindu.analysis import funding
from jindu.document.tables import money
from jindu.output.xlsx.book import Sheet
from jindu.output.xlsx.cells import Column, Formula, Shown, Value, across, at, down
from jindu.units import wan

WAN = "0.00####"
"""Number format of 万元; shows all digits of the value."""
_INFERRED = '0.00####"*"'
_YUAN = "0.00"
_FEN = Decimal("0.000001")
"""One 分 in 万元."""
AGREES, DIFFERS, _NONE = "相符", "不符", "未列"
"""Results of a check."""

_PRICE, _COUNT, AMOUNT, _FIRST = 3, 4, 6, 7
"""Columns; years, sources, checks and the derivation follow the amount."""
LEAST_COLUMNS = 12
"""Columns required by the table of sources below."""


class Grid(NamedTuple):
    """The column layout of the sheet."""

    spread: funding.Spread
    columns: tuple[Column, ...]
    years: range
    funds: range
    checks: range

    @property
    def sums(self) -> range:
        """Columns with sums: the amount, the years, the sources."""
        return range(AMOUNT, self.checks.start)


def grid_of(spread: funding.Spread) -> Grid:
    """Lay out the columns for a budget's years and sources, at least ``LEAST_COLUMNS``."""
    width = max(9.0, len(wan(spread.total)) + 3)
    years = range(_FIRST, _FIRST + len(spread.years))
    funds = range(years.stop, years.stop + len(spread.funds))
    checks = range(funds.stop, funds.stop + 2)
    columns = [
        Column("序号", 5, "center"),
        Column("支出内容", 22),
        Column("科目", 8, "center"),
        Column("单价（元）", 11, "figure", _YUAN),
        Column("数量", 8, "figure"),
        Column("计量单位", 6, "center"),
        Column("金额", width, "figure", WAN),
        *(Column(f"{year}年", width, "figure", WAN) for year in spread.years),
        *(Column(s.name or str(s.id), width + 1, "figure", WAN) for s in spread.funds),
        Column("分年度", 7, "center"),
        Column("分来源", 7, "center"),
        Column("测算依据", 22),
    ]
    short = max(0, LEAST_COLUMNS - len(columns))
    return Grid(spread, (*columns, *[Column("", 16, "bare")] * short), years, funds, checks)


def uses(sheet: Sheet, grid: Grid, inferred: str) -> int:
    """Write the expenses by purpose, with subtotals. Return the row of the total.

    ``inferred`` is the note on contributions that were apportioned.
    """
    _heads(sheet, grid)
    first, place = sheet.next, 0
    bands: list[int] = []
    for purpose, chosen in money.by_purpose(grid.spread):
        rows = range(sheet.next + 1, sheet.next + 1 + len(chosen))
        bands.append(sheet.next)
        cells = [down(rows, column) for column in grid.sums]
        label = f"{money.purpose_name(purpose)}（小计）"
        sheet.row(tuple(_sums(sheet.next, label, cells, grid, chosen)), "band")
        for line in chosen:
            place += 1
            sheet.row(tuple(_use(sheet.next, place, line, grid)))
    cells = [",".join(at(row, column) for row in bands) for column in grid.sums]
    total = sheet.row(tuple(_sums(sheet.next, "合计", cells, grid, grid.spread.lines)), "total")
    for column in grid.checks:
        sheet.flagged(range(first, total + 1), column, (DIFFERS,))
    if grid.spread.funds_inferred:
        sheet.notes([inferred])
    return total


def _heads(sheet: Sheet, grid: Grid) -> None:
    """Write two head rows: years, sources and checks have a group head."""
    top = sheet.next
    groups = ((grid.years, "分年度金额"), (grid.funds, "资金来源"), (grid.checks, "核对"))
    grouped = {column for columns, _ in groups for column in columns}
    for columns, head in groups:
        if columns:
            sheet.merge(top, columns[0], top, columns[-1], head, "head")
    for place in range(grid.checks.stop + 1):
        if place in grouped:
            sheet.put(top + 1, place, sheet.columns[place].head, "head")
        else:
            sheet.merge(top, place, top + 1, place, sheet.columns[place].head, "head")
    sheet.tall(top + 1, ((column.head, column.width) for column in sheet.columns))
    sheet.next = top + 2
    sheet.keep(top, top + 1, columns=2)


def _use(row: int, place: int, line: funding.Line, grid: Grid) -> Iterator[Value]:
    expense, spread = line.expense, grid.spread
    yield from (
        place,
        expense.name,
        expense.code,
        expense.unit_price,
        expense.count,
        expense.unit_of_measure,
    )
    yield _amount(row, line)
    years = [line.by_year.get(year) or None for year in spread.years]
    funds = [line.by_fund.get(str(fund.id)) or None for fund in spread.funds]
    yield from (_if_known(part) for part in years)
    yield from (Shown(_if_known(part), _INFERRED if line.inferred else WAN) for part in funds)
    yield _check(row, grid.years, line.amount, years)
    yield _check(row, grid.funds, line.amount, funds)
    yield expense.derivation


def _amount(row: int, line: funding.Line) -> Value:
    """Return price × count as a formula if it equals the amount, else the amount."""
    price, number = line.expense.unit_price, line.expense.count
    if price is None or number is None or price * number != line.amount:
        return in_wan(line.amount)
    product = f"{at(row, _PRICE)}*{at(row, _COUNT)}"
    return Formula(f"=ROUND({product}/10000,6)", in_wan(line.amount))


def _sums(
    row: int, label: str, cells: Sequence[str], grid: Grid, chosen: Sequence[funding.Line]
) -> Iterator[Value]:
    """Yield a row of sums; ``cells`` has one reference for each column with a sum."""
    spread = grid.spread
    amount = sum((line.amount for line in chosen), funding.NIL)
    years = [spread.year_total(year, chosen) for year in spread.years]
    funds = [spread.fund_total(str(fund.id), chosen) for fund in spread.funds]
    yield from (None, label, None, None, None, None)
    for text, value in zip(cells, (amount, *years, *funds), strict=True):
        yield Formula(f"=ROUND(SUM({text}),6)", in_wan(value))
    yield _check(row, grid.years, amount, years)
    yield _check(row, grid.funds, amount, funds)
    yield None


def _check(
    row: int, columns: range, amount: Decimal, parts: Sequence[Decimal | None]
) -> Formula | None:
    """Return a formula that checks whether the columns add up to the amount."""
    if not columns:
        return None
    cells = across(row, columns)
    known = [part for part in parts if part is not None]
    agrees = AGREES if sum(known, funding.NIL) == amount else DIFFERS
    text = (
        f'=IF(COUNT({cells})=0,"{_NONE}",'
        f'IF(ROUND(SUM({cells})-{at(row, AMOUNT)},6)=0,"{AGREES}","{DIFFERS}"))'
    )
    return Formula(text, agrees if known else _NONE)


def in_wan(amount: Decimal) -> Decimal:
    """Convert 元 to 万元, rounded to the 分."""
    return (amount / 10_000).quantize(_FEN)


def _if_known(amount: Decimal | None) -> Decimal | None:
    return None if amount is None else in_wan(amount)
