"""Format findings as text: place, message, marked source line, tip and basis."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

from jindu.checker.result import MOST_EXCERPTS, Report
from jindu.language.characters import harmless
from jindu.model.diagnostic import Diagnostic, Level, Related, Severity, Span
from jindu.report.shown import shown
from jindu.report.style import COLUMNS, Style
from jindu.report.width import fitting, width

Paint = Callable[[str, str], str]
"""Formats a text in a named style."""

_ANSI = {"错误": "31;1", "警告": "33;1", "提示": "36;1", "strong": "1", "dim": "2"}
_MARGIN = 12
"""Columns reserved beside an excerpt for its line number and ellipses."""
_NEAR = 8
"""Characters measured around the span, as a multiple of the excerpt's columns.

Combining marks take no column, so more characters than columns can fit.
"""
_LISTED = 10
"""Related places that are listed by line where there are too many to show."""


def plain(text: str, _style: str) -> str:
    """Return the text without style."""
    return text


def colour(text: str, style: str) -> str:
    """Style a text with ANSI colours."""
    return f"\x1b[{_ANSI[style]}m{text}\x1b[0m"


def pieces(reports: Iterable[Report], style: Style) -> Iterator[str]:
    """Yield the text of all reports in pieces, then a total."""
    paint = colour if style.colour else plain
    begun = False
    tally = Tally()
    for report in reports:
        tally.add(report)
        lines = list(render(report, paint, quiet=style.quiet, columns=style.columns))
        if not lines:
            continue
        gap = "\n" if begun and not style.quiet else ""
        begun = True
        yield gap + "".join(f"{harmless(line)}\n" for line in lines)
    if tally.plans > 1 and not style.quiet:
        yield f"\n{tally.line()}\n"


def render(
    report: Report, paint: Paint = plain, *, quiet: bool = False, columns: int = COLUMNS
) -> Iterator[str]:
    """Yield the lines of one report: findings, then counts.

    The same tip or basis is given once per rule; ``quiet`` gives one line per finding and no
    counts. Source lines are cut to fit ``columns``.
    """
    report = shown(report)
    room = max(columns - _MARGIN, 20)
    told: set[tuple[str, str]] = set()
    for diagnostic in report.diagnostics:
        yield _head(diagnostic, paint)
        if quiet:
            continue
        yield from _body(diagnostic, report.lines, paint, room)
        for label, text, style in (("建议", diagnostic.tip, ""), ("依据", diagnostic.basis, "dim")):
            if text and (diagnostic.code, text) not in told:
                told.add((diagnostic.code, text))
                line = f"  {label}：{text}"
                yield paint(line, style) if style else line
        yield ""
    if not quiet and not report.bug:
        yield from summary(report)


def _head(diagnostic: Diagnostic, paint: Paint) -> str:
    span, label = diagnostic.span, diagnostic.severity.label
    place = paint(f"{diagnostic.file}:{span.line}:{span.column}", "strong")
    return f"{place} {paint(label, label)} {diagnostic.code} {diagnostic.message}"


def _body(
    diagnostic: Diagnostic, lines: Mapping[int, str], paint: Paint, room: int
) -> Iterator[str]:
    yield from excerpt(lines, diagnostic.span, diagnostic.severity.label, paint, room)
    if len(diagnostic.related) > MOST_EXCERPTS:
        yield from _listed(diagnostic.related)
        return
    for related in diagnostic.related:
        yield f"  参见：第{related.span.line}行第{related.span.column}列，{related.label}"
        yield from excerpt(lines, related.span, "dim", paint, room)


def _listed(related: Sequence[Related]) -> Iterator[str]:
    """Yield one line for each of the first related places, then the number of the others."""
    for place in related[:_LISTED]:
        yield f"    第{place.span.line}行：{place.label}"
    if len(related) > _LISTED:
        yield f"    另有{len(related) - _LISTED}处，用 --format json 列出全部。"


def excerpt(
    lines: Mapping[int, str], span: Span, style: str, paint: Paint, room: int
) -> Iterator[str]:
    """Yield the source line and a line that marks the span; nothing if the line is missing.

    A line wider than ``room`` columns is cut around the span.
    """
    line = lines.get(span.line, "")
    last = span.end_column - 1 if span.end_line == span.line else len(line)
    begin = span.column - 1
    shown, begin, end = _clip(line, begin, max(min(last, len(line)), begin + 1), room)
    if not shown.strip("… "):
        return
    number = str(span.line)
    yield f"  {number} | {shown}"
    gap = " " * width(shown[:begin])
    marks = "^" * max(1, width(shown[begin:end]))
    yield f"  {' ' * len(number)} | {gap}{paint(marks, style)}"


def summary(report: Report) -> Iterator[str]:
    """Yield the number of findings by severity, and the level the plan has reached."""
    if not report.readable:
        yield f"{report.file}：没有读出来，内容还没有检查。"
        return
    held = (("基线里另有", report.accepted), ("注释接受了", sum(report.remarked.values())))
    told = "，".join(f"{words}{count}处" for words, count in held if count)
    accepted = f"（{told}）" if told else ""
    counts = _counted(Counter(found.severity for found in report.diagnostics))
    yield f"{report.file}：按{report.level.label}级检查，{counts}{accepted}。"
    if report.unread:
        yield f"{'、'.join(report.unread)}没有读出来，里面的内容和与它有关的内容还没有检查。"
    yield _standing(report)
    yield from _next_steps(report)


def _next_steps(report: Report) -> Iterator[str]:
    """Yield the first errors that keep the plan from the next level, and how to see them all."""
    if not report.ahead or not report.rated:
        return
    level = Level(report.level + 1)
    count = report.open[level] - report.open[report.level]
    yield f"要达到{level.label}级，还要解决："
    for found in report.ahead:
        yield f"  第{found.span.line}行 {found.code} {found.message}"
    rest = count - len(report.ahead)
    more = f"另有{rest}项，" if rest > 0 else ""
    yield f"  {more}检查时加 --level {level.label} 全部列出并附建议。"


def _standing(report: Report) -> str:
    """Return the level reached, and the number of errors that block each higher level."""
    if not report.rated:
        return "只用了部分规则，不评定级别。"
    reached = report.reached
    state = f"已达到{reached.label}级" if reached else _NOWHERE
    least = "至少" if report.at_least else ""
    ahead = [level for level in Level if reached is None or level > reached]
    missing = (f"距{level.label}级{least}还差{report.open[level]}项" for level in ahead)
    changed = "、".join(_changed(report))
    return "，".join((state, *missing)) + (f"（本地配置{changed}）。" if changed else "。")


def _changed(report: Report) -> Iterator[str]:
    """Yield how the settings change the requirements of a level."""
    if report.unused:
        yield f"停用{report.unused}条规则"
    if report.local and report.local.severity:
        yield f"改了{len(report.local.severity)}条规则的级别"
    if report.local and report.local.norms:
        yield f"改了{len(report.local.norms)}项标准"


class Tally:
    """Counts plans by level reached, and findings by severity."""

    def __init__(self) -> None:
        self.plans = 0
        self._changed = 0
        self._standing: Counter[str] = Counter()
        self._severities: Counter[Severity] = Counter()

    def add(self, report: Report) -> None:
        """Count a plan and its findings."""
        self.plans += 1
        self._severities.update(found.severity for found in report.diagnostics)
        if not report.readable:
            self._standing[_UNREAD] += 1
        elif report.rated:
            self._changed += any(_changed(report))
            reached = report.reached
            self._standing[f"已达到{reached.label}级" if reached else _NOWHERE] += 1

    def line(self) -> str:
        """Return the totals as a sentence, highest level first."""
        order = (*(f"已达到{level.label}级" for level in reversed(Level)), _NOWHERE, _UNREAD)
        parts = [f"{self._standing[words]}个{words}" for words in order if self._standing[words]]
        told = "，".join([f"共检查{self.plans}个方案", *parts])
        changed = f"（其中{self._changed}个按改动过的规则和标准）" if self._changed else ""
        return f"{told}{changed}；{_counted(self._severities)}。"


_NOWHERE = "未达到草稿级"
_UNREAD = "没有读出来"


def _counted(severities: Mapping[Severity, int]) -> str:
    parts = [
        f"{severities[severity]}处{severity.label}"
        for severity in sorted(Severity, reverse=True)
        if severities.get(severity)
    ]
    return "有" + "、".join(parts) if parts else "没有发现问题"


def _clip(line: str, begin: int, end: int, room: int) -> tuple[str, int, int]:
    """Cut a line around the span. Return the part that fits and the span within it.

    A third of the room goes to the text before the span, more if little follows. Only the
    surroundings are measured, because a long line can have many findings.
    """
    reach = room * _NEAR
    first, last = max(begin - reach, 0), begin + reach
    before, after = _printable(line[first:begin]), _printable(line[begin:last])
    wide, wide_after = width(before), width(after)
    if first == 0 and last >= len(line) and wide + wide_after <= room:
        return before + after, begin, end
    behind = min(wide_after, room - min(wide, room // 3))
    fits = fitting(before[::-1], room - behind)
    left, right = before[len(before) - fits :], after[: fitting(after, behind)]
    head = "…" if len(left) < begin else ""
    tail = "…" if begin + len(right) < len(line) else ""
    start = len(head) + len(left)
    return head + left + right + tail, start, start + min(end - begin, len(right))


def _printable(text: str) -> str:
    return text if text.isprintable() else "".join(c if c.isprintable() else " " for c in text)
