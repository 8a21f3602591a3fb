"""Draw 项目支出绩效目标申报表 as one table, in which levels span their rows."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import groupby

from jindu.document.blocks import Align, Block, Cell, Column, Table
from jindu.document.origins import made_of
from jindu.document.performance import STAMP, Form, Measure, form
from jindu.document.tables.cells import DASH
from jindu.document.tables.money import UNIT
from jindu.model.plan import Plan

Row = tuple[Cell, ...]

_WIDTHS = (2.0, 2.5, 3.1, 2.4, 2.2, 2.0)


def performance(plan: Plan, given: Mapping[str, str]) -> tuple[Block, ...]:
    """Build the form for the year and in the wording that are given."""
    made = form(plan, given)
    columns = tuple(Column("", width) for width in _WIDTHS)
    caption = made_of(f"填报单位（盖章）：{made.applicant}", made.applicant)
    return (Table(columns, tuple(_rows(made)), caption, UNIT, notes=(made.note,)),)


def _rows(made: Form) -> Iterator[Row]:
    for pairs in made.facts:
        yield _pairs(*pairs)
    yield from _funds(made)
    yield from _goals(made)
    yield from _measures(made)
    for pair in made.signs:
        yield _pairs(*pair, blank="")
    for opinion in made.opinions:
        yield _label(opinion), Cell(f"\n\n{STAMP}", columns=5, align=Align.RIGHT)


def _label(text: str, rows: int = 1, columns: int = 1) -> Cell:
    return Cell(text, rows, columns, strong=True, align=Align.CENTER)


def _pairs(*pairs: tuple[str, str], blank: str = DASH) -> Row:
    """Return a line of one or two labels, each with its content."""
    if len(pairs) == 1:
        [(label, text)] = pairs
        return _label(label), Cell(text or blank, columns=5)
    (label, text), (other, more) = pairs
    return (
        _label(label),
        Cell(text or blank, columns=2),
        _label(other),
        Cell(more or blank, columns=2),
    )


def _funds(made: Form) -> Iterator[Row]:
    if not made.funds:
        return
    of_year = f"{made.year}年" if made.year else "年度"
    yield (
        _label("资金构成", rows=len(made.funds) + 1),
        _label("资金", columns=2),
        _label("实施期", columns=2),
        _label(of_year),
    )
    for line in made.funds:
        yield (
            Cell(line.name, columns=2),
            Cell(line.whole or DASH, columns=2, align=Align.RIGHT),
            Cell(line.of_year or DASH, align=Align.RIGHT),
        )


def _goals(made: Form) -> Iterator[Row]:
    if made.year is None:
        yield _pairs(("总体目标", made.goal))
        return
    yield (
        _label("总体目标", rows=2),
        _label("实施期目标", columns=2),
        _label(f"{made.year}年度目标", columns=3),
    )
    yield Cell(made.goal or DASH, columns=2), Cell(made.year_goal or DASH, columns=3)


def _measures(made: Form) -> Iterator[Row]:
    if not made.measures:
        return
    of_year = f"{made.year}年指标值" if made.year else "年度指标值"
    yield (
        _label("一级指标"),
        _label("二级指标"),
        _label("三级指标", columns=2),
        _label("实施期指标值"),
        _label(of_year),
    )
    for _, of_first in groupby(made.measures, key=lambda row: str(row.first)):
        first = list(of_first)
        for _, of_second in groupby(first, key=lambda row: str(row.second)):
            second = list(of_second)
            for row in second:
                yield (
                    *(_spanning(row.first, first, row)),
                    *(_spanning(row.second, second, row)),
                    Cell(row.name or DASH, columns=2),
                    Cell(row.final or DASH, align=Align.CENTER),
                    Cell(row.of_year or DASH, align=Align.CENTER),
                )


def _spanning(text: str, group: list[Measure], row: Measure) -> Row:
    """Return the cell of a level on the first of its rows, nothing on the others."""
    if row is not group[0]:
        return ()
    return (Cell(text or DASH, rows=len(group), align=Align.CENTER),)
