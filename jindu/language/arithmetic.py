"""Sums that the words of a plan do: shares of the total, totals, changes from one value to another.

Only what says plainly what it counts is taken for a sum; the rest is left alone.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from decimal import Decimal
from typing import NamedTuple

from jindu.language.scan import words_of
from jindu.model.fields import Entity
from jindu.model.plan import Plan

_NUMBER = r"(?<!\d)\d++(?:,\d{3}){0,8}(?:\.\d++)?"
_MONEY = rf"(?P<amount>{_NUMBER})(?P<unit>亿元|万元|元)"
_FACTORS = {"亿元": 10**8, "万元": 10**4, "元": 1}
_UP_DOWN = "提高|提升|上升|增长|增加|降低|下降|减少|压缩"
_WHOLE = r"(?:经费|资金|预算|投入|投资)?(?:总额|总投入|总投资|总预算|总经费|总资金)"

# Strings: most plans have nothing for them to search, and need not wait until they are compiled.
_SHARE = (
    rf"{_MONEY}(?P<link>[（(，,]?)约?占(?P<base>(?:{_WHOLE}|全部经费|全部资金)的?)?"
    rf"(?:比例?)?[约为]*(?P<share>{_NUMBER})[%％][）)]?"
)
_TOTAL = (
    rf"(?P<what>共需要?|总共需要?|合计需要?|总投入|总投资|总预算|总经费|总费用|{_WHOLE})"
    rf"(?:资金|经费|投入|金额)?[约为是共达]*{_MONEY}"
)
_CHANGE = (
    rf"[由从](?:20\d\d年[底末]?的?)?(?P<first>{_NUMBER})(?P<unit>[%％]|[^\d，。；%％]{{1,3}}?)"
    rf"(?:{_UP_DOWN}|升|降)?[到至为](?P<last>{_NUMBER})(?P=unit)(?:以上|以下)?"
    rf"[，,（(][^，。；\d]{{0,4}}?(?:{_UP_DOWN})了?约?(?P<change>{_NUMBER})"
    r"(?P<by>个百分点|[%％]|[^\d，。；）)]{1,3})[）)]?"
)
_CHANGED = re.compile(rf"(?:{_UP_DOWN})了?约?\d")
_SHARED = re.compile(r"占(?:[总全经资预投][^，。；\d]{1,6})?(?:比例?)?[约为]*\d")
_TOTALLED = re.compile("共需|总(?:投|预算|经费|费用|额)|合计需")
_OTHERS = re.compile(
    r"上年|去年|往年|近年|历年|以往|此前|过去|每年|年均|每[个名户场次]|全[省市县区]|[一二三]期|已"
)
"""What shows that an amount is not that of this plan as a whole."""
_TOLERANCE = Decimal("0.02")
"""How far a number that is called 约 may lie off."""


_BEFORE = 300
"""So many characters before a total may say whose it is."""
_MOST = 100
"""Amounts in a text; in one that has more any share is that of one of them."""


class Sum(NamedTuple):
    """A sum that does not come out: where it stands, its words, and what is right instead.

    ``right`` is empty for a total; ``of_total`` says that the total of the budget is in it.
    """

    thing: Entity
    attribute: str
    words: str
    right: str
    of_total: bool


def wrong_sums(
    plan: Plan, total: Decimal | None, figures: Callable[[], frozenset[Decimal]]
) -> Iterator[Sum]:
    """The sums that do not come out, by the total in 元; ``figures`` gives its other amounts."""
    joined = words_of(plan)
    shares = total is not None and _SHARED.search(joined) is not None
    totals = total is not None and _TOTALLED.search(joined) is not None
    changes = _CHANGED.search(joined) is not None
    if not (shares or totals or changes):
        return
    for thing, attribute, text in plan.texts:
        if total:
            for words, right in (
                *(_shares(text, total) if shares else ()),
                *(_totals(text, total, figures()) if totals else ()),
            ):
                yield Sum(thing, attribute, words, right, of_total=True)
        for words, right in _changes(text) if changes else ():
            yield Sum(thing, attribute, words, right, of_total=False)


def _value(match: re.Match[str]) -> Decimal:
    return _number(match["amount"]) * _FACTORS[match["unit"]]


def _number(text: str) -> Decimal:
    return Decimal(text.replace(",", ""))


def _told(value: Decimal) -> str:
    told = format(round(value, 2), "f")
    return told.rstrip("0").rstrip(".") if "." in told else told


def _shares(text: str, total: Decimal) -> Iterator[tuple[str, str]]:
    """A share that is said to be of the total, or of nothing else in the text."""
    amounts: set[Decimal] | None = None
    for match in re.finditer(_SHARE, text):
        part, said = _value(match), match["share"]
        if not match["base"] and not match["link"]:
            continue
        bases = {total}
        if not match["base"]:
            if amounts is None:
                amounts = {_value(other) for other in re.finditer(_MONEY, text)} - {Decimal(0)}
            if len(amounts) > _MOST:
                return
            bases |= amounts
        step = Decimal(1).scaleb(-len(said.partition(".")[2]))
        if all(abs(part * 100 / base - _number(said)) >= step for base in bases):
            yield match.group(), f"{_told(part * 100 / total)}%"


def _totals(text: str, total: Decimal, figures: frozenset[Decimal]) -> Iterator[tuple[str, str]]:
    """A total that is neither the plan's nor any other amount of it."""
    for match in re.finditer(_TOTAL, text):
        value = _value(match)
        start = match.start()
        before = re.split("[。；\n]", text[max(0, start - _BEFORE) : start])[-1]
        rough = "约" in match.group() and abs(value - total) <= total * _TOLERANCE
        if value == total or value in figures or rough or _OTHERS.search(before):
            continue
        if re.search("平台|系统|设备|培训|建设费|其中", before):
            continue
        yield match.group(), ""


def _changes(text: str) -> Iterator[tuple[str, str]]:
    for match in re.finditer(_CHANGE, text):
        first, last, said = (_number(match[name]) for name in ("first", "last", "change"))
        unit, by = match["unit"].replace("％", "%"), match["by"].replace("％", "%")
        gap = abs(last - first)
        ratio = gap * 100 / first if first else gap
        if by == "%":
            right = {gap, ratio} if unit == "%" else {ratio}
        elif by.startswith(unit) or (unit == "%" and by == "个百分点"):
            right = {gap}
        else:
            continue
        step = Decimal(1).scaleb(-len(match["change"].partition(".")[2])) if by == "%" else NEAR
        if all(abs(value - said) >= step for value in right):
            yield match.group(), f"{_told(min(right, key=lambda value: abs(value - said)))}{by}"


NEAR = Decimal("0.0001")
"""Differences are exact; only a quotient is rounded."""
