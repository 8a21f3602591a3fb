"""Suppress small counts in published figures, and the cells that would reveal them.

This is complementary cell suppression of statistical disclosure control: where parts add up to
a published total, at least two parts are suppressed, whose sum is itself no small count.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from decimal import Decimal

Value = int | Decimal

_MAX_PARTS = 12
"""Consecutive values tried as parts of a sum."""
_MAX_PAIRED = 64
"""Values tried as sums of two others that are not beside them."""
_MAX_ROUNDS = 8
"""Rounds of complementary suppression after which everything is suppressed."""


def suppressed(values: Sequence[Value], threshold: Value) -> frozenset[int]:
    """Return the positions of the values that may not be published.

    They are the values from 1 to below ``threshold``, and those from which one of them could be
    worked out by a sum.
    """
    hidden = {place for place, value in enumerate(values) if 0 < value < threshold}
    if not hidden or len(hidden) == len(values):
        return frozenset(hidden)
    relations = (*_sums_of_runs(values), *_sums_of_pairs(values))
    for _ in range(_MAX_ROUNDS):
        revealing = [_complement(values, threshold, hidden, *relation) for relation in relations]
        if not any(place is not None for place in revealing):
            return frozenset(hidden)
        hidden.update(place for place in revealing if place is not None)
    return frozenset(range(len(values)))


def _complement(
    values: Sequence[Value], threshold: Value, hidden: set[int], total: int, parts: Sequence[int]
) -> int | None:
    """Return the part to suppress as well, so that the total does not reveal a hidden one."""
    gone = [part for part in parts if part in hidden]
    rest = [part for part in parts if part not in hidden]
    if not gone or not rest or total in hidden:
        return None
    if len(gone) > 1 and sum(values[part] for part in gone) >= threshold:
        return None
    return min(rest, key=lambda part: values[part])


def _sums_of_runs(values: Sequence[Value]) -> Iterator[tuple[int, range]]:
    """Yield each value that is the sum of the run before or after it, with that run."""
    for place, total in enumerate(values):
        for step in (1, -1):
            end = place + step
            left = total
            while 0 <= end < len(values) and left > 0 and abs(end - place) <= _MAX_PARTS:
                left -= values[end]
                end += step
                if not left and abs(end - place) > 2:
                    yield place, range(min(place + 1, end + 1), max(place, end))


def _sums_of_pairs(values: Sequence[Value]) -> Iterator[tuple[int, tuple[int, int]]]:
    """Yield each value that is the sum of two others in any order, with these."""
    ordered = sorted(range(min(len(values), _MAX_PAIRED)), key=lambda place: values[place])
    sizes = [values[place] for place in ordered]
    for first, one in enumerate(ordered):
        for second in range(first + 1, len(ordered)):
            total = sizes[first] + sizes[second]
            at = bisect_left(sizes, total, second + 1)
            if at < len(sizes) and sizes[at] == total:
                yield ordered[at], (one, ordered[second])
