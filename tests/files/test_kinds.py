"""What a file is, and the digest of packages."""

from __future__ import annotations

import io
import zipfile

import pytest

from jindu import assets, scaffold
from jindu.files import contents, packages
from jindu.files.contents import Kind
from jindu.manual import schema
from jindu.output import FORMATS, render
from jindu.source import load
from tests.command import sound
from tests.files.samples import BASELINE, PDF, SETTINGS, WORD, package


@pytest.mark.parametrize(
    ("name", "content", "kind"),
    [
        ("甲.yaml", sound(), Kind.PLAN),
        ("甲.md", sound(), Kind.PLAN),
        ("甲.json", '{"方案": {"标题": "甲"}}', Kind.PLAN),
        ("甲.json", '{"方案": {"标题": "甲"', Kind.PLAN),
        ("甲", "overview:\n  title: 甲\n", Kind.PLAN),
        ("甲.txt", "# 说明\n---\n方案：\n　　标题：甲\n", Kind.PLAN),
        ("甲.yaml", sound().encode("gb18030"), Kind.PLAN),
        ("甲.yaml", sound().encode("utf-16"), Kind.PLAN),
        ("甲.yaml", sound().replace("\n", "\r\n").encode("utf-8-sig"), Kind.PLAN),
        ("甲.yaml", '方案:\n  标题: "没有完\n\n经费:\n  总额: 5万元\n', Kind.PLAN),
        ("甲.yaml", '方案:\r\n  标题: "没有完\r\n', Kind.PLAN),
        ("甲.yaml", '标注: "没有完\n经费:  # 说明\n\n- 一\n', Kind.PLAN),
        ("甲.yaml", b"\xff" + sound().encode(), Kind.PLAN),
        ("甲.yaml", "方案:\n经费:\n", Kind.PLAN),
        ("甲.yml", '目标: 见附件\n说明: "没有完\n', Kind.PLAN),
        ("甲.yml", '目标 : 【一\n说明: "没有完\n', Kind.PLAN),
        ("甲.j2", sound(), Kind.PLAN),
        ("甲.toml", sound(), Kind.PLAN),
        ("基线.json", BASELINE, Kind.BASELINE),
        (
            "基线",
            '{"findings": [{"file": "甲", "code": "BUD001", "message": "", "line": ""}]}',
            Kind.BASELINE,
        ),
        ("别的.json", '{"findings": [{"id": 1}]}', Kind.OTHER),
        ("别的.json", '{"findings": []}', Kind.OTHER),
        ("别的.json", '{"files": []}', Kind.OTHER),
        ("别的.json", "[]", Kind.OTHER),
        ("深.json", '{"a":' * 5000, Kind.OTHER),
        ("甲.json", schema.text(), Kind.SCHEMA),
        ("甲.json", '{"$id": "其他", "type": "object"}', Kind.OTHER),
        ("jindu.toml", SETTINGS, Kind.SETTINGS),
        ("notice.md.j2", "# {{ title }}\n", Kind.TEMPLATE),
        ("甲.docx", WORD, Kind.DOCX),
        ("甲.xlsx", package(xl__workbook_xml=""), Kind.XLSX),
        ("甲.docx", package(a_txt=""), Kind.OTHER),
        ("甲.docx", b"PK\x03\x04 cut off", Kind.OTHER),
        ("甲.docx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(99), Kind.OTHER),
        ("甲.docx", "旧的", Kind.OTHER),
        ("甲.md", PDF, Kind.PDF),
        ("甲.md", "\n<!DOCTYPE html>\n", Kind.HTML),
        ("甲.html", "<html><body>", Kind.HTML),
        ("甲.ics", "BEGIN:VCALENDAR\r\n", Kind.ICS),
        ("说明.md", "# 说明\n\n经费：50万元。\n\n## 目标\n\n目标：到2028年完成。\n", Kind.MD),
        ("说明.txt", "经费：50万元，其中：街道20万元。\n\n目标：90%。\n- 一\n", Kind.MD),
        ("说明", "", Kind.MD),
        ("compose.yaml", "services:\n  web: {image: x}\n", Kind.OTHER),
        ("a.py", "print('方案')\n", Kind.OTHER),
    ],
)
def test_what_a_file_is(name: str, content: str | bytes, kind: Kind) -> None:
    data = content.encode("utf-8") if isinstance(content, str) else content
    assert contents.kind_of(data, name) is kind


@pytest.mark.parametrize("form", [form for form in FORMATS if form != "pdf"])
@pytest.mark.parametrize("scheme", assets.schemes())
def test_what_is_made_is_of_its_kind(scheme: str, form: str) -> None:
    content = render.render(load.load_text(scaffold.load(scheme).text), form)
    assert contents.kind_of(content, f"甲.{form}") is FORMATS[form].kind
    assert packages.is_unchanged(content) is (FORMATS[form].kind in contents.SEALED)


@pytest.mark.parametrize(
    ("kind", "old", "new", "same", "version"),
    [
        (
            Kind.PDF,
            b"1 /CreationDate(D:2026) /ID [ <A>\n<B> ] /DocChecksum /C",
            b"1 /CreationDate(D:2027) /ID [ <D>\n<E> ] /DocChecksum /F",
            True,
            True,
        ),
        (Kind.PDF, b"1 /Producer<FEFF>", b"2 /Producer<FEFF>", False, True),
        (Kind.PDF, b"1 /Producer(Scanner)", b"1 /Producer<FEFF>", False, False),
        (Kind.MD, b"# a\n\n## b\n", b"# c\n\n## b\n", False, True),
        (Kind.MD, b"# a\n", b"# b\n", False, False),
        (Kind.MD, b"# a\r\n", b"# a\n", False, True),
        (Kind.HTML, b"<title>a</title><h1>b</h1>", b"<title>b</title><h1>b</h1>", False, True),
        (Kind.HTML, b"<title>a</title>", b"<title>b</title><h1>b</h1>", False, False),
    ],
)
def test_versions(kind: Kind, old: bytes, new: bytes, same: bool, version: bool) -> None:
    assert contents.is_same(old, new, kind) is same
    assert contents.is_version(old, new, kind) is version


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"PK\x05\x06",
        WORD,
        package(_rels___rels='<Relationship Target="docProps/none.xml" Type="/core-properties"/>'),
    ],
)
def test_what_carries_no_digest(content: bytes) -> None:
    assert not packages.is_unchanged(content)


def test_a_package_is_the_same_packed_otherwise() -> None:
    """The digest is of the parts, not of how they are packed."""
    content = render.render(load.load_text(sound()))
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(buffer, "w") as new:
        for name in reversed(old.namelist()):
            new.writestr(name, old.read(name))
    assert packages.is_unchanged(buffer.getvalue())
    assert packages.repacked(content) == content
