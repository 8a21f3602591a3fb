"""The words of WordprocessingML: only here and in ``oxml_parts`` are ``w:`` elements named.

Every function returns XML whose elements stand in the order the schema demands; "" stands
for an element that is left out. Measures are twips unless said otherwise. Text that XML
cannot hold raises ``ValueError``.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Callable, Iterable
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
    """An element of WordprocessingML, all of whose attributes are."""
    return xml.within("w:", tag, children, attributes)


def root(tag: str, *children: str) -> str:
    """The root of a part, which declares the namespaces."""
    return xml.element(f"w:{tag}", *children, **_NAMESPACES)


def flag(tag: str, on: bool) -> str:
    """A switch that is off unless written."""
    return w(tag) if on else ""


def off(tag: str) -> str:
    """A switch that would be on, or inherited, unless turned off."""
    return w(tag, val=0)


def value(tag: str, value: str | int | None) -> str:
    """An element that holds one value; left out for None and ""."""
    return "" if value is None or value == "" else w(tag, val=value)


def some(tag: str, *children: str) -> str:
    """An element that is left out when it would be empty."""
    return w(tag, *children) if any(children) else ""


# Text ------------------------------------------------------------------------------------


def run(text: str, style: str = "", strong: bool = False) -> str:
    """A run; line breaks and tabs in the text become those of Word."""
    pieces = map(_piece, _PIECE.findall(text))
    return w("r", _run_properties(style, strong, text.isascii()), *pieces)


@functools.cache
def _run_properties(style: str, strong: bool, latin: bool) -> str:
    """The hint makes “ ” … — · take the Chinese font, which Word would set in the Latin one."""
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
    """A run of a size of its own (half points), condensed to so many per cent of its width."""
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
    """The field that shows the number of the page."""
    return w("fldSimple", run("1"), instr="PAGE")


class Paragraph(NamedTuple):
    """A paragraph; what is given besides its style overrides the style.

    ``tabs`` are its tab stops (left or right, place), led to by dots where ``dotted``.
    ``bookmark`` is a number by which others refer to it. ``section`` are the properties of the
    section it ends.
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

    @property
    def text(self) -> str:
        """Its text, with the line breaks that are set; nothing of what is anchored to it."""
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
        )
        properties = some("pPr", shape, self.section)
        if not self.bookmark:
            return w("p", properties, self.content)
        begin = w("bookmarkStart", id=self.bookmark, name=bookmark_name(self.bookmark))
        return w("p", properties, begin, self.content, w("bookmarkEnd", id=self.bookmark))


_TEXT = re.compile("<w:t(?: [^>]*)?>([^<]*)</w:t>|<w:br/>")


def bookmark_name(number: int) -> str:
    """The name of a bookmark."""
    return f"_Toc{number:06}"


def contents_begin() -> str:
    """The beginning of the field whose result the 目录 is."""
    return _field(r' TOC \o "1-2" \h \z \u ')


def contents_end() -> str:
    """The end of that field."""
    return _mark("end")


def entry(text: str, bookmark: str, page: str) -> str:
    """A line of the 目录: text, leader and page, which leads to its heading."""
    number = _field(f" PAGEREF {bookmark} \\h ") + run(page) + _mark("end")
    return w("hyperlink", run(f"{text}\t"), number, anchor=bookmark, history=1)


def _field(instruction: str) -> str:
    told = xml.element("w:instrText", xml.text(instruction), **{"xml:space": "preserve"})
    return _mark("begin") + w("r", told) + _mark("separate")


def _mark(kind: str) -> str:
    return w("r", w("fldChar", fldCharType=kind))


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
) -> str:
    leader = "dot" if dotted else None
    return "".join(
        (
            w("pStyle", val=style),
            flag("keepNext", keep_next),
            flag("pageBreakBefore", new_page),
            some("tabs", *(w("tab", val=side, leader=leader, pos=place) for side, place in tabs)),
            exactly(line),
            "" if left is None else w("ind", left=left, hanging=hanging),
            value("jc", align),
        )
    )


def exactly(line: int | None) -> str:
    """Return the spacing of an exact line height; "" for none."""
    if line is None:
        return ""
    return w("spacing", before=0, after=0, line=line, lineRule="exact")


# Pages -----------------------------------------------------------------------------------


def section(
    page: Page,
    parts: Iterable[tuple[str, str, str]],
    start: int | None = None,
    own_first: bool = False,
) -> str:
    """The properties of a section that begins on a new page, and goes on numbering or starts so.

    ``parts`` are its headers and footers: (header or footer, default, even or first, relation
    id); the first page has some of its ``own``.
    """
    return w(
        "sectPr",
        *(_reference(*part) for part in parts),
        w("type", val="nextPage"),
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
        # A sheet of tables keeps to no lines: LibreOffice would cut its area to whole ones.
        w("docGrid", type=None if page.landscape else "lines", linePitch=LINE),
    )


def _reference(place: str, pages: str, relation: str) -> str:
    return xml.element(f"w:{place}Reference", **{"w:type": pages, "r:id": relation})


# Tables ----------------------------------------------------------------------------------


@functools.cache
def _flush() -> str:
    return w("tblCellMar", *(w(side, w=0, type="dxa") for side in ("left", "right")))


class Row(NamedTuple):
    """A row that no page break splits; a ``head`` is repeated on every page.

    ``height`` is about how high it becomes; ``keep_next`` holds it on the page of the next.
    """

    cells: tuple[str, ...]
    height: int
    keep_next: bool = False
    head: bool = False

    def __str__(self) -> str:
        return w("tr", w("trPr", w("cantSplit"), flag("tblHeader", self.head)), *self.cells)


class Grid(NamedTuple):
    """A table of fixed column widths; the cells of a ``flush`` one have no margins at the sides.

    ``told`` is what it is, for readers that do not see it.
    """

    style: str
    widths: tuple[int, ...]
    rows: tuple[Row, ...]
    flush: bool = False
    told: str = ""

    def __str__(self) -> str:
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
        return "".join(("<w:tbl>", *properties, *map(str, self.rows), "</w:tbl>"))


def cell(
    paragraphs: Iterable[Paragraph], width: int, columns: int, merge: str = "", fill: str = ""
) -> str:
    """A cell over so many columns; ``merge``: "restart" begins a vertical merge, "continue"."""
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
    """One paragraph a row between horizontal rules, thick at both ends and thin between (7.4.1)."""
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


def document(body: Iterable[Paragraph | Grid], last: str) -> str:
    """The main part: everything in order, then the properties of the last section."""
    # Joined once: every element around the body of a large plan would be one more copy of it.
    start, end = root("document", w("body", _BODY)).split(_BODY)
    return "".join((start, *map(str, body), last, end))


_BODY = "\0"
"""Where the body goes."""


def renamed(part: str, name: Callable[[str], str]) -> str:
    """A part that refers to styles under other ids."""
    return _STYLE.sub(lambda found: found[1] + name(found[2]) + '"', part)


_STYLE = re.compile(r'(<w:(?:p|r|tbl)Style w:val=")([^"]*)"')


def header(content: Paragraph) -> str:
    """A header of one paragraph."""
    return root("hdr", str(content))


def footer(content: Paragraph) -> str:
    """A footer of one paragraph."""
    return root("ftr", str(content))
