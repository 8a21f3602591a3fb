"""Make reports safe for terminals and logs."""

from __future__ import annotations

from jindu.checker.result import Report
from jindu.language.characters import escaped
from jindu.model.diagnostic import Diagnostic, Related


def shown(report: Report) -> Report:
    """Replace invisible characters and line breaks in a report by their code points."""
    return report._replace(
        file=escaped(report.file),
        diagnostics=tuple(map(_shown, report.diagnostics)),
        ahead=tuple(map(_shown, report.ahead)),
        bug=escaped(report.bug),
    )


def _shown(found: Diagnostic) -> Diagnostic:
    return found._replace(
        file=escaped(found.file),
        message=escaped(found.message),
        tip=escaped(found.tip),
        related=tuple(Related(span, escaped(label)) for span, label in found.related),
    )
