"""Analyses run once for each plan, and leave nothing that outlives it."""

from __future__ import annotations

import ast
import gc
import re
import weakref
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from jindu.checker.engine import check
from jindu.model.fields import Entity
from jindu.model.plan import Plan
from jindu.model.remembered import once_per_plan
from jindu.source.load import load

ROOT = Path(__file__).resolve().parents[2]


def subclasses(cls: type[Entity]) -> Iterator[type[Entity]]:
    """A class and all below it."""
    yield cls
    for sub in cls.__subclasses__():
        yield from subclasses(sub)


PLANS = sorted((ROOT / "tests" / "plans").glob("*.yaml"))


@pytest.mark.parametrize("path", PLANS, ids=lambda path: path.stem)
def test_a_checked_plan_is_freed_without_the_collector(path: Path) -> None:
    gc.collect()
    gc.disable()
    try:
        loaded = load(path)
        check(loaded)
        plan = loaded.plan
        assert plan is not None
        assert plan.results, "the analyses are remembered on the plan"
        left: list[weakref.ref[Entity]] = [weakref.ref(plan), weakref.ref(plan.entities[0])]
        del loaded, plan
        assert [ref() for ref in left] == [None, None]
    finally:
        gc.enable()


def test_an_analysis_runs_once_per_plan() -> None:
    runs: Counter[int] = Counter()

    @once_per_plan
    def nothing(plan: Plan) -> None:
        runs[id(plan)] += 1

    one, other = Plan(), Plan()
    for plan in (one, other, one, other):
        assert nothing(plan) is None
    assert runs == {id(one): 1, id(other): 1}


HELD = {"Context", "LoadedPlan", "Source", *(cls.__name__ for cls in subclasses(Entity))}


def test_no_module_caches_by_plan() -> None:
    """A module cache keeps the plans, or parts of plans, that it was asked for."""
    for path in (ROOT / "jindu").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.FunctionDef) and any(map(_caches, node.decorator_list)):
                words = {word for arg in node.args.args for word in _words(arg.annotation)}
                assert not words & HELD, f"{path}: {node.name}"


def _caches(decorator: ast.expr) -> bool:
    name = ast.unparse(decorator).partition("(")[0]
    return name.rpartition(".")[2] in {"cache", "lru_cache", "remember"}


def _words(annotation: ast.expr | None) -> list[str]:
    return re.findall(r"\w+", ast.unparse(annotation)) if annotation else []
