"""Table of the alerts of indicators: their limits, and who does what when they are crossed."""

from __future__ import annotations

from decimal import Decimal

from jindu.document.blocks import Align, Block, Column, Table
from jindu.document.origins import Places, made_of, said, short_of
from jindu.document.tables.cells import cells
from jindu.model.choices import Direction
from jindu.model.plan import Alert, Indicator, Plan
from jindu.units import say_quantity


def alerts(plan: Plan) -> tuple[Block, ...]:
    """Build 预警界限和处置; nothing if no indicator has a limit."""
    warned = [(i, i.alert) for i in plan.indicators if i.name and i.alert and has_limit(i.alert)]
    columns = (
        Column("指标名称", 4.4),
        Column("黄色预警", 2.0, Align.CENTER),
        Column("红色预警", 2.0, Align.CENTER),
        Column("处置单位", 3.6),
        Column("处置措施", 7.0),
    )
    rows = tuple(
        cells(
            said(item, "name"),
            _limit(item, alert, "yellow"),
            _limit(item, alert, "red"),
            short_of(plan, alert.owner),
            said(alert, "action"),
        )
        for item, alert in warned
    )
    return (Table(columns, rows, caption="预警界限和处置"),) if rows else ()


def has_limit(alert: Alert) -> bool:
    """Whether it has a limit at all."""
    return alert.yellow is not None or alert.red is not None


def _limit(item: Indicator, alert: Alert, colour: str) -> str:
    """Return a limit: 低于75%; 高于172元 of what must stay low."""
    value: Decimal | None = getattr(alert, colour)
    if value is None:
        return ""
    side = "高于" if item.direction is Direction.AT_MOST else "低于"
    places = Places((alert.at(colour), item.at("unit_of_measure")))
    return made_of(side + say_quantity(value, item.unit_of_measure), places)
