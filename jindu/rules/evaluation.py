"""Evaluation: dimensions, scores that add up, grades without gaps, reviews, early warning."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from itertools import pairwise

from jindu.analysis.cycle import read_cycle
from jindu.analysis.naming import called, listed
from jindu.diagnostic import Finding, Level, Severity, rule
from jindu.plan import Dimension, Direction, Grade, Indicator, Plan
from jindu.units import say_quantity

NIL = Decimal(0)
HUNDRED = Decimal(100)
_INTEGRITY = "方案自身的一致性"


def _points(value: Decimal) -> str:
    return say_quantity(value, "分")


_ASPECTS = (
    ("工作成效", ("成效", "效果", "绩效", "任务完成", "工作质量")),
    ("群众满意度", ("满意",)),
    ("推进速度", ("速度", "进度", "推进", "时效")),
)


@rule("EVA001", Severity.WARNING, level=Level.REVIEW, basis="惯例：从成效、满意度、进度等方面评价")
def dimension_missing(plan: Plan) -> Iterator[Finding]:
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
    evaluation = plan.evaluation
    if evaluation is None or not evaluation.sure("dimensions"):
        return
    names = "、".join(dimension.name or "" for dimension in evaluation.dimensions)
    missing = [aspect for aspect, words in _ASPECTS if not any(word in names for word in words)]
    if missing or len(evaluation.dimensions) < 3:
        few, count = len(evaluation.dimensions) < 3, len(evaluation.dimensions)
        told = f"（{listed(evaluation.dimensions)}）" if evaluation.dimensions else ""
        lack = f"看不出{'、'.join(missing)}方面" if missing else ""
        yield Finding(
            evaluation.at("dimensions"),
            f"考核{'只有' if few else '的'}{count}个维度{told}"
            + (f"{'，' if few else ''}{lack}。" if lack else "。"),
            f"增加{'、'.join(missing)}方面的维度，或者在维度的名称里写明。"
            if missing
            else "按工作成效、群众满意度、创建推进速度等设三个以上维度。",
            on_key=True,
        )


@rule("EVA002", Severity.ERROR, level=Level.DRAFT, basis=_INTEGRITY)
def scores_do_not_add_up(plan: Plan) -> Iterator[Finding]:
    """考核分值加不拢。

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
    evaluation = plan.evaluation
    if evaluation is None:
        return
    sums = {id(d): _items_of(d) for d in evaluation.dimensions}
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
    scores = [d.score for d in evaluation.dimensions if d.score is not None]
    if not scores or len(scores) < len(evaluation.dimensions):
        return
    full = HUNDRED if evaluation.full_score is None else evaluation.full_score
    counted = [sums[id(d)] or d.score or NIL for d in evaluation.dimensions]
    # A dimension that its own items do not bear out was reported: it is the cause of both.
    if sum(scores, NIL) != full != sum(counted, NIL) and evaluation.sure("dimensions"):
        yield from _total_differs(plan, sum(scores, NIL), full)


def _items_of(dimension: Dimension) -> Decimal | None:
    """The scores of its items added up, None where they are not all known."""
    scores = [item.score for item in dimension.items if item.score is not None]
    whole = dimension.sure("items") and len(scores) == len(dimension.items)
    return sum(scores, NIL) if scores and whole else None


def _total_differs(plan: Plan, total: Decimal, full: Decimal) -> Iterator[Finding]:
    evaluation = plan.evaluation
    if evaluation is None or not evaluation.sure("full_score"):
        return
    gap = _points(abs(total - full))
    parts = "，".join(f"{called(d)}{_points(d.score or NIL)}" for d in evaluation.dimensions)
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


def _grade(grade: Grade) -> str:
    return called(grade, "等级")


@rule("EVA003", Severity.ERROR, level=Level.REVIEW, basis=_INTEGRITY)
def grades_overlap(plan: Plan) -> Iterator[Finding]:
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
    evaluation = plan.evaluation
    if evaluation is None or not evaluation.sure("grades"):
        return
    known = [(g, g.minimum) for g in evaluation.grades if g.minimum is not None]
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
                f"{_grade(grade)}的最高分{_points(grade.maximum)}与{above}{_points(ceiling)}"
                "不衔接。",
                f"改成{_points(ceiling)}，或者不写最高分。",
            )
        if ceiling is not None and full is not None and minimum > full:
            yield Finding(
                grade.at("minimum"),
                f"{_grade(grade)}的最低分{_points(minimum)}超过满分{_points(full)}。",
                f"改成{_points(full)}以内的分数。",
            )
    for (upper, low), (lower, same) in pairwise(known):
        if low == same:
            yield Finding(
                lower.at("minimum"),
                f"{_grade(upper)}和{_grade(lower)}的最低分都是{_points(low)}，分不出等级。",
                f"{_grade(lower)}的最低分写得比{_points(low)}低一档，各等级依次递减。",
                related=((upper.at("minimum"), f"{_grade(upper)}的最低分"),),
            )
    last, minimum = known[-1]
    if minimum != 0:
        yield Finding(
            last.at("minimum"),
            f"最低的{_grade(last)}从{_points(minimum)}开始，{_points(minimum)}以下没有等级。",
            "把它的最低分写成0，或者增加一个最低分为0的等级，如“不合格”。",
        )


@rule("EVA004", Severity.WARNING, level=Level.REVIEW, basis="惯例：评分有方法、有佐证")
def no_scoring_method(plan: Plan) -> Iterator[Finding]:
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
    for dimension in plan.evaluation.dimensions if plan.evaluation else ():
        for item in dimension.items:
            needed = (("method", "评分方法"), ("evidence", "佐证材料"))
            missing = [name for attribute, name in needed if item.lacks(attribute)]
            if missing:
                yield Finding(
                    item.where,
                    f"{called(item, '考核项目')}没有写{'、'.join(missing)}。",
                    f"补上{'、'.join(missing)}，{'，'.join(_HOW[name] for name in missing)}。",
                )


_HOW = {
    "评分方法": "如“每低1个百分点扣1分，扣完为止”",
    "佐证材料": "如问卷调查报告、活动台账",
}


@rule("EVA005", Severity.WARNING, level=Level.REVIEW, basis="惯例：定期评估并按结果调整")
def no_yearly_review(plan: Plan) -> Iterator[Finding]:
    """没有每年至少一次的评估，或者没有写由谁按结果调整。

    评估安排里至少有一项的频次不少于每年一次，每项写明时间（频次或日期）和主体；“调整责任单位”
    写明由谁按评估结果提出调整。

    ```yaml
    考核评价:
      满分: 100
      评估安排:  # <- EVA005
        - {名称: 期末评估, 时间: 2028-10, 主体: 第三方机构}
      调整责任单位: 街道党工委
    ```

    ```yaml
    考核评价:
      满分: 100
      评估安排:
        - {名称: 年度评估, 频次: 每年, 主体: 街道党工委}
        - {名称: 期末评估, 时间: 2028-10, 主体: 第三方机构}
      调整责任单位: 街道党工委
    ```
    """
    evaluation = plan.evaluation
    if evaluation is None or (evaluation.lacks("dimensions", "full_score", "reviews")):
        return
    cycles = [read_cycle(review.frequency or "") for review in evaluation.reviews]
    repeated = any(cycle.yearly >= 1 for cycle in cycles if cycle is not None)
    if evaluation.sure("reviews") and not repeated:
        yield Finding(
            evaluation.at("reviews"),
            f"评估安排里只有{listed(evaluation.reviews)}，没有每年至少一次的评估。"
            if evaluation.reviews
            else "考核评价没有写评估安排，没有每年至少一次的评估。",
            "在“评估安排”里增加一项，如 {名称: 年度评估, 频次: 每年, 主体: 街道党工委}。",
            on_key=True,
        )
    for review in evaluation.reviews:
        if review.lacks("frequency", "date") or review.lacks("assessor"):
            lack = "时间" if review.lacks("frequency", "date") else "主体"
            yield Finding(
                review.where,
                f"{called(review, '评估')}没有写{lack}。",
                "写明频次（如每年）或者时间。"
                if lack == "时间"
                else "写明由谁评估，如街道党工委、第三方机构。",
            )
    if evaluation.lacks("adjuster"):
        yield Finding(
            evaluation.at("adjuster"),
            "考核评价没有写由哪个单位按评估结果提出调整。",
            "在“调整责任单位”里写上单位的编号，一般是批准方案的党组织。",
            on_key=True,
        )


@rule("EVA008", Severity.WARNING, level=Level.REVIEW, basis="惯例：建立预警机制")
def early_warning_incomplete(plan: Plan) -> Iterator[Finding]:
    """没有预警，或者预警不全、界限次序不对。

    至少有一个指标设预警；预警要有黄色或红色界限、措施和责任单位。方向是“不低于”的，目标值不低
    于黄色界限，黄色高于红色；“不高于”的相反。

    ```yaml
    目标:
      - 编号: 目标一
        指标:
          - 编号: 指标一
            名称: 知晓率
            计量单位: "%"
            方向: 不低于
            目标值: 90%
            预警: {黄: 75%, 红: 80%, 措施: 补充宣传, 责任单位: 支部}  # <- EVA008
    ```

    ```yaml
    目标:
      - 编号: 目标一
        指标:
          - 编号: 指标一
            名称: 知晓率
            计量单位: "%"
            方向: 不低于
            目标值: 90%
            预警: {黄: 80%, 红: 75%, 措施: 补充宣传, 责任单位: 支部}
    ```
    """
    warned = [i for i in plan.indicators if i.has("warning")]
    if plan.indicators and not warned:
        yield Finding(
            plan.at("goals"),
            f"{len(plan.indicators)}个指标都没有设预警：{listed(plan.indicators, 3)}。",
            f"至少给{called(_main(plan))}设预警，"
            "如 预警: {黄: 80%, 红: 75%, 措施: 补充宣传, 责任单位: 支部}。",
            on_key=True,
        )
    for indicator in warned:
        warning = indicator.warning
        if warning is None:
            continue
        missing = [n for a, n in (("action", "措施"), ("owner", "责任单位")) if warning.lacks(a)]
        if warning.lacks("yellow", "red"):
            missing.insert(0, "界限值")
        name = called(indicator, "指标")
        if missing:
            yield Finding(
                warning.where,
                f"{name}的预警没有写{'、'.join(missing)}。",
                f"在“预警”里补上{'、'.join(missing)}，"
                "如 {黄: 80%, 红: 75%, 措施: 补充宣传, 责任单位: 支部}。",
            )
        elif _out_of_order(indicator):
            yield Finding(
                warning.where,
                f"{name}的预警界限次序不对：方向是{indicator.direction}，"
                f"目标值、黄色、红色应当依次{_order(indicator)}，写的是{_lines(indicator)}。",
                "黄色和红色写反了的，对调；" * _is_turned(indicator)
                + f"黄色界限写在目标值和红色界限之间，红色界限比黄色更{_worse(indicator)}。",
            )


def _main(plan: Plan) -> Indicator:
    """The indicator that most needs a warning: satisfaction, else the first."""
    return next((i for i in plan.indicators if "满意" in (i.name or "")), plan.indicators[0])


def _lines(indicator: Indicator) -> str:
    warning = indicator.warning
    marks = [("目标值", indicator.target)]
    if warning is not None:
        marks += [("黄色", warning.yellow), ("红色", warning.red)]
    return "、".join(
        f"{name}{say_quantity(line, indicator.unit)}" for name, line in marks if line is not None
    )


def _is_turned(indicator: Indicator) -> bool:
    """Whether yellow and red, changed over, would be in order."""
    warning = indicator.warning
    if warning is None or warning.yellow is None or warning.red is None:
        return False
    sign = -1 if indicator.direction is Direction.AT_MOST else 1
    lines = (indicator.target, warning.red, warning.yellow)
    marks = [sign * line for line in lines if line is not None]
    return warning.yellow != warning.red and marks == sorted(marks, reverse=True)


def _out_of_order(indicator: Indicator) -> bool:
    warning = indicator.warning
    if warning is None or indicator.direction not in (Direction.AT_LEAST, Direction.AT_MOST):
        return False
    sign = -1 if indicator.direction is Direction.AT_MOST else 1
    lines = (indicator.target, warning.yellow, warning.red)
    marks = [sign * line for line in lines if line is not None]
    same = warning.yellow is not None and warning.yellow == warning.red
    return same or any(later > earlier for earlier, later in pairwise(marks))


def _order(indicator: Indicator) -> str:
    return "降低" if indicator.direction is Direction.AT_LEAST else "升高"


def _worse(indicator: Indicator) -> str:
    return "低" if indicator.direction is Direction.AT_LEAST else "高"


RULES = (
    dimension_missing,
    scores_do_not_add_up,
    grades_overlap,
    no_scoring_method,
    no_yearly_review,
    early_warning_incomplete,
)
