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
from jindu.output.docx.letter import room
from jindu.output.docx.oxml import Grid, Paragraph, run
from jindu.output.docx.pagination import Element
from jindu.output.docx.styles import STYLES
from jindu.output.gbt9704 import LINE, PITCH, Page, advance
from jindu.output.seals import Name, seals
from jindu.units import say_day

Elements = Iterator[Element]
"""Elements of the body, in order."""

_TITLE_LINE = next(style.line or LINE for style in STYLES if style.id == "Title")


def elements(
    blocks: Sequence[Block], page: Page, title: str = "Title", closer: int = 0
) -> Elements:
    """Yield the elements of the blocks; a signature is kept with what precedes it (7.3.5.5).

    ``closer`` is how close tables are set, in steps.
    """
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
                yield from _named(table.table(block, page, tied, closer), block.caption or told)
                if following is not None:
                    yield Paragraph("Gap", keep_next=tied)
            case Gantt():
                yield from _named(gantt.gantt(block, page, tied, closer), block.caption or told)
            case AnnexList(titles):
                yield from _annex_list(titles, tied)
            case Signature(organs, day, sealed):
                remark = following.text if isinstance(following, Remark) else ""
                signed = _sealed if sealed else _signature
                yield from signed(organs, day, page, remark)
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


def _signature(organs: Sequence[str], day: date | None, page: Page, remark: str) -> Elements:
    """Yield 署名 and 成文日期 without seal (clause 7.3.5.2), one line below the text.

    The longest organ ends two characters from the right edge and the others align with its
    start; the date begins two characters further right. If the date would end nearer to the
    edge than two characters, it ends there and the organs move left. Left indents are used
    because they do not depend on the width of digits in a font; a single name that ends at the
    right stays there when it is edited.
    """
    written = say_day(day) if day else ""
    wide = max(map(advance, organs), default=0)
    dated = advance(written)
    right = page.text_width - 2 * PITCH
    left = max(right - max(wide, dated + 2 * PITCH if organs and dated > wide else 0), 0)
    fixed = len(organs) == 1 and left + wide == right
    lines = [
        Paragraph("Organ", run(organ), left=0, right=2 * PITCH, align="right")
        if fixed
        else Paragraph("Organ", run(organ), left=left)
        for organ in organs
    ]
    if day:
        start = left + 2 * PITCH if organs else right - dated
        lines.append(Paragraph("Day", run(written), left=start))
    if lines:
        yield Paragraph("Normal", keep_next=True)
    for number, line in enumerate(lines, start=1):
        yield line._replace(keep_next=number < len(lines) or bool(remark))


def _sealed(organs: Sequence[str], day: date | None, page: Page, remark: str) -> Elements:
    """Yield 署名 and 成文日期 for red seals (clause 7.3.5.1), tied to the text above.

    Names and date are centred, so that they stay under their seals when they are edited. What
    follows begins below the last seal, unless it is a remark that ends left of it.
    """
    places = seals(organs, day, page.text_width)
    beside = remark and 2 * PITCH + advance(f"（{remark}）") <= places.left
    below = 0 if beside else places.below
    for row in places.rows:
        last = row is places.rows[-1] and not day
        tied, after = not last or bool(remark), below if last else 0
        yield from room(row.above, keep_next=True)
        if len(row.names) == 1:
            (name,) = row.names
            if name.text:
                yield _centred("Organ", name, page, tied, after)
            continue
        stops = tuple(("center", name.middle) for name in row.names)
        text = "".join(f"\t{name.text}" for name in row.names)
        yield Paragraph("Organ", run(text), tied, line=LINE, tabs=stops, after=after)
    if day:
        yield _centred("Day", Name(say_day(day), places.day, 0), page, bool(remark), below)


def _centred(style: str, name: Name, page: Page, tied: bool, after: int) -> Paragraph:
    """Return a line centred on its middle; a name of several lines breaks into equal ones."""
    middle, width = name.middle, page.text_width
    half = min(middle, width - middle) + PITCH
    if advance(name.text) > width:
        half = (name.width + PITCH // 2) // 2
    return Paragraph(
        style,
        run(name.text),
        tied,
        line=LINE,
        left=middle - half,
        right=width - middle - half,
        align="center",
        after=after,
    )
