"""Tables of expenses and funds, in 万元."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Iterator, Sequence
from decimal import Decimal
from itertools import groupby
from typing import NamedTuple

from jindu.analysis import funding
from jindu.document.blocks import Align, Block, Cell, Column, Table
from jindu.document.origins import from_fields, made_of, said
from jindu.document.tables.cells import cells, sections
from jindu.model.choices import Purpose
from jindu.model.plan import Expense, Fund, Plan
from jindu.units import say_quantity, say_yuan, wan

UNIT = "单位：万元"
NOT_COUNTED = "不计入"
"""Share shown for a fund that brings in no cash."""

_PURPOSES = {
    Purpose.PUBLICITY: "宣传教育",
    Purpose.TEAM: "队伍建设",
    Purpose.TECHNOLOGY: "信息化建设",
    Purpose.OTHER: "其他支出",
}


def inferred(plan: Plan) -> str:
    """Return the note on the contributions that were apportioned."""
    return f"注：带“*”的出资数为按来源总额推算，{plan.word}未逐项写明。"


def purpose_name(purpose: Purpose | None) -> str:
    """Return the heading for expenses of a purpose."""
    return _PURPOSES[purpose or Purpose.OTHER]


def budget(plan: Plan) -> tuple[Block, ...]:
    """Build 经费预算表: expenses by year and fund with totals, then the funds."""
    worded = in_words(plan)
    lines = funding.spread(plan).lines
    tables = () if worded and not lines else uses(plan)
    return (*tables, *worded, *(sources(plan) if plan.funds or not worded else ()))


def in_words(plan: Plan) -> tuple[Block, ...]:
    """Build the table of expenses without an amount, with how they are paid; none, no table."""
    columns = (
        Column("序号", 0.8, Align.CENTER),
        Column("支出内容", 5.0),
        Column("科目", 1.6, Align.CENTER),
        Column("经费安排", 8.0),
    )
    worded = [expense for expense in plan.expenses if expense.amount_in_words]
    rows = tuple(
        cells(
            str(place),
            said(expense, "name") or said(expense, "id"),
            said(expense, "code"),
            said(expense, "amount_in_words"),
        )
        for place, expense in enumerate(worded, 1)
    )
    return (Table(columns, rows, caption="不列金额的支出"),) if rows else ()


def uses(plan: Plan) -> tuple[Block, ...]:
    """Build the table of expenses by purpose, with calculation, years and funds; in 万元.

    Years and funds get tables of their own where one table would be too wide.
    """
    spread = funding.spread(plan)
    whole = _Figure("金额", spread.total, _amount_cell)
    years = [_year_figure(year, spread) for year in spread.years]
    funds = [_fund_figure(fund, spread) for fund in spread.funds]
    notes = (*_heads_note(spread), *([inferred(plan)] if spread.funds_inferred else []))
    if _fits([whole, *years, *funds], spread):
        return (_uses_table([whole, *years, *funds], spread, True, notes=notes),)
    first = _uses_table([whole, *years], spread, True, caption="支出的分年度安排")
    return (first, *_by_fund(whole, funds, spread, notes))


class _Figure(NamedTuple):
    """A column of figures: its head, its total, and the cell of a line."""

    head: str
    total: Decimal
    cell: Callable[[funding.Line], Cell]


_PAGE = 60.0
"""Width of a landscape page in characters of a table."""
_AIR = 0.6
"""Ems that the sides of a cell take."""
_NAME, _DETAILS = 9.0, 11.5
"""Ems that the names of expenses, and 科目 and 测算, need at least."""
_HEAD = 4.0
"""Ems of a head of a fund that takes few lines."""


def _fits(figures: Sequence[_Figure], spread: funding.Spread, details: bool = True) -> bool:
    """Whether a table with these columns fits on a landscape page without breaking figures."""
    figure = len(wan(spread.total)) / 2 + 0.5 * spread.funds_inferred
    wide = sum(max(figure, min(_HEAD, len(f.head))) + _AIR for f in figures)
    return _NAME + _AIR + (_DETAILS + 2 * _AIR) * details + wide <= _PAGE


def _by_fund(
    whole: _Figure, funds: Sequence[_Figure], spread: funding.Spread, notes: tuple[str, ...]
) -> Iterator[Block]:
    """Yield the tables of expenses by fund: one, or as many as their columns need."""
    pieces = 1
    size = len(funds)
    while size > 1 and not _fits([whole, *funds[:size]], spread, details=False):
        pieces += 1
        size = math.ceil(len(funds) / pieces)
    for place in range(0, len(funds), size):
        told = f"（{place // size + 1}）" if pieces > 1 else ""
        caption = f"支出的资金来源{told}"
        chosen = [whole, *funds[place : place + size]]
        last = place + size >= len(funds)
        yield _uses_table(chosen, spread, False, caption, notes if last else ())


def _uses_table(
    figures: Sequence[_Figure],
    spread: funding.Spread,
    details: bool,
    caption: str = "",
    notes: tuple[str, ...] = (),
) -> Table:
    detailed = (Column("科目", 1.2, Align.CENTER), Column("测算", 2.8)) if details else ()
    columns = (
        Column("支出内容", 3.6),
        *detailed,
        *(Column(figure.head, 1.2, Align.RIGHT) for figure in figures),
    )
    groups = [
        (_subtotal(purpose, lines), [_use_row(line, figures, details) for line in lines])
        for purpose, lines in by_purpose(spread)
    ]
    total = (
        Cell("合计", columns=1 + len(detailed), strong=True, align=Align.CENTER),
        *(Cell(wan(figure.total), strong=True) for figure in figures),
    )
    rows = (*sections(groups, len(columns)), total)
    return Table(columns, rows, caption=caption, unit=UNIT, notes=notes)


def _amount_cell(line: funding.Line) -> Cell:
    return Cell(from_fields(wan(line.amount), line.expense, "amount"))


def _year_figure(year: int, spread: funding.Spread) -> _Figure:
    return _Figure(
        f"{year}年",
        spread.year_total(year),
        lambda line: _money(line.by_year.get(year), line.expense),
    )


def _fund_figure(fund: Fund, spread: funding.Spread) -> _Figure:
    ref = str(fund.id)
    return _Figure(
        _fund_head(fund),
        spread.fund_total(ref),
        lambda line: _money(line.by_fund.get(ref), line.expense, "*" if line.inferred else ""),
    )


_LONG = 8
"""Characters of the name of a fund from which its 编号 may stand for it in a head."""


def _fund_head(fund: Fund) -> str:
    """Return the name of a fund for a narrow column: its 编号 if that is a short word."""
    name = said(fund, "name") or said(fund, "id")
    ref = str(fund.id or "")
    is_word = len(ref) > 1 and all("\u4e00" <= character <= "\u9fff" for character in ref)
    return said(fund, "id") if len(name) > _LONG and is_word and len(ref) < len(name) else name


def _heads_note(spread: funding.Spread) -> Iterator[str]:
    """Yield the note on what the short heads of funds stand for."""
    short = [fund for fund in spread.funds if fund.name and _fund_head(fund) != fund.name]
    told = [f"“{_fund_head(fund)}”为{fund.name}" for fund in short]
    if told:
        yield made_of(f"注：表头{'，'.join(told)}。", *short)


def by_purpose(spread: funding.Spread) -> list[tuple[Purpose, list[funding.Line]]]:
    """Return the budget lines grouped by purpose, in the order shown."""
    ordered = sorted(spread.lines, key=lambda line: list(_PURPOSES).index(_purpose(line)))
    return [(purpose, list(lines)) for purpose, lines in groupby(ordered, key=_purpose)]


def _purpose(line: funding.Line) -> Purpose:
    return line.expense.purpose or Purpose.OTHER


def _subtotal(purpose: Purpose, lines: Iterable[funding.Line]) -> str:
    total = sum((line.amount for line in lines), Decimal(0))
    return f"{_PURPOSES[purpose]}（小计{wan(total)}万元）"


def _use_row(line: funding.Line, figures: Sequence[_Figure], details: bool) -> tuple[Cell, ...]:
    expense = line.expense
    detailed = (said(expense, "code"), _calculation(line)) if details else ()
    return (
        *cells(said(expense, "name"), *detailed),
        *(figure.cell(line) for figure in figures),
    )


def _calculation(line: funding.Line) -> str:
    expense = line.expense
    if expense.unit_price is None or expense.count is None:
        return said(expense, "derivation")
    told = f"{say_yuan(expense.unit_price)}×{say_quantity(expense.count, expense.unit_of_measure)}"
    return from_fields(told, expense, "unit_price", "count", "unit_of_measure")


def _money(amount: Decimal | None, expense: Expense, mark: str = "") -> Cell:
    return Cell(made_of(wan(amount) + mark, expense) if amount else "")


def sources(plan: Plan) -> tuple[Block, ...]:
    """Build 资金来源: kind, amount, share of the total, status and arrivals; in 万元."""
    total = plan.budget.total if plan.budget else None
    columns = (
        Column("序号", 0.8, Align.CENTER),
        Column("资金来源", 3.2),
        Column("资金性质", 2.0, Align.CENTER),
        Column("金额", 1.5, Align.RIGHT),
        Column("占比", 1.3, Align.RIGHT),
        Column("状态", 1.4, Align.CENTER),
        Column("到位计划", 4.2),
        Column("限定用途", 3.4),
    )
    rows = []
    cash = NIL = Decimal(0)
    shares = funding.proportions(plan)
    for place, fund in enumerate(plan.funds, 1):
        amount = funding.amount_of(fund, total)
        counted = fund.kind not in funding.NOT_CASH
        cash += amount if amount is not None and counted else NIL
        rows.append(
            cells(
                str(place),
                said(fund, "name") or said(fund, "id"),
                said(fund, "kind"),
                from_fields(_amount(fund, amount), fund, "amount", "share"),
                made_of(_share(shares and shares.of(fund)), fund) if counted else NOT_COUNTED,
                said(fund, "status"),
                from_fields(arrivals(fund), fund, "arrivals"),
                said(fund, "restriction"),
            )
        )
    rows.append(
        (
            Cell("合计", columns=3, strong=True, align=Align.CENTER),
            Cell(wan(cash) if any(not f.amount_in_words for f in plan.funds) else "", strong=True),
            Cell(_share(shares and shares.whole), strong=True),
            *[Cell("")] * 3,
        )
    )
    return (Table(columns, tuple(rows), caption="资金来源", unit=UNIT),)


def _amount(fund: Fund, amount: Decimal | None) -> str:
    return wan(amount) if amount is not None else unsettled(fund)


def unsettled(fund: Fund) -> str:
    """Return the text shown for a fund whose amount is unknown."""
    return fund.amount_in_words or fund.share or "未确定"


def arrivals(fund: Fund) -> str:
    """Return the arrivals of a fund in 万元: 2026年第二季度17.00；2027年第二季度7.60."""
    return "；".join(f"{when.words()}{wan(part)}" for when, part in fund.arrivals.items())


def _share(points: Decimal | None) -> str:
    return "" if points is None else f"{points}%"
