"""How a declared field is read: by the type of its values, under any spelling of its key."""

from __future__ import annotations

import functools
import re
import unicodedata
from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import Any, NamedTuple

from jindu.language.similarity import Candidate, candidates, meant
from jindu.model.fields import (
    Choice,
    FieldSpec,
    FieldType,
    Shape,
    classes_of,
    declared,
    field_types,
    parts_of,
    remember,
)
from jindu.model.plan import Id, Number, Plan, Score, Year
from jindu.units import (
    Date,
    Odd,
    Period,
    Quantity,
    Unreadable,
    Yuan,
    read_bool,
    spelled_date,
    spelled_id,
    spelled_int,
    spelled_period,
    spelled_quantity,
    spelled_yuan,
)
from jindu.units.unreadable import LONGEST, is_wide, short

Read = Callable[[str, "str | None"], Any]
"""Text and the unit in force → value, or an Odd one; raises Unreadable."""

_ADVICE = {"报批": "还没有批准的写“送审”，检查时加 --level submit；批准以后写“已批准”。"}
"""What to write for a word that lies between two choices."""
_YEAR = re.compile(r"((?:19|20)\d{2})年?(?:度)?")


class Field(NamedTuple):
    """A declared field, ready to read: attribute, declaration, form, and its value's reader.

    ``single`` is the reader of a field that holds just one value read from a text. ``refers``
    marks a list of 编号, ``listed`` a list of texts.
    """

    attribute: str
    made: FieldSpec
    form: FieldType
    read: Read | None
    single: Read | None = None
    refers: bool = False
    listed: bool = False

    @property
    def is_text(self) -> bool:
        """Whether its values are plain text, to be searched by the rules on wording."""
        return self.form.of is str


@remember
def schema(cls: type[Any]) -> Mapping[str, Field]:
    """Key as it may be written → field: Chinese, English and former keys."""
    found: dict[str, Field] = {}
    shapes = field_types(cls)
    for attribute, made in declared(cls).items():
        form = shapes[attribute]
        read = reader(form.of)
        single = read if form.shape is Shape.ONE else None
        is_list = form.shape is Shape.LIST
        refers = bool(made.to) and is_list and form.of is Id
        field = Field(attribute, made, form, read, single, refers, is_list and form.of is str)
        for name in (attribute, made.name, *made.was):
            found[name] = field
    return found


@remember
def sections() -> frozenset[str]:
    """The keys, in every spelling, under which a plan's sections stand."""
    parts = parts_of(Plan)
    return frozenset(key for key, field in schema(Plan).items() if field.attribute in parts)


@remember
def key_spellings(root: type[Any]) -> dict[str, tuple[str, ...]]:
    """Chinese key → the other keys under which it may be written, below a root class."""
    found: dict[str, set[str]] = {}
    for cls in classes_of(root):
        for attribute, made in declared(cls).items():
            found.setdefault(made.name, set()).update((attribute, *made.was))
    return {name: tuple(sorted(others)) for name, others in found.items()}


def reader(of: Any) -> Read | None:
    """What reads a value of a type; None for things, which are no single text."""
    if isinstance(of, type) and issubclass(of, Choice):
        return functools.partial(_word, of)
    return READERS.get(of)


def _word(words: type[Choice], text: str, _unit: str | None) -> Choice:
    found = spellings(words).get(text)
    if found is None:
        found = spellings(words).get(unicodedata.normalize("NFKC", text).strip())
    if found is not None:
        return found
    listed = "、".join(word.value for word in words)
    near = meant(text[:LONGEST], _choices(words), 0.6)
    hint = f"是不是要写“{near}”？" if near else _ADVICE.get(text, "")
    message, tip = f"“{short(text)}”不在可选的词里。", f"{hint}可选：{listed}。"
    raise Unreadable(message, tip, "STR001", near, safe=False)


@remember
def _choices(words: type[Any]) -> tuple[Candidate, ...]:
    return candidates(spellings(words))


@remember
def spellings(words: type[Any]) -> dict[str, Choice]:
    """Each word of a choice under every spelling."""
    return {spelling: word for word in words for spelling in (*word.aliases, word.value)}


def _year(text: str, _unit: str | None) -> Any:
    match = _YEAR.fullmatch(unicodedata.normalize("NFKC", text).strip())
    if match is None:
        raise Unreadable(
            f"“{short(text)}”不是一个年度。", "写四位数的年份，如 2026。", "SCH001", None
        )
    year = int(match[1])
    return Odd(year, str(year)) if is_wide(text) else year


def text_of(text: str, _unit: str | None) -> str:
    """The text itself."""
    return text


def _noted(spelled: Callable[[str], tuple[Any, str | None]]) -> Read:
    """A reader that tells of a spelling out of the usual."""

    def read(text: str, _unit: str | None) -> Any:
        value, usual = spelled(text)
        return value if usual is None else Odd(value, usual)

    return read


def quantity(text: str, unit: str | None) -> Any:
    """A quantity in the unit of its indicator; Bounded may be raised."""
    value, usual = spelled_quantity(text, unit)
    return value if usual is None else Odd(value, usual)


_number = _noted(lambda text: spelled_quantity(text, None))

READERS: dict[Any, Read] = {
    str: text_of,
    int: _noted(spelled_int),
    bool: lambda text, _: read_bool(text),
    Id: _noted(spelled_id),
    Yuan: _noted(spelled_yuan),
    Date: _noted(spelled_date),
    Period: _noted(spelled_period),
    Quantity: quantity,
    Score: _noted(lambda text: spelled_quantity(text, "分")),
    Number: _number,
    Decimal: _number,
    Year: _year,
}
