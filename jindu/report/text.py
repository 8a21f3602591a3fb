"""Findings for people: place, message, the line itself with a mark under the spot, tip, basis."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterable, Iterator

from jindu.diagnostic import Diagnostic, Level, Severity, Span
from jindu.pipeline import Report
from jindu.read.source import Source

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


def render(report: Report, paint: Paint = plain) -> Iterator[str]:
    """The lines of one file's report, findings first, then the counts."""
    for diagnostic in report.diagnostics:
        yield from one(diagnostic, report.source, paint)
        yield ""
    yield from summary(report)


def one(diagnostic: Diagnostic, source: Source, paint: Paint) -> Iterator[str]:
    """The lines of one finding."""
    span, label = diagnostic.span, diagnostic.severity.label
    place = paint(f"{diagnostic.file}:{span.line}:{span.column}", "strong")
    yield f"{place} {paint(label, label)} {diagnostic.code} {diagnostic.message}"
    yield from excerpt(source, span, label, paint)
    for related in diagnostic.related:
        yield f"  参见：第{related.span.line}行第{related.span.column}列，{related.label}"
        yield from excerpt(source, related.span, "dim", paint)
    yield f"  建议：{diagnostic.tip}"
    if diagnostic.basis:
        yield paint(f"  依据：{diagnostic.basis}", "dim")


def excerpt(source: Source, span: Span, style: str, paint: Paint) -> Iterator[str]:
    """The source line and a line of marks under the span; nothing for a line that is not there."""
    text = source.line(span.line)
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
    if report.source.root is None:
        yield f"{report.source.file}：没有读出来，内容还没有检查。"
        return
    counts = _counts(report.diagnostics)
    yield f"{report.source.file}：按{report.level.label}级检查，{counts}。"
    reached = report.reached
    state = f"已达到{reached.label}级" if reached else "未达到草稿级"
    ahead = [level for level in Level if reached is None or level > reached]
    missing = "，".join(f"距{level.label}级还差{report.open[level]}项" for level in ahead)
    yield f"{state}，{missing}。" if missing else f"{state}。"


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
