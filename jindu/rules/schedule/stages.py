"""Stages in order, and tasks within their stage."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from itertools import pairwise

from jindu.analysis.period import misdated
from jindu.language.naming import called
from jindu.model.context import Context
from jindu.model.diagnostic import Finding, Level, Severity
from jindu.model.plan import Plan, Stage
from jindu.model.rule import rule
from jindu.rules.bases import CONSISTENCY
from jindu.units import Period, say_day


@rule("SCH004", Severity.ERROR, level=Level.REVIEW, basis=CONSISTENCY)
def stages_not_contiguous(context: Context) -> Iterator[Finding]:
    """阶段重叠、倒序或者不衔接。

    阶段按先后排列，首尾相接：重叠或倒序是错误；中间有空档，或者首尾没有覆盖整个实施期限，
    是警告。方案只写到月的，首尾在那个月以内就行。

    ```yaml
    实施阶段:
      - {编号: 阶段一, 名称: 宣传发动, 起止: 2026-01..2026-08}
      - {编号: 阶段二, 名称: 组织实施, 起止: 2026-07..2028-03}  # <- SCH004
    ```

    ```yaml
    实施阶段:
      - {编号: 阶段一, 名称: 宣传发动, 起止: 2026-01..2026-06}
      - {编号: 阶段二, 名称: 组织实施, 起止: 2026-07..2028-03}
    ```
    """
    plan = context.plan
    staged = [(stage, stage.period) for stage in plan.stages if stage.period is not None]
    for (before, first), (after, then) in pairwise(staged):
        if (then.start - first.end).days != 1:
            yield _gap_or_overlap(before, first, after, then)
    period = plan.period
    if period is None or not staged or len(staged) < len(plan.stages) or misdated(plan):
        return
    (head, first), (tail, last) = staged[0], staged[-1]
    for stage, edge, mine, whole in (
        (head, "开始", first.start, period.start),
        (tail, "结束", last.end, period.end),
    ):
        off = (mine - whole).days * (1 if edge == "开始" else -1)
        if off > 0 and not _within_its_month(mine, whole, edge):
            yield Finding(
                stage.at("period"),
                f"{called(stage, '阶段')}{say_day(mine)}{edge}，方案{say_day(whole)}{edge}，"
                f"有{off}天不属于任何阶段。",
                f"各阶段合起来应当覆盖整个实施期限：{edge}时间改成{say_day(whole)}。",
                severity=Severity.WARNING,
            )


def _within_its_month(mine: date, whole: date, edge: str) -> bool:
    """Whether a plan that is said in months, as 2026-03..2026-06, begins or ends in that month."""
    at_edge = whole.day == 1 if edge == "开始" else (whole + timedelta(1)).day == 1
    return at_edge and (mine.year, mine.month) == (whole.year, whole.month)


def _gap_or_overlap(before: Stage, first: Period, after: Stage, then: Period) -> Finding:
    """Report two stages that overlap, are in the wrong order or leave a gap."""
    gap = (then.start - first.end).days - 1
    start = first.end + timedelta(1)
    one, other = called(before, "阶段"), called(after, "阶段")
    times = f"前者到{say_day(first.end)}，后者从{say_day(then.start)}开始"
    tip = f"让{other}从{say_day(start)}开始"
    if then.end < first.start:
        message = (
            f"{other}（{then.words()}）排在{one}（{first.words()}）之后，时间却在它之前，次序颠倒。"
        )
        tip = f"按时间先后排列，或者{tip}"
    elif gap < 0:
        days = (min(first.end, then.end) - max(first.start, then.start)).days + 1
        message = f"{one}和{other}重叠{days}天：{times}。"
    else:
        message = f"{one}和{other}之间空了{gap}天：{times}。"
    fits = start <= then.end
    right = str(Period(start, then.end)) if fits else None
    return Finding(
        after.at("period"),
        message,
        f"{tip}，起止写成 {right}。" if right else f"{tip}，或者缩短{one}。",
        related=((before.at("period"), "前一阶段的起止"),),
        severity=None if gap < 0 else Severity.WARNING,
        replacement=right,
        safe=False,
    )


@rule("SCH005", Severity.ERROR, level=Level.REVIEW, basis=CONSISTENCY)
def due_outside_stage(context: Context) -> Iterator[Finding]:
    """任务的时间不在所属阶段之内。

    任务归入哪个阶段，就应当在那个阶段内完成；比阶段开始得早的，是警告。跨阶段的工作拆成几项，或者列为
    经常性工作。

    ```yaml
    实施阶段:
      - {编号: 阶段一, 名称: 宣传发动, 起止: 2026-01..2026-06}
    工作任务:
      - {编号: 任务一, 名称: 召开动员会, 阶段: 阶段一, 完成时限: 2026-07-10}  # <- SCH005
    ```

    ```yaml
    实施阶段:
      - {编号: 阶段一, 名称: 宣传发动, 起止: 2026-01..2026-06}
    工作任务:
      - {编号: 任务一, 名称: 召开动员会, 阶段: 阶段一, 完成时限: 2026-05-08}
    ```
    """
    plan = context.plan
    stages = {stage.id: stage for stage in plan.stages}
    for task in plan.tasks:
        stage = stages.get(task.stage) if task.stage else None
        if stage is None or stage.period is None or task.due is None:
            continue
        if not stage.period.contains(task.due.last):
            yield Finding(
                task.at("due"),
                f"{called(task, '任务')}的完成时限{task.due.name()}"
                f"不在{called(stage, '阶段')}（{stage.period.words()}）之内。",
                _other_stage_tip(plan, task.due.last)
                or f"完成时限改到{stage.period.words()}之内，或者改正所属阶段。",
                related=((stage.at("period"), "阶段的起止"),),
            )
        elif task.start is not None and task.start.last < stage.period.start:
            yield Finding(
                task.at("start"),
                f"{called(task, '任务')}{task.start.name()}开始，"
                f"早于{called(stage, '阶段')}（{stage.period.words()}）。",
                "把任务拆成两个阶段的两项，或者改正开始时间。",
                related=((stage.at("period"), "阶段的起止"),),
                severity=Severity.WARNING,
            )


def _other_stage_tip(plan: Plan, day: date) -> str:
    """Return a tip with the stage that contains a day; empty if there is none."""
    for stage in plan.stages:
        if stage.period is not None and stage.period.contains(day) and stage.id:
            return f"把所属阶段改成“{stage.id}”，或者改正完成时限。"
    return ""
