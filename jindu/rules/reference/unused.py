"""Goals, indicators, tasks and units that nothing supports or uses."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from jindu.language.naming import called, listed
from jindu.language.scan import words_of
from jindu.model.choices import Genre, UnitKind
from jindu.model.context import Context
from jindu.model.diagnostic import Finding, Level, Severity
from jindu.model.plan import Plan, Post, Unit
from jindu.model.rule import rule
from jindu.rules.bases import CONSISTENCY
from jindu.rules.reference.resolution import missing_ids, references_in
from jindu.units.patterns import late


@rule("REF002", Severity.WARNING, level=Level.REVIEW, basis=CONSISTENCY)
def goal_without_indicator(context: Context) -> Iterator[Finding]:
    """目标没有指标。

    说到率、度、数量的目标没有指标，是否实现无从判断，是警告；“组织健全、责任落实”之类定性的目标没有
    指标，以及哪个目标都没有指标的，只提示一次。

    ```yaml
    目标:
      - {编号: 目标一, 内容: 提高居民禁毒知识知晓率}  # <- REF002
    ```

    ```yaml
    目标:
      - 编号: 目标一
        内容: 提高居民禁毒知识知晓率
        指标: [{编号: 指标一, 名称: 居民禁毒知识知晓率, 目标值: 90%, 计量单位: "%"}]
    ```
    """
    plan = context.plan
    without = [goal for goal in plan.goals if goal.lacks("indicators")]
    tip = "写上衡量这个目标的指标，或者把它并入别的目标。"
    measurable = [goal for goal in without if _MEASURABLE.search(goal.content or "")]
    for goal in measurable:
        yield Finding(goal.where, f"{called(goal, '目标')}没有指标。", tip)
    left = [goal for goal in without if goal not in measurable]
    if left and (plan.indicators or plan.genre is Genre.PLAN):
        told = f"{len(left)}个目标没有指标：{listed(left)}。"
        yield Finding(
            left[0].where,
            told if len(left) > 1 else f"{called(left[0], '目标')}没有指标。",
            tip,
            severity=Severity.INFO,
        )


_MEASURABLE = late(r"[满晓盖签落完整合达标改复吸立动就]率|满意度|知晓度|\d|百分之|[人场次户]数")


@rule("REF003", Severity.INFO, level=Level.REVIEW, basis="惯例：指标有任务支撑")
def indicator_without_task(context: Context) -> Iterator[Finding]:
    """指标没有工作任务支撑。

    指标要靠任务去实现。没有一项工作任务在“指标”里写到它，经常性工作和措施里也没有说到它的，可能任务漏了，
    或者指标多余。任务都没有写“指标”的，只对实施方案提示一次。

    ```yaml
    目标:
      - 编号: 目标一
        指标:
          - {编号: 知晓率, 名称: 居民禁毒知识知晓率}
          - {编号: 满意度, 名称: 居民满意度}  # <- REF003
    工作任务:
      - {编号: 任务一, 名称: 开展入户宣传, 指标: 知晓率}
    ```

    ```yaml
    目标:
      - 编号: 目标一
        指标:
          - {编号: 知晓率, 名称: 居民禁毒知识知晓率}
          - {编号: 场次, 名称: 主题党日场次}
    工作任务:
      - {编号: 任务一, 名称: 开展入户宣传, 指标: 知晓率}
    经常性工作:
      - {编号: 经常一, 名称: 禁毒主题党日, 频次: 每月}
    ```
    """
    plan = context.plan
    if not plan.tasks or not all(task.sure("indicators") for task in plan.tasks):
        return
    if any(to == "Indicator" for _, to in missing_ids(plan)):
        return
    served = {ref for task in plan.tasks for ref in task.indicators}
    words = "；".join(work.name or "" for work in plan.recurring)
    left = [
        indicator
        for indicator in plan.indicators
        if indicator.id is not None
        and indicator.id not in served
        and not _spoken_of(indicator.name or "", words)
    ]
    if left and not served:
        if plan.genre is Genre.PLAN:
            yield Finding(
                plan.tasks[0].where,
                f"{len(plan.tasks)}项任务都没有写服务的指标，看不出指标靠什么实现：{listed(left)}。",
                "在相应工作任务的“指标”里写上指标的编号。",
            )
        return
    for indicator in left:
        yield Finding(
            indicator.where,
            f"{called(indicator, '指标')}没有工作任务支撑。",
            f"在相应工作任务的“指标”里写上“{indicator.id}”，或者补一项任务。",
        )


_STEM = 4
"""Characters in common that show that work is about an indicator."""


def _spoken_of(name: str, words: str) -> bool:
    """Whether ``_STEM`` characters in a row of an indicator's name stand in the words."""
    return any(name[at : at + _STEM] in words for at in range(len(name) - _STEM + 1))


@rule("REF005", Severity.WARNING, level=Level.REVIEW, basis=CONSISTENCY)
def unit_without_work(context: Context) -> Iterator[Finding]:
    """列入名录的单位没有承担任何工作。

    单位名录里的单位，应当在任务、指标、预算、平台或者重点任务的措施中至少出现一次；没有分工的单位不必
    列入。只列为领导小组成员的，还不算有工作，除非写明了它的“职责”，或者是管钱的财政部门、组长和副组长
    的单位。写明了“职责”、还没有列入任务的，作为提示指出。

    ```yaml
    单位名录:
      - {编号: 司法所, 名称: 柳林司法所}
      - {编号: 教育局, 名称: 清源县教育局}  # <- REF005
    工作任务:
      - {编号: 任务一, 名称: 印发方案, 牵头单位: 司法所}
    ```

    ```yaml
    单位名录:
      - {编号: 司法所, 名称: 柳林司法所}
      - {编号: 教育局, 名称: 清源县教育局}
    工作任务:
      - {编号: 任务一, 名称: 印发方案, 牵头单位: 司法所, 配合单位: 教育局}
    ```
    """
    plan = context.plan
    if not plan.tasks or any(to == "Unit" for _, to in missing_ids(plan)):
        return
    if not plan.is_whole:
        return
    members = plan.leading_group.members if plan.leading_group else ()
    seated = {post.unit for post in members}
    idle = _without_work(plan, members)
    unseated = [unit for unit in idle if unit.id not in seated]
    severity = None if plan.asks_for("units") else Severity.INFO
    yield from _idle(
        [unit for unit in unseated if unit.lacks("duties")],
        "列入了单位名录，没有写职责，也没有承担任何工作",
        "在任务的牵头单位、配合单位里写上它的编号，或者从名录中删去。",
        severity,
    )
    yield from _idle(
        [unit for unit in unseated if unit.has("duties")],
        "写了职责，还没有列入任务",
        "在任务的牵头单位、配合单位里写上它的编号；职责都是日常工作的，不必改。",
        Severity.INFO,
    )
    yield from _idle(
        [
            unit
            for unit in idle
            if unit.id in seated and unit.lacks("duties") and unit.kind is not UnitKind.FINANCE
        ],
        "是领导小组成员，没有写职责，也没有承担任何任务",
        "在任务的配合单位里写上它的编号，或者在单位名录里写明它的“职责”。",
        severity,
    )


def _without_work(plan: Plan, members: Sequence[Post]) -> list[Unit]:
    """Return the units that nothing but a seat in the leading group refers to."""
    seats = set(map(id, members))
    used = {
        ref
        for reference in references_in(plan)
        if reference.to == "Unit" and id(reference.entity) not in seats
        for ref in reference.refs
    }
    return [
        unit
        for unit in plan.units
        if unit.id is not None
        and unit.id not in used
        # A seat in the group is enough for the treasury; STR003 reports that there is no group.
        and not (plan.leading_group is None and unit.kind is UnitKind.FINANCE)
        and not _is_in_measures(plan, unit)
    ]


def _is_in_measures(plan: Plan, unit: Unit) -> bool:
    """Whether the measures of a key task speak of a unit."""
    names = [name for name in (unit.name, unit.short, *unit.aliases, unit.id) if name]
    if not any(name in words_of(plan) for name in names):
        return False
    measures = [text for task in plan.key_tasks for text in task.measures]
    return any(name in text for text in measures for name in names)


def _idle(
    units: Sequence[Unit], what: str, tip: str, severity: Severity | None = None
) -> Iterator[Finding]:
    """Yield one finding for units of one sort."""
    if units:
        yield Finding(
            units[0].where,
            f"{len(units)}个单位{what}：{listed(units)}。"
            if len(units) > 1
            else f"{called(units[0])}{what}。",
            tip,
            related=tuple((unit.where, "也是") for unit in units[1:4]),
            severity=severity,
        )


@rule("REF007", Severity.WARNING, level=Level.REVIEW, basis=CONSISTENCY)
def task_outside_the_text(context: Context) -> Iterator[Finding]:
    """工作任务没有列入重点任务，也没有列入阶段，正文里没有它。

    正文按重点任务和阶段写任务。两样都没有写的任务只出现在附表里，容易被漏掉。

    ```yaml
    重点任务: [{编号: 重点一, 名称: 开展宣传教育}]
    实施阶段: [{编号: 阶段一, 名称: 组织实施}]
    工作任务:
      - {编号: 任务一, 名称: 印制手册, 重点任务: 重点一, 阶段: 阶段一}
      - {编号: 任务二, 名称: 开办夜校}  # <- REF007
    ```

    ```yaml
    重点任务: [{编号: 重点一, 名称: 开展宣传教育}]
    实施阶段: [{编号: 阶段一, 名称: 组织实施}]
    工作任务:
      - {编号: 任务一, 名称: 印制手册, 重点任务: 重点一}
      - {编号: 任务二, 名称: 开办夜校, 阶段: 阶段一}
    ```
    """
    plan = context.plan
    if plan.lacks("key_tasks", "stages"):
        return
    loose = [task for task in plan.tasks if task.lacks("key_task", "stage")]
    if len(loose) == len(plan.tasks) and not plan.asks_for("tasks"):
        return  # A list of its own beside the text.
    if loose:
        what = "没有写属于哪项重点任务，也没有写属于哪个阶段"
        yield Finding(
            loose[0].where,
            f"{len(loose)}项任务{what}：{listed(loose)}。"
            if len(loose) > 1
            else f"{called(loose[0], '任务')}{what}。",
            "在任务的“重点任务”“阶段”里写上编号。",
            related=tuple((task.where, "也没有写") for task in loose[1:4]),
        )
