"""Output formats.

``FORMATS`` is the only list of them; the command line and the tests read it. To add a format,
add a module to this package and an entry here. Renderers are imported when first called.
"""

from __future__ import annotations

import enum
import importlib
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, NamedTuple

from jindu.files.contents import Kind

if TYPE_CHECKING:
    from jindu.document.blocks import Doc, Properties
    from jindu.model.plan import Plan


class Source(enum.Enum):
    """The input of a renderer: a composed document of any kind, or the whole plan."""

    DOCUMENT = "document"
    PLAN = "plan"


class Format(NamedTuple):
    """An output format. ``name`` is the value of ``--to`` and the file extension.

    ``kind`` is the kind of the written file. ``renderer`` is "module:function", relative to
    this package. For documents it takes the ``Doc``, and the font profile if ``fonts`` is set;
    for plans it takes the plan and the file's properties. Either returns bytes. ``contents``
    and ``letterhead`` tell whether the format supports 目录 and 版头.
    """

    name: str
    kind: Kind
    source: Source
    renderer: str
    fonts: bool = False
    contents: bool = False
    letterhead: bool = False

    @property
    def extension(self) -> str:
        """The file extension, with its dot."""
        return f".{self.name}"

    def draw(self, doc: Doc, fonts: str) -> bytes:
        """Render a document; formats without fonts ignore ``fonts``."""
        render = self._load()
        return render(doc, fonts) if self.fonts else render(doc)

    def tabulate(self, plan: Plan, properties: Properties) -> bytes:
        """Render a whole plan."""
        return self._load()(plan, properties)

    def _load(self) -> Callable[..., bytes]:
        module, _, function = self.renderer.partition(":")
        render: Callable[..., bytes] = getattr(
            importlib.import_module(f"jindu.output.{module}"), function
        )
        return render


FORMATS: Mapping[str, Format] = {
    form.name: form
    for form in (
        Format("docx", Kind.DOCX, Source.DOCUMENT, "docx:to_docx", True, True, True),
        Format("pdf", Kind.PDF, Source.DOCUMENT, "pdf:to_pdf", True, True, True),
        Format("html", Kind.HTML, Source.DOCUMENT, "html:to_html", True, True, True),
        Format("md", Kind.MD, Source.DOCUMENT, "markdown:to_markdown", letterhead=True),
        Format("xlsx", Kind.XLSX, Source.PLAN, "xlsx:to_xlsx"),
        Format("ics", Kind.ICS, Source.PLAN, "ics:to_ics"),
    )
}
"""Name → format, in the order shown to users."""

DOCUMENTS: Mapping[str, Format] = {
    name: form for name, form in FORMATS.items() if form.source is Source.DOCUMENT
}
"""The formats that render documents of any kind."""
