"""Budget lines: purpose, economic code, task and duplicates."""

from __future__ import annotations

from collections.abc import Iterator

from jindu.language.codes import NAMES, named
from jindu.language.naming import called, listed
from jindu.model.choices import Purpose
from jindu.model.context import Context
from jindu.model.diagnostic import Finding, Level, Severity
from jindu.model.plan import Expense, Plan
from jindu.model.rule import rule
from jindu.rules.bases import CONSISTENCY
from jindu.units import say_yuan


@rule("BUD005", Severity.WARNING, level=Level.REVIEW, basis="惯例：宣传、队伍、科技三方面投入")
def missing_purpose(context: Context) -> Iterator[Finding]:
    """宣传、队伍、科技三类用途不全。

    创建经费一般包括宣传推广、队伍建设和科技投入三个方面，每一方面至少有一项支出。

    ```yaml
    经费:
      支出预算:  # <- BUD005
        - {编号: 支出一, 名称: 印制手册, 用途: 宣传, 金额: 3万元}
        - {编号: 支出二, 名称: 平台模块, 用途: 科技, 金额: 5万元}
    ```

    ```yaml
    经费:
      支出预算:
        - {编号: 支出一, 名称: 印制手册, 用途: 宣传, 金额: 3万元}
        - {编号: 支出二, 名称: 平台模块, 用途: 科技, 金额: 5万元}
        - {编号: 支出三, 名称: 骨干培训, 用途: 队伍, 金额: 2万元}
    ```
    """
    plan = context.plan
    budget = plan.budget
    if (
        budget is None
        or not budget.expenses
        or not all(expense.sure("purpose") for expense in budget.expenses)
    ):
        return
    found = {expense.purpose for expense in budget.expenses}
    wanted = (Purpose.PUBLICITY, Purpose.TEAM, Purpose.TECHNOLOGY)
    missing = [purpose.value for purpose in wanted if purpose not in found]
    if missing and budget.sure("expenses"):
        without_purpose = [expense for expense in budget.expenses if expense.purpose is None]
        yield Finding(
            budget.at("expenses"),
            f"{len(budget.expenses)}项支出里没有用途为{'、'.join(missing)}的支出"
            + (f"，{listed(without_purpose)}没有写用途。" if without_purpose else "。"),
            f"写明“用途”，如 用途: {missing[0]}；确实没有的，补上这类支出。"
            if without_purpose
            else f"补上{'、'.join(missing)}方面的支出，或者核对各项支出的“用途”。",
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

    编制预算要按政府收支分类科目。项目支出写到部门预算支出经济分类的款级，五位数字，如 30202
    印刷费、30216 培训费、30227 委托业务费。309 与 310 的款名相同，按编码认，不按名称认。

    ```yaml
    经费:
      支出预算:
        - {编号: 支出一, 名称: 印制手册, 经济分类科目: 30250}  # <- BUD006
    ```

    ```yaml
    经费:
      支出预算:
        - {编号: 支出一, 名称: 印制手册, 经济分类科目: 30202}
    ```
    """
    plan = context.plan
    for expense in plan.expenses:
        code = (expense.code or "").strip()
        if not code:
            yield Finding(
                expense.at("code"),
                f"{called(expense, '支出')}没有写经济分类科目。",
                f"写上五位数字的款级编码，{_CODES}。",
                on_key=True,
            )
        elif code not in NAMES:
            yield Finding(
                expense.at("code"),
                f"{called(expense, '支出')}的经济分类科目“{code}”不在款级科目之内。",
                f"写五位数字的款级编码，{_CODES}。",
            )


_CODES = f"如 {named('30202')}、{named('30216')}、{named('30227')}"


@rule("BUD007", Severity.WARNING, level=Level.REVIEW, basis="惯例：钱随事走")
def expense_without_task(context: Context) -> Iterator[Finding]:
    """支出没有对应的任务，或者任务没有对应的支出。

    每项支出写明用在哪几项工作任务上；每项任务要么有支出，要么写“经费: 无”。支出都写明了任务，才查
    任务有没有支出；支出全都没有写任务的，只报告一次。

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

    名称、金额、分年度金额和工作任务都相同的两项支出，多半是复制以后忘了改。确实是两项的，名称要能分清。

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
    seen: dict[str, list[Expense]] = {}
    for expense in plan.expenses:
        if not expense.name or expense.amount is None or not expense.sure("by_year", "tasks"):
            continue
        same_name = seen.setdefault("".join(expense.name.split()), [])
        first = next(
            (
                other
                for other in same_name
                if _amounts_and_tasks(other) == _amounts_and_tasks(expense)
            ),
            None,
        )
        same_name.append(expense)
        if first is not None:
            yield Finding(
                expense.where,
                f"{called(expense, '支出')}列了两次，金额都是{say_yuan(expense.amount)}。",
                "重复的删去一项；确实是两项的，在名称里写明区别，如期次、地点。",
                related=((first.where, "先列在这里"),),
            )


def _amounts_and_tasks(expense: Expense) -> tuple[object, ...]:
    return expense.amount, dict(expense.by_year), expense.tasks
