"""A text as a person reads it: figures of every kind made plain, invisible characters gone."""

from __future__ import annotations

import re
import unicodedata
from typing import NamedTuple

INVISIBLE = (
    "\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f"
    "\u200b-\u200f\u2028-\u202e\u2060-\u206f\u20e3\u3164\ufdd0-\ufdef\ufe00-\ufe0f\ufeff\uffa0"
    "\ufff0-\ufffb\U000e0000-\U000e0fff"
)
"""Characters that take no place on paper, as the inside of a set."""
_HIDDEN = re.compile(f"[{INVISIBLE}]+")
_SIGNS = frozenset("+@_/#=.")


class _Plain(dict[int, str]):
    """What each character is read as, reckoned when it is first met."""

    def __missing__(self, code: int) -> str:
        plain = self[code] = _read_as(chr(code))
        return plain


def _read_as(character: str) -> str:
    """The plain form, one character long: ２, 𝟐, ②, Ⅱ and ㈡ are 2; ⼈ is 人; ， stays."""
    if character.isascii() or "\u4e00" <= character <= "\u9fff":
        return character
    value = unicodedata.numeric(character, 0)
    if value in range(1, 10) or unicodedata.digit(character, None) == 0:
        return str(int(value))
    plain = unicodedata.normalize("NFKC", character)
    known = (
        plain in _SIGNS or "\u4e00" <= plain <= "\u9fff" or (plain.isascii() and plain.isalnum())
    )
    return plain if known and len(plain) == 1 else character


_NARROW = _Plain(
    dict.fromkeys(map(ord, "\t\u00a0\u202f\u205f\u3000"), " ")
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
