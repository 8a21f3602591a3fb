"""Render a document as a Word file in the layout of GB/T 9704-2012.

This module orders sections and margins; ``blocks`` turns blocks into elements. Measures are in
``output.gbt9704``, styles in ``styles``, and the elements of the file format in ``oxml``.
"""

from __future__ import annotations

import functools
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from jindu.document.blocks import Annex, Doc
from jindu.output.docx import oxml, oxml_parts
from jindu.output.docx.blocks import Elements, elements
from jindu.output.docx.closer import close_tables
from jindu.output.docx.contents import Pages, Section, headings, with_contents
from jindu.output.docx.fitting import fitted
from jindu.output.docx.letter import imprint, letter, letterhead
from jindu.output.docx.oxml import Grid, Paragraph, run
from jindu.output.docx.oxml_box import SLACK, Box, box
from jindu.output.docx.package import Part, package
from jindu.output.docx.pagination import Element
from jindu.output.docx.styles import CHART_STYLE, STYLES, TABLE_STYLE, guest_id
from jindu.output.docx.styles import guest as guest_style
from jindu.output.fonts import PROFILES
from jindu.output.gbt9704 import A3, LANDSCAPE, LINE, PORTRAIT, Page


def to_docx(
    doc: Doc, fonts: str = "gb", *, guest: bool = False, pages: Pages | None = None
) -> bytes:
    """Return a .docx file; the same document gives the same bytes.

    ``fonts`` is a key of ``PROFILES``. With ``guest``, style names are prefixed so that the
    document can be inserted into another file. 目录 shows ``pages`` if they are known.
    Raises ``ValueError`` for a character that XML forbids and for a table row with too many cells.
    """
    faces = PROFILES[fonts]
    margins = tuple(_margins(doc))
    styles = (*STYLES, TABLE_STYLE, CHART_STYLE)
    parts = (
        Part(
            "styles",
            "styles",
            oxml_parts.styles(map(guest_style, styles) if guest else styles, faces),
        ),
        Part("settings", "settings", oxml_parts.settings()),
        Part("fontTable", "fontTable", oxml_parts.font_table(faces.values())),
        Part("theme", "theme", oxml_parts.theme(faces)),
        *dict.fromkeys(margin.part for margin in margins),
    )
    sections = tuple(_sections(doc))
    if doc.contents:
        sections = tuple(with_contents(sections, pages))
    main = oxml.document(*_joined(sections, margins, closed=guest and _is_turned(sections)))
    if guest:
        main = (oxml.renamed(piece, guest_id) for piece in main)
    return package(main, parts, doc.properties)


def listed(doc: Doc) -> tuple[str, ...]:
    """Return the headings that 目录 lists."""
    return headings(tuple(_sections(doc)))


class Margin(NamedTuple):
    """A header or footer, and the pages it applies to: default, even or first.

    ``landscape`` is the orientation of its pages. ``numbered`` restricts it to sections with
    (True) or without (False) page numbers; None allows both.
    """

    part: Part
    pages: str
    landscape: bool = False
    numbered: bool | None = None

    def suits(self, section: Section) -> bool:
        """Return whether it applies to a section."""
        return (
            self.landscape is (section.page.landscape and not section.page.is_large)
            and self.numbered in (None, not section.unnumbered)
            and (self.pages != "first" or section.letter)
        )


def _margins(doc: Doc) -> Iterator[Margin]:
    """Yield headers and footers for the orientations in use (clause 7.5: 单页居右, 双页居左)."""
    turned = {doc.landscape and not doc.large, *(annex.landscape for annex in doc.annexes)}
    if doc.imprint:
        turned.add(False)
    mark = doc.properties.watermark
    header = Part("header", "header", oxml.header(Paragraph("Header", run(mark))))
    for landscape in sorted(turned):
        name = "_wide" if landscape else ""
        for place, (pages, style) in enumerate(_NUMBERS.items(), 1):
            number = Paragraph(style, run("— ") + oxml.page_number() + run(" —"))
            if landscape:
                number = _turned(number, place)
            footer = Part("footer", f"footer_{pages}{name}", oxml.footer(number))
            yield Margin(footer, pages, landscape, numbered=True)
        if mark:
            yield from (Margin(header, pages, landscape) for pages in (*_NUMBERS, "first"))
    none = Part("footer", "footer_none", oxml.footer(Paragraph("Footer")))
    if doc.contents or (doc.imprint and doc.imprint.apart):
        yield from (Margin(none, pages, numbered=False) for pages in _NUMBERS)
    if doc.letterhead and doc.letterhead.letter:
        yield Margin(none, "first")


_NUMBERS = {"default": "OddNumber", "even": "EvenNumber"}


def _turned(number: Paragraph, place: int) -> Paragraph:
    """Place the page number of a landscape page where portrait pages have it (clause 8)."""
    line = next(style.line or LINE for style in STYLES if style.id == "Footer")
    left, width = PORTRAIT.footer - SLACK, line + SLACK
    shape = Box(place, "页码", width, PORTRAIT.text_width, left, LANDSCAPE.top, True)
    return Paragraph("Footer", box(shape, str(number)))


# Sections --------------------------------------------------------------------------------


class Stretch(NamedTuple):
    """Elements in one orientation; ``breaks`` starts them on a new page.

    Those that stand ``apart`` are a leaf's last face: an even page without number.
    """

    page: Page
    elements: tuple[Element, ...]
    breaks: bool = True
    opens: bool = False
    apart: bool = False


def _stretches(doc: Doc) -> Iterator[Stretch]:
    """Yield body, annexes and 版记. 目录 goes before the stretch marked ``opens``."""
    page = (A3 if doc.large else LANDSCAPE) if doc.landscape else PORTRAIT
    behind = any(not annex.mark for annex in doc.annexes)
    notes = tuple(imprint(doc.imprint, PORTRAIT, _IMPRINT)) if doc.imprint else ()
    joined = not doc.annexes and not doc.landscape and not (doc.imprint and doc.imprint.apart)
    after = notes if joined else ()
    body = close_tables(lambda closer: _body(doc, page, closer, after), page)
    yield Stretch(page, body, opens=not behind)
    for annex in doc.annexes:
        turned = LANDSCAPE if annex.landscape else PORTRAIT
        drawn = close_tables(functools.partial(_annex, annex, turned), turned)
        yield Stretch(turned, drawn, opens=not annex.mark)
    if doc.imprint:
        yield Stretch(PORTRAIT, notes, breaks=False, apart=doc.imprint.apart)


def _body(doc: Doc, page: Page, closer: int, after: Sequence[Element]) -> tuple[Element, ...]:
    """Return the body with its letterhead; ``after`` follows on the same page."""
    head, body = tuple(_head(doc, page)), tuple(elements(doc.body, page, closer=closer))
    return fitted(head, body, after, page)


def _head(doc: Doc, page: Page) -> Elements:
    if doc.letterhead and doc.letterhead.letter:
        yield from letter(doc.letterhead, page, _LETTER)
    elif doc.letterhead:
        yield from letterhead(doc.letterhead, page)


def _sections(doc: Doc) -> Iterator[Section]:
    """Merge consecutive stretches of one orientation, except where 目录 goes between them."""
    first, *others = _stretches(doc)
    is_letter = doc.letterhead is not None and doc.letterhead.letter
    section = Section(first.page, first.elements, first.opens, letter=is_letter)
    for stretch in others:
        if (
            stretch.page == section.page
            and not stretch.apart
            and section.elements
            and not (doc.contents and stretch.opens)
        ):
            joined = (*section.elements, *_broken(stretch.elements, stretch.breaks))
            section = section._replace(elements=joined)
        else:
            yield section
            section = Section(
                stretch.page,
                stretch.elements,
                stretch.opens,
                unnumbered=stretch.apart,
                even=stretch.apart,
            )
    yield section


def _broken(elements: Sequence[Element], breaks: bool) -> Elements:
    for place, element in enumerate(elements):
        if breaks and place == 0 and isinstance(element, Paragraph):
            yield element._replace(new_page=True)
        else:
            yield element


_LETTER = 5
"""Number of the first text box of a letter within the document."""
_IMPRINT = 9
"""Number of the text box of 版记 within the document."""


def _joined(
    sections: Sequence[Section], margins: Sequence[Margin], closed: bool = False
) -> tuple[list[Element], str]:
    """Join all sections. Return the elements, and the properties of the last section.

    If ``closed``, the elements end the last section, too: more may follow them.
    A section's properties go into its last paragraph, because an extra empty line could slip
    onto a page of its own. A section that ends with a table gets a line of 14 twips.
    """
    body: list[Element] = []
    properties = ""
    for section in sections:
        references = [
            (margin.part.kind, margin.pages, margin.part.relation)
            for margin in margins
            if margin.suits(section)
        ]
        properties = oxml.section(
            section.page, references, section.start, section.letter, section.even
        )
        *before, end = section.elements or (Paragraph("SectionEnd"),)
        body += before
        if isinstance(end, Grid):
            body.append(end)
            end = Paragraph("SectionEnd")
        ends = closed or section is not sections[-1]
        body.append(end._replace(section=properties) if ends else end)
    return body, properties


def _is_turned(sections: Sequence[Section]) -> bool:
    """Return whether any page is not upright."""
    return any(section.page.landscape for section in sections)


def _annex(annex: Annex, page: Page, closer: int = 0) -> Elements:
    """Yield an annex: 附件 on line 1, an empty line, the title on line 3 (clause 7.3.7).

    Without a mark, as for a plan that follows its notice, the title comes first.
    """
    if annex.mark:
        yield Paragraph("AnnexMark", run(annex.mark))
        yield Paragraph("Normal", keep_next=True)
    yield from elements(annex.blocks, page, "AnnexTitle", closer)
