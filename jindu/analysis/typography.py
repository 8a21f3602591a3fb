"""What official documents ask of marks, numbers and dates, put right in the words of a plan.

Clause 9 of GB/T 9704-2012 refers to GB/T 15834 (punctuation) and GB/T 15835 (numerals). Only
what has one right form is changed, and only in what is composed: the plan file stays.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import NamedTuple

from jindu.plan import Plan
from jindu.vocabulary import with_texts

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
    inside, before = found["inside"], found.string[: found.start()]
    chinese = re.search(f"[{_HAN}]", inside + before[-1:] if before else inside)
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
        rf"(?<=[{_HAN}])[\[(（【［]\s*({_YEAR})\s*[\])）】］]\s*第?\s*0*([1-9]\d*)\s*号",
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
    (r"[，；、：]+(?=。)", ""),
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
_PRIVATE = re.compile(r"(?:https?://|www\.)[\w./?=&%#:~+-]+|[\w.+-]+@[\w.-]+")
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
    import difflib

    stretches: list[list[int]] = []
    codes = difflib.SequenceMatcher(None, before, after, autojunk=False).get_opcodes()
    for _, start, end, first, last in (code for code in codes if code[0] != "equal"):
        if stretches and start - stretches[-1][1] <= _AROUND:
            stretches[-1][1::2] = end, last
        else:
            stretches.append([start, end, first, last])
    for start, end, first, last in stretches:
        left = min(_AROUND, start, first)
        yield Change(before[start - left : end + _AROUND], after[first - left : last + _AROUND])
