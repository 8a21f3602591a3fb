"""A document as a Word file in the layout of GB/T 9704-2012 (an ordinary paper, no letterhead).

What each block becomes is decided here; the numbers are in ``_docx_measures``, the look of
styles in ``_docx_styles``, the words of the file format in ``_oxml``.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from itertools import zip_longest
from typing import NamedTuple, assert_never

from jindu.render import _docx_table, _oxml, _oxml_parts
from jindu.render._docx_measures import LANDSCAPE, LINE, PITCH, PORTRAIT, Page, advance
from jindu.render._docx_package import Part, package
from jindu.render._docx_styles import PROFILES, STYLES, TABLE_STYLE
from jindu.render._oxml import Paragraph, run
from jindu.render.blocks import (
    Annex,
    AnnexList,
    Block,
    Doc,
    Heading,
    Para,
    Signature,
    Table,
    Title,
)

Elements = Iterator[Paragraph | str]
"""What stands in the body: paragraphs, and tables as XML."""

_TITLE_LINE = next(style.line or LINE for style in STYLES if style.id == "Title")


class Section(NamedTuple):
    """Consecutive pages of one orientation."""

    page: Page
    elements: tuple[Paragraph | str, ...]


def to_docx(doc: Doc, fonts: str = "gb") -> bytes:
    """The bytes of a .docx file, the same for the same document.

    ``fonts`` is a key of ``PROFILES``. Raises ``ValueError`` for a character XML forbids and
    for a table row with too many cells.
    """
    faces = PROFILES[fonts]
    margins = tuple(_margins(doc.properties.watermark))
    parts = (
        Part("styles", "styles", _oxml_parts.styles((*STYLES, TABLE_STYLE), faces)),
        Part("settings", "settings", _oxml_parts.settings()),
        Part("fontTable", "fontTable", _oxml_parts.font_table(faces.values())),
        Part("theme", "theme", _oxml_parts.theme(faces)),
        *(part for part, _ in margins),
    )
    references = [(part.kind, pages, part.relation) for part, pages in margins]
    body, last = _joined(tuple(_sections(doc)), references)
    return package(_oxml.document(body, last), parts, doc.properties)


def _margins(watermark: str) -> Iterator[tuple[Part, str]]:
    """The headers and footers, with the pages they stand on (clause 7.5: 单页居右, 双页居左)."""
    for pages, style in (("default", "OddNumber"), ("even", "EvenNumber")):
        number = Paragraph(style, run("— ") + _oxml.page_number() + run(" —"))
        yield Part("footer", f"footer_{pages}", _oxml.footer(number)), pages
        if watermark:
            mark = Paragraph("Header", run(watermark))
            yield Part("header", f"header_{pages}", _oxml.header(mark)), pages


# Sections --------------------------------------------------------------------------------


def _sections(doc: Doc) -> Iterator[Section]:
    """The body, and the annexes after it; those of one orientation share a section."""
    page = PORTRAIT
    elements = list(_blocks(doc.body, page))
    for annex in doc.annexes:
        wanted = LANDSCAPE if annex.landscape else PORTRAIT
        if elements and wanted != page:
            yield Section(page, tuple(elements))
            elements = []
        page = wanted
        elements += _annex(annex, page, new_page=bool(elements))
    yield Section(page, tuple(elements))


def _joined(
    sections: Sequence[Section], references: Iterable[tuple[str, str, str]]
) -> tuple[list[Paragraph | str], str]:
    """The elements of all sections, each with its properties at its end, and those of the last.

    A section ends with a paragraph of its own text where it can, so that no empty line for
    it slips on a page of its own; after a table a line of 14 twips has to do.
    """
    references = tuple(references)
    body: list[Paragraph | str] = []
    for section in sections:
        properties = _oxml.section(section.page, references)
        *before, end = section.elements or (Paragraph("SectionEnd"),)
        body += before
        if isinstance(end, str):
            body.append(end)
            end = Paragraph("SectionEnd")
        body.append(end if section is sections[-1] else end._replace(section=properties))
    return body, properties


def _annex(annex: Annex, page: Page, new_page: bool) -> Elements:
    """附件 on line 1, an empty line, the title on line 3 (clause 7.3.7)."""
    number = "" if annex.number is None else str(annex.number)
    yield Paragraph("AnnexMark", run(f"附件{number}"), new_page=new_page)
    yield Paragraph("Normal", keep_next=True)
    yield from _blocks(annex.blocks, page, title="AnnexTitle")


# Blocks ----------------------------------------------------------------------------------


def _blocks(blocks: Sequence[Block], page: Page, title: str = "Title") -> Elements:
    """The blocks in order; what comes before a signature is tied to it (clause 7.3.5.5)."""
    for block, following in zip_longest(blocks, blocks[1:]):
        tied = isinstance(following, AnnexList | Signature)
        match block:
            case Title(lines):
                yield from _title(lines, title)
            case Heading(level, text):
                yield Paragraph(f"Heading{level}", run(text), keep_next=tied)
            case Para():
                yield _para(block, tied)
            case Table():
                yield from _docx_table.table(block, page, tied)
                if following is not None:
                    yield Paragraph("Gap", keep_next=tied)
            case AnnexList(titles):
                yield from _annex_list(titles, tied)
            case Signature(organs, day):
                yield from _signature(organs, day, page)
            case _:
                assert_never(block)


def _title(lines: Sequence[str], style: str) -> Elements:
    """The title and an empty line, which gives back what the higher title lines took."""
    yield Paragraph(style, run("\n".join(lines)))
    taken = (_TITLE_LINE - LINE) * len(lines)
    yield Paragraph("Normal", keep_next=True, line=max(LINE - taken, LINE // 2))


def _para(block: Para, tied: bool) -> Paragraph:
    lead = run(block.lead, f"Lead{block.lead_level}") if block.lead else ""
    runs = (run(piece.text, strong=piece.strong) for piece in block.content)
    style = "BodyText" if block.indent else "Flush"
    return Paragraph(style, lead + "".join(runs), keep_next=tied)


def _annex_list(titles: Sequence[str], tied: bool) -> Elements:
    """附件说明: one line below the text; a name wraps under its first character (7.3.4)."""
    if not titles:
        return
    yield Paragraph("Normal", keep_next=tied)
    start = 2 * PITCH
    label = "附件："
    for number, title in enumerate(titles, start=1):
        label += f"{number}." if len(titles) > 1 else ""
        hanging = advance(label)
        yield Paragraph(
            "AnnexList",
            run(label + title),
            keep_next=tied,
            left=start + hanging,
            hanging=hanging,
        )
        start, label = 2 * PITCH + advance("附件："), ""


def _signature(organs: Sequence[str], day: date | None, page: Page) -> Elements:
    """署名 and 成文日期 without seal (clause 7.3.5.2), one line below the text.

    The longest organ ends two characters from the right, the others begin where it begins;
    the date begins two characters right of that. A date that would then come nearer to the
    edge than two characters stops there and the organs move left. Set by left indents, which
    put the first characters right whatever width a font gives to digits.
    """
    written = f"{day.year}年{day.month}月{day.day}日" if day else ""
    wide = max(map(advance, organs), default=0)
    dated = advance(written)
    right = page.text_width - 2 * PITCH
    left = max(right - max(wide, dated + 2 * PITCH if organs and dated > wide else 0), 0)
    lines = [("Organ", organ, left) for organ in organs]
    if day:
        lines.append(("Day", written, left + 2 * PITCH if organs else right - dated))
    if lines:
        yield Paragraph("Normal", keep_next=True)
    for number, (style, text, indent) in enumerate(lines, start=1):
        yield Paragraph(style, run(text), keep_next=number < len(lines), left=indent)
