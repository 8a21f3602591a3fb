"""Chinese numerals, which values refuse with a suggestion in Arabic digits."""

from __future__ import annotations

from decimal import Decimal

NUMERALS = "〇零一二两三四五六七八九十百千万亿点壹贰叁肆伍陆柒捌玖拾佰仟"
"""Characters of numerals, including capital ones."""


def numeral(text: str) -> Decimal | None:
    """Return the value of a numeral (三百, 三点五万, 伍拾万, 二〇二六); None if it is none."""
    import cn2an

    factor = {"万": 10**4, "亿": 10**8}.get(text[-1:], 1) if "点" in text else 1
    try:
        return Decimal(str(cn2an.cn2an(text[:-1] if factor > 1 else text, "smart"))) * factor
    except (ValueError, LookupError):  # cn2an raises LookupError for 亿万
        return None
