"""Expenses that a project budget must not contain, or only in part."""

from __future__ import annotations

import re
from collections.abc import Iterator

from jindu.analysis.consistency import amount_in
from jindu.language.codes import named
from jindu.language.naming import called
from jindu.model.context import Context
from jindu.model.diagnostic import Finding, Level, Severity
from jindu.model.rule import rule
from jindu.units import say_share, say_yuan

_EXCLUDED = re.compile(
    r"公务接待|招待|宴请|礼品|纪念品|慰问[金品]|奖金|奖品|津贴|补贴发放|旅游|公务用车|购车|烟酒"
)

_EXCLUDED_CODES = frozenset(("30217", "30231", "31013"))


@rule("BUD010", Severity.WARNING, level=Level.DRAFT, basis="惯例：项目资金不用于接待、礼品和奖金")
def ineligible_expense(context: Context) -> Iterator[Finding]:
    """列支了一般不允许的内容。

    公务接待、宴请、礼品、慰问金、奖金、公务用车等，不列入创建项目的预算。确需安排的，从单位公用
    经费或者专门渠道按规定列支。

    ```yaml
    经费:
      支出预算:
        - {编号: 甲, 名称: 走访慰问金, 金额: 1万元}  # <- BUD010
        - {编号: 乙, 名称: 会务, 经济分类科目: "30217", 金额: 1万元}  # <- BUD010
    ```

    ```yaml
    经费:
      支出预算:
        - {编号: 甲, 名称: 印制宣传手册, 经济分类科目: "30202", 金额: 1万元}
    ```
    """
    plan = context.plan
    for expense in plan.expenses:
        word = _EXCLUDED.search(expense.name or "")
        if word is not None:
            yield Finding(
                expense.at("name"),
                f"{called(expense, '支出')}含有“{word.group()}”，一般不列入项目资金。",
                "删去；确需安排的，按规定从其他渠道列支。",
            )
        elif expense.code in _EXCLUDED_CODES:
            yield Finding(
                expense.at("code"),
                f"{called(expense, '支出')}用了科目{named(expense.code)}，一般不列入项目资金。",
                "删去这一项，或者核对经济分类科目。",
            )


@rule(
    "BUD011",
    Severity.WARNING,
    level=Level.REVIEW,
    basis="惯例：预备费从严控制",
    norms=("不可预见费占比上限",),
)
def contingency_above_limit(context: Context) -> Iterator[Finding]:
    """不可预见费太多，或者没有说明理由。

    预备费、机动经费、不可预见费要少，并写明测算依据。上限可以在 jindu.toml 里改。

    ```yaml
    经费:
      总额: 10万元
      支出预算:
        - {编号: 甲, 名称: 不可预见费, 金额: 2万元, 测算依据: 按总额估算}  # <- BUD011
    ```

    ```yaml
    经费:
      总额: 10万元
      支出预算:
        - {编号: 甲, 名称: 不可预见费, 金额: 0.3万元, 测算依据: 用于应对印刷价格上涨}
    ```
    """
    plan = context.plan
    limit = context.norms["不可预见费占比上限"]
    total = plan.budget.total if plan.budget else None
    for expense in plan.expenses:
        amount = amount_in(plan, expense)
        if not re.search("不可预见|预备费|机动经费|备用金", expense.name or "") or amount is None:
            continue
        if total and amount * 100 > total * limit.value:
            ceiling = say_yuan(round(total * limit.value / 100, 2))
            yield Finding(
                expense.at("amount"),
                f"{called(expense, '支出')}{say_yuan(amount)}，"
                f"占总额{say_share(amount, total, limit.value)}，"
                f"超过{limit.formatted()}{limit.default_note}。",
                f"压缩到{ceiling}以内，把钱列到具体支出上。",
            )
        elif expense.lacks("derivation"):
            yield Finding(
                expense.at("derivation"),
                f"{called(expense, '支出')}没有写测算依据。",
                "写明为什么需要、怎样测算。",
            )


@rule("BUD014", Severity.WARNING, level=Level.REVIEW, basis="惯例：项目支出不列工资福利")
def wages_in_project_budget(context: Context) -> Iterator[Finding]:
    """项目预算里列了工资福利支出。

    301类科目是单位人员的工资福利，属于基本支出，不列入创建项目。临时用工、讲课评审等支付给个人
    的用30226劳务费，委托机构服务用30227委托业务费。

    ```yaml
    经费:
      支出预算:
        - {编号: 甲, 名称: 专职人员工资, 经济分类科目: "30101", 金额: 6万元}  # <- BUD014
    ```

    ```yaml
    经费:
      支出预算:
        - {编号: 甲, 名称: 购买社会工作服务, 经济分类科目: "30227", 金额: 6万元}
    ```
    """
    plan = context.plan
    for expense in plan.expenses:
        if expense.code and expense.code.startswith("301"):
            yield Finding(
                expense.at("code"),
                f"{called(expense, '支出')}用了工资福利科目{named(expense.code)}。",
                "临时用工、讲课评审改用30226劳务费，委托机构服务改用30227委托业务费；在职人员工资不列入项目。",
            )
