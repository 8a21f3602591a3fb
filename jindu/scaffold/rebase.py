"""A built-in scheme → the user's own plan, by splices that leave all else as it stands.

Every answer replaces its default wherever that stands; every date moves by whole months;
money scales so that all sums stay exact.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from jindu.model.choices import WorkKind
from jindu.model.diagnostic import Edit
from jindu.model.fields import Entity, Shape
from jindu.model.plan import Indicator, Plan, Post
from jindu.scaffold.dates import Move
from jindu.scaffold.money import Amounts, Change
from jindu.scaffold.names import Names
from jindu.scaffold.scheme import BadAnswer, Scheme
from jindu.source.build import build, schema
from jindu.source.nodes import MappingNode as Group
from jindu.source.nodes import Node, Scalar, SequenceNode
from jindu.source.parse import read_text
from jindu.source.splices import apply
from jindu.source.tree import Source
from jindu.units import Date, Period, read_deadline, read_period, say_quantity

_LONGEST_ID = 32
"""Characters that a 编号 may have."""


def instantiate(
    scheme: Scheme,
    answers: Mapping[str, str],
    *,
    start: date | None = None,
    total: Decimal | None = None,
    issued: date | None = None,
    organs: Sequence[str] = (),
) -> str:
    """The text of the user's plan. ``start`` is the first day of a month, ``total`` in 元.

    ``issued`` is the day on which the plan is adopted and issued by the ``organs``. Raises
    BadAnswer for an unknown question, a name that is no name, a start within a month or a total
    that cannot be split.
    """
    source = read_text(scheme.text, scheme.name)
    plan = build(source)
    assert plan is not None
    assert plan.period is not None
    assert plan.budget is not None
    assert plan.budget.total is not None
    names = Names(scheme.questions, answers)
    move = Move(plan.period, _checked(start) or plan.period.start)
    changes: list[Change] = []
    if move.months:
        changes += [c for indicator in plan.indicators for c in _targets(indicator, move)]
    if move.months or total is not None:
        whole = plan.budget.total if total is None else total
        changes += Amounts(plan, Decimal(whole), move).changes()
    edits = list(_written(source, changes, names))
    edits += _issued(source, plan, issued, organs)
    edits += _titles(source, plan, names)
    edits += _number(source, plan, names)
    if move.months:
        done = {edit.start for edit in edits}
        edits += (edit for edit in _moved(source, move) if edit.start not in done)
    edits += _renamed(source, names, edits)
    return apply(scheme.text, sorted(edits, key=lambda edit: edit.start))


def _checked(start: date | None) -> date | None:
    if start is not None and start.day != 1:
        raise BadAnswer(f"开始日期要写某月的第一天，如{start.year}-{start.month:02d}-01。")
    return start


def _targets(indicator: Indicator, move: Move) -> Iterator[Change]:
    """The yearly targets, and the warning lines as far from the first of them as before."""
    if not indicator.year_targets:
        return
    targets = move.year_targets(indicator)
    told = {
        str(year): say_quantity(value, indicator.unit_of_measure) for year, value in targets.items()
    }
    yield indicator.at("year_targets"), told
    drift = next(iter(targets.values())) - next(iter(indicator.year_targets.values()))
    warning = indicator.alert
    for attribute in ("yellow", "red") if warning and drift else ():
        line = getattr(warning, attribute)
        if warning and line is not None:
            yield warning.at(attribute), say_quantity(line + drift, indicator.unit_of_measure)


def _issued(
    source: Source, plan: Plan, issued: date | None, organs: Sequence[str]
) -> Iterator[Edit]:
    document = plan.document
    assert document is not None
    places = [document.at("date")] if issued else []
    adopted = next(plan.tasks_of(WorkKind.ADOPTION), None)
    if issued and adopted is not None:
        places.append(adopted.at("due"))
    told = [(place, str(issued)) for place in places]
    if organs:
        told.append((document.at("organs"), f"[{', '.join(organs)}]"))
    for place, text in told:
        node = source.node_at(place)
        if node is not None:
            yield _edit(node, text)


def _number(source: Source, plan: Plan, names: Names) -> Iterator[Edit]:
    """The 编号 of the plan, which holds names: without signs that no 编号 may have."""
    overview = plan.overview
    assert overview is not None
    assert overview.id is not None
    node = source.node_at(overview.at("id"))
    new = names.renewed(overview.id)
    if node is not None and new != overview.id:
        yield _edit(node, re.sub(r"[^\w]", "", new)[:_LONGEST_ID])


def _titles(source: Source, plan: Plan, names: Names) -> Iterator[Edit]:
    """Titles of posts that another kind of place has instead."""
    for post in plan.entities:
        if not isinstance(post, Post) or not post.title:
            continue
        unit = plan.unit(post.unit)
        new = names.post((unit and unit.name) or "", post.title)
        node = source.node_at(post.at("title"))
        if new != post.title and node is not None:
            yield _edit(node, new)


def _written(source: Source, changes: list[Change], names: Names) -> Iterator[Edit]:
    for where, new in changes:
        node = source.node_at(where)
        if node is None:
            continue
        if isinstance(new, str):
            yield _edit(node, new)
        elif new:
            told = ", ".join(f"{names.renewed(key)}: {value}" for key, value in new.items())
            yield _edit(node, f"{{{told}}}")


def _moved(source: Source, move: Move) -> Iterator[Edit]:
    for node, kind in _typed(Plan, source.root) if source.root else ():
        if kind is Date:
            moved = _moved_deadline(node.value, move)
            yield from [_edit(node, moved)] if moved else []
        elif kind is Period:
            yield _edit(node, str(move.period(read_period(node.value))))


def _moved_deadline(text: str, move: Move) -> str | None:
    """The moved date or period; None for words that name neither, as 长期坚持."""
    deadline = read_deadline(text)
    if deadline.span is not None:
        return str(move.period(deadline.span))
    if deadline.date is None:
        return None
    moved = move.deadline(deadline.date)
    return str(moved) if deadline.plain else f"{moved.words()}，长期坚持"


def _renamed(source: Source, names: Names, done: list[Edit]) -> list[Edit]:
    """Edits that rename, outside the places that other edits replace."""
    written = {place for edit in done for place in range(edit.start, edit.end)}
    found = []
    for node in _scalars(source.root) if source.root else ():
        start, end = node.start_mark.index, node.end_mark.index
        new = names.renewed(source.text[start:end])
        if new != source.text[start:end] and start not in written:
            found.append(Edit(start, end, new))
    return found


def _scalars(node: Node) -> Iterator[Scalar]:
    if isinstance(node, Scalar):
        yield node
    elif isinstance(node, SequenceNode):
        for item in node.items:
            yield from _scalars(item)
    else:
        for key, value in node.entries.values():
            yield key
            yield from _scalars(value)


def _typed(cls: type[Entity], node: Node) -> Iterator[tuple[Scalar, Any]]:
    """Every scalar value with its declared type, except those in tables."""
    if not isinstance(node, Group):
        return
    for name, (_, value) in node.entries.items():
        field = schema(cls).get(name)
        if field is None or field.form.shape is Shape.TABLE:
            continue
        items = value.items if isinstance(value, SequenceNode) else [value]
        for item in items:
            if isinstance(field.form.of, type) and issubclass(field.form.of, Entity):
                yield from _typed(field.form.of, item)
            elif isinstance(item, Scalar) and item.value:
                yield item, field.form.of


def _edit(node: Node, text: str) -> Edit:
    return Edit(node.start_mark.index, node.end_mark.index, text)
