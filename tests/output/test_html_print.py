"""The page as Chromium prints it: the measures of the Word file, with a ruler."""

from __future__ import annotations

import dataclasses
import itertools
import math
from collections.abc import Callable, Iterator
from datetime import date

import pytest

from jindu import assets, scaffold
from jindu.document import compose
from jindu.document.blocks import (
    Align,
    Annex,
    AnnexList,
    Block,
    Cell,
    Column,
    Doc,
    Gantt,
    Heading,
    Imprint,
    Lane,
    Letterhead,
    Properties,
    Signature,
    Table,
    Title,
)
from jindu.output.html import to_html
from jindu.source import load
from tests import browser, office
from tests.output.conftest import HAN, han

ORGAN = "柳林县禁毒委员会办公室"
DAY = date(2026, 12, 18)


Print = Callable[[Doc], office.Pdf]


@pytest.fixture(scope="module")
def printed(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Print]:
    with browser.started(tmp_path_factory.mktemp("browser")) as chromium:
        yield lambda doc: chromium.printed(to_html(doc))


def doc(*body: Block, annexes: tuple[Annex, ...] = (), imprint: Imprint | None = None) -> Doc:
    return Doc(Properties("方案", watermark="草稿"), body, annexes, imprint=imprint)


def lines(page: office.Page) -> list[str]:
    return [line.text.replace(" ", "") for line in page.body if line.text != "草稿"]


def test_22_lines_of_28_characters(printed: Print) -> None:
    """5.1, 5.2: A4, 28 and 37 mm, 22 lines of 28. 7.5: the dash 7 mm below, right or left."""
    made = printed(doc(han(28 * 22 * 3)))
    pages = made.pages
    assert [len(lines(page)) for page in pages] == [22, 22, 22]
    assert {len(line) for page in pages for line in lines(page)} == {28}
    for page in pages:
        assert (page.width, page.height) == pytest.approx((210, 297), abs=0.2)
        assert "草稿" in page.text
    left, top, right, bottom = made.ink(1, 0, 36, 210, 265)
    assert (left, right) == pytest.approx((28, 184), abs=1)
    assert top >= 37
    assert bottom <= 262
    assert [page.number for page in pages] == ["1", "2", "3"]
    inner = 14 * office.POINT
    for page_number, outer in ((1, 184 - inner), (2, 28 + inner)):
        edges = made.ink(page_number, 20, 263, 190, 285)
        assert edges[0 if page_number == 2 else 2] == pytest.approx(outer, abs=1)
        dash = (edges[0], edges[0] + 3) if page_number == 2 else (edges[2] - 3, edges[2])
        _, above, _, below = made.ink(page_number, dash[0], 263, dash[1], 285)
        assert (above + below) / 2 == pytest.approx(269, abs=0.5)


def middle(line: office.Line) -> float:
    return (line.top + line.bottom) / 2


def tasks(rows: int) -> Table:
    columns = (Column("序号", 1, Align.CENTER), Column("工作任务", 4), Column("牵头单位", 2))
    return Table(columns, tuple((Cell(f"{n}"), Cell(HAN * 3), Cell(ORGAN)) for n in range(rows)))


def test_wide_annexes(printed: Print) -> None:
    """Clause 8: the number stands where upright sheets have it; practice: heads are repeated."""
    annex = Annex("附件", (Title(("任务分解表",)), tasks(40)), landscape=True)
    made = printed(doc(han(28 * 22), annexes=(annex,)))
    pages = made.pages
    wide = [page.width > page.height for page in pages]
    assert wide == [False] + [True] * (len(pages) - 1)
    assert len(pages) > 3
    for number, page in enumerate(pages[1:], 2):
        assert "序号" in page.text.replace(" ", "")
        assert "草稿" in page.text
        left, top, right, bottom = made.ink(number, 15, 20, 34, 190)
        assert (left + right) / 2 == pytest.approx(28, abs=1)
        inner = 14 * office.POINT
        if number % 2:
            assert bottom == pytest.approx(184 - inner, abs=1)
        else:
            assert top == pytest.approx(28 + inner, abs=1)
        left, top, right, bottom = made.ink(number, 34, 27, 297, 210)
        assert (left, right) == pytest.approx((35, 260), abs=0.5)
        assert bottom <= 184


@pytest.mark.parametrize("filled", range(9, 15))
def test_the_page_of_the_signature_carries_text(printed: Print, filled: int) -> None:
    """7.3.5.5, wherever the page ends."""
    body = (han(28 * filled), han(56), AnnexList(("甲", "乙", "丙", "丁")))
    pages = printed(doc(*body, Signature((ORGAN,), DAY))).pages
    assert any(HAN[8:12] in line for line in lines(pages[-1]))
    assert lines(pages[-1])[-1] == "2026年12月18日"


@pytest.mark.parametrize("filled", range(18, 23))
def test_no_heading_stands_alone_at_the_foot(printed: Print, filled: int) -> None:
    body = (han(28 * filled), Heading(1, "一、标题"), Heading(2, "（一）小标题"), han(100))
    for page in printed(doc(*body)).pages:
        assert not lines(page)[-1].endswith("标题")


GROUP = ((Cell("甲", rows=8), Cell("任务"), Cell("局")), *((Cell("任务"), Cell("局")),) * 7)
ROWS = {
    "heading": ((Cell("一、组", columns=3, strong=True),), *tasks(6).rows),
    "group": (*GROUP, *GROUP),
}


@pytest.mark.parametrize("filled", [15, 18, 19, 20])
@pytest.mark.parametrize("rows", ROWS)
def test_no_head_of_a_table_stands_alone(printed: Print, rows: str, filled: int) -> None:
    table = dataclasses.replace(tasks(0), rows=ROWS[rows], caption="表一", unit="单位：项")
    pages = printed(doc(han(28 * filled), table)).pages
    ends = [lines(page)[-1] for page in pages]
    assert not [end for end in ends if end[-2:] in ("序号", "任务名", "单位", "单位：项", "、组")]
    if rows == "group":
        # The first may begin below the head and go on; the second is whole.
        assert lines(pages[0]).count("任务") in (*range(9), 16)


def test_a_group_higher_than_a_page_fills_it(printed: Print) -> None:
    """The rows follow at once, and the head and the name of the group stand with the first."""
    first, *others = tasks(40).rows
    rows = ((Cell("甲组", rows=40), *first[1:]), *(row[1:] for row in others))
    pages = printed(doc(han(28 * 10), dataclasses.replace(tasks(0), rows=rows))).pages
    assert [sum(HAN[:4] in line for line in lines(page)) > 15 for page in pages[:-1]] == [True] * (
        len(pages) - 1
    )
    assert "甲组" in pages[0].text.replace(" ", "")


def test_letterhead_and_imprint_take_their_places(printed: Print) -> None:
    """7.2.4: the mark 72 mm from the edge; 7.4: the last rule at the foot of the type area."""
    head = Letterhead((ORGAN,), "柳禁毒办发〔2026〕5号", (), "000012", "特急")
    body = (Title(("关于印发方案的通知",)), han(28 * 30), Signature((ORGAN,), DAY))
    foot = Imprint(("县委办公室",), ORGAN, DAY)
    made = printed(Doc(Properties("通知"), body, (), head, foot))
    assert len(made.pages) == 3
    assert made.ink(1, 30, 62, 184, 90)[1] == pytest.approx(72, abs=1)
    left, _, right, bottom = made.ink(3, 0, 240, 210, 264)
    assert (left, right) == pytest.approx((28, 184), abs=0.5)
    assert bottom == pytest.approx(262, abs=1)


def test_letter(printed: Print) -> None:
    """10.1: the mark 30 mm from the edge, double rules of 170 mm, no number on the first page."""
    head = Letterhead((ORGAN,), "柳禁毒办函〔2026〕5号", (), "000012", "特急", letter=True)
    foot = Imprint(("县委办公室",))
    made = printed(Doc(Properties("函"), (Title(("函",)), han(28 * 30)), (), head, foot))
    pages = made.pages
    assert [page.number for page in pages] == ["", "2"]
    left, top, right, _ = made.ink(1, 0, 20, 210, 52)
    assert (left, right) == pytest.approx((20, 190), abs=0.5)
    assert top == pytest.approx(30, abs=1)
    *_, mark = made.ink(1, 30, 20, 180, 45.5)
    upper = made.ink(1, 20, mark + 1, 27, 56)
    assert upper[1] - mark == pytest.approx(4, abs=1)
    lower = made.ink(1, 0, 265, 210, 290)
    assert (lower[0], lower[2]) == pytest.approx((20, 190), abs=0.5)
    assert lower[3] == pytest.approx(277, abs=0.5)
    serial = made.ink(1, 28, upper[3] + 1, 60, upper[3] + 12)
    number = made.ink(1, 120, upper[3] + 1, 190, upper[3] + 12)
    assert (serial[0], number[2]) == pytest.approx((28, 184), abs=1)
    assert number[1] - upper[3] == pytest.approx(4.9, abs=1)
    left, _, right, bottom = made.ink(2, 0, 240, 210, 264)
    assert (left, right, bottom) == pytest.approx((28, 184, 262), abs=1)
    assert made.ink(2, 20, 264, 190, 285)[0] == pytest.approx(28 + 14 * office.POINT, abs=1)


@pytest.mark.parametrize("filled", range(18, 24))
def test_imprint_never_meets_the_text(printed: Print, filled: int) -> None:
    made = printed(doc(han(28 * filled), imprint=Imprint(("县委办公室",), ORGAN, DAY)))
    *_, last = made.pages
    ends = [line for line in last.body if HAN[:4] in line.text.replace(" ", "")]
    copies = next(line for line in last.body if "抄送" in line.text.replace(" ", ""))
    assert ends
    # Half a line of text, 5.1 mm, half a row of 版记, 3.7 mm, and the air in its cells.
    assert middle(copies) - max(map(middle, ends)) >= 5.1 + 3.7
    assert len(made.pages) == (1 if filled <= 20 else 2)


def test_a_long_chart_goes_over_pages_that_each_have_its_head(printed: Print) -> None:
    lanes = tuple(Lane(f"第{n}项任务", n, n + 2, n + 2) for n in range(60))
    chart = Gantt((2027, 1), 72, lanes, frozenset({5}), notes=("注：◆为完成时限。",))
    annex = Annex("附件", (Title(("路线图",)), chart), landscape=True)
    pages = printed(doc(han(28), annexes=(annex,))).pages[1:]
    texts = [page.text.replace(" ", "") for page in pages]
    assert all("2027年" in text and "工作任务" in text for text in texts)
    assert sum(text.count("项任务") for text in texts) == 60
    assert "注：" in texts[-1]


@pytest.mark.parametrize("name", assets.schemes())
def test_no_page_of_a_scheme_is_empty(printed: Print, name: str) -> None:
    plan = load.load_text(scaffold.load(name).text, f"{name}.yaml").plan
    assert plan is not None
    pages = printed(compose.compose(plan, "实施方案")).pages
    assert all(lines(page) for page in pages)
    for page in pages:
        assert all(line.right <= page.width - 24 for line in page.body)


@pytest.mark.parametrize("pages", [1, 2])
def test_the_leaf_of_an_imprint(printed: Print, pages: int) -> None:
    """7.5: without number. Chromium does not leave a page empty to begin an even one."""
    leaf = Imprint(("县公安局",), "街道办公室", DAY, apart=True)
    file = printed(doc(han(28 * 22 * pages - 60), imprint=leaf))
    assert "抄送" in file.pages[-1].text
    assert [page.number for page in file.pages] == [*"12"[:pages], ""]


@pytest.mark.parametrize("count", [1, 2, 3, 4])
def test_seals_stand_apart(printed: Print, count: int) -> None:
    """7.3.5.1: circles of 42 mm around the names, as in the Word file."""
    organs = (
        "清源县柳林街道办事处",
        "清源县禁毒委员会",
        "清源县公安局",
        "清源县人力资源和社会保障局",
    )
    file = printed(doc(han(28 * 3), Signature(organs[:count], DAY, sealed=True)))
    words = {word.text: word for word in file.words(1)}
    middles = [
        ((words[o].left + words[o].right) / 2, (words[o].top + words[o].bottom) / 2)
        for o in organs[:count]
    ]
    for one, other in itertools.combinations(middles, 2):
        assert math.dist(one, other) >= 44
    assert all(28 + 21 <= x <= 184 - 21 for x, _ in middles)
    # The date, 3 × 5.56 + 8 × 2.73 mm, ends four characters from the right.
    assert middles[-1][0] == pytest.approx(184 - 22.2 - 38.5 / 2, abs=1)
