"""Targets against baselines, yearly targets and prose."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from itertools import pairwise

from jindu.analysis.period import misdated
from jindu.language.naming import called
from jindu.model.choices import Direction, YearBasis
from jindu.model.context import Context
from jindu.model.diagnostic import Finding, Level, Severity
from jindu.model.fields import Entity
from jindu.model.plan import Goal, Indicator, Plan
from jindu.model.rule import rule
from jindu.rules.bases import CONSISTENCY
from jindu.units import say_quantity


@rule("GOL007", Severity.ERROR, level=Level.REVIEW, basis=CONSISTENCY)
def target_worse_than_baseline(context: Context) -> Iterator[Finding]:
    """目标值与方向相反。

    方向是“不低于”的，目标值不应低于基期值；方向是“不高于”的，目标值不应高于基期值。否则目标
    等于允许退步，多半是方向或者数值写错了。

    ```yaml
    目标:
      - 编号: 目标一
        指标:
          - 编号: 指标一
            名称: 新发现吸毒人员数
            计量单位: 人
            方向: 不高于
            基期: {时间: 2025, 值: 10人}
            目标值: 12人  # <- GOL007
    ```

    ```yaml
    目标:
      - 编号: 目标一
        指标:
          - 编号: 指标一
            名称: 新发现吸毒人员数
            计量单位: 人
            方向: 不高于
            基期: {时间: 2025, 值: 10人}
            目标值: 6人
    ```
    """
    plan = context.plan
    for indicator in plan.indicators:
        base = indicator.baseline
        if base is None or base.value is None or indicator.target is None:
            continue
        if _is_worse(indicator.direction, base.value, indicator.target):
            start = say_quantity(base.value, indicator.unit_of_measure)
            end = say_quantity(indicator.target, indicator.unit_of_measure)
            yield Finding(
                indicator.at("target"),
                f"{called(indicator, '指标')}要求{indicator.direction}{end}，而基期已经是{start}。",
                f"目标值应当{_better_word(indicator.direction)}{start}；方向写反了的，"
                f"改成“{_opposite(indicator.direction)}”。",
                related=((base.at("value"), "基期值"),),
            )


def _better_word(direction: Direction | None) -> str:
    return "不低于" if direction is Direction.AT_LEAST else "不高于"


def _opposite(direction: Direction | None) -> str:
    return (Direction.AT_MOST if direction is Direction.AT_LEAST else Direction.AT_LEAST).value


def _is_worse(direction: Direction | None, before: Decimal, after: Decimal) -> bool:
    if direction is Direction.AT_LEAST:
        return after < before
    return direction is Direction.AT_MOST and after > before


@rule("GOL008", Severity.ERROR, level=Level.REVIEW, basis=CONSISTENCY)
def inconsistent_year_targets(context: Context) -> Iterator[Finding]:
    """年度目标倒退、越出方案年度，或者最后达不到目标值。

    年度目标应当逐年向目标值推进，年份在实施期限之内，最后一年达到目标值。“年度目标口径”写“当年”的，
    各年是当年一年的量，合计等于目标值，或者最后一年等于目标值；不一致的为警告。

    ```yaml
    目标:
      - 编号: 目标一
        指标:
          - 编号: 指标一
            名称: 知晓率
            计量单位: "%"
            方向: 不低于
            目标值: 92%
            年度目标: {2026: 88%, 2027: 85%, 2028: 92%}  # <- GOL008
    ```

    ```yaml
    目标:
      - 编号: 目标一
        指标:
          - 编号: 指标一
            名称: 知晓率
            计量单位: "%"
            方向: 不低于
            目标值: 92%
            年度目标: {2026: 85%, 2027: 88%, 2028: 92%}
    ```
    """
    plan = context.plan
    period = plan.period
    for indicator in plan.indicators:
        years = sorted(indicator.year_targets.items())
        if not years or not indicator.sure("year_targets"):
            continue
        where, name = indicator.at("year_targets"), called(indicator, "指标")
        unit = indicator.unit_of_measure
        outside = [str(year) for year, _ in years if period and year not in period.years()]
        if outside and period and plan.overview and misdated(plan) is None:
            yield Finding(
                where,
                f"{name}的年度目标写到了方案之外的{'、'.join(outside)}年，"
                f"方案的实施期限是{period.words()}。",
                "年度目标只写实施期限内的年份。",
                related=((plan.overview.at("period"), "方案的起止"),),
            )
        if indicator.year_basis is YearBasis.YEARLY:
            yield from _parts_mismatch(indicator)
            continue
        for (year, before), (later, after) in pairwise(years):
            if _is_worse(indicator.direction, before, after):
                yield Finding(
                    where,
                    f"{name}{later}年的目标{say_quantity(after, unit)}"
                    f"比{year}年的{say_quantity(before, unit)}倒退。",
                    f"方向是{indicator.direction}，{later}年的目标应当"
                    f"{_better_word(indicator.direction)}{say_quantity(before, unit)}。",
                )
                break
        last, value = years[-1]
        if indicator.target is not None and value != indicator.target:
            final = say_quantity(indicator.target, unit)
            yield Finding(
                where,
                f"{name}最后一年（{last}年）的目标{say_quantity(value, unit)}"
                f"与目标值{final}不一致。",
                f"把{last}年的目标写成{final}，或者改正目标值。",
                related=((indicator.at("target"), "目标值"),),
            )


def _parts_mismatch(indicator: Indicator) -> Iterator[Finding]:
    """Report yearly amounts that neither add up to the target nor reach it in the last year."""
    amounts = [amount for _, amount in sorted(indicator.year_targets.items())]
    whole = sum(amounts, Decimal(0))
    target, unit = indicator.target, indicator.unit_of_measure
    if target is None or indicator.is_percentage or target in (whole, amounts[-1]):
        return
    yield Finding(
        indicator.at("year_targets"),
        f"{called(indicator, '指标')}各年合计{say_quantity(whole, unit)}，"
        f"与目标值{say_quantity(target, unit)}不一致。",
        f"核对各年的量；合计无误的，把目标值改成{say_quantity(whole, unit)}。",
        related=((indicator.at("target"), "目标值"),),
        severity=Severity.WARNING,
    )


_REACHED = re.compile(
    r"(?:达到|提高到|提升到|上升到|降低到|下降到|保持在|稳定在|不低于|不高于|不少于|不超过|控制在)"
    r"了?(?P<value>\d{1,3}(?:\.\d+)?)[%％]"
)
_ELSEWHERE = re.compile("全省|全国|全市|上级|平均|省定|市定")


@rule("GOL015", Severity.WARNING, level=Level.REVIEW, basis=CONSISTENCY)
def text_contradicts_indicator(context: Context) -> Iterator[Finding]:
    """目标文字里的百分比与指标不一致。

    目标内容、总体目标里写的百分比，应当就是指标的数值。按指标名称末尾的词（知晓率、满意度等）认出说的是
    哪个指标，认不准的不查；写出的数不是它的目标值，也不是基期值、年度目标的，会提醒。指标的数值由程序从指标里带进
    正文，文字里最好不写数。

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
        for clause in (
            re.split("[，。；、]", text) if text and ("%" in text or "％" in text) else ()
        ):
            match = _REACHED.search(clause)
            indicator = _indicator_in(plan, entity, clause) if match else None
            if match is None or indicator is None or _ELSEWHERE.search(clause):
                continue
            value = Decimal(match["value"])
            if indicator.target is not None and value not in _stated_values(indicator):
                yield Finding(
                    entity.at(attribute),
                    f"文字里写的是“{clause}”，{called(indicator, '指标')}的目标值却是"
                    f"{say_quantity(indicator.target, '%')}。",
                    "以指标为准的，改正文字或者删去数字；以文字为准的，改正指标的目标值。",
                    related=((indicator.at("target"), "目标值"),),
                )


def _indicator_in(plan: Plan, entity: Entity, clause: str) -> Indicator | None:
    """Return the percentage indicator that a clause is about; None if unclear.

    The name of the indicator must end with a word of the clause, and be the only such one: first
    among those of the same goal, without 率 or 度, then in the whole plan.
    """
    own = entity.indicators if isinstance(entity, Goal) else ()
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
            return found[0] if len(found) == 1 else None
    return None


def _stated_values(indicator: Indicator) -> set[Decimal]:
    base, alert = indicator.baseline, indicator.alert
    known = [indicator.target, base.value if base else None]
    known += [alert.yellow, alert.red] if alert else []
    return {value for value in (*known, *indicator.year_targets.values()) if value is not None}
