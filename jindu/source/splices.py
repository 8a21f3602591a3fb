"""Apply edits of character ranges to a text."""

from __future__ import annotations

import bisect
from collections.abc import Iterable, Iterator
from collections.abc import Sequence as Listing
from typing import NamedTuple

from jindu.model.diagnostic import Edit


class Change(NamedTuple):
    """The edits of a finding; ``certain`` marks a safe fix of something unreadable."""

    edits: tuple[Edit, ...]
    code: str
    message: str
    certain: bool


def without_overlaps(changes: Iterable[Change]) -> Iterator[Change]:
    """Yield the changes that do not overlap an earlier one."""
    taken: list[tuple[int, int]] = []
    for change in changes:
        if not any(_touches(edit, taken) for edit in change.edits):
            for edit in change.edits:
                bisect.insort(taken, (edit.start, max(edit.end, edit.start + 1)))
            yield change


def _touches(edit: Edit, taken: list[tuple[int, int]]) -> bool:
    """Return whether an edit overlaps one of the ranges, which are sorted and disjoint."""
    place = bisect.bisect_left(taken, (edit.start, edit.end))
    before, after = taken[max(place - 1, 0) : place], taken[place : place + 1]
    return any(edit.start < end and start < edit.end for start, end in (*before, *after))


def spliced(text: str, changes: Iterable[Change]) -> str:
    """Apply the edits of all changes to a text."""
    # Insertions go before replacements at the same position.
    return apply(text, sorted((e for change in changes for e in change.edits), key=lambda e: e[:2]))


def apply(text: str, edits: Listing[Edit]) -> str:
    """Apply edits, which must be sorted and must not overlap."""
    pieces: list[str] = []
    position = 0
    for edit in edits:
        pieces += (text[position : edit.start], edit.text)
        position = edit.end
    return "".join((*pieces, text[position:]))
