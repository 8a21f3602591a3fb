"""Format findings as SARIF 2.1.0, for code scanning and review tools."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import quote

from jindu import __version__
from jindu.checker.result import Report
from jindu.model.diagnostic import Diagnostic, Fix, Severity, Span
from jindu.model.rule import Rule
from jindu.report.json import indented
from jindu.report.used import Used
from jindu.rules import RULES

SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"
_LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "note"}
_PLACE = {rule.code: index for index, rule in enumerate(RULES)}


def render(reports: Iterable[Report]) -> Iterator[str]:
    """Yield one run over all files, in pieces: all rules with their manual, then the results."""
    driver = {
        "name": "jindu",
        "version": __version__,
        "language": "zh-CN",
        "rules": [_rule(rule) for rule in RULES],
    }
    yield f'{{\n  "$schema": "{SCHEMA}",\n  "version": "2.1.0",\n  "runs": [\n    {{\n'
    yield f'      "tool":\n{indented({"driver": driver}, 6)},\n'
    yield '      "columnKind": "unicodeCodePoints",\n      "results": ['
    between, bugs = "\n", []
    used = Used()
    for report in reports:
        used.add(report)
        if report.bug:
            bugs.append(_notification(report))
        for found in report.diagnostics:
            yield between + indented(_result(found), 8)
            between = ",\n"
    invocation = {"executionSuccessful": not bugs, "toolExecutionNotifications": bugs}
    notes = [{"level": "note", "message": {"text": line}} for line in used.lines(remarks=True)]
    if notes:
        invocation["toolConfigurationNotifications"] = notes
    yield f'\n      ],\n      "invocations":\n{indented([invocation], 6)}\n    }}\n  ]\n}}\n'


def _notification(report: Report) -> dict[str, Any]:
    """Return a notification for a file left unchecked because of a bug."""
    place = {"physicalLocation": {"artifactLocation": {"uri": _uri(report.file)}}}
    return {
        "level": "error",
        "message": {"text": f"内部出错（{report.bug}），这份方案没有检查完。"},
        "locations": [place],
    }


def _rule(rule: Rule) -> dict[str, Any]:
    return {
        "id": rule.code,
        "shortDescription": {"text": rule.title},
        "fullDescription": {"text": rule.manual.split("\n\n```")[0]},
        "help": {"text": rule.manual, "markdown": rule.manual},
        "defaultConfiguration": {"level": _LEVELS[rule.severity]},
        "properties": {"basis": rule.basis, "level": rule.level.name.lower()},
    }


def _result(found: Diagnostic) -> dict[str, Any]:
    result: dict[str, Any] = {
        "ruleId": found.code,
        "ruleIndex": _PLACE[found.code],
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
    # Viewers apply fixes with one click and cannot mark them as unsafe.
    if found.fix and found.fix.edits and found.fix.safe:
        result["fixes"] = [_fix(found.fix, found.file)]
    return result


def _fix(fix: Fix, file: str) -> dict[str, Any]:
    replacements = [
        {
            "deletedRegion": {"charOffset": edit.start, "charLength": edit.end - edit.start},
            "insertedContent": {"text": edit.text},
        }
        for edit in fix.edits
    ]
    change = {"artifactLocation": {"uri": _uri(file)}, "replacements": replacements}
    return {"description": {"text": fix.label}, "artifactChanges": [change]}


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
    path = Path(file)
    return path.as_uri() if path.is_absolute() else quote(os.fsencode(path.as_posix()), safe="/")
