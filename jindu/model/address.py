"""Addresses of values in a plan, such as ``资金来源/省级专项/金额``.

A part is the key of a field, in any spelling that the reader accepts; the 编号 of a list item,
else its 名称, else its position (第3项); or the key of a mapping entry. The key of a group that
occurs once, such as 经费, may be omitted.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterator, Mapping
from typing import Any, NamedTuple

from jindu.model.diagnostic import Where
from jindu.model.fields import (
    Entity,
    FieldType,
    Shape,
    declared,
    field_types,
    in_words,
    keyed,
    remember,
)
from jindu.model.plan import Contribution, Id, Year
from jindu.units import Period, Unreadable, Yuan, spelled_period
from jindu.units.patterns import late

_POSITION = late(r"第([1-9]\d{0,5})项")
_YEAR = late(r"(\d{4})年?(?:度)?")


class UnknownAddress(ValueError):
    """No value has this address: ``part`` is not among the ``known`` parts below ``above``.

    If ``part`` alone is ambiguous, ``full`` lists the addresses it could mean.
    """

    def __init__(
        self,
        address: str,
        part: str,
        above: str,
        known: tuple[str, ...] = (),
        full: tuple[str, ...] = (),
    ) -> None:
        super().__init__(address, part)
        self.address = address
        self.part = part
        self.above = above
        self.known = known
        self.full = full


class Place(NamedTuple):
    """The target of an address: its place, type and value; None if no value was read.

    ``is_whole`` means that the file may write this value in place of its entity.
    """

    where: Where
    form: FieldType
    value: Any
    is_whole: bool = False

    @property
    def cls(self) -> type[Entity] | None:
        """The class of the entity at this place; None for a value, a list or a mapping."""
        of = self.form.of
        is_entity = isinstance(of, type) and issubclass(of, Entity)
        return of if is_entity and self.form.shape is Shape.ONE else None


class _Items(NamedTuple):
    """An indexed list: items by position in the file, and names to positions and back."""

    values: Mapping[int, Any]
    positions: Mapping[str, int]
    names: Mapping[int, str]


class Addresses:
    """Resolves addresses below ``root``, a plan or any other entity.

    Lists are indexed on first use, so reuse one object for many look-ups.
    """

    def __init__(self, root: Entity) -> None:
        self.root = Place((), FieldType(Shape.ONE, type(root)), root)
        self._indexed: dict[Where, _Items] = {}

    def find(self, address: str) -> Place:
        """Return the place of an address, possibly absent from the file. Raises UnknownAddress."""
        parts = [part.strip() for part in address.replace("／", "/").split("/")]
        place, done = self.root, 0
        while done < len(parts):
            if place.form.shape is Shape.TABLE and place.form.by is str:
                parts[done:] = ["/".join(parts[done:])]
            below = self._below(place, parts[done])
            if below is None:
                raise self._unknown(address, parts, done, place)
            place, done = below, done + 1
        return place

    def of(self, where: Where) -> str:
        """Return the address of a place. Raises UnknownAddress for an undeclared one."""
        place, parts = self.root, list[str]()
        for step in where:
            below: Place | None = None
            if isinstance(step, str):
                below = self._below(place, step)
                part = str(below.where[-1]) if below else step
            elif place.form.shape is Shape.LIST and place.form.of is not Contribution:
                items = self._items(place)
                part = items.names.get(step, _position(step))
                below = _item(place, step, items)
            if below is None:
                shown = "/".join(map(str, where))
                raise UnknownAddress(shown, str(step), "/".join(parts), self._known(place))
            place = below
            parts.append(part)
        return "/".join(parts)

    def _below(self, place: Place, part: str) -> Place | None:
        """Return the place that a part names below another; None if it names none."""
        if place.cls is not None:
            return _field(place, part) or (self._shortened(part) if not place.where else None)
        match place.form.shape:
            case Shape.LIST if place.form.of is Contribution:
                return _contribution(place, part)
            case Shape.LIST:
                items = self._items(place)
                position = items.positions.get(_folded(part))
                if position is None and (match := _POSITION.fullmatch(_folded(part))):
                    position = int(match[1]) - 1
                return _item(place, position, items) if position in items.values else None
            case Shape.TABLE:
                return _entry(place, part)
        return None

    def _shortened(self, part: str) -> Place | None:
        """Return the place of a field whose group keys are omitted; None if there is none."""
        ways = _inner(type(self.root.value)).get(_folded(part), ())
        if len(ways) != 1:
            return None
        place: Place | None = self.root
        for key in ways[0]:
            place = _field(place, key) if place else None
        return place

    def _items(self, place: Place) -> _Items:
        if place.where not in self._indexed:
            self._indexed[place.where] = _indexed(place)
        return self._indexed[place.where]

    def _unknown(self, address: str, parts: list[str], done: int, place: Place) -> UnknownAddress:
        above, part = "/".join(parts[:done]), parts[done]
        ways = _inner(type(self.root.value)).get(_folded(part), ()) if not done else ()
        full = tuple("/".join(way) for way in ways)
        return UnknownAddress(address, part, above, self._known(place), full)

    def _known(self, place: Place) -> tuple[str, ...]:
        """Return the parts that may follow a place, in their preferred spelling."""
        if place.cls is not None:
            return tuple(made.name for made in keyed(place.cls).values())
        if place.form.shape is Shape.LIST and place.form.of is not Contribution:
            return tuple(self._items(place).names.values())
        if place.form.shape is Shape.ONE:
            return ()
        return tuple(
            share.fund if isinstance(share, Contribution) else _key(share)
            for share in place.value or ()
        )


def _field(place: Place, part: str) -> Place | None:
    """Return the place of a field, by any spelling of its key."""
    assert place.cls is not None
    attribute = _spellings(place.cls).get(_folded(part))
    if attribute is None:
        return None
    key = declared(place.cls)[attribute].name
    value = _written(place.value, attribute) if place.value is not None else None
    is_whole = attribute == getattr(place.cls, "SCALAR", None)
    return Place((*place.where, key), field_types(place.cls)[attribute], value, is_whole)


def _written(entity: Any, attribute: str) -> Any:
    """Return the value of a field, or what is written in words under its key."""
    value, words = getattr(entity, attribute), in_words(type(entity)).get(attribute)
    told = getattr(entity, words) if words else None
    if isinstance(told, Mapping):
        return {**value, **told}
    return told if value is None else value


@remember
def _spellings(cls: type[Any]) -> Mapping[str, str]:
    """Map each spelling of a key to its attribute."""
    return {
        _folded(spelling): attribute
        for attribute, made in keyed(cls).items()
        for spelling in (attribute, made.name, *made.was)
    }


@remember
def _inner(cls: type[Any]) -> Mapping[str, tuple[tuple[str, ...], ...]]:
    """Map each spelling of a key to the full paths of the fields in single groups that have it."""
    found: dict[str, tuple[tuple[str, ...], ...]] = {}
    for way, inner in _groups(cls, ()):
        for spelling, attribute in _spellings(inner).items():
            whole = (*way, declared(inner)[attribute].name)
            found[spelling] = (*found.get(spelling, ()), whole)
    return found


def _groups(cls: type[Entity], way: tuple[str, ...]) -> Iterator[tuple[tuple[str, ...], type[Any]]]:
    for attribute, form in field_types(cls).items():
        if form.shape is Shape.ONE and isinstance(form.of, type) and issubclass(form.of, Entity):
            inner = (*way, declared(cls)[attribute].name)
            yield inner, form.of
            yield from _groups(form.of, inner)


def _indexed(place: Place) -> _Items:
    values: dict[int, Any] = {}
    for number, item in enumerate(place.value or ()):
        # Unreadable items are missing from the list, so use positions in the file.
        in_file = isinstance(item, Entity) and item.where
        values[int(item.where[-1]) if in_file else number] = item
    positions: dict[str, int] = {}
    for attribute in ("id", "name"):
        for position, item in values.items():
            if text := _name(place, item, attribute):
                positions.setdefault(_folded(text), position)
    names = {
        position: next(
            (
                text
                for text in (_name(place, item, "id"), _name(place, item, "name"))
                if _is_plain(text) and positions[_folded(text)] == position
            ),
            _position(position),
        )
        for position, item in values.items()
    }
    return _Items(values, positions, names)


def _name(place: Place, item: Any, attribute: str) -> str:
    """Return the 编号 or 名称 of an item; for a reference, the 编号 it holds."""
    if isinstance(item, Entity):
        return getattr(item, attribute, None) or ""
    return str(item) if place.form.of is Id and attribute == "id" else ""


def _is_plain(text: str) -> bool:
    """Return whether a text can name an item in an address."""
    bare = _folded(text)
    return bool(bare) and "/" not in bare and text == text.strip() and not _POSITION.fullmatch(bare)


def _item(place: Place, position: int | None, items: _Items) -> Place:
    assert position is not None
    form = FieldType(Shape.ONE, place.form.of)
    return Place((*place.where, position), form, items.values.get(position))


def _contribution(place: Place, fund: str) -> Place:
    """Return the place of a fund's contribution, by its 编号; its years are below it."""
    fund = _folded(fund)
    share = next((share for share in place.value or () if share.fund == fund), None)
    form = FieldType(Shape.TABLE, Yuan, Year)
    value = share and (share.by_year or share.amount)
    return Place((*place.where, fund), form, value)


def _entry(place: Place, key: str) -> Place | None:
    """Return the place of a mapping entry, by its key as in the file or as in ``_key``."""
    written = _READ.get(place.form.by, _folded)(key)
    if written is None:
        return None
    entries = place.value if isinstance(place.value, Mapping) else {}
    value = next((value for name, value in entries.items() if _key(name) == written), None)
    return Place((*place.where, written), FieldType(Shape.ONE, place.form.of), value)


def _key(key: Any) -> str:
    return key.words() if isinstance(key, Period) else str(key)


def _year(text: str) -> str | None:
    match = _YEAR.fullmatch(_folded(text))
    return match[1] if match else None


def _period(text: str) -> str | None:
    try:
        period: Period = spelled_period(text)[0]
    except Unreadable:
        return None
    return period.words()


_READ: Mapping[Any, Callable[[str], str | None]] = {Year: _year, Period: _period, str: str.strip}


def same_key(one: str, other: str) -> bool:
    """Return whether two keys are equivalent: 2027年 and 2027, 2027Q1 and 2027年第一季度."""
    return _folded(one) == _folded(other) or any(
        (read := spell(one)) is not None and read == spell(other) for spell in (_year, _period)
    )


def _position(position: int) -> str:
    return f"第{position + 1}项"


def _folded(text: str) -> str:
    return text if text.isascii() else unicodedata.normalize("NFKC", text).strip()
