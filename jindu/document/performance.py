"""The content of 项目支出绩效目标申报表, for documents and workbooks."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from itertools import groupby
from typing import NamedTuple

from jindu.analysis import funding
from jindu.analysis.deadlines import timing
from jindu.document.kinds import OLDER, Unready, subject
from jindu.document.origins import Places, from_fields, made_of, name_of, said
from jindu.document.tables.indicators import bound, of_year
from jindu.language import phrases
from jindu.model.choices import FundKind
from jindu.model.plan import Application, Contact, Indicator, Overview, Plan, Year
from jindu.units import wan

Pair = tuple[str, str]


class Amounts(NamedTuple):
    """A line of the funds, in 万元; the amount of the year is empty if it is not certain."""

    name: str
    whole: str
    of_year: str


class Measure(NamedTuple):
    """A line of the indicators."""

    first: str
    second: str
    name: str
    final: str
    of_year: str


class Form(NamedTuple):
    """The whole form; ``year`` is None if the plan has no period, and then neither have its parts.

    ``facts`` are labels with contents, one or two on a line.
    """

    year: Year | None
    applicant: str
    facts: tuple[tuple[Pair, ...], ...]
    funds: tuple[Amounts, ...]
    goal: str
    year_goal: str
    measures: tuple[Measure, ...]
    signs: tuple[tuple[Pair, Pair], ...]
    opinions: tuple[str, ...] = ("主管部门审核意见", "财政部门审核意见")
    note: str = "注：本表据公开样表编排，申报时以本级财政部门规定的表样为准。"


STAMP = "（盖章）　　　　年　　月　　日"
"""What an opinion ends with."""


def form(plan: Plan, given: Mapping[str, str]) -> Form:
    """Return the form for the year ``given``, in the older wording if that is given.

    Raises ``Unready`` for a year outside of the plan and an unknown wording.
    """
    wording = given.get("表式", "")
    if wording not in ("", OLDER):
        raise Unready(f"没有“{wording}”这种表式。写“{OLDER}”，或者不写。")
    overview = plan.overview or Overview()
    year = _year(plan, given.get("年度", ""))
    application = plan.application or Application()
    return Form(
        year,
        name_of(plan, application.applicant),
        tuple(_facts(plan, overview, application, year)),
        tuple(_funds(plan, year)),
        said(overview, "overall_goal"),
        _year_goal(plan, overview, year) if year else "",
        tuple(_measures(plan, year, _OLDER if wording else _LEVELS)),
        tuple(_signs(plan, application)),
    )


def _year(plan: Plan, wanted: str) -> Year | None:
    """Return the year of the form: as given, else that of 成文日期, else the first of the plan."""
    years = [str(year) for year in plan.period.years()] if plan.period else []
    if wanted:
        if wanted.removesuffix("年") not in years:
            raise Unready(f"年度“{wanted}”不在方案的实施期限内。写{'、'.join(years) or '起止'}。")
        return Year(int(wanted.removesuffix("年")))
    if not years:
        return None
    issued = plan.document.date if plan.document else None
    own = str(issued.last.year) if issued else ""
    return Year(int(own if own in years else years[0]))


def _facts(
    plan: Plan, overview: Overview, application: Application, year: Year | None
) -> Iterator[tuple[Pair, ...]]:
    title = from_fields(subject(overview.title or ""), overview, "title")
    period = from_fields(overview.period.words() if overview.period else "", overview, "period")
    yield (("项目名称", title),)
    yield (
        ("主管部门", said(application, "department")),
        ("实施单位", name_of(plan, application.applicant)),
    )
    yield (
        ("项目属性", said(application, "project_type")),
        ("实施期限", period),
    )
    yield (
        ("项目负责人", said(application, "officer")),
        ("申报年度", f"{year}年" if year else ""),
    )
    yield (("立项依据", said(application, "basis")),)
    staged = [stage for stage in plan.stages if stage.period]
    steps = (f"{s.name or s.id or '实施'}：{s.period.words()}" for s in staged if s.period)
    yield (("实施进度", made_of("\n".join(steps), staged)),)


def _year_goal(plan: Plan, overview: Overview, year: Year) -> str:
    """Return the goal of a year: its 年度重点, else the tasks due in it."""
    focus = overview.year_focus.get(year)
    if focus:
        return made_of(focus, Places((overview.at("year_focus", str(year)),)))
    due = [
        task
        for task in plan.tasks
        if task.name
        and (when := timing(plan, task)) is not None
        and any(day.year == year for day in when.days)
    ]
    names = [phrases.clause(task.name or "") for task in due]
    more = f"等{len(names)}项工作" if len(names) > _MOST_TASKS else ""
    return made_of(phrases.sentence("；".join(names[:_MOST_TASKS]) + more), due)


_MOST_TASKS = 5
"""Tasks named as the goal of a year."""


# Funds ------------------------------------------------------------------------------------


def _funds(plan: Plan, year: Year | None) -> Iterator[Amounts]:
    """Yield the total, then public and other money, each with its kinds."""
    budget = plan.budget
    if budget is None:
        return
    if budget.total is None:
        yield Amounts("资金总额", said(budget, "total_in_words"), "")
        return
    spread = funding.spread(plan)
    yearly = spread.year_total(year) if year and spread.lines else None
    whole, of_kind = budget.total, _by_kind(plan, year)
    yield _line("资金总额", whole, yearly, plan)
    for name, public in (("财政资金", True), ("其他资金", False)):
        parts = [line for line in of_kind if (line[0] in funding.PUBLIC) is public]
        known = sum((amount for _, amount, _ in parts), funding.NIL)
        total = known if public else max(whole - _public(of_kind), funding.NIL)
        certain = all(part is not None for *_, part in parts) and total == known
        sums = sum((part for *_, part in parts if part is not None), funding.NIL)
        yield _line(f"{name}小计", total, sums if certain else None, plan)
        for kind, amount, part in parts:
            yield _line(str(kind), amount, part, plan)


Kinds = Sequence[tuple[FundKind, Decimal, Decimal | None]]


def _public(of_kind: Kinds) -> Decimal:
    return sum((amount for kind, amount, _ in of_kind if kind in funding.PUBLIC), funding.NIL)


def _by_kind(plan: Plan, year: Year | None) -> Kinds:
    """Return the amounts of each kind of cash; of the year, None if a fund's is not certain."""
    total = plan.budget.total if plan.budget else None
    surely = funding.spread(plan).surely() if year else {}
    found: dict[FundKind, tuple[Decimal, Decimal | None]] = {}
    for fund in plan.funds:
        amount = funding.amount_of(fund, total)
        if amount is None or fund.kind is None or fund.kind in funding.NOT_CASH:
            continue
        years = surely.get(str(fund.id), {})
        whole = sum(years.values(), funding.NIL) == amount
        part = years.get(int(year), funding.NIL) if year and whole else None
        before, before_year = found.get(fund.kind, (funding.NIL, funding.NIL))
        both = before_year + part if before_year is not None and part is not None else None
        found[fund.kind] = (before + amount, both)
    return [(kind, *found[kind]) for kind in FundKind if kind in found]


def _line(name: str, whole: Decimal, part: Decimal | None, plan: Plan) -> Amounts:
    return Amounts(
        name,
        made_of(wan(whole), plan.budget),
        "" if part is None else made_of(wan(part), plan.budget),
    )


# Indicators -------------------------------------------------------------------------------

_SECONDS = {
    "成本": ("经济成本", "社会成本", "生态环境成本"),
    "产出": ("数量", "质量", "时效", "成本"),
    "效益": ("经济效益", "社会效益", "生态效益", "可持续影响"),
    "满意度": ("服务对象满意度",),
}
"""First level → its second levels, in the order of the form."""
_LEVELS = {level: f"{level}指标" for level in _SECONDS}
_OLDER = {
    "成本": "项目完成指标",
    "产出": "项目完成指标",
    "效益": "项目效益指标",
    "满意度": "满意度指标",
}
"""First level → its name in the older form, where costs are part of 项目完成指标."""
_UNSORTED = "其他指标"


def _measures(plan: Plan, year: Year | None, names: Mapping[str, str]) -> Iterator[Measure]:
    """Yield all indicators in the order of the form, judged ones too."""
    rows = [(*_levels(item, names), item) for item in plan.indicators]
    order = {name: place for place, name in enumerate(dict.fromkeys(names.values()))}
    seconds = {f"{name}指标": n for n, name in enumerate(n for s in _SECONDS.values() for n in s)}
    rows.sort(key=lambda row: (order.get(row[0], len(order)), seconds.get(row[1], len(seconds))))
    for _, group in groupby(rows, key=lambda row: row[:2]):
        for first, second, item in group:
            yield Measure(
                from_fields(first, item, "category"),
                from_fields(second, item, "category"),
                said(item, "name") or said(item, "id"),
                _final(item),
                _of_year(item, year),
            )


def _levels(item: Indicator, names: Mapping[str, str]) -> Pair:
    """Return the official names of the levels of an indicator: 产出指标, 数量指标."""
    first, _, second = (item.category or "").replace("·", "/").replace("指标", "").partition("/")
    first, second = first.strip(), second.strip()
    if first == "效益" and second in ("经济", "社会", "生态"):
        second += "效益"
    elif first == "满意度" and not second:
        second = "服务对象满意度"
    if first == "成本" and names is _OLDER:
        second = "成本"
    return names.get(
        first, f"{first}指标" if first else _UNSORTED
    ), f"{second}指标" if second else ""


def _final(item: Indicator) -> str:
    """Return the target; of a judged indicator without one the standard by which it is judged."""
    return bound(item) or said(item, "method")


def _of_year(item: Indicator, year: Year | None) -> str:
    if year is None:
        return ""
    return from_fields(of_year(item, year, signed=True), item, "year_targets", "unit_of_measure")


# Signatures -------------------------------------------------------------------------------


def _signs(plan: Plan, application: Application) -> Iterator[tuple[Pair, Pair]]:
    contact = (plan.document.contact if plan.document else None) or Contact()
    yield ("填报人", said(contact, "person")), ("联系电话", said(contact, "phone"))
    yield ("单位负责人（签章）", ""), ("填报日期", "")
