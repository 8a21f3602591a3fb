"""``docs/templates.md``: every name, filter and native piece that a template may use."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from jindu.document import allowed
from jindu.document.compose import PLACES, names_of
from jindu.document.context import NAMES
from jindu.document.kinds import GIVEN, KINDS
from jindu.document.tables import TABLES
from jindu.document.tables.cells import number
from jindu.manual import fields
from jindu.model.fields import Entity, Shape, in_words
from jindu.model.plan import Plan
from jindu.units import Date, Period

_SHOWN = 24
_COMMON = frozenset({"remark", "public"})


def document(plan: Plan) -> str:
    """The page; the examples come from a plan."""
    parts = (
        _PREFACE,
        _kinds(),
        _PLACES_HEAD,
        _pieces(),
        *_names(plan),
        *_filters(),
        *_tests(),
        *_members(),
        *_fields(plan),
    )
    return "\n".join(parts) + "\n"


def _kinds() -> str:
    rows = (f"| {kind.name} | `{kind.template}` | {kind.about} |" for kind in KINDS.values())
    return "| 种类 | 模板 | 内容 |\n|---|---|---|\n" + "\n".join(rows) + "\n"


def _pieces() -> str:
    made = (f"| {piece.name} | 由“{piece.of}”生成的表 |" for piece in TABLES.values())
    places = (f"| {name} | {about} |" for name, about in PLACES.items())
    return "| 写法 | 内容 |\n|---|---|\n" + "\n".join((*places, *made)) + "\n"


def _names(plan: Plan) -> Iterator[str]:
    yield f"## 名字\n\n`given` 里可以有：{'、'.join(GIVEN)}。\n"
    yield "| 名字 | 含义 | 例 |\n|---|---|---|"
    values: dict[str, Any] = {}
    for kind in reversed(list(KINDS)):
        values |= {name: value for name, value in names_of(plan, kind).items() if value}
    for name, help_text in NAMES.items():
        yield f"| `{name}` | {help_text} | {_example(values.get(name))} |"
    yield ""


def _filters() -> Iterator[str]:
    yield "## 过滤器\n\n写在 `|` 之后，如 `{{ plan.budget.total | money }}`。\n"
    yield "| 过滤器 | 作用 | 例 |\n|---|---|---|"
    for name, entry in sorted(allowed.FILTERS.items()):
        # A bar would end the cell.
        yield f"| `{name}` | {entry.help} | {entry.example.replace('|', '｜')} |"
    yield ""


def _tests() -> Iterator[str]:
    yield "## 判断\n\n写在 `is` 之后，也可以给 `select` 等用。\n"
    yield "| 判断 | 意思 |\n|---|---|"
    yield from (f"| `{name}` | {test.help} |" for name, test in allowed.TESTS.items())
    yield ""


def _members() -> Iterator[str]:
    yield "## 函数、属性和方法\n"
    yield "| 用于 | 写法 | 作用 |\n|---|---|---|"
    for name, function in allowed.FUNCTIONS.items():
        yield f"| 不用于别的 | `{name}` | {function.help} |"
    for cls, holder in allowed.HOLDERS.items():
        for name, help_text in allowed.MEMBERS[cls].items():
            yield f"| {holder} | `.{name}` | {help_text} |"
    yield ""


def _fields(plan: Plan) -> Iterator[str]:
    yield _FIELDS_HEAD
    for path, entry in _attributes():
        values = (getattr(thing, entry.attribute) for thing in _things(plan, entry.cls))
        value = next((v for v in values if v not in (None, (), "")), None)
        yield f"| `{path}` | {entry.path} | {_example(value)} |"
        if words := in_words(entry.cls).get(entry.attribute):
            holder = path.removesuffix(entry.attribute)
            yield f"| `{holder}{words}` | {entry.path}，用文字写的 |  |"


def _attributes() -> Iterator[tuple[str, fields.Entry]]:
    """Every key by its attributes; ``[]`` after those that hold a list."""
    places: dict[type[Entity], str] = {Plan: "plan"}
    for entry in fields.entries():
        if entry.attribute in _COMMON:
            continue
        path = f"{places[entry.cls]}.{entry.attribute}"
        if entry.form.shape is Shape.LIST:
            path += "[]"
        if isinstance(entry.form.of, type) and issubclass(entry.form.of, Entity):
            places.setdefault(entry.form.of, path)
        yield path, entry


def _things(plan: Plan, cls: type[Entity]) -> Iterator[Entity]:
    return (thing for thing in (plan, *plan.entities) if type(thing) is cls)


def _example(value: Any) -> str:
    """A value as a document would show it, cut short; of a list the first."""
    match value:
        case bool():
            text = "是" if value else "否"
        case Decimal():
            text = number(value)
        case Date() | Period():
            text = value.words()
        case Mapping():
            text = "，".join(f"{key}: {_example(item)}" for key, item in value.items() if item)
        case tuple() | list():
            text = _example(next(iter(value), ""))
        case str() | int() | date():
            text = str(value)
        case _:
            text = ""
    text = text.replace("|", "｜").replace("\n", " ")
    return text if len(text) <= _SHOWN else text[: _SHOWN - 1] + "…"


_PREFACE = """# 模板

每种文件的文字写在一个模板里，可以改成本单位的说法。

1. `jindu templates list` 列出种类，`jindu templates show 种类` 看模板的内容。
2. `jindu templates copy 种类` 把模板和它用到的各部分复制到方案旁边的 `templates` 文件夹。\
改过的模板只对这个文件夹里的方案起作用；不想改的部分删去，就仍用内置的。
3. 照常 `jindu render`。模板里写错了，会说明在哪个模板的第几行、错在哪里。

模板用 Jinja 的写法：`{{ 名字 }}` 写出内容，`{% for … %}`、`{% if … %}` 控制有没有、有几遍。\
版式由程序排，模板里只写：`#` 标题，`##`、`###`、`####` 一至三级标题，`1. ` 开头的是带序号的段落，\
`---` 之后是一个附件。序号都由程序编排。

模板可能是别人给的，所以只能用这一页列出的名字、过滤器、判断、函数、属性和方法，\
别的一概不用，并说明在第几行：\
不能读写文件，不能运行程序；循环次数过多、写得太长的会停止，每台电脑上停在同一处。\
`include` 只取 `templates` 文件夹里的和内置的模板，通向别处的链接不采用。\
`import`、`extends`、`block`、`call`、`autoescape` 不能用。模板存成 UTF-8、GBK、UTF-16 都能读；\
用了方案旁边的模板，`render` 会说明。

## 用 Word 文件作模板

`jindu render 方案.yaml --template 单位红头.docx` 用本单位的 Word 文件作模板。\
在 Word 里照样写 `{{ title }}`、`{{ plan.budget.total | money }}`；\
整段重复或者取舍的，写成单独一段 \
`{%p for key_task in plan.key_tasks %}` …… `{%p endfor %}`。另外起一段写 `{{p 正文 }}`，\
整份文件就按公文版式放在那里；`正文` 只能这样写出，不能再加工。\
除 `item`、`led`、`entry`、`lead` 外，下面的名字和过滤器都能用，`include` 不能用。\
每个 `{{ }}` 要在一段里写完。

别人的 Word 文件里有宏、控件、嵌入的对象，\
有插入别的文件、运行程序的域（INCLUDETEXT、INCLUDEPICTURE、DDE 等），\
有指向文件以外的图片和链接，都不使用，并说明是什么；\
指向另一个 Word 模板的链接去掉，网页链接保留，都会说明。\
.doc、.dotx、.docm 先另存为 .docx。文件不大于20 MB，其中每一部分的文字不大于2 MB。

## 种类
"""

_PLACES_HEAD = """## 程序生成的内容

在模板里写三个反引号和名字，占两行：

````text
```任务分解表
```
````
"""

_FIELDS_HEAD = """## 方案里的名字

`[]` 表示有若干项，用 `{% for … in … %}` 逐项取。金额的单位是元，用 `money` 写成“50万元”。

| 名字 | 键 | 例 |
|---|---|---|"""
