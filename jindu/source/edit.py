"""Edit the text of a plan file and verify the result.

``revise`` applies changes given by addresses and returns a ``Revision``, without writing.
``files.writing.rewrite`` writes it if the file has not changed since it was read.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from typing import Any, NamedTuple

from jindu.errors import UserError
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


class Refused(UserError):
    """A change cannot be made: the result would not read as it should."""


class Set(NamedTuple):
    """Set the value at an address; add the key and its parent groups if missing."""

    address: str
    value: str


class Append(NamedTuple):
    """Append an item to the list at an address; add the list if missing."""

    address: str
    item: layout.Item


Change = Set | Append


class Revision(NamedTuple):
    """The text of a file before and after a change, and the encoding to write."""

    source: Source
    text: str
    encoding: str

    @property
    def changed(self) -> bool:
        """Whether text or encoding differ from the file."""
        return self.text != self.source.text or self.encoding != self.source.encoding

    @property
    def original(self) -> bytes:
        """The bytes of the file as read."""
        return self.source.content

    def content(self) -> bytes:
        """Return the bytes to write, with the original byte order mark."""
        return _mark(self.source, self.encoding) + self.text.encode(self.encoding)

    def diff(self, hide: Callable[[list[str]], Iterable[str]] = iter) -> Iterator[str]:
        """Yield a unified diff; ``hide`` masks confidential words in its lines."""
        name, before = self.source.file, self.source
        hunks = list(unified(lines_of(before.text), lines_of(self.text)))
        if hunks:
            yield from (f"--- {name}", f"+++ {name}", *hide(hunks))
        if self.encoding != before.encoding:
            yield f"# {name}：编码由 {before.encoding} 改为 {self.encoding.upper()}"


def _mark(source: Source, encoding: str) -> bytes:
    """Return the byte order mark of a file, or none if the encoding changes."""
    if encoding == "utf-8":
        return "\ufeff".encode() if source.bom else b""
    mark = "\ufeff".encode(encoding)
    return mark if source.content.startswith(mark) else b""


def revise(loaded: LoadedPlan, changes: Iterable[Change]) -> Revision:
    """Apply changes to a plan. Raises Refused if one cannot be applied exactly.

    All other values, comments and the formatting of the file are preserved.
    """
    asked = tuple(changes)
    if loaded.plan is None or loaded.source.unread or loaded.source.damaged:
        raise Refused("方案读不出来，不能改动。", "先用 jindu check 查出原因，改正以后再试。")
    try:
        text = _revised(loaded, asked)
    except Refused:
        if len(asked) < 2:
            raise
        # A change may depend on an earlier one.
        text, step = loaded.source.text, loaded
        for change in asked:
            text = _revised(step, (change,))
            step = load_text(text, loaded.source.file)
    return Revision(loaded.source, text, _encoding(loaded.source, text))


def _encoding(source: Source, text: str) -> str:
    """Return the file's encoding if it can hold the text losslessly, else UTF-8."""
    try:
        kept = source.content.endswith(source.text.encode(source.encoding))
        text.encode(source.encoding)
    except UnicodeEncodeError:
        return "utf-8"
    return source.encoding if kept or not source.content else "utf-8"


def _revised(loaded: LoadedPlan, changes: tuple[Change, ...]) -> str:
    """Apply all changes at once, reload the result and verify it."""
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
    """Return an error that loading reports only after the change."""
    known = Counter((problem.code, problem.message) for problem in before.problems)
    for problem in after.problems:
        name = problem.code, problem.message
        if problem.severity is Severity.ERROR and not known[name]:
            return problem
        known[name] -= 1
    return None


class _Step(NamedTuple):
    """A planned change: its edits, the path as spelled in the file, and the new ``_data``."""

    edits: list[Edit]
    way: Where
    value: Any


class _Spot(NamedTuple):
    """The nodes on the path to a place, the path, and the keys that are missing."""

    nodes: list[Node]
    way: Where
    missing: Where

    @property
    def flow(self) -> bool:
        """Whether a value here is inside brackets or braces."""
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
    # A list can be written as one text, even for several items: 甲、乙.
    old = _data(node) if isinstance(node, SequenceNode) else [_data(node)]
    if not isinstance(item, str) or not all(isinstance(text, str) for text in old):
        raise Refused(
            f"“{short(change.address)}”没有写成列表，不能增加一项。",
            "先把已有的一项写成以“- ”开头的列表。",
        )
    edit = Edit(*source.extent(node), listed([*old, item]))
    return _Step([edit], spot.way, [*old, item])


def _add(source: Source, spot: _Spot, change: Change, new: str, value: Any) -> _Step:
    """Add YAML under missing keys, or under a key without a value."""
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
    """Return the data of a tree as dicts, lists and strings, regardless of style."""
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
