"""Read the bands of results in a text, and find those that overlap: 90%以上, 80%至90%."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal
from itertools import combinations
from typing import NamedTuple

from jindu.units.patterns import late


class Band(NamedTuple):
    """A range of results; a bound of None is open.

    ``scale`` numbers the scales of a text: bands of one scale are about the same quantity.
    ``place`` is the position of ``words`` in the text. ``marked`` holds the bounds that the text
    itself marks as included: 80%（含）.
    """

    low: Decimal | None
    low_included: bool
    high: Decimal | None
    high_included: bool
    unit: str
    words: str
    scale: int
    place: int
    marked: frozenset[Decimal] = frozenset()


class Overlap(NamedTuple):
    """Two bands with results in common; ``shared`` is the only one, or None if there are many."""

    one: Band
    other: Band
    shared: Decimal | None


_NUMBER = r"(?<![\d.])\d{1,6}(?:\.\d{1,3})?"
_UNIT = "[%％]|个百分点|分|人次|人|个|名|次|场|户|家|项|天|日|万元|元|件|篇|份|期|小时|课时"
_IN = r"(?:[（(](?P<{}>不?含)[^（）()]{{0,6}}[）)])?"
_BOUND = late(
    rf"(?P<from>{_NUMBER})(?P<from_unit>{_UNIT})?{_IN.format('from_in')}"
    rf"[-—~～至到](?P<to>{_NUMBER})(?P<to_unit>{_UNIT}){_IN.format('to_in')}(?!以[上下])"
    rf"|(?P<above>{_NUMBER})(?P<above_unit>{_UNIT}){_IN.format('above_in')}(?:及|[（(]含[）)])?以上"
    rf"|(?P<below>{_NUMBER})(?P<below_unit>{_UNIT}){_IN.format('below_in')}(?:及|[（(]含[）)])?(?:以下|以内|之内)"
    rf"|(?:不低于|不少于|大于等于|≥)(?P<least>{_NUMBER})(?P<least_unit>{_UNIT})"
    rf"|(?:不超过|不高于|不多于|小于等于|≤)(?P<most>{_NUMBER})(?P<most_unit>{_UNIT})"
    rf"|(?:超过|高于|大于|多于|＞|>)(?P<over>{_NUMBER})(?P<over_unit>{_UNIT})(?!以)"
    rf"|(?:不足|低于|少于|未达到?|不到|不满|小于|＜|<)(?P<under>{_NUMBER})(?P<under_unit>{_UNIT})(?!以)"
)
_CLUE = late(
    r"\d[^，。；、]{0,9}(?:以[上下内]|之内|[-—~～至到]\d)|[≥≤＞＜<>]|[低少高多大小超不]于|超过|不[足到满]"
)
_NOTHING = late("不(?:得|计|给)分|(?<!\\d)0分|零分")
_PARTICLES = late("达到?|完成|在|为|的|但|其中|未|和|且|而|若|如|仅|只|[（(：:]")


def bands_of(text: str) -> tuple[Band, ...]:
    """Return the bands of a text, one for each clause that has bounds."""
    if not _CLUE.search(text):
        return ()
    found: list[Band] = []
    subject, scale, place = "", 0, 0
    for clause in re.split("[，,、。；;\n]", text):
        bounds = list(_BOUND.finditer(clause)) if "每" not in clause else []
        band = _band(clause, bounds) if bounds else None
        if band is not None:
            own = _PARTICLES.sub("", clause[: bounds[0].start()])
            if own and own != subject:
                subject, scale = own, scale + 1
            found.append(band._replace(scale=scale, place=place + bounds[0].start()))
        place += len(clause) + 1
    return tuple(found)


def _band(clause: str, bounds: Sequence[re.Match[str]]) -> Band | None:
    """Combine the bounds of a clause: 80%以上不足90%."""
    nothing = _NOTHING.search(clause) is not None
    low = high = None
    low_in = high_in = True
    units: set[str] = set()
    marked: set[Decimal] = set()
    for bound in bounds:
        for name, value in bound.groupdict().items():
            if value is None or name.endswith(("_in", "_unit")):
                continue
            units.add((bound[f"{name}_unit"] or bound["to_unit"]).replace("％", "%"))
            mark = bound.groupdict().get(f"{name}_in")
            marked |= {Decimal(value)} if mark == "含" else set()
            included = name not in ("over", "under") and mark != "不含"
            if name == "below" and nothing:
                included = False  # By custom 60%以下不得分 is what 60%以上 leaves.
            if name in ("from", "above", "least", "over"):
                low, low_in = Decimal(value), included
            else:
                high, high_in = Decimal(value), included
    if len(units) != 1 or (low is not None and high is not None and low > high):
        return None
    if low is not None and high is not None and marked:
        low_in, high_in = low_in and low in marked, high_in and high in marked
    words = clause[bounds[0].start() : bounds[-1].end()]
    return Band(low, low_in, high, high_in, units.pop(), words, 0, 0, frozenset(marked))


_MOST = 30
"""Bands of a text that are compared with each other."""


def overlaps(bands: Sequence[Band]) -> list[Overlap]:
    """Return the pairs of bands of one scale that have results in common.

    Bands that are open on the same side are steps of a stair, read from the best on.
    """
    found = []
    for one, other in combinations(bands[:_MOST], 2):
        if (one.scale, one.unit) != (other.scale, other.unit) or _is_stair(one, other):
            continue
        lower, upper = sorted((one, other), key=_start)
        if lower.high is None or upper.low is None:
            continue  # One contains the other: an exception, not a neighbour.
        if lower.high > upper.low:
            found.append(Overlap(one, other, None))
        elif lower.high == upper.low and _both_include_ends(lower, upper):
            found.append(Overlap(one, other, upper.low))
    return found


def _both_include_ends(lower: Band, upper: Band) -> bool:
    one_is_marked = (lower.high in lower.marked) != (upper.low in upper.marked)
    return lower.high_included and upper.low_included and not one_is_marked


def _is_stair(one: Band, other: Band) -> bool:
    return (one.high is None and other.high is None) or (one.low is None and other.low is None)


def _start(band: Band) -> Decimal:
    return Decimal("-Infinity") if band.low is None else band.low
