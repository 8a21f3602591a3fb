"""Budget lines: purpose, economic code, task and duplicates."""

from __future__ import annotations

import re
from collections.abc import Iterator

from jindu.analysis.funding import from_public
from jindu.language.naming import called, listed
from jindu.model.choices import Purpose
from jindu.model.context import Context
from jindu.model.diagnostic import Finding, Level, Severity
from jindu.model.economic_codes import NAMES, OTHER_CLASSES, named
from jindu.model.plan import Expense, Plan
from jindu.model.rule import rule
from jindu.rules.absence import lacking
from jindu.rules.bases import CONSISTENCY
from jindu.units import say_yuan


@rule("BUD005", Severity.INFO, level=Level.REVIEW, basis="惯例：经费用于宣传和队伍")
def missing_purpose(context: Context) -> Iterator[Finding]:
    """没有宣传、队伍方面的支出，或者写了平台而没有科技支出。

    创建经费一般用于宣传推广和队伍建设。有的支出没有写用途的，不检查。科技投入不是必需的：写了“平
    台”、又没有在“建设”“运维”里说明由谁负担的，才提示列上科技支出。

    ```yaml
    经费:
      支出预算:  # <- BUD005
        - {编号: 支出一, 名称: 印制手册, 用途: 宣传, 金额: 3万元}
        - {编号: 支出二, 名称: 制作短片, 用途: 宣传, 金额: 5万元}
    ```

    ```yaml
    经费:
      支出预算:
        - {编号: 支出一, 名称: 印制手册, 用途: 宣传, 金额: 3万元}
        - {编号: 支出二, 名称: 骨干培训, 用途: 队伍, 金额: 2万元}
    ```
    """
    plan = context.plan
    budget = plan.budget
    if (
        budget is None
        or not budget.expenses
        or not all(expense.purpose for expense in budget.expenses)
    ):
        return
    found = {expense.purpose for expense in budget.expenses}
    wanted = [Purpose.PUBLICITY, Purpose.TEAM]
    if plan.platform is not None and plan.platform.lacks("build", "operation"):
        wanted.append(Purpose.TECHNOLOGY)
    missing = [purpose.value for purpose in wanted if purpose not in found]
    if missing and budget.sure("expenses"):
        yield Finding(
            budget.at("expenses"),
            f"{len(budget.expenses)}项支出里没有用途为{'、'.join(missing)}的支出。",
            f"核对各项支出的“用途”；确实没有{'、'.join(missing)}方面支出的，可以不改。",
            on_key=True,
        )


@rule(
    "BUD006",
    Severity.WARNING,
    level=Level.SUBMIT,
    basis="《中华人民共和国预算法》第三十二条",
)
def invalid_economic_code(context: Context) -> Iterator[Finding]:
    """经济分类科目没有写或者写错。

    预算资金的支出要按政府收支分类科目编列。这里写部门预算支出经济分类的款级，五位数字，如 30202印刷
    费、30216 培训费、30227 委托业务费；编码后面可以带名称。309 与 310 的款名相同，按编码认，不按名
    称认。301、302、303、309、310 类的款这里都有，不在其中的请核对；307、311、312、313、399 类只看是
    不是五位数字。全部由捐赠、自筹等资金出资的支出，不要求写。功能分类由财务人员在部门预算里编列，这
    里不查。

    ```yaml
    经费:
      支出预算:
        - {编号: 支出一, 名称: 印制手册, 经济分类科目: 30250}  # <- BUD006
    ```

    ```yaml
    经费:
      支出预算:
        - {编号: 支出一, 名称: 印制手册, 经济分类科目: 30202}
        - {编号: 支出二, 名称: 骨干培训, 经济分类科目: 30216培训费}
    ```
    """
    plan = context.plan
    asked = [
        expense
        for expense in plan.expenses
        if expense.has("code")
        or (from_public(plan, expense) is not False and not expense.amount_in_words)
    ]
    yield from lacking(
        asked, (("code", "经济分类科目"),), "支出", f"写上五位数字的款级编码，{_CODES}。"
    )
    for expense in plan.expenses:
        written = "".join((expense.code or "").split())
        if written and (trouble := _trouble_of_code(written)):
            yield Finding(
                expense.at("code"),
                f"{called(expense, '支出')}的经济分类科目“{written}”{trouble}。",
                f"核对款级编码，{_CODES}。",
            )


def _trouble_of_code(written: str) -> str:
    """Return what is wrong with an economic code, maybe followed by its title; "" if nothing."""
    code, title = written[:5], written[5:].strip("（）() -—:：")
    if not (code.isascii() and code.isdecimal() and len(code) == 5) or title[:1].isdecimal():
        return "不是五位数字的款级编码"
    if code in NAMES:
        same = not title or title in NAMES[code] or NAMES[code] in title
        return "" if same else f"与编码不一致，{code}是{NAMES[code]}"
    if code[0] == "5":
        return "像是政府预算支出经济分类的编码，这里写部门预算的"
    if code[:3] in OTHER_CLASSES:
        return ""
    return "不在本程序所列的常用科目之内，请核对"


_CODES = f"如 {named('30202')}、{named('30216')}、{named('30227')}"


@rule("BUD007", Severity.WARNING, level=Level.REVIEW, basis="惯例：钱随事走")
def expense_without_task(context: Context) -> Iterator[Finding]:
    """支出没有对应的任务，或者任务没有对应的支出。

    每项支出写明用在哪几项工作任务上；每项任务要么有支出，要么写“经费: 无”。支出都写明了任务，才查
    任务有没有支出；支出全都没有写任务的，只作一处提示。

    ```yaml
    工作任务:
      - {编号: 甲, 名称: 召开动员会, 经费: 无}
      - {编号: 乙, 名称: 组织培训}  # <- BUD007
    经费:
      支出预算:
        - {编号: 支出一, 名称: 印制手册, 金额: 3万元, 工作任务: 甲}
    ```

    ```yaml
    工作任务:
      - {编号: 甲, 名称: 召开动员会, 经费: 无}
      - {编号: 乙, 名称: 组织培训}
    经费:
      支出预算:
        - {编号: 支出一, 名称: 培训费, 金额: 3万元, 工作任务: 乙}
    ```
    """
    plan = context.plan
    budget = plan.budget
    if budget is None or not budget.expenses or not plan.tasks:
        return
    without_task = [expense for expense in budget.expenses if expense.lacks("tasks")]
    if len(without_task) == len(budget.expenses) > 1:
        yield Finding(
            budget.at("expenses"),
            f"{len(without_task)}项支出都没有写用在哪项任务上：{listed(without_task)}。",
            f"在各项支出里写上任务编号，如 工作任务: {_first_id(plan)}。",
            on_key=True,
            severity=Severity.INFO,
        )
        return
    for expense in without_task:
        yield Finding(
            expense.where,
            f"{called(expense, '支出')}没有写用在哪项任务上。",
            f"写上任务编号，如 工作任务: {_first_id(plan)}。",
        )
    if (
        without_task
        or not budget.sure("expenses")
        or not all(expense.sure("tasks") for expense in budget.expenses)
    ):
        return
    paid = {ref for expense in budget.expenses for ref in expense.tasks}
    for task in plan.tasks:
        if task.id is not None and task.id not in paid and task.lacks("funding"):
            yield Finding(
                task.where,
                f"{called(task, '任务')}没有对应的支出。",
                f"不需要经费的写“经费: 无”；需要的，在相应支出的“工作任务”里写上“{task.id}”。",
            )


def _first_id(plan: Plan) -> str:
    return next((str(task.id) for task in plan.tasks if task.id), "任务一")


@rule("BUD018", Severity.WARNING, level=Level.REVIEW, basis=CONSISTENCY)
def duplicate_expense(context: Context) -> Iterator[Finding]:
    """同一项支出列了两次。

    名称相同（或者只是前后次序不同），金额、分年度金额、工作任务、执行单位等都相同的两项支出，多半是
    复制以后忘了改。只写了名称和金额、看不出是不是两处两次的，不报告。确实是两项的，名称要能分清。

    ```yaml
    经费:
      支出预算:
        - {编号: 甲, 名称: 印制手册, 金额: 3万元, 分年度金额: {2026: 3万元}}
        - {编号: 乙, 名称: 印制手册, 金额: 3万元, 分年度金额: {2026: 3万元}}  # <- BUD018
    ```

    ```yaml
    经费:
      支出预算:
        - {编号: 甲, 名称: 印制手册, 金额: 3万元, 分年度金额: {2026: 3万元}}
        - {编号: 乙, 名称: 印制手册, 金额: 3万元, 分年度金额: {2027: 3万元}}
    ```
    """
    plan = context.plan
    seen: dict[object, list[Expense]] = {}
    for expense in plan.expenses:
        if not expense.name or expense.amount is None or not expense.sure("by_year", "tasks"):
            continue
        if expense.lacks("by_year", "tasks"):
            continue
        same_amount = seen.setdefault(expense.amount, [])
        likeness = _likeness(expense) if same_amount else ()
        first = next((other for other in same_amount if _likeness(other) == likeness), None)
        same_amount.append(expense)
        if first is not None:
            yield Finding(
                expense.where,
                f"{called(expense, '支出')}列了两次，金额都是{say_yuan(expense.amount)}。"
                if first.name == expense.name
                else f"{called(expense, '支出')}与{called(first)}像是同一项，金额都是"
                f"{say_yuan(expense.amount)}。",
                "重复的删去一项；确实是两项的，在名称里写明区别，如期次、地点。",
                related=((first.where, "先列在这里"),),
            )


def _likeness(expense: Expense) -> tuple[object, ...]:
    """Return what two entries of one expense share: the letters of the name, and the rest."""
    name = re.sub("[^0-9A-Za-z一-鿿]|[和与及的]", "", expense.name or "")
    return (
        "".join(sorted(name)),
        expense.amount,
        frozenset(expense.by_year.items()),
        frozenset(expense.tasks),
        expense.executor,
        expense.count,
    )
