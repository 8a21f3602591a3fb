"""Answers to the questions of ``init``: read, checked when they are given, asked again in place."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import NamedTuple, TypeVar

from jindu.language.characters import complaint
from jindu.model.choices import WorkKind
from jindu.model.diagnostic import Severity
from jindu.model.plan import Plan
from jindu.scaffold.dates import Move
from jindu.scaffold.money import Amounts
from jindu.scaffold.names import Names, organs_of
from jindu.scaffold.scheme import BadAnswer, Scheme
from jindu.source import bounded
from jindu.source.nodes import Scalar
from jindu.source.parse import read_bytes
from jindu.units import Date, Precision, Unreadable, read_date, read_yuan, say_yuan

START, TOTAL, ISSUED, ISSUER = "开始", "总额", "成文日期", "发文机关"
"""The questions that every scheme has in addition to its own."""

_OWN = (START, TOTAL, ISSUED, ISSUER)
_MOST_BYTES = 128 << 10
_LONGEST = 80


class Answers(NamedTuple):
    """What the user answered; ``start`` is always known. ``names`` are those of the scheme."""

    names: Mapping[str, str]
    start: date
    started: bool = False
    total: Decimal | None = None
    issued: date | None = None
    organs: tuple[str, ...] = ()


class Asking:
    """The questions of one scheme. ``given`` fills with checked answers.

    Every method raises BadAnswer for an answer that cannot be used.
    """

    def __init__(self, scheme: Scheme, today: date) -> None:
        self.scheme = scheme
        self.plan: Plan = scheme.plan
        self.next_start = _next_quarter(today)
        self.given: dict[str, str] = {}

    def answers(self) -> Answers:
        """Return what is given so far."""
        names = {q.name: self.given[q.name] for q in self.scheme.questions if q.name in self.given}
        unknown = {n: t for n, t in self.given.items() if n not in (*names, *_OWN)}
        names |= unknown
        return Answers(
            Names(self.scheme.questions, names).answers,
            self._start(),
            START in self.given,
            self._total(self.given[TOTAL]) if TOTAL in self.given else None,
            self._issued(self.given[ISSUED]) if ISSUED in self.given else None,
            organs_of(self.given[ISSUER]) if ISSUER in self.given else (),
        )

    def take(self, known: Mapping[str, str]) -> None:
        """Check and keep answers given beforehand, in the order of the questions."""
        order = [*(q.name for q in self.scheme.questions), *_OWN]
        for name in sorted(known, key=lambda n: order.index(n) if n in order else -1):
            if trouble := complaint(name + known[name]):
                raise BadAnswer(f"“{name}”的回答{trouble}")
            self.given[name] = known[name]
            self.answers()

    def ask(self) -> None:
        """Ask the questions that are still open; an empty answer leaves the default."""
        from rich.console import Console
        from rich.prompt import Prompt

        console = Console(file=sys.stderr)
        console.print(
            f"{self.scheme.title}：{self.scheme.description}", highlight=False, markup=False
        )
        console.print("直接按回车，采用括号里的内容。", highlight=False)
        for name, text, default in self._open():
            while name not in self.given:
                answer = Prompt.ask(text, console=console, default=default).strip()
                if answer in ("", default):
                    break
                try:
                    self.take({name: answer})
                except BadAnswer as error:
                    self.given.pop(name, None)
                    told = f"{error.message}{error.tip or ''}"
                    console.print(told, highlight=False, markup=False)

    def _open(self) -> Iterator[tuple[str, str, str]]:
        """Yield the open questions with their defaults, which follow from the answers so far."""
        for question in self.scheme.questions:
            yield question.name, question.text, question.default
        yield START, "从哪个月开始实施（如2027-01）", f"{self.next_start:%Y-%m}"
        total = self.plan.budget.total if self.plan.budget else None
        yield TOTAL, "经费总额（带单位）", say_yuan(total) if total is not None else ""
        first, last = self._issue_bounds()
        text = f"方案哪天审议、成文（{first}至{last}）"
        yield ISSUED, text, str(self._move().deadline(_date_of(self.plan)))
        names = Names(self.scheme.questions, self.answers().names)
        organs = self.plan.document.organs if self.plan.document else ()
        yield ISSUER, "发文机关（几个机关联合发文的用顿号分开）", names.renewed("、".join(organs))

    def _start(self) -> date:
        if START not in self.given:
            return self.next_start
        start = _read(read_date, self.given[START]).first
        if start.day != 1:
            raise BadAnswer(f"开始日期要写某月的第一天，如{start.year}-{start.month:02d}-01。")
        assert self.plan.period is not None
        end = Move(self.plan.period, start).period(self.plan.period).end
        _read(read_date, f"{end.year}-12")
        return start

    def _total(self, text: str) -> Decimal:
        total = Decimal(_read(read_yuan, text))
        assert self.plan.period is not None
        Amounts(self.plan, total, Move(self.plan.period, self.plan.period.start))
        return total

    def _issued(self, text: str) -> date:
        day = _read(read_date, text)
        if day.precision is not Precision.DAY:
            raise BadAnswer(f"成文日期“{text}”要写到日，如{self._issue_bounds()[0]}。")
        first, last = self._issue_bounds()
        if not first <= day.last <= last:
            raise BadAnswer(
                f"成文日期“{text}”要在{first}至{last}之间：不早于实施期的开始，不晚于第一项任务的时限。"
            )
        return day.last

    def _issue_bounds(self) -> tuple[date, date]:
        """Return the first day of the plan, and the first deadline after the adoption."""
        move = self._move()
        others = [t.due for t in self.plan.tasks if t.due and t.kind is not WorkKind.ADOPTION]
        return move.start, min(move.deadline(due).last for due in others)

    def _move(self) -> Move:
        assert self.plan.period is not None
        return Move(self.plan.period, self._start())


def _date_of(plan: Plan) -> Date:
    assert plan.document is not None
    assert plan.document.date is not None
    return plan.document.date


_Read = TypeVar("_Read")


def _read(reader: Callable[[str], _Read], text: str) -> _Read:
    try:
        return reader(text)
    except Unreadable as error:
        raise BadAnswer(error.message, error.tip) from error


def from_settings(settings: tuple[str, ...]) -> dict[str, str]:
    """Return the answers of ``--set 名称=值``."""
    found = {}
    for setting in settings:
        key, mark, value = setting.replace("＝", "=", 1).partition("=")
        if not mark or not value.strip():
            raise BadAnswer(f"“--set {setting}”缺少等号或内容，应写成 --set 街道=柳林街道。")
        found[key.strip()] = value.strip()
    return found


def from_file(path: Path | None) -> dict[str, str]:
    """Return the answers of a file."""
    if path is None:
        return {}
    try:
        source = read_bytes(bounded.bytes_of(path, "回答文件", _MOST_BYTES), str(path))
    except bounded.Unusable as trouble:
        raise BadAnswer(f"{path}：{trouble}") from trouble
    # Typing mistakes with one correction are corrected; other problems are reported.
    broken = [p for p in source.problems if p.severity is Severity.ERROR and p.code != "YML003"]
    if source.root is None or broken:
        problem = (broken or source.problems)[0]
        raise BadAnswer(f"{path}:{problem.span.line}:{problem.span.column} {problem.message}")
    found = {}
    for key, (name, value) in source.root.entries.items():
        place = source.stretch(name.start_mark.index, name.end_mark.index)
        where = f"{path}:{place.line}:{place.column} “{key[:_LONGEST]}”的回答"
        if not isinstance(value, Scalar):
            raise BadAnswer(f"{where}应当是一个值，写成“街道: 柳林街道”这样。")
        if len(value.value) > _LONGEST or not value.value.isprintable():
            raise BadAnswer(f"{where}太长，或者分了行；写成一行，不超过{_LONGEST}个字。")
        found[key] = value.value
    return found


def _next_quarter(today: date) -> date:
    month = (today.month - 1) // 3 * 3 + 4
    return date(today.year + month // 13, month if month < 13 else 1, 1)
