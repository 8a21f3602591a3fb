"""The founding idea of such a branch, typed in as it stands: every contradiction is found."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from jindu.checker import engine
from jindu.model.diagnostic import Level
from jindu.source import load

BRIEF = Path(__file__).parent / "plans" / "brief.yaml"

EXPECTED = {
    "a": {"FND001"},  # 30 of 50 万元 from the province, “most” from the local budget
    "b": {"BUD016"},  # three uses without an amount
    "c": {"FND007"},  # bonds for publicity and training
    "d": {"FND006"},  # tax relief counted as money
    "e": {"FND017", "FND008"},  # asks the province itself, takes donations itself
    "f": {"RSP011", "CMP004"},  # a branch that controls drug users
    "g": {"GOL001", "GOL002"},  # goals without baseline and target
    "h": {"SCH006"},  # stages without dates
    "i": {"SCH009"},  # rolled out without a review of the pilot
    "j": {"RSP004"},  # 教育 has to cooperate and is not in the group
}
MARK = re.compile(r"# 矛盾([a-j ]+)$")


def marked() -> list[tuple[int, str]]:
    lines = BRIEF.read_text(encoding="utf-8").splitlines()
    found = [(n, MARK.search(line)) for n, line in enumerate(lines, 1)]
    return [(n, letter) for n, match in found if match for letter in match[1].split()]


@pytest.mark.parametrize(("line", "letter"), marked())
def test_every_contradiction_is_found_in_its_line(line: int, letter: str) -> None:
    report = engine.check(load.load(BRIEF), Level.SUBMIT)
    codes = {
        found.code
        for found in report.diagnostics
        if line in (found.span.line, *(place.line for place, _ in found.related))
    }
    assert codes & EXPECTED[letter]


def test_every_contradiction_is_marked() -> None:
    assert {letter for _, letter in marked()} == set(EXPECTED)


@pytest.mark.parametrize("letter", EXPECTED)
def test_every_rule_meant_for_it_speaks(letter: str) -> None:
    report = engine.check(load.load(BRIEF), Level.SUBMIT)
    lines = {line for line, marked_letter in marked() if marked_letter == letter}
    assert EXPECTED[letter] <= {d.code for d in report.diagnostics if d.span.line in lines}
