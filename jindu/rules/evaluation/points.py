"""Points that are missing, negative or out of proportion."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from jindu.language.naming import called, listed
from jindu.language.scoring import read_scoring
from jindu.model.context import Context
from jindu.model.diagnostic import Finding, Level, Severity, Where
from jindu.model.plan import (
    Bonus,
    Deduction,
    Dimension,
    Evaluation,
    ScoreItem,
    ScorePoint,
    Scoring,
)
from jindu.model.rule import rule
from jindu.rules.bases import CONSISTENCY
from jindu.units import say_quantity
from jindu.units.patterns import late

_ZERO = Decimal(0)


@rule(
    "EVA012",
    Severity.WARNING,
    level=Level.REVIEW,
    basis=f"{CONSISTENCY}；加分的多少是惯例",
    norms=("加分占满分上限",),
)
def odd_points(context: Context) -> Iterator[Finding]:
    """分值、加分、最低分缺少或者不合理。

    有的项目写了分值、有的没有写的，合计对不上；分值、加分、最低分不能是负数，负数为错误。加分是奖励，单项
    一般不超过最大的考核项目，合计一般不超过满分的二成；加分不是奖金，奖金要另有依据、另行列支。

    ```yaml
    考核评价:
      满分: 100
      维度:
        - 名称: 工作成效
          分值: 100
          项目:
            - {内容: 知晓率, 分值: 60}
            - {内容: 覆盖率}  # <- EVA012
      加分: [{内容: 得到推广, 分值: 70}]  # <- EVA012
    ```

    ```yaml
    考核评价:
      满分: 100
      维度:
        - 名称: 工作成效
          分值: 100
          项目:
            - {内容: 知晓率, 分值: 60}
            - {内容: 覆盖率, 分值: 40}
      加分: [{内容: 得到推广, 分值: 5}]
    ```
    """
    evaluation = context.plan.evaluation
    if evaluation is None:
        return
    most = context.norms["加分占满分上限"].value
    for scoring in (evaluation, *evaluation.sheets):
        yield from _missing(scoring)
        yield from _negative(scoring)
        yield from _large_bonuses(scoring, most)
    yield from _odd_grades(evaluation)
    bonuses = [b for scoring in (evaluation, *evaluation.sheets) for b in scoring.bonuses]
    for bonus in bonuses:
        money = _MONEY.search(bonus.content or "")
        if money:
            yield Finding(
                bonus.at("content"),
                f"{called(bonus, '加分')}写的是“{money[0]}”，加分不是奖金。",
                "加分只写加几分；要发奖金的，写明政策依据，在经费里列支。",
            )


_MONEY = late(r"奖金|现金|\d+(?:\.\d+)?万?元")


def _points(value: Decimal) -> str:
    return say_quantity(value, "分")


def _missing(evaluation: Scoring) -> Iterator[Finding]:
    """Report what has no points beside others that have."""
    dimensions = evaluation.dimensions
    scored = any(d.has("score") or any(map(_is_scored, d.items)) for d in dimensions)
    items_scored = any(_is_scored(item) for d in dimensions for item in d.items)
    for dimension in dimensions if scored else ():
        without = [item for item in dimension.items if not _is_scored(item)]
        if without and items_scored:
            yield _items_without_points(dimension, without)
        elif dimension.lacks("score") and any(other.has("score") for other in dimensions):
            yield Finding(
                dimension.where,
                f"{called(dimension, '维度')}没有写分值，别的维度写了。",
                "写上分值，各维度合计等于满分。",
                severity=Severity.INFO if dimension.items else None,
            )
    bonuses = [bonus for bonus in evaluation.bonuses if bonus.lacks("score") and not _told(bonus)]
    if bonuses:
        yield Finding(
            bonuses[0].where,
            f"{called(bonuses[0], '加分')}没有写加几分。"
            if len(bonuses) == 1
            else f"{len(bonuses)}项加分没有写加几分：{listed(bonuses)}。",
            "在“分值”里写最多加几分。",
        )
    lost = [taken for taken in evaluation.penalties if taken.lacks("score")]
    if lost and len(lost) < len(evaluation.penalties):
        names = called(lost[0], "扣分项") if len(lost) == 1 else listed(lost)
        yield Finding(lost[0].where, f"{names}没有写扣几分。", "在“分值”里写每次扣几分。")


def _is_scored(item: ScoreItem) -> bool:
    """Whether its points are written, at the item or at each of its 细项."""
    return item.has("score") or (bool(item.points) and all(p.has("score") for p in item.points))


def _told(bonus: Bonus) -> bool:
    """Whether the content itself says how many points are added."""
    return bool(read_scoring(bonus.content or "").points)


def _items_without_points(dimension: Dimension, without: Sequence[ScoreItem]) -> Finding:
    known = sum((item.full for item in dimension.items if item.full is not None), _ZERO)
    names = listed(without) if len(without) > 1 else called(without[0], "考核项目")
    rest = "" if dimension.score is None else dimension.score - known
    told = (
        f"维度{_points(dimension.score)}，其余项目合计{_points(known)}，"
        f"{'它' if len(without) == 1 else '这几项合计'}应当是{_points(rest)}。"
        if dimension.score is not None and isinstance(rest, Decimal) and rest > 0
        else "写上分值，各项目合计等于维度的分值。"
    )
    return Finding(without[0].where, f"{called(dimension, '维度')}里，{names}没有写分值。", told)


def _negative(evaluation: Scoring) -> Iterator[Finding]:
    """Report points below nought as errors, and scores of nought."""
    scored: list[tuple[Dimension | ScoreItem | ScorePoint | Bonus | Deduction, str]] = []
    for dimension in evaluation.dimensions:
        scored.append((dimension, "维度"))
        for item in dimension.items:
            scored += [(item, "考核项目"), *((point, "细项") for point in item.points)]
            parts: tuple[ScoreItem | ScorePoint, ...] = (item, *item.points)
            scored += [(taken, "扣分") for part in parts for taken in part.deductions]
    scored += [(bonus, "加分") for bonus in evaluation.bonuses]
    scored += [(taken, "扣分项") for taken in evaluation.penalties]
    for entity, kind in scored:
        if entity.score is not None and entity.score <= 0:
            yield _at_most_nought(entity.at("score"), f"{called(entity, kind)}的分值", entity.score)
    full = evaluation.full_score
    if full is not None and full <= 0:
        yield _at_most_nought(evaluation.at("full_score"), "满分", full)


def _odd_grades(evaluation: Evaluation) -> Iterator[Finding]:
    """Report grades without a minimum beside others, and minimums below nought."""
    grades = [grade for grade in evaluation.grades if grade.lacks("minimum")]
    if grades and len(grades) < len(evaluation.grades):
        yield Finding(
            grades[0].where,
            f"{listed(grades)}没有写最低分，别的等级写了。",
            "写上“最低分”；最低一级写0。",
        )
    for grade in evaluation.grades:
        if grade.minimum is not None and grade.minimum < 0:
            yield Finding(
                grade.at("minimum"),
                f"{called(grade, '等级')}的最低分是{_points(grade.minimum)}，不能是负数。",
                "最低一级写0。",
                severity=Severity.ERROR,
            )


def _at_most_nought(where: Where, name: str, value: Decimal) -> Finding:
    if value < 0:
        told = f"{name}是{_points(value)}，不能是负数。"
        return Finding(where, told, "改成正数。", severity=Severity.ERROR)
    return Finding(where, f"{name}是0分，等于不考核。", "写上分值，或者删去这一项。")


def _large_bonuses(evaluation: Scoring, most: Decimal) -> Iterator[Finding]:
    """Report a bonus above every item, or bonuses above their usual share of the full score."""
    bonuses = [(bonus, bonus.score) for bonus in evaluation.bonuses if bonus.score is not None]
    items = [i.full for d in evaluation.dimensions for i in d.items if i.full is not None]
    largest = max(items, default=None)
    above = [(b, score) for b, score in bonuses if largest is not None and score > largest]
    for bonus, score in above:
        limit = _points(largest or _ZERO)
        yield Finding(
            bonus.at("score"),
            f"{called(bonus, '加分')}加{_points(score)}，比最大的考核项目{limit}还多。",
            f"减少到{limit}以内，一般是几分。",
        )
    full, total = evaluation.full_score, sum((score for _, score in bonuses), _ZERO)
    if not above and full is not None and full > 0 and total * 100 > full * most:
        yield Finding(
            evaluation.at("bonuses"),
            f"加分合计{_points(total)}，超过满分{_points(full)}的{most}%。",
            "减少加分；上级另有规定的，在 jindu.toml 里改“加分占满分上限”。",
            on_key=True,
            severity=Severity.INFO,
        )
