"""Dates and the period of the plan."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from jindu.analysis.period import misdated, outside, span
from jindu.language.naming import called
from jindu.model.choices import Genre
from jindu.model.context import Context
from jindu.model.diagnostic import Finding, Level, Severity
from jindu.model.fields import Entity
from jindu.model.plan import Plan, RecurringWork, Task
from jindu.model.rule import rule
from jindu.rules.absence import lacking
from jindu.rules.bases import BRANCH_REGULATIONS, CONSISTENCY
from jindu.units import Date, Period, say_day, shift_months
from jindu.units.patterns import late


@rule("SCH001", Severity.ERROR, level=Level.DRAFT, basis=CONSISTENCY)
def start_after_due(context: Context) -> Iterator[Finding]:
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
    plan = context.plan
    for task in plan.tasks:
        start, due = task.start, task.due
        if start is not None and due is not None and start.first > due.last:
            yield Finding(
                task.at("start"),
                f"{called(task, '任务')}的开始时间{start.name()}晚于完成时限{due.name()}。",
                f"把开始时间改到{due.name()}以前，或者推迟完成时限。",
                related=((task.at("due"), "完成时限"),),
            )


@rule("SCH002", Severity.ERROR, level=Level.DRAFT, basis=CONSISTENCY)
def date_outside_plan_period(context: Context) -> Iterator[Finding]:
    """时间超出方案的起止。

    任务、阶段、试点、指标和经常性工作的时间，都应当在方案的实施期限之内。写到月或年的，
    只要与实施期限有重合就不算超出。评估时间、平台上线日期在实施期限之后的，实施期限以后还要继续的经常性
    工作，期满以后几个月内的总结、验收、评估、归档，作为警告。大部分任务都在实施期限之外的，多半是方案的
    起止写错了，只在起止处报告一次。

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
    plan = context.plan
    period = plan.period
    if period is None or plan.overview is None:
        return
    if misdated(plan) is not None:
        yield from _wrong_plan_period(plan, period)
        return
    place = plan.overview.at("period")
    for entity, attribute, kind, first, last in outside(plan, period):
        yield Finding(
            entity.at(attribute),
            f"{called(entity, kind)}的时间{Period(first, last).words()}"
            f"超出方案的实施期限{period.words()}。",
            "改正时间，或者调整方案的起止。",
            related=((place, "方案的起止"),),
            severity=Severity.WARNING if _closes(entity, first, period) else None,
        )
    yield from _after_the_plan(plan, period)


_CLOSING = late("总结|验收|评估|评价|报告|归档|决算|审计|考核|移交|表彰")


def _closes(entity: Entity, first: date, period: Period) -> bool:
    """Whether work outside the period goes on after it, or closes it within three months."""
    if isinstance(entity, RecurringWork):
        return first >= period.start
    if isinstance(entity, Task) and period.end < first <= shift_months(period.end, 3):
        return bool(_CLOSING.search(entity.name or ""))
    return False


def _wrong_plan_period(plan: Plan, period: Period) -> Iterator[Finding]:
    found, whole = misdated(plan), span(plan)
    if found is None or plan.overview is None:
        return
    actual = whole.words() if whole else ""
    yield Finding(
        plan.overview.at("period"),
        f"方案的实施期限是{period.words()}，{'、'.join(found.told)}在它之外"
        + (f"；任务和阶段的时间是{actual}。" if actual else "。"),
        f"核对起止；任务和阶段没有写错的，把起止改成 {whole}。" if whole else "核对起止的年份。",
        related=tuple(
            (task.at("due"), f"在它之外的{word}一项任务")
            for task, word in ((found.first, "第"), (found.last, "最后"))
            if task is not None
        ),
        replacement=str(whole) if whole and whole != period else None,
        safe=False,
    )


def _after_the_plan(plan: Plan, period: Period) -> Iterator[Finding]:
    """Report reviews and a platform launch after the end of the plan."""
    reviews = plan.evaluation.reviews if plan.evaluation else ()
    times: list[tuple[Entity, str, str, Date | None]] = [
        (review, "date", called(review, "评估"), review.date) for review in reviews
    ]
    if plan.platform is not None:
        times.append((plan.platform, "launch", called(plan.platform, "平台"), plan.platform.launch))
    for entity, attribute, name, day in times:
        if day is not None and day.first > period.end and plan.overview is not None:
            yield Finding(
                entity.at(attribute),
                f"{name}安排在{day.name()}，届时方案已经结束（到{say_day(period.end)}为止）。",
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
def plan_period_too_long(context: Context) -> Iterator[Finding]:
    """实施期限过长。

    创建方案一般以三年为限。期限过长，指标和预算都难以落实；更长远的工作可以另订规划，文种是“规划”的
    不检查。

    ```yaml
    方案:
      起止: 2026-01..2029-12  # <- SCH003
    ```

    ```yaml
    方案:
      起止: 2026-01..2028-12
    ```
    """
    plan = context.plan
    limit = context.norms["实施期限上限"]
    period = plan.period
    if period is None or plan.overview is None or plan.genre is Genre.OUTLINE:
        return
    after = period.end + timedelta(1)
    months = (after.year - period.start.year) * 12 + after.month - period.start.month
    months -= shift_months(period.start, months) > after
    rest = (after - shift_months(period.start, months)).days
    if (months, rest) > (limit.value, 0):
        long = f"{months}个月零{rest}天" if rest else f"{months}个月"
        latest = shift_months(period.start, limit.value) - timedelta(1)
        yield Finding(
            plan.overview.at("period"),
            f"实施期限{period.words()}，共{long}，超过{limit.value}个月。",
            f"缩短到{say_day(latest)}以前结束；本地另有规定的，在 jindu.toml 里改“{limit.name}”。",
        )


@rule(
    "SCH006",
    Severity.WARNING,
    level=Level.REVIEW,
    basis="方案自身的要求：明确时间节点，任务有时限、阶段有起止",
)
def missing_date(context: Context) -> Iterator[Finding]:
    """任务没有完成时限，或者阶段没有起止时间。

    没有时限的任务无法督办，没有起止的阶段排不出时间表。长期做的写“长期坚持”“每年12月底前”之类，也是
    时限；按周期反复做的，列入“经常性工作”更合适。

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
    plan = context.plan
    yield from lacking(
        plan.stages, (("period", "起止时间"),), "阶段", "写上起止，如 起止: 2026-01..2026-06。"
    )
    yield from lacking(
        plan.tasks,
        (("due", "完成时限"),),
        "任务",
        "写上完成时限，如 完成时限: 2026-06；长期的工作写“长期坚持”“每年12月底前”等。",
    )


@rule(
    "SCH007",
    Severity.WARNING,
    level=Level.REVIEW,
    basis="惯例：分年度明确目标任务",
    norms=("分年度安排的最少天数",),
)
def year_without_tasks(context: Context) -> Iterator[Finding]:
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
    plan = context.plan
    period = plan.period
    shortest = context.norms["分年度安排的最少天数"].value
    if period is None or plan.overview is None or not plan.tasks or misdated(plan):
        return
    if not all(task.sure("due") for task in plan.tasks):
        return
    busy = {task.due.last.year for task in plan.tasks if task.due is not None}
    busy.update(year for indicator in plan.indicators for year in indicator.year_targets)
    for year in period.years():
        first = max(period.start, date(year, 1, 1))
        last = min(period.end, date(year, 12, 31))
        if year not in busy and (last - first).days >= shortest:
            yield Finding(
                plan.overview.at("period"),
                f"{year}年没有到期的任务，也没有年度目标。",
                f"为{year}年安排任务，或者在指标的“年度目标”里写上{year}年的值。",
            )


@rule("SCH015", Severity.INFO, level=Level.REVIEW, basis=BRANCH_REGULATIONS)
def term_ends_within_plan_period(context: Context) -> Iterator[Finding]:
    """支部委员会在实施期内任期届满，或者开始时已经届满。

    届满要按期换届，分工会变动。责任写到岗位而不写姓名，并安排好交接。

    ```yaml
    方案: {起止: 2026-01..2028-12}
    支部:
      - {编号: 甲, 名称: 柳林街道禁毒党支部, 任期届满日期: 2027-03}  # <- SCH015
    ```

    ```yaml
    方案: {起止: 2026-01..2028-12}
    支部:
      - {编号: 甲, 名称: 柳林街道禁毒党支部, 任期届满日期: 2029-03}
    ```
    """
    plan = context.plan
    if plan.period is None:
        return
    for branch in plan.branches:
        end = branch.term_end
        if end is not None and end.last < plan.period.start:
            yield Finding(
                branch.at("term_end"),
                f"{called(branch, '支部')}的支部委员会{end.name()}任期届满，方案开始时已经届满。",
                "先按期换届，写上新一届的届满日期；日期写错的改正。",
            )
        if end is not None and plan.period.start <= end.last <= plan.period.end:
            yield Finding(
                branch.at("term_end"),
                f"{called(branch, '支部')}的支部委员会{end.name()}任期届满，正在实施期内。",
                "安排按期换届和工作交接，责任写到岗位。",
            )
