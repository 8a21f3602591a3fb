"""Read a foreign Word file safely: bounded in size, without active or remote content.

Content that does not affect the page is removed and reported; a file with active content that
does is refused, so that nothing is lost silently.
"""

from __future__ import annotations

import io
import lzma
import re
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from pathlib import Path, PurePosixPath
from typing import Any, NamedTuple

from docx.exceptions import PythonDocxError
from docx.opc.exceptions import OpcError
from lxml import etree

from jindu.document.kinds import Unready

_LARGEST = 20 << 20
_LARGEST_UNPACKED = 64 << 20
_LARGEST_XML = 2 << 20
_LARGEST_XML_TOGETHER = 8 << 20
_MOST_PARTS = 2000
_MOST_ELEMENTS = 20_000
_MOST_STYLES = 3000
_MAIN = "word/document.xml"
_MAIN_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
_SAVE_AS = "在 Word、WPS 里另存为 .docx 再用。"
_DAMAGED = "已经损坏，读不出来。在 Word、WPS 里打开它，另存为 .docx 再用"
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"

_RUNS = {
    "vbaProject": "宏",
    "wordVbaData": "宏",
    "keyMapCustomizations": "自定义的按键",
    "attachedToolbars": "自定义的工具栏",
    "oleObject": "嵌入的对象",
    "package": "嵌入的文件",
    "control": "控件",
    "activeXControlBinary": "控件",
    "aFChunk": "插入的网页或者文件",
    "subDocument": "子文档",
    "mailMergeSource": "邮件合并的数据源",
    "mailMergeHeaderSource": "邮件合并的数据源",
    "recipientData": "邮件合并的数据源",
    "extensibility": "自定义的功能区",
    "webextension": "加载项",
    "webextensiontaskpanes": "加载项",
}
"""Last part of a relationship type → name of what Word would run or open."""

_FIELDS = re.compile(
    "(?:=|ADVANCE|AUTHOR|BIBLIOGRAPHY|CITATION|COMMENTS|COMPARE|CREATEDATE|DATE|DOCPROPERTY|EDITTIME"
    "|EQ|FILENAME|FILESIZE|FORMCHECKBOX|FORMDROPDOWN|FORMTEXT|FORMULA|HYPERLINK|IF|INDEX|KEYWORDS"
    "|LASTSAVEDBY|LISTNUM|MERGEFIELD|NOTEREF|NUMCHARS|NUMPAGES|NUMWORDS|PAGE|PAGEREF|PRINTDATE|QUOTE"
    "|REF|REVNUM|SAVEDATE|SECTION|SECTIONPAGES|SEQ|SET|STYLEREF|SUBJECT|SYMBOL|TA|TC|TEMPLATE|TIME"
    "|TITLE|TOA|TOC|USERADDRESS|USERINITIALS|USERNAME|XE)"
)
"""Fields that open nothing. All others (INCLUDETEXT, DDE, MACROBUTTON …) are refused."""

_WEB = re.compile("(?:https?|mailto):", re.IGNORECASE)
_ELSEWHERE = re.compile(r"^\s*(?:[a-z][a-z0-9+.-]+:|[\\/]{2})", re.IGNORECASE)


class Guest(NamedTuple):
    """The safe parts of a Word file, and what was removed or kept, for the messages."""

    parts: Mapping[str, bytes]
    notes: tuple[str, ...]


def read(path: Path) -> Guest:
    """Read a Word template. Raises ``Unready`` for a file that cannot be used."""
    return _checked(_unpacked(path), path)


MISTAKES = (etree.LxmlError, PythonDocxError, OpcError, AssertionError, NotImplementedError)
"""Exceptions that the libraries raise for malformed files."""


def damaged(path: Path) -> str:
    """Return the message for a file that the libraries cannot read."""
    return f"Word 模板“{path}”{_DAMAGED}。"


def inspect(content: bytes, path: Path) -> None:
    """Check the filled file again: filling can create fields."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    for name, part in parts.items():
        if name.startswith("word/") and _is_xml(name):
            for trouble in _in_part(etree.fromstring(part, _parser(huge=True))):
                raise Unready(f"Word 模板“{path}”里有{trouble}。在 Word 里把它删去再用。")


def _unpacked(path: Path) -> Mapping[str, bytes]:
    try:
        if path.stat().st_size > _LARGEST:
            raise Unready(_too_large(path))
        content = path.read_bytes()
    except OSError as error:
        raise Unready(f"Word 模板“{path}”打不开（{error.strerror or error}）。") from error
    if content.startswith(b"\xd0\xcf\x11\xe0"):
        raise Unready(f"“{path}”不是 Word 文件（.docx）：是旧式的 .doc，或者加了密码。{_SAVE_AS}")
    try:
        archive = zipfile.ZipFile(io.BytesIO(content))
    except (zipfile.BadZipFile, ValueError, NotImplementedError) as error:
        raise Unready(f"“{path}”不是 Word 文件（.docx），或者已经损坏。{_SAVE_AS}") from error
    with archive:
        entries = [entry for entry in archive.infolist() if not entry.is_dir()]
        names = [entry.filename for entry in entries]
        if _MAIN not in names and not any(name.startswith("word/") for name in names):
            raise Unready(f"“{path}”不是 Word 文件（.docx）。{_SAVE_AS}")
        xml = [entry.file_size for entry in entries if _is_xml(entry.filename)]
        if (
            len(entries) > _MOST_PARTS
            or sum(entry.file_size for entry in entries) > _LARGEST_UNPACKED
            or sum(xml) > _LARGEST_XML_TOGETHER
            or max(xml, default=0) > _LARGEST_XML
        ):
            raise Unready(_too_large(path))
        if len({name.lower() for name in names}) < len(names):
            raise Unready(f"Word 模板“{path}”{_DAMAGED}（有重名的部分）。")
        try:
            return {entry.filename: archive.read(entry) for entry in entries}
        except _UNZIPPING as error:
            raise Unready(damaged(path)) from error


_UNZIPPING = (
    zipfile.BadZipFile,
    zlib.error,
    lzma.LZMAError,
    EOFError,
    OSError,
    ValueError,
    NotImplementedError,
    RuntimeError,
)


def _too_large(path: Path) -> str:
    return f"Word 模板“{path}”太大。删去其中的图片和附件，或者只留要用的几页再用。"


def _is_xml(name: str) -> bool:
    return name.lower().endswith((".xml", ".rels", ".vml"))


def _parser(huge: bool = False) -> etree.XMLParser:
    return etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=huge)


def _checked(parts: Mapping[str, bytes], path: Path) -> Guest:
    kept = dict(parts)
    notes: list[str] = []
    troubles: list[str] = []
    try:
        trees = {n: etree.fromstring(part, _parser()) for n, part in parts.items() if _is_xml(n)}
    except (etree.XMLSyntaxError, ValueError) as error:
        raise Unready(damaged(path)) from error
    for name, tree in trees.items():
        if tree.getroottree().docinfo.doctype:
            raise Unready(f"Word 模板“{path}”{_DAMAGED}（{name} 里有外来的定义）。")
    if missing := _missing(trees):
        raise Unready(f"Word 模板“{path}”{_DAMAGED}（缺少 {missing}）。")
    troubles += _in_types(trees["[Content_Types].xml"])
    for name, tree in trees.items():
        if name.endswith(".rels"):
            troubles += _in_relations(tree, notes)
        elif name.startswith("word/"):
            if sum(1 for _ in tree.iter()) > _MOST_ELEMENTS:
                raise Unready(_too_large(path))
            troubles += _in_part(tree)
        if _detached(name, tree):
            kept[name] = etree.tostring(tree, xml_declaration=True, encoding="UTF-8")
            notes.append("去掉了指向另一个 Word 模板的链接")
    if troubles:
        told = "、".join(dict.fromkeys(troubles))
        raise Unready(f"Word 模板“{path}”里有{told}。在 Word 里把它们删去再用。")
    return Guest(kept, tuple(dict.fromkeys(notes)))


def _missing(trees: Mapping[str, Any]) -> str:
    """Return the name of a required part that is missing, or ""."""
    for name in ("[Content_Types].xml", "_rels/.rels", _MAIN):
        if name not in trees:
            return name
    return ""


def _in_types(tree: Any) -> Iterator[str]:
    for entry in tree:
        kind = entry.get("ContentType", "")
        if "macroEnabled" in kind or "vbaProject" in kind:
            yield "宏"
        elif entry.get("PartName", "").lower() == f"/{_MAIN}" and kind != _MAIN_TYPE:
            yield "Word 模板（.dotx）的标记，先另存为 .docx"


def _in_relations(tree: Any, notes: list[str]) -> Iterator[str]:
    for relation in tree:
        kind = PurePosixPath(relation.get("Type", "")).name
        target = relation.get("Target", "")
        if relation.get("TargetMode") != "External":
            if kind in _RUNS:
                yield _RUNS[kind]
        elif kind == "hyperlink" and _WEB.match(target):
            notes.append(f"保留了网页链接 {target[:_SHOWN]}")
        elif kind != _ATTACHED:
            yield f"{_EXTERNAL.get(kind, '链接')}，指向文件以外的“{target[:_SHOWN]}”"


_SHOWN = 60
_ATTACHED = "attachedTemplate"
_EXTERNAL = {"image": "链接的图片", "hyperlink": "打开文件的链接", **_RUNS}


def _in_part(tree: Any) -> Iterator[str]:
    if sum(1 for _ in tree.iter(f"{_W}style")) > _MOST_STYLES:
        yield f"{_MOST_STYLES}种以上的样式"
    for instruction in _fields(tree):
        words = instruction.split(maxsplit=1)
        name = words[0].upper() if words else ""
        if name.startswith("="):
            name = "="
        opens = name == "HYPERLINK" and _opens(words[1] if words[1:] else "")
        if not _FIELDS.fullmatch(name) or opens:
            yield f"域“{instruction.strip()[:_SHOWN]}”"
    for element in tree.iter(etree.Element):
        for attribute, value in element.attrib.items():
            if etree.QName(attribute).localname in ("src", "href") and _ELSEWHERE.match(value):
                yield f"链接“{value[:_SHOWN]}”"


def _opens(arguments: str) -> bool:
    """Return whether a field points at a file, not at a web page or a place in the text."""
    target = arguments.lstrip().removeprefix('"')
    return bool(_ELSEWHERE.match(target)) and not _WEB.match(target)


def _fields(tree: Any) -> Iterator[str]:
    """Yield the instructions of all fields; nested fields separately."""
    yield from (field.get(f"{_W}instr", "") for field in tree.iter(f"{_W}fldSimple"))
    open_fields: list[list[str]] = []
    for element in tree.iter(f"{_W}fldChar", f"{_W}instrText", f"{_W}delInstrText"):
        if element.tag != f"{_W}fldChar":
            open_fields = open_fields or [[]]
            open_fields[-1].append(element.text or "")
        elif element.get(f"{_W}fldCharType") == "begin":
            open_fields.append([])
        elif element.get(f"{_W}fldCharType") == "end" and open_fields:
            yield "".join(open_fields.pop())
    yield from map("".join, open_fields)


def _detached(name: str, tree: Any) -> bool:
    """Remove the link to an attached template; return whether there was one."""
    found = list(tree.iter(f"{_W}attachedTemplate", f"{_W}linkStyles"))
    if name.endswith(".rels"):
        found = [r for r in tree if PurePosixPath(r.get("Type", "")).name == _ATTACHED]
    for element in found:
        element.getparent().remove(element)
    return bool(found)
