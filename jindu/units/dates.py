"""Dates with the precision of a day, month, quarter or year, and closed periods."""

from __future__ import annotations

import calendar
import enum
import functools
import re
from collections.abc import Iterable
from datetime import date, timedelta
from typing import NamedTuple

from jindu.units.numerals import numeral
from jindu.units.patterns import late
from jindu.units.unreadable import LONGEST, Unreadable, folded, is_wide, short

_RULE = "SCH001"
_TIP = "写成 2026-06-26、2026-06 或者 2026年6月底前。"
_PERIOD_TIP = "写成 2026-03-01..2029-02-28 或者 2026年3月至2029年2月；一个月、一年只写它自己。"
_ORDINALS = "一二三四"
FIRST_YEAR, LAST_YEAR = 1949, 2100


class Precision(enum.IntEnum):
    """The precision of a written date, coarsest first."""

    YEAR = 1
    QUARTER = 2
    MONTH = 3
    DAY = 4


class Date(NamedTuple):
    """A date as written: the days it covers, both ends included, and its precision."""

    first: date
    last: date
    precision: Precision

    def words(self) -> str:
        """Format as a deadline: 2026年6月26日, 2026年6月底前, 2026年第二季度末前, 2026年底前."""
        day = self.last
        match self.precision:
            case Precision.YEAR:
                return f"{day.year}年底前"
            case Precision.QUARTER:
                return f"{day.year}年第{_ORDINALS[(day.month - 1) // 3]}季度末前"
            case Precision.MONTH:
                return f"{day.year}年{day.month}月底前"
            case Precision.DAY:
                return say_day(day)

    def name(self) -> str:
        """Format as a point in time: 2026年6月26日, 2026年6月, 2026年第二季度, 2026年."""
        return self.words().removesuffix("前").removesuffix("底").removesuffix("末")

    def __str__(self) -> str:
        """Format as in a plan file: 2026-06-26, 2026-06, 2026Q2, 2026."""
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
    """A period of days, both ends included."""

    start: date
    end: date

    @property
    def days(self) -> int:
        """Calendar days, both ends included."""
        return (self.end - self.start).days + 1

    def years(self) -> range:
        """Return the calendar years that it touches."""
        return range(self.start.year, self.end.year + 1)

    def contains(self, other: date | Period) -> bool:
        """Return whether a day or a whole period lies within."""
        if isinstance(other, Period):
            return self.start <= other.start and other.end <= self.end
        return self.start <= other <= self.end

    def overlaps(self, other: Period) -> bool:
        """Return whether the two share a day."""
        return self.start <= other.end and other.start <= self.end

    def words(self) -> str:
        """Format for prose: 2026年3月至2029年2月, 2026年第一季度, 2026年3月5日至4月2日."""
        start, end = self.start, self.end
        if not _whole_months(self):
            if start == end:
                return say_day(start)
            tail = say_day(end)
            if start.year == end.year:
                tail = tail.partition("年")[2]
                tail = tail.partition("月")[2] if start.month == end.month else tail
            return f"{say_day(start)}至{tail}"
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
        """Format as in a plan file: 2026, 2026Q2, 2026-03, 2026-03..2029-02, else by days."""
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


def say_day(day: date) -> str:
    """Format a day for prose: 2026年6月26日."""
    return f"{day.year}年{day.month}月{day.day}日"


def say_years(years: Iterable[int]) -> str:
    """Format years for prose, consecutive ones as ranges: 2026年、2028年至2030年."""
    runs: list[list[int]] = []
    for year in sorted(set(years)):
        if runs and runs[-1][-1] == year - 1:
            runs[-1].append(year)
        else:
            runs.append([year])
    return "、".join(f"{run[0]}年" + (f"至{run[-1]}年" if run[1:] else "") for run in runs)


def _whole_months(period: Period) -> bool:
    return period.start.day == 1 and (period.end + timedelta(1)).day == 1


def shift_months(day: date, months: int) -> date:
    """Add months to a day. A last day of a month stays the last; others are clipped to it."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    last = calendar.monthrange(year, month + 1)[1]
    is_last = (day + timedelta(1)).day == 1
    return date(year, month + 1, last if is_last else min(day.day, last))


_ISO = late(r"(\d{4})-(\d\d)(?:-(\d\d))?", re.ASCII)
_UNTIL = r"(?:之前|以前|前)?"
# The separators of a day must be the same: 2027.1-12 may be a day or twelve months.
_DAY = rf"(\d{{4}})(?=-\d+-|/\d+/|\.\d+\.|年\d+月)\D(\d{{1,2}})\D(\d{{1,2}})日?{_UNTIL}"
_MONTH = rf"(\d{{4}})[-/.年](\d{{1,2}})(?:月份?)?(?:(?:底|末|下旬){_UNTIL})?"
_YEAR = rf"(\d{{4}})(?:年?全年|年度?(?:年?(?:底|末){_UNTIL})?)?"
_QUARTER = rf"(\d{{4}})年?(?:[Qq]([1-4])|第?([一二三四1-4])季度(?:(?:末|底){_UNTIL})?)"
_SHORT_YEAR = (
    r"(?P<year>\d\d)(?:年(?P<month>\d{1,2})月(?:(?P<day>\d{1,2})日?)?"
    r"|[-/.](?P<m>\d{1,2})[-/.](?P<d>\d{1,2}))(?:底|末)?前?"
)
_UNSEPARATED = r"((?:19|20)\d\d)(0[1-9]|1[0-2])(\d\d)?"
_NO_YEAR = r"\d{1,2}(?:月(?:份|底|末)?(?:\d{1,2}日?)?|[-/.]\d{1,2})(?:底?前)?"
_BEFORE = r"(\d{4}年)(?:(\d{1,2}月)份?|(第?[一二三四1-4]季度))?(?:之前|以前|前)"
_THIRD = r"(\d{4}年\d{1,2}月)([上中])旬(?:末|底)?前?"


def read_date(text: str) -> Date:
    """Read a date with its precision. Raises Unreadable for anything else."""
    return spelled_date(text)[0]


@functools.lru_cache(maxsize=4096)
def spelled_date(text: str) -> tuple[Date, str | None]:
    """Read a date; return it with the usual spelling if the text has another (2026年6月26号)."""
    if match := _ISO.fullmatch(text):
        return _checked(text, *match.groups()), None
    bare = folded(text) if len(text) <= LONGEST else ""
    plain = bare.replace("号", "日").removesuffix("完成")
    found = _date(text, plain)
    if found is None:
        raise _not_a_date(text, plain)
    if plain != bare:
        return found, str(found) if "号" in bare else plain
    return found, bare if is_wide(text) else None


def _date(text: str, bare: str) -> Date | None:
    """Read a folded text; None if it is no date. Raises Unreadable for an impossible date."""
    if match := re.fullmatch(_QUARTER, bare):
        return _quarter(text, int(match[1]), match[2] or match[3])
    if match := re.fullmatch(_YEAR, bare):
        year = _in_range(text, int(match[1]))
        return Date(date(year, 1, 1), date(year, 12, 31), Precision.YEAR)
    match = re.fullmatch(_MONTH, bare) or re.fullmatch(_DAY, bare)
    return _checked(text, *match.groups()) if match else None


def _quarter(text: str, year: int, mark: str) -> Date:
    place = _ORDINALS.find(mark) + 1 or int(mark)
    first = date(_in_range(text, year), place * 3 - 2, 1)
    return Date(first, shift_months(first, 3) - timedelta(1), Precision.QUARTER)


def _in_range(text: str, year: int) -> int:
    if FIRST_YEAR <= year <= LAST_YEAR:
        return year
    raise Unreadable(
        f"“{short(text)}”的年份不合情理。", f"年份在{FIRST_YEAR}到{LAST_YEAR}之间。", _RULE
    )


def _checked(text: str, years: str, months: str, days: str | None = None) -> Date:
    year, month = _in_range(text, int(years)), int(months)
    if not 1 <= month <= 12:
        raise Unreadable(f"“{short(text)}”里没有{month}月这个月份。", _TIP, _RULE)
    length = calendar.monthrange(year, month)[1]
    if days is None:
        return Date(date(year, month, 1), date(year, month, length), Precision.MONTH)
    day = int(days)
    if not 1 <= day <= length:
        raise Unreadable(
            f"“{short(text)}”不存在：{year}年{month}月只有{length}天。",
            f"写1日到{length}日之间的日期。",
            _RULE,
        )
    exact = date(year, month, day)
    return Date(exact, exact, Precision.DAY)


def _not_a_date(text: str, bare: str) -> Unreadable:
    arabic = _arabic(bare)
    if arabic != bare and (found := _date(text, arabic)):
        message, tip = f"日期“{short(text)}”要用阿拉伯数字。", f"写成 {found}。"
        return Unreadable(message, tip, _RULE, str(found))
    for explain in (_short_year, _without_separators, _ambiguous_before, _third_of_month):
        if trouble := explain(text, arabic):
            return trouble
    if re.fullmatch(_NO_YEAR, arabic):
        return Unreadable(f"日期“{short(text)}”没有写年份。", f"写上年份，{_TIP}", _RULE)
    if re.search(_SPLIT, bare) and not bare.isdigit():
        return Unreadable(f"“{short(text)}”是一段时间，这里要写一个日期。", _TIP, _RULE)
    return Unreadable(f"“{short(text)}”不是日期。", _TIP, _RULE)


def _arabic(bare: str) -> str:
    """Return the text with Chinese numerals of dates as digits: 二〇二六年六月 → 2026年6月."""
    year = re.sub(
        "^[〇○零一二三四五六七八九]{2,4}(?=年|$)",
        lambda match: "".join(
            str("〇一二三四五六七八九".find(c) % 10) for c in _uniform_zeros(match[0])
        ),
        bare,
    )
    return re.sub(
        "(?<![第一二三四五六七八九十])[一二三四五六七八九十]{1,3}(?=[月日])",
        lambda match: str(numeral(match[0]) or match[0]),
        year,
    )


def _uniform_zeros(digits: str) -> str:
    return digits.replace("零", "〇").replace("○", "〇")


def _short_year(text: str, bare: str) -> Unreadable | None:
    match = re.fullmatch(_SHORT_YEAR, bare)
    if match is None:
        return None
    month, day = match["month"] or match["m"], match["day"] or match["d"]
    usual = str(_checked(text, f"20{match['year']}", month, day))
    tip = f"年份写全四位，如 {usual}。"
    return Unreadable(f"日期“{short(text)}”的年份要写四位数。", tip, _RULE, usual, safe=False)


def _without_separators(text: str, bare: str) -> Unreadable | None:
    match = re.fullmatch(_UNSEPARATED, bare)
    if match is None:
        return None
    usual = str(_checked(text, *match.groups()))
    return Unreadable(f"日期“{short(text)}”没有分开年月日。", f"写成 {usual}。", _RULE, usual)


def _ambiguous_before(text: str, bare: str) -> Unreadable | None:
    """Refuse 六月前: it may mean before the start or before the end of June."""
    match = re.fullmatch(_BEFORE, bare)
    if match is None:
        return None
    year, month, quarter = match.groups()
    named = quarter or month or year
    until = f"{year}{quarter}末前" if quarter else f"{year}{month or ''}底前"
    tip = f"包括{named}的，写成 {until}；不包括的，写出最后一天。"
    return Unreadable(f"“{short(text)}”分不清包括不包括{named}。", tip, _RULE)


def _third_of_month(text: str, bare: str) -> Unreadable | None:
    match = re.fullmatch(_THIRD, bare)
    if match is None:
        return None
    usual = str(_date(text, f"{match[1]}{'10' if match[2] == '上' else '20'}日"))
    message = f"日期“{short(text)}”没有写到日，会被当作月底。"
    return Unreadable(message, f"写出最后一天，如 {usual}。", _RULE, usual, safe=False)


_DASHED = r"-+(?=(?:19|20)\d\d(?![\d年]))"
_MONTHS = r"(?:(?<=年\d)|(?<=年\d\d)|(?<=[月日]))-(?=\d{1,2}[月日])"
_SPLIT = rf"\.\.|至|到|—+|–|~|～|-(?=\d{{4}}年)|{_MONTHS}|{_DASHED}"
_ISO_PERIOD = late(r"(\d{4}-\d\d(?:-\d\d)?)\.\.(\d{4}-\d\d(?:-\d\d)?)", re.ASCII)


def read_period(text: str) -> Period:
    """Read a period. Raises Unreadable for open ends or an end before the start."""
    return spelled_period(text)[0]


@functools.lru_cache(maxsize=4096)
def spelled_period(text: str) -> tuple[Period, str | None]:
    """Read a period; return it with the usual spelling if the text has another."""
    if match := _ISO_PERIOD.fullmatch(text):
        return _period(text, [match[1], match[2]]), None
    bare = folded(text) if len(text) <= LONGEST else text
    parts = _parts(bare) if len(text) <= LONGEST else [text]
    arabic = [_arabic(part) for part in parts]
    if len(parts) > 1 and arabic != parts:
        usual = str(_period(text, arabic))
        raise Unreadable(f"“{short(text)}”要用阿拉伯数字。", f"写成 {usual}。", _RULE, usual)
    found = _period(text, parts)
    if re.search(_DASHED, bare):
        message = f"“{short(text)}”的两头之间用了“-”，与日期里的“-”分不清。"
        raise Unreadable(message, f"写成 {found}。", _RULE, str(found))
    if "号" in bare:
        return found, str(found)
    return found, bare if is_wide(text) else None


def _parts(bare: str) -> list[str]:
    """Split a folded period into its two ends, or a single part."""
    plain = re.sub("^[自从]|起(?=至|到)|止$", "", bare.replace("号", "日"))
    return re.split(_SPLIT, plain)


def _period(text: str, parts: list[str]) -> Period:
    if len(parts) == 1:
        only = _end(text, parts[0])
        return Period(only.first, only.last)
    if len(parts) != 2 or not all(parts):
        raise Unreadable(f"“{short(text)}”缺少起点或者终点。", _PERIOD_TIP, _RULE)
    first = _end(text, _with_unit(parts[0], parts[1]))
    last = _end(text, _with_year(parts[0], parts[1]))
    if last.last < first.first:
        raise Unreadable(
            f"“{short(text)}”的终点{say_day(last.last)}早于起点{say_day(first.first)}。",
            "把两头对调，或者改正年份。",
            _RULE,
        )
    return Period(first.first, last.last)


def _end(text: str, part: str) -> Date:
    try:
        return read_date(part)
    except Unreadable as trouble:
        if part != folded(text):
            raise Unreadable(trouble.message, _PERIOD_TIP, _RULE) from None
        if trouble.replacement:
            raise
        raise Unreadable(f"“{short(text)}”不是一段时间。", _PERIOD_TIP, _RULE) from None


def _with_unit(first: str, last: str) -> str:
    """Complete the start of 2026年1—12月, which names the month once."""
    return f"{first}月" if re.fullmatch(r"\d{4}年\d{1,2}", first) and "月" in last else first


def _with_year(first: str, last: str) -> str:
    """Complete the end of 2026年3月5日至4月2日, which names the year once."""
    year = re.match(r"\d{4}年", first)
    if year is None or not re.match(r"\d{1,2}(?:月|日|$)", last):
        return last
    month = re.match(r"\d{4}年\d{1,2}月", first)
    if re.fullmatch(r"\d{1,2}日", last) and month:
        return month.group() + last
    return year.group() + last
