"""A finished document, or file, as the public may see it: no text of it passes unread."""

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
    """The document with every text of it as the screen lets it through."""
    return _screened(doc, screen)


def _screened(part: _Part, screen: Screen) -> _Part:
    changed: Any = part
    match part:
        case str():
            changed = made_of(screen.text(part), part)
        case Para():
            # A number may begin in bold and end in plain characters.
            pieces = (part.lead, *(run.text for run in part.content))
            lead, *texts = spread(pieces, screen.edits("".join(pieces)))
            runs = zip(part.content, texts, strict=True)
            content = tuple(dataclasses.replace(run, text=text) for run, text in runs)
            changed = dataclasses.replace(part, lead=lead, content=content)
        case Title():
            lines = spread(part.lines, screen.edits("".join(part.lines)))
            changed = dataclasses.replace(part, lines=lines)
        case Properties():
            # They repeat what the document says; it is counted there.
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
"""The field that says where a text comes from, and is no text of the document."""


_ENDS = re.compile(
    r"</(?:w:p|a:p|si|is|t|dc:\w+|dcterms:\w+|cp:\w+|vt:\w+|Company|Manager"
    r"|(?:odd|even|first)(?:Header|Footer))>"
)
"""Where a text ends in a part of an Office file."""
_FIGURES = re.compile(
    r"<(?P<tag>v|f|formula\d?)>[^<]*</(?P=tag)>|<w:instrText[^<>]*>[^<]*</w:instrText>"
)
"""Cells that hold a number or reckon one, and fields of Word."""
_TOLD = re.compile(
    r'\s(?:name|descr|title|author|initials|Target|tooltip|display|prompt|string)="(?P<text>[^"]*)"'
)
"""What an attribute tells a reader: the name of a sheet, the words for a picture."""


def texts_of(content: bytes) -> Iterator[str]:
    """Every text of an Office file or a calendar: paragraphs, cells, remarks, heads and feet."""
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
