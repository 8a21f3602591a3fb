"""The administrative areas that a title or the name of an organ begins with."""

from __future__ import annotations

import functools
from collections.abc import Mapping

from jindu.language.organisations import Rank
from jindu.units.patterns import late

_NO_PLACE = (
    "禁毒|无毒|毒品|戒毒|创建|平安|示范|全[省市县区镇乡村]|各|本|农村|城乡|党|青少年|开展|加强|关于"
    "|社区|[市县镇乡村街]区"
)
_STEP = late(
    rf"(?!{_NO_PLACE})(?P<name>[\u3400-\u9fff]{{1,7}}?)"
    r"(?P<unit>特别行政区|自治区|自治州|自治县|自治旗|开发区|社区|街道|省|市|州|盟|县|区|旗|苏木|镇|乡|村)"
    r"(?![域级])"
)
_ISSUED = late("^(?:《|关于印发|印发|转发|中国共产党|中共|共青团)*")
_RANKS = {
    "省": Rank.PROVINCE, "自治区": Rank.PROVINCE, "特别行政区": Rank.PROVINCE,
    "州": Rank.CITY, "自治州": Rank.CITY, "盟": Rank.CITY,
    "县": Rank.COUNTY, "区": Rank.COUNTY, "旗": Rank.COUNTY, "自治县": Rank.COUNTY,
    "自治旗": Rank.COUNTY,
    "街道": Rank.TOWN, "镇": Rank.TOWN, "乡": Rank.TOWN, "苏木": Rank.TOWN,
    "社区": Rank.COMMUNITY, "村": Rank.COMMUNITY,
}  # fmt: skip
"""Unit → rank. 市 may be of two ranks, and a 开发区 of any: neither is listed."""


@functools.lru_cache(maxsize=512)
def areas(text: str) -> Mapping[str, str]:
    """Return unit → name of the areas that a text begins with: 县 → 清源县, 街道 → 柳林街道."""
    found: dict[str, str] = {}
    end = _ISSUED.match(text).end()  # type: ignore[union-attr]
    while step := _STEP.match(text, end):
        found.setdefault(step["unit"], step[0])
        end = step.end()
    return found


def lowest(text: str) -> Rank | None:
    """Return the rank of the last area that a text begins with; None if it does not tell."""
    units = list(areas(text))
    return _RANKS.get(units[-1]) if units else None


def by_rank(text: str) -> Mapping[Rank, str]:
    """Return rank → name of the areas that a text begins with, where the rank is certain."""
    return {_RANKS[unit]: name for unit, name in areas(text).items() if unit in _RANKS}
