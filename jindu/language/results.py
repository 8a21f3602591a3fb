"""Results of a plan in natural words: 建成禁毒支部4个以上, 知晓率由75%提高到91%以上."""

from __future__ import annotations

from decimal import Decimal

from jindu.language.phrases import clause
from jindu.model.choices import Direction
from jindu.model.plan import Indicator, Year
from jindu.units import say_quantity
from jindu.units.patterns import late

_COUNTED = late(
    "(?:的?(?:总量|总数|数量|个数|户数|件数|家数|份数|次数|场数|册数|期数|条数|项数|套数|天数|处数"
    "|所数|支数|人次数?|场次数?|课次|班次)|的?(?:总人|人)数|(?<![指分系级倍基参函整小多少])数)$"
)
"""The end of a name that its unit says again: 宣传活动场次 12场, 志愿者人数 30人."""
_MADE = "建成|建立|设立|组建|成立|制定|形成|印发|评选|评定|创建|培养|命名|执行"
_DONE = "注册|招募|登记|培训|发放|举办|开展|选派|配备|签订"
_VERB_LAST = late(rf"(?P<thing>(?!{_MADE}|{_DONE}).{{2,}}?)(?P<verb>(?P<made>{_MADE})|{_DONE})")
_HOPE = late("力争|争取|努力|尽力")
_TIMES = frozenset(("天", "日", "个工作日", "工作日", "小时", "分钟", "个月"))
_PRICES = frozenset(("元", "万元", "亿元"))


def reached(indicator: Indicator, year: Year | None = None) -> str:
    """Phrase an indicator with its target, of a year or final: 居民知晓率达到92%以上."""
    if year is None:
        words, value = indicator.target_in_words, indicator.target
    else:
        words = indicator.year_targets_in_words.get(year)
        value = indicator.year_targets.get(year)
    name = clause(indicator.name or "")
    if words is None:
        return _with_value(indicator, value) if value is not None else ""
    hope = _HOPE.match(words)
    if hope and value is not None:
        return f"{name}{hope[0]}{_aim(indicator, value)}"
    return name + clause(words) if clause(words) else ""


def progress(indicator: Indicator) -> str:
    """Phrase an indicator from baseline to target: 知晓率由81%提高到92%以上."""
    base, target = indicator.baseline, indicator.target
    start = base.value if base else None
    if target is None or indicator.target_in_words or not start or start == target:
        return reached(indicator)
    thing, _, made = _counted(indicator)
    name = thing if made else _acted(indicator)
    verb = _change(indicator.unit_of_measure or "", rises=target > start)
    unit = indicator.unit_of_measure
    bound = _bound(indicator, target)
    return f"{name}由{say_quantity(start, unit)}{verb}到{say_quantity(target, unit)}{bound}"


def _with_value(indicator: Indicator, value: Decimal) -> str:
    """Phrase a value: 建成禁毒支部4个以上, 党员志愿者达到30人以上, 偏差率控制在5%以内."""
    if indicator.direction is Direction.AT_MOST:
        return clause(indicator.name or "") + _aim(indicator, value)
    _, verb, _ = _counted(indicator)
    if verb:
        figure = say_quantity(value, indicator.unit_of_measure)
        return _acted(indicator) + figure + _bound(indicator, value)
    return _acted(indicator) + _aim(indicator, value)


def _aim(indicator: Indicator, value: Decimal) -> str:
    """Phrase a value without the name: 达到92%以上, 控制在5%以内, 不超过3起."""
    figure = say_quantity(value, indicator.unit_of_measure)
    if indicator.direction is not Direction.AT_MOST:
        return f"达到{figure}{_bound(indicator, value)}"
    if not value:
        return f"为{figure}"
    return f"控制在{figure}以内" if indicator.is_percentage else f"不超过{figure}"


def _bound(indicator: Indicator, value: Decimal) -> str:
    """Return 以上 or 以下; nothing where no value lies beyond."""
    if not value or (indicator.is_percentage and value == 100):
        return ""
    return {Direction.AT_MOST: "以下", Direction.EXACTLY: ""}.get(
        indicator.direction or Direction.AT_LEAST, "以上"
    )


def _counted(indicator: Indicator) -> tuple[str, str, bool]:
    """Return what is counted, the verb that ends its name, and whether that verb makes it."""
    name = clause(indicator.name or "")
    if indicator.is_percentage or indicator.direction is Direction.AT_MOST:
        return name, "", False
    bare = _COUNTED.sub("", name) if indicator.unit_of_measure else name
    if bare == name or len(bare) < 2:
        return name, "", False
    found = _VERB_LAST.fullmatch(bare)
    if found is None:
        return bare, "", False
    return found["thing"], found["verb"], found["made"] is not None


def _acted(indicator: Indicator) -> str:
    """Return what is counted, after its verb if it has one: 注册党员志愿者."""
    thing, verb, _ = _counted(indicator)
    return verb + thing


def _change(unit: str, *, rises: bool) -> str:
    if unit in _TIMES:
        return "增加" if rises else "缩短"
    if unit in _PRICES:
        return "提高" if rises else "降低"
    if unit in ("%", "％", "分"):
        return "提高" if rises else "下降"
    return "增加" if rises else "减少"
