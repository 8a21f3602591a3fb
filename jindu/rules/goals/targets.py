"""Targets against baselines, and yearly targets."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import pairwise

from jindu.analysis.period import misdated
from jindu.language.naming import called
from jindu.model.choices import Direction, YearBasis
from jindu.model.context import Context
from jindu.model.diagnostic import Finding, Level, Severity
from jindu.model.plan import Indicator, Plan, Year
from jindu.model.rule import rule
from jindu.rules.bases import CONSISTENCY
from jindu.units import Quantity, say_quantity


@rule("GOL007", Severity.WARNING, level=Level.REVIEW, basis=CONSISTENCY)
def target_worse_than_baseline(context: Context) -> Iterator[Finding]:
    """目标值比基期还差，或者方向写反了。

    方向是“不低于”的，目标值一般不低于基期值；方向是“不高于”的，目标值一般不高于基期值。否则多半是方向
    或者数值写错了；确实要减少的（如压减活动场次），可以不改。

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
                f"目标值一般{_better_word(indicator.direction)}{start}；方向写反了的，"
                f"改成“{_opposite(indicator.direction)}”；确实要这样定的，可以不改。",
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

    百分比的年度目标应当逐年向目标值推进，不比基期差，最后一年达到目标值；年份在实施期限之内。数量的年度
    目标可以是各年完成的数，合计等于目标值即可；两样都对不上的，是警告。“年度目标口径”写“当年”的，只看合计
    或者最后一年是否等于目标值。

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
          - 编号: 指标二
            名称: 培训人次
            计量单位: 人次
            方向: 不低于
            目标值: 600人次
            年度目标: {2026: 200人次, 2027: 200人次, 2028: 200人次}
    ```
    """
    plan = context.plan
    for indicator in plan.indicators:
        years = sorted(indicator.year_targets.items())
        if not years or not indicator.sure("year_targets"):
            continue
        yield from _years_outside(plan, indicator)
        if _are_parts(indicator):
            continue
        if indicator.year_basis is YearBasis.YEARLY:
            yield from _parts_mismatch(indicator)
            continue
        found = _year_before_baseline(indicator, years[0]) or _year_going_back(indicator, years)
        if found is not None:
            yield found
        last, value = years[-1]
        unit, target = indicator.unit_of_measure, indicator.target
        if target is not None and value != target:
            final = say_quantity(target, unit)
            yield Finding(
                indicator.at("year_targets"),
                f"{called(indicator, '指标')}最后一年（{last}年）的目标{say_quantity(value, unit)}"
                f"与目标值{final}不一致{_sum_of_years(indicator)}。",
                f"把{last}年的目标写成{final}，或者改正目标值；写的是各年完成数的，合计等于目标值。"
                if not indicator.is_percentage
                else f"把{last}年的目标写成{final}，或者改正目标值。",
                related=((indicator.at("target"), "目标值"),),
                severity=_weight(indicator),
            )


Years = Sequence[tuple[Year, Quantity]]


def _weight(indicator: Indicator) -> Severity | None:
    """Return a warning for counts, whose yearly targets may be meant otherwise."""
    return None if indicator.is_percentage else Severity.WARNING


def _are_parts(indicator: Indicator) -> bool:
    """Whether the yearly targets of a count are parts that add up to the target."""
    parts = indicator.year_targets.values()
    return (
        len(parts) > 1
        and not indicator.is_percentage
        and indicator.year_basis is not YearBasis.CUMULATIVE
        and sum(parts, Decimal(0)) == indicator.target
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


def _sum_of_years(indicator: Indicator) -> str:
    if indicator.is_percentage or len(indicator.year_targets) < 2:
        return ""
    total = sum(indicator.year_targets.values(), Decimal(0))
    return f"，各年合计{say_quantity(total, indicator.unit_of_measure)}，也不相等"


def _years_outside(plan: Plan, indicator: Indicator) -> Iterator[Finding]:
    period = plan.period
    if period is None or plan.overview is None or misdated(plan) is not None:
        return
    outside = [str(year) for year in sorted(indicator.year_targets) if year not in period.years()]
    if outside:
        yield Finding(
            indicator.at("year_targets"),
            f"{called(indicator, '指标')}的年度目标写到了方案之外的{'、'.join(outside)}年，"
            f"方案的实施期限是{period.words()}。",
            "年度目标只写实施期限内的年份。",
            related=((plan.overview.at("period"), "方案的起止"),),
        )


def _year_before_baseline(indicator: Indicator, first: tuple[Year, Quantity]) -> Finding | None:
    """Return the finding for a first year below the baseline; GOL007 reports a target below it."""
    base, (year, value) = indicator.baseline, first
    if base is None or base.value is None or not indicator.is_percentage:
        return None
    if not _is_worse(indicator.direction, base.value, value):
        return None
    if indicator.target is not None and _is_worse(
        indicator.direction, base.value, indicator.target
    ):
        return None
    unit = indicator.unit_of_measure
    return Finding(
        indicator.at("year_targets"),
        f"{called(indicator, '指标')}{year}年的目标{say_quantity(value, unit)}"
        f"比基期{say_quantity(base.value, unit)}还差。",
        f"{year}年的目标一般{_better_word(indicator.direction)}{say_quantity(base.value, unit)}。",
        related=((base.at("value"), "基期值"),),
        severity=Severity.WARNING,
    )


def _year_going_back(indicator: Indicator, years: Years) -> Finding | None:
    unit = indicator.unit_of_measure
    for (year, before), (later, after) in pairwise(years):
        if _is_worse(indicator.direction, before, after):
            return Finding(
                indicator.at("year_targets"),
                f"{called(indicator, '指标')}{later}年的目标{say_quantity(after, unit)}"
                f"比{year}年的{say_quantity(before, unit)}倒退。",
                f"方向是“{indicator.direction}”，{later}年的目标一般"
                f"{_better_word(indicator.direction)}{say_quantity(before, unit)}。",
                severity=_weight(indicator),
            )
    return None
