"""Time: the horizon, the stages, the order of the work, and what has to come again."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from itertools import pairwise

from jindu.analysis.cycle import read_cycle
from jindu.diagnostic import Finding, Level, Severity, rule
from jindu.norms import Norm
from jindu.plan import Milestone, Plan, Work
from jindu.units import Date, Period
from jindu.vocabulary import Thing


def _told(day: date) -> str:
    return f"{day.year}年{day.month}月{day.day}日"


@rule("SCH001", Severity.ERROR, level=Level.DRAFT, basis="方案自身的一致性")
def start_after_due(plan: Plan) -> Iterator[Finding]:
    """日期读不出来，或者开始晚于完成。

    日期写到日、月、季度或年，年份写四位数，并且是日历上有的日子；期间的终点不早于起点，
    任务的开始时间不晚于完成时限。

    ```yaml
    工作任务:
      - {编号: 任务一, 名称: 印发方案, 完成时限: 2026-02-30}  # <- SCH001
      - {编号: 任务二, 名称: 组织培训, 开始: 2026-09, 完成时限: 2026-06}  # <- SCH001
    ```

    ```yaml
    工作任务:
      - {编号: 任务一, 名称: 印发方案, 完成时限: 2026-02-28}
      - {编号: 任务二, 名称: 组织培训, 开始: 2026-06, 完成时限: 2026-09}
    ```
    """
    for milestone in plan.milestones:
        start, due = milestone.start, milestone.due
        if start is not None and due is not None and start.first > due.last:
            yield Finding(
                milestone.at("start"),
                f"“{milestone.name or milestone.id}”的开始时间{start.name()}"
                f"晚于完成时限{due.name()}。",
                "改正开始时间或者完成时限。",
                related=((milestone.at("due"), "完成时限"),),
            )


def _dated(plan: Plan) -> Iterator[tuple[Thing, str, str, date, date]]:
    """Everything with a date that belongs inside the plan: thing, attribute, name, first, last."""
    for milestone in plan.milestones:
        for attribute in ("start", "due"):
            day: Date | None = getattr(milestone, attribute)
            if day is not None:
                name = f"任务“{milestone.name or milestone.id}”"
                yield milestone, attribute, name, day.first, day.last
    for indicator in plan.indicators:
        if indicator.due is not None:
            name = f"指标“{indicator.name or indicator.id}”"
            yield indicator, "due", name, indicator.due.first, indicator.due.last
    spans: list[tuple[Thing, str, Period | None]] = [
        (stage, f"阶段“{stage.name or stage.id}”", stage.period) for stage in plan.stages
    ]
    spans += [(r, f"经常性工作“{r.name or r.id}”", r.period) for r in plan.recurring]
    if plan.pilot is not None:
        spans.append((plan.pilot, "试点", plan.pilot.period))
    for thing, name, period in spans:
        if period is not None:
            yield thing, "period", name, period.start, period.end


@rule("SCH002", Severity.ERROR, level=Level.DRAFT, basis="方案自身的一致性")
def outside_plan(plan: Plan) -> Iterator[Finding]:
    """时间超出方案的起止。

    任务、阶段、试点、指标和经常性工作的时间，都应当在方案的实施期限之内。写到月或年的，
    只要与实施期限有重合就不算超出。

    ```yaml
    方案: {起止: 2026-01..2028-12}
    工作任务:
      - {编号: 任务一, 名称: 总结验收, 完成时限: 2029-03}  # <- SCH002
    ```

    ```yaml
    方案: {起止: 2026-01..2028-12}
    工作任务:
      - {编号: 任务一, 名称: 总结验收, 完成时限: 2028-12}
    ```
    """
    period = plan.period
    if period is None or plan.overview is None:
        return
    for thing, attribute, name, first, last in _dated(plan):
        is_span = attribute == "period"
        outside = (
            not (period.start <= first and last <= period.end)
            if is_span
            else last < period.start or first > period.end
        )
        if outside:
            yield Finding(
                thing.at(attribute),
                f"{name}的时间超出方案的实施期限{period.words()}。",
                "改正时间，或者调整方案的起止。",
                related=((plan.overview.at("period"), "方案的起止"),),
            )


@rule(
    "SCH003",
    Severity.WARNING,
    level=Level.REVIEW,
    basis="惯例：创建期限一般不超过三年",
    norms=("实施期限上限",),
)
def horizon_too_long(plan: Plan, most: Norm) -> Iterator[Finding]:
    """实施期限过长。

    创建方案一般以三年为限。期限过长，指标和预算都难以落实；更长远的工作可以另订规划。

    ```yaml
    方案:
      起止: 2026-01..2029-12  # <- SCH003
    ```

    ```yaml
    方案:
      起止: 2026-01..2028-12
    ```
    """
    period = plan.period
    if period is None or plan.overview is None:
        return
    after = period.end + timedelta(1)
    months = (after.year - period.start.year) * 12 + after.month - period.start.month
    if months > most.value or (months == most.value and after.day > period.start.day):
        yield Finding(
            plan.overview.at("period"),
            f"实施期限{period.words()}约{months}个月，超过{most.value}个月。",
            f"缩短到{most.value}个月以内，或者在地区配置里调整“{most.name}”。",
        )


@rule("SCH004", Severity.ERROR, level=Level.REVIEW, basis="方案自身的一致性")
def stages_out_of_order(plan: Plan) -> Iterator[Finding]:
    """阶段重叠、倒序或者不衔接。

    阶段按先后排列，首尾相接：重叠或倒序是错误；中间有空档，或者首尾没有覆盖整个实施期限，
    是警告。

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
    staged = [(stage, stage.period) for stage in plan.stages if stage.period is not None]
    for (before, first), (after, then) in pairwise(staged):
        gap = (then.start - first.end).days - 1
        if gap == 0:
            continue
        names = f"“{before.name or before.id}”和“{after.name or after.id}”"
        yield Finding(
            after.at("period"),
            f"阶段{names}重叠或者次序颠倒：前者到{_told(first.end)}，后者从{_told(then.start)}开始。"
            if gap < 0
            else f"阶段{names}之间空了{gap}天。",
            "让后一阶段从前一阶段结束的次日开始。",
            related=((before.at("period"), "前一阶段的起止"),),
            severity=None if gap < 0 else Severity.WARNING,
        )
    period = plan.period
    if period is None or not staged or len(staged) < len(plan.stages):
        return
    (head, first), (tail, last) = staged[0], staged[-1]
    for stage, off, edge in (
        (head, first.start > period.start, "开始"),
        (tail, last.end < period.end, "结束"),
    ):
        if off:
            yield Finding(
                stage.at("period"),
                f"阶段“{stage.name or stage.id}”的{edge}时间没有与方案的{edge}时间对齐，"
                f"方案的实施期限是{period.words()}。",
                "各阶段合起来应当覆盖整个实施期限。",
                severity=Severity.WARNING,
            )


@rule("SCH005", Severity.ERROR, level=Level.REVIEW, basis="方案自身的一致性")
def due_outside_stage(plan: Plan) -> Iterator[Finding]:
    """任务的完成时限不在所属阶段之内。

    任务归入哪个阶段，就应当在那个阶段内完成。跨阶段的工作拆成几项，或者列为经常性工作。

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
    stages = {stage.id: stage for stage in plan.stages}
    for milestone in plan.milestones:
        stage = stages.get(milestone.stage) if milestone.stage else None
        if stage is None or stage.period is None or milestone.due is None:
            continue
        if not stage.period.contains(milestone.due.last):
            yield Finding(
                milestone.at("due"),
                f"“{milestone.name or milestone.id}”的完成时限{milestone.due.name()}"
                f"不在阶段“{stage.name or stage.id}”（{stage.period.words()}）之内。",
                "改正完成时限或者所属阶段。",
                related=((stage.at("period"), "阶段的起止"),),
            )


@rule("SCH006", Severity.ERROR, level=Level.REVIEW, basis="惯例：任务有时限，阶段有起止")
def date_missing(plan: Plan) -> Iterator[Finding]:
    """任务没有完成时限，或者阶段没有起止时间。

    没有时限的任务无法督办，没有起止的阶段排不出时间表。

    ```yaml
    实施阶段:
      - {编号: 阶段一, 名称: 宣传发动}  # <- SCH006
    工作任务:
      - {编号: 任务一, 名称: 召开动员会}  # <- SCH006
    ```

    ```yaml
    实施阶段:
      - {编号: 阶段一, 名称: 宣传发动, 起止: 2026-01..2026-06}
    工作任务:
      - {编号: 任务一, 名称: 召开动员会, 完成时限: 2026-02-06}
    ```
    """
    for stage in plan.stages:
        if stage.lacks("period"):
            yield Finding(
                stage.where,
                f"阶段“{stage.name or stage.id or ''}”没有起止时间。",
                "写上起止，如 起止: 2026-01..2026-06。",
            )
    for milestone in plan.milestones:
        if milestone.lacks("due"):
            yield Finding(
                milestone.where,
                f"任务“{milestone.name or milestone.id or ''}”没有完成时限。",
                "写上完成时限，到月或日，如 完成时限: 2026-06。",
            )


@rule("SCH007", Severity.WARNING, level=Level.REVIEW, basis="惯例：分年度明确目标任务")
def empty_year(plan: Plan) -> Iterator[Finding]:
    """有的年度没有任务也没有目标。

    实施期限内的每个自然年度，至少有一项任务到期或者一个年度目标；起止在年中、当年不足
    六个月的年度不作要求。

    ```yaml
    方案:
      起止: 2026-01..2028-12  # <- SCH007
    工作任务:
      - {编号: 任务一, 名称: 印发方案, 完成时限: 2026-01}
      - {编号: 任务二, 名称: 总结验收, 完成时限: 2028-12}
    ```

    ```yaml
    方案:
      起止: 2026-01..2028-12
    工作任务:
      - {编号: 任务一, 名称: 印发方案, 完成时限: 2026-01}
      - {编号: 任务二, 名称: 中期评估, 完成时限: 2027-06}
      - {编号: 任务三, 名称: 总结验收, 完成时限: 2028-12}
    ```
    """
    period = plan.period
    if period is None or plan.overview is None or not plan.milestones:
        return
    if not all(m.sure("due") for m in plan.milestones):
        return
    busy = {m.due.last.year for m in plan.milestones if m.due is not None}
    busy.update(year for indicator in plan.indicators for year in indicator.year_targets)
    for year in period.years():
        first = max(period.start, date(year, 1, 1))
        last = min(period.end, date(year, 12, 31))
        if year not in busy and (last - first).days >= 180:
            yield Finding(
                plan.overview.at("period"),
                f"{year}年没有到期的任务，也没有年度目标。",
                f"为{year}年安排任务，或者在指标的“年度目标”里写上{year}年的值。",
            )


@rule("SCH008", Severity.ERROR, level=Level.DRAFT, basis="方案自身的一致性")
def before_its_predecessor(plan: Plan) -> Iterator[Finding]:
    """前置任务还没完成，后续任务已经开始。

    前置任务的完成时限应当不晚于后续任务的开始时间；后续任务没有写开始的，应当不晚于它的
    完成时限。

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
    for milestone in plan.milestones:
        begin = milestone.start or milestone.due
        if begin is None:
            continue
        for place, ref in enumerate(milestone.after):
            before = plan.milestone(ref)
            if before is not None and before.due is not None and before.due.last > begin.last:
                what = "开始" if milestone.start else "完成"
                yield Finding(
                    milestone.at("after", place),
                    f"“{milestone.name or ref}”{begin.name()}{what}，它的前置任务"
                    f"“{before.name or ref}”到{before.due.name()}才完成。",
                    "推迟这项任务，或者提前前置任务。",
                    related=((before.at("due"), "前置任务的完成时限"),),
                )


@rule("SCH009", Severity.ERROR, level=Level.REVIEW, basis="惯例：先试点、经评估后再推广")
def rollout_before_pilot_review(plan: Plan) -> Iterator[Finding]:
    """推广早于试点评估，或者没有安排试点评估。

    试点没有评估就推广，经验是否可复制无从判断。推广任务（“试点”里列出的，以及类型为“推广”的）
    的开始时间（没有写开始的，看完成时限）应当不早于试点评估任务的完成时限。

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
    试点: {试点范围: 梧桐社区, 评估: 评估, 推广: 推广}
    ```
    """
    pilot = plan.pilot
    rollouts = _rollouts(plan)
    if pilot is None or not rollouts or not pilot.sure("review", "rollout"):
        return
    review = plan.milestone(pilot.review)
    if review is None or review.due is None:
        if pilot.lacks("review") or (review is not None and review.lacks("due")):
            yield Finding(
                pilot.at("review"),
                "安排了试点和推广，但没有注明时间的试点评估。",
                "增加一项类型为“试点评估”的任务并写明完成时限，在“试点”的“评估”里写它的编号。",
                on_key=True,
                related=tuple((m.where, "推广任务") for m in rollouts[:1]),
            )
        return
    for rollout in rollouts:
        begin = rollout.start or rollout.due
        if begin is not None and begin.last < review.due.last:
            yield Finding(
                rollout.at("start" if rollout.start else "due"),
                f"推广任务“{rollout.name or rollout.id}”的时间{begin.name()}早于"
                f"试点评估“{review.name or review.id}”的完成时限{review.due.name()}。",
                "把推广移到试点评估完成之后，或者提前试点评估。",
                related=((review.at("due"), "试点评估的完成时限"),),
            )


def _rollouts(plan: Plan) -> list[Milestone]:
    named = set(plan.pilot.rollout) if plan.pilot else set()
    return [m for m in plan.milestones if m.kind is Work.ROLLOUT or m.id in named]


@rule("SCH010", Severity.WARNING, level=Level.REVIEW, basis="惯例：方案经集体审议印发后实施")
def adoption_not_first(plan: Plan) -> Iterator[Finding]:
    """没有安排方案的审议印发，或者它不是第一项工作。

    方案要经会议审议、正式印发，其他工作才有依据。应当有一项类型为“审议印发”的任务，完成
    时限不晚于其他任务。

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
    if not plan.milestones or not all(m.sure("kind", "due") for m in plan.milestones):
        return
    adoption = next(plan.work_of(Work.ADOPTION), None)
    if adoption is None:
        yield Finding(
            plan.at("milestones"),
            "工作任务里没有方案的审议印发。",
            "在第一阶段增加一项类型为“审议印发”的任务。",
            on_key=True,
        )
        return
    earlier = next(
        (
            m
            for m in plan.milestones
            if m.due and adoption.due and m.due.last < adoption.due.last and m is not adoption
        ),
        None,
    )
    if earlier is not None and earlier.due is not None and adoption.due is not None:
        yield Finding(
            adoption.at("due"),
            f"方案{adoption.due.name()}审议印发，任务“{earlier.name or earlier.id}”"
            f"却在{earlier.due.name()}就要完成。",
            "把审议印发安排在其他任务之前。",
            related=((earlier.at("due"), "更早到期的任务"),),
        )


@rule("SCH011", Severity.WARNING, level=Level.REVIEW, basis="惯例：联席会议定期召开")
def no_joint_meeting(plan: Plan) -> Iterator[Finding]:
    """没有联席会议，或者没有写清多久一次。

    部门协作靠定期的联席会议。经常性工作里应当有类型为“联席会议”的一项；每项经常性工作都
    要写频次，如每月、每季度、每半年、每年、每年6月。

    ```yaml
    经常性工作:
      - {编号: 例会, 名称: 部门联席会议, 类型: 联席会议, 频次: 定期}  # <- SCH011
    ```

    ```yaml
    经常性工作:
      - {编号: 例会, 名称: 部门联席会议, 类型: 联席会议, 频次: 每季度}
    ```
    """
    if not plan.recurring:
        if plan.milestones:
            yield Finding(
                plan.at("recurring"),
                "方案没有经常性工作，联席会议制度没有落实。",
                "补上“经常性工作”一节，至少写明联席会议和它的频次。",
            )
        return
    if (
        plan.sure("recurring")
        and all(r.sure("kind") for r in plan.recurring)
        and not any(r.kind is Work.JOINT_MEETING for r in plan.recurring)
    ):
        yield Finding(
            plan.at("recurring"),
            "经常性工作里没有联席会议。",
            "增加一项类型为“联席会议”的经常性工作，写明频次和牵头单位。",
            on_key=True,
        )
    for item in plan.recurring:
        if read_cycle(item.frequency or "") is None:
            written = f"频次“{item.frequency}”不明确" if item.frequency else "没有写频次"
            yield Finding(
                item.at("frequency"),
                f"经常性工作“{item.name or item.id}”{written}。",
                "写成每月、每季度、每半年、每年或者每年6月。",
            )


@rule("SCH012", Severity.WARNING, level=Level.REVIEW, basis="惯例：巩固提升阶段开展“回头看”")
def no_look_back(plan: Plan) -> Iterator[Finding]:
    """没有安排“回头看”。

    巩固提升要靠“回头看”防止反弹：经常性工作里有类型为“回头看”的一项，它的起止（不写即整个
    方案期）要延续到最后一个阶段；或者最后阶段有一项这样的任务。两者都没有，或者只有一次性
    的任务而没有定期安排，都会提醒。

    ```yaml
    经常性工作:  # <- SCH012
      - {编号: 例会, 名称: 部门联席会议, 类型: 联席会议, 频次: 每季度}
    ```

    ```yaml
    经常性工作:
      - {编号: 例会, 名称: 部门联席会议, 类型: 联席会议, 频次: 每季度}
      - {编号: 复查, 名称: 创建工作“回头看”, 类型: 回头看, 频次: 每年}
    ```
    """
    if not plan.recurring or not all(r.sure("kind") for r in plan.recurring):
        return
    back = [r for r in plan.recurring if r.kind is Work.LOOK_BACK]
    if not back:
        yield Finding(
            plan.at("recurring"),
            "经常性工作里没有定期的“回头看”。",
            "增加一项类型为“回头看”的经常性工作，如每年一次。",
            on_key=True,
        )
        return
    last = plan.stages[-1] if plan.stages else None
    if last is None or last.period is None:
        return
    reached = any(r.period is None or r.period.end >= last.period.start for r in back)
    planned = any(m.stage == last.id for m in plan.work_of(Work.LOOK_BACK))
    if not reached and not planned:
        yield Finding(
            back[0].at("period"),
            f"“回头看”没有延续到“{last.name or last.id}”阶段。",
            "延长它的起止，或者在最后阶段安排一次“回头看”。",
            related=((last.at("period"), "最后阶段的起止"),),
        )


RULES = (
    start_after_due,
    outside_plan,
    horizon_too_long,
    stages_out_of_order,
    due_outside_stage,
    date_missing,
    empty_year,
    before_its_predecessor,
    rollout_before_pilot_review,
    adoption_not_first,
    no_joint_meeting,
    no_look_back,
)
