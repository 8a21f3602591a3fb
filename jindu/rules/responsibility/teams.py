"""Teams: their kinds and their size."""

from __future__ import annotations

from collections.abc import Iterator

from jindu.model.choices import TeamKind
from jindu.model.context import Context
from jindu.model.diagnostic import Finding, Level, Severity
from jindu.model.rule import rule

_TEAMS = (TeamKind.VOLUNTEERS, TeamKind.COMMUNITY, TeamKind.SOCIAL_WORKERS)


@rule("RSP007", Severity.INFO, level=Level.REVIEW, basis="惯例：专兼结合的禁毒工作队伍")
def missing_team_kind(context: Context) -> Iterator[Finding]:
    """工作队伍不全。

    禁毒工作队伍一般由党员志愿者、社区工作者和专业社工组成。缺少的，在“备注”里说明原因即不再
    提醒。

    ```yaml
    工作队伍:  # <- RSP007
      - {名称: 志愿服务队, 类别: 党员志愿者, 人数: 30}
    ```

    ```yaml
    工作队伍:
      - {名称: 志愿服务队, 类别: 党员志愿者, 人数: 30}
      - {名称: 专职工作组, 类别: 社区工作者, 人数: 4}
      - {名称: 社工服务组, 类别: 专业社工, 人数: 2}
    ```
    """
    plan = context.plan
    if not plan.sure("teams") or not all(team.sure("kind") for team in plan.teams):
        return
    if plan.lacks("teams") and (plan.lacks("tasks") or not plan.asks_for("teams")):
        return
    kinds = {team.kind for team in plan.teams}
    missing = [kind.value for kind in _TEAMS if kind not in kinds]
    if missing and not any(team.remark for team in plan.teams):
        yield Finding(
            plan.at("teams"),
            f"工作队伍里没有{'、'.join(missing)}。",
            f"补上{'、'.join(missing)}；确实没有的，在其中一支队伍的“备注”里说明原因。",
            on_key=True,
        )


@rule(
    "RSP008",
    Severity.WARNING,
    level=Level.REVIEW,
    basis="惯例：按服务对象数配备专职人员",
    norms=("专职人员配备比",),
)
def understaffed_teams(context: Context) -> Iterator[Finding]:
    """专职人员太少。

    社区工作者和专业社工的人数，一般每三十名服务对象不少于一名；服务对象数是这两类队伍各自服务的
    人数，只填总数。党员志愿者的队伍不按这个比例。各地标准不同，本地有规定的在 jindu.toml 里改。没写
    服务对象数的不检查。

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
    kinds = (TeamKind.COMMUNITY, TeamKind.SOCIAL_WORKERS)
    workers = [team for team in plan.teams if team.kind in kinds]
    served = [team for team in workers if team.clients]
    if not served or any(team.size is None for team in workers):
        return
    # Teams of the two kinds often serve the same persons, so equal numbers count once.
    clients = sum({team.clients or 0 for team in served})
    have = sum(team.size or 0 for team in workers)
    need = -(-clients // int(ratio.value))
    if have < need:
        yield Finding(
            served[0].at("clients"),
            f"服务对象{clients}人，专职人员和社工共{have}人，按1:{ratio.value}至少要{need}人。",
            f"再配{need - have}名，或者通过购买服务解决；各地标准不同，本地有规定的在 jindu.toml "
            "的“专职人员配备比”里改。",
        )
