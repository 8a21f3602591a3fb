"""Deadlines crowded on a month or a day."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from datetime import date

from jindu.language.naming import listed
from jindu.model.context import Context
from jindu.model.diagnostic import Finding, Level, Severity
from jindu.model.plan import Task
from jindu.model.rule import rule
from jindu.rules.bases import BALANCED_SCHEDULE
from jindu.units import Precision, say_day


@rule(
    "SCH016",
    Severity.INFO,
    level=Level.REVIEW,
    basis=BALANCED_SCHEDULE,
    norms=("每月到期任务上限", "同日到期任务上限"),
)
def crowded_deadlines(context: Context) -> Iterator[Finding]:
    """任务挤在同一个月或者同一天到期。

    到期的任务过于集中，容易都赶在最后。每月、每天的上限是经验值，可以在配置里改。

    ```yaml
    工作任务:
      - {编号: 甲, 名称: 完成台账, 完成时限: 2026-12-31}  # <- SCH016
      - {编号: 乙, 名称: 完成培训, 完成时限: 2026-12-31}
      - {编号: 丙, 名称: 完成宣传, 完成时限: 2026-12-31}
      - {编号: 丁, 名称: 完成总结, 完成时限: 2026-12-31}
    ```

    ```yaml
    工作任务:
      - {编号: 甲, 名称: 完成台账, 完成时限: 2026-09-30}
      - {编号: 乙, 名称: 完成培训, 完成时限: 2026-10-30}
      - {编号: 丙, 名称: 完成宣传, 完成时限: 2026-11-30}
      - {编号: 丁, 名称: 完成总结, 完成时限: 2026-12-31}
    ```
    """
    plan = context.plan
    in_month = context.norms["每月到期任务上限"]
    on_day = context.norms["同日到期任务上限"]
    months: dict[tuple[int, int], list[Task]] = defaultdict(list)
    days: dict[date, list[Task]] = defaultdict(list)
    for task in plan.tasks:
        if task.due is not None and task.due.precision >= Precision.MONTH:
            last = task.due.last
            months[last.year, last.month].append(task)
            if task.due.precision is Precision.DAY:
                days[last].append(task)
    reported: set[int] = set()
    for day, due in days.items():
        if len(due) > on_day.value:
            reported.update(map(id, due))
            yield Finding(
                due[0].at("due"),
                f"{say_day(day)}有{len(due)}项任务同时到期：{listed(due)}。",
                "按工作先后错开完成时限。",
                related=((due[1].at("due"), "同一天到期"),),
            )
    for (year, month), due in months.items():
        rest = [task for task in due if id(task) not in reported]
        if len(rest) > in_month.value:
            yield Finding(
                rest[0].at("due"),
                f"{year}年{month}月有{len(rest)}项任务到期：{listed(rest)}。",
                "按工作先后错开完成时限。",
            )


@rule(
    "SCH020",
    Severity.INFO,
    level=Level.REVIEW,
    basis=BALANCED_SCHEDULE,
    norms=("单位同日牵头任务上限", "同日到期任务上限"),
)
def unit_deadlines_on_one_day(context: Context) -> Iterator[Finding]:
    """一个单位在同一天有几项任务到期。

    同一天到期的任务由一个单位牵头好几项，容易都赶在最后。上限是经验值，可以在 jindu.toml 里改；
    同一天到期的任务总数已经过多的，由 SCH016 报告。

    ```yaml
    单位名录: [{编号: 支部, 名称: 柳林街道禁毒党支部}]
    工作任务:
      - {编号: 甲, 名称: 完成台账, 牵头单位: 支部, 完成时限: 2026-12-31}  # <- SCH020
      - {编号: 乙, 名称: 完成培训, 牵头单位: 支部, 完成时限: 2026-12-31}
      - {编号: 丙, 名称: 完成宣传, 牵头单位: 支部, 完成时限: 2026-12-31}
    ```

    ```yaml
    单位名录: [{编号: 支部, 名称: 柳林街道禁毒党支部}]
    工作任务:
      - {编号: 甲, 名称: 完成台账, 牵头单位: 支部, 完成时限: 2026-12-29}
      - {编号: 乙, 名称: 完成培训, 牵头单位: 支部, 完成时限: 2026-12-30}
      - {编号: 丙, 名称: 完成宣传, 牵头单位: 支部, 完成时限: 2026-12-31}
    ```
    """
    plan = context.plan
    limit = context.norms["单位同日牵头任务上限"]
    in_all = context.norms["同日到期任务上限"]
    days: dict[date, list[Task]] = defaultdict(list)
    for task in plan.tasks:
        if task.due is not None and task.due.precision is Precision.DAY:
            days[task.due.last].append(task)
    for day, due in days.items():
        if not limit.value < len(due) <= in_all.value:
            continue
        for unit in dict.fromkeys(task.leads[0] for task in due if task.leads):
            led = [task for task in due if task.leads[:1] == (unit,)]
            if len(led) > limit.value:
                yield Finding(
                    led[0].at("due"),
                    f"{plan.name_of(unit)}牵头的{len(led)}项任务都在{say_day(day)}"
                    f"到期：{listed(led)}。",
                    "按工作先后错开完成时限，或者分给其他单位牵头。",
                    related=tuple((task.at("due"), "同一天到期") for task in led[1:3]),
                )
