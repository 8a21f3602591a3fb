"""How a field of the plan is declared: once, with its Chinese key, its type and its help.

From these declarations come the reader, the hints for unknown keys, the field reference and
the JSON Schema; nothing else in the package spells a key of the plan file.
"""

from __future__ import annotations

import dataclasses
import enum
import functools
import types
import typing
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any, Self, TypeVar, cast

from jindu.diagnostic import Where

NOTHING: Mapping[Any, Any] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Key:
    """What a field declares: Chinese key, help, earlier keys, and the class a Ref points to."""

    name: str
    help: str
    was: tuple[str, ...] = ()
    to: str = ""
    identity: bool = False


def key(name: str, help: str, *, was: tuple[str, ...] = (), to: str = "") -> Any:
    """Declare a field that holds one value; absent or unreadable, it is ``None``."""
    return field(default=None, metadata={"key": Key(name, help, was, to)})


def identity(help: str) -> Any:
    """Declare 编号, the name by which other things refer to this one."""
    return field(default=None, metadata={"key": Key("编号", help, identity=True)})


def keys(name: str, help: str, *, was: tuple[str, ...] = (), to: str = "") -> Any:
    """Declare a field that holds a list; absent, it is ``()``."""
    return field(default=(), metadata={"key": Key(name, help, was, to)})


def table(name: str, help: str) -> Any:
    """Declare a field that maps years, periods or names to values; absent, it is empty."""
    return field(default_factory=lambda: NOTHING, metadata={"key": Key(name, help)})


_Function = TypeVar("_Function", bound=Callable[..., Any])


def remember(function: _Function) -> _Function:
    """Cache by arguments; for functions of classes, which mypy does not take for hashable."""
    return cast("_Function", functools.lru_cache(maxsize=1024)(function))


class Word(enum.StrEnum):
    """One of a list of words. A member is its Chinese word, then spellings read as the same."""

    aliases: tuple[str, ...]

    def __new__(cls, word: str, *aliases: str) -> Self:
        """A member with its aliases."""
        member = str.__new__(cls, word)
        member._value_ = word
        member.aliases = aliases
        return member


@dataclass(frozen=True, kw_only=True, eq=False)
class Thing:
    """Anything a plan is made of.

    ``where`` is its place in the file. ``unreadable`` names the attributes that are written
    but could not be read (each already diagnosed): they are ``None`` (lists and tables may
    lack items), and a rule that needs them passes over them.
    """

    where: Where = ()
    unreadable: frozenset[str] = frozenset()
    remark: str | None = key("备注", "写给自己看的说明，不写入文件。")
    public: bool | None = key("公开", "填“否”的内容不写入公开版。")

    def at(self, attribute: str, *more: str | int) -> Where:
        """The place of an attribute (by its Chinese key) or of something below it."""
        return (*self.where, declared(type(self))[attribute].name, *more)

    def lacks(self, *attributes: str) -> bool:
        """Whether none of these is written (an unreadable one is written)."""
        return not any(self.has(attribute) for attribute in attributes)

    def has(self, attribute: str) -> bool:
        """Whether something is written for it, readable or not; empty text is nothing."""
        return attribute in self.unreadable or getattr(self, attribute) not in (None, (), "", {})

    def sure(self, *attributes: str) -> bool:
        """Whether all of these could be read, as far as they are written."""
        return self.unreadable.isdisjoint(attributes)

    def parts(self) -> Iterator[Thing]:
        """This thing and every thing below it, in the order of declaration."""
        yield self
        for name in parts_of(type(self)):
            value = getattr(self, name)
            for item in value if isinstance(value, tuple) else (value,):
                if isinstance(item, Thing):
                    yield from item.parts()


@remember
def declared(cls: type[Any]) -> Mapping[str, Key]:
    """Attribute → its declaration, in order."""
    return {f.name: f.metadata["key"] for f in dataclasses.fields(cls) if "key" in f.metadata}


@remember
def parts_of(cls: type[Any]) -> tuple[str, ...]:
    """The attributes that hold things or lists of things."""
    return tuple(
        name
        for name, form in forms(cls).items()
        if isinstance(form.of, type) and issubclass(form.of, Thing)
    )


class Shape(enum.Enum):
    """How many values a field holds."""

    ONE = "one"
    LIST = "list"
    TABLE = "table"


@dataclass(frozen=True, slots=True)
class Form:
    """The type of a field: its shape, the type of a value, and of a table's keys."""

    shape: Shape
    of: Any
    by: Any = None


@remember
def forms(cls: type[Any]) -> Mapping[str, Form]:
    """Attribute → form, read from the annotations of the class."""
    hints = typing.get_type_hints(cls)
    return {name: _form(hints[name]) for name in declared(cls)}


def _form(hint: Any) -> Form:
    if typing.get_origin(hint) in (types.UnionType, typing.Union):
        hint = next(part for part in typing.get_args(hint) if part is not type(None))
    arguments = typing.get_args(hint)
    match typing.get_origin(hint):
        case origin if origin is tuple:
            return Form(Shape.LIST, arguments[0])
        case origin if origin is Mapping:
            return Form(Shape.TABLE, arguments[1], arguments[0])
        case _:
            return Form(Shape.ONE, hint)


@remember
def references(cls: type[Any]) -> tuple[tuple[str, Key], ...]:
    """The attributes that hold the 编号 of another thing, with their declarations."""
    return tuple((name, made) for name, made in declared(cls).items() if made.to)


@remember
def known_keys() -> frozenset[str]:
    """Every key that any thing may have: Chinese, English and former ones."""
    found: set[str] = set()
    pending: list[type[Thing]] = [Thing]
    while pending:
        cls = pending.pop()
        pending += cls.__subclasses__()
        for attribute, made in declared(cls).items():
            found.update((attribute, made.name, *made.was))
    return frozenset(found)
