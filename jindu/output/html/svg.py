"""Draw 路线图 as SVG: names at the left, one column per month, bands, bars and marks.

The page that embeds it sets the fonts. No information depends on color alone.
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
"""Width of the drawing; on a landscape page, one unit is about a point."""

_MONTH = 16.5
"""Largest width of a month's column."""
_NAMES = 180
"""Smallest width of the column of names."""

_SIZE, _SMALL = 9, 7
_LINE, _AIR, _BAR = 11, 3, 9
_HEAD = 14
_INSET = 3
_ROOM_FOR_NUMBER = 8.5
"""Columns narrower than this are numbered only at the beginning of a quarter."""

_DARK, _GREY, _PALE, _HATCH, _RULE = "#404040", "#bfbfbf", "#f2f2f2", "#a6a6a6", "#8c8c8c"
_STRIPE = 5
_LEAST = 3
"""Fewest lanes in the last piece."""

CONTINUED = "（续）"
"""End of the name of a stage that is repeated on another page."""

_NOT_FIRST = "，。、；：？！）》”’…—·％%"


class _Frame(NamedTuple):
    """Coordinates: widths of names and months, and the upper edge of every lane."""

    names: float
    month: float
    tops: tuple[float, ...]

    def x(self, place: int) -> float:
        """Return the left edge of a month."""
        return self.names + place * self.month

    @property
    def height(self) -> float:
        """The lower edge of the last lane."""
        return self.tops[-1]


def gantt_svg(chart: Gantt) -> str:
    """Return the chart as an ``svg`` element, without caption and notes."""
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
    """Split the chart into pieces of limited height, in units of ``WIDTH``, each with a head.

    The first piece is at most ``first`` high, ``others`` limits the rest, and the last leaves
    room for ``foot``. Only the last piece may end with a band; one that begins within a stage
    repeats its band.
    """
    lanes, heights, room = chart.lanes, _heights(chart), first
    while len(lanes) > 1 and 2 * _HEAD + sum(heights) > room - foot:
        count = _fitting(lanes, heights, room - 2 * _HEAD)
        yield replace(chart, lanes=lanes[:count])
        band = _going_on(lanes, count)
        lanes, heights, room = (*band, *lanes[count:]), heights[count:], others
        heights = [_LINE + _AIR] * len(band) + heights
    yield replace(chart, lanes=lanes)


def _going_on(lanes: Sequence[Lane], count: int) -> tuple[Lane, ...]:
    """Return the band to repeat above a lane; none if the lane is itself a band."""
    bands = [lane for lane in lanes[:count] if lane.band]
    if not bands or lanes[count].band:
        return ()
    name = bands[-1].name.removesuffix(CONTINUED) + CONTINUED
    return (bands[-1]._replace(name=name),)


def _fitting(lanes: Sequence[Lane], heights: Sequence[float], room: float) -> int:
    """Return how many lanes fit: at least one, leaving ``_LEAST`` for the next piece."""
    count = min(sum(reached <= room for reached in accumulate(heights)), len(lanes) - _LEAST)
    while count > 1 and lanes[count - 1].band:
        count -= 1
    return max(count, 1 + lanes[0].name.endswith(CONTINUED))


# Measures --------------------------------------------------------------------------------


def _frame(chart: Gantt) -> _Frame:
    tops = accumulate(_heights(chart), initial=2 * _HEAD)
    return _Frame(WIDTH - chart.months * _width(chart), _width(chart), tuple(tops))


def _width(chart: Gantt) -> float:
    """Return the width of a month."""
    return min(_MONTH, (WIDTH - _NAMES) / chart.months)


def _heights(chart: Gantt) -> list[float]:
    names = WIDTH - chart.months * _width(chart)
    return [len(_wrapped(lane.name, names)) * _LINE + _AIR for lane in chart.lanes]


def _wrapped(name: str, width: float) -> list[str]:
    """Wrap a name to a width; lines do not begin with closing punctuation."""
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
    """Format a coordinate, rounded to a hundredth."""
    return f"{round(value, 2):g}"


# Parts -----------------------------------------------------------------------------------


def _special(chart: Gantt, frame: _Frame) -> Iterator[str]:
    """Highlight special months with a pale background and stripes."""
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
    """Draw the head: years above months, and the head of the names."""
    yield _word("工作任务", frame.names / 2, _HEAD + 3, _SIZE, "head")
    place = 0
    for year, of_year in groupby(year for year, _ in chart.names()):
        count = len(list(of_year))
        middle = frame.x(place) + count * frame.month / 2
        for told, size in ((f"{year}年", _SIZE), (f"{year}", _SMALL), (f"{year % 100}", _SMALL)):
            if count * frame.month >= ems(told) * size:
                yield _word(told, middle, _HEAD - 4, size, "head")
                break
        place += count
    for column, (_, number) in enumerate(chart.names()):
        if frame.month >= _ROOM_FOR_NUMBER or number % 3 == 1:
            middle = frame.x(column) + frame.month / 2
            yield _word(str(number), middle, 2 * _HEAD - 4.5, _SMALL)


def _rules(chart: Gantt, frame: _Frame) -> Iterator[str]:
    """Draw thin lines between months and lanes, thicker ones between years and around the chart."""
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
    """Draw the name and the bar of a lane; the bar's tooltip shows its months."""
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
    """Return the first and last month of a lane as text."""
    months = chart.names()
    first, last = _month(months[lane.first]), _month(months[lane.last])
    return first if first == last else f"{first}至{last}"
