"""Render a document as a self-contained HTML page, for screen and print.

The printed layout is that of the Word file (GB/T 9704-2012). This module renders the blocks; the
page around them and its style sheet are in ``templates/page.html.j2``.
"""

from __future__ import annotations

import functools
import math
import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import count, zip_longest
from typing import NamedTuple, assert_never

from jinja2 import FileSystemLoader, StrictUndefined, Template
from jinja2.sandbox import SandboxedEnvironment
from markupsafe import Markup

from jindu import assets
from jindu.document.blocks import (
    AnnexList,
    Block,
    Doc,
    Gantt,
    Heading,
    Para,
    Remark,
    Signature,
    Table,
    Title,
)
from jindu.output.fonts import PROFILES, Face
from jindu.output.gbt9704 import LANDSCAPE, LINE, PORTRAIT, Page, ems
from jindu.output.html import svg, table
from jindu.output.html.elements import classes, element, prose, text
from jindu.output.html.letter import (
    annex_list,
    imprint,
    imprint_lines,
    letter,
    letterhead,
    sealed,
    signature,
)

_DESCRIBED = 120
"""Characters of text in the page's meta description."""

_NOTE, _NOTE_LINE, _AIR = 210, 320, 100
"""Twips: character and line of a note, and free space below a chart."""

_GENERIC = {
    Face.FANG: "serif",
    Face.KAI: "serif",
    Face.HEI: "sans-serif",
    Face.TITLE: "serif",
    Face.SONG: "serif",
}


class Sheet(NamedTuple):
    """Consecutive pages: the body, or an annex with its ``mark``.

    ``deep`` moves headings one level down, below the title of the whole document.
    """

    id: str
    blocks: tuple[Block, ...]
    page: Page
    mark: str = ""
    deep: int = 0

    @property
    def name(self) -> str:
        """The title, on one line."""
        titles = (block for block in self.blocks if isinstance(block, Title))
        return "".join(next(titles, Title(())).lines)

    def anchor(self, place: int) -> str:
        """Return the id of a block, given its index."""
        return f"{self.id}-{place}"


def to_html(doc: Doc, fonts: str = "gb") -> bytes:
    """Return an .html file in UTF-8; the same document gives the same bytes.

    ``fonts`` is a key of ``PROFILES``. Raises ``ValueError`` for a character that XML forbids and
    for a table row with too many cells.
    """
    sheets, mark = tuple(_sheets(doc)), doc.properties.watermark
    page = _template().render(
        title=doc.properties.title or "公文",
        author=doc.properties.organ,
        description=_description(doc.body),
        watermark=Markup(_quoted(mark)) if mark else "",
        faces=_faces(fonts),
        content=Markup("\n".join(_content(doc, sheets))),
    )
    return page.encode("utf-8")


@functools.cache
def _template() -> Template:
    environment = SandboxedEnvironment(
        loader=FileSystemLoader(assets.templates()),
        undefined=StrictUndefined,
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    return environment.get_template("page.html.j2")


def _description(blocks: Sequence[Block]) -> str:
    """Return the beginning of the first paragraph."""
    paragraphs = (block for block in blocks if isinstance(block, Para) and block.indent)
    first = next(paragraphs, Para(()))
    written = first.lead + "".join(run.text for run in first.content)
    return written if len(written) <= _DESCRIBED else f"{written[: _DESCRIBED - 1]}…"


def _faces(fonts: str) -> Mapping[str, tuple[Markup, str]]:
    """Map each face to its font families, in order of preference, and its weight."""
    return {
        face.name.lower(): (
            Markup(", ".join([*map(_quoted, (font.name, *font.instead)), _GENERIC[face]])),
            "bold" if font.bold else "normal",
        )
        for face, font in PROFILES[fonts].items()
    }


def _quoted(content: str) -> str:
    """Quote a text as a CSS string, escaping all special characters."""
    return '"' + re.sub(r"[^\w -]", lambda found: f"\\{ord(found[0]):x} ", content) + '"'


# Sheets ----------------------------------------------------------------------------------


def _sheets(doc: Doc) -> Iterator[Sheet]:
    yield Sheet("body", doc.body, LANDSCAPE if doc.landscape else PORTRAIT)
    numbers = {True: count(1), False: count(1)}
    for annex in doc.annexes:
        kind = "annex" if annex.mark else "part"
        page = LANDSCAPE if annex.landscape else PORTRAIT
        number = next(numbers[bool(annex.mark)])
        yield Sheet(f"{kind}{number}", annex.blocks, page, annex.mark, deep=1)


def _content(doc: Doc, sheets: Sequence[Sheet]) -> Iterator[str]:
    """Yield all sheets; 目录 goes before the one that opens the text, after any notice.

    版记 ends the last sheet if that is portrait, else it gets a sheet of its own; on a face of its
    own it is printed without page number, on an even page if the browser can begin one.
    """
    opens = next((sheet for sheet in sheets[1:] if not sheet.mark), sheets[0])
    annexes = frozenset(sheet.id for sheet in sheets if sheet.mark)
    *_, last = sheets
    apart = doc.imprint is not None and (doc.imprint.apart or last.page.landscape)
    for sheet in sheets:
        if doc.contents and sheet is opens:
            yield _contents(sheets)
        head = doc.letterhead if sheet is sheets[0] else None
        ends = doc.imprint if sheet is last and not apart else None
        drawn = letter if head and head.letter else letterhead
        yield element(
            "section",
            element("div", drawn(head) if head else "", *_mark(sheet), *_blocks(sheet, annexes)),
            imprint(ends) if ends else "",
            id=sheet.id,
            class_=classes(
                sheet=True,
                wide=sheet.page.landscape,
                letter=drawn is letter,
                last=ends is not None,
            ),
            style=f"--foot: {imprint_lines(ends)}" if ends else None,
        )
    if doc.imprint and apart:
        kind = classes(sheet=True, last=True, leaf=doc.imprint.apart)
        yield element("section", imprint(doc.imprint), id="imprint", class_=kind)


def _mark(sheet: Sheet) -> Iterator[str]:
    if sheet.mark:
        yield element("p", text(sheet.mark), class_="annex-mark")


def _contents(sheets: Sequence[Sheet]) -> str:
    """Return 目录: headings of the first two levels, and the titles of annexes."""
    entries = (
        element("li", element("a", text(name), href=f"#{anchor}"), class_=f"level{level}")
        for sheet in sheets
        for anchor, level, name in _entries(sheet)
    )
    return element(
        "nav",
        element("h2", text("目　录"), id="contents"),
        element("ol", *entries),
        class_="sheet contents",
        aria_labelledby="contents",
    )


def _entries(sheet: Sheet) -> Iterator[tuple[str, int, str]]:
    if sheet.deep and sheet.name:
        yield sheet.id, 1, f"{sheet.mark}　{sheet.name}".strip("　")
    for place, block in enumerate(sheet.blocks):
        if isinstance(block, Heading) and block.level <= 2:
            yield sheet.anchor(place), block.level, block.text


# Blocks ----------------------------------------------------------------------------------


def _blocks(sheet: Sheet, annexes: frozenset[str]) -> Iterator[str]:
    """Yield the blocks in order; a signature is kept with what precedes it (7.3.5.5)."""
    for place, (block, following) in enumerate(zip_longest(sheet.blocks, sheet.blocks[1:])):
        tied = isinstance(following, AnnexList | Signature | Remark)
        match block:
            case Title(lines):
                yield _title(lines, sheet.deep)
            case Heading(level, words):
                tag, kind = f"h{min(level + 1 + sheet.deep, 6)}", f"level{level}"
                yield element(tag, text(words), id=sheet.anchor(place), class_=kind)
            case Para():
                yield _para(block, tied)
            case Table():
                yield from table.table(block, sheet.page, sheet.name, tied)
            case Gantt():
                yield from _gantt(block, sheet, tied)
            case AnnexList(titles):
                yield annex_list(titles, annexes, tied)
            case Signature(organs, day, for_seal):
                yield (sealed if for_seal else signature)(organs, day)
            case Remark(words):
                yield element("p", text(f"（{words}）"), class_="remark")
            case _:
                assert_never(block)


def _title(lines: Sequence[str], deep: int) -> str:
    """Return the title; the style sheet sizes it by its line count and longest line."""
    widest = max(map(ems, lines), default=1)
    style = f"--lines: {len(lines)}; --ems: {widest:g}"
    return element(f"h{1 + deep}", text("\n".join(lines)), class_="title", style=style)


def _para(block: Para, tied: bool) -> str:
    lead = element("b", prose(block.lead), class_=f"level{block.lead_level}") if block.lead else ""
    runs = (
        element("strong", prose(run.text)) if run.strong else prose(run.text)
        for run in block.content
    )
    return element("p", lead, *runs, class_=classes(flush=not block.indent, tied=tied))


def _gantt(chart: Gantt, sheet: Sheet, tied: bool) -> Iterator[str]:
    """Yield the chart, one drawing per page, then its notes."""
    chart = chart.plain()
    unit = sheet.page.text_width / svg.WIDTH
    room = sheet.page.text_height - _AIR
    above = (4 + bool(chart.caption)) * LINE
    foot = sum(math.ceil(ems(note) * _NOTE / sheet.page.text_width) for note in chart.notes)
    sizes = (size / unit for size in (room - above, room, foot * _NOTE_LINE))
    name = chart.caption or sheet.name or "路线图"
    drawings = (
        element(
            "div",
            svg.gantt_svg(piece),
            class_="scroll",
            role="region",
            aria_label=name,
            tabindex=0,
        )
        for piece in svg.pieces(chart, *sizes)
    )
    caption = element("figcaption", text(chart.caption)) if chart.caption else ""
    yield element("figure", caption, *drawings, aria_label=name)
    yield from table.notes(chart.notes, tied)
