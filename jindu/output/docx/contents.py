"""Build 目录 with its page numbers filled in, so that it is correct on opening.

Page numbers are those of Word, computed from the exact pitches of the layout, or those of
another program that has laid the document out. Each entry is also a field, so that programs can
update it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import count
from typing import NamedTuple

from jindu.output.docx import oxml, oxml_fields
from jindu.output.docx.oxml import Paragraph
from jindu.output.docx.pagination import Element, placed
from jindu.output.gbt9704 import PORTRAIT, Page

_TITLE = "目　录"
_LEVELS = {"Heading1": 1, "Heading2": 2, "AnnexMark": 1, "AnnexTitle": 1}
"""Style → level of the entry. The mark and title of an annex share one entry."""


class Section(NamedTuple):
    """Consecutive pages of one orientation; page numbers restart at ``start``.

    目录 goes before the section marked ``opens``. An ``unnumbered`` section shows no page
    numbers; the section of a ``letter`` shows none on its first page. An ``even`` section
    begins on an even page.
    """

    page: Page
    elements: tuple[Element, ...]
    opens: bool = False
    start: int | None = None
    unnumbered: bool = False
    letter: bool = False
    even: bool = False


class Entry(NamedTuple):
    """A line of 目录: level, text, bookmark of the heading, page, and the heading alone."""

    level: int
    text: str
    bookmark: str
    page: int
    heading: str


class Pages(NamedTuple):
    """Pages as a program has made them: the number before 目录, and those of the entries.

    Pages of 目录 are not counted.
    """

    before: int
    entries: tuple[int, ...]


def with_contents(sections: Sequence[Section], pages: Pages | None = None) -> Iterator[Section]:
    """Bookmark the headings, and insert 目录 before the section that opens the text."""
    marked = tuple(_marked(sections))
    entries = tuple(_entries(marked))
    if pages:
        known = zip(entries, pages.entries, strict=True)
        entries = tuple(entry._replace(page=page) for entry, page in known)
    for number, section in enumerate(marked):
        if section.opens:
            yield Section(PORTRAIT, tuple(_lines(entries)), unnumbered=True)
            before = pages.before if pages else _pages(marked[:number])
            yield section._replace(start=before + 1)
        else:
            yield section


def headings(sections: Sequence[Section]) -> tuple[str, ...]:
    """Return the headings that 目录 lists, without the marks of annexes."""
    return tuple(entry.heading for entry in _entries(tuple(_marked(sections))))


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
            text = heading.text.replace("\n", "")
            name = oxml.bookmark_name(heading.bookmark)
            yield Entry(_LEVELS[heading.style], mark + text, name, page, text)
            mark = ""


def _lines(entries: Sequence[Entry]) -> Iterator[Paragraph]:
    yield Paragraph("ContentsTitle", oxml.run(_TITLE))
    yield Paragraph("Normal")
    stops = (("right", PORTRAIT.text_width),)
    last = len(entries) - 1
    for place, entry in enumerate(entries):
        content = oxml_fields.entry(entry.text, entry.bookmark, str(entry.page))
        if place == 0:
            content = oxml_fields.contents_begin() + content
        if place == last:
            content += oxml_fields.contents_end()
        yield Paragraph(f"TOC{entry.level}", content, tabs=stops, dotted=True)
