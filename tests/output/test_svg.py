"""The 路线图 as a drawing: what is where, to the point."""

from __future__ import annotations

import re
from itertools import pairwise
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

import pytest

from jindu.document.blocks import Gantt, Lane
from jindu.output.gbt9704 import ems
from jindu.output.html.svg import WIDTH, gantt_svg, pieces

LANES = (
    Lane("宣传发动", 0, 2, band=True),
    Lane("审议并印发实施方案", 0, 0, 0),
    Lane("召开动员部署会", 1, 3, 3),
    Lane("组织实施", 3, 23, band=True),
    Lane("开展“6·26”集中宣传", 5, 17, 17),
)
CHART = Gantt((2027, 1), 24, LANES, frozenset({5, 17}), notes=("注：◆为完成时限。",))

MONTH = 16.5
NAMES = 640 - 24 * 16.5
"""244: what 24 columns of 16.5 leave of 640."""


def drawn(chart: Gantt) -> Element:
    return ElementTree.fromstring(gantt_svg(chart))


def box(element: Element) -> tuple[float, float, float, float]:
    x, y, width, height = (float(element.attrib[name]) for name in ("x", "y", "width", "height"))
    return x, y, width, height


def bars(svg: Element) -> list[Element]:
    return [group.find("rect") for group in svg.iter("g")]  # type: ignore[misc]


def names(svg: Element) -> list[str]:
    return ["".join(text.itertext()) for text in svg.iter("text") if text.find("tspan") is not None]


def heads(svg: Element) -> list[str]:
    return ["".join(text.itertext()) for text in svg.iter("text") if text.find("tspan") is None]


def test_it_is_one_picture_that_says_what_it_shows() -> None:
    svg = drawn(CHART)
    assert svg.tag == "svg"
    assert svg.get("role") == "img"
    assert svg[0].tag == "title"
    assert svg[0].text == "路线图（2027年1月至2028年12月）"
    assert svg[1].tag == "desc"
    assert (svg[1].text or "").split("；")[:3] == [
        "宣传发动：2027年1月至2027年3月",
        "审议并印发实施方案：2027年1月",
        "召开动员部署会：2027年2月至2027年4月",
    ]
    # 2 rows of heads of 14, 5 lanes of one line: 11 + 3.
    assert svg.get("viewBox") == f"0 0 640 {2 * 14 + 5 * 14 + 0.5}"


def test_bars_cover_their_months() -> None:
    """The column of month n begins at 244 + 16.5 n."""
    found = [box(bar) for bar in bars(drawn(CHART))]
    assert [(x, width) for x, _, width, _ in found] == [
        (244, 49.5),  # months 0–2
        (244, 16.5),
        (260.5, 49.5),  # 244 + 16.5; months 1–3
        (293.5, 346.5),  # 244 + 49.5; 21 months up to the right edge, 640
        (326.5, 214.5),  # 244 + 82.5; 13 months
    ]
    # Lanes of 14 from 28 on; a bar of 9 in the middle of each.
    assert [y for _, y, _, _ in found] == [30.5, 44.5, 58.5, 72.5, 86.5]


def test_bands_are_dark_and_tasks_grey() -> None:
    fills = [bar.get("fill") for bar in bars(drawn(CHART))]
    assert fills == ["#404040", "#bfbfbf", "#bfbfbf", "#404040", "#bfbfbf"]


def test_a_mark_stands_in_the_middle_of_the_month_it_is_due() -> None:
    marks = [group.find("path") for group in drawn(CHART).iter("g")]
    assert [mark is None for mark in marks] == [True, False, False, True, False]
    tops = [re.match(r"M([\d.]+) ([\d.]+)", m.attrib["d"]) for m in marks if m is not None]
    found = [float(top[1]) for top in tops if top]
    assert found == [252.25, 301.75, 532.75]  # 244 + 8.25; + 3 × 16.5; + 17 × 16.5


def test_special_months_are_striped_from_head_to_foot() -> None:
    svg = drawn(CHART)
    grounds = [box(rect) for rect in svg.findall("rect")]
    assert grounds == [(326.5, 14, 16.5, 84), (524.5, 14, 16.5, 84)]
    stripes = [path for path in svg.findall("path") if path.get("stroke") == "#a6a6a6"]
    assert len(stripes) == 2
    for path, (x, top, width, height) in zip(stripes, grounds, strict=True):
        starts = re.findall(r"M([\d.]+) ([\d.]+)l16.5 -16.5", path.attrib["d"])
        assert len(starts) > 10
        assert {float(left) for left, _ in starts} == {x}
        assert all(top + width <= float(y) <= top + height for _, y in starts)


def test_every_name_once_and_every_head() -> None:
    svg = drawn(CHART)
    assert names(svg) == [lane.name for lane in LANES]
    months = [str(month) for month in range(1, 13)]
    assert heads(svg) == ["工作任务", "2027年", "2028年", *months, *months]
    strong = [e for e in svg.iter("text") if e.get("class") == "head"]
    assert [e for e in strong if e.find("tspan") is not None] == [
        e for e in svg.iter("text") if "".join(e.itertext()) in ("宣传发动", "组织实施")
    ]


def test_a_year_of_which_little_is_shown_has_a_short_head() -> None:
    assert heads(drawn(Gantt((2027, 12), 3, LANES[:1])))[:3] == ["工作任务", "2027", "2028年"]
    assert heads(drawn(Gantt((2027, 12), 60, LANES[:1])))[:3] == ["工作任务", "27", "2028年"]


def test_long_names_are_wrapped_not_cut() -> None:
    name = "开展社区戒毒、社区康复人员“平安关爱”行动，完成首批帮扶计划（第一期）的评估和总结"
    svg = drawn(Gantt((2027, 1), 36, (Lane(name, 0, 3, 3), Lane("甲", 0, 0, 0))))
    text = next(e for e in svg.iter("text") if e.find("tspan") is not None)
    lines = [span.text or "" for span in text.iter("tspan")]
    assert "".join(lines) == name
    assert len(lines) > 1
    # 640 − 36 × (460 / 36) = 180, less 3 at each side, in characters of 9.
    assert all(ems(line) <= 174 / 9 for line in lines)
    assert not any(line[0] in "，、）”" for line in lines)
    steps = [float(span.attrib["y"]) for span in text.iter("tspan")]
    assert [b - a for a, b in pairwise(steps)] == [11] * (len(lines) - 1)
    first, second = (box(bar)[1] for bar in bars(svg))
    assert second - first == pytest.approx((len(lines) * 11 + 3 + 14) / 2)


def test_sixty_lanes_over_six_years_do_not_overlap() -> None:
    lanes = tuple(Lane(f"第{n}项工作任务" * (1 + n % 4), n, n + 8, n + 8) for n in range(60))
    svg = drawn(Gantt((2027, 1), 72, lanes, frozenset(range(5, 72, 12))))
    assert names(svg) == [lane.name for lane in lanes]
    # Columns of 460 / 72 = 6.39: too narrow for every number; each quarter is numbered.
    assert heads(svg)[7:] == ["1", "4", "7", "10"] * 6
    places = [
        (float(e.attrib["x"]), ems(e.text or "") * 7) for e in svg.iter("text") if e.get("x")
    ][7:]
    for (x, wide), (following, other) in pairwise(places):
        assert x + wide / 2 < following - other / 2
    assert all(x >= 180 and x + width <= WIDTH + 0.01 for x, _, width, _ in map(box, bars(svg)))
    rows = [float(span.attrib["y"]) for span in svg.iter("tspan")]
    assert all(below - above >= 11 for above, below in pairwise(rows))
    height = float(svg.attrib["viewBox"].split()[-1])
    assert rows[-1] < height


def test_what_is_typed_is_escaped() -> None:
    name = '<script>alert(1)</script> & "甲" ]]>'
    svg = drawn(Gantt((2027, 1), 12, (Lane(name, 0, 1, 1),), caption="<b>&"))
    assert names(svg) == [name]
    assert (svg[0].text or "").startswith("<b>&（")
    assert not list(svg.iter("script"))
    with pytest.raises(ValueError, match="U\\+0001"):
        gantt_svg(Gantt((2027, 1), 12, (Lane("\x01", 0, 1),)))


def test_a_chart_without_lanes_or_of_one_month() -> None:
    assert names(drawn(Gantt((2027, 1), 1, ()))) == []
    assert box(bars(drawn(Gantt((2027, 6), 1, LANES[1:2], frozenset({0}))))[0])[0] == 623.5


class TestPieces:
    """Lanes of one line are 14 high, the head 28."""

    @staticmethod
    def sizes(lanes: tuple[Lane, ...], first: float, others: float, foot: float) -> list[int]:
        found = list(pieces(Gantt((2027, 1), 12, lanes), first, others, foot))
        assert sum((piece.lanes for piece in found), ()) == lanes
        return [len(piece.lanes) for piece in found]

    def test_one_where_all_fits(self) -> None:
        assert self.sizes((Lane("甲", 0, 1),) * 10, 28 + 140 + 20, 0, 20) == [10]

    def test_as_many_as_fit(self) -> None:
        """100 − 28 = 72 holds 5 lanes, 140 − 28 = 112 holds 8."""
        assert self.sizes((Lane("甲", 0, 1),) * 17, 100, 140, 0) == [5, 8, 4]

    def test_room_below_the_last(self) -> None:
        """Ten lanes fit in 168, but not the notes too; three go with these."""
        assert self.sizes((Lane("甲", 0, 1),) * 10, 168, 168, 20) == [7, 3]

    def test_a_band_goes_with_its_tasks(self) -> None:
        lanes = (*(Lane("甲", 0, 1),) * 4, Lane("阶段", 0, 1, band=True), *(Lane("乙", 0, 1),) * 3)
        assert self.sizes(lanes, 100, 200, 0) == [4, 4]

    def test_a_page_lower_than_a_lane_takes_one(self) -> None:
        assert self.sizes((Lane("甲", 0, 1),) * 3, 10, 10, 10) == [1, 1, 1]
