"""Money in years in which its tasks are not carried out."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from typing import NamedTuple

from jindu.analysis.funding import NIL
from jindu.analysis.period import misdated
from jindu.language.naming import called, listed
from jindu.model.context import Context
from jindu.model.diagnostic import Finding, Level, Severity
from jindu.model.plan import Expense, Plan, RecurringWork
from jindu.model.rule import rule
from jindu.units import say_yuan


@rule(
    "BUD021",
    Severity.WARNING,
    level=Level.REVIEW,
    basis="惯例：钱随事走",
    norms=("任务前后收付款宽限",),
)
def money_without_task(context: Context) -> Iterator[Finding]:
    """有的年度有钱没有任务。

    方案在某一年安排了支出，却没有一项任务、经常性工作在这一年，是警告；一项支出在它的任务开始以前的
    年度就安排了钱，也是警告。任务完成以后的年度还有钱的，作为提示：由经常性工作接着做的（名称相近，
    或者由同一个单位牵头）和运行维护不算，任务开始以前三个月采购、完成以后三个月付款的也不算。

    ```yaml
    方案: {起止: 2026-01..2028-12}
    工作任务:
      - {编号: 展板, 名称: 更换展板, 开始: 2027-06, 完成时限: 2027-09}
    经费:
      支出预算:
        - {编号: 甲, 名称: 制作展板, 金额: 2万元, 工作任务: 展板,
           分年度金额: {2026: 1万元, 2027: 1万元}}  # <- BUD021
    ```

    ```yaml
    方案: {起止: 2027-01..2027-12}
    工作任务:
      - {编号: 展板, 名称: 更换展板, 开始: 2027-03, 完成时限: 2027-05}
    经费:
      支出预算:
        - {编号: 甲, 名称: 制作展板, 金额: 2万元, 工作任务: 展板, 分年度金额: {2027: 2万元}}
    ```
    """
    plan = context.plan
    if not plan.tasks or misdated(plan) is not None:
        return
    if not plan.sure("tasks", "recurring", "stages"):
        return
    # Things are bought before a task begins, and the last bill is paid after it is done.
    grace = context.norms["任务前后收付款宽限"].days
    spans = _spans(plan, grace)
    busy = _busy_years(plan, spans, grace)
    idle: dict[int, list[Expense]] = {}
    for expense in plan.expenses:
        years = [int(year) for year, part in expense.by_year.items() if part]
        for year in years:
            if busy is not None and year not in busy:
                idle.setdefault(year, []).append(expense)
        if not expense.tasks or not all(ref in spans for ref in expense.tasks):
            continue
        begin = min(spans[ref].begin for ref in expense.tasks)
        first = (begin - grace).year
        done = max(spans[ref].done for ref in expense.tasks)
        last = (done + grace).year
        early = [year for year in years if year < first and (busy is None or year in busy)]
        late = [year for year in years if year > last and (busy is None or year in busy)]
        if early:
            yield _out_of_time(plan, expense, early, f"在{begin.year}年才开始")
        elif late and not _goes_on(plan, expense, late):
            yield _out_of_time(plan, expense, late, f"在{done.year}年就完成")._replace(
                tip="补上这些年度的任务；由经常性工作接着做的，可以不改。", severity=Severity.INFO
            )
    for year, expenses in sorted(idle.items()):
        total = sum((part for e in expenses for y, part in e.by_year.items() if y == year), NIL)
        yield Finding(
            expenses[0].at("by_year"),
            f"{year}年安排了支出{say_yuan(total)}（{listed(expenses)}），这一年却没有任务和经常性工作。",
            "补上这一年的任务，或者把钱调整到有任务的年度。",
        )


class _Span(NamedTuple):
    """The day on which a task begins, at the earliest, and the day when it is due."""

    begin: date
    done: date


def _spans(plan: Plan, grace: timedelta) -> Mapping[str, _Span]:
    """Map the tasks with a deadline, by 编号, to their spans."""
    begins = {stage.id: stage.period.start for stage in plan.stages if stage.period is not None}
    found: dict[str, _Span] = {}
    for task in plan.tasks:
        if task.id is None or task.due is None:
            continue
        if task.start is not None:
            begin = task.start.first
        else:
            # Outside a stage, it may have begun some months before it is due.
            begin = begins.get(task.stage) or task.due.first - 2 * grace
        found[task.id] = _Span(begin, task.due.last)
    return found


def _busy_years(plan: Plan, spans: Mapping[str, _Span], grace: timedelta) -> frozenset[int] | None:
    """Return the years in which there is a task or recurring work; None if it is not known."""
    if any(task.due is None for task in plan.tasks):
        return None
    found: set[int] = set()
    for span in spans.values():
        found.update(range((span.begin - grace).year, (span.done + grace).year + 1))
    for work in plan.recurring:
        period = work.period or plan.period
        if period is None:
            return None
        found.update(period.years())
    return frozenset(found)


def _out_of_time(plan: Plan, expense: Expense, years: list[int], when: str) -> Finding:
    tasks = [task for ref in expense.tasks if (task := plan.task(ref)) is not None]
    money = "、".join(
        f"{year}年{say_yuan(expense.by_year[y])}"
        for year in years
        for y in expense.by_year
        if y == year
    )
    return Finding(
        expense.at("by_year"),
        f"{called(expense, '支出')}安排了{money}，所列的任务{listed(tasks)}{when}。",
        "补上这些年度的任务，或者把钱调整到有任务的年度。",
        related=((expense.at("tasks"), "所列的任务"),),
    )


_COMMON = frozenset(("禁毒", "工作", "开展", "活动", "组织", "社区", "街道", "人员", "毒品"))


def _goes_on(plan: Plan, expense: Expense, years: list[int]) -> bool:
    """Whether upkeep or recurring work uses the money of these years."""
    name = expense.name or ""
    if re.search("运维|运行|维护|租赁|租用|尾款|质保", name):
        return True
    tasks = [task for ref in expense.tasks if (task := plan.task(ref)) is not None]
    if any("首" in (task.name or "") for task in tasks):
        return True  # The first round, which others follow.
    lasting = [work for work in plan.recurring if _lasts(work, max(years))]
    units = {expense.executor, *(ref for task in tasks for ref in task.leads)} - {None}
    if any(work.lead in units for work in lasting):
        return True
    works = "\n".join(work.name or "" for work in lasting)
    texts = (name, *(task.name or "" for task in tasks))
    pairs = {text[n : n + 2] for text in texts for n in range(len(text) - 1)}
    return any(pair in works for pair in pairs - _COMMON)


def _lasts(work: RecurringWork, year: int) -> bool:
    return work.period is None or work.period.end.year >= year
