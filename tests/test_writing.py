"""No command replaces what it should not, whatever the target is called and leads to."""

from __future__ import annotations

import ast
import io
import json
import os
import re
import subprocess
import zipfile
from collections.abc import Callable
from pathlib import Path

import docx
import openpyxl
import pytest

from jindu import assets, scaffold
from jindu.files import contents, packages
from jindu.files.contents import Kind
from jindu.manual import schema
from jindu.output import FORMATS, pdf, render
from jindu.source import load
from tests.conftest import ROOT
from tests.test_cli import BROKEN, TITLED, Jindu, jindu, sound, write

__all__ = ["jindu"]

LATER = "方案:\n  标题: 乙街道禁毒支部创建实施方案\n经费:\n  总额: 50万元\n"
BASELINE = '{"version": 1, "findings": []}\n'
SETTINGS = '[check]\nignore = ["SCH017"]\n'


def package(**parts: str) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, content in parts.items():
            archive.writestr(name.replace("__", "/").replace("_", "."), content)
    return buffer.getvalue()


WORD = package(word__document_xml="<a/>")
PDF = b"%PDF-1.7\n%scanned\n"

# Kinds ------------------------------------------------------------------------------------


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


# Targets that are never replaced ----------------------------------------------------------


Place = Callable[[Path], Path]


def plainly(path: Path) -> Path:
    return path


def linked(path: Path) -> Path:
    link = path.with_name(f"链接{path.suffix}")
    link.symlink_to(path.name)
    return link


def roundabout(path: Path) -> Path:
    (path.parent / "夹").mkdir()
    return path.parent / "夹" / ".." / path.name


def in_other_case(path: Path) -> Path:
    other = path.with_name(path.name.swapcase())
    if not other.exists():
        pytest.skip("names in upper and lower case are two files here")
    return other


def hard_linked(path: Path) -> Path:
    other = path.with_name(f"另名{path.suffix}")
    os.link(path, other)
    return other


@pytest.mark.parametrize(
    ("place", "force"),
    [
        (plainly, ()),
        *(
            (place, ("--force",))
            for place in (plainly, linked, roundabout, hard_linked, in_other_case)
        ),
    ],
)
@pytest.mark.parametrize(
    "command",
    [
        "check 甲.yaml --baseline {甲} --write-baseline",
        "check 甲.yaml --baseline {乙} --write-baseline",
        "check . --baseline {设置} --write-baseline",
        "render 甲.yaml --to md -o {甲}",
        "render 甲.yaml --to md -o {乙}",
        "render 甲.yaml --to docx -o {乙}",
        "render 甲.yaml --to xlsx -o {基线}",
        "render 甲.yaml --to ics -o {设置}",
        "render 甲.yaml --to html -o {扫描}",
        "init {答案} --defaults --answers 答案.yaml",
        "init {基线} --defaults",
        "init {扫描} --defaults",
    ],
)
def test_what_is_never_replaced(
    jindu: Jindu, tmp_path: Path, command: str, force: tuple[str, ...], place: Place
) -> None:
    there = {
        "甲": ("甲.yaml", TITLED),
        "乙": ("乙.txt", LATER),
        "基线": ("基线.json", BASELINE),
        "设置": ("jindu.toml", SETTINGS),
        "扫描": ("扫描.txt", PDF.decode()),
        "答案": ("答案.yaml", "街道: 柳林街道\n"),
    }
    paths = {key: write(tmp_path / name, text) for key, (name, text) in there.items()}
    key = command.partition("{")[2].partition("}")[0]
    target = place(paths[key])
    before = {path: path.read_bytes() for path in paths.values()}
    names = {path.name for path in tmp_path.iterdir()}
    result = jindu(*command.replace(f"{{{key}}}", str(target)).split(), *force)
    assert result.code == 2
    assert f"“{target}”" in result.err
    assert any(told in result.err for told in ("不能", "已经存在", "另外还有"))
    assert {path: path.read_bytes() for path in paths.values()} == before
    assert {path.name for path in tmp_path.iterdir()} == names


@pytest.mark.parametrize(
    ("content", "place"),
    [
        *((content, plainly) for content in (BASELINE, SETTINGS, '{"type": "object"}', "我的\n")),
        *((TITLED, place) for place in (plainly, linked, roundabout)),
    ],
)
def test_only_a_schema_is_replaced_by_one(
    jindu: Jindu, tmp_path: Path, content: str, place: Place
) -> None:
    path = write(tmp_path / "方案", content)
    result = jindu("schema", "-o", place(path))
    assert result.code == 2
    assert "换一个文件名" in result.err
    assert "--force" not in result.err
    assert path.read_text(encoding="utf-8") == content
    write(path, '{"$id": "jindu.schema.json"}')
    assert jindu("schema", "-o", path).code == 0
    assert path.read_text(encoding="utf-8") == schema.text()


def test_only_a_baseline_is_replaced_by_one(jindu: Jindu, tmp_path: Path) -> None:
    write(tmp_path / "甲.yaml", BROKEN)
    path = write(tmp_path / "结果.json", '{"files": []}')
    recorded = ("check", "甲.yaml", "--baseline", path, "--write-baseline")
    refused = jindu(*recorded)
    assert (refused.code, refused.out) == (2, "")
    assert "内容不是基线文件" in refused.err
    assert path.read_text(encoding="utf-8") == '{"files": []}'
    assert jindu(*recorded, "--force").code == 0
    assert json.loads(path.read_bytes())["findings"]
    assert jindu(*recorded).code == 0


def test_the_schema_beside_a_plan(jindu: Jindu, tmp_path: Path) -> None:
    """The plan is not written where it cannot be."""
    other = write(tmp_path / schema.FILE, "我的\n")
    assert jindu("init", "甲.yaml", "--defaults", "--force").code == 2
    assert [path.name for path in tmp_path.iterdir()] == [other.name]


@pytest.mark.parametrize("content", [sound(), BASELINE, "%PDF-1.7"])
def test_templates_replace_nothing_else(jindu: Jindu, tmp_path: Path, content: str) -> None:
    """Nor are some of them copied then."""
    path = write(tmp_path / "templates" / "notice.md.j2", content)
    result = jindu("templates", "copy", "印发通知", "--force")
    assert result.code == 2
    assert "不能换成" in result.err
    assert path.read_text(encoding="utf-8") == content
    assert list(path.parent.iterdir()) == [path]


WRITERS = [
    "init {} --defaults --force",
    "check 甲.yaml --baseline {} --write-baseline --force",
    "render 甲.yaml --to md --force -o {}",
    "render 甲.yaml --to docx --force -o {}",
    "schema -o {}",
]


@pytest.mark.parametrize("command", WRITERS)
@pytest.mark.parametrize("nature", ["folder", "fifo", "device", "read-only", "hard link"])
def test_what_is_no_common_file(jindu: Jindu, tmp_path: Path, command: str, nature: str) -> None:
    write(tmp_path / "甲.yaml", TITLED)
    path = tmp_path / "目标.txt"
    if nature == "folder":
        path.mkdir()
        told = "是一个文件夹"
    elif nature == "fifo":
        if not hasattr(os, "mkfifo"):
            pytest.skip("no FIFOs")
        os.mkfifo(path)
        told = "是设备或者管道"
    elif nature == "device":
        path = tmp_path / "设备.txt"
        path.symlink_to(os.devnull)
        told = "是设备或者管道"
    elif nature == "read-only":
        write(path, "我的\n").chmod(0o444)
        told = "是只读文件"
    else:
        os.link(write(tmp_path / "另名", "我的\n"), path)
        told = "另外还有1个名字"
    if nature == "folder" and command.startswith("render"):
        assert jindu(*command.format(path).split()).code == 0
        assert [file.stem for file in path.iterdir()] == ["甲"]
        return
    before = path.read_bytes() if path.is_file() else None
    result = jindu(*command.format(path).split())
    assert result.code == 2
    assert f"“{path}”" in result.err
    assert told in result.err
    assert before is None or path.read_bytes() == before


@pytest.mark.parametrize("nature", ["read-only", "hard link"])
def test_a_plan_that_is_not_to_be_fixed(jindu: Jindu, tmp_path: Path, nature: str) -> None:
    slip = BROKEN.replace("标题: ", "标题：")
    path = write(tmp_path / "甲.yaml", slip)
    if nature == "read-only":
        path.chmod(0o444)
    else:
        os.link(path, tmp_path / "另名")
    result = jindu("check", "甲.yaml", "--fix")
    assert result.code == 2
    assert {"read-only": "只读", "hard link": "硬链接"}[nature] in result.err
    assert path.read_text(encoding="utf-8") == slip
    assert not list(tmp_path.glob("*.bak*"))


# Documents --------------------------------------------------------------------------------


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
    assert path.read_bytes() == made


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


# Fixes ------------------------------------------------------------------------------------


def test_a_fix_keeps_the_former_file(jindu: Jindu, tmp_path: Path) -> None:
    slip = "\ufeff" + BROKEN.replace("标题: ", "标题：").replace("\n", "\r\n")
    path, copy = tmp_path / "甲.yaml", tmp_path / "甲.yaml.bak"
    path.write_bytes(slip.encode("utf-8"))
    result = jindu("check", "甲.yaml", "--fix")
    assert "原文件存为 甲.yaml.bak。" in result.err
    assert copy.read_bytes() == slip.encode("utf-8")
    path.write_bytes(BROKEN.replace("总额: 50", "总额：50").encode("utf-8"))
    assert "甲.yaml.bak2" in jindu("check", "甲.yaml", "--fix").err
    assert copy.read_bytes() == slip.encode("utf-8")
    path.write_bytes(BROKEN.encode("gb18030"))
    assert "bak" not in jindu("check", "甲.yaml", "--fix", "--no-backup").err
    assert path.read_bytes() == BROKEN.encode("utf-8")
    assert len(list(tmp_path.glob("*.bak*"))) == 2


@pytest.mark.parametrize(
    "options", ["--no-backup", "--no-backup --diff", "--force", "--force --fix"]
)
def test_options_that_do_nothing(jindu: Jindu, tmp_path: Path, options: str) -> None:
    write(tmp_path / "甲.yaml", TITLED)
    result = jindu("check", *options.split())
    assert (result.code, result.out) == (2, "")
    assert "单独写不起作用" in result.err


# One door ---------------------------------------------------------------------------------

_CALLS = {
    *("write_text", "write_bytes", "replace", "rename", "unlink", "touch", "symlink_to"),
    *("remove", "mkstemp", "fdopen", "hardlink_to", "link", "truncate", "rmdir"),
    *("copy", "copy2", "copyfile", "copytree", "move", "rmtree"),
}
_TEXT_ALONE = {"replace", "copy", "link", "remove"}
"""Methods that texts, mappings and elements have too: told by the module they are called on."""
_MODULES = {"os", "shutil", "tempfile"}
_ALLOWED = {("output/pdf.py", "write_bytes")}
"""A temporary folder, for LibreOffice to read."""


def writers(tree: ast.AST) -> set[str]:
    """The calls that write files."""
    found: set[str] = set()
    for node in ast.walk(tree):
        if not isinstance(node, ast.Call):
            continue
        function = node.func
        name = function.attr if isinstance(function, ast.Attribute) else getattr(function, "id", "")
        owner = function.value if isinstance(function, ast.Attribute) else None
        module = owner.id if isinstance(owner, ast.Name) else ""
        if name in _CALLS and (module in _MODULES or (owner and name not in _TEXT_ALONE)):
            found.add(name)
        if name == "replace" and owner and len(node.args) == 1 and not node.keywords:
            found.add(name)  # a path's: a text's takes two
        if name == "open" and module != "zipfile" and _mode(node, owner is None or module == "os"):
            found.add(name)
    return found


def _mode(call: ast.Call, second: bool) -> bool:
    """Whether a file is opened to be written, or in a way that cannot be told."""
    given = call.args[int(second) :][:1] + [k.value for k in call.keywords if k.arg == "mode"]
    return any(
        not isinstance(mode, ast.Constant) or set(str(mode.value)) & set("wax+") for mode in given
    )


def test_nothing_else_writes() -> None:
    package = ROOT / "jindu"
    found = {
        (path.relative_to(package).as_posix(), name)
        for path in package.rglob("*.py")
        for name in writers(ast.parse(path.read_text(encoding="utf-8")))
    }
    writing = "files/writing.py"
    assert {(writing, "mkstemp"), (writing, "replace")} <= found
    assert {place for place in found if place[0] != writing} == _ALLOWED


@pytest.mark.parametrize(
    ("code", "writes"),
    [
        ("open(p, 'w')", True),
        ("open(p, mode='ab')", True),
        ("p.open('x')", True),
        ("open(p, m)", True),
        ("os.open(p, flags)", True),
        ("p.write_text(t)", True),
        ("os.replace(a, b)", True),
        ("p.replace(q)", True),
        ("shutil.copy(a, b)", True),
        ("open(p)", False),
        ("p.open('rb')", False),
        ("t.replace('a', 'b')", False),
        ("t.replace('a', 'b', 1)", False),
        ("d.copy()", False),
        ("x._replace(a=1)", False),
    ],
)
def test_what_writes(code: str, writes: bool) -> None:
    assert bool(writers(ast.parse(code))) is writes
