"""Dates as offices write them: to the day, month, quarter or year; periods with both ends."""

from __future__ import annotations

import calendar
import enum
import functools
import re
from datetime import date, timedelta
from typing import NamedTuple

from jindu.units.unreadable import LONGEST, Unreadable, folded, short

_RULE = "SCH001"
_TIP = "写成 2026-06-26、2026-06 或者 2026年6月底前。"
_PERIOD_TIP = "写成 2026-03-01..2029-02-28 或者 2026年3月至2029年2月；一个月、一年只写它自己。"
_ORDINALS = "一二三四"
FIRST_YEAR, LAST_YEAR = 1949, 2100


class Precision(enum.IntEnum):
    """How finely a date is written."""

    YEAR = 1
    QUARTER = 2
    MONTH = 3
    DAY = 4


class Date(NamedTuple):
    """A deadline: the stretch it names, both ends included, in the precision as written."""

    first: date
    last: date
    precision: Precision

    def words(self) -> str:
        """As in prose: 2026年6月26日, 2026年6月底前, 2026年第二季度末前, 2026年底前."""
        day = self.last
        match self.precision:
            case Precision.YEAR:
                return f"{day.year}年底前"
            case Precision.QUARTER:
                return f"{day.year}年第{_ORDINALS[(day.month - 1) // 3]}季度末前"
            case Precision.MONTH:
                return f"{day.year}年{day.month}月底前"
            case Precision.DAY:
                return _day(day)

    def name(self) -> str:
        """The stretch itself: 2026年6月26日, 2026年6月, 2026年第二季度, 2026年."""
        return self.words().removesuffix("前").removesuffix("底").removesuffix("末")

    def __str__(self) -> str:
        """As in a plan file: 2026-06-26, 2026-06, 2026Q2, 2026."""
        day = self.last
        match self.precision:
            case Precision.YEAR:
                return str(day.year)
            case Precision.QUARTER:
                return f"{day.year}Q{(day.month + 2) // 3}"
            case Precision.MONTH:
                return f"{day.year}-{day.month:02d}"
            case Precision.DAY:
                return day.isoformat()


class Period(NamedTuple):
    """A stretch of time, both ends included."""

    start: date
    end: date

    @property
    def days(self) -> int:
        """Calendar days, both ends counted."""
        return (self.end - self.start).days + 1

    def years(self) -> range:
        """The calendar years it touches."""
        return range(self.start.year, self.end.year + 1)

    def contains(self, other: date | Period) -> bool:
        """Whether a day or a whole period lies within."""
        if isinstance(other, Period):
            return self.start <= other.start and other.end <= self.end
        return self.start <= other <= self.end

    def overlaps(self, other: Period) -> bool:
        """Whether the two share a day."""
        return self.start <= other.end and other.start <= self.end

    def words(self) -> str:
        """As in prose: 2026年3月至2029年2月, 2026年第一季度, 2026年3月5日至4月2日."""
        start, end = self.start, self.end
        if not _whole_months(self):
            if start == end:
                return _day(start)
            tail = _day(end)
            if start.year == end.year:
                tail = tail.partition("年")[2]
                tail = tail.partition("月")[2] if start.month == end.month else tail
            return f"{_day(start)}至{tail}"
        if start.month == 1 and end.month == 12:
            same = start.year == end.year
            return f"{start.year}年" if same else f"{start.year}年至{end.year}年"
        if start.year != end.year:
            return f"{start.year}年{start.month}月至{end.year}年{end.month}月"
        if start.month == end.month:
            return f"{start.year}年{start.month}月"
        if start.month % 3 == 1 and end.month == start.month + 2:
            return f"{start.year}年第{_ORDINALS[start.month // 3]}季度"
        return f"{start.year}年{start.month}月至{end.month}月"

    def __str__(self) -> str:
        """As in a plan file: 2026, 2026Q2, 2026-03, 2026-03..2029-02, to the day else."""
        start, end = self.start, self.end
        if not _whole_months(self):
            return f"{start}" if start == end else f"{start}..{end}"
        if start.year == end.year:
            if (start.month, end.month) == (1, 12):
                return str(start.year)
            if start.month % 3 == 1 and end.month == start.month + 2:
                return f"{start.year}Q{end.month // 3}"
            if start.month == end.month:
                return f"{start.year}-{start.month:02d}"
        return f"{start.year}-{start.month:02d}..{end.year}-{end.month:02d}"


def _day(day: date) -> str:
    return f"{day.year}年{day.month}月{day.day}日"


def _whole_months(period: Period) -> bool:
    return period.start.day == 1 and (period.end + timedelta(1)).day == 1


def shift_months(day: date, months: int) -> date:
    """The day so many months on; the last day of a month stays the last, others are clipped."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    last = calendar.monthrange(year, month + 1)[1]
    is_last = (day + timedelta(1)).day == 1
    return date(year, month + 1, last if is_last else min(day.day, last))


_ISO = re.compile(r"(\d{4})-(\d\d)(?:-(\d\d))?")
_DAY = r"(\d{4})[-/.年](\d{1,2})(?:[-/.月](\d{1,2})日?)?(?:月?(?:份|底|末|底前|末前|前))?月?"
_MONTH = r"(\d{4})年(\d{1,2})月(?:份|底|末|中旬|上旬|下旬)?前?"
_YEAR = r"(\d{4})(?:年(?:度|底|末)?前?)?"
_QUARTER = r"(\d{4})年?(?:[Qq]([1-4])|第?([一二三四1-4])季度(?:末|底)?前?)"
_SHORT_YEAR = r"(\d{2})[-/.年](\d{1,2})[-/.月](\d{1,2})日?"
_SOLID = r"((?:19|20)\d\d)(\d\d)(\d\d)"


@functools.lru_cache(maxsize=4096)
def read_date(text: str) -> Date:
    """A date in the precision it is written. Raises Unreadable for anything else."""
    match = _ISO.fullmatch(text)
    if match is None:
        bare = folded(text) if len(text) <= LONGEST else ""
        if match := re.fullmatch(_QUARTER, bare):
            return _quarter(int(match[1]), match[2] or match[3])
        if match := re.fullmatch(_YEAR, bare):
            year = _in_range(text, int(match[1]))
            return Date(date(year, 1, 1), date(year, 12, 31), Precision.YEAR)
        match = re.fullmatch(_MONTH, bare) or re.fullmatch(_DAY, bare)
        if match is None:
            raise _not_a_date(text, bare)
    groups = match.groups()
    day = int(groups[2]) if len(groups) > 2 and groups[2] else None
    return _made(text, int(groups[0]), int(groups[1]), day)


def _quarter(year: int, mark: str) -> Date:
    place = _ORDINALS.find(mark) + 1 or int(mark)
    first = date(year, place * 3 - 2, 1)
    return Date(first, shift_months(first, 3) - timedelta(1), Precision.QUARTER)


def _in_range(text: str, year: int) -> int:
    if FIRST_YEAR <= year <= LAST_YEAR:
        return year
    raise Unreadable(
        f"“{short(text)}”的年份不合情理。", f"年份在{FIRST_YEAR}到{LAST_YEAR}之间。", _RULE
    )


def _made(text: str, year: int, month: int, day: int | None) -> Date:
    _in_range(text, year)
    if not 1 <= month <= 12:
        raise Unreadable(f"“{short(text)}”里没有{month}月这个月份。", _TIP, _RULE)
    length = calendar.monthrange(year, month)[1]
    if day is None:
        return Date(date(year, month, 1), date(year, month, length), Precision.MONTH)
    if not 1 <= day <= length:
        raise Unreadable(
            f"“{short(text)}”不存在：{year}年{month}月只有{length}天。",
            f"写1日到{length}日之间的日期。",
            _RULE,
        )
    exact = date(year, month, day)
    return Date(exact, exact, Precision.DAY)


def _not_a_date(text: str, bare: str) -> Unreadable:
    if match := re.fullmatch(_SHORT_YEAR, bare):
        year, month, day = (int(part) for part in match.groups())
        right = f"20{year:02d}-{month:02d}-{day:02d}"
        return Unreadable(f"日期“{short(text)}”的年份要写四位数。", f"写成 {right}。", _RULE, right)
    if match := re.fullmatch(_SOLID, bare):
        right = "-".join(match.groups())
        return Unreadable(f"日期“{short(text)}”没有分开年月日。", f"写成 {right}。", _RULE, right)
    if re.fullmatch(r"\d{1,2}月(?:\d{1,2}日)?(?:底?前?)?", bare):
        return Unreadable(f"日期“{short(text)}”没有写年份。", _TIP, _RULE)
    if re.search(_SPLIT, bare) and not bare.isdigit():
        return Unreadable(f"“{short(text)}”是一段时间，这里要写一个日期。", _TIP, _RULE)
    return Unreadable(f"“{short(text)}”不是日期。", _TIP, _RULE)


_SPLIT = r"\.\.|至|到|—+|–|~|～|-(?=\d{4}年)"
_ISO_PERIOD = re.compile(r"(\d{4}-\d\d(?:-\d\d)?)\.\.(\d{4}-\d\d(?:-\d\d)?)")


@functools.lru_cache(maxsize=4096)
def read_period(text: str) -> Period:
    """A period, both ends included. Raises Unreadable: open ends, end before start."""
    if match := _ISO_PERIOD.fullmatch(text):
        parts = [match[1], match[2]]
    else:
        bare = folded(text) if len(text) <= LONGEST else text
        parts = re.split(_SPLIT, bare) if len(text) <= LONGEST else [text]
    if len(parts) == 1:
        only = _end(text, parts[0])
        return Period(only.first, only.last)
    if len(parts) != 2 or not all(parts):
        raise Unreadable(f"“{short(text)}”缺少起点或者终点。", _PERIOD_TIP, _RULE)
    first = _end(text, _with_unit(parts[0], parts[1]))
    last = _end(text, _with_year(parts[0], parts[1]))
    if last.last < first.first:
        raise Unreadable(
            f"“{short(text)}”的终点{_day(last.last)}早于起点{_day(first.first)}。",
            "把两头对调，或者改正年份。",
            _RULE,
        )
    return Period(first.first, last.last)


def _end(text: str, part: str) -> Date:
    try:
        return read_date(part)
    except Unreadable as trouble:
        if part == text:
            raise Unreadable(
                f"“{short(text)}”不是一段时间。", _PERIOD_TIP, _RULE, trouble.replacement
            ) from None
        raise Unreadable(trouble.message, _PERIOD_TIP, _RULE) from None


def _with_unit(first: str, last: str) -> str:
    """2026年1—12月 names the month once."""
    return f"{first}月" if re.fullmatch(r"\d{4}年\d{1,2}", first) and "月" in last else first


def _with_year(first: str, last: str) -> str:
    """2026年3月5日至4月2日 names the year once."""
    year = re.match(r"\d{4}年", first)
    if year is None or not re.match(r"\d{1,2}(?:月|日|$)", last):
        return last
    month = re.match(r"\d{4}年\d{1,2}月", first)
    if re.fullmatch(r"\d{1,2}日", last) and month:
        return month.group() + last
    return year.group() + last
