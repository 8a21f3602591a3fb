"""Indicators: measurable, within bounds, with a source of their data."""

from __future__ import annotations

import re
from collections.abc import Iterator

from jindu.language.indicators import is_satisfaction, may_exceed_hundred
from jindu.language.naming import called
from jindu.model.choices import Direction, Genre, Nature
from jindu.model.context import Context
from jindu.model.diagnostic import Finding, Level, Severity
from jindu.model.fields import Entity
from jindu.model.plan import Indicator
from jindu.model.rule import rule
from jindu.rules.absence import lacking
from jindu.rules.bases import CONSISTENCY
from jindu.units import say_quantity
from jindu.units.patterns import late

_NEEDED = (
    ("unit_of_measure", "“计量单位”"),
    ("direction", "“方向”（不低于、不高于、等于）"),
    ("target", "“目标值”"),
)


@rule("GOL001", Severity.ERROR, level=Level.REVIEW, basis="方案自身的要求：目标能够衡量")
def unmeasurable_indicator(context: Context) -> Iterator[Finding]:
    """指标无法衡量。

    定量指标要有计量单位、方向和目标值；定性指标要在“目标值”或者“计算方法”里写明怎样算完成。只写“明显
    提升”之类的话，期末无从评价。目标值或者年度目标已经写明，只缺计量单位、方向的，是警告；申报表
    只写数值的，不查方向。

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
    for indicator in plan.indicators:
        name = called(indicator, "指标")
        if indicator.nature is Nature.JUDGED and indicator.lacks("method", "target"):
            yield Finding(
                indicator.where,
                f"定性{name}没有写怎样算完成。",
                "在“计算方法”里写明完成的标志，如“制度印发并召开首次会议”，"
                "或者在“目标值”里用文字写。",
            )
        if indicator.is_judged:
            continue
        missing = [word for attribute, word in _NEEDED if indicator.lacks(attribute)]
        if not missing or (plan.genre is Genre.FORM and missing == [_NEEDED[1][1]]):
            continue  # A form gives the bare value.
        told = indicator.has("target") or indicator.has("year_targets")
        yield Finding(
            indicator.where,
            f"{name}没有写{''.join(missing)}" + ("。" if told else "，期末无从评价。"),
            "补上缺的各项；数不出来的，写明“指标性质: 定性”和完成的标志。",
            severity=Severity.WARNING if told else None,
        )


@rule(
    "GOL005",
    Severity.WARNING,
    level=Level.REVIEW,
    basis="惯例：群众满意度达到90%以上",
    norms=("满意度下限",),
)
def satisfaction_target_too_low(context: Context) -> Iterator[Finding]:
    """满意度的目标值偏低。

    群众满意度的目标一般不低于90%；上级另有要求的，在 jindu.toml 里调整。满意度、满意率、好评率按此
    检查，按百分制打分的也算；不满意率、不满意件整改率不算。

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
        target = indicator.target
        if target is None or indicator.direction is Direction.AT_MOST:
            continue
        if not is_satisfaction(indicator.name or "") or not _is_of_a_hundred(indicator):
            continue
        scale = "" if indicator.is_percentage else "，按百分制"
        if target < minimum.value:
            yield Finding(
                indicator.at("target"),
                f"{called(indicator, '指标')}的目标值"
                f"{say_quantity(target, indicator.unit_of_measure)}{scale}低于{minimum.value}%。",
                f"提高到{minimum.value}%以上；上级要求不同的，在 jindu.toml 里改“{minimum.name}”。",
                severity=None if plan.genre is Genre.PLAN else Severity.INFO,
            )


def _is_of_a_hundred(indicator: Indicator) -> bool:
    """Whether its target is a percentage or points, of a hundred and not of five or ten."""
    points = indicator.unit_of_measure == "分" and indicator.target is not None
    return indicator.is_percentage or bool(points and (indicator.target or 0) > _SMALL_SCALE)


_SMALL_SCALE = 10


_OVER = late(r"(?<!\d)(?!100[%％])[1-9]\d\d(?:\.\d+)?[%％](?:以上|及以上)?|超过100[%％]")


@rule("GOL006", Severity.ERROR, level=Level.DRAFT, basis=CONSISTENCY)
def percentage_out_of_range(context: Context) -> Iterator[Finding]:
    """百分比超出了可能的范围。

    比率在0到100%之间，达到全部就写100%。增长率、计划完成率和“比上年增长”的可以超过100%。“100%以上”
    由 TXT006 报告。

    ```yaml
    目标:
      - 编号: 目标一
        内容: 宣传覆盖率达到120%以上  # <- GOL006
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
            if text and match is not None and not _grows(text, match.start()):
                yield Finding(
                    entity.at(attribute),
                    f"{called(entity, '目标' if entity is goal else '指标')}里的"
                    f"“{match.group()}”超出了百分比可能的范围。",
                    "达到全部就写100%；表示增长的，写明比哪一年增长多少。",
                )


def _grows(text: str, end: int) -> bool:
    """Whether the clause before ``end`` is about a growth."""
    clause = re.split("[，。；、]", text[:end])[-1]
    return (
        may_exceed_hundred(clause) or re.search("增加|提高|提升|上升|翻|完成", clause) is not None
    )


@rule("GOL009", Severity.INFO, level=Level.REVIEW, basis="惯例：指标有数据来源和责任单位")
def missing_data_collection(context: Context) -> Iterator[Finding]:
    """指标没有写数据从哪里来、多久采一次、由谁负责。

    指标要有数据出处、频次和责任单位，期末才拿得出数据。只对实施方案提示；哪个指标都没有写的，只说一次。

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
    if plan.genre is not Genre.PLAN:
        return
    needed = (("data_source", "数据出处"), ("frequency", "频次"), ("owner", "责任单位"))
    counted = [indicator for indicator in plan.indicators if not indicator.is_judged]
    yield from lacking(counted, needed, "指标", _WHENCE)


_WHENCE = "写明数据从哪里来、多久采一次、由谁负责，期末才拿得出数据。"
