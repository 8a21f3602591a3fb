"""The result of checking one file."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from jindu.checker.settings import Local
from jindu.model.diagnostic import Diagnostic, Level, Severity
from jindu.rules import BY_CODE

MOST_EXCERPTS = 3
"""Related places of a finding whose lines are shown; of more only the numbers are."""


class Report(NamedTuple):
    """The findings of a check at ``level``, in the order of the file.

    ``open`` counts the errors that keep the plan from each level, those of lower levels
    included. ``lines`` maps the line numbers of findings to their text. ``readable`` is false if
    the content could not be checked. ``accepted`` counts the findings in the ``baseline`` file,
    ``remarked`` those accepted by remarks in the plan, by code. ``rated`` is false if too few
    rules ran to rate the plan; ``unused`` counts the disabled rules, and ``local`` describes the
    configuration file. ``unread`` names the sections that could not be parsed. ``at_least`` means
    that unreadable content may hide more problems. ``unknown_years`` are years of the plan without
    holiday data. ``bug`` describes an error in the program itself. ``ahead`` are the first errors
    that keep the plan from the level above ``level``, and not from ``level`` itself.

    A report is small and can be sent to another process.
    """

    file: str
    level: Level
    diagnostics: tuple[Diagnostic, ...]
    open: Mapping[Level, int]
    lines: Mapping[int, str]
    readable: bool = True
    accepted: int = 0
    rated: bool = True
    unused: int = 0
    at_least: bool = False
    foreign: bool = False
    unknown_years: tuple[int, ...] = ()
    bug: str = ""
    baseline: str = ""
    remarked: Mapping[str, int] = {}
    local: Local | None = None
    unread: tuple[str, ...] = ()
    ahead: tuple[Diagnostic, ...] = ()

    @property
    def reached(self) -> Level | None:
        """The highest level without open errors; None if there is none or the plan is not rated."""
        if not self.rated:
            return None
        return max((level for level, count in self.open.items() if not count), default=None)

    @property
    def failed(self) -> bool:
        """Whether errors are open at ``level``, or the content could not be checked."""
        return not (self.readable or self.bug) or any(
            found.severity is Severity.ERROR for found in self.diagnostics
        )


def lowest_barred(found: Diagnostic) -> Level | None:
    """Return the lowest level that a finding keeps a plan from; None if it keeps it from none."""
    if found.error_from:
        return found.error_from
    return BY_CODE[found.code].level if found.severity is Severity.ERROR else None


def barred(found: Iterable[Diagnostic]) -> dict[Level, int]:
    """Count the findings that keep a plan from each level."""
    lowest = list(map(lowest_barred, found))
    return {level: sum(1 for low in lowest if low and low <= level) for level in Level}


def at_level(level: Level, found: Diagnostic) -> Diagnostic:
    """Return the finding with its severity at a level."""
    if found.error_from is not None and level >= found.error_from:
        return found._replace(severity=Severity.ERROR)
    if found.warning_from is not None and level >= found.warning_from:
        return found._replace(severity=max(found.severity, Severity.WARNING))
    return found
