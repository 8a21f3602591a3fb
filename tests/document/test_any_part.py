"""Every key of every scheme left out, blank or junk: each document is made, without the part."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from datetime import date
from functools import cache
from typing import Any

import pytest

from jindu import assets, scaffold
from jindu.checker import engine
from jindu.document.kinds import KINDS, Unready
from jindu.model.diagnostic import Level
from jindu.output import DOCUMENTS, FORMATS, render
from jindu.output.render import RenderOptions
from jindu.source import load
from jindu.source.nodes import MappingNode, Node, SequenceNode
from jindu.source.parse import read_text
from tests.share import WHOLE, some

GONE = object()
INSTEAD: dict[str, Any] = {
    "gone": GONE,
    "blank": "",
    "null": None,
    "spaces": "　 ",
    "mark": "。",
    "junk": "乱写",
    "list": [],
    "group": {},
    "number": 7,
    "long": "很长的话" * 500,
}
EMPTY = re.compile(
    r"None|Decimal|[，、；：。]{2}|[、，；]$|^[，。、；：]"
    r"|^（[一二三四五六七八九十]+）$|^\d+\.$|^#+ *$"
    r"|（[，、。；]?）|《》|“”|^[一二三四五六七八九十]+、$|^由[，。]|由组织|\*\*\s*\*\*$",
    re.MULTILINE,
)
"""What is left where a sentence has lost its words."""

Path = tuple[str | int, ...]


def plain(node: Node) -> Any:
    """A tree as groups, lists and texts."""
    if isinstance(node, MappingNode):
        return {key: plain(value) for key, (_, value) in node.entries.items()}
    if isinstance(node, SequenceNode):
        return [plain(item) for item in node.items]
    return node.value if node.value or not node.implicit[0] else None


@cache
def tree(scheme: str) -> Any:
    root = read_text(scaffold.load(scheme).text, scheme).root
    assert root is not None
    return plain(root)


def places(value: Any, path: Path = ()) -> Iterator[Path]:
    """Every key and item below, those of like items once for the first, once for the last."""
    if path:
        yield path
    if isinstance(value, dict):
        for key, part in value.items():
            yield from places(part, (*path, key))
    elif isinstance(value, list):
        for index in sorted({0, len(value) - 1} if value else ()):
            yield from places(value[index], (*path, index))


def changed(value: Any, path: Path, instead: Any) -> Any:
    if not path:
        return instead
    step, rest = path[0], path[1:]
    copy: Any = list(value) if isinstance(value, list) else dict(value)
    if not rest and instead is GONE:
        del copy[step]
    else:
        copy[step] = changed(value[step], rest, instead)
    return copy


def documents(value: Any) -> Iterator[tuple[str, str, bytes]]:
    """The documents of a plan in every kind and format; those it lacks words for are left out."""
    loaded = load.load_text(json.dumps(value, ensure_ascii=False, indent=0))
    for to in FORMATS:
        for kind in KINDS if to in DOCUMENTS else ["实施方案"]:
            # What a part is missing from shows in Markdown; the formats share all but their marks.
            if to == "pdf" or not (WHOLE or to == "md" or kind == "实施方案"):
                continue
            wanted = RenderOptions(kind, allow_errors=True, today=date(2026, 9, 1))
            try:
                yield to, kind, render.render(loaded, to, wanted)
            except Unready:
                continue


def hollow(value: Any) -> set[tuple[str, str]]:
    """What is left of sentences without words, by kind."""
    return {
        (kind, line)
        for to, kind, content in documents(value)
        if to == "md"
        for line in content.decode().splitlines()
        if EMPTY.search(re.sub(r"^>|\\", "", line).strip())
    }


@cache
def usual(scheme: str) -> set[tuple[str, str]]:
    return hollow(tree(scheme))


def keys_of(path: Path) -> tuple[str, ...]:
    return tuple(step for step in path if isinstance(step, str))


CASES = {
    (keys_of(path), name): (scheme, path, name)
    for scheme in assets.schemes()
    for path in places(tree(scheme))
    for name in INSTEAD
}
"""Each key once: schemes share most of them."""


def shown(case: tuple[str, Path, str]) -> str:
    scheme, path, name = case
    return f"{scheme}:{'.'.join(map(str, path))}:{name}"


@pytest.mark.parametrize("case", some(CASES.values(), one_in=200), ids=shown)
def test_any_part_may_be_missing(case: tuple[str, Path, str]) -> None:
    scheme, path, name = case
    left = hollow(changed(tree(scheme), path, INSTEAD[name])) - usual(scheme)
    # Who writes nothing but a mark gets it.
    assert not left or name == "mark", left


FOUND_BLANK = (
    ("重点任务", 0, "名称"),
    ("考核评价", "否决情形", 0, "情形"),
    ("考核评价", "加分", 0, "内容"),
    ("考核评价", "维度", 0, "名称"),
    ("实施阶段", 0, "名称"),
    ("工作任务", 0, "名称"),
    ("经常性工作", 0, "名称"),
    ("目标", 0, "指标", 0, "名称"),
)


@pytest.mark.parametrize("path", FOUND_BLANK, ids=lambda path: ".".join(map(str, path)))
@pytest.mark.parametrize("name", ["blank", "list"])
def test_what_has_to_be_said_is_missed_and_left_out(path: Path, name: str) -> None:
    scheme = "county-demo"
    part = changed(tree(scheme), path, INSTEAD[name])
    assert not hollow(part) - usual(scheme)
    found = engine.check_text(json.dumps(part, ensure_ascii=False, indent=0), Level.REVIEW)
    code = "STR001" if name == "list" else "STR011"
    assert code in {d.code for d in found}
