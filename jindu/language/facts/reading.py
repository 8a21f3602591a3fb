"""Read the facts of a text, each kind once and only if it is asked for."""

from __future__ import annotations

import functools

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


class Reading:
    """The facts of a text, by kind and in order; their places are positions in it."""

    def __init__(self, text: str) -> None:
        self.text = text

    @functools.cached_property
    def numbers(self) -> tuple[Number, ...]:
        """The numbers, whatever they mean."""
        return tuple(numbers(self.text))

    @functools.cached_property
    def money(self) -> tuple[Money, ...]:
        """Amounts of money."""
        return tuple(money.money(self.text, self.numbers))

    @functools.cached_property
    def capitals(self) -> tuple[Capitals, ...]:
        """Amounts in capital numerals."""
        return tuple(money.capitals(self.text))

    @functools.cached_property
    def changes(self) -> tuple[Change, ...]:
        """Changes of a value whose extent is stated."""
        return tuple(money.changes(self.text))

    @functools.cached_property
    def shares(self) -> tuple[Share, ...]:
        """Percentages."""
        return tuple(counts.shares(self.text, self.numbers))

    @functools.cached_property
    def counts(self) -> tuple[Count, ...]:
        """Counts with their unit."""
        return tuple(counts.counts(self.text, self.numbers))

    @functools.cached_property
    def points(self) -> tuple[Points, ...]:
        """Points of scores."""
        return tuple(counts.points(self.text, self.numbers))

    @functools.cached_property
    def frequencies(self) -> tuple[Frequency, ...]:
        """How often something is done."""
        return tuple(times.frequencies(self.text))

    @functools.cached_property
    def moments(self) -> tuple[Moment, ...]:
        """Points in time."""
        return tuple(times.moments(self.text, self.numbers))

    @functools.cached_property
    def spans(self) -> tuple[Span, ...]:
        """Periods of time."""
        return tuple(times.spans(self.text, self.numbers))

    @functools.cached_property
    def lengths(self) -> tuple[Length, ...]:
        """Lengths of time."""
        return tuple(times.lengths(self.text, self.numbers))

    @functools.cached_property
    def places(self) -> tuple[Place, ...]:
        """Names of places."""
        return tuple(names.places(self.text))

    @functools.cached_property
    def bodies(self) -> tuple[Body, ...]:
        """Names of bodies."""
        return tuple(names.bodies(self.text))
