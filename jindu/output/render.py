"""Render a loaded plan to file content."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple

from jindu.checker.engine import check
from jindu.checker.result import Report
from jindu.checker.settings import STANDARD, Settings
from jindu.language.characters import strip_unseen
from jindu.model.plan import Plan, Sample
from jindu.source.load import LoadedPlan, without_collector
from jindu.source.tree import Source

if TYPE_CHECKING:
    from datetime import date

    from jindu.document.blocks import Doc
    from jindu.document.compose import Order
    from jindu.document.edition import Account, Told
    from jindu.language.typography import Change
    from jindu.output import Format


class Refused(Exception):
    """The plan has errors and is not rendered; ``report`` lists them."""

    def __init__(self, report: Report) -> None:
        super().__init__(f"{report.file} 还有错误，不能生成文件。")
        self.report = report


class RenderOptions(NamedTuple):
    """Options of ``jindu render``.

    ``given`` maps names to values that plans do not hold; ``today`` dates a meeting's agenda;
    ``template`` is the user's own Word template (docx only).
    """

    kind: str = "实施方案"
    public: bool = False
    allow_errors: bool = False
    given: Mapping[str, str] = MappingProxyType({})
    today: date | None = None
    fonts: str = "gb"
    contents: bool = False
    template: Path | None = None


DEFAULT_OPTIONS = RenderOptions()


class Rendered(NamedTuple):
    """The content of a rendered file, and what was changed or left out.

    ``account`` lists what the public edition leaves out; None for the internal edition.
    ``changes`` are the typographic corrections. ``remarked`` counts the findings accepted by
    remarks in the plan, by code. ``notes`` name the user's own templates that were used, and
    what was left out of them.
    """

    content: bytes
    account: Account | None = None
    changes: tuple[Change, ...] = ()
    remarked: Mapping[str, int] = {}
    notes: tuple[str, ...] = ()


def render(
    loaded: LoadedPlan,
    to: str = "docx",
    wanted: RenderOptions = DEFAULT_OPTIONS,
    settings: Settings = STANDARD,
) -> bytes:
    """Return only the content that ``make`` produces."""
    return make(loaded, to, wanted, settings).content


@without_collector()
def make(
    loaded: LoadedPlan,
    to: str = "docx",
    wanted: RenderOptions = DEFAULT_OPTIONS,
    settings: Settings = STANDARD,
) -> Rendered:
    """Check the plan, then render it in the format ``to``.

    Raises ``Refused`` for a plan with errors at its own level, unless ``allow_errors`` is set:
    then every page is marked 草稿. Raises ``Unready`` if the plan, a template or the machine
    lacks something required, and ``Unpublishable`` if a public edition would contain personal
    data.
    """
    from jindu.document import compose
    from jindu.language import typography
    from jindu.output import FORMATS, Source

    if wanted.public:
        settings = settings.for_public()
    report = check(loaded, None, settings)
    if loaded.plan is None or loaded.source.unread or (report.failed and not wanted.allow_errors):
        raise Refused(report)
    plan, changes = typography.polished(loaded.plan)
    given = {name: typography.polish(strip_unseen(text)) for name, text in wanted.given.items()}
    public = None
    if wanted.public:
        public = _Public(loaded, plan, given, settings)
        plan, given = public.plan, public.given
    left = loaded.plan.samples
    watermark = "草稿" if report.failed or left else ""
    form = FORMATS[to]
    notes: tuple[str, ...] = ()
    if form.source is Source.PLAN:
        content = form.tabulate(plan, compose.properties(plan, watermark))
    else:
        order = compose.Order(
            given, wanted.today, watermark, loaded.folder, wanted.contents, traced=bool(left)
        )
        content, notes = _document(plan, form, wanted, order, public, left)
    if public is not None and (form.source is Source.PLAN or wanted.template is not None):
        public.proofread(content, wanted.template)
    account = public.account if public else None
    if left:
        where = "，文件里用【】标出" if form.source is Source.DOCUMENT else ""
        notes = (*notes, f"还有{len(left)}处示例内容没有换成本地的内容{where}")
    return Rendered(content, account, changes, report.remarked, notes)


def _document(
    plan: Plan,
    form: Format,
    wanted: RenderOptions,
    order: Order,
    public: _Public | None,
    left: Sequence[Sample],
) -> tuple[bytes, tuple[str, ...]]:
    """Compose and draw a document, the samples ``left`` in it marked.

    Return its content and the notes on its templates.
    """
    from jindu.document import compose

    doc = compose.compose(plan, wanted.kind, order)
    if left:
        from jindu.document import samples

        doc = samples.marked(doc, left)
    if public is not None:
        doc = public.screened(doc)
    notes: tuple[str, ...] = ()
    if doc.templates:
        notes = (f"用了方案旁边 templates 文件夹里的模板：{'、'.join(doc.templates)}",)
    if wanted.template is None:
        return form.draw(doc, wanted.fonts), notes
    from jindu.output.docx import own_template

    names = compose.names_of(plan, wanted.kind, order)
    content, told = own_template.fill(wanted.template, names, doc, wanted.fonts)
    return content, (*notes, *told)


class _Public:
    """The public edition of a plan. Every step raises ``Unpublishable`` for personal data."""

    def __init__(
        self, loaded: LoadedPlan, plan: Plan, given: Mapping[str, str], settings: Settings
    ) -> None:
        from jindu.document import edition

        self.smallest = settings.norms["公开版最小计数"].value
        made = edition.public(plan, self.smallest)
        screen = edition.Screen(self.smallest)
        self.plan = made.plan
        self.given = {name: screen.text(text, f"--set {name}") for name, text in given.items()}
        self._stop_at((*made.persons, *screen.persons), loaded.source)
        self.account = made.account + edition.Account(counts=tuple(screen.counts))

    def screened(self, doc: Doc) -> Doc:
        """Screen the composed document, which includes text from templates."""
        from jindu.document import edition, published

        screen = edition.Screen(self.smallest)
        doc = published.screened(doc, screen)
        self._stop_at(screen.persons)
        self.account += edition.Account(counts=tuple(screen.counts))
        return doc

    def proofread(self, content: bytes, template: Path | None) -> None:
        """Screen the content of a file that was not drawn from a screened document."""
        from jindu.document import edition, published

        place = f"Word 模板“{template.name}”" if template else "表格"
        screen = edition.Screen(self.smallest)
        for text in published.texts_of(content):
            screen.edits(text, place)
        counts = (edition.Told(p, f"不足{self.smallest}的人数") for p in screen.counts)
        self._stop_at((*screen.persons, *counts))

    def _stop_at(self, persons: Iterable[Told], source: Source | None = None) -> None:
        told = []
        for place, words, where in dict.fromkeys(persons):
            line = f"（第{source.locate(where).line}行）" if source and where else ""
            told.append(f"{place}{line}：{words}")
        if told:
            from jindu.document.kinds import Unpublishable

            raise Unpublishable(told)
