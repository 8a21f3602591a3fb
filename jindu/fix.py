"""Fixes: the splices that findings offer, carried out in the user's text and checked again."""

from __future__ import annotations

import bisect
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from jindu.diagnostic import Diagnostic, Edit, Level, Severity
from jindu.pipeline import STANDARD, Loaded, Report, check, load, load_text, secrets_of
from jindu.read import mistakes
from jindu.read.source import MOST_REPORTS, apply
from jindu.settings import Settings

_ROUNDS = 8
"""A fix may lay bare the next; a file that needs more rounds is left as far as it came."""
_TRIES, _FEWEST = 100, 8
"""Checks in one round: what would take more to find the fixes that do harm is left as it is."""
_READ = 8_000_000
"""Characters read in one round, which leaves a large text fewer checks."""
_SLIPS = frozenset(("YML003", "YML006"))
"""What slips of the keyboard are reported as."""
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

    ``found`` is on the file as it was, ``report`` on what is left; ``original`` are the bytes
    that were read, ``loaded`` what was read from them.
    """

    path: Path
    original: bytes
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
        name = str(self.path)
        hunks = list(_hunks(_lines(self.before), _lines(self.after)))
        if hunks:
            hidden = secrets_of(self.loaded, (line[1:] for line in hunks))
            yield from (f"--- {name}", f"+++ {name}", *map(hidden.blot, hunks))
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
    source = loaded.source
    found = report = check(loaded, level, settings)
    text, count = source.text, 0
    if not _SLIPS.isdisjoint(_full(found)):
        text, count = _without_slips(text, found)
        report = check(load_text(text, found.file), level, settings)
    for _ in range(_ROUNDS):
        changes = list(_apart(_offered(report.diagnostics, unsafe)))
        text, done, after = _best(text, changes, report, level, settings)
        if not done:
            break
        count, report = count + done, after
    return Fixed(
        path,
        source.content,
        source.text,
        text,
        source.encoding,
        source.bom,
        count,
        found,
        report,
        loaded,
    )


def _full(report: Report) -> frozenset[str]:
    """The codes of which reading tells no more."""
    counts = Counter(found.code for found in report.diagnostics)
    return frozenset(code for code, count in counts.items() if count > MOST_REPORTS)


def _without_slips(text: str, found: Report) -> tuple[str, int]:
    """A text with more slips than are told, all mended, and their number.

    Each has one right answer: there is no need to check them one by one.
    """
    slips = mistakes.find(text, thorough=not found.readable, most=None)
    edits = [edit for slip in slips for edit in slip.fix]
    return apply(text, edits), sum(slip.offered for slip in slips)


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
    for _ in range(max(_FEWEST, min(_TRIES, _READ // max(len(text), 1)))):
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
        uncounted = _full(before)
        return all(told_now[name] < told[name] or name[0] in uncounted for name in names)
    errors, errors_now = (
        sum(found.severity is Severity.ERROR for found in report.diagnostics)
        for report in (before, after)
    )
    return errors_now <= errors and len(after.diagnostics) < len(before.diagnostics)


# Differences ------------------------------------------------------------------------------

_AROUND = 1
"""Lines shown before and behind what changes."""
_Block = tuple[int, int, int, int]
"""First and last line (exclusive) of what changes, in the old text and in the new one."""


def _lines(text: str) -> list[str]:
    lines = [line.removesuffix("\r") for line in text.split("\n")]
    return lines if lines[-1] else lines[:-1]


def _changed(before: Sequence[str], after: Sequence[str]) -> Iterator[_Block]:
    """What differs line by line; in one block where lines were put in or taken out."""
    if len(before) == len(after):
        for place, (old, new) in enumerate(zip(before, after, strict=True)):
            if old != new:
                yield place, place + 1, place, place + 1
        return
    shorter = min(len(before), len(after))
    pairs = zip(before, after, strict=False)
    head = next((n for n, (old, new) in enumerate(pairs) if old != new), shorter)
    pairs = zip(reversed(before), reversed(after), strict=False)
    tail = next((n for n, (old, new) in enumerate(pairs) if old != new), shorter)
    tail = min(tail, shorter - head)
    yield head, len(before) - tail, head, len(after) - tail


def _hunks(before: Sequence[str], after: Sequence[str]) -> Iterator[str]:
    """The lines of a unified diff behind its head."""
    hunk: list[_Block] = []
    for block in _changed(before, after):
        if hunk and block[0] == hunk[-1][1]:
            hunk[-1] = (hunk[-1][0], block[1], hunk[-1][2], block[3])
        elif hunk and block[0] - hunk[-1][1] > 2 * _AROUND:
            yield from _hunk(hunk, before, after)
            hunk = [block]
        else:
            hunk.append(block)
    if hunk:
        yield from _hunk(hunk, before, after)


def _hunk(blocks: Sequence[_Block], before: Sequence[str], after: Sequence[str]) -> Iterator[str]:
    start, first = (max(blocks[0][side] - _AROUND, 0) for side in (0, 2))
    end = min(blocks[-1][1] + _AROUND, len(before))
    last = min(blocks[-1][3] + _AROUND, len(after))
    yield f"@@ -{_range(start, end)} +{_range(first, last)} @@"
    for old_start, old_end, new_start, new_end in blocks:
        yield from (f" {line}" for line in before[start:old_start])
        yield from (f"-{line}" for line in before[old_start:old_end])
        yield from (f"+{line}" for line in after[new_start:new_end])
        start = old_end
    yield from (f" {line}" for line in before[start:end])


def _range(start: int, end: int) -> str:
    """Lines as a unified diff names them."""
    if end - start == 1:
        return str(start + 1)
    return f"{start + (end > start)},{end - start}"
