"""Findings for other programs: SARIF and workflow commands."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import pytest

from jindu import pipeline
from jindu.diagnostic import Level
from jindu.pipeline import Report
from jindu.read.source import apply
from jindu.report import github, sarif
from jindu.rules import BY_CODE

BRIEF = Path(__file__).parent.parent / "plans" / "brief.yaml"
SLIP = "方案:\n  标题：柳林街道禁毒支部创建实施方案\n"


@pytest.fixture
def reports() -> list[Report]:
    slip = pipeline.load_text(SLIP, "我的 方案.yaml")
    brief = pipeline.load(BRIEF, "plans/brief.yaml")
    return [pipeline.check(brief, Level.SUBMIT), pipeline.check(slip)]


@pytest.fixture
def run(reports: list[Report]) -> Any:
    written = json.loads(sarif.render(reports))
    assert written["version"] == "2.1.0"
    [run] = written["runs"]
    return run


class TestSarif:
    def test_every_finding_is_told(self, run: Any, reports: list[Report]) -> None:
        found = [d for report in reports for d in report.diagnostics]
        assert [result["ruleId"] for result in run["results"]] == [d.code for d in found]
        for result, diagnostic in zip(run["results"], found, strict=True):
            region = result["locations"][0]["physicalLocation"]["region"]
            span = diagnostic.span
            assert (region["startLine"], region["startColumn"]) == (span.line, span.column)
            assert result["message"]["text"].startswith(diagnostic.message)

    def test_rules_are_described_once_and_found_by_their_index(self, run: Any) -> None:
        rules = run["tool"]["driver"]["rules"]
        assert len({rule["id"] for rule in rules}) == len(rules)
        for result in run["results"]:
            assert rules[result["ruleIndex"]]["id"] == result["ruleId"]
        for rule in rules:
            assert rule["help"]["markdown"] == BY_CODE[rule["id"]].manual

    def test_places_are_addresses(self, run: Any) -> None:
        uri = run["results"][-1]["locations"][0]["physicalLocation"]["artifactLocation"]["uri"]
        assert uri.isascii()
        assert unquote(uri) == "我的 方案.yaml"

    def test_fixes_mend_the_text(self, run: Any) -> None:
        [fix] = [result["fixes"][0] for result in run["results"] if "fixes" in result][-1:]
        [change] = fix["artifactChanges"]
        [part] = change["replacements"]
        start = part["deletedRegion"]["charOffset"]
        end = start + part["deletedRegion"]["charLength"]
        mended = SLIP[:start] + part["insertedContent"]["text"] + SLIP[end:]
        assert mended == "方案:\n  标题: 柳林街道禁毒支部创建实施方案\n"

    def test_nothing_found(self) -> None:
        written = json.loads(sarif.render([]))
        assert written["runs"][0]["results"] == []


def test_github(reports: list[Report]) -> None:
    lines = list(github.render(reports[1:]))
    assert lines == [
        "::error file=我的 方案.yaml,line=2,col=5,endLine=2,endColumn=6,title=YML003::"
        "“标题”后面用了全角冒号“：”。改成半角冒号加一个空格：“标题: ”。"
    ]


def test_github_escapes_what_would_end_a_command() -> None:
    text = "目标:\n  - {编号: 甲, 内容: 覆盖率达到100%以上}\n"
    plan = pipeline.load_text(text, "a,b:c.yaml")
    told = "\n".join(github.render([pipeline.check(plan)]))
    assert "file=a%2Cb%3Ac.yaml" in told
    assert "100%25以上" in told


def test_fixes_are_edits_of_the_users_text() -> None:
    report = pipeline.check(pipeline.load_text(SLIP))
    [fix] = [d.fix for d in report.diagnostics if d.code == "YML003"]
    assert fix is not None
    assert apply(SLIP, list(fix.edits)) == "方案:\n  标题: 柳林街道禁毒支部创建实施方案\n"
