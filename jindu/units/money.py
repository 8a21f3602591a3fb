"""Money: exact 元. Reading 50万元, telling it in prose, tables and capitals, splitting it."""

from __future__ import annotations

import functools
import re
from collections.abc import Sequence
from decimal import ROUND_FLOOR, Context, Decimal
from typing import NewType

from jindu.units.unreadable import LONGEST, Unreadable, folded, short

Yuan = NewType("Yuan", Decimal)
"""An amount in 元, at most two decimals."""

NIL = Decimal(0)
_EXACT = Context(prec=60)
_FACTORS = {
    "": 1,
    "百": 100,
    "千": 1000,
    "万": 10**4,
    "百万": 10**6,
    "千万": 10**7,
    "亿": 10**8,
    "万亿": 10**12,
}
_AMOUNT = re.compile(
    r"(?P<sign>[-+])?[￥¥]?(?P<number>\d{1,16}(?:\.\d{1,8})?|\d{1,3}(?:,\d{3}){1,5}(?:\.\d{1,8})?)"
    r"(?P<factor>万亿|百万|千万|亿|万|千|百)?(?P<yuan>元|圆|块)?整?"
)
_CHINESE = re.compile(r"[〇零一二两三四五六七八九十百千万亿点]+元?整?")
_RULE = "BUD003"
_TIP = "写成数字加单位，如 50万元、3.5万元、800元。"


@functools.lru_cache(maxsize=4096)
def read_yuan(text: str) -> Yuan:
    """元 of a text such as ``50万元``, ``3.5 万元``, ``1,234.50元``, ``2亿元``.

    Raises Unreadable: a bare number, a sign, words or a range, finer than 分.
    """
    match = _AMOUNT.fullmatch(folded(text)) if len(text) <= LONGEST else None
    if match is None or match["sign"] == "+":
        raise _not_an_amount(text)
    if match["sign"]:
        raise Unreadable(f"金额“{short(text)}”是负数。", "金额不写负数；冲减的另作说明。", _RULE)
    number = match["number"].replace(",", "")
    if not match["yuan"] and not match["factor"]:
        if Decimal(number) == 0:
            return Yuan(NIL)
        raise Unreadable(
            f"金额“{short(text)}”没有单位，分不清是{number}元还是{number}万元。",
            f"写成 {number}元 或者 {number}万元。",
            _RULE,
        )
    amount = _EXACT.multiply(Decimal(number), Decimal(_FACTORS[match["factor"] or ""]))
    if amount != amount.quantize(Decimal("0.01"), context=_EXACT):
        raise Unreadable(
            f"金额“{short(text)}”不足一分的部分没有意义。", "金额精确到分（0.01元）。", _RULE
        )
    if amount >= 10**16:
        raise Unreadable(f"金额“{short(text)}”大得不合情理。", _TIP, _RULE)
    return Yuan(amount)


def _not_an_amount(text: str) -> Unreadable:
    bare = folded(text)
    if re.search(r"[约左右近余多]|上下", bare) and re.search(r"\d", bare):
        return Unreadable(
            f"“{short(text)}”是约数，预算要写确数。", f"去掉“约”“左右”，{_TIP}", _RULE
        )
    if re.search(r"\d[万元]*(?:[-~—至到])\d", bare):
        return Unreadable(
            f"“{short(text)}”是一个区间，预算要写确数。", f"取其中一个数，{_TIP}", _RULE
        )
    if _CHINESE.fullmatch(bare):
        replacement = _from_chinese(bare)
        hint = f"写成 {replacement}。" if replacement else _TIP
        return Unreadable(f"金额“{short(text)}”要用阿拉伯数字。", hint, _RULE, replacement)
    if re.fullmatch(r"[\d,]+(?:\.\d+)?(?:万|亿)?元?", bare):
        return Unreadable(
            f"金额“{short(text)}”的分节号不对。", "三位一节，如 1,234.50元；也可以不写。", _RULE
        )
    return Unreadable(f"“{short(text)}”不是金额。", _TIP, _RULE)


def _from_chinese(text: str) -> str | None:
    import cn2an

    body = text.removesuffix("整").removesuffix("元")
    try:
        return say_yuan(Decimal(str(cn2an.cn2an(body, "smart"))))
    except ValueError:
        return None


def _plain(value: Decimal) -> str:
    """The shortest exact digits."""
    told = format(value, "f")
    return told.rstrip("0").rstrip(".") if "." in told else told


def wan(amount: Decimal) -> str:
    """万元 for a table: two decimals, more only where 100 元 is too coarse."""
    value = _EXACT.divide(amount, Decimal(10**4))
    whole, _, decimals = _plain(value).partition(".")
    return f"{whole}.{decimals:0<2}"


def say_yuan(amount: Decimal) -> str:
    """An amount in prose, exact and short: 800元, 1.2345万元, 50万元, 2亿元."""
    for factor, name in ((10**8, "亿元"), (10**4, "万元")):
        if amount >= factor:
            return _plain(_EXACT.divide(amount, Decimal(factor))) + name
    return _plain(amount) + "元"


def daxie(amount: Decimal) -> str:
    """An amount in capital characters as on a cheque: 伍拾万元整."""
    if amount == 0:
        return "零元整"
    import cn2an

    told: str = cn2an.an2cn(_plain(amount), "rmb")
    # Without 元 an amount begins at 角; cn2an writes 零元 or nothing, custom writes nothing.
    return told.removeprefix("零元").lstrip("零")


def apportion(total: Decimal, weights: Sequence[Decimal], step: Decimal) -> tuple[Decimal, ...]:
    """``total`` split in proportion to ``weights``, summing to it exactly.

    Parts are multiples of ``step`` by largest remainder, ties to the earlier; a rest below
    one step goes to the largest part. All-zero weights count as equal. Raises ValueError for
    no weights or a negative one.
    """
    if not weights or total < 0 or step <= 0 or any(weight < 0 for weight in weights):
        raise ValueError("apportion takes weights and a total that are not negative")
    whole = sum(weights, NIL)
    shares = list(weights) if whole else [Decimal(1)] * len(weights)
    whole = whole or Decimal(len(weights))
    units = int(total // step)
    exact = [_EXACT.divide(_EXACT.multiply(units, share), whole) for share in shares]
    parts = [int(part.to_integral_value(ROUND_FLOOR)) for part in exact]
    order = sorted(range(len(parts)), key=lambda place: (parts[place] - exact[place], place))
    for place in order[: units - sum(parts)]:
        parts[place] += 1
    found = [part * step for part in parts]
    largest = max(range(len(found)), key=lambda place: (found[place], -place))
    found[largest] += total - units * step
    return tuple(found)


def apportion_table(
    rows: Sequence[Decimal], columns: Sequence[Decimal], step: Decimal
) -> tuple[tuple[Decimal, ...], ...]:
    """A matrix with exactly these sums of rows and columns, cells near row × column / total.

    Cells are never negative. Raises ValueError where the two sums differ.
    """
    if sum(rows, NIL) != sum(columns, NIL):
        raise ValueError("rows and columns must have the same sum")
    left = list(columns)
    found = []
    for row in rows:
        parts = _capped(row, left, step)
        left = [room - part for room, part in zip(left, parts, strict=True)]
        found.append(tuple(parts))
    return tuple(found)


def _capped(total: Decimal, rooms: Sequence[Decimal], step: Decimal) -> list[Decimal]:
    """``total`` split in proportion to ``rooms``, no part above its room."""
    parts = list(apportion(total, rooms, step))
    over = NIL
    for place, room in enumerate(rooms):
        if parts[place] > room:
            over += parts[place] - room
            parts[place] = room
    for place, room in enumerate(rooms):
        taken = min(over, room - parts[place])
        parts[place] += taken
        over -= taken
    return parts
