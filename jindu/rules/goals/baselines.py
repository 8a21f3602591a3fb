"""Baselines of indicators: what a change is counted from."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from jindu.language import indicators as names
from jindu.language.naming import called, listed
from jindu.model.choices import Genre
from jindu.model.context import Context
from jindu.model.diagnostic import Finding, Level, Severity
from jindu.model.plan import Baseline, Indicator, Plan
from jindu.model.rule import rule
from jindu.units import Precision, say_day, say_quantity


@rule(
    "GOL002", Severity.ERROR, level=Level.REVIEW, basis="方案自身的要求：说变化的，说清从多少变起"
)
def missing_baseline(context: Context) -> Iterator[Finding]:
    """说变化的指标没有说从多少变起，或者基期不全。

    “下降率”“提高幅度”要说清与哪一年的数相比：写基期，或者在名称、计算方法里写明“比2025年”
    “同比”和公式。增长率按上年计算，不必写；实施方案以外的文种多不写基期，作为警告。名称里写“显著提升”而
    没有基期的，也是警告。

    基期的时间在方案实施以后的，是警告：基期是实施以前的数；开始半年以内摸底得出的不算。其他指标有的写了
    基期、有的没有写的，以及基期缺时间、缺出处的，只作提示。

    ```yaml
    目标:
      - 编号: 目标一
        指标:
          - {编号: 指标一, 名称: 新增吸毒人员下降率, 计量单位: "%", 目标值: 20%}  # <- GOL002
    ```

    ```yaml
    目标:
      - 编号: 目标一
        指标:
          - 编号: 指标一
            名称: 新增吸毒人员数
            计量单位: 人
            方向: 不高于
            基期: {时间: 2025, 值: 10人, 出处: 县禁毒办统计}
            目标值: 8人
          - 编号: 指标二
            名称: 新增吸毒人员下降率
            计量单位: "%"
            方向: 不低于
            目标值: 20%
            计算方法: （2025年新增人数－当年新增人数）÷2025年新增人数×100%
    ```
    """
    plan = context.plan
    counted = [i for i in plan.indicators if not i.is_judged and i.sure("baseline")]
    without = [i for i in counted if i.baseline is None or i.baseline.lacks("value")]
    reported = [indicator for indicator in without if _says_change(indicator)]
    for indicator in reported:
        yield _unknown_start(plan, indicator)
    left = [i for i in without if i not in reported and not names.is_new(i.name or "")]
    if plan.genre is Genre.PLAN and len(without) < len(counted):
        for indicator in left:
            yield Finding(
                indicator.at("baseline"),
                f"{called(indicator, '指标')}没有写基期值，别的指标写了。",
                f"有上年数据的，补上基期，如 {_example(plan, indicator)}；没有的，可以不写。",
                on_key=True,
                severity=Severity.INFO,
            )
    written = [indicator for indicator in counted if indicator not in without]
    yield from _inside_the_plan(plan, written)
    yield from _incomplete(written)


def _inside_the_plan(plan: Plan, indicators: Sequence[Indicator]) -> Iterator[Finding]:
    """Report baselines of a time when the plan is already being carried out."""
    period = plan.period
    for indicator in indicators if period is not None else ():
        base = indicator.baseline
        if period is None or base is None or base.date is None or plan.overview is None:
            continue
        date = base.date
        early = date.precision > Precision.YEAR and (date.first - period.start).days < _HALF_A_YEAR
        if date.last >= period.start and not early:
            yield Finding(
                base.at("date"),
                f"{called(indicator, '指标')}的基期是{date.name()}，"
                f"方案自{say_day(period.start)}起实施，基期应当在实施以前。",
                f"写{period.start.year - 1}年的数；{date.name()}要达到的数，写在“年度目标”里。",
                related=((plan.overview.at("period"), "方案的起止"),),
                severity=Severity.WARNING,
            )


_HALF_A_YEAR = 183


def _says_change(indicator: Indicator) -> bool:
    """Whether its name tells a change, and nothing tells from what."""
    name = indicator.name or ""
    told = "；".join(filter(None, (name, indicator.method)))
    if names.names_what_it_is_compared_with(told):
        return False
    return names.is_vague_change(name) or _is_change_rate(indicator)


def _is_change_rate(indicator: Indicator) -> bool:
    name = indicator.name or ""
    if names.is_vague_change(name):
        return False
    return names.is_change_rate(name, percentage=indicator.is_percentage)


def _unknown_start(plan: Plan, indicator: Indicator) -> Finding:
    name = called(indicator, "指标")
    if _is_change_rate(indicator):
        tip = (
            "把指标改成数量，如“新增吸毒人员数”，基期写上年的数；或者在“计算方法”里写公式，"
            "如“（上年数－当年数）÷上年数×100%”。"
        )
    else:
        tip = f"补上基期，如 {_example(plan, indicator)}；名称只写量的名字，不写“显著提升”。"
    is_error = plan.genre is Genre.PLAN and _is_change_rate(indicator)
    return Finding(
        indicator.at("baseline"),
        f"{name}没有写与哪一年的数相比，看不出从多少变起。",
        tip,
        on_key=True,
        severity=None if is_error else Severity.WARNING,
    )


def _incomplete(indicators: Sequence[Indicator]) -> Iterator[Finding]:
    """Report baselines without date or source: each, or once if all lack it."""
    pairs = [(indicator, indicator.baseline) for indicator in indicators if indicator.baseline]
    parts = (("date", "时间"), ("source", "出处"))
    nowhere = [
        (attribute, word)
        for attribute, word in parts
        if len(pairs) > 1 and all(base.lacks(attribute) for _, base in pairs)
    ]
    if nowhere:
        owners = [indicator for indicator, _ in pairs]
        words = "、".join(word for _, word in nowhere)
        yield _without(
            pairs[0][1], f"{len(pairs)}个指标的基期都没有写{words}：{listed(owners)}。", words
        )
    for indicator, base in pairs:
        words = "、".join(w for a, w in parts if (a, w) not in nowhere and base.lacks(a))
        if words:
            yield _without(base, f"{called(indicator, '指标')}的基期没有写{words}。", words)


def _without(base: Baseline, message: str, words: str) -> Finding:
    return Finding(base.where, message, f"补上{words}，便于核对。", severity=Severity.INFO)


def _example(plan: Plan, indicator: Indicator) -> str:
    """Return an example of a baseline in the unit of the indicator."""
    year = plan.period.start.year - 1 if plan.period else 2025
    value = (
        "80%" if indicator.is_percentage else say_quantity(Decimal(12), indicator.unit_of_measure)
    )
    source = indicator.data_source or "工作台账"
    return f"基期: {{时间: {year}, 值: {value}, 出处: {source}}}"
