"""Sentences and clauses: how far the words reach that tell what a number is about."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from typing import Protocol, TypeVar


class Placed(Protocol):
    """What has a place in a text."""

    @property
    def start(self) -> int:
        """Where it begins."""


_Placed = TypeVar("_Placed", bound=Placed)

_REACH = 30
"""Characters before a number that are read at most."""
_BREAK = re.compile(r"[，。；、：:（）()！？\n;,]")
_STOP = re.compile(r"[。；！？\n;]")
_HAN = re.compile(r"[\u3400-\u9fff“”《》+·]*")


def lead(text: str, start: int, floor: int = 0) -> str:
    """Return the words of the clause before ``start``, not before ``floor``."""
    return _BREAK.split(text[max(floor, start - _REACH) : start])[-1]


def tail(text: str, end: int, most: int = 12) -> str:
    """Return up to ``most`` characters of the clause after ``end``, without a break."""
    match = _HAN.match(text, end, end + most)
    return match[0] if match else ""


def sentences(text: str) -> Iterator[tuple[int, int]]:
    """Yield the start and end of each sentence; 。；！？ and a new line end it."""
    start = 0
    for match in _STOP.finditer(text):
        if match.start() > start:
            yield start, match.start()
        start = match.end()
    if start < len(text):
        yield start, len(text)


def sentence_at(text: str, place: int) -> tuple[int, int]:
    """Return the start and end of the sentence around a place, within 400 characters."""
    low, high = max(0, place - 200), min(len(text), place + 200)
    start = low
    for match in _STOP.finditer(text, low, place):
        start = match.end()
    stop = _STOP.search(text, place, high)
    return start, stop.start() if stop else high


def clause_at(text: str, place: int) -> tuple[int, int]:
    """Return the start and end of the clause around a place; 、 does not end it."""
    start, end = sentence_at(text, place)
    return (
        max(start, text.rfind("，", start, place) + 1),
        text.find("，", place, end) if "，" in text[place:end] else end,
    )


def between(
    found: Sequence[_Placed], start: int, end: int, most: int | None = None
) -> Sequence[_Placed]:
    """Return the facts, given in order, that begin between two places; ``most`` of them."""
    first = bisect_left(found, start, key=lambda fact: fact.start)
    last = bisect_left(found, end, first, key=lambda fact: fact.start)
    return found[first : last if most is None else min(last, first + most)]
