"""Which parts a genre of official text has, so that rules ask only for those.

A part is an attribute of the plan. What is written is checked whatever the genre.
"""

from collections.abc import Mapping

from jindu.model.choices import Genre
from jindu.units.patterns import late

_PLAN = frozenset(
    {
        "overview", "document", "branches", "units", "leading_group", "teams", "goals", "stages",
        "key_tasks", "tasks", "recurring", "budget", "evaluation",
    }
)  # fmt: skip

PARTS: Mapping[Genre, frozenset[str]] = {
    Genre.PLAN: _PLAN,
    Genre.WORK: frozenset({"overview", "document", "key_tasks"}),
    Genre.PROGRAMME: frozenset({"overview", "document", "units", "goals", "key_tasks"}),
    Genre.OUTLINE: frozenset({"overview", "document", "goals", "key_tasks"}),
    Genre.OPINION: frozenset({"overview", "document", "key_tasks"}),
    Genre.MEASURES: frozenset({"overview", "document"}),
    Genre.SCORING: frozenset({"overview", "evaluation"}),
    Genre.ASSIGNMENT: frozenset({"overview", "units", "tasks"}),
    Genre.FORM: frozenset({"overview", "goals", "budget", "application"}),
}
"""Genre → the parts that rules may ask for."""

ESSENTIAL = {
    "overview": "方案概况",
    "units": "单位名录",
    "leading_group": "领导小组",
    "goals": "目标和指标",
    "stages": "实施阶段",
    "key_tasks": "重点任务",
    "tasks": "工作任务",
    "budget": "经费预算",
    "evaluation": "考核评价",
}
"""Parts without which a plan that has them cannot be approved, with their Chinese names."""

_ENDINGS = sorted(
    ((word, genre) for genre in Genre for word in (genre.value, *genre.aliases)),
    key=lambda pair: len(pair[0]),
    reverse=True,
)


_REMARKS = late(r"(?:[（(][^（）()]*[）)]|[《》\s])+$")


_FOUNDING = late("支部|创建")


def of_title(title: str) -> Genre:
    """Return the genre that a title ends with, remarks in brackets left aside.

    A 方案 that founds nothing is a WORK plan: only plans of 创建 have all the parts.
    """
    bare = _REMARKS.sub("", title)
    found = next((genre for word, genre in _ENDINGS if bare.endswith(word)), Genre.PLAN)
    if found in (Genre.PLAN, Genre.WORK) and bare:
        return Genre.PLAN if _FOUNDING.search(bare) else Genre.WORK
    return found


DATED = frozenset({Genre.PLAN, Genre.PROGRAMME, Genre.OUTLINE})
"""Genres that cover a period of their own."""


_OWN_WORDS: Mapping[Genre, tuple[str, ...]] = {
    Genre.PLAN: ("方案",),
    Genre.WORK: ("方案", "安排"),
    Genre.PROGRAMME: ("计划", "要点"),
    Genre.OUTLINE: ("规划",),
    Genre.OPINION: ("意见",),
    Genre.MEASURES: ("办法", "规定", "制度"),
    Genre.SCORING: ("细则", "办法", "标准", "方案"),
    Genre.ASSIGNMENT: ("分工方案",),
    Genre.FORM: ("申报表", "申报书"),
}
"""Genre → what a text of it calls itself, the usual word first."""


def own_word(genre: Genre, title: str) -> str:
    """Return what a text calls itself: the last word of its title, or the usual one."""
    bare = _REMARKS.sub("", title)
    words = _OWN_WORDS[genre]
    return next((word for word in words if bare.endswith(word)), words[0])
