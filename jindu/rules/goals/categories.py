"""Performance categories and weights."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from jindu.language.indicators import is_satisfaction
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
_FIRST = {
    "项目完成": "产出",
    "完成": "产出",
    "项目产出": "产出",
    "项目效益": "效益",
    "效果": "效益",
}
"""Names of the first level in other forms."""
_SECOND = {"可持续": "可持续影响", "可持续发展": "可持续影响", "环境": "生态", "生态环境": "生态"}
_OF_MANAGEMENT = ("决策", "过程", "管理", "投入", "预算执行", "预算执行率", "执行率")
"""First levels of evaluations of a whole project, whose second levels differ from form to form."""


_SLASHES = str.maketrans("·—－-", "////")


def _split_category(text: str) -> tuple[str, str]:
    """Split 绩效类别 into its two levels, without 指标, and without 效益 after the second."""
    first, _, second = text.translate(_SLASHES).replace("指标", "").partition("/")
    first, second = first.strip(), second.strip()
    second = second.removesuffix("效益") or second
    if "满意" in second and first in ("效益", "项目效益"):
        first = "满意度"  # In the form of three levels satisfaction is an effect.
    return _FIRST.get(first, first), _SECOND.get(second, second)


def _fits(first: str, second: str) -> bool:
    if not second or first in _OF_MANAGEMENT:
        return True
    return second in _LEVELS[first] or (first == "满意度" and "满意" in second)


@rule(
    "GOL003",
    Severity.WARNING,
    level=Level.REVIEW,
    basis="绩效目标申报的要求：一级、二级指标配套（以本级财政部门的申报表为准）",
)
def invalid_category(context: Context) -> Iterator[Finding]:
    """绩效类别的一级、二级不配套。

    一级分产出、效益、满意度（有成本指标的另列成本），“项目完成指标”“项目效益指标”也认得；二级属于
    各自的一级：产出下有数量、质量、时效、成本，效益下有经济、社会、生态、可持续影响，满意度下有服务
    对象满意度、社会公众满意度等。满意度指标归在产出的数量、时效、成本下的，也会提醒。

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
        if first not in (*_LEVELS, *_OF_MANAGEMENT):
            tip = (
                f"一级写{'、'.join(_LEVELS)}中的一个，如 产出/数量；本级财政部门另有分法的不必改。"
            )
        elif not _fits(first, second):
            tip = f"“{first}”下的二级是{'、'.join(_LEVELS[first])}。"
        elif first == "产出" and second != "质量" and is_satisfaction(indicator.name or ""):
            tip = "满意度写 满意度/服务对象满意度。"
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

    申请财政资金的项目，绩效指标要有产出、效益和满意度三类。申报表和写了“申报”的方案，全部指标都没有
    写绩效类别的，也会提醒；其他方案不写类别的不查。

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
    applies = plan.asks_for("application") or plan.has("application")
    missing = [name for name in ("产出", "效益", "满意度") if name not in found]
    if missing and (found or applies):
        without_category = [indicator for indicator in plan.indicators if not indicator.category]
        yield Finding(
            plan.at("goals"),
            f"{len(plan.indicators)}个指标里没有{'、'.join(missing)}类"
            + (f"，{listed(without_category)}没有写绩效类别。" if without_category else "。"),
            "在已有指标上写明“绩效类别”，如 绩效类别: 产出/数量；确实没有的，补上这类指标。"
            if without_category
            else f"补上{'、'.join(missing)}类指标，如{_SAMPLES[missing[0]]}。",
            on_key=True,
            severity=None if applies else Severity.INFO,
        )


_SAMPLES = {
    "产出": "宣传活动场次",
    "效益": "居民禁毒知识知晓率",
    "满意度": "群众对禁毒工作的满意度",
}


_FULL = Decimal(100)
_WITHOUT_EXECUTION = Decimal(90)
"""The points of all indicators in forms that give 10 to 预算执行率."""


@rule("GOL011", Severity.ERROR, level=Level.REVIEW, basis=f"{CONSISTENCY}：绩效指标分值合计100分")
def indicator_scores_mismatch(context: Context) -> Iterator[Finding]:
    """指标分值合计不是100分，或者有的指标没有分值。

    写了分值，就要全部写，合计100分；预算执行率另占10分、没有列作指标的，合计90分也可以。写了绩效类别
    的，各个一级指标的分值相加也应当是这个数：有分值而没有绩效类别的指标，申报时归不到任何一级，作为警告。
    各级之间怎样分配，由财政部门规定，不作检查。

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
    elif total != _FULL and not (total == _WITHOUT_EXECUTION and not _counts_execution(plan)):
        change = ("减少" if total > _FULL else "增加") + say_quantity(abs(total - _FULL), "分")
        yield Finding(
            plan.at("goals"),
            f"{len(scores)}个指标的分值合计{say_quantity(total, '分')}{_scores_by_level(plan)}，"
            "不是100分。",
            f"调整分值，合计{change}；预算执行率另占10分的，合计90分。",
            on_key=True,
        )
    else:
        yield from _scores_without_level(plan, total)


def _counts_execution(plan: Plan) -> bool:
    """Whether 预算执行率 is one of the indicators."""
    return any("执行率" in (indicator.name or "") for indicator in plan.indicators)


def _scores_by_level(plan: Plan) -> str:
    """Return the sums as （产出50分，效益30分）; empty if an indicator has no level."""
    levels: dict[str, Decimal] = {}
    for indicator in plan.indicators:
        if not indicator.category or indicator.score is None:
            return ""
        level = _split_category(indicator.category)[0]
        levels[level] = levels.get(level, _ZERO) + indicator.score
    return f"（{'，'.join(level + say_quantity(w, '分') for level, w in levels.items())}）"


def _scores_without_level(plan: Plan, total: Decimal) -> Iterator[Finding]:
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
            f"各个一级指标的分值合计只有{say_quantity(total - uncounted, '分')}。",
            "写明“绩效类别”，如 绩效类别: 产出/数量。",
            severity=Severity.WARNING,
        )
