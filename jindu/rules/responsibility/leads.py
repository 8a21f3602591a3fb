"""Lead units: one for each task, and not too many tasks for one."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from jindu.language.naming import called, listed
from jindu.model.context import Context
from jindu.model.diagnostic import Finding, Level, Severity
from jindu.model.plan import Task
from jindu.model.rule import rule
from jindu.rules.bases import BALANCED_SCHEDULE
from jindu.units import Precision


@rule("RSP001", Severity.ERROR, level=Level.REVIEW, basis="方案自身的要求：一项任务一个牵头单位")
def missing_or_multiple_leads(context: Context) -> Iterator[Finding]:
    """任务没有牵头单位，或者牵头单位不止一个。

    每项任务由一个单位牵头，其余列为配合单位。没有牵头单位，任务无人负责；几家共同牵头，
    等于没有牵头。

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
                f"只留一个，如{plan.name_of(task.leads[0])}，其余写进“配合单位”。",
            )


@rule(
    "RSP006",
    Severity.INFO,
    level=Level.REVIEW,
    basis=BALANCED_SCHEDULE,
    norms=("单位每月牵头任务上限",),
)
def unit_overloaded(context: Context) -> Iterator[Finding]:
    """一个单位在一个月里牵头的任务过多。

    同一个月到期的任务由一个单位牵头好几项，难以都落实。上限是经验值，可以在配置里改。

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
    led: dict[tuple[str, int, int], list[Task]] = defaultdict(list)
    for task in plan.tasks:
        due = task.due
        if due is not None and due.precision >= Precision.MONTH and task.leads:
            led[task.leads[0], due.last.year, due.last.month].append(task)
    for (unit, year, month), tasks in led.items():
        if len(tasks) > limit.value:
            yield Finding(
                tasks[0].at("leads"),
                f"{plan.name_of(unit)}在{year}年{month}月牵头{len(tasks)}项任务：{listed(tasks)}。",
                "错开完成时限，或者分给其他单位牵头。",
            )
