"""Tell comments of a file from text that merely looks like one."""

from __future__ import annotations

import bisect

from jindu.source.tree import Source


class Comments:
    """The comments of a file: what stands outside its keys and values."""

    def __init__(self, source: Source) -> None:
        extents = [source.extent(node) for node in source.scalars()]
        for place, (start, end) in enumerate(extents):
            if source.text[start : start + 1] in ("|", ">"):
                # A comment may follow the indicator of a block scalar.
                extents[place] = (max(source.text.find("\n", start, end), start), end)
        self._starts = [start for start, _ in extents]
        self._ends = [end for _, end in extents]

    def __contains__(self, index: int) -> bool:
        """Whether the character at ``index``, the ``#`` of a remark, begins a comment."""
        place = bisect.bisect_right(self._starts, index) - 1
        return place < 0 or index >= self._ends[place]


def line_of(source: Source, index: int) -> int:
    """Return the line that a comment is about; one on a line of its own is about the next."""
    span = source.stretch(index, index + 1)
    line = source.line(span.line)
    alone = not line[: span.column - 1].strip()
    return span.line + alone
