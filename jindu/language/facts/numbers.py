"""Read the numbers of a text: Arabic, Chinese and mixed, each with the unit behind it."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator
from decimal import Decimal
from typing import NamedTuple

from jindu.units.patterns import late

_DIGIT = "零〇一二三四五六七八九"
_CHARACTERS = "\\d.,零〇一二两三四五六七八九十百千万亿"
TIMES = ("个月", "季度", "月份", "年度", "星期", "学期", "年", "月", "日", "号", "季", "周", "天")
"""Units of time."""
PIECES = (
    *("人次", "人天", "人日", "人", "名", "位", "户次", "户", "个", "场次", "场", "次", "期", "批"),
    *(
        "轮",
        "套",
        "册",
        "本",
        "份",
        "块",
        "台",
        "部",
        "项",
        "处",
        "件",
        "条",
        "张",
        "辆",
        "所",
        "支",
    ),
    *(
        "家",
        "幅",
        "间",
        "组",
        "队",
        "节",
        "门",
        "篇",
        "只",
        "副",
        "顶",
        "盒",
        "箱",
        "面",
        "枚",
        "株",
    ),
    *("亩", "公里", "平方米", "栋", "座", "课时", "学时", "小时", "大", "类", "例", "起"),
)
"""Units of what can be counted."""
_UNITS = sorted((*TIMES, *PIECES, "元", "个百分点", "%", "％", "分"), key=len, reverse=True)
_UNIT = "|".join(_UNITS)
_TOKEN = late(
    # A single Chinese numeral is mostly part of a word: without a unit it is passed over.
    rf"[{_CHARACTERS}](?:(?<=\d)|(?=[余多来几]?(?:{_UNIT})|[{_CHARACTERS}]))"
    rf"[{_CHARACTERS}]*+(?P<rough>[余多来几])?(?P<unit>{_UNIT})?"
)
_IDIOMS = ("统", "唯", "划", "进", "逐", "专", "万", "不")
"""Characters that make a word of a following 一: 统一部署."""
_ARABIC = late(
    r"(?:(?P<亿>\d++(?:\.\d++)?)亿)?+(?:(?P<万>\d++(?:\.\d++)?)万)?+(?:(?P<千>\d)千)?+"
    r"(?:(?P<百>\d)百)?+(?P<一>\d{1,16}+(?:\.\d++)?)?+",
    re.ASCII,
)
_PLAIN = late(r"\d{1,16}(?:\.\d++)?|\d{1,3}(?:,\d{3}){1,5}(?:\.\d++)?", re.ASCII)
_FACTORS = {"亿": 10**8, "万": 10**4, "千": 1000, "百": 100, "一": 1}
_BELOW = late(
    rf"(?:(?P<千>[{_DIGIT[2:]}两])千)?(?P<zero>[零〇])?(?:(?P<百>[{_DIGIT[2:]}两])百)?"
    rf"(?P<nought>[零〇])?(?:(?P<十>[{_DIGIT[2:]}])?(?P<ten>十))?(?P<null>[零〇])?"
    rf"(?P<一>[{_DIGIT[2:]}两])?"
)
_SCALED = late(r"(\d++(?:\.\d++)?)([十百千万亿]|[百千]万)", re.ASCII)
_SCALES = {"十": 10, "百": 100, "千": 1000, "万": 10**4, "亿": 10**8, "百万": 10**6, "千万": 10**7}


class Number(NamedTuple):
    """A number at ``text[start:end]``, the unit included; ``unit`` is empty if none is known.

    ``body`` is where the unit begins; ``rough`` tells that the number is approximate (30余).
    """

    start: int
    end: int
    value: Decimal
    unit: str
    body: int
    rough: bool


def numbers(text: str) -> Iterator[Number]:
    """Yield the numbers of a text, in order; what has two readings, as 三万五, is passed over."""
    for match in _TOKEN.finditer(text):
        words, mark, unit = match.group(0, "rough", "unit")
        start, end = match.span()
        if unit:
            words = words[: -len(unit)]
        if (
            len(words) < 2
            and not words.isdigit()
            and (unit is None or (words == "一" and text[start - 1 : start] in _IDIOMS))
        ):
            continue
        rough = mark is not None
        written = (words[:-1] if rough else words).rstrip(".,")
        bare = written.lstrip(".,")
        if not bare or (bare != words and words[-1] in ".,"):
            unit = None
        start += len(written) - len(bare)
        value = number(bare) if bare else None
        if value is not None and not _is_part_of_a_code(text, start):
            if not unit:
                end = start + len(bare)
            yield Number(start, end, value, unit or "", end - len(unit or ""), rough)


def _is_part_of_a_code(text: str, start: int) -> bool:
    before = text[start - 1 : start]
    return before.isascii() and (before.isalnum() or before == "_")


@functools.lru_cache(maxsize=2048)
def number(words: str) -> Decimal | None:
    """Return the value of a number: 1,200, 3.5万, 3万5千, 五十, 二〇二六; None if ambiguous."""
    if _PLAIN.fullmatch(words):
        return Decimal(words.replace(",", ""))
    if words[0].isdigit():
        return _mixed(words)
    if len(words) == 4 and all(character in _DIGIT for character in words):
        return Decimal("".join(str(max(_DIGIT.index(character) - 1, 0)) for character in words))
    value, rest = 0, words
    for scale in "亿万":
        above, mark, rest_ = rest.partition(scale)
        if mark:
            part = _below_ten_thousand(above)
            if not part:
                return None
            value, rest = value + part * _SCALES[scale], rest_
            if rest and len(rest) == 1:
                return None  # 三万五 may be 35,000 or 30,005.
    part = _below_ten_thousand(rest) if rest else 0
    return None if part is None or not (value or rest) else Decimal(value + part)


def _mixed(words: str) -> Decimal | None:
    """Read Arabic digits with 百, 千, 万 and 亿; None for 3万5, whose last step is unknown."""
    if scaled := _SCALED.fullmatch(words):
        return Decimal(scaled[1]) * _SCALES[scaled[2]]
    match = _ARABIC.fullmatch(words)
    if match is None:
        return None
    steps = [(_FACTORS[name], part) for name, part in match.groupdict().items() if part]
    if steps[-1][0] == 1 and len(steps[-1][1].partition(".")[0]) < 3:
        return None
    value, limit = Decimal(0), Decimal(10**16)
    for factor, part in steps:
        step = Decimal(part) * factor
        if step >= limit:
            return None
        value, limit = value + step, Decimal(factor)
    return value


def _below_ten_thousand(words: str) -> int | None:
    """Read Chinese numerals below 10,000; None for 三百五, which may be 350 or 305."""
    match = _BELOW.fullmatch(words)
    if match is None:
        return None
    ones, tens = match["一"], match["ten"]
    zero = match["zero"] or match["nought"] or match["null"]
    if ones and not tens and not zero and (match["百"] or match["千"]):
        return None
    value = 1000 * _digit(match["千"]) + 100 * _digit(match["百"])
    value += 10 * (_digit(match["十"]) or 1) if tens else 0
    return value + _digit(ones) if words.strip("零〇") else None


def _digit(character: str | None) -> int:
    if character is None:
        return 0
    return 2 if character == "两" else _DIGIT.index(character) - 1
