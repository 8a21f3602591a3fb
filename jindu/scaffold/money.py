"""Scale all amounts of a plan to a new total, keeping every sum exact."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from decimal import ROUND_HALF_EVEN, Decimal
from math import gcd
from typing import NamedTuple

from jindu.model.diagnostic import Where
from jindu.model.plan import Expense, Fund, Plan
from jindu.scaffold.dates import Move
from jindu.scaffold.scheme import BadAnswer
from jindu.units import apportion, apportion_table, say_quantity, say_yuan, wan

STEP = Decimal(100)
"""Amounts stay multiples of 100 元, two decimals in 万元."""

_GOODS = frozenset((*"册份套台件张块面个条支盒本场次", "人次"))
_LEAST, _MOST = Decimal("0.5"), Decimal(2)
"""How far the uses of a scheme can be scaled."""
_OWN = frozenset("套件")
"""Goods of which a person has one: a larger budget does not buy more of them."""
_MANY = 10
"""From this count on, a larger budget buys more goods at the same price; below it, dearer ones."""

Change = tuple[Where, str | Mapping[str, str]]
"""A place, and the value or the table to be written there."""


class _Priced(NamedTuple):
    """An expense at its new size; None where the plan states nothing."""

    amount: Decimal
    price: Decimal | None
    number: Decimal | None
    persons: int | None = None


class Amounts:
    """Scales all amounts of a plan. Raises BadAnswer for a total that cannot be split."""

    def __init__(self, plan: Plan, total: Decimal, move: Move) -> None:
        assert plan.budget is not None
        assert plan.budget.total is not None
        if total <= 0 or total % STEP:
            raise BadAnswer("总额要大于零，并且是100元的整数倍（万元保留两位小数）。")
        self.plan, self.total, self.move = plan, total, move
        self.factor = total / plan.budget.total
        if not _LEAST <= self.factor <= _MOST:
            small = self.factor < _LEAST
            raise BadAnswer(
                f"模板的总额是{say_yuan(plan.budget.total)}，"
                f"{say_yuan(total)}太{'小' if small else '大'}，"
                f"照它分到{len(plan.expenses)}项支出上不成样子。",
                "改用总额相近的模板（jindu init --list），或者先照模板的总额生成，再"
                + ("删减支出。" if small else "增加支出。"),
            )
        self.expenses = self._balanced([self._scaled(expense) for expense in plan.expenses])
        self.drawn: dict[str, dict[int, Decimal]] = {}
        """What each fund pays in each year."""

    def changes(self) -> Iterator[Change]:
        """The new values of the total, of every expense and of every fund."""
        assert self.plan.budget is not None
        yield self.plan.budget.at("total"), say_yuan(self.total)
        for expense, priced in zip(self.plan.expenses, self.expenses, strict=True):
            yield from self._use(expense, priced)
        for fund in self.plan.funds:
            yield from self._fund(fund)

    def _use(self, expense: Expense, priced: _Priced) -> Iterator[Change]:
        yield expense.at("amount"), _wan(priced.amount)
        if priced.price is not None:
            yield expense.at("unit_price"), say_yuan(priced.price)
        if priced.number is not None:
            yield expense.at("count"), say_quantity(priced.number, "")
        if priced.persons is not None and expense.training:
            yield expense.training.at("persons"), str(priced.persons)
        due = [task.due for ref in expense.tasks if (task := self.plan.task(ref)) and task.due]
        weights = self.move.years(expense, due, self._begin(expense))
        by_year = apportion(priced.amount, list(weights.values()), STEP)
        yield expense.at("by_year"), _told(dict(zip(map(str, weights), by_year, strict=True)))
        shares = [
            expense.amount if share.amount is None else share.amount
            for share in expense.contributions
        ]
        paid = apportion(priced.amount, [Decimal(share or 0) for share in shares], STEP)
        payers = [str(share.fund) for share in expense.contributions]
        if expense.contributions and expense.contributions[0].amount is not None:
            yield expense.at("contributions"), _told(dict(zip(payers, paid, strict=True)))
        for year, parts in zip(weights, apportion_table(by_year, paid, STEP), strict=True):
            for payer, part in zip(payers, parts, strict=True):
                of_payer = self.drawn.setdefault(payer, {})
                of_payer[year] = of_payer.get(year, Decimal(0)) + part

    def _begin(self, expense: Expense) -> date | None:
        """The day on which the first task of an expense begins, at the earliest."""
        stages = {stage.id: stage.period for stage in self.plan.stages}
        found: list[date] = []
        for task in map(self.plan.task, expense.tasks):
            period = stages.get(task.stage) if task and task.stage else None
            if task and task.start:
                found.append(task.start.first)
            elif period:
                found.append(period.start)
            else:
                return None
        return min(found, default=None)

    def _fund(self, fund: Fund) -> Iterator[Change]:
        drawn = self.drawn.get(str(fund.id), {})
        amount = sum(drawn.values(), Decimal(0))
        yield fund.at("amount"), _wan(amount)
        if fund.arrivals:
            yield fund.at("arrivals"), _told(self._arrivals(fund, amount, drawn))

    def _arrivals(
        self, fund: Fund, amount: Decimal, drawn: Mapping[int, Decimal]
    ) -> dict[str, Decimal]:
        """The moved and scaled arrivals: no year spends more than has arrived by its end."""
        parts = apportion(amount, list(fund.arrivals.values()), STEP)
        found: dict[str, Decimal] = {}
        for when, part in zip(map(self.move.quarter, fund.arrivals), parts, strict=True):
            found[when] = found.get(when, Decimal(0)) + part
        for year in sorted(drawn):
            spent = sum((part for then, part in drawn.items() if then <= year), Decimal(0))
            come = sum((part for when, part in found.items() if int(when[:4]) <= year), Decimal(0))
            if spent > come:
                _bring_forward(found, year, spent - come)
        return {when: part for when, part in sorted(found.items()) if part}

    def _scaled(self, expense: Expense) -> _Priced:
        """An expense near its share of the new total; price times count stays exact."""
        amount = Decimal(expense.amount or 0)
        price, count = expense.unit_price, expense.count
        if price is None or count is None or self.factor == 1:
            return _Priced(amount * self.factor // STEP * STEP, None, None)
        if expense.training and expense.training.persons and expense.training.days:
            step = _count_step(price * expense.training.days)
            persons = _to_step(expense.training.persons * self.factor, step)
            days = persons * expense.training.days
            return _Priced(price * days, price, days, int(persons))
        if expense.unit_of_measure in _OWN and self.factor > 1:
            return _Priced(amount, price, count)
        if expense.unit_of_measure in _GOODS and count >= _MANY:
            bought = _to_step(count * self.factor, _count_step(price))
            return _Priced(price * bought, price, bought)
        fine = Decimal(1) if price >= 100 else Decimal("0.1")
        step = _common(STEP, count * fine)
        amount = _to_step(amount * self.factor, step)
        return _Priced(amount, amount / count, count)

    def _balanced(self, expenses: list[_Priced]) -> list[_Priced]:
        """Add the difference to the total to the expenses with a count of one."""
        rest = self.total - sum((expense.amount for expense in expenses), Decimal(0))
        single = [
            place for place, expense in enumerate(expenses) if self.plan.expenses[place].count == 1
        ]
        if not rest:
            return expenses
        if not single:
            raise BadAnswer(f"总额{say_yuan(self.total)}分不到各项支出。")
        shares = apportion(abs(rest), [expenses[place].amount for place in single], STEP)
        for place, share in zip(single, shares, strict=True):
            amount = expenses[place].amount + (share if rest > 0 else -share)
            if amount <= 0:
                raise BadAnswer(f"总额{say_yuan(self.total)}太小，分不到各项支出。")
            expenses[place] = _Priced(amount, amount, None)
        return expenses


def _bring_forward(arrivals: dict[str, Decimal], year: int, missing: Decimal) -> None:
    """Move ``missing`` from arrivals after a year to the first arrival in that year."""
    first = min((when for when in arrivals if when.startswith(str(year))), default=f"{year}Q1")
    for when in sorted(when for when in arrivals if int(when[:4]) > year):
        part = min(missing, arrivals[when])
        arrivals[when] -= part
        arrivals[first] = arrivals.get(first, Decimal(0)) + part
        missing -= part


def _wan(amount: Decimal) -> str:
    """An amount in 万元, the unit of all amounts in a plan."""
    return f"{wan(amount).rstrip('0').rstrip('.')}万元"


def _told(amounts: Mapping[str, Decimal]) -> dict[str, str]:
    return {name: _wan(amount) for name, amount in amounts.items() if amount}


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
