"""The nodes of the tree: scalars, mappings, sequences."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import yaml

if TYPE_CHECKING:

    class Scalar:
        """A value as written: its text, between two marks; ``implicit[0]``: without quotes."""

        value: str
        start_mark: Any
        end_mark: Any
        implicit: tuple[bool, bool]
        style: str | None

        def __init__(self, *event: Any) -> None: ...

else:
    # The parser's event has all that is needed; copying it would take as long again.
    Scalar = yaml.ScalarEvent


class Mark:
    """A place in the working text, as the parser gives it: all from 0."""

    __slots__ = ("column", "index", "line")

    def __init__(self, index: int, line: int, column: int) -> None:
        self.index = index
        self.line = line
        self.column = column


class MappingNode:
    """Keys in order, each with the scalar of the key itself and the node of its value.

    ``flow`` when written in braces.
    """

    __slots__ = ("end_mark", "entries", "flow", "start_mark")

    def __init__(self, start: Any, flow: bool) -> None:
        self.entries: dict[str, tuple[Scalar, Node]] = {}
        self.start_mark = start
        self.end_mark = start
        self.flow = flow


class SequenceNode:
    """Items in order; ``flow`` when written in brackets."""

    __slots__ = ("end_mark", "flow", "items", "start_mark")

    def __init__(self, start: Any, flow: bool) -> None:
        self.items: list[Node] = []
        self.start_mark = start
        self.end_mark = start
        self.flow = flow


Node = Scalar | MappingNode | SequenceNode


def scalar(text: str, start: Any, end: Any) -> Scalar:
    """A scalar that is not itself in the file, shown at a place that is."""
    return Scalar(None, None, (True, False), text, start, end)
