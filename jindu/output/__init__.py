"""The formats of files that a plan is rendered to.

``FORMATS`` is the one list of them: the command line, the kinds of files and the tests read it.
A new format is a module of this package and an entry here. Renderers are imported when called.
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
    """What a format is made of: a composed document of any kind, or the plan as a whole."""

    DOCUMENT = "document"
    PLAN = "plan"


class Format(NamedTuple):
    """A file format. Its ``name`` is what users type, and the extension of its files.

    ``kind`` is what the written file counts as. ``renderer`` is "module:function" below this
    package: for documents a function of the ``Doc`` (and of a set of fonts where ``fonts``
    apply), for plans a function of the plan and the file's properties; either returns bytes.
    ``contents`` and ``letterhead`` say whether a document shows its 目录 and 版头.
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
        """The extension of a file name, with its dot."""
        return f".{self.name}"

    def draw(self, doc: Doc, fonts: str) -> bytes:
        """Render a document; ``fonts`` is passed over by formats that name no fonts."""
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
"""Name → format, in the order in which users are told them."""

DOCUMENTS: Mapping[str, Format] = {
    name: form for name, form in FORMATS.items() if form.source is Source.DOCUMENT
}
"""The formats that show a document of any kind."""
