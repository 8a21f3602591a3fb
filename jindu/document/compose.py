"""Compose a document: turn a template's Markdown into blocks and number the headings.

``#`` is the title, ``##``–``####`` are headings of level 1–3, an ordered list makes numbered
paragraphs of the next level (bold text at the start of an item is its run-in heading), ``---``
starts an annex, and a fenced block inserts the native piece it names.
"""

from __future__ import annotations

import functools
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from types import MappingProxyType
from typing import Any, NamedTuple

from markdown_it import MarkdownIt
from markdown_it.token import Token

from jindu.document.blocks import (
    Annex,
    AnnexList,
    Block,
    Doc,
    Heading,
    Para,
    Properties,
    Remark,
    Run,
    Signature,
    Title,
)
from jindu.document.context import context
from jindu.document.filters import unescaped
from jindu.document.kinds import KINDS, Kind, Unready
from jindu.document.letter import imprint, letterhead
from jindu.document.origins import Origins, joined, origins_of, said
from jindu.document.short_names import with_short_names
from jindu.document.tables import TABLES, TableSpec
from jindu.document.templates import TemplateTrouble, fill
from jindu.document.titles import break_title
from jindu.language import phrases
from jindu.language.characters import strip_unseen
from jindu.language.similarity import nearest
from jindu.model.plan import Plan

PLACES: Mapping[str, str] = {
    "主送": "主送机关，下一行写内容",
    "附件说明": "附件的名称，没有附件时不写",
    "落款": "署名和成文日期",
    "附注": "附注，下一行写内容，不带括号",
    "另起一页": "后面的内容另起一页，不算附件",
}
"""Names for fenced blocks in addition to tables and the user's own annexes."""

_MAX_LINES = 50_000
"""Lines of Markdown in a document, which make some two thousand pages."""
_MAX_PIECES = 200
"""Native pieces a document may have."""
_DIGITS = "〇一二三四五六七八九"
_UNITS = ((1000, "千"), (100, "百"), (10, "十"), (1, ""))


class Order(NamedTuple):
    """Options for composing a document.

    ``given`` holds values for the names in ``GIVEN``; ``today`` is the reference day of a
    meeting's agenda; ``watermark`` is printed on every page; ``folder`` may contain the user's
    templates. ``traced`` records the ``origins`` of all blocks; cells always have them.
    """

    given: Mapping[str, str] = MappingProxyType({})
    today: date | None = None
    watermark: str = ""
    folder: Path | None = None
    contents: bool = False
    traced: bool = False


PLAIN = Order()


def compose(plan: Plan, kind: str = "实施方案", order: Order = PLAIN) -> Doc:
    """Return the document of a kind.

    Raises ``Unready`` if the plan lacks required content or the request may not go to its
    addressee, and ``TemplateTrouble`` if a template fails.
    """
    paper = KINDS[kind]
    names = names_of(plan, kind, order)
    filled = fill(paper.template, names, order.folder, traced=order.traced)
    if filled.text.count("\n") > _MAX_LINES:
        raise Unready(
            f"{kind}有{_MAX_LINES // 10_000}万行以上，不像一份公文，没有生成。"
            "检查方案和模板里有没有重复的内容。"
        )
    # Reading refuses unprintable characters in plans and options, but not in templates.
    shortened = with_short_names(strip_unseen(filled.text), plan)
    tokens = _markdown().parse(shortened.text)
    origins = joined(filled.origins, shortened.origins) if order.traced else {}
    composer = _Composer(plan, paper, names, order, origins)
    return replace(composer.document(tokens), templates=filled.own)


def names_of(plan: Plan, kind: str, order: Order = PLAIN) -> Mapping[str, Any]:
    """Return the names available to the template of a kind. Raises ``Unready``."""
    paper = KINDS[kind]
    return context(plan, paper, _annexes(plan, paper), order.given, order.today)


def _annexes(plan: Plan, paper: Kind) -> list[str]:
    """Return the titles of the annexes: generated tables first, then the user's annexes."""
    present = [piece for piece in TABLES.values() if piece.present(plan)]
    if paper.annexes is not None:
        return [piece.name for piece in present if piece.name in paper.annexes]
    made = [piece.name for piece in present if piece.annex]
    attachments = plan.document.attachments if plan.document else ()
    return made + [a.name for a in attachments if a.name and a.name not in made]


@functools.cache
def _markdown() -> MarkdownIt:
    return MarkdownIt("commonmark")


def numeral(number: int) -> str:
    """Return a number in Chinese (一, 十一, 二十, 一百零一); in digits from 10,000."""
    if number >= 10_000:
        return str(number)
    told, rest = "", number
    for unit, name in _UNITS:
        digit, rest = divmod(rest, unit)
        if digit:
            is_teen = unit == 10 and number < 20
            told += name if is_teen else _DIGITS[digit] + name
        elif told and rest >= unit // 10 > 0:
            told += "零"
    return told


def heading_number(level: int, number: int) -> str:
    """Return the number of a heading by level: 一、 （一） 1. （1）."""
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
class _Page:
    """Blocks that start on a new page; an annex if ``marked``."""

    blocks: list[Block] = field(default_factory=list)
    marked: bool = True
    landscape: bool = False
    large: bool = False


@dataclass
class _Composer:
    """Builds one document in a single pass over its Markdown tokens."""

    plan: Plan
    paper: Kind
    names: Mapping[str, Any]
    order: Order
    origins: Mapping[int, Origins]
    pages: list[_Page] = field(default_factory=lambda: [_Page()])
    lists: dict[int, list[int]] = field(default_factory=dict)
    """Level → the open list: the places of its blocks on the page."""
    all_lists: list[tuple[int, list[Block], list[int]]] = field(default_factory=list)
    level: int = 0
    in_item: bool = False
    placed: int = 0

    def document(self, tokens: Sequence[Token]) -> Doc:
        """Return the document made of these tokens."""
        for place, token in enumerate(tokens):
            match token.type:
                case "heading_open":
                    self._heading(int(token.tag[1:]), tokens[place + 1])
                case "inline" if tokens[place - 1].type == "paragraph_open":
                    self._paragraph(token)
                case "list_item_open":
                    self.in_item = True
                case "list_item_close":
                    self.in_item = False
                case "fence":
                    self._piece(token)
                case "hr":
                    self._new_page(_Page())
        self._number_lists()
        body = self.pages[0]
        return Doc(
            self._properties(),
            tuple(body.blocks),
            self._annexes(),
            letterhead(self.plan, self.paper, self.names),
            imprint(self.plan, self.paper, self.names),
            self.order.contents,
            body.landscape,
            body.large,
        )

    def _new_page(self, page: _Page) -> None:
        self.pages.append(page)
        self.lists, self.level = {}, 0

    @property
    def _blocks(self) -> list[Block]:
        return self.pages[-1].blocks

    def _origins(self, token: Token) -> Origins:
        """Return the places in the plan that the lines of a token come from."""
        if not self.origins:
            return ()
        lines = range(*(token.map or (0, 0)))
        found = (where for line in lines for where in self.origins.get(line, ()))
        return tuple(dict.fromkeys(found))

    def _heading(self, depth: int, token: Token) -> None:
        text, origins = _plain(token), self._origins(token)
        if depth == 1:
            terms = _terms(self.plan)
            self._blocks.append(Title(tuple(break_title(text, terms)), origins))
            return
        self.level = depth - 1
        self._blocks.append(Heading(self.level, text, origins))
        self._numbered(self.level)

    def _numbered(self, level: int) -> None:
        """Count the last block in the list of its level; deeper lists end."""
        self.lists = {k: v for k, v in self.lists.items() if k <= level}
        if level not in self.lists:
            self.lists[level] = []
            self.all_lists.append((level, self._blocks, self.lists[level]))
        self.lists[level].append(len(self._blocks) - 1)

    def _number_lists(self) -> None:
        """Number headings and items; one that stands alone below another needs no number."""
        for level, blocks, places in self.all_lists:
            for number, place in enumerate(places if level == 1 or places[1:] else (), 1):
                mark, block = heading_number(level, number), blocks[place]
                if isinstance(block, Heading):
                    blocks[place] = replace(block, text=mark + block.text)
                elif isinstance(block, Para):
                    blocks[place] = replace(block, lead=mark + block.lead)

    def _paragraph(self, token: Token) -> None:
        runs, origins = _runs(token), self._origins(token)
        if not self.in_item:
            self._blocks.append(Para(runs, origins=origins))
            return
        level, lead = self.level + 1, ""
        if runs and runs[0].strong:
            lead = runs[0].text
            runs = (Run(runs[1].text.lstrip()), *runs[2:]) if len(runs) > 1 else ()
        self._blocks.append(Para(runs, lead, level, origins=origins))
        self._numbered(level)

    def _piece(self, token: Token) -> None:
        name, text = unescaped(token.info.strip()), unescaped(token.content.strip())
        origins = self._origins(token)
        self.placed += 1
        if self.placed > _MAX_PIECES:
            raise TemplateTrouble(f"模板里程序生成的内容写了{_MAX_PIECES}处以上，检查循环。")
        page = self._blocks
        if name == "主送":
            page.append(Para((Run(text),), indent=False, origins=origins))
        elif name == "附件说明":
            if self.names["annexes"]:
                page.append(AnnexList(tuple(self.names["annexes"]), self._attached()))
        elif name == "落款":
            sealed = self.plan.document is not None and self.plan.document.sealed is True
            page.append(Signature(self.names["organs"], self.names["day"], sealed, self._signed()))
        elif name == "附注":
            page.append(Remark(text, origins))
        elif name == "另起一页":
            self._new_page(_Page(marked=False))
        elif name in TABLES:
            self._native(TABLES[name])
        else:
            page.extend(self._attachment(name))

    def _signed(self) -> Origins:
        """Return the places of 署名 and 成文日期."""
        document = self.plan.document
        places = (document.at("organs"), document.at("date")) if document else ()
        return (*origins_of(self.names["organs"]), *places)

    def _native(self, piece: TableSpec) -> None:
        if piece.present(self.plan):
            self._blocks.extend(piece.made(self.plan, self.order.given))
            self.pages[-1].landscape |= piece.landscape
            self.pages[-1].large |= piece.large
        elif piece.name == self.paper.name:
            raise Unready(f"方案里还没有可以列入{piece.name}的内容，先写“{piece.of}”。")

    def _attached(self) -> Origins:
        """Return the places of the names of the user's annexes."""
        attachments = self.plan.document.attachments if self.plan.document else ()
        return tuple(a.at("name") for a in attachments if a.name in self.names["annexes"])

    def _attachment(self, name: str) -> list[Block]:
        attachments = self.plan.document.attachments if self.plan.document else ()
        texts = {a.name: said(a, "content") for a in attachments}
        if name not in texts:
            near = nearest(name, [*TABLES, *PLACES], 0.4)
            hint = f"，是不是“{near}”" if near else f"；可以写：{'、'.join([*PLACES, *TABLES])}"
            raise TemplateTrouble(f"模板里的“```{name}”不是程序生成的内容{hint}。")
        lines = (line.strip() for line in texts[name].splitlines())
        return [Para((Run(line),), origins=origins_of(texts[name])) for line in lines if line]

    def _annexes(self) -> tuple[Annex, ...]:
        marked = [page for page in self.pages[1:] if page.marked]
        marks = {id(page): f"附件{place}" for place, page in enumerate(marked, 1)}
        if len(marked) == 1:
            marks = {id(marked[0]): "附件"}
        return tuple(
            Annex(marks.get(id(page), ""), tuple(page.blocks), page.landscape)
            for page in self.pages[1:]
        )

    def _properties(self) -> Properties:
        titles = (block for block in self.pages[0].blocks if isinstance(block, Title))
        title = "".join(next(titles, Title(())).lines)
        organ = phrases.listed(self.names["organs"])
        return Properties(title, organ, self.names["day"], self.order.watermark)


def properties(plan: Plan, watermark: str = "") -> Properties:
    """Return the properties of a file made from the plan without a template."""
    overview, document = plan.overview, plan.document
    organ = phrases.listed(document.organs) if document else ""
    created = document.date.last if document and document.date else None
    return Properties((overview and overview.title) or "", organ, created, watermark)


def _plain(token: Token) -> str:
    return "".join(run.text for run in _runs(token))


def _runs(token: Token) -> tuple[Run, ...]:
    """Return the runs of an inline token; line breaks in the source are dropped."""
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
    """Return the names in the plan that a title must not break."""
    overview = plan.overview
    names = [unit.name for unit in plan.units] + [overview.region if overview else None]
    return tuple(name for name in names if name)
