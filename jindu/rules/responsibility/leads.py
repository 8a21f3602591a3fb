"""Lead units: one for each task, and not too many tasks for one."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator

from jindu.language.naming import called, listed
from jindu.model.choices import Genre
from jindu.model.context import Context
from jindu.model.diagnostic import Finding, Level, Severity
from jindu.model.plan import KeyTask, Plan, RecurringWork, Task
from jindu.model.rule import rule
from jindu.rules.absence import lacking
from jindu.rules.bases import BALANCED_SCHEDULE, CONSISTENCY
from jindu.units import Precision


@rule("RSP001", Severity.ERROR, level=Level.REVIEW, basis="方案自身的要求：一项任务一个牵头单位")
def missing_or_multiple_leads(context: Context) -> Iterator[Finding]:
    """任务没有牵头单位，或者牵头单位不止一个。

    每项任务由一个单位牵头，其余列为配合单位。没有牵头单位，任务无人负责，是错误；几家共同牵头的，
    上级文件里也有这样写的，作为警告指出（任务分工表里只作提示），请分清主次。

    ```yaml
    工作任务:
      - {编号: 任务一, 名称: 召开动员会}  # <- RSP001
      - {编号: 任务二, 名称: 组织培训, 牵头单位: [支部, 居委会]}  # <- RSP001
    ```

    ```yaml
    工作任务:
      - {编号: 任务一, 名称: 召开动员会, 牵头单位: 支部}
      - {编号: 任务二, 名称: 组织培训, 牵头单位: 支部, 配合单位: 居委会}
    ```
    """
    plan = context.plan
    for task in plan.tasks:
        name = called(task, "任务")
        if task.lacks("leads"):
            yield Finding(
                task.where,
                f"{name}没有牵头单位。",
                "在“牵头单位”里写上单位名录中一个单位的编号。",
            )
        elif len(task.leads) > 1:
            named = "、".join(map(plan.name_of, task.leads))
            yield Finding(
                task.at("leads"),
                f"{name}有{len(task.leads)}个牵头单位：{named}。",
                f"分清主次的，只留一个，如{plan.name_of(task.leads[0])}，其余写进“配合单位”。",
                severity=Severity.INFO if plan.genre is Genre.ASSIGNMENT else Severity.WARNING,
            )


@rule("RSP013", Severity.WARNING, level=Level.REVIEW, basis=CONSISTENCY)
def lead_supports_itself(context: Context) -> Iterator[Finding]:
    """同一个单位既牵头又配合。

    一个单位在一项工作里要么牵头，要么配合；两处都写，责任分不清。

    ```yaml
    单位名录: [{编号: 派出所, 名称: 柳林派出所}, {编号: 司法所, 名称: 柳林司法所}]
    工作任务:
      - {编号: 甲, 名称: 组织培训, 牵头单位: 派出所, 配合单位: [司法所, 派出所]}  # <- RSP013
    ```

    ```yaml
    单位名录: [{编号: 派出所, 名称: 柳林派出所}, {编号: 司法所, 名称: 柳林司法所}]
    工作任务:
      - {编号: 甲, 名称: 组织培训, 牵头单位: 派出所, 配合单位: 司法所}
    ```
    """
    plan = context.plan
    for work, kind in _work(plan):
        leads = _leads(work)
        place = next((n for n, ref in enumerate(work.supporters) if ref in leads), None)
        if place is not None:
            name = plan.name_of(work.supporters[place])
            yield Finding(
                work.at("supporters", place),
                f"{called(work, kind)}的{_SUPPORTERS[kind]}里，“{name}”已经是牵头单位。",
                f"从{_SUPPORTERS[kind]}里删去“{name}”；牵头单位写错的，改写牵头单位。",
            )


_SUPPORTERS = {"任务": "配合单位", "重点任务": "配合单位", "经常性工作": "参加单位"}
"""Kind of work → what its supporting units are called."""


def _work(plan: Plan) -> Iterator[tuple[Task | KeyTask | RecurringWork, str]]:
    yield from ((task, "任务") for task in plan.tasks)
    yield from ((task, "重点任务") for task in plan.key_tasks)
    # A chair is often listed again among those who attend.
    yield from ((work, "经常性工作") for work in plan.recurring if not _is_meeting(work))


def _is_meeting(work: RecurringWork) -> bool:
    return "会" in (work.name or "")


def _leads(work: Task | KeyTask | RecurringWork) -> tuple[str, ...]:
    if isinstance(work, Task):
        return work.leads
    return (work.lead,) if work.lead else ()


@rule("RSP014", Severity.WARNING, level=Level.REVIEW, basis="惯例：各项工作写明做什么、由谁做")
def work_without_measures_or_lead(context: Context) -> Iterator[Finding]:
    """重点任务没有措施，或者重点任务、经常性工作没有写由谁做。

    重点任务在正文里逐项展开，没有措施的只剩一个标题。重点任务下面的工作任务都有牵头单位的，重点任务
    自己可以不写；经常性工作要写牵头单位。

    ```yaml
    重点任务:
      - {编号: 一, 名称: 加强宣传教育, 牵头单位: 支部}  # <- RSP014
    经常性工作:
      - {编号: 例会, 名称: 信息报送, 频次: 每月}  # <- RSP014
    ```

    ```yaml
    重点任务:
      - {编号: 一, 名称: 加强宣传教育, 牵头单位: 支部, 措施: [每月进一个小区宣传。]}
    经常性工作:
      - {编号: 例会, 名称: 信息报送, 频次: 每月, 牵头单位: 支部}
    ```
    """
    plan = context.plan
    served = {task.key_task for task in plan.tasks if task.has("leads")}
    for key_task in plan.key_tasks:
        if key_task.lacks("measures"):
            yield Finding(
                key_task.where,
                f"{called(key_task, '重点任务')}没有写措施，正文里只有一个标题。",
                "在“措施”里逐条写明做什么、怎样做、到什么程度。",
            )
    leaderless = [task for task in plan.key_tasks if task.lacks("lead") and task.id not in served]
    tip = "在“牵头单位”里写上单位名录中一个单位的编号。"
    if leaderless and not all(task.lacks("lead") for task in plan.key_tasks):
        yield from lacking(leaderless, (("lead", "牵头单位"),), "重点任务", tip)
    yield from lacking(
        [work for work in plan.recurring if work.sure("lead")],
        (("lead", "牵头单位"),),
        "经常性工作",
        tip,
    )


@rule(
    "RSP006",
    Severity.INFO,
    level=Level.REVIEW,
    basis=BALANCED_SCHEDULE,
    norms=("单位每月牵头任务上限", "每月到期任务上限"),
)
def unit_overloaded(context: Context) -> Iterator[Finding]:
    """一个单位在一个月里牵头的任务过多。

    同一个月到期的任务由一个单位牵头好几项，难以都落实。上限是经验值，可以在配置里改；当月到期的任务总数
    已经过多的，由 SCH016 报告。

    ```yaml
    单位名录: [{编号: 支部, 名称: 柳林街道禁毒党支部}]
    工作任务:
      - {编号: 甲, 名称: 摸底, 完成时限: 2026-03-10, 牵头单位: 支部}  # <- RSP006
      - {编号: 乙, 名称: 动员, 完成时限: 2026-03-17, 牵头单位: 支部}
      - {编号: 丙, 名称: 建队, 完成时限: 2026-03-24, 牵头单位: 支部}
      - {编号: 丁, 名称: 立制, 完成时限: 2026-03, 牵头单位: 支部}
      - {编号: 戊, 名称: 建角, 完成时限: 2026-03-31, 牵头单位: 支部}
    ```

    ```yaml
    单位名录: [{编号: 支部, 名称: 柳林街道禁毒党支部}, {编号: 居委会, 名称: 梧桐社区居民委员会}]
    工作任务:
      - {编号: 甲, 名称: 摸底, 完成时限: 2026-03-10, 牵头单位: 居委会}
      - {编号: 乙, 名称: 动员, 完成时限: 2026-03-17, 牵头单位: 支部}
      - {编号: 丙, 名称: 建队, 完成时限: 2026-03-24, 牵头单位: 支部}
      - {编号: 丁, 名称: 立制, 完成时限: 2026-03, 牵头单位: 支部}
      - {编号: 戊, 名称: 建角, 完成时限: 2026-04-30, 牵头单位: 支部}
    ```
    """
    plan = context.plan
    limit = context.norms["单位每月牵头任务上限"]
    in_all = context.norms["每月到期任务上限"]
    led: dict[tuple[str, int, int], list[Task]] = defaultdict(list)
    total: Counter[tuple[int, int]] = Counter()
    for task in plan.tasks:
        due = task.due
        if due is not None and due.precision >= Precision.MONTH:
            total[due.last.year, due.last.month] += 1
        if due is not None and due.precision >= Precision.MONTH and task.leads:
            led[task.leads[0], due.last.year, due.last.month].append(task)
    for (unit, year, month), tasks in led.items():
        if len(tasks) > limit.value and total[year, month] <= in_all.value:
            yield Finding(
                tasks[0].at("leads"),
                f"{plan.name_of(unit)}在{year}年{month}月牵头{len(tasks)}项任务：{listed(tasks)}。",
                "错开完成时限，或者分给其他单位牵头。",
            )
