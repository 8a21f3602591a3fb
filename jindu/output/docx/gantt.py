"""Draw 路线图 as a Word table: one column per month, with bands, bars and marks."""

from __future__ import annotations

import functools
from collections.abc import Iterator
from itertools import groupby

from jindu.document.blocks import Gantt, Lane
from jindu.output.docx import oxml
from jindu.output.docx.oxml import Grid, Paragraph, Row, run
from jindu.output.docx.styles import CHART, CHART_STYLE
from jindu.output.gbt9704 import Page, count_lines

_MONTH = 330
"""Largest width of a month's column."""
_NAMES = 3600
"""Smallest width of the column of names."""

_LINE, _HEAD_LINE = (style.line or 0 for style in CHART)
_EM = 180
_INDENT = 60
_AIR = 30
"""Height that margins and border add to a row."""

_BAND, _BAR, _SPECIAL, _PLAIN = "595959", "BFBFBF", "EDEDED", ""
_MARK = "◆"


def gantt(chart: Gantt, page: Page, keep_next: bool) -> Iterator[Paragraph | Grid]:
    """Yield caption, chart and notes. The chart's head rows repeat on every page."""
    month = min(_MONTH, (page.text_width - _NAMES) // chart.months)
    names = page.text_width - month * chart.months
    widths = (names, *[month] * chart.months)
    if chart.caption:
        yield Paragraph("Caption", run(chart.caption))
    rows = (
        *_heads(chart, names, month),
        *(_lane(chart, lane, names, month) for lane in chart.lanes),
    )
    yield Grid(CHART_STYLE.id, widths, rows)
    for note in chart.notes:
        yield Paragraph("TableNote", run(note), keep_next=keep_next)


def _heads(chart: Gantt, names: int, month: int) -> Iterator[Row]:
    """Yield the head rows: years above months; the head of the names spans both."""
    head = Paragraph("ChartHead", run("工作任务"), keep_next=True)
    years = [(year, len(list(of_year))) for year, of_year in groupby(y for y, _ in chart.names())]
    yield Row(
        (
            oxml.cell((head,), names, 1, "restart"),
            *(
                oxml.cell(
                    (Paragraph("ChartHead", run(_year(year, count)), keep_next=True),),
                    month * count,
                    count,
                )
                for year, count in years
            ),
        ),
        _HEAD_LINE + _AIR,
        head=True,
    )
    yield Row(
        (
            oxml.cell((head._replace(content=""),), names, 1, "continue"),
            *(
                _month(month, _SPECIAL if place in chart.special else _PLAIN, str(number))
                for place, (_, number) in enumerate(chart.names())
            ),
        ),
        _HEAD_LINE + _AIR,
        head=True,
    )


def _year(year: int, months: int) -> str:
    return f"{year}年" if months > 2 else ""


def _lane(chart: Gantt, lane: Lane, names: int, month: int) -> Row:
    style = "ChartHead" if lane.band else "ChartName"
    name = Paragraph(style, run(lane.name), keep_next=lane.band, align="left", left=_INDENT)
    fill = _BAND if lane.band else _BAR
    lines = count_lines(lane.name, _EM, names - _INDENT)
    return Row(
        (
            oxml.cell((name,), names, 1),
            *(
                _month(
                    month,
                    fill
                    if lane.first <= place <= lane.last
                    else _SPECIAL
                    if place in chart.special
                    else _PLAIN,
                    _MARK if place == lane.mark else "",
                )
                for place in range(chart.months)
            ),
        ),
        lines * (_HEAD_LINE if lane.band else _LINE) + _AIR,
        keep_next=lane.band,
    )


@functools.cache
def _month(width: int, fill: str, text: str) -> str:
    content = Paragraph("ChartMark", run(text) if text else "")
    return oxml.cell((content,), width, 1, fill=fill)
