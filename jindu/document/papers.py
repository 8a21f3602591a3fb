"""Template names that depend on the kind of document: sender, addressee, date, request."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from jindu.analysis import funding
from jindu.analysis.deadlines import timing
from jindu.document.kinds import GIVEN, Kind, Unready
from jindu.document.origins import made_of, name_of, said
from jindu.document.tables.cells import units
from jindu.language import correspondence, phrases
from jindu.model.choices import FundStatus, WorkKind
from jindu.model.plan import Application, Fund, Plan, RecurringWork, Task
from jindu.units import say_yuan
from jindu.units.dates import read_date, shift_months
from jindu.units.unreadable import Unreadable

_SETTLED = {FundStatus.RECEIVED: "已到位", FundStatus.APPROVED: "已批复"}


@dataclass(frozen=True, slots=True)
class MeetingView:
    """A joint meeting: convener, participants, and the tasks recently due and upcoming."""

    lead: str
    units: tuple[str, ...]
    frequency: str
    done: tuple[str, ...]
    coming: tuple[str, ...]


def paper_names(
    plan: Plan, paper: Kind, given: Mapping[str, str], today: date | None
) -> Mapping[str, Any]:
    """Return the names that depend on the kind of document. Raises ``Unready``."""
    document = plan.document
    own = document if paper.own else None
    names: dict[str, Any] = {
        "given": {name: given.get(name, "") for name in GIVEN},
        "application": plan.application or Application(),
        "meeting": meeting(plan, today),
        "recipients": own.recipients if own else (),
        "organs": document.organs if document else (),
        "number": (own.number if own else "") or given.get("发文字号", ""),
        "day": _day(given) or (own.date.last if own and own.date else None),
        "remark": (own.remark_line if own else "") or "",
        "genre": "",
        "requested": [],
        "requested_total": funding.NIL,
        "settled": [],
        "others": [],
    }
    if paper.name == "资金申请":
        names |= _request(plan)
    elif paper.name == "联席会议通知":
        names["organs"] = (names["meeting"].lead,) if names["meeting"].lead else names["organs"]
        names["day"] = names["day"] or today
        names["remark"] = _contact(plan)
    return names


def _day(given: Mapping[str, str]) -> date | None:
    text = given.get("成文日期")
    if not text:
        return None
    try:
        return read_date(text).last
    except Unreadable as trouble:
        raise Unready(f"成文日期“{text}”读不出来。写成 2026-06-26。") from trouble


def _contact(plan: Plan) -> str:
    contact = plan.document.contact if plan.document else None
    if contact is None:
        return ""
    parts = (("联系单位", contact.unit), ("联系人", contact.person), ("电话", contact.phone))
    return made_of("，".join(f"{label}：{text}" for label, text in parts if text), contact)


# Requests for money -----------------------------------------------------------------------


def _request(plan: Plan) -> Mapping[str, Any]:
    application = plan.application or Application()
    applicant = plan.unit(application.applicant)
    addressee = application.recipient or application.department
    if applicant is None or not addressee:
        raise Unready("写不成资金申请：在“申报”里写明申报单位（编号）和主送机关。")
    if plan.budget is None or plan.budget.total is None:
        raise Unready("写不成资金申请：方案没有写经费总额。在“经费”的“总额”里写明。")
    try:
        genre = correspondence.genre(applicant, addressee)
    except correspondence.Misdirected as trouble:
        raise Unready(str(trouble)) from trouble
    asked = _asked(plan, application, addressee)
    if not asked:
        raise Unready(
            "没有要申请的资金：资金来源里没有“预计”或者“已申请”的财政性资金。核对各项来源的状态。"
        )
    return {
        "genre": genre,
        "recipients": (addressee,),
        "organs": (said(applicant, "name"),),
        "remark": _contact(plan),
        "requested": [_told(fund, amount) for fund, amount in asked],
        "requested_total": sum((amount for _, amount in asked), funding.NIL),
        "settled": _settled(plan),
        "others": _others(plan, [fund for fund, _ in asked]),
    }


def _asked(plan: Plan, application: Application, addressee: str) -> Sequence[tuple[Fund, Decimal]]:
    """Return the public funds not yet granted at the addressee's level, with amounts.

    If the addressee is the funder of some of them, return those only.
    """
    found = [
        (fund, amount)
        for fund, amount in _amounts(plan)
        if fund.kind in funding.PUBLIC
        and fund.status in funding.OPEN
        and correspondence.may_grant(addressee, fund, application)
    ]
    given = [pair for pair in found if pair[0].funder and pair[0].funder in addressee]
    return given or found


def _told(fund: Fund, amount: Decimal) -> str:
    return made_of(f"{fund.name or fund.id}{say_yuan(amount)}", fund)


def _settled(plan: Plan) -> list[str]:
    return [
        made_of(_SETTLED[fund.status] + _told(fund, amount), fund)
        for fund, amount in _amounts(plan)
        if fund.status in _SETTLED
    ]


def _others(plan: Plan, asked: Sequence[Fund]) -> list[str]:
    """Return the funds that are neither asked for nor settled."""
    return [
        _told(fund, amount)
        for fund, amount in _amounts(plan)
        if fund.status not in _SETTLED and not any(fund is one for one in asked)
    ]


def _amounts(plan: Plan) -> list[tuple[Fund, Decimal]]:
    total = plan.budget.total if plan.budget else None
    pairs = ((fund, funding.amount_of(fund, total)) for fund in plan.funds)
    return [(s, a) for s, a in pairs if a is not None and s.kind not in funding.NOT_CASH]


# Meetings ---------------------------------------------------------------------------------


def meeting(plan: Plan, today: date | None) -> MeetingView:
    """Return the next joint meeting, with the tasks due three months before and after ``today``."""
    held = next((r for r in plan.recurring if r.kind is WorkKind.JOINT_MEETING), RecurringWork())
    units = dict.fromkeys(name_of(plan, ref) for ref in (*held.supporters,) if ref != held.lead)
    done: list[str] = []
    coming: list[str] = []
    if today is not None:
        done = _due(plan, shift_months(today, -3), today)
        coming = _due(plan, today, shift_months(today, 3))
    return MeetingView(
        name_of(plan, held.lead),
        tuple(units),
        held.frequency or "",
        tuple(done),
        tuple(coming),
    )


def _due(plan: Plan, after: date, until: date) -> list[str]:
    dated = []
    for task in plan.tasks:
        when = timing(plan, task)
        days = [day for day in when.days if after < day <= until] if when else []
        dated += [(days[-1], task)] if days else []
    return [_task(plan, task) for _, task in sorted(dated, key=lambda pair: pair[0])]


def _task(plan: Plan, task: Task) -> str:
    lead = units(plan, task.leads)
    when = task.deadline.words() if task.deadline else ""
    inside = "，".join(part for part in (lead, when) if part)
    told = phrases.clause(task.name or "") + (f"（{inside}）" if inside else "")
    return made_of(told, task, lead)
