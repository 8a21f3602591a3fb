"""Turn blocks into Word paragraphs and tables with styles and positions (7.3)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from itertools import zip_longest
from typing import assert_never

from jindu.document.blocks import (
    AnnexList,
    Block,
    Gantt,
    Heading,
    Para,
    Remark,
    Signature,
    Table,
    Title,
)
from jindu.output.docx import gantt, table
from jindu.output.docx.oxml import Grid, Paragraph, run
from jindu.output.docx.pagination import Element
from jindu.output.docx.styles import STYLES
from jindu.output.gbt9704 import LINE, PITCH, SEAL, Page, advance
from jindu.units import say_day

Elements = Iterator[Element]
"""Elements of the body, in order."""

_TITLE_LINE = next(style.line or LINE for style in STYLES if style.id == "Title")


def elements(blocks: Sequence[Block], page: Page, title: str = "Title") -> Elements:
    """Yield the elements of the blocks; a signature is kept with what precedes it (7.3.5.5)."""
    told = ""
    for block, following in zip_longest(blocks, blocks[1:]):
        tied = isinstance(following, AnnexList | Signature | Remark)
        match block:
            case Title(lines):
                told = "".join(lines)
                yield from _title(lines, title)
            case Heading(level, text):
                yield Paragraph(f"Heading{level}", run(text), keep_next=tied)
            case Para():
                yield _para(block, tied)
            case Table():
                yield from _named(table.table(block, page, tied), block.caption or told)
                if following is not None:
                    yield Paragraph("Gap", keep_next=tied)
            case Gantt():
                yield from _named(gantt.gantt(block, page, tied), block.caption or told)
            case AnnexList(titles):
                yield from _annex_list(titles, tied)
            case Signature(organs, day, sealed):
                signed = _sealed if sealed else _signature
                yield from signed(organs, day, page)
            case Remark(text):
                yield Paragraph("Remark", run(f"（{text}）"))
            case _:
                assert_never(block)


def _named(elements: Elements, told: str) -> Elements:
    """Set ``told`` as the alternative text of tables."""
    for element in elements:
        yield element._replace(told=told) if isinstance(element, Grid) else element


def _title(lines: Sequence[str], style: str) -> Elements:
    """Yield the title and an empty line, shortened by the extra height of the title lines."""
    yield Paragraph(style, run("\n".join(lines)))
    taken = (_TITLE_LINE - LINE) * len(lines)
    yield Paragraph("Normal", keep_next=True, line=max(LINE - taken, LINE // 2))


def _para(block: Para, tied: bool) -> Paragraph:
    lead = run(block.lead, f"Lead{block.lead_level}") if block.lead else ""
    runs = (run(piece.text, strong=piece.strong) for piece in block.content)
    style = "BodyText" if block.indent else "Flush"
    return Paragraph(style, lead + "".join(runs), keep_next=tied)


def _annex_list(titles: Sequence[str], tied: bool) -> Elements:
    """Yield 附件说明: one line below the text; names wrap under their first character (7.3.4)."""
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
    """Yield 署名 and 成文日期 without seal (clause 7.3.5.2), one line below the text.

    The longest organ ends two characters from the right edge and the others align with its
    start; the date begins two characters further right. If the date would end nearer to the
    edge than two characters, it ends there and the organs move left. Left indents are used
    because they do not depend on the width of digits in a font.
    """
    written = say_day(day) if day else ""
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


def _sealed(organs: Sequence[str], day: date | None, page: Page) -> Elements:
    """Yield 署名 and 成文日期 for red seals (clause 7.3.5.1).

    The date ends four characters from the right edge and the organ is centred on it. Joint
    organs are set in rows of two with room for their seals; the last one goes with the date.
    The lines above leave room for the seal and stay on the same page as the text.
    """
    written = say_day(day) if day else ""
    wide = advance(written) or SEAL
    middle = page.text_width - 4 * PITCH - wide // 2
    *others, last = organs or ("",)
    for first in range(0, len(others), 2):
        pair = others[first : first + 2]
        places = [("center", page.text_width * (2 * n + 1) // 4) for n in range(len(pair))]
        yield Paragraph("Normal", keep_next=True, line=SEAL // 2)
        text = "".join(f"\t{organ}" for organ in pair)
        yield Paragraph("Organ", run(text), keep_next=True, tabs=tuple(places))
    for _ in range(2):
        yield Paragraph("Normal", keep_next=True)
    half = advance(last) // 2
    if last:
        left = max(min(middle - half, page.text_width - 2 * half), 0)
        yield Paragraph("Organ", run(last), keep_next=bool(day), left=left)
    if day:
        yield Paragraph("Day", run(written), left=middle - wide // 2)
