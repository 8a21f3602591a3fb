"""Money in exact 元: reading 50万元, formatting for prose, tables and cheques, apportioning."""

from __future__ import annotations

import functools
import re
from collections.abc import Mapping, Sequence
from decimal import ROUND_FLOOR, Context, Decimal
from itertools import pairwise
from typing import NewType

from jindu.units.numerals import NUMERALS, numeral, two_readings
from jindu.units.patterns import late
from jindu.units.unreadable import LONGEST, InWords, Unreadable, folded, is_wide, short, vague

Yuan = NewType("Yuan", Decimal)
"""An amount in 元, at most two decimals."""

NIL = Decimal(0)
_EXACT = Context(prec=60)
_FACTORS: Mapping[str, int | Decimal] = {
    "": 1,
    "百": 100,
    "千": 1000,
    "万": 10**4,
    "百万": 10**6,
    "千万": 10**7,
    "亿": 10**8,
    "万亿": 10**12,
    "角": Decimal("0.1"),
    "分": Decimal("0.01"),
}
_USUAL = late(
    r"(?P<number>\d{1,16}(?:\.\d{1,8})?|\d{1,3}(?:,\d{3}){1,5}(?:\.\d{1,8})?)"
    r"(?P<factor>万亿|百万|千万|亿|万|千|百)?(?P<yuan>元)?(?:(?<!\d)整)?",
    re.ASCII,
)
_MARK = rf"(?i)^(?:人民币|RMB|CNY|¥)(?=[\d{NUMERALS}])|(?<=[\d万亿元])(?:人民币|RMB|钱)$"
_CHARACTERS = str.maketrans("萬億圓圆块正", "万亿元元元整")
_COMPOUND = (
    r"(?:(?P<亿>\d{1,4})亿)?零?(?:(?P<万>\d{1,4})万)?零?(?:(?P<千>\d)千)?零?(?:(?P<百>\d)百)?零?"
    r"(?:(?P<元>\d{1,4}(?:\.\d{1,2})?)(?=元))?元?(?:(?P<角>\d)角)?零?(?:(?P<分>\d)分)?整?"
)
_CHINESE = (
    rf"(?P<whole>[{NUMERALS}]*)元?(?:(?P<角>[{NUMERALS}])角)?零?(?:(?P<分>[{NUMERALS}])分)?整?"
)
_BOUND = r"^(?:不|至[多少]|最[多少高低]|[≤≥<>≦≧])|(?:以[上下内]|之内)$"
_RULE = "BUD003"
_TIP = "写成数字加单位，如 50万元、3.5万元、800元。"


def read_yuan(text: str) -> Yuan:
    """Read an amount such as ``50万元``, ``3.5 万元``, ``1,234.50元``, ``2亿元`` in 元.

    Raises Unreadable for a bare number, a negative, vague or ranged one, or one finer than 分.
    """
    return spelled_yuan(text)[0]


@functools.lru_cache(maxsize=4096)
def spelled_yuan(text: str) -> tuple[Yuan, str | None]:
    """Read an amount; return it with the usual spelling if the text has another (50W, ¥500)."""
    if match := _USUAL.fullmatch(text):
        return _amount(text, match), None
    bare = folded(text) if len(text) <= LONGEST else ""
    plain = _plain_mark(bare)
    if match := _USUAL.fullmatch(plain):
        amount = _amount(text, match)
        if plain == bare:
            return amount, bare if is_wide(text) else None
        return amount, _shortest(amount)
    if both := two_readings(plain):
        raise _ambiguous(text, plain, *both)
    compound = _compound(plain)
    if compound is None:
        raise _not_an_amount(text, plain)
    return compound, _shortest(compound)


_IN_WORDS = late(
    r"[^\d]{0,30}(?:列入|纳入|列支|统筹|调剂|保障|承担|解决|负担|拨付|安排|自筹|据实|不需要?经费|无需经费|以奖代补"
    r"|按[^\d]{1,10}(?:标准|规定|程序|渠道|办法))[^\d]{0,30}"
)


def spelled_amount(text: str) -> tuple[Yuan | InWords, str | None]:
    """Read an amount, or how money is provided without one: 列入财政预算, 从工作经费中列支."""
    try:
        return spelled_yuan(text)
    except Unreadable as trouble:
        bare = folded(text) if len(text) <= LONGEST else ""
        figure = trouble.replacement is not None or vague(bare) or re.search(_MONEY, bare)
        if figure or not _IN_WORDS.fullmatch(bare):
            raise
        return InWords(None, text.strip().rstrip("。；;")), None


_MONEY = rf"[{NUMERALS}]+(?:元|万元|块)"


def _plain_mark(bare: str) -> str:
    """Return the text without currency mark, in the characters of a plan file."""
    plain = re.sub(r"(?<=\d)[Ww](?=[元圆块]?整?$)", "万", bare.translate(_CHARACTERS))
    unmarked = re.sub(_MARK, "", plain)
    named = unmarked == plain or unmarked.removesuffix("整").endswith("元")
    return unmarked if named else f"{unmarked}元"


def _amount(text: str, match: re.Match[str]) -> Yuan:
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


def _compound(plain: str) -> Yuan | None:
    """Read a compound amount, 3万5千元 or 1亿2000万元; None for anything else."""
    match = re.fullmatch(_COMPOUND, plain)
    parts = match.groupdict().items() if match else ()
    steps = [(Decimal(part), Decimal(_FACTORS.get(name, 1))) for name, part in parts if part]
    falling = all(part * factor < above for (_, above), (part, factor) in pairwise(steps))
    if len(steps) < 2 or not falling:
        return None
    return Yuan(sum((part * factor for part, factor in steps), NIL))


def _ambiguous(text: str, plain: str, literal: Decimal, spoken: Decimal) -> Unreadable:
    """Return the error for an amount such as 3万5元, whose last step skips a unit."""
    kind = vague(plain)
    if kind or not re.fullmatch(rf"[\d{NUMERALS}]+元?整?", plain):
        return _not_an_amount(text, plain)
    one, other = _shortest(spoken), f"{_plain(literal)}元"
    return Unreadable(
        f"金额“{short(text)}”有两种读法：{one}或者{other}。", f"写成 {one} 或者 {other}。", _RULE
    )


def _not_an_amount(text: str, plain: str) -> Unreadable:
    quoted = short(text)
    if kind := vague(plain):
        tip = f"去掉“约”“左右”，{_TIP}" if kind == "约数" else f"取其中一个数，{_TIP}"
        return Unreadable(f"“{quoted}”是{kind}，预算要写确数。", tip, _RULE)
    if re.search(_BOUND, plain):
        return Unreadable(f"“{quoted}”是一个界限，预算要写确数。", f"去掉界限词，{_TIP}", _RULE)
    if re.match("每[年月季]|年均", plain) or re.search("[/每]年$", plain):
        tip = "写合计的数；各年多少，写在“分年度金额”里，如 {2026: 10万元, 2027: 10万元}。"
        return Unreadable(f"“{quoted}”是一年一年的数，这里要写合计。", tip, _RULE)
    if (noted := re.fullmatch(r"([^()]+)\([^()]*\)", plain)) and _USUAL.fullmatch(noted[1]):
        tip = f"只写 {noted[1]}，括号里的话写在“备注”里。"
        return Unreadable(f"金额“{quoted}”后面带了说明。", tip, _RULE, noted[1], safe=False)
    if re.match(r"-[\d.]", plain):
        return Unreadable(f"金额“{quoted}”是负数。", "金额不写负数；冲减的另作说明。", _RULE)
    if (match := re.fullmatch(_CHINESE, plain)) and plain.strip("元整"):
        amount = _in_words(match) if re.search("[元百千佰仟万亿角分]", plain) else None
        replacement = None if amount is None else _shortest(amount)
        hint = f"写成 {replacement}。" if replacement else _TIP
        return Unreadable(f"金额“{quoted}”要用阿拉伯数字。", hint, _RULE, replacement)
    if "," in plain and re.fullmatch(r"[\d,]+(?:\.\d+)?(?:万|亿)?元?", plain):
        return Unreadable(
            f"金额“{quoted}”的分节号不对。", "三位一节，如 1,234.50元；也可以不写。", _RULE
        )
    return Unreadable(f"“{quoted}”不是金额。", _TIP, _RULE)


def _in_words(match: re.Match[str]) -> Decimal | None:
    """Return the amount of Chinese numerals with 元, 角 and 分."""
    words = (("", match["whole"]), ("角", match["角"]), ("分", match["分"]))
    parts = [(name, numeral(word)) for name, word in words if word]
    found = NIL
    for name, part in parts:
        if part is None:
            return None
        found += part * Decimal(_FACTORS[name])
    return found if parts else None


def _shortest(amount: Decimal) -> str:
    """Format as in a plan file: in 万元 or 亿元 unless that is longer than 元."""
    in_yuan = f"{_plain(amount)}元"
    return min(say_yuan(amount), in_yuan, key=len)


def _plain(value: Decimal) -> str:
    """Format with the fewest exact digits."""
    digits = format(value, "f")
    return digits.rstrip("0").rstrip(".") if "." in digits else digits


def wan(amount: Decimal) -> str:
    """Format in 万元 for a table: two decimals, more only if 100 元 is too coarse."""
    value = _EXACT.divide(amount, Decimal(10**4))
    whole, _, decimals = _plain(value).partition(".")
    return f"{whole}.{decimals:0<2}"


def say_yuan(amount: Decimal) -> str:
    """Format for prose, exact and short: 800元, 1.2345万元, 50万元, 2亿元."""
    for factor, name in ((10**8, "亿元"), (10**4, "万元")):
        if amount >= factor:
            return _plain(_EXACT.divide(amount, Decimal(factor))) + name
    return _plain(amount) + "元"


def daxie(amount: Decimal) -> str:
    """Format in capital numerals as on a cheque: 伍拾万元整."""
    if amount == 0:
        return "零元整"
    import cn2an

    capitals: str = cn2an.an2cn(_plain(amount), "rmb")
    # Below 1 元, cn2an may write 零元 first; by custom, the amount starts with 角.
    return capitals.removeprefix("零元").lstrip("零")


def apportion(total: Decimal, weights: Sequence[Decimal], step: Decimal) -> tuple[Decimal, ...]:
    """Split ``total`` in proportion to ``weights``, with an exact sum.

    Parts are multiples of ``step`` by the largest remainder method, ties to the earlier; a rest
    below one step goes to the largest part. All-zero weights count as equal. Raises ValueError
    without weights or for a negative one.
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
    """Return a matrix with exactly these row and column sums, cells near row × column / total.

    Cells are never negative. Raises ValueError if the sums of rows and columns differ.
    """
    if sum(rows, NIL) != sum(columns, NIL):
        raise ValueError("rows and columns must have the same sum")
    left = list(columns)
    found = []
    for row in rows:
        parts = _capped(row, left, step)
        left = [limit - part for limit, part in zip(left, parts, strict=True)]
        found.append(tuple(parts))
    return tuple(found)


def _capped(total: Decimal, limits: Sequence[Decimal], step: Decimal) -> list[Decimal]:
    """Split ``total`` in proportion to ``limits``, no part above its limit."""
    parts = list(apportion(total, limits, step))
    over = NIL
    for place, limit in enumerate(limits):
        if parts[place] > limit:
            over += parts[place] - limit
            parts[place] = limit
    for place, limit in enumerate(limits):
        taken = min(over, limit - parts[place])
        parts[place] += taken
        over -= taken
    return parts
