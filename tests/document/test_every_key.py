"""Every key of the format is printed somewhere, or the manual says why not.

``every_key.yaml`` writes each key once, with a value that occurs nowhere else. All kinds of
documents are made from it, in all formats, and searched for each value. A word of a list or a
编号 is no mark of its own: without it, some document must differ.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any

import pytest

from jindu.document.compose import Order, compose, properties
from jindu.document.kinds import KINDS, Unready
from jindu.document.published import texts_of
from jindu.model.fields import Choice, Entity, classes_of, declared, in_words, keyed
from jindu.model.plan import Contribution, Plan
from jindu.output import FORMATS, Source
from jindu.units import Date, Deadline, Period, daxie, say_quantity, say_yuan, wan
from tests.builders import plan_from
from tests.conftest import ROOT, TODAY

FILE = ROOT / "tests" / "document" / "every_key.yaml"
MANUAL = ROOT / "docs" / "render.md"
ORDER = Order({"会议时间": "2026年9月1日", "会议地点": "讲堂"}, TODAY)

Key = tuple[type[Entity], str]


def keys() -> list[Key]:
    """Return every class and attribute that has a key, beginning with the plan."""
    return [
        (cls, name)
        for cls in classes_of(Plan)
        for name in keyed(cls)
        if name not in ("remark", "public", "texts", "samples")
    ]


def told(key: Key) -> str:
    """Return a key as the manual names it: 支出.采购方式."""
    cls, name = key
    return f"{owner(cls)}.{keyed(cls)[name].name}"


def owner(cls: type[Entity]) -> str:
    return (cls.__doc__ or "").partition(":")[0].strip()


@functools.cache
def full() -> Plan:
    return plan_from(FILE.read_text(encoding="utf-8"))


@functools.cache
def printed() -> Mapping[str, str]:
    """Return the text of every kind in every format, but the PDF, which is made from Word."""
    found: dict[str, str] = {}
    for kind in KINDS:
        doc = compose(full(), kind, ORDER)
        for form in FORMATS.values():
            if form.source is Source.DOCUMENT and form.name != "pdf":
                content = form.draw(doc, "gb")
                text = (
                    "\n".join(texts_of(content))
                    if content.startswith(b"PK")
                    else re.sub(r"<[^<>]*>|\\", "", content.decode("utf-8"))
                )
                found[f"{kind}.{form.name}"] = text
    for form in FORMATS.values():
        if form.source is Source.PLAN:
            content = form.tabulate(full(), properties(full()))
            found[form.name] = "\n".join(texts_of(content))
    return found


def values(key: Key) -> Iterator[Any]:
    cls, name = key
    for thing in (full(), *full().entities):
        if type(thing) is cls and name in vars(thing):
            value = getattr(thing, name)
            if isinstance(value, Mapping):
                yield from value.values()
            elif type(value) is tuple:
                yield from value
            elif value is not None:
                yield value


def marks(value: Any) -> list[str]:
    """Return the forms in which a value may be printed; none if it is no mark."""
    match value:
        case bool() | Choice() | Entity():
            return []
        case Contribution():
            return [wan(value.amount)] if value.amount is not None else []
        case Date():
            return [value.name(), value.words()]
        case Deadline() | Period():
            return [value.words()]
        case Decimal() | int():
            number = Decimal(value)
            forms = [wan(number), say_yuan(number), daxie(number)] if number > 5000 else []
            return [*forms, say_quantity(number, "")]
        case _:
            return [str(value).rstrip("。"), str(value).replace("/", "·")]


def without(thing: Any, key: Key) -> Any:
    """Return a copy of an entity, and of all below it, that lacks a key."""
    if type(thing) is tuple:
        return tuple(without(item, key) for item in thing)
    if not isinstance(thing, Entity):
        return thing
    lost = {key[1], in_words(type(thing)).get(key[1])} if type(thing) is key[0] else set()
    written = {name: value for name, value in vars(thing).items() if name in declared(type(thing))}
    kept = {name: without(value, key) for name, value in written.items() if name not in lost}
    return type(thing)(where=thing.where, **kept)


def drawn(plan: Plan) -> Iterator[Any]:
    """Yield what is printed of a plan, the kinds first."""
    for kind in KINDS:
        try:
            yield compose(plan, kind, ORDER)
        except Unready:
            yield None
    for form in FORMATS.values():
        if form.source is Source.PLAN:
            yield form.tabulate(plan, properties(plan))


@functools.cache
def whole() -> tuple[Any, ...]:
    return tuple(drawn(full()))


def changes(key: Key) -> bool:
    """Whether any document differs without a key."""
    return any(
        one != other for one, other in zip(drawn(without(full(), key)), whole(), strict=True)
    )


def found_in(forms: list[str]) -> list[str]:
    ends = {form: r"(?![\d.]*\d)" if form[-1].isdigit() else "" for form in forms}
    patterns = [re.compile(rf"(?<![\d.]){re.escape(form)}{end}") for form, end in ends.items()]
    return [
        name
        for name, text in printed().items()
        if any(pattern.search(text) for pattern in patterns)
    ]


@functools.cache
def unprinted() -> frozenset[str]:
    """Return the keys of which the manual says why they are not printed."""
    text = MANUAL.read_text(encoding="utf-8").partition("## 不写入文件的内容")[2]
    rows = [line for line in text.partition("\n## ")[0].splitlines() if line.startswith("|")]
    return frozenset(name for row in rows for name in re.findall("`([^`]+)`", row.split("|")[1]))


def is_told(key: Key) -> bool:
    """Whether the manual gives the reason for a key."""
    word = keyed(key[0])[key[1]].name
    names = {told(key), owner(key[0])} if key[0] is not Plan else {word}
    return bool(names & unprinted()) or word in unprinted()


@pytest.mark.parametrize("key", keys(), ids=told)
def test_a_key_is_printed_or_the_manual_says_why_not(key: Key) -> None:
    found = list(values(key))
    assert found, f"every_key.yaml does not write {told(key)}"
    if is_told(key):
        return
    forms = [marks(value) for value in found]
    if keyed(key[0])[key[1]].to or not all(forms):
        assert changes(key), f"{told(key)} is printed nowhere"
    else:
        lost = [form[0] for form in forms if not found_in(form)]
        assert not lost, f"{told(key)} is printed nowhere: {lost}"


def test_the_manual_names_only_keys_that_exist() -> None:
    known = {told(key) for key in keys()} | {owner(cls) for cls in classes_of(Plan)}
    words = {made.name for cls in classes_of(Plan) for made in keyed(cls).values()}
    plain = {name for name in unprinted() if "." not in name and ":" not in name}
    dotted = {name for name in unprinted() if "." in name}
    assert dotted <= known
    assert plain <= words


def test_what_the_manual_excuses_is_printed_nowhere() -> None:
    printed_after_all = [
        told(key)
        for key in keys()
        if is_told(key) and key[0] is not Plan and told(key) in unprinted()
        for value in values(key)
        if type(value) is str and key[1] != "classification" and found_in(marks(value))
    ]
    assert not printed_after_all


def test_every_mark_is_written_once() -> None:
    text = FILE.read_text(encoding="utf-8")
    repeated = [
        told(key)
        for key in keys()
        for value in values(key)
        if type(value) is str and len(value) > 5 and text.count(value) > 1
        if not keyed(key[0])[key[1]].to and told(key) not in _NAMES
    ]
    assert not repeated


_NAMES = frozenset({"公文.发文机关", "方案.地区", "单位.名称", "支部.名称"})
"""Names that other texts contain."""
