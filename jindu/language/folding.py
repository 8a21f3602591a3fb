"""Fold text for matching: narrow full-width characters, remove invisible ones."""

from __future__ import annotations

import re
from typing import NamedTuple

from jindu.language.characters import UNSEEN

# A keycap (U+20E3) is visible, but leaves the digit that it encloses readable.
_HIDDEN = re.compile(f"[{UNSEEN}\u20e3]+")
_FULL = (*range(0xFF10, 0xFF1A), *range(0xFF21, 0xFF3B), *range(0xFF41, 0xFF5B))
_TO_NARROW = (
    {code: code - 0xFEE0 for code in (*_FULL, *map(ord, "＋．＠＿／＃"))}
    | dict.fromkeys(map(ord, "\t\u00a0\u202f\u205f\u3000"), " ")
    | dict.fromkeys(range(0x2000, 0x200B), " ")
    | dict.fromkeys(map(ord, "‐‑‒–—―−﹣－"), "-")
    | dict.fromkeys(map(ord, "•・‧∙"), "·")
)


class Folded(NamedTuple):
    """A folded text. ``starts`` maps its offsets to the original; empty if they are the same."""

    text: str
    starts: tuple[int, ...]

    def place(self, start: int, end: int) -> tuple[int, int]:
        """Return the original start and end of a non-empty range of the folded text."""
        return (self.starts[start], self.starts[end - 1] + 1) if self.starts else (start, end)


def fold(text: str) -> Folded:
    """Fold a text; Chinese punctuation stays."""
    narrow = text.translate(_TO_NARROW)
    if not _HIDDEN.search(narrow):
        return Folded(narrow, ())
    starts: list[int] = []
    place = 0
    for hidden in _HIDDEN.finditer(narrow):
        starts += range(place, hidden.start())
        place = hidden.end()
    starts += range(place, len(narrow))
    return Folded(_HIDDEN.sub("", narrow), tuple(starts))
