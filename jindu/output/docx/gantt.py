"""Draw 路线图 and 作战图 as Word tables: one column per month, with bands, bars and marks.

Every page has a table of its own, so that it can begin with the stage that goes on. A chart on a
large sheet is set as wide as fits on one sheet.
"""

from __future__ import annotations

import functools
import math
from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import NamedTuple

from jindu.document.blocks import Gantt, Lane
from jindu.output.docx import oxml
from jindu.output.docx.oxml import Grid, Paragraph, Row, run
from jindu.output.docx.styles import CHART, CHART_STYLE
from jindu.output.gbt9704 import LIBRE_OFFICE, LINE, Page, count_lines, ems

_MONTH = 330
"""Largest width of a month's column."""
_NAMES = 3600
"""Smallest width of the column of names."""
_DETAIL, _BLANK = 9, 560
"""Ems that a detail of a task takes on one line; width of a column to be filled in."""

_LINE, _HEAD_LINE = (style.line or 0 for style in CHART)
_EM, _SMALL = 180, 150
_INDENT = 60
_AIR, _LITTLE_AIR = 30, 10
"""Height that margins and border add to a row."""
_ABOVE = 4 * LINE
"""Height of what stands above the chart on its first page: mark and title."""
_SLACK = 120
"""Height left free on every page."""
_NOTE = 340
_STEP = 10
"""Twips by which rows are set closer, in a step."""
_STEPS = range(-6, 7)
"""Steps tried on a large sheet."""
_LEAST = 3
"""Fewest tasks on the last page."""

_BAND, _BAR, _SPECIAL, _PLAIN = "595959", "BFBFBF", "EDEDED", ""
_MARK = "◆"
_CONTINUED = "（续）"


class _Frame(NamedTuple):
    """Widths of the columns, and by how much rows are set closer."""

    names: int
    details: tuple[int, ...]
    month: int
    closer: int
    air: int = 0

    def line(self, band: bool) -> int:
        """Return the line pitch of a row."""
        return (_HEAD_LINE if band else _LINE) - self.closer * _STEP

    @property
    def heads(self) -> int:
        """The height of the head rows."""
        return 2 * (_HEAD_LINE + _AIR)


def gantt(chart: Gantt, page: Page, keep_next: bool, closer: int = 0) -> Iterator[Paragraph | Grid]:
    """Yield caption, chart and notes; a page that begins within a stage repeats its band.

    ``closer`` steps lessen the line pitch.
    """
    frame = _frame(chart, page, closer)
    widths = (
        frame.names,
        *frame.details,
        *[frame.month] * chart.months,
        *[_BLANK] * len(chart.blanks),
    )
    if chart.caption:
        yield Paragraph("Caption", run(chart.caption))
    for place, lanes in enumerate(_pages(chart, page, frame)):
        if place:
            yield Paragraph("SectionEnd", new_page=True)
        rows = (*_heads(chart, frame), *(_lane(chart, lane, frame) for lane in lanes))
        yield Grid(CHART_STYLE.id, widths, rows)
    for note in chart.notes:
        yield Paragraph("TableNote", run(note), keep_next=keep_next)


def _frame(chart: Gantt, page: Page, closer: int) -> _Frame:
    details = tuple(_detail(chart, place) for place in range(len(chart.details)))
    free = page.text_width - sum(details) - _BLANK * len(chart.blanks)
    month = min(_MONTH, (free - _NAMES) // chart.months)
    names = free - month * chart.months
    if not page.is_large:
        return _Frame(names, details, month, closer, _AIR)
    frames = [_Frame(names, details, month, step, _LITTLE_AIR) for step in _STEPS]
    whole = (frame for frame in frames if len(list(_pages(chart, page, frame))) == 1)
    return next(whole, _Frame(names, details, month, closer, _AIR))


def _detail(chart: Gantt, place: int) -> int:
    """Return the width of a column of details: that of its longest text, within bounds."""
    texts = (lane.details[place] for lane in chart.lanes if lane.details)
    longest = max((ems(text) for text in texts), default=0)
    wide = max(min(longest, _DETAIL), ems(chart.details[place]))
    return math.ceil((wide + 1) * _EM) + 2 * _INDENT


def _pages(chart: Gantt, page: Page, frame: _Frame) -> Iterator[Sequence[Lane]]:
    """Yield the lanes of every page, the last of which has room for the notes."""
    room = page.text_height - _ABOVE - frame.heads - _SLACK - LINE * bool(chart.caption)
    found: list[Lane] = []
    used, band = 0, None
    foot = _NOTE * len(chart.notes)
    heights = [_height(lane, frame) for lane in chart.lanes]
    for place, (lane, height) in enumerate(zip(chart.lanes, heights, strict=True)):
        ends = used + sum(heights[place:]) + foot > room and len(heights) - place <= _LEAST
        if found and (used + height > room or (ends and not found[-1].band)):
            carried = [found.pop()] if found[-1].band and not lane.band else []
            if found:
                yield found
            if not carried and band and not lane.band:
                carried = [_again(band)]
            found = carried
            used = sum(_height(item, frame) for item in carried)
            room = page.text_height - frame.heads - _SLACK
        found.append(lane)
        used += height
        band = lane if lane.band else band
    yield found


def _again(band: Lane) -> Lane:
    return band._replace(name=band.name.removesuffix(_CONTINUED) + _CONTINUED)


def _height(lane: Lane, frame: _Frame) -> int:
    """Return the height of a row; LibreOffice breaks a text into more lines, if any."""
    texts = ((lane.name, frame.names), *zip(lane.details, frame.details, strict=False))
    lines = max(
        count_lines(text, _EM, width - _INDENT, reader=LIBRE_OFFICE) for text, width in texts
    )
    return lines * frame.line(lane.band) + frame.air


# Rows ------------------------------------------------------------------------------------


def _heads(chart: Gantt, frame: _Frame) -> Iterator[Row]:
    """Yield the head rows: years above months; the other heads span both."""
    years = [(year, len(list(of_year))) for year, of_year in groupby(y for y, _ in chart.names())]
    before = (("工作任务", frame.names), *zip(chart.details, frame.details, strict=True))
    after = tuple((head, _BLANK) for head in chart.blanks)
    yield Row(
        (
            *(_head(text, width, "restart") for text, width in before),
            *(_year(year, count, frame.month * count) for year, count in years),
            *(_head(text, width, "restart") for text, width in after),
        ),
        _HEAD_LINE + _AIR,
        head=True,
    )
    yield Row(
        (
            *(_head("", width, "continue") for _, width in before),
            *(
                _month(frame.month, _SPECIAL if place in chart.special else _PLAIN, str(number))
                for place, (_, number) in enumerate(chart.names())
            ),
            *(_head("", width, "continue") for _, width in after),
        ),
        _HEAD_LINE + _AIR,
        head=True,
    )


def _head(text: str, width: int, merge: str) -> str:
    content = Paragraph("ChartHead", run(text) if text else "", keep_next=True)
    return oxml.cell((content,), width, 1, merge)


def _year(year: int, months: int, width: int) -> str:
    """Return the head of a year in the longest form that fits: 2026年, 2026, 26."""
    forms = (
        (f"{year}年", "ChartHead", _EM),
        (f"{year}", "ChartMark", _SMALL),
        (f"{year % 100}", "ChartMark", _SMALL),
    )
    fitting = ((text, style) for text, style, em in forms if ems(text) * em <= width)
    text, style = next(fitting, forms[-1][:2])
    return oxml.cell((Paragraph(style, run(text), keep_next=True),), width, months)


def _lane(chart: Gantt, lane: Lane, frame: _Frame) -> Row:
    """Return the row of a stage or task: name, details, months, columns to be filled in."""
    usual = _HEAD_LINE if lane.band else _LINE
    line = frame.line(lane.band)
    fixed = None if line == usual else line
    style = "ChartHead" if lane.band else "ChartName"
    fill = _BAND if lane.band else _BAR
    details = lane.details or ("",) * len(frame.details)
    texts = ((lane.name, frame.names), *zip(details, frame.details, strict=True))
    return Row(
        (
            *(_text(text, width, style, fixed, lane.band) for text, width in texts),
            *(
                _month(
                    frame.month,
                    fill
                    if lane.first <= place <= lane.last
                    else _SPECIAL
                    if place in chart.special
                    else _PLAIN,
                    _MARK if place == lane.mark else "",
                    fixed,
                )
                for place in range(chart.months)
            ),
            *[_month(_BLANK, _PLAIN, "", fixed)] * len(chart.blanks),
        ),
        _height(lane, frame),
        keep_next=lane.band,
    )


def _text(text: str, width: int, style: str, line: int | None, band: bool) -> str:
    content = run(text) if text else ""
    told = Paragraph(style, content, keep_next=band, line=line, align="left", left=_INDENT)
    return oxml.cell((told,), width, 1)


@functools.cache
def _month(width: int, fill: str, text: str, line: int | None = None) -> str:
    content = Paragraph("ChartMark", run(text) if text else "", line=line)
    return oxml.cell((content,), width, 1, fill=fill)
