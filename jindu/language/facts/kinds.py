"""The kinds of facts that running text states, each with its place in the text."""

from __future__ import annotations

import enum
from decimal import Decimal
from typing import NamedTuple

from jindu.units import Period


class Scope(enum.Enum):
    """What an amount is said to be."""

    PLAIN = "plain"
    TOTAL = "total"
    """A sum, as in 共计50万元."""
    YEARLY = "yearly"
    """An amount a year, as in 每年12万元."""
    PRICE = "price"
    """An amount for each of something, as in 每册4元."""


class Money(NamedTuple):
    """An amount in 元.

    ``per`` holds what a price is for (册; 人 and 天). ``years`` is the number of years it covers
    (三年共30万元), ``when`` the year it belongs to: 1 for 第一年, 2026 for 2026年; 0 if not said.
    ``step`` is the value of its last written digit. ``lead`` is the clause before it.
    """

    start: int
    end: int
    value: Decimal
    scope: Scope
    per: tuple[str, ...]
    years: int
    when: int
    rough: bool
    step: Decimal
    lead: str


class Capitals(NamedTuple):
    """An amount in capital numerals (伍拾万元整), in 元."""

    start: int
    end: int
    value: Decimal


class Share(NamedTuple):
    """A percentage. ``of`` is the clause before it; ``when`` as in ``Money``."""

    start: int
    end: int
    value: Decimal
    of: str
    when: int
    rough: bool


class Count(NamedTuple):
    """A number with its unit, and the words beside it that tell what is counted.

    ``each`` tells that it is a number for each of something (每场50人).
    """

    start: int
    end: int
    value: Decimal
    unit: str
    lead: str
    of: str
    rough: bool
    each: bool


class Frequency(NamedTuple):
    """How often something is done, spelled as in a plan (每季度, 每年2次), and what."""

    start: int
    end: int
    words: str
    work: str


class Moment(NamedTuple):
    """A point in time; a part that is not written is 0. ``until`` marks a deadline (9月底前).

    ``quarter`` is 1–4, ``half`` 1–2; ``nth`` is the number in 第二年.
    """

    start: int
    end: int
    year: int
    month: int
    day: int
    quarter: int = 0
    half: int = 0
    nth: int = 0
    until: bool = False


class Span(NamedTuple):
    """A period of time with both its ends."""

    start: int
    end: int
    value: Period


class Length(NamedTuple):
    """A length of time (三年, 18个月, 2天), with the clause before it."""

    start: int
    end: int
    value: Decimal
    unit: str
    lead: str


class Points(NamedTuple):
    """Points of a score. ``lead`` and ``of`` are the words before and after them."""

    start: int
    end: int
    value: Decimal
    lead: str
    of: str


class Change(NamedTuple):
    """A value that changes, and by how much the text says: 由78%提高到92%，提高14个百分点."""

    start: int
    end: int
    first: Decimal
    last: Decimal
    stated: Decimal
    unit: str
    by: str
    step: Decimal


class Level(enum.IntEnum):
    """The level of a place, lowest first."""

    VILLAGE = 0
    TOWN = 1
    COUNTY = 2


class Place(NamedTuple):
    """The name of a place: 柳林街道 has the stem 柳林 and the suffix 街道."""

    start: int
    end: int
    name: str
    stem: str
    suffix: str

    @property
    def level(self) -> Level:
        """Its level, told by the suffix."""
        return LEVELS[self.suffix]


LEVELS = {
    "社区": Level.VILLAGE,
    "村": Level.VILLAGE,
    "街道": Level.TOWN,
    "镇": Level.TOWN,
    "乡": Level.TOWN,
    "县": Level.COUNTY,
    "区": Level.COUNTY,
    "市": Level.COUNTY,
}


class Body(NamedTuple):
    """The name of a body: 柳林派出所 has the stem 柳林 and the kind 派出所."""

    start: int
    end: int
    name: str
    stem: str
    kind: str
