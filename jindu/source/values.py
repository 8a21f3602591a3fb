"""Read single values by the type of their field; report those that cannot be read."""

from __future__ import annotations

import re
from typing import Any

from jindu.model.choices import Direction
from jindu.model.diagnostic import Edit, Fix, Related, Severity
from jindu.source.fields import Read, quantity, spellings, target
from jindu.source.nodes import Node, Scalar
from jindu.source.tree import Source
from jindu.units import Bounded, InWords, Odd, Unreadable, may_be_judged
from jindu.units.unreadable import short

_FOLD = (
    r"(?<=[\u2e80-\u9fff\u3000-\u303f\uff00-\uffef“”‘’—…]) "
    r"(?=[\u2e80-\u9fff\u3000-\u303f\uff00-\uffef“”‘’—…])"
)
_FULL_WIDTH = r"[\uff01-\uff5e]"
_AGREE = {
    1: "下限的方向写“不低于”，上限的写“不高于”",
    -1: "预警在达不到目标的一侧，由“方向”决定",
}


_UNQUOTED = frozenset(
    (
        *("code", "number", "title", "version", "serial", "phone", "region", "slogan"),
        *("approval_number", "filing", "fund_id"),
    )
)
"""Attributes of texts that never stand in quotes as a whole."""
QUOTES = {"“": "”", "‘": "’", "「": "」", "『": "』", "＂": "＂"}


def _unquoted(text: str) -> str:
    """Return the text within Chinese quotes around the whole; empty without them."""
    inner = text[1:-1].strip()
    closing = QUOTES.get(text[:1])
    if closing is None or text[-1] != closing or text[0] in inner or closing in inner:
        return ""
    return inner


class ValueReader:
    """Reads the values of one source.

    ``unit`` and ``direction`` are those of the indicator being read. ``sense`` is 1 where a
    bound agrees with the direction, -1 where it is opposite, 0 where no bound is allowed.
    ``judged`` is true for an indicator that is 定性, false if nothing tells, None for others.
    """

    def __init__(self, source: Source) -> None:
        self.source = source
        self.unit: str | None = None
        self.direction: Node | None = None
        self.sense = 0
        self.judged: bool | None = None

    def read(self, read: Read, node: Scalar) -> Any:
        """Return the value of a scalar; report it and return None where it cannot be read."""
        text = node.value
        if node.start_mark.line != node.end_mark.line:
            text = self.text(node)
        try:
            value = read(text, self.unit)
        except Unreadable as trouble:
            inner = _unquoted(text)
            if inner and (found := self._readable(read, inner)) is not None:
                self._odd(node, Odd(found, inner))
                return found
            judged = self.judged
            if read is target and judged is not None and may_be_judged(text, trouble, judged):
                return InWords(None, text.strip())
            if isinstance(trouble, Bounded):
                self._bounded(node, trouble, read in (quantity, target))
            else:
                self._unreadable(node, trouble)
            return None
        if type(value) is Odd:
            self._odd(node, value)
            return value.value
        return value

    def _readable(self, read: Read, text: str) -> Any:
        """Return the value of a text, None where it cannot be read."""
        try:
            value = read(text, self.unit)
        except Unreadable:
            return None
        return value.value if type(value) is Odd else value

    def bare(self, attribute: str, node: Scalar, text: str) -> str:
        """Return a text that never stands in quotes without those around it; report them."""
        inner = _unquoted(text) if attribute in _UNQUOTED and node.implicit[0] else ""
        if inner:
            self._odd(node, Odd(text, inner))
        return inner or text

    def text(self, node: Scalar) -> str:
        """Return the text of a scalar; lines of Chinese are joined without a space."""
        if node.start_mark.line != node.end_mark.line:
            return re.sub(_FOLD, "", node.value).strip()
        return node.value

    def _unreadable(
        self, node: Scalar, trouble: Unreadable, related: tuple[Related, ...] = ()
    ) -> None:
        right = trouble.replacement
        edit = self.source.edit(node, right) if right else None
        fix = _fix(right, (edit,), trouble.safe) if right and edit else None
        span = self.source.span(node.start_mark, node.end_mark)
        message = trouble.message if node.value else "这里没有写值。"
        self.source.report(trouble.rule, span, message, trouble.tip, related=related, fix=fix)

    def _bounded(self, node: Scalar, trouble: Bounded, measured: bool) -> None:
        """Report a bound in a value: it repeats the direction, contradicts it or stands alone."""
        text, inner = short(node.value), trouble.replacement or "数值"
        wanted = Direction.AT_LEAST if trouble.least is (self.sense > 0) else Direction.AT_MOST
        written = self.direction
        if not measured or self.sense == 0:
            tip = f"只写 {inner}。" if trouble.replacement else "写确切的数。"
            self._unreadable(node, Unreadable(trouble.message, tip))
        elif not isinstance(written, Scalar):
            message = f"“{text}”里的界限词不写在数值里，而指标没有写“方向”。"
            self._unreadable(node, Unreadable(message, f"只写 {inner}，另写“方向: {wanted}”。"))
        elif (direction := spellings(Direction).get(written.value)) is wanted:
            self._unreadable(node, trouble)
        else:
            message = f"“{text}”与方向“{short(written.value)}”对不上。"
            tip = f"数值只写 {inner}；{_AGREE[self.sense] if direction else '先改正“方向”'}。"
            place = self.source.span(written.start_mark, written.end_mark)
            self._unreadable(node, Unreadable(message, tip), (Related(place, "方向写在这里"),))

    def _odd(self, node: Scalar, odd: Odd) -> None:
        wide = re.search(_FULL_WIDTH, node.value)
        what = f"“{short(node.value)}”{'用了全角字符' if wide else '不是方案文件的写法'}"
        if _unquoted(node.value):
            what = f"{short(node.value)}两头是中文引号"
        edit = self.source.edit(node, odd.usual)
        self.source.report(
            "YML003",
            self.source.span(node.start_mark, node.end_mark),
            f"{what}，已按 {odd.usual} 读入。",
            f"写成 {odd.usual}。",
            severity=Severity.INFO,
            fix=_fix(odd.usual, (edit,)) if edit else None,
        )


def _fix(right: str, edits: tuple[Edit, ...], sure: bool = True) -> Fix:
    return Fix(f"改成“{short(right)}”", edits, sure)
