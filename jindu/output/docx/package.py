"""Assemble the parts of a Word file; the same parts give the same bytes."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from jindu.document.blocks import Properties
from jindu.files.packages import packed
from jindu.output.xml import DECLARATION, element, text

_RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
_TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_CORE_NAMESPACES = {
    "xmlns:cp": "http://schemas.openxmlformats.org/package/2006/metadata/core-properties",
    "xmlns:dc": "http://purl.org/dc/elements/1.1/",
    "xmlns:dcterms": "http://purl.org/dc/terms/",
    "xmlns:xsi": "http://www.w3.org/2001/XMLSchema-instance",
}

_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_CORE_TYPE = "application/vnd.openxmlformats-package.core-properties+xml"
_THEME_TYPE = "application/vnd.openxmlformats-officedocument.theme+xml"
_MAIN = "word/document.xml"
_CORE_RELATION = f"{_RELATIONS}/metadata/core-properties"


@dataclass(frozen=True, slots=True)
class Part:
    """A part of the main document: its kind (styles, footer …), file name and content."""

    kind: str
    file: str
    content: str

    @property
    def relation(self) -> str:
        """Its relationship id in the main document."""
        return f"r_{self.file}"

    @property
    def content_type(self) -> str:
        """Its media type; the theme's is not specific to Word."""
        return _THEME_TYPE if self.kind == "theme" else f"{_WORD}.{self.kind}+xml"


def package(main: Iterable[str], parts: Iterable[Part], properties: Properties) -> bytes:
    """Return a .docx file; ``main`` is the main part in pieces.

    Its only dates are those of the properties; the zip has none.
    """
    parts = tuple(parts)
    files = {
        "[Content_Types].xml": _content_types(parts),
        "_rels/.rels": _relations(
            ("r_document", f"{_OFFICE}/officeDocument", _MAIN),
            ("r_core", _CORE_RELATION, "docProps/core.xml"),
        ),
        "docProps/core.xml": _core(properties),
        _MAIN: "",
        "word/_rels/document.xml.rels": _relations(
            *((part.relation, f"{_OFFICE}/{part.kind}", f"{part.file}.xml") for part in parts)
        ),
        **{f"word/{part.file}.xml": part.content for part in parts},
    }
    head = DECLARATION.encode()
    contents = {name: head + content.encode() for name, content in files.items()}
    # Encoded piece by piece: the text of a large plan would take twice the memory of its bytes.
    contents[_MAIN] = b"".join((head, *(piece.encode() for piece in main)))
    return packed(contents)


def _content_types(parts: Iterable[Part]) -> str:
    by_extension = {
        "rels": "application/vnd.openxmlformats-package.relationships+xml",
        "xml": "application/xml",
    }
    by_name = {
        "/docProps/core.xml": _CORE_TYPE,
        "/word/document.xml": f"{_WORD}.document.main+xml",
        **{f"/word/{part.file}.xml": part.content_type for part in parts},
    }
    return element(
        "Types",
        *(
            element("Default", Extension=extension, ContentType=kind)
            for extension, kind in by_extension.items()
        ),
        *(element("Override", PartName=name, ContentType=kind) for name, kind in by_name.items()),
        xmlns=_TYPES,
    )


def _relations(*targets: tuple[str, str, str]) -> str:
    """Return a relationship part; ``targets`` are (id, type, target)."""
    return element(
        "Relationships",
        *(
            element("Relationship", Id=relation, Type=kind, Target=target)
            for relation, kind, target in targets
        ),
        xmlns=_RELATIONS,
    )


def _core(properties: Properties) -> str:
    said = {"title": properties.title, "creator": properties.organ, "language": "zh-CN"}
    written = {"xsi:type": "dcterms:W3CDTF"}
    dates = ("created", "modified") if properties.created else ()
    return element(
        "cp:coreProperties",
        *(element(f"dc:{name}", text(content)) for name, content in said.items() if content),
        *(
            element(f"dcterms:{name}", f"{properties.created}T00:00:00Z", **written)
            for name in dates
        ),
        **_CORE_NAMESPACES,
    )
