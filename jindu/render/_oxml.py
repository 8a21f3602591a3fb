"""The words of WordprocessingML: the only file that names ``w:`` elements.

Every function returns one element whose children stand in the order the schema demands.
Measures are twips unless said otherwise; text may hold only characters that XML allows,
others raise ``ValueError``.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable, Mapping

from lxml import etree

from jindu.render._docx_measures import LINE, Page
from jindu.render._docx_styles import Face, Font, Kind, Style

Element = etree._Element
Attribute = str | int

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"

_PIECE = re.compile(r"[\n\t]|[^\n\t]+")
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"


@functools.cache
def _name(tag: str) -> str:
    return f"{{{W}}}{tag}"


def _w(tag: str, *children: Element | None, **attributes: Attribute | None) -> Element:
    """An element with the children and attributes that are not None."""
    element = etree.Element(_name(tag), nsmap={"w": W, "r": R})
    for key, value in attributes.items():
        if value is not None:
            element.set(_name(key), str(value))
    element.extend([child for child in children if child is not None])
    return element


def _flag(tag: str, on: bool | None) -> Element | None:
    """A switch: left out for None, else on or off."""
    if on is None:
        return None
    return _w(tag) if on else _w(tag, val=0)


def _value(tag: str, value: Attribute | None) -> Element | None:
    return None if value is None or value == "" else _w(tag, val=value)


# Text ------------------------------------------------------------------------------------


def run(text: str, style: str = "", strong: bool = False) -> Element:
    """A run; line breaks and tabs in the text become those of Word.

    The hint makes “ ” … — · take the Chinese font, which Word would set in the Latin one.
    """
    fonts = None if text.isascii() else _w("rFonts", hint="eastAsia")
    properties = (_value("rStyle", style), fonts, _flag("b", strong or None))
    given = [child for child in properties if child is not None]
    return _w("r", _w("rPr", *given) if given else None, *map(_piece, _PIECE.findall(text)))


def _piece(text: str) -> Element:
    if text in "\n\t":
        return _w("br" if text == "\n" else "tab")
    element = _w("t")
    element.text = text
    if text[0] == " " or text[-1] == " ":
        element.set(_SPACE, "preserve")
    return element


def page_number() -> Element:
    """The field that shows the number of the page."""
    return _w("fldSimple", run("1"), instr="PAGE")


def paragraph(
    style: str,
    *runs: Element,
    keep_next: bool = False,
    new_page: bool = False,
    line: int | None = None,
    indent: Mapping[str, int] | None = None,
    align: str = "",
    tab: int | None = None,
) -> Element:
    """A paragraph; what is given besides its style overrides the style. ``tab`` is a right tab."""
    properties = _w(
        "pPr",
        _value("pStyle", "" if style == "Normal" else style),
        _flag("keepNext", keep_next or None),
        _flag("pageBreakBefore", new_page or None),
        _w("tabs", _w("tab", val="right", pos=tab)) if tab else None,
        _exactly(line),
        _w("ind", **indent) if indent else None,
        _value("jc", align),
    )
    return _w("p", properties if len(properties) else None, *runs)


def _exactly(line: int | None) -> Element | None:
    if line is None:
        return None
    return _w("spacing", before=0, after=0, line=line, lineRule="exact")


# Pages -----------------------------------------------------------------------------------


def section(page: Page, parts: Iterable[tuple[str, str, str]]) -> Element:
    """The properties of a section that begins on a new page and goes on numbering.

    ``parts`` are its headers and footers: (header or footer, default or even, relation id).
    """
    return _w(
        "sectPr",
        *(_reference(*part) for part in parts),
        _w("type", val="nextPage"),
        _w(
            "pgSz",
            w=page.width,
            h=page.height,
            orient="landscape" if page.landscape else None,
        ),
        _w(
            "pgMar",
            top=page.top,
            right=page.right,
            bottom=page.bottom,
            left=page.left,
            header=page.header,
            footer=page.footer,
            gutter=0,
        ),
        _w("cols", space=425),
        _w("docGrid", type="lines", linePitch=LINE),
    )


def _reference(place: str, pages: str, relation: str) -> Element:
    element = _w(f"{place}Reference", type=pages)
    element.set(f"{{{R}}}id", relation)
    return element


def close_section(last: Element, properties: Element) -> None:
    """Let a section end with a paragraph of its own text, so that no empty page can follow."""
    shape = last.find(_name("pPr"))
    if shape is None:
        shape = _w("pPr")
        last.insert(0, shape)
    shape.append(properties)


def is_paragraph(element: Element) -> bool:
    """Whether an element of the body is a paragraph and not a table."""
    return element.tag == _name("p")


# Tables ----------------------------------------------------------------------------------


def table(style: str, widths: Iterable[int], rows: Iterable[Element]) -> Element:
    """A table of fixed column widths."""
    columns = tuple(widths)
    return _w(
        "tbl",
        _w(
            "tblPr",
            _w("tblStyle", val=style),
            _w("tblW", w=sum(columns), type="dxa"),
            _w("jc", val="center"),
            _w("tblLayout", type="fixed"),
            _w("tblLook", val="0020", firstRow=1, noHBand=1, noVBand=1),
        ),
        _w("tblGrid", *(_w("gridCol", w=width) for width in columns)),
        *rows,
    )


def row(cells: Iterable[Element], head: bool = False) -> Element:
    """A row that no page break splits; a head is repeated on every page."""
    return _w("tr", _w("trPr", _w("cantSplit"), _flag("tblHeader", head or None)), *cells)


def cell(paragraphs: Iterable[Element], width: int, columns: int, merge: str = "") -> Element:
    """A cell over so many columns; ``merge``: "restart" begins a vertical merge, "continue"."""
    return _w(
        "tc",
        _w(
            "tcPr",
            _w("tcW", w=width, type="dxa"),
            _value("gridSpan", columns if columns > 1 else None),
            _value("vMerge", merge),
            _w("vAlign", val="center"),
        ),
        *paragraphs,
    )


# Styles ----------------------------------------------------------------------------------


def style(entry: Style, fonts: Mapping[Face, Font]) -> Element:
    """A style of ours; Normal is the default one."""
    return _w(
        "style",
        _w("name", val=entry.name),
        _value("basedOn", entry.based_on),
        _value("next", entry.next),
        _w("qFormat"),
        _shape(entry) if entry.kind is Kind.PARAGRAPH else None,
        _characters(entry, fonts) if entry.kind is not Kind.TABLE else None,
        _frame() if entry.kind is Kind.TABLE else None,
        type=entry.kind.value,
        default=1 if entry.id == "Normal" else None,
        customStyle=1 if entry.custom else None,
        styleId=entry.id,
    )


def _shape(entry: Style) -> Element:
    return _w(
        "pPr",
        _flag("keepNext", entry.keep_next or None),
        _flag("snapToGrid", None if entry.on_grid else False),
        _exactly(entry.line),
        _w("ind", **entry.indent) if entry.indent else None,
        _value("jc", entry.align),
        _value("outlineLvl", entry.outline),
    )


def _characters(entry: Style, fonts: Mapping[Face, Font]) -> Element:
    font = fonts[entry.face] if entry.face else None
    return _w(
        "rPr",
        _typeface(font.name) if font else None,
        _flag("b", font.bold or None) if font else None,
        _value("color", entry.color),
        _value("spacing", entry.tightening),
        _value("sz", entry.size),
        _value("szCs", entry.size),
    )


def _typeface(name: str) -> Element:
    return _w("rFonts", ascii=name, hAnsi=name, eastAsia=name, cs=name)


def _frame() -> Element:
    edges = ("top", "left", "bottom", "right", "insideH", "insideV")
    lines = (_w(edge, val="single", sz=4, space=0, color="auto") for edge in edges)
    margins = (("top", 40), ("left", 85), ("bottom", 40), ("right", 85))
    return _w(
        "tblPr",
        _w("tblBorders", *lines),
        _w("tblCellMar", *(_w(edge, w=width, type="dxa") for edge, width in margins)),
    )


# Parts -----------------------------------------------------------------------------------


def document(body: Iterable[Element], last: Element) -> Element:
    """The main part: everything in order, then the properties of the last section."""
    return _w("document", _w("body", *body, last))


def header(content: Element) -> Element:
    """A header of one paragraph."""
    return _w("hdr", content)


def footer(content: Element) -> Element:
    """A footer of one paragraph."""
    return _w("ftr", content)


def styles(entries: Iterable[Style], fonts: Mapping[Face, Font]) -> Element:
    """The style sheet. What no style says: 三号仿宋 (clause 5.2.2) by Chinese line-break rules.

    No widow control, which would leave pages of 21 lines, and no air between Chinese and digits.
    """
    defaults = _w(
        "rPr",
        _typeface(fonts[Face.FANG].name),
        _w("sz", val=32),
        _w("szCs", val=32),
        _w("lang", val="en-US", eastAsia="zh-CN", bidi="ar-SA"),
    )
    rules = _w(
        "pPr",
        _flag("widowControl", False),
        _flag("kinsoku", True),
        _flag("overflowPunct", True),
        _flag("autoSpaceDE", False),
        _flag("autoSpaceDN", False),
    )
    return _w(
        "styles",
        _w("docDefaults", _w("rPrDefault", defaults), _w("pPrDefault", rules)),
        _w("style", _w("name", val="Normal Table"), type="table", default=1, styleId="TableNormal"),
        *(style(entry, fonts) for entry in entries),
    )


def font_table(fonts: Iterable[Font]) -> Element:
    """The fonts used, with the names to try where one is missing."""
    unique = {font.name: font for font in fonts}
    return _w(
        "fonts",
        *(
            _w(
                "font",
                _value("altName", ",".join(font.instead)),
                _w("charset", val="86"),
                _w("family", val="auto"),
                _w("pitch", val="variable"),
                name=name,
            )
            for name, font in unique.items()
        ),
    )


_COMPATIBILITY = {
    "compatibilityMode": 15,
    "overrideTableStyleFontSizeAndJustification": 1,
    "enableOpenTypeFeatures": 1,
    "doNotFlipMirrorIndents": 1,
    "differentiateMultirowTableHeaders": 1,
}


def settings() -> Element:
    """The settings: odd and even footers differ; full-width marks stay a full character wide."""
    maker = "http://schemas.microsoft.com/office/word"
    return _w(
        "settings",
        _w("zoom", percent=100),
        _w("defaultTabStop", val=420),
        _w("evenAndOddHeaders"),
        _w("characterSpacingControl", val="doNotCompress"),
        _w(
            "compat",
            _w("doNotExpandShiftReturn"),
            *(
                _w("compatSetting", name=name, uri=maker, val=value)
                for name, value in _COMPATIBILITY.items()
            ),
        ),
        _w("themeFontLang", val="en-US", eastAsia="zh-CN"),
    )
