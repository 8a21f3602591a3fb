"""Fixes: the splices that findings offer, carried out in the user's text and checked again."""

from __future__ import annotations

import bisect
import difflib
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

from jindu.diagnostic import Diagnostic, Edit, Level, Severity
from jindu.pipeline import STANDARD, Loaded, Report, check, load, load_text, secrets_of
from jindu.read.source import apply
from jindu.settings import Settings

_ROUNDS = 8
"""A fix may lay bare the next; a file that needs more rounds is left as far as it came."""
_TRIES = 100
"""Checks in one round: what would take more to find the fixes that do harm is left as it is."""
_READING = frozenset(("YML003", "YML006", "STR001", "BUD003", "SCH001", "GOL006"))
"""What is reported where something cannot be read, or only by goodwill."""


class _Change(NamedTuple):
    """What a finding offers; ``certain``: it is about reading, and has one right answer."""

    edits: tuple[Edit, ...]
    code: str
    message: str
    certain: bool


class Fixed(NamedTuple):
    """A file before and after; ``fixes`` findings were fixed.

    ``found`` is on the file as it was, ``report`` on what is left. ``loaded`` is what was read.
    """

    path: Path
    before: str
    after: str
    encoding: str
    bom: bool
    fixes: int
    found: Report
    report: Report
    loaded: Loaded

    @property
    def changed(self) -> bool:
        """Whether the file would be written."""
        return self.before != self.after or self.encoding != "utf-8"

    def content(self) -> bytes:
        """The file to write: UTF-8, with the byte order mark it had."""
        return ("\ufeff" if self.bom else "").encode() + self.after.encode("utf-8")

    def diff(self) -> Iterator[str]:
        """What changes, as a unified diff without the words that are shown nowhere."""
        before, after = (text.splitlines() for text in (self.before, self.after))
        name = str(self.path)
        lines = list(difflib.unified_diff(before, after, name, name, lineterm="", n=1))
        yield from map(secrets_of(self.loaded, (line[1:] for line in lines)).blot, lines)
        if self.encoding != "utf-8":
            yield f"# {name}：编码由 {self.encoding} 改为 UTF-8"


def fix(
    path: Path,
    level: Level | None = None,
    settings: Settings = STANDARD,
    *,
    unsafe: bool = False,
) -> Fixed:
    """Fix what has one right answer (``unsafe``: also what has a likely one); writes nothing."""
    loaded = load(path)
    source, text, count = loaded.source, loaded.source.text, 0
    found = report = check(loaded, level, settings)
    for _ in range(_ROUNDS):
        changes = list(_apart(_offered(report.diagnostics, unsafe)))
        text, done, after = _best(text, changes, report, level, settings)
        if not done:
            break
        count, report = count + done, after
    return Fixed(path, source.text, text, source.encoding, source.bom, count, found, report, loaded)


def _offered(diagnostics: Iterable[Diagnostic], unsafe: bool) -> Iterator[_Change]:
    for found in diagnostics:
        fix = found.fix
        if fix and fix.edits and (fix.safe or unsafe):
            certain = fix.safe and found.code in _READING
            yield _Change(fix.edits, found.code, found.message, certain)


def _apart(changes: Iterable[_Change]) -> Iterator[_Change]:
    """The changes that touch no earlier one."""
    taken: list[tuple[int, int]] = []
    for change in changes:
        if not any(_touches(edit, taken) for edit in change.edits):
            for edit in change.edits:
                bisect.insort(taken, (edit.start, max(edit.end, edit.start + 1)))
            yield change


def _touches(edit: Edit, taken: list[tuple[int, int]]) -> bool:
    """Whether an edit overlaps one of the stretches, which are sorted and lie apart."""
    place = bisect.bisect_left(taken, (edit.start, edit.end))
    before, after = taken[max(place - 1, 0) : place], taken[place : place + 1]
    return any(edit.start < end and start < edit.end for start, end in (*before, *after))


def _best(
    text: str,
    changes: list[_Change],
    before: Report,
    level: Level | None,
    settings: Settings,
) -> tuple[str, int, Report]:
    """All changes carried out, without those that make things worse: these are sought by halves."""
    kept: list[_Change] = []
    best = before
    pending = [[c for c in changes if not c.certain], [c for c in changes if c.certain]]
    for _ in range(_TRIES):
        pending = [chosen for chosen in pending if chosen]
        if not pending:
            break
        chosen = pending.pop()
        tried = _spliced(text, [*kept, *chosen])
        after = check(load_text(tried, before.file), level, settings)
        if _is_better(best, after, chosen):
            kept += chosen
            best = after
        elif len(chosen) > 1:
            half = len(chosen) // 2
            pending += [chosen[half:], chosen[:half]]
    return (_spliced(text, kept), len(kept), best) if kept else (text, 0, before)


def _spliced(text: str, changes: Iterable[_Change]) -> str:
    # What is put in before a word comes before the word that takes its place.
    return apply(text, sorted((e for change in changes for e in change.edits), key=lambda e: e[:2]))


def _is_better(before: Report, after: Report, chosen: Iterable[_Change]) -> bool:
    """Whether a change did good: what comes to light once more can be read was wrong before."""
    if before.readable != after.readable:
        return after.readable
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
