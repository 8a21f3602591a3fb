"""Work on a part of the plan that was deleted."""

from __future__ import annotations

from collections.abc import Iterator

from jindu.language.naming import listed
from jindu.model.choices import WorkKind
from jindu.model.context import Context
from jindu.model.diagnostic import Finding, Level, Severity
from jindu.model.rule import rule
from jindu.rules.bases import CONSISTENCY
from jindu.units.patterns import late

_PARTS = (
    ("pilot", "试点", (WorkKind.PILOT, WorkKind.PILOT_REVIEW)),
    ("platform", "平台", (WorkKind.PLATFORM,)),
)
_FOUNDING = late("支部.{0,8}(?:创建|建设|组建|设立)|(?:创建|建设|组建|设立).{0,8}支部")


@rule("STR015", Severity.WARNING, level=Level.REVIEW, basis=CONSISTENCY)
def part_deleted(context: Context) -> Iterator[Finding]:
    """任务里安排了试点、平台、支部的事，方案里没有这一部分。

    删去“试点”或者“平台”一节的，类型是试点、试点评估、平台的任务也要删去或者改写，否则任务做什么、
    在哪里做、由谁管没有交代。标题是创建、建设支部的，要有“支部”一节。

    ```yaml
    方案: {标题: 柳林街道禁毒支部创建实施方案}  # <- STR015
    工作任务:
      - {编号: 任务一, 名称: 在两个社区先行试点, 类型: 试点}  # <- STR015
      - {编号: 任务二, 名称: 开展试点评估, 类型: 试点评估}
      - {编号: 任务三, 名称: 开通任务台账模块, 类型: 平台}  # <- STR015
    ```

    ```yaml
    方案: {标题: 柳林街道禁毒支部创建实施方案}
    支部: [{编号: 支部一, 名称: 柳林街道禁毒党支部}]
    工作任务:
      - {编号: 任务一, 名称: 在两个社区先行试点, 类型: 试点}
      - {编号: 任务二, 名称: 开展试点评估, 类型: 试点评估}
    试点: {试点范围: [梧桐社区, 翠湖社区], 起止: 2026-07..2027-03, 评估: 任务二}
    ```
    """
    plan = context.plan
    for attribute, name, kinds in _PARTS:
        tasks = list(plan.tasks_of(*kinds)) if plan.lacks(attribute) else []
        if tasks:
            yield Finding(
                tasks[0].where,
                f"方案没有“{name}”一节，却有{name}的任务：{listed(tasks)}。",
                f"补上“{name}”一节；不安排{name}的，删去相应的任务，或者改写它的“类型”。",
                related=tuple((task.where, f"{name}的任务") for task in tasks[1:4]),
            )
    overview = plan.overview
    if overview is None or not plan.asks_for("branches") or plan.has("branches"):
        return
    if plan.has("tasks") and _FOUNDING.search(overview.title or ""):
        yield Finding(
            overview.at("title"),
            "标题是创建支部的，方案里没有“支部”一节。",
            "补上“支部”一节，写明名称、形式、上级党组织和党员人数。",
        )
