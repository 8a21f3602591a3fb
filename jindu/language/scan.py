"""Search all text of a plan once, for every rule that looks for patterns in it."""

from __future__ import annotations

import bisect
import functools
import itertools
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from jindu.language.searches import SEARCHES
from jindu.model.diagnostic import TextRange, Where
from jindu.model.fields import Entity
from jindu.model.plan import Plan
from jindu.model.remembered import once_per_plan


class Hit(NamedTuple):
    """A match in a text of a plan.

    ``place`` is the position, from 0, of the text among those of its field; ``groups`` holds the
    named groups that took part in the match.
    """

    entity: Entity
    attribute: str
    place: int
    range: TextRange
    groups: Mapping[str, str]

    @property
    def text(self) -> str:
        """The text searched."""
        return self.range.text

    @property
    def match(self) -> str:
        """The matched words."""
        return self.range.words

    @property
    def where(self) -> Where:
        """The path of the text, down to the item of a list or table."""
        return place_of(self.entity, self.attribute, self.place)

    def before(self, count: int) -> str:
        """Return up to ``count`` characters before the match."""
        return self.text[max(0, self.range.start - count) : self.range.start]

    def after(self, count: int) -> str:
        """Return up to ``count`` characters after the match."""
        return self.text[self.range.end : self.range.end + count]


def place_of(entity: Entity, attribute: str, place: int) -> Where:
    """Return the path of the text at position ``place``, from 0, among those of a field."""
    value = getattr(entity, attribute)
    if isinstance(value, tuple):
        return entity.at(attribute, place)
    if isinstance(value, Mapping):
        return entity.at(attribute, str(list(value)[place]))
    return entity.at(attribute)


class _Index(NamedTuple):
    """Needle or clue → kinds. ``words`` are the needles of several characters."""

    characters: Mapping[str, tuple[str, ...]]
    words: Mapping[str, tuple[str, ...]]
    any_word: re.Pattern[str]
    clues: Mapping[re.Pattern[str], tuple[str, ...]]


@functools.cache
def _index() -> _Index:
    needles: dict[str, tuple[str, ...]] = {}
    clues: dict[str, tuple[str, ...]] = {}
    for kind, search in SEARCHES.items():
        for needle in search.needles:
            needles[needle] = (*needles.get(needle, ()), kind)
        for clue in search.clues:
            clues[clue] = (*clues.get(clue, ()), kind)
    words = {needle: _kinds(needle, needles) for needle in needles if len(needle) > 1}
    return _Index(
        {needle: kinds for needle, kinds in needles.items() if len(needle) == 1},
        words,
        re.compile(_any_of(words)),
        {re.compile(clue): kinds for clue, kinds in clues.items()},
    )


_GROUPS = 6
"""Groups of words by their second character: fewer make more false starts, more take longer."""


def _any_of(words: Iterable[str]) -> str:
    """Return a pattern of words, the longest first.

    To be fast, it looks at two characters first, then at those of a group of words, in which
    words are grouped by the first one.
    """
    seconds = sorted({word[1] for word in words})
    size = -(-len(seconds) // _GROUPS)
    groups = []
    for place in range(0, len(seconds), size):
        group = frozenset(seconds[place : place + size])
        groups.append(_any_by_first([word for word in words if word[1] in group]))
    return f"{_two_of(words)}(?:{'|'.join(groups)})"


def _any_by_first(words: Iterable[str]) -> str:
    endings: dict[str, list[str]] = {}
    for word in sorted(words, key=len, reverse=True):
        endings.setdefault(word[0], []).append(re.escape(word[1:]))
    alike = "|".join(f"{re.escape(c)}(?:{'|'.join(ends)})" for c, ends in endings.items())
    return f"{_two_of(words)}(?:{alike})"


def _two_of(words: Iterable[str]) -> str:
    """Return a pattern for a place where a first and a second character of words stand."""
    first, second = ("".join(sorted({re.escape(word[n]) for word in words})) for n in (0, 1))
    return f"(?=[{first}][{second}])"


def _kinds(word: str, needles: Mapping[str, tuple[str, ...]]) -> tuple[str, ...]:
    """Return the kinds of a needle and of the shorter ones that it begins with."""
    lengths = range(2, len(word) + 1)
    return tuple(dict.fromkeys(k for n in lengths for k in needles.get(word[:n], ())))


def overlaps(spans: Sequence[tuple[int, int]], start: int, end: int) -> bool:
    """Return whether a range overlaps one of the spans, which are in order and apart."""
    before = bisect.bisect_left(spans, (end, 0)) - 1
    return before >= 0 and spans[before][1] > start


@once_per_plan
def _joined(plan: Plan) -> tuple[str, list[int]]:
    texts = [text for _, _, text in plan.texts]
    starts = list(itertools.accumulate([len(text) + 1 for text in texts], initial=0))
    return "\n".join(texts), starts


def words_of(plan: Plan) -> str:
    """Join all texts of a plan with newlines, to test whether a search can match."""
    return _joined(plan)[0]


def starts_of(plan: Plan) -> list[int]:
    """Return the offset of each text in ``words_of``, then the offset of its end."""
    return _joined(plan)[1]


def located(plan: Plan, start: int, end: int) -> Hit:
    """Return the characters ``start`` to ``end`` of ``words_of`` as a hit in their own text."""
    starts = starts_of(plan)
    place = bisect.bisect_right(starts, start) - 1
    entity, attribute, text = plan.texts[place]
    offset = starts[place]
    within = TextRange(text, start - offset, min(end - offset, len(text)))
    return Hit(entity, attribute, place - _first_of(plan, place), within, {})


def bounds_of(plan: Plan, place: int) -> tuple[int, int]:
    """Return the start and end, in ``words_of``, of the text that a place is in."""
    starts = starts_of(plan)
    after = bisect.bisect_right(starts, place)
    return starts[after - 1], starts[after] - 1


def _first_of(plan: Plan, place: int) -> int:
    """Return the position of the first text of the field that the text at ``place`` belongs to."""
    field, first = plan.texts[place][:2], place
    while first and plan.texts[first - 1][:2] == field:
        first -= 1
        if place - first > _STEPS:
            return _firsts(plan)[place]
    return first


_STEPS = 20
"""Texts of a field that are counted backwards; for one with more, all are counted once."""


@once_per_plan
def _firsts(plan: Plan) -> list[int]:
    """Return for each text the position of the first text of its field."""
    found: list[int] = []
    last: tuple[Entity, str] | None = None
    for place, (entity, attribute, _) in enumerate(plan.texts):
        field = (entity, attribute)
        found.append(found[-1] if field == last else place)
        last = field
    return found


@once_per_plan
def scan(plan: Plan) -> Mapping[str, tuple[Hit, ...]]:
    """Return the matches by kind, in text order; kinds without a match may be missing."""
    starts = starts_of(plan)
    places: dict[str, set[int]] = {}
    for offset, kinds in _candidates(words_of(plan), starts):
        place = bisect.bisect_right(starts, offset) - 1
        for kind in kinds:
            places.setdefault(kind, set()).add(place)
    found: dict[str, tuple[Hit, ...]] = {}
    for kind, search in SEARCHES.items():
        likely = sorted(places.get(kind, ()))
        if search.besides:
            besides = search.besides
            likely = [p for p in likely if any(map(plan.texts[p][2].__contains__, besides))]
        if likely:
            found[kind] = tuple(_hits(plan, likely, search.pattern))
    return found


def _candidates(joined: str, starts: list[int]) -> Iterator[tuple[int, tuple[str, ...]]]:
    """Yield the offset and kinds of needles and clues, at least one per kind and text."""

    def next_text(offset: int) -> int:
        return starts[bisect.bisect_right(starts, offset)]

    index = _index()
    for character, kinds in index.characters.items():
        offset = joined.find(character)
        while offset >= 0:
            yield offset, kinds
            offset = joined.find(character, next_text(offset))
    for clue, kinds in index.clues.items():
        match = clue.search(joined)
        while match:
            yield match.start(), kinds
            match = clue.search(joined, next_text(match.start()))
    match = index.any_word.search(joined)
    while match:
        yield match.start(), index.words[match[0]]
        match = index.any_word.search(joined, match.start() + 1)


def _hits(plan: Plan, places: Iterable[int], pattern: str) -> Iterator[Hit]:
    """Yield the matches of a pattern in texts; without a pattern, each text as a whole."""
    if not pattern:
        for place in places:
            entity, attribute, text = plan.texts[place]
            whole = TextRange(text, 0, len(text))
            yield Hit(entity, attribute, place - _first_of(plan, place), whole, {})
        return
    search = re.compile(pattern, re.MULTILINE)
    field: tuple[Entity, str] | None = None
    first = 0
    for place in places:
        entity, attribute, text = plan.texts[place]
        for match in search.finditer(text):
            if field != (entity, attribute):
                field, first = (entity, attribute), _first_of(plan, place)
            groups = {name: words for name, words in match.groupdict().items() if words}
            within = TextRange(text, match.start(), match.end())
            yield Hit(entity, attribute, place - first, within, groups)


def hits(plan: Plan, kind: str) -> tuple[Hit, ...]:
    """Return the matches of one kind, in text order."""
    return scan(plan).get(kind, ())


def texts_with(plan: Plan, *kinds: str) -> Iterator[Hit]:
    """Yield one match for every text that has any of these kinds, each text once."""
    seen: set[tuple[int, str, int]] = set()
    for hit in itertools.chain.from_iterable(hits(plan, kind) for kind in kinds):
        place = (id(hit.entity), hit.attribute, hit.place)
        if place not in seen:
            seen.add(place)
            yield hit
