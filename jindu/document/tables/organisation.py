"""Table of the leading group."""

from __future__ import annotations

from jindu.document.blocks import Align, Block, Column, Table
from jindu.document.origins import from_fields, made_of, name_of, said
from jindu.document.tables.cells import cells, merged
from jindu.language import phrases
from jindu.model.plan import Plan


def leading_group(plan: Plan) -> tuple[Block, ...]:
    """Build 领导小组成员名单: role, unit and post, without names of persons; then the duties."""
    group = plan.leading_group
    assert group is not None
    roles = (("组长", group.leader), ("副组长", group.deputies), ("成员", group.members))
    rows = merged(
        (
            role,
            [cells(name_of(plan, p.unit), said(p, "title") or "负责人") for p in posts],
        )
        for role, posts in roles
        if posts
    )
    columns = (
        Column("小组职务", 2, Align.CENTER),
        Column("单位", 6),
        Column("职务", 5),
    )
    notes = []
    if group.office and group.office.unit:
        director = f"，办公室主任由{group.office.director}担任" if group.office.director else ""
        unit = name_of(plan, group.office.unit)
        told = f"注：领导小组办公室设在{unit}{director}。"
        notes.append(made_of(told, group.office, unit))
    members = Table(columns, rows, caption=said(group, "name"), notes=tuple(notes))
    return (members, *duties(plan))


def duties(plan: Plan) -> tuple[Block, ...]:
    """Build 各单位职责: what each unit has to do; nothing if no duties are written."""
    columns = (Column("序号", 0.8, Align.CENTER), Column("单位", 5.2), Column("职责", 7))
    tasked = [unit for unit in plan.units if unit.duties]
    rows = tuple(
        cells(
            str(place),
            said(unit, "name") or said(unit, "id"),
            from_fields(phrases.clause(unit.duties or ""), unit, "duties"),
        )
        for place, unit in enumerate(tasked, 1)
    )
    return (Table(columns, rows, caption="各单位职责"),) if rows else ()
