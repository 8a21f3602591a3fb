"""Apply the fixes that findings offer and check the result again."""

from __future__ import annotations

import itertools
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

from jindu.checker.engine import check, secrets_of
from jindu.checker.result import Report
from jindu.checker.settings import STANDARD, Settings
from jindu.model.diagnostic import Diagnostic, Level, Severity
from jindu.model.plan import Plan
from jindu.source import typos
from jindu.source.edit import Revision
from jindu.source.load import LoadedPlan, load, load_text, without_collector
from jindu.source.splices import Change, apply, spliced, without_overlaps
from jindu.source.tree import MOST_REPORTS, NO_LIMIT

_ROUNDS = 8
"""Passes over a file; a fix can reveal another problem."""
_TRIES, _FEWEST = 100, 8
"""Maximum and minimum number of checks in one pass, to find harmful fixes."""
_READ = 8_000_000
"""Characters checked in one pass, and twice as many in all; large texts are checked less often."""
_SLIPS = frozenset(("YML003", "YML006"))
"""Codes of typing mistakes."""
_READING = frozenset(("YML003", "YML006", "STR001", "BUD003", "SCH001", "GOL006"))
"""Codes of unreadable content, and of typing mistakes read as intended."""


class Fixed(NamedTuple):
    """A fixed file, not yet written; ``fixes`` is the number of findings fixed.

    ``found`` is the report before the fixes, ``report`` the one after.
    """

    path: Path
    revision: Revision
    fixes: int
    found: Report
    report: Report
    loaded: LoadedPlan

    @property
    def changed(self) -> bool:
        """Whether the content differs from the original."""
        return self.revision.changed

    @property
    def original(self) -> bytes:
        """The bytes of the file as read."""
        return self.revision.original

    def content(self) -> bytes:
        """The bytes to write."""
        return self.revision.content()

    def diff(self) -> Iterator[str]:
        """Yield the changes as a unified diff with secret words masked."""
        return self.revision.diff(self._covered)

    def _covered(self, hunks: list[str]) -> Iterator[str]:
        hidden = secrets_of(self.loaded, (line[1:] for line in hunks))
        return map(hidden.blot, hunks)


@without_collector()
def fix(
    path: Path,
    level: Level | None = None,
    settings: Settings = STANDARD,
    *,
    unsafe: bool = False,
) -> Fixed:
    """Apply the safe fixes (``unsafe``: all) without writing the file."""
    loaded = load(path)
    source = loaded.source
    found = report = check(loaded, level, settings)
    text, count = source.text, 0
    if source.damaged:
        return Fixed(path, Revision(source, text, source.encoding), 0, found, report, loaded)
    if full := _full(found):
        # In each round more would come up, and there would be too few rounds.
        if not _SLIPS.isdisjoint(full):
            text, count = _without_slips(text, found)
        report = check(load_text(text, found.file, NO_LIMIT), level, settings)
    tries = iter(range(2 * _tries(text)))
    for _ in range(_ROUNDS):
        changes = list(without_overlaps(_offered(report.diagnostics, unsafe)))
        text, done, after = _best(text, changes, report, level, settings, tries)
        if not done:
            break
        count, report = count + done, after
    if _full(report):
        report = check(load_text(text, found.file), level, settings)
    return Fixed(path, Revision(source, text, "utf-8"), count, found, report, loaded)


def _full(report: Report) -> frozenset[str]:
    """Return the codes whose reports reading has cut off."""
    counts = Counter(found.code for found in report.diagnostics)
    return frozenset(code for code, count in counts.items() if count > MOST_REPORTS)


def _without_slips(text: str, found: Report) -> tuple[str, int]:
    """Fix all typing mistakes, also unreported ones; return the text and their number.

    Each has one possible fix, so they are not checked individually.
    """
    slips = typos.find(text, Plan, thorough=not found.readable or bool(found.unread), most=None)
    edits = [edit for slip in slips for edit in slip.fix]
    return apply(text, edits), sum(slip.offered for slip in slips)


def _offered(diagnostics: Iterable[Diagnostic], unsafe: bool) -> Iterator[Change]:
    for found in diagnostics:
        fix = found.fix
        if fix and fix.edits and (fix.safe or unsafe):
            certain = fix.safe and found.code in _READING
            yield Change(fix.edits, found.code, found.message, certain)


def _tries(text: str) -> int:
    return max(_FEWEST, min(_TRIES, _READ // max(len(text), 1)))


def _best(
    text: str,
    changes: list[Change],
    before: Report,
    level: Level | None,
    settings: Settings,
    tries: Iterator[int],
) -> tuple[str, int, Report]:
    """Apply all changes but those that make things worse, which are found by bisection.

    Each check takes one of the ``tries`` that are left.
    """
    kept: list[Change] = []
    best = before
    pending = [[c for c in changes if not c.certain], [c for c in changes if c.certain]]
    for _ in itertools.islice(tries, _tries(text)):
        pending = [chosen for chosen in pending if chosen]
        if not pending:
            break
        chosen = pending.pop()
        tried = spliced(text, [*kept, *chosen])
        after = check(load_text(tried, before.file, NO_LIMIT), level, settings)
        if _is_better(best, after, chosen):
            kept += chosen
            best = after
        elif len(chosen) > 1:
            half = len(chosen) // 2
            pending += [chosen[half:], chosen[:half]]
    return (spliced(text, kept), len(kept), best) if kept else (text, 0, before)


def _is_better(before: Report, after: Report, chosen: Iterable[Change]) -> bool:
    """Return whether changes help; problems revealed because more can be read do not count."""
    if before.readable != after.readable:
        return after.readable
    if len(before.unread) != len(after.unread):
        return len(after.unread) < len(before.unread)
    if all(change.certain for change in chosen):
        told, told_now = (
            Counter((found.code, found.message) for found in report.diagnostics)
            for report in (before, after)
        )
        names = {(change.code, change.message) for change in chosen}
        return all(told_now[name] < told[name] for name in names)
    errors, errors_now = (
        sum(found.severity is Severity.ERROR for found in report.diagnostics)
        for report in (before, after)
    )
    return errors_now <= errors and len(after.diagnostics) < len(before.diagnostics)
