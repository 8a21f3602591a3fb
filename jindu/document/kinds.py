"""The kinds of documents, with their templates and annexes."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from jindu.errors import UserError

_PLAN_ENDING = re.compile(
    "(?:实施方案|工作方案|建设方案|行动方案|行动计划|方案|计划|(?:发展|专项)?规划|(?:实施|指导)?意见"
    "|(?:考核|实施)?(?:细则|办法)|管理办法|任务分(?:解|工)表?|(?:绩效目标)?申报表)$"
)


class Unready(UserError):
    """A document cannot be made from this plan; the message gives cause and remedy, in Chinese."""

    exit_code = 1


class Unpublishable(Unready):
    """A public edition would contain personal data; ``places`` lists it, masked."""

    def __init__(self, places: Sequence[str]) -> None:
        shown = [f"\n  {place}" for place in places[:_MAX_SHOWN]]
        more = f"\n  ……共{len(places)}处。" if len(places) > _MAX_SHOWN else ""
        super().__init__(
            f"公开版里不能有个人信息，下面的内容要先改：{''.join(shown)}{more}\n"
            "  删去这些内容。单位的联系人和电话写在“公文”的“联系”里，只进内部版；整项不公开的，"
            "写上“公开: 否”。"
        )
        self.places = tuple(places)


_MAX_SHOWN = 20
"""Places that the message lists; it counts the rest."""


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of document, written by a template.

    ``annexes`` names the annexes it may have; None means all that the plan provides. ``own``
    kinds use the plan's 发文字号 and 成文日期; others take them from the user, and require the
    names in ``asks``. ``headed`` kinds are issued as papers of their own, with 版头 and 版记 if
    the plan sets them; a 方案 is not, it is issued by a 通知. ``tells`` kinds name a contact.
    """

    name: str
    template: str
    about: str
    annexes: tuple[str, ...] | None = ()
    own: bool = False
    headed: bool = False
    tells: bool = False
    asks: tuple[str, ...] = ()


KINDS: Mapping[str, Kind] = {
    kind.name: kind
    for kind in (
        Kind("实施方案", "implementation.md.j2", "按公文顺序，附各张表格", None, own=True),
        Kind(
            "申报方案",
            "application.md.j2",
            "立项和融资用，先背景后内容，再资金和风险",
            None,
            own=True,
            tells=True,
        ),
        Kind("印发通知", "notice.md.j2", "通知之后紧接方案", None, own=True, headed=True),
        Kind(
            "资金申请",
            "funding.md.j2",
            "请示或者函，看谁写给谁",
            ("绩效指标表", "经费预算表"),
            headed=True,
            tells=True,
            asks=("成文日期",),
        ),
        Kind("绩效目标申报表", "performance.md.j2", "项目支出绩效目标申报表"),
        Kind("任务清单", "list.md.j2", "逐项列出任务、成果和时限"),
        Kind("责任清单", "list.md.j2", "按单位列出牵头和配合的任务"),
        Kind("时限清单", "list.md.j2", "按先后列出各项任务的完成时限"),
        Kind("配档表", "list.md.j2", "逐项列出起止、分工和督导，完成、逾期由人填写"),
        Kind("作战图", "list.md.j2", "一张A3纸的路线图，挂在墙上，完成、逾期由人填写"),
        Kind(
            "联席会议通知",
            "meeting.md.j2",
            "通知、议程和参会回执",
            ("参会回执",),
            headed=True,
            tells=True,
            asks=("会议时间", "会议地点"),
        ),
    )
}
"""Kinds by name."""

GIVEN = ("发文字号", "成文日期", "会议时间", "会议地点", "年度", "表式")
"""Names set with ``--set``, for data that a plan does not contain."""

OLDER = "旧"
"""The value of 表式 for the older 绩效目标申报表, of 项目完成、项目效益 and 满意度指标."""


def subject(title: str) -> str:
    """Return the title of a plan without its final 实施方案 or the like."""
    bare = _PLAN_ENDING.sub("", title)
    if bare.endswith("的"):
        bare = bare.removeprefix("关于").removesuffix("的")
    return bare or title
