"""Find amounts of one text that contradict each other.

Each sentence is read by itself. A contradiction is told only if every reading of the sentence
has it: a part that is not named, or a price for something else, explains a difference.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import chain, combinations, pairwise
from math import prod
from typing import NamedTuple

from jindu.language.facts.clauses import between, sentence_at
from jindu.language.facts.kinds import Count, Length, Money, Scope, Share
from jindu.language.facts.reading import Reading
from jindu.units import say_yuan
from jindu.units.patterns import late

_OPENS = late(r"[^。；\d]{0,6}?(?:其中|包括|包含|分别[为是用]|分为|由|[：:])")
_COMPLETE = late(r"[^。；\d]{0,6}?(?:包括|包含|分别[为是用]|分为|由|[：:])")
_REST = late("其余|剩余|余下|另[有外安]|不足部分|缺口|等(?!于)|结转|上年|已")
_OTHER_PARTITION = late("已|到位|缺口|剩余|结余|节约|尚|上年|含(?!量)")
"""Words that show that the amounts divide a sum in more than one way."""
_MARKS = late("[、，+]|[和及与](?=[^，、]{0,8}$)")
_LARGEST = 12
"""Amounts of a sentence beyond which it is a table in words, and is not read."""
_SAME = {"名": "人", "位": "人", "场次": "场", "本": "册", "天": "天", "日": "天", "人日": "人天"}
_MORE = late("含(?!量)|另|税费|打折|折扣|折后|运费|设计费|优惠|补贴|余款|首批")
"""Words that show that a total is more, or less, than a price times a count."""
_UNEVEN = late("[减增递另含]|首年|第[一二三四五]年|启动|一次性")
"""Words that show that years differ."""
_REPEATS = frozenset(("年", "次", "批", "期", "轮", "天", "场", "个月", "月", "季度"))
_SHARED = late(r"占[^，。；、\d]{0,6}$")
_COMMAS = ("、", "和", "，")
"""What stands between shares that 分别占 leads to."""
_OF_MONEY = late("(?:资金|经费|投入|预算|总额)[^。；]{0,30}(?:其中|分别|[：:])")


_ROUNDED, _ROUGH = Decimal("0.02"), Decimal("0.05")
"""Relative error allowed for a rounded total, and for one marked 约."""


class Contradiction(NamedTuple):
    """Amounts that contradict each other at ``text[start:end]``; ``right`` is what adds up.

    ``told`` says how it was computed: 20+19+16=55.
    """

    start: int
    end: int
    told: str
    right: Decimal


def contradictions(reading: Reading, years: int = 0) -> Iterator[Contradiction]:
    """Yield the contradictions in a text; ``years`` is the number of years of the plan."""
    for start, end, amounts in _sentences(reading):
        text = reading.text
        if len(amounts) > _LARGEST:
            continue
        found = next(
            chain(
                _parts(text, end, amounts, years),
                _enumerated(text, start, amounts),
                _products(reading, start, end, amounts),
                _yearly(reading, start, end, amounts),
            ),
            None,
        )
        if found:
            yield found


def _sentences(reading: Reading) -> Iterator[tuple[int, int, list[Money]]]:
    """Yield the sentences with two amounts or more."""
    group: list[Money] = []
    end = start = -1
    for amount in reading.money:
        if amount.start >= end:
            if len(group) > 1:
                yield start, end, group
            start, end = sentence_at(reading.text, amount.start)
            group = []
        group.append(amount)
    if len(group) > 1:
        yield start, end, group


def _plain(amounts: Sequence[Money]) -> bool:
    return all(a.scope is Scope.PLAIN and not a.rough for a in amounts)


def _parts(text: str, end: int, amounts: Sequence[Money], years: int) -> Iterator[Contradiction]:
    """A total and the parts that 其中 or 分别为 names after it."""
    for place, total in enumerate(amounts[:-2]):
        if total.scope not in (Scope.TOTAL, Scope.PLAIN) or total.rough:
            continue
        opened = _OPENS.match(text, total.end)
        parts = amounts[place + 1 :]
        if opened is None or not _plain(parts) or not _is_one_list(text, parts):
            continue
        between = text[opened.end() : parts[-1].start]
        if "其中" in between or "包括" in between or _OPENS.match(text, parts[-1].end):
            return
        if _OTHER_PARTITION.search(text, total.end, parts[-1].start):
            return
        whole = sum((part.value for part in parts), Decimal(0))
        labelled = [part.when for part in parts]
        of_years = all(labelled) and len(parts) == (total.years or years)
        complete = of_years or _COMPLETE.match(text, total.end) is not None
        if _REST.search(text, total.end, end):
            complete = False
        if whole > total.value or (whole < total.value and complete):
            yield Contradiction(_from(total), parts[-1].end, _added(parts), whole)
        return


def _is_one_list(text: str, parts: Sequence[Money]) -> bool:
    """Whether amounts are items of one list: no brackets, one mark between all of them."""
    marks = set()
    for one, other in pairwise(parts):
        inner = text[one.end : other.start]
        if "（" in inner or "）" in inner or "(" in inner:
            return False
        found = _MARKS.findall(inner)
        marks.add(found[-1] if found else "")
    # The last item may be joined by 和.
    return "" not in marks and len(marks.difference("和及与")) < 2


def _enumerated(text: str, start: int, amounts: Sequence[Money]) -> Iterator[Contradiction]:
    """Amounts one after the other, and what they come to: …、…，共计50万元."""
    total, parts = amounts[-1], amounts[:-1]
    if total.scope is not Scope.TOTAL or total.rough or len(parts) < 2 or not _plain(parts):
        return
    if not re.match(
        "[，,]?(?:三项|几项|以上|上述)?(?:共计?|合计|总计|总额)", text[parts[-1].end :][:8]
    ):
        return
    if _REST.search(text, start, total.start) or _OPENS.match(text, total.end):
        return
    if "其中" in text[start : parts[-1].end] or not _is_one_list(text, parts):
        return
    whole = sum((part.value for part in parts), Decimal(0))
    if whole != total.value:
        yield Contradiction(_from(parts[0]), total.end, _added(parts), whole)


def _from(fact: Money | Count | Length) -> int:
    """Return where the clause begins that leads to a fact."""
    return fact.start - len(fact.lead)


def _added(parts: Sequence[Money]) -> str:
    whole = sum((part.value for part in parts), Decimal(0))
    return "+".join(say_yuan(part.value) for part in parts) + "=" + say_yuan(whole)


def _products(
    reading: Reading, start: int, end: int, amounts: Sequence[Money]
) -> Iterator[Contradiction]:
    """A price, the counts it is for, and what they come to: 9000册、每册4元、共3.8万元."""
    prices = [a for a in amounts if a.scope is Scope.PRICE and a.per]
    others = [a for a in amounts if a.scope in (Scope.TOTAL, Scope.PLAIN)]
    if len(prices) != 1 or len(others) != 1 or len(amounts) != 2:
        return
    price, total = prices[0], others[0]
    if _MORE.search(reading.text, start, end):
        return
    counts: list[Count | Length] = [
        *between(reading.counts, start, max(price.end, total.end)),
        *between(reading.lengths, start, max(price.end, total.end)),
    ]
    if any(isinstance(count, Count) and (count.rough or count.each) for count in counts):
        return
    needed = [_same(unit) for unit in price.per]
    if needed in (["人", "次"], ["次", "人"]) and any(count.unit == "人次" for count in counts):
        needed = ["人次"]
    factors: list[Decimal] = []
    for unit in needed:
        fitting = [count for count in counts if _same(count.unit) == unit]
        if len(fitting) != 1:
            return
        factors.append(fitting[0].value)
    rest = [count for count in counts if _same(count.unit) not in needed]
    if len(rest) > 3 or any(_same(count.unit) not in _REPEATS for count in rest):
        return
    base = price.value * prod(factors)
    times = [count.value for count in rest]
    readings = {
        base * prod(some) for size in range(len(times) + 1) for some in combinations(times, size)
    }
    error = min(total.step / 2, total.value * _ROUNDED)
    if total.rough:
        error = max(error, total.value * _ROUGH)
    exact = all(abs(value - total.value) >= max(error, Decimal(1)) for value in readings)
    if exact and not price.rough:
        told = "×".join([say_yuan(price.value), *(f"{factor.normalize():f}" for factor in factors)])
        first = min(map(_from, (price, total, *counts)))
        yield Contradiction(first, max(price.end, total.end), f"{told}={say_yuan(base)}", base)


def attendances(reading: Reading) -> Iterator[Contradiction]:
    """Yield sessions times persons that disagree with the sum: 四期，每期40人，共200人次."""
    for each in reading.counts:
        session = _PER_SESSION.search(each.lead) if each.each and not each.rough else None
        if session is None or _same(each.unit) != "人":
            continue
        start, end = sentence_at(reading.text, each.start)
        counts = [c for c in between(reading.counts, start, end) if c is not each]
        number = [c for c in counts if c.unit == session["unit"] and c.end <= each.start]
        whole = [c for c in counts if c.unit in ("人", "人次", "名") and _SUM.search(c.lead)]
        if len(counts) != 2 or len(number) != 1 or len(whole) != 1 or whole[0].rough:
            continue
        right = number[0].value * each.value
        if not number[0].rough and right != whole[0].value:
            told = (
                f"{each.value.normalize():f}×{number[0].value.normalize():f}={right.normalize():f}"
            )
            yield Contradiction(_from(number[0]), whole[0].end, told, right)


_PER_SESSION = late("每(?P<unit>期|场|批|次|轮)[^，。；、\\d]{0,4}$")
_SUM = late("(?:共|合计|总计|累计|全年)[^，。；、\\d]{0,4}$")


def _same(unit: str) -> str:
    return _SAME.get(unit, unit)


def _yearly(
    reading: Reading, start: int, end: int, amounts: Sequence[Money]
) -> Iterator[Contradiction]:
    """An amount a year, the years, and what they come to: 每年12万元，三年共30万元."""
    each = [a for a in amounts if a.scope is Scope.YEARLY]
    whole = [a for a in amounts if a.scope in (Scope.TOTAL, Scope.PLAIN)]
    if len(each) != 1 or len(whole) != 1 or len(amounts) != 2 or each[0].rough or whole[0].rough:
        return
    yearly, total = each[0], whole[0]
    if _UNEVEN.search(reading.text, start, end):
        return
    years = total.years
    if not years and total.scope is Scope.TOTAL:
        lengths = {
            length.value for length in between(reading.lengths, start, end) if length.unit == "年"
        }
        years = int(lengths.pop()) if len(lengths) == 1 else 0
    if years < 2 or total.when or yearly.when:
        return
    right = yearly.value * years
    if right != total.value:
        yield Contradiction(
            min(_from(yearly), _from(total)),
            max(yearly.end, total.end),
            f"{say_yuan(yearly.value)}×{years}={say_yuan(right)}",
            right,
        )


def excessive_shares(reading: Reading) -> Iterator[Contradiction]:
    """Yield enumerated shares of one sum of money that come to more than the whole."""
    group: list[Share] = []
    start = end = -1
    for share in reading.shares:
        if share.start >= end:
            yield from _excessive(reading.text, start, group)
            start, end = sentence_at(reading.text, share.start)
            group = []
        listed = group and reading.text[group[-1].end : share.start] in _COMMAS
        if (_SHARED.search(share.of) or listed) and not share.rough:
            group.append(share)
    yield from _excessive(reading.text, start, group)


def _excessive(text: str, start: int, group: Sequence[Share]) -> Iterator[Contradiction]:
    whole = sum((share.value for share in group), Decimal(0))
    if len(group) > 1 and whole > 100 and _OF_MONEY.search(text, start, group[0].start):
        told = "+".join(f"{share.value.normalize():f}%" for share in group)
        yield Contradiction(
            group[0].start - len(group[0].of),
            group[-1].end,
            f"{told}={whole.normalize():f}%",
            Decimal(100),
        )
