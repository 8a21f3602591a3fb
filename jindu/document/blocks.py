"""The document between plan and file format: a tuple of blocks that every renderer can draw.

Nothing here knows of plans, fonts or files. ``compose`` makes a ``Doc``; a renderer matches
on the blocks and ends in ``assert_never``.
"""

from __future__ import annotations

import enum
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple

from jindu.document.origins import Origins, origins_of

Inline = tuple["Run", ...]
"""A line of text in pieces."""


@dataclass(frozen=True, slots=True)
class Run:
    """A piece of text; ``strong`` is set bold."""

    text: str
    strong: bool = False


class Align(enum.Enum):
    """Where the text of a table column stands."""

    LEFT = "left"
    CENTER = "center"
    RIGHT = "right"


@dataclass(frozen=True, slots=True)
class Title:
    """The title of the document, or of the current annex. ``lines`` are broken by the composer."""

    lines: tuple[str, ...]
    origins: Origins = field(default=(), compare=False)


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading of level 1–4 with its number (一、 （一） 1. （1）) already in the text."""

    level: int
    text: str
    origins: Origins = field(default=(), compare=False)


@dataclass(frozen=True, slots=True)
class Para:
    """A paragraph of body text.

    ``lead`` is a heading that runs into the text (“（一）…。”) and is set in the face of
    ``lead_level``. ``indent`` is false for 主送 and other flush lines.
    """

    content: Inline
    lead: str = ""
    lead_level: int = 2
    indent: bool = True
    origins: Origins = field(default=(), compare=False)


@dataclass(frozen=True, slots=True)
class Column:
    """A table column: its heading, relative width, and alignment."""

    head: str
    width: float
    align: Align = Align.LEFT

    @property
    def origins(self) -> Origins:
        """The places in the plan that the heading is made of."""
        return origins_of(self.head)


class Cell(NamedTuple):
    """A table cell. ``rows`` > 1 merges it with the cells below, ``columns`` with those right.

    The cells it covers are left out of their rows.
    """

    text: str
    rows: int = 1
    columns: int = 1
    strong: bool = False
    align: Align | None = None

    @property
    def origins(self) -> Origins:
        """The places in the plan that the text is made of."""
        return origins_of(self.text)


@dataclass(frozen=True, slots=True)
class Table:
    """A native table with a head that repeats on every page; without one if no column has a head.

    ``caption`` stands above it at the left (or empty), ``unit`` above it at the right
    (“单位：万元”), ``notes`` below it. Rows hold one cell per column unless merged.
    """

    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]
    caption: str = ""
    unit: str = ""
    notes: tuple[str, ...] = ()

    @property
    def origins(self) -> Origins:
        """The places in the plan that caption and notes are made of; cells have their own."""
        return origins_of(self.caption, self.notes)


class Lane(NamedTuple):
    """A line of the 路线图: ``first`` and ``last`` are the months it covers, counted from 0.

    ``mark`` is the month at whose end something is due, None for work that only goes on.
    A ``band`` is a stage, under which its tasks follow.
    """

    name: str
    first: int
    last: int
    mark: int | None = None
    band: bool = False

    @property
    def origins(self) -> Origins:
        """The places in the plan that the name is made of."""
        return origins_of(self.name)


@dataclass(frozen=True, slots=True)
class Gantt:
    """路线图: lanes over consecutive months from ``start`` (year, month), inclusive.

    ``special`` months (the 全民禁毒宣传月 in June) are set off from the others. ``notes`` say
    what the signs mean.
    """

    start: tuple[int, int]
    months: int
    lanes: tuple[Lane, ...]
    special: frozenset[int] = frozenset()
    caption: str = ""
    notes: tuple[str, ...] = ()

    def names(self) -> list[tuple[int, int]]:
        """Year and month of every column."""
        year, month = self.start
        counted = range(year * 12 + month - 1, year * 12 + month - 1 + self.months)
        return [(number // 12, number % 12 + 1) for number in counted]


@dataclass(frozen=True, slots=True)
class AnnexList:
    """附件说明: the titles of the annexes, in order; written before the signature."""

    titles: tuple[str, ...]
    origins: Origins = field(default=(), compare=False)


@dataclass(frozen=True, slots=True)
class Signature:
    """署名 (one or several organs, the host first) and 成文日期; either may be unknown.

    ``sealed`` leaves the room and takes the place that a red seal asks for.
    """

    organs: tuple[str, ...]
    day: date | None
    sealed: bool = False
    origins: Origins = field(default=(), compare=False)


@dataclass(frozen=True, slots=True)
class Remark:
    """附注, without its brackets: one line below the date."""

    text: str
    origins: Origins = field(default=(), compare=False)


Block = Title | Heading | Para | Table | Gantt | AnnexList | Signature | Remark


@dataclass(frozen=True, slots=True)
class Letterhead:
    """版头: what stands above the red rule of an issued document.

    ``organs`` are those of the mark, the host first; ``signers`` only where the document goes
    up. ``serial`` is 份号, six digits; ``urgency`` 特急 or 加急. A ``letter`` has the form of
    信函: red double rules at head and foot of its first page, which shows no number.
    """

    organs: tuple[str, ...]
    number: str = ""
    signers: tuple[str, ...] = ()
    serial: str = ""
    urgency: str = ""
    letter: bool = False


@dataclass(frozen=True, slots=True)
class Imprint:
    """版记 at the foot of the last page: 抄送机关, 印发机关 and 印发日期, any of them unknown.

    ``apart`` puts it on a page of its own, which two-sided printing may ask for.
    """

    copies: tuple[str, ...] = ()
    printer: str = ""
    day: date | None = None
    apart: bool = False


@dataclass(frozen=True, slots=True)
class Annex:
    """Pages of their own behind the body, under a ``mark`` (附件, 附件1, or nothing)."""

    mark: str
    blocks: tuple[Block, ...]
    landscape: bool = False


@dataclass(frozen=True, slots=True)
class Properties:
    """What the file says of itself; ``created`` comes from 成文日期, never from the clock."""

    title: str
    organ: str = ""
    created: date | None = None
    watermark: str = field(default="")


@dataclass(frozen=True, slots=True)
class Doc:
    """A whole document: the body, then the annexes. ``properties.watermark`` marks every page.

    ``contents`` asks for a 目录 of the headings before the body; ``landscape`` turns the body.
    ``templates`` are the user's own that it was made with.
    """

    properties: Properties
    body: tuple[Block, ...]
    annexes: tuple[Annex, ...] = ()
    letterhead: Letterhead | None = None
    imprint: Imprint | None = None
    contents: bool = False
    landscape: bool = False
    templates: tuple[str, ...] = ()
