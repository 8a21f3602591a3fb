"""Remark what stands for a fact of the place, so that it is known as sample until it is replaced.

A remark stands at the end of the line: ``# 示例：18``. ``source.samples`` reads it.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from typing import NamedTuple

from jindu.model.choices import UnitKind
from jindu.model.diagnostic import Edit
from jindu.model.fields import Entity, declared
from jindu.model.plan import (
    Application,
    Approval,
    Baseline,
    Basis,
    Branch,
    Brand,
    Budget,
    Contact,
    Document,
    Donee,
    Expense,
    Fund,
    Indicator,
    Overview,
    Pilot,
    Survey,
    Team,
    Training,
    Unit,
    Veto,
)
from jindu.source import samples
from jindu.source.build import build
from jindu.source.nodes import Scalar, SequenceNode
from jindu.source.parse import read_text
from jindu.source.splices import apply
from jindu.source.tree import Source

FACTS: Mapping[type[Entity], tuple[str, ...]] = {
    Overview: ("region", "period", "background", "groundwork"),
    Brand: ("name",),
    Basis: ("number",),
    Approval: ("date", "number"),
    Document: ("organs", "number", "date"),
    Contact: ("unit", "phone"),
    Branch: ("member_count", "approval_number"),
    Unit: ("name",),
    Team: ("size", "clients"),
    Indicator: ("target",),
    Baseline: ("value", "source"),
    Survey: ("surveyor",),
    Pilot: ("sites",),
    Budget: ("total",),
    Expense: ("unit_price", "count"),
    Training: ("persons",),
    Fund: ("amount", "number", "date", "funder", "agreement"),
    Donee: ("name",),
    Veto: ("basis",),
    Application: ("recipient",),
}
"""Attributes that state a fact of the place; amounts of uses follow from price and count."""

_DERIVED = frozenset(
    (
        (Overview, "region"),
        (Document, "organs"),
        (Pilot, "sites"),
        (Fund, "funder"),
        (Application, "recipient"),
    )
)
"""Facts that follow from the answers: samples only where they do not."""

_OF_THE_ANSWERS = frozenset((UnitKind.BRANCH, UnitKind.TOWN, UnitKind.COMMUNITY))
"""Kinds of units whose names consist of answers."""

Fact = tuple[type[Entity], str]
"""A class and an attribute."""


class Known(NamedTuple):
    """What the user answered: facts, names given, and the defaults of names that are left."""

    facts: Collection[Fact] = ()
    given: Collection[str] = ()
    left: Collection[str] = ()

    def settles(self, fact: Fact, value: str) -> bool:
        """Whether a value is the user's own."""
        if fact in self.facts or value in self.given:
            return True
        if fact not in _DERIVED:
            return False
        return any(n in value for n in self.given) and not any(n in value for n in self.left)


def remarked(text: str, known: Known) -> str:
    """Return the text of a plan with its samples remarked."""
    source = read_text(text, "")
    plan = build(source)
    assert plan is not None
    by_line: dict[int, list[tuple[str, str]]] = {}
    for entity in (plan, *plan.entities):
        for node, item in _facts(source, entity, known):
            end = text.find("\n", node.end_mark.index)
            by_line.setdefault(len(text) if end < 0 else end, []).append(item)
    remarks = ((end, samples.remark(by_line[end])) for end in sorted(by_line))
    return apply(text, [Edit(end, end, f"  {told}") for end, told in remarks])


def _facts(
    source: Source, entity: Entity, known: Known
) -> Iterator[tuple[Scalar, tuple[str, str]]]:
    """Yield the sample values of an entity, each with its key."""
    cls = type(entity)
    for attribute in FACTS.get(cls, ()):
        if entity.lacks(attribute):
            continue
        if isinstance(entity, Unit) and entity.kind in _OF_THE_ANSWERS:
            continue
        node = source.node_at(entity.at(attribute))
        for part in node.items if isinstance(node, SequenceNode) else (node,):
            if isinstance(part, Scalar) and not known.settles((cls, attribute), part.value):
                yield part, (declared(cls)[attribute].name, part.value)
