"""Forms to fill in or to head a document: 申报事项 and 参会回执."""

from __future__ import annotations

from collections.abc import Iterator

from jindu.document.blocks import Align, Block, Cell, Column, Table
from jindu.document.kinds import subject
from jindu.document.origins import from_fields, made_of, name_of, said
from jindu.document.requests import asked_of
from jindu.document.tables.cells import DASH
from jindu.model.plan import Application, Contact, Overview, Plan
from jindu.units import say_yuan

Pair = tuple[str, str]


def request(plan: Plan) -> tuple[Block, ...]:
    """Build 申报事项: who applies, to whom, for how much, and who can be asked."""
    rows = tuple((_label(label), Cell(text or DASH)) for label, text in _requested(plan))
    return (Table((Column("", 3.4), Column("", 10.6)), rows),)


def _requested(plan: Plan) -> Iterator[Pair]:
    overview = plan.overview or Overview()
    application = plan.application or Application()
    contact = (plan.document.contact if plan.document else None) or Contact()
    total = plan.budget.total if plan.budget else None
    yield "项目名称", from_fields(subject(overview.title or ""), overview, "title")
    yield "申报单位", name_of(plan, application.applicant)
    yield "主管部门", said(application, "department")
    yield "项目负责人", said(application, "officer")
    yield "联系人和电话", _contact(contact)
    if application.project_type:
        yield "项目属性", said(application, "project_type")
    if overview.period:
        yield "实施期限", from_fields(overview.period.words(), overview, "period")
    yield "项目总投入", made_of(say_yuan(total), plan.budget) if total is not None else ""
    asked = asked_of(plan)
    told = [made_of(f"{whom or '未写明出资单位'}：{say_yuan(n)}", whom) for whom, n in asked]
    yield "申请金额", made_of("\n".join(told), told)


def _contact(contact: Contact) -> str:
    parts = (contact.unit, contact.person, contact.phone)
    return made_of("，".join(part for part in parts if part), contact)


def _label(text: str) -> Cell:
    return Cell(text, strong=True, align=Align.CENTER)


_GUESTS = 3
"""Empty lines of a reply."""


def reply(_: Plan) -> tuple[Block, ...]:
    """Build 参会回执: lines to fill in."""
    columns = (
        Column("单位", 5.0),
        Column("姓名", 2.6, Align.CENTER),
        Column("职务", 3.4, Align.CENTER),
        Column("联系电话", 3.6, Align.CENTER),
    )
    rows = tuple(tuple(Cell("") for _ in columns) for _ in range(_GUESTS))
    return (
        Table(columns, rows, notes=("注：因故不能参加的，请说明原因，并注明代为参加的人员。",)),
    )
