"""The document model between plan and file format: blocks that every renderer can draw.

It is independent of plans, fonts and files. ``compose`` builds a ``Doc``; a renderer matches
on the blocks and ends in ``assert_never``.
"""

from __future__ import annotations

import enum
from dataclasses import dataclass, field, replace
from datetime import date
from typing import NamedTuple

from jindu.document.origins import Origins, origins_of

Inline = tuple["Run", ...]
"""Text as a sequence of runs."""


@dataclass(frozen=True, slots=True)
class Run:
    """A run of text; bold if ``strong``."""

    text: str
    strong: bool = False


class Align(enum.Enum):
    """Horizontal alignment of a table column."""

    LEFT = "left"
    CENTER = "center"
    RIGHT = "right"


@dataclass(frozen=True, slots=True)
class Title:
    """The title of the document or the current annex, broken into ``lines`` by the composer."""

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

    ``lead`` is a run-in heading (“（一）…。”), set in the typeface of heading level
    ``lead_level``. ``indent`` is false for 主送 and other flush lines.
    """

    content: Inline
    lead: str = ""
    lead_level: int = 2
    indent: bool = True
    origins: Origins = field(default=(), compare=False)


@dataclass(frozen=True, slots=True)
class Column:
    """A table column: its heading and alignment; renderers fit its width to its text.

    ``width`` is the relative width of a column of a form (a table without heads), or of a
    ``blank`` one that is filled in by hand.
    """

    head: str
    width: float
    align: Align = Align.LEFT
    blank: bool = False

    @property
    def origins(self) -> Origins:
        """The places in the plan that the heading comes from."""
        return origins_of(self.head)


class Cell(NamedTuple):
    """A table cell that spans ``rows`` rows and ``columns`` columns.

    The rows omit the cells it covers.
    """

    text: str
    rows: int = 1
    columns: int = 1
    strong: bool = False
    align: Align | None = None

    @property
    def origins(self) -> Origins:
        """The places in the plan that the text comes from."""
        return origins_of(self.text)


@dataclass(frozen=True, slots=True)
class Table:
    """A native table. Its header row repeats on every page; omitted if no column has a head.

    ``caption`` (may be empty) is printed above left, ``unit`` (“单位：万元”) above right,
    ``notes`` below. Rows hold one cell per column unless merged.
    """

    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]
    caption: str = ""
    unit: str = ""
    notes: tuple[str, ...] = ()

    @property
    def origins(self) -> Origins:
        """The places in the plan that caption and notes come from; cells have their own."""
        return origins_of(self.caption, self.notes)


class Lane(NamedTuple):
    """A row of the 路线图 that covers months ``first`` to ``last``, counted from 0, inclusive.

    ``mark`` is the month in which something is due; None if nothing is. A ``band`` is a
    stage; the rows of its tasks follow. ``details`` are texts for the columns of that name.
    """

    name: str
    first: int
    last: int
    mark: int | None = None
    band: bool = False
    details: tuple[str, ...] = ()

    @property
    def origins(self) -> Origins:
        """The places in the plan that name and details come from."""
        return origins_of(self.name, self.details)


@dataclass(frozen=True, slots=True)
class Gantt:
    """路线图: lanes over consecutive months from ``start`` (year, month), inclusive.

    ``special`` months (全民禁毒宣传月 in June) are highlighted. ``notes`` are the legend.
    ``details`` are the heads of columns beside the names, ``blanks`` those of columns to be
    filled in by hand.
    """

    start: tuple[int, int]
    months: int
    lanes: tuple[Lane, ...]
    special: frozenset[int] = frozenset()
    caption: str = ""
    notes: tuple[str, ...] = ()
    details: tuple[str, ...] = ()
    blanks: tuple[str, ...] = ()

    def plain(self) -> Gantt:
        """Return the chart without columns, for formats that cannot draw them."""
        lanes = tuple(lane._replace(name=_with(lane), details=()) for lane in self.lanes)
        return replace(self, lanes=lanes, details=(), blanks=())

    def names(self) -> list[tuple[int, int]]:
        """Return the year and month of every column."""
        year, month = self.start
        counted = range(year * 12 + month - 1, year * 12 + month - 1 + self.months)
        return [(number // 12, number % 12 + 1) for number in counted]


def _with(lane: Lane) -> str:
    told = "；".join(text for text in lane.details if text)
    return f"{lane.name}（{told}）" if told else lane.name


@dataclass(frozen=True, slots=True)
class AnnexList:
    """附件说明: the titles of the annexes, in order; printed before the signature."""

    titles: tuple[str, ...]
    origins: Origins = field(default=(), compare=False)


@dataclass(frozen=True, slots=True)
class Signature:
    """署名 (one or several organs, the host first) and 成文日期; either may be unknown.

    ``sealed`` uses the position and spacing required for a red seal.
    """

    organs: tuple[str, ...]
    day: date | None
    sealed: bool = False
    origins: Origins = field(default=(), compare=False)


@dataclass(frozen=True, slots=True)
class Remark:
    """附注, without its brackets; printed on the line below the date."""

    text: str
    origins: Origins = field(default=(), compare=False)


Block = Title | Heading | Para | Table | Gantt | AnnexList | Signature | Remark


@dataclass(frozen=True, slots=True)
class Letterhead:
    """版头, printed above the red rule of an issued document.

    ``organs`` form the 发文机关标志, the host first; ``signers`` are set only for documents
    to a superior. ``serial`` is the six-digit 份号; ``urgency`` is 特急 or 加急. A ``letter``
    uses the 信函 format: double red rules at the top and bottom of its first page, which has
    no page number.
    """

    organs: tuple[str, ...]
    number: str = ""
    signers: tuple[str, ...] = ()
    serial: str = ""
    urgency: str = ""
    letter: bool = False


@dataclass(frozen=True, slots=True)
class Imprint:
    """版记 at the foot of the last page: 抄送机关, 印发机关 and 印发日期, all optional.

    ``apart`` puts it on a separate page, as two-sided printing may require.
    """

    copies: tuple[str, ...] = ()
    printer: str = ""
    day: date | None = None
    apart: bool = False


@dataclass(frozen=True, slots=True)
class Annex:
    """Separate pages after the body, labelled ``mark`` (附件, 附件1, or empty)."""

    mark: str
    blocks: tuple[Block, ...]
    landscape: bool = False


@dataclass(frozen=True, slots=True)
class Properties:
    """Document properties; ``created`` comes from 成文日期, never from the clock."""

    title: str
    organ: str = ""
    created: date | None = None
    watermark: str = field(default="")


@dataclass(frozen=True, slots=True)
class Doc:
    """A whole document: the body, then the annexes. ``properties.watermark`` is on every page.

    ``contents`` adds a 目录 of the headings before the body; ``landscape`` applies to the body,
    and so does ``large``: an A3 sheet.
    ``templates`` names the user's templates it was made with.
    """

    properties: Properties
    body: tuple[Block, ...]
    annexes: tuple[Annex, ...] = ()
    letterhead: Letterhead | None = None
    imprint: Imprint | None = None
    contents: bool = False
    landscape: bool = False
    large: bool = False
    templates: tuple[str, ...] = ()
