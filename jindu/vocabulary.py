"""How a field of the plan is declared: once, with its Chinese key, its type and its help.

From these declarations come the reader, the hints for unknown keys, the field reference and
the JSON Schema; nothing else in the package spells a key of the plan file.
"""

import enum
import functools
import inspect
import types
import typing
from collections.abc import Callable, Iterable, Mapping
from types import MappingProxyType
from typing import Any, NamedTuple, NoReturn, Self, TypeVar, cast

from jindu.diagnostic import Where

NOTHING: Mapping[Any, Any] = MappingProxyType({})


class Key(NamedTuple):
    """What a field declares: Chinese key, help, earlier keys, and the class a Ref points to.

    ``absent`` is the value of the field where nothing is written.
    """

    name: str
    help: str
    was: tuple[str, ...] = ()
    to: str = ""
    identity: bool = False
    absent: Any = None


def key(name: str, help: str, *, was: tuple[str, ...] = (), to: str = "") -> Any:
    """Declare a field that holds one value; absent or unreadable, it is ``None``."""
    return Key(name, help, was, to)


def identity(help: str) -> Any:
    """Declare 编号, the name by which other things refer to this one."""
    return Key("编号", help, identity=True)


def keys(name: str, help: str, *, was: tuple[str, ...] = (), to: str = "") -> Any:
    """Declare a field that holds a list; absent, it is ``()``."""
    return Key(name, help, was, to, absent=())


def table(name: str, help: str) -> Any:
    """Declare a field that maps years, periods or names to values; absent, it is empty."""
    return Key(name, help, absent=NOTHING)


_Function = TypeVar("_Function", bound=Callable[..., Any])


def remember(function: _Function) -> _Function:
    """Cache by arguments; for functions of classes, which mypy does not take for hashable."""
    return cast("_Function", functools.lru_cache(maxsize=1024)(function))


_TURNS = frozenset("不未非无没")
"""What turns a word into its opposite."""
_MEASURED = 64
"""Words whose likeness is measured: of more, those that share most."""


def nearest(word: str, words: Iterable[str], likeness: float) -> str | None:
    """The word most like ``word``, None where none is as like as ``likeness`` (0 to 1).

    A word is never like one that says the opposite by 不, 未, 非, 无 or 没.
    """
    import difflib
    import heapq

    characters, turned = frozenset(word), _TURNS.intersection(word)
    likely = []
    for other in words:
        # Most words are out of the question by what they share; to measure them takes longer.
        shared = sum(character in characters for character in other)
        length = len(word) + len(other)
        if 2 * shared >= likeness * length and turned == _TURNS.intersection(other):
            likely.append((shared / length, other))
    if len(likely) > _MEASURED:
        likely = heapq.nlargest(_MEASURED, likely)
    near = difflib.get_close_matches(word, [other for _, other in likely], 1, likeness)
    return near[0] if near else None


class Word(enum.StrEnum):
    """One of a list of words. A member is its Chinese word, then spellings read as the same."""

    aliases: tuple[str, ...]

    def __new__(cls, word: str, *aliases: str) -> Self:
        """A member with its aliases."""
        member = str.__new__(cls, word)
        member._value_ = word
        member.aliases = aliases
        return member


class Thing:
    """Anything a plan is made of: its declared fields, given by keyword, never changed.

    ``where`` is its place in the file. ``unreadable`` names the attributes that are written
    but could not be read (each already diagnosed): they are ``None`` (lists and tables may
    lack items), and a rule that needs them passes over them.
    """

    where: Where = ()
    unreadable: frozenset[str] = frozenset()
    remark: str | None = key("备注", "写给自己看的说明，不写入文件。")
    public: bool | None = key("公开", "填“否”的内容不写入公开版。")

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
        return attribute in self.unreadable or getattr(self, attribute) not in (None, (), "", {})

    def sure(self, *attributes: str) -> bool:
        """Whether all of these could be read, as far as they are written."""
        return self.unreadable.isdisjoint(attributes)

    def parts(self) -> "list[Thing]":
        """This thing and every thing below it, in the order of declaration."""
        found = [self]
        written = vars(self)
        for name in parts_of(type(self)):
            value = written.get(name, ())
            for item in value if isinstance(value, tuple) else (value,):
                if isinstance(item, Thing):
                    found += item.parts()
        return found


_DECLARED: dict[type[Any], Mapping[str, Key]] = {}


def declared(cls: type[Any]) -> Mapping[str, Key]:
    """Attribute → its declaration, in order, those of the base class first."""
    return _DECLARED[cls]


def _declare(cls: type[Any]) -> None:
    """Take note of the declarations of a class and leave the absent values in their place."""
    own = {name: made for name, made in vars(cls).items() if isinstance(made, Key)}
    for name, made in own.items():
        setattr(cls, name, made.absent)
    _DECLARED[cls] = {**_DECLARED.get(cls.__mro__[1], NOTHING), **own}


_declare(Thing)


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


class Form(NamedTuple):
    """The type of a field: its shape, the type of a value, and of a table's keys."""

    shape: Shape
    of: Any
    by: Any = None


@remember
def forms(cls: type[Any]) -> Mapping[str, Form]:
    """Attribute → form, read from the annotations of the class."""
    hints: dict[str, Any] = {}
    for base in reversed(cls.__mro__):
        hints |= inspect.get_annotations(base)
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


_Made = TypeVar("_Made", bound=Thing)


def with_texts(thing: _Made, change: Callable[[str], str]) -> _Made:
    """A copy of a thing, and of all below it, with every text changed; no name by which things
    refer to each other is a text.
    """
    values = {
        name: _with_texts(vars(thing)[name], form.of is str, change)
        for name, form in forms(type(thing)).items()
        if name in vars(thing)
    }
    return type(thing)(where=thing.where, unreadable=thing.unreadable, **values)


def _with_texts(value: Any, is_text: bool, change: Callable[[str], str]) -> Any:
    if type(value) is tuple:
        return tuple(_with_texts(item, is_text, change) for item in value)
    if isinstance(value, Mapping):
        return {name: _with_texts(item, is_text, change) for name, item in value.items()}
    if isinstance(value, Thing):
        return with_texts(value, change)
    return change(value) if is_text and type(value) is str else value


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
