"""Performance categories and weights."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from jindu.language.naming import called, listed
from jindu.model.context import Context
from jindu.model.diagnostic import Finding, Level, Severity
from jindu.model.plan import Plan
from jindu.model.rule import rule
from jindu.rules.bases import CONSISTENCY
from jindu.units import say_quantity

_ZERO = Decimal(0)
_LEVELS = {
    "产出": ("数量", "质量", "时效", "成本"),
    "效益": ("经济", "社会", "生态", "可持续影响"),
    "满意度": ("服务对象满意度",),
    "成本": ("经济成本", "社会成本", "生态环境成本"),
}


def _split_category(text: str) -> tuple[str, str]:
    """Split 绩效类别 into its two levels, without 指标, and without 效益 after the second."""
    first, _, second = re.sub(r"[·—－\-]", "/", text).replace("指标", "").partition("/")
    return first.strip(), second.strip().removesuffix("效益") or second.strip()


@rule(
    "GOL003",
    Severity.WARNING,
    level=Level.REVIEW,
    basis="绩效目标申报的要求：一级、二级指标配套（以本级财政部门的申报表为准）",
)
def invalid_category(context: Context) -> Iterator[Finding]:
    """绩效类别的一级、二级不配套。

    一级分产出、效益、满意度（有成本指标的另列成本）；二级属于各自的一级：产出下有数量、质量、
    时效、成本，效益下有经济、社会、生态、可持续影响，满意度下有服务对象满意度。

    ```yaml
    目标:
      - 编号: 目标一
        指标:
          - {编号: 指标一, 名称: 宣传场次, 绩效类别: 产出/社会效益}  # <- GOL003
    ```

    ```yaml
    目标:
      - 编号: 目标一
        指标:
          - {编号: 指标一, 名称: 宣传场次, 绩效类别: 产出/数量}
          - {编号: 指标二, 名称: 知晓率, 绩效类别: 效益/社会效益}
    ```
    """
    plan = context.plan
    for indicator in plan.indicators:
        if not indicator.category:
            continue
        first, second = _split_category(indicator.category)
        if first not in _LEVELS:
            tip = f"一级写{'、'.join(_LEVELS)}中的一个，如 产出/数量。"
        elif second and second not in _LEVELS[first]:
            tip = f"“{first}”下的二级是{'、'.join(_LEVELS[first])}。"
        else:
            continue
        yield Finding(
            indicator.at("category"),
            f"{called(indicator, '指标')}的绩效类别“{indicator.category}”不配套。",
            tip,
        )


@rule(
    "GOL004",
    Severity.WARNING,
    level=Level.REVIEW,
    basis="绩效目标申报的要求：有产出、效益和满意度指标（以本级财政部门的申报表为准）",
)
def missing_category(context: Context) -> Iterator[Finding]:
    """绩效指标没有覆盖产出、效益和满意度。

    申请财政资金的项目，绩效指标要有产出、效益和满意度三类。全部指标都没有写绩效类别的，
    也会提醒。

    ```yaml
    目标:  # <- GOL004
      - 编号: 目标一
        指标:
          - {编号: 指标一, 名称: 宣传场次, 绩效类别: 产出/数量}
          - {编号: 指标二, 名称: 知晓率, 绩效类别: 效益/社会效益}
    ```

    ```yaml
    目标:
      - 编号: 目标一
        指标:
          - {编号: 指标一, 名称: 宣传场次, 绩效类别: 产出/数量}
          - {编号: 指标二, 名称: 知晓率, 绩效类别: 效益/社会效益}
          - {编号: 指标三, 名称: 居民满意度, 绩效类别: 满意度/服务对象满意度}
    ```
    """
    plan = context.plan
    if not plan.indicators or not all(indicator.sure("category") for indicator in plan.indicators):
        return
    found = {
        _split_category(indicator.category)[0]
        for indicator in plan.indicators
        if indicator.category
    }
    missing = [name for name in ("产出", "效益", "满意度") if name not in found]
    if missing:
        without_category = [indicator for indicator in plan.indicators if not indicator.category]
        yield Finding(
            plan.at("goals"),
            f"{len(plan.indicators)}个指标里没有{'、'.join(missing)}类"
            + (f"，{listed(without_category)}没有写绩效类别。" if without_category else "。"),
            "在已有指标上写明“绩效类别”，如 绩效类别: 产出/数量；确实没有的，补上这类指标。"
            if without_category
            else f"补上{'、'.join(missing)}类指标，如{_SAMPLES[missing[0]]}。",
            on_key=True,
        )


_SAMPLES = {
    "产出": "宣传活动场次",
    "效益": "居民禁毒知识知晓率",
    "满意度": "群众对禁毒工作的满意度",
}


@rule("GOL011", Severity.ERROR, level=Level.REVIEW, basis=f"{CONSISTENCY}：绩效指标分值合计100分")
def indicator_scores_mismatch(context: Context) -> Iterator[Finding]:
    """指标分值合计不是100分，或者有的指标没有分值。

    写了分值，就要全部写，合计100分。写了绩效类别的，各个一级指标的分值相加也应当是100分：有分值
    而没有绩效类别的指标，申报时归不到任何一级，作为警告。各级之间怎样分配，由财政部门规定，不作检查。

    ```yaml
    目标:  # <- GOL011
      - 编号: 目标一
        指标:
          - {编号: 指标一, 名称: 知晓率, 分值: 60}
          - {编号: 指标二, 名称: 满意度, 分值: 45}
    ```

    ```yaml
    目标:
      - 编号: 目标一
        指标:
          - {编号: 指标一, 名称: 知晓率, 分值: 60}
          - {编号: 指标二, 名称: 满意度, 分值: 40}
    ```
    """
    plan = context.plan
    indicators = plan.indicators
    if not all(indicator.sure("score") for indicator in indicators):
        return
    scores = [indicator.score for indicator in indicators if indicator.score is not None]
    if not scores:
        return
    without_score = [indicator for indicator in indicators if indicator.score is None]
    total = sum(scores, _ZERO)
    if without_score:
        yield Finding(
            without_score[0].where,
            f"{len(scores)}个指标写了分值，{len(without_score)}个没有写："
            f"{listed(without_score, 3)}。",
            "给每个指标写上分值，合计100分；不用分值的，全部不写。",
        )
    elif total != 100:
        change = ("减少" if total > 100 else "增加") + say_quantity(abs(total - 100), "分")
        yield Finding(
            plan.at("goals"),
            f"{len(scores)}个指标的分值合计{say_quantity(total, '分')}{_scores_by_level(plan)}，"
            "不是100分。",
            f"调整分值，合计{change}。",
            on_key=True,
        )
    else:
        yield from _scores_without_level(plan)


def _scores_by_level(plan: Plan) -> str:
    """Return the sums as （产出50分，效益30分）; empty if an indicator has no level."""
    levels: dict[str, Decimal] = {}
    for indicator in plan.indicators:
        if not indicator.category or indicator.score is None:
            return ""
        level = _split_category(indicator.category)[0]
        levels[level] = levels.get(level, _ZERO) + indicator.score
    return f"（{'，'.join(level + say_quantity(w, '分') for level, w in levels.items())}）"


def _scores_without_level(plan: Plan) -> Iterator[Finding]:
    """Report scores of indicators without a category, if others have one."""
    uncategorized = [
        indicator
        for indicator in plan.indicators
        if not indicator.category and indicator.score and indicator.sure("category")
    ]
    if uncategorized and len(uncategorized) < len(plan.indicators):
        uncounted = sum(
            (indicator.score for indicator in uncategorized if indicator.score is not None), _ZERO
        )
        yield Finding(
            uncategorized[0].where,
            f"{listed(uncategorized)}有分值而没有写绩效类别，"
            f"各个一级指标的分值合计只有{say_quantity(100 - uncounted, '分')}。",
            "写明“绩效类别”，如 绩效类别: 产出/数量。",
            severity=Severity.WARNING,
        )
