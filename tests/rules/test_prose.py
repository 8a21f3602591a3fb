"""Sentences against the fields of one plan: what disagrees is marked, what may be right is not."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml

from jindu.checker import engine
from jindu.model.diagnostic import Diagnostic, Level
from jindu.source import load

CASES: dict[str, Any] = yaml.safe_load(
    Path(__file__).with_name("prose.yaml").read_text(encoding="utf-8")
)
CODES = ("TXT011", "TXT012", "BUD019", "BUD020")


@cache
def findings(sentence: str) -> list[Diagnostic]:
    text = CASES["plan"].format(sentence)
    found = engine.check(load.load_text(text), Level.SUBMIT).diagnostics
    return [diagnostic for diagnostic in found if diagnostic.code in CODES]


@pytest.mark.parametrize(("sentence", "code", "words"), CASES["wrong"])
def test_what_disagrees_is_marked(sentence: str, code: str, words: str) -> None:
    (found,) = findings(sentence)
    at = len("  背景: ") + sentence.index(words) + 1
    assert found.code == code
    assert (found.span.column, found.span.end_column) == (at, at + len(words))


@pytest.mark.parametrize("sentence", CASES["right"])
def test_what_may_be_right_is_not(sentence: str) -> None:
    assert [(found.code, found.message) for found in findings(sentence)] == []
