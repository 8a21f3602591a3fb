"""How a field of the plan is declared: once, with its Chinese key, its type and its help.

From these declarations come the reader, the hints for unknown keys, the field reference and
the JSON Schema; nothing else in the package spells a key of the plan file.
"""

import enum
import functools
import inspect
import types
import typing
from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any, NamedTuple, NoReturn, Self, TypeVar, cast

from jindu.model.diagnostic import Where

NOTHING: Mapping[Any, Any] = MappingProxyType({})


class FieldSpec(NamedTuple):
    """What a field declares: Chinese key, help, earlier keys, and the class a Ref points to.

    ``absent`` is the value of the field where nothing is written.
    """

    name: str
    help: str
    was: tuple[str, ...] = ()
    to: str = ""
    identity: bool = False
    absent: Any = None


def field(name: str, help: str, *, was: tuple[str, ...] = (), to: str = "") -> Any:
    """Declare a field that holds one value; absent or unreadable, it is ``None``."""
    return FieldSpec(name, help, was, to)


def id_field(help: str) -> Any:
    """Declare 编号, the name by which other things refer to this one."""
    return FieldSpec("编号", help, identity=True)


def list_field(name: str, help: str, *, was: tuple[str, ...] = (), to: str = "") -> Any:
    """Declare a field that holds a list; absent, it is ``()``."""
    return FieldSpec(name, help, was, to, absent=())


def map_field(name: str, help: str) -> Any:
    """Declare a field that maps years, periods or names to values; absent, it is empty."""
    return FieldSpec(name, help, absent=NOTHING)


_Function = TypeVar("_Function", bound=Callable[..., Any])


def remember(function: _Function) -> _Function:
    """Cache a function of a class: ``functools.cache`` does not type a class as hashable."""
    return cast("_Function", functools.cache(function))


class Choice(enum.StrEnum):
    """One of a list of words. A member is its Chinese word, then spellings read as the same."""

    aliases: tuple[str, ...]

    def __new__(cls, word: str, *aliases: str) -> Self:
        """A member with its aliases."""
        member = str.__new__(cls, word)
        member._value_ = word
        member.aliases = aliases
        return member


class Entity:
    """Anything a plan is made of: its declared fields, given by keyword, never changed.

    ``where`` is its place in the file. ``unreadable`` names the attributes that are written
    but could not be read (each already diagnosed): they are ``None`` (lists and tables may
    lack items), and a rule that needs them passes over them.
    """

    where: Where = ()
    unreadable: frozenset[str] = frozenset()
    remark: str | None = field("备注", "写给自己看的说明，不写入文件。")
    public: bool | None = field("公开", "填“否”的内容不写入公开版。")

    def __init_subclass__(cls) -> None:
        _declare(cls)

    def __init__(self, **values: Any) -> None:
        # Only what is written is stored; the rest is the class's. A dataclass would take
        # longer to define than a whole plan takes to check.
        self.__dict__.update(values)

    def __setattr__(self, name: str, value: Any) -> NoReturn:
        raise AttributeError(f"{type(self).__name__}.{name} cannot be changed")

    def __repr__(self) -> str:
        written = ", ".join(f"{name}={value!r}" for name, value in vars(self).items())
        return f"{type(self).__name__}({written})"

    def at(self, attribute: str, *more: str | int) -> Where:
        """The place of an attribute (by its Chinese key) or of something below it."""
        return (*self.where, declared(type(self))[attribute].name, *more)

    def lacks(self, *attributes: str) -> bool:
        """Whether none of these is written (an unreadable one is written)."""
        return not any(self.has(attribute) for attribute in attributes)

    def has(self, attribute: str) -> bool:
        """Whether something is written for it, readable or not; empty text is nothing."""
        if attribute not in _DECLARED[type(self)]:
            raise _undeclared(self, attribute)
        return attribute in self.unreadable or getattr(self, attribute) not in (None, (), "", {})

    def sure(self, *attributes: str) -> bool:
        """Whether all of these could be read, as far as they are written."""
        known = _DECLARED[type(self)]
        for attribute in attributes:
            if attribute not in known:
                raise _undeclared(self, attribute)
        return self.unreadable.isdisjoint(attributes)

    def parts(self) -> "list[Entity]":
        """This thing and every thing below it, in the order of declaration."""
        found = [self]
        written = vars(self)
        for name in parts_of(type(self)):
            value = written.get(name, ())
            for item in value if isinstance(value, tuple) else (value,):
                if isinstance(item, Entity):
                    found += item.parts()
        return found


def _undeclared(thing: Entity, attribute: str) -> AttributeError:
    return AttributeError(f"{type(thing).__name__} declares no field {attribute!r}")


_DECLARED: dict[type[Any], Mapping[str, FieldSpec]] = {}


def declared(cls: type[Any]) -> Mapping[str, FieldSpec]:
    """Attribute → its declaration, in order, those of the base class first."""
    return _DECLARED[cls]


def _declare(cls: type[Any]) -> None:
    """Take note of the declarations of a class and leave the absent values in their place."""
    own = {name: made for name, made in vars(cls).items() if isinstance(made, FieldSpec)}
    for name, made in own.items():
        setattr(cls, name, made.absent)
    _DECLARED[cls] = {**_DECLARED.get(cls.__mro__[1], NOTHING), **own}


_declare(Entity)


@remember
def parts_of(cls: type[Any]) -> tuple[str, ...]:
    """The attributes that hold things or lists of things."""
    return tuple(
        name
        for name, form in field_types(cls).items()
        if isinstance(form.of, type) and issubclass(form.of, Entity)
    )


class Shape(enum.Enum):
    """How many values a field holds."""

    ONE = "one"
    LIST = "list"
    TABLE = "table"


class FieldType(NamedTuple):
    """The type of a field: its shape, the type of a value, and of a table's keys."""

    shape: Shape
    of: Any
    by: Any = None


@remember
def field_types(cls: type[Any]) -> Mapping[str, FieldType]:
    """Attribute → form, read from the annotations of the class."""
    hints: dict[str, Any] = {}
    for base in reversed(cls.__mro__):
        hints |= inspect.get_annotations(base)
    return {name: _form(hints[name]) for name in declared(cls)}


def _form(hint: Any) -> FieldType:
    if typing.get_origin(hint) in (types.UnionType, typing.Union):
        hint = next(part for part in typing.get_args(hint) if part is not type(None))
    arguments = typing.get_args(hint)
    match typing.get_origin(hint):
        case origin if origin is tuple:
            return FieldType(Shape.LIST, arguments[0])
        case origin if origin is Mapping:
            return FieldType(Shape.TABLE, arguments[1], arguments[0])
        case _:
            return FieldType(Shape.ONE, hint)


_Made = TypeVar("_Made", bound=Entity)


def with_texts(thing: _Made, change: Callable[[str], str]) -> _Made:
    """A copy of a thing, and of all below it, with every text changed; no name by which things
    refer to each other is a text.
    """
    values = {
        name: _with_texts(vars(thing)[name], form.of is str, change)
        for name, form in field_types(type(thing)).items()
        if name in vars(thing)
    }
    return type(thing)(where=thing.where, unreadable=thing.unreadable, **values)


def _with_texts(value: Any, is_text: bool, change: Callable[[str], str]) -> Any:
    if type(value) is tuple:
        return tuple(_with_texts(item, is_text, change) for item in value)
    if isinstance(value, Mapping):
        return {name: _with_texts(item, is_text, change) for name, item in value.items()}
    if isinstance(value, Entity):
        return with_texts(value, change)
    return change(value) if is_text and type(value) is str else value


@remember
def references(cls: type[Any]) -> tuple[tuple[str, FieldSpec], ...]:
    """The attributes that hold the 编号 of another thing, with their declarations."""
    return tuple((name, made) for name, made in declared(cls).items() if made.to)


@remember
def classes_of(root: type[Any]) -> tuple[type[Entity], ...]:
    """A class and all classes that its fields, and theirs, hold."""
    found: dict[type[Entity], None] = {}
    pending: list[type[Entity]] = [root]
    while pending:
        cls = pending.pop(0)
        if cls not in found:
            found[cls] = None
            pending += [field_types(cls)[name].of for name in parts_of(cls)]
    return tuple(found)
