"""Dimensions, scores, grades and scoring methods."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import pairwise

from jindu.language.naming import called, listed
from jindu.model.choices import Genre
from jindu.model.context import Context
from jindu.model.diagnostic import Finding, Level, Severity
from jindu.model.plan import Dimension, Grade, Plan
from jindu.model.rule import rule
from jindu.rules.absence import lacking
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
    if evaluation is None or plan.genre is not Genre.PLAN or not evaluation.sure("dimensions"):
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

    各项目分值相加等于所在维度的分值，各维度分值相加等于满分；加分另列，不计入满分。没有写满分的，按一百分
    核对，不是一百分的为警告。

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
    evaluation = plan.evaluation
    if evaluation is None:
        return
    sums = {id(dimension): _sum_of_items(dimension) for dimension in evaluation.dimensions}
    for dimension in evaluation.dimensions:
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
        yield from _total_mismatch(plan, sum(scores, _ZERO), full)


def _sum_of_items(dimension: Dimension) -> Decimal | None:
    """Return the sum of the scores of its items; None if one is unknown."""
    scores = [item.score for item in dimension.items if item.score is not None]
    whole = dimension.sure("items") and len(scores) == len(dimension.items)
    return sum(scores, _ZERO) if scores and whole else None


def _total_mismatch(plan: Plan, total: Decimal, full: Decimal) -> Iterator[Finding]:
    evaluation = plan.evaluation
    if evaluation is None or not evaluation.sure("full_score"):
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
    """等级的分数段重叠、断开，或者最低一级没有从0分起。

    每个等级从自己的最低分（含）到上一等级的最低分（不含）。最低分不能相同；写了最高分的，要与上一等级的
    最低分（最高等级与满分）衔接：写“90—100”“80—89”“80—89.9”也可以。最低一级没有从0分起的，是警告。

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
        - {名称: 优秀, 最低分: 90, 最高分: 100}
        - {名称: 良好, 最低分: 80, 最高分: 89}
        - {名称: 不合格, 最低分: 0, 最高分: 79}
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
    yield from _unconnected(known, full)
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
            f"最低的{_grade_name(last)}从{_points(minimum)}起，{_points(minimum)}以下没有等级。",
            "把它的最低分写成0，或者增加一个最低分为0的等级，如“不合格”。",
            severity=Severity.WARNING,
        )


_STEPS = (Decimal("0.1"), Decimal("0.01"))
"""How far below the next grade a maximum ends that is meant inclusively."""


def _unconnected(known: Sequence[tuple[Grade, Decimal]], full: Decimal | None) -> Iterator[Finding]:
    """Report the grades, best first, that do not reach up to the next better one."""
    ceilings = [full, *(minimum for _, minimum in known)]
    whole = all(
        score is None or score == int(score)
        for grade, minimum in known
        for score in (minimum, grade.maximum)
    )
    for (grade, minimum), ceiling in zip(known, ceilings, strict=False):
        best = grade is known[0][0]
        top = grade.maximum
        if top is not None and ceiling is not None and top != ceiling:
            gaps = (*_STEPS, Decimal(1)) if whole else _STEPS
            inclusive = not best and ceiling - top in gaps
            if not inclusive:
                above = "满分" if best else "上一等级的最低分"
                yield Finding(
                    grade.at("maximum"),
                    f"{_grade_name(grade)}的最高分{_points(top)}与{above}{_points(ceiling)}不衔接。",
                    f"改成{_points(ceiling)}，或者不写最高分。",
                )
        if ceiling is not None and full is not None and minimum > full:
            yield Finding(
                grade.at("minimum"),
                f"{_grade_name(grade)}的最低分{_points(minimum)}超过满分{_points(full)}。",
                f"改成{_points(full)}以内的分数。",
            )


@rule("EVA004", Severity.WARNING, level=Level.REVIEW, basis="惯例：评分有方法、有佐证")
def missing_scoring_method(context: Context) -> Iterator[Finding]:
    """考核项目没有评分方法或者佐证材料。

    怎样得分、怎样扣分、以什么材料为据，都要事先写明，评分才客观。评分方法只写“综合打分”的，等于没有
    写；内容里已经写了得几分、扣几分的，不必再写评分方法。佐证材料只对实施方案提示。哪一项都没有写的，
    只说一次。

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
    dimensions = plan.evaluation.dimensions if plan.evaluation else ()
    items = [item for dimension in dimensions for item in dimension.items]
    evidence = (("evidence", "佐证材料"),) if plan.genre is Genre.PLAN else ()
    told = [item for item in items if _TELLS_POINTS.search(item.content or "")]
    untold = [item for item in items if item not in told]
    for found in lacking(untold, (("method", "评分方法"), *evidence), "考核项目", _HOW):
        yield found if "评分方法" in found.message else _as_a_hint(found)
    for found in lacking(told, evidence, "考核项目", _HOW):
        yield _as_a_hint(found)
    for item in items:
        if item.method and _NO_METHOD.fullmatch(item.method):
            yield Finding(
                item.at("method"),
                f"{called(item, '考核项目')}的评分方法“{item.method}”没有说怎样得分、怎样扣分。",
                _HOW,
            )
        if evidence and item.evidence and item.evidence.strip("。") in _NONE:
            yield Finding(
                item.at("evidence"),
                f"{called(item, '考核项目')}的佐证材料写的是“{item.evidence}”。",
                "写明以什么材料为据，如问卷调查报告、活动台账。",
                severity=Severity.INFO,
            )


def _as_a_hint(found: Finding) -> Finding:
    tip = "写明以什么材料为据，如问卷调查报告、活动台账。"
    return found._replace(severity=Severity.INFO, tip=tip)


_HOW = "写明怎样得分、怎样扣分，如“每低1个百分点扣1分，扣完为止”；以什么材料为据，如问卷调查报告。"
_NONE = ("无", "没有", "略", "/", "—")
_TELLS_POINTS = re.compile(r"[得扣加计减][^，。；]{0,6}\d+(?:\.\d+)?分")
_NO_METHOD = re.compile(
    "(?:由?[^，。；]{0,12}?)(?:综合|酌情|视情况?|据实|按?(?:照|实际)?情况|现场|集体)"
    "(?:打分|评分|评定|赋分|计分|给分|评价|考核|研究)+(?:确定|决定)?[。]?"
)
