"""Read lists that are not written as YAML lists.

A list of 编号 can be written as 甲、乙 or [甲，乙]. An item of a list of texts can parse as a
mapping: ``- 目标: 建立支部。``.
"""

from __future__ import annotations

import re

from jindu.model.diagnostic import Edit, Fix, Severity
from jindu.source.nodes import MappingNode, Mark, Node, Scalar, SequenceNode, scalar
from jindu.source.tree import Source
from jindu.units import Unreadable, read_id
from jindu.units.patterns import late
from jindu.units.unreadable import short

_MARK = late("[，、；,;]")
_BETWEEN = rf"\s*{_MARK.pattern}\s*"
_SIGNS = r"[\[\]{},#]|:(?!\S)|\s\Z"
"""Characters that cannot occur in a plain scalar."""
_LONGEST = 10_000
"""Longest text that can be a list of 编号, in characters."""


def split_list(source: Source, node: Node) -> Node:
    """Return a node as a list of 编号, or unchanged if it is not one.

    Splits a text such as 甲、乙, and the items of [甲，乙]. Reports what it splits.
    """
    if isinstance(node, SequenceNode):
        if node.flow and any(map(_is_joined, node.items)):
            node.items = [part for item in node.items for part in _parts(source, item)]
        return node
    if not isinstance(node, Scalar) or not _is_joined(node):
        return node
    parts, edits = _taken_apart(source, node)
    if not parts or not all(_is_id(part.value) for part in parts):
        return node
    right = f"[{', '.join(part.value for part in parts)}]"
    span = source.span(node.start_mark, node.end_mark)
    message, tip = f"“{short(node.value)}”是几个编号，已按列表读入。", f"写成 {right}。"
    fix = Fix(f"改成“{short(right)}”", _bracketed(source, node, edits)) if edits else None
    source.report("YML003", span, message, tip, severity=Severity.INFO, fix=fix)
    listed = SequenceNode(node.start_mark, True)
    listed.items, listed.end_mark = [*parts], node.end_mark
    return listed


def text_list(source: Source, node: Node) -> Node:
    """Return a list of texts; read mappings of one key and one value as text, and report them."""
    if isinstance(node, SequenceNode):
        if any(type(item) is MappingNode for item in node.items):
            node.items = [_as_text(source, item) for item in node.items]
        return node
    return _as_text(source, node)


def _as_text(source: Source, item: Node) -> Node:
    if not isinstance(item, MappingNode) or len(item.entries) != 1:
        return item
    [(key, value)] = item.entries.values()
    start = source.original(item.start_mark.index)
    if not isinstance(value, Scalar) or not key.implicit[0] or source.text[start] == "{":
        return item
    begin, end = source.extent(key)[1], source.extent(value)[0]
    if source.text[end : end + 1] in ("|", ">"):
        return item
    colon = source.text[begin:end]
    edits = _with_wide_colon(source, value, begin) if "#" not in colon else ()
    source.report(
        "YML003",
        source.stretch(begin, begin + len(colon.rstrip())),
        f"“{short(key.value)}”后面用了半角冒号加空格，这一项会被当成“键: 值”，已按文字读入。",
        f"改成全角冒号：“{short(key.value)}：”；或者用双引号把整项括起来。",
        fix=Fix("改成全角冒号“：”", edits) if edits else None,
    )
    return scalar(f"{key.value}：{value.value}", key.start_mark, value.end_mark)


def _with_wide_colon(source: Source, value: Scalar, begin: int) -> tuple[Edit, ...]:
    """Return the edits that join key and value to a text; none if the value needs quotes."""
    start, end = source.extent(value)
    if value.implicit[0]:
        return (Edit(begin, start, "："),)
    if source.text[start + 1 : end - 1] != value.value or re.search(_SIGNS, value.value):
        return ()
    return Edit(begin, start + 1, "："), Edit(end - 1, end, "")


def _is_joined(node: Node) -> bool:
    if type(node) is not Scalar:
        return False
    return _MARK.search(node.value) is not None and len(node.value) <= _LONGEST


def _bracketed(source: Source, node: Scalar, edits: tuple[Edit, ...]) -> tuple[Edit, ...]:
    start, end = source.extent(node)
    return (Edit(start, start, "["), *edits, Edit(end, end, "]"))


def _parts(source: Source, item: Node) -> list[Node]:
    """Split an item of a list at full-width commas."""
    if not isinstance(item, Scalar) or not _is_joined(item):
        return [item]
    parts, edits = _taken_apart(source, item)
    right = ", ".join(part.value for part in parts)
    source.report(
        "YML003",
        source.span(item.start_mark, item.end_mark),
        "方括号里的各项之间用了全角标点。",
        f"改成半角逗号：[{right}]。",
        fix=Fix(f"改成“{short(right)}”", edits) if edits else None,
    )
    return [*parts]


def _taken_apart(source: Source, node: Scalar) -> tuple[list[Scalar], tuple[Edit, ...]]:
    """Return the parts between commas, with their marks, and the edits that separate them.

    If the text is escaped or folded, the parts have the marks of the whole text and there are
    no edits.
    """
    start, end = source.extent(node)
    written, text = source.text[start:end], node.value
    quote = written[0] if written[:1] in ("'", '"') else ""
    exact = written == f"{quote}{text}{quote}"
    parts, edits, at = [], [], 0
    for match in re.finditer(_BETWEEN, text):
        if at < match.start():
            parts.append(_part(node, at, match.start(), len(quote) if exact else None))
        inside = match.start() > 0 and match.end() < len(text)
        comma = f"{quote}, {quote}" if inside else ""
        at = match.end()
        edits.append(Edit(start + len(quote) + match.start(), start + len(quote) + at, comma))
    if at < len(text):
        parts.append(_part(node, at, len(text), len(quote) if exact else None))
    return parts, tuple(edits) if exact else ()


def _part(node: Scalar, start: int, end: int, quote: int | None) -> Scalar:
    """Return a part of a scalar; ``quote`` is the length of its quote, None if unknown."""
    if quote is None:
        return scalar(node.value[start:end], node.start_mark, node.end_mark)
    first = node.start_mark
    marks = (
        Mark(first.index + quote + n, first.line, first.column + quote + n) for n in (start, end)
    )
    return scalar(node.value[start:end], *marks)


def _is_id(text: str) -> bool:
    try:
        return bool(read_id(text))
    except Unreadable:
        return False
