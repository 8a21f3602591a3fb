"""A built-in scheme → the user's own plan, by splices that leave all else as it stands.

A scheme file holds a card (name, description, questions) and, after a line ``---``, a
complete plan. Every answer replaces its default wherever that stands; every date moves by
whole months; money scales so that all sums stay exact.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from collections.abc import Mapping as MappingType
from collections.abc import Sequence as Listing
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import ROUND_HALF_EVEN, Decimal
from itertools import pairwise
from math import gcd
from typing import Any

import yaml

from jindu.analysis.calendar import is_workday, nearest_workday
from jindu.diagnostic import Edit
from jindu.plan import Indicator, Plan, Use, Year
from jindu.read.build import build, schema
from jindu.read.source import Mapping, Node, Scalar, Sequence, Source, apply, read_text
from jindu.units import (
    Date,
    Period,
    Precision,
    apportion,
    read_date,
    read_period,
    say_quantity,
    say_yuan,
    shift_months,
)
from jindu.vocabulary import Shape, Thing

STEP = Decimal(100)
"""Amounts stay multiples of 100 元, two decimals in 万元."""

_GOODS = frozenset(
    ("册", "份", "套", "台", "件", "张", "块", "面", "个", "条", "人次", "支", "盒", "本")
)
"""Units of which a larger budget buys more, at the same price."""
_NAME = re.compile(r"[\w（）()·〇—\-]{2,40}")


class BadAnswer(ValueError):
    """An answer that cannot be used; its text says why, in Chinese."""


@dataclass(frozen=True, slots=True)
class Question:
    """What ``init`` asks. ``default`` is the very text the answer replaces."""

    name: str
    default: str
    text: str


@dataclass(frozen=True, slots=True)
class Scheme:
    """A built-in scheme: its card, and the text of its plan."""

    name: str
    title: str
    description: str
    questions: tuple[Question, ...]
    text: str

    @property
    def plan(self) -> Plan:
        """The scheme's plan as it stands."""
        plan = build(read_text(self.text, self.name))
        assert plan is not None
        return plan


def parse(name: str, text: str) -> Scheme:
    """Read a scheme file."""
    head, _, body = text.replace("\r\n", "\n").partition("\n---\n")
    card = yaml.safe_load(head)
    questions = tuple(
        Question(key, str(entry["默认"]), str(entry["问"])) for key, entry in card["问答"].items()
    )
    return Scheme(name, card["名称"], card["说明"], questions, body)


def instantiate(
    scheme: Scheme,
    answers: MappingType[str, str],
    *,
    start: date | None = None,
    total: Decimal | None = None,
) -> str:
    """The text of the user's plan. ``start`` is the first day of a month, ``total`` in 元.

    Raises BadAnswer for an unknown question, a name that is no name, a start within a month
    or a total that cannot be split.
    """
    source = read_text(scheme.text, scheme.name)
    plan = build(source)
    assert plan is not None
    assert plan.period is not None
    assert plan.budget is not None
    move = _Move(plan.period, _checked_start(start) or plan.period.start)
    edits = {edit.start: edit for edit in _renamed(source, scheme, answers)}
    edits |= {edit.start: edit for edit in _moved(source, move)}
    if move.months or total is not None:
        old = plan.budget.total
        assert old is not None
        amounts = _Amounts(plan, Decimal(total if total is not None else old), move)
        edits |= {edit.start: edit for edit in amounts.edits(source)}
    return apply(scheme.text, [edits[place] for place in sorted(edits)])


def _checked_start(start: date | None) -> date | None:
    if start is not None and start.day != 1:
        raise BadAnswer(f"开始日期要写某月的第一天，如{start.year}-{start.month:02d}-01。")
    return start


# --- names ---------------------------------------------------------------------------------


def _renamed(source: Source, scheme: Scheme, answers: MappingType[str, str]) -> Iterator[Edit]:
    defaults = {question.name: question.default for question in scheme.questions}
    for name in answers:
        if name not in defaults:
            raise BadAnswer(f"没有“{name}”这个问题；可以回答：{'、'.join(defaults)}。")
    new = {defaults[name]: _checked_name(name, text) for name, text in answers.items()}
    new = {old: text for old, text in new.items() if old != text}
    if not new or source.root is None:
        return
    pattern = re.compile("|".join(map(re.escape, sorted(new, key=len, reverse=True))))
    for node in _scalars(source.root):
        for match in pattern.finditer(scheme.text, node.start_mark.index, node.end_mark.index):
            yield Edit(match.start(), match.end(), new[match.group()])


def _checked_name(name: str, text: str) -> str:
    text = text.strip()
    if not _NAME.fullmatch(text):
        raise BadAnswer(f"“{name}”的回答“{text}”不像一个名称；只用汉字、字母、数字和括号。")
    return text


def _scalars(node: Node) -> Iterator[Scalar]:
    if isinstance(node, Scalar):
        yield node
    elif isinstance(node, Sequence):
        for item in node.items:
            yield from _scalars(item)
    else:
        for key, value in node.entries.values():
            yield key
            yield from _scalars(value)


# --- dates ---------------------------------------------------------------------------------


class _Move:
    """From the scheme's period to the user's, by whole months."""

    def __init__(self, old: Period, start: date) -> None:
        self.old = old
        self.start = start
        self.months = (start.year - old.start.year) * 12 + start.month - old.start.month
        self.years = start.year - old.start.year
        self.length = (old.end.year - old.start.year) * 12 + old.end.month - old.start.month + 1

    def deadline(self, old: Date) -> Date:
        """The deadline moved, in the precision it was written."""
        if old.precision is Precision.YEAR:
            return read_date(str(old.last.year + self.years))
        if old.precision is Precision.DAY:
            day = shift_months(old.last, self.months)
            day = nearest_workday(day) if is_workday(old.last) else day
            return Date(day, day, Precision.DAY)
        last = shift_months(old.last, self.months)
        return read_date(f"{last.year}-{last.month:02d}")

    def period(self, old: Period) -> Period:
        """The period moved, as long in months as before."""
        start = shift_months(old.start, self.months)
        after = shift_months(old.end + timedelta(1), self.months)
        return Period(start, after - timedelta(1))

    def quarter(self, old: Period) -> str:
        """The quarter in which a moved quarter begins."""
        start = shift_months(old.start, self.months)
        return f"{start.year}Q{(start.month + 2) // 3}"

    def year_weights(self, values: MappingType[Year, Any]) -> dict[int, Decimal]:
        """Yearly amounts, spread evenly over their months, by the years they now fall in."""
        weights: dict[int, Decimal] = {}
        for month in range(self.length):
            then = shift_months(self.old.start, month)
            of_year = [m for m in range(self.length) if self._year(m) == then.year]
            share = Decimal(values.get(Year(then.year), 0)) / len(of_year)
            year = shift_months(self.start, month).year
            weights[year] = weights.get(year, Decimal(0)) + share
        return {year: weight for year, weight in weights.items() if weight}

    def year_targets(self, indicator: Indicator) -> dict[int, Decimal]:
        """Year-end targets, read off the straight lines between the old ones."""
        base = indicator.baseline.value if indicator.baseline else None
        points = [
            (self._elapsed(year, self.old.start), Decimal(value))
            for year, value in sorted(indicator.year_targets.items())
        ]
        points.insert(0, (0, Decimal(base) if base is not None else points[0][1]))
        digits = max(-int(value.as_tuple().exponent) for _, value in points)
        last = shift_months(self.start, self.length - 1).year
        return {
            year: _between(points, self._elapsed(year, self.start)).quantize(
                Decimal(1).scaleb(-max(digits, 0)), ROUND_HALF_EVEN
            )
            for year in range(self.start.year, last + 1)
        }

    def _year(self, month: int) -> int:
        return shift_months(self.old.start, month).year

    def _elapsed(self, year: int, start: date) -> int:
        """Months from the start to the end of a year, at most the whole plan."""
        return min((year - start.year) * 12 + 13 - start.month, self.length)


def _between(points: Listing[tuple[int, Decimal]], month: int) -> Decimal:
    for (left, low), (right, high) in pairwise(points):
        if month <= right:
            return low + (high - low) * (month - left) / (right - left)
    return points[-1][1]


def _moved(source: Source, move: _Move) -> Iterator[Edit]:
    if not move.months or source.root is None:
        return
    for node, kind in _typed(Plan, source.root):
        if kind is Date:
            yield _edit(node, str(move.deadline(read_date(node.value))))
        elif kind is Period:
            yield _edit(node, str(move.period(read_period(node.value))))


def _typed(cls: type[Thing], node: Node) -> Iterator[tuple[Scalar, Any]]:
    """Every single value with its declared type; values in tables are left out."""
    if not isinstance(node, Mapping):
        return
    for name, (_, value) in node.entries.items():
        field = schema(cls).get(name)
        if field is None or field.form.shape is Shape.TABLE:
            continue
        items = value.items if isinstance(value, Sequence) else [value]
        for item in items:
            if isinstance(field.form.of, type) and issubclass(field.form.of, Thing):
                yield from _typed(field.form.of, item)
            elif isinstance(item, Scalar) and item.value:
                yield item, field.form.of


def _edit(node: Node, text: str) -> Edit:
    return Edit(node.start_mark.index, node.end_mark.index, text)


# --- money ---------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Priced:
    """A use at its new size."""

    amount: Decimal
    price: Decimal | None
    count: Decimal | None
    persons: int | None = None


class _Amounts:
    """All money of a plan at a new total, every sum exact."""

    def __init__(self, plan: Plan, total: Decimal, move: _Move) -> None:
        assert plan.budget is not None
        assert plan.budget.total is not None
        if total <= 0 or total % STEP:
            raise BadAnswer("总额要大于零，并且是100元的整数倍（万元保留两位小数）。")
        self.plan, self.total, self.move = plan, total, move
        self.factor = total / plan.budget.total
        self.uses = self._balanced([self._scaled(use) for use in plan.uses])

    def edits(self, source: Source) -> Iterator[Edit]:
        """The splices for total, uses, sources and yearly targets."""
        assert self.plan.budget is not None
        yield from self._put(source, self.plan.budget.at("total"), say_yuan(self.total))
        drawn: dict[str, Decimal] = {}
        for use, priced in zip(self.plan.uses, self.uses, strict=True):
            yield from self._use(source, use, priced, drawn)
        for fund in self.plan.sources:
            amount = drawn.get(str(fund.id), Decimal(0))
            yield from self._put(source, fund.at("amount"), say_yuan(amount))
            parts = apportion(amount, list(fund.arrivals.values()), STEP)
            yield from self._table(
                source,
                fund.at("arrivals"),
                {
                    self.move.quarter(when): part
                    for when, part in zip(fund.arrivals, parts, strict=True)
                },
            )
        for indicator in self.plan.indicators:
            if indicator.year_targets and self.move.months:
                told = {
                    str(year): say_quantity(value, indicator.unit)
                    for year, value in self.move.year_targets(indicator).items()
                }
                yield from self._flow(source, indicator.at("year_targets"), told)

    def _use(
        self, source: Source, use: Use, priced: _Priced, drawn: dict[str, Decimal]
    ) -> Iterator[Edit]:
        yield from self._put(source, use.at("amount"), say_yuan(priced.amount))
        if priced.price is not None:
            yield from self._put(source, use.at("unit_price"), say_yuan(priced.price))
        if priced.count is not None:
            yield from self._put(source, use.at("count"), say_quantity(priced.count, ""))
        if priced.persons is not None and use.training:
            yield from self._put(source, use.training.at("persons"), str(priced.persons))
        weights = self.move.year_weights(use.by_year)
        years = apportion(priced.amount, list(weights.values()), STEP)
        by_year = {str(y): part for y, part in zip(weights, years, strict=True) if part}
        yield from self._table(source, use.at("by_year"), by_year)
        parts = [
            share.amount if share.amount is not None else Decimal(use.amount or 0)
            for share in use.shares
        ]
        paid = apportion(priced.amount, parts, STEP)
        for share, part in zip(use.shares, paid, strict=True):
            drawn[share.source] = drawn.get(share.source, Decimal(0)) + part
        if any(share.amount is not None for share in use.shares):
            shares = {str(s.source): part for s, part in zip(use.shares, paid, strict=True)}
            yield from self._table(source, use.at("shares"), shares)

    def _scaled(self, use: Use) -> _Priced:
        """A use near its share of the new total, its price and count still exact."""
        amount = Decimal(use.amount or 0)
        price, count = use.unit_price, use.count
        if price is None or count is None or self.factor == 1:
            return _Priced(amount * self.factor // STEP * STEP, None, None)
        if use.training and use.training.persons and use.training.days:
            step = _count_step(price * use.training.days)
            persons = _to_step(use.training.persons * self.factor, step)
            count = persons * use.training.days  # type: ignore[assignment]
            return _Priced(
                price * persons * use.training.days,
                price,
                persons * use.training.days,
                int(persons),
            )
        if use.unit in _GOODS:
            count = _to_step(count * self.factor, _count_step(price))  # type: ignore[assignment]
            assert count is not None
            return _Priced(price * count, price, count)
        fine = Decimal(1) if price >= 100 else Decimal("0.1")
        step = _common(STEP, count * fine)
        amount = _to_step(amount * self.factor, step)
        return _Priced(amount, amount / count, count)

    def _balanced(self, uses: list[_Priced]) -> list[_Priced]:
        """The difference to the total goes to the uses that are bought once."""
        rest = self.total - sum((use.amount for use in uses), Decimal(0))
        single = [place for place, use in enumerate(uses) if self.plan.uses[place].count == 1]
        if not rest:
            return uses
        shares = apportion(abs(rest), [uses[place].amount for place in single], STEP)
        for place, share in zip(single, shares, strict=True):
            amount = uses[place].amount + (share if rest > 0 else -share)
            if amount <= 0:
                raise BadAnswer(f"总额{say_yuan(self.total)}太小，分不到各项支出。")
            uses[place] = _Priced(amount, amount, None)
        return uses

    def _put(self, source: Source, where: tuple[str | int, ...], text: str) -> Iterator[Edit]:
        node = source.node_at(where)
        if isinstance(node, Scalar) and node.value != text:
            yield _edit(node, text)

    def _table(
        self, source: Source, where: tuple[str | int, ...], amounts: MappingType[str, Decimal]
    ) -> Iterator[Edit]:
        told = {name: say_yuan(amount) for name, amount in amounts.items() if amount}
        yield from self._flow(source, where, told)

    def _flow(
        self, source: Source, where: tuple[str | int, ...], told: MappingType[str, str]
    ) -> Iterator[Edit]:
        node = source.node_at(where)
        if isinstance(node, Mapping) and told:
            yield _edit(node, "{" + ", ".join(f"{k}: {v}" for k, v in told.items()) + "}")


def _count_step(price: Decimal) -> Decimal:
    """The smallest count whose cost at this price is a multiple of 100 元."""
    cents = int(price * 100)
    whole = int(STEP * 100)
    return Decimal(whole // gcd(cents, whole))


def _common(left: Decimal, right: Decimal) -> Decimal:
    """The least common multiple, to the 分."""
    a, b = int(left * 100), int(right * 100)
    return Decimal(a * b // gcd(a, b)) / 100


def _to_step(value: Decimal, step: Decimal) -> Decimal:
    return max(step, (value / step).quantize(Decimal(1), ROUND_HALF_EVEN) * step)
