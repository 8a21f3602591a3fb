"""Plan + template → document: the template's Markdown becomes blocks, numbers are set here.

``#`` is the title, ``##``–``####`` are headings of level 1–3, an ordered list gives numbered
paragraphs of the next level (bold at the start of an item runs in as its heading), ``---``
begins an annex, and a fenced block names a native piece.
"""

from __future__ import annotations

import functools
from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from jinja2 import FileSystemLoader, StrictUndefined
from jinja2.sandbox import SandboxedEnvironment
from markdown_it import MarkdownIt
from markdown_it.token import Token

from jindu import assets
from jindu.plan import Plan
from jindu.render import KINDS, words
from jindu.render.blocks import (
    Annex,
    AnnexList,
    Block,
    Doc,
    Heading,
    Para,
    Properties,
    Run,
    Signature,
    Title,
)
from jindu.render.context import FILTERS, context, escaped
from jindu.render.pieces import PIECES
from jindu.render.titles import break_title

_DIGITS = "〇一二三四五六七八九"


def compose(plan: Plan, kind: str = "实施方案", watermark: str = "") -> Doc:
    """The document of a kind. ``watermark`` marks every page, e.g. 草稿."""
    annexes = [piece.name for piece in PIECES.values() if piece.present(plan)]
    attachments = plan.document.attachments if plan.document else ()
    annexes += [a.name for a in attachments if a.name and a.name not in annexes]
    text = _environment().get_template(KINDS[kind]).render(context(plan, annexes))
    return _Composer(plan, annexes, watermark).document(_markdown().parse(text))


@functools.cache
def _markdown() -> MarkdownIt:
    return MarkdownIt("commonmark")


@functools.cache
def _environment() -> SandboxedEnvironment:
    environment = SandboxedEnvironment(
        loader=FileSystemLoader(assets.templates()),
        undefined=StrictUndefined,
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=escaped,
    )
    environment.filters |= FILTERS
    environment.tests["number"] = lambda value: isinstance(value, Decimal)
    return environment


def numeral(number: int) -> str:
    """1–99 in Chinese as headings count: 一, 十, 十一, 二十."""
    tens, ones = divmod(number, 10)
    head = "" if not tens else "十" if tens == 1 else f"{_DIGITS[tens]}十"
    return head + (_DIGITS[ones] if ones else "")


def heading_number(level: int, number: int) -> str:
    """The number of a heading: 一、 （一） 1. （1）."""
    match level:
        case 1:
            return f"{numeral(number)}、"
        case 2:
            return f"（{numeral(number)}）"
        case 3:
            return f"{number}."
        case _:
            return f"（{number}）"


@dataclass
class _Composer:
    """Walks the tokens of one document once."""

    plan: Plan
    annexes: Sequence[str]
    watermark: str
    pages: list[list[Block]] = field(default_factory=lambda: [[]])
    counts: dict[int, int] = field(default_factory=dict)
    level: int = 0
    in_item: bool = False

    def document(self, tokens: Sequence[Token]) -> Doc:
        """The document of these tokens."""
        for place, token in enumerate(tokens):
            match token.type:
                case "heading_open":
                    self._heading(int(token.tag[1:]), _plain(tokens[place + 1]))
                case "inline" if tokens[place - 1].type == "paragraph_open":
                    self._paragraph(token)
                case "list_item_open":
                    self.in_item = True
                case "list_item_close":
                    self.in_item = False
                case "fence":
                    self._piece(token.info.strip(), token.content.strip())
                case "hr":
                    self.pages.append([])
                    self.counts, self.level = {}, 0
        body, *annexes = self.pages
        return Doc(self._properties(), tuple(body), self._annexes(annexes))

    def _heading(self, depth: int, text: str) -> None:
        if depth == 1:
            terms = _terms(self.plan)
            self.pages[-1].append(Title(tuple(break_title(text, terms))))
            return
        self.level = depth - 1
        self.pages[-1].append(Heading(self.level, self._number(self.level) + text))

    def _number(self, level: int) -> str:
        self.counts = {k: v for k, v in self.counts.items() if k <= level}
        self.counts[level] = self.counts.get(level, 0) + 1
        return heading_number(level, self.counts[level])

    def _paragraph(self, token: Token) -> None:
        runs = _runs(token)
        if not self.in_item:
            self.pages[-1].append(Para(runs))
            return
        level = self.level + 1
        lead = self._number(level)
        if runs and runs[0].strong:
            lead += runs[0].text
            runs = (Run(runs[1].text.lstrip()), *runs[2:]) if len(runs) > 1 else ()
        self.pages[-1].append(Para(runs, lead, level))

    def _piece(self, name: str, text: str) -> None:
        page = self.pages[-1]
        document = self.plan.document
        if name == "主送":
            page.append(Para((Run(text),), indent=False))
        elif name == "附件说明":
            if self.annexes:
                page.append(AnnexList(tuple(self.annexes)))
        elif name == "落款":
            organs = document.organs if document else ()
            day = document.date.last if document and document.date else None
            page.append(Signature(organs, day))
        elif name in PIECES:
            page.extend(PIECES[name].build(self.plan))
        else:
            page.extend(self._attachment(name))

    def _attachment(self, name: str) -> list[Block]:
        attachments = self.plan.document.attachments if self.plan.document else ()
        text = next((a.content for a in attachments if a.name == name), None) or ""
        return [Para((Run(line.strip()),)) for line in text.splitlines() if line.strip()]

    def _annexes(self, pages: Sequence[list[Block]]) -> tuple[Annex, ...]:
        only = len(pages) == 1
        return tuple(
            Annex(
                "附件" if only else f"附件{place}",
                tuple(blocks),
                name in PIECES and PIECES[name].landscape,
            )
            for place, (name, blocks) in enumerate(zip(self.annexes, pages, strict=True), 1)
        )

    def _properties(self) -> Properties:
        overview, document = self.plan.overview, self.plan.document
        day = document.date.last if document and document.date else None
        organ = words.listed(document.organs) if document else ""
        return Properties((overview.title if overview else "") or "", organ, day, self.watermark)


def _plain(token: Token) -> str:
    return "".join(run.text for run in _runs(token))


def _runs(token: Token) -> tuple[Run, ...]:
    """The text of an inline token; a line break in the template's source is no space."""
    runs: list[Run] = []
    strong = False
    for child in token.children or ():
        match child.type:
            case "strong_open" | "strong_close":
                strong = child.type == "strong_open"
            case "text" | "text_special" | "code_inline":
                if runs and runs[-1].strong is strong:
                    runs[-1] = Run(runs[-1].text + child.content, strong)
                elif child.content:
                    runs.append(Run(child.content, strong))
    return tuple(runs)


def _terms(plan: Plan) -> tuple[str, ...]:
    """Words of the plan that a title must not break."""
    overview = plan.overview
    names = [party.name for party in plan.parties] + [overview.region if overview else None]
    return tuple(name for name in names if name)
