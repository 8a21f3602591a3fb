"""The 路线图 as a drawing: names at the left, a column a month, bands, bars and marks.

Drawn to stand in a page, which gives the faces; nothing in it depends on color.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import accumulate, groupby
from typing import NamedTuple

from jindu.document.blocks import Gantt, Lane
from jindu.output.gbt9704 import ems
from jindu.output.xml import element, text

WIDTH = 640
"""The width of the drawing; over the type area of a landscape sheet a unit is a point."""

_MONTH = 16.5
"""A month's column is no wider than this; narrower where there are many."""
_NAMES = 180
"""The names keep at least this width."""

_SIZE, _SMALL = 9, 7
_LINE, _AIR, _BAR = 11, 3, 9
_HEAD = 14
_INSET = 3
_ROOM_FOR_NUMBER = 8.5
"""Columns narrower than this are numbered only where a quarter begins."""

_DARK, _GREY, _PALE, _HATCH, _RULE = "#404040", "#bfbfbf", "#f2f2f2", "#a6a6a6", "#8c8c8c"
_STRIPE = 5
_LEAST = 3
"""So many lanes at least are left for a last piece."""

_NOT_FIRST = "，。、；：？！）》”’…—·％%"


class _Frame(NamedTuple):
    """Where things are: the width of names and months, and the upper edge of every lane."""

    names: float
    month: float
    tops: tuple[float, ...]

    def x(self, place: int) -> float:
        """The left edge of a month."""
        return self.names + place * self.month

    @property
    def height(self) -> float:
        """The lower edge of the last lane."""
        return self.tops[-1]


def gantt_svg(chart: Gantt) -> str:
    """The chart as one ``svg`` element; caption and notes are left to the page."""
    frame = _frame(chart)
    months = chart.names()
    span = f"{_month(months[0])}至{_month(months[-1])}"
    return element(
        "svg",
        element("title", text(f"{chart.caption or '路线图'}（{span}）")),
        element(
            "desc", text("；".join(f"{lane.name}：{_span(chart, lane)}" for lane in chart.lanes))
        ),
        *_special(chart, frame),
        *_heads(chart, frame),
        *_rules(chart, frame),
        *(_lane(chart, frame, place) for place in range(len(chart.lanes))),
        viewBox=f"0 0 {WIDTH} {_n(frame.height + 0.5)}",
        role="img",
    )


def pieces(chart: Gantt, first: float, others: float, foot: float) -> Iterator[Gantt]:
    """The chart in pieces not higher than given, in units of ``WIDTH``; each has its own head.

    Below the last one is room for ``foot``. No piece but that ends with a band.
    """
    lanes, heights, room = chart.lanes, _heights(chart), first
    while len(lanes) > 1 and 2 * _HEAD + sum(heights) > room - foot:
        count = _fitting(lanes, heights, room - 2 * _HEAD)
        yield replace(chart, lanes=lanes[:count])
        lanes, heights, room = lanes[count:], heights[count:], others
    yield replace(chart, lanes=lanes)


def _fitting(lanes: Sequence[Lane], heights: Sequence[float], room: float) -> int:
    """How many lanes fit: at least one, and not so many that almost none are left."""
    count = min(sum(reached <= room for reached in accumulate(heights)), len(lanes) - _LEAST)
    while count > 1 and lanes[count - 1].band:
        count -= 1
    return max(count, 1)


# Measures --------------------------------------------------------------------------------


def _frame(chart: Gantt) -> _Frame:
    tops = accumulate(_heights(chart), initial=2 * _HEAD)
    return _Frame(WIDTH - chart.months * _width(chart), _width(chart), tuple(tops))


def _width(chart: Gantt) -> float:
    """The width of a month."""
    return min(_MONTH, (WIDTH - _NAMES) / chart.months)


def _heights(chart: Gantt) -> list[float]:
    names = WIDTH - chart.months * _width(chart)
    return [len(_wrapped(lane.name, names)) * _LINE + _AIR for lane in chart.lanes]


def _wrapped(name: str, width: float) -> list[str]:
    """The name in lines that the width holds; no line begins with a mark that may not."""
    room = (width - 2 * _INSET) / _SIZE
    lines = [""]
    for letter in name:
        if ems(lines[-1] + letter) <= room or not lines[-1]:
            lines[-1] += letter
        elif letter in _NOT_FIRST and len(lines[-1]) > 1:
            lines[-1], carried = lines[-1][:-1], lines[-1][-1]
            lines.append(carried + letter)
        else:
            lines.append(letter)
    return lines


def _n(value: float) -> str:
    """A coordinate to a hundredth."""
    return f"{round(value, 2):g}"


# Parts -----------------------------------------------------------------------------------


def _special(chart: Gantt, frame: _Frame) -> Iterator[str]:
    """The months set off from others: a pale ground and stripes, through all rows."""
    top, width = _HEAD, frame.month
    for place in sorted(chart.special):
        x = frame.x(place)
        yield _box(x, top, width, frame.height - top, _PALE)
        rows = range(int((frame.height - top - width) // _STRIPE) + 1)
        stripes = (
            f"M{_n(x)} {_n(top + width + row * _STRIPE)}l{_n(width)} {_n(-width)}" for row in rows
        )
        yield element("path", d="".join(stripes), stroke=_HATCH, **{"stroke-width": "0.4"})


def _heads(chart: Gantt, frame: _Frame) -> Iterator[str]:
    """The years over their months; the word for the names beside both rows."""
    yield _word("工作任务", frame.names / 2, _HEAD + 3, _SIZE, "head")
    place = 0
    for year, of_year in groupby(year for year, _ in chart.names()):
        count = len(list(of_year))
        middle = frame.x(place) + count * frame.month / 2
        if count * frame.month >= (ems(f"{year}年") + 0.5) * _SIZE:
            yield _word(f"{year}年", middle, _HEAD - 4, _SIZE, "head")
        place += count
    for column, (_, number) in enumerate(chart.names()):
        if frame.month >= _ROOM_FOR_NUMBER or number % 3 == 1:
            middle = frame.x(column) + frame.month / 2
            yield _word(str(number), middle, 2 * _HEAD - 4.5, _SMALL)


def _rules(chart: Gantt, frame: _Frame) -> Iterator[str]:
    """Thin lines between months and lanes, stronger ones between years and around all."""
    height = frame.height
    turns = [place for place, (_, number) in enumerate(chart.names()) if place and number == 1]
    thin = [f"M{_n(frame.x(n))} {_HEAD}V{_n(height)}" for n in range(1, chart.months)]
    thin += [f"M0 {_n(top)}H{WIDTH}" for top in frame.tops[1:-1]]
    thin.append(f"M{_n(frame.names)} {_HEAD}H{WIDTH}")
    strong = [f"M{_n(frame.x(place))} 0V{_n(height)}" for place in (0, *turns)]
    strong.append(f"M0 {2 * _HEAD}H{WIDTH}M0.4 0.4H{WIDTH - 0.4}V{_n(height)}H0.4Z")
    yield _lines(thin, _RULE, "0.3")
    yield _lines(strong, "#000", "0.8")


def _lane(chart: Gantt, frame: _Frame, place: int) -> str:
    """The name and the bar of a lane; a pointer over the bar is told its months."""
    lane = chart.lanes[place]
    top, bottom = frame.tops[place : place + 2]
    middle = (top + bottom) / 2
    width = (lane.last - lane.first + 1) * frame.month
    fill = _DARK if lane.band else _GREY
    parts = [
        element("title", text(_span(chart, lane))),
        _box(frame.x(lane.first), middle - _BAR / 2, width, _BAR, fill, "#000"),
    ]
    if lane.mark is not None:
        parts.append(_diamond(frame.x(lane.mark) + frame.month / 2, middle, frame.month))
    return _name(lane, frame, middle) + element("g", *parts)


def _name(lane: Lane, frame: _Frame, middle: float) -> str:
    lines = _wrapped(lane.name, frame.names)
    first = middle - (len(lines) - 1) * _LINE / 2 + 3.2
    spans = (
        element("tspan", text(line), x=_INSET, y=_n(first + number * _LINE))
        for number, line in enumerate(lines)
    )
    return element("text", *spans, **{"font-size": _SIZE, "class": "head" if lane.band else None})


def _diamond(x: float, y: float, month: float) -> str:
    half = min(_BAR / 2, month * 0.45)
    corners = f"M{_n(x)} {_n(y - half)}l{_n(half)} {_n(half)}l{_n(-half)} {_n(half)}"
    return element(
        "path", d=f"{corners}l{_n(-half)} {_n(-half)}Z", stroke="#fff", **{"stroke-width": "0.5"}
    )


def _box(
    x: float, y: float, width: float, height: float, fill: str, stroke: str | None = None
) -> str:
    return element(
        "rect",
        x=_n(x),
        y=_n(y),
        width=_n(width),
        height=_n(height),
        fill=fill,
        stroke=stroke,
        **{"stroke-width": "0.3" if stroke else None},
    )


def _lines(paths: Sequence[str], color: str, width: str) -> str:
    return element("path", d="".join(paths), fill="none", stroke=color, **{"stroke-width": width})


def _word(content: str, x: float, y: float, size: float, kind: str | None = None) -> str:
    look = {"font-size": _n(size), "text-anchor": "middle", "class": kind}
    return element("text", text(content), x=_n(x), y=_n(y), **look)


# Words -----------------------------------------------------------------------------------


def _month(month: tuple[int, int]) -> str:
    return f"{month[0]}年{month[1]}月"


def _span(chart: Gantt, lane: Lane) -> str:
    """From which month to which."""
    months = chart.names()
    first, last = _month(months[lane.first]), _month(months[lane.last])
    return first if first == last else f"{first}至{last}"
