"""Check arithmetic in running text: shares of the total, totals, changes of a value.

Only statements that say plainly what they refer to are checked.
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
_TOTAL_OF = r"(?:经费|资金|预算|投入|投资)?(?:总额|总投入|总投资|总预算|总经费|总资金)"

# Plain strings, compiled only for the few plans that need them.
_SHARE = (
    rf"{_MONEY}(?P<link>[（(，,]?)约?占(?P<base>(?:{_TOTAL_OF}|全部经费|全部资金)的?)?"
    rf"(?:比例?)?[约为]*(?P<share>{_NUMBER})[%％][）)]?"
)
_TOTAL = (
    rf"(?P<what>共需要?|总共需要?|合计需要?|总投入|总投资|总预算|总经费|总费用|{_TOTAL_OF})"
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
_OTHER_SCOPE = re.compile(
    r"上年|去年|往年|近年|历年|以往|此前|过去|每年|年均|每[个名户场次]|全[省市县区]|[一二三]期|已"
)
"""Words that show that an amount is not the total of this plan."""
_TOLERANCE = Decimal("0.02")
"""Relative error allowed for a number marked 约."""
_BEFORE = 300
"""Characters before a total that are searched for what it refers to."""
_MAX_AMOUNTS = 100
"""Amounts in a text beyond which its shares are not checked: each may refer to any of them."""
_NEAR = Decimal("0.0001")
"""Allowed error of a difference; only quotients are rounded."""


class WrongSum(NamedTuple):
    """An incorrect figure in a text: its entity and attribute, its words, the right figure.

    ``right`` is empty for a total; ``of_total`` tells that the total of the budget is involved.
    """

    entity: Entity
    attribute: str
    words: str
    right: str
    of_total: bool


def wrong_sums(
    plan: Plan, total: Decimal | None, figures: Callable[[], frozenset[Decimal]]
) -> Iterator[WrongSum]:
    """Yield the incorrect figures in the texts of a plan.

    ``total`` is the total of the budget in 元, if reliable; ``figures`` returns the other amounts
    of the budget, which a text may call a total as well.
    """
    joined = words_of(plan)
    shares = total is not None and _SHARED.search(joined) is not None
    totals = total is not None and _TOTALLED.search(joined) is not None
    changes = _CHANGED.search(joined) is not None
    if not (shares or totals or changes):
        return
    for entity, attribute, text in plan.texts:
        if total:
            for words, right in (
                *(_shares(text, total) if shares else ()),
                *(_totals(text, total, figures()) if totals else ()),
            ):
                yield WrongSum(entity, attribute, words, right, of_total=True)
        for words, right in _changes(text) if changes else ():
            yield WrongSum(entity, attribute, words, right, of_total=False)


def _value(match: re.Match[str]) -> Decimal:
    return _number(match["amount"]) * _FACTORS[match["unit"]]


def _number(text: str) -> Decimal:
    return Decimal(text.replace(",", ""))


def _plain(value: Decimal) -> str:
    digits = format(round(value, 2), "f")
    return digits.rstrip("0").rstrip(".") if "." in digits else digits


def _shares(text: str, total: Decimal) -> Iterator[tuple[str, str]]:
    """Yield wrong shares with the right one: of the total, or of an amount in the same text."""
    amounts: set[Decimal] | None = None
    for match in re.finditer(_SHARE, text):
        part, stated = _value(match), match["share"]
        if not match["base"] and not match["link"]:
            continue
        bases = {total}
        if not match["base"]:
            if amounts is None:
                amounts = {_value(other) for other in re.finditer(_MONEY, text)} - {Decimal(0)}
            if len(amounts) > _MAX_AMOUNTS:
                return
            bases |= amounts
        step = Decimal(1).scaleb(-len(stated.partition(".")[2]))
        if all(abs(part * 100 / base - _number(stated)) >= step for base in bases):
            yield match.group(), f"{_plain(part * 100 / total)}%"


def _totals(text: str, total: Decimal, figures: frozenset[Decimal]) -> Iterator[tuple[str, str]]:
    """Yield totals that are neither the total of the plan nor another amount of its budget."""
    for match in re.finditer(_TOTAL, text):
        value = _value(match)
        start = match.start()
        before = re.split("[。；\n]", text[max(0, start - _BEFORE) : start])[-1]
        rough = "约" in match.group() and abs(value - total) <= total * _TOLERANCE
        if value == total or value in figures or rough or _OTHER_SCOPE.search(before):
            continue
        if re.search("平台|系统|设备|培训|建设费|其中", before):
            continue
        yield match.group(), ""


def _changes(text: str) -> Iterator[tuple[str, str]]:
    for match in re.finditer(_CHANGE, text):
        first, last, stated = (_number(match[name]) for name in ("first", "last", "change"))
        unit, by = match["unit"].replace("％", "%"), match["by"].replace("％", "%")
        gap = abs(last - first)
        ratio = gap * 100 / first if first else gap
        if by == "%":
            right = {gap, ratio} if unit == "%" else {ratio}
        elif by.startswith(unit) or (unit == "%" and by == "个百分点"):
            right = {gap}
        else:
            continue
        step = Decimal(1).scaleb(-len(match["change"].partition(".")[2])) if by == "%" else _NEAR
        if all(abs(value - stated) >= step for value in right):
            yield match.group(), f"{_plain(min(right, key=lambda value: abs(value - stated)))}{by}"
