"""Grades and their bands of points."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import pairwise

from jindu.language.naming import called
from jindu.model.context import Context
from jindu.model.diagnostic import Finding, Level, Severity
from jindu.model.plan import Grade
from jindu.model.rule import rule
from jindu.rules.bases import CONSISTENCY
from jindu.units import say_quantity

_ZERO = Decimal(0)


def _points(value: Decimal) -> str:
    return say_quantity(value, "分")


def _grade_name(grade: Grade) -> str:
    return called(grade, "等级")


@rule("EVA003", Severity.ERROR, level=Level.REVIEW, basis=CONSISTENCY)
def inconsistent_grade_bands(context: Context) -> Iterator[Finding]:
    """等级的分数段重叠、断开、高低写反，或者最低一级没有从0分起。

    每个等级从自己的最低分（含）到上一等级的最低分（不含）。最低分不能相同，“优秀”要高于“良好”；写了最高分的，要与上一等级的
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
    if not known or len(known) < len(evaluation.grades) or any(low < 0 for _, low in known):
        return  # EVA012 reports what is missing or negative.
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
    yield from _swapped([grade for grade, _ in known])
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


_RANKS = (
    ("不合格|不达标|不及格|不称职|较?差|落后", 4),
    ("基本(?:合格|达标|称职)", 3),
    ("合格|达标|及格|称职|中|一般", 2),
    ("良", 1),
    ("优", 0),
)
"""Word of a grade → rank, the best first; the first word that a name contains applies."""
_ORDERS = ("一二三四五", "ABCDE", "甲乙丙丁")


def _rank(name: str) -> tuple[int, int] | None:
    """Return the series that a grade belongs to, and its rank in it; None if that is not known."""
    for number, letters in enumerate(_ORDERS, 1):
        if name and name[0] in letters and re.fullmatch("[^星]?[等级类档]?次?", name[1:]):
            return number, letters.index(name[0])
    return next(((0, rank) for words, rank in _RANKS if re.search(words, name)), None)


def _swapped(grades: Sequence[Grade]) -> Iterator[Finding]:
    """Report the first grade that stands above a better one; the grades come by their points."""
    for upper, lower in pairwise(grades):
        above, below = (_rank(grade.name or "") for grade in (upper, lower))
        if above is None or below is None or above[0] != below[0] or upper.minimum == lower.minimum:
            continue
        if above[1] > below[1]:
            high, low = (_points(grade.minimum or _ZERO) for grade in (upper, lower))
            yield Finding(
                lower.at("minimum"),
                f"“{lower.name}”的最低分{low}比“{upper.name}”的{high}低，等级的高低写反了。",
                "把两个等级的最低分对调。",
                related=((upper.at("minimum"), f"“{upper.name}”的最低分"),),
            )
            return
