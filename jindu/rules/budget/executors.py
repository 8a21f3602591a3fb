"""Units that cannot carry out a budget of public money."""

from __future__ import annotations

import re
from collections.abc import Iterator

from jindu.analysis.funding import from_public
from jindu.language.naming import called, listed
from jindu.language.organisations import kind_of
from jindu.model.choices import UnitKind
from jindu.model.context import Context
from jindu.model.diagnostic import Finding, Level, Severity
from jindu.model.plan import Expense, Unit
from jindu.model.rule import rule


@rule(
    "BUD025",
    Severity.WARNING,
    level=Level.REVIEW,
    basis="推算：《中华人民共和国预算法》第五十三条规定各部门、各单位是本部门、本单位的预算执行主体",
)
def executed_by_no_budget_unit(context: Context) -> Iterator[Finding]:
    """财政资金由支部、居（村）委会执行。

    部门预算由有预算的部门和单位执行。支部、居民委员会、村民委员会不是预算单位，财政资金、彩票公益金
    出资的支出，由街道办事处（乡镇人民政府）或者主管部门执行，支部、社区可以参与实施。捐赠、自筹等资
    金不在此列。

    ```yaml
    单位名录:
      - {编号: 支部, 名称: 柳林街道禁毒党支部, 类别: 党组织}
    经费:
      支出预算:
        - {编号: 甲, 名称: 骨干培训, 金额: 3万元, 出资构成: 专项, 执行单位: 支部}  # <- BUD025
      资金来源:
        - {编号: 专项, 资金性质: 上级专项, 金额: 3万元}
    ```

    ```yaml
    单位名录:
      - {编号: 街道办, 名称: 柳林街道办事处, 类别: 乡镇街道}
    经费:
      支出预算:
        - {编号: 甲, 名称: 骨干培训, 金额: 3万元, 出资构成: 专项, 执行单位: 街道办}
      资金来源:
        - {编号: 专项, 资金性质: 上级专项, 金额: 3万元}
    ```
    """
    plan = context.plan
    by_unit: dict[str, list[Expense]] = {}
    for expense in plan.expenses:
        if expense.executor and from_public(plan, expense):
            by_unit.setdefault(expense.executor, []).append(expense)
    for ref, expenses in by_unit.items():
        unit = plan.unit(ref)
        if unit is None or not _without_budget(unit):
            continue
        yield Finding(
            expenses[0].at("executor"),
            f"{listed(expenses)}由财政资金出资，执行单位是{called(unit)}，它一般不是预算单位。",
            "执行单位改为街道办事处（乡镇人民政府）或者主管部门，支部、社区参与实施。",
            related=tuple((expense.at("executor"), "也由它执行") for expense in expenses[1:3]),
        )


def _without_budget(unit: Unit) -> bool:
    """Whether a unit is a branch or a residents' committee; a Party committee may have a budget."""
    kind, name = kind_of(unit), unit.name or ""
    if kind is UnitKind.COMMUNITY:
        return True
    return kind is UnitKind.BRANCH and not re.search(
        "党工委|党委|工作委员会|委员会$|办公室$|办$", name
    )
