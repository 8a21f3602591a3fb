"""Where the words of a document come from: the places in the plan that a text is made of.

A ``Sourced`` text knows its places as long as it is one text. Whoever joins texts says again
what the whole is made of. The places are worked out when they are asked for, so that a document
costs no more for knowing them.
"""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from jindu.model.diagnostic import Where
from jindu.model.fields import Entity, declared
from jindu.model.plan import Plan
from jindu.units import Date, Period

Origins = tuple[Where, ...]
"""The places in the plan that a text is made of; none for words of the program's own."""


class Places(tuple[Where, ...]):
    """Places among the sources of a text."""

    __slots__ = ()


class Sourced(str):
    """A text that knows the places in the plan that it was made of.

    ``sources`` are the attributes of a ``thing``, or without one whatever ``origins_of`` takes.
    """

    __slots__ = ("_sources", "_thing")
    _thing: Entity | None
    _sources: tuple[Any, ...]

    def __new__(cls, text: str, sources: tuple[Any, ...], thing: Entity | None = None) -> Sourced:
        """Make a text of these sources."""
        made = super().__new__(cls, text)
        made._sources = sources
        made._thing = thing
        return made

    @property
    def origins(self) -> Origins:
        """The places, each named once."""
        if self._thing is None:
            return origins_of(*self._sources)
        return tuple(map(self._thing.at, self._sources))


def origins_of(*values: Any) -> Origins:
    """The places that values say they come from: texts, things, and lists of these."""
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
    """What a thing says in a field; nothing where it is not written."""
    value = getattr(thing, attribute)
    return "" if value is None else Sourced(value, (attribute,), thing)


def from_fields(text: str, thing: Entity, *attributes: str) -> str:
    """A text put together from fields of a thing."""
    return Sourced(text, attributes, thing) if text else text


def made_of(text: str, *sources: Any) -> str:
    """A text put together from things, texts that know their places, and ``Places``."""
    return Sourced(text, sources) if text else text


def name_of(plan: Plan, ref: str | None) -> str:
    """The full name behind a 编号, with the place of the name; nothing for no 编号."""
    if not ref:
        return ""
    thing = plan.by_id.get(ref)
    if thing is None or not getattr(thing, "name", None):
        return plan.name_of(ref)
    return said(thing, "name")


_LEAVES = (str, Decimal, Date, Period)


class Index:
    """The places of the values of a plan, found by the values themselves.

    A value is known by its identity: templates hand on the very texts that were read. Whole
    numbers and words of a list are shared by many fields and have no place of their own.
    """

    def __init__(self, plan: Plan) -> None:
        self._plan = plan
        """Kept, so that no identity is given to another value."""
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
        """The places of a value, of what it is made of, or of what is in it."""
        if type(value) in _LEAVES:
            return self._places.get(id(value), ())
        if isinstance(value, tuple | list):
            return tuple(where for item in value for where in self.find(item))
        return origins_of(value)
