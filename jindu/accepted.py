"""What a reviewer has accepted: remarks in the plan (``# jindu: ignore[…]``) and baselines."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

from jindu.diagnostic import Diagnostic, Severity, Span
from jindu.read.source import Source

_REMARK = re.compile(r"#\s*jindu:\s*ignore(?:\[([^\]\n]*)\])?[ \t]*([^\n\r]*)")
UNUSED = "YML007"


class Remark(NamedTuple):
    """``# jindu: ignore[CODE] reason``: the codes it accepts in the line it stands for."""

    span: Span
    line: int
    codes: frozenset[str]
    reason: str


def remarks(source: Source) -> list[Remark]:
    """The remarks of a file; one that stands alone in its line is for the next line."""
    found = []
    for match in _REMARK.finditer(source.text) if "jindu:" in source.text else ():
        span = source.stretch(match.start(), match.end())
        alone = not source.line(span.line)[: span.column - 1].strip()
        codes = frozenset(code.strip() for code in re.split("[,，、]", match[1] or ""))
        found.append(Remark(span, span.line + alone, codes - {""}, match[2].strip()))
    return found


def without_remarked(
    source: Source, diagnostics: Iterable[Diagnostic]
) -> tuple[list[Diagnostic], list[Diagnostic]]:
    """The findings that no remark accepts, and what is wrong with the remarks themselves."""
    written = remarks(source)
    if not written:
        return list(diagnostics), []
    used: set[tuple[Remark, str]] = set()
    left = []
    for found in diagnostics:
        accepting = [r for r in written if r.line == found.span.line and found.code in r.codes]
        if accepting and found.code != "YML001":
            used.update((remark, found.code) for remark in accepting)
        else:
            left.append(found)
    return left, [trouble for r in written for trouble in _troubles(source, r, used)]


def _troubles(
    source: Source, remark: Remark, used: set[tuple[Remark, str]]
) -> Iterator[Diagnostic]:
    idle = sorted(code for code in remark.codes if (remark, code) not in used)
    if not remark.codes:
        message, tip = "忽略注释没有写规则编码。", "写成 # jindu: ignore[SCH017] 理由。"
    elif idle:
        message = f"忽略注释里的{'、'.join(idle)}在这一行没有用上。"
        tip = "问题已经改好的，删去注释；注释要写在问题所在的那一行。"
    elif not remark.reason:
        message, tip = "忽略注释没有写理由。", "在方括号后面写明为什么可以接受。"
    else:
        return
    yield Diagnostic(source.file, remark.span, UNUSED, Severity.WARNING, message, tip)


class Baseline:
    """Findings accepted as they are: told by file, code, message and the line's own words.

    A finding keeps its place in it when lines move; what is new is shown.
    """

    def __init__(self, entries: Iterable[tuple[str, str, str, str]] = ()) -> None:
        self.entries = Counter(entries)

    @classmethod
    def read(cls, path: Path) -> Baseline:
        """Read a baseline file. Raises ValueError, in Chinese, for what is none."""
        import json

        try:
            written = json.loads(path.read_text(encoding="utf-8"))
            return cls(
                (e["file"], e["code"], e["message"], e["line"])
                for e in written["findings"]
                for _ in range(e.get("count", 1))
            )
        except (OSError, ValueError, KeyError, TypeError) as error:
            raise ValueError(f"基线文件“{path}”读不出来（{error}）。") from error

    def text(self) -> str:
        """The content of a baseline file."""
        import json

        names = ("file", "code", "message", "line")
        findings = [
            dict(zip(names, entry, strict=True)) | ({"count": count} if count > 1 else {})
            for entry, count in sorted(self.entries.items())
        ]
        told = json.dumps({"version": 1, "findings": findings}, ensure_ascii=False, indent=1)
        return told + "\n"

    def new(
        self, file: str, diagnostics: Iterable[Diagnostic], lines: Mapping[int, str]
    ) -> list[Diagnostic]:
        """The findings that are not in the baseline."""
        left = self.entries.copy()
        found = []
        for diagnostic in diagnostics:
            entry = entry_of(file, diagnostic, lines)
            if left[entry] > 0:
                left[entry] -= 1
            else:
                found.append(diagnostic)
        return found


def entry_of(
    file: str, diagnostic: Diagnostic, lines: Mapping[int, str]
) -> tuple[str, str, str, str]:
    """How a baseline tells a finding."""
    line = lines.get(diagnostic.span.line, "")
    return file, diagnostic.code, diagnostic.message, line.strip()
