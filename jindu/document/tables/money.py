"""Tables of expenses and funds, in 万元."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from itertools import groupby

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
    """Build the table of expenses by purpose, with calculation, years and funds; in 万元."""
    spread = funding.spread(plan)
    # Sums must fit on one line; a digit takes about 0.23 of the column width unit.
    figure = max(1.15, 0.23 * len(wan(spread.total)))
    columns = (
        Column("支出内容", 3.6),
        Column("科目", 1.2, Align.CENTER),
        Column("测算", 2.8),
        Column("金额", figure, Align.RIGHT),
        *(Column(f"{year}年", figure, Align.RIGHT) for year in spread.years),
        *(
            Column(said(fund, "name") or said(fund, "id"), figure, Align.RIGHT)
            for fund in spread.funds
        ),
    )
    groups = [
        (_subtotal(purpose, lines), [_use_row(line, spread) for line in lines])
        for purpose, lines in by_purpose(spread)
    ]
    rows = (*sections(groups, len(columns)), _total_row(spread))
    notes = (inferred(plan),) if spread.funds_inferred else ()
    return (Table(columns, rows, unit=UNIT, notes=notes),)


def by_purpose(spread: funding.Spread) -> list[tuple[Purpose, list[funding.Line]]]:
    """Return the budget lines grouped by purpose, in the order shown."""
    ordered = sorted(spread.lines, key=lambda line: list(_PURPOSES).index(_purpose(line)))
    return [(purpose, list(lines)) for purpose, lines in groupby(ordered, key=_purpose)]


def _purpose(line: funding.Line) -> Purpose:
    return line.expense.purpose or Purpose.OTHER


def _subtotal(purpose: Purpose, lines: Iterable[funding.Line]) -> str:
    total = sum((line.amount for line in lines), Decimal(0))
    return f"{_PURPOSES[purpose]}（小计{wan(total)}万元）"


def _use_row(line: funding.Line, spread: funding.Spread) -> tuple[Cell, ...]:
    mark = "*" if line.inferred else ""
    expense = line.expense
    return (
        *cells(
            said(expense, "name"),
            said(expense, "code"),
            _calculation(line),
            from_fields(wan(line.amount), expense, "amount"),
        ),
        *(_money(line.by_year.get(year), expense) for year in spread.years),
        *(_money(line.by_fund.get(str(s.id)), expense, mark) for s in spread.funds),
    )


def _calculation(line: funding.Line) -> str:
    expense = line.expense
    if expense.unit_price is None or expense.count is None:
        return said(expense, "derivation")
    told = f"{say_yuan(expense.unit_price)}×{say_quantity(expense.count, expense.unit_of_measure)}"
    return from_fields(told, expense, "unit_price", "count", "unit_of_measure")


def _money(amount: Decimal | None, expense: Expense, mark: str = "") -> Cell:
    return Cell(made_of(wan(amount) + mark, expense) if amount else "")


def _total_row(spread: funding.Spread) -> tuple[Cell, ...]:
    return (
        Cell("合计", columns=3, strong=True, align=Align.CENTER),
        Cell(wan(spread.total), strong=True),
        *(Cell(wan(spread.year_total(year)), strong=True) for year in spread.years),
        *(Cell(wan(spread.fund_total(str(s.id))), strong=True) for s in spread.funds),
    )


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
            *cells("", "", ""),
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
