"""Template names of 联席会议通知: who issues it, who takes part, what is due."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from jindu.analysis.deadlines import timing
from jindu.document.origins import made_of, name_of
from jindu.document.tables.cells import units
from jindu.language import phrases
from jindu.model.choices import WorkKind
from jindu.model.plan import Plan, RecurringWork, Task
from jindu.units.dates import shift_months


@dataclass(frozen=True, slots=True)
class MeetingView:
    """A joint meeting: convener, participants, and the tasks recently due and upcoming."""

    lead: str
    units: tuple[str, ...]
    frequency: str
    done: tuple[str, ...]
    coming: tuple[str, ...]
    issuers: tuple[str, ...] = ()


_INNER = re.compile("(?:办公室|办|科|股|室|站|中心|工作组)$")
_EXECUTIVE = re.compile("(?:人民政府|办事处|管理委员会|管委会)$")
_OF_A_BODY = re.compile("委员会办公室|领导小组办公室|联席会议办公室|禁毒办|^(?:办公室|党政办)$")
"""Offices of a coordinating body write to its members in their own name."""


def meeting(plan: Plan, today: date | None) -> MeetingView:
    """Return the next joint meeting, with the tasks due three months before and after ``today``."""
    held = next((r for r in plan.recurring if r.kind is WorkKind.JOINT_MEETING), RecurringWork())
    lead = name_of(plan, held.lead)
    issuers = _issuers(plan, held, lead)
    named = (name_of(plan, ref) for ref in held.supporters if ref != held.lead)
    taking_part = dict.fromkeys(name for name in named if name not in issuers)
    done: list[str] = []
    coming: list[str] = []
    if today is not None:
        done = _due(plan, shift_months(today, -3), today)
        coming = _due(plan, today, shift_months(today, 3))
    return MeetingView(
        lead, tuple(taking_part), held.frequency or "", tuple(done), tuple(coming), issuers
    )


def _issuers(plan: Plan, held: RecurringWork, lead: str) -> tuple[str, ...]:
    """Return who signs the notice.

    An office inside an organ has no standing to write to other organs: its leading group's
    office does so, else the executive one of the organs that issued the plan.
    """
    organs = plan.document.organs if plan.document else ()
    unit = plan.unit(held.lead)
    executive = [organ for organ in organs if _EXECUTIVE.search(organ)] or [*organs]
    if not lead or unit is None:
        return tuple(executive[:1])
    if not _INNER.search(lead) or _OF_A_BODY.search(lead):
        return (lead,)
    group = plan.leading_group
    if group and group.name and group.office and group.office.unit == held.lead:
        return (made_of(f"{group.name.removesuffix('办公室')}办公室", group),)
    return tuple(executive[:1]) or (lead,)


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
    inside: Sequence[str] = [part for part in (lead, when) if part]
    told = phrases.clause(task.name or "") + (f"（{'，'.join(inside)}）" if inside else "")
    return made_of(told, task, lead)
