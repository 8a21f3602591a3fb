"""The kinds of documents: for each its template, its annexes, and whose papers it is."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from jindu.errors import UserError

_PLAN_ENDING = re.compile("(?:实施方案|工作方案|建设方案|行动方案|行动计划|方案|计划)$")


class Unready(UserError):
    """A document cannot be made of this plan; the text says why and what to do, in Chinese."""

    exit_code = 1


class Unpublishable(Unready):
    """A public edition would tell of persons; ``places`` says where and what, blotted."""

    def __init__(self, places: Sequence[str]) -> None:
        shown = [f"\n  {place}" for place in places[:_SHOWN]]
        more = f"\n  ……共{len(places)}处。" if len(places) > _SHOWN else ""
        super().__init__(
            f"公开版里不能有个人信息，下面的内容要先改：{''.join(shown)}{more}\n"
            "  删去这些内容。单位的联系人和电话写在“公文”的“联系”里，只进内部版；整项不公开的，"
            "写上“公开: 否”。"
        )
        self.places = tuple(places)


_SHOWN = 20
"""So many places are told; the rest is counted."""


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of document, written by a template.

    ``annexes`` are the names of those it may have, None for all that the plan fills. The
    plan's own 发文字号, 成文日期 and 签发人 belong to one paper only, its ``own``; of others
    they are asked, and ``asks`` are what such a paper is not complete without. ``formal`` papers
    carry 版头 and 版记 where the plan wants them.
    """

    name: str
    template: str
    about: str
    annexes: tuple[str, ...] | None = ()
    own: bool = False
    formal: bool = True
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
        ),
        Kind("印发通知", "notice.md.j2", "通知之后紧接方案", None, own=True),
        Kind(
            "资金申请",
            "funding.md.j2",
            "请示或者函，看谁写给谁",
            ("绩效指标表", "经费预算表"),
            asks=("成文日期",),
        ),
        Kind("绩效目标申报表", "performance.md.j2", "项目支出绩效目标申报表", formal=False),
        Kind("任务清单", "list.md.j2", "逐项列出任务、成果和时限", formal=False),
        Kind("责任清单", "list.md.j2", "按单位列出牵头和配合的任务", formal=False),
        Kind("时限清单", "list.md.j2", "按先后列出各项任务的完成时限", formal=False),
        Kind("联席会议通知", "meeting.md.j2", "通知和议程", asks=("会议时间", "会议地点")),
    )
}
"""Name → kind."""

GIVEN = ("发文字号", "成文日期", "会议时间", "会议地点")
"""What a document may need that no plan says: asked by ``--set``."""


def subject(title: str) -> str:
    """What a plan is about: its title without the word for a plan."""
    return _PLAN_ENDING.sub("", title) or title
