"""Sentences and clauses: how far the words reach that tell what a number is about."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from typing import Protocol, TypeVar

from jindu.units.patterns import late


class Placed(Protocol):
    """What has a place in a text."""

    @property
    def start(self) -> int:
        """Where it begins."""


_Placed = TypeVar("_Placed", bound=Placed)

_REACH = 30
"""Characters before a number that are read at most."""
_BREAK = late(r"[，。；、：:（）()！？\n;,]")
_MARKS = "。；！？;"
_STOP = late(f"[{_MARKS}\n]")
_CLAUSE = 60
"""Characters of a clause that are read before and after a place."""
_HAN = late(r"[\u3400-\u9fff“”《》+·]*")


def lead(text: str, start: int, floor: int = 0) -> str:
    """Return the words of the clause before ``start``, not before ``floor``."""
    return _BREAK.split(text[max(floor, start - _REACH) : start])[-1]


def tail(text: str, end: int, most: int = 12) -> str:
    """Return up to ``most`` characters of the clause after ``end``, without a break."""
    match = _HAN.match(text, end, end + most)
    return match[0] if match else ""


def sentence_at(text: str, place: int, reach: int = 200) -> tuple[int, int]:
    """Return the start and end of the sentence around a place, ``reach`` each way at most."""
    low, high = max(0, place - reach), min(len(text), place + reach)
    # Plain searches backwards are faster than a pattern, which only searches forwards; few lines
    # have another mark.
    start = text.rfind("\n", low, place) + 1 or low
    before = text[start:place]
    for mark in _MARKS:
        if mark in before:
            start = max(start, text.rfind(mark, low, place) + 1)
    stop = _STOP.search(text, place, high)
    return start, stop.start() if stop else high


def clause_at(text: str, place: int) -> tuple[int, int]:
    """Return the start and end of the clause around a place; 、 does not end it."""
    start, end = sentence_at(text, place, _CLAUSE)
    comma = text.find("，", place, end)
    return max(start, text.rfind("，", start, place) + 1), end if comma < 0 else comma


def between(
    found: Sequence[_Placed], start: int, end: int, most: int | None = None
) -> Sequence[_Placed]:
    """Return the facts, given in order, that begin between two places; ``most`` of them."""
    first = bisect_left(found, start, key=lambda fact: fact.start)
    last = bisect_left(found, end, first, key=lambda fact: fact.start)
    return found[first : last if most is None else min(last, first + most)]
