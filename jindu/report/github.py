"""Format findings as GitHub Actions workflow commands, shown inline in pull requests."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from jindu.checker.result import Report
from jindu.model.diagnostic import Severity
from jindu.report.shown import shown

_COMMANDS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "notice"}


def render(reports: Iterable[Report]) -> Iterator[str]:
    """Yield one command per finding."""
    for report in reports:
        for found in shown(report).diagnostics:
            span = found.span
            where = {
                "file": found.file,
                "line": span.line,
                "col": span.column,
                "endLine": span.end_line,
                "endColumn": span.end_column,
                "title": found.code,
            }
            told = ",".join(f"{key}={_property(str(value))}" for key, value in where.items())
            message = _data(f"{found.message}{found.tip}")
            yield f"::{_COMMANDS[found.severity]} {told}::{message}"


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
