"""What the tables of a plan have in common: cells, groups of rows, and how values are shown."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from decimal import Decimal

from jindu.document.blocks import Align, Cell
from jindu.document.origins import from_fields, made_of, name_of
from jindu.language import phrases
from jindu.model.plan import Plan, Task
from jindu.units import say_quantity

DASH = "—"
"""What a cell shows where the plan says nothing."""


def number(value: Decimal | None) -> str:
    """A plain number without needless zeros."""
    return DASH if value is None else say_quantity(value, "")


def cells(*texts: str) -> tuple[Cell, ...]:
    """A cell for each text."""
    return tuple(Cell(text or DASH) for text in texts)


def merged(groups: Iterable[tuple[str, list[tuple[Cell, ...]]]]) -> tuple[tuple[Cell, ...], ...]:
    """Rows whose first cell spans the rows of its group."""
    found: list[tuple[Cell, ...]] = []
    for name, rows in groups:
        first, *others = rows
        found.append((Cell(name or DASH, rows=len(rows)), *first))
        found.extend(others)
    return tuple(found)


def sections(
    groups: Iterable[tuple[str, list[tuple[Cell, ...]]]], columns: int
) -> tuple[tuple[Cell, ...], ...]:
    """Rows under a heading row each: a long group breaks over pages as it likes."""
    found: list[tuple[Cell, ...]] = []
    for name, rows in groups:
        found.append((Cell(name or DASH, columns=columns, strong=True, align=Align.LEFT),))
        found.extend(rows)
    return tuple(found)


def last(item: Task) -> date:
    """The day a task is due; of one without a deadline the end of all days."""
    return item.due.last if item.due else date.max


def units(plan: Plan, refs: Iterable[str]) -> str:
    """The names behind these 编号, in one line."""
    names = [name_of(plan, ref) for ref in refs]
    return made_of(phrases.listed(names), names)


def due(task: Task) -> str:
    """When a task is due; nothing where it has no deadline."""
    return from_fields(task.due.words(), task, "due") if task.due else ""
