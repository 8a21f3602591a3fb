"""Build the style sheet, font table, settings and theme of a Word file."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from jindu.output import xml
from jindu.output.docx.oxml import exactly, flag, off, root, value, w
from jindu.output.docx.styles import Kind, Rule, Style
from jindu.output.fonts import Face, Font
from jindu.output.gbt9704 import NOT_FIRST, NOT_LAST

_LAST = 99
"""Place in Word's list of styles: behind all others."""


def styles(entries: Iterable[Style], fonts: Mapping[Face, Font]) -> str:
    """Return the style sheet; the default is 三号仿宋 (clause 5.2.2)."""
    defaults = w(
        "rPr",
        _typeface(fonts[Face.FANG].name),
        w("sz", val=32),
        w("szCs", val=32),
        w("lang", val="en-US", eastAsia="zh-CN", bidi="ar-SA"),
    )
    return root(
        "styles",
        w("docDefaults", w("rPrDefault", defaults), w("pPrDefault", w("pPr"))),
        w("latentStyles", **_LATENT),
        w("style", w("name", val="Normal Table"), type="table", default=1, styleId="TableNormal"),
        *(style(entry, fonts) for entry in entries),
    )


_LATENT = {
    "defLockedState": 0,
    "defUIPriority": _LAST,
    "defSemiHidden": 1,
    "defUnhideWhenUsed": 1,
    "defQFormat": 0,
    "count": 376,
}
"""Word's own styles: all hidden."""


def style(entry: Style, fonts: Mapping[Face, Font]) -> str:
    """Return a style; Normal is marked as the default."""
    return w(
        "style",
        w("name", val=entry.name),
        value("basedOn", entry.based_on),
        value("next", entry.next),
        *_standing(entry),
        _style_shape(entry) if entry.kind is Kind.PARAGRAPH else "",
        _characters(entry, fonts) if entry.kind is not Kind.TABLE else "",
        _frame(entry.margins) if entry.kind is Kind.TABLE else "",
        type=entry.kind.value,
        default=1 if entry.id == "Normal" else None,
        customStyle=1 if entry.custom else None,
        styleId=entry.id,
    )


def _standing(entry: Style) -> tuple[str, ...]:
    """Return whether the style is in the gallery, or hidden until it is used."""
    if entry.gallery:
        return (w("qFormat"),)
    return w("uiPriority", val=_LAST), w("semiHidden"), w("unhideWhenUsed")


def _style_shape(entry: Style) -> str:
    """Return paragraph properties; base styles use the Chinese line breaking rules.

    Widow control is off, or it would leave pages of 21 lines; so is the space between Chinese
    and digits.
    """
    first = not entry.based_on
    return w(
        "pPr",
        flag("keepNext", entry.keep_next),
        flag("keepLines", entry.keep_lines),
        off("widowControl") if first else "",
        _rule(entry.rule) if entry.rule else "",
        *((w("kinsoku"), w("overflowPunct")) if first else ()),
        *((off("autoSpaceDE"), off("autoSpaceDN")) if first else ()),
        "" if entry.on_grid else off("snapToGrid"),
        exactly(entry.line),
        w("ind", **entry.indent) if entry.indent else "",
        value("jc", entry.align),
        value("outlineLvl", entry.outline),
    )


def _rule(line: Rule) -> str:
    bottom = w("bottom", val=line.kind, sz=line.width, space=line.distance, color=line.color)
    return w("pBdr", bottom)


def _characters(entry: Style, fonts: Mapping[Face, Font]) -> str:
    font = fonts[entry.face] if entry.face else None
    return w(
        "rPr",
        _typeface(font.name) if font else "",
        flag("b", font.bold) if font else "",
        value("color", entry.color),
        value("spacing", entry.tightening),
        value("sz", entry.size),
        value("szCs", entry.size),
    )


def _typeface(name: str) -> str:
    return w("rFonts", ascii=name, hAnsi=name, eastAsia=name, cs=name)


def _frame(sides: int) -> str:
    edges = ("top", "left", "bottom", "right", "insideH", "insideV")
    lines = (w(edge, val="single", sz=4, space=0, color="auto") for edge in edges)
    air = 30 if sides else 10
    margins = (("top", air), ("left", sides), ("bottom", air), ("right", sides))
    return w(
        "tblPr",
        w("tblBorders", *lines),
        w("tblCellMar", *(w(edge, w=width, type="dxa") for edge, width in margins)),
    )


def font_table(fonts: Iterable[Font]) -> str:
    """Return the font table, with the fallbacks of each font."""
    unique = {font.name: font for font in fonts}
    return root(
        "fonts",
        *(
            w(
                "font",
                value("altName", ",".join(font.instead)),
                w("charset", val="86"),
                w("family", val="auto"),
                w("pitch", val="variable"),
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


def settings() -> str:
    """Return the settings: odd and even footers differ; full-width marks are not compressed."""
    maker = "http://schemas.microsoft.com/office/word"
    return root(
        "settings",
        w("zoom", percent=100),
        w("defaultTabStop", val=420),
        w("evenAndOddHeaders"),
        w("characterSpacingControl", val="doNotCompress"),
        w("noLineBreaksAfter", lang="zh-CN", val=NOT_LAST),
        w("noLineBreaksBefore", lang="zh-CN", val=NOT_FIRST),
        w(
            "compat",
            w("doNotExpandShiftReturn"),
            *(
                w("compatSetting", name=name, uri=maker, val=value)
                for name, value in _COMPATIBILITY.items()
            ),
        ),
        w("themeFontLang", val="en-US", eastAsia="zh-CN"),
    )


def theme(fonts: Mapping[Face, Font]) -> str:
    """Return the theme. Our styles do not refer to it.

    Shapes and charts added to the document take their fonts from it, and some validators
    require it.
    """
    return _THEME.format(head=xml.text(fonts[Face.HEI].name), body=xml.text(fonts[Face.FANG].name))


_FILL = '<a:solidFill><a:schemeClr val="phClr"/></a:solidFill>'
_LINE = f'<a:ln w="9525">{_FILL}</a:ln>'
_EFFECT = "<a:effectStyle><a:effectLst/></a:effectStyle>"
_COLORS = {
    "dk1": "000000",
    "lt1": "FFFFFF",
    "dk2": "000000",
    "lt2": "FFFFFF",
    "accent1": "000000",
    "accent2": "FF0000",
    "accent3": "404040",
    "accent4": "7F7F7F",
    "accent5": "A6A6A6",
    "accent6": "D9D9D9",
    "hlink": "0000FF",
    "folHlink": "800080",
}
_THEME = (
    '<a:theme xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" name="公文">'
    '<a:themeElements><a:clrScheme name="公文">'
    + "".join(f'<a:{k}><a:srgbClr val="{v}"/></a:{k}>' for k, v in _COLORS.items())
    + '</a:clrScheme><a:fontScheme name="公文">'
    '<a:majorFont><a:latin typeface="{head}"/><a:ea typeface="{head}"/><a:cs typeface=""/>'
    "</a:majorFont>"
    '<a:minorFont><a:latin typeface="{body}"/><a:ea typeface="{body}"/><a:cs typeface=""/>'
    '</a:minorFont></a:fontScheme><a:fmtScheme name="公文">'
    f"<a:fillStyleLst>{_FILL * 3}</a:fillStyleLst><a:lnStyleLst>{_LINE * 3}</a:lnStyleLst>"
    f"<a:effectStyleLst>{_EFFECT * 3}</a:effectStyleLst>"
    f"<a:bgFillStyleLst>{_FILL * 3}</a:bgFillStyleLst>"
    "</a:fmtScheme></a:themeElements></a:theme>"
)
