"""Render documents as PDF by converting the Word files with LibreOffice.

目录 in a Word file shows the pages that Word will make. LibreOffice breaks lines a little
otherwise, so a document with other pages is converted again with the pages of the first PDF.
"""

from __future__ import annotations

import io
import json
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from jindu.document.blocks import Doc
from jindu.document.kinds import Unready
from jindu.output.docx import listed, to_docx
from jindu.output.docx.contents import Pages
from jindu.output.pdf_parts import settled
from jindu.output.pdf_profile import profile

if TYPE_CHECKING:
    from pypdf import PdfReader

_SECONDS = 180
_USUAL = (
    "C:/Program Files/LibreOffice/program/soffice.exe",
    "C:/Program Files (x86)/LibreOffice/program/soffice.exe",
    "/Applications/LibreOffice.app/Contents/MacOS/soffice",
)
_BUSY = "关闭已经打开的 LibreOffice，再试一次。"


def office() -> str | None:
    """Return the path of LibreOffice, or None if it is not installed."""
    found = shutil.which("soffice") or shutil.which("libreoffice")
    return found or next((path for path in _USUAL if Path(path).is_file()), None)


def to_pdf(doc: Doc, fonts: str = "gb") -> bytes:
    """Return the PDF. Raises ``Unready`` if LibreOffice or its fonts are missing, or it fails."""
    return to_pdfs((doc,), fonts)[0]


def to_pdfs(docs: Sequence[Doc], fonts: str = "gb") -> list[bytes]:
    """Return the PDF files of several documents, which one LibreOffice converts."""
    program = office()
    if program is None:
        raise Unready(
            "生成 PDF 要用 LibreOffice，这台电脑上没有找到。"
            "安装 LibreOffice，或者生成 Word 文件（--to docx），在 Word、WPS 里另存为 PDF。"
        )
    _ask_for_fonts()
    words = {place: to_docx(doc, fonts) for place, doc in enumerate(docs)}
    made = _all_converted(program, docs, words)
    again = {}
    for place, doc in enumerate(docs):
        pages = _pages(made[place], listed(doc)) if doc.contents else None
        if pages and (told := to_docx(doc, fonts, pages=pages)) != words[place]:
            again[place] = told
    made |= _all_converted(program, docs, again)
    return [settled(made[place], doc.properties.created) for place, doc in enumerate(docs)]


def _all_converted(
    program: str, docs: Sequence[Doc], words: Mapping[int, bytes]
) -> dict[int, bytes]:
    """Convert Word files by their places; those with a leaf for 版记 keep its empty page."""
    made: dict[int, bytes] = {}
    for whole in (False, True):
        chosen = [p for p in words if _has_leaf(docs[p]) is whole]
        if chosen:
            converted = _converted(program, [words[place] for place in chosen], whole)
            made |= zip(chosen, converted, strict=True)
    return made


def _has_leaf(doc: Doc) -> bool:
    return doc.imprint is not None and doc.imprint.apart


def _ask_for_fonts() -> None:
    """Raise ``Unready`` if no font has Chinese characters; only Linux may lack them."""
    if sys.platform != "linux" or not (program := shutil.which("fc-list")):
        return
    asked = subprocess.run(
        [program, ":lang=zh-cn", "family"], capture_output=True, check=False, timeout=_SECONDS
    )
    if asked.returncode == 0 and not asked.stdout.strip():
        raise Unready(
            "这台电脑没有装中文字体，生成的 PDF 会满篇都是方框。"
            "装上仿宋、楷体、黑体、小标宋的字库，或者装思源字体（fonts-noto-cjk），"
            "加上 --fonts noto；也可以先生成 Word 文件（--to docx）。"
        )


def _converted(program: str, words: Sequence[bytes], whole: bool) -> list[bytes]:
    """Convert Word files, with a profile of its own: a running LibreOffice does not interfere.

    ``whole`` keeps the empty pages that come of beginning on an even page.
    """
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        sources = [folder / f"{number}.docx" for number in range(len(words))]
        for source, content in zip(sources, words, strict=True):
            source.write_bytes(content)
        _convert(program, folder, sources, whole)
        made = [source.with_suffix(".pdf") for source in sources]
        if not all(path.exists() for path in made):
            raise Unready(f"LibreOffice 没有生成 PDF。{_BUSY}")
        return [path.read_bytes() for path in made]


def _convert(program: str, folder: Path, sources: Sequence[Path], whole: bool) -> None:
    settings = folder / "profile" / "user" / "registrymodifications.xcu"
    settings.parent.mkdir(parents=True, exist_ok=True)
    settings.write_bytes(profile())
    place = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    options = {"UseTaggedPDF": True, "IsSkipEmptyPages": not whole}
    told = {n: {"type": "boolean", "value": str(on).lower()} for n, on in options.items()}
    to = f"pdf:writer_pdf_Export:{json.dumps(told)}"
    command = [program, place, "--headless", "--convert-to", to, "--outdir", str(folder)]
    try:
        subprocess.run(
            [*command, *map(str, sources)],
            check=True,
            capture_output=True,
            timeout=_SECONDS + 10 * len(sources),
        )
    except (OSError, subprocess.SubprocessError) as error:
        raise Unready(f"LibreOffice 没有完成（{error}）。{_BUSY}") from error


# Pages of 目录 ----------------------------------------------------------------------------


def _pages(content: bytes, headings: Sequence[str]) -> Pages | None:
    """Return the pages of the headings, without those of 目录; None if one is not found."""
    from pypdf import PdfReader

    reader = PdfReader(io.BytesIO(content))
    contents = [n for n, page in enumerate(reader.pages, 1) if _has_links(page)]
    if not contents:
        return None
    if not reader.pages[contents[-1]].extract_text():
        contents.append(contents[-1] + 1)
    before = contents[0] - 1
    outline = iter(_outline(reader, reader.outline))
    pages = []
    for heading in map(_bare, headings):
        page = next((page for title, page in outline if _bare(title) == heading), None)
        if page is None:
            return None
        pages.append(page - len(contents) if page > before else page)
    return Pages(before, tuple(pages))


def _has_links(page: Any) -> bool:
    """Return whether a page links to places in the document: only 目录 does."""
    notes = (note.get_object() for note in page.get("/Annots", ()))
    return any("/Dest" in note for note in notes)


def _outline(reader: PdfReader, entries: Sequence[Any]) -> Iterator[tuple[str, int]]:
    for entry in entries:
        if isinstance(entry, list):
            yield from _outline(reader, entry)
        else:
            page = reader.get_destination_page_number(entry)
            yield str(entry.title), (page or 0) + 1


def _bare(text: str) -> str:
    return "".join(text.split())
