"""Fold text for matching: digits and letters of every kind to ASCII, invisible ones removed."""

from __future__ import annotations

import unicodedata
from typing import NamedTuple

from jindu.language.characters import UNSEEN
from jindu.units.patterns import late

# A keycap (U+20E3) is visible, but leaves the digit that it encloses readable.
_HIDDEN = late(f"[{UNSEEN}\u20e3]+")
_SIGNS = frozenset("+@_/#=.")


class _Plain(dict[int, str]):
    """Translation table that computes the plain form of a character on first use."""

    def __missing__(self, code: int) -> str:
        plain = self[code] = _plain_form(chr(code))
        return plain


def _plain_form(character: str) -> str:
    """Return the plain form of one character: ２, 𝟐, ②, Ⅱ, ㈡ → 2; ⼈ → 人; ， stays."""
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


_TO_PLAIN = _Plain(
    dict.fromkeys(map(ord, "\t\u00a0\u202f\u205f\u3000"), " ")
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
    plain = text.translate(_TO_PLAIN)
    if not _HIDDEN.search(plain):
        return Folded(plain, ())
    starts: list[int] = []
    place = 0
    for hidden in _HIDDEN.finditer(plain):
        starts += range(place, hidden.start())
        place = hidden.end()
    starts += range(place, len(plain))
    return Folded(_HIDDEN.sub("", plain), tuple(starts))
