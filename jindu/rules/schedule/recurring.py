"""Work that must recur: party days, meetings, look-backs, campaigns."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from jindu.analysis.recurrence import read_recurrence
from jindu.language.naming import called
from jindu.model.choices import BranchForm, WorkKind
from jindu.model.context import Context
from jindu.model.diagnostic import Finding, Level, Severity
from jindu.model.plan import RecurringWork, Task
from jindu.model.rule import rule
from jindu.rules.bases import BRANCH_REGULATIONS
from jindu.rules.schedule.kinds import is_kind
from jindu.units import say_day
from jindu.units.patterns import late


@rule(
    "SCH014",
    Severity.INFO,
    level=Level.REVIEW,
    basis=BRANCH_REGULATIONS,
    norms=("主题党日每年次数",),
)
def missing_monthly_party_day(context: Context) -> Iterator[Finding]:
    """没有安排每月的主题党日。

    主题党日每月一次。经常性工作里应当有一项主题党日（看“类型”，没有写类型的看名称）、频次为每月；一年写
    了十二次以上主题党日任务的也可以。功能型、临时党支部的党员在原支部参加主题党日，不作要求。

    ```yaml
    支部: [{编号: 甲, 名称: 柳林街道禁毒党支部}]
    经常性工作:
      - {编号: 党日, 名称: 禁毒主题党日, 类型: 主题党日, 频次: 每季度}  # <- SCH014
    ```

    ```yaml
    支部: [{编号: 甲, 名称: 柳林街道禁毒党支部}]
    经常性工作:
      - {编号: 党日, 名称: 禁毒主题党日, 类型: 主题党日, 频次: 每月}
    ```
    """
    plan = context.plan
    least = context.norms["主题党日每年次数"].value
    own = [branch for branch in plan.branches if branch.form not in _NOT_OWN]
    if not own or not plan.recurring or not plan.sure("recurring"):
        return
    if any(not item.sure("kind", "frequency") for item in plan.recurring):
        return
    days = [item for item in plan.recurring if is_kind(item, WorkKind.PARTY_DAY)]
    if sum(is_kind(task, WorkKind.PARTY_DAY) for task in plan.tasks) >= least:
        return
    if not days:
        yield Finding(
            plan.at("recurring"),
            "经常性工作里没有主题党日。",
            "增加一项类型为“主题党日”、频次为“每月”的经常性工作。",
            on_key=True,
        )
    for item in days:
        cycle = read_recurrence(item.frequency or "")
        if cycle is None or cycle.yearly < least:
            yield Finding(
                item.at("frequency"),
                f"主题党日的频次是“{item.frequency or '未写'}”，不足每月一次。",
                "改成“每月”。",
            )


_NOT_OWN = (BranchForm.FUNCTIONAL, BranchForm.TEMPORARY)


@rule("SCH011", Severity.INFO, level=Level.REVIEW, basis="惯例：联席会议定期召开")
def missing_joint_meeting(context: Context) -> Iterator[Finding]:
    """没有联席会议，或者经常性工作没有写清多久一次。

    部门协作靠定期的联席会议。经常性工作里应当有一项联席会议（看“类型”，没有写类型的看名称）；每项经常性
    工作都要写频次，如每月、每季度、每半年、每年、每年6月，写成“定期”“不定期”的，是警告。遇事即办的写明
    遇什么事，如“每逢重要节日”。

    ```yaml
    经常性工作:
      - {编号: 例会, 名称: 部门联席会议, 类型: 联席会议, 频次: 定期}  # <- SCH011
    ```

    ```yaml
    经常性工作:
      - {编号: 例会, 名称: 部门联席会议, 类型: 联席会议, 频次: 每季度}
    ```
    """
    plan = context.plan
    if not plan.recurring:
        if plan.tasks and plan.sure("recurring") and plan.asks_for("recurring"):
            yield Finding(
                plan.at("recurring"),
                "方案没有经常性工作：联席会议、主题党日、六月宣传、“回头看”都没有安排。",
                "补上“经常性工作”一节，写明各项的频次和牵头单位。",
            )
        return
    if (
        plan.sure("recurring")
        and plan.asks_for("recurring")
        and all(item.sure("kind") for item in plan.recurring)
        and not any(is_kind(item, WorkKind.JOINT_MEETING) for item in plan.recurring)
    ):
        yield Finding(
            plan.at("recurring"),
            "经常性工作里没有联席会议。",
            "增加一项类型为“联席会议”的经常性工作，写明频次和牵头单位。",
            on_key=True,
        )
    for item in plan.recurring:
        frequency = item.frequency or ""
        if read_recurrence(frequency) is None and not _ON_EVENT.match(frequency):
            written = f"的频次“{frequency}”不明确" if frequency else "没有写频次"
            yield Finding(
                item.at("frequency"),
                f"{called(item, '经常性工作')}{written}。",
                "写成每月、每季度、每半年、每年或者每年6月；遇事即办的写明遇什么事。",
                severity=Severity.WARNING,
            )


_ON_EVENT = late(
    "每?[逢遇]|.{0,6}(?:节假?日|节庆|会议|检查|发生|发现|变动|变化)|根据|必要时|随时|按需|需要时"
)
"""Frequencies of work that an event sets off."""


@rule("SCH012", Severity.INFO, level=Level.REVIEW, basis="惯例：巩固提升阶段开展“回头看”")
def missing_look_back(context: Context) -> Iterator[Finding]:
    """没有安排“回头看”。

    巩固提升要靠“回头看”防止反弹：经常性工作里有一项“回头看”（看“类型”，没有写类型的看名称），它的起止（不写即整个
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
    plan = context.plan
    if not plan.recurring or not all(item.sure("kind") for item in plan.recurring):
        return
    back = [item for item in plan.recurring if is_kind(item, WorkKind.LOOK_BACK)]
    if not back and not plan.asks_for("recurring"):
        return
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
    reached = any(item.period is None or item.period.end >= last.period.start for item in back)
    planned = any(task.stage == last.id for task in plan.tasks_of(WorkKind.LOOK_BACK))
    if not reached and not planned:
        yield Finding(
            back[0].at("period"),
            f"“回头看”没有延续到{called(last, '阶段')}，"
            f"那个阶段从{say_day(last.period.start)}开始。",
            f"把它的起止延长到{say_day(last.period.end)}，或者在最后阶段安排一次“回头看”。",
            related=((last.at("period"), "最后阶段的起止"),),
        )


@rule(
    "SCH013",
    Severity.INFO,
    level=Level.REVIEW,
    basis="惯例：6月开展全民禁毒宣传月活动",
)
def missing_june_campaign(context: Context) -> Iterator[Finding]:
    """有的年度没有安排六月的宣传。

    每年6月是全民禁毒宣传月，6月26日是国际禁毒日。实施期内的每个6月都应当有宣传：一项“每年6月”
    或者每月、每季度的宣传类经常性工作，或者一项在6月完成的宣传、动员任务。

    ```yaml
    方案: {起止: 2026-01..2027-12}
    工作任务:
      - {编号: 甲, 名称: 开展集中宣传, 类型: 宣传, 完成时限: 2026-06}
    经常性工作:  # <- SCH013
      - {编号: 例会, 名称: 联席会议, 类型: 联席会议, 频次: 每季度}
    ```

    ```yaml
    方案: {起止: 2026-01..2027-12}
    经常性工作:
      - {编号: 宣传月, 名称: 全民禁毒宣传月集中宣传, 类型: 宣传, 频次: 每年6月}
    ```
    """
    plan = context.plan
    period = plan.period
    if period is None or not plan.sure("recurring", "tasks") or not plan.asks_for("recurring"):
        return
    if not plan.recurring and not any(_is_publicity(task) for task in plan.tasks):
        return
    years = range(period.start.year, period.end.year + 1)
    junes = [y for y in years if period.start <= date(y, 6, 30) and date(y, 6, 1) <= period.end]
    covered = {
        task.due.last.year
        for task in plan.tasks
        if task.due and task.due.last.month == 6 and _is_publicity(task)
    }
    for item in plan.recurring:
        cycle = read_recurrence(item.frequency or "")
        if _is_publicity(item) and cycle is not None and cycle.reaches(6):
            span = item.period or period
            covered.update(range(span.start.year, span.end.year + 1))
    missing = [str(year) for year in junes if year not in covered]
    if missing:
        yield Finding(
            plan.at("recurring"),
            f"{'、'.join(missing)}年6月没有安排宣传活动。",
            "增加一项频次为“每年6月”的宣传类经常性工作。",
            on_key=True,
        )


def _is_publicity(work: Task | RecurringWork) -> bool:
    named = "宣传" in (work.name or "")
    return named or work.kind in (WorkKind.PUBLICITY, WorkKind.LAUNCH)
