"""Defects seeded into a clean plan: each is found by the rule meant for it, and little else."""

from __future__ import annotations

import random
from collections import Counter
from pathlib import Path

import pytest
import yaml

from jindu import pipeline, scaffold
from jindu.diagnostic import Level

PLAN = scaffold.load("community").text

DEFECTS: dict[str, tuple[str, str, str]] = {
    defect["name"]: (defect["old"], defect["new"], defect["code"])
    for defect in yaml.safe_load(
        Path(__file__).with_name("defects.yaml").read_text(encoding="utf-8")
    )
}
"""Name → what is replaced, by what, and the rule that has to see it."""


def seeded(*names: str) -> str:
    text = PLAN
    for name in names:
        old, new, _ = DEFECTS[name]
        assert text.count(old) >= 1, name
        text = text.replace(old, new, 1)
    return text


def codes(text: str) -> Counter[str]:
    report = pipeline.check(pipeline.load_text(text), Level.SUBMIT)
    return Counter(found.code for found in report.diagnostics)


def test_the_plan_is_clean() -> None:
    assert codes(PLAN) == {}


def test_there_are_enough_kinds() -> None:
    assert len(DEFECTS) >= 40


@pytest.mark.parametrize("name", DEFECTS)
def test_one_defect(name: str) -> None:
    found = codes(seeded(name))
    code = DEFECTS[name][2]
    assert found[code] >= 1, dict(found)
    assert found.total() <= 2, dict(found)


@pytest.mark.parametrize("seed", range(20))
def test_several_defects(seed: int) -> None:
    choice = random.Random(seed)
    names: list[str] = []
    for name in choice.sample(sorted(DEFECTS), len(DEFECTS)):
        old = DEFECTS[name][0]
        apart = all(old not in DEFECTS[n][1] and DEFECTS[n][0] not in old for n in names)
        if apart and seeded(*names).count(old) == PLAN.count(old):
            names.append(name)
        if len(names) == 8:
            break
    found = codes(seeded(*names))
    for name in names:
        assert found[DEFECTS[name][2]] >= 1, (name, dict(found))
    assert found.total() <= 2 * len(names), (names, dict(found))
