"""How items are scored, and on what evidence."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from jindu.language import phrases
from jindu.language.bands import overlaps
from jindu.language.naming import called, listed
from jindu.language.scoring import Role, ScoringMethod, read_scoring
from jindu.model.choices import Genre
from jindu.model.context import Context
from jindu.model.diagnostic import Finding, Level, Severity, Where
from jindu.model.plan import Plan, ScoreItem, ScorePoint
from jindu.model.rule import rule
from jindu.rules.absence import lacking
from jindu.rules.bases import CONSISTENCY
from jindu.units import say_quantity
from jindu.units.patterns import late

Scored = ScoreItem | ScorePoint


@rule("EVA004", Severity.WARNING, level=Level.REVIEW, basis="惯例：评分有方法、有佐证")
def missing_scoring_method(context: Context) -> Iterator[Finding]:
    """考核项目没有评分方法或者佐证材料。

    怎样得分、怎样扣分、以什么材料为据，都要事先写明，评分才客观。评分方法只写“综合打分”的，等于没有写
    （“酌情打分”由 TXT001 报告）；分了细项、逐条写了扣分，或者内容里已经写了得几分、扣几分的，不必再
    写评分方法。佐证材料只对实施方案提示。哪一项都没有写的，只说一次。

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
    items = [item for item in _items(plan) if not item.points]
    evidence = (("evidence", "佐证材料"),) if plan.genre is Genre.PLAN else ()
    told = [i for i in items if i.deductions or _TELLS_POINTS.search(i.content or "")]
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


def _items(plan: Plan) -> Iterator[ScoreItem]:
    """Yield the items of all tables of scores."""
    for scoring in plan.evaluation.scorings if plan.evaluation else ():
        for dimension in scoring.dimensions:
            yield from dimension.items


def _as_a_hint(found: Finding) -> Finding:
    tip = "写明以什么材料为据，如问卷调查报告、活动台账。"
    return found._replace(severity=Severity.INFO, tip=tip)


_HOW = "写明怎样得分、怎样扣分，如“每缺一次扣1分，扣完为止”；并写明以什么材料为据，如调查报告。"
_NONE = ("无", "没有", "略", "/", "—")
_TELLS_POINTS = late(r"[得扣加计减][^，。；]{0,6}\d+(?:\.\d+)?分")
_NO_METHOD = late(
    "(?:由?[^，。；]{0,12}?)(?:综合|据实|按(?:照)?(?:实际)?情况|现场|集体)"
    "(?:打分|评分|评定|赋分|计分|给分|评价|考核|研究)+(?:确定|决定)?[。]?"
)


@rule("EVA011", Severity.WARNING, level=Level.REVIEW, basis=CONSISTENCY)
def method_contradicts_score(context: Context) -> Iterator[Finding]:
    """评分方法里的分数与分值不符。

    评分方法里得几分、扣几分，要与项目的分值对得上：一次得的、扣的不超过分值，各部分的得分合计或者最高一档
    等于分值；各档不重叠；按次扣分的写明“扣完为止”，按次得分的写明最多得几分。认不准的不查。多数项目没有
    写“扣完为止”的，没有写最多得几分的，以及两档只在一个数上重复的（“60%以上”“60%以下”都包括60%），只作提示。

    ```yaml
    考核评价:
      维度:
        - 名称: 工作成效
          项目:
            - {内容: 知晓率, 分值: 10, 评分方法: 90%以上得12分，80%以上得8分}  # <- EVA011
            - {内容: 覆盖率, 分值: 10, 评分方法: 80%至95%得6分，90%以上得10分}  # <- EVA011
            - {内容: 会议, 分值: 10, 评分方法: 每少一次扣2分}  # <- EVA011
            - {内容: 报送, 分值: 10, 评分方法: 每漏报一次扣2分，扣完为止}
    ```

    ```yaml
    考核评价:
      维度:
        - 名称: 工作成效
          项目:
            - {内容: 知晓率, 分值: 10, 评分方法: 90%以上得10分，80%以上得8分}
            - {内容: 覆盖率, 分值: 10, 评分方法: 80%以上不足90%得6分，90%以上得10分}
            - {内容: 会议, 分值: 10, 评分方法: 每少一次扣2分，扣完为止}
            - {内容: 报送, 分值: 10, 评分方法: 建立台账得4分，按月报送得6分}
    ```
    """
    plan = context.plan
    scored: list[Scored] = []
    for item in _items(plan):
        scored += [item, *item.points]
    read = [(part, read_scoring(told)) for part in scored if (told := _told(part))]
    reported: list[Scored] = []
    for part, scoring in read:
        problem = _too_many_points(part, scoring) or _other_sum(part, scoring)
        problem = problem or _overlap(part, scoring)
        if problem is not None:
            reported.append(part)
            yield problem
    left = [(part, scoring) for part, scoring in read if part not in reported]
    floorless = [part for part, scoring in left if _lacks_a_floor(part, scoring)]
    if floorless:
        capped = sum(scoring.capped for _, scoring in read) >= len(floorless)
        yield _endless(
            floorless,
            "按次扣分，没有写扣到多少为止" + "；别的项目写了“扣完为止”" * capped,
            "写上“扣完为止”，或者写明最多扣几分。",
        )._replace(severity=None if capped else Severity.INFO)
    endless = [part for part, scoring in left if scoring.lacks_a_ceiling]
    if endless:
        tip = "写明“最多得几分”，一般就是分值。"
        yield _endless(endless, "按次得分，没有写最多得几分", tip)


def _lacks_a_floor(part: Scored, scoring: ScoringMethod) -> bool:
    """Whether deductions have no end; one that takes all the points ends them itself."""
    full = _full(part)
    if full is None or not scoring.lacks_a_floor:
        return scoring.lacks_a_floor
    times = next((n for words, n in _TIMES.items() if words in (part.method or "")), 0)
    losses = [points.value for points in scoring.of(Role.LOSS_EACH)]
    return not (
        all(loss >= full for loss in losses) or (times and all(n * times <= full for n in losses))
    )


_TIMES = {"每季度": 4, "每月": 12, "每半年": 2, "每两个月": 6}
"""How often → how many times a year it can be missed."""


def _told(part: Scored) -> str:
    """Return how a part is scored, in words."""
    return phrases.scoring(part) if part.deductions else part.method or ""


def _place(part: Scored) -> Where:
    return part.at("method") if part.has("method") else part.at("deductions")


def _full(part: Scored) -> Decimal | None:
    """Return the points that a method must make; None where its 细项 make them."""
    return None if isinstance(part, ScoreItem) and part.points else part.score


def _endless(items: Sequence[Scored], what: str, tip: str) -> Finding:
    """Return a hint that names the items."""
    told = (
        f"{len(items)}个考核项目{what}：{listed(items)}。"
        if len(items) > 1
        else f"{called(items[0], '考核项目')}{what}。"
    )
    return Finding(_place(items[0]), told, tip, severity=Severity.INFO)


def _say(value: Decimal) -> str:
    return say_quantity(value, "分")


def _too_many_points(item: Scored, scoring: ScoringMethod) -> Finding | None:
    """Return the finding for a single award or deduction beyond the score of the item."""
    full = _full(item)
    if full is None or not scoring.sure:
        return None
    roles = [Role.AWARD, Role.AWARD_EACH, Role.MOST, Role.MOST_LOST]
    roles += [] if scoring.capped else [Role.LOSS, Role.LOSS_EACH]
    for points in scoring.of(*roles):
        if points.value > full:
            return Finding(
                _place(item),
                f"{called(item, '考核项目')}的分值是{_say(full)}，"
                f"评分方法里却写着“{points.words}”。",
                f"评分方法里的得分、扣分不超过{_say(full)}，或者改正分值。",
                related=((item.at("score"), "分值"),),
            )
    return None


def _other_sum(item: Scored, scoring: ScoringMethod) -> Finding | None:
    """Return the finding for awards that cannot add up to the score of the item."""
    full = _full(item)
    if full is None or scoring.reaches(full):
        return None
    parts = scoring.parts
    told = "、".join(map(_say, parts))
    sums = f"有{told}，合计{_say(sum(parts, Decimal(0)))}" if len(parts) > 1 else f"最多得{told}"
    return Finding(
        _place(item),
        f"{called(item, '考核项目')}的分值是{_say(full)}，评分方法里{sums}，与分值不符。",
        f"调整评分方法，合计或者最高一档是{_say(full)}；或者改正分值。",
        related=((item.at("score"), "分值"),),
    )


def _overlap(item: Scored, scoring: ScoringMethod) -> Finding | None:
    """Return the finding for the first two bands that have results in common."""
    for one, other, shared in overlaps(scoring.bands):
        edge = "" if shared is None else say_quantity(shared, one.unit)
        return Finding(
            _place(item),
            f"{called(item, '考核项目')}的评分方法里，“{one.words}”和“{other.words}”"
            + (f"都包括{edge}，正好{edge}的不知按哪一档。" if edge else "有重叠。"),
            "各档首尾相接，不重复，如“90%以上”“80%以上不足90%”“不足80%”。",
            severity=Severity.INFO if edge else None,
        )
    return None
