"""The measures of GB/T 9704-2012 in twips (1/20 point, 1/1440 inch), and the width of text.

Clause 5.2.3 asks for 22 lines of 28 characters in a type area of 156 × 225 mm: a line is
225 mm / 22 = 28.99 pt, a character 156 mm / 28 = 15.79 pt, a little less than 三号 (16 pt).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import NamedTuple

LINE = 579
"""The pitch of a line; 22 of them fill 225 mm."""

PITCH = 315
"""The advance of a Chinese character of body text: 三号 less ``TIGHTENING``."""

TIGHTENING = -5
"""What is added to the advance of every character of body text, or 28 would not fit."""

NARROW = 155
"""The advance of a half-width character of body text."""

SEAL = 2381
"""The diameter of an organ's seal: 42 mm."""

MARK_TO_DASH = 1445
"""Paper edge to footer: puts the dash of the page number 7 mm under the type area (7.5)."""


@dataclass(frozen=True, slots=True)
class Page:
    """A sheet with its margins; the type area is what they leave."""

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


def advance(text: str) -> int:
    """The width of body text on one line."""
    narrow = _narrow(text)
    return NARROW * narrow + PITCH * (len(text) - narrow)


def ems(text: str) -> float:
    """The width of text in characters of its own size."""
    return len(text) - _narrow(text) / 2


class Reader(NamedTuple):
    """How a program sets Chinese text, where programs differ.

    ``air`` is what it adds between a Chinese character and one that is not, in parts of a
    character; it lets one mark at the end of a line hang over the edge or does not.
    """

    air: float
    hangs: bool


WORD = Reader(0, hangs=True)
LIBRE_OFFICE = Reader(0.2, hangs=False)
"""As measured: version 7.4 knows no way to turn the air off."""


def count_lines(
    text: str, em: float, width: int, *, half: float = 0, indent: int = 0, reader: Reader = WORD
) -> int:
    """How many lines text takes in a width by the rules of Chinese line breaking.

    A character advances by ``em``, a half-width one by ``half`` (half of it, if not said); the
    first line begins after ``indent``. No mark that closes begins a line, none that opens ends
    one, and no number is broken.
    """
    half = half or em / 2
    lines, used, before = 1, float(indent), ""
    for piece in _UNBROKEN.findall(text):
        narrow = _narrow(piece)
        wide = half * narrow + em * (len(piece) - narrow)
        wide += reader.air * em * _meet(before, piece[0])
        over = em if reader.hangs and piece[-1] in _HANGING else 0
        if used + wide - over > width and used > 0:
            lines, used = lines + 1, 0.0
        # A piece longer than a line is broken all the same.
        full = int(max(wide - over - 1, 0) // width) if used == 0 else 0
        lines, used, before = lines + full, used + wide - full * width, piece[-1]
    return lines


def _meet(before: str, after: str) -> bool:
    """Whether a Chinese character and one that is not stand side by side."""
    pair = (before, after)
    return before.isascii() != after.isascii() and all(c.isalnum() or c == "%" for c in pair)


_CLOSING = "，。、；：？！”’）》〉〕】％…—～·"
_HANGING = "，。、；：？！"
_OPENING = "“‘（《〈〔【"
_UNBROKEN = re.compile(rf"[{_OPENING}]*(?:[0-9A-Za-z.,%/+-]+|.)[{_CLOSING}]*|\s", re.DOTALL)


def _narrow(text: str) -> int:
    """How many characters take half the width of a Chinese one in a Chinese face."""
    return len(text.encode("ascii", "ignore"))
