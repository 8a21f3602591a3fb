"""Recognize the kind of a file by its content, to decide whether it may be replaced."""

from __future__ import annotations

import functools
import re
from enum import Enum
from pathlib import PurePath
from typing import Any

SCHEMA_FILE = "jindu.schema.json"
"""File name of the schema that ``init`` writes, and its ``$id``."""


class Kind(Enum):
    """Kinds of files that the program reads or writes; values are the names in messages."""

    PLAN = "方案"
    BASELINE = "基线文件"
    SCHEMA = "JSON Schema 文件"
    SETTINGS = "设置文件"
    TEMPLATE = "文件模板"
    DOCX = "Word 文件"
    XLSX = "Excel 工作簿"
    PDF = "PDF 文件"
    HTML = "网页"
    ICS = "日历文件"
    MD = "Markdown 文本"
    OTHER = "别的文件"

    @property
    def told(self) -> str:
        """The name for use within a sentence."""
        return f" {self.value}" if self.value[0].isascii() else self.value


SEALED = frozenset((Kind.DOCX, Kind.XLSX))
"""Kinds of packages with a digest in their properties."""
KEPT = frozenset((Kind.PLAN, Kind.TEMPLATE))
"""Kinds that users edit: never replaced without ``force``."""
RENEWED = frozenset((Kind.BASELINE, Kind.SCHEMA))
"""Kinds that users do not edit: always replaced."""
VAGUE = frozenset((Kind.MD, Kind.OTHER))
"""Kinds that cannot be recognized by content."""

_BY_ENDING = {
    ".toml": Kind.SETTINGS,
    ".j2": Kind.TEMPLATE,
    **dict.fromkeys(("", ".md", ".markdown", ".txt"), Kind.MD),
}
"""Kinds of text files by extension, if the content is not conclusive."""
_SIGNS = {
    Kind.MD: rb"(?m)^#+ .*\S",
    Kind.HTML: rb"<(?:title|h\d)\b[^>]*>[^<]+",
    Kind.ICS: rb"(?m)^PRODID.*\S",
    Kind.PDF: rb"/Producer\s*[<(][^>)]*",
}
"""Patterns of headings or producer names; versions of one document share matches."""
_PDF_TIMES = rb"/(?:Creation|Mod)Date\s*\([^)]*\)|/ID\s*\[[^]]*\]|/DocChecksum\s*/\w+"


def kind_of(content: bytes, name: str) -> Kind:
    """Return the kind of a file; use its name only if the content is not conclusive."""
    if content.startswith(b"%PDF"):
        return Kind.PDF
    if content.startswith(b"PK\x03\x04"):
        return _package_kind(content)
    from jindu.source.decode import decode

    ending = PurePath(name).suffix.lower()
    is_yaml = ending in (".yaml", ".yml")
    text = decode(content).text
    if text is None:
        text = content.decode("utf-8", "replace")
        return Kind.PLAN if _is_plan(text, is_yaml) else Kind.OTHER
    start = text.lstrip()[:20].lower()
    if start.startswith(("<!doctype html", "<html")):
        return Kind.HTML
    if start.startswith("begin:vcalendar"):
        return Kind.ICS
    found = _json_kind(text) if start.startswith("{") else None
    if found is None and _is_plan(text, is_yaml):
        found = Kind.PLAN
    return found or _BY_ENDING.get(ending, Kind.OTHER)


def is_same(old: bytes, new: bytes, kind: Kind) -> bool:
    """Return whether two files are equal except for timestamps."""
    if kind is Kind.PDF:
        old, new = (re.sub(_PDF_TIMES, b"", content) for content in (old, new))
    return old == new


def is_version(old: bytes, new: bytes, kind: Kind) -> bool:
    """Return whether ``old`` looks like an earlier version of ``new``."""
    found, wanted = (set(re.findall(_SIGNS[kind], content)) for content in (old, new))
    return not found.isdisjoint(wanted) or found == wanted


def _package_kind(content: bytes) -> Kind:
    from jindu.files import packages

    parts = packages.names(content)
    if "word/document.xml" in parts:
        return Kind.DOCX
    return Kind.XLSX if "xl/workbook.xml" in parts else Kind.OTHER


def _json_kind(text: str) -> Kind | None:
    """Return the kind of a baseline or schema; None for other JSON."""
    import json

    try:
        written = json.loads(text)
    except (ValueError, RecursionError):
        return None
    if written.get("$id") == SCHEMA_FILE:
        return Kind.SCHEMA
    findings = written.get("findings")
    if isinstance(findings, list) and (findings or "version" in written):
        return Kind.BASELINE if all(map(_is_entry, findings)) else None
    return None


def _is_entry(finding: Any) -> bool:
    return isinstance(finding, dict) and {"file", "code", "message"} <= finding.keys()


# Plans ------------------------------------------------------------------------------------

_KEY_START = r"[{\"'“‘]*"
_KEY_END = r"[\"'”’]*[ \t\u3000]*[:：]"


def _is_plan(text: str, is_yaml: bool) -> bool:
    """Return whether a text has a section of a plan.

    In a file not named as YAML, a section must span more than one line.
    """
    if not _mentioned().search(text):
        return False
    from jindu.source.fields import sections
    from jindu.source.nodes import Scalar
    from jindu.source.parse import read_text

    root = read_text(text, "").root
    if root is not None:
        found = (root.entries[key][1] for key in sections() & root.entries.keys())
        return any(is_yaml or not isinstance(node, Scalar) for node in found)
    line = _begun() if is_yaml else _opened()
    return line.search(text.replace("\r\n", "\n")) is not None


@functools.cache
def _mentioned() -> re.Pattern[str]:
    """Match the key of a section before a colon."""
    return re.compile(rf"(?:{_alternatives()}){_KEY_END}")


@functools.cache
def _begun() -> re.Pattern[str]:
    """Match a section at the beginning of a line."""
    return re.compile(rf"^[ \t\u3000]*{_KEY_START}(?:{_alternatives()}){_KEY_END}", re.MULTILINE)


@functools.cache
def _opened() -> re.Pattern[str]:
    """Match a section with a body below it or in brackets, as no running text has."""
    return re.compile(
        rf"^(?P<indent>[ \t\u3000]*){_KEY_START}(?:{_alternatives()}){_KEY_END}[ \t]*"
        r"(?:[{\[【]|(?:#.*)?\n(?:[ \t]*(?:#.*)?\n)*"
        r"(?P=indent)(?:[ \t\u3000]+\S|[-－—]))",
        re.MULTILINE,
    )


def _alternatives() -> str:
    from jindu.source.fields import sections

    return "|".join(sorted(map(re.escape, sections())))
