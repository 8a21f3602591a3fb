"""Which of several known words a mistyped one stands for.

There is one measure of likeness: ``difflib``'s ratio, from 0 to 1, twice the characters in
matching blocks over the characters of both words. Words that a negation parts are never alike.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

_NEGATIONS = frozenset("不未非无没")
"""What turns a word into its opposite."""
_HOPES = frozenset("拟待将")
"""What turns a fact into a hope."""
_MEASURED = 64
"""Words that are measured at most: those that share most characters."""


class Candidate(NamedTuple):
    """A spelling of one of several words, with its characters."""

    spelling: str
    characters: frozenset[str]
    word: str


def candidates(spellings: Mapping[str, str]) -> tuple[Candidate, ...]:
    """Prepare the spellings of words for ``meant``; a single character is like nothing."""
    return tuple(
        Candidate(spelling, frozenset(spelling), word)
        for spelling, word in spellings.items()
        if len(spelling) > 1
    )


def nearest(word: str, words: Iterable[str], likeness: float) -> str | None:
    """The word most like ``word``; None where none reaches ``likeness``."""
    import heapq

    characters, negations = frozenset(word), _NEGATIONS.intersection(word)
    likely = []
    for other in words:
        shared = sum(character in characters for character in other)
        length = len(word) + len(other)
        # The share of common characters bounds the ratio, and is faster to compute.
        if 2 * shared >= likeness * length and negations == _NEGATIONS.intersection(other):
            likely.append((shared / length, other))
    if len(likely) > _MEASURED:
        likely = heapq.nlargest(_MEASURED, likely)
    found = _measured(word, (other for _, other in likely), likeness)
    return max(found, default=(0.0, None))[1]


def meant(written: str, possible: Iterable[Candidate], likeness: float) -> str | None:
    """The word that a spelling stands for; None where none reaches ``likeness``, or two tie.

    A word that states a fact is not taken for one that states a hope.
    """
    characters, parting = frozenset(written), _NEGATIONS | _HOPES
    likely = {
        candidate.spelling: candidate.word
        for candidate in possible
        if 2 * len(characters & candidate.characters)
        >= likeness * (len(written) + len(candidate.spelling))
        and not parting & (characters ^ candidate.characters)
    }
    found: dict[str, float] = {}
    for ratio, spelling in _measured(written, likely, likeness):
        word = likely[spelling]
        found[word] = max(ratio, found.get(word, 0))
    best = max(found.values(), default=0)
    words = [word for word, ratio in found.items() if ratio == best]
    return words[0] if len(words) == 1 else None


def _measured(word: str, others: Iterable[str], least: float) -> Iterator[tuple[float, str]]:
    """The words that reach ``least``, with their likeness to ``word``."""
    from difflib import SequenceMatcher

    matcher = SequenceMatcher(None, "", word)
    for other in others:
        matcher.set_seq1(other)
        if matcher.quick_ratio() >= least and (ratio := matcher.ratio()) >= least:
            yield ratio, other


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
