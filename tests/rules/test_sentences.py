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
WORDING_CODES = ("TXT", "CMP", "RSP011", "REF004", "STR009")


def report_on(*sentences: str) -> Report:
    quoted = "\n      - ".join(json.dumps(words, ensure_ascii=False) for words in sentences)
    return engine.check(load.load_text(PLAN.format(quoted)), Level.SUBMIT)


def wording_findings(report: Report) -> list[Diagnostic]:
    return [found for found in report.diagnostics if found.code.startswith(WORDING_CODES)]


@pytest.mark.parametrize("sentence", SENTENCES["innocent"])
def test_correct_sentences(sentence: str) -> None:
    assert wording_findings(report_on(sentence)) == []


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
