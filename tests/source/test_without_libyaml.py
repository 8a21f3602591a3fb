"""Reading works as well where PyYAML has no libyaml: the same tree, places and messages."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

from jindu import assets, scaffold
from jindu.model.diagnostic import Diagnostic
from jindu.source import events, reader, typos
from jindu.source.nodes import MappingNode, SequenceNode
from jindu.source.parse import read_text
from tests.source.test_pasted import LISTS as PASTED
from tests.source.test_source import SLIPS
from tests.source.test_spellings import BROKEN, DOUBTFUL, LISTS

READING = Path(__file__).parent.parent / "golden" / "reading.yaml"
SPELLED = [
    "方案: {标题: \"甲😀\", 背景: '乙''丙', 意义: [一? 二, 三?四, \"五\": 六], 原则: , 口号: ~}\n",
    "方案:\t甲",
    "方案:\n  标题:\t甲\t乙\t\n  背景: |-\n    一\n\n      二\n  指导思想: >+\n    三\n\n公文: {}",
    '方案:\n  标题: 甲\t\n    乙\n\n    丙 # 注\n  背景: "丁\n\n    戊\\\n    己\\u4e00\\x41"',
    "方案:\r\n  标题: 甲\r\n  原则:\r\n  - 一\r\n  - - 二\r\n    - 三\r\n",
    "方案:\n  ? 标题\n  : 甲\n  背景:\n  原则: [甲, [], {乙, 丙: }, 丁: 戊]",
    "方案: {甲:, 乙: 丙}",
    "方案: {甲: 乙:}",
    '方案: "😀\\ud800"',
    '方案: "\\\\ud800"',
    '方案: "\\UFFFFFFFF"',
    "方案: !甲 乙",
    "方案: 😀 @: : 乙",
    "方案:\n  标题: 甲\n\t乙\n",
    "方案: [甲\t# 注\n , 乙]",
    "%  甲",
    "甲\x01" * (typos.MOST + 1),
    "---\n方案: {标题: 甲}\n...\n",
]
TEXTS = [
    *(scaffold.load(name).text for name in assets.schemes()),
    *(line.replace(r"\n", "\n") + "\n" for line in BROKEN.splitlines()),
    *SPELLED,
    *(text for text, _, _ in (*SLIPS, *DOUBTFUL)),
    *(text for text, _ in LISTS),
    *(f"方案:\n  原则:\n{lines}" for lines in PASTED),
    *filter(lambda case: isinstance(case, str), yaml.safe_load(READING.read_text("utf-8"))),
]


def told(text: str) -> tuple[Any, list[Diagnostic]]:
    source = read_text(text, "x")
    return tree(source.root), source.problems


def tree(node: Any) -> Any:
    """All of a node, with its places."""
    if node is None:
        return None
    places = [(m.index, m.line, m.column) for m in (node.start_mark, node.end_mark)]
    if isinstance(node, MappingNode):
        return places, node.flow, [(tree(k), tree(v)) for k, v in node.entries.values()]
    if isinstance(node, SequenceNode):
        return places, node.flow, [tree(item) for item in node.items]
    return places, node.value, node.implicit, node.style or None


@pytest.fixture
def without(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(events, "LIBYAML", None)


@pytest.mark.parametrize("text", TEXTS)
def test_the_same_is_read(text: str, monkeypatch: pytest.MonkeyPatch) -> None:
    assert events.LIBYAML is not None
    with_it = told(text)
    monkeypatch.setattr(events, "LIBYAML", None)
    assert told(text) == with_it


@pytest.mark.usefixtures("without")
@pytest.mark.parametrize("bracket", ["[", "{a: ", "- ", "? ", "[{"])
def test_depth_is_bounded(bracket: str) -> None:
    _, [found] = told("方案: " * (bracket[0] in "[{") + bracket * 20_000)
    assert found.code == "YML004"
    assert "64" in found.message


@pytest.mark.usefixtures("without")
def test_events_are_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reader, "MAX_EVENTS", 1000)
    _, [found] = told("方案:\n" + "- a\n" * 1000)
    assert "不像一份方案" in found.message


def test_without_the_extension_a_plan_is_checked(tmp_path: Path) -> None:
    path = tmp_path / "方案.yaml"
    path.write_text("方案:\n  标题：甲\n  - 乙\n", encoding="utf-8")
    block = "import sys; sys.modules['yaml._yaml'] = None; "
    run = "from jindu.cli import run; sys.argv = ['jindu', 'check', sys.argv[1]]; run()"
    both = [
        subprocess.run([sys.executable, "-c", start + run, path], capture_output=True, check=False)
        for start in ("import sys; ", block)
    ]
    assert [done.returncode for done in both] == [1, 1]
    assert both[0].stdout == both[1].stdout
    assert b"YML001" in both[1].stdout
