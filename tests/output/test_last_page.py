"""7.3.5.5: signature and 版记 get no page of their own where a line or two can be won."""

from __future__ import annotations

from datetime import date

import pytest

from jindu.document.blocks import (
    AnnexList,
    Block,
    Doc,
    Imprint,
    Letterhead,
    Properties,
    Signature,
    Title,
)
from jindu.output.docx import to_docx
from tests import office
from tests.output.conftest import Make, han
from tests.wordfile import WordFile

ORGAN = "柳林街道办事处"
DAY = date(2026, 3, 5)
IMPRINT = Imprint(("清源县公安局",), "柳林街道党政办公室", DAY)


def notice(lines: int, *, imprint: bool = False, sealed: bool = False, annexes: int = 0) -> Doc:
    """Title (2 lines and one empty), text, and 3 lines of signature, or 4 with room for a seal."""
    body: list[Block] = [
        Title(("关于印发清源县柳林街道", "实施方案的通知")),
        *(han(28) for _ in range(lines)),
    ]
    body += [AnnexList(tuple(f"表{n}" for n in range(annexes)))] if annexes else []
    body.append(Signature((ORGAN,), DAY, sealed=sealed))
    return Doc(Properties("通知"), tuple(body), imprint=IMPRINT if imprint else None)


# 22 lines a page: 3 of the title, 3 of the signature, 16 of text; the two more are won.
CASES = {
    "fits": (notice(16), 1, False),
    "a line too much": (notice(17), 1, True),
    "two lines too many": (notice(18), 1, True),
    "more than can be won": (notice(21), 2, False),
    "two pages fit": (notice(38), 2, False),
    "a line too much for two": (notice(39), 2, True),
    "four lines too many for two": (notice(42), 2, True),
    "with a seal": (notice(16, sealed=True), 1, True),
    "with annexes": (notice(14, annexes=2), 1, True),
    "with an imprint": (notice(15, imprint=True), 1, True),
    "three pages": (notice(61), 3, True),
    "five pages are left alone": (notice(105), 6, False),
}
# A last paragraph of 10 lines that begins on line 16: 7 are above the break of the page.
BROKEN = Doc(
    Properties("通知"),
    (*(han(28) for _ in range(15)), han(280), Signature((ORGAN,), DAY)),
)
office.KNOWN.append(lambda: [to_docx(BROKEN)])
office.KNOWN.append(lambda: (to_docx(doc) for doc, _, _ in CASES.values()))


@pytest.mark.parametrize("case", CASES)
def test_a_page_is_won(make: Make, case: str) -> None:
    doc, pages, tight = CASES[case]
    text = next(p for p in WordFile(to_docx(doc)).paragraphs if p.style == "Flush")
    pitch = int(text.shape("spacing", "line") or 0)
    assert 520 <= pitch < 579 if tight else pitch == 579
    printed = make(doc).pages
    assert len(printed) == pages
    last = printed[-1].text.replace(" ", "")
    assert "2026年3月5日" in last
    assert "禁毒工作" in last


def test_letterhead_and_title_keep_their_places() -> None:
    """Only the text behind the red rule is set tighter."""
    head = Letterhead((ORGAN,), "柳街发〔2026〕5号", serial="000012", urgency="特急")
    for lines in range(3, 14):
        doc = notice(lines)
        word = WordFile(to_docx(Doc(doc.properties, doc.body, letterhead=head)))
        before = [p for p in word.paragraphs if p.style in ("Flush", "Urgency", "Number")][:3]
        assert {p.shape("spacing", "line") for p in before} == {"579"}


def test_the_last_paragraph_is_broken_if_lines_go_along(make: Make) -> None:
    """25 lines and 3 of the signature: 6 lines too many to be won."""
    first, last = make(BROKEN).pages
    assert len(first.body) == 22
    assert len(last.body) == 3 + 2


@pytest.mark.parametrize("lines", range(15, 24))
def test_the_signature_is_never_alone(lines: int) -> None:
    """However the last paragraph meets the end of the page."""
    doc = Doc(
        Properties("通知"),
        (*(han(28) for _ in range(lines)), han(100), Signature((ORGAN,), DAY)),
    )
    word = WordFile(to_docx(doc))
    last = [p for p in word.paragraphs if p.style == "Flush"][-1]
    # Four lines; those beyond the 22nd go with the signature, and at least two if it is free.
    beyond = lines + 4 - 22
    assert last.keeps or 2 <= beyond < 4
