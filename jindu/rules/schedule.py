"""Time: the horizon, the stages, the order of the work, and what has to come again."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from itertools import pairwise

from jindu.analysis.cycle import read_cycle
from jindu.analysis.horizon import misdated, outside, span
from jindu.analysis.naming import called, listed
from jindu.diagnostic import Finding, Level, Severity, rule
from jindu.norms import Norm
from jindu.plan import Milestone, Pilot, Plan, Stage, Status, Work
from jindu.units import Date, Period, say_day, shift_months
from jindu.vocabulary import Thing


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
                f"{called(milestone, '任务')}的开始时间{start.name()}晚于完成时限{due.name()}。",
                f"把开始时间改到{due.name()}以前，或者推迟完成时限。",
                related=((milestone.at("due"), "完成时限"),),
            )


@rule("SCH002", Severity.ERROR, level=Level.DRAFT, basis="方案自身的一致性")
def outside_plan(plan: Plan) -> Iterator[Finding]:
    """时间超出方案的起止。

    任务、阶段、试点、指标和经常性工作的时间，都应当在方案的实施期限之内。写到月或年的，
    只要与实施期限有重合就不算超出。评估时间、平台上线日期在实施期限之后的，作为警告。大部分任务都在
    实施期限之外的，多半是方案的起止写错了，只在起止处报告一次。

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
    if misdated(plan) is not None:
        yield from _misdated(plan, period)
        return
    place = plan.overview.at("period")
    for thing, attribute, kind, first, last in outside(plan, period):
        yield Finding(
            thing.at(attribute),
            f"{called(thing, kind)}的时间{Period(first, last).words()}"
            f"超出方案的实施期限{period.words()}。",
            "改正时间，或者调整方案的起止。",
            related=((place, "方案的起止"),),
        )
    yield from _too_late(plan, period)


def _misdated(plan: Plan, period: Period) -> Iterator[Finding]:
    found, whole = misdated(plan), span(plan)
    if found is None or plan.overview is None:
        return
    told = whole.words() if whole else ""
    yield Finding(
        plan.overview.at("period"),
        f"方案的实施期限是{period.words()}，{'、'.join(found.told)}在它之外"
        + (f"；任务和阶段的时间是{told}。" if told else "。"),
        f"核对起止；任务和阶段没有写错的，把起止改成 {whole}。" if whole else "核对起止的年份。",
        related=tuple(
            (milestone.at("due"), f"在它之外的{word}一项任务")
            for milestone, word in ((found.first, "第"), (found.last, "最后"))
            if milestone is not None
        ),
        right=str(whole) if whole and whole != period else None,
        sure=False,
    )


def _too_late(plan: Plan, period: Period) -> Iterator[Finding]:
    """What is there only when the plan is over."""
    reviews = plan.evaluation.reviews if plan.evaluation else ()
    times: list[tuple[Thing, str, str, Date | None]] = [
        (review, "date", called(review, "评估"), review.date) for review in reviews
    ]
    if plan.platform is not None:
        times.append((plan.platform, "launch", called(plan.platform, "平台"), plan.platform.launch))
    for thing, attribute, name, day in times:
        if day is not None and day.first > period.end and plan.overview is not None:
            yield Finding(
                thing.at(attribute),
                f"{name}安排在{day.name()}，方案到{say_day(period.end)}就结束了，结果用不上。",
                f"提前到{say_day(period.end)}以前，或者调整方案的起止。",
                related=((plan.overview.at("period"), "方案的起止"),),
                severity=Severity.WARNING,
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
    months -= shift_months(period.start, months) > after
    rest = (after - shift_months(period.start, months)).days
    if (months, rest) > (most.value, 0):
        long = f"{months}个月零{rest}天" if rest else f"{months}个月"
        latest = shift_months(period.start, most.value) - timedelta(1)
        yield Finding(
            plan.overview.at("period"),
            f"实施期限{period.words()}，共{long}，超过{most.value}个月。",
            f"缩短到{say_day(latest)}以前结束；本地另有规定的，在 jindu.toml 里改“{most.name}”。",
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
        if (then.start - first.end).days != 1:
            yield _not_joined(before, first, after, then)
    period = plan.period
    if period is None or not staged or len(staged) < len(plan.stages) or misdated(plan):
        return
    (head, first), (tail, last) = staged[0], staged[-1]
    for stage, edge, mine, whole in (
        (head, "开始", first.start, period.start),
        (tail, "结束", last.end, period.end),
    ):
        off = (mine - whole).days * (1 if edge == "开始" else -1)
        if off > 0:
            yield Finding(
                stage.at("period"),
                f"{called(stage, '阶段')}{say_day(mine)}{edge}，方案{say_day(whole)}{edge}，"
                f"有{off}天不属于任何阶段。",
                f"各阶段合起来应当覆盖整个实施期限：{edge}时间改成{say_day(whole)}。",
                severity=Severity.WARNING,
            )


def _not_joined(before: Stage, first: Period, after: Stage, then: Period) -> Finding:
    """Two stages that overlap, are in the wrong order, or leave a gap."""
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
        right=right,
        sure=False,
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
                f"{called(milestone, '任务')}的完成时限{milestone.due.name()}"
                f"不在{called(stage, '阶段')}（{stage.period.words()}）之内。",
                _other_stage(plan, milestone.due.last)
                or f"完成时限改到{stage.period.words()}之内，或者改正所属阶段。",
                related=((stage.at("period"), "阶段的起止"),),
            )


def _other_stage(plan: Plan, day: date) -> str:
    """The tip that names the stage a day falls into, empty where there is none."""
    for stage in plan.stages:
        if stage.period is not None and stage.period.contains(day) and stage.id:
            return f"把所属阶段改成“{stage.id}”，或者改正完成时限。"
    return ""


@rule(
    "SCH006",
    Severity.ERROR,
    level=Level.REVIEW,
    basis="方案自身的要求：明确时间节点，任务有时限、阶段有起止",
)
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
                f"{called(stage, '阶段')}没有起止时间。",
                "写上起止，如 起止: 2026-01..2026-06。",
            )
    for milestone in plan.milestones:
        if milestone.lacks("due"):
            yield Finding(
                milestone.where,
                f"{called(milestone, '任务')}没有完成时限。",
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
    if period is None or plan.overview is None or not plan.milestones or misdated(plan):
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
        late = [
            (before.due, place, before)
            for place, ref in enumerate(milestone.after)
            if (before := plan.milestone(ref)) and before.due and before.due.last > begin.last
        ]
        if late:
            end, place, _ = max(late, key=lambda entry: entry[0].last)
            what = "开始" if milestone.start else "完成"
            several = "最晚" if len(late) > 1 else ""
            yield Finding(
                milestone.at("after", place),
                f"{called(milestone, '任务')}{begin.name()}{what}，它的前置任务"
                f"{listed([before for _, _, before in late])}{several}到{end.name()}才完成。",
                f"把这项任务推迟到{end.name()}以后，或者把前置任务提前到{begin.name()}以前。",
                related=tuple((before.at("due"), "前置任务的完成时限") for _, _, before in late),
            )


@rule(
    "SCH009",
    Severity.ERROR,
    level=Level.REVIEW,
    basis="方案自身的要求：先试点、经评估后再推广",
)
def rollout_before_pilot_review(plan: Plan) -> Iterator[Finding]:
    """推广早于试点评估，或者没有安排试点评估。

    试点没有评估就推广，经验是否可复制无从判断。试点评估看“试点”的“评估”和类型为“试点评估”的任务，
    推广看“试点”的“推广”和类型为“推广”的任务。推广的开始时间（没有写开始的，看完成时限）应当不早于
    试点评估的完成时限；试点评估可以在试点的最后一个月里作，比这还早的是警告。

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
    pilot = plan.pilot
    if (pilot is not None and not pilot.sure("review", "rollout")) or not _is_piloted(plan):
        return
    reviews, rollouts = _reviews(plan), _rollouts(plan)
    dues = [(m.due, m) for m in reviews if m.due is not None]
    if not dues:
        if rollouts and all(m.lacks("due") for m in reviews):
            yield _no_review(pilot, reviews, rollouts)
        return
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


def _no_review(pilot: Pilot | None, reviews: list[Milestone], rollouts: list[Milestone]) -> Finding:
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
        related=tuple((m.where, "推广任务") for m in rollouts[:1]),
    )


def _is_piloted(plan: Plan) -> bool:
    return plan.pilot is not None or any(plan.work_of(Work.PILOT, Work.PILOT_REVIEW))


def _reviews(plan: Plan) -> list[Milestone]:
    """What reviews the pilot: the milestone it names, else those of that kind."""
    named = plan.milestone(plan.pilot.review) if plan.pilot else None
    return [named] if named is not None else list(plan.work_of(Work.PILOT_REVIEW))


def _rollouts(plan: Plan) -> list[Milestone]:
    named = set(plan.pilot.rollout) if plan.pilot else set()
    return [m for m in plan.milestones if m.kind is Work.ROLLOUT or m.id in named]


@rule("SCH010", Severity.WARNING, level=Level.REVIEW, basis="惯例：方案经集体审议印发后实施")
def adoption_not_first(plan: Plan) -> Iterator[Finding]:
    """没有安排方案的审议印发，或者它不是第一项工作。

    方案要经会议审议、正式印发，其他工作才有依据。应当有一项类型为“审议印发”的任务，放在第一个阶段，
    完成时限不晚于其他任务。

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
            f"方案{adoption.due.name()}审议印发，{called(earlier, '任务')}"
            f"却在{earlier.due.name()}就要完成。",
            f"把审议印发安排在{earlier.due.name()}以前，或者推迟其他任务。",
            related=((earlier.at("due"), "更早到期的任务"),),
        )
        return
    opening = plan.stages[0] if plan.stages else None
    later = next((s for s in plan.stages[1:] if s.id and s.id == adoption.stage), None)
    if opening is not None and later is not None:
        yield Finding(
            adoption.at("stage"),
            f"方案的审议印发放在{called(later, '阶段')}，不在第一个{called(opening, '阶段')}。",
            f"把它的阶段改成“{opening.id}”。" if opening.id else "把它放进第一个阶段。",
            related=((opening.where, "第一个阶段"),),
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
        if plan.milestones and plan.sure("recurring"):
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
            written = f"的频次“{item.frequency}”不明确" if item.frequency else "没有写频次"
            yield Finding(
                item.at("frequency"),
                f"{called(item, '经常性工作')}{written}。",
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
            f"“回头看”没有延续到{called(last, '阶段')}，"
            f"那个阶段从{say_day(last.period.start)}开始。",
            f"把它的起止延长到{say_day(last.period.end)}，或者在最后阶段安排一次“回头看”。",
            related=((last.at("period"), "最后阶段的起止"),),
        )


@rule("SCH018", Severity.WARNING, level=Level.REVIEW, basis="惯例：批准以后实施", dated=True)
def late_before_approval(plan: Plan, today: date) -> Iterator[Finding]:
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
    overview = plan.overview
    if overview is None or overview.status not in (Status.DRAFT, Status.REVIEW):
        return
    told = f"方案还没有批准（状态是{overview.status}）"
    if plan.period is not None and plan.period.end < today:
        yield Finding(
            overview.at("period"),
            f"{told}，实施期限{plan.period.words()}已经过去。",
            "重新确定起止和各项时限；方案已经批准的，把“状态”改成已批准。",
            related=((overview.at("status"), "状态"),),
        )
        return
    late = [m for m in plan.milestones if m.due is not None and m.due.last < today]
    if late:
        first = late[0]
        several = f"{listed(late, _NAMED)}{len(late)}项任务的完成时限"
        one = f"{called(first, '任务')}的完成时限{first.due.name() if first.due else ''}"
        yield Finding(
            first.at("due"),
            f"{told}，{several if late[1:] else one}已经过了。",
            "没有完成的，改到批准以后；已经完成的，写进“工作基础”；"
            "方案已经批准的，把“状态”改成已批准。",
            related=tuple((m.at("due"), "时限也已经过了") for m in late[1:_NAMED]),
        )


_NAMED = 3
"""So many late tasks are named, the others counted."""

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
    late_before_approval,
    no_joint_meeting,
    no_look_back,
)
