"""Findings for programs."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

from jindu.diagnostic import Diagnostic, Fix, Severity, Span
from jindu.pipeline import Report

VERSION = 1
"""Raised when a field changes its meaning or goes away."""


def render(reports: Iterable[Report]) -> str:
    """One JSON document for all files; lines and columns count from 1, in characters."""
    files = [_file(report) for report in reports]
    return json.dumps({"version": VERSION, "files": files}, ensure_ascii=False, indent=2)


def _file(report: Report) -> dict[str, Any]:
    severities = [found.severity for found in report.diagnostics]
    reached = report.reached
    return {
        "file": report.file,
        "readable": report.readable,
        "level": report.level.name.lower(),
        "reached": reached.name.lower() if reached else None,
        "accepted": report.accepted,
        "open": {level.name.lower(): count for level, count in report.open.items()},
        "counts": {s.name.lower(): severities.count(s) for s in Severity},
        "findings": [_finding(found) for found in report.diagnostics],
    }


def _finding(found: Diagnostic) -> dict[str, Any]:
    return {
        "code": found.code,
        "severity": found.severity.name.lower(),
        "message": found.message,
        "tip": found.tip,
        "basis": found.basis,
        "span": _span(found.span),
        "related": [{"span": _span(r.span), "label": r.label} for r in found.related],
        "fix": _fix(found.fix),
    }


def _fix(fix: Fix | None) -> dict[str, Any] | None:
    if fix is None:
        return None
    edits = [{"start": e.start, "end": e.end, "text": e.text} for e in fix.edits]
    return {"label": fix.label, "safe": fix.safe, "edits": edits}


def _span(span: Span) -> dict[str, int]:
    return {
        "line": span.line,
        "column": span.column,
        "end_line": span.end_line,
        "end_column": span.end_column,
    }
