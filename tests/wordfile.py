"""A .docx file as tests want to see it: what each paragraph looks like, styles resolved."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def get(element: Element | None, name: str) -> str | None:
    """An attribute of WordprocessingML, or None if it or the element is missing."""
    return None if element is None else element.get(W + name)


class WordFile:
    """The parts of a file by name, and its paragraphs with their effective format."""

    def __init__(self, data: bytes) -> None:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            self.texts = {name: archive.read(name).decode("utf-8") for name in archive.namelist()}
        self.parts = {name: ElementTree.fromstring(text) for name, text in self.texts.items()}
        sheet = self.parts["word/styles.xml"]
        self.styles = {str(get(style, "styleId")): style for style in sheet.iter(f"{W}style")}
        body = self.parts["word/document.xml"].find(f"{W}body")
        assert body is not None
        self.body = body

    @property
    def paragraphs(self) -> list[Paragraph]:
        """The paragraphs of the body in order, those in tables too."""
        return [Paragraph(self, element) for element in self.body.iter(f"{W}p")]

    @property
    def tables(self) -> list[Element]:
        return list(self.body.iter(f"{W}tbl"))

    @property
    def sections(self) -> list[Element]:
        return list(self.body.iter(f"{W}sectPr"))

    def find(self, text: str) -> Paragraph:
        """The first paragraph that holds the text."""
        return next(p for p in self.paragraphs if text in p.text)

    def part(self, name: str) -> Paragraph:
        """The paragraph of a header or footer."""
        return Paragraph(self, next(self.parts[f"word/{name}.xml"].iter(f"{W}p")))

    def cascade(self, style: str | None, kind: str) -> Iterator[Element]:
        """The ``kind`` (pPr or rPr) of a style and those it is based on, nearest first."""
        while style:
            found = self.styles[style].find(W + kind)
            if found is not None:
                yield found
            style = get(self.styles[style].find(f"{W}basedOn"), "val")

    def defaults(self, kind: str) -> Element:
        found = self.parts["word/styles.xml"].find(f"{W}docDefaults/{W}{kind}Default/{W}{kind}")
        assert found is not None
        return found


@dataclass(frozen=True)
class Paragraph:
    """A paragraph in its file."""

    file: WordFile
    element: Element

    @property
    def text(self) -> str:
        """Its text; a line break is \\n, a tab \\t."""
        pieces = {f"{W}br": "\n", f"{W}tab": "\t"}
        return "".join(
            child.text or "" if child.tag == f"{W}t" else pieces.get(child.tag, "")
            for run in self.element.iter(f"{W}r")
            for child in run
        )

    @property
    def style(self) -> str:
        return get(self.element.find(f"{W}pPr/{W}pStyle"), "val") or "Normal"

    @property
    def runs(self) -> list[Element]:
        return list(self.element.iter(f"{W}r"))

    def shape(self, tag: str, attribute: str = "val") -> str | None:
        """An effective paragraph property; attributes are inherited one by one."""
        own = self.element.find(f"{W}pPr")
        levels = [own] if own is not None else []
        levels += self.file.cascade(self.style, "pPr")
        return _first([*levels, self.file.defaults("pPr")], tag, attribute)

    def letters(self, tag: str, attribute: str = "val", run: int = 0) -> str | None:
        """An effective property of the characters of a run."""
        own = self.runs[run].find(f"{W}rPr") if self.runs else None
        levels = [own] if own is not None else []
        character = get(levels[0].find(f"{W}rStyle"), "val") if levels else None
        levels += self.file.cascade(character, "rPr")
        levels += self.file.cascade(self.style, "rPr")
        return _first([*levels, self.file.defaults("rPr")], tag, attribute)

    @property
    def keeps(self) -> bool:
        """Whether it stays on the page of the next paragraph."""
        return self.shape("keepNext") == "on"


def rows(table: Element) -> list[list[str]]:
    """The texts of a table's cells; merged cells once."""
    return [
        ["".join(t.text or "" for t in cell.iter(f"{W}t")) for cell in row.iter(f"{W}tc")]
        for row in table.iter(f"{W}tr")
    ]


def _first(levels: list[Element], tag: str, attribute: str) -> str | None:
    for level in levels:
        found = level.find(W + tag)
        if found is not None and not found.attrib:
            return "on"
        if (value := get(found, attribute)) is not None:
            return value
    return None
