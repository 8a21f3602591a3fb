"""YAML text → a tree in which every key and value knows its place.

libyaml's events are read in one loop; nothing is constructed, resolved or executed. Scalars
stay text. A typing mistake that has one right answer is named, mended in a working copy and
reading goes on, so that one mistake hides no other; places always refer to the user's text.
"""

from __future__ import annotations

import bisect
from collections.abc import Callable, Iterator
from collections.abc import Sequence as Listing
from pathlib import Path
from typing import TYPE_CHECKING, Any

import yaml
from yaml._yaml import CParser

from jindu.characters import complaint
from jindu.diagnostic import (
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
from jindu.read import mistakes
from jindu.read.encoding import Decoded, decode
from jindu.read.said import MAX_DEPTH, TOO_DEEP, in_chinese, never_closed
from jindu.units.unreadable import short

MAX_BYTES = 8 * 1024 * 1024
MAX_EVENTS = 100_000
"""Of the parser; a plan of 500 lines makes some 1,100."""
MOST_REPORTS = 5000
"""Problems of one code that reading tells of; the next says that there are more."""
_MOST_OF_A_TAG = 100
"""Characters of a tag that are looked at, to be quoted."""


def too_many(count: int) -> tuple[str, str]:
    """Message and tip where no more than so many are told."""
    return f"同样的问题有{count}处以上，从这里起不再逐一列出。", "先改正前面的，再检查一次。"


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
    # The parser's own event holds all that is needed; a copy of it would cost as much again.
    Scalar = yaml.ScalarEvent


class Mark:
    """A place in the working text, as the parser gives it: all from 0."""

    __slots__ = ("column", "index", "line")

    def __init__(self, index: int, line: int, column: int) -> None:
        self.index = index
        self.line = line
        self.column = column


class Mapping:
    """Keys in order, each with the scalar of the key itself and the node of its value.

    ``flow`` when written in braces.
    """

    __slots__ = ("end_mark", "entries", "flow", "start_mark")

    def __init__(self, start: Any, flow: bool) -> None:
        self.entries: dict[str, tuple[Scalar, Node]] = {}
        self.start_mark = start
        self.end_mark = start
        self.flow = flow


class Sequence:
    """Items in order; ``flow`` when written in brackets."""

    __slots__ = ("end_mark", "flow", "items", "start_mark")

    def __init__(self, start: Any, flow: bool) -> None:
        self.items: list[Node] = []
        self.start_mark = start
        self.end_mark = start
        self.flow = flow


Node = Scalar | Mapping | Sequence


class SyntaxProblem(Exception):
    """Reading cannot go on: a place in the working text, a message and a tip."""

    def __init__(self, index: int, message: str, tip: str, code: str = "YML001") -> None:
        super().__init__(message)
        self.index = index
        self.message = message
        self.tip = tip
        self.code = code


class Source:
    """A file that was read: its text without BOM, its tree, and what was wrong with it.

    ``content`` are its bytes, empty for a text that comes from no file.
    ``root`` is None where no tree could be made; then ``problems`` say why. ``repairs`` lead
    from the user's text to the working one. ``aliases`` maps a declared key to the other
    spellings under which it may stand in the file.
    """

    def __init__(self, file: str, text: str, repairs: tuple[Edit, ...] = ()) -> None:
        self.file = file
        self.text = text
        self.repairs = repairs
        self.encoding = "utf-8"
        self.bom = False
        self.content = b""
        self.root: Mapping | None = None
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
            if step == 0 and node is not None and not isinstance(node, Sequence):
                continue  # a list of one may be written without its dash
            if isinstance(node, Mapping):
                entry, node = self._entry(node, str(step))
            elif isinstance(node, Sequence) and isinstance(step, int) and step < len(node.items):
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
            if step == 0 and not isinstance(node, Sequence):
                continue
            if isinstance(node, Mapping):
                _, node = self._entry(node, str(step))
            elif isinstance(node, Sequence) and isinstance(step, int) and step < len(node.items):
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
            elif isinstance(node, Sequence):
                pending += reversed(node.items)
            else:
                pending += [
                    part for entry in reversed(node.entries.values()) for part in entry[::-1]
                ]

    def mappings(self) -> Iterator[Mapping]:
        """Every group of the tree."""
        pending: list[Node] = [self.root] if self.root else []
        while pending:
            node = pending.pop()
            if isinstance(node, Mapping):
                yield node
                pending += [value for _, value in node.entries.values()]
            elif isinstance(node, Sequence):
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
        if len(met) > MOST_REPORTS:
            message, tip, fix = *too_many(MOST_REPORTS), None
        self.problems.append(
            Diagnostic(self.file, span, code, severity, message, tip, OF_THE_FORMAT, related, fix)
        )

    def is_full(self, code: str) -> bool:
        """Whether no more problems of a code are taken: to prepare one is a waste."""
        return len(self._reported.get(code, ())) > MOST_REPORTS

    def retract(self, span: Span) -> None:
        """Take back what was reported of a place: its cause has turned out to be another."""
        self.problems = [problem for problem in self.problems if problem.span != span]

    def line(self, number: int) -> str:
        """The text of a line (from 1) without its line break."""
        starts = self._line_starts()
        if not 1 <= number <= len(starts):
            return ""
        if self._last[0] != number:
            # Many findings may stand in one long line.
            end = starts[number] if number < len(starts) else len(self.text)
            self._last = number, self.text[starts[number - 1] : end].rstrip("\r\n")
        return self._last[1]

    def _entry(self, node: Mapping, key: str) -> tuple[Scalar | None, Node | None]:
        for name in (key, *self.aliases.get(key, ())):
            if name in node.entries:
                return node.entries[name]
        return None, None

    def _first_line(self, node: Node) -> Span:
        start = self.span(node.start_mark, node.start_mark)
        if isinstance(node, Mapping) and node.entries:
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
            self._starts.append(0)
            position = self.text.find("\n")
            while position >= 0:
                self._starts.append(position + 1)
                position = self.text.find("\n", position + 1)
        return self._starts

    def _place(self, index: int) -> tuple[int, int]:
        starts = self._line_starts()
        line = bisect.bisect_right(starts, index)
        return line, index - starts[line - 1] + 1


def read_file(path: Path, shown: str) -> Source:
    """Read a file. ``shown`` is how messages name it. Never raises for what a file contains."""
    try:
        with path.open("rb") as stream:
            data = stream.read(MAX_BYTES + 1)
    except OSError as error:
        return _unreadable(shown, *mistakes.cannot_open(error))
    source = read_bytes(data, shown)
    # Bytes of a name in another encoding are told wherever it is shown.
    if trouble := complaint(shown.encode("utf-8", "ignore").decode("utf-8")):
        source.report(
            "YML006",
            START_OF_FILE,
            f"文件名或者所在文件夹的名字{trouble.partition('。')[0]}。",
            "给文件或者文件夹改名，只用看得见的文字。",
            severity=Severity.WARNING,
        )
    return source


def read_bytes(data: bytes, shown: str) -> Source:
    """Read the content of a file: size, encoding, then the text."""
    if len(data) > MAX_BYTES:
        return _unreadable(
            shown,
            f"文件超过{MAX_BYTES // 1024 // 1024}MiB，不像一份方案。",
            "确认选对了文件；方案文件通常只有几十KB。",
        )
    decoded = decode(data)
    if decoded.text is None:
        return _unreadable(shown, decoded.message, decoded.tip, decoded.code)
    source = read_text(decoded.text, shown)
    source.encoding, source.bom, source.content = decoded.encoding, decoded.bom, data
    if decoded.message:
        _warn_encoding(source, decoded)
    return source


def _warn_encoding(source: Source, decoded: Decoded) -> None:
    source.report(
        decoded.code, START_OF_FILE, decoded.message, decoded.tip, severity=Severity.WARNING
    )


def read_text(text: str, shown: str) -> Source:
    """Read a text; slips of the keyboard are reported and mended in a working copy."""
    slips = mistakes.find(text)
    source = _read(text, shown, slips)
    if source.root is None and (more := mistakes.find(text, thorough=True)) != slips:
        again = _read(text, shown, more)
        return again if again.root is not None else source
    return source


def _read(text: str, shown: str, slips: tuple[mistakes.Mistake, ...]) -> Source:
    source = Source(shown, text, repairs=tuple(slip.edit for slip in slips))
    for slip in slips:
        if source.is_full(slip.code):
            continue
        fix = Fix(slip.tip, slip.fix) if slip.fix else None
        span = source.stretch(slip.edit.start, max(slip.edit.end, slip.edit.start + 1))
        source.report(slip.code, span, slip.message, slip.tip, fix=fix)
    _parse(source, apply(text, source.repairs) if slips else text)
    return source


def _drifts(repairs: tuple[Edit, ...]) -> tuple[list[int], list[int]]:
    """Where each repair begins in the working text, and how far all after it has moved."""
    begins, drifts, drift = [], [], 0
    for edit in repairs:
        begins.append(edit.start + drift)
        drift += len(edit.text) - (edit.end - edit.start)
        drifts.append(drift)
    return begins, drifts


def apply(text: str, edits: Listing[Edit]) -> str:
    """The text with the edits carried out; they are sorted and do not overlap."""
    pieces: list[str] = []
    position = 0
    for edit in edits:
        pieces += (text[position : edit.start], edit.text)
        position = edit.end
    return "".join((*pieces, text[position:]))


def _unreadable(shown: str, message: str, tip: str, code: str = "YML001") -> Source:
    source = Source(shown, "")
    source.report(code, START_OF_FILE, message, tip)
    return source


def _parse(source: Source, working: str) -> None:
    reader = _Reader(source, working)
    try:
        source.root = reader.read()
        if "\\" in working:
            _refuse_escapes(source)
        if not working.isprintable():
            _point_at_private(source)
    except SyntaxProblem as problem:
        _stop(source, problem)
    except yaml.YAMLError as error:
        _break_off(source, reader, error)


def _break_off(source: Source, reader: _Reader, error: yaml.YAMLError) -> None:
    """Say what libyaml cannot read: an open bracket where it opens, all else where it is met."""
    mark = _mark(error)
    index = mark.index if mark else 0
    problem = str(getattr(error, "problem", "") or error)
    if reader.open is not None and not source.text[source.original(index) :].strip():
        _stop(source, SyntaxProblem(reader.open, *never_closed(reader.text[reader.open])))
        return
    before = reader.text[reader.text.rfind("\n", 0, index) + 1 : index]
    related: tuple[Related, ...] = ()
    if reader.open is not None and "expected ','" in problem:
        start = source.original(reader.open)
        related = (Related(source.stretch(start, start + 1), "从这里开始的一组"),)
    _stop(source, SyntaxProblem(index, *in_chinese(problem, before)), *related)


def _refuse_escapes(source: Source) -> None:
    """Take out what is unseen and an escape such as ``\\a`` brings in all the same."""
    for node in source.scalars():
        if node.style == '"' and (found := mistakes.escaped(node.value)):
            message, tip, node.value = found
            span = source.span(node.start_mark, node.end_mark)
            edits = mistakes.escapes(source.text, *source.extent(node))
            fix = Fix("删去看不见的字符", edits) if edits else None
            source.report("YML006", span, message, tip, fix=fix)
    for group in source.mappings():
        group.entries = _by_name(group.entries)


def _by_name(entries: dict[str, tuple[Scalar, Node]]) -> dict[str, tuple[Scalar, Node]]:
    """The entries under what their keys say now; of two the first."""
    if all(name == key.value for name, (key, _) in entries.items()):
        return entries
    named: dict[str, tuple[Scalar, Node]] = {}
    for entry in entries.values():
        named.setdefault(entry[0].value, entry)
    return named


def _point_at_private(source: Source) -> None:
    """Warn of private-use characters in what is read; in remarks they do no harm."""
    for node in source.scalars():
        if node.value.isprintable():
            continue
        for start, end, message, tip in mistakes.private(source.text, *source.extent(node)):
            span = source.stretch(start, end)
            source.report("YML006", span, message, tip, severity=Severity.WARNING)


def _mark(error: yaml.YAMLError) -> Any:
    """Where an error is shown; an open quote where it begins, not at the end of the file."""
    problem, context = (getattr(error, name, None) for name in ("problem_mark", "context_mark"))
    is_open = "end of stream" in str(getattr(error, "problem", ""))
    return (context if is_open else problem) or problem or context


def _stop(source: Source, problem: SyntaxProblem, *related: Related) -> None:
    place = min(source.original(problem.index), len(source.text))
    span = source.stretch(place, place + 1)
    source.report(problem.code, span, problem.message, problem.tip, related=related)


def scalar(text: str, start: Any, end: Any) -> Scalar:
    """A scalar that is not itself in the file, shown at a place that is."""
    return Scalar(None, None, (True, False), text, start, end)


class _Reader:
    """One pass over the events of one text.

    ``open`` is the index of the innermost bracket or brace that is open, where reading breaks off.
    """

    def __init__(self, source: Source, text: str) -> None:
        self.source = source
        self.text = text
        self.open: int | None = None
        self.get_event: Callable[[], Any] = CParser(text).get_event

    def read(self) -> Mapping:
        """The root mapping; raises SyntaxProblem or yaml.YAMLError."""
        self.get_event()
        start = self.get_event()
        if isinstance(start, yaml.StreamEndEvent):
            raise SyntaxProblem(0, "文件是空的。", "用 jindu init 生成一份方案，再在其中填写。")
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
        if isinstance(root, Mapping):
            return root
        raise SyntaxProblem(
            root.start_mark.index,
            "整个文件不是“键: 值”的形式，读不出任何一节。",
            "对照 jindu init 生成的文件，检查冒号是不是半角、后面有没有空格。",
        )

    def _body(self) -> Node:
        # This loop is most of the time of a check: every local name saves a look-up per event,
        # and scalars, four events of five, come first.
        get_event = self.get_event
        scalar_event, map_event, list_event = (
            yaml.ScalarEvent,
            yaml.MappingStartEvent,
            yaml.SequenceStartEvent,
        )
        map_end, list_end = yaml.MappingEndEvent, yaml.SequenceEndEvent
        stack: list[tuple[Mapping | Sequence | None, Scalar | None]] = []
        holder: Mapping | Sequence | None = None
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
                if event.anchor or event.tag:
                    self._refuse(event)
            elif kind is map_event or kind is list_event:
                if event.anchor or event.tag or len(stack) >= MAX_DEPTH:
                    self._refuse(event, len(stack))
                stack.append((holder, key))
                mark, flow = event.start_mark, event.flow_style
                holder = Mapping(mark, flow) if kind is map_event else Sequence(mark, flow)
                entries = holder.entries if isinstance(holder, Mapping) else None
                key = None
                continue
            elif kind is map_end or kind is list_end:
                assert holder is not None
                holder.end_mark = event.end_mark
                node = holder
                holder, key = stack.pop()
                entries = holder.entries if isinstance(holder, Mapping) else None
            else:
                self._refuse(event)
                node = scalar("", event.start_mark, event.end_mark)
            if entries is None:
                if holder is None:
                    return node
                assert isinstance(holder, Sequence)
                holder.items.append(node)
            elif key is None:
                plain = kind is scalar_event and event.value != "<<"
                key = event if plain else self._key(node)
            elif key.value in entries:
                self._written_twice(entries[key.value][0], key)
                key = None
            else:
                entries[key.value] = (key, node)
                key = None
        raise SyntaxProblem(
            event.start_mark.index,
            # A group or a list takes two events.
            f"到这里已有{MAX_EVENTS // 20_000}万个以上的键和值，不像一份方案。",
            "确认选对了文件；几份方案写在一起的，分成几个文件。",
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

    def _written_twice(self, first: Scalar, key: Scalar) -> None:
        source = self.source
        if source.is_full("YML005"):
            return
        source.report(
            "YML005",
            source.span(key.start_mark, key.end_mark),
            f"“{key.value}”在同一处写了两次，后一个没有采用。",
            "合并成一个，或者删去一个；如果是两件事，各自用“- ”另起一项。",
            related=(Related(source.span(first.start_mark, first.end_mark), "第一次写在这里"),),
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
