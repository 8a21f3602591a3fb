"""Read how often work recurs: 每季度, 每年6月, 每月25日前, 每学期一次 → parts of a year."""

from __future__ import annotations

import functools
import re
from typing import NamedTuple

from jindu.units.patterns import late
from jindu.units.unreadable import LONGEST, folded

Span = tuple[int, int]
"""First and last month of a year, or day of a month; both included."""

TERMS: tuple[Span, ...] = ((3, 6), (9, 12))
"""Months that belong to the same school term everywhere, whenever terms begin and end."""

WHOLE_MONTH: tuple[Span, ...] = ((1, 31),)
"""All days of a month."""


class Recurrence(NamedTuple):
    """How often work recurs.

    ``yearly`` counts the times per year, 0 if less than once. The work occurs once in each span of
    ``months``, on ``days`` of it; or every ``weeks`` weeks. ``exact`` is false if the text says
    more than was read.
    """

    yearly: int
    months: tuple[Span, ...] = ()
    days: tuple[Span, ...] = WHOLE_MONTH
    weeks: int = 0
    exact: bool = True

    @property
    def dated(self) -> bool:
        """Whether it determines when the work is due."""
        return self.exact and bool(self.months or self.weeks)

    @property
    def on_day(self) -> bool:
        """Whether it names a single day of the month."""
        return self.days[0][0] == self.days[0][1]

    def reaches(self, month: int) -> bool:
        """Return whether the work occurs every year in that month or within its quarter."""
        near = any(first <= month <= last < first + 3 for first, last in self.months)
        return near or self.yearly >= 12


_COUNTS = {"一": 1, "二": 2, "两": 2, "双": 2, "三": 3, "四": 4, "六": 6, "十二": 12}
_COUNT = r"[一二两双三四六]|十二|\d{1,2}"
_LENGTHS = {"年": (12, 1), "半年": (6, 1), "季": (3, 1), "月": (1, 1), "半月": (1, 2), "旬": (1, 3)}
"""Unit → a number of months, and the units in them."""
_PARTS: dict[int, tuple[Span, ...]] = {
    1: WHOLE_MONTH,
    2: ((1, 15), (16, 31)),
    3: ((1, 10), (11, 20), (21, 31)),
}
"""Number of parts → the days of each part of a month."""

_EVERY = late(
    # Without 每, a number or an ending must show that a recurrence is meant.
    r"(?:每|按|逐|(?=[一两双三四六](?!月)|半年|[季月年](?:度|[底末终])))"
    # 每6月 is ambiguous: June or half a year.
    rf"(?:(?P<count>{_COUNT})(?!月)|(?P<pair>[两双](?=月)))?个?"
    r"(?P<unit>半个?月|半年|工作日|学期|星期|[年季月旬周日天])度?(?P<tail>.*)"
)
_YEARLY = late(
    # 一季度一次 means once a quarter; 每年一季度 and 第一季度 mean the first quarter.
    r"(?:每年度?的?|(?=第|[上下]半年|\d))"
    r"(?:第?(?P<quarter>[一二三四1-4])季度?|(?P<half>[上下])半年"
    r"|(?P<from>\d{1,2})月?[~—–至到-](?P<to>\d{1,2})月份?"
    r"|(?P<list>(?:\d{1,2}(?:月份?)?[、,和及与])*\d{1,2}月份?))(?P<tail>.*)"
)
_TAIL = late(
    r"(?:(?P<third>[上中下])旬|(?P<day>[012]?[1-9]|[123]0|31)[日号](?:以前|之前|前后|左右|前)?)?"
    r"(?:年?[底末终]|期间|内|各|至少|不少于|不低于|定期|集中)*"
    r"(?:召开|开展|组织|进行|安排|报送|举办|举行|报告|研究|通报|更新|公开)?"
    rf"(?:(?P<times>{_COUNT})次)?(?:以上|会议|例会|活动)?(?:[,;。(].*)?"
)


_PRINCIPLE = late(
    r"^(?:原则上|一般|通常)|[,;。](?:遇|如遇|如有|必要时|特殊情况|重大|重要|视情).{0,24}$"
)
"""Words around a recurrence that leave room for exceptions."""


@functools.lru_cache(maxsize=1024)
def read_recurrence(text: str) -> Recurrence | None:
    """Read a 频次; None if it states no recurrence, as 定期 does."""
    bare = _PRINCIPLE.sub("", folded(text)) if len(text) <= LONGEST else ""
    if found := _YEARLY.fullmatch(bare):
        return _in_months(found)
    found = _EVERY.fullmatch(bare)
    count = _number(found["count"] or found["pair"]) if found else 0
    if found is None or not count:
        return None
    tail = _TAIL.fullmatch(found["tail"])
    recurrence = _every(found["unit"], count, tail)
    return recurrence if tail else recurrence._replace(exact=False)


def _number(text: str | None) -> int:
    """Return a count: 1 if none is written, 0 if it is no number."""
    return _COUNTS.get(text or "一") or int(text or 0)


def _every(unit: str, count: int, tail: re.Match[str] | None) -> Recurrence:
    """Once per ``count`` units, or as often as the tail says."""
    times = _number(tail["times"]) if tail else 1
    match unit:
        case "日" | "天" | "工作日":
            return Recurrence(365 // count)
        case "周" | "星期":
            return Recurrence(52 * times // count, weeks=count, exact=times == 1)
        case "学期":
            return Recurrence(2 * times // count, TERMS, exact=count == times == 1)
    length, parts = _LENGTHS[unit.replace("个", "")]
    length, parts = length * count, parts * times
    days = _days(tail)
    if days is not None:
        return Recurrence(12 * parts // length, _equal_spans(1), days, exact=length == parts == 1)
    return _in_parts(length, parts)


def _in_parts(length: int, parts: int) -> Recurrence:
    """``parts`` times in ``length`` months, evenly; undated if a year has no such part."""
    yearly = 12 * parts // length
    if length == 1 and parts in _PARTS:
        return Recurrence(yearly, _equal_spans(1), _PARTS[parts])
    step = length // parts if parts and not length % parts else 0
    return Recurrence(yearly, _equal_spans(step) if step and not 12 % step else ())


def _in_months(found: re.Match[str]) -> Recurrence | None:
    """Given months of every year; None for months that do not exist."""
    spans = _spans(found)
    if not all(1 <= first <= last <= 12 for first, last in spans):
        return None
    tail = _TAIL.fullmatch(found["tail"])
    days = _days(tail)
    single = days is None or all(first == last for first, last in spans)
    times = _number(tail["times"]) if tail else 0
    return Recurrence(
        len(spans), spans, days or WHOLE_MONTH, exact=single and times in (1, len(spans))
    )


def _spans(found: re.Match[str]) -> tuple[Span, ...]:
    if found["quarter"]:
        place = "一二三四1234".index(found["quarter"]) % 4
        return ((place * 3 + 1, place * 3 + 3),)
    if found["half"]:
        return ((1, 6) if found["half"] == "上" else (7, 12),)
    if found["from"]:
        return ((int(found["from"]), int(found["to"])),)
    return tuple((int(month), int(month)) for month in re.findall(r"\d+", found["list"]))


def _days(tail: re.Match[str] | None) -> tuple[Span, ...] | None:
    """The third of the month or the day named in the tail, None if neither is."""
    if tail is None or not (tail["third"] or tail["day"]):
        return None
    if tail["third"]:
        return (_PARTS[3]["上中下".index(tail["third"])],)
    return ((int(tail["day"]), int(tail["day"])),)


def _equal_spans(step: int) -> tuple[Span, ...]:
    """Divide the year into spans of ``step`` months, a divisor of 12."""
    return tuple((first, first + step - 1) for first in range(1, 13, step))
