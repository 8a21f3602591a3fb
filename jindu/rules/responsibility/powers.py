"""Powers of the police that others must not exercise."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from jindu.language.bodies import kind_of
from jindu.language.scan import words_of
from jindu.model.choices import UnitKind
from jindu.model.context import Context
from jindu.model.diagnostic import Finding, Level, Severity, TextRange
from jindu.model.fields import Entity
from jindu.model.plan import Plan
from jindu.model.rule import rule

_USERS = r"(?:涉嫌)?(?:吸毒|戒毒|涉毒|康复|社康|社戒)(?:重点)?人员|涉毒重点人员"

_CONTROL = re.compile(
    rf"(?:(?:动态|分级|分类|风险)(?:分级|分类)?(?:管控|监管|监控)|稳控|登记(?:造册)?|尿检|毛发检测|强制检测)"
    rf".{{0,8}}?(?:{_USERS})"
    rf"|(?:{_USERS}).{{0,8}}?(?:(?:动态|分级|分类|风险)?(?:管控|监管|监控|稳控)|登记|尿检|检测)"
)

_CASES = re.compile(
    "(?:查处|侦办|侦破|破获).{0,8}?(?:案件|犯罪|贩毒|制毒|毒品案)|(?:涉毒|毒品|案件)?线索.{0,4}?侦[查办]|侦查"
    "|缉毒(?!英[雄烈]|民警|警察|警犬|先锋|先进|故事|事迹|题材)|破案|抓捕"
)

_ORDERED = re.compile(
    "(?<![被经对])责令(?:.{0,4}?)社区(?:戒毒|康复)(?!人员|决定书|的)|决定强制隔离戒毒"
)

_REHABILITATION = re.compile(r"社区(?:戒毒|康复)")

_ASSIST = re.compile("协助|配合|参与|宣传|培训|学习|结对|志愿|关爱|慰问")

_DOER = re.compile("支部|党员志愿者|党员(?!大会)|志愿者|志愿服务队|居委会|村委会|社区工作者|网格员")

_DENIED = re.compile(
    "不(?:参与|承担|负责|介入|组织|实施|开展|从事|得|宜|再|涉及|包括|是|做|搞)|无权|禁止|严禁|公安|派出所|民警"
    "|禁毒大队|移交|协助|配合|培训|学习|法规|知识|宣讲"
)

_DISTANCE = 16
"""Characters between the actor and the act, within a clause."""


class _Power(NamedTuple):
    """A power of the police: words that mean it, its description, and the law if checked.

    Text that matches ``words`` contains one of ``signs``, which are faster to search for.
    """

    words: re.Pattern[str]
    signs: tuple[str, ...]
    what: str
    law: str = ""


_POLICE_POWERS = (
    _Power(_CASES, ("查处", "侦", "破获", "破案", "缉毒", "抓捕"), "查处案件、侦查线索"),
    _Power(
        _ORDERED,
        ("责令", "决定强制"),
        "责令社区戒毒、社区康复和决定强制隔离戒毒",
        "（《禁毒法》第三十三条、《戒毒条例》第四条）",
    ),
    _Power(
        _CONTROL,
        ("控", "监管", "登记", "检"),
        "登记、检测和动态管控人员",
        "（《戒毒条例》第四条）",
    ),
)


@rule(
    "RSP011",
    Severity.ERROR,
    level=Level.REVIEW,
    basis="《戒毒条例》第四条、第五条，《中华人民共和国禁毒法》第三十二条、第三十三条、第三十四条",
)
def unit_not_competent(context: Context) -> Iterator[Finding]:
    """牵头单位没有相应的法定职责。

    对吸毒人员登记、检测和实行动态管控，责令社区戒毒、社区康复，查处案件、侦查线索，由公安机关负责；
    社区戒毒、社区康复由乡镇人民政府、街道办事处负责，可以指定有关基层组织落实。因此，前一类任务由
    别的单位牵头，社区戒毒社区康复由支部牵头，或者措施里写成由支部、志愿者、居（村）委会来登记、检测、
    管控、破案，都是错误；社区戒毒社区康复由居（村）委会牵头而没有写明经指定的，是警告。“协助”“宣传”
    “结对”之类的任务不在此列；写明“不参与”“不承担”“由公安机关实施”的也不在此列。单位没有写“类别”
    的，从名称判断；名称也看不出的不查。

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
        if unit is None or (kind := kind_of(unit)) is None or _ASSIST.search(name):
            continue
        unit_name = unit.name or lead
        power = next((power for power in _POLICE_POWERS if power.words.search(name)), None)
        if power is not None:
            if kind is not UnitKind.POLICE:
                yield Finding(
                    entity.at(attribute),
                    f"“{name}”由{unit_name}牵头；{power.what}是公安机关的职责{power.law}。",
                    "改由公安机关牵头，本单位列为配合；或者改写成宣传、帮扶等职责内的工作。",
                )
        elif _REHABILITATION.search(name) and kind is UnitKind.BRANCH:
            yield Finding(
                entity.at(attribute),
                f"“{name}”由{unit_name}牵头；社区戒毒、社区康复由乡镇人民政府、街道办事处负责。",
                "改由乡镇人民政府或街道办事处牵头，支部列为配合。",
            )
        elif (
            _REHABILITATION.search(name)
            and kind is UnitKind.COMMUNITY
            and "指定" not in name + (getattr(entity, "description", None) or "")
        ):
            yield Finding(
                entity.at(attribute),
                f"“{name}”由{unit_name}牵头，没有写明经乡镇人民政府、街道办事处指定。",
                "改由乡镇人民政府或街道办事处牵头；经指定的，在“说明”里写明。",
                severity=Severity.WARNING,
            )
    text = words_of(plan)
    powers = [power for power in _POLICE_POWERS if any(sign in text for sign in power.signs)]
    for key_task in plan.key_tasks:
        for place, measure in enumerate(key_task.measures):
            found = _exercised_by_others(measure, powers)
            if found is not None:
                doer, stretch, what = found
                yield Finding(
                    key_task.at("measures", place),
                    f"措施里写由{doer}来做“{stretch.words}”；{what}是公安机关的职责。",
                    f"改由公安机关实施，{doer}只写宣传、帮扶和配合的内容。",
                    range=stretch,
                )


def _exercised_by_others(
    measure: str, powers: Iterable[_Power]
) -> tuple[str, TextRange, str] | None:
    """Return who exercises a police power in a measure, the words for it, and the power."""
    for power in powers:
        for act in power.words.finditer(measure):
            near = measure[max(0, act.start() - _DISTANCE - 4) : act.start()]
            before = re.split("[，。；]", near)[-1]
            doer = _DOER.search(before)
            if doer is None:
                continue
            tail = re.split("[，。；]", measure[act.end() : act.end() + 2 * _DISTANCE])[0]
            if not _DENIED.search(before[doer.start() :] + act[0] + tail):
                return doer[0], TextRange(measure, *act.span()), power.what
    return None


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
