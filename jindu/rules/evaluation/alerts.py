"""Alert thresholds of indicators."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from jindu.language.naming import called, listed
from jindu.model.choices import Direction, Genre
from jindu.model.context import Context
from jindu.model.diagnostic import Finding, Level, Severity
from jindu.model.plan import Indicator, Plan
from jindu.model.rule import rule
from jindu.rules.bases import CONSISTENCY
from jindu.units import Quantity, say_quantity


@rule("EVA008", Severity.WARNING, level=Level.REVIEW, basis="惯例：建立预警机制")
def incomplete_alert(context: Context) -> Iterator[Finding]:
    """没有预警，或者预警不全、界限次序不对。

    预警要有黄色或红色界限、措施和责任单位。方向是“不低于”的，目标值不低于黄色界限，黄色高于红色；
    “不高于”的相反。哪个指标都没有设预警的，只对实施方案提示。

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
    plan = context.plan
    with_alert = [indicator for indicator in plan.indicators if indicator.has("alert")]
    if plan.indicators and not with_alert and plan.genre is Genre.PLAN:
        yield Finding(
            plan.at("goals"),
            f"{len(plan.indicators)}个指标都没有设预警：{listed(plan.indicators, 3)}。",
            f"要建立预警机制的，至少给{called(_most_important(plan))}设预警，"
            "如 预警: {黄: 80%, 红: 75%, 措施: 补充宣传, 责任单位: 支部}。",
            on_key=True,
            severity=Severity.INFO,
        )
    for indicator in with_alert:
        alert = indicator.alert
        if alert is None:
            continue
        missing = [n for a, n in (("action", "措施"), ("owner", "责任单位")) if alert.lacks(a)]
        if alert.lacks("yellow", "red"):
            missing.insert(0, "界限值")
        name = called(indicator, "指标")
        if missing:
            yield Finding(
                alert.where,
                f"{name}的预警没有写{'、'.join(missing)}。",
                f"在“预警”里补上{'、'.join(missing)}，"
                "如 {黄: 80%, 红: 75%, 措施: 补充宣传, 责任单位: 支部}。",
            )
        elif _out_of_order(indicator):
            yield Finding(
                alert.where,
                f"{name}的预警界限次序不对：方向是{indicator.direction}，"
                f"目标值、黄色、红色应当依次{_order_word(indicator)}，写的是{_thresholds(indicator)}。",
                "黄色和红色写反了的，对调；" * _is_swapped(indicator)
                + f"黄色界限写在目标值和红色界限之间，红色界限比黄色更{_worse_word(indicator)}。",
            )


def _most_important(plan: Plan) -> Indicator:
    """Return the first indicator of satisfaction, or the first of all."""
    return next(
        (indicator for indicator in plan.indicators if "满意" in (indicator.name or "")),
        plan.indicators[0],
    )


def _thresholds(indicator: Indicator) -> str:
    alert = indicator.alert
    marks = [("目标值", indicator.target)]
    if alert is not None:
        marks += [("黄色", alert.yellow), ("红色", alert.red)]
    return "、".join(
        f"{name}{say_quantity(line, indicator.unit_of_measure)}"
        for name, line in marks
        if line is not None
    )


def _is_swapped(indicator: Indicator) -> bool:
    """Whether yellow and red would be in order if swapped."""
    alert = indicator.alert
    if alert is None or alert.yellow is None or alert.red is None:
        return False
    sign = -1 if indicator.direction is Direction.AT_MOST else 1
    lines = (indicator.target, alert.red, alert.yellow)
    marks = [sign * line for line in lines if line is not None]
    return alert.yellow != alert.red and marks == sorted(marks, reverse=True)


def _out_of_order(indicator: Indicator) -> bool:
    alert = indicator.alert
    if alert is None or indicator.direction not in (Direction.AT_LEAST, Direction.AT_MOST):
        return False
    sign = -1 if indicator.direction is Direction.AT_MOST else 1
    lines = (indicator.target, alert.yellow, alert.red)
    marks = [sign * line for line in lines if line is not None]
    same = alert.yellow is not None and alert.yellow == alert.red
    return same or any(later > earlier for earlier, later in pairwise(marks))


def _order_word(indicator: Indicator) -> str:
    return "降低" if indicator.direction is Direction.AT_LEAST else "升高"


def _worse_word(indicator: Indicator) -> str:
    return "低" if indicator.direction is Direction.AT_LEAST else "高"


@rule("EVA010", Severity.WARNING, level=Level.REVIEW, basis=CONSISTENCY)
def year_target_beyond_alert(context: Context) -> Iterator[Finding]:
    """年度目标已经越过预警界限。

    某一年的目标值比黄色界限还差，达到了目标也会触发预警。几个年度都越过的，按最先的一年报告；数量逐年累计
    的，只看最后一年。

    ```yaml
    目标:
      - 编号: 目标一
        指标:
          - {编号: 甲, 名称: 知晓率, 计量单位: "%", 方向: 不低于,
             年度目标: {2026: 77%, 2027: 85%}, 预警: {黄: 79%}}  # <- EVA010
    ```

    ```yaml
    目标:
      - 编号: 目标一
        指标:
          - {编号: 甲, 名称: 知晓率, 计量单位: "%", 方向: 不低于,
             年度目标: {2026: 81%, 2027: 85%}, 预警: {黄: 79%}}
    ```
    """
    plan = context.plan
    for indicator in plan.indicators:
        line = indicator.alert.yellow if indicator.alert else None
        if line is None or indicator.alert is None:
            continue
        years = sorted(indicator.year_targets.items())
        # A count may grow from year to year towards one threshold.
        for year, target in years if indicator.is_percentage else years[-1:]:
            if _beyond(indicator.direction, target, line):
                below = indicator.direction is Direction.AT_LEAST
                aim, edge = (
                    say_quantity(value, indicator.unit_of_measure) for value in (target, line)
                )
                yield Finding(
                    indicator.alert.at("yellow"),
                    f"{called(indicator, '指标')}{year}年的目标是{aim}，"
                    f"{'低于' if below else '高于'}"
                    f"黄色预警的界限{edge}，达到目标也会触发预警。",
                    f"把黄色界限改到{aim}{'以下' if below else '以上'}，"
                    f"或者把{year}年的目标改到{edge}{'以上' if below else '以下'}。",
                    related=((indicator.at("year_targets"), "年度目标"),),
                )
                break


def _beyond(direction: Direction | None, target: Quantity, line: Quantity) -> bool:
    if direction is Direction.AT_LEAST:
        return target < line
    return direction is Direction.AT_MOST and target > line
