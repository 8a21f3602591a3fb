"""Read lists pasted from Word, whose lines begin with a bullet or a number instead of a dash."""

from __future__ import annotations

import re

from jindu.model.diagnostic import Edit, Fix, Severity
from jindu.source.heads import HEAD
from jindu.source.nodes import Mark, Node, Scalar, SequenceNode, scalar
from jindu.source.quoting import written
from jindu.source.tree import Source
from jindu.units.unreadable import short

_ITEM = rf"[ \t\u3000]*(?P<mark>(?:{HEAD}|[－—–−✓√➤▶·★]+[ \u3000]*))(?=\S)"
_FEWEST = 2
"""Lines with a mark that make a list."""
_LONGEST = 100_000
"""Characters of a text that are searched for lines at most."""


def pasted_list(source: Source, node: Node, name: str) -> Node:
    """Return a text of marked lines as a list, and report it; any other node unchanged."""
    if not isinstance(node, Scalar) or node.start_mark.line == node.end_mark.line:
        return node
    start, end = source.extent(node)
    if end - start > _LONGEST or node.style in ("'", '"'):
        return node
    items = _items(source.text, start, end)
    if len(items) < _FEWEST:
        return node
    first = items[0][0]
    source.report(
        "YML003",
        source.stretch(first.start("mark"), first.end("mark")),
        f"“{name}”的各条前面是“{short(first['mark'])}”，不是“- ”，会连成一条；"
        f"已按{len(items)}条读入。",
        "每条前面写“- ”（半角减号加一个空格），原来的符号、序号删去。",
        fix=Fix("改成以“- ”开头的列表", _edits(source, node, items)),
    )
    listed = SequenceNode(node.start_mark, False)
    listed.end_mark = node.end_mark
    listed.items = [_scalar(source, node, match.end(), stop) for match, stop in items]
    return listed


def point_at_joined_lines(source: Source, node: Scalar, name: str) -> None:
    """Report marked lines in a single value, which are joined to one paragraph."""
    start, end = source.extent(node)
    if end - start > _LONGEST or node.style in ("|", ">"):
        return
    items = _items(source.text, start, end)
    if len(items) < _FEWEST:
        return
    first = items[1][0]
    source.report(
        "YML003",
        source.stretch(first.start("mark"), first.end("mark")),
        f"“{name}”里分行写的{len(items)}条会连成一段。",
        f"要保留分行，在“{name}: ”后面写“|”，各行缩进两格。",
        severity=Severity.WARNING,
    )


def _items(text: str, start: int, end: int) -> list[tuple[re.Match[str], int]]:
    """Return the match of each marked line and where the item ends; empty unless all are marked.

    A line without a mark continues the item before it.
    """
    mark = re.compile(_ITEM)
    found: list[tuple[re.Match[str], int]] = []
    place = start
    if text[start : start + 1] in ("|", ">"):
        place = text.find("\n", start, end) + 1 or end
    while place < end:
        stop = text.find("\n", place, end)
        stop = end if stop < 0 else stop
        match = mark.match(text, place, stop)
        ink = place + len(text[place:stop].rstrip())
        if match is not None:
            found.append((match, ink))
        elif text[place:stop].strip():
            if not found:
                return []
            found[-1] = found[-1][0], ink
        place = stop + 1
    return found


def _edits(
    source: Source, node: Scalar, items: list[tuple[re.Match[str], int]]
) -> tuple[Edit, ...]:
    text = source.text
    start = source.extent(node)[0]
    newline = "\r\n" if "\r\n" in text else "\n"
    last = items[-1][0]
    begin = text.rfind("\n", 0, last.start("mark")) + 1
    indent = re.compile(r"[ ]*").match(text, begin)
    assert indent is not None
    edits = []
    for match, stop in items:
        at = text.rfind("\n", 0, match.start("mark")) + 1
        whole = text[match.end() : stop]
        plain = "\n" in whole or written(whole, flow=False) == whole
        dash = f"{indent[0]}- "
        if text[at : match.start("mark")].strip():
            at, dash = start, f"{newline}{dash}"
        edits.append(
            Edit(at, match.end(), dash)
            if plain
            else Edit(at, stop, dash + written(whole, flow=False))
        )
    if text[start] in "|>":
        after = text.find("\n", start)
        edits.insert(0, Edit(start, after - (text[after - 1] == "\r"), ""))
    return tuple(edits)


def _scalar(source: Source, node: Scalar, start: int, end: int) -> Scalar:
    """Return an item, with its own marks where the text was parsed as it is written."""
    words = " ".join(source.text[start:end].split())
    first = node.start_mark
    begin, stop = source.extent(node)
    if stop - begin != node.end_mark.index - first.index:
        return scalar(words, first, node.end_mark)
    marks = []
    for index in (start, end):
        line = first.line + source.text.count("\n", begin, index)
        column = index - (source.text.rfind("\n", 0, index) + 1)
        marks.append(Mark(first.index + index - begin, line, column))
    return scalar(words, *marks)
