"""Define the styles of the Word document: face, size and shape of each element."""

from __future__ import annotations

import enum
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import NamedTuple

from jindu.output.fonts import Face
from jindu.output.gbt9704 import LINE, PITCH, TIGHTENING


class Kind(enum.Enum):
    """Style types of WordprocessingML."""

    PARAGRAPH = "paragraph"
    CHARACTER = "character"
    TABLE = "table"


class Rule(NamedTuple):
    """A border: kind, color, width in eighths of a point, and distance in points."""

    kind: str
    color: str
    width: int
    distance: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Style:
    """A style; fields left at None (or False) are inherited from ``based_on``.

    ``size`` is in half points, other measures in twips. ``line`` is an exact pitch; ``indent``
    maps attributes of ``w:ind`` to twips; ``outline`` 0–3 shows it in the navigation pane;
    ``tightening`` is added to every advance; ``rule`` is a border below; ``margins`` are the
    side margins of table cells. Those in the ``gallery`` are offered to a writer; the others are
    only seen where they are used.
    """

    id: str
    name: str
    kind: Kind = Kind.PARAGRAPH
    based_on: str = "Normal"
    next: str = ""
    face: Face | None = None
    size: int | None = None
    color: str = ""
    tightening: int | None = None
    keep_next: bool = False
    keep_lines: bool = False
    line: int | None = None
    on_grid: bool = True
    align: str = ""
    indent: Mapping[str, int] | None = None
    outline: int | None = None
    rule: Rule | None = None
    margins: int = 60
    custom: bool = True
    gallery: bool = False


_FIRST_LINE = {"firstLine": 2 * PITCH, "firstLineChars": 200}
_OVERHANG = {"right": -2 * PITCH}
"""Room beyond the right edge for lines set by left indent.

A program that adds space around digits must not break them.
"""
_HEADING_FACES = (Face.HEI, Face.KAI, Face.FANG, Face.FANG)

_HEADINGS = tuple(
    Style(
        id=f"Heading{level}",
        name=f"heading {level}",
        custom=False,
        based_on="BodyText",
        next="BodyText",
        face=face,
        keep_next=True,
        outline=level - 1,
        gallery=True,
    )
    for level, face in enumerate(_HEADING_FACES, start=1)
)

_LEADS = tuple(
    Style(id=f"Lead{level}", name=f"段首标题 {level}", kind=Kind.CHARACTER, based_on="", face=face)
    for level, face in enumerate(_HEADING_FACES, start=1)
)

_BODY = (
    Style(
        id="Normal",
        name="Normal",
        custom=False,
        based_on="",
        face=Face.FANG,
        size=32,
        tightening=TIGHTENING,
        line=LINE,
        align="both",
        gallery=True,
    ),
    Style(
        id="BodyText",
        name="Body Text",
        custom=False,
        indent=_FIRST_LINE,
        gallery=True,
    ),
    Style(id="Flush", name="主送机关", gallery=True),
    Style(
        id="Title",
        name="Title",
        custom=False,
        next="BodyText",
        face=Face.TITLE,
        size=44,
        tightening=0,
        keep_next=True,
        line=640,
        align="center",
        gallery=True,
    ),
    Style(id="AnnexList", name="附件说明", gallery=True),
    Style(id="Organ", name="发文机关署名", align="left", indent=_OVERHANG, gallery=True),
    Style(id="Day", name="成文日期", align="left", indent=_OVERHANG, gallery=True),
    Style(
        id="AnnexMark", name="附件标识", face=Face.HEI, keep_next=True, align="left", gallery=True
    ),
    Style(
        id="AnnexTitle", name="附件标题", based_on="Title", next="BodyText", outline=0, gallery=True
    ),
)

_CONTENTS = (
    Style(id="ContentsTitle", name="目录标题", based_on="Title", next="TOC1"),
    Style(id="TOC1", name="toc 1", custom=False, align="left"),
    Style(id="TOC2", name="toc 2", custom=False, align="left", indent={"left": 2 * PITCH}),
)

_RED = "FF0000"

_LETTER = (
    Style(id="Urgency", name="紧急程度", based_on="Flush", face=Face.HEI),
    Style(
        id="Mark",
        name="发文机关标志",
        face=Face.TITLE,
        color=_RED,
        tightening=0,
        on_grid=False,
        align="center",
    ),
    Style(id="Number", name="发文字号", align="left", rule=Rule("single", _RED, 8, 9)),
    Style(id="Signer", name="签发人姓名", kind=Kind.CHARACTER, based_on="", face=Face.KAI),
    Style(id="Remark", name="附注", indent=_FIRST_LINE, gallery=True),
    Style(id="Imprint", name="版记", size=28, tightening=0, line=420, on_grid=False, align="left"),
)

_TABLES = (
    Style(
        id="TableText",
        name="表格文字",
        size=24,
        tightening=0,
        line=340,
        on_grid=False,
        align="left",
        gallery=True,
    ),
    Style(
        id="TableHead",
        name="表头",
        based_on="TableText",
        face=Face.HEI,
        align="center",
        gallery=True,
    ),
    Style(id="DenseText", name="密表文字", based_on="TableText", size=21, line=280),
    Style(id="DenseHead", name="密表表头", based_on="TableHead", size=21, line=280),
    Style(
        id="Caption",
        name="caption",
        custom=False,
        based_on="TableText",
        size=21,
        line=400,
        keep_next=True,
        gallery=True,
    ),
    Style(
        id="TableNote",
        name="表注",
        based_on="TableText",
        size=21,
        line=320,
        align="both",
        keep_lines=True,
        gallery=True,
    ),
    Style(id="Gap", name="表后间隔", based_on="TableText", size=21, line=LINE // 2),
    Style(id="SectionEnd", name="分节", based_on="TableText", size=2, line=14),
    Style(
        id="UpperRule",
        name="信函首线",
        based_on="SectionEnd",
        rule=Rule("thickThinSmallGap", _RED, 24),
    ),
    Style(
        id="LowerRule",
        name="信函尾线",
        based_on="SectionEnd",
        rule=Rule("thinThickSmallGap", _RED, 24),
    ),
)

CHART = (
    Style(id="ChartName", name="路线图任务", based_on="TableText", size=18, line=250),
    Style(id="ChartHead", name="路线图表头", based_on="TableHead", size=18, line=260),
)
"""Styles of names and heads in 路线图."""

_CHART_MARK = Style(
    id="ChartMark", name="路线图月份", based_on="ChartName", size=15, align="center"
)

_MARGINS = (
    Style(
        id="Header",
        name="header",
        custom=False,
        face=Face.HEI,
        size=44,
        color=_RED,
        tightening=0,
        line=520,
        on_grid=False,
        align="center",
    ),
    Style(
        id="Footer",
        name="footer",
        custom=False,
        face=Face.SONG,
        size=28,
        tightening=0,
        line=280,
        on_grid=False,
    ),
    Style(
        id="OddNumber",
        name="单页页码",
        based_on="Footer",
        align="right",
        indent={"right": 280},
    ),
    Style(
        id="EvenNumber",
        name="双页页码",
        based_on="Footer",
        align="left",
        indent={"left": 280},
    ),
)

STYLES = (
    *_BODY,
    *_HEADINGS,
    *_LEADS,
    *_CONTENTS,
    *_LETTER,
    *_TABLES,
    *CHART,
    _CHART_MARK,
    *_MARGINS,
)
"""All styles but table styles; base styles come first (clauses 5.2, 7.3, 7.5)."""

CHART_STYLE = Style(id="Chart", name="路线图", kind=Kind.TABLE, based_on="TableNormal", margins=0)
"""Table style of 路线图; its narrow cells have no margins."""

TABLE_STYLE = Style(id="PlanTable", name="公文表格", kind=Kind.TABLE, based_on="TableNormal")
"""Table style with single borders and cell margins."""

_GUEST = "Gw"


def guest(entry: Style) -> Style:
    """Return a style with a prefixed id and name, for a file that has its own styles."""
    return replace(
        entry,
        id=_GUEST + entry.id,
        name=f"公文 {entry.name}",
        based_on=guest_id(entry.based_on),
        next=guest_id(entry.next),
        custom=True,
    )


def guest_id(name: str) -> str:
    """Return the prefixed id of a style."""
    return name if name in ("", "TableNormal") else _GUEST + name
