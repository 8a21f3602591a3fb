"""Count findings per rule."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from jindu.checker.result import Report
from jindu.report.table import Column, Kind, Table
from jindu.rules import BY_CODE

_COLUMNS = (
    Column("code", "规则"),
    Column("count", "次数", Kind.NUMBER),
    Column("title", "问题"),
)


def of_rules(reports: Iterable[Report]) -> Table:
    """Return the rules with findings, most frequent first."""
    counts = Counter(found.code for report in reports for found in report.diagnostics)
    ranked = sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))
    rows = [(code, count, BY_CODE[code].title) for code, count in ranked]
    total = ("合计", counts.total(), f"{len(rows)}条规则") if len(rows) > 1 else None
    return Table(_COLUMNS, rows, total, () if rows else ("没有发现问题。",))
