"""Fixes: the splices that findings offer, carried out in the user's text and checked again."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

from jindu.diagnostic import Diagnostic, Edit, Level, Severity
from jindu.pipeline import STANDARD, Report, check, load, load_text
from jindu.read.source import apply
from jindu.settings import Settings

_ROUNDS = 8
"""A fix may lay bare the next; a file that needs more rounds is left as far as it came."""


class Fixed(NamedTuple):
    """A file before and after; ``fixes`` findings were fixed. ``report`` is on what is left."""

    path: Path
    before: str
    after: str
    encoding: str
    bom: bool
    fixes: int
    report: Report

    @property
    def changed(self) -> bool:
        """Whether the file would be written."""
        return self.before != self.after or self.encoding != "utf-8"

    def content(self) -> bytes:
        """The file to write: UTF-8, with the byte order mark it had."""
        return ("\ufeff" if self.bom else "").encode() + self.after.encode("utf-8")

    def diff(self) -> Iterator[str]:
        """What changes, as a unified diff."""
        before, after = (text.splitlines() for text in (self.before, self.after))
        name = str(self.path)
        yield from difflib.unified_diff(before, after, name, name, lineterm="", n=1)
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
    report = check(loaded, level, settings)
    for _ in range(_ROUNDS):
        edits = list(_apart(_offered(report.diagnostics, unsafe)))
        text, done, after = _best(text, edits, report, level, settings)
        if not done:
            break
        count, report = count + done, after
    return Fixed(path, source.text, text, source.encoding, source.bom, count, report)


def _offered(diagnostics: Iterable[Diagnostic], unsafe: bool) -> Iterator[tuple[Edit, ...]]:
    for found in diagnostics:
        if found.fix and found.fix.edits and (found.fix.safe or unsafe):
            yield found.fix.edits


def _apart(groups: Iterable[tuple[Edit, ...]]) -> Iterator[tuple[Edit, ...]]:
    """The groups that touch no earlier one."""
    taken: list[tuple[int, int]] = []
    for group in groups:
        if all(e.start >= end or e.end <= start for e in group for start, end in taken):
            taken += [(edit.start, max(edit.end, edit.start + 1)) for edit in group]
            yield group


def _best(
    text: str,
    groups: list[tuple[Edit, ...]],
    before: Report,
    level: Level | None,
    settings: Settings,
) -> tuple[str, int, Report]:
    """All groups carried out; where that makes things worse, those that do not, one by one."""
    if not groups:
        return text, 0, before
    tried = _spliced(text, groups)
    after = check(load_text(tried, before.file), level, settings)
    if not _worse(before, after):
        return tried, len(groups), after
    kept: list[tuple[Edit, ...]] = []
    best = before
    for group in groups if len(groups) > 1 else ():
        tried = _spliced(text, [*kept, group])
        after = check(load_text(tried, before.file), level, settings)
        if not _worse(best, after):
            kept.append(group)
            best = after
    return (_spliced(text, kept), len(kept), best) if kept else (text, 0, before)


def _spliced(text: str, groups: Iterable[tuple[Edit, ...]]) -> str:
    return apply(text, sorted((e for group in groups for e in group), key=lambda e: e.start))


def _worse(before: Report, after: Report) -> bool:
    """Whether more errors stand in the way than before, or as many findings."""
    errors = [
        sum(found.severity is Severity.ERROR for found in report.diagnostics)
        for report in (before, after)
    ]
    if before.readable != after.readable:
        return before.readable
    return errors[1] > errors[0] or len(after.diagnostics) >= len(before.diagnostics)
