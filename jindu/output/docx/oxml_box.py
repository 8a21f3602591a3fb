"""Build text boxes at fixed positions of a page.

Word 2010 and later, WPS and LibreOffice read the DrawingML shape; ``mc:Fallback`` repeats it
in VML for older programs.
"""

from __future__ import annotations

from typing import NamedTuple

from jindu.output.xml import element

_EMU = 635
"""English Metric Units per twip."""

_SCHEMAS = "http://schemas.openxmlformats.org"
_NAMESPACES = {
    "xmlns:mc": f"{_SCHEMAS}/markup-compatibility/2006",
    "xmlns:wp": f"{_SCHEMAS}/drawingml/2006/wordprocessingDrawing",
    "xmlns:wps": "http://schemas.microsoft.com/office/word/2010/wordprocessingShape",
    "xmlns:v": "urn:schemas-microsoft-com:vml",
}
_MAIN = f"{_SCHEMAS}/drawingml/2006/main"
_SHAPE = "http://schemas.microsoft.com/office/word/2010/wordprocessingShape"


SLACK = 120
"""Room to leave on the side of a box that its text does not touch: programs measure lines and
rules differently, and clip what does not fit."""


class Box(NamedTuple):
    """A box; measures in twips, ``left`` from the page's left edge.

    ``top`` is measured from the page's upper edge; None puts the box at the foot of the type
    area. Text does not wrap around it. It stands at the lower edge; in a ``turned`` box it runs
    downwards along the right edge.
    """

    number: int
    name: str
    width: int
    height: int
    left: int
    top: int | None = None
    turned: bool = False


def box(shape: Box, content: str) -> str:
    """Return the run that anchors a box; ``content`` is paragraphs and tables."""
    choice = element("mc:Choice", _drawing(shape, content), Requires="wps")
    fallback = element("mc:Fallback", _picture(shape, content))
    return element("w:r", element("mc:AlternateContent", choice, fallback, **_NAMESPACES))


def _drawing(shape: Box, content: str) -> str:
    width, height = shape.width * _EMU, shape.height * _EMU
    return element(
        "w:drawing",
        element(
            "wp:anchor",
            element("wp:simplePos", x=0, y=0),
            _position("wp:positionH", "page", shape.left),
            _position("wp:positionV", "margin" if shape.top is None else "page", shape.top),
            element("wp:extent", cx=width, cy=height),
            element("wp:effectExtent", l=0, t=0, r=0, b=0),
            element("wp:wrapNone"),
            element("wp:docPr", id=shape.number, name=shape.name, descr=shape.name),
            element("wp:cNvGraphicFramePr"),
            _graphic(shape, content, width, height),
            distT=0,
            distB=0,
            distL=0,
            distR=0,
            simplePos=0,
            relativeHeight=shape.number,
            behindDoc=0,
            locked=0,
            layoutInCell=1,
            allowOverlap=1,
        ),
    )


def _position(tag: str, whence: str, offset: int | None) -> str:
    if offset is None:
        return element(tag, element("wp:align", "bottom"), relativeFrom=whence)
    return element(tag, element("wp:posOffset", str(offset * _EMU)), relativeFrom=whence)


def _graphic(shape: Box, content: str, width: int, height: int) -> str:
    frame = element("a:xfrm", element("a:off", x=0, y=0), element("a:ext", cx=width, cy=height))
    rectangle = element("a:prstGeom", element("a:avLst"), prst="rect")
    unseen = element("a:noFill")
    insets = dict.fromkeys(("lIns", "tIns", "rIns", "bIns"), 0)
    body = element(
        "wps:bodyPr",
        element("a:noAutofit"),
        vert="vert" if shape.turned else "horz",
        **insets,
        anchor="t" if shape.turned else "b",
    )
    inside = element(
        "wps:wsp",
        element("wps:cNvSpPr", txBox=1),
        element("wps:spPr", frame, rectangle, unseen, element("a:ln", unseen)),
        element("wps:txbx", element("w:txbxContent", content)),
        body,
    )
    data = element("a:graphicData", inside, uri=_SHAPE)
    return element("a:graphic", data, **{"xmlns:a": _MAIN})


def _picture(shape: Box, content: str) -> str:
    place = (
        "mso-position-vertical:bottom;mso-position-vertical-relative:margin"
        if shape.top is None
        else f"margin-top:{shape.top / 20:g}pt;mso-position-vertical-relative:page"
    )
    style = (
        f"position:absolute;margin-left:{shape.left / 20:g}pt;{place};"
        f"width:{shape.width / 20:g}pt;height:{shape.height / 20:g}pt;"
        "mso-position-horizontal-relative:page"
    )
    if not shape.turned:
        style += ";v-text-anchor:bottom"
    text = element(
        "v:textbox",
        element("w:txbxContent", content),
        inset="0,0,0,0",
        style="layout-flow:vertical" if shape.turned else None,
    )
    return element("w:pict", element("v:rect", text, style=style, filled="f", stroked="f"))
