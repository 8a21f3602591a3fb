"""What official documents ask of marks, numbers and dates, put right in the words of a plan.

Clause 9 of GB/T 9704-2012 refers to GB/T 15834 (punctuation) and GB/T 15835 (numerals). Only
what has one right form is changed, and only in what is composed: the plan file stays.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import NamedTuple

from jindu.model.fields import with_texts
from jindu.model.plan import Plan

_HAN = "\u3007\u3400-\u9fff\U00020000-\U0003ffff"
_CLOSING = "”’》〉）〕】"
_OPENING = "“‘《〈（〔【"
_MARKS = "，。；：？！、"
_YEAR = r"(?:19|20)\d\d"
_FIGURE = r"\d+(?:\.\d+)?"
_RANGE = "(?:[-–~～－]|——?)"
_TIMES = "[年月日]"
_COUNTS = "(?:万元|亿元|[元个人名户次场份项件册台套天岁周分小倍米公间处])"

Replacement = str | Callable[[re.Match[str]], str]


def _brackets(found: re.Match[str]) -> str:
    inside, start = found["inside"], found.start()
    chinese = re.search(f"[{_HAN}]", inside + found.string[max(start - 1, 0) : start])
    whole = found[0][0] == "(" and found[0][-1] == ")"
    return f"（{inside}）" if chinese or not whole else found[0]


def _quotes(left: str, right: str) -> Callable[[re.Match[str]], str]:
    def replace(found: re.Match[str]) -> str:
        chinese = re.search(f"[{_HAN}]", found["inside"])
        return f"{left}{found['inside']}{right}" if chinese else found[0]

    return replace


def _day(found: re.Match[str]) -> str:
    return f"{found['year']}年{int(found['month'])}月{int(found['day'])}日"


_FULL = str.maketrans(",;:?!", "，；：？！")


def _mark(found: re.Match[str]) -> str:
    return found["mark"].translate(_FULL)


_RULES: tuple[tuple[str, Replacement], ...] = (
    # Figures and letters take half a character (15835).
    (r"[０-９Ａ-Ｚａ-ｚ％]", lambda found: chr(ord(found[0]) - 0xFEE0)),
    (r"(?<=\d)．(?=\d)", "."),
    # Days in full, without zeros (clause 7.3.5.4): 2026年6月26日.
    (
        rf"(?<![\d./\-])(?P<year>{_YEAR})(?P<sign>[-./])(?P<month>0?[1-9]|1[0-2])(?P=sign)"
        r"(?P<day>0?[1-9]|[12]\d|3[01])(?![\d./\-])",
        _day,
    ),
    (r"(?<=\d年)0(?=[1-9]月)", ""),
    (r"(?<=月)0(?=[1-9][日号])", ""),
    (r"(?<=\d月)(\d{1,2})号", r"\1日"),
    (r"(?<![\d.])6[.．](?=(?:26|3)(?:国际|禁毒|虎门))", "6·"),
    # 柳街发〔2026〕5号 (clause 7.2.5).
    (
        rf"(?<=[{_HAN}])[\[(（【［]\s*({_YEAR})\s*[\])）】］]\s*(?:第\s*)?0*([1-9]\d*)\s*号",
        r"〔\1〕\2号",
    ),
    # Both ends of a range of percentages carry the sign; times take a dash, counts a tilde.
    (rf"(?<![\d.\-])({_FIGURE})%?\s*{_RANGE}\s*({_FIGURE}%)", r"\1%～\2"),
    (rf"(?<![\d.\-])({_YEAR}年?)[-–~～－](?={_YEAR}年)", r"\1—"),
    (rf"(?<![\d.\-A-Za-z])(\d\d?)[-–~～－](?=\d\d?{_TIMES})", r"\1—"),
    (rf"(?<![\d.\-A-Za-z])({_FIGURE})[-–~－](?={_FIGURE}{_COUNTS})", r"\1～"),
    # Marks of Chinese text take a whole character (15834).
    (r"[(（](?P<inside>[^()（）\n]*)[)）]", _brackets),
    (r'"(?P<inside>[^"\n]*)"', _quotes("“", "”")),
    (r"(?<![A-Za-z])'(?P<inside>[^'\n]*)'", _quotes("‘", "’")),
    (rf"(?<=[{_HAN}{_CLOSING}])[ ]*(?P<mark>[,;:?!])[ ]*", _mark),
    (rf"(?P<mark>[,;:?!])[ ]*(?=[{_HAN}{_OPENING}])", _mark),
    (rf"(?<=[{_HAN}{_CLOSING}])\.(?=[{_HAN}{_OPENING}]|\s|$)", "。"),
    (r"(?:\.{3,}|。{3,}|…+)", "……"),
    (rf"(?<=[{_HAN}{_CLOSING}])[ ]*(?:--|－－|——)[ ]*(?=[{_HAN}{_OPENING}])", "——"),
    (rf"([{_MARKS}])\1+", r"\1"),
    (r"(?<![，；、：])[，；、：]++(?=。)", ""),
    (r"(?<=[”》])、(?=[“《])", ""),
    # No spaces inside Chinese text.
    (rf"(?<=[{_HAN}{_MARKS}{_CLOSING}])[ \u00a0]+(?=[{_HAN}{_OPENING}\d])", ""),
    (rf"(?<=[\d%{_OPENING}])[ \u00a0]+(?=[{_HAN}])", ""),
)
"""What is replaced, in order: each rule sees what the ones before it have made."""

_COMPILED = tuple((re.compile(pattern), replacement) for pattern, replacement in _RULES)
_DOUBTFUL = re.compile(
    r"[０-９Ａ-Ｚａ-ｚ％．,;:?!()\"'\[\]【】［］…—–~～－ \u00a0-]|\.\D|\.$|\d[./]\d|[年月]0|\d号"
    rf"|[{_MARKS}]{{2}}|[”》]、[“《]"
)
"""What any rule needs: most texts have none of it."""
_PRIVATE = re.compile(r"(?:https?://|www\.)[\w./?=&%#:~+-]+|(?<![\w.+-])[\w.+-]++@[\w.-]+")
"""Addresses are as they are."""


class Change(NamedTuple):
    """Words as they were written, and as the document has them."""

    before: str
    after: str


class Polished(NamedTuple):
    """A plan with its words in the form of official documents, and what was changed."""

    plan: Plan
    changes: tuple[Change, ...]


def polish(text: str) -> str:
    """The text in the form of official documents."""
    if not _DOUBTFUL.search(text):
        return text
    pieces = []
    place = 0
    for private in _PRIVATE.finditer(text):
        pieces += [_set(text[place : private.start()]), private[0]]
        place = private.end()
    return "".join((*pieces, _set(text[place:])))


_ROUNDS = 4
"""One change may lay bare another: “甲,,” becomes “甲，，” and then “甲，”."""


def _set(text: str) -> str:
    for _ in range(_ROUNDS):
        before = text
        for pattern, replacement in _COMPILED:
            text = pattern.sub(replacement, text)
        if text == before:
            break
    return text


def polished(plan: Plan) -> Polished:
    """The plan as documents tell it; the plan itself where nothing is to be changed."""
    changed = {text: after for _, _, text in plan.texts if (after := polish(text)) != text}
    if not changed:
        return Polished(plan, ())
    changes = tuple(
        dict.fromkeys(change for pair in changed.items() for change in _differences(*pair))
    )
    return Polished(with_texts(plan, lambda text: changed.get(text, text)), changes)


_AROUND = 4
"""So many characters around a difference tell where it is; nearer ones are told as one."""


def _differences(before: str, after: str) -> Iterator[Change]:
    """The stretches that differ, with a few words around them."""
    stretches: list[list[int]] = []
    for start, end, first, last in _slid(before, list(_unequal(before, after))):
        if stretches and start - stretches[-1][1] <= _AROUND:
            stretches[-1][1::2] = end, last
        else:
            stretches.append([start, end, first, last])
    for start, end, first, last in stretches:
        left = min(_AROUND, start, first)
        yield Change(before[start - left : end + _AROUND], after[first - left : last + _AROUND])


_Stretch = tuple[int, int, int, int]
"""Start and end in one text, start and end in the other."""
_FAR = 24
"""So many characters ahead two texts are sought to agree again."""
_AHEAD = sorted(
    ((a, b) for a in range(_FAR) for b in range(_FAR) if a or b),
    key=lambda pair: (max(pair), sum(pair)),
)
_AGREEING, _NEARER = 3, 2
"""So many equal characters are no accident; fewer are, where so many can be had soon after."""


def _unequal(before: str, after: str) -> Iterator[_Stretch]:
    """Where two texts differ.

    Every change is small, but for runs of one character: it is enough to look a little ahead,
    and the time is in proportion to the texts.
    """
    start = first = 0
    while start < len(before) or first < len(after):
        if before[start : start + 1] == after[first : first + 1]:
            start, first = start + 1, first + 1
            continue
        end, last = _agreeing(before, start, after, first)
        yield start, end, first, last
        start, first = end, last


def _agreeing(before: str, start: int, after: str, first: int) -> tuple[int, int]:
    """Where two texts that differ at these places agree again; their ends where that is far."""
    least: tuple[int, int] | None = None
    furthest = _FAR
    for a, b in _AHEAD:
        if max(a, b) > furthest:
            break
        end, last = start + a, first + b
        if before[end : end + 1] == after[last : last + 1]:
            if before[end : end + _AGREEING] == after[last : last + _AGREEING]:
                return end, last
            if least is None:
                least, furthest = (end, last), max(a, b) + _NEARER
    if least is not None:
        return least
    sign = before[start : start + 1]
    end = len(before) - len(before[start:].lstrip(sign))
    if sign and before[end : end + 1] == after[first : first + 1]:
        return end, first
    return len(before), len(after)


def _slid(before: str, stretches: list[_Stretch]) -> Iterator[_Stretch]:
    """The stretches, each taken out where that leaves the longer run before or behind it whole.

    Of two equal marks the first or the second may be the one too many.
    """
    since = 0
    for place, (start, end, first, last) in enumerate(stretches):
        behind = stretches[place + 1][0] if place + 1 < len(stretches) else len(before)
        slide = 0
        if first == last:
            most = min(start - since, _FAR)
            while slide < most and before[start - slide - 1] == before[end - slide - 1]:
                slide += 1
        whole = start - since
        since = end - slide
        if behind - end + slide <= whole:
            slide = 0
        yield start - slide, end - slide, first - slide, last - slide
