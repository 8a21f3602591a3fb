"""A Word file of the user's own as the template: its names filled, the text put in its place.

It knows the names that the built-in templates know, and 正文: the whole document in official
layout, to stand in a paragraph of its own as ``{{p 正文 }}``.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Mapping
from copy import deepcopy
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType
from typing import Any

from jinja2 import Template, TemplateError, TemplateSyntaxError, UndefinedError

from jindu.packages import repacked
from jindu.render.blocks import Doc, Properties
from jindu.render.docx import to_docx
from jindu.render.kinds import Unready
from jindu.render.templates import (
    MISTAKES,
    UNNAMED,
    Overrun,
    Sandbox,
    TemplateTrouble,
    limited,
    sandbox,
    trouble_of,
    unknown,
)

TEXT = "正文"
"""The name that stands for the whole document."""

_LARGEST = 20 << 20
_LARGEST_UNPACKED = 200 << 20


def fill(template: Path, names: Mapping[str, Any], doc: Doc, fonts: str = "gb") -> bytes:
    """The Word file a template makes, the same bytes for the same plan.

    Raises ``Unready`` without the extra ``word`` or for a file that is no Word file, and
    ``TemplateTrouble`` for what is wrong in it.
    """
    try:
        from docxtpl import DocxTemplate
    except ImportError as error:
        raise Unready(
            '用 Word 模板要另装 docxtpl：运行 python -m pip install "jindu[word]"，再试一次。'
        ) from error
    content = _read(template)
    environment = _recording()
    try:
        word = DocxTemplate(io.BytesIO(content))
        word.init_docx()
        given = dict(names) | {TEXT: word.new_subdoc(io.BytesIO(to_docx(doc, fonts, guest=True)))}
        with limited():
            word.render(given, environment, autoescape=True)
        _finish(word.docx, doc.properties)
        filled = io.BytesIO()
        word.save(filled)
    except UndefinedError as error:
        raise _trouble(template, environment, error, unknown(str(error), given)) from error
    except (TemplateError, Overrun, *MISTAKES) as error:
        told = _SYNTAX if isinstance(error, TemplateSyntaxError) else trouble_of(error)
        raise _trouble(template, environment, error, told) from error
    return repacked(filled.getvalue())


_SYNTAX = "写法不对，检查 {{ }}、{% %} 是否成对、for 和 if 是否都有结尾"


def _read(template: Path) -> bytes:
    try:
        content = template.read_bytes()
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            unpacked = sum(entry.file_size for entry in archive.infolist())
            is_word = "word/document.xml" in archive.namelist()
    except OSError as error:
        raise Unready(f"Word 模板“{template}”打不开（{error.strerror or error}）。") from error
    except zipfile.BadZipFile:
        is_word, unpacked = False, 0
    if not is_word:
        raise Unready(f"“{template}”不是 Word 文件（.docx）。在 Word、WPS 里另存为 .docx 再用。")
    if len(content) > _LARGEST or unpacked > _LARGEST_UNPACKED:
        raise Unready(f"Word 模板“{template}”太大。删去其中的图片和附件再用。")
    return content


class _Recording(Sandbox):
    """A sandbox that remembers the last text it made a template of, to show where it fails."""

    text = ""

    def from_string(self, source: Any, *arguments: Any, **options: Any) -> Template:
        self.text = str(source)
        return super().from_string(source, *arguments, **options)


def _recording() -> _Recording:
    made = sandbox(_Recording)
    # What makes Markdown has no place in Word.
    for name in ("item", "led"):
        del made.filters[name]
    return made


def _trouble(
    template: Path, environment: _Recording, error: Exception, trouble: str
) -> TemplateTrouble:
    """What is wrong, with the words of the paragraph in which it is."""
    lines = environment.text.splitlines()
    line = getattr(error, "lineno", None) or _line(error)
    words = re.sub("<[^>]+>", "", lines[line - 1]).strip() if 0 < line <= len(lines) else ""
    where = f"的“{words[:_SHOWN]}”这一段" if words else ""
    return TemplateTrouble(f"Word 模板“{template.name}”{where}{trouble}。")


_SHOWN = 40


def _line(error: BaseException) -> int:
    trace: TracebackType | None = error.__traceback__
    line = 0
    while trace is not None:
        if trace.tb_frame.f_code.co_filename == UNNAMED:
            line = trace.tb_lineno
        trace = trace.tb_next
    return line


def _finish(document: Any, properties: Properties) -> None:
    """Headers and footers for all pages, and what the file says of itself."""
    body = document.element.body
    *inner, last = body.xpath(".//w:sectPr") or [None]
    if inner and not inner[0].xpath("./w:headerReference|./w:footerReference"):
        # A section without any takes those of the one before; the first has none before it.
        for place, reference in enumerate(last.xpath("./w:headerReference|./w:footerReference")):
            inner[0].insert(place, deepcopy(reference))
    core = document.core_properties
    core.title, core.author = properties.title, properties.organ
    core.last_modified_by, core.revision = properties.organ, 1
    day = properties.created
    written = datetime(day.year, day.month, day.day, tzinfo=UTC) if day else _UNKNOWN_DAY
    core.created = core.modified = written


_UNKNOWN_DAY = datetime(1980, 1, 1, tzinfo=UTC)
