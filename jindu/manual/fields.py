"""Manuals of the keys of a plan file, ``docs/format.md`` and ``docs/glossary.md``."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from typing import Any, NamedTuple

from jindu.model.fields import (
    Choice,
    Entity,
    FieldSpec,
    FieldType,
    Shape,
    declared,
    field_types,
    in_words,
    keyed,
)
from jindu.model.plan import Contribution, Id, Number, Percent, Plan, Score, Year
from jindu.units import Date, Deadline, Period, Quantity, Yuan


class ValueType(NamedTuple):
    """A type of value: its name, a note on its form, an example."""

    name: str
    note: str = ""
    example: str = ""


_VALUE_TYPES: dict[Any, ValueType] = {
    str: ValueType("文字", "", "……"),
    int: ValueType("整数", "", "30"),
    bool: ValueType("是或者否", "", "否"),
    Id: ValueType("编号", "汉字或字母开头，不含空格和标点", "司法所"),
    Yuan: ValueType("金额", "带“元”或“万元”", "3.6万元"),
    Date: ValueType("日期", "写到日、月、季度或年", "2026-06-26、2026-06、2026Q2、2026"),
    (Date, Deadline): ValueType(
        "时限",
        "写到日、月、季度、年，或者一段时间，或者“长期坚持”等",
        "2026-06-26、2026-06、2026年上半年、2026—2028年、每年12月底前、印发后30日内",
    ),
    (Quantity, str): ValueType("数值或者文字", "数值可带单位", "90%、12个、健全完善"),
    Period: ValueType("起止", "首尾用“..”连接，也可以只写一个季度、一年", "2026-03..2028-02"),
    Quantity: ValueType("数值", "可带单位", "90%、12个"),
    (Yuan, str): ValueType(
        "金额或者文字", "金额带“元”或“万元”，不列金额的写明渠道", "3.6万元、列入财政预算"
    ),
    Percent: ValueType("百分比", "", "30%"),
    Score: ValueType("分值", "", "15"),
    Number: ValueType("数字", "", "120"),
    Decimal: ValueType("数字", "", "120"),
    Year: ValueType("年度", "", "2026"),
}
_KEY_TYPES: dict[Any, tuple[str, str]] = {Year: ("年度", "2026"), Period: ("时段", "2026Q3")}
"""Key type of a table → its name and an example."""
_COMMON = frozenset(declared(Entity))


class Entry(NamedTuple):
    """A key: its path from the top of the file, the class it belongs to, its declaration.

    ``names`` holds the spellings of each step: Chinese, English and former ones.
    """

    names: tuple[tuple[str, ...], ...]
    cls: type[Entity]
    attribute: str
    made: FieldSpec
    form: FieldType

    @property
    def path(self) -> str:
        """The Chinese keys from the top of the file."""
        return ".".join(names[0] for names in self.names)

    @property
    def inner(self) -> type[Entity] | None:
        """The class of the entities below it, if any."""
        of = self.form.of
        return of if isinstance(of, type) and issubclass(of, Entity) else None


def entries() -> Iterator[Entry]:
    """Yield every key of the plan file once, by section, outer sections first."""
    pending: list[tuple[Entry | None, type[Entity]]] = [(None, Plan)]
    seen: set[type[Entity]] = set()
    while pending:
        above, cls = pending.pop(0)
        for entry in _below(above, cls):
            if entry.attribute in _COMMON and cls is not Plan:
                continue
            yield entry
            if entry.inner and entry.inner not in seen:
                seen.add(entry.inner)
                pending.append((entry, entry.inner))


def _below(above: Entry | None, cls: type[Entity]) -> Iterator[Entry]:
    steps = above.names if above else ()
    for attribute, made in keyed(cls).items():
        names = (*steps, (made.name, attribute, *made.was))
        yield Entry(names, cls, attribute, made, form_of(cls, attribute))


def form_of(cls: type[Entity], attribute: str) -> FieldType:
    """Return the type of a field; of one that may be in words, the types of both."""
    forms, words = field_types(cls), in_words(cls).get(attribute)
    form = forms[attribute]
    return form._replace(of=(form.of, forms[words].of)) if words else form


def find(words: str) -> list[Entry]:
    """Return the keys named by a path, the end of a path or a bare key, Chinese or English."""
    steps = re.split(r"[.。/·]", words.strip(".。/· "))
    wanted = [step for step in steps if not re.fullmatch(r"第\d+项", step)]
    found = [entry for entry in entries() if _ends_with(entry.names, wanted)]
    return found or list(_at_full_path(wanted))


def _ends_with(names: tuple[tuple[str, ...], ...], wanted: list[str]) -> bool:
    tail = names[-len(wanted) :]
    return len(tail) == len(wanted) and all(
        word in spellings for word, spellings in zip(wanted, tail, strict=True)
    )


def _at_full_path(wanted: list[str]) -> Iterator[Entry]:
    """Yield the key at a full path, even where the section is described elsewhere."""
    entry: Entry | None = None
    cls: type[Entity] | None = Plan
    for word in wanted:
        below = _below(entry, cls) if cls else iter(())
        entry = next((each for each in below if word in each.names[-1]), None)
        if entry is None:
            return
        cls = entry.inner
    if entry:
        yield entry


def manual(entry: Entry) -> str:
    """Return the manual of a key in Markdown: meaning, form, other names."""
    lines = [
        f"## {entry.path}",
        "",
        entry.made.help,
        "",
        f"写法：{written(entry.form, entry.made)}。",
    ]
    if entry.inner:
        inner = [made.name for name, made in keyed(entry.inner).items() if name not in _COMMON]
        lines += ["", f"里面的键：{'、'.join(inner)}。"]
    if entry.made.was:
        lines += ["", f"也可以写成：{'、'.join(entry.made.was)}。"]
    english = ".".join(names[1] for names in entry.names)
    whole = f"，从头写是 {english}" if len(entry.names) > 1 else ""
    lines += ["", f"英文键：{entry.attribute}{whole}。"]
    return "\n".join(lines) + "\n"


def written(form: FieldType, made: FieldSpec) -> str:
    """Describe in Chinese how a value is written."""
    one = _one(form.of, made)
    match form.shape:
        case Shape.ONE:
            return one
        case Shape.LIST:
            return f"列表，每项是{one}；只有一项时可以不写成列表"
        case Shape.TABLE:
            return _table(form)


def _table(form: FieldType) -> str:
    if form.by not in _KEY_TYPES:
        return "逐项写成“键: 值”"
    by, example = _KEY_TYPES[form.by]
    of = _VALUE_TYPES[form.of]
    text = f"按{by}逐项写{of.name}，如 {example}: {of.example.partition('、')[0]}"
    return f"{text}（{of.note}）" if of.note else text


def _one(of: Any, made: FieldSpec) -> str:
    if made.to:
        return "编号（指别处的一项）"
    if of is Contribution:
        return "来源编号，或者“来源编号: 金额”"
    if isinstance(of, type) and issubclass(of, Choice):
        return f"选词：{'、'.join(word.value for word in of)}"
    if isinstance(of, type) and issubclass(of, Entity):
        return "一组键"
    kind = _VALUE_TYPES[of]
    example = f"如 {kind.example}" if of not in (str, bool, Id) else ""
    text = "，".join(filter(None, (kind.note, example)))
    between = "：" if of is Id else "，"
    return f"{kind.name}{between}{text}" if text else kind.name


def document() -> str:
    """Return ``docs/format.md``: every key, section by section."""
    lines = [_PREFACE]
    section: type[Entity] | None = None
    for entry in entries():
        if entry.cls is not section:
            section = entry.cls
            path = entry.path.rpartition(".")[0] or "最外层"
            lines += ["", f"## {path}", "", "| 键 | 写什么 | 写法 |", "|---|---|---|"]
        help_text = entry.made.help.rstrip("。")
        lines.append(f"| {entry.made.name} | {help_text} | {written(entry.form, entry.made)} |")
    return "\n".join(lines) + "\n"


def glossary() -> str:
    """Return ``docs/glossary.md``: Chinese key ↔ English attribute."""
    rows = [("Entity", made.name, name, made.help) for name, made in declared(Entity).items()]
    rows += [
        (entry.cls.__name__, entry.path, entry.attribute, entry.made.help)
        for entry in entries()
        if entry.attribute not in _COMMON
    ]
    lines = [f"| {key} | `{cls}.{attribute}` | {help} |" for cls, key, attribute, help in rows]
    return "\n".join([_GLOSSARY_HEAD, *lines]) + "\n"


_GLOSSARY_HEAD = """# Glossary

Chinese keys of the plan file and the English attributes of the model. Generated from
`jindu/model/plan.py`; renew with `pytest tests/test_docs.py --update`. A plan file may use either
name. The keys of `Entity` are allowed in every section.

| 键 | attribute | 说明 |
|---|---|---|"""
_PREFACE = """# 方案文件的格式

方案文件是 UTF-8 编码的 YAML 文本：一行一个“键: 值”，冒号用半角、后面空一格，用缩进表示层次，\
`#` 后面是注释。键用中文，也可以用英文（见 `jindu explain 键`）。每个键在这里只出现一次；任何一组\
里都可以写“备注”（不写入文件）和“公开: 否”（不写入公开版）。"""
