"""目录: every heading with its page, right on opening."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator

import pytest

from jindu import assets, scaffold
from jindu.output import render
from jindu.output.docx.oxml import Paragraph, run
from jindu.output.docx.pagination import placed
from jindu.output.gbt9704 import LIBRE_OFFICE, PORTRAIT, WORD, count_lines
from jindu.output.render import RenderOptions
from jindu.source import load
from tests import office
from tests.wordfile import W, WordFile, get

SCHEMES = sorted(assets.schemes())


@functools.cache
def rendered(scheme: str, kind: str = "实施方案") -> bytes:
    loaded = load.load_text(scaffold.load(scheme).text)
    return render.render(loaded, wanted=RenderOptions(kind, contents=True))


office.KNOWN.append(lambda: map(rendered, SCHEMES))


def entries(word: WordFile) -> Iterator[tuple[str, str, int]]:
    """Text, bookmark and page of every entry."""
    for link in word.body.iter(f"{W}hyperlink"):
        *_, page = (text.text for text in link.iter(f"{W}t"))
        text = next(link.iter(f"{W}t")).text
        yield str(text), str(get(link, "anchor")), int(page or 0)


@pytest.mark.parametrize("kind", ["实施方案", "印发通知", "申报方案"])
def test_entries_lead_to_their_headings(kind: str) -> None:
    word = WordFile(rendered("community", kind))
    marked = {
        get(start, "name"): "".join(t.text or "" for t in paragraph.iter(f"{W}t"))
        for paragraph in word.body.iter(f"{W}p")
        for start in paragraph.iter(f"{W}bookmarkStart")
    }
    found = list(entries(word))
    annexes = [text for text, _, _ in found if text.startswith("附件")]
    assert [text.partition("　")[0] for text in annexes] == [
        f"附件{number}" for number in range(1, len(annexes) + 1)
    ]
    assert {"任务分解表", "经费预算表"} <= {text.partition("　")[2] for text in annexes}
    assert len(found) > 20
    for text, anchor, _ in found:
        assert marked[anchor] == text.split("　")[-1]
    pages = [page for _, _, page in found]
    assert pages == sorted(pages)


def test_no_question_on_opening() -> None:
    """Fields that ask to be brought up to date make Word ask its reader first."""
    word = WordFile(rendered("community"))
    assert not list(word.parts["word/settings.xml"].iter(f"{W}updateFields"))
    assert not [f for f in word.body.iter(f"{W}fldChar") if get(f, "dirty")]
    kinds = [get(f, "fldCharType") for f in word.body.iter(f"{W}fldChar")]
    assert kinds.count("begin") == kinds.count("separate") == kinds.count("end")


def test_none_unless_asked_for() -> None:
    loaded = load.load_text(scaffold.load("community").text)
    word = WordFile(render.render(loaded))
    assert not list(word.body.iter(f"{W}bookmarkStart"))
    assert not list(entries(word))


@pytest.mark.parametrize("scheme", SCHEMES)
def test_pages(scheme: str) -> None:
    """LibreOffice puts the numbers right by itself, and so shows how far ours are.

    It sets air around digits that Word does not: in 25 pages that comes to a page at most.
    """
    content = rendered(scheme)
    pdf = office.printed(content)
    told = [
        int(line.text.split()[-1].strip(".")[-2:].strip("."))
        for page in pdf.pages[:2]
        for line in page.body
        if re.search(r"\.{4,} ?\d+$", line.text)
    ]
    ours = [page for _, _, page in entries(WordFile(content))]
    assert len(told) == len(ours)
    assert all(abs(a - b) <= 1 for a, b in zip(told, ours, strict=True))
    assert sum(a == b for a, b in zip(told, ours, strict=True)) >= 0.7 * len(ours)


@pytest.mark.parametrize(
    ("text", "word", "libre_office"),
    [
        ("甲" * 28, 1, 1),
        ("甲" * 29, 2, 2),
        ("甲" * 28 + "。", 1, 2),  # The mark hangs over, or takes the last character along.
        ("甲" * 27 + "（", 1, 1),
        ("甲" * 27 + "（乙", 2, 2),
        ("甲" * 26 + "2026年", 2, 2),  # A number is not broken: 26 + 2 + 1 > 28.
        ("甲" * 24 + "2026年", 1, 1),
        ("甲" * 25 + "2026年", 1, 2),  # 25 + 2 + 1 = 28, and twice 0.2 of air.
        ("A" * 57, 1, 1),  # 57 × 155 = 8835
        ("A" * 58, 2, 2),
        ("", 1, 1),
    ],
)
def test_lines(text: str, word: int, libre_office: int) -> None:
    """A line holds 28 characters of 315 twips, a half-width one is 155."""
    for reader, lines in ((WORD, word), (LIBRE_OFFICE, libre_office)):
        assert count_lines(text, 315, 8844, half=155, reader=reader) == lines


def test_what_is_tied_moves_on() -> None:
    """22 lines a page: a heading on the last goes to the next with its text."""
    lines = [Paragraph("Normal", run("甲")) for _ in range(21)]
    heading = Paragraph("Heading1", run("一、题"))
    found = dict(placed([(PORTRAIT, (*lines, heading, Paragraph("Normal", run("乙"))))]))
    assert found[heading] == 2
    found = dict(placed([(PORTRAIT, (*lines[1:], heading, Paragraph("Normal", run("乙"))))]))
    assert found[heading] == 1
