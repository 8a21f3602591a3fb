"""Numbers typed by hand before names and items, which the program numbers itself.

Also the end marks and title marks of names that are printed without them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from jindu.model.diagnostic import Edit, Fix, Severity, Where
from jindu.model.fields import Entity
from jindu.model.plan import (
    Attachment,
    Bonus,
    Dimension,
    Expense,
    Fund,
    Goal,
    KeyTask,
    Overview,
    RecurringWork,
    Review,
    Risk,
    Safeguard,
    ScoreItem,
    Stage,
    Task,
    Veto,
)
from jindu.source.nodes import Scalar
from jindu.source.outline import BULLETS
from jindu.source.tree import Source
from jindu.units.patterns import late

_CIRCLED = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"
_HAN = "一二三四五六七八九十"
_WORD = rf"[{_HAN}]{{1,3}}"
_NUMBER = (
    rf"[（(][ ]?(?P<a>{_WORD}|\d{{1,2}})[ ]?[）)](?![期级类标号区段])[、.．]?"
    rf"|(?P<b>{_WORD})[、．.](?![{_HAN}\d])"
    rf"|(?P<c>\d{{1,2}})(?:[、．](?!\d)|[.）)](?![\d\w.%％])|[.）)](?=[\u3400-\u9fff《“（]))"
    rf"|(?P<d>[{_CIRCLED}])"
    rf"|[{BULLETS}](?=\s?\w)"
)
HEAD = rf"(?:{_NUMBER})[ \u3000]*"
"""A number or bullet before a text."""
_STAGE = (
    rf"第(?P<s>{_WORD}|\d{{1,2}})(?:阶段|步|期)[ \u3000]*(?:[：:、—-]|(?<=[ \u3000]))[ \u3000]*"
)
_ANNEX = rf"附[件表录](?P<s>\d{{1,2}}|{_WORD})?[ \u3000]*(?:[：:、.．]|(?<=[ \u3000]))[ \u3000]*"
_FIRST = frozenset(f"（({_HAN}0123456789{_CIRCLED}第附《{BULLETS}")
_LAST = frozenset("。；，、;,")
_END = late(r"(?<=[\w”》）)])[。；，、;,]$")
_NAMES: Mapping[type[Entity], str] = {
    Attachment: "name",
    Dimension: "name",
    Expense: "name",
    Fund: "name",
    KeyTask: "name",
    RecurringWork: "name",
    Review: "name",
    Stage: "name",
    Task: "name",
}
"""Class → attribute of a name, which is printed without an end mark."""
_ITEMS: Mapping[type[Entity], tuple[str, ...]] = {
    Bonus: ("content",),
    Goal: ("content",),
    KeyTask: ("measures",),
    Overview: ("principles", "significance"),
    Risk: ("content",),
    Safeguard: ("name",),
    ScoreItem: ("content",),
    Veto: ("condition",),
}
"""Class → attributes of items that are printed with a number."""


class _Text(NamedTuple):
    """A text of a plan: its owner, attribute, place in the list (from 0) and words."""

    owner: Entity
    attribute: str
    place: int
    words: str

    @property
    def where(self) -> Where:
        value = getattr(self.owner, self.attribute)
        more = (self.place,) if isinstance(value, tuple) else ()
        return self.owner.at(self.attribute, *more)

    @property
    def rank(self) -> int:
        """The position, from 1, of the item or of its owner in its list; 0 if it is in none."""
        last = self.where[-1] if isinstance(self.where[-1], int) else [*self.owner.where, ""][-2]
        return last + 1 if isinstance(last, int) else 0


def point_at_heads(source: Source, texts: Sequence[tuple[Entity, str, str]]) -> None:
    """Report numbers typed before names and items, and marks around names."""
    for text in _headed(texts):
        if text.attribute == _NAMES.get(type(text.owner)):
            _name(source, text)
        match = re.match(_pattern(text.owner), text.words)
        if match is not None and match.end() < len(text.words):
            _number(source, text, match)


def _headed(texts: Sequence[tuple[Entity, str, str]]) -> Iterator[_Text]:
    """Yield the texts that may have a number before them, or marks around them."""
    field: tuple[Entity, str] | None = None
    first = 0
    for n, (owner, attribute, words) in enumerate(texts):
        if words[:1] not in _FIRST and words[-1:] not in _LAST:
            continue
        name = _NAMES.get(type(owner))
        if attribute != name and (
            words[:1] not in _FIRST or attribute not in _ITEMS.get(type(owner), ())
        ):
            continue
        if field != (owner, attribute):
            field, first = (owner, attribute), n
            while first and texts[first - 1][:2] == field:
                first -= 1
        yield _Text(owner, attribute, n - first, words)


def _pattern(owner: Entity) -> str:
    if isinstance(owner, Stage):
        return f"{_STAGE}|{HEAD}"
    return f"{_ANNEX}|{HEAD}" if isinstance(owner, Attachment) else HEAD


def _number(source: Source, text: _Text, match: re.Match[str]) -> None:
    """Report a number; its fix is safe where it counts the items of the list."""
    groups = [words for words in match.groups() if words]
    counts = not groups or _value(groups[0]) == text.rank or text.words[0] in "附第"
    _report(
        source,
        text,
        (0, match.end()),
        f"“{match[0].strip()}”是手工写的序号，印出来会与程序编的序号重复。",
        "删去它，序号由程序编排。",
        safe=counts,
    )


def _name(source: Source, text: _Text) -> None:
    words = text.words
    if mark := _END.search(words):
        tip = f"删去末尾的“{mark[0]}”。"
        place = mark.start(), mark.end()
        _report(source, text, place, f"名称末尾不用标点，这里写了“{mark[0]}”。", tip)
    elif isinstance(text.owner, Attachment) and re.fullmatch("《[^《》]+》", words):
        message, tip = "附件的名称不加书名号。", f"写成 {words[1:-1]}。"
        _report(source, text, (0, len(words)), message, tip, right=words[1:-1])


def _report(
    source: Source,
    text: _Text,
    place: tuple[int, int],
    message: str,
    tip: str,
    *,
    right: str = "",
    safe: bool = True,
) -> None:
    node = source.node_at(text.where) or source.node_at(text.where[:-1])
    if not isinstance(node, Scalar):
        return
    start, _ = source.extent(node)
    start += 1 if source.text[start : start + 1] in ("'", '"') else 0
    first, after = start + place[0], start + place[1]
    if source.text[first:after] != text.words[slice(*place)]:
        span, fix = source.span(node.start_mark, node.end_mark), None
    else:
        span = source.stretch(first, after)
        fix = Fix(tip.rstrip("。"), (Edit(first, after, right),), safe)
    source.report("YML003", span, message, tip, severity=Severity.WARNING, fix=fix)


def _value(number: str) -> int:
    """Return the value of 12, 十二 or ⑫."""
    if number.isdecimal():
        return int(number)
    if number in _CIRCLED:
        return _CIRCLED.index(number) + 1
    tens, ten, ones = number.rpartition("十")
    digit = _HAN.find(ones) + 1 if ones else 0
    return (10 * (_HAN.find(tens) + 1 if tens else 1) if ten else 0) + digit
