"""Plans as chance, haste and malice write them: the same for the same random numbers."""

from __future__ import annotations

import codecs
import copy
import functools
import json
import re
from collections.abc import Iterator
from pathlib import Path
from random import Random
from typing import Any

import yaml

from jindu import assets, scaffold

PLANS = Path(__file__).parent.parent / "plans"
ENCODINGS = (
    "utf-8",
    "utf-8-sig",
    "gb18030",
    "gbk",
    "gb2312",
    "big5",
    "utf-16",
    "utf-16-le",
    "utf-16-be",
    "utf-32",
    "latin-1",
    "utf-7",
)


def words(text: str, between: str | None = None) -> list[str]:
    """The words of a text."""
    return text.split(between)


# Pieces of YAML, slips of a Chinese keyboard, and characters that are trouble everywhere.
_TOKENS: tuple[str, ...] = (
    *words(": |- |? |, |[|]|{|}|#| #|&a |*a|!|!!str |---|...|<<: |@|`", "|"),
    "!!python/name:os.system ",
    *words("|\n,>\n,|-\n,>+\n,|9\n,\",',\\,\t,\n,\n\n,\n  ,\n    ,\n        ,%YAML 1.2\n", ","),
    *"：，、；“”‘’（）【】［］｛｝－—＃＊＆！％＠｜＞。",
    *"\u200b\u00a0\u3000\ufeff\u202e\u2066\u00ad\u0300\u2028\x85\0\x07\x7f\ud7ff\ufffe\U0010ffff𠮷\r",
    *words("2026-02-30 0000-00-00 9999Q9 ２０２６年１３月 -1 1e999 0x1F .inf .nan"),
    *words("~ null true 是 否 ½"),
    *words("50万元 0.1分 ∞ 一千零一 编号 名称 公开 备注 起止 2026..2020 每季度 100% 13800138000"),
    *words("110101199003077571 戒毒人员张建国 3名吸毒人员 👨‍👩‍👧"),
    "\x1b[31m",
    "# jindu: ignore[SCH017] 同意",
    "甲" * 300,
    "(" * 40,
    "[" * 60,
    "{a: " * 40,
)
_SLIPS = (
    (": ", "："),
    (": ", ":"),
    (": ", " : "),
    (", ", "，"),
    ("- ", "-"),
    ("- ", "－ "),
    ("  ", "\t"),
    ("  ", "　"),
    ("[", "【"),
    ("]", "］"),
    ("{", "｛"),
    ("}", "｝"),
    ('"', "“"),
    ("#", "＃"),
    ("\n", "\r\n"),
    ("\n", "\r"),
    (" ", "\u00a0"),
    ("2026", "２０２６"),
    ("-", "."),
    ("元", " 元"),
    ("，", ","),
    ("。", "."),
    ("%", "％"),
    ("-", "—"),
)


@functools.cache
def texts() -> tuple[str, ...]:
    """The schemes, and the plans of the tests."""
    own = [scaffold.load(name).text for name in assets.schemes()]
    return (*own, *(path.read_text("utf-8") for path in sorted(PLANS.glob("*.yaml"))))


@functools.cache
def _sections() -> dict[str, list[str]]:
    """Their sections by their heads."""
    found: dict[str, list[str]] = {}
    for text in texts():
        for part in re.split(r"\n(?=[一-龥]+:)", f"\n{text}"):
            head = part.partition(":")[0]
            if re.fullmatch("[一-龥]+", head):
                found.setdefault(head, []).append(f"{part}\n")
    return found


def a_text(rng: Random) -> str:
    """A whole plan, or more often a few sections of several."""
    if rng.random() < 0.15:
        return rng.choice(texts())
    heads = rng.sample(sorted(_sections()), rng.randint(1, 5))
    return "".join(rng.choice(_sections()[head]) for head in heads)


def mutated(rng: Random, text: str) -> str:
    """A text with one to eight things done to it."""
    for _ in range(rng.choice((1, 1, 1, 1, 1, 2, 3, 8))):
        text = rng.choice(_WAYS)(rng, text)
    return text


def _place(rng: Random, text: str) -> int:
    return rng.randint(0, len(text))


def _put(rng: Random, text: str) -> str:
    place = _place(rng, text)
    return text[:place] + rng.choice(_TOKENS) + text[place:]


def _behind_key(rng: Random, text: str) -> str:
    keys = [match.end() for match in re.finditer(r"[:：] ?", text)]
    if not keys:
        return text + rng.choice(_TOKENS)
    place = rng.choice(keys)
    end = place if rng.random() < 0.5 else _end_of_line(text, place)
    return text[:place] + rng.choice(_TOKENS) + text[end:]


def _end_of_line(text: str, place: int) -> int:
    end = text.find("\n", place)
    return len(text) if end < 0 else end


_VALUE = re.compile(r"(?<=: )[^\n{}\[\],]+")


def _another_value(rng: Random, text: str) -> str:
    """A value that stands elsewhere, or with something in it."""
    values = list(_VALUE.finditer(text))
    if not values:
        return _put(rng, text)
    one, other = rng.choice(values), rng.choice(values)[0].strip()
    place = rng.randint(0, len(other))
    told = (
        other if rng.random() < 0.5 else other[:place] + rng.choice(_TOKENS).strip() + other[place:]
    )
    return text[: one.start()] + told + text[one.end() :]


def _cut(rng: Random, text: str) -> str:
    place = _place(rng, text)
    return text[:place] + text[place + rng.choice((1, 1, 2, 5, 20, 200)) :]


def _end(rng: Random, text: str) -> str:
    return text[: _place(rng, text)]


def _lines(rng: Random, text: str) -> str:
    lines = text.splitlines(keepends=True) or [""]
    one, other = rng.randrange(len(lines)), rng.randrange(len(lines))
    match rng.randrange(5):
        case 0:
            lines.insert(one, lines[other])
        case 1:
            lines[one], lines[other] = lines[other], lines[one]
        case 2:
            lines[one] = " " * rng.randint(0, 9) + lines[one].lstrip()
        case 3:
            del lines[min(one, other) : max(one, other)]
        case _:
            lines[one] = lines[one].rstrip("\n")
    return "".join(lines)


def slipped(rng: Random, text: str) -> str:
    """A text with a slip of the keyboard, once or everywhere."""
    right, wrong = rng.choice(_SLIPS)
    if rng.random() < 0.3:
        return text.replace(right, wrong)
    places = [match.start() for match in re.finditer(re.escape(right), text)]
    if not places:
        return text
    place = rng.choice(places)
    return text[:place] + wrong + text[place + len(right) :]


def _any_character(rng: Random, text: str) -> str:
    place = _place(rng, text)
    sign = chr(rng.choice((rng.randrange(0x80), rng.randrange(0x3000), rng.randrange(0x110000))))
    return text[:place] + sign * rng.choice((1, 1, 1, 40)) + text[place + 1 :]


def _graft(rng: Random, text: str) -> str:
    other = rng.choice(_sections()[rng.choice(sorted(_sections()))])
    start = _place(rng, other)
    piece = other[start : start + rng.choice((5, 50, 500))]
    place = _place(rng, text)
    return text[:place] + piece + text[place:]


_WAYS = (
    *((_another_value, slipped) * 3),
    *((_lines, _behind_key) * 2),
    _put,
    _cut,
    _end,
    _any_character,
    _graft,
)


def encoded(rng: Random, text: str) -> bytes:
    """The text in one of the encodings, now and then with bytes that are wrong."""
    encoding = rng.choice(ENCODINGS) if rng.random() < 0.3 else "utf-8"
    data = bytearray(text.encode(encoding, "replace"))
    if rng.random() < 0.08:
        for _ in range(rng.randint(1, 6)):
            place = rng.randint(0, len(data))
            data[place : place + rng.randint(0, 2)] = rng.randbytes(rng.randint(0, 2))
    if rng.random() < 0.03:
        data = bytearray(rng.choice((codecs.BOM_UTF16_LE, codecs.BOM_UTF8, b"\0\0"))) + data
    return bytes(data)


# Trees --------------------------------------------------------------------------------------

Path_ = tuple[str | int, ...]


@functools.cache
def trees() -> tuple[Any, ...]:
    """The schemes as trees, of every list only what is needed to refer to one another."""
    return tuple(_trimmed(yaml.safe_load(text)) for text in texts()[: len(assets.schemes())])


def _trimmed(node: Any) -> Any:
    if isinstance(node, dict):
        return {str(key): _trimmed(value) for key, value in node.items()}
    if isinstance(node, list):
        return [_trimmed(item) for item in node[:3]]
    return node if isinstance(node, str | int | float | bool | None) else str(node)


@functools.cache
def paths() -> tuple[tuple[int, Path_], ...]:
    """Every place of every tree: which tree, and the way to it."""
    return tuple((n, path) for n, tree in enumerate(trees()) for path in _walk(tree, ()))


def _walk(node: Any, path: Path_) -> Iterator[Path_]:
    pairs = (
        node.items()
        if isinstance(node, dict)
        else enumerate(node)
        if isinstance(node, list)
        else ()
    )
    for key, value in pairs:
        yield (*path, key)
        yield from _walk(value, (*path, key))


_INSTEAD: tuple[Any, ...] = (
    *(None, "", " ", "无", [], {}, [None], [""], [[]], [{}], {"": ""}, {"编号": None}),
    *(True, False, 0, -1, 10**30, 0.1, "甲" * 5000, "甲\n\n乙\n", "# 甲", "```任务分解表\n```"),
    *words(
        "<b>&amp;</b> {{7*7}} --- 2026-02-30 9999-12-31 0001-01-01 2026.. 9999..0001 -5万元 0元"
    ),
    *words("1e5 100% 每世纪 \\ “ | % 是 甲、乙，丙；丁"),
    "  甲",
    "甲  ",
    ["甲"] * 60,
    {str(n): n for n in range(60)},
)


def changed_tree(rng: Random) -> tuple[str, Any]:
    """What was done to one place of a tree, and the tree."""
    number, path = rng.choice(paths())
    tree = copy.deepcopy(trees()[number])
    parent, key = _at(tree, path[:-1]), path[-1]
    way = rng.choice(
        ("deleted", "replaced", "replaced", "replaced", "doubled", "moved", "swapped", "wrapped")
    )
    match way:
        case "deleted":
            del parent[key]
        case "replaced":
            parent[key] = rng.choice(_INSTEAD)
        case "doubled" if isinstance(key, int):
            parent.append(copy.deepcopy(parent[key]))
        case "doubled":
            parent[f"{key}一"] = parent[key]
        case "moved":
            tree[str(key)] = parent.pop(key)
        case "swapped":
            _, other = rng.choice(paths())
            parent[key] = copy.deepcopy(_at(trees()[number], other))
        case _:
            parent[key] = rng.choice(
                ([parent[key]], {"名称": parent[key]}, [[parent[key]]], str(parent[key]))
            )
    return way, tree


def _at(tree: Any, path: Path_) -> Any:
    for key in path:
        try:
            tree = tree[key]
        except (KeyError, IndexError, TypeError):
            return None
    return tree


def places_of(tree: Any) -> list[tuple[Any, str | int]]:
    """Where a tree holds texts that people read: the thing and the key of each."""
    found = []
    for path in _walk(tree, ()):
        parent = _at(tree, path[:-1])
        listed = isinstance(parent, list) and path[-2] in _PROSE_LISTS
        if isinstance(parent[path[-1]], str) and (listed or path[-1] in _PROSE):
            found.append((parent, path[-1]))
    return found


_PROSE = frozenset(
    words("背景 工作基础 指导思想 总体目标 内容 名称 职责 培训 成果形式 说明 计算方法 措施 附注")
    + words("测算依据 评分方法 佐证材料 情形 依据 结果运用 立项依据 必要性 可行性 应对 内涵 载体")
    + words("数据出处 口号")
)
_PROSE_LISTS = frozenset(words("意义 原则 措施 特色"))


def as_plan(tree: Any) -> str:
    """A tree as the text of a plan: JSON is YAML."""
    return json.dumps(tree, ensure_ascii=False, indent=1)


# Templates and settings ---------------------------------------------------------------------

_JINJA = (
    *words("{{ }} {% %} {# #} {%- -%} {{- | . ( ) [ ] , : ~ + * ** // % == not in is if else for"),
    *words("endfor endif set block endblock macro endmacro call endcall filter endfilter include"),
    *words("import extends raw endraw with endwith plan title overview years loop self namespace"),
    *words("range dict cycler joiner lipsum given annex entry lead item led money listed clause"),
    *words("number name month sentence post steps cycle progress default map select list sort"),
    *words("join replace tojson batch slice groupby attr format safe int float round length first"),
    *words("last upper '甲' \" ' 1 99999 0 none true # --- 1. **"),
    "\n",
    "```任务分解表\n```\n",
    "{{ plan.key_tasks[0].name }}",
    "{{ plan.budget.total | money }}",
    "{% for t in plan.key_tasks %}",
    "{% endfor %}",
    "{{ ''.__class__ }}",
    "{{ plan.__init__ }}",
    "{{ title|attr('__class__') }}",
    "{{ 1/0 }}",
    "{{ [][1] }}",
)


@functools.cache
def _templates() -> tuple[str, ...]:
    return tuple(p.read_text("utf-8") for p in sorted(assets.templates().glob("*.j2")))


def a_template(rng: Random) -> str:
    """A built-in template with pieces put in, taken out, or torn off."""
    text = rng.choice(_templates()) if rng.random() < 0.7 else ""
    for _ in range(rng.randint(1, 8)):
        place = _place(rng, text)
        piece = " ".join(rng.choices(_JINJA, k=rng.randint(1, 6)))
        text = text[:place] + piece + text[place + rng.choice((0, 0, 0, 3, 30)) :]
    return text


_TOML = (
    *words('[ ] [[ ]] = . , { } " \' """ # check norms 检查 标准 select ignore severity 采用 忽略'),
    *words('级别 值 单位 出处 日期 "满意度下限" "公开版最小计数" "领导小组应有部门" CMP001'),
    *words('"SCH017" "错误" "提示" "甲" 0 1 -1 95 1e9 1e400 nan inf 0x1F 1_000 1979-05-27'),
    *words("07:32:00 true [] {} ['公安'] 101 0.5 99999999999999999999 \\u0000 \\"),
    *"\n\0\x1b\ufeff",
    "甲" * 100,
)
_CONFIGURATION = """[check]
ignore = ["SCH017"]
[check.severity]
FND003 = "错误"
[norms]
"满意度下限" = 95
"""


def settings_text(rng: Random) -> str:
    """A configuration, or what resembles one."""
    text = _CONFIGURATION
    for _ in range(rng.randint(1, 6)):
        place = _place(rng, text)
        text = text[:place] + rng.choice(_TOML) + text[place + rng.choice((0, 0, 1, 4)) :]
    return text


def any_json(rng: Random, depth: int = 0) -> Any:
    """Something that JSON can say, more often than not like a baseline."""
    leaf: tuple[Any, ...] = (None, True, 0, 1, -1, 10**20, 1.5, "", "甲", "BUD001")
    if depth > 4 or rng.random() < 0.3:
        return rng.choice(leaf)
    if rng.random() < 0.4:
        return [any_json(rng, depth + 1) for _ in range(rng.randint(0, 3))]
    keys = rng.sample(
        ("findings", "version", "file", "code", "message", "line", "count", ""), rng.randint(0, 6)
    )
    return {key: any_json(rng, depth + 1) for key in keys}
