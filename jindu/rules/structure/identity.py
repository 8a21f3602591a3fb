"""What the first lines say: title, area, tier and period agree."""

from __future__ import annotations

import re
from collections.abc import Iterator

from jindu.language.areas import by_rank, lowest
from jindu.language.organisations import Rank
from jindu.model.choices import Tier
from jindu.model.context import Context
from jindu.model.diagnostic import Finding, Level, Severity, TextRange
from jindu.model.plan import Overview
from jindu.model.rule import rule
from jindu.rules.bases import CONSISTENCY
from jindu.units import Period
from jindu.units.patterns import late

_TIERS = {Tier.COUNTY: Rank.COUNTY, Tier.TOWN: Rank.TOWN, Tier.COMMUNITY: Rank.COMMUNITY}
_YEARS = late(r"(?<!\d)(20\d\d)年?\s?[—–―\-－~～至到]{1,2}\s?(20\d\d)(?!\d)")
_YEAR = late(r"(?<!\d)(20\d\d)年(?![^（）()]{0,6}(?:修订|修改|印发|版))")
_TERM = late("([一二两三四五1-5])年(?=[行规计创建攻提活])")
_NUMERALS = {"一": 1, "二": 2, "两": 2, "三": 3, "四": 4, "五": 5}


@rule("STR012", Severity.WARNING, level=Level.REVIEW, basis=CONSISTENCY)
def title_area_and_period_differ(context: Context) -> Iterator[Finding]:
    """标题、地区、层级、年份与起止互相不一致。

    沿用别处或者往年的方案，最容易漏改的是标题和开头几项：标题里的地名与“地区”是同一个地方，“层级”与
    “地区”是同一级，标题里的年份、年数与“起止”一致，“上级方案”不是本方案自己。“起止”从上年年底开始或者
    到次年年初收尾的，标题可以只写中间的年份。

    ```yaml
    方案:
      编号: 柳林方案
      标题: 清源县柳林街道禁毒支部创建实施方案（2025—2027年）  # <- STR012
      地区: 清源县青石镇  # <- STR012
      层级: 社区  # <- STR012
      起止: 2026-01..2028-12
      上级方案: 柳林方案  # <- STR012
    ```

    ```yaml
    方案:
      编号: 柳林方案
      标题: 清源县柳林街道禁毒支部创建实施方案（2026—2028年）
      地区: 清源县柳林街道
      层级: 街道
      起止: 2026-01..2028-12
      上级方案: 清源方案
    ```
    """
    overview = context.plan.overview
    if overview is None:
        return
    yield from _of_area(overview)
    if overview.title and overview.period:
        yield from _of_years(overview, overview.title, overview.period)
    if overview.parent and overview.parent == overview.id:
        yield Finding(
            overview.at("parent"),
            f"“上级方案”写的“{overview.parent}”是本方案自己的编号。",
            "写上级方案的编号；没有上级方案的，删去这一项。",
        )


def _of_area(overview: Overview) -> Iterator[Finding]:
    titled, located = by_rank(overview.title or ""), by_rank(overview.region or "")
    differing = [rank for rank in titled if rank in located and titled[rank] != located[rank]]
    if differing:
        rank = differing[0]
        yield Finding(
            overview.at("region"),
            f"“地区”是“{located[rank]}”，标题里是“{titled[rank]}”。",
            "核对是哪一个地方，改成一致的；标题、地区之外的地名也一并核对。",
            related=((overview.at("title"), "标题"),),
        )
    attribute, key = ("region", "地区") if overview.has("region") else ("title", "标题")
    area = (overview.region if overview.has("region") else overview.title) or ""
    rank_of_area = lowest(area)
    tier = _TIERS.get(overview.tier) if overview.tier else None
    if tier is not None and rank_of_area is not None and tier is not rank_of_area:
        yield Finding(
            overview.at("tier"),
            f"“层级”是{overview.tier}，{key}写的是“{area}”。",
            "地区写到方案适用的那一级，“层级”照它选。",
            related=((overview.at(attribute), key),),
        )


def _of_years(overview: Overview, title: str, period: Period) -> Iterator[Finding]:
    span, single, term = _YEARS.search(title), _YEAR.search(title), _TERM.search(title)
    tip = f"核对标题和“起止”（{period.words()}），改成一致的。"
    if span is not None:
        if not _is_covered((int(span[1]), int(span[2])), period):
            yield _of_title(overview, title, span, "年份", tip)
    elif single is not None and int(single[1]) not in period.years():
        yield _of_title(overview, title, single, "年份", tip)
    if term is not None:
        years = _NUMERALS.get(term[1]) or int(term[1])
        months = (period.end.year - period.start.year) * 12 + period.end.month
        if abs(months - period.start.month + 1 - 12 * years) > _SLACK:
            yield _of_title(overview, title, term, "年数", tip)


_SLACK = 3
"""Months by which a period may be longer or shorter than the years that the title tells."""


def _is_covered(years: tuple[int, int], period: Period) -> bool:
    """Whether the years are those of the period, months at its ends left aside."""
    first, last = period.start, period.end
    begins = {first.year, first.year + 1} if first.month > 12 - _SLACK else {first.year}
    ends = {last.year, last.year - 1} if last.month <= _SLACK else {last.year}
    return years[0] in begins and years[1] in ends


def _of_title(overview: Overview, title: str, match: re.Match[str], what: str, tip: str) -> Finding:
    return Finding(
        overview.at("title"),
        f"标题里的{what}“{match[0]}”与“起止”不一致。",
        tip,
        related=((overview.at("period"), "起止"),),
        range=TextRange(title, *match.span()),
    )
