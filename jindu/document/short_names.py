"""Use 单位.简称: a unit is named in full at first, with its short name, and short after that."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping

from jindu.document.filters import escaped
from jindu.model.plan import Plan

_NEW_PAPER = "```另起一页"
"""Starts a paper of its own, in which names are told in full again."""
_DEFINED = "（以下简称"
_TITLE = "《[^《》]*》"
"""A title keeps the name that it has."""


def with_short_names(text: str, plan: Plan) -> str:
    """Return the Markdown of a document with short names; headings and inserted pieces keep all."""
    short = _short_names(plan)
    if not short:
        return text
    names = sorted({*short, *_full_names(plan)}, key=len, reverse=True)
    pattern = re.compile("|".join([_TITLE, *(f"{re.escape(name)}(?!员会)" for name in names)]))
    return "\n".join(_lines(text, pattern, short))


def _full_names(plan: Plan) -> Iterator[str]:
    """Yield all names, so that one within a longer one is left alone."""
    yield from (str(escaped(unit.name)) for unit in plan.units if unit.name)


def _short_names(plan: Plan) -> Mapping[str, str]:
    """Return full name → short name; none that two units share."""
    found = {u.name: u.short for u in plan.units if u.name and u.short and u.short != u.name}
    times = Counter(found.values()) + Counter(unit.name for unit in plan.units)
    return {
        str(escaped(name)): str(escaped(short)) for name, short in found.items() if times[short] < 2
    }


_OFFICES = "局委部办厅所"


def is_plain(name: str, short: str) -> bool:
    """Whether a short name explains itself: the end of the name, or the usual one of an office."""
    if name.endswith(short):
        return True
    rest = iter(name)
    return short[-1] in _OFFICES and all(character in rest for character in short)


def _lines(text: str, pattern: re.Pattern[str], short: Mapping[str, str]) -> Iterator[str]:
    told: set[str] = set()
    fenced = False

    def put(match: re.Match[str]) -> str:
        name = match.group()
        if name not in short:
            return name
        if name in told:
            founded = match.string.endswith("设立", 0, match.start())
            return name if founded else short[name]
        told.add(name)
        plain = is_plain(name, short[name]) or match.string.startswith(_DEFINED, match.end())
        return name if plain else f"{name}{_DEFINED}{short[name]}）"

    for line in text.split("\n"):
        fence = line.startswith(("```", "~~~"))
        if line.startswith(_NEW_PAPER):
            told.clear()
        if fence:
            fenced = not fenced
        yield line if fence or fenced or line.startswith("#") else pattern.sub(put, line)
