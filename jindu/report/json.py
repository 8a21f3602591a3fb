"""Format findings as JSON."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from decimal import Decimal
from typing import Any

from jindu.checker.result import Report
from jindu.language.characters import escape, replaced
from jindu.model.diagnostic import Diagnostic, Fix, Severity, Span
from jindu.report.statistics import of_rules
from jindu.report.table import records

VERSION = 1
"""Version of the format; increment it when a field changes meaning or is removed."""


def render(reports: Iterable[Report]) -> Iterator[str]:
    """Yield one JSON document for all files, in pieces.

    Lines and columns count from 1, in characters.
    """
    yield f'{{\n  "version": {VERSION},\n  "files": ['
    between = "\n"
    for report in reports:
        yield between + indented(_file(report), 4)
        between = ",\n"
    yield "\n  ]\n}\n"


def statistics(reports: Iterable[Report]) -> Iterator[str]:
    """Yield a JSON document with the number of findings per rule."""
    counts = of_rules(reports)
    yield indented({"version": VERSION, "statistics": records(counts)}, 0) + "\n"


def indented(value: Any, depth: int) -> str:
    """Format a value as JSON, indented by ``depth`` spaces."""
    told = replaced(json.dumps(value, ensure_ascii=False, indent=2), _escaped)
    margin = " " * depth
    return margin + told.replace("\n", "\n" + margin)


def _escaped(character: str) -> str:
    """Escape a character; lone surrogates too, which not all JSON parsers accept."""
    half = "\ud800" <= character <= "\udfff"
    return escape(character) if half else json.dumps(character)[1:-1]


def _file(report: Report) -> dict[str, Any]:
    severities = [found.severity for found in report.diagnostics]
    reached = report.reached
    return {
        "file": report.file,
        "readable": report.readable,
        "unread": list(report.unread),
        "level": report.level.name.lower(),
        "rated": report.rated,
        "reached": reached.name.lower() if reached else None,
        "accepted": report.accepted,
        "open": {level.name.lower(): count for level, count in report.open.items()},
        "at_least": report.at_least,
        "counts": {s.name.lower(): severities.count(s) for s in Severity},
        "bug": report.bug or None,
        "used": _used(report),
        "findings": [_finding(found) for found in report.diagnostics],
        "ahead": [_finding(found) for found in report.ahead],
    }


def _used(report: Report) -> dict[str, Any]:
    """Return the settings, baseline and remarks that the check used."""
    local = report.local
    return {
        "settings": local.file if local else None,
        "instead_of": local.before or None if local else None,
        "off": list(local.off) if local else [],
        "severity": {c: s.name.lower() for c, s in local.severity.items()} if local else {},
        "norms": {name: _plain(norm.value) for name, norm in local.norms.items()} if local else {},
        "baseline": report.baseline or None,
        "remarks": dict(sorted(report.remarked.items())),
    }


def _plain(value: Any) -> Any:
    return float(value) if isinstance(value, Decimal) else value


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
