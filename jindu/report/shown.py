"""A report made safe for terminals and logs: no invisible character, no line break in a name."""

from __future__ import annotations

from jindu.checker.result import Report
from jindu.language.characters import told
from jindu.model.diagnostic import Diagnostic, Related


def shown(report: Report) -> Report:
    """The report with every invisible character replaced by its code point."""
    found = tuple(map(_shown, report.diagnostics))
    return report._replace(file=told(report.file), diagnostics=found, bug=told(report.bug))


def _shown(found: Diagnostic) -> Diagnostic:
    return found._replace(
        file=told(found.file),
        message=told(found.message),
        tip=told(found.tip),
        related=tuple(Related(span, told(label)) for span, label in found.related),
    )
