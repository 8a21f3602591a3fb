"""Draw 路线图 as Word tables: one column per month, with bands, bars and marks.

Every page has a table of its own, so that it can begin with the stage that goes on.
"""

from __future__ import annotations

import functools
from collections.abc import Iterator, Sequence
from itertools import groupby

from jindu.document.blocks import Gantt, Lane
from jindu.output.docx import oxml
from jindu.output.docx.oxml import Grid, Paragraph, Row, run
from jindu.output.docx.styles import CHART, CHART_STYLE
from jindu.output.gbt9704 import LIBRE_OFFICE, LINE, Page, count_lines, ems

_MONTH = 330
"""Largest width of a month's column."""
_NAMES = 3600
"""Smallest width of the column of names."""

_LINE, _HEAD_LINE = (style.line or 0 for style in CHART)
_EM, _SMALL = 180, 150
_INDENT = 60
_AIR = 30
"""Height that margins and border add to a row."""
_ABOVE = 4 * LINE
"""Height of what stands above the chart on its first page: mark and title."""
_SLACK = 120
"""Height left free on every page."""
_NOTE = 340
_STEP = 10
"""Twips by which rows are set closer, in a step."""
_LEAST = 3
"""Fewest tasks on the last page."""

_BAND, _BAR, _SPECIAL, _PLAIN = "595959", "BFBFBF", "EDEDED", ""
_MARK = "◆"
_CONTINUED = "（续）"


def gantt(chart: Gantt, page: Page, keep_next: bool, closer: int = 0) -> Iterator[Paragraph | Grid]:
    """Yield caption, chart and notes; a page that begins within a stage repeats its band.

    ``closer`` steps lessen the line pitch.
    """
    month = min(_MONTH, (page.text_width - _NAMES) // chart.months)
    names = page.text_width - month * chart.months
    widths = (names, *[month] * chart.months)
    if chart.caption:
        yield Paragraph("Caption", run(chart.caption))
    for place, lanes in enumerate(_pages(chart, page, names, closer)):
        if place:
            yield Paragraph("SectionEnd", new_page=True)
        rows = (
            *_heads(chart, names, month),
            *(_lane(chart, lane, names, month, closer) for lane in lanes),
        )
        yield Grid(CHART_STYLE.id, widths, rows)
    for note in chart.notes:
        yield Paragraph("TableNote", run(note), keep_next=keep_next)


def _pages(chart: Gantt, page: Page, names: int, closer: int) -> Iterator[Sequence[Lane]]:
    """Yield the lanes of every page, the last of which has room for the notes."""
    heads = 2 * (_HEAD_LINE + _AIR)
    room = page.text_height - _ABOVE - heads - _SLACK - LINE * bool(chart.caption)
    found: list[Lane] = []
    used, band = 0, None
    foot = _NOTE * len(chart.notes)
    for place, lane in enumerate(chart.lanes):
        height = _height(lane, names, closer)
        left = chart.lanes[place:]
        rest = sum(_height(item, names, closer) for item in left)
        ends = used + rest + foot > room and len(left) <= _LEAST
        if found and (used + height > room or (ends and not found[-1].band)):
            carried = [found.pop()] if found[-1].band and not lane.band else []
            yield found
            if not carried and band and not lane.band:
                carried = [_again(band)]
            found = carried
            used = sum(_height(item, names, closer) for item in carried)
            room = page.text_height - heads - _SLACK
        found.append(lane)
        used += height
        band = lane if lane.band else band
    yield found


def _again(band: Lane) -> Lane:
    return band._replace(name=band.name.removesuffix(_CONTINUED) + _CONTINUED)


def _height(lane: Lane, names: int, closer: int) -> int:
    """Return the height of a row; LibreOffice breaks a name into more lines, if any."""
    lines = count_lines(lane.name, _EM, names - _INDENT, reader=LIBRE_OFFICE)
    return lines * ((_HEAD_LINE if lane.band else _LINE) - closer * _STEP) + _AIR


def _heads(chart: Gantt, names: int, month: int) -> Iterator[Row]:
    """Yield the head rows: years above months; the head of the names spans both."""
    head = Paragraph("ChartHead", run("工作任务"), keep_next=True)
    years = [(year, len(list(of_year))) for year, of_year in groupby(y for y, _ in chart.names())]
    yield Row(
        (
            oxml.cell((head,), names, 1, "restart"),
            *(
                oxml.cell((_year(year, month * count),), month * count, count)
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


def _year(year: int, width: int) -> Paragraph:
    """Return the head of a year in the longest form that fits: 2026年, 2026, 26."""
    for text, style, em in (
        (f"{year}年", "ChartHead", _EM),
        (f"{year}", "ChartMark", _SMALL),
        (f"{year % 100}", "ChartMark", _SMALL),
    ):
        if ems(text) * em <= width:
            return Paragraph(style, run(text), keep_next=True)
    return Paragraph("ChartMark", keep_next=True)


def _lane(chart: Gantt, lane: Lane, names: int, month: int, closer: int) -> Row:
    style = "ChartHead" if lane.band else "ChartName"
    usual = _HEAD_LINE if lane.band else _LINE
    line = usual - closer * _STEP if closer else None
    name = Paragraph(
        style, run(lane.name), keep_next=lane.band, line=line, align="left", left=_INDENT
    )
    fill = _BAND if lane.band else _BAR
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
                    line,
                )
                for place in range(chart.months)
            ),
        ),
        _height(lane, names, closer),
        keep_next=lane.band,
    )


@functools.cache
def _month(width: int, fill: str, text: str, line: int | None = None) -> str:
    content = Paragraph("ChartMark", run(text) if text else "", line=line)
    return oxml.cell((content,), width, 1, fill=fill)
