"""A statement of the text that a field contradicts."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from jindu.language.facts.clauses import clause_at
from jindu.model.diagnostic import Where

TIP = "核对后改成一致；正文里不重复写数据的，由程序从方案里带出。"


class Conflict(NamedTuple):
    """A statement at ``start`` to ``end`` of all text, and what contradicts it."""

    start: int
    end: int
    contrary: str
    related: tuple[tuple[Where, str], ...] = ()
    tip: str = TIP


def mentions(text: str, name: str) -> Iterator[tuple[int, int, int]]:
    """Yield where a name occurs in clauses longer than itself: its place, the clause's ends."""
    if text.count(name) < 2:
        return  # Only its own field.
    for match in re.finditer(re.escape(name), text):
        start, end = clause_at(text, match.start())
        if end - start > len(name):
            yield match.start(), start, end
