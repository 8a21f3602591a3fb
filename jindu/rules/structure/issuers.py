"""Whether the issuer may give tasks to those that the plan names."""

from __future__ import annotations

from collections.abc import Iterator

from jindu.language.areas import lowest
from jindu.language.organisations import Rank
from jindu.model.context import Context
from jindu.model.diagnostic import Finding, Level, Severity, Where
from jindu.model.plan import Document, Plan, Unit
from jindu.model.rule import rule
from jindu.units.patterns import late

_BRANCH = late("支部$")
_PARTY = late("党委|工委|党组|党总支|支部|^中共|委员会组织部|组织部$")
_AUTHORITY = late(
    "(?:局|委员会|党委|党工委|党总支|[县区市]委|政法委|禁毒委|办公室|禁毒办|办事处|街道办|政府|部|总工会|妇联)$"
)
"""Organs that may be given orders by their superiors only; not stations, schools or companies."""
_RESIDENTS = late("居民委员会|居委会|村民委员会|村委会|支部$|党总支$|(?:社区|村)党委$")
_OF_COUNTY = late("^[县区市旗](?=[委政公教司民财卫人禁组宣农市应文住交退])")
_OF_TOWN = late("^(?:街道|镇|乡)")
_SHOWN = 4


@rule("STR014", Severity.WARNING, level=Level.REVIEW, basis="党政机关公文逐级行文的一般要求")
def issuer_below_addressees(context: Context) -> Iterator[Finding]:
    """发文机关与主送、牵头单位的级别不合。

    党支部、社区（村）和街道、乡镇不给上级机关、县直部门下达任务：由支部或者社区发文的方案，牵头单位是
    本级的单位，需要上级单位牵头的，由街道（乡镇）发文；街道、乡镇发文的，不由县直部门牵头。党支部不向公安局等行政机关主送文件。配合单位、派出所等
    基层站所和学校不在此列。

    ```yaml
    公文:
      发文机关: 柳林街道禁毒党支部  # <- STR014
      主送: [清源县公安局, 各社区居民委员会]  # <- STR014
    单位名录:
      - {编号: 教育局, 名称: 清源县教育局}
    工作任务:
      - {编号: 任务一, 名称: 开办家长课堂, 牵头单位: 教育局}
    ```

    ```yaml
    公文:
      发文机关: [中共柳林街道工作委员会, 柳林街道办事处]
      主送: [各社区党委、居民委员会, 街道各办公室]
    单位名录:
      - {编号: 平安办, 名称: 柳林街道平安法治办公室}
    工作任务:
      - {编号: 任务一, 名称: 开办家长课堂, 牵头单位: 平安办}
    ```
    """
    plan = context.plan
    document = plan.document
    organs = document.organs if document else ()
    ranks = [_rank(organ) for organ in organs]
    if document is None or not organs:
        return
    if all(rank is Rank.TOWN for rank in ranks):
        yield from _leads_above(plan, document, Rank.TOWN, "县（市、区）")
    if any(rank is not Rank.COMMUNITY for rank in ranks):
        return
    is_branch = all(_BRANCH.search(organ) for organ in organs)
    for place, recipient in enumerate(document.recipients):
        rank = _rank(recipient) or Rank.COMMUNITY
        is_superior = bool(_PARTY.search(recipient)) if is_branch else rank is Rank.TOWN
        if rank > Rank.COMMUNITY and not is_superior:
            yield Finding(
                document.at("recipients", place),
                f"由“{organs[0]}”发文，不宜主送“{recipient}”。",
                "改由街道（乡镇）发文，或者把它改列“抄送”。",
                related=((document.at("organs"), "发文机关"),),
            )
    yield from _leads_above(plan, document, Rank.COMMUNITY, "街道（乡镇）")


def _leads_above(plan: Plan, document: Document, issuer: Rank, better: str) -> Iterator[Finding]:
    """Report units that lead something and are above who issues the plan."""
    above = {unit: where for unit, where in _leads(plan) if (_rank(unit) or 0) > issuer}
    if above:
        names = "、".join(list(above)[:_SHOWN]) + ("等" if len(above) > _SHOWN else "")
        yield Finding(
            document.at("organs"),
            f"由“{document.organs[0]}”发文，却给{names}安排了牵头的任务。",
            f"改由{better}发文；由本级发文的，改为本级的单位牵头，请上级单位指导、配合。",
            related=tuple((where, "牵头单位") for where in list(above.values())[:_SHOWN]),
        )


def _leads(plan: Plan) -> Iterator[tuple[str, Where]]:
    """Yield the names of units that lead something, each with the place; the last one first."""
    for task in plan.tasks:
        for ref in task.leads:
            yield from _named(plan.unit(ref), task.at("leads"))
    for key_task in plan.key_tasks:
        yield from _named(plan.unit(key_task.lead), key_task.at("lead"))
    for work in plan.recurring:
        yield from _named(plan.unit(work.lead), work.at("lead"))


def _named(unit: Unit | None, where: Where) -> Iterator[tuple[str, Where]]:
    if unit is not None and unit.name:
        yield unit.name, where


def _rank(name: str) -> Rank | None:
    """Return the level of an authority; None of what is no authority, or does not tell."""
    if _RESIDENTS.search(name):
        return Rank.COMMUNITY
    if not _AUTHORITY.search(name):
        return None
    if _OF_COUNTY.search(name):
        return Rank.COUNTY
    return Rank.TOWN if _OF_TOWN.search(name) else lowest(name)
