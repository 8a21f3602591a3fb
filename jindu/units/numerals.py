"""Chinese numerals, which values refuse with a suggestion in Arabic digits."""

from __future__ import annotations

import re
from decimal import Decimal

NUMERALS = "〇零一二两三四五六七八九十百千万亿点壹贰叁肆伍陆柒捌玖拾佰仟"
"""Characters of numerals, including capital ones."""
_DIGITS = "零一二三四五六七八九"
_PLAIN = str.maketrans("〇两壹贰叁肆伍陆柒捌玖拾佰仟", "零二一二三四五六七八九十百千")
_SMALL = {"十": 10, "百": 100, "千": 1000}
_LARGE = {"万": 10**4, "亿": 10**8}
_NEXT = {"百": "十", "千": "百", "万": "千", "亿": "千万"}
"""Unit → the next smaller one, in which a last digit without a unit is counted in speech."""
# A digit alone after a unit of a hundred or more. After 百 and 千, the unit of a thousandfold may
# follow: 三千五万.
_BARE = (
    r"(?<=[百千])[1-9一二三四五六七八九](?![\d.十百千点角分])"
    r"|(?<=[万亿])[1-9一二三四五六七八九](?![\d.十百千万亿点角分])"
)


def numeral(text: str) -> Decimal | None:
    """Return the value of a numeral (三百, 三点五万, 伍拾万, 二〇二六); None if it is none."""
    import cn2an

    factor = {"万": 10**4, "亿": 10**8}.get(text[-1:], 1) if "点" in text else 1
    try:
        return Decimal(str(cn2an.cn2an(text[:-1] if factor > 1 else text, "smart"))) * factor
    except (ValueError, LookupError):  # cn2an raises LookupError for 亿万
        return None


def two_readings(text: str) -> tuple[Decimal, Decimal] | None:
    """Return both values of a number whose last digit skips a unit, in either script.

    三万五 is 30005 as it is written and 35000 as it is spoken. None where a number has one reading.
    """
    plain = text.translate(_PLAIN)
    match = None if "点" in plain or "." in plain else re.search(_BARE, plain)
    if match is None:
        return None
    start, end = match.span()
    literal = _value(f"{plain[:start]}零{plain[start:]}")
    spoken = _value(f"{plain[:end]}{_NEXT[plain[start - 1]]}{plain[end:]}")
    return literal, spoken


def _value(text: str) -> Decimal:
    """Return the value of the number at the start of a text, in one script or both."""
    whole = part = Decimal(0)
    digit: Decimal | None = None
    for token in re.findall(r"\d+(?:\.\d+)?|.", text):
        if token[0].isdecimal():
            digit = Decimal(token)
        elif token in _DIGITS:
            digit = Decimal(_DIGITS.index(token))
        elif token in _SMALL:
            part += (Decimal(1) if digit is None else digit) * _SMALL[token]
            digit = None
        elif token in _LARGE:
            part += digit or 0
            scaled = (whole + part if token == "亿" else part) * _LARGE[token]
            whole = scaled if token == "亿" else whole + scaled
            part, digit = Decimal(0), None
        else:
            break
    return whole + part + (digit or 0)
