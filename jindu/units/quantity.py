"""Plain values: quantities with a unit, counts, booleans and 编号."""

from __future__ import annotations

import functools
import re
import unicodedata
from decimal import ROUND_HALF_UP, Decimal
from typing import NewType

from jindu.units.numerals import NUMERALS, numeral, two_readings
from jindu.units.patterns import late
from jindu.units.unreadable import LONGEST, Unreadable, folded, is_wide, short, vague

Quantity = NewType("Quantity", Decimal)
"""A value in its 计量单位; a percentage in percentage points."""

GROWTH = "%+"
"""The unit of percentages that may exceed 100 or fall below 0."""
_PERCENT = frozenset(("%", "％", "百分比", "百分数", GROWTH))
_NUMBER = late(
    r"(?P<sign>-)?(?P<number>\d{1,16}(?:\.\d{1,8})?|\d{1,3}(?:,\d{3}){1,4}(?:\.\d{1,8})?)"
    r"(?P<factor>万|亿)?(?P<unit>[^\d.,\s].*)?",
    re.ASCII,
)
# A plain string: few plans have a count with a unit.
_UNIT = (
    r"(?!余|多|来|几|至|到|约|左右|上下|十|百(?!分)|千(?![克米瓦]))(?:[^\W\d_]|[%‰°℃/·()]){1,12}"
    r"(?<![余多])(?<!左右|上下|之间|以上|以下|以内|之内)|[kc]?m[23]"
)
_FACTORS: dict[str | None, int] = {None: 1, "万": 10**4, "亿": 10**8}
_AT_LEAST = "不低于|不少于|不小于|不得[低少]于|至少|最少|最低|达到|大于或?等于|≥|>=|≧"
_AT_MOST = "不[高大多]于|不超过|不得(?:[高多]于|超过)|至多|最多|最高|小于或?等于|≤|<=|≦"
_INCLUDED = r"\(?[含及或]?\)?"
# Pattern of a bound, whether it is a lower one, whether it excludes the value itself.
_BOUNDS = (
    (f"(?:{_AT_LEAST})(.+)", True, False),
    (f"(.+?){_INCLUDED}以上", True, False),
    ("(?:大于|超过|高于|多于|>)(.+)", True, True),
    (f"(?:{_AT_MOST})(.+)", False, False),
    (f"(.+?){_INCLUDED}(?:以下|以内|之内)", False, False),
    ("(?:小于|低于|少于|不足|不到|不满|<)(.+)", False, True),
)


class Bounded(Unreadable):
    """A value written with a bound: ``replacement`` is the value, ``least`` tells a lower bound.

    ``safe`` is false if the bound excludes the value (大于), so that replacing it changes meaning.
    """

    def __init__(self, text: str, inner: str | None, least: bool, safe: bool) -> None:
        only = f"只写 {inner}，" if inner else "只写数值，"
        super().__init__(
            f"“{short(text)}”里的界限词不写在数值里。",
            f"{only}“以上”“以下”由“方向”表示。",
            "STR001",
            inner,
            safe,
        )
        self.least = least


def read_quantity(text: str, unit: str | None) -> Quantity:
    """Read a value with or without its unit: 90%, 12个, 1.2万人次, 12.

    ``unit`` None accepts any unit. Raises Bounded for a bound, Unreadable for another unit, a vague
    figure, a fraction for a percentage, or a percentage outside 0–100 (GOL006) unless the unit
    is ``GROWTH``.
    """
    return spelled_quantity(text, unit)[0]


@functools.lru_cache(maxsize=4096)
def spelled_quantity(text: str, unit: str | None) -> tuple[Quantity, str | None]:
    """Read a value; return it with the usual spelling if the text has another."""
    bare = folded(text) if len(text) <= LONGEST else ""
    if unit in _PERCENT:
        value = _percent(text, bare, bounded=unit != GROWTH)
        usual = bare if bare.isascii() else say_quantity(value, "%")
    else:
        value, usual = _counted(text, bare, unit), bare
    return value, usual if is_wide(text) or usual != bare else None


def _counted(text: str, bare: str, unit: str | None) -> Quantity:
    match = _NUMBER.fullmatch(bare)
    if match is None:
        raise _no_number(text, bare, unit)
    written = match["unit"]
    if unit and match["factor"] == unit[:1] and (written or "") in ("", folded(unit)[1:]):
        # In 万元 and 万人次 the factor belongs to the unit.
        number = Decimal(match["number"].replace(",", ""))
        return Quantity(-number if match["sign"] else number)
    if written and (written != folded(unit) if unit else not re.fullmatch(_UNIT, written)):
        trouble = _no_number(text, bare, unit)
        if not unit or trouble.__class__ is Bounded or vague(bare) or written[0] in "百千万亿":
            raise trouble
        raise Unreadable(
            f"“{short(text)}”的单位是“{short(written)}”，与计量单位“{unit}”不同。",
            f"换算成“{unit}”再写，或者改正计量单位。",
        )
    value = Decimal(match["number"].replace(",", "")) * _FACTORS[match["factor"]]
    return Quantity(-value if match["sign"] else value)


def _percent(text: str, bare: str, *, bounded: bool) -> Quantity:
    value: Decimal | None
    if match := re.fullmatch(r"百分之(.+)", bare):
        value = _hundredths(match[1])
    elif match := re.fullmatch("([^成]{1,2})成([^成]?)", bare):
        tenths = _hundredths(match[1])
        rest = _hundredths({"": "0", "半": "5"}.get(match[2], match[2]))
        value = None if tenths is None or rest is None else 10 * tenths + rest
    else:
        match = re.fullmatch(r"(-?\d{1,6}(?:\.\d{1,8})?)(%)?", bare, re.ASCII)
        if match is None:
            raise _no_number(text, bare, "%")
        value = Decimal(match[1])
        if not match[2] and 0 < value < 1:
            raise Unreadable(
                f"“{short(text)}”分不清是{value}%还是{format((value * 100).normalize(), 'f')}%。",
                "写上百分号，如 90%。",
            )
    if value is None:
        raise _no_number(text, bare, "%")
    if bounded and not 0 <= value <= 100:
        raise Unreadable(
            f"百分比“{short(text)}”不在0到100之间。",
            "改成0到100之间的数；要表示增长，改用增长的指标名称并写明计算方法。",
            "GOL006",
        )
    return Quantity(value)


def _hundredths(text: str) -> Decimal | None:
    """Read the number of 百分之九十, in Arabic or Chinese digits."""
    if re.fullmatch(r"\d{1,3}(?:\.\d{1,8})?", text, re.ASCII):
        return Decimal(text)
    return Decimal(100) if text == "百" else numeral(text)


def _no_number(text: str, bare: str, unit: str | None) -> Unreadable:
    if kind := vague(bare):
        tip = {"约数": "去掉“约”“余”“左右”，写确切的数。", "区间": "取其中一个数。"}[kind]
        return Unreadable(f"“{short(text)}”是{kind}，这里要写一个确数。", tip)
    for pattern, least, strict in _BOUNDS:
        if match := re.fullmatch(pattern, bare):
            return _bounded(text, match[1], unit, least, strict)
    match = re.fullmatch(rf"([\d{NUMERALS}]+)([^\d{NUMERALS}]*)", bare)
    if match and (both := two_readings(match[1])):
        one, other = (say_quantity(value, match[2]) for value in reversed(both))
        return Unreadable(
            f"“{short(text)}”有两种读法：{one}或者{other}。", f"写成 {one} 或者 {other}。"
        )
    match = re.fullmatch(rf"([{NUMERALS}]+)([^{NUMERALS}]*)", bare)
    number = numeral(match[1]) if match else None
    if match and number is not None:
        right = say_quantity(number, match[2])
        factor = _FACTORS.get(unit[:1], 1) if unit else 1
        if unit and factor > 1 and match[2] == unit[1:] and match[1].endswith(unit[0]):
            right = say_quantity(number / factor, unit)
        return Unreadable(f"“{short(text)}”要用阿拉伯数字。", f"写成 {right}。", "STR001", right)
    example = "90%" if unit in _PERCENT else f"12{unit or ''}"
    return Unreadable(f"“{short(text)}”不是数值。", f"写成数字，如 {example}。")


def _bounded(text: str, inner: str, unit: str | None, least: bool, strict: bool) -> Unreadable:
    """Return the error for a value with a bound, or that of the value itself if it is wrong."""
    try:
        usual = spelled_quantity(inner, unit)[1] or inner
    except Bounded as error:
        value = error.replacement if error.least is least else None
        return Bounded(text, value, least, False)
    except Unreadable as error:
        if error.replacement is None:
            return error
        usual = error.replacement
    return Bounded(text, usual, least, not strict)


def say_quantity(value: Decimal, unit: str | None) -> str:
    """Format a value and its unit with the fewest exact digits: 90%, 12个, 12000人次."""
    digits = format(value, "f")
    digits = digits.rstrip("0").rstrip(".") if "." in digits else digits
    return digits + (unit or "")


def half_up(value: Decimal, digits: int) -> Decimal:
    """Round to a number of decimals, half away from zero (四舍五入), as Excel does."""
    return value.quantize(Decimal(1).scaleb(-digits), ROUND_HALF_UP)


def say_share(part: Decimal, whole: Decimal, limit: Decimal) -> str:
    """Format a share as 60% or 50.2%: one decimal, more if it would otherwise equal the limit.

    ``limit`` is in percentage points; ``whole`` must not be zero.
    """
    share = part * 100 / whole
    shown = (half_up(share, digits) for digits in range(1, 7))
    return say_quantity(next((s for s in shown if s != limit), share), "%")


def read_int(text: str) -> int:
    """Read a count: 30, 30人, 1,200. Raises Unreadable for fractions, signs and words."""
    return spelled_int(text)[0]


@functools.lru_cache(maxsize=1024)
def spelled_int(text: str) -> tuple[int, str | None]:
    """Read a count; return it with the usual spelling if the text has another."""
    value, usual = spelled_quantity(text, None)
    if value < 0 or value != int(value):
        raise Unreadable(f"“{short(text)}”不是整数。", "写零或正整数，如 30。")
    return int(value), usual


_YES_NO = {"是": True, "否": False, "true": True, "false": False}
_MISSPELT = {
    **dict.fromkeys(("yes", "y", "on", "1", "对", "有", "√", "✓"), "是"),
    **dict.fromkeys(("no", "n", "off", "0", "不", "无", "没有", "×", "不是"), "否"),
}


def read_bool(text: str) -> bool:
    """Read 是 or 否 (true, false). Raises Unreadable for others, with the spelling meant."""
    word = text.strip().lower()
    if word in _YES_NO:
        return _YES_NO[word]
    right = _MISSPELT.get(unicodedata.normalize("NFKC", word))
    tip = f"是不是要写“{right}”？只写“是”或者“否”。" if right else "只写“是”或者“否”。"
    raise Unreadable(f"“{short(text)}”不是“是”或“否”。", tip, "STR001", right)


_ID = late(r"[^\W\d_][\w-]{0,31}")


def read_id(text: str) -> str:
    """Read a 编号 as NFKC: a letter or Chinese character, then letters, digits, - and _.

    Raises Unreadable for spaces, punctuation, a leading digit or more than 32 characters.
    """
    return spelled_id(text)[0]


@functools.lru_cache(maxsize=4096)
def spelled_id(text: str) -> tuple[str, str | None]:
    """Read a 编号; return it with the usual spelling if the text is full-width."""
    name = text if text.isascii() else unicodedata.normalize("NFKC", text[: LONGEST + 1])
    if _ID.fullmatch(name):
        return name, name if is_wide(text) else None
    if len(name.strip()) > 32:
        tip = "编号用简短的代号，不超过32个字，如 司法所、R01。"
    elif name[:1].isdigit():
        tip = f"编号以汉字或字母开头，如 R{short(name)}。"
    else:
        tip = "编号只用汉字、字母、数字和“-”，不用空格和标点；多个编号写成 [甲, 乙]。"
    raise Unreadable(f"“{short(text)}”不能作编号。", tip)
