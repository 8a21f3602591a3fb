"""What a template may name: the plan, a few views of it, and the filters that make phrases."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from jinja2 import pass_context
from jinja2.runtime import Context
from markupsafe import Markup

from jindu.analysis import funding
from jindu.plan import (
    Approval,
    FundStatus,
    Indicator,
    Milestone,
    Overview,
    Plan,
    Post,
    Purpose,
    Recurring,
    Stage,
    Theme,
    Work,
    Year,
)
from jindu.render import words
from jindu.render.kinds import Kind, subject
from jindu.render.papers import paper_names
from jindu.render.pieces import number, purpose_name
from jindu.units import daxie, say_yuan

_KEY_WORK = (
    Work.ADOPTION,
    Work.PILOT,
    Work.PILOT_REVIEW,
    Work.ROLLOUT,
    Work.PLATFORM,
    Work.MECHANISM,
    Work.TEAM,
    Work.EVALUATION,
    Work.SUMMARY,
)
"""Kinds of work by which a year is known, in the yearly goals."""

_STATUS_WORDS = {
    FundStatus.RECEIVED: "已到位",
    FundStatus.APPROVED: "已批复",
    FundStatus.APPLIED: "已申请",
    FundStatus.EXPECTED: "拟申请",
}
_SPECIAL = re.compile(r"([\\`*_{}\[\]()#+\-.!|<>&~$])")
_ESCAPED = re.compile(rf"\\{_SPECIAL.pattern}")


@dataclass(frozen=True, slots=True)
class Entry:
    """A numbered paragraph: a lead that is its heading (or none), and the text."""

    lead: str
    text: str


@dataclass(frozen=True, slots=True)
class YearView:
    """One year of the plan: what is done, and what is reached by its ``end``."""

    number: int
    focus: str
    work: tuple[str, ...]
    targets: tuple[str, ...]
    end: str


@dataclass(frozen=True, slots=True)
class FundView:
    """The sources of one status, each with its amount."""

    lead: str
    told: tuple[str, ...]


def escaped(value: Any) -> Markup:
    """What the writer typed is text, never markup; his line breaks are paragraphs."""
    if isinstance(value, Markup):
        return value
    text = re.sub(r"[ \t\u3000]*\n\s*", "\n\n", str(value).strip())
    return Markup(_SPECIAL.sub(r"\\\1", text))


def unescaped(text: str) -> str:
    """What was typed, from what is escaped: Markdown itself leaves fenced text as it is."""
    return _ESCAPED.sub(r"\1", text)


def item(entry: Entry) -> Markup:
    """A numbered paragraph."""
    head = f"**{escaped(entry.lead)}** " if entry.lead else ""
    return Markup(f"1. {head}{escaped(entry.text)}")


def led(text: str) -> Entry:
    """A text whose first sentence is its heading, where more follows."""
    lead, mark, rest = text.partition("。")
    return Entry(lead + mark if rest else words.sentence(text), rest)


@pass_context
def _name(names: Context, ref: str) -> str:
    return str(names["plan"].name_of(ref))


@pass_context
def _post(names: Context, holder: Post) -> str:
    return words.post(names["plan"], holder)


@pass_context
def _cycle(names: Context, work: Recurring) -> str:
    """每季度由区禁毒办组织召开联席会议."""
    lead = f"由{names['plan'].name_of(work.lead)}" if work.lead else ""
    return f"{work.frequency or '定期'}{lead}组织{words.clause(work.name or '')}"


FILTERS: Mapping[str, Callable[..., Any]] = {
    "alarm": lambda indicator: words.alarm(indicator, indicator.warning),
    "capitals": daxie,
    "clause": words.clause,
    "cycle": _cycle,
    "final_target": lambda indicator: (
        (indicator.name or "") + words.target(indicator, indicator.target)
    ),
    "item": item,
    "led": led,
    "listed": words.listed,
    "money": say_yuan,
    "month": lambda day: f"{day.year}年{day.month}月",
    "name": _name,
    "number": number,
    "post": _post,
    "progress": words.progress,
    "sentence": words.sentence,
    "steps": words.steps,
}
"""The filters of all templates."""


def context(
    plan: Plan,
    paper: Kind,
    annexes: Sequence[str],
    given: Mapping[str, str],
    today: date | None = None,
) -> Mapping[str, Any]:
    """Every name a template may use. Raises ``Unready`` where the plan lacks what it needs."""
    overview = plan.overview or Overview()
    title = overview.title or "禁毒支部创建实施方案"
    return {
        "plan": plan,
        "overview": overview,
        "title": title,
        "kind": paper.name,
        "subject": subject(title),
        "brand": overview.brand,
        "basis": _basis(plan),
        "approvals": [_approval(step) for step in overview.approvals if step.step],
        "leading_indicators": lambda most: leading_indicators(plan, most),
        "years": _years(plan),
        "member_units": _member_units(plan),
        "office": plan.leading_group.office.unit
        if plan.leading_group and plan.leading_group.office
        else None,
        "recurring": lambda *kinds: [r for r in plan.recurring if r.kind in kinds],
        "responsible": lambda theme: _responsible(plan, theme),
        "milestones_of": lambda stage: _milestones_of(plan, stage),
        "stage_name": _stage_name,
        "purposes": _purposes(plan),
        "funds": _funds(plan),
        "unsettled": [s.name or s.id for s in plan.sources if _is_unsettled(plan, s)],
        "pending": any(s.status in (FundStatus.EXPECTED, FundStatus.APPLIED) for s in plan.sources),
        "grades": _grades(plan),
        "warnings": [i for i in plan.indicators if _has_warning(i)],
        "annexes": annexes,
        "annex": annex_namer(annexes),
        "entry": Entry,
        "lead": lambda text: Markup(f"1. **{escaped(text)}** "),
        **paper_names(plan, paper, given, today),
    }


def _approval(step: Approval) -> str:
    when = step.date.name() if step.date else ""
    return when + (step.step or "")


def annex_namer(annexes: Sequence[str]) -> Callable[[str], str]:
    """A function from an annex's title to 附件3 (附件 when it is the only one, else nothing)."""
    numbered = {name: f"附件{place}" for place, name in enumerate(annexes, 1)}
    if len(annexes) == 1:
        numbered = {annexes[0]: "附件"}
    return lambda name: numbered.get(name, "")


def _basis(plan: Plan) -> str:
    titles = []
    for basis in plan.overview.basis if plan.overview else ():
        name = (basis.name or "").strip("《》 ")
        titles.append(f"《{name}》" + (f"（{basis.number}）" if basis.number else ""))
    # Adjacent titles take no mark between them; a number in brackets calls for one.
    return "".join(titles) if all(t.endswith("》") for t in titles) else "、".join(titles)


def leading_indicators(plan: Plan, most: int) -> list[Indicator]:
    """Indicators of each goal in turn, so that the few named speak for all goals."""
    columns = [goal.indicators for goal in plan.goals]
    turns = max((len(column) for column in columns), default=0)
    mixed = [column[turn] for turn in range(turns) for column in columns if turn < len(column)]
    return [indicator for indicator in mixed if indicator.target is not None][:most]


def _years(plan: Plan) -> list[YearView]:
    if plan.period is None:
        return []
    views = [_year(plan, Year(year), plan.period.end) for year in plan.period.years()]
    return [view for view in views if view.focus or view.work or view.targets]


def _year(plan: Plan, year: Year, last: date) -> YearView:
    due = [m for m in plan.milestones if m.due and m.due.last.year == year]
    key = [m for m in due if m.kind in _KEY_WORK] or due
    targets = [
        (indicator.name or "") + words.target(indicator, indicator.year_targets[year])
        for indicator in leading_indicators(plan, len(plan.indicators))
        if year in indicator.year_targets
    ]
    partial = last.year == year and last.month < 12
    return YearView(
        year,
        plan.overview.year_focus.get(year, "") if plan.overview else "",
        tuple(words.clause(m.name or "") for m in key[:3]),
        tuple(targets[:3]),
        f"{last.month}月底" if partial else "年底",
    )


def _member_units(plan: Plan) -> list[str]:
    group = plan.leading_group
    named = [member.unit for member in group.members if member.unit] if group else []
    return list(dict.fromkeys(map(plan.name_of, named)))


def _responsible(plan: Plan, theme: Theme) -> str:
    """（责任单位：甲；配合单位：乙、丙）."""
    units = []
    if theme.lead:
        units.append(f"责任单位：{plan.name_of(theme.lead)}")
    if theme.supporters:
        units.append(f"配合单位：{words.listed(map(plan.name_of, theme.supporters))}")
    return f"（{'；'.join(units)}）" if units else ""


def _milestones_of(plan: Plan, stage: Stage) -> list[Milestone]:
    return [m for m in plan.milestones if stage.id is not None and m.stage == stage.id]


def _stage_name(stage: Stage) -> str:
    name = words.clause(stage.name or "")
    return name if name.endswith("阶段") else f"{name}阶段"


def _purposes(plan: Plan) -> list[tuple[str, Decimal]]:
    sums = {
        purpose: sum(
            (u.amount for u in plan.uses if u.purpose is purpose and u.amount), funding.NIL
        )
        for purpose in Purpose
    }
    return [(purpose_name(purpose), amount) for purpose, amount in sums.items() if amount]


def _funds(plan: Plan) -> list[FundView]:
    total = plan.budget.total if plan.budget else None
    views = []
    for status, lead in _STATUS_WORDS.items():
        told = tuple(
            f"{source.name or source.id}{say_yuan(amount)}"
            for source in plan.sources
            if source.status is status
            and source.kind not in funding.NOT_CASH
            and (amount := funding.amount_of(source, total)) is not None
        )
        if told:
            views.append(FundView(lead, told))
    return views


def _is_unsettled(plan: Plan, source: Any) -> bool:
    total = plan.budget.total if plan.budget else None
    cash = source.kind not in funding.NOT_CASH
    return cash and funding.amount_of(source, total) is None


def _grades(plan: Plan) -> list[str]:
    """90分以上为优秀, 80分以上不足90分为良好, …, 不足60分为不合格."""
    evaluation = plan.evaluation
    known = [g for g in evaluation.grades if g.minimum is not None] if evaluation else []
    known.sort(key=lambda grade: grade.minimum or funding.NIL, reverse=True)
    told = []
    for place, grade in enumerate(known):
        below = f"不足{number(known[place - 1].minimum)}分" if place else ""
        above = f"{number(grade.minimum)}分以上" if grade.minimum or not place else ""
        told.append(f"{above}{below}为{grade.name}")
    return told


def _has_warning(indicator: Indicator) -> bool:
    warning = indicator.warning
    return warning is not None and (warning.yellow is not None or warning.red is not None)
