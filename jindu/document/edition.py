"""The public edition of a plan: remove internal entities and contacts, mask small counts.

A small count of persons can identify them; a norm sets the smallest count to publish. Personal
data is reported, not removed: a plan that contains any must not be published. Everything left
out is listed, so that the author can account for it.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any, NamedTuple

from jindu.analysis.cell_suppression import Value, suppressed
from jindu.language.counts import person_counts
from jindu.language.personal_data import personal_data
from jindu.language.persons import counts_concerned
from jindu.model.diagnostic import Edit, Where
from jindu.model.fields import Entity, declared
from jindu.model.plan import (
    Contact,
    Contribution,
    Dimension,
    Expense,
    Fund,
    Indicator,
    Plan,
    ScoreItem,
    ScorePoint,
)

_BARE = "（不公开）"
_MASK = "若干"
"""Text that replaces a masked count."""
_FIGURES_OF: Mapping[type[Entity], tuple[str, ...]] = {
    Expense: ("id", "purpose", "amount", "by_year", "contributions"),
    Fund: ("id", "kind", "amount", "share", "status", "arrivals"),
    Dimension: ("score", "items"),
    ScoreItem: ("score", "points"),
    ScorePoint: ("score",),
}
"""Fields kept of internal entities, because totals include them."""


class Told(NamedTuple):
    """Personal data found in a text: its place, and a masked excerpt."""

    place: str
    words: str
    where: Where = ()


@dataclass(frozen=True, slots=True)
class Account:
    """Content left out of a public edition, by name or place, in the order of the plan."""

    internal: tuple[str, ...] = ()
    contacts: tuple[str, ...] = ()
    counts: tuple[str, ...] = ()

    def __add__(self, other: Account) -> Account:
        return Account(
            self.internal + other.internal,
            self.contacts + other.contacts,
            self.counts + other.counts,
        )


@dataclass
class Screen:
    """Masks small counts in texts; records them and any personal data found."""

    smallest: Value
    counts: list[str] = field(default_factory=list)
    persons: list[Told] = field(default_factory=list)

    def look(self, text: str, place: str = "", where: Where = ()) -> None:
        """Record personal data in a text."""
        found = list(personal_data(text))
        if found and not place:
            place = f"“{_blotted(text, [(told.start, told.end) for told in found])}”这一段"
        self.persons += (Told(place, told.shown(text), where) for told in found)

    def edits(
        self, text: str, place: str = "", where: Where = (), told: bool = False
    ) -> list[Edit]:
        """Return the edits that mask a text; ``told``: the context is about persons concerned."""
        self.look(text, place, where)
        counts = person_counts(text, told)
        hidden = suppressed([count.value for count in counts], self.smallest)
        found = [counts[place] for place in sorted(hidden)]
        if found:
            place = place or f"“{_blotted(text, found)}”这一段"
            self.counts += [place] * len(found)
        return [Edit(count.start, count.end, _MASK) for count in found]

    def text(self, text: str, place: str = "", where: Where = (), told: bool = False) -> str:
        """Return the text with small counts masked."""
        return spread((text,), self.edits(text, place, where, told))[0]


_EXCERPT = 16
"""Characters of a text quoted to identify it."""


def _blotted(text: str, stretches: Iterable[tuple[Any, ...]]) -> str:
    """Return the beginning of a text with these ranges masked; they must be in order."""
    shown = text[:_EXCERPT].replace("\n", " ")
    for start, end, *_ in stretches:
        if start >= _EXCERPT:
            break
        shown = f"{shown[:start]}{'＊' * (min(end, len(shown)) - start)}{shown[end:]}"
    return shown if len(text) <= _EXCERPT else f"{shown}……"


def spread(pieces: tuple[str, ...], edits: Iterable[Edit]) -> tuple[str, ...]:
    """Apply edits of a text to its pieces; an edit across several goes to the first of them."""
    begins = 0
    changed: list[str] = []
    pending = deque(edits)
    for piece in pieces:
        end = begins + len(piece)
        parts: list[str] = []
        place = begins
        while pending and pending[0].start < end:
            edit = pending[0]
            parts.append(piece[place - begins : max(edit.start, place) - begins])
            if edit.start >= begins:
                parts.append(edit.text)
            place = min(edit.end, end)
            if edit.end > end:
                break
            pending.popleft()
        changed.append("".join((*parts, piece[place - begins :])))
        begins = end
    return tuple(changed)


class Edition(NamedTuple):
    """A public edition, what it leaves out, and the personal data that it still contains."""

    plan: Plan
    account: Account
    persons: tuple[Told, ...]


def public(plan: Plan, smallest: Decimal) -> Edition:
    """Return the public edition; counts of persons from 1 to below ``smallest`` are masked."""
    hidden = {
        str(name)
        for thing in plan.entities
        if thing.public is False and type(thing) not in _FIGURES_OF
        for below in thing.parts()
        if (name := getattr(below, "id", None))
    }
    copier = _Copier(hidden, _small_figures(plan, smallest), Screen(smallest), [], [])
    copied = copier.copy(plan)
    account = Account(tuple(copier.internal), tuple(copier.contacts), tuple(copier.screen.counts))
    return Edition(copied, account, tuple(copier.screen.persons))


class _Figure(NamedTuple):
    """Identifies a count of persons concerned: entity id, attribute, and key in a mapping."""

    thing: int
    name: str
    key: object = None


def _small_figures(plan: Plan, smallest: Decimal) -> frozenset[_Figure]:
    """Return the figures to hide, including those from which a hidden one could be computed."""
    columns: dict[object, list[tuple[_Figure, Decimal]]] = {}
    for column, figure, value in _figures(plan):
        columns.setdefault(column, []).append((figure, Decimal(value)))
    return frozenset(
        pairs[place][0]
        for pairs in columns.values()
        for place in suppressed([value for _, value in pairs], smallest)
    )


def _figures(plan: Plan) -> Iterator[tuple[object, _Figure, Value]]:
    """Yield column, figure and value of every count; figures of one column may form a sum."""
    for thing in plan.entities:
        if thing.public is False or not _concerned(thing):
            continue
        for below in thing.parts():
            for name in _COUNTED & vars(below).keys():
                value = getattr(below, name)
                if isinstance(value, Mapping):
                    for key, one in value.items():
                        yield key, _Figure(id(below), name, key), one
                elif value is not None:
                    column = (name, id(below)) if name in _APART else name
                    yield column, _Figure(id(below), name), value
    for team in plan.teams:
        if team.clients is not None and team.public is not False:
            yield "clients", _Figure(id(team), "clients"), team.clients


_COUNTED = frozenset(
    ("target", "year_targets", "value", "yellow", "red", "sample", "count", "persons")
)
_APART = frozenset(("yellow", "red", "sample", "count", "persons"))
"""Figures that are never summed."""


def _concerned(thing: Entity) -> bool:
    """Return whether the figures of an entity count persons concerned with drugs."""
    if not isinstance(thing, Indicator | Expense):
        return False
    return counts_concerned(thing.name or "", thing.unit_of_measure or "")


@dataclass(frozen=True, slots=True)
class _Copier:
    hidden: set[str]
    figures: frozenset[_Figure]
    screen: Screen
    internal: list[str]
    contacts: list[str]

    def copy(self, thing: Any, told: bool = False, bare: bool = False) -> Any:
        """Return a deep copy without internal content.

        ``told`` means that the context is about persons concerned; ``bare`` keeps the figures
        only.
        """
        kind = type(thing)
        told = told or _concerned(thing)
        open_names = _FIGURES_OF[kind] if bare else declared(kind)
        written = [name for name in open_names if name in vars(thing)]
        values = {name: self._value(thing, name, told, bare) for name in written}
        kept = {name: value for name, value in values.items() if value is not None}
        if bare:
            kept["content" if kind in (ScoreItem, ScorePoint) else "name"] = _BARE
        if isinstance(thing, Expense) and _Figure(id(thing), "count") in self.figures:
            # Amount divided by price would give the count.
            kept.pop("unit_price", None)
            kept.pop("derivation", None)
        return kind(where=thing.where, unreadable=thing.unreadable, **kept)

    def _value(self, thing: Entity, name: str, told: bool, bare: bool) -> Any:
        if name == "remark":
            return None
        value = getattr(thing, name)
        if isinstance(value, Mapping):
            pairs = {
                key: self._item(thing, name, one, told, bare, thing.at(name, str(key)), key)
                for key, one in value.items()
                if key not in self.hidden
            }
            return {key: one for key, one in pairs.items() if one is not None}
        if type(value) is tuple:
            items = (
                self._item(thing, name, one, told, bare, thing.at(name, place))
                for place, one in enumerate(value)
            )
            return tuple(item for item in items if item is not None)
        return self._item(thing, name, value, told, bare, thing.at(name))

    def _item(
        self,
        thing: Entity,
        name: str,
        value: Any,
        told: bool,
        bare: bool,
        where: Where,
        key: object = None,
    ) -> Any:
        if isinstance(value, Entity):
            return self._thing(value, told, bare)
        if isinstance(value, Contribution):
            return value
        if declared(type(thing))[name].to:
            return None if value in self.hidden else value
        if type(value) is str:
            return self._text(name, value, where, told)
        if _Figure(id(thing), name, key) in self.figures:
            self.screen.counts.append(place_name(where))
            return None
        return value

    def _text(self, name: str, text: str, where: Where, told: bool) -> str:
        if name == "id":
            # Other entities refer to the id.
            self.screen.look(text, place_name(where), where)
            return text
        return self.screen.text(text, place_name(where), where, told)

    def _thing(self, thing: Entity, told: bool, bare: bool) -> Any:
        """Return a copy; of internal entities the figures that totals need, otherwise None."""
        if isinstance(thing, Contact):
            self.contacts.append(place_name(thing.where))
            return None
        if bare or thing.public is False:
            if not bare:
                name = getattr(thing, "name", None) or getattr(thing, "content", None)
                self.internal.append(str(name or place_name(thing.where)))
            counted = type(thing) in _FIGURES_OF
            return self.copy(thing, told, bare=True) if counted else None
        return self.copy(thing, told)


def place_name(where: Where) -> str:
    """Return the place of a field as text: 方案.背景, 重点任务第2项.措施."""
    words = ""
    for part in where:
        words += f"第{part + 1}项" if isinstance(part, int) else f".{part}" if words else part
    return words
