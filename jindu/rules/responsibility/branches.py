"""Branches: size, committee, approval, and evaluation by others."""

from __future__ import annotations

import re
from collections.abc import Iterator

from jindu.language.naming import called
from jindu.model.choices import BranchForm
from jindu.model.context import Context
from jindu.model.diagnostic import Finding, Level, Severity
from jindu.model.rule import rule
from jindu.rules.bases import BRANCH_REGULATIONS

_NOT_OWN = (BranchForm.FUNCTIONAL, BranchForm.TEMPORARY)


@rule("RSP009", Severity.WARNING, level=Level.REVIEW, basis=BRANCH_REGULATIONS)
def irregular_branch_size(context: Context) -> Iterator[Finding]:
    """支部的党员人数、支委会或者覆盖单位不合一般要求。

    正式党员三人以上才单独成立党支部，不足三人的设联合党支部，联合党支部覆盖的单位一般不超过
    五个；七人以上设支部委员会，委员三至五人，一般不超过七人。功能型和临时党支部的党员组织
    关系不转移，不适用这些要求。没有写党员人数的不检查。

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
    plan = context.plan
    for branch in plan.branches:
        name = called(branch, "支部")
        if branch.form is BranchForm.JOINT and len(branch.covers) > 5:
            yield Finding(
                branch.at("covers"),
                f"联合{name}覆盖{len(branch.covers)}个单位，一般不超过5个。",
                "减少覆盖单位，或者分设支部。",
            )
        if branch.member_count is None or branch.form in _NOT_OWN:
            continue
        if branch.member_count < 3 and branch.form is not BranchForm.JOINT:
            yield Finding(
                branch.at("member_count"),
                f"{name}有{branch.member_count}名正式党员，不足3人不单独成立党支部。",
                "改设联合党支部，或者核对党员人数。",
            )
        seats = len(branch.committee)
        if branch.member_count < 7 or not branch.sure("committee"):
            continue
        if not seats:
            yield Finding(
                branch.at("committee"),
                f"{name}有{branch.member_count}名党员，没有写支部委员会。",
                "在“支委”里写上职务，如 [书记, 组织委员, 宣传委员]；姓名不写。",
                on_key=True,
            )
        elif not 3 <= seats <= 7:
            yield Finding(
                branch.at("committee"),
                f"{name}有{branch.member_count}名党员，支部委员会写了{seats}人。",
                "党员7人以上的设支部委员会，委员3至5人，一般不超过7人。",
            )


@rule("RSP010", Severity.WARNING, level=Level.REVIEW, basis=BRANCH_REGULATIONS)
def irregular_temporary_branch(context: Context) -> Iterator[Finding]:
    """功能型、临时党支部没有批准，或者安排了不由它做的事。

    功能型和临时党支部经上级党组织批准设立，一般不发展党员、不换届。已经批准的写批准文号；还没有
    批准的，安排一项报批设立的任务。任务里不安排发展党员和换届选举。

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
        if task.name and re.search(r"换届|发展(?:新)?党员", task.name):
            yield Finding(
                task.at("name"),
                f"“{task.name}”不由功能型、临时党支部承担。",
                "交由党员组织关系所在的党支部办理，或者删去这项任务。",
            )


@rule("RSP012", Severity.WARNING, level=Level.REVIEW, basis="惯例：评价客观公正")
def self_evaluation_only(context: Context) -> Iterator[Finding]:
    """全部评估都由支部自己做。

    评估安排里至少有一次由上级、第三方或者其他单位进行。

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
    if all(re.search("支部|自评|本单位", review.assessor or "") for review in reviews):
        several = f"的{len(reviews)}次评估都" if reviews[1:] else "只有1次评估，"
        yield Finding(
            plan.evaluation.at("reviews"),
            f"评估安排{several}由支部自己做："
            f"{'、'.join(dict.fromkeys(item.assessor or '' for item in reviews))}。",
            "增加由上级党组织、第三方或者其他单位进行的评估。",
            on_key=True,
        )
