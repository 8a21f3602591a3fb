"""Tree → plan: every field is read by its declared type, every trouble is reported.

What cannot be read is left out and its attribute named in ``unreadable``; reading never
stops and never raises. That something is required is a rule's business.
"""

from __future__ import annotations

import functools
import re
import unicodedata
from collections.abc import Callable
from collections.abc import Mapping as MappingType
from decimal import Decimal
from types import MappingProxyType
from typing import Any, NamedTuple

from jindu.diagnostic import Edit, Fix, Related, Severity, Span, Where
from jindu.plan import (
    FORMAT,
    Contribution,
    Id,
    Indicator,
    Number,
    Plan,
    Ref,
    Score,
    Year,
)
from jindu.read.source import Mapping, Node, Scalar, Sequence, Source, scalar
from jindu.units import (
    Date,
    Period,
    Quantity,
    Unreadable,
    Yuan,
    read_bool,
    read_date,
    read_id,
    read_int,
    read_period,
    read_quantity,
    read_yuan,
)
from jindu.vocabulary import Form, Key, Shape, Thing, Word, declared, forms, nearest, remember

Read = Callable[[str, "str | None"], Any]
"""Text and the unit in force → value; raises Unreadable."""

_FOLD = (
    r"(?<=[\u2e80-\u9fff\u3000-\u303f\uff00-\uffef“”‘’—…]) "
    r"(?=[\u2e80-\u9fff\u3000-\u303f\uff00-\uffef“”‘’—…])"
)
_YEAR = re.compile(r"((?:19|20)\d{2})年?(?:度)?")
_WIDE_COMMA = re.compile("[，、；]")
MAX_HINTS = 200
"""Unknown keys for which the nearest one is looked up; a file with more is no plan."""
_ABSENT = ("", "~", "null")


def build(source: Source) -> Plan | None:
    """The plan of a source; None where it has no tree. Troubles go to ``source.problems``."""
    if source.root is None:
        return None
    builder = _Builder(source)
    values = builder.fields(Plan, source.root, ())
    plan = Plan(**values, texts=tuple(builder.texts))
    source.aliases = key_spellings()
    if plan.format is not None and plan.format > FORMAT:
        source.report(
            "STR001",
            source.locate(("格式",)),
            f"方案格式的版本是{plan.format}，本程序只认识到{FORMAT}。",
            "升级 jindu 后再处理这份方案。",
        )
    return plan


class Field(NamedTuple):
    """A declared field, ready to read: attribute, declaration, form, and its value's reader.

    ``single`` is the reader of a field that holds just one value read from a text.
    """

    attribute: str
    made: Key
    form: Form
    read: Read | None
    single: Read | None = None

    @property
    def is_text(self) -> bool:
        """Whether its values are plain text, to be searched by the rules on wording."""
        return self.form.of is str


@remember
def schema(cls: type[Any]) -> MappingType[str, Field]:
    """Key as it may be written → field: Chinese, English and former keys."""
    found: dict[str, Field] = {}
    shapes = forms(cls)
    for attribute, made in declared(cls).items():
        form = shapes[attribute]
        read = _reader(form.of)
        field = Field(attribute, made, form, read, read if form.shape is Shape.ONE else None)
        for name in (attribute, made.name, *made.was):
            found[name] = field
    return found


@remember
def key_spellings() -> dict[str, tuple[str, ...]]:
    """Chinese key → the other keys under which it may be written."""
    found: dict[str, set[str]] = {}
    pending: list[type[Thing]] = [Thing]
    while pending:
        cls = pending.pop()
        pending += cls.__subclasses__()
        for attribute, made in declared(cls).items():
            found.setdefault(made.name, set()).update((attribute, *made.was))
    return {name: tuple(sorted(others)) for name, others in found.items()}


def _reader(of: Any) -> Read | None:
    if isinstance(of, type) and issubclass(of, Word):
        return functools.partial(_word, of)
    return _READERS.get(of)


def _word(words: type[Word], text: str, _unit: str | None) -> Word:
    found = _spellings(words).get(text)
    if found is None:
        found = _spellings(words).get(unicodedata.normalize("NFKC", text).strip())
    if found is not None:
        return found
    listed = "、".join(word.value for word in words)
    near = nearest(text, _spellings(words), 0.5)
    replacement = _spellings(words)[near].value if near else None
    hint = f"是不是要写“{replacement}”？" if replacement else ""
    raise Unreadable(
        f"“{_short(text)}”不在可选的词里。", f"{hint}可选：{listed}。", "STR001", replacement
    )


@remember
def _spellings(words: type[Any]) -> dict[str, Word]:
    return {spelling: word for word in words for spelling in (*word.aliases, word.value)}


def _year(text: str, _unit: str | None) -> int:
    match = _YEAR.fullmatch(unicodedata.normalize("NFKC", text).strip())
    if match is None:
        raise Unreadable(
            f"“{_short(text)}”不是一个年度。", "写四位数的年份，如 2026。", "SCH001", None
        )
    return int(match[1])


def _text(text: str, _unit: str | None) -> str:
    return text


_READERS: dict[Any, Read] = {
    str: _text,
    int: lambda text, _: read_int(text),
    bool: lambda text, _: read_bool(text),
    Id: lambda text, _: read_id(text),
    Yuan: lambda text, _: read_yuan(text),
    Date: lambda text, _: read_date(text),
    Period: lambda text, _: read_period(text),
    Quantity: read_quantity,
    Score: lambda text, _: read_quantity(text, "分"),
    Number: lambda text, _: read_quantity(text, None),
    Decimal: lambda text, _: read_quantity(text, None),
    Year: _year,
}


class _Builder:
    """Reads one source; ``unit`` is the 计量单位 of the indicator being read."""

    def __init__(self, source: Source) -> None:
        self.source = source
        self.texts: list[tuple[Thing, str, str]] = []
        self.unit: str | None = None
        self.unknown = 0

    def thing(self, cls: type[Thing], node: Node, where: Where) -> Thing | None:
        """A thing; None where the node is something else."""
        if isinstance(node, Scalar):
            return self._from_scalar(cls, node, where)
        if isinstance(node, Sequence):
            self._wrong_shape(
                node, "应当是“键: 值”的分组，这里写成了列表。", "去掉行首的“- ”，直接写各个键。"
            )
            return None
        if cls is not Indicator:
            return self._make(cls, node, where)
        unit = next((node.entries[k][1] for k in ("计量单位", "unit") if k in node.entries), None)
        self.unit = unit.value if isinstance(unit, Scalar) else None
        made = self._make(cls, node, where)
        self.unit = None
        return made

    def _make(self, cls: type[Thing], node: Mapping, where: Where) -> Thing:
        texts: list[tuple[str, str]] = []
        made = cls(**self.fields(cls, node, where, texts), where=where)
        for attribute, text in texts:
            self.texts.append((made, attribute, text))
        return made

    def _from_scalar(self, cls: type[Thing], node: Scalar, where: Where) -> Thing | None:
        shorthand = getattr(cls, "SCALAR", None)
        if shorthand:
            text = self._text(node)
            values: dict[str, Any] = {shorthand: text}
            made = cls(**values, where=where)
            self.texts.append((made, shorthand, text))
            return made
        keys = "、".join(made.name for made in list(declared(cls).values())[2:5])
        self._wrong_shape(
            node,
            f"应当是“键: 值”的分组，这里只写了“{_short(node.value)}”。",
            f"分行写出各个键，如{keys}；冒号用半角，后面空一格。",
        )
        return None

    def fields(
        self,
        cls: type[Thing],
        node: Mapping,
        where: Where,
        texts: list[tuple[str, str]] | None = None,
    ) -> dict[str, Any]:
        """Attribute → value for what is written and readable; ``unreadable`` names the rest."""
        known = schema(cls)
        values: dict[str, Any] = {}
        broken: set[str] = set()
        seen: dict[str, Scalar] = {}
        for text, (key, value) in node.entries.items():
            field = known.get(text) or known.get(unicodedata.normalize("NFKC", text).strip())
            if field is None:
                self._unknown_key(cls, key, where)
                continue
            attribute = field.attribute
            if attribute in seen:
                self._written_twice(key, seen[attribute])
                continue
            seen[attribute] = key
            if type(value) is Scalar:
                if value.implicit[0] and value.value in _ABSENT:
                    continue
                if field.single is not None:
                    read = self._scalar(field.single, value)
                    if read is None:
                        broken.add(attribute)
                        continue
                    values[attribute] = read
                    if field.single is _text and texts is not None:
                        texts.append((attribute, read))
                    continue
            read, sound = self._field(field, key, value, where)
            values[attribute] = read
            if not sound:
                broken.add(attribute)
            if texts is not None and field.is_text:
                self._collect(attribute, read, texts)
        if broken:
            values["unreadable"] = frozenset(broken)
        return values

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
            return self.thing(field.form.of, node, place)
        if not isinstance(node, Scalar):
            what = "列表" if isinstance(node, Sequence) else "分组"
            self._wrong_shape(
                node,
                f"“{field.made.name}”应当写一个值，这里写成了{what}。",
                f"{field.made.help}只写一个值。",
            )
            return None
        return self._scalar(field.read, node)

    def _scalar(self, read: Read, node: Scalar) -> Any:
        text = self._text(node)
        try:
            return read(text, self.unit)
        except Unreadable as trouble:
            self._unreadable(node, trouble)
            return None

    def _text(self, node: Scalar) -> str:
        if node.start_mark.line != node.end_mark.line:
            return re.sub(_FOLD, "", node.value).strip()
        return node.value

    def _list(self, field: Field, node: Node, place: Where) -> tuple[Any, bool]:
        if field.form.of is Contribution:
            return self._contributions(node)
        items = self._split(field, node) if isinstance(node, Sequence) else [node]
        found = []
        sound = True
        for index, item in enumerate(items):
            if type(item) is Scalar and item.implicit[0] and item.value in _ABSENT:
                continue
            value = self._value(field, item, (*place, index))
            if value is None:
                sound = False
            else:
                found.append(value)
        return tuple(found), sound

    def _split(self, field: Field, node: Sequence) -> list[Node]:
        """The items; where full-width commas hold 编号 together, they are taken apart."""
        if not node.flow or not field.made.to:
            return node.items
        items: list[Node] = []
        for item in node.items:
            if not isinstance(item, Scalar) or not _WIDE_COMMA.search(item.value):
                items.append(item)
                continue
            parts = _WIDE_COMMA.split(item.value)
            right = ", ".join(part.strip() for part in parts)
            self.source.report(
                "YML003",
                self.source.span(item.start_mark, item.end_mark),
                "方括号里的各项之间用了全角标点。",
                f"改成半角逗号：[{right}]。",
                fix=self._replace(item, right),
            )
            items += [scalar(part.strip(), item.start_mark, item.end_mark) for part in parts]
        return items

    def _table(self, field: Field, key: Scalar, node: Node, place: Where) -> tuple[Any, bool]:
        if not isinstance(node, Mapping):
            self._wrong_shape(
                node,
                f"“{field.made.name}”应当逐项写成“键: 值”。",
                f"{field.made.help}写成 {{2026: …, 2027: …}} 或者分行写。",
            )
            return {}, False
        found: dict[Any, Any] = {}
        sound = True
        by, of = _reader(field.form.by), field.read
        assert by is not None
        assert of is not None
        for entry, value in node.entries.values():
            name = self._scalar(by, entry)
            if type(value) is Scalar and not (value.implicit[0] and value.value in _ABSENT):
                read = self._scalar(of, value)
            else:
                read = self._value(field, value, place) if type(value) is not Scalar else None
            if name is None or read is None:
                sound = False
            else:
                found[name] = read
        return MappingProxyType(found), sound

    def _contributions(self, node: Node) -> tuple[tuple[Contribution, ...], bool]:
        """出资构成: one 编号, or {编号: amount}, or {编号: {year: amount}}."""
        if isinstance(node, Scalar):
            ref = self._scalar(_READERS[Ref], node)
            none: MappingType[Year, Yuan] = MappingProxyType({})
            return ((Contribution(ref, None, none),) if ref else ()), ref is not None
        if not isinstance(node, Mapping):
            self._wrong_shape(
                node,
                "“出资构成”应当写成“来源编号: 金额”。",
                "写成 {省级专项: 3万元, 区级预算: 2万元}。",
            )
            return (), False
        found, sound = [], True
        for key, value in node.entries.values():
            ref = self._scalar(_READERS[Ref], key)
            by_year: MappingType[Year, Yuan] = MappingProxyType({})
            amount: Yuan | None = None
            if isinstance(value, Mapping):
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

    def _unreadable(self, node: Scalar, trouble: Unreadable) -> None:
        fix = self._replace(node, trouble.replacement) if trouble.replacement else None
        span = self.source.span(node.start_mark, node.end_mark)
        self.source.report(trouble.rule, span, trouble.message, trouble.tip, fix=fix)

    def _replace(self, node: Scalar, text: str) -> Fix | None:
        start, end = (self.source.original(mark.index) for mark in (node.start_mark, node.end_mark))
        return Fix(f"改成“{text}”", (Edit(start, end, text),))

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

    def _unknown_key(self, cls: type[Thing], key: Scalar, where: Where) -> None:
        section = f"“{_section(where)}”里" if where else "方案文件的最外层"
        self.unknown += 1
        near = _nearest_key(cls, key.value) if self.unknown <= MAX_HINTS else None
        span = self.source.span(key.start_mark, key.end_mark)
        if near:
            tip = f"是不是要写“{near}”？改好后这一项才会被读到。"
        else:
            names = "、".join(made.name for made in declared(cls).values())
            tip = f"可以写的键：{names}。"
        self.source.report(
            "STR001",
            span
            if span.end_column > span.column
            else Span(span.line, span.column, span.line, span.column + 1),
            f"{section}没有“{_short(key.value)}”这个键，它的内容没有读入。",
            tip,
            severity=Severity.ERROR,
        )


_BY_YEAR = Field(
    "by_year", Key("金额", "各年度金额。"), Form(Shape.TABLE, Yuan, Year), _READERS[Yuan]
)

_SYNONYMS = {
    "责任单位": ("牵头单位", "责任单位"),
    "负责单位": ("牵头单位", "责任单位"),
    "主办单位": ("牵头单位",),
    "协办单位": ("配合单位", "参加单位"),
    "协助单位": ("配合单位", "参加单位"),
    "参与单位": ("参加单位", "配合单位"),
    "截止时间": ("完成时限",),
    "完成时间": ("完成时限",),
    "时限": ("完成时限",),
    "时间": ("完成时限", "起止", "日期"),
    "预算": ("经费", "支出预算"),
    "资金": ("经费", "资金来源", "金额"),
    "费用": ("金额",),
    "价格": ("单价",),
    "单位": ("计量单位", "单位名录", "牵头单位"),
    "部门": ("单位名录", "单位", "牵头单位"),
    "任务": ("工作任务", "重点任务", "名称"),
    "题目": ("标题",),
    "期限": ("起止", "完成时限"),
    "说明": ("备注", "内容"),
    "描述": ("内容", "说明"),
    "目标": ("目标值", "总体目标"),
    "考核": ("考核评价",),
    "阶段": ("实施阶段",),
}


@remember
def _nearest_key(cls: type[Any], text: str) -> str | None:
    names = {spelling: field.made.name for spelling, field in schema(cls).items()}
    for word in _SYNONYMS.get(text, ()):
        if word in names:
            return names[word]
    near = nearest(text.strip("“”\"' 　"), names, 0.45)
    return names[near] if near else None


def _section(where: Where) -> str:
    words = [f"第{step + 1}项" if isinstance(step, int) else step for step in where]
    return "·".join(words)


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= 24 else f"{line[:24]}……"
