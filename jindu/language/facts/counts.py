"""Read counts, percentages and points."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from jindu.language.facts.clauses import lead, tail
from jindu.language.facts.kinds import Count, Points, Share
from jindu.language.facts.money import when
from jindu.language.facts.numbers import PIECES, Number
from jindu.units.patterns import late

_PIECES = frozenset(PIECES)
_EACH = late(r"(?:每|各|平均)[^，。；、\d]{0,8}$")
_ROUGH = late("(?:约|近|超过?|不低于|不少于|不超过|至少|最多|以上|达到|突破)[^，。；\\d]{0,3}$")
_ROUGHS, _EACHES = frozenset("约近超不至最以达突"), frozenset("每各平")
"""Characters without which the patterns find nothing: they are asked for most counts."""
_ROUGH_AFTER = late("左右|以[上下内]|[余多]")
_RANGE = late(r"\s?[至到~～—–-]\s?[\d一二三四五六七八九十]")
_RANGE_BEFORE = late(r"[\d一二三四五六七八九十]\s?[至到~～—–-]\s?$")
_NO_COUNT = late(
    "个(?:别|体|性|人)|名(?:册|单|称|录|义|额|誉)|位置|次数|期间|件事|部[分门]|组织|队[伍员]|项目|处[理室置]|家庭|大[力型小多]|类型|起[来到步]|例[会如]|课题|门[口店]|本[级地镇]|节[假约]"
)
_ORDINAL = late("第$")


def counts(text: str, found: Sequence[Number]) -> Iterator[Count]:
    """Yield what is counted among the numbers; ordinals (第三期) and ranges are passed over."""
    for token in found:
        if token.unit not in _PIECES or text[token.start - 1 : token.start] == "第":
            continue
        if _NO_COUNT.match(text, token.body):
            continue
        before = lead(text, token.start)
        rough = token.rough or _is_rough(text, token, before)
        yield Count(
            token.start, token.end, token.value, token.unit, before, tail(text, token.end), rough,
            not _EACHES.isdisjoint(before) and _EACH.search(before) is not None,
        )  # fmt: skip


def _is_rough(text: str, token: Number, before: str) -> bool:
    """Whether a number is a bound, an approximation or the end of a range."""
    if not _ROUGHS.isdisjoint(before) and _ROUGH.search(before):
        return True
    if _RANGE.match(text, token.end) or _ROUGH_AFTER.match(text, token.end):
        return True
    return _RANGE_BEFORE.search(text, max(0, token.start - 3), token.start) is not None


def shares(text: str, found: Sequence[Number]) -> Iterator[Share]:
    """Yield the percentages among the numbers; 个百分点 is a difference, no share."""
    for token in found:
        if token.unit in ("%", "％"):
            before = lead(text, token.start)
            rough = bool(_ROUGH.search(before) or _ROUGH_AFTER.match(text, token.end))
            yield Share(token.start, token.end, token.value, before, when(text, token.start), rough)


_NO_POINTS = late("分(?:[钟之别数类工布局析组级期段配享发批片队]|[一二三四两]|年度)")


def points(text: str, found: Sequence[Number]) -> Iterator[Points]:
    """Yield the points of scores among the numbers, written in Arabic digits."""
    for token in found:
        if token.unit != "分" or not text[token.start].isdigit():
            continue
        if not _NO_POINTS.match(text, token.body):
            yield Points(
                token.start, token.end, token.value, lead(text, token.start),
                tail(text, token.end),
            )  # fmt: skip
