"""Goals and indicators: measurable, with a baseline, consistent over the years."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from jindu.language.naming import called
from jindu.model.choices import Nature
from jindu.model.context import Context
from jindu.model.diagnostic import Finding, Level, Severity
from jindu.model.fields import Entity
from jindu.model.plan import Indicator, Plan
from jindu.model.rule import rule
from jindu.rules.bases import CONSISTENCY
from jindu.units import say_quantity


@rule("GOL001", Severity.ERROR, level=Level.REVIEW, basis="方案自身的要求：目标能够衡量")
def unmeasurable_indicator(context: Context) -> Iterator[Finding]:
    """指标无法衡量。

    定量指标要有计量单位、方向和目标值；定性指标要在“目标值”或者“计算方法”里写明怎样算完成。只写“明显
    提升”之类的话，期末无从评价。

    ```yaml
    目标:
      - 编号: 目标一
        指标:
          - {编号: 指标一, 名称: 戒治效果提升}  # <- GOL001
    ```

    ```yaml
    目标:
      - 编号: 目标一
        指标:
          - {编号: 指标一, 名称: 帮扶措施落实率, 计量单位: "%", 方向: 不低于, 目标值: 90%}
          - {编号: 指标二, 名称: 会商制度, 指标性质: 定性, 计算方法: 制度印发并召开首次会商}
    ```
    """
    plan = context.plan
    needed = (("unit_of_measure", "计量单位"), ("direction", "方向"), ("target", "目标值"))
    for indicator in plan.indicators:
        if indicator.nature is Nature.JUDGED:
            if indicator.lacks("method", "target"):
                yield Finding(
                    indicator.where,
                    f"定性{called(indicator, '指标')}没有写怎样算完成。",
                    "在“计算方法”里写明完成的标志，如“制度印发并召开首次会议”，"
                    "或者在“目标值”里用文字写。",
                )
            continue
        if indicator.is_judged:
            continue
        missing = [name for attribute, name in needed if indicator.lacks(attribute)]
        if missing:
            yield Finding(
                indicator.where,
                f"{called(indicator, '指标')}没有写{'、'.join(missing)}，无法衡量。",
                f"补上{'、'.join(missing)}；数不出来的，写明“指标性质: 定性”和完成的标志。",
            )


_CHANGE = re.compile(r"下降|减少|降低|减幅|降幅|提高|增长|增加|增幅|提升|上升|新增")


@rule(
    "GOL002", Severity.ERROR, level=Level.REVIEW, basis="方案自身的要求：说变化的，说清从多少变起"
)
def missing_baseline(context: Context) -> Iterator[Finding]:
    """指标没有基期，或者基期不全。

    说“下降”“提高”，先要说清从多少变起：名称里有这类字样的指标必须写基期的值、时间和出处。其他
    定量指标没有基期的，或者基期缺时间、缺出处的，是警告。

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
            名称: 新增吸毒人员下降率
            计量单位: "%"
            基期: {时间: 2025, 值: 0%, 出处: 县禁毒办统计}
            目标值: 20%
    ```
    """
    plan = context.plan
    for indicator in plan.indicators:
        base = indicator.baseline
        if indicator.is_judged or not indicator.sure("baseline"):
            continue
        if base is None or base.lacks("value"):
            changes = _CHANGE.search(indicator.name or "") is not None
            yield Finding(
                indicator.at("baseline"),
                f"{called(indicator, '指标')}没有写基期值"
                + ("，看不出从多少变起。" if changes else "。"),
                f"补上基期，如 {_baseline_example(plan, indicator)}。",
                on_key=True,
                severity=None if changes else Severity.WARNING,
            )
            continue
        missing = [n for a, n in (("date", "时间"), ("source", "出处")) if base.lacks(a)]
        if missing:
            yield Finding(
                base.where,
                f"{called(indicator, '指标')}的基期没有写{'、'.join(missing)}。",
                f"补上{'、'.join(missing)}，便于核对。",
                severity=Severity.WARNING,
            )


def _baseline_example(plan: Plan, indicator: Indicator) -> str:
    """Return an example of a baseline in the unit of the indicator."""
    year = plan.period.start.year - 1 if plan.period else 2025
    value = (
        "80%" if indicator.is_percentage else say_quantity(Decimal(12), indicator.unit_of_measure)
    )
    source = indicator.data_source or "工作台账"
    return f"基期: {{时间: {year}, 值: {value}, 出处: {source}}}"


@rule(
    "GOL005",
    Severity.WARNING,
    level=Level.REVIEW,
    basis="惯例：群众满意度达到90%以上",
    norms=("满意度下限",),
)
def satisfaction_target_too_low(context: Context) -> Iterator[Finding]:
    """满意度的目标值偏低。

    群众满意度的目标一般不低于90%；上级另有要求的，在 jindu.toml 里调整。名称含“满意”的百分比
    指标按此检查。

    ```yaml
    目标:
      - 编号: 目标一
        指标:
          - {编号: 指标一, 名称: 居民满意度, 计量单位: "%", 方向: 不低于, 目标值: 85%}  # <- GOL005
    ```

    ```yaml
    目标:
      - 编号: 目标一
        指标:
          - {编号: 指标一, 名称: 居民满意度, 计量单位: "%", 方向: 不低于, 目标值: 90%}
    ```
    """
    plan = context.plan
    minimum = context.norms["满意度下限"]
    for indicator in plan.indicators:
        if "满意" not in (indicator.name or "") or not indicator.is_percentage:
            continue
        if indicator.target is not None and indicator.target < minimum.value:
            yield Finding(
                indicator.at("target"),
                f"{called(indicator, '指标')}的目标值{say_quantity(indicator.target, '%')}"
                f"低于{minimum.value}%。",
                f"提高到{minimum.value}%以上；上级要求不同的，在 jindu.toml 里改“{minimum.name}”。",
            )


_OVER = re.compile(
    r"(?:1[0-9]\d|[2-9]\d\d)(?:\.\d+)?[%％](?:以上|及以上)|超过(?:100|[1-9]\d\d)[%％]"
)


@rule("GOL006", Severity.ERROR, level=Level.DRAFT, basis=CONSISTENCY)
def percentage_out_of_range(context: Context) -> Iterator[Finding]:
    """百分比超出了可能的范围。

    比率在0到100%之间；“覆盖率达到100%以上”没有意义，达到全部就写100%。

    ```yaml
    目标:
      - 编号: 目标一
        内容: 宣传覆盖率达到100%以上  # <- GOL006
        指标:
          - {编号: 指标一, 名称: 覆盖率, 计量单位: "%", 目标值: 120%}  # <- GOL006
    ```

    ```yaml
    目标:
      - 编号: 目标一
        内容: 宣传实现全覆盖
        指标:
          - {编号: 指标一, 名称: 覆盖率, 计量单位: "%", 目标值: 100%}
    ```
    """
    plan = context.plan
    for goal in plan.goals:
        texts: list[tuple[Entity, str, str | None]] = [(goal, "content", goal.content)]
        texts += [(indicator, "name", indicator.name) for indicator in goal.indicators]
        for entity, attribute, text in texts:
            match = _OVER.search(text) if text else None
            if match is not None:
                yield Finding(
                    entity.at(attribute),
                    f"{called(entity, '目标' if entity is goal else '指标')}里的"
                    f"“{match.group()}”超出了百分比可能的范围。",
                    "达到全部就写100%；表示增长的，写明比哪一年增长多少。",
                )


@rule("GOL009", Severity.WARNING, level=Level.REVIEW, basis="惯例：指标有数据来源和责任单位")
def missing_data_collection(context: Context) -> Iterator[Finding]:
    """指标没有写数据从哪里来、多久采一次、由谁负责。

    指标要有数据出处、频次和责任单位，期末才拿得出数据。

    ```yaml
    目标:
      - 编号: 目标一
        指标:
          - {编号: 指标一, 名称: 知晓率, 数据出处: 问卷调查}  # <- GOL009
    ```

    ```yaml
    目标:
      - 编号: 目标一
        指标:
          - {编号: 指标一, 名称: 知晓率, 数据出处: 问卷调查, 频次: 每年, 责任单位: 支部}
    ```
    """
    plan = context.plan
    needed = (("data_source", "数据出处"), ("frequency", "频次"), ("owner", "责任单位"))
    for indicator in plan.indicators:
        if indicator.is_judged:
            continue
        missing = [name for attribute, name in needed if indicator.lacks(attribute)]
        if missing:
            yield Finding(
                indicator.where,
                f"{called(indicator, '指标')}没有写{'、'.join(missing)}。",
                f"补上{'、'.join(missing)}，期末才拿得出数据。",
            )
