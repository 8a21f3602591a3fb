"""Deadlines: a date, or words such as 长期坚持, 每年12月底前, 2026—2028年, 印发后30日内."""

from __future__ import annotations

import enum
import functools
import re
from datetime import date, timedelta
from typing import NamedTuple

from jindu.units.dates import (
    Date,
    Period,
    Precision,
    shift_months,
    spelled_date,
    spelled_period,
)
from jindu.units.numerals import numeral
from jindu.units.patterns import late
from jindu.units.unreadable import LONGEST, Unreadable, folded


class Pace(enum.Enum):
    """What a deadline says of the time of a task."""

    BY = "until a date"
    OVER = "over a period that it names"
    PART = "in a part of a year that it does not name"
    EVERY = "again and again"
    AFTER = "within some days of an event"
    OPEN = "throughout, or as needed"


class Delay(NamedTuple):
    """Time from an event: days, working days or months; ``issued`` tells the issue of the plan."""

    days: int = 0
    workdays: int = 0
    months: int = 0
    issued: bool = False


class Deadline(NamedTuple):
    """A deadline as written, and what follows from its words alone.

    ``date`` is the date until which the work is done: that written, or the end of the period;
    None where none follows. ``span`` is the period named, ``months`` the part of an unnamed year.
    ``begin`` is the date from which, and ``goes_on`` tells that the work continues after ``date``.
    What depends on the plan is computed by ``analysis.deadlines``.
    """

    written: str
    pace: Pace
    date: Date | None = None
    span: Period | None = None
    months: tuple[int, int] = (1, 12)
    delay: Delay | None = None
    begin: Date | None = None
    goes_on: bool = False

    @property
    def plain(self) -> Date | None:
        """The date, if the deadline is no more than a date."""
        return self.date if self.pace is Pace.BY and not self.goes_on else None

    def words(self) -> str:
        """Format for print: a date as 2026年6月底前, anything else as written.

        The last day of a month reads like the month: both mean the same day.
        """
        day = self.plain
        if day is None:
            return self.written
        if day.precision is Precision.DAY and (day.last + timedelta(1)).day == 1:
            return f"{day.last.year}年{day.last.month}月底前"
        return day.words()

    def __str__(self) -> str:
        """Format as in a plan file."""
        return self.written


_WORK = "(?:坚持|推进|推动|开展|实施|进行|保持|深化|落实|抓好|有效|跟进|巩固|完善|运行|执行|做好)"
_THROUGHOUT = (
    rf"(?:(?:长期|持续|不断|常态化?|经常性?|始终|一直)(?:性|地)?{_WORK}{{0,2}}|坚持(?:不懈|推进|开展)"
    rf"|(?:全年|常年|全程|全周期){_WORK}?|贯穿(?:全程|全年|始终|[^\d,]{{0,6}}全过程)"
    r"|(?:方案|规划|计划)?(?:实施期|期限|期)(?:限?内|间)|(?:随时|即时|适时|立即|即行|即日起)"
    rf"{_WORK}?|根据(?:需要|实际)|视情况?"
    rf"|按(?:照)?(?:上级|省|市|县|区)?(?:统一)?(?:要求|部署|安排|计划|(?:序时)?进度|时间节点)"
    rf"(?:时限|时间)?(?:完成|{_WORK})?)"
)
_OPEN = late(rf"{_THROUGHOUT}(?:[,、;]?{_THROUGHOUT})?")
_GOES_ON = late(rf"(?P<until>[^起,;]+?)(?:[,、;]?[并后且]?){_THROUGHOUT}")
_SINCE = late(rf"[自从]?(?P<since>\d{{4}}[^起,;]{{0,8}})起[,、;]?(?:{_THROUGHOUT})?")
_EVERY = late(
    r"(?:每隔?|逐)(?:[半一两双三四六]|\d{1,2}(?=个))?个?"
    r"(?:年度?|季度?|月份?|学期|学年|周|星期|工作日|日|天|旬)"
    r"(?:[^\d]|(?<!\d)\d{1,2}(?!\d)){0,12}"
)
_HALF = {"上": (1, 6), "下": (7, 12)}
_IN_YEAR = late(r"(?P<year>\d{4})年?(?:(?P<half>[上下])半年(?:度|内|[末底]?前?)?|全年)", re.ASCII)
_PART = late(
    r"(?:当年|本年度?)?(?:(?P<half>[上下])半年|第?(?P<quarter>[一二三四])季度)(?:内|[末底]?前?)"
    r"|(?:当年|本年度?)?(?:年内|年[底末]前?)|当年内?|本年度内?"
)
_AFTER = late(
    r"自?(?P<event>[^\d,;]{1,16}?)(?:之日)?[起后](?:的|算)?(?P<count>\d{1,3}|[一二两三四五六七八九十]{1,3}"
    r"|半)个?(?P<unit>工作日|日|天|周|星期|月|年)(?:之内|以内|内)?"
)
_ISSUED = late("印发|下发|发布|公布|发文")


def until(day: Date) -> Deadline:
    """Return the deadline that a date is."""
    return Deadline(str(day), Pace.BY, day)


def read_deadline(text: str) -> Deadline:
    """Read a deadline. Raises Unreadable for anything else."""
    return spelled_deadline(text)[0]


@functools.lru_cache(maxsize=4096)
def spelled_deadline(text: str) -> tuple[Deadline, str | None]:
    """Read a deadline; return it with the usual spelling if the text has another."""
    try:
        found, usual = spelled_date(text)
    except Unreadable as trouble:
        return _in_words(text, trouble)
    bare = folded(text)
    if match := _IN_YEAR.fullmatch(bare):
        return _in_year(bare, match), usual
    return until(found), usual


def _in_words(text: str, trouble: Unreadable) -> tuple[Deadline, str | None]:
    """Read a deadline that is no date; raise the error of reading a date if it is none either."""
    bare = folded(text).rstrip("。;") if len(text) <= LONGEST else ""
    told = text.strip().rstrip("。；;")
    for read in (_open, _every, _part, _after, _in_part_of_year, _goes_on):
        if found := read(told, bare):
            return found, None
    try:
        span, usual = spelled_period(text)
    except Unreadable as other:
        raise (other if other.replacement else trouble) from None
    written = usual or told
    return _over(written if "年" in written else span.words(), span), usual


def _over(written: str, span: Period) -> Deadline:
    """Return the deadline of work over a period, due at its end."""
    whole = span.start.day == 1 and (span.end + timedelta(1)).day == 1
    years = whole and span.start.month == 1 and span.end.month == 12
    precision = Precision.YEAR if years else Precision.MONTH if whole else Precision.DAY
    return Deadline(written, Pace.OVER, Date(span.start, span.end, precision), span)


def _open(told: str, bare: str) -> Deadline | None:
    return Deadline(told, Pace.OPEN) if _OPEN.fullmatch(bare) else None


def _every(told: str, bare: str) -> Deadline | None:
    return Deadline(told, Pace.EVERY) if _EVERY.fullmatch(bare) else None


def _part(told: str, bare: str) -> Deadline | None:
    match = _PART.fullmatch(bare)
    if match is None:
        return None
    months = _HALF.get(match["half"] or "", (1, 12))
    if match["quarter"]:
        place = "一二三四".index(match["quarter"]) * 3
        months = (place + 1, place + 3)
    return Deadline(told, Pace.PART, months=months)


def _after(told: str, bare: str) -> Deadline | None:
    match = _AFTER.fullmatch(bare)
    if match is None:
        return None
    issued = _ISSUED.search(match["event"]) is not None
    return Deadline(told, Pace.AFTER, delay=_delay(match["count"], match["unit"], issued))


def _delay(count: str, unit: str, issued: bool) -> Delay | None:
    if count == "半":
        return {"月": Delay(days=15, issued=issued), "年": Delay(months=6, issued=issued)}.get(unit)
    number = int(count) if count.isdecimal() else int(numeral(count) or 0)
    match unit:
        case "工作日":
            return Delay(workdays=number, issued=issued)
        case "月" | "年":
            return Delay(months=number * (12 if unit == "年" else 1), issued=issued)
        case _:
            return Delay(days=number * (1 if unit in "日天" else 7), issued=issued)


def _in_part_of_year(told: str, bare: str) -> Deadline | None:
    match = _IN_YEAR.fullmatch(bare)
    return _in_year(told, match) if match else None


def _in_year(told: str, match: re.Match[str]) -> Deadline:
    first, last = _HALF.get(match["half"] or "", (1, 12))
    year = spelled_date(match["year"])[0].first.year
    end = shift_months(date(year, last, 1), 1) - timedelta(1)
    return _over(told, Period(date(year, first, 1), end))


def _goes_on(told: str, bare: str) -> Deadline | None:
    """Read 2026年6月底前，长期坚持 and 2026年6月起."""
    for pattern, name in ((_SINCE, "since"), (_GOES_ON, "until")):
        if match := pattern.fullmatch(bare):
            try:
                day = spelled_date(match[name])[0]
            except Unreadable:
                continue
            if name == "since":
                return Deadline(told, Pace.OPEN, begin=day, goes_on=True)
            return Deadline(told, Pace.BY, day, goes_on=True)
    return None
