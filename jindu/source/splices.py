"""Splice edits into a text."""

from __future__ import annotations

import bisect
from collections.abc import Iterable, Iterator
from collections.abc import Sequence as Listing
from typing import NamedTuple

from jindu.model.diagnostic import Edit


class Change(NamedTuple):
    """What a finding offers; ``certain``: it is about reading, and has one right answer."""

    edits: tuple[Edit, ...]
    code: str
    message: str
    certain: bool


def without_overlaps(changes: Iterable[Change]) -> Iterator[Change]:
    """The changes that touch no earlier one."""
    taken: list[tuple[int, int]] = []
    for change in changes:
        if not any(_touches(edit, taken) for edit in change.edits):
            for edit in change.edits:
                bisect.insort(taken, (edit.start, max(edit.end, edit.start + 1)))
            yield change


def _touches(edit: Edit, taken: list[tuple[int, int]]) -> bool:
    """Whether an edit overlaps one of the stretches, which are sorted and lie apart."""
    place = bisect.bisect_left(taken, (edit.start, edit.end))
    before, after = taken[max(place - 1, 0) : place], taken[place : place + 1]
    return any(edit.start < end and start < edit.end for start, end in (*before, *after))


def spliced(text: str, changes: Iterable[Change]) -> str:
    """Apply the edits of some changes to a text."""
    # What is put in before a word comes before the word that takes its place.
    return apply(text, sorted((e for change in changes for e in change.edits), key=lambda e: e[:2]))


def apply(text: str, edits: Listing[Edit]) -> str:
    """The text with the edits carried out; they are sorted and do not overlap."""
    pieces: list[str] = []
    position = 0
    for edit in edits:
        pieces += (text[position : edit.start], edit.text)
        position = edit.end
    return "".join((*pieces, text[position:]))
