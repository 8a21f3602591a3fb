"""Build the tree of a text from its YAML events, in one loop."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import yaml

from jindu.model.diagnostic import Related, Span
from jindu.source.nodes import MappingNode, Node, Scalar, SequenceNode, scalar
from jindu.source.parser_messages import MAX_DEPTH, TOO_DEEP
from jindu.source.tree import Source
from jindu.units.unreadable import short

MAX_EVENTS = 100_000
"""Events of the parser; a plan of 500 lines has about 1,100."""
_MOST_OF_A_TAG = 100
"""Characters of a tag that are searched for its end."""


class SyntaxProblem(Exception):
    """Reading cannot go on; ``index`` is the place in the working text.

    ``final`` means that the file is no plan, so that its sections are not tried one by one.
    """

    def __init__(
        self, index: int, message: str, tip: str, code: str = "YML001", *, final: bool = False
    ) -> None:
        super().__init__(message)
        self.final = final or code == "YML004"
        self.index = index
        self.message = message
        self.tip = tip
        self.code = code


def written_twice(source: Source, first: Scalar, key: Scalar) -> None:
    """Report a key that is in a group already."""
    if source.is_full("YML005"):
        return
    source.report(
        "YML005",
        source.span(key.start_mark, key.end_mark),
        f"“{key.value}”在同一处写了两次，后一个没有采用。",
        "合并成一个，或者删去一个；如果是两件事，各自用“- ”另起一项。",
        related=(Related(source.span(first.start_mark, first.end_mark), "第一次写在这里"),),
    )


class Reader:
    """Reads the events of a text, or of a part of it that begins at ``start``.

    ``open`` is the index of the innermost open bracket or brace at a syntax error.
    """

    def __init__(
        self, source: Source, text: str, get_event: Callable[[], Any], start: int = 0
    ) -> None:
        self.source = source
        self.text = text
        self.start = start
        self.open: int | None = None
        self.get_event = get_event

    def read(self) -> MappingNode:
        """Return the root mapping; raises SyntaxProblem or yaml.YAMLError."""
        self.get_event()
        start = self.get_event()
        if isinstance(start, yaml.StreamEndEvent):
            tip = "用 jindu init 生成一份方案，再在其中填写。"
            raise SyntaxProblem(self.start, "文件是空的。", tip, final=True)
        root = self._body()
        self.get_event()
        extra = self.get_event()
        if not isinstance(extra, yaml.StreamEndEvent):
            raise SyntaxProblem(
                extra.start_mark.index,
                "一个文件只能写一份方案，这里又开始了另一份（“---”）。",
                "把两份方案分成两个文件。",
                "YML004",
            )
        if isinstance(root, MappingNode):
            return root
        raise SyntaxProblem(
            root.start_mark.index,
            "整个文件不是“键: 值”的形式，读不出任何一节。",
            "对照 jindu init 生成的文件，检查冒号是不是半角、后面有没有空格。",
        )

    def _body(self) -> Node:
        # The hottest loop of a check: local names save look-ups per event, and scalars, four
        # events of five, come first.
        get_event = self.get_event
        scalar_event, map_event, list_event, map_end, list_end = (
            yaml.ScalarEvent,
            yaml.MappingStartEvent,
            yaml.SequenceStartEvent,
            yaml.MappingEndEvent,
            yaml.SequenceEndEvent,
        )
        may_be_marked = "&" in self.text or "!" in self.text
        stack: list[tuple[MappingNode | SequenceNode | None, Scalar | None]] = []
        holder: MappingNode | SequenceNode | None = None
        entries: dict[str, tuple[Scalar, Node]] | None = None
        key: Scalar | None = None
        node: Node
        for _ in range(MAX_EVENTS):
            try:
                event = get_event()
            except yaml.YAMLError:
                self.open = holder.start_mark.index if holder and holder.flow else None
                raise
            kind = type(event)
            if kind is scalar_event:
                node = event
                if may_be_marked and (event.anchor or event.tag):
                    self._refuse(event)
            elif kind is map_event or kind is list_event:
                if len(stack) >= MAX_DEPTH or (may_be_marked and (event.anchor or event.tag)):
                    self._refuse(event, len(stack))
                stack.append((holder, key))
                mark, flow = event.start_mark, event.flow_style
                holder = MappingNode(mark, flow) if kind is map_event else SequenceNode(mark, flow)
                entries = holder.entries if isinstance(holder, MappingNode) else None
                key = None
                continue
            elif kind is map_end or kind is list_end:
                assert holder is not None
                holder.end_mark = event.end_mark
                node = holder
                holder, key = stack.pop()
                entries = holder.entries if isinstance(holder, MappingNode) else None
            else:
                self._refuse(event)
                node = scalar("", event.start_mark, event.end_mark)
            if entries is None:
                if holder is None:
                    return node
                assert isinstance(holder, SequenceNode)
                holder.items.append(node)
            elif key is None:
                plain = kind is scalar_event and event.value != "<<"
                key = event if plain else self._key(node)
            elif key.value in entries:
                written_twice(self.source, entries[key.value][0], key)
                key = None
            else:
                entries[key.value] = (key, node)
                key = None
        raise SyntaxProblem(
            event.start_mark.index,
            # A mapping or a list takes two events.
            f"到这里已有{MAX_EVENTS // 20_000}万个以上的键和值，不像一份方案。",
            "确认选对了文件；几份方案写在一起的，分成几个文件。",
            final=True,
        )

    def _key(self, node: Node) -> Scalar:
        if isinstance(node, Scalar):
            if node.value == "<<" and node.implicit[0]:
                self._refuse_at(node.start_mark, "合并键“<<”")
            return node
        raise SyntaxProblem(
            node.start_mark.index,
            "键的位置上写了列表或分组。",
            "键应当是一个词，后面跟半角冒号和空格。",
        )

    def _refuse(self, event: Any, depth: int = 0) -> None:
        if depth >= MAX_DEPTH:
            raise SyntaxProblem(event.start_mark.index, *TOO_DEEP)
        if isinstance(event, yaml.AliasEvent):
            self._refuse_at(event.start_mark, f"别名“*{event.anchor}”")
        elif event.anchor:
            self._refuse_at(event.start_mark, f"锚点“&{event.anchor}”")
        else:
            start = event.start_mark.index
            written = self.text[start : start + _MOST_OF_A_TAG].split(maxsplit=1)[0]
            self._refuse_at(event.start_mark, f"类型标记“{short(written)}”")

    def _refuse_at(self, mark: Any, what: str) -> None:
        span = self.source.span(mark, mark)
        self.source.report(
            "YML004",
            Span(span.line, span.column, span.line, span.column + 1),
            f"方案文件里不能用{what}。",
            "直接写出内容；如果是普通文字，用双引号把整个值括起来。",
        )
