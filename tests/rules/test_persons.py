"""Sentences that tell of persons, and sentences that only seem to."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.rules.test_sentences import marked

SENTENCES: dict[str, Any] = yaml.safe_load(
    Path(__file__).with_name("persons.yaml").read_text(encoding="utf-8")
)
EXPECTED = [
    (sentence, code, words)
    for code, pairs in SENTENCES["expected"].items()
    for sentence, words in pairs
]


def found(sentence: str) -> list[tuple[str, str]]:
    """Codes of the rules on persons, and the words that they mark."""
    return [
        (code, sentence[start:end])
        for code, start, end in marked(sentence, "措施")
        if code.startswith(("CMP", "RSP002"))
    ]


@pytest.mark.parametrize("sentence", SENTENCES["innocent"])
def test_nobody_is_told_of(sentence: str) -> None:
    assert found(sentence) == []


@pytest.mark.parametrize(("sentence", "code", "words"), EXPECTED)
def test_persons_are_found(sentence: str, code: str, words: str) -> None:
    assert (code, words) in found(sentence)
