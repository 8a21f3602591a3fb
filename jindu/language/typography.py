"""Normalise punctuation, numerals and dates to the form of official documents.

Source: clause 9 of GB/T 9704-2012, which refers to GB/T 15834 (punctuation) and GB/T 15835
(numerals). Only what has a single correct form is changed, and only in composed documents, never
in the plan file.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import NamedTuple

from jindu.model.fields import with_texts
from jindu.model.plan import Plan
from jindu.units.patterns import late

_HAN = "\u3007\u3400-\u9fff\U00020000-\U0003ffff"
_CLOSING = "”’》〉）〕】"
_OPENING = "“‘《〈（〔【"
_MARKS = "，。；：？！、"
_YEAR = r"(?:19|20)\d\d"
_FIGURE = r"\d+(?:\.\d+)?"
_RANGE = "(?:[-–~～－]|——?)"
_TIME_UNITS = "[年月日]"
_MEASURES = "(?:万元|亿元|[元个人名户次场份项件册台套天岁周分小倍米公间处])"

Replacement = str | Callable[[re.Match[str]], str]


def _brackets(found: re.Match[str]) -> str:
    inside, start = found["inside"], found.start()
    chinese = re.search(f"[{_HAN}]", inside + found.string[max(start - 1, 0) : start])
    if inside.isdecimal() and len(inside) < 3:  # (1)宣传，(2)培训
        chinese = chinese or re.match(f"[{_HAN}“《]", found.string[found.end() :][:1])
    whole = found[0][0] == "(" and found[0][-1] == ")"
    return f"（{inside}）" if chinese or not whole else found[0]


def _single_quotes(found: re.Match[str]) -> str:
    chinese = re.search(f"[{_HAN}]", found["inside"])
    return f"‘{found['inside']}’" if chinese else found[0]


def _double_quotes(found: re.Match[str]) -> str:
    """Turn all quotes of a Chinese line, or none if they do not pair; 55" is a size in inches."""
    line = found[0]
    if not re.search(f"[{_HAN}]", line):
        return line
    first, *rest = line.split('"')
    parts, before, is_open = [first], first, False
    for part in rest:
        if is_open or not before[-1:].isdecimal():
            is_open = not is_open
            parts.append("“" if is_open else "”")
            before = part or parts[-1]
        else:
            parts.append('"')
            before = part or '"'
        parts.append(part)
    return line if is_open else "".join(parts)


def _day(found: re.Match[str]) -> str:
    return f"{found['year']}年{int(found['month'])}月{int(found['day'])}日"


_FULL_WIDTH = str.maketrans(",;:?!", "，；：？！")


def _mark(found: re.Match[str]) -> str:
    return found["mark"].translate(_FULL_WIDTH)


_RULES: tuple[tuple[str, Replacement], ...] = (
    # Digits and letters are half-width (15835).
    (r"[０-９Ａ-Ｚａ-ｚ％]", lambda found: chr(ord(found[0]) - 0xFEE0)),
    (r"(?<=\d)．(?=\d)", "."),
    # Dates in full, without leading zeros (clause 7.3.5.4): 2026年6月26日.
    (
        rf"(?<![\d./\-])(?P<year>{_YEAR})(?P<sign>[-./])(?P<month>0?[1-9]|1[0-2])(?P=sign)"
        r"(?P<day>0?[1-9]|[12]\d|3[01])(?![\d./\-])",
        _day,
    ),
    (r"(?<=\d年)0(?=[1-9]月)", ""),
    (r"(?<=月)0(?=[1-9][日号])", ""),
    (r"(?<=\d月)(\d{1,2})号(?![楼栋幢院门室厅馆线机车站店桌井地会公路])", r"\1日"),
    (r"(?<![\d.])6[.．](?=(?:26|3)(?:国际|禁毒|虎门))", "6·"),
    # 柳街发〔2026〕5号 (clause 7.2.5).
    (
        rf"(?<=[{_HAN}])[\[(（【［]\s*({_YEAR})\s*[\])）】］]\s*(?:第\s*)?0*([1-9]\d*)\s*号",
        r"〔\1〕\2号",
    ),
    # Both ends of a range of percentages carry the sign; times take a dash, quantities a tilde.
    (rf"(?<![\d.\-])({_FIGURE})%?\s*{_RANGE}\s*({_FIGURE}%)", r"\1%～\2"),
    (rf"(?<![\d.\-])({_YEAR}年?)[-–~～－](?={_YEAR}年)", r"\1—"),
    (rf"(?<![\d.\-A-Za-z])(\d\d?)[-–~～－](?=\d\d?{_TIME_UNITS})", r"\1—"),
    (rf"(?<=\d{_TIME_UNITS})[-–~～－](?=(?:{_YEAR}年)?\d\d?[月日])", "—"),
    (rf"(?<![\d.\-A-Za-z])({_FIGURE})[-–~－](?={_FIGURE}{_MEASURES})", r"\1～"),
    # Punctuation of Chinese text is full-width (15834).
    (r"[(（](?P<inside>[^()（）\n]*)[)）]", _brackets),
    (r'(?m)^[^"\n]*+"[^\n]*', _double_quotes),
    (r"(?<![A-Za-z])'(?P<inside>[^'\n]*)'", _single_quotes),
    (rf"(?<=[{_HAN}{_CLOSING}])[ ]*(?P<mark>[,;:?!])[ ]*", _mark),
    (rf"(?P<mark>[,;:?!])[ ]*(?=[{_HAN}{_OPENING}])", _mark),
    (rf"(?m)(^|(?<=[。；：]))([一二三四五六七八九十]{{1,3}})[.．](?=[{_HAN}])", r"\1\2、"),
    (rf"(?<=[{_HAN}{_CLOSING}])\.(?=[{_HAN}{_OPENING}]|\s|$)", "。"),
    (r"(?:\.{3,}|。{3,}|…+)", "……"),
    (rf"(?<=[{_HAN}{_CLOSING}])[ ]*(?:--|－－|——)[ ]*(?=[{_HAN}{_OPENING}])", "——"),
    (rf"([{_MARKS}])\1+", r"\1"),
    (r"(?<![，；、：])[，；、：]++(?=。)", ""),
    (r"(?<=[”》])、(?=[“《])", ""),
    # No spaces within Chinese text.
    (rf"(?<=[{_HAN}{_MARKS}{_CLOSING}])[ \u00a0]+(?=[{_HAN}{_OPENING}\d])", ""),
    (rf"(?<=[\d%{_OPENING}])[ \u00a0]+(?=[{_HAN}])", ""),
)
"""Replacements in order: each sees the result of the previous ones."""

_COMPILED = tuple((late(pattern), replacement) for pattern, replacement in _RULES)
_CLUE = late(
    r"[０-９Ａ-Ｚａ-ｚ％．,;:?!()\"'\[\]【】［］…—–~～－ \u00a0-]|\.\D|\.$|\d[./]\d|[年月]0|\d号"
    rf"|[{_MARKS}]{{2}}|[”》]、[“《]"
)
"""Any text that a rule changes matches this; most texts do not."""
_ADDRESS = late(r"(?:https?://|www\.)[\w./?=&%#:~+-]+|(?<![\w.+-])[\w.+-]++@[\w.-]+")
"""Web and mail addresses, which stay unchanged."""


class Change(NamedTuple):
    """Words as written, and as in the document."""

    before: str
    after: str


class Polished(NamedTuple):
    """A plan with normalised texts, and the changes."""

    plan: Plan
    changes: tuple[Change, ...]


def polish(text: str) -> str:
    """Normalise a text."""
    if not _CLUE.search(text):
        return text
    pieces = []
    place = 0
    for address in _ADDRESS.finditer(text):
        pieces += [_normalise(text[place : address.start()]), address[0]]
        place = address.end()
    return "".join((*pieces, _normalise(text[place:])))


_MAX_PASSES = 4
"""A change can enable another: “甲,,” becomes “甲，，” and then “甲，”."""


def _normalise(text: str) -> str:
    for _ in range(_MAX_PASSES):
        before = text
        for pattern, replacement in _COMPILED:
            text = pattern.sub(replacement, text)
        if text == before:
            break
    return text


def polished(plan: Plan) -> Polished:
    """Normalise all texts of a plan; returns the same plan if nothing changes."""
    changed = {text: after for _, _, text in plan.texts if (after := polish(text)) != text}
    if not changed:
        return Polished(plan, ())
    changes = tuple(
        dict.fromkeys(change for pair in changed.items() for change in _differences(*pair))
    )
    return Polished(with_texts(plan, lambda text: changed.get(text, text)), changes)


_CONTEXT = 4
"""Characters shown around a change; changes closer than this are shown as one."""


def _differences(before: str, after: str) -> Iterator[Change]:
    """Yield the ranges that differ, with a few characters around them."""
    ranges: list[list[int]] = []
    for start, end, first, last in _shifted(before, list(_differing(before, after))):
        if ranges and start - ranges[-1][1] <= _CONTEXT:
            ranges[-1][1::2] = end, last
        else:
            ranges.append([start, end, first, last])
    for start, end, first, last in ranges:
        left = min(_CONTEXT, start, first)
        yield Change(before[start - left : end + _CONTEXT], after[first - left : last + _CONTEXT])


_Range = tuple[int, int, int, int]
"""Start and end in the first text, start and end in the second."""
_LOOKAHEAD = 24
"""Characters within which two texts must agree again."""
_AHEAD = sorted(
    ((a, b) for a in range(_LOOKAHEAD) for b in range(_LOOKAHEAD) if a or b),
    key=lambda pair: (max(pair), sum(pair)),
)
_SURE_MATCH, _SEARCH_ON = 3, 2
"""Equal characters that make a match certain; characters to search on after a shorter match."""


def _differing(before: str, after: str) -> Iterator[_Range]:
    """Yield the ranges in which two texts differ, in linear time.

    A short lookahead is enough: all changes are small, except in runs of one character.
    """
    start = first = 0
    while start < len(before) or first < len(after):
        if before[start : start + 1] == after[first : first + 1]:
            start, first = start + 1, first + 1
            continue
        end, last = _next_agreement(before, start, after, first)
        yield start, end, first, last
        start, first = end, last


def _next_agreement(before: str, start: int, after: str, first: int) -> tuple[int, int]:
    """Return the offsets at which two texts agree again; their ends if that is too far."""
    least: tuple[int, int] | None = None
    furthest = _LOOKAHEAD
    for a, b in _AHEAD:
        if max(a, b) > furthest:
            break
        end, last = start + a, first + b
        if before[end : end + 1] == after[last : last + 1]:
            if before[end : end + _SURE_MATCH] == after[last : last + _SURE_MATCH]:
                return end, last
            if least is None:
                least, furthest = (end, last), max(a, b) + _SEARCH_ON
    if least is not None:
        return least
    sign = before[start : start + 1]
    end = len(before) - len(before[start:].lstrip(sign))
    if sign and before[end : end + 1] == after[first : first + 1]:
        return end, first
    return len(before), len(after)


def _shifted(before: str, ranges: list[_Range]) -> Iterator[_Range]:
    """Shift ambiguous ranges so that the longer unchanged run beside them stays whole.

    Of two equal marks, either may be the one removed.
    """
    since = 0
    for place, (start, end, first, last) in enumerate(ranges):
        behind = ranges[place + 1][0] if place + 1 < len(ranges) else len(before)
        shift = 0
        if first == last:
            most = min(start - since, _LOOKAHEAD)
            while shift < most and before[start - shift - 1] == before[end - shift - 1]:
                shift += 1
        run = start - since
        since = end - shift
        if behind - end + shift <= run:
            shift = 0
        yield start - shift, end - shift, first - shift, last - shift
