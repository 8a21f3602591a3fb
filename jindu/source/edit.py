"""The one way to change a user's file: edit its text, then prove the result.

``revise`` names what to change by addresses and gives a ``Revision``; nothing is written.
``rewrite`` of ``files.writing`` writes it, if the file still is what was read.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from typing import Any, NamedTuple

from jindu.language.addresses import explained
from jindu.model.address import Addresses, Place, UnknownAddress
from jindu.model.diagnostic import Diagnostic, Edit, Severity, Where
from jindu.model.fields import Shape
from jindu.source import layout
from jindu.source.difference import lines_of, unified
from jindu.source.load import LoadedPlan, load_text
from jindu.source.nodes import MappingNode, Node, Scalar, SequenceNode
from jindu.source.quoting import listed, written
from jindu.source.splices import apply
from jindu.source.tree import Source
from jindu.units.unreadable import short


class Refused(ValueError):
    """A change cannot be made: ``message`` says why and ``tip`` what to do, in Chinese."""

    def __init__(self, message: str, tip: str) -> None:
        super().__init__(message, tip)
        self.message = message
        self.tip = tip

    def __str__(self) -> str:
        return f"{self.message}{self.tip}"


class Set(NamedTuple):
    """Write ``value`` at an address. The key, and groups above it, are added if not written."""

    address: str
    value: str


class Append(NamedTuple):
    """Add an item behind the last one of the list at an address, which may not be written."""

    address: str
    item: layout.Item


Change = Set | Append


class Revision(NamedTuple):
    """The text of a file before and after a change, and the encoding to write it in."""

    source: Source
    text: str
    encoding: str

    @property
    def changed(self) -> bool:
        """Whether the file would be written."""
        return self.text != self.source.text or self.encoding != self.source.encoding

    @property
    def original(self) -> bytes:
        """The bytes that were read."""
        return self.source.content

    def content(self) -> bytes:
        """The file to write, with the byte order mark it had."""
        return _mark(self.source, self.encoding) + self.text.encode(self.encoding)

    def diff(self, hide: Callable[[list[str]], Iterable[str]] = iter) -> Iterator[str]:
        """What changes, as a unified diff; ``hide`` covers words that are shown nowhere."""
        name, before = self.source.file, self.source
        hunks = list(unified(lines_of(before.text), lines_of(self.text)))
        if hunks:
            yield from (f"--- {name}", f"+++ {name}", *hide(hunks))
        if self.encoding != before.encoding:
            yield f"# {name}：编码由 {before.encoding} 改为 {self.encoding.upper()}"


def _mark(source: Source, encoding: str) -> bytes:
    """The byte order mark of a file; none where the encoding becomes another."""
    if encoding == "utf-8":
        return "\ufeff".encode() if source.bom else b""
    mark = "\ufeff".encode(encoding)
    return mark if source.content.startswith(mark) else b""


def revise(loaded: LoadedPlan, changes: Iterable[Change]) -> Revision:
    """Make changes to a plan. Raises Refused where one cannot be made as it is meant.

    Every value but those addressed, every comment and the form of the file stay as they are.
    """
    asked = tuple(changes)
    if loaded.plan is None:
        raise Refused("方案读不出来，不能改动。", "先用 jindu check 查出原因，改正以后再试。")
    try:
        text = _revised(loaded, asked)
    except Refused:
        if len(asked) < 2:
            raise
        # One may build upon another.
        text, step = loaded.source.text, loaded
        for change in asked:
            text = _revised(step, (change,))
            step = load_text(text, loaded.source.file)
    return Revision(loaded.source, text, _encoding(loaded.source, text))


def _encoding(source: Source, text: str) -> str:
    """The encoding of the file if it can hold the text and all else stays as it is."""
    try:
        kept = source.content.endswith(source.text.encode(source.encoding))
        text.encode(source.encoding)
    except UnicodeEncodeError:
        return "utf-8"
    return source.encoding if kept or not source.content else "utf-8"


def _revised(loaded: LoadedPlan, changes: tuple[Change, ...]) -> str:
    """The text with all changes made to it at once, and proved."""
    source, plan = loaded.source, loaded.plan
    assert source.root is not None
    assert plan is not None
    addresses, meant = Addresses(plan), _data(source.root)
    edits: list[Edit] = []
    for change in changes:
        made, way, value = _planned(source, _found(addresses, change.address), change)
        edits += made
        _put(meant, way, value)
    text = apply(source.text, sorted(edits, key=lambda edit: edit[:2]))
    after = load_text(text, source.file)
    if trouble := _new_error(source, after.source):
        raise Refused(trouble.message, trouble.tip)
    if after.source.root is None or _data(after.source.root) != meant:
        shown = "、".join(f"“{short(change.address)}”" for change in changes[:3])
        raise Refused(
            f"按这份文件的写法，{shown}不能自动改动，文件没有改。",
            "用编辑器打开方案，手工改这一处。",
        )
    return text


def _found(addresses: Addresses, address: str) -> Place:
    try:
        return addresses.find(address)
    except UnknownAddress as error:
        raise Refused(*explained(error)) from error


def _new_error(before: Source, after: Source) -> Diagnostic | None:
    """An error that reading reports only after the change."""
    known = Counter((problem.code, problem.message) for problem in before.problems)
    for problem in after.problems:
        name = problem.code, problem.message
        if problem.severity is Severity.ERROR and not known[name]:
            return problem
        known[name] -= 1
    return None


class _Step(NamedTuple):
    """A change made ready: its edits, the place as the file spells it, and what comes to stand
    there, as ``_data`` has it.
    """

    edits: list[Edit]
    way: Where
    value: Any


class _Spot(NamedTuple):
    """The nodes on the way to a place, that way, and the keys that are not written."""

    nodes: list[Node]
    way: Where
    missing: Where

    @property
    def flow(self) -> bool:
        """Whether a value here stands in brackets or braces."""
        return layout.is_flow(self.nodes)


def _planned(source: Source, place: Place, change: Change) -> _Step:
    texts = [change.value] if isinstance(change, Set) else _texts(change.item)
    if not all(text.replace("\u3000", "").isprintable() for text in texts):
        raise Refused(
            f"“{short(change.address)}”的新值里有换行或者看不见的字符。",
            "写成一行，只用看得见的文字。",
        )
    spot = _Spot(*layout.trace(source, place.where))
    if isinstance(change, Set):
        return _set(source, place, spot, change)
    return _append(source, place, spot, change)


def _texts(item: layout.Item) -> list[str]:
    return [item] if isinstance(item, str) else [*item, *item.values()]


def _set(source: Source, place: Place, spot: _Spot, change: Set) -> _Step:
    node, value = spot.nodes[-1], change.value
    is_whole = place.is_whole and len(spot.missing) == 1 and not layout.is_empty(node)
    if isinstance(node, Scalar) and (is_whole or not spot.missing):
        return _Step(layout.replaced(source, node, value, spot.flow), spot.way, value)
    if not spot.missing or place.cls is not None:
        raise Refused(
            f"“{short(change.address)}”是一组内容，不是一个值。",
            "写到具体的一项，如 资金来源/省级专项/金额。",
        )
    in_block = isinstance(node, MappingNode) and not node.flow and len(spot.missing) == 1
    return _add(source, spot, change, written(value, flow=not in_block), value)


def _append(source: Source, place: Place, spot: _Spot, change: Append) -> _Step:
    node, item = spot.nodes[-1], change.item
    value = item if isinstance(item, str) else dict(item)
    if place.form.shape is not Shape.LIST:
        raise Refused(f"“{short(change.address)}”不是列表，不能增加一项。", "写到列表的键为止。")
    if spot.missing or layout.is_empty(node):
        return _add(source, spot, change, f"[{layout.flow_item(item)}]", [value])
    if isinstance(node, SequenceNode) and layout.is_list(source, node):
        return _Step(layout.appended(source, node, item), (*spot.way, len(node.items)), value)
    # One text may stand for a list of one, or of several: 甲、乙.
    old = _data(node) if isinstance(node, SequenceNode) else [_data(node)]
    if not isinstance(item, str) or not all(isinstance(text, str) for text in old):
        raise Refused(
            f"“{short(change.address)}”没有写成列表，不能增加一项。",
            "先把已有的一项写成以“- ”开头的列表。",
        )
    edit = Edit(*source.extent(node), listed([*old, item]))
    return _Step([edit], spot.way, [*old, item])


def _add(source: Source, spot: _Spot, change: Change, new: str, value: Any) -> _Step:
    """Add YAML under keys that are not written, or where nothing is written under a key."""
    node, keys = spot.nodes[-1], [str(key) for key in spot.missing]
    outer = keys[1:] if isinstance(node, MappingNode) else keys
    for key in reversed(outer):
        new, value = f"{{{written(key, flow=True)}: {new}}}", {key: value}
    if isinstance(node, MappingNode):
        return _Step(layout.inserted(source, node, keys[0], new), (*spot.way, keys[0]), value)
    if isinstance(node, Scalar) and layout.is_empty(node):
        return _Step(layout.filled(source, node, new), spot.way, value)
    raise Refused(
        f"“{short(change.address)}”上面的一级没有分键书写，不能补上这一项。",
        "先把它改写成“键: 值”的分组。",
    )


def _data(node: Node) -> Any:
    """What a tree says, whatever its form."""
    if isinstance(node, MappingNode):
        return {key: _data(value) for key, (_, value) in node.entries.items()}
    if isinstance(node, SequenceNode):
        return [_data(item) for item in node.items]
    return None if layout.is_empty(node) else node.value


def _put(data: Any, way: Where, value: Any) -> None:
    for step in way[:-1]:
        data = data[step]
    if isinstance(data, list) and way[-1] == len(data):
        data.append(value)
    else:
        data[way[-1]] = value
