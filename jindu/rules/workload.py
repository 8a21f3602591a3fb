"""Load: work crowded on a month, a day or a unit, and deadlines nobody works on."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from datetime import date

from jindu.analysis.calendar import is_known, is_workday, named_days, nearest_workday, why_off
from jindu.analysis.cycle import read_cycle
from jindu.analysis.naming import called, listed
from jindu.diagnostic import Finding, Level, Severity, rule
from jindu.norms import Norm
from jindu.plan import Milestone, Plan
from jindu.units import Precision, say_day

_CONVENTION = "惯例：任务时限均衡安排"


@rule(
    "SCH013",
    Severity.WARNING,
    level=Level.REVIEW,
    basis="惯例：6月开展全民禁毒宣传月活动",
)
def june_without_campaign(plan: Plan) -> Iterator[Finding]:
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
    period = plan.period
    if period is None or not plan.recurring or not plan.sure("recurring", "milestones"):
        return
    years = range(period.start.year, period.end.year + 1)
    junes = [y for y in years if period.start <= date(y, 6, 30) and date(y, 6, 1) <= period.end]
    covered = {
        m.due.last.year
        for m in plan.milestones
        if m.due and m.due.last.month == 6 and ("宣传" in (m.name or "") or m.kind == "宣传")
    }
    for item in plan.recurring:
        cycle = read_cycle(item.frequency or "")
        is_publicity = "宣传" in (item.name or "") or item.kind == "宣传"
        if is_publicity and cycle is not None and cycle.reaches(6):
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


@rule(
    "SCH016",
    Severity.INFO,
    level=Level.REVIEW,
    basis=_CONVENTION,
    norms=("每月到期任务上限", "同日到期任务上限"),
)
def crowded(plan: Plan, in_month: Norm, on_day: Norm) -> Iterator[Finding]:
    """任务挤在同一个月或者同一天到期。

    到期的任务过于集中，容易都赶在最后。每月、每天的上限是经验值，可以在配置里改。

    ```yaml
    工作任务:
      - {编号: 甲, 名称: 完成台账, 完成时限: 2026-12-31}  # <- SCH016
      - {编号: 乙, 名称: 完成培训, 完成时限: 2026-12-31}
      - {编号: 丙, 名称: 完成宣传, 完成时限: 2026-12-31}
      - {编号: 丁, 名称: 完成总结, 完成时限: 2026-12-31}
    ```

    ```yaml
    工作任务:
      - {编号: 甲, 名称: 完成台账, 完成时限: 2026-09-30}
      - {编号: 乙, 名称: 完成培训, 完成时限: 2026-10-30}
      - {编号: 丙, 名称: 完成宣传, 完成时限: 2026-11-30}
      - {编号: 丁, 名称: 完成总结, 完成时限: 2026-12-31}
    ```
    """
    months: dict[tuple[int, int], list[Milestone]] = defaultdict(list)
    days: dict[date, list[Milestone]] = defaultdict(list)
    for milestone in plan.milestones:
        if milestone.due is not None and milestone.due.precision >= Precision.MONTH:
            last = milestone.due.last
            months[last.year, last.month].append(milestone)
            if milestone.due.precision is Precision.DAY:
                days[last].append(milestone)
    told: set[int] = set()
    for day, due in days.items():
        if len(due) > on_day.value:
            told.update(map(id, due))
            yield Finding(
                due[0].at("due"),
                f"{say_day(day)}有{len(due)}项任务同时到期：{listed(due)}。",
                "按工作先后错开完成时限。",
                related=((due[1].at("due"), "同一天到期"),),
            )
    for (year, month), due in months.items():
        rest = [m for m in due if id(m) not in told]
        if len(rest) > in_month.value:
            yield Finding(
                rest[0].at("due"),
                f"{year}年{month}月有{len(rest)}项任务到期：{listed(rest)}。",
                "按工作先后错开完成时限。",
            )


@rule(
    "SCH017",
    Severity.INFO,
    level=Level.REVIEW,
    basis="国务院办公厅每年公布的节假日安排",
)
def due_on_day_off(plan: Plan) -> Iterator[Finding]:
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
    for milestone in plan.milestones:
        due = milestone.due
        if due is None or due.precision is not Precision.DAY or not is_known(due.last.year):
            continue
        if not is_workday(due.last):
            near = nearest_workday(due.last)
            yield Finding(
                milestone.at("due"),
                f"任务“{milestone.name or milestone.id}”的完成时限{due.name()}是休息日。",
                f"改成工作日，如 {near.isoformat()}；或者只写到月。",
                right=near.isoformat(),
                sure=False,
            )


@rule(
    "SCH019",
    Severity.INFO,
    level=Level.REVIEW,
    basis="国务院办公厅每年公布的节假日安排；还没有公布的年度按周末和日期固定的法定节日推算",
)
def named_day_off(plan: Plan) -> Iterator[Finding]:
    """开始、成文、上线、评估的日期落在休息日。

    写到日的日期宜在工作日，调休上班的周末算工作日。这里查任务的开始时间、成文日期、平台的上线日期和
    评估时间；节假日安排还没有公布的年度，也查任务的完成时限，按周末和元旦、五一、十一推算，公布以后请
    再核对。其余年度的完成时限由 SCH017 检查。

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
    for named in named_days(plan):
        known = is_known(named.day.year)
        if is_workday(named.day) or (known and named.what == "完成时限"):
            continue
        near = nearest_workday(named.day)
        whose = f"{called(named.thing, named.kind)}的" if named.kind else ""
        yield Finding(
            named.thing.at(named.attribute),
            f"{whose}{named.what}{say_day(named.day)}是{why_off(named.day)}"
            + ("。" if known else f"（{named.day.year}年的节假日安排还没有公布）。"),
            f"改成工作日，如 {near.isoformat()}。",
            right=near.isoformat(),
            sure=False,
        )


@rule(
    "SCH020",
    Severity.INFO,
    level=Level.REVIEW,
    basis=_CONVENTION,
    norms=("单位同日牵头任务上限", "同日到期任务上限"),
)
def one_unit_on_one_day(plan: Plan, most: Norm, in_all: Norm) -> Iterator[Finding]:
    """一个单位在同一天有几项任务到期。

    同一天到期的任务由一个单位牵头好几项，容易都赶在最后。上限是经验值，可以在 jindu.toml 里改；
    同一天到期的任务总数已经过多的，由 SCH016 报告。

    ```yaml
    单位名录: [{编号: 支部, 名称: 柳林街道禁毒党支部}]
    工作任务:
      - {编号: 甲, 名称: 完成台账, 牵头单位: 支部, 完成时限: 2026-12-31}  # <- SCH020
      - {编号: 乙, 名称: 完成培训, 牵头单位: 支部, 完成时限: 2026-12-31}
      - {编号: 丙, 名称: 完成宣传, 牵头单位: 支部, 完成时限: 2026-12-31}
    ```

    ```yaml
    单位名录: [{编号: 支部, 名称: 柳林街道禁毒党支部}]
    工作任务:
      - {编号: 甲, 名称: 完成台账, 牵头单位: 支部, 完成时限: 2026-12-29}
      - {编号: 乙, 名称: 完成培训, 牵头单位: 支部, 完成时限: 2026-12-30}
      - {编号: 丙, 名称: 完成宣传, 牵头单位: 支部, 完成时限: 2026-12-31}
    ```
    """
    days: dict[date, list[Milestone]] = defaultdict(list)
    for milestone in plan.milestones:
        if milestone.due is not None and milestone.due.precision is Precision.DAY:
            days[milestone.due.last].append(milestone)
    for day, due in days.items():
        if not most.value < len(due) <= in_all.value:
            continue
        for unit in dict.fromkeys(m.leads[0] for m in due if m.leads):
            led = [m for m in due if m.leads[:1] == (unit,)]
            if len(led) > most.value:
                yield Finding(
                    led[0].at("due"),
                    f"{plan.name_of(unit)}牵头的{len(led)}项任务都在{say_day(day)}"
                    f"到期：{listed(led)}。",
                    "按工作先后错开完成时限，或者分给其他单位牵头。",
                    related=tuple((m.at("due"), "同一天到期") for m in led[1:3]),
                )


@rule(
    "RSP006",
    Severity.INFO,
    level=Level.REVIEW,
    basis=_CONVENTION,
    norms=("单位每月牵头任务上限",),
)
def one_unit_overloaded(plan: Plan, most: Norm) -> Iterator[Finding]:
    """一个单位在一个月里牵头的任务过多。

    同一个月到期的任务由一个单位牵头好几项，难以都落实。上限是经验值，可以在配置里改。

    ```yaml
    单位名录: [{编号: 支部, 名称: 柳林街道禁毒党支部}]
    工作任务:
      - {编号: 甲, 名称: 摸底, 完成时限: 2026-03-10, 牵头单位: 支部}  # <- RSP006
      - {编号: 乙, 名称: 动员, 完成时限: 2026-03-17, 牵头单位: 支部}
      - {编号: 丙, 名称: 建队, 完成时限: 2026-03-24, 牵头单位: 支部}
      - {编号: 丁, 名称: 立制, 完成时限: 2026-03, 牵头单位: 支部}
      - {编号: 戊, 名称: 建角, 完成时限: 2026-03-31, 牵头单位: 支部}
    ```

    ```yaml
    单位名录: [{编号: 支部, 名称: 柳林街道禁毒党支部}, {编号: 居委会, 名称: 梧桐社区居民委员会}]
    工作任务:
      - {编号: 甲, 名称: 摸底, 完成时限: 2026-03-10, 牵头单位: 居委会}
      - {编号: 乙, 名称: 动员, 完成时限: 2026-03-17, 牵头单位: 支部}
      - {编号: 丙, 名称: 建队, 完成时限: 2026-03-24, 牵头单位: 支部}
      - {编号: 丁, 名称: 立制, 完成时限: 2026-03, 牵头单位: 支部}
      - {编号: 戊, 名称: 建角, 完成时限: 2026-04-30, 牵头单位: 支部}
    ```
    """
    led: dict[tuple[str, int, int], list[Milestone]] = defaultdict(list)
    for milestone in plan.milestones:
        due = milestone.due
        if due is not None and due.precision >= Precision.MONTH and milestone.leads:
            led[milestone.leads[0], due.last.year, due.last.month].append(milestone)
    for (unit, year, month), tasks in led.items():
        if len(tasks) > most.value:
            yield Finding(
                tasks[0].at("leads"),
                f"{plan.name_of(unit)}在{year}年{month}月牵头{len(tasks)}项任务：{listed(tasks)}。",
                "错开完成时限，或者分给其他单位牵头。",
            )


RULES = (
    june_without_campaign,
    crowded,
    due_on_day_off,
    named_day_off,
    one_unit_on_one_day,
    one_unit_overloaded,
)
