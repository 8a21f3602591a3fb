"""Compute the edits that insert or replace values in the style of their surroundings.

Each function returns the edits of one change. ``edit`` verifies them by reading the result.
"""

from __future__ import annotations

from collections.abc import Mapping

from jindu.model.address import same_key
from jindu.model.diagnostic import Edit, Where
from jindu.source.nodes import MappingNode, Node, Scalar, SequenceNode
from jindu.source.quoting import entry, grouped, written
from jindu.source.tree import Source

Item = str | Mapping[str, str]
"""A new list item: a text, or a group of keys and texts."""


def trace(source: Source, where: Where) -> tuple[list[Node], Where, Where]:
    """Return the nodes on the path to a place, the path as spelled, and the missing rest."""
    assert source.root is not None
    nodes: list[Node] = [source.root]
    way: list[str | int] = []
    for done, step in enumerate(where):
        node = nodes[-1]
        if step == 0 and not isinstance(node, SequenceNode):
            continue  # a list of one item can be written without a dash
        if isinstance(node, MappingNode):
            spelled = _spelling(source, node, str(step))
            if spelled is None:
                return nodes, tuple(way), where[done:]
            way.append(spelled)
            nodes.append(node.entries[spelled][1])
        elif isinstance(node, SequenceNode) and isinstance(step, int) and step < len(node.items):
            way.append(step)
            nodes.append(node.items[step])
        else:
            return nodes, tuple(way), where[done:]
    return nodes, tuple(way), ()


def _spelling(source: Source, node: MappingNode, key: str) -> str | None:
    """Return the key as spelled in the file: English, former, or another form of a period."""
    for name in (key, *source.aliases.get(key, ())):
        if name in node.entries:
            return name
    return next((name for name in node.entries if same_key(name, key)), None)


def is_empty(node: Node) -> bool:
    """Return whether a node is empty or a YAML null."""
    return isinstance(node, Scalar) and node.implicit[0] and node.value in ("", "~", "null")


def is_flow(nodes: list[Node]) -> bool:
    """Return whether the last node is inside brackets or braces."""
    return any(not isinstance(node, Scalar) and node.flow for node in nodes[:-1])


def is_list(source: Source, node: SequenceNode) -> bool:
    """Return whether a list is written as one, not as a text such as 甲、乙."""
    return not node.flow or source.text[source.extent(node)[0]] == "["


def replaced(source: Source, node: Scalar, text: str, flow: bool) -> list[Edit]:
    """Replace a scalar with a text; keep its quotes and any comment after it."""
    if node.value == text and not is_empty(node):
        return []
    quote = node.style if node.style in ("'", '"') else ""
    return filled(source, node, written(text, flow=flow, quote=quote))


def filled(source: Source, node: Scalar, new: str) -> list[Edit]:
    """Replace a scalar with YAML."""
    start, end = source.extent(node)
    if node.style not in ("|", ">"):
        is_glued = start == end and source.text[start - 1 : start] in ":-"
        return [Edit(start, end, f" {new}" if is_glued else new)]
    # Replace the block indicator; keep a comment after it and the lines after the text.
    head = source.text.find("\n", start, end)
    line = source.text[start : head if head >= 0 else end].rstrip("\r")
    sign = start + len(line.split()[0])
    edits = [Edit(start, sign, new)]
    if head >= 0:
        edits.append(Edit(start + len(line), _last(source, node), ""))
    return edits


def inserted(source: Source, node: MappingNode, key: str, new: str) -> list[Edit]:
    """Add a key after the last one; ``new`` is its value as YAML."""
    pair = f"{written(key, flow=node.flow)}: {new}"
    if node.flow:
        return [_in_brackets(source, node, pair)]
    first = next(iter(node.entries.values()))[0]
    return [_below(source, node, source.extent(first)[0], pair)]


def appended(source: Source, node: SequenceNode, item: Item) -> list[Edit]:
    """Add an item after the last one of a list."""
    if node.flow:
        return [_in_brackets(source, node, flow_item(item))]
    dash = source.extent(node)[0]
    last = node.items[-1]
    if isinstance(item, str):
        new = written(item, flow=False)
    elif isinstance(last, MappingNode) and not last.flow:
        column = _column(source, dash) + 2
        new = f"{newline(source)}{' ' * column}".join(
            entry(key, value, flow=False) for key, value in item.items()
        )
    else:
        new = grouped(item)
    return [_below(source, node, dash, f"- {new}")]


def flow_item(item: Item) -> str:
    """Return an item in flow style."""
    return written(item, flow=True) if isinstance(item, str) else grouped(item)


def newline(source: Source) -> str:
    """Return the line break of a file."""
    return "\r\n" if "\r\n" in source.text else "\n"


def _in_brackets(source: Source, node: MappingNode | SequenceNode, new: str) -> Edit:
    is_filled = bool(node.entries if isinstance(node, MappingNode) else node.items)
    if is_filled:
        place = _last(source, node, inside=True)
        return Edit(place, place, f", {new}")
    place = source.extent(node)[0] + 1
    return Edit(place, place, new)


def _below(source: Source, node: Node, start: int, new: str) -> Edit:
    """Add lines after a block, indented to the column of index ``start``."""
    end = source.text.find("\n", _last(source, node))
    place = len(source.text) if end < 0 else end
    if source.text[place - 1 : place] == "\r":
        place -= 1
    indent = " " * _column(source, start)
    return Edit(place, place, f"{newline(source)}{indent}{new}")


def _column(source: Source, index: int) -> int:
    return index - (source.text.rfind("\n", 0, index) + 1)


def _last(source: Source, node: Node, *, inside: bool = False) -> int:
    """Return the index after a node; with ``inside``, after its last part in the brackets."""
    end = 0
    while True:
        if isinstance(node, Scalar):
            start, stop = source.extent(node)
            if node.style in ("|", ">"):
                stop = start + len(source.text[start:stop].rstrip())
            return max(end, stop)
        if node.flow and not inside:
            return source.extent(node)[1]
        inside = False
        if isinstance(node, MappingNode):
            key, node = next(reversed(node.entries.values()))
            end = source.extent(key)[1]
        else:
            node = node.items[-1]
