"""From plan to document: ``compose`` makes the blocks, one module per format draws them."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from jindu.render.blocks import Doc


def _docx(doc: Doc) -> bytes:
    from jindu.render.docx import to_docx

    return to_docx(doc)


def _markdown(doc: Doc) -> bytes:
    from jindu.render.markdown import to_markdown

    return to_markdown(doc).encode("utf-8")


KINDS: Mapping[str, str] = {"实施方案": "implementation.md.j2"}
"""Document kind → its template."""

FORMATS: Mapping[str, Callable[[Doc], bytes]] = {"docx": _docx, "md": _markdown}
"""Format → renderer; each imports what it needs only when called."""
