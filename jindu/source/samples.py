"""Find the values that are still samples: those that a remark of their line names.

``jindu init`` remarks what stands for a fact of the place: ``目标值: 92%  # 示例：92%``, in braces
with the keys: ``# 示例：单价 5元、数量 9000``. A remark counts only while the value is still that,
so that a changed value loses it by itself.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from typing import Any

from jindu.model.diagnostic import Where
from jindu.model.fields import Entity, Shape
from jindu.model.plan import Plan, Sample
from jindu.source.comments import Comments, line_of
from jindu.source.fields import schema
from jindu.source.nodes import MappingNode, Node, Scalar, SequenceNode
from jindu.source.tree import Source
from jindu.units.patterns import late

WORD = "示例"
"""The first word of a remark."""
_REMARK = late(rf"#[ \t\u3000]*{WORD}[ \t]*[:：]([^\r\n]*)")
_NEXT = late(r"[ \t]#")
_BETWEEN = "、；，,;"
_BLANKS = late(rf"[ \t\u3000]*([{_BETWEEN}])[ \t\u3000]*")
_LONGEST_REMARK = 4000
_MOST_TRIED = 8
"""Bounds on what others may write: remarks that init writes are far below them."""
_LONGEST = 40
"""Characters of a value that a remark repeats whole."""
_BEGINNING = 12


def find(source: Source) -> tuple[Sample, ...]:
    """Return the samples of a file in its order."""
    if WORD not in source.text or source.root is None:
        return ()
    remarks = _remarks(source)
    if not remarks:
        return ()
    found = []
    for where, key, node in _values(Plan, source.root, ()):
        for line in _lines(source, node):
            if any(_names(told, key, node.value) for told in remarks.get(line, ())):
                found.append(Sample(where, node.value))
                break
    return tuple(found)


def remark(items: list[tuple[str, str]]) -> str:
    """Return the remark for values of one line, with their keys where there are several."""
    if len(items) == 1:
        return f"# {WORD}：{short(items[0][1])}"
    return f"# {WORD}：{'、'.join(f'{key} {short(value)}' for key, value in items)}"


def short(value: str) -> str:
    """Return a value as a remark repeats it; of a long text its beginning and a check of all."""
    if len(value) <= _LONGEST and value.isprintable() and "#" not in value:
        return value
    check = zlib.crc32(value.encode("utf-8", "surrogatepass")) & 0xFFFF
    return f"{value[:_BEGINNING].strip()}……（{len(value)}字，校验{check:04x}）"


def _remarks(source: Source) -> dict[int, list[str]]:
    """Return the texts of the remarks by the line that they are about."""
    found: dict[int, list[str]] = {}
    comments: Comments | None = None
    for match in _REMARK.finditer(source.text):
        comments = comments or Comments(source)
        if match.start() in comments:
            told = _NEXT.split(match[1][:_LONGEST_REMARK], maxsplit=1)[0].strip()
            told = _BLANKS.sub(r"\1", told)
            found.setdefault(line_of(source, match.start()), []).append(told)
    return found


def _lines(source: Source, node: Scalar) -> set[int]:
    """Return the lines on which a value begins and ends."""
    if source.repairs:
        span = source.span(node.start_mark, node.end_mark)
        return {span.line, span.end_line}
    return {node.start_mark.line + 1, node.end_mark.line + 1}


def _names(told: str, key: str, value: str) -> bool:
    """Whether a remark names a value, with its key or alone."""
    item = _BLANKS.sub(r"\1", short(value))
    return any(_holds(told, words) for words in (f"{key} {item}", item))


def _holds(told: str, item: str) -> bool:
    """Whether an item stands in a remark between separators."""
    place = told.find(item)
    for _ in range(_MOST_TRIED):
        if place < 0:
            break
        end = place + len(item)
        if (not place or told[place - 1] in _BETWEEN) and (
            end == len(told) or told[end] in _BETWEEN
        ):
            return True
        place = told.find(item, place + 1)
    return False


def _values(
    cls: type[Entity] | None, node: Node, where: Where
) -> Iterator[tuple[Where, str, Scalar]]:
    """Yield place, key and scalar of every value, keys as the format spells them."""
    if not isinstance(node, MappingNode):
        return
    known = schema(cls) if cls is not None else {}
    for name, (_, value) in node.entries.items():
        field = known.get(name)
        key = field.made.name if field else name
        below = field.form.of if field and _is_entity(field.form.of) else None
        place = (*where, key)
        listed = field is not None and field.form.shape is Shape.LIST
        items = value.items if isinstance(value, SequenceNode) else [value]
        for index, item in enumerate(items):
            spot = (*place, index) if listed or isinstance(value, SequenceNode) else place
            if isinstance(item, Scalar):
                if item.value:
                    yield spot, key, item
            else:
                yield from _values(below, item, spot)


def _is_entity(of: Any) -> bool:
    return isinstance(of, type) and issubclass(of, Entity)
