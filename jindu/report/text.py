"""Findings for people: place, message, the line itself with a mark under the spot, tip, basis."""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping

from jindu.diagnostic import Diagnostic, Level, Severity, Span
from jindu.pipeline import Report
from jindu.rules import BY_CODE

Paint = Callable[[str, str], str]
"""Text and the name of a style → text as shown."""

_ANSI = {"错误": "31;1", "警告": "33;1", "提示": "36;1", "strong": "1", "dim": "2"}
MAX_EXCERPT = 68
"""Columns of source text shown in one line, so that a line fits a terminal of 80."""


def plain(text: str, _style: str) -> str:
    """Paint nothing."""
    return text


def colour(text: str, style: str) -> str:
    """Paint with terminal colours."""
    return f"\x1b[{_ANSI[style]}m{text}\x1b[0m"


def width(text: str) -> int:
    """The columns a text takes in a terminal: two for wide characters, none for marks."""
    return sum(
        0 if unicodedata.combining(c) else 2 if unicodedata.east_asian_width(c) in "WF" else 1
        for c in text
    )


def render(report: Report, paint: Paint = plain, *, quiet: bool = False) -> Iterator[str]:
    """The lines of one file's report, findings first, then the counts.

    A tip or basis that was given for the same rule is not repeated; ``quiet`` gives one line
    per finding and no counts.
    """
    told: set[tuple[str, str]] = set()
    for diagnostic in report.diagnostics:
        yield _head(diagnostic, paint)
        if quiet:
            continue
        yield from _body(diagnostic, report.lines, paint)
        for label, text, style in (("建议", diagnostic.tip, ""), ("依据", diagnostic.basis, "dim")):
            if text and (diagnostic.code, text) not in told:
                told.add((diagnostic.code, text))
                line = f"  {label}：{text}"
                yield paint(line, style) if style else line
        yield ""
    if not quiet:
        yield from summary(report)


def _head(diagnostic: Diagnostic, paint: Paint) -> str:
    span, label = diagnostic.span, diagnostic.severity.label
    place = paint(f"{diagnostic.file}:{span.line}:{span.column}", "strong")
    return f"{place} {paint(label, label)} {diagnostic.code} {diagnostic.message}"


def _body(diagnostic: Diagnostic, lines: Mapping[int, str], paint: Paint) -> Iterator[str]:
    yield from excerpt(lines, diagnostic.span, diagnostic.severity.label, paint)
    for related in diagnostic.related:
        yield f"  参见：第{related.span.line}行第{related.span.column}列，{related.label}"
        yield from excerpt(lines, related.span, "dim", paint)


def excerpt(lines: Mapping[int, str], span: Span, style: str, paint: Paint) -> Iterator[str]:
    """The source line and a line of marks under the span; nothing for a line that is not there."""
    text = lines.get(span.line, "")
    if not text.strip():
        return
    last = span.end_column if span.end_line == span.line else len(text) + 1
    begin, end = span.column - 1, max(min(last - 1, len(text)), span.column)
    shown, begin, end = _clip(text, begin, end)
    shown = "".join(c if c.isprintable() else " " for c in shown)
    number = str(span.line)
    yield f"  {number} | {shown}"
    gap = " " * width(shown[:begin])
    marks = "^" * max(1, width(shown[begin:end]))
    yield f"  {' ' * len(number)} | {gap}{paint(marks, style)}"


def summary(report: Report) -> Iterator[str]:
    """How many findings of each severity, and which level the plan has reached."""
    if not report.readable:
        yield f"{report.file}：没有读出来，内容还没有检查。"
        return
    accepted = f"（基线里另有{report.accepted}处）" if report.accepted else ""
    counts = _counts(report.diagnostics)
    yield f"{report.file}：按{report.level.label}级检查，{counts}{accepted}。"
    reached = report.reached
    state = f"已达到{reached.label}级" if reached else "未达到草稿级"
    ahead = [level for level in Level if reached is None or level > reached]
    missing = "，".join(f"距{level.label}级还差{report.open[level]}项" for level in ahead)
    yield f"{state}，{missing}。" if missing else f"{state}。"


def statistics(reports: Iterable[Report]) -> Iterator[str]:
    """How often each rule spoke, most often first, with its title."""
    counts = Counter(found.code for report in reports for found in report.diagnostics)
    for code, count in sorted(counts.items(), key=lambda pair: (-pair[1], pair[0])):
        yield f"{count:>6}  {code}  {BY_CODE[code].title}"


def _counts(diagnostics: Iterable[Diagnostic]) -> str:
    severities = [diagnostic.severity for diagnostic in diagnostics]
    parts = [
        f"{severities.count(severity)}处{severity.label}"
        for severity in sorted(Severity, reverse=True)
        if severity in severities
    ]
    return "有" + "、".join(parts) if parts else "没有发现问题"


def _clip(text: str, begin: int, end: int) -> tuple[str, int, int]:
    """The part of a long line around the span, and the span within it."""
    if width(text) <= MAX_EXCERPT:
        return text, begin, end
    first = begin
    room = MAX_EXCERPT // 3
    while first > 0 and room > 0:
        first -= 1
        room -= width(text[first])
    if first > 0 and width(text[:begin]) <= MAX_EXCERPT // 3:
        first = 0
    last, room = first, MAX_EXCERPT - 6
    while last < len(text) and room > 0:
        room -= width(text[last])
        last += 1
    head, tail = ("…" if first else ""), ("…" if last < len(text) else "")
    drift = len(head) - first
    return head + text[first:last] + tail, begin + drift, min(end, last) + drift
