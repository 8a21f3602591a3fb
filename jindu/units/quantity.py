"""Plain values: quantities with their unit, counts, yes and no, and the names of things."""

from __future__ import annotations

import functools
import re
import unicodedata
from decimal import Decimal
from typing import NewType

from jindu.units.unreadable import LONGEST, Unreadable, folded, short

Quantity = NewType("Quantity", Decimal)
"""A value in its 计量单位; a percentage in percent points."""

_PERCENT = frozenset(("%", "％", "百分比", "百分数"))
_NUMBER = re.compile(
    r"(?P<sign>-)?(?P<number>\d{1,16}(?:\.\d{1,8})?|\d{1,3}(?:,\d{3}){1,4}(?:\.\d{1,8})?)"
    r"(?P<factor>万|亿)?(?P<unit>[^\d.,\s].*)?"
)
_FACTORS = {None: 1, "万": 10**4, "亿": 10**8}
_HAN = {character: value for value, character in enumerate("〇一二三四五六七八九")} | {
    "零": 0,
    "两": 2,
}
_BOUND = re.compile(
    r"(?:及|含|或)?(?:以上|以下|以内|左右|之间)$|^(?:不低于|不少于|不高于|不超过|大于|小于|约|达到|[≥≤><])"
)


@functools.lru_cache(maxsize=4096)
def read_quantity(text: str, unit: str | None) -> Quantity:
    """The value of a text by its unit: 90%, 12个, 1.2万人次, or the bare number.

    ``unit`` None takes any unit or none. Raises Unreadable: another unit, words of bounds,
    a fraction for a percentage, a share outside 0–100 (GOL006).
    """
    bare = folded(text) if len(text) <= LONGEST else ""
    if unit in _PERCENT:
        return _percent(text, bare)
    match = _NUMBER.fullmatch(bare)
    if match is None:
        raise _no_number(text, bare, unit)
    written = match["unit"]
    if unit and written and written != folded(unit):
        bound = _BOUND.search(written)
        if bound:
            raise _no_number(text, bare, unit)
        raise Unreadable(
            f"“{short(text)}”的单位是“{short(written)}”，与计量单位“{unit}”不同。",
            f"换算成“{unit}”再写，或者改正计量单位。",
        )
    return Quantity(_value(match))


def _value(match: re.Match[str]) -> Decimal:
    value = Decimal(match["number"].replace(",", "")) * _FACTORS[match["factor"]]
    return -value if match["sign"] else value


def _percent(text: str, bare: str) -> Quantity:
    if match := re.fullmatch(r"百分之(.+)", bare):
        value = _small(match[1])
    else:
        match = re.fullmatch(r"(-?\d{1,6}(?:\.\d{1,8})?)(%)?", bare)
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
    if not 0 <= value <= 100:
        raise Unreadable(
            f"百分比“{short(text)}”不在0到100之间。",
            "改成0到100之间的数；要表示增长，改用增长的指标名称并写明计算方法。",
            "GOL006",
        )
    return Quantity(value)


def _small(text: str) -> Decimal | None:
    """A Chinese or Arabic number up to 百."""
    if re.fullmatch(r"\d{1,3}(?:\.\d+)?", text):
        return Decimal(text)
    if text in {"百", "一百"}:
        return Decimal(100)
    match = re.fullmatch(r"([一二两三四五六七八九])?(十)?([〇零一二三四五六七八九])?", text)
    if match is None or not text:
        return None
    tens, ten, ones = match.groups()
    if ten:
        return Decimal((_HAN[tens] if tens else 1) * 10 + (_HAN[ones] if ones else 0))
    return Decimal(_HAN[text]) if text in _HAN else None


def _no_number(text: str, bare: str, unit: str | None) -> Unreadable:
    inner = _BOUND.sub("", bare)
    if inner != bare and re.match(r"\d", inner):
        return Unreadable(
            f"“{short(text)}”里的界限词不写在数值里。",
            f"只写 {inner}，“以上”“以下”由“方向”表示。",
            "STR001",
            inner,
        )
    match = re.fullmatch(r"([〇零一二两三四五六七八九十百]+)(.*)", bare)
    number = _small(match[1]) if match else None
    if match and number is not None:
        right = f"{number}{match[2]}"
        return Unreadable(f"“{short(text)}”要用阿拉伯数字。", f"写成 {right}。", "STR001", right)
    example = {"%": "90%"}.get(unit or "", f"12{unit or ''}")
    return Unreadable(f"“{short(text)}”不是数值。", f"写成数字，如 {example}。")


def say_quantity(value: Decimal, unit: str | None) -> str:
    """The value with its unit, in the shortest exact digits: 90%, 12个, 12000人次."""
    told = format(value, "f")
    told = told.rstrip("0").rstrip(".") if "." in told else told
    return told + (unit or "")


@functools.lru_cache(maxsize=1024)
def read_int(text: str) -> int:
    """A count: 30, 30人, 1,200. Raises Unreadable for a fraction, a sign or words."""
    value = read_quantity(text, None)
    if value < 0 or value != int(value):
        raise Unreadable(f"“{short(text)}”不是整数。", "写零或正整数，如 30。")
    return int(value)


_YES_NO = {"是": True, "否": False, "true": True, "false": False}
_ALMOST = {
    **dict.fromkeys(("yes", "y", "on", "1", "对", "有", "√", "✓"), "是"),
    **dict.fromkeys(("no", "n", "off", "0", "不", "无", "没有", "×", "不是"), "否"),
}


def read_bool(text: str) -> bool:
    """是 or 否 (true, false). Raises Unreadable for other spellings, with the right one."""
    word = text.strip().lower()
    if word in _YES_NO:
        return _YES_NO[word]
    right = _ALMOST.get(unicodedata.normalize("NFKC", word))
    tip = f"是不是要写“{right}”？只写“是”或者“否”。" if right else "只写“是”或者“否”。"
    raise Unreadable(f"“{short(text)}”不是“是”或“否”。", tip, "STR001", right)


_ID = re.compile(r"[^\W\d_][\w-]{0,31}")


@functools.lru_cache(maxsize=4096)
def read_id(text: str) -> str:
    """The 编号 of a thing in NFKC: a letter or Chinese character, then letters, digits, - and _.

    Raises Unreadable for spaces, marks, a leading digit, more than 32 characters.
    """
    name = text if text.isascii() else unicodedata.normalize("NFKC", text[: LONGEST + 1])
    if _ID.fullmatch(name):
        return name
    if len(name.strip()) > 32:
        tip = "编号用简短的代号，不超过32个字，如 司法所、R01。"
    elif name[:1].isdigit():
        tip = f"编号以汉字或字母开头，如 R{short(name)}。"
    else:
        tip = "编号只用汉字、字母、数字和“-”，不用空格和标点；多个编号写成 [甲, 乙]。"
    raise Unreadable(f"“{short(text)}”不能作编号。", tip)
