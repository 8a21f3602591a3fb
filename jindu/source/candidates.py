"""What a mistyped word or key was meant to be, and how sure that is."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import NamedTuple

_TURNS = frozenset("不未非无没拟待将")
"""What parts a word from its opposite, or a hope from a fact."""


class Candidate(NamedTuple):
    """A spelling of one of several words, with its characters."""

    spelling: str
    characters: frozenset[str]
    word: str


def choices(spellings: Mapping[str, str]) -> tuple[Candidate, ...]:
    """What a mistyped spelling is held against; one character alone is like nothing."""
    return tuple(
        Candidate(spelling, frozenset(spelling), word)
        for spelling, word in spellings.items()
        if len(spelling) > 1
    )


def meant(written: str, possible: Iterable[Candidate], likeness: float) -> str | None:
    """The word that a mistyped spelling stands for; None where none is so like it, or two are.

    No word is taken for one from which 不, 未, 拟 and the like part it.
    """
    import difflib

    characters, found = frozenset(written), dict[str, float]()
    for spelling, own, word in possible:
        # Most are out of the question by what they share; to measure them takes longer.
        shared = len(characters & own)
        if 2 * shared >= likeness * (len(written) + len(spelling)):
            ratio = difflib.SequenceMatcher(None, spelling, written).ratio()
            if ratio >= likeness and not _TURNS & (characters ^ own):
                found[word] = max(ratio, found.get(word, 0))
    best = max(found.values(), default=0)
    likely = [word for word, ratio in found.items() if ratio == best]
    return likely[0] if len(likely) == 1 else None


def one_slip(written: str, words: Iterable[str]) -> str | None:
    """The one word that differs by a wrong, missing, added or exchanged character.

    None where there are several, or where the word has fewer than three characters.
    """
    found = [word for word in words if min(len(word), len(written)) > 2 and _is_slip(written, word)]
    return found[0] if len(found) == 1 else None


def _is_slip(one: str, other: str) -> bool:
    if abs(len(one) - len(other)) > 1 or one == other:
        return False
    pairs = zip(f"{one}\0", f"{other}\1", strict=False)
    start = next(place for place, (left, right) in enumerate(pairs) if left != right)
    rest, last = one[start:], other[start:]
    exchanged = rest[:2] == last[1::-1] and rest[2:] == last[2:]
    return exchanged or rest[1:] in (last, last[1:]) or rest == last[1:]
