"""What the name of an indicator tells: a change, a growth, satisfaction, a survey."""

from __future__ import annotations

from jindu.units.patterns import late

_MAY_EXCEED = late(
    "增长|增幅|增速|同比|环比|翻番|(?:增加|提高|提升|上升)(?:率|幅度|比例|百分比)"
    "|(?:计划|目标|指标|任务|投资|宣传|培训|超额)完成率"
)
_GROWTH = late("增长|增幅|增速|增加")
_RATIO = "(?:率|幅度?|比例|比率|百分比|百分点)"
_DECLINE = f"(?:下降|减少|降低|压减|提高|提升|上升|变化|改善)的?{_RATIO}|[降减升]幅"
_CHANGE_RATE = late(_DECLINE)
_CHANGING = late("(?:下降|减少|降低|提高|提升|上升)(?:（[^（）]*）)?$")
_VAGUE_CHANGE = late(
    "(?:显著|明显|大幅|有效|持续|不断|稳步|切实|进一步|逐步|逐年)"
    "(?:下降|减少|降低|提高|提升|上升|增长|增加|增强|改善|好转|减轻)"
)
_AGAINST = late(r"[同环]比|[上去前]一?年|基[期年数]|20\d\d年|年均|原有")
_SATISFACTION = late(
    "(?<!不)满意(?:度|率|程度|(?:的?人数)?(?:占比|比例)?(?:（[^（）]*）)?$)|好评[率度]"
)
_SURVEYED = late(
    "知晓[率度]|认知[率度]|认[可同][率度]|安全感|支持率|(?:公众|群众|居民|社会)评价(?:得分|分)?$"
)
_COUNTED_BY_AN_OFFICE = late("热线|办件|工单|签收|投诉|回访|窗口|好差评|整改|办结")
_NEW = late("新增|新建|新设|新成立|新发展|首次|首批")


def may_exceed_hundred(name: str) -> bool:
    """Whether its percentage can exceed 100: growth, or a plan that is overfulfilled."""
    return _MAY_EXCEED.search(name) is not None


def is_change_rate(name: str, *, percentage: bool) -> bool:
    """Whether it is the ratio of a change, other than a growth: 下降率, 降幅, 提高比例."""
    if _GROWTH.search(name):
        return False  # By custom it is counted from the year before.
    return bool(_CHANGE_RATE.search(name) or (percentage and _CHANGING.search(name)))


def is_vague_change(name: str) -> bool:
    """Whether it says that something changes without saying by how much: 显著提升."""
    return _VAGUE_CHANGE.search(name) is not None


def names_what_it_is_compared_with(text: str) -> bool:
    """Whether a text says from what a change is counted: 比2025年, 同比, 上年数."""
    return _AGAINST.search(text) is not None


def is_new(name: str) -> bool:
    """Whether it counts what did not exist before: 新增阵地数."""
    return _NEW.search(name) is not None


def is_satisfaction(name: str) -> bool:
    """Whether it is the share of people who are satisfied."""
    return bool(_SATISFACTION.search(name)) and not _COUNTED_BY_AN_OFFICE.search(name)


def is_surveyed(name: str) -> bool:
    """Whether people are asked for it: satisfaction, knowledge, the feeling of safety."""
    if _COUNTED_BY_AN_OFFICE.search(name):
        return False
    return bool(_SATISFACTION.search(name) or _SURVEYED.search(name))
