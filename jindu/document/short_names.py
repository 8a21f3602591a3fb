"""Use 单位.简称: a unit is named in full at first, with its short name, and short after that."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from jindu.document.filters import escaped
from jindu.document.origins import Origins
from jindu.model.plan import Plan, Unit

_NEW_PAPER = "```另起一页"
"""Starts a paper of its own, in which names are told in full again."""
_DEFINED = "（以下简称"
_FOUNDING = "设立"
"""What is founded is told in full."""
_TITLE = "《[^《》]*》"
"""A title keeps the name that it has."""


class Shortened(NamedTuple):
    """A text with short names; ``origins`` maps lines, from 0, to the names used in them."""

    text: str
    origins: Mapping[int, Origins]


def with_short_names(text: str, plan: Plan) -> Shortened:
    """Use short names in the Markdown of a document; headings and inserted pieces keep all."""
    short = _short_names(plan)
    if not short:
        return Shortened(text, {})
    names = sorted({*short, *_full_names(plan)}, key=len, reverse=True)
    pattern = re.compile("|".join([_TITLE, *(f"{re.escape(name)}(?!员会)" for name in names)]))
    return _shortened(text, pattern, short)


def _full_names(plan: Plan) -> Iterator[str]:
    """Yield all names, so that one within a longer one is left alone."""
    yield from (str(escaped(unit.name)) for unit in plan.units if unit.name)


def _short_names(plan: Plan) -> Mapping[str, Unit]:
    """Return full name → unit with a short name; none that two units share."""
    units = [u for u in plan.units if u.name and u.short and u.short != u.name]
    times = Counter(u.short for u in units) + Counter(u.name for u in plan.units)
    return {str(escaped(unit.name)): unit for unit in units if times[unit.short] < 2}


_OFFICES = "局委部办厅所"


def is_plain(name: str, short: str) -> bool:
    """Whether a short name explains itself: the end of the name, or the usual one of an office."""
    if name.endswith(short):
        return True
    rest = iter(name)
    is_office = short.endswith(tuple(_OFFICES)) and not short.endswith("支部")
    return is_office and all(character in rest for character in short)


def _shortened(text: str, pattern: re.Pattern[str], units: Mapping[str, Unit]) -> Shortened:
    running = list(_running(text))
    times = Counter(
        (paper, name) for paper, line, _ in running if line for name in pattern.findall(line)
    )
    told: set[tuple[int, str]] = set()
    used: list[Unit] = []
    paper = 0

    def put(match: re.Match[str]) -> str:
        name, unit = match.group(), units.get(match.group())
        if unit is None:
            return name
        short, key = str(escaped(unit.short)), (paper, name)
        if key in told:
            if match.string.endswith(_FOUNDING, 0, match.start()):
                return name
            used.append(unit)
            return short
        told.add(key)
        noted = match.string.startswith(_DEFINED, match.end())
        if is_plain(name, short) or noted or times[key] < 2:
            return name
        used.append(unit)
        return f"{name}{_DEFINED}{short}）"

    lines: list[str] = []
    origins: dict[int, Origins] = {}
    for number, (own, line, kept) in enumerate(running):
        paper = own
        used.clear()
        lines.append(pattern.sub(put, line) if line else kept)
        if used:
            origins[number] = tuple(unit.at("short") for unit in used)
    return Shortened("\n".join(lines), origins)


def _running(text: str) -> Iterator[tuple[int, str, str]]:
    """Yield the lines of a text with the number of their paper: running text, or what is kept."""
    paper, fenced = 0, False
    for line in text.split("\n"):
        fence = line.startswith(("```", "~~~"))
        paper += line.startswith(_NEW_PAPER)
        fenced ^= fence
        kept = fence or fenced or line.startswith("#")
        yield paper, "" if kept else line, line if kept else ""
