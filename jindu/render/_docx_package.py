"""The parts of a Word file put together: the same parts give the same bytes."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from lxml import etree

from jindu.render.blocks import Properties

_RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
_TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_CORE = "http://schemas.openxmlformats.org/package/2006/metadata/core-properties"
_DC = "http://purl.org/dc/elements/1.1/"
_TERMS = "http://purl.org/dc/terms/"
_XSI = "http://www.w3.org/2001/XMLSchema-instance"

_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_CORE_TYPE = "application/vnd.openxmlformats-package.core-properties+xml"
_CORE_RELATION = f"{_RELATIONS}/metadata/core-properties"

_OLDEST_DATE = (1980, 1, 1, 0, 0, 0)


@dataclass(frozen=True, slots=True)
class Part:
    """A part of the main document: its kind (styles, footer …), file name and content."""

    kind: str
    file: str
    root: etree._Element

    @property
    def relation(self) -> str:
        """The id under which the main document knows it."""
        return f"r_{self.file}"


def package(main: etree._Element, parts: Iterable[Part], properties: Properties) -> bytes:
    """A .docx file. Its dates are those of the properties or the oldest a zip can hold."""
    parts = tuple(parts)
    files = {
        "[Content_Types].xml": _content_types(parts),
        "_rels/.rels": _relations(
            ("r_document", f"{_OFFICE}/officeDocument", "word/document.xml"),
            ("r_core", _CORE_RELATION, "docProps/core.xml"),
        ),
        "docProps/core.xml": _core(properties),
        "word/document.xml": main,
        "word/_rels/document.xml.rels": _relations(
            *((part.relation, f"{_OFFICE}/{part.kind}", f"{part.file}.xml") for part in parts)
        ),
        **{f"word/{part.file}.xml": part.root for part in parts},
    }
    return _zip(files)


def _zip(files: Mapping[str, etree._Element]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, root in files.items():
            etree.cleanup_namespaces(root)
            text = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
            info = zipfile.ZipInfo(name, _OLDEST_DATE)
            info.compress_type = zipfile.ZIP_DEFLATED
            info.create_system = 0
            archive.writestr(info, text)
    return buffer.getvalue()


def _content_types(parts: Iterable[Part]) -> etree._Element:
    root = etree.fromstring(f'<Types xmlns="{_TYPES}"/>')
    for extension, kind in (
        ("rels", "application/vnd.openxmlformats-package.relationships+xml"),
        ("xml", "application/xml"),
    ):
        etree.SubElement(root, f"{{{_TYPES}}}Default", Extension=extension, ContentType=kind)
    overrides = {
        "/docProps/core.xml": _CORE_TYPE,
        "/word/document.xml": f"{_WORD}.document.main+xml",
        **{f"/word/{part.file}.xml": f"{_WORD}.{part.kind}+xml" for part in parts},
    }
    for name, kind in overrides.items():
        etree.SubElement(root, f"{{{_TYPES}}}Override", PartName=name, ContentType=kind)
    return root


def _relations(*targets: tuple[str, str, str]) -> etree._Element:
    """A relationship part from (id, type, target)."""
    root = etree.fromstring(f'<Relationships xmlns="{_RELATIONS}"/>')
    for relation, kind, target in targets:
        etree.SubElement(
            root, f"{{{_RELATIONS}}}Relationship", Id=relation, Type=kind, Target=target
        )
    return root


def _core(properties: Properties) -> etree._Element:
    names = {"cp": _CORE, "dc": _DC, "dcterms": _TERMS, "xsi": _XSI}
    root = etree.Element(f"{{{_CORE}}}coreProperties", nsmap=names)
    said = {"title": properties.title, "creator": properties.organ, "language": "zh-CN"}
    for name, text in said.items():
        if text:
            etree.SubElement(root, f"{{{_DC}}}{name}").text = text
    if properties.created:
        for name in ("created", "modified"):
            element = etree.SubElement(root, f"{{{_TERMS}}}{name}")
            element.set(f"{{{_XSI}}}type", "dcterms:W3CDTF")
            element.text = f"{properties.created.isoformat()}T00:00:00Z"
    return root
