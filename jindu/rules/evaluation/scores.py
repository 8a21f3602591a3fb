"""Dimensions and the sums of their scores."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from jindu.language.naming import called, listed
from jindu.model.choices import Genre
from jindu.model.context import Context
from jindu.model.diagnostic import Finding, Level, Severity
from jindu.model.plan import Dimension, Scoring
from jindu.model.rule import rule
from jindu.rules.bases import CONSISTENCY
from jindu.units import say_quantity

_ZERO = Decimal(0)

_USUAL_FULL_SCORE = Decimal(100)


def _points(value: Decimal) -> str:
    return say_quantity(value, "分")


_ASPECTS = (
    ("工作成效", ("成效", "效果", "效益", "绩效", "任务", "工作质量", "工作落实", "产出", "业绩")),
    ("群众满意度", ("满意", "评价", "评议", "认可", "测评", "反映")),
    ("推进速度", ("速度", "进度", "推进", "时效", "进展", "按期", "按时")),
)


@rule(
    "EVA001",
    Severity.INFO,
    level=Level.REVIEW,
    basis="惯例：从成效、满意度、进度等方面评价",
    norms=("考核维度下限",),
)
def missing_dimension(context: Context) -> Iterator[Finding]:
    """考核维度不全。

    创建方案的考核一般有三个以上维度，看得出工作成效、群众满意度和创建推进速度三个方面；写在考核项目里的也
    算。考核细则、办法等各有写法，不查。

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
    if evaluation is None or plan.genre is not Genre.PLAN or evaluation.sheets:
        return
    if not evaluation.sure("dimensions"):
        return
    dimensions, least = evaluation.dimensions, context.norms["考核维度下限"]
    told = [dimension.name or "" for dimension in dimensions]
    told += [item.content or "" for dimension in dimensions for item in dimension.items]
    words = "、".join(told)
    missing = [aspect for aspect, signs in _ASPECTS if not any(sign in words for sign in signs)]
    few = len(dimensions) < least.value
    if not missing and not few:
        return
    lack = f"看不出{'、'.join(missing)}方面" if missing else ""
    if not dimensions:
        message = "考核评价没有写维度。"
    elif few:
        message = (
            f"考核只有{len(dimensions)}个维度（{listed(dimensions)}）{f'，{lack}' * bool(lack)}。"
        )
    else:
        message = f"考核的{len(dimensions)}个维度（{listed(dimensions)}）{lack}。"
    yield Finding(
        evaluation.at("dimensions"),
        message,
        f"增加{'、'.join(missing)}方面的维度，或者在维度的名称里写明。"
        if missing and dimensions
        else f"按工作成效、群众满意度、创建推进速度等设{least.formatted()}以上维度。",
        on_key=True,
    )


@rule("EVA002", Severity.ERROR, level=Level.DRAFT, basis=CONSISTENCY)
def scores_mismatch(context: Context) -> Iterator[Finding]:
    """考核分值合计不符。

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


def _mismatches(scoring: Scoring) -> Iterator[Finding]:
    """Report the sums of one table of scores that do not agree."""
    for dimension in scoring.dimensions:
        yield from _point_mismatches(dimension)
        yield from _items_mismatch(dimension)
    scores = [_score_of(dimension) for dimension in scoring.dimensions]
    known = [score for score in scores if score is not None]
    if not known or not scoring.sure("dimensions"):
        return
    full = _USUAL_FULL_SCORE if scoring.full_score is None else scoring.full_score
    total = sum(known, _ZERO)
    # A dimension that differs from its items is reported above and causes this difference too.
    items = sum((_sum_of_items(d) or _score_of(d) or _ZERO for d in scoring.dimensions), _ZERO)
    if len(known) < len(scores):
        if total > full:
            yield from _total_mismatch(scoring, total, full)
    elif total != full != items:
        yield from _total_mismatch(scoring, total, full)


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


def _items_mismatch(dimension: Dimension) -> Iterator[Finding]:
    """Compare a score with those of the items, as far as they are written."""
    score, known = dimension.score, [i.full for i in dimension.items if i.full is not None]
    if score is None or not known or not dimension.sure("items"):
        return
    if not all(item.sure("score") for item in dimension.items):
        return
    total, some = sum(known, _ZERO), len(known) < len(dimension.items)
    if (some and total <= score) or total == score:
        return  # EVA012 reports the items without points.
    written = "写了分值的项目" if some else "各项目"
    yield Finding(
        dimension.at("score"),
        f"{called(dimension, '维度')}{written}合计{_points(total)}，"
        f"与维度分值{_points(score)}相差{_points(abs(total - score))}。",
        f"把各项目调整到合计{_points(score)}。"
        if some
        else f"把维度分值改成{_points(total)}，或者把各项目调整到合计{_points(score)}。",
        related=((dimension.at("items"), "考核项目"),),
    )


def _score_of(dimension: Dimension) -> Decimal | None:
    """Return the score of a dimension, or the sum of its items where it is not written."""
    return dimension.score if dimension.has("score") else _sum_of_items(dimension)


def _sum_of_items(dimension: Dimension) -> Decimal | None:
    """Return the sum of the scores of its items; None if one is unknown."""
    scores = [item.full for item in dimension.items if item.full is not None]
    whole = dimension.sure("items") and len(scores) == len(dimension.items)
    return sum(scores, _ZERO) if scores and whole else None


def _total_mismatch(evaluation: Scoring, total: Decimal, full: Decimal) -> Iterator[Finding]:
    if not evaluation.sure("full_score"):
        return
    gap = _points(abs(total - full))
    written = [(d, _score_of(d)) for d in evaluation.dimensions]
    parts = "，".join(
        called(dimension) + ("没有写" if score is None else _points(score))
        for dimension, score in written
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
