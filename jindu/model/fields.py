"""Declarations of fields: Chinese key, type and help, in one place.

The reader, the hints for unknown keys, the field reference and the JSON Schema derive from them.
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

    ``absent`` is the value of the field where nothing is written. ``beside`` is the attribute whose
    key it shares.
    """

    name: str
    help: str
    was: tuple[str, ...] = ()
    to: str = ""
    identity: bool = False
    absent: Any = None
    beside: str = ""


def field(name: str, help: str, *, was: tuple[str, ...] = (), to: str = "") -> Any:
    """Declare a field that holds one value; absent or unreadable, it is ``None``."""
    return FieldSpec(name, help, was, to)


def id_field(help: str) -> Any:
    """Declare 编号, the name by which other entities refer to this one."""
    return FieldSpec("编号", help, identity=True)


def list_field(name: str, help: str, *, was: tuple[str, ...] = (), to: str = "") -> Any:
    """Declare a field that holds a list; absent, it is ``()``."""
    return FieldSpec(name, help, was, to, absent=())


def map_field(name: str, help: str) -> Any:
    """Declare a field that maps years, periods or names to values; absent, it is empty."""
    return FieldSpec(name, help, absent=NOTHING)


def words_field(beside: str, help: str) -> Any:
    """Declare a field for what is written under the key of another field, but in words.

    A value in words may have a value too: both fields are then present. Rules ask for the other.
    """
    return FieldSpec("", help, beside=beside)


_Function = TypeVar("_Function", bound=Callable[..., Any])


def remember(function: _Function) -> _Function:
    """Cache a function of a class: ``functools.cache`` does not type a class as hashable."""
    return cast("_Function", functools.cache(function))


class Choice(enum.StrEnum):
    """A word from a fixed list. A member is its Chinese word, followed by accepted spellings."""

    aliases: tuple[str, ...]

    def __new__(cls, word: str, *aliases: str) -> Self:
        """Create a member with its aliases."""
        member = str.__new__(cls, word)
        member._value_ = word
        member.aliases = aliases
        return member


class Entity:
    """A part of a plan: its declared fields, given by keyword, immutable.

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
        # Only written fields are stored; the class has the others. Defining dataclasses would
        # take longer than checking a plan.
        self.__dict__.update(values)

    def __setattr__(self, name: str, value: Any) -> NoReturn:
        raise AttributeError(f"{type(self).__name__}.{name} cannot be changed")

    def __repr__(self) -> str:
        written = ", ".join(f"{name}={value!r}" for name, value in vars(self).items())
        return f"{type(self).__name__}({written})"

    def at(self, attribute: str, *more: str | int) -> Where:
        """Return the place of an attribute, by its Chinese key, or of something below it."""
        return (*self.where, declared(type(self))[attribute].name, *more)

    def lacks(self, attribute: str, *others: str) -> bool:
        """Whether none of these is written; unreadable counts as written."""
        if self.has(attribute):
            return False
        return not (others and any(map(self.has, others)))

    def has(self, attribute: str) -> bool:
        """Whether an attribute is written, readable or not; an empty text is not."""
        if attribute not in _DECLARED[type(self)]:
            raise _undeclared(self, attribute)
        value = getattr(self, attribute)
        # Most are written and true, which is faster to ask for than what each may be equal to.
        if value or attribute in self.unreadable or value not in _NOTHING_WRITTEN:
            return True
        words = _WORDS[type(self)].get(attribute)
        return words is not None and getattr(self, words) not in _NOTHING_WRITTEN

    def sure(self, *attributes: str) -> bool:
        """Whether none of these is unreadable."""
        known = _DECLARED[type(self)]
        for attribute in attributes:
            if attribute not in known:
                raise _undeclared(self, attribute)
        return self.unreadable.isdisjoint(attributes)

    def parts(self) -> "list[Entity]":
        """Return this entity and all entities below it, in the order of declaration."""
        found: list[Entity] = []
        self._add_parts(found)
        return found

    def _add_parts(self, found: "list[Entity]") -> None:
        found.append(self)
        written = vars(self)
        for name in parts_of(type(self)):
            value = written.get(name)
            if not value:
                continue
            for item in value if isinstance(value, tuple) else (value,):
                if isinstance(item, Entity):
                    item._add_parts(found)


def _undeclared(entity: Entity, attribute: str) -> AttributeError:
    return AttributeError(f"{type(entity).__name__} declares no field {attribute!r}")


_NOTHING_WRITTEN: tuple[Any, ...] = (None, (), "", {})
_DECLARED: dict[type[Any], Mapping[str, FieldSpec]] = {}
_WORDS: dict[type[Any], Mapping[str, str]] = {}
"""Class → attribute → the attribute that holds what is written in words under its key."""


def declared(cls: type[Any]) -> Mapping[str, FieldSpec]:
    """Return attribute → declaration, in order, those of the base class first."""
    return _DECLARED[cls]


@remember
def keyed(cls: type[Any]) -> Mapping[str, FieldSpec]:
    """Return attribute → declaration of the fields with a key of their own, in order."""
    return {name: made for name, made in _DECLARED[cls].items() if not made.beside}


def in_words(cls: type[Any]) -> Mapping[str, str]:
    """Return the attributes that may be written in words → the attributes that hold the words."""
    return _WORDS[cls]


def _declare(cls: type[Any]) -> None:
    """Store the declarations of a class and replace them by the absent values."""
    own = {name: made for name, made in vars(cls).items() if isinstance(made, FieldSpec)}
    for name, made in own.items():
        if made.beside:
            other = own[made.beside]
            own[name] = made._replace(name=other.name, absent=other.absent)
        setattr(cls, name, own[name].absent)
    _DECLARED[cls] = {**_DECLARED.get(cls.__mro__[1], NOTHING), **own}
    words = {made.beside: name for name, made in own.items() if made.beside}
    _WORDS[cls] = {**_WORDS.get(cls.__mro__[1], NOTHING), **words}


_declare(Entity)


@remember
def parts_of(cls: type[Any]) -> tuple[str, ...]:
    """Return the attributes that hold entities or lists of entities."""
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
    """Return attribute → type, read from the annotations of the class."""
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


def with_texts(entity: _Made, change: Callable[[str], str]) -> _Made:
    """Return a copy of an entity, and of all below it, with every text changed.

    A 编号 is not a text.
    """
    values = {
        name: _with_texts(vars(entity)[name], form.of is str, change)
        for name, form in field_types(type(entity)).items()
        if name in vars(entity)
    }
    return type(entity)(where=entity.where, unreadable=entity.unreadable, **values)


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
    """Return the attributes that hold the 编号 of another entity, with their declarations."""
    return tuple((name, made) for name, made in declared(cls).items() if made.to)


@remember
def classes_of(root: type[Any]) -> tuple[type[Entity], ...]:
    """Return a class and all classes that its fields, and theirs, hold."""
    found: dict[type[Entity], None] = {}
    pending: list[type[Entity]] = [root]
    while pending:
        cls = pending.pop(0)
        if cls not in found:
            found[cls] = None
            pending += [field_types(cls)[name].of for name in parts_of(cls)]
    return tuple(found)
