"""7.3.5.1: circles of 42 mm around the names of sealed documents, from the XML and on paper."""

from __future__ import annotations

import itertools
import math
from collections.abc import Iterator, Sequence
from datetime import date
from typing import NamedTuple

import pytest

from jindu.document.blocks import Block, Doc, Imprint, Properties, Remark, Signature
from jindu.output.docx import to_docx
from tests import office
from tests.output.conftest import HAN, Make, han
from tests.wordfile import Paragraph, W, WordFile, get

TWIP = 25.4 / 1440
"""Millimetres."""
WIDTH, RADIUS, LOW = 156, 21, 3
"""The type area, half a seal, and how far name and date lie below the middle of the seal."""

DAY = date(2026, 3, 5)
NAMES = {
    4: ("县公安局", "县民政局", "县司法局", "县教育局"),
    10: (
        "清源县柳林街道办事处",
        "清源县禁毒委员会办公",
        "清源县人民政府办公室",
        "清源县卫生健康局机关",
    ),
    13: tuple(f"清源县人力资源和社会保障{end}" for end in "局处科室"),
    14: tuple(f"中共清源县柳林街道工作委员{end}" for end in "会处科室"),
    20: tuple(
        ("清源县柳林街道梧桐社区居民委员会联合" + end)[:20]
        for end in ("党委", "党总", "支部", "小组")
    ),
    40: tuple((f"第{n}" + "清源县柳林街道梧桐社区" * 4)[:40] for n in "一二三四"),
}
LONG = "联系人：王建国，电话：0571-88880000，地址：柳林街道办事处三楼"
UNEVEN = (NAMES[14][0], NAMES[4][0], NAMES[20][0])
ENDLESS = tuple((f"第{n}" + "清源县柳林街道梧桐社区" * 20)[:200] for n in "一二三四")
CASES = {
    **{f"{n}×200": ENDLESS[:n] for n in (1, 2, 4)},
    **{f"{n}×{size}": names[:n] for size, names in NAMES.items() for n in (1, 2, 3, 4)},
    "uneven 2": UNEVEN[:2],
    "uneven 3": UNEVEN,
}
BELOW = {"nothing": "", "short remark": "此件公开发布", "long remark": LONG}


def sealed(organs: Sequence[str], remark: str = "", day: date | None = DAY) -> Doc:
    body: list[Block] = [han(28 * 3, indent=True), Signature(tuple(organs), day, sealed=True)]
    if remark:
        body.append(Remark(remark))
    imprint = Imprint(("清源县公安局",), "柳林街道党政办公室", DAY)
    return Doc(Properties("通知"), tuple(body), imprint=imprint)


class Circle(NamedTuple):
    """The middle of a seal, in mm."""

    x: float
    y: float

    def far(self, other: Circle) -> float:
        return math.hypot(self.x - other.x, self.y - other.y)

    def meets(self, left: float, top: float, right: float, bottom: float) -> bool:
        """Whether the seal meets a rectangle."""
        x = min(max(self.x, left), right)
        y = min(max(self.y, top), bottom)
        return math.hypot(self.x - x, self.y - y) < RADIUS


# By arithmetic ---------------------------------------------------------------------------


class Placed(NamedTuple):
    """A paragraph and its top edge below the body text, in mm."""

    paragraph: Paragraph
    top: float
    lines: int

    @property
    def height(self) -> float:
        return float(self.paragraph.shape("spacing", "line") or 0) * TWIP

    @property
    def bottom(self) -> float:
        return self.top + self.height * self.lines

    def names(self) -> Iterator[tuple[str, float]]:
        """Every name on the line and its middle."""
        stops = [float(get(tab, "pos") or 0) for tab in self.paragraph.element.iter(f"{W}tab")]
        stops = [stop for stop in stops if stop]
        if stops:
            yield from zip(
                self.paragraph.text.split("\t")[1:], (s * TWIP for s in stops), strict=True
            )
            return
        assert self.paragraph.shape("jc") == "center"
        left, right = (float(self.paragraph.shape("ind", side) or 0) for side in ("left", "right"))
        yield self.paragraph.text, (left * TWIP + WIDTH - right * TWIP) / 2


def lines_of(paragraph: Paragraph) -> int:
    """Characters are 5.56 mm wide, half-width ones 2.73 mm."""
    sides = sum(float(paragraph.shape("ind", side) or 0) for side in ("left", "right"))
    return math.ceil(wide(paragraph.text) / (WIDTH - sides * TWIP + 0.01)) if paragraph.text else 1


def wide(text: str) -> float:
    return sum(2.734 if c.isascii() else 5.556 for c in text)


def after_the_text(doc: Doc) -> list[Placed]:
    word = WordFile(to_docx(doc))
    found: list[Placed] = []
    top = 0.0
    for paragraph in word.paragraphs:
        if paragraph.style == "BodyText":
            assert not found
            continue
        if paragraph.style == "Imprint":
            break
        lines = 1 if "\t" in paragraph.text else lines_of(paragraph)
        found.append(Placed(paragraph, top, lines))
        top = found[-1].bottom + float(paragraph.shape("spacing", "after") or 0) * TWIP
    return found


def circles(placed: Sequence[Placed]) -> list[tuple[Circle, list[str]]]:
    """The seals, each with the texts it may cover: its name, and the last one the date."""
    rows = [one for one in placed if one.paragraph.style == "Organ"]
    day = next((one for one in placed if one.paragraph.style == "Day"), None)
    seals = [
        (Circle(x, row.top + (row.lines + 1) * row.height / 2 - LOW), [name])
        for row in rows
        for name, x in row.names()
    ]
    if day:
        ((text, x),) = day.names()
        assert x == pytest.approx(seals[-1][0].x, abs=0.1)
        seals[-1][1].append(text)
    return seals


@pytest.mark.parametrize("below", BELOW)
@pytest.mark.parametrize("case", CASES)
def test_by_arithmetic(case: str, below: str) -> None:
    organs, remark = CASES[case], BELOW[below]
    placed = after_the_text(sealed(organs, remark))
    seals = circles(placed)
    assert [name for _, (name, *_) in seals] == list(organs)
    for (one, _), (other, _) in itertools.combinations(seals, 2):
        assert one.far(other) >= 2 * RADIUS + 3
    if "200" not in case:  # A name of eight lines is higher than its seal.
        assert 0 < seals[0][0].y - RADIUS <= 10.21, "within a line of the text"
    for seal, own in seals:
        assert RADIUS <= seal.x <= WIDTH - RADIUS, "in the type area"
        for line in placed:
            if line.paragraph.style in ("Organ", "Day"):
                for text, x in line.names():
                    half = wide(text) / line.lines / 2
                    box = (x - half, line.top + 2, x + half, line.bottom - 2)
                    assert text in own or not seal.meets(*box)
                    assert x - half >= -0.1
                    assert x + half <= WIDTH + 0.1
            elif line.paragraph.style == "Remark":
                right = min(11.1 + wide(line.paragraph.text), WIDTH)
                assert not seal.meets(11.1, line.top + 2, right, line.bottom)
    # What comes after the last paragraph: the rules of 版记.
    end = placed[-1]
    room = sum(one.height for one in placed if one.top >= end.top) + end.top
    assert max(seal.y for seal, _ in seals) + RADIUS <= room


@pytest.mark.parametrize("count", [1, 2, 3, 4])
def test_rows_and_columns(count: int) -> None:
    """Two beside each other, one below the other in columns, the last with the date."""
    seals = [seal for seal, _ in circles(after_the_text(sealed(NAMES[10][:count])))]
    assert len({round(seal.y) for seal in seals}) == math.ceil(count / 2)
    assert len({round(seal.x) for seal in seals}) == min(count, 2)
    # The date ends four characters from the right: 156 − 22.2 − 33.1 / 2.
    assert seals[-1].x == pytest.approx(117.2, abs=0.3)


def test_without_a_date() -> None:
    seals = circles(after_the_text(sealed(NAMES[10][:2], day=None)))
    assert seals[0][0].far(seals[1][0]) >= 2 * RADIUS + 3


def test_names_stay_in_place_when_edited() -> None:
    """All lines are centred or on tab stops: no left indent depends on the width of a name."""
    for case in CASES.values():
        for line in after_the_text(sealed(case)):
            if line.paragraph.style in ("Organ", "Day") and "\t" not in line.paragraph.text:
                assert line.paragraph.shape("jc") == "center"


# On paper --------------------------------------------------------------------------------

ON_PAPER = {
    "1×10": (NAMES[10][:1], LONG),
    "1×40": (NAMES[40][:1], ""),
    "2×4": (NAMES[4][:2], LONG),
    "2×20": (NAMES[20][:2], ""),
    "3×10": (NAMES[10][:3], "此件公开发布"),
    "4×13": (NAMES[13][:4], LONG),
}
office.KNOWN.append(lambda: (to_docx(sealed(*case)) for case in ON_PAPER.values()))


@pytest.mark.parametrize("case", ON_PAPER)
def test_on_paper(make: Make, case: str) -> None:
    """Nothing is printed under a seal but its own name and date."""
    organs, remark = ON_PAPER[case]
    pdf = make(sealed(organs, remark))
    page = len(pdf.pages)
    words = pdf.words(page)
    day = next(word for word in words if word.text.startswith("2026") and word.left > 100)
    dated = [word for word in words if abs(word.bottom - day.bottom) < 1]
    text = max(word.bottom for word in words if word.text in HAN * 3)
    seals = []
    for organ in organs:
        own = [word for word in words if word.text in organ and len(word.text) > 3]
        own = [word for word in own if word.bottom > text + 1]
        x = (min(word.left for word in own) + max(word.right for word in own)) / 2
        top, bottom = min(w.bottom for w in own) - 10.21, max(w.bottom for w in own) + 10.21
        # The box of a word ends about 2 mm above the end of its line.
        seal = Circle(x, (top + bottom) / 2 + 2 - LOW)
        seals.append((seal, own + (dated if organ is organs[-1] else [])))
    for (one, _), (other, _) in itertools.combinations(seals, 2):
        assert one.far(other) > 2 * RADIUS + 2
    assert 0 < seals[0][0].y - RADIUS - text <= 10.21
    for seal, own in seals:
        assert seal.x - RADIUS >= 28
        assert seal.x + RADIUS <= 184
        assert pdf.dark(page, seal.x, seal.y, RADIUS, own) == 0
