"""The document between plan and file format: a tuple of blocks that every renderer can draw.

Nothing here knows of plans, fonts or files. ``compose`` makes a ``Doc``; a renderer matches
on the blocks and ends in ``assert_never``.
"""

from __future__ import annotations

import enum
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple

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


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading of level 1–4 with its number (一、 （一） 1. （1）) already in the text."""

    level: int
    text: str


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


@dataclass(frozen=True, slots=True)
class Column:
    """A table column: its heading, relative width, and alignment."""

    head: str
    width: float
    align: Align = Align.LEFT


class Cell(NamedTuple):
    """A table cell. ``rows`` > 1 merges it with the cells below, ``columns`` with those right.

    The cells it covers are left out of their rows.
    """

    text: str
    rows: int = 1
    columns: int = 1
    strong: bool = False
    align: Align | None = None


@dataclass(frozen=True, slots=True)
class Table:
    """A native table with a head that repeats on every page.

    ``caption`` stands above it at the left (or empty), ``unit`` above it at the right
    (“单位：万元”), ``notes`` below it. Rows hold one cell per column unless merged.
    """

    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]
    caption: str = ""
    unit: str = ""
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class AnnexList:
    """附件说明: the titles of the annexes, in order; written before the signature."""

    titles: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Signature:
    """署名 (one or several organs, the host first) and 成文日期; either may be unknown."""

    organs: tuple[str, ...]
    day: date | None


Block = Title | Heading | Para | Table | AnnexList | Signature


@dataclass(frozen=True, slots=True)
class Annex:
    """One annex on pages of its own. ``number`` is None when it is the only one."""

    number: int | None
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
    """A whole document: the body, then the annexes. ``properties.watermark`` marks every page."""

    properties: Properties
    body: tuple[Block, ...]
    annexes: tuple[Annex, ...] = ()
