"""A text as a person reads it: full-width figures made plain, invisible characters gone."""

from __future__ import annotations

import re
from typing import NamedTuple

INVISIBLE = (
    "\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f"
    "\u200b-\u200f\u2028-\u202e\u2060-\u206f\u20e3\u3164\ufdd0-\ufdef\ufe00-\ufe0f\ufeff\uffa0"
    "\ufff0-\ufffb\U000e0000-\U000e0fff"
)
"""Characters that take no place on paper, as the inside of a set."""
_HIDDEN = re.compile(f"[{INVISIBLE}]+")
_FULL = (*range(0xFF10, 0xFF1A), *range(0xFF21, 0xFF3B), *range(0xFF41, 0xFF5B))
_NARROW = (
    {code: code - 0xFEE0 for code in (*_FULL, *map(ord, "＋．＠＿／＃"))}
    | dict.fromkeys(map(ord, "\t\u00a0\u202f\u205f\u3000"), " ")
    | dict.fromkeys(range(0x2000, 0x200B), " ")
    | dict.fromkeys(map(ord, "‐‑‒–—―−﹣－"), "-")
    | dict.fromkeys(map(ord, "•・‧∙"), "·")
)


class Folded(NamedTuple):
    """A text made plain. ``starts`` are the places of its characters, empty if none has moved."""

    text: str
    starts: tuple[int, ...]

    def place(self, start: int, end: int) -> tuple[int, int]:
        """Where a stretch of it, not an empty one, begins and ends in the text it is made of."""
        return (self.starts[start], self.starts[end - 1] + 1) if self.starts else (start, end)


def fold(text: str) -> Folded:
    """The text made plain; marks of Chinese text stay."""
    plain = text.translate(_NARROW)
    if not _HIDDEN.search(plain):
        return Folded(plain, ())
    starts: list[int] = []
    place = 0
    for hidden in _HIDDEN.finditer(plain):
        starts += range(place, hidden.start())
        place = hidden.end()
    starts += range(place, len(plain))
    return Folded(_HIDDEN.sub("", plain), tuple(starts))
