"""From plan to file: ``compose`` makes the blocks, one module per format draws them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from jindu.document.blocks import Doc, Properties
    from jindu.model.plan import Plan


def _docx(doc: Doc, fonts: str) -> bytes:
    from jindu.output.docx import to_docx

    return to_docx(doc, fonts)


def _markdown(doc: Doc, _: str) -> bytes:
    from jindu.output.markdown import to_markdown

    return to_markdown(doc).encode("utf-8")


def _html(doc: Doc, fonts: str) -> bytes:
    from jindu.output.html import to_html

    return to_html(doc, fonts)


def _pdf(doc: Doc, fonts: str) -> bytes:
    from jindu.output.pdf import to_pdf

    return to_pdf(doc, fonts)


def _xlsx(plan: Plan, properties: Properties) -> bytes:
    from jindu.output.xlsx import to_xlsx

    return to_xlsx(plan, properties)


def _ics(plan: Plan, properties: Properties) -> bytes:
    from jindu.output.ics import to_ics

    return to_ics(plan, properties)


DOCUMENTS: Mapping[str, Callable[[Doc, str], bytes]] = {
    "docx": _docx,
    "pdf": _pdf,
    "html": _html,
    "md": _markdown,
}
"""Format → how a document of any kind is drawn, in a set of fonts where the format names any.

Each imports what it needs only when called.
"""

TABLES: Mapping[str, Callable[[Plan, Properties], bytes]] = {"xlsx": _xlsx, "ics": _ics}
"""Format → how the plan as a whole is put in tables or dates, whatever kind is asked for."""
