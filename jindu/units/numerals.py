"""Chinese numerals, for the spellings that reading refuses and offers in Arabic digits."""

from __future__ import annotations

from decimal import Decimal

NUMERALS = "〇零一二两三四五六七八九十百千万亿点壹贰叁肆伍陆柒捌玖拾佰仟"
"""The characters of a numeral, those of a cheque included."""


def numeral(text: str) -> Decimal | None:
    """The number of a numeral (三百, 三点五万, 伍拾万, 二〇二六); None for what is none."""
    import cn2an

    factor = {"万": 10**4, "亿": 10**8}.get(text[-1:], 1) if "点" in text else 1
    try:
        return Decimal(str(cn2an.cn2an(text[:-1] if factor > 1 else text, "smart"))) * factor
    except (ValueError, LookupError):  # the latter is how it fails for 亿万
        return None
