"""Helpers shared by the tables: cells, row groups, and the formatting of values."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from jindu.document.blocks import Align, Cell
from jindu.document.origins import from_fields, made_of, name_of, short_of
from jindu.language import phrases
from jindu.model.plan import Plan, Task
from jindu.units import say_quantity

DASH = "—"
"""Content of a cell without a value."""


def number(value: Decimal | None) -> str:
    """Return a number without trailing zeros."""
    return DASH if value is None else say_quantity(value, "")


def cells(*texts: str) -> tuple[Cell, ...]:
    """Return a cell for each text, without a mark at the end of a single sentence."""
    return tuple(Cell(bare(text) or DASH) for text in texts)


def bare(text: str) -> str:
    """Return a text without a comma or the like, or the mark of a single sentence, at its end."""
    kept = text.rstrip("，、；;, ")
    if kept.endswith("。") and "。" not in kept[:-1]:
        kept = kept[:-1]
    return text if kept == text else made_of(kept, text)


def merged(groups: Iterable[tuple[str, list[tuple[Cell, ...]]]]) -> tuple[tuple[Cell, ...], ...]:
    """Return rows in which the first cell spans the rows of its group."""
    found: list[tuple[Cell, ...]] = []
    for name, rows in groups:
        first, *others = rows
        found.append((Cell(name or DASH, rows=len(rows)), *first))
        found.extend(others)
    return tuple(found)


def sections(
    groups: Iterable[tuple[str, list[tuple[Cell, ...]]]], columns: int
) -> tuple[tuple[Cell, ...], ...]:
    """Return groups of rows under heading rows, so that long groups can break across pages."""
    found: list[tuple[Cell, ...]] = []
    for name, rows in groups:
        found.append((Cell(name or DASH, columns=columns, strong=True, align=Align.LEFT),))
        found.extend(rows)
    return tuple(found)


def units(plan: Plan, refs: Iterable[str]) -> str:
    """Return the names of the units with these 编号, as one text."""
    names = [name_of(plan, ref) for ref in refs]
    return made_of(phrases.listed(names), names)


def short_units(plan: Plan, refs: Iterable[str]) -> str:
    """Return the short names of the units with these 编号, as one text; for tables."""
    names = [short_of(plan, ref) for ref in refs]
    return made_of(phrases.listed(names), names)


def due(task: Task) -> str:
    """Return the deadline of a task as text; empty without one."""
    return from_fields(task.deadline.words(), task, "due") if task.deadline else ""
