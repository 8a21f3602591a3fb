"""Trace the texts of a document to the places in the plan that they come from.

A ``Sourced`` text keeps its sources until it is joined or changed; code that does so must state
the sources of the result. Places are computed on access, so that documents that do not use them
pay nothing.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from jindu.model.diagnostic import Where
from jindu.model.fields import Entity, declared
from jindu.model.plan import Plan
from jindu.model.remembered import once_per_plan
from jindu.units import Date, Deadline, Period

Origins = tuple[Where, ...]
"""The places in the plan that a text comes from; empty for fixed text."""


class Places(tuple[Where, ...]):
    """Places used as a source of a text."""

    __slots__ = ()


class Sourced(str):
    """A text with the places in the plan that it comes from.

    ``sources`` are attributes of ``thing``; without a ``thing``, values for ``origins_of``.
    """

    __slots__ = ("_sources", "_thing")
    _thing: Entity | None
    _sources: tuple[Any, ...]

    def __new__(cls, text: str, sources: tuple[Any, ...], thing: Entity | None = None) -> Sourced:
        """Create a text with these sources."""
        made = super().__new__(cls, text)
        made._sources = sources
        made._thing = thing
        return made

    @property
    def origins(self) -> Origins:
        """The places, without duplicates."""
        if self._thing is None:
            return origins_of(*self._sources)
        return tuple(map(self._thing.at, self._sources))


def origins_of(*values: Any) -> Origins:
    """Return the places of texts, entities, ``Places``, and lists of these, without duplicates."""
    found: dict[Where, None] = {}
    for value in values:
        if isinstance(value, Sourced):
            found.update(dict.fromkeys(value.origins))
        elif isinstance(value, Entity):
            found[value.where] = None
        elif isinstance(value, Places):
            found.update(dict.fromkeys(value))
        elif isinstance(value, tuple | list):
            found.update(dict.fromkeys(origins_of(*value)))
    return tuple(found)


def said(thing: Entity, attribute: str) -> str:
    """Return the text of a field with its place; empty if the field is absent."""
    value = getattr(thing, attribute)
    return "" if value is None else Sourced(value, (attribute,), thing)


def from_fields(text: str, thing: Entity, *attributes: str) -> str:
    """Return a text with fields of an entity as its sources."""
    return Sourced(text, attributes, thing) if text else text


def made_of(text: str, *sources: Any) -> str:
    """Return a text with its sources: entities, ``Sourced`` texts and ``Places``."""
    return Sourced(text, sources) if text else text


def joined(first: Mapping[int, Origins], second: Mapping[int, Origins]) -> Mapping[int, Origins]:
    """Return the places of lines that two mappings tell."""
    return {line: (*first.get(line, ()), *second.get(line, ())) for line in {*first, *second}}


def name_of(plan: Plan, ref: str | None) -> str:
    """Return the full name that a 编号 refers to, with its place; empty without a 编号."""
    if not ref:
        return ""
    thing = plan.by_id.get(ref)
    if thing is None or not getattr(thing, "name", None):
        return plan.name_of(ref)
    return said(thing, "name")


def short_of(plan: Plan, ref: str | None) -> str:
    """Return the 简称 of the unit that a 编号 refers to, else its name; for tables."""
    thing = plan.by_id.get(ref) if ref else None
    short = getattr(thing, "short", None)
    if thing is None or not short or short not in _own_short_names(plan):
        return name_of(plan, ref)
    return said(thing, "short")


@once_per_plan
def _own_short_names(plan: Plan) -> frozenset[str]:
    """Return the short names that stand for one unit only."""
    times = Counter(unit.short for unit in plan.units if unit.short != unit.name)
    times.update(unit.name for unit in plan.units)
    return frozenset(short for short, count in times.items() if short and count == 1)


_LEAVES = (str, Decimal, Date, Deadline, Period)


class Index:
    """Finds the places of the values of a plan, by identity.

    Templates pass on the objects that were read. Integers and choices are shared between fields,
    so they have no place.
    """

    def __init__(self, plan: Plan) -> None:
        self._plan = plan
        """Keeps the values alive, so that their ids are not reused."""
        self._places: dict[int, tuple[Where, ...]] = {}
        for thing in (plan, *plan.entities):
            written = vars(thing)
            for name, made in declared(type(thing)).items():
                if name in written:
                    self._note(written[name], (*thing.where, made.name))

    def _note(self, value: Any, where: Where) -> None:
        if type(value) in _LEAVES:
            known = self._places.get(id(value), ())
            self._places[id(value)] = (*known, where)
        elif type(value) is tuple:
            for place, item in enumerate(value):
                if type(item) in _LEAVES:
                    self._note(item, (*where, place))
        elif isinstance(value, Mapping):
            for key, item in value.items():
                self._note(item, (*where, str(key)))

    def find(self, value: Any) -> Origins:
        """Return the places of a value, of its sources, or of its items."""
        if type(value) in _LEAVES:
            return self._places.get(id(value), ())
        if isinstance(value, tuple | list):
            return tuple(where for item in value for where in self.find(item))
        return origins_of(value)
