"""File in, findings or document out: what the command line, the tests and libraries call."""

from __future__ import annotations

import contextlib
import gc
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

from jindu.diagnostic import Diagnostic, Finding, Level, Related, Rule, Severity
from jindu.norms import Norm, shipped_norms
from jindu.plan import Plan, Status
from jindu.read.build import build
from jindu.read.source import Source, read_file, read_text
from jindu.rules import BY_CODE, RULES

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
    def level(self) -> Level:
        """The level the plan's own 方案.状态 asks for; a draft where that is unknown."""
        overview = self.plan.overview if self.plan else None
        status = overview.status if overview else None
        return _LEVEL_OF.get(status, Level.DRAFT) if status else Level.DRAFT


class Report(NamedTuple):
    """What a check found at ``level``, in the order of the file.

    ``open`` counts the errors that keep the plan from each level, those of lower levels
    included. ``reached`` is the highest level without any, None when not even a draft.
    """

    source: Source
    level: Level
    diagnostics: tuple[Diagnostic, ...]
    open: Mapping[Level, int]

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


def check(
    loaded: Loaded,
    level: Level | None = None,
    *,
    rules: Iterable[Rule] = RULES,
    norms: Mapping[str, Norm] | None = None,
) -> Report:
    """Run the rules. ``level`` defaults to what the plan's own status asks for."""
    level = level or loaded.level
    norms = shipped_norms() if norms is None else norms
    found = [(BY_CODE[problem.code], problem) for problem in loaded.source.problems]
    if loaded.plan is not None:
        with _uncollected():
            for rule in rules:
                found += ((rule, d) for d in _run(rule, loaded.source, loaded.plan, norms))
    shown = sorted(
        (_complete(rule, d) for rule, d in found if rule.level <= level), key=lambda d: d.key
    )
    barred = [rule.level for rule, d in found if d.severity is Severity.ERROR]
    still_open = {step: sum(1 for lowest in barred if lowest <= step) for step in Level}
    return Report(loaded.source, level, tuple(shown), still_open)


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


def _run(rule: Rule, source: Source, plan: Plan, norms: Mapping[str, Norm]) -> Iterator[Diagnostic]:
    if rule.check is not None:
        for finding in rule.check(plan, *(norms[name] for name in rule.norms)):
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
    )


def _complete(rule: Rule, diagnostic: Diagnostic) -> Diagnostic:
    if diagnostic.basis or not rule.basis:
        return diagnostic
    return diagnostic._replace(basis=rule.basis)


class Refused(Exception):
    """A plan with errors is not rendered; ``report`` says what they are."""

    def __init__(self, report: Report) -> None:
        super().__init__(f"{report.source.file} 还有错误，不能生成文件。")
        self.report = report


def render(
    loaded: Loaded, to: str = "docx", *, kind: str = "实施方案", allow_errors: bool = False
) -> bytes:
    """The formal document as a file's content.

    Raises Refused for a plan with errors at its own level; with ``allow_errors`` it is
    rendered all the same and marked 草稿 on every page.
    """
    from jindu.render import FORMATS, compose

    report = check(loaded)
    if loaded.plan is None or (report.failed and not allow_errors):
        raise Refused(report)
    doc = compose.compose(loaded.plan, kind, "草稿" if report.failed else "")
    return FORMATS[to](doc)
