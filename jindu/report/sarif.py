"""Findings as SARIF 2.1.0, for code scanning and reviewers' tools."""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any
from urllib.parse import quote

from jindu import __version__
from jindu.diagnostic import Diagnostic, Rule, Severity, Span
from jindu.pipeline import Report
from jindu.rules import BY_CODE

SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"
_LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "note"}


def render(reports: Iterable[Report]) -> str:
    """One run over all files, with the manual of every rule that spoke."""
    found = [diagnostic for report in reports for diagnostic in report.diagnostics]
    codes = sorted({diagnostic.code for diagnostic in found})
    place = {code: index for index, code in enumerate(codes)}
    driver = {
        "name": "jindu",
        "version": __version__,
        "language": "zh-CN",
        "rules": [_rule(BY_CODE[code]) for code in codes],
    }
    run = {
        "tool": {"driver": driver},
        "columnKind": "unicodeCodePoints",
        "results": [_result(diagnostic, place[diagnostic.code]) for diagnostic in found],
    }
    return json.dumps(
        {"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}, ensure_ascii=False, indent=2
    )


def _rule(rule: Rule) -> dict[str, Any]:
    return {
        "id": rule.code,
        "shortDescription": {"text": rule.title},
        "fullDescription": {"text": rule.manual.split("\n\n```")[0]},
        "help": {"text": rule.manual, "markdown": rule.manual},
        "defaultConfiguration": {"level": _LEVELS[rule.severity]},
        "properties": {"basis": rule.basis, "level": rule.level.name.lower()},
    }


def _result(found: Diagnostic, index: int) -> dict[str, Any]:
    result: dict[str, Any] = {
        "ruleId": found.code,
        "ruleIndex": index,
        "level": _LEVELS[found.severity],
        "message": {"text": f"{found.message}{found.tip}"},
        "locations": [{"physicalLocation": _place(found.file, found.span)}],
    }
    if found.related:
        result["relatedLocations"] = [
            {
                "physicalLocation": _place(found.file, related.span),
                "message": {"text": related.label},
            }
            for related in found.related
        ]
    if found.fix and found.fix.edits:
        result["fixes"] = [_fix(found)]
    return result


def _fix(found: Diagnostic) -> dict[str, Any]:
    assert found.fix is not None
    return {
        "description": {"text": found.fix.label},
        "artifactChanges": [
            {
                "artifactLocation": {"uri": _uri(found.file)},
                "replacements": [
                    {
                        "deletedRegion": {
                            "charOffset": edit.start,
                            "charLength": edit.end - edit.start,
                        },
                        "insertedContent": {"text": edit.text},
                    }
                    for edit in found.fix.edits
                ],
            }
        ],
    }


def _place(file: str, span: Span) -> dict[str, Any]:
    return {
        "artifactLocation": {"uri": _uri(file)},
        "region": {
            "startLine": span.line,
            "startColumn": span.column,
            "endLine": span.end_line,
            "endColumn": max(span.end_column, 1),
        },
    }


def _uri(file: str) -> str:
    return quote(Path(file).as_posix(), safe="/:")
