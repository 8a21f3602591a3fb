"""Defects seeded into clean plans: each is found by the rule meant for it, and little else."""

from __future__ import annotations

import copy
import itertools
import random
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from jindu import assets, scaffold
from jindu.checker import engine
from jindu.model.diagnostic import Diagnostic, Level
from jindu.source import load
from tests.share import WHOLE, some

Tree = dict[str, Any]
Path_ = tuple[str | int, ...]
SCHEMES: dict[str, Tree] = {
    name: yaml.load(scaffold.load(name).text, yaml.BaseLoader) for name in assets.schemes()
}
DEFECTS: dict[str, dict[str, Any]] = {
    defect["name"]: defect
    for defect in yaml.load(
        Path(__file__).with_name("defects.yaml").read_text(encoding="utf-8"), yaml.BaseLoader
    )
}


def places(node: Any, keys: list[str]) -> Iterator[Path_]:
    """Where a path leads to in a tree."""
    if not keys:
        yield ()
        return
    if isinstance(node, list):
        numbers = range(len(node)) if keys[0] == "*" else [int(keys[0]) % len(node)]
        steps: list[tuple[str | int, Any]] = [(n, node[n]) for n in numbers if n < len(node)]
    elif isinstance(node, dict):
        steps = [(k, v) for k, v in node.items() if keys[0] in (k, "*")]
    else:
        return
    for step, value in steps:
        for rest in places(value, keys[1:]):
            yield (step, *rest)


def at(node: Any, path: Path_) -> Any:
    for step in path:
        node = node[step]
    return node


def candidates(tree: Tree, defect: dict[str, Any]) -> list[Path_]:
    """The places of a tree where a defect can be made."""

    def fits(path: Path_) -> bool:
        beside = at(tree, path if isinstance(at(tree, path), dict) else path[:-1])
        wanted = defect.get("if", {})
        return all(re.search(pattern, str(beside.get(key, ""))) for key, pattern in wanted.items())

    return [path for path in places(tree, defect["at"].split("/")) if fits(path)]


def spoil(tree: Tree, defect: dict[str, Any], path: Path_) -> None:
    """Make a defect at a place."""
    holder, last = at(tree, path[:-1]), path[-1]
    if "drop" in defect:
        del holder[last]
    elif "rename" in defect:
        pairs = [(defect["rename"] if k == last else k, v) for k, v in holder.items()]
        holder.clear()
        holder.update(pairs)
    elif "append" in defect:
        holder[last].append(defect["append"])
    elif "merge" in defect:
        holder[last].update(defect["merge"])
    elif "before" in defect:
        holder[last] = defect["before"] + holder[last]
    elif "copy" in defect:
        numbers = iter([step for step in path if isinstance(step, int)])
        source = [str(next(numbers)) if k == "*" else k for k in defect["copy"].split("/")]
        holder[last] = at(tree, next(places(tree, source)))
    else:
        holder[last] = defect["set"]


def findings(tree: Tree) -> tuple[Diagnostic, ...]:
    text = yaml.dump(
        tree, Dumper=yaml.CSafeDumper, allow_unicode=True, sort_keys=False, width=10**6
    )
    return engine.check(load.load_text(text), Level.SUBMIT).diagnostics


def told(found: tuple[Diagnostic, ...]) -> str:
    return "\n".join(f"{d.code} {d.span.line} {d.message}" for d in found)


@pytest.mark.parametrize("scheme", SCHEMES)
def test_the_plan_is_clean(scheme: str) -> None:
    assert told(findings(SCHEMES[scheme])) == ""


def test_there_are_enough_kinds() -> None:
    assert len(DEFECTS) >= 80
    for name, defect in DEFECTS.items():
        assert sum(bool(candidates(tree, defect)) for tree in SCHEMES.values()) >= 3, name


def defects() -> list[tuple[str, str]]:
    """Each with a scheme where it can be made, the schemes taking turns; a share of the others."""
    turns, others = [], []
    for number, (name, defect) in enumerate(DEFECTS.items()):
        possible = [scheme for scheme, tree in SCHEMES.items() if candidates(tree, defect)]
        turn = possible[number % len(possible)]
        turns.append((name, turn))
        others += [(name, scheme) for scheme in possible if scheme != turn]
    return [*turns, *some(others, one_in=8)]


@pytest.mark.parametrize(("name", "scheme"), defects())
def test_one_defect(name: str, scheme: str) -> None:
    """At the first place, and at some other, it is found with at most one finding more."""
    defect = DEFECTS[name]
    possible = candidates(SCHEMES[scheme], defect)
    for path in {*possible[:1], *random.Random(name).sample(possible, min(2, len(possible)))}:
        tree = copy.deepcopy(SCHEMES[scheme])
        spoil(tree, defect, path)
        found = findings(tree)
        assert defect["code"] in {d.code for d in found}, (path, told(found))
        assert len(found) <= 2, (path, told(found))


@pytest.mark.parametrize("seed", [*range(20), *some(range(20, 180), one_in=8)])
def test_several_defects(seed: int) -> None:
    choice = random.Random(seed)
    tree = copy.deepcopy(SCHEMES[choice.choice(sorted(SCHEMES))])
    wanted: Counter[str] = Counter()
    made: list[tuple[str, Path_]] = []
    names = sorted(name for name, defect in DEFECTS.items() if "alone" not in defect)
    for name in choice.sample(names, choice.randint(2, 5)):
        possible = [
            path
            for path in candidates(tree, DEFECTS[name])
            if all(path[:2] != other[:2] for _, other in made)
        ]
        if possible:
            path = choice.choice(possible)
            spoil(tree, DEFECTS[name], path)
            made.append((name, path))
            wanted[DEFECTS[name]["code"]] += 1
    found = findings(tree)
    codes = Counter(d.code for d in found)
    assert wanted <= codes, (made, told(found))
    assert len(found) <= 2 * len(made), (made, told(found))


def kinds(node: Any, path: Path_ = ()) -> Iterator[Path_]:
    """A place of each kind: of two items of a list their keys are one kind."""
    seen: set[tuple[str, ...]] = set()
    pending = [(node, path)]
    while pending:
        node, path = pending.pop()
        steps = node.items() if isinstance(node, dict) else enumerate(node)
        for step, value in steps:
            kind = tuple("*" if isinstance(key, int) else key for key in (*path, step))
            if kind not in seen:
                seen.add(kind)
                yield (*path, step)
            if not isinstance(value, str):
                pending.append((value, (*path, step)))


def together(paths: list[Path_], most: int) -> list[list[Path_]]:
    """Groups of so many places, those of a group apart; what holds others stands alone."""
    shallow = [[path] for path in paths if len(path) < 3]
    deep: list[list[Path_]] = [[] for _ in range(len(paths) // most + 1)]
    for number, path in enumerate(path for path in paths if len(path) >= 3):
        for group in deep[number % len(deep) :] + deep:
            if not any(path[: len(other)] == other[: len(path)] for other in group):
                group.append(path)
                break
    return [*shallow, *filter(None, deep)]


def in_order(path: Path_) -> list[tuple[bool, str | int]]:
    return [(isinstance(step, int), step) for step in path]


def test_all_places_are_in_a_group() -> None:
    paths = list(kinds(SCHEMES["community"]))
    groups = together(paths, 8)
    assert sorted(map(str, itertools.chain(*groups))) == sorted(map(str, paths))
    assert len(groups) < len(paths) / 2


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize("deed", [{"drop": "yes"}, {"set": ""}, {"set": "甲"}], ids=str)
def test_what_is_missing_is_not_quoted(scheme: str, deed: dict[str, str]) -> None:
    """No message speaks of None or of “”, whatever a plan lacks.

    Each scheme tries every sixth place, begun at another: most places are in all schemes.
    """
    first = list(SCHEMES).index(scheme)
    every = list(kinds(SCHEMES[scheme]))
    for paths in together(every if WHOLE else every[first::6], 1 if WHOLE else 8):
        tree = copy.deepcopy(SCHEMES[scheme])
        # From behind: a place after another of the same list stays where it is.
        for path in sorted(paths, key=in_order, reverse=True):
            spoil(tree, deed, path)
        for found in findings(tree):
            for words in (found.message, found.tip, *(label for _, label in found.related)):
                wrong = re.search("None|“”|。。|，，|、、|Decimal|<", words)
                assert not wrong, (paths, found.code, words)
            assert found.message.endswith("。")
            assert found.tip.endswith(("。", "）"))
