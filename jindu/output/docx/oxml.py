"""Build WordprocessingML; only ``oxml`` modules name ``w:`` elements.

Functions return XML with elements in the order of the schema, and "" for an omitted element.
Measures are twips unless noted. Text that XML forbids raises ``ValueError``.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple
from xml.sax.saxutils import unescape

from jindu.output import xml
from jindu.output.gbt9704 import LINE, Page

_NAMESPACES = {
    "xmlns:w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    "xmlns:r": "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
}

_PIECE = re.compile(r"\r\n?|\n|\t|[^\r\n\t]+")


def w(tag: str, *children: str, **attributes: str | int | None) -> str:
    """Return an element; it and its attributes get the prefix ``w:``."""
    return xml.within("w:", tag, children, attributes)


def root(tag: str, *children: str) -> str:
    """Return the root element of a part, with the namespace declarations."""
    return xml.element(f"w:{tag}", *children, **_NAMESPACES)


def flag(tag: str, on: bool) -> str:
    """Return a toggle that is off by default."""
    return w(tag) if on else ""


def off(tag: str) -> str:
    """Turn off a toggle that is on by default or inherited."""
    return w(tag, val=0)


def value(tag: str, value: str | int | None) -> str:
    """Return an element that holds one value, or "" for None and ""."""
    return "" if value is None or value == "" else w(tag, val=value)


def some(tag: str, *children: str) -> str:
    """Return an element, or "" if it would be empty."""
    return w(tag, *children) if any(children) else ""


# Text ------------------------------------------------------------------------------------


def run(text: str, style: str = "", strong: bool = False) -> str:
    """Return a run; line breaks and tabs in the text become Word's elements."""
    pieces = map(_piece, _PIECE.findall(text))
    return w("r", _run_properties(style, strong, text.isascii()), *pieces)


@functools.cache
def _run_properties(style: str, strong: bool, latin: bool) -> str:
    """Return run properties; the hint sets “ ” … — · in the Chinese font, not the Latin one."""
    hint = "" if latin else w("rFonts", hint="eastAsia")
    return some("rPr", value("rStyle", style), hint, flag("b", strong))


def _piece(text: str) -> str:
    if text in ("\r\n", "\r", "\n"):
        return w("br")
    if text == "\t":
        return w("tab")
    space = {"xml:space": "preserve"} if text[0] == " " or text[-1] == " " else {}
    return xml.element("w:t", xml.text(text), **space)


def sized_run(text: str, size: int, percent: int = 100) -> str:
    """Return a run with a size in half points, condensed to ``percent`` of its width."""
    return w(
        "r",
        w(
            "rPr",
            w("rFonts", hint="eastAsia"),
            value("w", percent if percent < 100 else None),
            w("sz", val=size),
            w("szCs", val=size),
        ),
        _piece(text),
    )


def page_number() -> str:
    """Return the page number field."""
    return w("fldSimple", run("1"), instr="PAGE")


class Paragraph(NamedTuple):
    """A paragraph; all fields but the style override the style.

    ``tabs`` are tab stops (alignment, position), with leader dots if ``dotted``. ``bookmark``
    is the number of its bookmark. ``section`` holds the properties of the section it ends.
    ``after`` is empty space below, which a page end swallows; it needs ``line``. Off the grid a
    line may be smaller than its pitch.
    """

    style: str
    content: str = ""
    keep_next: bool = False
    new_page: bool = False
    line: int | None = None
    left: int | None = None
    hanging: int | None = None
    align: str = ""
    tabs: tuple[tuple[str, int], ...] = ()
    dotted: bool = False
    bookmark: int = 0
    section: str = ""
    right: int | None = None
    after: int = 0
    on_grid: bool = True

    @property
    def text(self) -> str:
        """Its text with explicit line breaks; without anchored boxes."""
        if "<mc:" in self.content:
            return ""
        return "".join(
            "\n" if found[1] is None else unescape(found[1])
            for found in _TEXT.finditer(self.content)
        )

    def __str__(self) -> str:
        shape = _shape(
            self.style,
            self.keep_next,
            self.new_page,
            self.tabs,
            self.dotted,
            self.line,
            self.left,
            self.hanging,
            self.align,
            self.right,
            self.after,
            self.on_grid,
        )
        properties = some("pPr", shape, self.section)
        if not self.bookmark:
            return w("p", properties, self.content)
        begin = w("bookmarkStart", id=self.bookmark, name=bookmark_name(self.bookmark))
        return w("p", properties, begin, self.content, w("bookmarkEnd", id=self.bookmark))


_TEXT = re.compile("<w:t(?: [^>]*)?>([^<]*)</w:t>|<w:br/>")


def bookmark_name(number: int) -> str:
    """Return the name of a bookmark."""
    return f"_Toc{number:06}"


@functools.cache
def _shape(
    style: str,
    keep_next: bool,
    new_page: bool,
    tabs: tuple[tuple[str, int], ...],
    dotted: bool,
    line: int | None,
    left: int | None,
    hanging: int | None,
    align: str,
    right: int | None,
    after: int,
    on_grid: bool,
) -> str:
    leader = "dot" if dotted else None
    return "".join(
        (
            w("pStyle", val=style),
            flag("keepNext", keep_next),
            flag("pageBreakBefore", new_page),
            some("tabs", *(w("tab", val=side, leader=leader, pos=place) for side, place in tabs)),
            "" if on_grid else off("snapToGrid"),
            exactly(line, after),
            "" if left is None else w("ind", left=left, right=right, hanging=hanging),
            value("jc", align),
        )
    )


def exactly(line: int | None, after: int = 0) -> str:
    """Return the spacing of an exact line height; "" for none."""
    if line is None:
        return ""
    return w("spacing", before=0, after=after, line=line, lineRule="exact")


# Pages -----------------------------------------------------------------------------------


def section(
    page: Page,
    parts: Iterable[tuple[str, str, str]],
    start: int | None = None,
    own_first: bool = False,
    even: bool = False,
) -> str:
    """Return the properties of a section that begins on a new page, the next ``even`` one if set.

    ``parts`` are its headers and footers: (header or footer, default, even or first, relation
    id). ``start`` restarts page numbers; None continues them. ``own_first`` gives the first
    page its own headers and footers.
    """
    return w(
        "sectPr",
        *(_reference(*part) for part in parts),
        w("type", val="evenPage" if even else "nextPage"),
        w(
            "pgSz",
            w=page.width,
            h=page.height,
            orient="landscape" if page.landscape else None,
        ),
        w(
            "pgMar",
            top=page.top,
            right=page.right,
            bottom=page.bottom,
            left=page.left,
            header=page.header,
            footer=page.footer,
            gutter=0,
        ),
        w("pgNumType", start=start) if start else "",
        w("cols", space=425),
        flag("titlePg", own_first),
        # No line grid on landscape pages: LibreOffice would cut the area to whole lines.
        w("docGrid", type=None if page.landscape else "lines", linePitch=LINE),
    )


def _reference(place: str, pages: str, relation: str) -> str:
    return xml.element(f"w:{place}Reference", **{"w:type": pages, "r:id": relation})


# Tables ----------------------------------------------------------------------------------


@functools.cache
def _flush() -> str:
    return w("tblCellMar", *(w(side, w=0, type="dxa") for side in ("left", "right")))


class Row(NamedTuple):
    """A row that is not split over pages; a ``head`` is repeated on every page.

    ``height`` is an estimate for Word, ``elsewhere`` that for LibreOffice; ``keep_next`` keeps
    the row on the page of the next. A row with a ``line``, its pitch, is split between lines:
    LibreOffice cuts off what a page cannot hold.
    """

    cells: tuple[str, ...]
    height: int
    keep_next: bool = False
    head: bool = False
    line: int = 0
    elsewhere: int = 0

    def __str__(self) -> str:
        shape = some("trPr", flag("cantSplit", not self.line), flag("tblHeader", self.head))
        return w("tr", shape, *self.cells)


class Grid(NamedTuple):
    """A table with fixed column widths; ``flush`` removes the side margins of cells.

    ``told`` is the alternative text.
    """

    style: str
    widths: tuple[int, ...]
    rows: tuple[Row, ...]
    flush: bool = False
    told: str = ""

    def __str__(self) -> str:
        return "".join(self.pieces())

    def pieces(self) -> Iterator[str]:
        """Yield its XML row by row: that of all rows can be larger than the rest of a plan."""
        properties = (
            w(
                "tblPr",
                w("tblStyle", val=self.style),
                w("tblW", w=sum(self.widths), type="dxa"),
                w("jc", val="center"),
                w("tblLayout", type="fixed"),
                _flush() if self.flush else "",
                w("tblLook", val="0020", firstRow=1, noHBand=1, noVBand=1),
                value("tblCaption", self.told),
            ),
            w("tblGrid", *(w("gridCol", w=width) for width in self.widths)),
        )
        yield from ("<w:tbl>", *properties)
        yield from map(str, self.rows)
        yield "</w:tbl>"


def cell(
    paragraphs: Iterable[Paragraph], width: int, columns: int, merge: str = "", fill: str = ""
) -> str:
    """Return a cell; ``merge`` is "restart" or "continue" for vertical merges."""
    return w("tc", _cell_properties(width, columns, merge, fill), *map(str, paragraphs))


@functools.cache
def _cell_properties(width: int, columns: int, merge: str, fill: str) -> str:
    return w(
        "tcPr",
        w("tcW", w=width, type="dxa"),
        value("gridSpan", columns if columns > 1 else None),
        value("vMerge", merge),
        w("shd", val="clear", color="auto", fill=fill) if fill else "",
        w("vAlign", val="center"),
    )


def ruled_table(width: int, rows: Iterable[Paragraph], margin: int) -> str:
    """Return a table of one paragraph per row; outer rules are thick, inner ones thin (7.4.1)."""
    thick = {"val": "single", "sz": 8, "space": 0, "color": "000000"}
    thin = {**thick, "sz": 6}
    none = {"val": "nil"}
    sides = ("top", thick), ("left", none), ("bottom", thick), ("right", none), ("insideH", thin)
    margins = (("top", margin), ("left", 0), ("bottom", margin), ("right", 0))
    return w(
        "tbl",
        w(
            "tblPr",
            w("tblW", w=width, type="dxa"),
            w("tblBorders", *(w(side, **look) for side, look in sides)),
            w("tblLayout", type="fixed"),
            w("tblCellMar", *(w(side, w=size, type="dxa") for side, size in margins)),
        ),
        w("tblGrid", w("gridCol", w=width)),
        *(str(Row((cell((content,), width, 1),), 0)) for content in rows),
    )


# Parts -----------------------------------------------------------------------------------


def document(body: Iterable[Paragraph | Grid], last: str) -> Iterator[str]:
    """Yield the main part in pieces: the body, then the properties of the last section."""
    start, end = root("document", w("body", _BODY)).split(_BODY)
    yield start
    for element in body:
        if isinstance(element, Grid):
            yield from element.pieces()
        else:
            yield str(element)
    yield from (last, end)


_BODY = "\0"
"""Placeholder of the body."""


def renamed(part: str, name: Callable[[str], str]) -> str:
    """Rename the style ids a part refers to."""
    return _STYLE.sub(lambda found: found[1] + name(found[2]) + '"', part)


_STYLE = re.compile(r'(<w:(?:p|r|tbl)Style w:val=")([^"]*)"')


def header(content: Paragraph) -> str:
    """Return a header of one paragraph."""
    return root("hdr", str(content))


def footer(content: Paragraph) -> str:
    """Return a footer of one paragraph."""
    return root("ftr", str(content))
