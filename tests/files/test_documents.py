"""Documents that somebody has edited are kept; others follow their plan."""

from __future__ import annotations

import os
import re
import subprocess
import zipfile
from collections.abc import Callable
from pathlib import Path

import docx
import openpyxl
import pytest

from jindu.files import packages
from jindu.output import pdf
from tests.command import TITLED, Jindu, sound, write
from tests.files.samples import WORD


def edited_word(path: Path) -> None:
    document = docx.Document(str(path))
    document.add_paragraph("手工加的一段")
    document.save(str(path))


def retitled(path: Path) -> None:
    """The properties are changed as a file manager does."""
    document = docx.Document(str(path))
    document.core_properties.title = "别的标题"
    document.save(str(path))


def edited_sheet(path: Path) -> None:
    book = openpyxl.load_workbook(path)
    book.active.cell(3, 1).value = "手工改的"
    book.save(path)


def appended(path: Path) -> None:
    """A part more, all others as they were."""
    with zipfile.ZipFile(path, "a") as archive:
        archive.writestr("word/more.xml", "<a/>")


def resaved(path: Path) -> None:
    """Opened and saved by another program without a change."""
    if pdf.office() is None:
        pytest.skip("no LibreOffice")
    folder = path.parent / "另存"
    subprocess.run(
        [
            *(str(pdf.office()), f"-env:UserInstallation={(path.parent / 'profile').as_uri()}"),
            *("--headless", "--convert-to", path.suffix[1:], "--outdir", str(folder), str(path)),
        ],
        check=True,
        capture_output=True,
    )
    (folder / path.name).replace(path)


@pytest.mark.parametrize(
    ("form", "change"),
    [
        ("docx", edited_word),
        ("docx", retitled),
        ("docx", appended),
        ("docx", resaved),
        ("xlsx", edited_sheet),
        ("docx", lambda path: path.write_bytes(WORD)),
        ("docx", lambda path: path.write_bytes(path.read_bytes()[:-30])),
        ("docx", lambda path: path.write_text("旧的", encoding="utf-8")),
        *((form, lambda path: path.write_bytes(path.read_bytes() + b"\n")) for form in ("md",)),
        ("html", lambda path: path.write_bytes(path.read_bytes().replace(b"</p>", b"!</p>", 1))),
        ("ics", lambda path: path.write_bytes(path.read_bytes().replace(b"SUMM", b"X-S", 1))),
    ],
)
def test_an_edited_document_is_kept(
    jindu: Jindu, tmp_path: Path, form: str, change: Callable[[Path], object]
) -> None:
    plan = write(tmp_path / "甲.yaml", sound())
    rendered = ("render", "甲.yaml", "--to", form)
    path = tmp_path / f"甲.{form}"
    assert jindu(*rendered).code == 0
    made = path.read_bytes()
    assert jindu(*rendered).code == 0
    os.utime(plan, ns=(path.stat().st_mtime_ns - 10**9,) * 2)
    change(path)
    edited = path.read_bytes()
    refused = jindu(*rendered)
    assert (refused.code, refused.out) == (2, "")
    assert "没有覆盖" in refused.err
    assert "--force" in refused.err
    assert path.read_bytes() == edited
    assert jindu(*rendered, "--force").code == 0
    assert revised(path.read_bytes()) == revised(made)


def revised(content: bytes) -> bytes:
    """The content without what counts the revisions of a calendar: the edited one was another."""
    return re.sub(rb"(?<=SEQUENCE:)\d+|(?<=LAST-MODIFIED:)\S+", b"", content)


@pytest.mark.parametrize("form", ["docx", "xlsx", "md", "html", "ics"])
def test_a_document_follows_its_plan(jindu: Jindu, tmp_path: Path, form: str) -> None:
    plan = write(tmp_path / "甲.yaml", sound())
    rendered = ("render", "甲.yaml", "--to", form)
    path = tmp_path / f"甲.{form}"
    assert jindu(*rendered).code == 0
    made = path.read_bytes()
    write(plan, sound().replace("翠湖中学", "碧湖中学"))
    os.utime(plan, ns=(path.stat().st_mtime_ns + 10**9,) * 2)
    assert jindu(*rendered).code == 0
    assert path.read_bytes() != made


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("甲.md", b"# \xe4\xbc\x9a\xe8\xae\xae\xe8\xae\xb0\xe5\xbd\x95\n"),
        ("甲.html", b"<!doctype html><title>a</title>"),
        ("甲.ics", b"BEGIN:VCALENDAR\nPRODID:-//Other//EN\nEND:VCALENDAR\n"),
    ],
)
def test_an_old_file_that_the_program_did_not_make(
    jindu: Jindu, tmp_path: Path, name: str, content: bytes
) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    os.utime(path, (10**9, 10**9))
    write(tmp_path / "甲.yaml", TITLED)
    assert jindu("render", "甲.yaml", "-o", name).code == 2
    assert path.read_bytes() == content


def test_what_changed_besides_the_plan(jindu: Jindu, tmp_path: Path) -> None:
    """A template that is newer than the document explains that it differs."""
    write(tmp_path / "甲.yaml", TITLED)
    assert jindu("render", "甲.yaml", "--to", "md", "--doc", "印发通知").code == 0
    path = tmp_path / "甲-印发通知.md"
    assert jindu("templates", "copy", "印发通知").code == 0
    own = tmp_path / "templates" / "notice.md.j2"
    write(own, own.read_text(encoding="utf-8").replace("认真组织实施", "遵照执行"))
    os.utime(own, ns=(path.stat().st_mtime_ns + 10**9,) * 2)
    assert jindu("render", "甲.yaml", "--to", "md", "--doc", "印发通知").code == 0
    assert "遵照执行" in path.read_text(encoding="utf-8")


def test_one_that_is_kept_stops_no_other(jindu: Jindu, tmp_path: Path) -> None:
    for name in "甲乙丙":
        write(tmp_path / "夹" / f"{name}.yaml", TITLED)
    assert jindu("render", "夹", "-o", "出").code == 0
    edited_word(tmp_path / "出" / "乙.docx")
    (tmp_path / "出" / "丙.docx").unlink()
    result = jindu("render", "夹", "-o", "出")
    assert result.code == 2
    assert "乙.docx”不是本程序生成的，或者生成以后改过" in result.err
    assert result.err.count("已生成") == 2
    assert (tmp_path / "出" / "丙.docx").exists()


def test_a_letterhead_is_sealed_and_never_overwritten(jindu: Jindu, tmp_path: Path) -> None:
    write(tmp_path / "甲.yaml", TITLED)
    own = tmp_path / "红头.docx"
    document = docx.Document()
    document.add_paragraph("{{ title }}")
    document.core_properties.identifier = "urn:isbn:0"
    document.save(str(own))
    before = own.read_bytes()
    rendered = ("render", "甲.yaml", "--template", own)
    for force in ((), ("--force",)):
        result = jindu(*rendered, "-o", own, *force)
        assert result.code == 2
        assert "就是要读的文件" in result.err
        assert own.read_bytes() == before
    made = tmp_path / "甲.docx"
    assert jindu(*rendered).code == 0
    assert packages.is_unchanged(made.read_bytes())
    assert re.fullmatch("[0-9a-f]{64}", docx.Document(str(made)).core_properties.identifier)
    assert jindu(*rendered).code == 0
    edited_word(made)
    assert jindu(*rendered).code == 2
