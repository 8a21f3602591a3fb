"""Build 目录 with its page numbers filled in, so that it is correct on opening.

Page numbers are those of Word, computed from the exact pitches of the layout. Each entry is
also a field, so that programs can update it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import count
from typing import NamedTuple

from jindu.output.docx import oxml
from jindu.output.docx.oxml import Paragraph
from jindu.output.docx.pagination import Element, placed
from jindu.output.gbt9704 import PORTRAIT, Page

_TITLE = "目　录"
_LEVELS = {"Heading1": 1, "Heading2": 2, "AnnexMark": 1, "AnnexTitle": 1}
"""Style → level of the entry. The mark and title of an annex share one entry."""


class Section(NamedTuple):
    """Consecutive pages of one orientation; page numbers restart at ``start``.

    目录 goes before the section marked ``opens``. An ``unnumbered`` section shows no page
    numbers; the section of a ``letter`` shows none on its first page.
    """

    page: Page
    elements: tuple[Element, ...]
    opens: bool = False
    start: int | None = None
    unnumbered: bool = False
    letter: bool = False


class Entry(NamedTuple):
    """A line of 目录: level, text, bookmark of the heading, and page."""

    level: int
    text: str
    bookmark: str
    page: int


def with_contents(sections: Sequence[Section]) -> Iterator[Section]:
    """Bookmark the headings, and insert 目录 before the section that opens the text."""
    marked = tuple(_marked(sections))
    entries = tuple(_entries(marked))
    for number, section in enumerate(marked):
        if section.opens:
            yield Section(PORTRAIT, tuple(_lines(entries)), unnumbered=True)
            yield section._replace(start=_pages(marked[:number]) + 1)
        else:
            yield section


def _pages(sections: Sequence[Section]) -> int:
    *_, last = (0, *(page for _, page in placed(_plain(sections))))
    return last


def _plain(sections: Iterable[Section]) -> list[tuple[Page, tuple[Element, ...]]]:
    return [(section.page, section.elements) for section in sections]


def _marked(sections: Sequence[Section]) -> Iterator[Section]:
    numbers = count(1)
    for section in sections:
        elements = (
            element._replace(bookmark=next(numbers))
            if isinstance(element, Paragraph) and element.style in _LEVELS
            else element
            for element in section.elements
        )
        yield section._replace(elements=tuple(elements))


def _entries(sections: Sequence[Section]) -> Iterator[Entry]:
    mark = ""
    for heading, page in placed(_plain(sections)):
        if heading.style == "AnnexMark":
            mark = f"{heading.text}　"
        elif heading.bookmark and (mark or heading.style != "AnnexTitle"):
            text = mark + heading.text.replace("\n", "")
            yield Entry(_LEVELS[heading.style], text, oxml.bookmark_name(heading.bookmark), page)
            mark = ""


def _lines(entries: Sequence[Entry]) -> Iterator[Paragraph]:
    yield Paragraph("ContentsTitle", oxml.run(_TITLE))
    yield Paragraph("Normal")
    stops = (("right", PORTRAIT.text_width),)
    last = len(entries) - 1
    for place, entry in enumerate(entries):
        content = oxml.entry(entry.text, entry.bookmark, str(entry.page))
        if place == 0:
            content = oxml.contents_begin() + content
        if place == last:
            content += oxml.contents_end()
        yield Paragraph(f"TOC{entry.level}", content, tabs=stops, dotted=True)
