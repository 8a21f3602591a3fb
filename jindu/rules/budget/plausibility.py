"""Expenses without a calculation, and amounts that do not fit the number of persons."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from typing import NamedTuple

from jindu.analysis.consistency import corrected_amount
from jindu.analysis.funding import NIL
from jindu.language.naming import called, listed
from jindu.model.choices import TeamKind
from jindu.model.context import Context
from jindu.model.diagnostic import Finding, Level, Severity
from jindu.model.norms import Norm
from jindu.model.plan import Expense, Plan
from jindu.model.rule import rule
from jindu.units import say_quantity, say_yuan

_NO_CALCULATION = (
    "一定比例|实际需要|工作需要|实际情况|酌情|视情况|另行|待定|^(?:估算|测算|经验|预估)$"
)


@rule("BUD023", Severity.WARNING, level=Level.REVIEW, basis="惯例：预算有测算过程")
def expense_without_calculation(context: Context) -> Iterator[Finding]:
    """支出没有测算。

    每项支出写明单价和数量，或者在“测算依据”里写明怎样算来的；“按实际需要”“按一定比例”看不出怎样算。
    只有一个总数的，财政部门无从审核。各项支出都没有测算的，写了“申报”的作一处提示，没有申请资金的不
    检查。

    ```yaml
    经费:
      支出预算:
        - {编号: 甲, 名称: 印制手册, 单价: 4元, 数量: 5000, 计量单位: 册, 金额: 2万元}
        - {编号: 乙, 名称: 期末评估, 金额: 3万元}  # <- BUD023
    ```

    ```yaml
    经费:
      支出预算:
        - {编号: 甲, 名称: 印制手册, 单价: 4元, 数量: 5000, 计量单位: 册, 金额: 2万元}
        - {编号: 乙, 名称: 期末评估, 金额: 3万元, 测算依据: 按专家工作日和报告编写报价}
    ```
    """
    plan = context.plan
    expenses = [expense for expense in plan.expenses if expense.amount is not None]
    lump = [expense for expense in expenses if _is_lump_sum(expense)]
    tip = "写明单价、数量，或者在“测算依据”里写明怎样算来的，如 测算依据: 按三家报价取中间值。"
    if len(lump) == len(expenses) > 1:
        # A plan that tells only amounts is common; an application for the money has to tell more.
        if plan.application is None:
            return
        yield Finding(
            lump[0].where,
            f"{len(lump)}项支出都没有单价、数量，也没有写测算依据：{listed(lump)}。",
            tip,
            severity=Severity.INFO,
        )
        return
    for expense in lump:
        vague = expense.derivation
        yield Finding(
            expense.at("derivation") if vague else expense.where,
            f"{called(expense, '支出')}"
            + (
                f"没有单价、数量，测算依据“{vague}”看不出怎样算来。"
                if vague
                else "没有单价、数量，也没有写测算依据。"
            ),
            tip,
        )


def _is_lump_sum(expense: Expense) -> bool:
    if expense.has("unit_price") and expense.has("count"):
        return False
    training = expense.training
    if training is not None and training.persons:
        return False
    return expense.lacks("derivation") or bool(re.search(_NO_CALCULATION, expense.derivation or ""))


_WORKERS = "社工|社会工作|专干|专职(?:人员|工作者|队伍)|禁毒员|辅警"
_PAID_FOR = "购买|聘[用请]|配备|服务|待遇|工资|薪酬|报酬|人员经费"
_NOT_WAGES = (
    "补贴|津贴|服务站|社工站|社工节|活动|建设|平台|系统|培训|督导|宣传|评估|调查|设备|服装|马甲|装备|补充"
    "|保险|体检|补助|心理"
)
_PART_TIME = "次数|时长|小时|工时|课时|人次|兼职|每次|每场|每户|按次"
_PERSONS_IN_TEXT = (
    r"(?:社工|社会工作者|专干|人员|工作者|配备|配|聘请|聘用|招聘|共)\D{0,4}?(\d{1,4})(?:名|人|位)"
)
_GOODS = "服装|马甲|工作服|T恤|帽|背包|袖标|装备|标识|胸牌|证件|徽章|雨具|工具包|服务包"
_MEMBERS = "志愿者|志愿队|党员|骨干|网格员|社工|队员|成员"
_PIECES = ("套", "件", "顶", "个", "条", "枚", "只", "身")


@rule(
    "BUD024",
    Severity.WARNING,
    level=Level.REVIEW,
    basis="推算：按方案里写的人数、年数折算",
    norms=("专职人员年人均经费下限", "每人配发物资上限"),
)
def amount_unlike_persons(context: Context) -> Iterator[Finding]:
    """人数与金额不相称。

    购买社工服务、聘用专职人员的支出，按人数折算的一年人均经费明显低于当地工资的，人数或者金额多半写
    错了，或者这笔钱只是一部分；按人年、人月计的，数量太少，摊到每人一年不到半年的，也请核对。人数取测算依据、名称里写的，没有写的取“工作队伍”里专业社工的人数；按
    次、按小时计的服务不查。给志愿者、党员配发的服装、装备，件数远多于人数的，也请核对。两个标准可以
    在 jindu.toml 里改。

    ```yaml
    工作队伍: [{名称: 志愿队, 类别: 党员志愿者, 人数: 30}]
    经费:
      支出预算:
        - {编号: 甲, 名称: 购买社工服务, 金额: 4万元,  # <- BUD024
           分年度金额: {2026: 4万元}, 测算依据: 配备社工20名}
        - {编号: 乙, 名称: 志愿者服装, 单价: 10元, 数量: 4000,  # <- BUD024
           计量单位: 套, 金额: 4万元}
    ```

    ```yaml
    工作队伍: [{名称: 志愿队, 类别: 党员志愿者, 人数: 30}]
    经费:
      支出预算:
        - {编号: 甲, 名称: 购买社工服务, 金额: 16万元, 分年度金额: {2026: 16万元},
           测算依据: 配备社工2名}
        - {编号: 乙, 名称: 志愿者服装, 单价: 200元, 数量: 30, 计量单位: 套, 金额: 0.6万元}
    ```
    """
    plan = context.plan
    yield from _too_little_time(plan)
    yield from _low_wages(plan, context.norms["专职人员年人均经费下限"])
    yield from _too_many_pieces(plan, context.norms["每人配发物资上限"])


_LEAST_OF_A_YEAR = Decimal("0.5")
"""Part of a year for which a person is employed at least."""


def _too_little_time(plan: Plan) -> Iterator[Finding]:
    """Report services whose 人年 are too few for the persons that they name."""
    for expense in plan.expenses:
        unit = (expense.unit_of_measure or "").replace("/", "")
        persons = _persons_of(expense)
        if unit not in ("人年", "人月") or not persons or expense.count is None:
            continue
        years = max(1, len(expense.by_year))
        worked = expense.count / (12 if unit == "人月" else 1)
        if worked < persons * years * _LEAST_OF_A_YEAR and _pays_workers(expense):
            yield Finding(
                expense.at("count"),
                f"{called(expense, '支出')}写的是{persons}人、{years}个年度，数量却只有"
                f"{say_quantity(expense.count, unit)}，平均每人一年不到半年。",
                "核对人数和数量，数量按人数乘以服务的年数（月数）计算。",
            )


def _persons_of(expense: Expense) -> int:
    """Return the number of persons that the name or derivation of an expense tells; else 0."""
    written = re.search(_PERSONS_IN_TEXT, f"{expense.name or ''}，{expense.derivation or ''}")
    return int(written.group(1)) if written else 0


class _Wage(NamedTuple):
    """What a service pays a person a year, and for how many persons; 0 if it is told per person."""

    yearly: Decimal
    persons: int


def _low_wages(plan: Plan, least: Norm) -> Iterator[Finding]:
    services = [e for e in plan.expenses if _pays_workers(e)]
    shared = [e for e in services if _wage_of(e) is None]
    for expense in services:
        wage = _wage_of(expense)
        if wage is not None and wage.yearly < least.value:
            yield _low_wage(expense, wage, least)
    members = _size(plan, TeamKind.SOCIAL_WORKERS)
    # What several lines pay in a year is shared by all members of the teams.
    by_year: dict[int, Decimal] = {}
    for expense in shared:
        for year, part in expense.by_year.items():
            by_year[int(year)] = by_year.get(int(year), NIL) + part
    if not members or not by_year:
        return
    wage = _Wage(max(by_year.values()) / members, members)
    if wage.yearly < least.value:
        yield _low_wage(shared[0], wage, least)


def _low_wage(expense: Expense, wage: _Wage, least: Norm) -> Finding:
    return Finding(
        expense.at("amount"),
        f"{called(expense, '支出')}"
        + (f"按{wage.persons}人算，" if wage.persons else "")
        + f"每人每年{say_yuan(round(wage.yearly, 0))}，"
        f"低于{least.formatted()}{least.default_note}。",
        "核对人数和金额；只是其中一部分费用，或者按次计费的，在“测算依据”里写明。"
        f"当地标准不同的，在 jindu.toml 里改“{least.name}”。",
    )


def _pays_workers(expense: Expense) -> bool:
    name, derivation = expense.name or "", expense.derivation or ""
    if not re.search(_WORKERS, name) or not re.search(_PAID_FOR, name):
        return False
    if re.search(_NOT_WAGES, name):
        return False
    return re.search(_PART_TIME, derivation) is None and expense.unit_of_measure not in (
        "人次", "次", "场", "小时", "课时", "户", "项目", "个",
    )  # fmt: skip


def _wage_of(expense: Expense) -> _Wage | None:
    """Return what an expense pays a person a year by its own figures; None if they do not tell."""
    price, unit = expense.unit_price, (expense.unit_of_measure or "").replace("/", "")
    persons = _persons_of(expense)
    if price is not None and unit in ("人年", "人月"):
        return _Wage(price * (12 if unit == "人月" else 1), persons)
    if not persons:
        return None
    if price is not None and unit == "月":
        return _Wage(price * 12 / persons, persons)
    if price is not None and unit == "年":
        return _Wage(price / persons, persons)
    if expense.by_year:
        return _Wage(max(expense.by_year.values()) / persons, persons)
    return None


def _too_many_pieces(plan: Plan, most: Norm) -> Iterator[Finding]:
    for expense in plan.expenses:
        name, unit = expense.name or "", expense.unit_of_measure or ""
        if unit not in _PIECES or expense.count is None or not re.search(_GOODS, name):
            continue
        if not re.search(_MEMBERS, name) or corrected_amount(plan, expense) is None:
            continue
        written = re.search(r"(?<!\d)(\d{1,5})(?:名|人|位)", f"{name}，{expense.derivation or ''}")
        persons = int(written.group(1)) if written else _members(plan, name)
        if persons and expense.count > persons * most.value:
            yield Finding(
                expense.at("count"),
                f"{called(expense, '支出')}数量{say_quantity(expense.count, unit)}，人数却只有"
                f"{persons}人，平均每人超过{most.formatted()}{most.default_note}。",
                "核对数量和人数；分几次配发、另有用处的，在“测算依据”里写明人数和次数。",
            )


def _members(plan: Plan, name: str) -> int:
    """Return how many members the teams have that the name of an expense means."""
    if re.search("社工", name):
        return _size(plan, TeamKind.SOCIAL_WORKERS)
    return _size(plan, TeamKind.COMMUNITY if "网格员" in name else TeamKind.VOLUNTEERS)


def _size(plan: Plan, kind: TeamKind) -> int:
    return sum(team.size or 0 for team in plan.teams if team.kind is kind)
