"""Sentences as officials write them: no finding on correct ones, exact ranges on the others."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
import yaml

from jindu.checker import engine
from jindu.checker.result import Report
from jindu.checker.suppress import BaselineFile, entry_of
from jindu.model.diagnostic import Diagnostic, Level
from jindu.report import github, sarif
from jindu.report import json as report_json
from jindu.report import text as report_text
from jindu.source import load

SENTENCES: dict[str, Any] = yaml.safe_load(
    Path(__file__).with_name("sentences.yaml").read_text(encoding="utf-8")
)
PLAN = "重点任务:\n  - 编号: 甲\n    措施:\n      - {}\n"
PLACES: dict[str, str] = {"措施": PLAN, **SENTENCES["places"]}
WORDING_CODES = ("TXT", "CMP", "RSP011", "REF004", "STR009")
TEXT_CODES = (
    *WORDING_CODES,
    *("RSP002", "RSP015", "FND010", "FND023", "BUD019", "BUD020", "GOL015", "GOL016", "EVA011"),
)
"""Codes of the rules that read running text."""


def near_misses(state: str) -> list[tuple[str, str]]:
    """Innocent sentences and their places; ``state`` is innocent or innocent_later."""
    return [
        (sentence, place)
        for lists in SENTENCES["near_misses"].values()
        for place, sentences in lists.get(state, {}).items()
        for sentence in sentences
    ]


def expected(state: str) -> list[tuple[str, str, str, str]]:
    """Sentences, places, codes and marked words; ``state`` is found or expected_later."""
    return [
        (sentence, place, code, words)
        for code, lists in SENTENCES["expected"].items()
        for place, pairs in lists.get(state, {}).items()
        for sentence, words in pairs
    ]


ELSEWHERE = [(said, place) for place, many in SENTENCES["elsewhere"].items() for said in many]


def marked(sentence: str, place: str) -> list[tuple[str, int, int]]:
    """What rules of text find in a sentence: code, and where the words begin and end in it."""
    text = PLACES[place].replace("{}", json.dumps(sentence, ensure_ascii=False))
    row, line = next((n, line) for n, line in enumerate(text.splitlines(), 1) if sentence in line)
    start = line.index(sentence) + 1
    return [
        (d.code, d.span.column - start, d.span.end_column - start)
        for d in engine.check(load.load_text(text), Level.SUBMIT).diagnostics
        if d.code.startswith(TEXT_CODES) and d.span.line == row
    ]


def report_on(*sentences: str) -> Report:
    quoted = "\n      - ".join(json.dumps(words, ensure_ascii=False) for words in sentences)
    return engine.check(load.load_text(PLAN.format(quoted)), Level.SUBMIT)


def wording_findings(report: Report) -> list[Diagnostic]:
    return [found for found in report.diagnostics if found.code.startswith(WORDING_CODES)]


def test_there_are_enough_sentences() -> None:
    innocent = SENTENCES["innocent"] + ELSEWHERE + near_misses("innocent")
    guilty = SENTENCES["guilty"] + expected("found") + expected("expected_later")
    assert len(innocent) >= 200
    assert len(guilty) >= 200


@pytest.mark.parametrize("place", SENTENCES["places"])
def test_places_are_plans(place: str) -> None:
    """All of it is read."""
    assert PLACES[place].count("{}") == 1
    found = engine.check_text(PLACES[place].replace("{}", "甲"))
    assert {"STR001", "YML001"}.isdisjoint(d.code for d in found)


@pytest.mark.parametrize("sentence", SENTENCES["innocent"])
def test_correct_sentences(sentence: str) -> None:
    assert marked(sentence, "措施") == []


@pytest.mark.parametrize(("sentence", "place"), ELSEWHERE + near_misses("innocent"))
def test_correct_sentences_elsewhere(sentence: str, place: str) -> None:
    assert marked(sentence, place) == []


@pytest.mark.parametrize(("sentence", "place", "code", "words"), expected("found"))
def test_guilty_sentences(sentence: str, place: str, code: str, words: str) -> None:
    start = sentence.index(words)
    assert [
        found
        for found, first, last in marked(sentence, place)
        if found == code and first < start + len(words) and last > start
    ]


def test_sentences_for_later_are_well_formed() -> None:
    for sentence, place, _, words in expected("expected_later"):
        assert words in sentence
        assert place in PLACES
    assert {place for _, place in near_misses("innocent_later")} <= set(PLACES)


@pytest.mark.parametrize(
    ("sentence", "code", "words"), SENTENCES["guilty"] + SENTENCES["secret"], ids=lambda v: v
)
def test_findings_mark_the_words(sentence: str, code: str, words: str) -> None:
    report = report_on(sentence)
    at = 10 + sentence.index(words)
    places = [
        (d.span.column, d.span.end_column) for d in wording_findings(report) if d.code == code
    ]
    assert places[:1] == [(at, at + len(words))]


def test_secrets_are_redacted_everywhere() -> None:
    """In reports of every format, in the baseline and in the findings of other rules."""
    sentences = [f"某街道，{sentence}" for sentence, _, _ in SENTENCES["secret"]]
    report = report_on(*sentences)
    lines = report.lines
    told = [
        *report_text.render(report),
        *report_json.render([report]),
        repr(json.loads("".join(sarif.render([report])))["runs"][0]["results"]),
        *github.render([report]),
        BaselineFile(entry_of("方案.yaml", d, lines) for d in report.diagnostics).text(),
    ]
    assert {d.code for d in wording_findings(report)} >= {"CMP001", "CMP002", "CMP003", "TXT002"}
    text = "".join(told)
    assert "\\u" not in text
    for _, _, words in SENTENCES["secret"]:
        assert words not in text
        assert len(words) < 4 or words[:-1] not in text


def test_many_secrets_are_redacted() -> None:
    """Also if one is the name of an entity in another finding."""
    numbers = [f"138{place:08}" for place in range(200)]
    tasks = "".join(
        f"  - {{编号: 甲{n}, 名称: 打{number}, 前置任务: 甲{n}}}\n"
        for n, number in enumerate(numbers)
    )
    report = engine.check(load.load_text(f"工作任务:\n{tasks}"), Level.SUBMIT)
    told = "".join(report_json.render([report]))
    assert "REF006" in told
    assert not any(number in told for number in numbers)


@pytest.mark.parametrize("place", ["one text", "many texts"])
def test_secrets_beyond_the_reported_ones_are_redacted(place: str) -> None:
    numbers = [f"138{n:08}" for n in range(engine.MOST_OF_A_RULE + 50)]
    said = [f"电话{number}，某街道。" for number in numbers]
    report = report_on(*([" ".join(said)] if place == "one text" else said))
    told = "".join([*report.lines.values(), *report_text.render(report)])
    assert "电话" in told
    assert not [number for number in numbers if number in told]
