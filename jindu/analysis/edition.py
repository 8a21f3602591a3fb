"""The public edition of a plan: without what is marked internal, contacts, and small counts.

A count of a few persons can tell who they are; the smallest number that may be published is
a norm. What is left out is listed, so that the writer can say why.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from decimal import Decimal
from typing import Any, NamedTuple

from jindu.plan import (
    Contact,
    Contribution,
    Dimension,
    Indicator,
    Item,
    Plan,
    Source,
    Team,
    Use,
)
from jindu.vocabulary import Thing, declared

_ABOUT = "(?:吸毒|戒毒|戒断|复吸|康复人员|涉毒|贩毒|服务对象|帮教对象)"
_UNITS = "[人名户例起件]"
_SMALL = (
    re.compile(rf"(?<![\d.])(?P<count>\d+)(?={_UNITS}[^，。；、]{{0,8}}{_ABOUT})"),
    re.compile(rf"(?P<before>{_ABOUT}[^，。；、\d]{{0,8}})(?P<count>\d+)(?={_UNITS})"),
)
"""A count of persons with what makes it delicate after it, or before it."""
_MASK = "若干"

_FIGURES = frozenset({"target", "year_targets", "value", "yellow", "red", "clients"})

_BARE = "（不公开）"
_FIGURES_OF: Mapping[type[Thing], tuple[str, ...]] = {
    Use: ("id", "purpose", "amount", "by_year", "shares"),
    Source: ("id", "kind", "amount", "share", "status", "arrivals"),
    Dimension: ("score", "items"),
    Item: ("score",),
}
"""What is left of an internal thing whose figures a total is made of: without them it is wrong."""


class Edition(NamedTuple):
    """A plan as it may be published, and what was left out of it, in the order of the plan."""

    plan: Plan
    left_out: tuple[str, ...]


def public(plan: Plan, smallest: Decimal) -> Edition:
    """The public edition; counts of persons from 1 to below ``smallest`` are masked."""
    hidden = {
        str(name)
        for thing in plan.things
        if thing.public is False and type(thing) not in _FIGURES_OF
        for below in thing.parts()
        if (name := getattr(below, "id", None))
    }
    copier = _Copier(hidden, smallest, [])
    return Edition(copier.copy(plan), tuple(dict.fromkeys(copier.left_out)))


class _Copier(NamedTuple):
    hidden: set[str]
    smallest: Decimal
    left_out: list[str]

    def copy(self, thing: Any, delicate: bool = False, bare: bool = False) -> Any:
        """The thing without what is internal, at any depth.

        A ``delicate`` one is of persons; of a ``bare`` one only the figures are left.
        """
        kind = type(thing)
        delicate = delicate or _delicate(thing)
        open_names = _FIGURES_OF[kind] if bare else declared(kind)
        written = [name for name in open_names if name in vars(thing)]
        values = {name: self._value(thing, name, delicate, bare) for name in written}
        kept = {name: value for name, value in values.items() if value is not None}
        if bare:
            kept["content" if kind is Item else "name"] = _BARE
        return kind(where=thing.where, unreadable=thing.unreadable, **kept)

    def _value(self, thing: Thing, name: str, delicate: bool, bare: bool) -> Any:
        value = getattr(thing, name)
        refers = bool(declared(type(thing))[name].to)
        if isinstance(value, Mapping):
            pairs = ((k, self._item(v, name, False, delicate, bare)) for k, v in value.items())
            return {k: v for k, v in pairs if v is not None and k not in self.hidden}
        if type(value) is tuple:
            items = (self._item(item, name, refers, delicate, bare) for item in value)
            return tuple(item for item in items if item is not None)
        return self._item(value, name, refers, delicate, bare)

    def _item(self, value: Any, name: str, refers: bool, delicate: bool, bare: bool) -> Any:
        if isinstance(value, Thing):
            return self._thing(value, delicate, bare)
        if isinstance(value, Contribution):
            return value
        if refers:
            return None if value in self.hidden else value
        if type(value) is str:
            return self._masked(value)
        if delicate and name in _FIGURES and 0 < value < self.smallest:
            self.left_out.append(f"不足{self.smallest}的人数")
            return None
        return value

    def _thing(self, thing: Thing, delicate: bool, bare: bool) -> Any:
        """A copy; None of what is internal, and its bare figures where a total needs them."""
        if isinstance(thing, Contact):
            self.left_out.append("联系方式")
            return None
        if bare or thing.public is False:
            told = getattr(thing, "name", None) or getattr(thing, "content", None)
            self.left_out.append(f"“{told}”" if told else "标明不公开的内容")
            counted = type(thing) in _FIGURES_OF
            return self.copy(thing, delicate, bare=True) if counted else None
        return self.copy(thing, delicate)

    def _masked(self, text: str) -> str:
        def mask(found: re.Match[str]) -> str:
            if not 0 < int(found["count"]) < self.smallest:
                return found[0]
            self.left_out.append(f"不足{self.smallest}的人数")
            return found.groupdict().get("before", "") + _MASK

        for pattern in _SMALL:
            text = pattern.sub(mask, text)
        return text


def _delicate(thing: Thing) -> bool:
    if isinstance(thing, Team):
        return True
    if not isinstance(thing, Indicator):
        return False
    return re.search(_UNITS, thing.unit or "") is not None and bool(
        re.search(_ABOUT, thing.name or "")
    )
