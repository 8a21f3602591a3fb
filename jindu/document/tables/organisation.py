"""Table of the leading group."""

from __future__ import annotations

from jindu.document.blocks import Align, Block, Column, Table
from jindu.document.origins import made_of, name_of, said
from jindu.document.tables.cells import cells, merged
from jindu.model.plan import Plan


def leading_group(plan: Plan) -> tuple[Block, ...]:
    """Build 领导小组成员名单: role, unit and post, without names of persons."""
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
    return (Table(columns, rows, caption=said(group, "name"), notes=tuple(notes)),)
