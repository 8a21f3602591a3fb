"""Phrases of formal Chinese that templates insert into their sentences."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal

from jindu.model.choices import BasisKind, Direction
from jindu.model.plan import (
    Alert,
    Basis,
    Deduction,
    Indicator,
    Plan,
    Post,
    ScoreItem,
    ScorePoint,
    Task,
    Year,
)
from jindu.units import Date, Deadline, Pace, say_quantity


def listed(items: Iterable[str], last: str = "、") -> str:
    """Join items: 甲、乙、丙; with ``last="和"`` 甲、乙和丙. Empty items are skipped."""
    words = [item for item in items if item]
    if len(words) < 2:
        return "".join(words)
    return "、".join(words[:-1]) + last + words[-1]


def sentence(text: str) -> str:
    """Return the text with one full stop at its end."""
    bare = text.strip().rstrip("。；;，,、.")
    if not bare:
        return ""
    return bare if bare[-1] in "！？…" else bare + "。"


def clause(text: str) -> str:
    """Return the text without punctuation at its end, for use within a sentence."""
    return text.strip().rstrip("。；;，,、.！!")


def basis(cited: Basis) -> str:
    """Return a basis as cited: 县委《关于……的意见》, 全市禁毒工作会议精神."""
    name = (cited.name or "").strip()
    if not name:
        return ""
    if cited.titled:
        bare = name.strip("《》 ")
        told = name if "《" in bare or "》" in bare else f"《{bare}》"
    else:
        told = name if name.endswith(_ENDINGS[cited.kind]) else name + _ENDINGS[cited.kind][0]
    number = f"（{cited.number}）" if cited.number else ""
    return f"{cited.issuer or ''}{told}{number}"


_ENDINGS: Mapping[BasisKind | None, tuple[str, ...]] = {
    BasisKind.SPIRIT: ("精神", "指示", "批示", "要求"),
    BasisKind.MEETING: ("精神", "要求", "部署"),
    BasisKind.SPEECH: ("精神", "讲话", "要求"),
    BasisKind.REQUIREMENT: ("要求", "部署", "安排", "任务", "目标", "精神"),
    None: ("",),
}
"""Kind of a basis → how its name ends, the first if it does not."""


def post(plan: Plan, holder: Post) -> str:
    """Return a post with its unit: 柳林街道办事处主任."""
    unit = plan.name_of(holder.unit) if holder.unit else ""
    title = holder.title or "负责人"
    return title if unit and title.startswith(unit) else unit + title


def target(indicator: Indicator, value: Decimal | None) -> str:
    """Phrase a target value: 达到92%以上, 不少于12个, 控制在5%以内."""
    if value is None:
        return ""
    figure = say_quantity(value, indicator.unit_of_measure)
    percent = indicator.is_percentage
    match indicator.direction:
        case Direction.AT_MOST if not value:
            return f"为{figure}"
        case Direction.AT_MOST:
            return f"控制在{figure}以内" if percent else f"不超过{figure}"
        case Direction.EXACTLY:
            return f"达到{figure}"
        case _ if percent:
            return f"达到{figure}" if value == 100 else f"达到{figure}以上"
        case _:
            return f"不少于{figure}"


_HOPE = re.compile("力争|争取|努力|尽力")


def aim(indicator: Indicator, year: Year | None = None) -> str:
    """Phrase the target, of a year or final: 达到92%以上, 力争达到95%以上, 健全完善."""
    if year is None:
        words, value = indicator.target_in_words, indicator.target
    else:
        words = indicator.year_targets_in_words.get(year)
        value = indicator.year_targets.get(year)
    if words is None:
        return target(indicator, value)
    hope = _HOPE.match(words)
    return hope[0] + target(indicator, value) if hope and value is not None else clause(words)


def progress(indicator: Indicator) -> str:
    """Phrase an indicator from baseline to target: 知晓率由2025年的81%提高到92%以上."""
    name, base = indicator.name or "", indicator.baseline
    if indicator.target is None or indicator.target_in_words:
        told = aim(indicator)
        return name + told if told else ""
    if base is None or base.value is None or base.value == indicator.target:
        return name + target(indicator, indicator.target)
    when = f"{_point_in_time(base.date)}的" if base.date else "基期的"
    start = say_quantity(base.value, indicator.unit_of_measure)
    end = say_quantity(indicator.target, indicator.unit_of_measure)
    rises = indicator.target > base.value
    bound = {Direction.AT_LEAST: "以上", Direction.AT_MOST: "以下"}.get(
        indicator.direction or Direction.EXACTLY, ""
    )
    if not indicator.target or (indicator.is_percentage and indicator.target == 100):
        bound = ""
    return f"{name}由{when}{start}{'提高' if rises else '下降'}到{end}{bound}"


def _point_in_time(day: Date) -> str:
    return day.words().removesuffix("前").removesuffix("底")


def deduction(taken: Deduction, exhausting: bool = True) -> str:
    """Phrase points taken off: 未按时报送的，每次扣1分，最多扣5分.

    Without a limit, an ``exhausting`` one ends when no points are left: 扣完为止.
    """
    condition, per = clause(taken.condition or ""), taken.per or ""
    if taken.score is None:
        return condition
    case = f"{condition.removesuffix('的')}的，" if condition else ""
    each = f"每{per.removeprefix('每')}" if per else ""
    told = f"{case}{each}扣{say_quantity(taken.score, '分')}"
    if taken.limit is not None:
        return f"{told}，最多扣{say_quantity(taken.limit, '分')}"
    return f"{told}，扣完为止" if per and exhausting else told


def scoring(item: ScoreItem | ScorePoint) -> str:
    """Return how an item is scored: its method, then what is deducted."""
    told = [clause(item.method or ""), *map(deduction, item.deductions)]
    return "；".join(part for part in told if part)


def alarm(indicator: Indicator, warning: Alert) -> str:
    """Phrase the limits of an alert: 低于80%的，发出黄色预警；低于75%的，发出红色预警."""
    side = "高于" if indicator.direction is Direction.AT_MOST else "低于"
    parts = [
        f"{side}{say_quantity(value, indicator.unit_of_measure)}的，发出{colour}预警"
        for value, colour in ((warning.yellow, "黄色"), (warning.red, "红色"))
        if value is not None
    ]
    return "；".join(parts)


def _turn(deadline: Deadline) -> date:
    """Return the day by which a deadline is sorted: from the issue first, undated ones last."""
    if deadline.date is not None:
        return deadline.date.last
    return date.min if deadline.pace is Pace.AFTER else date.max


def steps(tasks: Sequence[Task]) -> str:
    """List tasks by due date: 2026年3月底前，印发方案，召开动员会；6月底前，……."""
    groups: dict[str, list[str]] = {}
    for deadline, task in sorted(
        ((task.deadline, task) for task in tasks if task.deadline and task.name),
        key=lambda pair: _turn(pair[0]),
    ):
        exact = deadline.date is not None and deadline.words() == deadline.date.words()
        before = "前" if exact and not deadline.words().endswith("前") else ""
        groups.setdefault(deadline.words() + before, []).append(clause(task.name or ""))
    clauses: list[str] = []
    year = ""
    for when, names in groups.items():
        this_year, _, rest = when.partition("年")
        shown = when if this_year != year or not rest or rest == "底前" else rest
        year = this_year if this_year.isdecimal() else ""
        clauses.append(f"{shown}，{'，'.join(names)}")
    return "；".join(clauses) + "。" if clauses else ""
