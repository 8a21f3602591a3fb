"""Compare two texts as a unified diff, in linear time."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

_AROUND = 1
"""Lines of context before and after a change."""
_Block = tuple[int, int, int, int]
"""First and last line (exclusive) of what changes, in the old text and in the new one."""


def lines_of(text: str) -> list[str]:
    """Split a text into lines without their ends."""
    lines = [line.removesuffix("\r") for line in text.split("\n")]
    return lines if lines[-1] else lines[:-1]


def _changed(before: Sequence[str], after: Sequence[str]) -> Iterator[_Block]:
    """The blocks that differ: line by line, or one block where the number of lines differs."""
    if len(before) == len(after):
        for place, (old, new) in enumerate(zip(before, after, strict=True)):
            if old != new:
                yield place, place + 1, place, place + 1
        return
    shorter = min(len(before), len(after))
    pairs = zip(before, after, strict=False)
    head = next((n for n, (old, new) in enumerate(pairs) if old != new), shorter)
    pairs = zip(reversed(before), reversed(after), strict=False)
    tail = next((n for n, (old, new) in enumerate(pairs) if old != new), shorter)
    tail = min(tail, shorter - head)
    yield head, len(before) - tail, head, len(after) - tail


def unified(before: Sequence[str], after: Sequence[str]) -> Iterator[str]:
    """The lines of a unified diff behind its head."""
    hunk: list[_Block] = []
    for block in _changed(before, after):
        if hunk and block[0] == hunk[-1][1]:
            hunk[-1] = (hunk[-1][0], block[1], hunk[-1][2], block[3])
        elif hunk and block[0] - hunk[-1][1] > 2 * _AROUND:
            yield from _hunk(hunk, before, after)
            hunk = [block]
        else:
            hunk.append(block)
    if hunk:
        yield from _hunk(hunk, before, after)


def _hunk(blocks: Sequence[_Block], before: Sequence[str], after: Sequence[str]) -> Iterator[str]:
    start, first = (max(blocks[0][side] - _AROUND, 0) for side in (0, 2))
    end = min(blocks[-1][1] + _AROUND, len(before))
    last = min(blocks[-1][3] + _AROUND, len(after))
    yield f"@@ -{_range(start, end)} +{_range(first, last)} @@"
    for old_start, old_end, new_start, new_end in blocks:
        yield from (f" {line}" for line in before[start:old_start])
        yield from (f"-{line}" for line in before[old_start:old_end])
        yield from (f"+{line}" for line in after[new_start:new_end])
        start = old_end
    yield from (f" {line}" for line in before[start:end])


def _range(start: int, end: int) -> str:
    """A range of lines in the notation of unified diffs."""
    if end - start == 1:
        return str(start + 1)
    return f"{start + (end > start)},{end - start}"
