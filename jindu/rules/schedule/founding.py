"""Work of a branch or a platform before it exists."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from jindu.language.naming import called
from jindu.language.organisations import kind_of
from jindu.model.choices import UnitKind, WorkKind
from jindu.model.context import Context
from jindu.model.diagnostic import Finding, Level, Severity
from jindu.model.plan import Plan, Task, Unit
from jindu.model.rule import rule
from jindu.rules.bases import CONSISTENCY
from jindu.units import say_day
from jindu.units.patterns import late

_FOUNDING = late(
    "(?:成立|设立|组建|建立)[^，。；]{0,16}支部(?!委员会|委员|班子|书记|[^，。；]{0,6}(?:制度|台账|机制|档案|阵地))"
)
_BUILDING = late("建设|开发|建成|搭建|采购|部署|安装|调试|试运行|验收|开通|启用|上线|增设|接入")


@rule("SCH022", Severity.WARNING, level=Level.REVIEW, basis=CONSISTENCY)
def work_before_founding(context: Context) -> Iterator[Finding]:
    """支部、平台还没有建立，就安排它做事。

    方案里安排了成立支部的，支部牵头的任务不在它成立以前完成，支部牵头的经常性工作不在它成立以前开始
    （没有写起止的，从方案开始时算起，只作提示）。安排了建设平台的，上线日期不早于建设任务的完成时限。

    ```yaml
    方案: {起止: 2026-01..2028-12}
    单位名录:
      - {编号: 党工委, 名称: 中共柳林街道工作委员会, 类别: 党组织}
      - {编号: 支部, 名称: 柳林街道禁毒党支部, 类别: 党组织}
    工作任务:
      - {编号: 甲, 名称: 成立禁毒党支部, 牵头单位: 党工委, 完成时限: 2026-06}
      - {编号: 乙, 名称: 组织培训, 牵头单位: 支部, 完成时限: 2026-04}  # <- SCH022
    ```

    ```yaml
    方案: {起止: 2026-01..2028-12}
    单位名录:
      - {编号: 党工委, 名称: 中共柳林街道工作委员会, 类别: 党组织}
      - {编号: 支部, 名称: 柳林街道禁毒党支部, 类别: 党组织}
    工作任务:
      - {编号: 甲, 名称: 成立禁毒党支部, 牵头单位: 党工委, 完成时限: 2026-06}
      - {编号: 乙, 名称: 组织培训, 牵头单位: 支部, 完成时限: 2026-09}
    ```
    """
    plan = context.plan
    for branch, founding in _foundings(plan):
        yield from _before_branch(plan, branch, founding)
    yield from _before_platform(plan)


_OF_PLACE = late("([\u3400-\u9fff]{2}(?:街道|社区|[镇乡村]))[^街镇乡村社]{0,12}支部$")
"""The name of a branch, with the place that it is of."""


_MOST_BRANCHES = 30
"""Branches whose founding is sought: each is compared with all tasks."""


def _foundings(plan: Plan) -> Iterator[tuple[Unit, Task]]:
    """Yield branches among the units, each with the first task that founds it.

    A task founds the only branch, or one whose name or place it names.
    """
    branches = [
        unit
        for unit in plan.units
        if kind_of(unit) is UnitKind.BRANCH and "支部" in (unit.name or "")
    ]
    approved = {branch.name for branch in plan.branches if branch.has("approval_number")}
    found = [task for task in plan.tasks if task.due and _FOUNDING.search(task.name or "")]
    only = len(branches) == 1 and len(plan.branches) <= 1
    for branch in branches[:_MOST_BRANCHES] if found else ():
        if branch.name in approved or (only and approved):
            continue
        place = _OF_PLACE.search(branch.name or "")
        words = (branch.name or "", place[1] if place else branch.name or "")
        mine = (
            task
            for task in found
            if branch.id not in task.leads
            and (only or any(word in (task.name or "") for word in words))
        )
        task = min(mine, key=_last_day, default=None)
        if task is not None:
            yield branch, task


def _last_day(task: Task) -> date:
    return task.due.last if task.due else date.max


def _before_branch(plan: Plan, branch: Unit, founding: Task) -> Iterator[Finding]:
    assert founding.due is not None
    founded = f"{called(founding, '任务')}安排在{founding.due.name()}"
    related = ((founding.at("due"), "成立的时限"),)
    name = branch.short or branch.name or branch.id
    for task in plan.tasks:
        if branch.id in task.leads[:1] and task.due and task.due.last < founding.due.first:
            yield Finding(
                task.at("due"),
                f"{called(task, '任务')}由{name}牵头，{task.due.name()}就要完成，{founded}。",
                "推迟这项任务，或者在支部成立以前由筹建的单位牵头。",
                related=related,
            )
    for work in plan.recurring:
        period = work.period or plan.period
        if work.lead != branch.id or period is None or period.start >= founding.due.first:
            continue
        since = f"从{say_day(period.start)}开始" if work.period else "没有写起止，从方案开始时算起"
        yield Finding(
            work.at("period") if work.period else work.where,
            f"{called(work, '经常性工作')}由{name}牵头，{since}，{founded}。",
            f"把起止改成从{founding.due.name()}以后开始。",
            related=related,
            severity=None if work.period else Severity.INFO,
        )


def _before_platform(plan: Plan) -> Iterator[Finding]:
    platform = plan.platform
    launch = platform.launch if platform else None
    if platform is None or launch is None:
        return
    late = [
        task
        for task in plan.tasks_of(WorkKind.PLATFORM)
        if task.due and task.due.first > launch.last and _BUILDING.search(task.name or "")
    ]
    if late:
        first = late[0]
        yield Finding(
            platform.at("launch"),
            f"平台{launch.name()}上线，{called(first, '任务')}"
            f"{first.due.name() if first.due else ''}才完成。",
            "核对上线日期和建设任务的时限。",
            related=((first.at("due"), "建设任务的时限"),),
        )
