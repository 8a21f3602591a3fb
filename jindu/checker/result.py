"""The result of checking one file."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from jindu.checker.settings import Local
from jindu.model.diagnostic import Diagnostic, Level, Severity
from jindu.rules import BY_CODE


class Report(NamedTuple):
    """What a check found at ``level``, in the order of the file.

    ``open`` counts the errors that keep the plan from each level, those of lower levels
    included. ``lines`` holds the text of every line that a finding points at. ``readable`` is
    false where the file's content could not be looked at. ``accepted`` counts the findings
    that the ``baseline`` file holds, ``remarked`` those that remarks in the plan accept, by code.
    ``rated`` is false where too few rules ran to speak of levels; ``unused`` counts those that
    the configuration leaves out, and ``local`` is what a configuration file changes.
    ``at_least`` says that more may come to light once what is unreadable can be read.
    ``unknown_years`` are those of its days whose holidays are not known. ``bug`` is what went
    wrong in the program itself.
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

    @property
    def reached(self) -> Level | None:
        """The highest level that no error bars; None where there is none, or it is not rated."""
        if not self.rated:
            return None
        return max((level for level, count in self.open.items() if not count), default=None)

    @property
    def failed(self) -> bool:
        """Whether an error stands in the way at ``level``, or nothing could be looked at."""
        return not (self.readable or self.bug) or any(
            found.severity is Severity.ERROR for found in self.diagnostics
        )


def barred(found: Iterable[Diagnostic]) -> dict[Level, int]:
    """How many of these keep a plan from each level."""
    lowest = [
        d.error_from or (BY_CODE[d.code].level if d.severity is Severity.ERROR else None)
        for d in found
    ]
    return {level: sum(1 for low in lowest if low and low <= level) for level in Level}


def at_level(level: Level, found: Diagnostic) -> Diagnostic:
    """The finding with its weight at a level."""
    if found.error_from is None or level < found.error_from:
        return found
    return found._replace(severity=Severity.ERROR)
