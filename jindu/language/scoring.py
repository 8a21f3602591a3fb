"""Read the points in a scoring method: 每少一项扣2分，扣完为止; 80%以上得10分，60%以上得6分.

A number of points whose role is not understood makes the reading unsure, and then no sum of it
is told.
"""

from __future__ import annotations

import enum
import re
from collections.abc import Iterator
from decimal import Decimal
from itertools import combinations
from typing import NamedTuple

from jindu.language.bands import Band, bands_of
from jindu.units.patterns import late


class Role(enum.Enum):
    """What a number of points in a method is."""

    AWARD = "award"
    AWARD_EACH = "award for each"
    MOST = "most that is awarded"
    FULL = "full score"
    LOSS = "deduction"
    LOSS_EACH = "deduction for each"
    MOST_LOST = "most that is deducted"


class Points(NamedTuple):
    """A number of points with its role.

    ``words`` is the clause up to the points. ``scale`` numbers the scale of bands of which this is
    one: such awards exclude each other.
    """

    value: Decimal
    role: Role
    words: str
    scale: int | None = None


class ScoringMethod(NamedTuple):
    """What a method says.

    ``proportional`` tells that points follow from a ratio or from the item's own score (得满分,
    按比例计分). ``capped`` tells that deductions end at nought, ``implied`` that the best result is
    not told: 未配备的不得分，兼职的得5分.
    """

    points: tuple[Points, ...]
    bands: tuple[Band, ...]
    proportional: bool
    capped: bool
    implied: bool
    sure: bool

    def of(self, *roles: Role) -> list[Points]:
        """Return the points of some roles, in the order of the text."""
        return [points for points in self.points if points.role in roles]

    @property
    def lacks_a_floor(self) -> bool:
        """Whether it deducts for each of what may be many, without saying where that ends."""
        each = self.of(Role.LOSS_EACH)
        return bool(each) and not self.capped and not self.of(Role.MOST_LOST)

    @property
    def lacks_a_ceiling(self) -> bool:
        """Whether it awards for each of what may be many, without saying where that ends."""
        each = self.of(Role.AWARD_EACH)
        ended = self.capped or self.proportional or self.of(Role.MOST, Role.FULL)
        return bool(each) and not ended

    @property
    def parts(self) -> list[Decimal]:
        """The awards that may be added; of a scale of bands only the best."""
        best: dict[int, Decimal] = {}
        parts = []
        for points in self.of(Role.AWARD, Role.MOST, Role.FULL):
            if points.scale is None:
                parts.append(points.value)
            else:
                best[points.scale] = max(points.value, best.get(points.scale, points.value))
        return [*parts, *best.values()]

    def reaches(self, score: Decimal) -> bool:
        """Whether some of the awards add up to a score; true where that is not known."""
        parts = self.parts
        open_ended = len(self.of(Role.AWARD_EACH)) > len(self.of(Role.MOST, Role.FULL))
        if not self.sure or self.proportional or open_ended or not 0 < len(parts) <= _MOST_PARTS:
            return True
        if parts == [max(parts)] and self.implied:
            return True
        sums = (
            sum(chosen)
            for count in range(1, len(parts) + 1)
            for chosen in combinations(parts, count)
        )
        return score in sums


_MOST_PARTS = 10
"""Awards whose sums are tried; a method with more is not judged."""
_DIGITS = dict(zip("一二两三四五六七八九十", (1, 2, 2, 3, 4, 5, 6, 7, 8, 9, 10), strict=True))
_CHINESE = "".join(_DIGITS)
_POINTS = late(
    rf"(?P<value>(?<![\d.])\d{{1,4}}(?:\.\d{{1,3}})?|(?<![{_CHINESE}百第])[{_CHINESE}](?![{_CHINESE}]))"
    r"\s?分(?![钟之别局析类管工解段校站队会布级层期批片组项率发散支部担])"
)
_RESULT_AFTER = late("[（(]?[含及]|以[上下内]|的?(?:为(?!止)|以上|以下)|[-—~～至]")
_RESULT_BEFORE = late(
    "(?:达到?|低于|不足|不满|不到|高于|超过|少于|未达到?|不低于|成绩|得分|评分|平均分?|[-—~～至])[在为到]?$"
)
_LOST = r"[扣罚](?:减|除|掉)?(?:该项|本项|相应|考核)?的?分?"
_ROLES = (
    (Role.MOST_LOST, late(
        rf"(?:最[高多]|至多|累计|封顶|上限)[^，。；]{{0,3}}{_LOST}$|{_LOST}(?:最[高多]|不超过|至多|上限)为?$|扣[完满]$"
    )),
    (Role.LOSS, late(rf"(?:{_LOST}|减去?|倒扣)$")),
    (Role.MOST, late(
        "(?:最[高多]|至多|封顶|上限|不超过|累计|加到|加满)(?:不超过)?(?:可|能|只)?[得计加给记]?分?(?:为|至|到|不超过|至多)?$"
    )),
    (Role.FULL, late("(?:满分|本项|该项|共计?|合计)分?值?[为计]?$")),
    (Role.AWARD, late("(?<!各)(?<!分别)(?:[得计给加记赋评]|奖励?|基[本础])分?为?$|[（(]$")),
)  # fmt: skip
"""Role → words before the points; the first that matches applies."""
_THINGS = "个百分点|个|次|项|人|场|份|起|处|户|天|日|条|篇|家|名|例|件|组|期|课时|点|月"
_EVERY = late("每(?!个?(?:半年|年|季|月|周|学期|日|天))")
_EACH = late(rf"{_EVERY.pattern}|[一1](?:{_THINGS})|[缺少漏迟超有](?:{_THINGS})")
_EACH_SIGNS = frozenset("每一1缺少漏迟超有")
"""What deductions are made for; an award is for each only if the text says 每. The signs are what
each of these begins with.
"""
_OTHERWISE = late("(?:未|没有?|不|无|缺)[^，。；]{0,12}(?:不得分|不计分|得0分|为0分)")
_PROPORTIONAL = late(
    "比例|得满分|计满分|乘|除以|折算|系数|权重|之比|各占|一半|[×÷*=＝]|分值|率(?:计|得|算|给|赋)分|全分|其余|剩余|余下"
    "|相应分|递减|依次|酌情|换算|加权|改按|名次|排名|减半|满分"
)
_CAPPED = late(
    "扣完|扣光|扣满|为止|不[得计]?负分|不倒扣|扣[至到]0|最低(?:得|计|记|为)?[0零]分|以分值为限|不再扣"
)
_BESIDES = late(
    "另加|另扣|额外|附加|总分|总成绩|下一?年|责任人|个人|人均|各[得计给加]|分别[得计给加]"
    r"|不重复|不累[计加]|就高|按最高|取最高|(?:国家|[省市县区])级[^，。；]{0,8}加\d"
)


_NEAR = 24
"""Characters before points that tell what they are."""


def read_scoring(method: str) -> ScoringMethod:
    """Read a scoring method."""
    points: list[Points] = []
    sure, place = True, 0
    bands = bands_of(method)
    scales = iter(bands)
    band = next(scales, None)
    for clause, is_every, is_each in _clauses(method):
        while band is not None and band.place < place:
            band = next(scales, None)
        end = place + len(clause)
        scale = band.scale if band is not None and band.place < end else None
        for match in _POINTS.finditer(clause):
            before = clause[max(0, match.start() - _NEAR) : match.start()]
            if _is_result(before, clause[match.end() : match.end() + _NEAR]):
                continue
            role = _role(before, is_every, is_each)
            if role is None:
                sure = False
            else:
                points.append(Points(_value(match["value"]), role, before + match[0], scale))
        place = end + 1
    return ScoringMethod(
        tuple(points),
        bands,
        bool(_PROPORTIONAL.search(_without_full(method))),
        bool(_CAPPED.search(method)),
        bool(_OTHERWISE.search(method)) and not bands,
        sure and not _BESIDES.search(method),
    )


def _without_full(method: str) -> str:
    return re.sub(r"满分[^\d，,、。；;]{0,2}\d", "", method) if "满分" in method else method


def _clauses(method: str) -> Iterator[tuple[str, bool, bool]]:
    """Yield the clauses, and whether awards and deductions in them are made for each of several.

    In 每少一次，扣1分 the points of the second clause are for what the first one says.
    """
    every = each = False
    for clause, end in re.findall(r"([^，,、。；;\n]*)([，,、。；;\n]|$)", method):
        if not _EACH_SIGNS.isdisjoint(clause):
            every = every or _EVERY.search(clause) is not None
            each = each or _EACH.search(clause) is not None
        yield clause, every, each
        if end not in "，,、" or ("分" in clause and _POINTS.search(clause)):
            every = each = False


def _value(text: str) -> Decimal:
    return Decimal(_DIGITS[text]) if text in _DIGITS else Decimal(text)


def _role(before: str, is_every: bool, is_each: bool) -> Role | None:
    """Return the role of points by the words before them; None if it is not known."""
    role = next((role for role, pattern in _ROLES if pattern.search(before)), None)
    if role is Role.AWARD and is_every:
        return Role.AWARD_EACH
    return Role.LOSS_EACH if role is Role.LOSS and is_each else role


def _is_result(before: str, after: str) -> bool:
    """Whether a number is a result to be reached, not points that are given."""
    return bool(_RESULT_AFTER.match(after) or _RESULT_BEFORE.search(before))
