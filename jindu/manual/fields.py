"""What every key of a plan file holds and how it is written, from the declarations."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import Any, NamedTuple

from jindu.plan import Contribution, Id, Number, Plan, Score, Year
from jindu.units import Date, Period, Quantity, Yuan
from jindu.vocabulary import Form, Key, Shape, Thing, Word, declared, forms

_WRITTEN: dict[Any, str] = {
    str: "文字",
    int: "整数，如 30",
    bool: "是或者否",
    Id: "编号：汉字或字母开头，不含空格和标点",
    Yuan: "金额，带“元”或“万元”，如 3.6万元",
    Date: "日期，写到日、月、季度或年，如 2026-06-26、2026-06、2026Q2、2026",
    Period: "起止，如 2026-03..2028-02；也可以只写一个季度、一年",
    Quantity: "数值，可带单位，如 90%、12个",
    Score: "分值，如 15",
    Number: "数字，如 120",
    Decimal: "数字，如 120",
    Year: "年度，如 2026",
}
_COMMON = frozenset(declared(Thing))


class Entry(NamedTuple):
    """A key at its place: ``path`` from the top of the file, the thing it belongs to, its form."""

    path: str
    cls: type[Thing]
    attribute: str
    made: Key
    form: Form


def entries() -> Iterator[Entry]:
    """Every key of the plan file, section by section, things before what they contain."""
    pending: list[tuple[str, type[Thing]]] = [("", Plan)]
    seen: set[type[Thing]] = set()
    while pending:
        path, cls = pending.pop(0)
        for attribute, made in declared(cls).items():
            if attribute in _COMMON and cls is not Plan:
                continue
            form = forms(cls)[attribute]
            place = f"{path}.{made.name}" if path else made.name
            yield Entry(place, cls, attribute, made, form)
            if isinstance(form.of, type) and issubclass(form.of, Thing) and form.of not in seen:
                seen.add(form.of)
                pending.append((place, form.of))


def find(words: str) -> list[Entry]:
    """The keys that a path, its end, or a bare key names; in Chinese or by attribute."""
    wanted = words.replace("。", ".").replace("/", ".").strip(".").split(".")
    found = []
    for entry in entries():
        steps = entry.path.split(".")
        names = (entry.made.name, entry.attribute, *entry.made.was)
        if wanted[-1] in names and steps[-len(wanted) : -1] == wanted[:-1]:
            found.append(entry)
    return found


def manual(entry: Entry) -> str:
    """What a key holds, how it is written, and what else it may be called."""
    lines = [
        f"## {entry.path}",
        "",
        entry.made.help,
        "",
        f"写法：{written(entry.form, entry.made)}。",
    ]
    if isinstance(entry.form.of, type) and issubclass(entry.form.of, Thing):
        inner = [made.name for name, made in declared(entry.form.of).items() if name not in _COMMON]
        lines += ["", f"里面的键：{'、'.join(inner)}。"]
    if entry.made.was:
        lines += ["", f"也可以写成：{'、'.join(entry.made.was)}。"]
    lines += ["", f"英文键：{entry.attribute}。"]
    return "\n".join(lines) + "\n"


def written(form: Form, made: Key) -> str:
    """How values of a form are written, in words."""
    one = _one(form.of, made)
    match form.shape:
        case Shape.ONE:
            return one
        case Shape.LIST:
            return f"列表，每项是{one}；只有一项时可以不写成列表"
        case Shape.TABLE:
            return f"逐项写“{_WRITTEN.get(form.by, '名称')}: {one}”"


def _one(of: Any, made: Key) -> str:
    if made.to:
        return "编号（指别处的一项）"
    if of is Contribution:
        return "来源编号，或者“来源编号: 金额”"
    if isinstance(of, type) and issubclass(of, Word):
        return f"选词：{'、'.join(word.value for word in of)}"
    if isinstance(of, type) and issubclass(of, Thing):
        return "一组键"
    return _WRITTEN[of]


def document() -> str:
    """``docs/format.md``: every key, section by section."""
    lines = [_PREFACE]
    section: type[Thing] | None = None
    for entry in entries():
        if entry.cls is not section:
            section = entry.cls
            path = entry.path.rpartition(".")[0] or "最外层"
            lines += ["", f"## {path}", "", "| 键 | 写什么 | 写法 |", "|---|---|---|"]
        help_text = entry.made.help.rstrip("。")
        lines.append(f"| {entry.made.name} | {help_text} | {written(entry.form, entry.made)} |")
    return "\n".join(lines) + "\n"


_PREFACE = """# 方案文件的格式

方案文件是 UTF-8 编码的 YAML 文本：一行一个“键: 值”，冒号用半角、后面空一格，用缩进表示层次，\
`#` 后面是注释。键用中文，也可以用英文（见 `jindu explain 键`）。每个键在这里只出现一次；任何一组\
里都可以写“备注”（不写入文件）和“公开: 否”（不写入公开版）。"""
