"""Document → Markdown, for reading and comparing; one paragraph a line."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import assert_never

from jindu.render.blocks import (
    Align,
    AnnexList,
    Block,
    Doc,
    Heading,
    Para,
    Signature,
    Table,
    Title,
)

_SPECIAL = re.compile(r"([\\`*_\[\]<>|#~])")
_RULE = {Align.LEFT: ":---", Align.CENTER: ":---:", Align.RIGHT: "---:"}


def to_markdown(doc: Doc) -> str:
    """The whole document; annexes follow under a rule each."""
    parts = [_pages(doc.body, doc.properties.watermark)]
    for annex in doc.annexes:
        label = "附件" if annex.number is None else f"附件{annex.number}"
        parts.append(f"---\n\n**{label}**\n\n{_pages(annex.blocks)}")
    return "\n\n".join(parts) + "\n"


def _pages(blocks: tuple[Block, ...], watermark: str = "") -> str:
    mark = [f"**【{_text(watermark)}】**"] if watermark else []
    return "\n\n".join([*mark, *("\n".join(_block(block)) for block in blocks)])


def _block(block: Block) -> Iterator[str]:
    match block:
        case Title(lines):
            yield f"# {_text(''.join(lines))}"
        case Heading(level, text):
            yield f"{'#' * (level + 1)} {_text(text)}"
        case Para(content, lead):
            lead = f"**{_text(lead)}**" if lead else ""
            yield lead + "".join(
                f"**{_text(run.text)}**" if run.strong else _text(run.text) for run in content
            )
        case Table():
            yield from _table(block)
        case AnnexList(titles):
            yield from _annexes(titles)
        case Signature(organs, day):
            yield from (f"{_text(organ)}  " for organ in organs)
            if day:
                yield f"{day.year}年{day.month}月{day.day}日"
        case _:
            assert_never(block)


def _annexes(titles: tuple[str, ...]) -> Iterator[str]:
    if len(titles) == 1:
        yield f"附件：{_text(titles[0])}"
        return
    for number, title in enumerate(titles, 1):
        yield f"{'附件：' if number == 1 else ''}{number}.{_text(title)}  "


def _table(table: Table) -> Iterator[str]:
    if table.caption or table.unit:
        yield "　".join(_text(part) for part in (table.caption, table.unit) if part)
        yield ""
    yield _row([column.head for column in table.columns])
    yield "|" + "|".join(_RULE[column.align] for column in table.columns) + "|"
    covered: dict[int, tuple[int, str]] = {}
    for row in table.rows:
        texts: list[str] = []
        cells = iter(row)
        while len(texts) < len(table.columns):
            place = len(texts)
            left, text = covered.get(place, (0, ""))
            if left:
                covered[place] = (left - 1, text)
                texts.append(text)
                continue
            cell = next(cells)
            if cell.rows > 1:
                covered[place] = (cell.rows - 1, cell.text)
            texts += [cell.text, *[""] * (cell.columns - 1)]
        yield _row(texts)
    for note in table.notes:
        yield ""
        yield _text(note)


def _row(texts: list[str]) -> str:
    return "| " + " | ".join(_text(text) for text in texts) + " |"


def _text(text: str) -> str:
    return _SPECIAL.sub(r"\\\1", " ".join(text.split("\n")))
