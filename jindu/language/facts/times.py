"""Read frequencies, points in time and lengths of time."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from jindu.language.facts.clauses import lead, tail
from jindu.language.facts.kinds import Frequency, Length, Moment, Span
from jindu.language.facts.numbers import Number, number
from jindu.units import Unreadable, read_period
from jindu.units.patterns import late

_N = r"[一二两三四五六]|十二|\d{1,2}"
_DONE = (
    "(?:至少|不少于|各|定期|集中|组织|召开|开展|举办|举行|安排|进行|听取|检查|更新|报送|通报|研究)"
)
_EVERY = late(
    # 每两个月, 每半年; 每月 before a number is no month: 每6月 is.
    rf"[每按逐](?:(?P<count>{_N})个?)?(?P<unit>半个?月|半年|季度?|学期|个?月|周|星期|年度?)"
    r"(?![底末初度]?[前以]|报|计|终奖|龄|均)"
    rf"(?:[^，。；、\d]{{0,6}}?(?:{_DONE}){{0,2}}(?P<times>{_N})[次场期轮])?"
)
_ONCE = late(
    rf"[一1](?<![第\d年底].)(?P<unit>年|季度?|月|周)内?(?:{_DONE}){{0,2}}(?P<times>{_N})[次场期轮]"
)
_ONE = late("[一1][年季月周]")
_UNITS = {"季": "季度", "半个月": "半月", "星期": "周"}


def frequencies(text: str) -> Iterator[Frequency]:
    """Yield what says how often, spelled as in a plan: 每季度召开一次 is 每季度.

    A text that says nothing else is a field of its own and passed over.
    """
    found = list(_EVERY.finditer(text))
    if _ONE.search(text):
        found = sorted([*found, *_ONCE.finditer(text)], key=lambda match: match.start())
    for match in found:
        start, end = match.span()
        if text[end : end + 1] in ("", "\n") and text[start - 1 : start] in ("", "\n"):
            continue
        unit = match["unit"].removeprefix("个").removesuffix("度")
        unit = _UNITS.get(unit, unit)
        counted = match.groupdict().get("count")
        count = int(number(counted) or 0) if counted else 1
        times = number(match["times"]) if match["times"] else None
        if count:
            some = f"{count}{'个' if unit == '月' else ''}" if count > 1 else ""
            often = f"{times}次" if times and times > 1 else ""
            yield Frequency(start, end, f"每{some}{unit}{often}", tail(text, end, 24))


_UNTIL = late("[底末](?:之?前|以前)?|[上中下]旬前?|之?前(?!后)|以前")
_MONTHS = ("月", "月份")
_DAYS = ("日", "号")


def moments(text: str, found: Sequence[Number]) -> Iterator[Moment]:
    """Yield the points in time of a text, whole or without the year."""
    marks: list[tuple[int, int, str, int]] = [
        (t.start, t.end, t.unit, int(t.value))
        for t in found
        if t.unit in _OF_DATES and t.value == int(t.value) and not t.rough
    ]
    others = [*_halves(text), *_ordinals(text)]
    if others:
        marks = sorted([*marks, *others])
    place = 0
    while place < len(marks):
        moment, place = _moment(text, marks, place)
        if moment is not None:
            yield moment


def _halves(text: str) -> Iterator[tuple[int, int, str, int]]:
    """Yield 上半年 and 下半年. Plain search is several times faster than a pattern."""
    place = text.find("半年")
    while place >= 0:
        half = "上下".find(text[place - 1 : place]) if place else -1
        if half >= 0:
            yield place - 1, place + 2, "半年", half + 1
        place = text.find("半年", place + 1)


def _ordinals(text: str) -> Iterator[tuple[int, int, str, int]]:
    """Yield 第一年 to 第九年, but no 第一年级."""
    place = text.find("第")
    while place >= 0:
        nth = "一二三四五六七八九".find(text[place + 1 : place + 2])
        if nth >= 0 and text[place + 2 : place + 3] == "年" and text[place + 3 : place + 4] != "级":
            yield place, place + 3, "第", nth + 1
        place = text.find("第", place + 1)


_OF_DATES = frozenset(("年", "年度", "季度", *_MONTHS, *_DAYS))


def _moment(
    text: str, marks: Sequence[tuple[int, int, str, int]], place: int
) -> tuple[Moment | None, int]:
    """Read a point in time at ``marks[place]``; return it and the next place to read."""
    start, end, unit, value = marks[place]
    if unit == "第":
        return Moment(start, end, 0, 0, 0, nth=value), place + 1
    year = 0
    if unit in ("年", "年度"):
        if not 1949 <= value <= 2100:
            return None, place + 1
        year, place = value, place + 1
        if place == len(marks) or marks[place][0] not in (end, end + 1):
            return _with_end(text, Moment(start, end, year, 0, 0)), place
        _, end_, unit, value = marks[place]
        if marks[place][0] == end + 1 and text[end] != "第":
            return _with_end(text, Moment(start, end, year, 0, 0)), place
    else:
        end_ = end
    if unit in _MONTHS and 1 <= value <= 12:
        day = 0
        if place + 1 < len(marks) and marks[place + 1][0] == end_ and marks[place + 1][2] in _DAYS:
            place += 1
            end_, day = marks[place][1], marks[place][3]
        return _with_end(text, Moment(start, end_, year, value, day)), place + 1
    if unit == "季度" and 1 <= value <= 4 and (year or text[start - 1 : start] == "第"):
        start -= not year
        return _with_end(text, Moment(start, end_, year, 0, 0, quarter=value)), place + 1
    if unit == "半年":
        return _with_end(text, Moment(start, end_, year, 0, 0, half=value)), place + 1
    return (_with_end(text, Moment(start, end, year, 0, 0)) if year else None), place + (not year)


def _with_end(text: str, moment: Moment) -> Moment:
    """Extend a moment by 底前, 前 or 底 behind it."""
    match = _UNTIL.match(text, moment.end)
    return moment._replace(end=match.end(), until=True) if match else moment


_SPAN = late(
    r"(?:19|20)\d\d(?:年(?:度|[1-9]\d?(?:月(?:份|[1-9]\d?[日号])?)?)?)?"
    r"(?:至|到|—{1,2}|–|～|~|-{1,2})(?:(?:19|20)\d\d年度?(?:[1-9]\d?月(?:份|[1-9]\d?[日号])?)?"
    r"|[1-9]\d?月(?:份|[1-9]\d?[日号])?)(?:底|末)?"
)


def spans(text: str, found: Sequence[Number]) -> Iterator[Span]:
    """Yield the periods whose beginning names the year: 2026年3月至2029年2月, 2026—2028年."""
    for token in found:
        year = token.end - token.start in (4, 5) and 1949 <= token.value <= 2100
        match = _SPAN.match(text, token.start) if year else None
        if match is None:
            continue
        try:
            period = read_period(match[0].replace("年度", "年").replace("份", ""))
        except Unreadable:
            continue
        yield Span(match.start(), match.end(), period)


_LENGTHS = ("年", "个月", "天", "周", "学期")
_NO_LENGTH = late("[底末初级度龄前来份货薪代]")


def lengths(text: str, found: Sequence[Number]) -> Iterator[Length]:
    """Yield the lengths of time among the numbers; 第三年 and 2026年 are none."""
    for token in found:
        if token.unit not in _LENGTHS or token.value >= 1900 or token.rough:
            continue
        if text[token.start - 1 : token.start] in ("第", "每", "近", "前", "后", "过"):
            continue
        if token.unit == "年" and _NO_LENGTH.match(text, token.end):
            continue
        yield Length(token.start, token.end, token.value, token.unit, lead(text, token.start))
