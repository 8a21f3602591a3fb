"""File in, findings or document out: what the command line, the tests and libraries call."""

from __future__ import annotations

import contextlib
import functools
import gc
import itertools
import os
import re
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, NamedTuple

from jindu.accepted import without_remarked
from jindu.analysis.calendar import unknown_years
from jindu.diagnostic import (
    Check,
    Diagnostic,
    Finding,
    Fix,
    Level,
    Related,
    Rule,
    Severity,
    Span,
    Where,
)
from jindu.plan import Plan, Status
from jindu.read.build import build, schema
from jindu.read.placing import extent, splice
from jindu.read.source import Source, read_file, read_text, too_many
from jindu.rules import BY_CODE, RULES
from jindu.settings import Settings
from jindu.vocabulary import parts_of

if TYPE_CHECKING:
    from concurrent.futures import Executor, Future
    from datetime import date

    from jindu.analysis.typography import Change

STANDARD = Settings()
"""All rules, as they come."""
MOST = 50
"""So many findings of one rule at one place are told; more would be no plan."""
MOST_OF_A_RULE = 1000
"""So many findings of one rule are told of one file; the next says that there are more."""

_LEVEL_OF = {
    Status.DRAFT: Level.DRAFT,
    Status.REVIEW: Level.REVIEW,
    Status.APPROVED: Level.SUBMIT,
}


class Loaded(NamedTuple):
    """A plan file that was read. ``plan`` is None where no tree could be made of the text."""

    source: Source
    plan: Plan | None

    @property
    def folder(self) -> Path | None:
        """The folder of the file, None for a text that is in none."""
        path = Path(self.source.file)
        return path.parent if path.is_file() else None

    @property
    def level(self) -> Level:
        """The level the plan's own 方案.状态 asks for; a draft where that is unknown."""
        overview = self.plan.overview if self.plan else None
        status = overview.status if overview else None
        return _LEVEL_OF.get(status, Level.DRAFT) if status else Level.DRAFT

    @property
    def foreign(self) -> bool:
        """Whether the file has none of a plan's sections: some other YAML. An empty one is not."""
        source = self.source
        if source.root is None:
            return bool(source.text.strip()) and not _section_line().search(source.text)
        return _sections().isdisjoint(source.root.entries)


@functools.cache
def _sections() -> frozenset[str]:
    """The keys, in every spelling, under which a plan's sections stand."""
    parts = parts_of(Plan)
    return frozenset(key for key, field in schema(Plan).items() if field.attribute in parts)


@functools.cache
def _section_line() -> re.Pattern[str]:
    """The beginning of a section in a text that could not be read."""
    return re.compile(rf"""^\s*[{{"'“]*(?:{"|".join(_sections())})["'”]*\s*[:：]""", re.MULTILINE)


class Report(NamedTuple):
    """What a check found at ``level``, in the order of the file.

    ``open`` counts the errors that keep the plan from each level, those of lower levels
    included. ``lines`` holds the text of every line that a finding points at. ``readable`` is
    false where the file's content could not be looked at. ``accepted`` counts the findings
    that a baseline holds. ``rated`` is false where too few rules ran to speak of levels;
    ``unused`` counts those that the configuration leaves out. ``at_least`` says that more may
    come to light once what is unreadable can be read. ``unknown_years`` are those of its days
    whose holidays are not known. ``bug`` is what went wrong in the program itself.
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

    @property
    def reached(self) -> Level | None:
        """The highest level that no error bars; None where there is none, or it is not rated."""
        if not self.rated:
            return None
        return max((level for level, count in self.open.items() if not count), default=None)

    @property
    def failed(self) -> bool:
        """Whether an error stands in the way at ``level``."""
        return any(found.severity is Severity.ERROR for found in self.diagnostics)


def load(path: Path | str, shown: str | None = None) -> Loaded:
    """Read a plan file. Nothing it contains raises; ``shown`` is its name in messages."""
    with _uncollected():
        source = read_file(Path(path), shown or str(path))
        return Loaded(source, build(source))


def load_text(text: str, shown: str = "方案.yaml") -> Loaded:
    """Read a plan from a text."""
    with _uncollected():
        source = read_text(text, shown)
        return Loaded(source, build(source))


def check(loaded: Loaded, level: Level | None = None, settings: Settings = STANDARD) -> Report:
    """Run the rules. ``level`` defaults to what the plan's own status asks for."""
    level = level or loaded.level
    source, plan = loaded.source, loaded.plan
    weighed, secrets = _weighed_findings(source, plan, settings)
    due = (_as_at(level, d) for d in weighed if BY_CODE[d.code].level <= level)
    shown = tuple(sorted(due, key=_order))
    numbers = {
        span.line for d in shown for span in (d.span, *(related.span for related in d.related))
    }
    lines = {number: source.line(number) for number in numbers}
    if secrets:
        shown, lines = hide(secrets, shown, lines)
    return Report(
        source.file,
        level,
        shown,
        barred(weighed),
        lines,
        readable=source.root is not None,
        rated=not settings.partial,
        unused=settings.left_out(),
        at_least=any(d.code not in _MENDED for d in source.problems),
        foreign=loaded.foreign,
        unknown_years=unknown_years(plan) if plan else (),
    )


_MENDED = frozenset(("YML002", "YML003", "YML006"))
"""What is wrong with the writing alone: read all the same, so it hides nothing."""


def _weighed_findings(
    source: Source, plan: Plan | None, settings: Settings
) -> tuple[list[Diagnostic], frozenset[str]]:
    """The findings, and the words that are shown nowhere, wanted or accepted or not."""
    with _uncollected():
        found = [d for d in source.problems if settings.speaks(BY_CODE[d.code])]
        ruled, secrets = _run_rules(source, plan, settings) if plan is not None else ([], set())
    found, remarked = without_remarked(source, (*found, *ruled))
    weighed = [_weighed(d, settings) for d in (*found, *remarked)]
    return weighed, frozenset(secrets)


def _run_rules(source: Source, plan: Plan, settings: Settings) -> tuple[list[Diagnostic], set[str]]:
    """What the wanted rules find, and the words that secret ones find, wanted or not."""
    found: list[Diagnostic] = []
    secrets: set[str] = set()
    for rule in RULES:
        wanted = settings.speaks(rule)
        if rule.check is None or not (rule.secret or wanted):
            continue
        made = _findings(rule, rule.check, plan, settings)
        if rule.secret:
            made = list(made)
            secrets.update(finding.within.words for finding in made if finding.within)
        told = [_placed(rule, source, finding) for finding in _told(made)]
        if rule.secret:
            secrets.update(words for d in told for words in _words_at(source, d.span))
        if wanted:
            found += told
    return found, secrets


def barred(found: Iterable[Diagnostic]) -> dict[Level, int]:
    """How many of these keep a plan from each level."""
    lowest = [
        d.error_from or (BY_CODE[d.code].level if d.severity is Severity.ERROR else None)
        for d in found
    ]
    return {level: sum(1 for low in lowest if low and low <= level) for level in Level}


def _as_at(level: Level, found: Diagnostic) -> Diagnostic:
    """The finding with its weight at a level."""
    if found.error_from is None or level < found.error_from:
        return found
    return found._replace(severity=Severity.ERROR)


_HIDDEN = "＊"


_PIECE = 64
"""Characters; of a longer word every piece of so many is hidden, wherever it stands."""


class _Hidden:
    """Words that are shown nowhere."""

    def __init__(self, words: Iterable[str]) -> None:
        self.words = frozenset(piece for word in words for piece in _pieces(word))
        lengths: dict[str, set[int]] = {}
        for word in self.words:
            lengths.setdefault(word[0], set()).add(len(word))
        self.lengths = {first: sorted(found, reverse=True) for first, found in lengths.items()}
        self.firsts = re.compile(f"[{re.escape(''.join(lengths))}]") if lengths else None

    def blot(self, text: str) -> str:
        """The text, as long as it was, without them; however many they are."""
        if self.firsts is None:
            return text
        parts: list[str] = []
        told = 0
        for match in self.firsts.finditer(text):
            start = match.start()
            ends = (min(start + length, len(text)) for length in self.lengths[match[0]])
            end = next((end for end in ends if text[start:end] in self.words), 0)
            if end > told:
                # Words may overlap: of each all is hidden.
                start = max(start, told)
                parts += (text[told:start], _HIDDEN * (end - start))
                told = end
        return "".join((*parts, text[told:]))


def _pieces(word: str) -> Iterator[str]:
    """A word, or what it is made of, the last piece longer than the others."""
    start = 0
    while len(word) - start >= 2 * _PIECE:
        yield word[start : start + _PIECE]
        start += _PIECE
    if word:
        yield word[start:]


def hide(
    secrets: Iterable[str], found: Iterable[Diagnostic], lines: Mapping[int, str]
) -> tuple[tuple[Diagnostic, ...], dict[int, str]]:
    """The findings and lines of a report without words that are secret."""
    hidden = _Hidden(secrets)
    shown = {number: hidden.blot(line) for number, line in lines.items()}
    return tuple(_without(hidden, d) for d in found), shown


def _words_at(source: Source, span: Span) -> Iterator[str]:
    """What stands at a place, line by line."""
    for number in range(span.line, span.end_line + 1):
        line = source.line(number)
        start = span.column - 1 if number == span.line else 0
        end = span.end_column - 1 if number == span.end_line else len(line)
        yield line[start:end].strip()


def _without(hidden: _Hidden, found: Diagnostic) -> Diagnostic:
    """The finding, saying none of these words; a fix that would write them is not offered."""
    fix = found.fix
    told = fix and any(hidden.blot(edit.text) != edit.text for edit in fix.edits)
    return found._replace(
        message=hidden.blot(found.message),
        tip=hidden.blot(found.tip),
        related=tuple(Related(span, hidden.blot(label)) for span, label in found.related),
        fix=None if told else fix,
    )


def _order(diagnostic: Diagnostic) -> tuple[Any, ...]:
    return diagnostic.key


def check_file(path: Path, level: Level | None = None, settings: Settings = STANDARD) -> Report:
    """Read and check one file."""
    # The plan is gone before the collector wakes: it finds nothing to search.
    with _uncollected():
        return check(load(path), level, settings)


def guarded(path: Path, work: Callable[[], Report]) -> Report:
    """The report that ``work`` gives; a bug is said in a report, so that it stops no other file.

    With JINDU_DEBUG in the environment it is raised.
    """
    try:
        return work()
    except Exception as error:
        if "JINDU_DEBUG" in os.environ:
            raise
        told = f"{type(error).__name__}: {error}"
        none = dict.fromkeys(Level, 0)
        return Report(str(path), Level.DRAFT, (), none, {}, readable=False, rated=False, bug=told)


def check_files(
    paths: Iterable[Path],
    level: Level | None = None,
    settings: Callable[[Path], Settings] = lambda _: STANDARD,
    executor: Executor | None = None,
    chunk: int = 16,
    ahead: int = 64,
) -> Iterator[Report]:
    """Read and check many files; the reports come one by one in the order of the paths.

    Any ``concurrent.futures.Executor`` shares the work, ``distributed``'s over a cluster
    too: ``chunk`` files a task, at most ``ahead`` tasks before the one that is waited for.
    Nothing that a file contains stops the others, nor does a bug that one of them uncovers.
    """
    tasks = ((path, level, settings(path)) for path in paths)
    if executor is None:
        for task in tasks:
            yield from _check_chunk([task])
        return
    pending: deque[Future[list[Report]]] = deque()
    while part := list(itertools.islice(tasks, chunk)):
        pending.append(executor.submit(_check_chunk, part))
        if len(pending) > ahead:
            yield from pending.popleft().result()
    while pending:
        yield from pending.popleft().result()


def _check_chunk(tasks: Sequence[tuple[Path, Level | None, Settings]]) -> list[Report]:
    return [guarded(task[0], functools.partial(check_file, *task)) for task in tasks]


def check_text(
    text: str, level: Level = Level.SUBMIT, settings: Settings = STANDARD
) -> list[Diagnostic]:
    """The findings of a text, in order."""
    with _uncollected():
        return list(check(load_text(text), level, settings).diagnostics)


@contextlib.contextmanager
def _uncollected() -> Iterator[None]:
    """Pause the search for cycles: a plan has none, and is all there is to search."""
    running = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if running:
            gc.enable()


def _findings(rule: Rule, find: Check, plan: Plan, settings: Settings) -> Iterable[Finding]:
    """All that a rule finds; nothing where it needs to know the day and does not."""
    given: list[object] = [settings.norms[name] for name in rule.norms]
    if rule.dated:
        if settings.today is None:
            return ()
        given.insert(0, settings.today)
    return find(plan, *given)


def _told(findings: Iterable[Finding]) -> Iterator[Finding]:
    """As many of the findings of a rule as are worth telling."""
    heard: dict[Where, int] = {}
    for count, finding in enumerate(findings):
        if count == MOST_OF_A_RULE:
            message, tip = too_many(count)
            yield finding._replace(message=message, tip=tip, right=None)
            return
        heard[finding.where] = heard.get(finding.where, 0) + 1
        if heard[finding.where] <= MOST:
            yield finding


def _placed(rule: Rule, source: Source, finding: Finding) -> Diagnostic:
    span = home = source.locate(finding.where, finding.on_key)
    found = extent(source, finding.where, finding.within) if finding.within else None
    if found is not None:
        span = source.stretch(*found)
    return Diagnostic(
        source.file,
        span,
        rule.code,
        finding.severity or rule.severity,
        finding.message,
        finding.tip,
        rule.basis,
        tuple(Related(source.locate(where), label) for where, label in finding.related),
        _fix(source, finding),
        home.line,
        finding.error_from,
    )


def _fix(source: Source, finding: Finding) -> Fix | None:
    """The splice that writes what a finding says would be right."""
    if finding.right is None:
        return None
    if finding.within is not None:
        edit = splice(source, finding.where, finding.within, finding.right)
    else:
        edit = source.replacement(finding.where, finding.right)
    return Fix(f"改成“{finding.right}”", (edit,), finding.sure) if edit else None


def _weighed(diagnostic: Diagnostic, settings: Settings) -> Diagnostic:
    rule = BY_CODE[diagnostic.code]
    if rule.code not in settings.severity and diagnostic.basis:
        return diagnostic
    return diagnostic._replace(
        severity=settings.weight(rule, diagnostic.severity),
        basis=diagnostic.basis or rule.basis,
        error_from=None if rule.code in settings.severity else diagnostic.error_from,
    )


class Refused(Exception):
    """A plan with errors is not rendered; ``report`` says what they are."""

    def __init__(self, report: Report) -> None:
        super().__init__(f"{report.file} 还有错误，不能生成文件。")
        self.report = report


class Wanted(NamedTuple):
    """What is wanted of a document: see ``jindu render``.

    ``given`` are values no plan holds, by name; ``today`` is the day of a meeting's agenda;
    ``template`` is a Word file of the user's own, for documents in Word.
    """

    kind: str = "实施方案"
    public: bool = False
    allow_errors: bool = False
    given: Mapping[str, str] = MappingProxyType({})
    today: date | None = None
    fonts: str = "gb"
    contents: bool = False
    template: Path | None = None


WANTED = Wanted()


class Made(NamedTuple):
    """A file's content, what the public edition leaves out, and the words put in official form."""

    content: bytes
    left_out: tuple[str, ...] = ()
    changes: tuple[Change, ...] = ()


def render(
    loaded: Loaded, to: str = "docx", wanted: Wanted = WANTED, settings: Settings = STANDARD
) -> bytes:
    """The content of what ``make`` makes."""
    return make(loaded, to, wanted, settings).content


def make(
    loaded: Loaded, to: str = "docx", wanted: Wanted = WANTED, settings: Settings = STANDARD
) -> Made:
    """The document, or the plan's tables or dates, as a file's content.

    Raises Refused for a plan with errors at its own level; with ``allow_errors`` it is
    rendered all the same and marked 草稿 on every page. Raises ``render.kinds.Unready`` where
    the plan, a template or this machine lacks what it takes.
    """
    from jindu.analysis import edition, typography
    from jindu.render import DOCUMENTS, TABLES, compose

    report = check(loaded, None, settings)
    if loaded.plan is None or (report.failed and not wanted.allow_errors):
        raise Refused(report)
    plan, changes = typography.polished(loaded.plan)
    left_out: tuple[str, ...] = ()
    if wanted.public:
        plan, left_out = edition.public(plan, settings.norms["公开版最小计数"].value)
    watermark = "草稿" if report.failed else ""
    if to in TABLES:
        content = TABLES[to](plan, compose.properties(plan, watermark))
    else:
        order = compose.Order(
            {name: typography.polish(value) for name, value in wanted.given.items()},
            wanted.today,
            watermark,
            loaded.folder,
            wanted.contents,
        )
        doc = compose.compose(plan, wanted.kind, order)
        if wanted.template is None:
            content = DOCUMENTS[to](doc, wanted.fonts)
        else:
            from jindu.render import word

            names = compose.names_of(plan, wanted.kind, order)
            content = word.fill(wanted.template, names, doc, wanted.fonts)
    return Made(content, left_out, changes)
