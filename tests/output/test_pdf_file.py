"""The PDF as a file: true pages in 目录, tags, date, the same bytes, and machines without fonts."""

from __future__ import annotations

import io
import re
import shutil
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path

import pypdf
import pytest

from jindu import scaffold
from jindu.document.blocks import (
    Annex,
    Doc,
    Heading,
    Imprint,
    Letterhead,
    Para,
    Properties,
    Run,
    Title,
)
from jindu.document.kinds import Unready
from jindu.output import pdf, pdf_parts, render
from jindu.output.docx import to_docx
from jindu.output.render import RenderOptions
from jindu.source import load
from tests import office
from tests.output.conftest import han
from tests.wordfile import W, WordFile, get

DAY = date(2026, 3, 5)


@pytest.fixture(autouse=True)
def stand_ins(monkeypatch: pytest.MonkeyPatch) -> None:
    office.require()
    monkeypatch.setenv("FONTCONFIG_FILE", str(office.fonts() / "fonts.conf"))


def long_doc(headings: int, *, notice: int = 0, imprint: Imprint | None = None) -> Doc:
    """Text full of figures, which LibreOffice sets wider than Word."""
    figures = "到2027年12月底前完成3项任务，覆盖率达到95%以上，投入5万元。"
    body = [
        block
        for n in range(1, headings + 1)
        for block in (Heading(1, f"{n}、标题{n:02}"), Para((Run(figures * (n % 7 + 5)),)))
    ]
    text = (Title(("方案",)), *body)
    annexes = (
        Annex("附件1", (Title(("很长的附件标题第一行", "第二行")), han(60)), landscape=True),
    )
    if notice:
        first = (Title(("通知",)), han(28 * notice))
        head = Letterhead(("柳林街道办事处",), "柳街发〔2026〕5号")
        plan = (Annex("", text), *annexes)
        return Doc(Properties("通知", created=DAY), first, plan, head, imprint, contents=True)
    return Doc(Properties("方案", created=DAY), text, annexes, None, imprint, True)


def written(content: bytes, path: Path) -> office.Pdf:
    path.write_bytes(content)
    return office.Pdf(path)


def told(file: office.Pdf) -> Iterator[tuple[str, int]]:
    """The entries of 目录 as printed: heading and page."""
    for page in file.pages:
        for line in page.body:
            found = re.fullmatch(r"(.*?)\.{4,}(\d+)", line.text.replace(" ", ""))
            if found:
                yield found[1], int(found[2])


def is_at(file: office.Pdf, heading: str, number: int) -> bool:
    """Whether the page that prints this number shows the heading."""
    page = next(page for page in file.pages if page.number == str(number))
    mark, _, title = re.sub("[ 　]", "", heading).rpartition("附件1")
    text = re.sub(r"[\s　]", "", page.text)
    return (title or mark) in text


APART = Imprint(("县公安局",), "街道办公室", DAY, apart=True)


@pytest.mark.parametrize(
    ("notice", "imprint"),
    [(0, None), (0, APART), (3, APART), (40, None)],
    ids=["plain", "with a leaf for 版记", "short notice", "long notice"],
)
def test_entries_tell_the_printed_page(
    tmp_path: Path, notice: int, imprint: Imprint | None
) -> None:
    made = pdf.to_pdf(long_doc(40, notice=notice, imprint=imprint))
    file = written(made, tmp_path / "a.pdf")
    entries = list(told(file))
    assert len(entries) == 41
    assert [heading for heading, page in entries if not is_at(file, heading, page)] == []


def test_entries_of_a_scheme_tell_the_printed_page(tmp_path: Path) -> None:
    loaded = load.load_text(scaffold.load("county-demo").text)
    content = render.render(loaded, "pdf", RenderOptions(contents=True))
    file = written(content, tmp_path / "a.pdf")
    entries = list(told(file))
    assert len(entries) > 20
    wrong = [
        (heading, page)
        for heading, page in entries
        if not is_at(file, re.sub("^附件[0-9]+", "", re.sub("[ 　]", "", heading)), page)
    ]
    assert wrong == []


@pytest.mark.parametrize("pages", [1, 2, 3, 4])
def test_the_leaf_of_an_imprint(tmp_path: Path, pages: int) -> None:
    """7.5: it ends the paper on an even face; that and an empty face before it are unnumbered."""
    doc = Doc(Properties("通知"), (han(28 * 22 * pages - 30),), imprint=APART)
    file = written(pdf.to_pdf(doc), tmp_path / "a.pdf")
    empty = pages % 2 == 0
    numbers = [str(number) for number in range(1, pages + 1)] + [""] * (2 if empty else 1)
    assert [page.number for page in file.pages] == numbers
    assert len(file.pages) % 2 == 0
    assert "抄送：县公安局。" in file.pages[-1].text
    if empty:
        assert file.pages[-2].lines == ()
    word = WordFile(to_docx(doc))
    assert [get(s.find(f"{W}type"), "val") for s in word.sections] == ["nextPage", "evenPage"]


@pytest.fixture
def calls(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """The number of files that each call of LibreOffice converts."""
    counts: list[int] = []
    convert = pdf._convert

    def counted(program: str, folder: Path, sources: Sequence[Path], whole: bool) -> None:
        counts.append(len(sources))
        convert(program, folder, sources, whole)

    monkeypatch.setattr(pdf, "_convert", counted)
    return counts


def test_converted_twice_only_if_pages_differ(calls: list[int]) -> None:
    pdf.to_pdf(Doc(Properties("方案"), (Heading(1, "一、题"), han(60)), contents=True))
    assert calls == [1]
    pdf.to_pdf(Doc(Properties("方案"), (Heading(1, "一、题"), han(60))))
    assert calls == [1, 1]


def test_several_documents_take_one_call(calls: list[int]) -> None:
    docs = [Doc(Properties(f"方案{n}", created=DAY), (han(n * 10),)) for n in range(1, 4)]
    made = pdf.to_pdfs(docs)
    assert calls == [3]
    titles = [told_of(content).title for content in made]
    assert titles == ["方案1", "方案2", "方案3"]


def test_tags_date_and_bytes() -> None:
    doc = Doc(
        Properties("方案", "某街道", DAY), (Heading(1, "一、题"), han(60), Para((Run("2026年"),)))
    )
    one, two = pdf.to_pdf(doc), pdf.to_pdf(doc)
    assert one == two
    reader = pypdf.PdfReader(io.BytesIO(one), strict=True)
    root = reader.root_object
    assert root.raw_get("/MarkInfo").get_object().raw_get("/Marked")
    assert "/StructTreeRoot" in root
    said = told_of(one)
    assert (said.title, said.author) == ("方案", "某街道")
    assert said.creation_date
    assert said.creation_date.date() == DAY
    assert "2026" in reader.pages[0].extract_text()
    undated = pdf.to_pdf(Doc(Properties("方案"), (han(60),)))
    assert told_of(undated).creation_date is None


def told_of(content: bytes) -> pypdf.DocumentInformation:
    said = pypdf.PdfReader(io.BytesIO(content)).metadata
    assert said is not None
    return said


@pytest.mark.parametrize("content", [b"", b"%PDF-1.7\n", b"%PDF-1.7\nstartxref\n0\n%%EOF\n"])
def test_another_form_of_file_is_left_alone(content: bytes) -> None:
    assert pdf_parts.settled(content, DAY) == content


def test_without_chinese_fonts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Told before a PDF of boxes is made."""
    if not shutil.which("fc-list"):
        pytest.skip("no fc-list")
    empty = tmp_path / "fonts.conf"
    empty.write_text(
        f"<fontconfig><dir>{tmp_path}</dir><cachedir>{tmp_path}/c</cachedir></fontconfig>"
    )
    monkeypatch.setenv("FONTCONFIG_FILE", str(empty))
    with pytest.raises(Unready, match="没有装中文字体"):
        pdf.to_pdf(Doc(Properties("方案"), (han(60),)))
