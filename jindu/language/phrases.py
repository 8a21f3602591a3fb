"""Phrases of formal Chinese that templates insert into their sentences."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from jindu.model.choices import BasisKind, Direction
from jindu.model.plan import (
    Alert,
    Basis,
    Deduction,
    Indicator,
    Plan,
    Post,
    Review,
    ScoreItem,
    ScorePoint,
    Task,
)
from jindu.units import Deadline, Pace, say_quantity, until
from jindu.units.patterns import late


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


_LAW = late(
    "(?P<title>[^《》]{2,40}?(?:法|条例|办法|规定|细则|规则|准则|章程|决定|意见|通知|方案|制度))"
    "(?P<place>(?:（[^（）]{1,20}）)?(?:第[一二三四五六七八九十百零〇\\d]+[章条款项].{0,20})?)"
)
_TRIAL = late("（(?:试行|暂行|修订)）")


def cited(name: str) -> str:
    """Return the name of a law or document in 书名号, an article after it: 《戒毒条例》第七条."""
    bare = clause(name)
    found = _LAW.fullmatch(bare)
    if found is None:
        return bare
    trial = _TRIAL.match(found["place"])
    end = trial.end() if trial else 0
    return f"《{found['title']}{found['place'][:end]}》{found['place'][end:]}"


def case(text: str) -> str:
    """Return a condition as the case that it is: 泄露个人信息的."""
    bare = clause(text)
    return bare if bare.endswith("的") else f"{bare}的"


def group_word(name: str) -> str:
    """Return how a leading group is called after its first mention: 领导小组, 专班."""
    return next((word for word in _GROUPS if name.endswith(word)), name)


_GROUPS = ("领导小组", "工作专班", "专班", "指挥部", "工作组", "协调小组", "推进小组", "小组")


def by(deadline: Deadline) -> str:
    """Return a deadline as the adverbial of a sentence: 2026年3月底前, 2026年1月14日前, 全年."""
    told = deadline.words()
    return told if deadline.plain is None or told.endswith("前") else f"{told}前"


def points(items: Sequence[str]) -> str:
    """Return main points as a sentence: 重点抓好两项工作：一是……；二是……."""
    told = [item for item in items if item]
    if len(told) < 2:
        return f"重点是{told[0]}。" if told else ""
    numbered = (f"{number}是{item}" for number, item in zip(_NUMERALS, told, strict=False))
    count = "两" if len(told) == 2 else _NUMERALS[len(told) - 1]
    return f"重点抓好{count}项工作：{'；'.join(numbered)}。"


_NUMERALS = "一二三四五六七八九十"


def review(arranged: Review) -> str:
    """Phrase a review: 支部自评由各支部每半年开展一次, 期末评估由街道实施，2028年10月底前完成."""
    name = clause(arranged.name or "评估")
    who = f"由{clause(arranged.assessor)}" if arranged.assessor else ""
    often = clause(arranged.frequency or "")
    told = f"{name}{who}{often}开展一次" if often else f"{name}{who}{'实施' if who else ''}"
    if arranged.date:
        told += f"，{by(until(arranged.date))}完成"
    return told


def reporting(name: str, frequency: str, senders: str, receiver: str) -> str:
    """Phrase the reporting of progress: who sends it, by when, to whom."""
    often = f"{name}{frequency}一次" if frequency else f"做好{name}"
    end = next((end for word, end in _CYCLE_ENDS if frequency.startswith(word)), "")
    to = f"报{receiver}汇总" if receiver else "报送"
    return f"{often}，由{senders or '各牵头单位'}{f'于{end}前' if end else '按时'}{to}"


_CYCLE_ENDS = (
    ("每半年", "半年末"),
    ("每半月", ""),
    ("每月", "月底"),
    ("每季", "季度末"),
    ("每学期", "学期末"),
    ("每周", "周末"),
)


def warned(indicators: Sequence[Indicator]) -> str:
    """Tell which indicators have limits of alert: 对知晓率等5项指标实行黄、红两级预警."""
    names = [clause(indicator.name or "") for indicator in indicators]
    which = listed(names, "和") if len(names) < 3 else f"{names[0]}等{len(names)}项指标"
    alerts = [indicator.alert for indicator in indicators if indicator.alert]
    yellow = any(alert.yellow is not None for alert in alerts)
    red = any(alert.red is not None for alert in alerts)
    colours = "黄、红两级" if yellow and red else "黄色" if yellow else "红色"
    return f"对{which}实行{colours}预警" if names else ""


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
        groups.setdefault(by(deadline), []).append(clause(task.name or ""))
    clauses: list[str] = []
    year = ""
    for when, names in groups.items():
        this_year, _, rest = when.partition("年")
        shown = when if this_year != year or not rest or rest == "底前" else rest
        year = this_year if this_year.isdecimal() else ""
        clauses.append(f"{shown}，{'，'.join(names)}")
    return "；".join(clauses) + "。" if clauses else ""
