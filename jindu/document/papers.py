"""Template names that depend on the kind of document: sender, addressee, date, remark."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from jindu.document.kinds import GIVEN, Kind, Unready
from jindu.document.letter import is_headed
from jindu.document.meetings import meeting
from jindu.document.origins import Places, made_of, name_of
from jindu.document.requests import NOTHING_REQUESTED, request_names
from jindu.model.plan import Application, Plan
from jindu.units.dates import read_date
from jindu.units.unreadable import Unreadable


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
        **NOTHING_REQUESTED,
    }
    match paper.name:
        case "资金申请":
            names |= request_names(plan, contact_line(plan))
        case "申报方案":
            names["organs"] = _applicant(plan) or names["organs"]
            names["remark"] = ""
        case "联席会议通知":
            names["organs"] = names["meeting"].issuers or names["organs"]
            names["day"] = names["day"] or today
            names["remark"] = contact_line(plan)
    return {**names, "sender": _sender(plan, paper, names["organs"])}


def _applicant(plan: Plan) -> tuple[str, ...]:
    """Return the applicant as the organ that signs; empty if there is none."""
    applicant = plan.application.applicant if plan.application else None
    return (name_of(plan, applicant),) if applicant else ()


_MAX_SENDERS = 2
"""Organs that a title names; a joint paper of more leaves them to its signature."""


def _sender(plan: Plan, paper: Kind, organs: Sequence[str]) -> str:
    """Return the organs as the beginning of a title.

    A joint paper leaves them to its 版头, which names them all above the title, and to its
    signature if they are too many.
    """
    most = 1 if is_headed(plan, paper) else _MAX_SENDERS
    written = Places((plan.document.at("organs"),) if plan.document else ())
    return made_of(" ".join(organs), organs, written) if len(organs) <= most else ""


def _day(given: Mapping[str, str]) -> date | None:
    text = given.get("成文日期")
    if not text:
        return None
    try:
        return read_date(text).last
    except Unreadable as trouble:
        raise Unready(f"成文日期“{text}”读不出来。写成 2026-06-26。") from trouble


def contact_line(plan: Plan) -> str:
    """Return 公文.联系 as 附注: 联系单位：街道办，联系人：王某，电话：…; empty without one."""
    contact = plan.document.contact if plan.document else None
    if contact is None:
        return ""
    parts = (("联系单位", contact.unit), ("联系人", contact.person), ("电话", contact.phone))
    return made_of("，".join(f"{label}：{text}" for label, text in parts if text), contact)
