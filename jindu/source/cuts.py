"""Find texts that a sign cuts off or joins: ``#`` after a space, and quotes that are not closed."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Any, NamedTuple

import yaml

from jindu.model.diagnostic import Edit, Fix
from jindu.model.plan import Plan
from jindu.source.fields import sections
from jindu.source.nodes import Mark, Scalar
from jindu.source.outline import vocabulary
from jindu.source.quoting import written
from jindu.source.tree import Source
from jindu.units.patterns import late
from jindu.units.unreadable import short

_BARE_SIGN = late(r"#(?<=[ \t]#)[^\s#!]")
# A search for a sign is faster than one for the blanks before it.
_HASH = late(r"(?<=[^\s:#,\-\[{])[ \t]+(#[^\s#!][^\n]*)")
_PLACES = "号楼栋幢座院室单机线井门梯泵站岗炉库仓"
_NUMBERED = rf"#(?:\d{{1,4}})?[{_PLACES}]"
_ANOTHER = rf"[\dA-Za-z]\s?#[{_PLACES}]"
_SENTENCE_END = "。；！？…"
_UNFINISHED = rf"[，、；][^{_SENTENCE_END}]*$"
_NEAR = 200
"""Characters of a value before a sign that are looked at."""
_ENTRY_LINE = late(r"\n[ \t]*(?:- +)*([^\W\d]\w{0,11}|\"[^\"\n]{1,12}\"):[ \t\r\n]")
_ITEM_LINE = late(r"\n[ \t]*- +\S")


MESSAGE = "“#”前面有空格，从这里到行末被当作注释，没有读入"
TIP = "用双引号把整个值括起来，或者去掉“#”前面的空格；确是注释的，“#”后面空一格。"


class Cut(NamedTuple):
    """A comment that is in fact the rest of a text: ``start`` is that of the space before it."""

    start: int
    sign: int
    end: int


def cuts(text: str, start: int = 0, end: int | None = None) -> Iterator[Cut]:
    """Yield the comments in a range of a text that are probably the rest of a text."""
    for match in _HASH.finditer(text, start, len(text) if end is None else end):
        comment = match[1].rstrip()
        line = text.rfind("\n", 0, match.start()) + 1
        before = text[max(line, match.start() - _NEAR) : match.start()]
        if comment.startswith(("#jindu", "#示例")):
            continue
        if (
            re.compile(_NUMBERED).match(text, match.start(1))
            or re.search(_ANOTHER, comment)
            or (comment[-1] in _SENTENCE_END and re.search(_UNFINISHED, before))
        ):
            yield Cut(match.start(), match.start(1), match.start(1) + len(comment))


def point_at_cuts(source: Source) -> None:
    """Report plain values that a ``#`` cuts off, and read them whole."""
    if not _BARE_SIGN.search(source.text):
        return
    found = {cut.start: cut for cut in cuts(source.text)}
    if not found:
        return
    for node in source.scalars():
        start, end = source.extent(node)
        cut = found.get(end)
        if cut is None or not node.implicit[0] or not node.value:
            continue
        whole = source.text[start : cut.end]
        in_one_line = "\n" not in whole
        right = written(whole, flow=False, quote='"') if in_one_line else ""
        fix = Fix("用引号把整个值括起来", (Edit(start, cut.end, right),)) if in_one_line else None
        source.report(
            "YML003",
            source.stretch(cut.sign, cut.end),
            f"{MESSAGE}：“{short(source.text[cut.sign : cut.end])}”。",
            TIP,
            fix=fix,
        )
        node.value += source.text[end : cut.end]
        mark, more = node.end_mark, cut.end - end
        node.end_mark = Mark(mark.index + more, mark.line, mark.column + more)


def cut_before(text: str, opened: int | None, start: int, index: int) -> Cut | None:
    """Return the cut that explains a syntax error at ``index``, if there is one.

    In brackets that open at ``opened`` the comment has swallowed the closing sign; in a value of
    several lines it stands on the line before.
    """
    if opened is not None:
        closing = (
            cut
            for match in _HASH.finditer(text, opened, index)
            if re.search(r"[\]}]", match[1])
            for cut in (Cut(match.start(), match.start(1), match.end(1)),)
        )
        return next(closing, None)
    line = text.rfind("\n", 0, index) + 1
    for _ in range(2):
        before = text.rfind("\n", 0, max(line - 1, 0)) + 1
        if before < start:
            break
        if cut := next(cuts(text, before, max(line - 1, before)), None):
            return cut
        line = before
    return None


def last_quoted(get_event: Callable[[], Any]) -> Any:
    """Return the event of the last quoted text before a syntax error; None without one."""
    last: Any = None
    try:
        while not isinstance(event := get_event(), yaml.StreamEndEvent):
            if isinstance(event, yaml.ScalarEvent) and event.style in ("'", '"'):
                last = event
    except yaml.YAMLError:
        pass
    return last


def takes_in_entries(text: str, start: int, end: int) -> bool:
    """Whether a quoted text contains lines that look like entries or items of a plan.

    Then the quote in which it ends was meant to open another value.
    """
    return bool(_ENTRY_LINE.search(text, start, end) or _ITEM_LINE.search(text, start, end))


def point_at_swallowed_entries(source: Source, node: Scalar) -> frozenset[str]:
    """Report a quoted text that takes in entries, because one quote of a pair is missing.

    Returns their keys; sections among them are noted as unread.
    """
    if node.style not in ("'", '"'):
        return frozenset()
    start, end = source.extent(node)
    keys = {
        match[1]: match
        for match in _ENTRY_LINE.finditer(source.text, start, end)
        if match[1] in vocabulary(Plan)
    }
    if not keys:
        return frozenset()
    source.report(
        "YML001",
        source.stretch(start, start + 1),
        f"从这里的引号起，“{next(iter(keys))}: ”等几行都被括进了引号里，没有读入。",
        "在这个值写完的地方补上后一个引号，并检查后面几行的引号是否成对。",
    )
    for key, match in keys.items():
        if key in sections() and source.text[match.start() + 1] == key[0]:
            source.unread[key] = match.start(), end
    return frozenset(keys)
