"""Registers of drug users kept, used or passed on by others than the police."""

from __future__ import annotations

from collections.abc import Iterator

from jindu.language.clauses import Doer, sentence
from jindu.language.organisations import kind_of
from jindu.language.registers import PASSING_ON, Kind, Register, registers
from jindu.language.scan import Hit, texts_with
from jindu.model.choices import UnitKind
from jindu.model.context import Context
from jindu.model.diagnostic import Finding, Level, Severity, TextRange
from jindu.model.plan import KeyTask, Plan, Platform, Task
from jindu.model.remembered import once_per_plan
from jindu.model.rule import rule
from jindu.units.patterns import late

_OFFICES = frozenset((UnitKind.TOWN, UnitKind.JUSTICE, UnitKind.HEALTH, UnitKind.CIVIL))
_REGISTERING = late("摸排|登记|建档")
_TIPS = {
    Kind.STORE: "由公安机关依法登记，本单位只用汇总数据；"
    "社区戒毒社区康复人员的材料由乡镇人民政府、街道办事处保管。",
    Kind.DOSSIER: "由公安机关或者乡镇人民政府、街道办事处建档，本单位只配合，不另存一份。",
    Kind.MONITORING: "删去；动态管控由公安机关依法实施，平台只处理汇总数据。",
    Kind.TRACKING: "删去；确需开展的，由公安机关依法实施，不写进方案。",
    Kind.HOUSEHOLDS: "改为宣传走访，不让居民、学生申报涉毒情况；发现线索的，向公安机关报告。",
    Kind.GROUP: "删去；群里只发宣传内容，戒毒人员的信息依法保密。",
}


@rule(
    "CMP013",
    Severity.WARNING,
    level=Level.REVIEW,
    basis="《戒毒条例》第四条、第五条、第七条，《中华人民共和国个人信息保护法》第十条、第十三条、第二十八条",
)
def register_kept_by_others(context: Context) -> Iterator[Finding]:
    """由公安机关以外的单位建立人员信息库、分析轨迹，或者把人员名单发到群里。

    登记吸毒人员、实行动态管控由公安机关负责；社区戒毒社区康复的材料由乡镇人民政府、街道办事处掌握。
    别的单位建立人员信息库、用平台动态监管、分析轨迹，逐户登记涉毒情况，没有法定依据；吸毒史、行踪轨迹
    属于敏感个人信息。写明由公安机关实施、本单位只配合的，不在此列；社区戒毒、社区康复人员的台账由乡镇
    （街道）、社区建立的，也不在此列。把人员名单发到工作群里的，是错误；发到居民群的见 CMP012。

    ```yaml
    重点任务:
      - 编号: 甲
        措施:
          - 建立吸毒人员信息库，整合公安、司法行政、卫生健康部门的数据。  # <- CMP013
          - 依托平台对吸毒人员实行动态监管。  # <- CMP013
          - 逐户填写家庭涉毒情况登记表。  # <- CMP013
          - 把戒毒人员名单发到工作群里核对。  # <- CMP013
    ```

    ```yaml
    重点任务:
      - 编号: 甲
        措施:
          - 吸毒人员信息库由公安机关建立和管理，支部不接触个人信息。
          - 街道办事处建立社区戒毒人员台账，落实专人保管。
          - 逐户宣传禁毒知识，在居民微信群推送禁毒常识。
    ```
    """
    plan = context.plan
    for hit, found in registers_of(plan):
        if isinstance(hit.entity, Platform) or found.kind is Kind.PUBLIC:
            continue
        if not _is_competent(plan, hit, found):
            words = hit.text[found.start : found.end]
            yield Finding(
                hit.where,
                f"“{words}”属于{found.kind.value}，{_why(found)}。",
                _TIPS[found.kind],
                severity=Severity.ERROR if found.kind in PASSING_ON else None,
                range=TextRange(hit.text, found.start, found.end),
            )


@once_per_plan
def registers_of(plan: Plan) -> tuple[tuple[Hit, Register], ...]:
    """Return the registers in all texts of a plan, each with a match in its text."""
    return tuple(
        (hit, found) for hit in texts_with(plan, "register") for found in registers(hit.text)
    )


def _why(found: Register) -> str:
    if found.kind in PASSING_ON:
        return "会泄露依法应当保密的个人信息"
    if found.doer in (Doer.NOBODY, Doer.OFFICE):
        return "应当由公安机关依法实施，这里没有写明"
    return "不属于该单位的职责"


def _is_competent(plan: Plan, hit: Hit, found: Register) -> bool:
    """Return whether who acts, by the sentence or else the lead, may do it."""
    if found.kind in PASSING_ON:
        return False
    acting = found.doer
    if acting is Doer.NOBODY:
        acting = _lead(plan, hit)
    if acting is Doer.POLICE:
        return True
    if isinstance(hit.entity, KeyTask) and _is_found_elsewhere(hit.text, found):
        return True
    if found.kind is Kind.DOSSIER:
        return acting not in (Doer.OTHERS, Doer.SYSTEM)
    if found.kind is Kind.STORE:
        if acting is Doer.COMMITTEE:
            return True
        return found.in_community and acting not in (Doer.OTHERS, Doer.SYSTEM)
    return False


def _is_found_elsewhere(text: str, found: Register) -> bool:
    """Whether the rule on the powers of the police finds who does so in a measure."""
    if found.doer not in (Doer.OTHERS, Doer.COMMUNITY):
        return False
    begin, end = sentence(text, found.start, found.end)
    registering = found.kind is Kind.DOSSIER and _REGISTERING.search(text, begin, end) is not None
    return found.kind is Kind.MONITORING or registering


def _lead(plan: Plan, hit: Hit) -> Doer:
    """Return what kind of unit leads the task that a text belongs to."""
    if isinstance(hit.entity, KeyTask):
        lead = hit.entity.lead
    elif isinstance(hit.entity, Task):
        lead = hit.entity.leads[0] if hit.entity.leads else None
    else:
        return Doer.NOBODY
    unit = plan.unit(lead)
    kind = kind_of(unit) if unit else None
    if kind is UnitKind.POLICE:
        return Doer.POLICE
    if kind is UnitKind.COMMITTEE:
        return Doer.COMMITTEE
    if kind in _OFFICES:
        return Doer.OFFICE
    if kind is UnitKind.COMMUNITY:
        return Doer.COMMUNITY
    return Doer.OTHERS if kind in (UnitKind.BRANCH, UnitKind.SOCIAL) else Doer.NOBODY
