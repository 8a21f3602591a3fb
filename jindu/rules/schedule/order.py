"""The order of tasks: predecessors, pilot, adoption and approval."""

from __future__ import annotations

from collections.abc import Iterator

from jindu.language.naming import called, listed
from jindu.model.choices import Status, WorkKind
from jindu.model.context import Context
from jindu.model.diagnostic import Finding, Level, Severity
from jindu.model.plan import Pilot, Plan, Task
from jindu.model.rule import rule
from jindu.rules.bases import CONSISTENCY
from jindu.rules.schedule.kinds import is_kind
from jindu.units import Date, say_day
from jindu.units.patterns import late


@rule("SCH008", Severity.ERROR, level=Level.DRAFT, basis=CONSISTENCY)
def task_before_predecessor(context: Context) -> Iterator[Finding]:
    """前置任务还没完成，后续任务已经开始。

    前置任务的完成时限应当不晚于后续任务的开始时间；后续任务没有写开始的，应当不晚于它的
    完成时限。前一项只写到月、年，不能确定谁先谁后的，是警告。

    ```yaml
    工作任务:
      - {编号: 甲, 名称: 印发方案, 完成时限: 2026-06}
      - {编号: 乙, 名称: 召开动员会, 完成时限: 2026-03, 前置任务: 甲}  # <- SCH008
    ```

    ```yaml
    工作任务:
      - {编号: 甲, 名称: 印发方案, 完成时限: 2026-02}
      - {编号: 乙, 名称: 召开动员会, 完成时限: 2026-03, 前置任务: 甲}
    ```
    """
    plan = context.plan
    for task in plan.tasks:
        begin = task.start or task.due
        if begin is None:
            continue
        late = [
            (before.due, place, before)
            for place, ref in enumerate(task.after)
            if (before := plan.task(ref)) and before.due and before.due.last > begin.last
        ]
        if late:
            end, place, _ = max(late, key=lambda entry: entry[0].last)
            what = "开始" if task.start else "完成"
            several = "最晚" if len(late) > 1 else ""
            yield Finding(
                task.at("after", place),
                f"{called(task, '任务')}{begin.name()}{what}，它的前置任务"
                f"{listed([before for _, _, before in late])}{several}到{end.name()}才完成。",
                f"把这项任务推迟到{_last(end)}或者以后，或者把前置任务提前到{_last(begin)}或者以前。",
                related=tuple((before.at("due"), "前置任务的完成时限") for _, _, before in late),
                severity=Severity.WARNING if end.first <= begin.last else None,
            )


def _last(day: Date) -> str:
    return say_day(day.last)


@rule(
    "SCH009",
    Severity.ERROR,
    level=Level.REVIEW,
    basis="方案自身的要求：先试点、经评估后再推广",
)
def rollout_before_pilot_review(context: Context) -> Iterator[Finding]:
    """推广早于试点评估，或者没有安排试点评估。

    试点没有评估就推广，经验是否可复制无从判断。试点评估看“试点”的“评估”和类型为“试点评估”的任务，
    推广看“试点”的“推广”所写的任务，以及名称里写明推广试点、经验、做法的任务。推广的开始时间（没有写
    开始的，看完成时限）应当不早于试点评估的完成时限，早于它的是错误；“试点”的“推广”里没有写的任务、比
    试点的最后一个月还早的试点评估，是警告。

    ```yaml
    工作任务:
      - {编号: 评估, 名称: 开展试点评估, 类型: 试点评估, 完成时限: 2027-06}
      - {编号: 推广, 名称: 全面推广, 类型: 推广, 开始: 2027-03, 完成时限: 2028-06}  # <- SCH009
    试点: {试点范围: 梧桐社区, 评估: 评估, 推广: 推广}
    ```

    ```yaml
    工作任务:
      - {编号: 评估, 名称: 开展试点评估, 类型: 试点评估, 完成时限: 2027-06}
      - {编号: 推广, 名称: 全面推广, 类型: 推广, 开始: 2027-07, 完成时限: 2028-06}
    试点: {试点范围: 梧桐社区, 起止: 2026-07..2027-05, 评估: 评估, 推广: 推广}
    ```
    """
    plan = context.plan
    pilot = plan.pilot
    if (pilot is not None and not pilot.sure("review", "rollout")) or not _has_pilot(plan):
        return
    if not plan.sure("pilot", "tasks"):
        return
    reviews, rollouts = _pilot_reviews(plan), _rollouts(plan)
    dues = [(task.due, task) for task in reviews if task.due is not None]
    if not dues:
        if rollouts and all(task.lacks("due") for task in reviews):
            yield _missing_review(pilot, reviews, rollouts)
        return
    named = set(pilot.rollout) if pilot is not None else set()
    due, review = min(dues, key=lambda pair: pair[0].last)
    for rollout in rollouts:
        begin = rollout.start or rollout.due
        if begin is not None and begin.last < due.last:
            yield Finding(
                rollout.at("start" if rollout.start else "due"),
                f"{called(rollout, '推广任务')}的时间{begin.name()}早于"
                f"{called(review, '试点评估')}的完成时限{due.name()}。",
                f"把推广移到{due.name()}以后，或者提前试点评估。",
                related=((review.at("due"), "试点评估的完成时限"),),
                severity=None if rollout.id in named else Severity.WARNING,
            )
    due, review = max(dues, key=lambda pair: pair[0].last)
    if (
        pilot is not None
        and pilot.period is not None
        and due.last < pilot.period.end.replace(day=1)
    ):
        yield Finding(
            review.at("due"),
            f"{called(review, '试点评估')}{due.name()}完成，"
            f"试点到{say_day(pilot.period.end)}才结束。",
            "把试点评估移到试点的最后一个月或者以后，或者改正试点的起止。",
            related=((pilot.at("period"), "试点的起止"),),
            severity=Severity.WARNING,
        )


def _missing_review(pilot: Pilot | None, reviews: list[Task], rollouts: list[Task]) -> Finding:
    names, undated = listed(rollouts, 2), reviews[:1]
    return Finding(
        pilot.at("review") if pilot is not None else rollouts[0].where,
        f"{called(undated[0], '试点评估')}没有完成时限，看不出推广{names}是否在它之后。"
        if undated
        else f"先试点再推广，推广{names}之前没有安排试点评估。",
        "写明试点评估的完成时限。"
        if undated
        else "增加一项类型为“试点评估”的任务并写明完成时限，在“试点”的“评估”里写它的编号。",
        on_key=pilot is not None,
        related=tuple((task.where, "推广任务") for task in rollouts[:1]),
    )


def _has_pilot(plan: Plan) -> bool:
    return plan.pilot is not None or any(plan.tasks_of(WorkKind.PILOT, WorkKind.PILOT_REVIEW))


def _pilot_reviews(plan: Plan) -> list[Task]:
    """Return the review task the pilot names, or all tasks of that kind."""
    named = plan.task(plan.pilot.review) if plan.pilot else None
    return [named] if named is not None else list(plan.tasks_of(WorkKind.PILOT_REVIEW))


def _rollouts(plan: Plan) -> list[Task]:
    named = set(plan.pilot.rollout) if plan.pilot else set()
    return [task for task in plan.tasks if task.id in named or _rolls_out(task)]


def _rolls_out(task: Task) -> bool:
    """Whether a task brings what was piloted to all; other things are 推广 too."""
    name = task.name or ""
    if task.kind is WorkKind.ROLLOUT:
        return not _OTHER_THING.search(name)
    return task.kind in (WorkKind.OTHER, None) and bool(_ROLLOUT.search(name))


_OTHER_THING = late("公众号|程序|[Aa][Pp][Pp]|知识|课件|教材|产品|热线|标识")
_ROLLOUT = late(
    "(?:推广|推开|铺开|复制)[^，。；]{0,8}(?:试点|经验|做法|模式|成果)"
    "|(?:全面|全[县区域镇街乡市]|面上)[^，。；]{0,4}(?:推广|推开|铺开)"
    "|(?:试点|经验|做法|模式|成果)[^，。；]{0,6}(?:推广|推开|铺开)"
)


@rule("SCH010", Severity.INFO, level=Level.REVIEW, basis="惯例：方案经集体审议印发后实施")
def missing_or_late_adoption(context: Context) -> Iterator[Finding]:
    """没有安排方案的审议印发，或者它不是第一项工作。

    方案要经会议审议、正式印发，其他工作才有依据。应当有一项类型为“审议印发”的任务，放在第一个阶段，
    完成时限不晚于其他任务。方案已经批准，或者“审批”里已经写了的，不再要求这项任务。

    ```yaml
    工作任务:
      - {编号: 甲, 名称: 召开动员会, 类型: 动员, 完成时限: 2026-01}
      - {编号: 乙, 名称: 审议并印发方案, 类型: 审议印发, 完成时限: 2026-03}  # <- SCH010
    ```

    ```yaml
    工作任务:
      - {编号: 甲, 名称: 审议并印发方案, 类型: 审议印发, 完成时限: 2026-01}
      - {编号: 乙, 名称: 召开动员会, 类型: 动员, 完成时限: 2026-03}
    ```
    """
    plan = context.plan
    if not plan.tasks or not all(task.sure("kind", "due") for task in plan.tasks):
        return
    adoption = next((task for task in plan.tasks if is_kind(task, WorkKind.ADOPTION)), None)
    if adoption is None:
        overview = plan.overview
        done = overview is not None and (
            overview.status is Status.APPROVED or overview.has("approvals")
        )
        if done or not plan.asks_for("stages") or not plan.sure("overview"):
            return
        yield Finding(
            plan.at("tasks"),
            "工作任务里没有方案的审议印发。",
            "在第一阶段增加一项类型为“审议印发”的任务。",
            on_key=True,
        )
        return
    earlier = next(
        (
            task
            for task in plan.tasks
            if task.due
            and adoption.due
            and task.due.last < adoption.due.last
            and task is not adoption
        ),
        None,
    )
    if earlier is not None and earlier.due is not None and adoption.due is not None:
        yield Finding(
            adoption.at("due"),
            f"方案{adoption.due.name()}审议印发，{called(earlier, '任务')}"
            f"却在{earlier.due.name()}就要完成。",
            f"把审议印发安排在{earlier.due.name()}以前，或者推迟其他任务。",
            related=((earlier.at("due"), "更早到期的任务"),),
        )
        return
    opening = plan.stages[0] if plan.stages else None
    later = next(
        (stage for stage in plan.stages[1:] if stage.id and stage.id == adoption.stage), None
    )
    if opening is not None and later is not None:
        yield Finding(
            adoption.at("stage"),
            f"方案的审议印发放在{called(later, '阶段')}，不在第一个{called(opening, '阶段')}。",
            f"把它的阶段改成“{opening.id}”。" if opening.id else "把它放进第一个阶段。",
            related=((opening.where, "第一个阶段"),),
        )


@rule("SCH018", Severity.WARNING, level=Level.REVIEW, basis="惯例：批准以后实施")
def overdue_before_approval(context: Context) -> Iterator[Finding]:
    """方案还没有批准，时限已经过了。

    方案的状态还是草稿、送审，其中有的任务到今天已经过了完成时限：批准下来就是逾期。整个实施期限都已经过去
    的，只在“起止”处报告一次。已批准的方案，任务完成没有要看进度台账，这里不查。“今天”是检查的那一天，可以
    用 --today 另定；下面的例子以2026年7月1日为今天。

    ```yaml
    方案: {状态: 送审, 起止: 2026-01..2027-12}
    工作任务:
      - {编号: 甲, 名称: 印发方案, 完成时限: 2026-06}  # <- SCH018
      - {编号: 乙, 名称: 全员培训, 完成时限: 2026-09}
    ```

    ```yaml
    方案: {状态: 送审, 起止: 2026-07..2028-06}
    工作任务:
      - {编号: 甲, 名称: 印发方案, 完成时限: 2026-07}
      - {编号: 乙, 名称: 全员培训, 完成时限: 2026-09}
    ```
    """
    plan = context.plan
    today = context.today
    if today is None:
        return
    overview = plan.overview
    if overview is None or overview.status not in (Status.DRAFT, Status.REVIEW):
        return
    reason = f"方案还没有批准（状态是{overview.status}）"
    if plan.period is not None and plan.period.end < today:
        yield Finding(
            overview.at("period"),
            f"{reason}，实施期限{plan.period.words()}已经过去。",
            "重新确定起止和各项时限；方案已经批准的，把“状态”改成已批准。",
            related=((overview.at("status"), "状态"),),
        )
        return
    late = [task for task in plan.tasks if task.due is not None and task.due.last < today]
    if late:
        first = late[0]
        several = f"{listed(late, _MAX_NAMED)}{len(late)}项任务的完成时限"
        one = f"{called(first, '任务')}的完成时限{first.due.name() if first.due else ''}"
        yield Finding(
            first.at("due"),
            f"{reason}，{several if late[1:] else one}已经过了。",
            "没有完成的，改到批准以后；已经完成的，写进“工作基础”；"
            "方案已经批准的，把“状态”改成已批准。",
            related=tuple((task.at("due"), "时限也已经过了") for task in late[1:_MAX_NAMED]),
        )


_MAX_NAMED = 3
"""Overdue tasks named in one finding; the others are only counted."""
