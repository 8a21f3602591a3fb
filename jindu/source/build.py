"""Build the plan from the tree: read every field by its declared type, report every problem.

What cannot be read is left out and its attribute named in ``unreadable``. Building never raises.
Required fields are checked by rules.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping as MappingType
from decimal import Decimal
from types import MappingProxyType
from typing import Any

from jindu.model.diagnostic import Related, Where
from jindu.model.fields import Entity, FieldSpec, FieldType, Shape, keyed
from jindu.model.plan import FORMAT, Alert, Baseline, Contribution, Indicator, Plan, Ref, Year
from jindu.source import samples
from jindu.source.cuts import point_at_cuts, point_at_swallowed_entries
from jindu.source.fields import (
    READERS,
    Field,
    key_spellings,
    reader,
    schema,
    text_of,
)
from jindu.source.heads import point_at_heads
from jindu.source.keys import UnknownKeys
from jindu.source.lists import split_list, text_list
from jindu.source.measures import is_judged, unit_of, written
from jindu.source.nodes import MappingNode, Node, Scalar, SequenceNode
from jindu.source.pasted import pasted_list, point_at_joined_lines
from jindu.source.tree import Source
from jindu.source.values import QUOTES, ValueReader
from jindu.source.worded import set_words_apart
from jindu.units import Yuan
from jindu.units.unreadable import short

__all__ = ["build", "schema"]

_ABSENT = ("~", "null")


def _is_absent(value: Scalar) -> bool:
    """Whether a value is empty: no text, blanks or YAML's null."""
    text = value.value
    return not text or text.isspace() or (text in _ABSENT and value.implicit[0])


def build(source: Source) -> Plan | None:
    """Return the plan of a source, None where it has no tree; problems go to the source."""
    if source.root is None:
        return None
    point_at_cuts(source)
    builder = _Builder(source)
    # Reading splits texts into lists; the samples are what is written.
    written = samples.find(source)
    values = builder.fields(Plan, source.root, ())
    if source.unread:
        known = schema(Plan)
        lost = {known[key].attribute for key in source.unread if key}
        values["unreadable"] = values.get("unreadable", frozenset()) | lost
    plan = Plan(**values, texts=tuple(builder.texts), samples=written)
    point_at_heads(source, plan.texts)
    source.aliases = key_spellings(Plan)
    if plan.format is not None and plan.format > FORMAT:
        source.report(
            "STR001",
            source.locate(("格式",)),
            f"方案格式的版本是{plan.format}，本程序只认识到{FORMAT}。",
            "升级 jindu 后再处理这份方案。",
        )
    return plan


_SENSE = {Alert: -1, Baseline: 0}
"""How bounds in the values of a class relate to those of the indicator's target."""


class _Builder:
    """Reads the plan of one source.

    ``texts`` collects owner, attribute and text of each text, ``taken`` the keys in quoted texts.
    """

    def __init__(self, source: Source) -> None:
        self.source = source
        self.texts: list[tuple[Entity, str, str]] = []
        self.taken: frozenset[str] = frozenset()
        self.values = ValueReader(source)
        self.unknown = UnknownKeys(source)

    def entity(self, cls: type[Entity], node: Node, where: Where) -> Entity | None:
        """Return the entity of a node; report a node of another shape and return None."""
        if isinstance(node, Scalar):
            return self._from_scalar(cls, node, where)
        if isinstance(node, SequenceNode):
            self._wrong_shape(
                node, "应当是“键: 值”的分组，这里写成了列表。", "去掉行首的“- ”，直接写各个键。"
            )
            return None
        if cls in _SENSE:
            outer = self.values.sense
            self.values.sense = outer * _SENSE[cls]
            made = self._make(cls, node, where)
            self.values.sense = outer
            return made
        if cls is not Indicator:
            return self._make(cls, node, where)
        values = self.values
        values.judged = is_judged(node)
        values.direction = written(node, "方向", "direction")
        values.unit, values.sense = unit_of(node), 1
        made = self._make(cls, node, where)
        values.unit, values.sense, values.judged = None, 0, None
        return made

    def _make(self, cls: type[Entity], node: MappingNode, where: Where) -> Entity:
        texts: list[tuple[str, str]] = []
        made = cls(**self.fields(cls, node, where, texts), where=where)
        for attribute, text in texts:
            self.texts.append((made, attribute, text))
        return made

    def _from_scalar(self, cls: type[Entity], node: Scalar, where: Where) -> Entity | None:
        shorthand = getattr(cls, "SCALAR", None)
        if shorthand:
            text = self.values.text(node)
            values: dict[str, Any] = {shorthand: text}
            made = cls(**values, where=where)
            self.texts.append((made, shorthand, text))
            return made
        keys = "、".join(made.name for made in list(keyed(cls).values())[2:5])
        self._wrong_shape(
            node,
            f"应当是“键: 值”的分组，这里只写了“{short(node.value)}”。",
            f"分行写出各个键，如{keys}；冒号用半角，后面空一格。",
        )
        return None

    def fields(
        self,
        cls: type[Entity],
        node: MappingNode,
        where: Where,
        texts: list[tuple[str, str]] | None = None,
    ) -> dict[str, Any]:
        """Return attribute → value for what can be read; ``unreadable`` names the others."""
        known = schema(cls)
        values: dict[str, Any] = {}
        broken: set[str] = set()
        meant: set[str] = set()
        seen: dict[str, Scalar] = {}
        for text, (key, value) in node.entries.items():
            field = known.get(text) or known.get(unicodedata.normalize("NFKC", text).strip())
            if field is None:
                cut = self._unknown(cls, node, key, where, meant)
                if cut is not None:
                    self._take_back(cut, values, texts)
                    broken.add(cut)
                continue
            attribute = field.attribute
            if attribute in seen:
                self._written_twice(key, seen[attribute])
                continue
            seen[attribute] = key
            if type(value) is Scalar:
                if _is_absent(value):
                    continue
                if field.single is text_of:
                    written = value.value
                    if value.start_mark.line != value.end_mark.line or written[0] in QUOTES:
                        written = self._text(field, value)
                    values[attribute] = written
                    if texts is not None:
                        texts.append((attribute, written))
                    continue
                if field.single is not None:
                    read = self.values.read(field.single, value)
                    if read is None:
                        broken.add(attribute)
                    else:
                        values[attribute] = read
                    continue
            whole = self._as_meant(field, value)
            if whole is not value:
                node.entries[text] = key, whole
            read, sound = self._field(field, key, whole, where)
            values[attribute] = read
            if not sound:
                broken.add(attribute)
            if texts is not None and field.is_text:
                self._collect(attribute, read, texts)
        set_words_apart(cls, values, texts)
        meant.update(known[key].attribute for key in self.taken if key in known)
        broken |= meant - seen.keys()
        if broken:
            values["unreadable"] = frozenset(broken)
        return values

    def _unknown(
        self, cls: type[Entity], node: MappingNode, key: Scalar, where: Where, meant: set[str]
    ) -> str | None:
        """Report an unknown key; add the attribute it is meant for to ``meant``.

        Return the attribute whose text it cuts off, if it is the rest of a text.
        """
        known = schema(cls)
        cut = self.unknown.cut(node, key, known.get, lambda name: known[name].is_text)
        if cut is not None:
            return known[cut].attribute
        near = self.unknown.report(cls, node, key, where)
        if near:
            meant.add(known[near].attribute)
        return None

    def _text(self, field: Field, node: Scalar) -> str:
        """Return the text of a field; report lines and quotes that are not read as meant."""
        text = self.values.text(node)
        if node.start_mark.line != node.end_mark.line:
            point_at_joined_lines(self.source, node, field.made.name)
            self.taken |= point_at_swallowed_entries(self.source, node)
        return self.values.bare(field.attribute, node, text) if text[0] in QUOTES else text

    def _as_meant(self, field: Field, node: Node) -> Node:
        listed = isinstance(node, Scalar) and field.form.shape is Shape.LIST
        if listed and (field.read or hasattr(field.form.of, "SCALAR")):
            node = pasted_list(self.source, node, field.made.name)
        if field.refers:
            return split_list(self.source, node)
        return text_list(self.source, node) if field.listed else node

    def _take_back(
        self, attribute: str, values: dict[str, Any], texts: list[tuple[str, str]] | None
    ) -> None:
        values.pop(attribute, None)
        if texts is not None:
            texts[:] = [entry for entry in texts if entry[0] != attribute]

    def _collect(self, attribute: str, read: Any, texts: list[tuple[str, str]]) -> None:
        if isinstance(read, str):
            texts.append((attribute, read))
        elif isinstance(read, tuple):
            texts.extend((attribute, text) for text in read)
        elif read:
            texts.extend((attribute, text) for text in read.values())

    def _field(self, field: Field, key: Scalar, node: Node, where: Where) -> tuple[Any, bool]:
        place = (*where, field.made.name)
        match field.form.shape:
            case Shape.ONE:
                value = self._value(field, node, place)
                return value, value is not None
            case Shape.LIST:
                return self._list(field, node, place)
            case Shape.TABLE:
                return self._table(field, key, node, place)

    def _value(self, field: Field, node: Node, place: Where) -> Any:
        if field.read is None:
            return self.entity(field.form.of, node, place)
        if not isinstance(node, Scalar):
            what = "列表" if isinstance(node, SequenceNode) else "分组"
            self._wrong_shape(
                node,
                f"“{field.made.name}”应当写一个值，这里写成了{what}。",
                f"{field.made.help}只写一个值。",
            )
            return None
        return self.values.read(field.read, node)

    def _list(self, field: Field, node: Node, place: Where) -> tuple[Any, bool]:
        if field.form.of is Contribution:
            return self._contributions(node)
        items = node.items if isinstance(node, SequenceNode) else [node]
        found = []
        sound = True
        read = field.read
        for index, item in enumerate(items):
            if type(item) is Scalar:
                if _is_absent(item):
                    continue
                if read is not None:
                    value = self.values.read(read, item)
                else:
                    value = self.entity(field.form.of, item, (*place, index))
            else:
                value = self._value(field, item, (*place, index))
            if value is None:
                sound = False
            else:
                found.append(value)
        return tuple(found), sound

    def _table(self, field: Field, key: Scalar, node: Node, place: Where) -> tuple[Any, bool]:
        if not isinstance(node, MappingNode):
            self._wrong_shape(
                node,
                f"“{field.made.name}”应当逐项写成“键: 值”。",
                f"{field.made.help}写成 {{2026: …, 2027: …}} 或者分行写。",
            )
            return {}, False
        found: dict[Any, Any] = {}
        sound = True
        by, of = reader(field.form.by), field.read
        assert by is not None
        assert of is not None
        by_year = node.flow and field.form.by is Year
        for entry, value in node.entries.values():
            cut = self._cut_year(field, node, entry) if by_year else None
            if cut is not None:
                found.pop(cut, None)
                sound = False
                continue
            if type(value) is Scalar and _is_absent(value):
                continue
            name = self.values.read(by, entry)
            read = self._value(field, value, place)
            if name is None or read is None:
                sound = False
            else:
                found[name] = read
        return MappingProxyType(found), sound

    def _cut_year(self, field: Field, node: MappingNode, entry: Scalar) -> int | None:
        """Return the year whose value a comma has cut, leaving its end as this entry."""
        if _is_year(entry.value):
            return None
        cut = self.unknown.cut(node, entry, _is_year, lambda _: field.is_text)
        return int(cut[:4]) if cut else None

    def _contributions(self, node: Node) -> tuple[tuple[Contribution, ...], bool]:
        """Read 出资构成: one 编号, {编号: amount} or {编号: {year: amount}}."""
        if isinstance(node, Scalar):
            ref = self.values.read(READERS[Ref], node)
            none: MappingType[Year, Yuan] = MappingProxyType({})
            return ((Contribution(ref, None, none),) if ref else ()), ref is not None
        if not isinstance(node, MappingNode):
            self._wrong_shape(
                node,
                "“出资构成”应当写成“来源编号: 金额”。",
                "写成 {省级专项: 3万元, 区级预算: 2万元}。",
            )
            return (), False
        found, sound = [], True
        for key, value in node.entries.values():
            ref = self.values.read(READERS[Ref], key)
            by_year: MappingType[Year, Yuan] = MappingProxyType({})
            amount: Yuan | None = None
            if isinstance(value, MappingNode):
                by_year, whole = self._table(_BY_YEAR, key, value, ())
                amount = Yuan(sum(by_year.values(), Decimal(0)))
                sound = sound and whole
            else:
                amount = self._value(_BY_YEAR, value, ())
            if ref is None or amount is None:
                sound = False
            else:
                found.append(Contribution(ref, amount, by_year))
        return tuple(found), sound

    def _wrong_shape(self, node: Node, message: str, tip: str) -> None:
        self.source.report("STR001", self.source.node_span(node), message, tip)

    def _written_twice(self, key: Scalar, first: Scalar) -> None:
        span = self.source.span
        self.source.report(
            "YML005",
            span(key.start_mark, key.end_mark),
            f"“{key.value}”和“{first.value}”是同一个键，写了两次，后一个没有采用。",
            "只留一个。",
            related=(Related(span(first.start_mark, first.end_mark), "第一次写在这里"),),
        )


def _is_year(text: str) -> bool:
    return text[:4].isdecimal()


_BY_YEAR = Field(
    "by_year", FieldSpec("金额", "各年度金额。"), FieldType(Shape.TABLE, Yuan, Year), READERS[Yuan]
)
