"""Find declared fields by any spelling of their key, and readers by value type."""

from __future__ import annotations

import functools
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
    field_types,
    in_words,
    keyed,
    parts_of,
    remember,
)
from jindu.model.plan import Id, Number, Percent, Plan, Score, Year
from jindu.units import (
    Date,
    Deadline,
    InWords,
    Odd,
    Period,
    Quantity,
    Unreadable,
    Yuan,
    read_bool,
    spelled_amount,
    spelled_date,
    spelled_deadline,
    spelled_id,
    spelled_int,
    spelled_period,
    spelled_quantity,
    spelled_target,
    spelled_yuan,
)
from jindu.units.patterns import late
from jindu.units.unreadable import LONGEST, is_wide, short

Read = Callable[[str, "str | None"], Any]
"""Reads a text, given the unit in force. Returns a value or an Odd; raises Unreadable."""

_ADVICE = {"报批": "还没有批准的写“送审”，检查时加 --level submit；批准以后写“已批准”。"}
"""Advice for words that lie between two choices."""
_YEAR = late(r"((?:19|20)\d{2})年?(?:度)?")


class Field(NamedTuple):
    """A declared field: attribute, declaration, form, and the reader of its values.

    ``single`` is the reader of a field that holds one value read from text. ``refers``
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
        """Whether its values are plain text, which the rules on wording search."""
        return self.form.of is str


@remember
def schema(cls: type[Any]) -> Mapping[str, Field]:
    """Map every spelling of a key (Chinese, English or former) to its field."""
    found: dict[str, Field] = {}
    shapes = field_types(cls)
    for attribute, made in keyed(cls).items():
        form, words = shapes[attribute], in_words(cls).get(attribute)
        read = IN_WORDS[form.of, shapes[words].of] if words else reader(form.of)
        single = read if form.shape is Shape.ONE else None
        is_list = form.shape is Shape.LIST
        refers = bool(made.to) and is_list and form.of is Id
        field = Field(attribute, made, form, read, single, refers, is_list and form.of is str)
        for name in (attribute, made.name, *made.was):
            found[name] = field
    return found


@remember
def sections() -> frozenset[str]:
    """Return the keys of a plan's sections, in every spelling."""
    parts = parts_of(Plan)
    return frozenset(key for key, field in schema(Plan).items() if field.attribute in parts)


@remember
def key_spellings(root: type[Any]) -> dict[str, tuple[str, ...]]:
    """Map Chinese keys to their other spellings, for all classes below a root class."""
    found: dict[str, set[str]] = {}
    for cls in classes_of(root):
        for attribute, made in keyed(cls).items():
            found.setdefault(made.name, set()).update((attribute, *made.was))
    return {name: tuple(sorted(others)) for name, others in found.items()}


def reader(of: Any) -> Read | None:
    """Return the reader of values of a type; None for entities."""
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
    """Map every spelling of a choice to its word."""
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
    """Return the text unchanged."""
    return text


def _noted(spelled: Callable[[str], tuple[Any, str | None]]) -> Read:
    """Return a reader that marks unusual spellings as Odd."""

    def read(text: str, _unit: str | None) -> Any:
        value, usual = spelled(text)
        return value if usual is None else Odd(value, usual)

    return read


def quantity(text: str, unit: str | None) -> Any:
    """Read a quantity in the unit of its indicator. Can raise Bounded."""
    value, usual = spelled_quantity(text, unit)
    return value if usual is None else Odd(value, usual)


def target(text: str, unit: str | None) -> Any:
    """Read a target in the unit of its indicator, or in words. Can raise Bounded."""
    value, usual = spelled_target(text, unit)
    return value if usual is None else Odd(value, usual)


def _deadline(text: str, _unit: str | None) -> Any:
    found, usual = spelled_deadline(text)
    value = found.plain or InWords(found.date, found)
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
    Percent: _noted(lambda text: spelled_quantity(text, "%")),
    Year: _year,
}
IN_WORDS: dict[tuple[Any, Any], Read] = {
    (Date, Deadline): _deadline,
    (Quantity, str): target,
    (Yuan, str): _noted(spelled_amount),
}
"""Types of a value and of what may be written in words instead → reader of both."""
