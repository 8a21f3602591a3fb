"""Dimensions, scores, grades and scoring methods."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from itertools import pairwise

from jindu.language.naming import called, listed
from jindu.model.context import Context
from jindu.model.diagnostic import Finding, Level, Severity
from jindu.model.plan import Dimension, Grade, ScoreItem, Scoring
from jindu.model.rule import rule
from jindu.rules.bases import CONSISTENCY
from jindu.units import say_quantity

_ZERO = Decimal(0)

_USUAL_FULL_SCORE = Decimal(100)


def _points(value: Decimal) -> str:
    return say_quantity(value, "分")


_ASPECTS = (
    ("工作成效", ("成效", "效果", "绩效", "任务完成", "工作质量")),
    ("群众满意度", ("满意",)),
    ("推进速度", ("速度", "进度", "推进", "时效")),
)


@rule("EVA001", Severity.WARNING, level=Level.REVIEW, basis="惯例：从成效、满意度、进度等方面评价")
def missing_dimension(context: Context) -> Iterator[Finding]:
    """考核维度不全。

    考核至少有三个维度，并且看得出工作成效、群众满意度和创建推进速度三个方面。

    ```yaml
    考核评价:
      维度:  # <- EVA001
        - {名称: 禁毒工作成效, 分值: 60}
        - {名称: 群众满意度, 分值: 40}
    ```

    ```yaml
    考核评价:
      维度:
        - {名称: 禁毒工作成效, 分值: 50}
        - {名称: 群众满意度, 分值: 30}
        - {名称: 创建推进速度, 分值: 20}
    ```
    """
    plan = context.plan
    evaluation = plan.evaluation
    if evaluation is None or not evaluation.sure("dimensions") or evaluation.sheets:
        return
    names = "、".join(dimension.name or "" for dimension in evaluation.dimensions)
    missing = [aspect for aspect, words in _ASPECTS if not any(word in names for word in words)]
    if missing or len(evaluation.dimensions) < 3:
        few, count = len(evaluation.dimensions) < 3, len(evaluation.dimensions)
        dimensions = f"（{listed(evaluation.dimensions)}）" if evaluation.dimensions else ""
        lack = f"看不出{'、'.join(missing)}方面" if missing else ""
        yield Finding(
            evaluation.at("dimensions"),
            f"考核{'只有' if few else '的'}{count}个维度{dimensions}"
            + (f"{'，' if few else ''}{lack}。" if lack else "。"),
            f"增加{'、'.join(missing)}方面的维度，或者在维度的名称里写明。"
            if missing
            else "按工作成效、群众满意度、创建推进速度等设三个以上维度。",
            on_key=True,
        )


@rule("EVA002", Severity.ERROR, level=Level.DRAFT, basis=CONSISTENCY)
def scores_mismatch(context: Context) -> Iterator[Finding]:
    """考核分值加不拢。

    各细项分值相加等于项目的分值，各项目分值相加等于所在维度的分值，各维度分值相加等于满分；加分另列，不计入
    满分。有几张考核表的，各表分别核对。没有写满分的，按一百分核对，不是一百分的为警告。

    ```yaml
    考核评价:
      满分: 100
      维度:
        - 名称: 工作成效
          分值: 65  # <- EVA002
          项目:
            - {内容: 知晓率, 分值: 40}
            - {内容: 覆盖率, 分值: 20}
        - {名称: 群众满意度, 分值: 35}
    ```

    ```yaml
    考核评价:
      满分: 100
      维度:
        - 名称: 工作成效
          分值: 65
          项目:
            - {内容: 知晓率, 分值: 40}
            - {内容: 覆盖率, 分值: 25}
        - {名称: 群众满意度, 分值: 35}
    ```
    """
    plan = context.plan
    for scoring in plan.evaluation.scorings if plan.evaluation else ():
        yield from _mismatches(scoring)


def _mismatches(evaluation: Scoring) -> Iterator[Finding]:
    """Report the sums of one table of scores that do not agree."""
    sums = {id(dimension): _sum_of_items(dimension) for dimension in evaluation.dimensions}
    for dimension in evaluation.dimensions:
        yield from _point_mismatches(dimension)
        total, score = sums[id(dimension)], dimension.score
        if score is not None and total is not None and total != score:
            yield Finding(
                dimension.at("score"),
                f"{called(dimension, '维度')}各项目合计{_points(total)}，"
                f"与维度分值{_points(score)}相差{_points(abs(total - score))}。",
                f"把维度分值改成{_points(total)}，或者把各项目调整到合计{_points(score)}。",
                related=((dimension.at("items"), "考核项目"),),
            )
    scores = [dimension.score for dimension in evaluation.dimensions if dimension.score is not None]
    if not scores or len(scores) < len(evaluation.dimensions):
        return
    full = _USUAL_FULL_SCORE if evaluation.full_score is None else evaluation.full_score
    counted = [
        sums[id(dimension)] or dimension.score or _ZERO for dimension in evaluation.dimensions
    ]
    # A dimension that differs from its items is reported above and causes this difference too.
    if sum(scores, _ZERO) != full != sum(counted, _ZERO) and evaluation.sure("dimensions"):
        yield from _total_mismatch(evaluation, sum(scores, _ZERO), full)


def _sum_of_items(dimension: Dimension) -> Decimal | None:
    """Return the sum of the scores of its items; None if one is unknown."""
    scores = [item.full for item in dimension.items if item.full is not None]
    whole = dimension.sure("items") and len(scores) == len(dimension.items)
    return sum(scores, _ZERO) if scores and whole else None


def _point_mismatches(dimension: Dimension) -> Iterator[Finding]:
    """Report the items whose 细项 do not add up to their score."""
    for item in dimension.items:
        scores = [point.score for point in item.points if point.score is not None]
        whole = item.sure("points") and len(scores) == len(item.points) > 0
        total = sum(scores, _ZERO)
        if whole and item.score is not None and total != item.score:
            yield Finding(
                item.at("score"),
                f"{called(item, '考核项目')}各细项合计{_points(total)}，"
                f"与项目分值{_points(item.score)}相差{_points(abs(total - item.score))}。",
                f"把项目分值改成{_points(total)}，或者把各细项调整到合计{_points(item.score)}。",
                related=((item.at("points"), "细项"),),
            )


def _total_mismatch(evaluation: Scoring, total: Decimal, full: Decimal) -> Iterator[Finding]:
    if not evaluation.sure("full_score"):
        return
    gap = _points(abs(total - full))
    parts = "，".join(
        f"{called(dimension)}{_points(dimension.score or _ZERO)}"
        for dimension in evaluation.dimensions
    )
    change = f"各维度{'减少' if total > full else '增加'}{gap}；加分另列，不计入满分。"
    if evaluation.lacks("full_score"):
        yield Finding(
            evaluation.at("dimensions"),
            f"没有写满分，一般是{_points(full)}；各维度合计{_points(total)}：{parts}。",
            f"{change}满分不是{_points(full)}的，写明“满分”。",
            on_key=True,
            severity=Severity.WARNING,
        )
    else:
        yield Finding(
            evaluation.at("full_score"),
            f"各维度合计{_points(total)}，与满分{_points(full)}相差{gap}：{parts}。",
            change,
            related=((evaluation.at("dimensions"), "考核维度"),),
        )


def _grade_name(grade: Grade) -> str:
    return called(grade, "等级")


@rule("EVA003", Severity.ERROR, level=Level.REVIEW, basis=CONSISTENCY)
def inconsistent_grade_bands(context: Context) -> Iterator[Finding]:
    """等级的分数段重叠、断开或者没有到底。

    每个等级从自己的最低分（含）到上一等级的最低分（不含）。最低分不能相同，最后一个等级从0分
    开始；写了最高分的，要与上一等级的最低分（最高等级与满分）一致。

    ```yaml
    考核评价:
      满分: 100
      等级:
        - {名称: 优秀, 最低分: 90}
        - {名称: 良好, 最低分: 90}  # <- EVA003
        - {名称: 不合格, 最低分: 0}
    ```

    ```yaml
    考核评价:
      满分: 100
      等级:
        - {名称: 优秀, 最低分: 90}
        - {名称: 良好, 最低分: 80}
        - {名称: 不合格, 最低分: 0}
    ```
    """
    plan = context.plan
    evaluation = plan.evaluation
    if evaluation is None or not evaluation.sure("grades"):
        return
    known = [(grade, grade.minimum) for grade in evaluation.grades if grade.minimum is not None]
    if not known or len(known) < len(evaluation.grades):
        return
    known.sort(key=lambda pair: -pair[1])
    full = evaluation.full_score
    ceilings = [full, *(minimum for _, minimum in known)]
    for (grade, minimum), ceiling in zip(known, ceilings, strict=False):
        if grade.maximum is not None and ceiling is not None and grade.maximum != ceiling:
            above = "满分" if grade is known[0][0] else "上一等级的最低分"
            yield Finding(
                grade.at("maximum"),
                f"{_grade_name(grade)}的最高分{_points(grade.maximum)}与{above}{_points(ceiling)}"
                "不衔接。",
                f"改成{_points(ceiling)}，或者不写最高分。",
            )
        if ceiling is not None and full is not None and minimum > full:
            yield Finding(
                grade.at("minimum"),
                f"{_grade_name(grade)}的最低分{_points(minimum)}超过满分{_points(full)}。",
                f"改成{_points(full)}以内的分数。",
            )
    for (upper, low), (lower, same) in pairwise(known):
        if low == same:
            yield Finding(
                lower.at("minimum"),
                f"{_grade_name(upper)}和{_grade_name(lower)}的最低分都是{_points(low)}，分不出等级。",
                f"{_grade_name(lower)}的最低分写得比{_points(low)}低一档，各等级依次递减。",
                related=((upper.at("minimum"), f"{_grade_name(upper)}的最低分"),),
            )
    last, minimum = known[-1]
    if minimum != 0:
        yield Finding(
            last.at("minimum"),
            f"最低的{_grade_name(last)}从{_points(minimum)}开始，{_points(minimum)}以下没有等级。",
            "把它的最低分写成0，或者增加一个最低分为0的等级，如“不合格”。",
        )


@rule("EVA004", Severity.WARNING, level=Level.REVIEW, basis="惯例：评分有方法、有佐证")
def missing_scoring_method(context: Context) -> Iterator[Finding]:
    """考核项目没有评分方法或者佐证材料。

    怎样得分、怎样扣分、凭什么材料，都要事先写明，评分才客观。

    ```yaml
    考核评价:
      维度:
        - 名称: 工作成效
          项目:
            - {内容: 知晓率达标, 分值: 20, 评分方法: 每低1个百分点扣1分}  # <- EVA004
    ```

    ```yaml
    考核评价:
      维度:
        - 名称: 工作成效
          项目:
            - {内容: 知晓率达标, 分值: 20, 评分方法: 每低1个百分点扣1分, 佐证材料: 调查报告}
    ```
    """
    plan = context.plan
    for scoring in plan.evaluation.scorings if plan.evaluation else ():
        for item in (item for dimension in scoring.dimensions for item in dimension.items):
            missing = [name for name, attributes in _NEEDED.items() if _lacks(item, *attributes)]
            if missing:
                yield Finding(
                    item.where,
                    f"{called(item, '考核项目')}没有写{'、'.join(missing)}。",
                    f"补上{'、'.join(missing)}，{'，'.join(_HOW[name] for name in missing)}。",
                )


_NEEDED = {"评分方法": ("method", "deductions"), "佐证材料": ("evidence",)}
"""What an item needs → the attributes that tell it, of the item or of each of its 细项."""


def _lacks(item: ScoreItem, *attributes: str) -> bool:
    told = bool(item.points) and all(not point.lacks(*attributes) for point in item.points)
    return item.lacks(*attributes) and not told


_HOW = {
    "评分方法": "如“每低1个百分点扣1分，扣完为止”",
    "佐证材料": "如问卷调查报告、活动台账",
}
