"""Measures of GB/T 9704-2012 in twips (1/20 point, 1/1440 inch), and text measurement.

Clause 5.2.3 asks for 22 lines of 28 characters in a type area of 156 × 225 mm: a line is
225 mm / 22 = 28.99 pt, a character 156 mm / 28 = 15.79 pt, a little less than 三号 (16 pt).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import NamedTuple

LINE = 579
"""Line pitch: 22 lines fill 225 mm."""

PITCH = 315
"""Advance of a Chinese character in body text: 三号 plus ``TIGHTENING``."""

TIGHTENING = -5
"""Added to the advance of every character of body text so that 28 fit on a line."""

NARROW = 155
"""Advance of a half-width character in body text."""

SEAL = 2381
"""Diameter of an organ's seal: 42 mm."""

MARK_TO_DASH = 1445
"""Paper edge to footer; puts the page number's dash 7 mm below the type area (7.5)."""


@dataclass(frozen=True, slots=True)
class Page:
    """A paper size with its margins; the type area lies within the margins."""

    width: int
    height: int
    top: int
    right: int
    bottom: int
    left: int
    header: int
    footer: int
    landscape: bool = False

    @property
    def is_large(self) -> bool:
        """Whether it is larger than A4, so that it is not bound with its head to the left."""
        return self.width > LANDSCAPE.width

    @property
    def text_width(self) -> int:
        """The width of the type area."""
        return self.width - self.left - self.right

    @property
    def text_height(self) -> int:
        """The height of the type area."""
        return self.height - self.top - self.bottom


PORTRAIT = Page(
    width=11906,
    height=16838,
    top=2098,
    right=1474,
    bottom=1984,
    left=1588,
    header=1020,
    footer=MARK_TO_DASH,
)
"""A4 with 天头 37 mm and 订口 28 mm (clauses 5.1, 5.2.1)."""

LANDSCAPE = Page(
    width=16838,
    height=11906,
    top=1588,
    right=2098,
    bottom=1474,
    left=1984,
    header=680,
    footer=935,
    landscape=True,
)
"""The portrait sheet turned so that the head of a table lies at its left edge (clause 8)."""


A3 = Page(
    width=23811,
    height=16838,
    top=720,
    right=720,
    bottom=720,
    left=1134,
    header=340,
    footer=300,
    landscape=True,
)
"""A3 for a chart on the wall; the standard has no rules for it."""


def advance(text: str) -> int:
    """Return the width of body text on one line, in twips."""
    narrow = _narrow(text)
    return NARROW * narrow + PITCH * (len(text) - narrow)


def ems(text: str) -> float:
    """Return the width of text in ems; half-width characters count as half."""
    return len(text) - _narrow(text) / 2


class Reader(NamedTuple):
    """Differences between programs in setting Chinese text.

    ``air`` is the space added between Chinese and other characters, in ems. ``hangs`` tells
    whether one punctuation mark may hang over the end of a line.
    """

    air: float
    hangs: bool


WORD = Reader(0, hangs=True)
LIBRE_OFFICE = Reader(0.2, hangs=False)
"""Measured with version 7.4, which cannot turn the extra space off."""


def count_lines(
    text: str, em: float, width: int, *, half: float = 0, indent: int = 0, reader: Reader = WORD
) -> int:
    """Count the lines of a text at a width, by the Chinese line breaking rules.

    Characters advance by ``em``, half-width ones by ``half`` (default ``em / 2``); ``indent``
    shortens the first line. Lines do not begin with closing marks or end with opening marks,
    and numbers are not broken.
    """
    half = half or em / 2
    if half <= em and indent + em * len(text) * (1 + reader.air) < width:
        return 1
    lines, used, before = 1, float(indent), ""
    for piece in _UNBROKEN.findall(text):
        narrow = _narrow(piece)
        wide = half * narrow + em * (len(piece) - narrow)
        wide += reader.air * em * meet(before, piece[0])
        over = em if reader.hangs and piece[-1] in _HANGING else 0
        if used + wide - over > width and used > 0:
            lines, used = lines + 1, 0.0
        # A piece longer than a line is broken anyway.
        full = int(max(wide - over - 1, 0) // width) if used == 0 else 0
        lines, used, before = lines + full, used + wide - full * width, piece[-1]
    return lines


def meet(before: str, after: str) -> bool:
    """Return whether exactly one of two adjacent characters is Chinese."""
    pair = (before, after)
    return before.isascii() != after.isascii() and all(c.isalnum() or c == "%" for c in pair)


_CLOSING = "，。、；：？！”’）》〉〕】％…—～·"
_HANGING = "，。、；：？！"
_OPENING = "“‘（《〈〔【≥≤"
_UNBROKEN = re.compile(
    rf"[{_OPENING}]*(?:[0-9A-Za-z.,%/+-]*[0-9][^\s0-9A-Za-z]?|[0-9A-Za-z.,%/+-]+|.)"
    rf"[{_CLOSING}次元]*|\s",
    re.DOTALL,
)

NOT_LAST = "$([{£¥·‘“〈《「『【〔〖（．［｛￡￥≥≤0123456789"
NOT_FIRST = "!%),.:;?]}¢°·ˇˉ―‖’”…‰′″›℃∶、。〃〉》」』】〕〗！＂％＇），．：；？］｀｜｝～￠次元"
"""Characters that do not end or begin a line: the usual ones, and those that keep a figure with
its unit (1200人次, 30万元)."""


def _narrow(text: str) -> int:
    """Count the half-width characters."""
    return len(text.encode("ascii", "ignore"))
