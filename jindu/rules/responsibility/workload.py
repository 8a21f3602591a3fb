"""Work and clients per unit and worker."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from jindu.language.naming import listed
from jindu.model.choices import TeamKind
from jindu.model.context import Context
from jindu.model.diagnostic import Finding, Level, Severity
from jindu.model.plan import Task
from jindu.model.rule import rule
from jindu.rules.bases import BALANCED_SCHEDULE
from jindu.units import Precision


@rule(
    "RSP008",
    Severity.WARNING,
    level=Level.REVIEW,
    basis="惯例：按服务对象数配备专职人员",
    norms=("专职人员配备比",),
)
def too_few_workers(context: Context) -> Iterator[Finding]:
    """专职人员太少。

    社区工作者和专业社工的人数，一般每三十名服务对象不少于一名。服务对象只填总数；比例可以在
    配置里改。没有写服务对象数的不检查。

    ```yaml
    工作队伍:
      - {名称: 禁毒专职组, 类别: 社区工作者, 人数: 1, 服务对象数: 62}  # <- RSP008
    ```

    ```yaml
    工作队伍:
      - {名称: 禁毒专职组, 类别: 社区工作者, 人数: 3, 服务对象数: 62}
    ```
    """
    plan = context.plan
    ratio = context.norms["专职人员配备比"]
    clients = max((team.clients or 0 for team in plan.teams), default=0)
    kinds = (TeamKind.COMMUNITY, TeamKind.SOCIAL_WORKERS)
    workers = [team for team in plan.teams if team.kind in kinds]
    if not clients or any(team.size is None for team in workers):
        return
    have = sum(team.size or 0 for team in workers)
    need = -(-clients // int(ratio.value))
    if have < need:
        serving = next(team for team in plan.teams if team.clients == clients)
        yield Finding(
            serving.at("clients"),
            f"服务对象{clients}人，专职人员和社工共{have}人，按1:{ratio.value}至少要{need}人。",
            f"再配{need - have}名专职人员，或者通过购买服务解决。（比例出处：{ratio.source}）",
        )


@rule(
    "RSP006",
    Severity.INFO,
    level=Level.REVIEW,
    basis=BALANCED_SCHEDULE,
    norms=("单位每月牵头任务上限",),
)
def one_unit_overloaded(context: Context) -> Iterator[Finding]:
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
    plan = context.plan
    most = context.norms["单位每月牵头任务上限"]
    led: dict[tuple[str, int, int], list[Task]] = defaultdict(list)
    for task in plan.tasks:
        due = task.due
        if due is not None and due.precision >= Precision.MONTH and task.leads:
            led[task.leads[0], due.last.year, due.last.month].append(task)
    for (unit, year, month), tasks in led.items():
        if len(tasks) > most.value:
            yield Finding(
                tasks[0].at("leads"),
                f"{plan.name_of(unit)}在{year}年{month}月牵头{len(tasks)}项任务：{listed(tasks)}。",
                "错开完成时限，或者分给其他单位牵头。",
            )
