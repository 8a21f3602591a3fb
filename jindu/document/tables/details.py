"""Tables of what the main tables have no room for; columns that are empty throughout are left out.

How indicators are measured, how expenses are carried out, where funds come from, and what the
units do.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from jindu.document.blocks import Align, Block, Cell, Column, Table
from jindu.document.origins import from_fields, made_of, name_of, said, short_of
from jindu.document.tables.cells import cells
from jindu.language import phrases
from jindu.model.plan import Campaign, Expense, Fund, Indicator, Plan, Survey
from jindu.units import say_quantity

_PLACE = Column("序号", 0.9, Align.CENTER)


class _Row(NamedTuple):
    """The name of a thing and what is told of it, one text for each optional column."""

    name: str
    told: tuple[str, ...]


def duties(plan: Plan) -> tuple[Block, ...]:
    """Build 单位职责表: the duties of every unit in this plan."""
    columns = (_PLACE, Column("单位", 4.5), Column("职责", 10))
    told = [unit for unit in plan.units if unit.duties]
    rows = tuple(
        cells(str(place), said(unit, "name") or said(unit, "id"), said(unit, "duties"))
        for place, unit in enumerate(told, 1)
    )
    return (Table(columns, rows),)


def has_duties(plan: Plan) -> bool:
    """Whether a unit has 职责."""
    return any(unit.duties for unit in plan.units)


def measurement(plan: Plan) -> tuple[Block, ...]:
    """Build the table of how each indicator is measured; none if no indicator says."""
    columns = (Column("计算方法", 6.0), Column("基期数据出处", 3.4), Column("调查", 4.6))
    rows = [
        _Row(
            said(item, "name") or said(item, "id"),
            (said(item, "method"), _baseline_source(item), _survey(item.survey)),
        )
        for item in plan.indicators
    ]
    return _table("指标的计算和调查", Column("指标", 4.0), columns, rows)


def _baseline_source(item: Indicator) -> str:
    return said(item.baseline, "source") if item.baseline else ""


def _survey(survey: Survey | None) -> str:
    """Phrase a survey: 县调查队，入户问卷，有效样本300份."""
    if survey is None:
        return ""
    sample = f"有效样本{survey.sample}份" if survey.sample is not None else ""
    parts = (survey.surveyor, phrases.clause(survey.method or ""), sample)
    told = "，".join(part for part in parts if part)
    return made_of(told, survey, from_fields(sample, survey, "sample"))


def execution(plan: Plan) -> tuple[Block, ...]:
    """Build the table of how each expense is reckoned and carried out."""
    columns = (
        Column("测算依据", 6.0),
        Column("服务的工作任务", 4.4),
        Column("执行单位", 3.2),
        Column("采购方式", 2.4),
        Column("优先级", 2.0),
    )
    rows = [
        _Row(
            said(expense, "name") or said(expense, "id"),
            (
                _reckoning(expense),
                _tasks(plan, expense),
                short_of(plan, expense.executor),
                said(expense, "procurement"),
                said(expense, "priority"),
            ),
        )
        for expense in plan.expenses
    ]
    return _table("支出的测算和执行", Column("支出项目", 4.0), columns, rows)


def _reckoning(expense: Expense) -> str:
    """Return 测算依据 with the size of a training: 每期两天；培训100人、2天."""
    training = expense.training
    size = []
    if training and training.persons is not None:
        size.append(f"{training.persons}人")
    if training and training.days is not None:
        size.append(say_quantity(training.days, "天"))
    parts = (phrases.clause(expense.derivation or ""), f"培训{'、'.join(size)}" if size else "")
    told = "；".join(part for part in parts if part)
    return from_fields(told, expense, "derivation", "training")


def _tasks(plan: Plan, expense: Expense) -> str:
    names = [name_of(plan, ref) for ref in expense.tasks]
    return made_of("；".join(names), names)


def backing(plan: Plan) -> tuple[Block, ...]:
    """Build the table of who provides each fund, and what it rests on."""
    columns = (
        Column("出资单位", 3.4),
        Column("申报单位", 3.2),
        Column("批复（下达）文号和日期", 4.0),
        Column("捐赠和募捐", 5.0),
        Column("落实可能性", 2.6),
    )
    rows = [
        _Row(
            said(fund, "name") or said(fund, "id"),
            (
                said(fund, "funder"),
                short_of(plan, fund.applicant),
                _granted(fund),
                _donation(fund),
                said(fund, "likelihood"),
            ),
        )
        for fund in plan.funds
    ]
    return _table("资金来源的依据", Column("来源名称", 3.6), columns, rows)


def _granted(fund: Fund) -> str:
    day = fund.date.name() if fund.date else ""
    told = "，".join(part for part in (fund.number, day) if part)
    return from_fields(told, fund, "number", "date")


def _donation(fund: Fund) -> str:
    """Phrase how a donation is received: 由慈善会（慈善组织）接受捐赠；签有…."""
    donee, parts = fund.donee, []
    if donee and donee.name:
        kind = f"（{donee.kind}）" if donee.kind else ""
        parts.append(f"受赠人：{donee.name}{kind}")
    if fund.agreement:
        parts.append(f"捐赠协议：{phrases.clause(fund.agreement)}")
    if fund.campaign:
        parts.append(_campaign(fund.campaign))
    told = "；".join(part for part in parts if part)
    return made_of(told, fund, *(one for one in (donee, fund.campaign) if one))


def _campaign(campaign: Campaign) -> str:
    parts = (
        f"募捐由{campaign.organiser}开展" if campaign.organiser else "",
        f"面向{campaign.audience}" if campaign.audience else "",
        campaign.period.words() if campaign.period else "",
        f"备案编号{campaign.filing}" if campaign.filing else "",
    )
    return "，".join(part for part in parts if part)


def _table(
    caption: str, name: Column, columns: Sequence[Column], rows: Iterable[_Row]
) -> tuple[Block, ...]:
    """Return a table of the rows and columns that tell anything; nothing if none does."""
    telling = [row for row in rows if any(row.told)]
    kept = [place for place in range(len(columns)) if any(row.told[place] for row in telling)]
    if not kept:
        return ()
    shown = tuple(
        (Cell(str(number)), *cells(row.name, *(row.told[place] for place in kept)))
        for number, row in enumerate(telling, 1)
    )
    return (Table((_PLACE, name, *(columns[place] for place in kept)), shown, caption=caption),)
