"""Suppress accepted findings: remarks in the plan (``# jindu: ignore[…]``) and baselines."""

from __future__ import annotations

import functools
import itertools
import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple

from jindu.language.similarity import one_slip
from jindu.model.diagnostic import Diagnostic, Severity, Span
from jindu.rules import BY_CODE
from jindu.source.comments import Comments, line_of
from jindu.source.tree import MOST_REPORTS, Source, too_many

_CODES = r"[ \u3000]*[\[［【]([^\]］】\n#]*)[\]］】]"
_REMARK = re.compile(
    rf"#[ \t\u3000]*(?:(?i:jindu)[ \u3000]*[:：][ \u3000]*((?i:ignore)|忽略|\w+)(?:{_CODES})?"
    rf"|(?:(?i:jindu)[ \u3000]*)?(?:(?i:ignore)|忽略){_CODES})[ \t\u3000]*([^\n\r]*)"
)
_WORDS = ("ignore", "忽略")
UNUSED = "YML007"
_DIGITS = str.maketrans("OIL", "011")


class Remark(NamedTuple):
    """A comment ``# jindu: ignore[CODE] reason`` that accepts findings of one line.

    ``mistyped`` is the word written instead of “ignore”; such a remark accepts nothing.
    """

    span: Span
    line: int
    codes: frozenset[str]
    reason: str
    mistyped: str = ""


def remarks(source: Source) -> list[Remark]:
    """Return the remarks of a file; one on a line of its own applies to the next line.

    Only comments are searched, not keys or values.
    """
    found: list[Remark] = []
    comments: Comments | None = None
    for match in _REMARK.finditer(source.text) if source.root else ():
        if _mistyped(match) and match[2] is None:
            continue  # a remark of another kind
        comments = comments or Comments(source)
        if match.start() in comments and not source.is_lost(match.start()):
            found.append(_remark(source, match))
    return found


def _remark(source: Source, match: re.Match[str]) -> Remark:
    span = source.stretch(match.start(), match.end())
    line = line_of(source, match.start())
    written = unicodedata.normalize("NFKC", match[2] or match[3] or "").upper()
    codes = frozenset(code.strip() for code in re.split("[,、]", written)) - {""}
    mistyped = _mistyped(match)
    accepted = frozenset() if mistyped else codes
    return Remark(span, line, accepted, match[4].strip(), mistyped)


def _mistyped(match: re.Match[str]) -> str:
    """Return the word written instead of “ignore”; empty if there is none."""
    return match[1] if match[1] and match[1].lower() not in _WORDS else ""


class Left(NamedTuple):
    """Findings not accepted by remarks, accepted counts by code, and problems of remarks."""

    findings: list[Diagnostic]
    accepted: Mapping[str, int] = {}
    troubles: list[Diagnostic] = []


def without_remarked(source: Source, diagnostics: Iterable[Diagnostic]) -> Left:
    """Separate the findings that remarks of the file accept."""
    written = remarks(source)
    if not written:
        return Left(list(diagnostics))
    accepted = {(remark.line, code) for remark in written for code in remark.codes}
    used: set[tuple[int, str]] = set()
    counts: Counter[str] = Counter()
    left = []
    for found in diagnostics:
        here = (found.span.line, found.code)
        if here in accepted and found.code != "YML001":
            used.add(here)
            counts[found.code] += 1
        else:
            left.append(found)
    hint = functools.cache(_hint)
    troubles = (trouble for r in written for trouble in _troubles(source, r, used, hint))
    told = list(itertools.islice(troubles, MOST_REPORTS))
    for more in itertools.islice(troubles, 1):
        message, tip = too_many(MOST_REPORTS)
        told.append(more._replace(message=message, tip=tip))
    return Left(left, counts, told)


def _troubles(
    source: Source, remark: Remark, used: set[tuple[int, str]], hint: Callable[[str], str]
) -> Iterator[Diagnostic]:
    unknown = sorted(remark.codes.difference(BY_CODE))
    idle = sorted(c for c in remark.codes.intersection(BY_CODE) if (remark.line, c) not in used)
    if unknown:
        message = f"忽略注释里写了{'、'.join(unknown)}，没有这个编码。"
        tip = f"{hint(unknown[0])}编码就是报告里问题前面的字母和数字，如 SCH017。"
    elif remark.mistyped:
        message = f"注释里写了“{remark.mistyped}”，不起作用。"
        tip = "写成 # jindu: ignore[SCH017] 理由。"
    elif not remark.codes:
        message, tip = "忽略注释没有在方括号里写规则编码。", "写成 # jindu: ignore[SCH017] 理由。"
    elif idle and not source.unread:  # its finding may depend on what was not read
        message = f"忽略注释里的{'、'.join(idle)}在这一行没有用上。"
        tip = "问题已经改好的，删去注释；注释要写在问题所在的那一行。"
    elif not remark.reason:
        message, tip = "忽略注释没有写理由。", "在方括号后面写明为什么可以接受。"
    else:
        return
    yield Diagnostic(source.file, remark.span, UNUSED, Severity.WARNING, message, tip)


def _hint(code: str) -> str:
    digits = code[:3] + code[3:].translate(_DIGITS)
    near = digits if digits in BY_CODE else one_slip(code, BY_CODE)
    return f"是不是要写 {near}？" if near else ""


Entry = tuple[str, str, str, str]
"""Key of a finding in a baseline: file, code, message and text of the line."""

_NAMES = ("file", "code", "message", "line")
_VERSION = 1
_MAX_BYTES = 16 << 20
_MAX_COUNT = 1_000_000
_LONGEST, _NEAR = 1000, 100
"""Length from which a line is cut, and characters kept on each side of the finding."""


class BaselineFile:
    """Findings accepted as they are, identified by file, code, message and text of the line.

    They stay accepted when lines move.
    """

    def __init__(self, entries: Iterable[Entry] = ()) -> None:
        self.entries = Counter(entries)

    @classmethod
    def read(cls, path: Path) -> BaselineFile:
        """Read a baseline file. Raises ValueError with a Chinese message for an invalid one."""
        from jindu.source import bounded, json

        try:
            written = json.loads(bounded.text_of(path, "基线文件", _MAX_BYTES))
            found = cls()
            for entry, count in _entries(written):
                found.entries[entry] += count
        except (bounded.Unusable, json.BadJson) as error:
            raise ValueError(f"基线文件“{path}”读不出来：{error}") from error
        return found

    def text(self) -> str:
        """Return the content of the baseline file."""
        import json

        findings = [
            dict(zip(_NAMES, entry, strict=True)) | ({"count": count} if count > 1 else {})
            for entry, count in sorted(self.entries.items())
        ]
        told = json.dumps({"version": _VERSION, "findings": findings}, ensure_ascii=False, indent=1)
        return told + "\n"

    def new(
        self, file: str, diagnostics: Iterable[Diagnostic], lines: Mapping[int, str]
    ) -> list[Diagnostic]:
        """Return the findings that are not in the baseline."""
        met: Counter[Entry] = Counter()
        found = []
        for diagnostic in diagnostics:
            entry = entry_of(file, diagnostic, lines)
            met[entry] += 1
            if met[entry] > self.entries[entry]:
                found.append(diagnostic)
        return found


def _entries(written: Any) -> Iterator[tuple[Entry, int]]:
    """Yield the findings of a baseline with their counts. Raises BadJson.

    Unknown keys are ignored, since a later version may write them.
    """
    from jindu.source.json import BadJson

    if not isinstance(written, dict) or not isinstance(written.get("findings"), list):
        raise BadJson("内容不是基线：里面没有“findings”这个列表。")
    version = written.get("version", _VERSION)
    if version != _VERSION or isinstance(version, bool):
        raise BadJson(f"“version”不是{_VERSION}，是别的版本的程序写的。升级程序以后再用。")
    for number, finding in enumerate(written["findings"], 1):
        wrong = _unfit(finding)
        if wrong:
            raise BadJson(f"“findings”里的第{number}项{wrong}。")
        file, code, message, line = (finding[name] for name in _NAMES)
        yield (file, code, message, line), finding.get("count", 1)


def _unfit(finding: Any) -> str:
    """Return why an entry is invalid, in Chinese; empty if it is valid."""
    if not isinstance(finding, dict):
        return f"不是一处问题，要有{'、'.join(_NAMES)}四个键"
    for name in _NAMES:
        if name not in finding:
            return f"缺少“{name}”"
        if not isinstance(finding[name], str):
            return f"的“{name}”要写成加引号的文字"
    count = finding.get("count", 1)
    if type(count) is not int or not 0 < count <= _MAX_COUNT:
        return f"的“count”要写成1到{_MAX_COUNT}的整数"
    return ""


def entry_of(file: str, diagnostic: Diagnostic, lines: Mapping[int, str]) -> Entry:
    """Return the key of a finding in a baseline."""
    line = lines.get(diagnostic.span.line, "")
    if len(line) > _LONGEST:
        start = max(diagnostic.span.column - 1 - _NEAR, 0)
        line = line[start : start + 2 * _NEAR]
    return _text(file), diagnostic.code, _text(diagnostic.message), _text(line.strip())


def _text(words: str) -> str:
    """Escape undecodable bytes of file names."""
    return words.encode("utf-8", "backslashreplace").decode("utf-8")
