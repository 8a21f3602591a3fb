"""Branches: size, committee, approval, and evaluation by others."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from jindu.language.naming import called
from jindu.language.organisations import kind_of
from jindu.model.choices import BranchForm, UnitKind
from jindu.model.context import Context
from jindu.model.diagnostic import Finding, Level, Severity
from jindu.model.plan import Branch, Plan, Review, Unit
from jindu.model.rule import rule
from jindu.rules.bases import BRANCH_REGULATIONS
from jindu.units.patterns import late

_NOT_OWN = (BranchForm.FUNCTIONAL, BranchForm.TEMPORARY)


@rule(
    "RSP009",
    Severity.WARNING,
    level=Level.REVIEW,
    basis=BRANCH_REGULATIONS,
    norms=(
        "单独成立支部的党员下限",
        "支部党员上限",
        "联合支部单位上限",
        "设支部委员会的党员下限",
        "支委下限",
        "支委上限",
    ),
)
def irregular_branch_size(context: Context) -> Iterator[Finding]:
    """支部的党员人数、支委会或者覆盖单位不合一般要求。

    正式党员三人以上才单独成立党支部，不足三人的设联合党支部；党员一般不超过五十人，联合党支部覆盖的
    单位一般不超过五个；七人以上设支部委员会，委员三至五人，一般不超过七人，其中有书记。功能型和临时
    党支部的党员组织关系不转移，不适用这些要求。没有写党员人数的不检查人数。

    ```yaml
    支部:
      - {编号: 甲, 名称: 柳林街道禁毒党支部, 形式: 专门, 党员人数: 2}  # <- RSP009
      - {编号: 乙, 名称: 青石街道禁毒党支部, 形式: 专门, 党员人数: 12, 支委: [书记]}  # <- RSP009
      - {编号: 丙, 名称: 石桥街道禁毒党支部, 形式: 专门, 党员人数: 9}  # <- RSP009
    ```

    ```yaml
    支部:
      - {编号: 甲, 名称: 柳林街道禁毒党支部, 形式: 专门, 党员人数: 5, 支委: [书记]}
      - {编号: 乙, 名称: 青石街道禁毒党支部, 形式: 专门, 党员人数: 12,
         支委: [书记, 组织委员, 宣传委员]}
    ```
    """
    norms = context.norms
    limits = _Limits(
        norms["单独成立支部的党员下限"].value,
        norms["支部党员上限"].value,
        norms["联合支部单位上限"].value,
        norms["设支部委员会的党员下限"].value,
        norms["支委下限"].value,
        norms["支委上限"].value,
    )
    for branch in context.plan.branches:
        yield from _irregular_covers(branch, limits.most_covers)
        if branch.form not in _NOT_OWN:
            yield from _irregular_members(branch, limits)
            yield from _irregular_committee(branch, limits)


class _Limits(NamedTuple):
    """Numbers of members, covered units and committee seats."""

    least_members: int
    most_members: int
    most_covers: int
    with_committee: int
    least_seats: int
    most_seats: int


def _irregular_covers(branch: Branch, most: int) -> Iterator[Finding]:
    if branch.form is BranchForm.JOINT and len(branch.covers) > most:
        yield Finding(
            branch.at("covers"),
            f"联合{called(branch, '支部')}覆盖{len(branch.covers)}个单位，一般不超过{most}个。",
            "减少覆盖单位，或者分设支部。",
        )


def _irregular_members(branch: Branch, limits: _Limits) -> Iterator[Finding]:
    count = branch.member_count
    if count is None:
        return
    name = called(branch, "支部")
    least, most = limits.least_members, limits.most_members
    if count < least and branch.form is not BranchForm.JOINT:
        yield Finding(
            branch.at("member_count"),
            f"{name}有{count}名正式党员，不足{least}人不单独成立党支部。",
            "改设联合党支部，或者核对党员人数。",
        )
    elif count > most:
        yield Finding(
            branch.at("member_count"),
            f"{name}有{count}名党员，一个支部一般不超过{most}人。",
            "分设支部，或者报上级党组织确定；人数写错的改正。",
        )


def _irregular_committee(branch: Branch, limits: _Limits) -> Iterator[Finding]:
    if not branch.sure("committee"):
        return
    name, seats = called(branch, "支部"), len(branch.committee)
    titles = "、".join(seat.title or "" for seat in branch.committee)
    if seats > 1 and not re.search("(?<!副)书记", titles):
        yield Finding(
            branch.at("committee"),
            f"{name}的支委里没有书记：{titles}。",
            "补上书记；由支委兼任的，写成“书记（兼组织委员）”。",
            on_key=True,
        )
    if branch.member_count is None or branch.member_count < limits.with_committee:
        return
    least, most = limits.least_seats, limits.most_seats
    if not seats:
        yield Finding(
            branch.at("committee"),
            f"{name}有{branch.member_count}名党员，没有写支部委员会。",
            "在“支委”里写上职务，如 [书记, 组织委员, 宣传委员]；姓名不写。",
            on_key=True,
        )
    elif not least <= seats <= most:
        yield Finding(
            branch.at("committee"),
            f"{name}有{branch.member_count}名党员，支部委员会写了{seats}人。",
            f"党员{limits.with_committee}人以上的设支部委员会，委员{least}至5人，一般不超过{most}人。",
        )


@rule("RSP010", Severity.WARNING, level=Level.REVIEW, basis=BRANCH_REGULATIONS)
def irregular_temporary_branch(context: Context) -> Iterator[Finding]:
    """功能型、临时党支部没有批准，或者安排了不由它做的事。

    临时党支部经上级党组织批准设立，一般不发展党员、不收缴党费、不换届；功能型党支部参照办理，以批准
    文件为准（惯例）。已经批准的写批准文号；还没有批准的，安排一项报批设立的任务。由支部承担的任务里不
    安排发展党员、收缴党费、转接组织关系和换届选举。

    ```yaml
    支部:
      - {编号: 甲, 名称: 柳林街道禁毒功能型党支部, 形式: 功能型}  # <- RSP010
    工作任务:
      - {编号: 任务一, 名称: 按期完成支部换届选举}  # <- RSP010
    ```

    ```yaml
    支部:
      - {编号: 甲, 名称: 柳林街道禁毒功能型党支部, 形式: 功能型, 批准文号: 柳街发〔2026〕3号}
    工作任务:
      - {编号: 任务一, 名称: 明确支部书记和委员分工}
    ```
    """
    plan = context.plan
    branches = [branch for branch in plan.branches if branch.form in _NOT_OWN]
    planned = any(re.search("设立|成立|组建|报批|批准", task.name or "") for task in plan.tasks)
    for branch in branches:
        if branch.lacks("approval_number") and plan.tasks and not planned:
            yield Finding(
                branch.at("form"),
                f"{called(branch, '支部')}是{branch.form}党支部，"
                "没有写批准文号，任务里也没有报批设立。",
                "写上批准文号；还没有批准的，增加一项报批设立的任务。",
            )
    if not branches or len(branches) < len(plan.branches):
        return
    for task in plan.tasks:
        leads = [plan.unit(lead) for lead in task.leads]
        others = leads and all(unit and kind_of(unit) not in _PARTY for unit in leads)
        if task.name and not others and _MEMBERSHIP.search(task.name):
            yield Finding(
                task.at("name"),
                f"“{task.name}”一般不由功能型、临时党支部承担。",
                "交由党员组织关系所在的党支部办理，或者删去这项任务；批准文件另有规定的除外。",
            )


_MEMBERSHIP = late(
    "换届|选举.{0,4}(?:支委|支部委员|新一届|书记)|(?<!推荐)(?<!推优)发展(?:新)?党员|收[缴取]党费|转接.{0,4}组织关系"
)
_PARTY = (UnitKind.BRANCH, None)
"""Kinds of a lead that may be the branch itself."""


@rule("RSP012", Severity.WARNING, level=Level.REVIEW, basis="惯例：评价客观公正")
def self_evaluation_only(context: Context) -> Iterator[Finding]:
    """评估由支部自己做，或者由承接服务的单位做。

    评估安排里至少有一次由上级、第三方或者其他单位进行；自评以后由上级复核的，算上级的评估。年度考核、
    期末评估不由支部自己做。承接本方案
    服务、使用本方案经费的社会组织、企业，不评估自己的工作。

    ```yaml
    考核评价:
      评估安排:  # <- RSP012
        - {名称: 年度评估, 频次: 每年, 主体: 支部自评}
    ```

    ```yaml
    考核评价:
      评估安排:
        - {名称: 半年自评, 频次: 每半年, 主体: 支部自评}
        - {名称: 年度评估, 频次: 每年, 主体: 街道党工委}
    ```
    """
    plan = context.plan
    reviews = plan.evaluation.reviews if plan.evaluation else ()
    if not reviews or plan.evaluation is None or not plan.evaluation.sure("reviews"):
        return
    if all(_is_own(review) for review in reviews):
        several = f"的{len(reviews)}次评估都" if reviews[1:] else "只有1次评估，"
        yield Finding(
            plan.evaluation.at("reviews"),
            f"评估安排{several}由支部自己做："
            f"{'、'.join(dict.fromkeys(item.assessor or '' for item in reviews))}。",
            "增加由上级党组织、第三方或者其他单位进行的评估。",
            on_key=True,
        )
    else:
        for review in reviews:
            name = review.name or ""
            if _is_own(review) and _ASSESSMENT.search(name) and not _SELF_REVIEW.search(name):
                yield Finding(
                    review.at("assessor"),
                    f"{called(review, '评估')}由“{review.assessor}”进行，它是被评价的一方。",
                    "改由上级党组织或者第三方进行；支部自己做的，名称写成“自评”。",
                )
    contractors = _contractors(plan)
    for review in reviews:
        assessor = review.assessor or ""
        found = next((unit for unit in contractors if _names(unit, assessor)), None)
        if found is not None:
            yield Finding(
                review.at("assessor"),
                f"{called(review, '评估')}由“{assessor}”进行，它承接本方案的服务，等于评估自己。",
                "改由上级、主管部门或者与本方案没有关系的第三方评估。",
            )


_ASSESSMENT = late(
    "(?:年度|年终|年末|年底|中期|期中|期末|终期|最终|试点|第三方)(?:考核|评估|评价|考评)"
)
_SELF_REVIEW = late("自|内部|党员|志愿|预")
_SELF = late("支部|支委|自评|自查|本单位|本社区")
_ABOVE = late("党[工]?委|上级|第三方|复核|考核组|禁毒[委办]|街道|[镇乡县区市]")


def _is_own(review: Review) -> bool:
    assessor = review.assessor or ""
    return bool(_SELF.search(assessor)) and not _ABOVE.search(
        re.sub("禁毒.{0,4}支部|.{2,8}(?:街道|[镇乡村]|社区).{0,8}支部", "", assessor)
    )


def _contractors(plan: Plan) -> list[Unit]:
    """Return the organisations and companies that do work of the plan or are paid for it."""
    refs = {line.executor for line in plan.expenses}
    refs.update(ref for task in plan.tasks for ref in (*task.leads, *task.supporters))
    return [
        unit
        for unit in plan.units
        if kind_of(unit) in (UnitKind.SOCIAL, UnitKind.COMPANY)
        and (unit.id in refs or _SERVING.search(unit.duties or ""))
        and not _ASSESSING.search(f"{unit.name}{unit.duties}")
    ]


_ASSESSING = late("评估|评价|审计|调查")
_SERVING = late("合同|承接|承办|受托|委托|提供")


def _names(unit: Unit, text: str) -> bool:
    known = (unit.id, unit.name, unit.short, *unit.aliases)
    return any(name and name in text for name in known)
