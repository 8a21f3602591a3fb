"""Run the rules on a plan and place their findings in its file."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from jindu.analysis.calendar import unknown_years
from jindu.checker.redact import Hidden, hide, words_at
from jindu.checker.result import MOST_EXCERPTS, Report, at_level, barred, lowest_barred
from jindu.checker.settings import STANDARD, Settings
from jindu.checker.suppress import without_remarked
from jindu.model.context import Context
from jindu.model.diagnostic import Diagnostic, Finding, Fix, Level, Related, Where
from jindu.model.plan import Overview, Plan
from jindu.model.rule import Rule
from jindu.rules import BY_CODE, RULES
from jindu.source.load import LoadedPlan, load_text, without_collector
from jindu.source.spans import extent, splice
from jindu.source.tree import Source, too_many

MOST = 50
"""Findings reported per rule and place."""
MOST_OF_A_RULE = 1000
"""Findings reported per rule and file, followed by one that says there are more."""


def check(loaded: LoadedPlan, level: Level | None = None, settings: Settings = STANDARD) -> Report:
    """Check a plan. ``level`` defaults to the level of the plan's own status."""
    level = level or loaded.level
    source, plan = loaded.source, loaded.plan
    weighed, secrets, remarked = _weighed_findings(source, plan, settings)
    due = (at_level(level, d) for d in weighed if BY_CODE[d.code].level <= level)
    shown = tuple(sorted(due, key=_order))
    numbers = {
        span.line for d in shown for span in (d.span, *(r.span for r in d.related[:MOST_EXCERPTS]))
    }
    lines = {number: source.line(number) for number in numbers}
    ahead = _ahead(weighed, level)
    if shown or ahead:
        # Excerpts may show text that is not part of the plan.
        secrets |= _secrets_in(lines.values())
    if secrets:
        shown, lines = hide(secrets, shown, lines)
        ahead, _ = hide(secrets, ahead, {})
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
        remarked=remarked,
        local=settings.local,
        unread=tuple(filter(None, source.unread)),
        ahead=ahead,
    )


MOST_AHEAD = 5
"""Errors of the next level that a report names."""


def _ahead(weighed: Iterable[Diagnostic], level: Level) -> tuple[Diagnostic, ...]:
    """Return the first errors that keep a plan from the next level but not from this one."""
    if level is max(Level):
        return ()
    barring = (d for d in weighed if lowest_barred(d) == level + 1)
    return tuple(sorted(barring, key=_order)[:MOST_AHEAD])


_MENDED = frozenset(("YML002", "YML003", "YML006"))
"""Codes of spelling mistakes that do not keep content from being read."""


def _weighed_findings(
    source: Source, plan: Plan | None, settings: Settings
) -> tuple[list[Diagnostic], frozenset[str], Mapping[str, int]]:
    """Return the findings, the secret words, and the number accepted by remarks, by code.

    Secret words include those of disabled rules and accepted findings.
    """
    with without_collector():
        found = [d for d in source.problems if settings.speaks(BY_CODE[d.code])]
        ruled, secrets = _run_rules(source, plan, settings) if plan is not None else ([], set())
    left = without_remarked(source, (*found, *ruled))
    weighed = [_weighed(d, settings) for d in (*left.findings, *left.troubles)]
    return weighed, frozenset(secrets), left.accepted


def _run_rules(source: Source, plan: Plan, settings: Settings) -> tuple[list[Diagnostic], set[str]]:
    """Return the findings of the enabled rules, and the words found by all secret rules."""
    found: list[Diagnostic] = []
    secrets: set[str] = set()
    context = Context(plan, settings.norms, settings.today)
    all_speak = settings.select is None and not settings.ignore
    for rule in RULES:
        wanted = all_speak or settings.speaks(rule)
        if rule.check is None or not (rule.secret or wanted):
            continue
        findings = rule.check(context)
        first = next(findings, None)
        if first is None:
            continue
        made: Iterable[Finding] = itertools.chain((first,), findings)
        if rule.secret:
            made = list(made)
            secrets.update(finding.range.words for finding in made if finding.range)
        told = [_placed(rule, source, finding) for finding in _told(made)]
        if rule.secret:
            secrets.update(words for d in told for words in words_at(source, d.span))
        if wanted:
            found += told
    return found, secrets


def _secrets_in(lines: Iterable[str]) -> frozenset[str]:
    """Return the words that the secret rules find in lines of any text."""
    holder = Overview()
    plan = Plan(texts=tuple((holder, "background", line) for line in lines))
    context = Context(plan, STANDARD.norms)
    return frozenset(
        found.range.words
        for rule in RULES
        if rule.secret and rule.check is not None
        for found in rule.check(context)
        if found.range
    )


def secrets_of(loaded: LoadedPlan, lines: Iterable[str] = ()) -> Hidden:
    """Return the secret words of a plan and of lines of its text."""
    found = _run_rules(loaded.source, loaded.plan, _NOTHING)[1] if loaded.plan else set()
    return Hidden((*found, *_secrets_in(lines)))


_NOTHING = Settings(select=())
"""Settings with all rules disabled."""


def _order(diagnostic: Diagnostic) -> tuple[Any, ...]:
    return diagnostic.key


def check_text(
    text: str, level: Level = Level.SUBMIT, settings: Settings = STANDARD
) -> list[Diagnostic]:
    """Return the findings of a text, in order."""
    with without_collector():
        return list(check(load_text(text), level, settings).diagnostics)


def _told(findings: Iterable[Finding]) -> Iterator[Finding]:
    """Yield the findings, limited per rule and per place."""
    heard: dict[Where, int] = {}
    for count, finding in enumerate(findings):
        if count == MOST_OF_A_RULE:
            message, tip = too_many(count)
            yield finding._replace(message=message, tip=tip, replacement=None)
            return
        heard[finding.where] = heard.get(finding.where, 0) + 1
        if heard[finding.where] <= MOST:
            yield finding


def _placed(rule: Rule, source: Source, finding: Finding) -> Diagnostic:
    span = home = source.locate(finding.where, finding.on_key)
    found = extent(source, finding.where, finding.range) if finding.range else None
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
        finding.warning_from,
    )


def _fix(source: Source, finding: Finding) -> Fix | None:
    """Return the edit that writes the replacement of a finding; None without one."""
    if finding.replacement is None:
        return None
    if finding.range is not None:
        edit = splice(source, finding.where, finding.range, finding.replacement)
    else:
        edit = source.replacement(finding.where, finding.replacement)
    return Fix(f"改成“{finding.replacement}”", (edit,), finding.safe) if edit else None


def _weighed(diagnostic: Diagnostic, settings: Settings) -> Diagnostic:
    rule = BY_CODE[diagnostic.code]
    if rule.code not in settings.severity and diagnostic.basis:
        return diagnostic
    fixed = rule.code in settings.severity
    return diagnostic._replace(
        severity=settings.weight(rule, diagnostic.severity),
        basis=diagnostic.basis or rule.basis,
        error_from=None if fixed else diagnostic.error_from,
        warning_from=None if fixed else diagnostic.warning_from,
    )
