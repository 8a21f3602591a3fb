"""Powers of the police that others must not exercise."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from jindu.language.organisations import kind_of
from jindu.language.scan import words_of
from jindu.model.choices import UnitKind
from jindu.model.context import Context
from jindu.model.diagnostic import Finding, Level, Severity, TextRange, Where
from jindu.model.fields import Entity
from jindu.model.plan import Plan
from jindu.model.rule import rule
from jindu.units.patterns import late

_USERS = r"(?:涉嫌)?(?:吸毒|戒毒|涉毒|康复|社康|社戒)(?:重点)?人员|涉毒重点人员|服务对象"
_LEVELS = "(?:动态|分级|分类|风险)(?:分级|分类)?"

_CONTROL = late(
    rf"(?:{_LEVELS}(?:管控|监管|监控)|稳控).{{0,8}}?(?:{_USERS})"
    rf"|(?:{_USERS}).{{0,8}}?(?:{_LEVELS}|(?<!后))(?:管控|监管|监控|稳控)"
)

_TEST = late(
    rf"(?:{_USERS}).{{0,8}}?(?:检测|尿检)|(?:检测|尿检).{{0,4}}?(?:{_USERS})|尿检"
    "|(?:检测|抽检|采集)(?:其|他们的)?(?:尿样|尿液|毛发|头发|发样|血样)"
    "|(?:尿样|尿液|毛发|头发|发样|毒品|吸毒|强制)(?:抽样|样本)?(?:检测|抽检|采样)"
)

_ORDER = late(
    "(?<![被经对由已])责令[^，。；]{0,12}?社区(?:戒毒|康复)(?!人员|决定书|的)"
    "|决定[^，。；]{0,10}?强制隔离戒毒(?!所|人员|的|决定书)"
)

_REGISTER = late(
    rf"(?:登记造册|登记|摸排|建档).{{0,8}}?(?:{_USERS})|(?:{_USERS}).{{0,10}}?(?:登记造册|登记|建档|一人一档)"
)
_OWN_REGISTER = late("就业|意向|签到|报到|报名|活动|求助|咨询|需求|困难|走访登记|志愿|结对|名录")
"""Words near a register that tell it is for the help a unit gives."""

_CASES = late(
    "(?:查处|侦办|侦破|破获).{0,8}?(?:案件|犯罪|贩毒|制毒|毒品案)|(?:涉毒|毒品|案件)?线索.{0,4}?侦[查办]|侦查"
    "|缉毒(?!英[雄烈模]|民警|警察|警犬|先锋|先进|模范|故事|事迹|题材)|破案|抓捕|盘[查问]|搜查"
)

_AGREEMENT = late(
    r"签[订署](?:社区)?(?:戒毒|康复|社戒|社康)[^，。；]{0,6}?协议"
    r"|与(?:社区戒毒|社区康复|社戒|社康|戒毒)(?:、社区康复)?人员签[订署]"
)

_REHABILITATION = late(r"社区(?:戒毒|康复)(?!人员[^，。；]{0,12}(?:报告|座谈|演出|课|联谊))")

_ASSIST = late(
    "协助|配合|参与|宣传|宣讲|培训|学习|结对|志愿|关爱|慰问|帮扶|帮教|就业|走访|心理|技能|关怀|救助|报告会|座谈"
)

_DOER = late(
    "支部|党员志愿者|党员突击队|党员(?!大会|干部)|志愿者|志愿服务队|居委会|村委会"
    "|社区工作者|网格员|楼[组栋]长|社工|专干|专职人员|治保主任|治保员|联防队|巡防队|村干部|村组长"
)
_WORKERS = frozenset({"社区工作者", "网格员", "楼组长", "楼栋长", "社工", "专干", "专职人员"})
"""Actors whom the town charges with part of community rehabilitation: its files, its visits."""

_POLICE = late("公安|派出所|民警|禁毒[大中]队|移交|转[交递]")
_DENIED = late(
    "不(?!定期|断|仅|但|限|少|同|良)|未经|无权|禁止|严禁"
    "|协助|培训|学习|了解|法规|规定|流程|知识|宣讲|讲解|介绍|提醒|督促|动员|陪同.{0,12}[到去]|前往"
)

_DISTANCE = 16
"""Characters between the actor and the act."""

_LAY = frozenset(
    {
        UnitKind.BRANCH,
        UnitKind.COMMUNITY,
        UnitKind.SOCIAL,
        UnitKind.YOUTH,
        UnitKind.SCHOOL,
        UnitKind.COMPANY,
    }
)
"""Kinds of units without any power over persons."""
_MEDICAL = frozenset({UnitKind.HEALTH, UnitKind.MEDICAL})


class _Power(NamedTuple):
    """A power that not every unit has: words that mean it, its description, and the law.

    Text that matches ``words`` contains one of ``signs``, which are faster to search for.
    ``grave`` powers over persons are reserved by law: another unit that exercises one is an
    error, the others are a warning. ``lay_only``: authorities have it in their own field.
    """

    words: re.Pattern[str]
    signs: tuple[str, ...]
    what: str
    grave: bool = False
    lay_only: bool = True
    passes: re.Pattern[str] | None = None

    def is_signed(self, text: str) -> bool:
        """Whether a text has a sign of the power, without which its words do not match."""
        return any(map(text.__contains__, self.signs))


_POWERS = (
    _Power(
        _CASES,
        ("查处", "侦", "破获", "破案", "缉毒", "抓捕", "盘", "搜查"),
        "查处案件、盘查人员由执法机关负责",
    ),
    _Power(
        _ORDER,
        ("责令", "决定"),
        "责令社区戒毒、社区康复和决定强制隔离戒毒是公安机关的职责（《戒毒条例》第四条）",
        grave=True,
        lay_only=False,
    ),
    _Power(
        _TEST,
        ("尿", "检"),
        "对涉嫌吸毒人员的检测是公安机关的职责（《戒毒条例》第四条）",
        grave=True,
    ),
    _Power(
        _CONTROL,
        ("控", "监管"),
        "对吸毒人员的动态管控是公安机关的职责（《戒毒条例》第四条）",
        grave=True,
        lay_only=False,
        passes=late("救治|收治|病残|医疗|精神"),
    ),
    _Power(
        _REGISTER,
        ("登记", "摸排", "建档", "一人一档"),
        "对吸毒人员的登记是公安机关的职责（《戒毒条例》第四条）",
        passes=_OWN_REGISTER,
    ),
    _Power(
        _AGREEMENT,
        ("协议", "签"),
        "社区戒毒协议由乡镇人民政府、街道办事处签订（《戒毒条例》第十六条）",
    ),
)


_SIGNS = late("|".join(sign for power in _POWERS for sign in power.signs))
"""Every text that exercises a power contains one of these."""


@rule(
    "RSP011",
    Severity.ERROR,
    level=Level.REVIEW,
    basis="《戒毒条例》第四条、第五条、第十六条，《中华人民共和国禁毒法》第三十三条、第三十四条；"
    "查处案件一项是执法权限的一般要求",
)
def unit_not_competent(context: Context) -> Iterator[Finding]:
    """牵头单位没有相应的法定职责。

    对吸毒人员登记、检测和实行动态管控，责令社区戒毒、社区康复，由公安机关负责；社区戒毒、社区康复由
    乡镇人民政府、街道办事处负责，可以指定有关基层组织落实，协议也由其签订；查处案件由执法机关负责。
    由支部、居（村）委会、社会组织、志愿者来管控、检测、责令，是错误；由别的单位牵头，或者由他们登记、
    建档、签协议、盘查、破案，支部牵头社区戒毒社区康复，居（村）委会牵头而没有写明经指定的，是警告。
    “协助”“宣传”“结对”“帮扶”之类的任务，就业意向、活动签到之类的登记，写明“不参与”“不承担”“由公安机关
    实施”的，都不在此列。单位没有写“类别”的，从名称判断；名称也看不出的不查。

    ```yaml
    单位名录:
      - {编号: 支部, 名称: 柳林街道禁毒党支部, 类别: 党组织}
      - {编号: 居委会, 名称: 梧桐社区居民委员会, 类别: 社区}
    工作任务:
      - {编号: 甲, 名称: 对吸毒人员实行动态管控, 牵头单位: 支部}  # <- RSP011
      - {编号: 乙, 名称: 落实社区戒毒措施, 牵头单位: 支部}  # <- RSP011
      - {编号: 丁, 名称: 责令社区戒毒, 牵头单位: 支部}  # <- RSP011
      - {编号: 戊, 名称: 涉毒重点人员分级管控, 牵头单位: 居委会}  # <- RSP011
    重点任务:
      - 编号: 丙
        措施:
          - 支部通过平台对吸毒人员实行动态监管。  # <- RSP011
          - 党员志愿者定期对戒毒人员进行尿检。  # <- RSP011
    ```

    ```yaml
    单位名录:
      - {编号: 支部, 名称: 柳林街道禁毒党支部, 类别: 党组织}
      - {编号: 派出所, 名称: 柳林派出所, 类别: 公安}
    工作任务:
      - {编号: 甲, 名称: 对吸毒人员实行动态管控, 牵头单位: 派出所}
      - {编号: 乙, 名称: 协助落实社区戒毒措施, 牵头单位: 支部}
    重点任务:
      - 编号: 丙
        措施:
          - 公安机关对吸毒人员实行动态管控，支部不承担登记、检测工作。
          - 支部对吸毒人员登记、检测等工作不参与。
    ```
    """
    plan = context.plan
    for entity, attribute, name, lead in _led_work(plan):
        unit = plan.unit(lead)
        kind = kind_of(unit) if unit else None
        if unit is None or kind in (None, UnitKind.POLICE) or _ASSIST.search(name):
            continue
        unit_name = unit.name or lead
        powers = _POWERS if _SIGNS.search(name) else ()
        power = next((power for power in powers if _is_exercised(power, name, kind)), None)
        if power is not None:
            yield Finding(
                entity.at(attribute),
                f"“{name}”由{unit_name}牵头；{power.what}。",
                "改由有这项职责的单位牵头，本单位列为配合；或者改写成宣传、帮扶等职责内的工作。",
                severity=None if power.grave and kind in _LAY else Severity.WARNING,
            )
        elif kind is UnitKind.BRANCH and _REHABILITATION.search(name):
            yield Finding(
                entity.at(attribute),
                f"“{name}”由{unit_name}牵头；社区戒毒、社区康复由乡镇人民政府、街道办事处负责"
                "（《戒毒条例》第五条）。",
                "改由乡镇人民政府或街道办事处牵头，支部列为配合。",
                severity=Severity.WARNING,
            )
        elif (
            kind is UnitKind.COMMUNITY
            and _REHABILITATION.search(name)
            and "指定" not in name + (getattr(entity, "description", None) or "")
        ):
            yield Finding(
                entity.at(attribute),
                f"“{name}”由{unit_name}牵头，没有写明经乡镇人民政府、街道办事处指定。",
                "改由乡镇人民政府或街道办事处牵头；经指定的，在“说明”里写明。",
                severity=Severity.WARNING,
            )
    text = words_of(plan)
    signed = [power for power in _POWERS if power.is_signed(text)]
    for key_task in plan.key_tasks:
        for place, measure in enumerate(key_task.measures):
            found = _exercised_by_others(measure, signed) if _SIGNS.search(measure) else None
            if found is not None:
                yield _in_measure(key_task.at("measures", place), *found)


def _is_exercised(power: _Power, name: str, kind: UnitKind | None) -> bool:
    """Whether work of this name, led by a unit of this kind, exercises a power it lacks."""
    if not (power.is_signed(name) and power.words.search(name)):
        return False
    if power.passes and power.passes.search(name):
        return False
    return kind in _LAY or not power.lay_only


def _in_measure(where: Where, doer: str, stretch: TextRange, power: _Power) -> Finding:
    clause = re.split("[，。；]", stretch.text[: stretch.start])[-1]
    rest = re.split("[，。；]", stretch.text[stretch.start :])[0]
    return Finding(
        where,
        f"“{clause}{rest}”写成由{doer}来做；{power.what}。",
        f"改由有这项职责的单位实施，{doer}只写宣传、帮扶和配合的内容。",
        range=stretch,
        severity=None if power.grave and doer not in _WORKERS else Severity.WARNING,
    )


def _exercised_by_others(
    measure: str, powers: Iterable[_Power]
) -> tuple[str, TextRange, _Power] | None:
    """Return who exercises a power in a measure, the words for it, and the power."""
    for power in powers:
        if not power.is_signed(measure):
            continue
        for act in power.words.finditer(measure):
            before, doer = _actor(measure, act.start())
            if doer is None or (doer in _WORKERS and not power.grave):
                continue
            tail = re.split("[，。；]", measure[act.end() : act.end() + 2 * _DISTANCE])[0]
            clause = re.split("[，。；]", before)[-1]
            said = f"{clause}{act[0]}{tail}"
            if (
                _POLICE.search(f"{before}{act[0]}{tail}")
                or _DENIED.search(said)
                or ("配合" in clause)
                or (power.passes and power.passes.search(said))
            ):
                continue
            return doer, TextRange(measure, *act.span()), power
    return None


def _actor(measure: str, act: int) -> tuple[str, str | None]:
    """Return the text from the actor of an act to the act, and the actor.

    The subject of a clause is that of the clause before, if it names none itself.
    """
    near = re.split("[。；]", measure[max(0, act - 2 * _DISTANCE) : act])[-1]
    near = near[-_DISTANCE - 4 :] if "，" not in near else near
    doers = list(_DOER.finditer(near))
    if not doers:
        return near, None
    last = doers[-1] if _is_own(near, doers[-1]) else doers[0]
    return near[last.start() :], last[0]


def _is_own(near: str, doer: re.Match[str]) -> bool:
    """Whether an actor is named in the clause that ends here."""
    return doer.start() > near.rfind("，")


def _led_work(plan: Plan) -> Iterator[tuple[Entity, str, str, str]]:
    """Yield work with a lead: entity, attribute of the lead, name, 编号 of the unit."""
    for task in plan.tasks:
        if task.leads:
            yield task, "leads", task.name or "", task.leads[0]
    for item in plan.recurring:
        if item.lead:
            yield item, "lead", item.name or "", item.lead
    for key_task in plan.key_tasks:
        if key_task.lead:
            yield key_task, "lead", key_task.name or "", key_task.lead
