"""Screen every text of a finished document or file for publication."""

from __future__ import annotations

import dataclasses
import html
import io
import re
import zipfile
from collections.abc import Iterator
from typing import Any, TypeVar

from jindu.document.blocks import Doc, Para, Properties, Title
from jindu.document.edition import Screen, spread
from jindu.document.origins import made_of

_Part = TypeVar("_Part")


def screened(doc: Doc, screen: Screen) -> Doc:
    """Return the document with every text masked by the screen."""
    return _screened(doc, screen)


def _screened(part: _Part, screen: Screen) -> _Part:
    changed: Any = part
    match part:
        case str():
            changed = made_of(screen.text(part), part)
        case Para():
            # A number may span bold and plain runs.
            pieces = (part.lead, *(run.text for run in part.content))
            lead, *texts = spread(pieces, screen.edits("".join(pieces)))
            runs = zip(part.content, texts, strict=True)
            content = tuple(dataclasses.replace(run, text=text) for run, text in runs)
            changed = dataclasses.replace(part, lead=lead, content=content)
        case Title():
            lines = spread(part.lines, screen.edits("".join(part.lines)))
            changed = dataclasses.replace(part, lines=lines)
        case Properties():
            # Properties repeat text of the document, where masked counts are recorded.
            again = Screen(screen.smallest)
            changed = _fields(part, again)
            screen.persons += again.persons
        case tuple() if hasattr(part, "_fields"):
            changed = type(part)(*(_screened(value, screen) for value in part))
        case tuple():
            changed = tuple(_screened(value, screen) for value in part)
        case _ if dataclasses.is_dataclass(part):
            changed = _fields(part, screen)
    made: _Part = changed
    return made


def _fields(part: Any, screen: Screen) -> Any:
    names = [f.name for f in dataclasses.fields(part) if f.name != _UNPRINTED]
    values = {name: _screened(getattr(part, name), screen) for name in names}
    return dataclasses.replace(part, **values)


_UNPRINTED = "origins"
"""A field that holds places, not text."""


_ENDS = re.compile(
    r"</(?:w:p|a:p|si|is|t|dc:\w+|dcterms:\w+|cp:\w+|vt:\w+|Company|Manager"
    r"|(?:odd|even|first)(?:Header|Footer))>"
)
"""Ends of texts in the XML of an Office file."""
_FIGURES = re.compile(
    r"<(?P<tag>v|f|formula\d?)>[^<]*</(?P=tag)>|<w:instrText[^<>]*>[^<]*</w:instrText>"
)
"""Numeric cells, formulas, and field codes of Word."""
_TOLD = re.compile(
    r'\s(?:name|descr|title|author|initials|Target|tooltip|display|prompt|string)="(?P<text>[^"]*)"'
)
"""Attributes with readable text, such as sheet names and alternative texts."""


def texts_of(content: bytes) -> Iterator[str]:
    """Yield every text of an Office or iCalendar file, including comments, headers and footers."""
    if not content.startswith(b"PK"):
        lines = content.replace(b"\r\n ", b"").replace(b"\r\n\t", b"").decode("utf-8")
        for line in lines.splitlines():
            words = line.partition(":")[2]
            yield from re.sub(r"\\([,;\\])", r"\1", words).split("\\n")
        return
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        for name in archive.namelist():
            if name.endswith((".xml", ".rels")):
                yield from _texts(archive.read(name).decode("utf-8", "replace"))


def _texts(xml: str) -> Iterator[str]:
    for piece in _ENDS.split(_FIGURES.sub("", xml)):
        text = re.sub("<[^<>]*>", "", piece)
        if text and not text.isspace():
            yield html.unescape(text)
    for told in _TOLD.finditer(xml):
        yield html.unescape(told["text"])
