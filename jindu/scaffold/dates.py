"""Move a plan's dates by whole months: deadlines, periods, and values by year."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from decimal import ROUND_HALF_EVEN, Decimal
from itertools import pairwise

from jindu.analysis.calendar import is_workday, nearest_workday
from jindu.model.plan import Expense, Indicator
from jindu.units import Date, Period, Precision, read_date, shift_months


class Move:
    """Moves dates from the scheme's period to the user's."""

    def __init__(self, old: Period, start: date) -> None:
        self.old = old
        self.start = start
        self.months = (start.year - old.start.year) * 12 + start.month - old.start.month
        self.length = (old.end.year - old.start.year) * 12 + old.end.month - old.start.month + 1

    def deadline(self, old: Date) -> Date:
        """The moved deadline, as precise as the old one."""
        if old.precision is Precision.YEAR:
            return read_date(str(old.last.year + self.start.year - self.old.start.year))
        if old.precision is Precision.DAY:
            day = shift_months(old.last, self.months)
            day = nearest_workday(day) if is_workday(old.last) else day
            return Date(day, day, Precision.DAY)
        last = shift_months(old.last, self.months)
        return read_date(f"{last.year}-{last.month:02d}")

    def period(self, old: Period) -> Period:
        """The moved period, with as many months as the old one."""
        start = shift_months(old.start, self.months)
        after = shift_months(old.end + timedelta(1), self.months)
        return Period(start, after - timedelta(1))

    def quarter(self, old: Period) -> str:
        """The quarter in which a moved quarter begins."""
        start = shift_months(old.start, self.months)
        return f"{start.year}Q{(start.month + 2) // 3}"

    def years(
        self, expense: Expense, due: Sequence[Date], begin: date | None = None
    ) -> dict[int, Decimal]:
        """The cost of an expense by year after the move.

        The cost of a year goes where the tasks that were ``due`` in it go; without any it is
        spread evenly over the months, but not over years before the tasks ``begin`` or after the
        last of them, unless it was there before.
        """
        found: dict[int, Decimal] = {}
        first = shift_months(begin, self.months).year if begin else 0
        last = max((self.deadline(d).last.year for d in due), default=9999)
        for year, amount in expense.by_year.items():
            now = [self.deadline(d).last.year for d in due if d.last.year == year]
            if not now:
                now = [shift_months(m, self.months).year for m in self._months(year)]
                if begin and year >= begin.year:
                    now = [max(then, first) for then in now]
                if due and year <= max(d.last.year for d in due):
                    now = [min(then, last) for then in now]
            for then in now:
                found[then] = found.get(then, Decimal(0)) + Decimal(amount) / len(now)
        return dict(sorted(found.items()))

    def year_targets(self, indicator: Indicator) -> dict[int, Decimal]:
        """Year-end targets, interpolated linearly between the old ones."""
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

    def _months(self, year: int) -> list[date]:
        """The first days of the plan's months in a year, before the move."""
        months = (shift_months(self.old.start, month) for month in range(self.length))
        return [month for month in months if month.year == year]

    def _elapsed(self, year: int, start: date) -> int:
        """Months from the start to the end of a year, at most the whole plan."""
        return min((year - start.year) * 12 + 13 - start.month, self.length)


def _between(points: Sequence[tuple[int, Decimal]], month: int) -> Decimal:
    for (left, low), (right, high) in pairwise(points):
        if month <= right:
            return low + (high - low) * (month - left) / (right - left)
    return points[-1][1]
