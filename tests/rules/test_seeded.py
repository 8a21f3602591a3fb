"""Slips of a clerk, seeded into three plans written for it: how many are caught, and what else.

The plans and slips (``seeded/``) do not know the rules, so the figures measure the rules. Run with
``-s`` to see what each slip got.
"""

from __future__ import annotations

import copy
from collections import Counter
from collections.abc import Iterator
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml

from jindu.checker import engine
from jindu.checker.settings import STANDARD
from jindu.model.diagnostic import Level
from jindu.source import load

Tree = dict[str, Any]
Found = dict[Level, list[tuple[str, str]]]
"""Codes and messages, by level."""
FOLDER = Path(__file__).with_name("seeded")
BASES = ("street", "town", "county")
LEVELS = (Level.REVIEW, Level.SUBMIT)
TODAY = date(2026, 12, 4)
"""After the meetings and grants that the plans tell of."""
DEEDS = ("set", "replace", "append", "drop")
NAMES = ("编号", "名称", "内容")

# What the rules reach in each plan. Better figures replace these; worse ones are a regression.
AT_LEAST_CAUGHT = {"street": 22, "town": 18, "county": 20}
AT_MOST_ECHOES = {"street": 0, "town": 0, "county": 0}

SLIPS: list[Tree] = yaml.load(
    (FOLDER / "defects.yaml").read_text(encoding="utf-8"), yaml.BaseLoader
)


@cache
def plan(base: str) -> Tree:
    tree: Tree = yaml.load((FOLDER / f"{base}.yaml").read_text(encoding="utf-8"), yaml.BaseLoader)
    return tree


def step(node: Any, key: str) -> Any:
    """The key or index that a part of an address means in a node."""
    if isinstance(node, dict):
        return key
    entries = [(n, item) for n, item in enumerate(node) if isinstance(item, dict)]
    named = [n for n, item in entries if key in (item.get(k) for k in NAMES)]
    assert len(named) <= 1, key
    return named[0] if named else int(key)


def make(tree: Tree, edit: Tree) -> None:
    """Make one edit of a slip."""
    *way, last = edit["at"].split("/")
    node: Any = tree
    for key in way:
        node = node[step(node, key)]
    place = step(node, last)
    deed = next(deed for deed in DEEDS if deed in edit)
    assert node[place]
    if deed == "drop":
        del node[place]
    elif deed == "append":
        node[place].append(edit[deed])
    elif deed == "replace":
        assert node[place].count(edit[deed]) == 1, edit
        node[place] = node[place].replace(edit[deed], edit["with"])
    else:
        node[place] = edit[deed]


def found(tree: Tree) -> Found:
    """The findings at each level, from one reading."""
    text = yaml.dump(
        tree, Dumper=yaml.CSafeDumper, allow_unicode=True, sort_keys=False, width=10**6
    )
    loaded, settings = load.load_text(text), STANDARD._replace(today=TODAY)
    return {
        level: [(d.code, d.message) for d in engine.check(loaded, level, settings).diagnostics]
        for level in LEVELS
    }


@cache
def standing(base: str) -> Found:
    return found(plan(base))


def spoilt(slip: Tree) -> Found:
    tree = copy.deepcopy(plan(slip["base"]))
    for edit in slip.get("edits", [slip]):
        make(tree, edit)
    return found(tree)


def outcome(slip: Tree, found: Found, level: Level) -> tuple[bool, list[str]]:
    """Whether an expected rule caught a slip, and the messages of all others that it set off."""
    before = Counter(code for code, _ in standing(slip["base"])[level])
    fresh = Counter(code for code, _ in found[level]) - before
    messages = dict(reversed(found[level]))
    others = [code for code in fresh.elements() if code not in slip["codes"]]
    return any(code in fresh for code in slip["codes"]), [f"{c} {messages[c]}" for c in others]


def told(base: str, outcomes: list[tuple[Tree, bool, list[str]]]) -> Iterator[str]:
    for slip, caught, echoes in outcomes:
        yield f"{'caught' if caught else 'MISSED'} {base}: {slip['name']} ({slip['codes'][0]})"
        yield from (f"       echo {echo}" for echo in echoes)
    hits = sum(caught for _, caught, _ in outcomes)
    others = sum(len(echoes) for *_, echoes in outcomes)
    yield f"{base}: {hits} of {len(outcomes)} caught, {others} echoes"


def test_there_are_sixty() -> None:
    assert len(SLIPS) == 60
    assert len({slip["name"] for slip in SLIPS}) == 60
    assert {slip["base"] for slip in SLIPS} == set(BASES)


@pytest.mark.parametrize("base", BASES)
def test_the_plans_are_right(base: str) -> None:
    for findings in standing(base).values():
        assert findings == []


@pytest.mark.parametrize("base", BASES)
def test_slips_are_caught(base: str) -> None:
    spoilt_plans = [(slip, spoilt(slip)) for slip in SLIPS if slip["base"] == base]
    for level in LEVELS:
        outcomes = [(slip, *outcome(slip, found, level)) for slip, found in spoilt_plans]
        print(f"\n{level.label}", *told(base, outcomes), sep="\n")
        assert sum(caught for _, caught, _ in outcomes) >= AT_LEAST_CAUGHT[base]
        assert sum(len(echoes) for *_, echoes in outcomes) <= AT_MOST_ECHOES[base]
