"""File in, findings or document out: what the command line, the tests and libraries call."""

from __future__ import annotations

import contextlib
import gc
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, NamedTuple

from jindu.accepted import without_remarked
from jindu.diagnostic import Check, Diagnostic, Finding, Fix, Level, Related, Rule, Severity
from jindu.plan import Plan, Status
from jindu.read.build import build
from jindu.read.source import Source, read_file, read_text
from jindu.rules import BY_CODE, RULES
from jindu.settings import Settings

if TYPE_CHECKING:
    from concurrent.futures import Executor
    from datetime import date

    from jindu.analysis.typography import Change

STANDARD = Settings()
"""All rules, as they come."""

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


class Report(NamedTuple):
    """What a check found at ``level``, in the order of the file.

    ``open`` counts the errors that keep the plan from each level, those of lower levels
    included. ``lines`` holds the text of every line that a finding points at. ``readable`` is
    false where the file's content could not be looked at. ``accepted`` counts the findings
    that a baseline holds. A report is small and can be sent to another process.
    """

    file: str
    level: Level
    diagnostics: tuple[Diagnostic, ...]
    open: Mapping[Level, int]
    lines: Mapping[int, str]
    readable: bool = True
    accepted: int = 0

    @property
    def reached(self) -> Level | None:
        """The highest level that no error bars."""
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
    source = loaded.source
    with _uncollected():
        found = [d for d in source.problems if settings.speaks(BY_CODE[d.code])]
        if loaded.plan is not None:
            for rule in RULES:
                if rule.check is not None and settings.speaks(rule):
                    found += _run(rule, rule.check, source, loaded.plan, settings)
    found, remarked = without_remarked(source, found)
    weighed = [_weighed(d, settings) for d in (*found, *remarked)]
    barred = [BY_CODE[d.code].level for d in weighed if d.severity is Severity.ERROR]
    still_open = {step: sum(1 for lowest in barred if lowest <= step) for step in Level}
    shown = tuple(sorted((d for d in weighed if BY_CODE[d.code].level <= level), key=_order))
    lines = {
        span.line: source.line(span.line)
        for d in shown
        for span in (d.span, *(related.span for related in d.related))
    }
    return Report(source.file, level, shown, still_open, lines, source.root is not None)


def _order(diagnostic: Diagnostic) -> tuple[Any, ...]:
    return diagnostic.key


def check_file(path: Path, level: Level | None = None, settings: Settings = STANDARD) -> Report:
    """Read and check one file."""
    return check(load(path), level, settings)


def check_files(
    paths: Sequence[Path],
    level: Level | None = None,
    settings: Callable[[Path], Settings] = lambda _: STANDARD,
    executor: Executor | None = None,
    chunk: int = 16,
) -> Iterator[Report]:
    """Read and check many files; the reports come in the order of the paths.

    Any ``concurrent.futures.Executor`` shares the work, ``distributed``'s over a cluster
    too. Nothing that a file contains stops the others.
    """
    tasks = [(path, level, settings(path)) for path in paths]
    if executor is None:
        for task in tasks:
            yield check_file(*task)
        return
    chunks = [tasks[start : start + chunk] for start in range(0, len(tasks), chunk)]
    for future in [executor.submit(_check_chunk, part) for part in chunks]:
        yield from future.result()


def _check_chunk(tasks: Sequence[tuple[Path, Level | None, Settings]]) -> list[Report]:
    return [check_file(*task) for task in tasks]


def check_text(text: str, level: Level = Level.SUBMIT) -> list[Diagnostic]:
    """The findings of a text, in order."""
    return list(check(load_text(text), level).diagnostics)


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


def _run(
    rule: Rule, find: Check, source: Source, plan: Plan, settings: Settings
) -> Iterator[Diagnostic]:
    for finding in find(plan, *(settings.norms[name] for name in rule.norms)):
        yield _placed(rule, source, finding)


def _placed(rule: Rule, source: Source, finding: Finding) -> Diagnostic:
    return Diagnostic(
        source.file,
        source.locate(finding.where, finding.on_key),
        rule.code,
        finding.severity or rule.severity,
        finding.message,
        finding.tip,
        rule.basis,
        tuple(Related(source.locate(where), label) for where, label in finding.related),
        _fix(source, finding),
    )


def _fix(source: Source, finding: Finding) -> Fix | None:
    """The splice that writes what a finding says would be right."""
    if finding.right is None:
        return None
    edit = source.replacement(finding.where, finding.right)
    return Fix(f"改成“{finding.right}”", (edit,), finding.sure) if edit else None


def _weighed(diagnostic: Diagnostic, settings: Settings) -> Diagnostic:
    rule = BY_CODE[diagnostic.code]
    severity = settings.weight(rule, diagnostic.severity)
    if severity is diagnostic.severity and diagnostic.basis:
        return diagnostic
    return diagnostic._replace(severity=severity, basis=diagnostic.basis or rule.basis)


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
