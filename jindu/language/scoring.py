"""Read the points in a scoring method: 每少一项扣2分，扣完为止；80%以上得10分，60%以上得6分.

Reading is exact or not at all: of a method with a figure that it does not understand only the
single figures are told, and ``sure`` is false.
"""

from __future__ import annotations

import enum
import functools
import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import combinations, pairwise
from typing import NamedTuple


class Role(enum.Enum):
    """What a number of points in a method is."""

    AWARD = "award"
    AWARD_EACH = "award for each"
    MOST = "most that is awarded"
    FULL = "full score"
    LOSS = "deduction"
    MOST_LOST = "most that is deducted"


class Points(NamedTuple):
    """A number of points, its role, and the clause it stands in."""

    value: Decimal
    role: Role
    clause: str


class Band(NamedTuple):
    """A range of results, with the words that tell it. A bound of None is open."""

    low: Decimal | None
    low_included: bool
    high: Decimal | None
    high_included: bool
    unit: str
    words: str


class Scoring(NamedTuple):
    """What a method says.

    ``proportional`` tells that the points, or a part of them, follow from a ratio or from the
    item's own score (得满分, 按比例计分). ``capped`` tells that deductions end at nought.
    """

    points: tuple[Points, ...]
    bands: tuple[Band, ...]
    proportional: bool
    capped: bool
    sure: bool

    def of(self, *roles: Role) -> list[Points]:
        """Return the points of some roles, in the order of the text."""
        return [points for points in self.points if points.role in roles]

    @property
    def loses_for_each(self) -> bool:
        """Whether it deducts for each of what may be many, without saying where that ends."""
        each = any(_EACH.search(points.clause) for points in self.of(Role.LOSS))
        return each and not self.capped and not self.of(Role.MOST_LOST)

    def reaches(self, score: Decimal) -> bool:
        """Whether some of the awards can add up to a score; true where that is not known."""
        parts = [points.value for points in self.of(Role.AWARD, Role.MOST, Role.FULL)]
        open_ended = len(self.of(Role.AWARD_EACH)) > len(self.of(Role.MOST))
        if not self.sure or self.proportional or open_ended or not parts:
            return True
        if len(parts) > _MOST_PARTS:
            return True
        return any(
            sum(chosen) == score
            for count in range(1, len(parts) + 1)
            for chosen in combinations(parts, count)
        )


_MOST_PARTS = 12
"""Awards whose sums are tried; beyond, a method is not judged."""
_DIGITS = {"一": 1, "二": 2, "两": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "九": 9, "十": 10}
_NUMBER = r"\d{1,4}(?:\.\d{1,3})?"
_POINTS = re.compile(
    rf"(?P<value>{_NUMBER}|(?<![一二两三四五六七八九十百第])[一二两三四五六七八九十](?![一二三四五六七八九十]))"
    r"\s?分(?!钟|之|别|局|析|类|管|工|解|段|公司|校|站|队|会|布|级|层|管|期|批|片|组|项|率|发|散|支|部|担)"
)
_THRESHOLD_AFTER = re.compile(r"^(?:[（(]?[含及]|以[上下内]|及以|的?(?:为|以上|以下)|[-—~～至])")
_THRESHOLD_BEFORE = re.compile(
    "(?:达到?|低于|不足|不满|高于|超过|少于|未达到?|满|不低于|成绩|考试|测试|测评|得分|平均|评分|[-—~～至])[在为到]?$"
)
_LOSS = re.compile(r"(?:扣减?|减去?|倒扣)(?:除|掉)?(?:该项|本项|总分|相应|考核)?的?分?$")
_MOST_LOST = re.compile(
    r"(?:(?:最[高多]|至多|累计|共|合计)[^，。；]{0,4}扣(?:减|分)?(?:不超过|至多|最多)?|扣(?:分|完|满|至|到)?(?:最[高多]|不超过|以|上限为?))$"
    r"|扣[完满]$"
)
_MOST = re.compile(
    r"(?:最[高多]|至多|封顶|上限|不超过|累计|累加|加到|加满|得满)(?:不超过)?(?:可|能|只)?(?:得|计|加|给|记)?(?:分)?(?:为|至|到|不超过|至多)?$"
)
_FULL = re.compile(r"(?:满分|总分|本项|该项|共计?|合计|计满)(?:分值|分)?(?:为|计|共)?$")
_AWARD = re.compile(r"(?:得|计|给|加|记|赋|评|获|奖励?|各|为)(?:满)?分?(?:为)?$")
_BARE = re.compile(r"[（(]$")
_EACH = re.compile(
    r"每|(?:[一1]|有|缺|少|漏|迟|超)(?:[一1]?)(?:个百分点|个|次|项|人|场|份|起|处|户|天|日|条|篇|家|名|例|件|组|期|课时|点)"
)
_PROPORTIONAL = re.compile(
    "比例|满分|乘|除以|折算|系数|权重|占比计|之比|各占|一半|[×÷*/=＝]|分值|按.{0,12}率(?:计|得|算|给)分|全分|其余|剩余|"
    "余下|相应分|递减|依次|酌情|换算|标准分|加权|百分制|改按|名次|排名"
)
_CAPPED = re.compile(
    "扣完|扣光|扣满|为止|不[得计]?负分|不得?倒扣|扣至0|扣到0|最低0?零?分?为?0|最低(?:得|计|记)?[0零]分|不得分为限|分值扣|以分值为限|不再扣"
)
_BESIDES = re.compile("另加|额外|附加|加分项|总分|总成绩|年度考核|下一?年|责任人|个人")


@functools.lru_cache(maxsize=1024)
def read_scoring(method: str) -> Scoring:
    """Read a scoring method."""
    points: list[Points] = []
    sure = True
    for clause, is_each in _clauses(method):
        for match in _POINTS.finditer(clause):
            role = _role(clause, match, is_each)
            if role is not None:
                points.append(Points(_value(match["value"]), role, clause))
            elif not _is_threshold(clause, match):
                sure = False
    return Scoring(
        tuple(points),
        tuple(_bands(method)),
        _PROPORTIONAL.search(method) is not None,
        _CAPPED.search(method) is not None,
        sure and not _BESIDES.search(method),
    )


def _clauses(method: str) -> Iterator[tuple[str, bool]]:
    """Yield the clauses, and whether each is about every one of several: 每少一次，扣1分."""
    for sentence in re.split("[。；;\n]", method):
        is_each = False
        for clause in re.split("[，,、]", sentence):
            is_each = _EACH.search(clause) is not None or (is_each and "分" not in clause[:-1])
            # A clause that only tells points carries on the one before it: 每少一次，扣1分.
            starts = _POINTS.search(clause) is None and _EACH.search(clause) is not None
            yield clause, is_each
            is_each = starts


def _value(text: str) -> Decimal:
    return Decimal(_DIGITS[text]) if text in _DIGITS else Decimal(text)


def _role(clause: str, match: re.Match[str], is_each: bool) -> Role | None:
    """Return the role of points by the words before them; None if it is not known."""
    before = clause[: match.start()]
    if _is_threshold(clause, match):
        return None
    if _MOST_LOST.search(before):
        return Role.MOST_LOST
    if _LOSS.search(before):
        return Role.LOSS
    if _MOST.search(before):
        return Role.MOST_LOST if "扣" in before else Role.MOST
    if _FULL.search(before):
        return Role.FULL
    if _AWARD.search(before):
        return Role.AWARD_EACH if is_each else Role.AWARD
    if _BARE.search(before):
        return Role.AWARD
    return None


def _is_threshold(clause: str, match: re.Match[str]) -> bool:
    """Whether the number is a result to be reached, not points that are given."""
    after, before = clause[match.end() :], clause[: match.start()]
    return bool(_THRESHOLD_AFTER.search(after) or _THRESHOLD_BEFORE.search(before))
