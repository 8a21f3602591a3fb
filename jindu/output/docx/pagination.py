"""Compute the page of every element from the exact pitches of the layout."""

from __future__ import annotations

import functools
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from jindu.output.docx.oxml import Grid, Paragraph
from jindu.output.docx.styles import STYLES, Style
from jindu.output.gbt9704 import LINE, WORD, Page, Reader, count_lines

Element = Paragraph | Grid
"""An element of the body."""

_BY_ID = {style.id: style for style in STYLES}


class Slice(NamedTuple):
    """A unit that is not broken over pages: a line, or a row of a table.

    ``head`` is the height of the head rows repeated above it at the top of a page. A ``tied``
    slice stays on the page of the next. ``after`` is space that the end of a page swallows.
    """

    height: int
    tied: bool
    head: int = 0
    new_page: bool = False
    paragraph: Paragraph | None = None
    after: int = 0


def placed(
    sections: Iterable[tuple[Page, Sequence[Element]]], reader: Reader = WORD
) -> Iterator[tuple[Paragraph, int]]:
    """Yield every paragraph with the page it begins on, counted from 1."""
    for part, number, _ in _laid(sections, reader):
        if part.paragraph is not None:
            yield part.paragraph, number


def lines_carried(
    paragraph: Paragraph, elements: Sequence[Element], page: Page, reader: Reader
) -> int:
    """Return how many lines of a broken paragraph stand on the page of what follows it.

    0 if it is not broken over pages, or ends before that page.
    """
    flow = [(part, number) for part, number, _ in _laid([(page, elements)], reader)]
    start = next(place for place, (part, _) in enumerate(flow) if part.paragraph is paragraph)
    numbers = [flow[start][1]]
    for part, number in flow[start + 1 :]:
        if part.paragraph is not None:
            return numbers.count(number) if numbers[0] < number else 0
        numbers.append(number)
    return 0


def extent(page: Page, elements: Sequence[Element], reader: Reader = WORD) -> tuple[int, float]:
    """Return how many pages elements take, and the part of the last one that is filled."""
    laid = [(number, used) for _, number, used in _laid(((page, elements),), reader)]
    pages, used = laid[-1] if laid else (1, 0)
    return pages, used / page.text_height


def _laid(
    sections: Iterable[tuple[Page, Sequence[Element]]], reader: Reader
) -> Iterator[tuple[Slice, int, int]]:
    """Yield every slice with its page and the height used up to its end."""
    number = 0
    for page, elements in sections:
        number += 1
        used = 0
        for chain in _chains(_slices(elements, page, reader)):
            height = sum(part.height + part.after for part in chain) - chain[-1].after
            full = used + height > page.text_height
            if used and (full or chain[0].new_page):
                number, used = number + 1, chain[0].head
            for part in chain:
                if used + part.height > page.text_height and used > part.head:
                    number, used = number + 1, part.head
                used += part.height + part.after
                yield part, number, used


def _chains(slices: Iterable[Slice]) -> Iterator[list[Slice]]:
    chain: list[Slice] = []
    for part in slices:
        if chain and part.new_page:
            yield chain
            chain = []
        chain.append(part)
        if not part.tied:
            yield chain
            chain = []
    if chain:
        yield chain


def _slices(elements: Iterable[Element], page: Page, reader: Reader) -> Iterator[Slice]:
    for element in elements:
        if isinstance(element, Grid):
            yield from _rows(element, reader)
        else:
            yield from _lines(element, page, reader)


_BORDER = 10
"""Border above a table: half a point."""


def _rows(grid: Grid, reader: Reader) -> Iterator[Slice]:
    heads = sum(row.height for row in grid.rows if row.head) + _BORDER
    for place, row in enumerate(grid.rows):
        height = row.height if reader is WORD else max(row.height, row.elsewhere)
        height += 0 if place else _BORDER
        head = 0 if row.head else heads
        while row.line and height > 2 * row.line:
            yield Slice(row.line, tied=False, head=head)
            height -= row.line
        yield Slice(height, row.keep_next or row.head, head)


class Look(NamedTuple):
    """Resolved measures of a style and its base styles, in twips."""

    line: int
    em: float
    half: float
    indent: int
    keep_next: bool
    keep_lines: bool = False


@functools.cache
def _look(style: str) -> Look:
    line, size, tightening, indent = LINE, 0, 0, 0
    keep_next = keep_lines = False
    for entry in reversed(list(_bases(style))):
        line = entry.line or line
        size = entry.size * 10 if entry.size is not None else size
        tightening = entry.tightening if entry.tightening is not None else tightening
        indent = entry.indent.get("firstLine", 0) if entry.indent is not None else indent
        keep_next |= entry.keep_next
        keep_lines |= entry.keep_lines
    return Look(line, size + tightening, size / 2 + tightening, indent, keep_next, keep_lines)


def _bases(style: str) -> Iterator[Style]:
    entry = _BY_ID.get(style)
    while entry is not None:
        yield entry
        entry = _BY_ID.get(entry.based_on)


def _lines(paragraph: Paragraph, page: Page, reader: Reader) -> Iterator[Slice]:
    look = _look(paragraph.style)
    room = page.text_width - (paragraph.left or 0) - (paragraph.right or 0)
    count = sum(
        count_lines(
            text,
            look.em,
            room,
            half=look.half,
            indent=look.indent if first else 0,
            reader=reader,
        )
        for first, text in _with_first(paragraph.text.split("\n"))
    )
    for place in range(count):
        yield Slice(
            paragraph.line or look.line,
            paragraph.keep_next or look.keep_next or (look.keep_lines and place < count - 1),
            new_page=place == 0 and paragraph.new_page,
            paragraph=paragraph if place == 0 else None,
            after=paragraph.after if place == count - 1 else 0,
        )


def _with_first(texts: Iterable[str]) -> Iterator[tuple[bool, str]]:
    first = True
    for text in texts:
        yield first, text
        first = False
