"""The Word file as LibreOffice prints it: GB/T 9704-2012 measured with a ruler."""

from __future__ import annotations

from datetime import date

import pytest

from jindu.document.blocks import (
    Align,
    Annex,
    Block,
    Cell,
    Column,
    Doc,
    Heading,
    Para,
    Properties,
    Run,
    Signature,
    Table,
    Title,
)
from jindu.output.docx import to_docx
from tests import office
from tests.output.conftest import HAN, Make, han

ORGAN = "柳林县公安局禁毒大队"


def doc(*body: Block, annexes: tuple[Annex, ...] = (), watermark: str = "") -> Doc:
    return Doc(Properties("方案", watermark=watermark), body, annexes)


def tasks(rows: int, **how: str) -> Table:
    columns = (Column("序号", 1, Align.CENTER), Column("工作任务", 4), Column("牵头单位", 2))
    cells = tuple(
        (Cell(f"{n:03}"), Cell("开展毒品预防教育宣传活动" * (n % 3 + 1)), Cell(ORGAN))
        for n in range(1, rows + 1)
    )
    return Table(columns, cells, **how)  # type: ignore[arg-type]


THREE_PAGES = doc(han(28 * 22 * 3))
LONG_TABLE = doc(
    han(28 * 22),
    annexes=(
        Annex("附件1", (Title(("任务分解表",)), tasks(60)), landscape=True),
        Annex("附件2", (Title(("任务分解表",)), tasks(60, caption="表一", unit="单位：项"))),
    ),
    watermark="草稿",
)
FACES = doc(
    Title(("题目",)),
    Heading(1, "一、总体要求"),
    Heading(2, "（一）工作目标"),
    Para((Run("“正文”——2026年……"),)),
)
SIGNATURE = Signature((ORGAN,), date(2026, 3, 5))
SIGNED = doc(han(100), SIGNATURE)
SIGNED_AFTER = {lines: doc(han(28 * (lines - 2)), han(28 * 2), SIGNATURE) for lines in (20, 21, 22)}
NUMBERS = doc(*(Para((Run(HAN[:n] + HAN[:10] + "2026年"),), indent=False) for n in (15, 16, 17)))
HEADINGS = doc(han(28 * 20), Heading(1, "一、总体要求"), Heading(2, "（一）目标"), han(56))
GROUPS = doc(
    Table(
        tuple(Column(name, 1) for name in ("类别", "任务", "单位")),
        tuple(
            row
            for n in range(1, 16)
            for row in (
                (Cell(f"组{n:02}", rows=3), Cell(f"头{n:02}"), Cell("甲")),
                (Cell("中"), Cell("乙")),
                (Cell(f"尾{n:02}"), Cell("丙")),
            )
        ),
    )
)
ALL = (THREE_PAGES, LONG_TABLE, FACES, SIGNED, *SIGNED_AFTER.values(), NUMBERS, HEADINGS, GROUPS)
office.KNOWN.append(lambda: map(to_docx, ALL))


@pytest.fixture(scope="module")
def three_pages(make: Make) -> office.Pdf:
    return make(THREE_PAGES)


@pytest.fixture(scope="module")
def long_table(make: Make) -> office.Pdf:
    return make(LONG_TABLE)


def test_22_lines_of_28_characters(three_pages: office.Pdf) -> None:
    """5.2.3: three times 22 × 28 characters fill three pages and no more."""
    pages = three_pages.pages
    assert [len(page.body) for page in pages] == [22, 22, 22]
    assert {len(line.text) for page in pages for line in page.body} == {28}


def test_paper_and_type_area(three_pages: office.Pdf) -> None:
    """5.1, 5.2.1: A4; 156 × 225 mm from 28 and 37 mm; 22 line pitches are the height."""
    for page in three_pages.pages:
        assert (round(page.width), round(page.height)) == (210, 297)
        first, *_, last = page.body
        assert first.left == pytest.approx(28, abs=1)
        assert first.right - first.left == pytest.approx(156, abs=1)
        assert (last.bottom - first.bottom) * 22 / 21 == pytest.approx(225, abs=1)
        assert last.bottom <= 262
    left, top, right, bottom = three_pages.ink(1, 0, 0, 210, 265)
    assert (left, right) == pytest.approx((28, 184), abs=1)
    assert top >= 37
    assert bottom <= 262


def test_page_numbers(three_pages: office.Pdf) -> None:
    """7.5: the dash 7 mm under the type area; odd pages right, even left, one 四号 character in."""
    assert [page.number for page in three_pages.pages] == ["1", "2", "3"]
    inner = 14 * office.POINT
    for page, outer in ((1, 184 - inner), (2, 28 + inner), (3, 184 - inner)):
        left, top, right, bottom = three_pages.ink(page, 20, 263, 190, 285)
        assert (left if page == 2 else right) == pytest.approx(outer, abs=1)
        dash = (left, left + 3) if page == 2 else (right - 3, right)
        _, top, _, bottom = three_pages.ink(page, dash[0], 263, dash[1], 285)
        assert (top + bottom) / 2 == pytest.approx(269, abs=1)


def test_only_the_fonts_asked_for(make: Make) -> None:
    """Each face finds its own stand-in: none is replaced on the way."""
    assert make(FACES).fonts() == {
        "FandolSong-Bold",
        "FandolHei-Regular",
        "FandolKai-Regular",
        "FandolFang-Regular",
        "FandolSong-Regular",
    }


def test_a_full_page_before_a_new_section_makes_no_empty_page(long_table: office.Pdf) -> None:
    pages = long_table.pages
    assert all(page.body for page in pages)
    assert [len(pages[0].body), pages[1].body[1].text] == [23, "附件 1"]  # 草稿 is a line


def test_pages_are_numbered_through_all_sections(long_table: office.Pdf) -> None:
    pages = long_table.pages
    assert [page.number for page in pages] == [str(n) for n in range(1, len(pages) + 1)]
    wide = [page.width > page.height for page in pages]
    turned = wide.count(True)
    assert turned > 1
    assert wide == [False] + [True] * turned + [False] * (len(pages) - 1 - turned)


def test_the_head_of_a_table_is_on_every_page(long_table: office.Pdf) -> None:
    pages = long_table.pages[1:]
    assert len(pages) > 4
    assert all("序号" in page.text and "工作任务" in page.text for page in pages)


def test_no_row_of_a_table_is_lost(long_table: office.Pdf) -> None:
    words = " ".join(page.text for page in long_table.pages).split()
    assert all(words.count(f"{n:03}") == 2 for n in range(1, 61))


def test_tables_stay_in_the_type_area(long_table: office.Pdf) -> None:
    """Portrait 28–184 × 37–262 mm; landscape 35–260 × 28–184 mm."""
    for number, page in enumerate(long_table.pages[1:], start=2):
        wide = page.width > page.height
        area = (35, 28, 260, 184) if wide else (28, 37, 184, 262)
        # Beside the page number, which a turned sheet has at its left, and below the mark.
        whole = (31 if wide else 0, area[1] - 1, page.width, area[3] + 2)
        left, top, right, bottom = long_table.ink(number, *whole)
        assert (left, right) == pytest.approx((area[0], area[2]), abs=0.5)
        assert top >= area[1] - 0.2
        assert bottom <= area[3] + 0.2


def test_the_watermark_is_on_every_page(long_table: office.Pdf) -> None:
    for page in long_table.pages:
        mark = page.lines[0]
        assert mark.text == "草稿"
        assert (mark.left + mark.right) / 2 == pytest.approx(page.width / 2, abs=6)


def test_annex_title_is_on_the_third_line(long_table: office.Pdf) -> None:
    """7.3.7: two line pitches of 10.2 mm under the mark of the annex, and a little for its size."""
    _, mark, title, *_ = long_table.pages[1].body
    assert (mark.text, title.text) == ("附件 1", "任务分解表")
    assert title.bottom - mark.bottom == pytest.approx(2 * 10.2, abs=2.5)
    assert (title.left + title.right) / 2 == pytest.approx((35 + 260) / 2, abs=1)


def test_signature(make: Make) -> None:
    """7.3.5.2: the organ ends two characters from the edge, the date begins two further right."""
    page = make(SIGNED).pages[0]
    *_, last, organ, day = page.body
    pitch = 15.75 * office.POINT
    assert organ.right == pytest.approx(184 - 2 * pitch, abs=1)
    assert day.left - organ.left == pytest.approx(2 * pitch, abs=0.5)
    assert organ.bottom - last.bottom == pytest.approx(2 * 10.2, abs=0.5)
    assert day.bottom - organ.bottom == pytest.approx(10.2, abs=0.5)


@pytest.mark.parametrize("lines", SIGNED_AFTER)
def test_the_page_of_the_signature_carries_text(make: Make, lines: int) -> None:
    """7.3.5.5."""
    last = make(SIGNED_AFTER[lines]).pages[-1]
    assert [line.text for line in last.body][-2] == ORGAN
    assert HAN[:10] in last.body[0].text


def test_numbers_are_not_broken_over_lines(make: Make) -> None:
    """Set as Chinese text a number would break anywhere; 26 + 2 characters leave no room."""
    page = make(NUMBERS).pages[0]
    assert page.text.replace(" ", "").count("2026") == 3


def test_no_heading_stands_alone_at_the_foot(make: Make) -> None:
    first, second = make(HEADINGS).pages
    assert len(first.body) == 20
    assert "总体要求" in second.body[0].text


def test_a_group_of_rows_is_not_torn(make: Make) -> None:
    """Of 15 groups of 3 rows, each begins on the page where it ends."""
    pages = make(GROUPS).pages
    assert len(pages) == 2
    for number in range(1, 16):
        words = (f"组 {number:02}", f"头 {number:02}", f"尾 {number:02}")
        held = [page for page in pages if any(_has(page, word) for word in words)]
        assert len(held) == 1, number


def _has(page: office.Page, word: str) -> bool:
    return word.replace(" ", "") in page.text.replace(" ", "")
