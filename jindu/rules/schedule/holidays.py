"""Dates on days off."""

from __future__ import annotations

from collections.abc import Iterator

from jindu.analysis.calendar import is_known, is_workday, named_days, nearest_workday, why_off
from jindu.language.naming import called
from jindu.model.context import Context
from jindu.model.diagnostic import Finding, Level, Severity
from jindu.model.rule import rule
from jindu.units import Precision, say_day


@rule(
    "SCH017",
    Severity.INFO,
    level=Level.REVIEW,
    basis="惯例：时限宜在工作日；节假日以国务院办公厅公布的安排为准",
)
def due_on_day_off(context: Context) -> Iterator[Finding]:
    """完成时限落在休息日。

    写到日的完成时限宜在工作日，调休上班的周末算工作日。节假日安排还没有公布的年度不检查。

    ```yaml
    工作任务:
      - {编号: 甲, 名称: 召开动员会, 完成时限: 2026-10-01}  # <- SCH017
    ```

    ```yaml
    工作任务:
      - {编号: 甲, 名称: 召开动员会, 完成时限: 2026-09-30}
    ```
    """
    plan = context.plan
    for task in plan.tasks:
        due = task.due
        if due is None or due.precision is not Precision.DAY or not is_known(due.last.year):
            continue
        if not is_workday(due.last):
            near = nearest_workday(due.last)
            yield Finding(
                task.at("due"),
                f"任务“{task.name or task.id}”的完成时限{due.name()}是休息日。",
                f"改成工作日，如 {near.isoformat()}；或者只写到月。",
                replacement=near.isoformat(),
                safe=False,
            )


@rule(
    "SCH019",
    Severity.INFO,
    level=Level.REVIEW,
    basis="惯例：时限宜在工作日；节假日以国务院办公厅公布的安排为准，还没有公布的年度是推算",
)
def date_on_day_off(context: Context) -> Iterator[Finding]:
    """开始、成文、上线、评估的日期落在休息日。

    写到日的日期宜在工作日，调休上班的周末算工作日。这里查任务的开始时间、成文日期、平台的上线日期和
    评估时间；节假日安排还没有公布的年度，也查任务的完成时限，按周末、法定节日和农历推算，公布以后请再
    核对。其余年度的完成时限由 SCH017 检查。

    ```yaml
    公文: {成文日期: 2026-10-01}  # <- SCH019
    工作任务:
      - {编号: 甲, 名称: 召开动员会, 完成时限: 2045-05-06}  # <- SCH019
    ```

    ```yaml
    公文: {成文日期: 2026-09-30}
    工作任务:
      - {编号: 甲, 名称: 召开动员会, 完成时限: 2045-05-05}
    ```
    """
    plan = context.plan
    for named in named_days(plan):
        known = is_known(named.day.year)
        if is_workday(named.day) or (known and named.what == "完成时限"):
            continue
        near = nearest_workday(named.day)
        whose = f"{called(named.entity, named.kind)}的" if named.kind else ""
        yield Finding(
            named.entity.at(named.attribute),
            f"{whose}{named.what}{say_day(named.day)}是{why_off(named.day)}"
            + ("。" if known else f"（{named.day.year}年的节假日安排还没有公布）。"),
            f"改成工作日，如 {near.isoformat()}。",
            replacement=near.isoformat(),
            safe=False,
        )
