"""Build the fields of 目录."""

from __future__ import annotations

from jindu.output import xml
from jindu.output.docx.oxml import run, w


def contents_begin() -> str:
    """Return the start of the field that holds 目录."""
    return _field(r' TOC \o "1-2" \h \z \u ')


def contents_end() -> str:
    """Return the end of the field that holds 目录."""
    return _mark("end")


def entry(text: str, bookmark: str, page: str) -> str:
    """Return a line of 目录: text, leader and page, linked to the heading."""
    number = _field(f" PAGEREF {bookmark} \\h ") + run(page) + _mark("end")
    return w("hyperlink", run(f"{text}\t"), number, anchor=bookmark, history=1)


def _field(instruction: str) -> str:
    told = xml.element("w:instrText", xml.text(instruction), **{"xml:space": "preserve"})
    return _mark("begin") + w("r", told) + _mark("separate")


def _mark(kind: str) -> str:
    return w("r", w("fldChar", fldCharType=kind))
