"""The source of a file: its text, its tree with the place of every node, and its problems.

Places always refer to the user's text, also where reading goes on in a corrected copy.
"""

from __future__ import annotations

import bisect
import itertools
from collections.abc import Iterator
from typing import Any

from jindu.model.diagnostic import (
    OF_THE_FORMAT,
    START_OF_FILE,
    Diagnostic,
    Edit,
    Fix,
    Related,
    Severity,
    Span,
    Where,
)
from jindu.source.nodes import MappingNode, Node, Scalar, SequenceNode

MOST_REPORTS = 5000
"""Problems of one code that are reported; the next one says that there are more."""
NO_LIMIT = 10_000_000
"""More problems than a file can have."""


def too_many(count: int) -> tuple[str, str]:
    """Return message and tip for problems beyond the limit."""
    return f"同样的问题有{count}处以上，从这里起不再逐一列出。", "先改正前面的，再检查一次。"


class Source:
    """A file that was read: its text without BOM, its tree and its problems.

    ``content`` holds the bytes, empty for a text that is not from a file. ``root`` is None where
    the text could not be parsed; ``problems`` then say why. ``repairs`` are the edits from the
    user's text to the text that was parsed. ``unread`` maps the keys of the sections that could not
    be parsed to their place: where they start and end. ``aliases`` maps a declared key to its other
    spellings. ``damaged``: some bytes could not be decoded, so the file is not to be rewritten.
    ``most`` is the number of problems of one code that are reported.
    """

    def __init__(
        self, file: str, text: str, repairs: tuple[Edit, ...] = (), most: int = MOST_REPORTS
    ) -> None:
        self.file = file
        self.most = most
        self.text = text
        self.repairs = repairs
        self.encoding = "utf-8"
        self.bom = False
        self.damaged = False
        self.content = b""
        self.root: MappingNode | None = None
        self.unread: dict[str, tuple[int, int]] = {}
        self.problems: list[Diagnostic] = []
        self.aliases: dict[str, tuple[str, ...]] = {}
        self._starts: list[int] = []
        self._last = (0, "")
        self._begins, self._drifts = _drifts(repairs)
        self._reported: dict[str, set[Span]] = {}

    def span(self, start: Any, end: Any) -> Span:
        """The span between two marks of the parser."""
        if self.repairs:
            return self.stretch(self.original(start.index), self.original(end.index))
        return Span(start.line + 1, start.column + 1, end.line + 1, end.column + 1)

    def stretch(self, start: int, end: int) -> Span:
        """The span between two character indices of the user's text."""
        (line, column), (end_line, end_column) = self._place(start), self._place(end)
        return Span(line, column, end_line, end_column)

    def original(self, index: int) -> int:
        """The index in the user's text of an index in the working text."""
        place = bisect.bisect_right(self._begins, index) - 1
        if place < 0:
            return index
        edit, begin = self.repairs[place], self._begins[place]
        if index < begin + len(edit.text):
            return min(edit.start + index - begin, edit.end)
        return index - self._drifts[place]

    def node_span(self, node: Node, entry: Scalar | None = None) -> Span:
        """The span of a value; an empty one or a block is shown at its key."""
        if isinstance(node, Scalar) and (node.value or not node.implicit[0]):
            return self.span(node.start_mark, node.end_mark)
        if entry is not None:
            return self.span(entry.start_mark, entry.end_mark)
        return self._first_line(node)

    def locate(self, where: Where, on_key: bool = False) -> Span:
        """The span of a place, or of its nearest written ancestor."""
        node: Node | None = self.root
        found: tuple[Node, Scalar | None] | None = None
        for step in where:
            entry: Scalar | None = None
            if step == 0 and node is not None and not isinstance(node, SequenceNode):
                continue  # a list of one may be written without its dash
            if isinstance(node, MappingNode):
                entry, node = self._entry(node, str(step))
            elif (
                isinstance(node, SequenceNode) and isinstance(step, int) and step < len(node.items)
            ):
                node = node.items[step]
            else:
                break
            if node is None:
                break
            found = node, entry
        if found is None:
            return START_OF_FILE
        if on_key and found[1] is not None:
            return self.span(found[1].start_mark, found[1].end_mark)
        return self.node_span(*found)

    def node_at(self, where: Where) -> Node | None:
        """The node at a place, None where nothing is written."""
        node: Node | None = self.root
        for step in where:
            if step == 0 and not isinstance(node, SequenceNode):
                continue
            if isinstance(node, MappingNode):
                _, node = self._entry(node, str(step))
            elif (
                isinstance(node, SequenceNode) and isinstance(step, int) and step < len(node.items)
            ):
                node = node.items[step]
            else:
                return None
        return node

    def replacement(self, where: Where, text: str) -> Edit | None:
        """The edit that writes ``text`` for a value, quoted as it was; None for no plain value."""
        node = self.node_at(where)
        return self.edit(node, text) if isinstance(node, Scalar) else None

    def edit(self, node: Scalar, text: str) -> Edit | None:
        """The edit that writes ``text`` for a scalar, quoted as it was; None over several lines."""
        if node.start_mark.line != node.end_mark.line:
            return None
        start, end = self.extent(node)
        quote = self.text[start] if self.text[start : start + 1] in ("'", '"') else ""
        if quote and (quote in text or "\\" in text):
            return None
        return Edit(start, end, f"{quote}{text}{quote}")

    def extent(self, node: Node) -> tuple[int, int]:
        """The character indices of a node in the user's text, the end exclusive."""
        return self.original(node.start_mark.index), self.original(node.end_mark.index)

    def scalars(self) -> Iterator[Scalar]:
        """Every key and every value that stands in the tree, in the order of the file."""
        pending: list[Node] = [self.root] if self.root else []
        while pending:
            node = pending.pop()
            if isinstance(node, Scalar):
                yield node
            elif isinstance(node, SequenceNode):
                pending += reversed(node.items)
            else:
                pending += [
                    part for entry in reversed(node.entries.values()) for part in entry[::-1]
                ]

    def mappings(self) -> Iterator[MappingNode]:
        """Every group of the tree."""
        pending: list[Node] = [self.root] if self.root else []
        while pending:
            node = pending.pop()
            if isinstance(node, MappingNode):
                yield node
                pending += [value for _, value in node.entries.values()]
            elif isinstance(node, SequenceNode):
                pending += node.items

    def report(
        self,
        code: str,
        span: Span,
        message: str,
        tip: str,
        *,
        severity: Severity = Severity.ERROR,
        related: tuple[Related, ...] = (),
        fix: Fix | None = None,
    ) -> None:
        """Add a problem; at one place each code is reported once, and no code without end."""
        met = self._reported.setdefault(code, set())
        if span in met or self.is_full(code):
            return
        met.add(span)
        if len(met) > self.most:
            message, tip, fix = *too_many(self.most), None
        self.problems.append(
            Diagnostic(self.file, span, code, severity, message, tip, OF_THE_FORMAT, related, fix)
        )

    def is_full(self, code: str) -> bool:
        """Whether no more problems of a code are reported."""
        return len(self._reported.get(code, ())) > self.most

    def retract(self, span: Span) -> None:
        """Remove the problems reported at a place, whose cause turned out to be another."""
        self.problems = [problem for problem in self.problems if problem.span != span]

    def lose(self, key: str, start: int, end: int, place: int) -> None:
        """Note a section as unread from ``place`` on.

        Nothing is mended in it, and what was found behind the place is no longer certain.
        """
        self.unread[key] = start, end
        first, after, broken = self._place(start), self._place(end), self._place(place)
        kept = []
        for problem in self.problems:
            at = problem.span.line, problem.span.column
            if not first <= at < after:
                kept.append(problem)
            elif at <= broken:
                kept.append(problem._replace(fix=None))
        self.problems = kept

    def is_lost(self, index: int) -> bool:
        """Whether a place in the user's text was not read."""
        return self.root is None or any(start <= index < end for start, end in self.unread.values())

    def line(self, number: int) -> str:
        """The text of a line (from 1) without its line break."""
        starts = self._line_starts()
        if not 1 <= number <= len(starts):
            return ""
        if self._last[0] != number:
            # Many findings may be in one long line.
            end = starts[number] if number < len(starts) else len(self.text)
            self._last = number, self.text[starts[number - 1] : end].rstrip("\r\n")
        return self._last[1]

    def _entry(self, node: MappingNode, key: str) -> tuple[Scalar | None, Node | None]:
        for name in (key, *self.aliases.get(key, ())):
            if name in node.entries:
                return node.entries[name]
        return None, None

    def _first_line(self, node: Node) -> Span:
        start = self.span(node.start_mark, node.start_mark)
        if isinstance(node, MappingNode) and node.entries:
            key, value = next(iter(node.entries.values()))
            end = self.span(value.start_mark, value.end_mark) if isinstance(value, Scalar) else None
            last = (
                end
                if end and end.end_line == start.line
                else self.span(key.start_mark, key.end_mark)
            )
            return Span(start.line, start.column, last.end_line, last.end_column)
        return start

    def _line_starts(self) -> list[int]:
        if not self._starts:
            lines = self.text.split("\n")
            lines.pop()
            self._starts = list(itertools.accumulate([len(line) + 1 for line in lines], initial=0))
        return self._starts

    def _place(self, index: int) -> tuple[int, int]:
        starts = self._line_starts()
        line = bisect.bisect_right(starts, index)
        return line, index - starts[line - 1] + 1


def _drifts(repairs: tuple[Edit, ...]) -> tuple[list[int], list[int]]:
    """Return where each repair begins in the parsed text, and how far the text after it moved."""
    begins, drifts, drift = [], [], 0
    for edit in repairs:
        begins.append(edit.start + drift)
        drift += len(edit.text) - (edit.end - edit.start)
        drifts.append(drift)
    return begins, drifts
