"""Render a document as Markdown for reading and diffing, one paragraph per line."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import assert_never

from jindu.document.blocks import (
    Align,
    AnnexList,
    Block,
    Doc,
    Gantt,
    Heading,
    Imprint,
    Letterhead,
    Para,
    Remark,
    Signature,
    Table,
    Title,
)
from jindu.language.phrases import listed
from jindu.units import say_day

_SPECIAL = re.compile(r"([\\`*_\[\]<>|#~]|&(?=#?\w+;))", re.ASCII)
_RULE = {Align.LEFT: ":---", Align.CENTER: ":---:", Align.RIGHT: "---:"}


def to_markdown(doc: Doc) -> bytes:
    """Return the document as UTF-8; a horizontal rule precedes each annex."""
    parts = ["\n\n".join(_letterhead(doc.letterhead))] if doc.letterhead else []
    parts.append(_pages(doc.body, doc.properties.watermark))
    for annex in doc.annexes:
        mark = f"**{annex.mark}**\n\n" if annex.mark else ""
        parts.append(f"---\n\n{mark}{_pages(annex.blocks)}")
    if doc.imprint:
        parts.append("---\n\n" + "\n\n".join(_imprint(doc.imprint)))
    return ("\n\n".join(parts) + "\n").encode("utf-8")


def _letterhead(head: Letterhead) -> Iterator[str]:
    yield from (_text(line) for line in (head.serial, head.urgency) if line)
    yield f"**{_text(listed(head.organs))}{'' if head.letter else '文件'}**"
    signed = f"签发人：{_text(listed(head.signers))}" if head.signers else ""
    if head.number or signed:
        yield "　　".join(part for part in (_text(head.number), signed) if part)
    yield "---"


def _imprint(notes: Imprint) -> Iterator[str]:
    if notes.copies:
        yield f"抄送：{_text('，'.join(notes.copies))}。"
    day = f"{say_day(notes.day)}印发" if notes.day else ""
    if notes.printer or day:
        yield "　".join(part for part in (_text(notes.printer), day) if part)


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
        case Gantt():
            yield from _gantt(block)
        case AnnexList(titles):
            yield from _annexes(titles)
        case Signature(organs, day):
            yield from (f"{_text(organ)}  " for organ in organs)
            if day:
                yield say_day(day)
        case Remark(text):
            yield f"（{_text(text)}）"
        case _:
            assert_never(block)


def _annexes(titles: tuple[str, ...]) -> Iterator[str]:
    if len(titles) == 1:
        yield f"附件：{_text(titles[0])}"
        return
    for number, title in enumerate(titles, 1):
        yield f"{'附件：' if number == 1 else ''}{number}.{_text(title)}  "


def _gantt(chart: Gantt) -> Iterator[str]:
    """Yield the chart as a table of tasks and their months."""
    names = [f"{year}年{month}月" for year, month in chart.names()]
    yield _row(["工作任务", "时间"])
    yield "|:---|:---|"
    for lane in chart.plain().lanes:
        span = names[lane.first] + (f"至{names[lane.last]}" if lane.last > lane.first else "")
        yield _row([f"【{lane.name}】" if lane.band else lane.name, span])


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
