"""Figures in the words of goals against their indicators."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from jindu.language.naming import called
from jindu.model.context import Context
from jindu.model.diagnostic import Finding, Level, Severity, TextRange
from jindu.model.fields import Entity
from jindu.model.plan import Goal, Indicator, Plan
from jindu.model.rule import rule
from jindu.rules.bases import CONSISTENCY
from jindu.units import Period, say_quantity
from jindu.units.patterns import late

_REACHED = late(
    r"(?:达到|提高到|提升到|上升到|增加到|发展到|降低到|下降到|保持在|稳定在|不低于|不高于|不少于|不超过|控制在)"
    r"了?(?P<value>\d{1,7}(?:\.\d+)?)(?P<unit>[%％]|[人个名支场次户件项册家处课]{1,2})"
)
_ELSEWHERE = late("全省|全国|全市|上级|平均|省定|市定")
_GROUPS = late(
    "流动人口|外来人员|学生|家长|青少年|未成年人|老年人|妇女|从业人员|员工|职工|教师|党员|村民|农村|城区|城镇"
    "|商户|企业|租户|租客|重点人群|校园|学校|机关|行业|场所|志愿者|试点"
)
_OF_A_YEAR = late("第[一二三四五]年|首年|当年|每年|20\\d\\d年|年度|[上下]半年")
_AT_THE_END = late("期末|期满|最终|到期|[三3]年[内后]")


@rule("GOL015", Severity.WARNING, level=Level.REVIEW, basis=CONSISTENCY)
def text_contradicts_indicator(context: Context) -> Iterator[Finding]:
    """目标文字里的数与指标不一致。

    目标内容、总体目标里写的百分比和数量，应当就是指标的数值。按指标名称末尾的词（知晓率、满意度等）和名称
    开头的词（党员志愿者等）认出说的是哪个指标；说的是另一类人群、某一年或者全县平均的，以及认不准的，不查。
    写出的数不是它的目标值，也不是基期值、年度目标的，会提醒。指标的数值由程序从指标里带进正文，文字里最好
    不写数。

    ```yaml
    目标:
      - 编号: 目标一
        内容: 居民禁毒知识知晓率达到95%  # <- GOL015
        指标:
          - {编号: 指标一, 名称: 居民禁毒知识知晓率, 计量单位: "%", 方向: 不低于, 目标值: 92%}
    ```

    ```yaml
    目标:
      - 编号: 目标一
        内容: 居民禁毒知识知晓率达到92%
        指标:
          - {编号: 指标一, 名称: 居民禁毒知识知晓率, 计量单位: "%", 方向: 不低于, 目标值: 92%}
    ```
    """
    plan = context.plan
    texts: list[tuple[Entity, str, str | None]] = [
        (goal, "content", goal.content) for goal in plan.goals
    ]
    if plan.overview is not None:
        texts.append((plan.overview, "overall_goal", plan.overview.overall_goal))
    for entity, attribute, text in texts:
        for clause, match in _figures_reached(text or "", plan.period):
            indicator = _indicator_in(plan, entity, clause, match["unit"])
            if indicator is None or indicator.target is None or text is None:
                continue
            start = _other_start(indicator, clause)
            if start is not None:
                yield start._replace(where=entity.at(attribute))
            elif Decimal(match["value"]) not in _stated_values(indicator):
                at = text.index(clause)
                yield Finding(
                    entity.at(attribute),
                    f"文字里写的是“{clause}”，{called(indicator, '指标')}的目标值却是"
                    f"{say_quantity(indicator.target, indicator.unit_of_measure)}。",
                    "以指标为准的，改正文字或者删去数字；以文字为准的，改正指标的目标值。",
                    related=((indicator.at("target"), "目标值"),),
                    range=TextRange(text, at + match.start("value"), at + match.end()),
                )


def _other_start(indicator: Indicator, clause: str) -> Finding | None:
    """Return the finding for 由60%提高到90% where the baseline is another; its place is open."""
    base = indicator.baseline
    told = _FROM.search(clause) if base is not None and base.value is not None else None
    if told is None or base is None or Decimal(told["value"]) in _stated_values(indicator):
        return None
    value = say_quantity(base.value or Decimal(0), indicator.unit_of_measure)
    return Finding(
        (),
        f"文字里写的是“{clause}”，{called(indicator, '指标')}的基期值却是{value}。",
        "以指标为准的，改正文字或者删去数字；以文字为准的，改正指标的基期值。",
        related=((base.at("value"), "基期值"),),
    )


_FROM = late(r"[由从](?P<value>\d{1,7}(?:\.\d+)?)[^，。；]{0,3}(?:提|上|增|发|降|下|减)")


def _figures_reached(text: str, period: Period | None) -> Iterator[tuple[str, re.Match[str]]]:
    """Yield the clauses that say what is reached at the end, with the figure."""
    last = f"{period.end.year}年" if period is not None else "期末"
    for sentence in re.split("[。；]", text) if any(map(str.isdecimal, text)) else ():
        of_a_year = False
        for clause in re.split("[，、]", sentence):
            if of_a_year or _OF_A_YEAR.search(clause):
                of_a_year = not _AT_THE_END.search(clause) and last not in clause
            match = _REACHED.search(clause)
            if match is not None and not of_a_year and not _ELSEWHERE.search(clause):
                yield clause, match


def _indicator_in(plan: Plan, entity: Entity, clause: str, unit: str) -> Indicator | None:
    """Return the indicator that a clause is about; None if unclear.

    Of a percentage the name must end with a word of the clause, and be the only such one: first
    among those of the same goal, without 率 or 度, then in the whole plan. Of a count the name
    must begin with a word of the clause. The clause may name no group that the name does not.
    """
    own = entity.indicators if isinstance(entity, Goal) else ()
    if unit in ("%", "％"):
        for indicators, tail in ((own, slice(-3, -1)), (plan.indicators, slice(-3, None))):
            found = [
                indicator
                for indicator in indicators
                if indicator.is_percentage
                and len(indicator.name or "") > 2
                and indicator.sure("target")
                and str(indicator.name)[tail] in clause
            ]
            if found:
                break
    else:
        found = [
            indicator
            for indicator in plan.indicators
            if indicator.unit_of_measure == unit
            and len(indicator.name or "") > _KNOWN_BY
            and indicator.sure("target")
            and str(indicator.name)[:_KNOWN_BY] in clause
        ]
    one = found[0] if len(found) == 1 else None
    if one is None or set(_GROUPS.findall(clause)) - set(_GROUPS.findall(one.name or "")):
        return None
    return one


_KNOWN_BY = 4
"""Characters at the start of a name by which a clause tells a count."""


def _stated_values(indicator: Indicator) -> set[Decimal]:
    base, alert = indicator.baseline, indicator.alert
    known = [indicator.target, base.value if base else None]
    known += [alert.yellow, alert.red] if alert else []
    return {value for value in (*known, *indicator.year_targets.values()) if value is not None}
