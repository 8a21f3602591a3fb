"""Fill a user's own Word template with names and the text of the document.

The template can use the names of the built-in templates, and 正文: the whole document in
official layout, written as ``{{p 正文 }}`` in a paragraph of its own. 正文 can only be output;
it exposes no object of the library that builds it.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator, Mapping
from copy import deepcopy
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType
from typing import Any, NamedTuple

from jinja2 import Template, TemplateSyntaxError

from jindu.document.allowed import MARKDOWN_ONLY
from jindu.document.blocks import Doc, Properties
from jindu.document.kinds import Unready
from jindu.document.limits import Budget, Overrun
from jindu.document.sandbox import Sandbox, Sealed
from jindu.document.templates import TEMPLATE_MISTAKES, TemplateTrouble, cost, trouble_of
from jindu.files.packages import packed, repacked
from jindu.output.docx import to_docx
from jindu.output.gbt9704 import LANDSCAPE, PORTRAIT, Page

TEXT = "正文"
"""The name of the whole document in templates."""

UNNAMED = "<template>"
"""File name that Jinja gives to the code of an unnamed template."""

NOT_IN_WORD = frozenset({"entry", "lead"})
"""Names that produce Markdown."""


class Filled(NamedTuple):
    """A filled Word file, and notes on the template."""

    content: bytes
    notes: tuple[str, ...]


def fill(template: Path, names: Mapping[str, Any], doc: Doc, fonts: str = "gb") -> Filled:
    """Fill a Word template; the same plan gives the same bytes.

    Raises ``Unready`` if a library is missing or the file is not a Word file, and
    ``TemplateTrouble`` for mistakes in the template.
    """
    try:
        from jindu.output.docx import own_template_package as guest
        from jindu.output.docx.own_template_fill import Letterhead, TagTrouble, look
    except ImportError as error:
        raise Unready(
            f"用 Word 模板要用 python-docx、docxtpl 和 lxml，其中的 {error.name} 没有装好。"
            "运行 python -m pip install --force-reinstall jindu，再试一次；"
            "不用 Word 模板的，照常生成。"
        ) from error
    parts, notes = guest.read(template)
    environment: _Recording | None = None
    given = {name: value for name, value in names.items() if name not in NOT_IN_WORD}
    try:
        look(parts)
        word = Letterhead(io.BytesIO(packed(parts)))
        word.init_docx()
        markup = str(word.new_subdoc(io.BytesIO(to_docx(doc, fonts, guest=True))))
        environment = _Recording(
            Budget(cost(names), len(markup) + max(map(len, parts.values()))),
            without=MARKDOWN_ONLY,
        )
        word.render({**given, TEXT: Sealed(markup)}, environment, autoescape=True)
        _finish(word.docx, doc.properties)
        notes = (*notes, *_other_paper(word.docx))
        filled = io.BytesIO()
        word.save(filled)
    except TagTrouble as error:
        where = f"的“{error.words[:_SHOWN]}”这一段" if error.words else ""
        raise TemplateTrouble(f"Word 模板“{template.name}”{where}{error}。") from error
    except (*TEMPLATE_MISTAKES, *guest.MISTAKES) as error:
        if environment is None or not _in_template(error):
            raise Unready(guest.damaged(template)) from error
        raise _trouble(template, environment, error, trouble_of(error, given)) from error
    content = repacked(filled.getvalue())
    guest.inspect(content, template)
    return Filled(content, notes)


class _Recording(Sandbox):
    """A sandbox that keeps the source of the last template, to show where it fails."""

    text = ""

    def from_string(self, source: Any, *arguments: Any, **options: Any) -> Template:
        self.text = str(source)
        return super().from_string(source, *arguments, **options)


def _trouble(
    template: Path, environment: _Recording, error: Exception, trouble: str
) -> TemplateTrouble:
    """Return an error that quotes the paragraph in which the template fails."""
    lines = environment.text.splitlines()
    line = getattr(error, "lineno", None) or _line(error)
    words = re.sub("<[^>]+>", "", lines[line - 1]).strip() if 0 < line <= len(lines) else ""
    where = f"的“{words[:_SHOWN]}”这一段" if words else ""
    return TemplateTrouble(f"Word 模板“{template.name}”{where}{trouble}。")


_SHOWN = 40


def _in_template(error: Exception) -> bool:
    """Return whether the template code fails, not the file around it."""
    return isinstance(error, TemplateSyntaxError | Overrun) or _line(error) > 0


def _line(error: BaseException) -> int:
    trace: TracebackType | None = error.__traceback__
    line = 0
    while trace is not None:
        if trace.tb_frame.f_code.co_filename == UNNAMED:
            line = trace.tb_lineno
        trace = trace.tb_next
    return line


def _finish(document: Any, properties: Properties) -> None:
    """Set the headers and footers of all pages, and the properties of the file."""
    body = document.element.body
    _end_as_the_text_does(body)
    *inner, last = body.xpath(".//w:sectPr") or [None]
    if inner and not inner[0].xpath("./w:headerReference|./w:footerReference"):
        # A section without references inherits from the previous one; the first cannot.
        for place, reference in enumerate(last.xpath("./w:headerReference|./w:footerReference")):
            inner[0].insert(place, deepcopy(reference))
    core = document.core_properties
    core.title, core.author = properties.title, properties.organ
    core.last_modified_by, core.revision = properties.organ, 1
    day = properties.created
    written = datetime(day.year, day.month, day.day, tzinfo=UTC) if day else _UNKNOWN_DAY
    core.created = core.modified = written


def _other_paper(document: Any) -> Iterator[str]:
    """Yield a note on pages that are not A4."""
    sizes = (sorted((round(s.page_width.mm), round(s.page_height.mm))) for s in document.sections)
    for width, height in dict.fromkeys(map(tuple, sizes)):
        if abs(width - _A4[0]) > 1 or abs(height - _A4[1]) > 1:
            yield (
                f"模板有的页用{width}×{height}毫米的纸，公文用A4纸（210×297毫米），"
                "在 Word 的页面设置里改"
            )


_A4 = (210, 297)


def _end_as_the_text_does(body: Any) -> None:
    """Give the last pages of a text of several sections the paper that its tables are made for.

    What the template has behind the text goes on there; behind a turned sheet it begins a page
    of its own, if there is anything.
    """
    last = body.sectPr
    behind = []
    for element in reversed([child for child in body if child is not last]):
        if ends := element.xpath("./w:pPr/w:sectPr"):
            break
        behind.append(element)
    else:
        return
    page = next((page for page in (PORTRAIT, LANDSCAPE) if _has(ends[0], page)), None)
    if page is None or (page.landscape and any(map(_shows, behind))):
        return
    for element in behind if page.landscape else ():
        body.remove(element)
    for old in last.xpath("./w:pgSz|./w:pgMar|./w:docGrid"):
        last.replace(old, ends[0].find(old.tag))
    ends[0].getparent().remove(ends[0])


def _has(section: Any, page: Page) -> bool:
    """Return whether a section has a page of ours."""
    wanted = {"w": page.width, "h": page.height, "left": page.left, "right": page.right}
    found = {
        name.rpartition("}")[2]: value
        for part in section.xpath("./w:pgSz|./w:pgMar")
        for name, value in part.attrib.items()
    }
    return all(found.get(name) == str(value) for name, value in wanted.items())


def _shows(element: Any) -> bool:
    """Return whether a paragraph or table shows anything."""
    return (
        element.tag.endswith("}tbl")
        or any(text.strip() for text in element.xpath(".//w:t/text()"))
        or bool(element.xpath(".//w:drawing|.//w:pict|.//w:object"))
    )


_UNKNOWN_DAY = datetime(1980, 1, 1, tzinfo=UTC)
