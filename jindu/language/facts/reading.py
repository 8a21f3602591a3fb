"""Read the facts of a text, each kind once and only if it is asked for."""

from __future__ import annotations

import functools
import itertools
from collections.abc import Iterator
from typing import TypeVar

from jindu.language.facts import counts, money, names, times
from jindu.language.facts.kinds import (
    Body,
    Capitals,
    Change,
    Count,
    Frequency,
    Length,
    Moment,
    Money,
    Place,
    Points,
    Share,
    Span,
)
from jindu.language.facts.numbers import Number, numbers

_MOST = 5000
"""Facts of a kind that are read at most: a plan has some hundred, a hostile file a million."""
_Fact = TypeVar("_Fact")


def _bounded(found: Iterator[_Fact]) -> tuple[_Fact, ...]:
    return tuple(itertools.islice(found, _MOST))


class Reading:
    """The facts of a text, by kind and in order; their places are positions in it."""

    def __init__(self, text: str) -> None:
        self.text = text

    @functools.cached_property
    def numbers(self) -> tuple[Number, ...]:
        """The numbers, whatever they mean."""
        return _bounded(numbers(self.text))

    @functools.cached_property
    def money(self) -> tuple[Money, ...]:
        """Amounts of money."""
        return _bounded(money.money(self.text, self.numbers))

    @functools.cached_property
    def capitals(self) -> tuple[Capitals, ...]:
        """Amounts in capital numerals."""
        return _bounded(money.capitals(self.text))

    @functools.cached_property
    def changes(self) -> tuple[Change, ...]:
        """Changes of a value whose extent is stated."""
        return _bounded(money.changes(self.text))

    @functools.cached_property
    def shares(self) -> tuple[Share, ...]:
        """Percentages."""
        return _bounded(counts.shares(self.text, self.numbers))

    @functools.cached_property
    def counts(self) -> tuple[Count, ...]:
        """Counts with their unit."""
        return _bounded(counts.counts(self.text, self.numbers))

    @functools.cached_property
    def points(self) -> tuple[Points, ...]:
        """Points of scores."""
        return _bounded(counts.points(self.text, self.numbers))

    @functools.cached_property
    def frequencies(self) -> tuple[Frequency, ...]:
        """How often something is done."""
        return _bounded(times.frequencies(self.text))

    @functools.cached_property
    def moments(self) -> tuple[Moment, ...]:
        """Points in time."""
        return _bounded(times.moments(self.text, self.numbers))

    @functools.cached_property
    def spans(self) -> tuple[Span, ...]:
        """Periods of time."""
        return _bounded(times.spans(self.text, self.numbers))

    @functools.cached_property
    def lengths(self) -> tuple[Length, ...]:
        """Lengths of time."""
        return _bounded(times.lengths(self.text, self.numbers))

    @functools.cached_property
    def places(self) -> tuple[Place, ...]:
        """Names of places."""
        return _bounded(names.places(self.text))

    @functools.cached_property
    def bodies(self) -> tuple[Body, ...]:
        """Names of bodies."""
        return _bounded(names.bodies(self.text))
