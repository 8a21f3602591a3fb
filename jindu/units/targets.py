"""Targets in words: 不低于全市平均水平, 力争95%. Plain figures are quantities."""

from __future__ import annotations

import re

from jindu.units.patterns import late
from jindu.units.quantity import Bounded, Quantity, spelled_quantity
from jindu.units.unreadable import LONGEST, InWords, Unreadable, folded, vague

_HOPED = late(r"\s*(?P<hope>力争|争取|努力|尽力)(?:达到|实现|突破|完成|使之达到)?\s*(?P<rest>\S.*)")
_BEYOND = (
    "不低于|不高于|不少于|不超过|不大于|不小于|高于|低于|优于|好于|超过|超出|达到|多于|少于|大于|小于|等于|持平|符合"
    "|进入|居于?|位居|位列|保持在?|控制在|[≥≤><]"
)
_MEASURE = (
    "平均|均值|上年|去年|上一年|往年|同期|基期|前列|标准|要求|规定|下达|全[国省市区县州]|水平"
)
_COMPARED = late(rf"(?:力争|争取)?(?:{_BEYOND})[^,;。]{{0,16}}?(?:{_MEASURE})[^;。]{{0,20}}")


def spelled_target(text: str, unit: str | None) -> tuple[Quantity | InWords, str | None]:
    """Read a target; return it with the usual spelling if the text has another.

    Raises Unreadable for what is neither a quantity nor a comparison or hope, as 健全完善, which
    is a target only of an indicator that is judged.
    """
    try:
        return spelled_quantity(text, unit)
    except Unreadable:
        bare = folded(text) if len(text) <= LONGEST else ""
        told = text.strip().rstrip("。；;")
        if match := _HOPED.fullmatch(told):
            return _hoped(text, match, unit), None
        if _COMPARED.fullmatch(bare):
            return InWords(None, told), None
        raise


def _hoped(text: str, match: re.Match[str], unit: str | None) -> InWords:
    told = text.strip().rstrip("。；;")
    try:
        return InWords(spelled_quantity(match["rest"], unit)[0], told)
    except Bounded as trouble:
        inner = trouble.replacement and match["hope"] + trouble.replacement
        raise Bounded(text, inner, trouble.least, trouble.safe) from None
    except Unreadable:
        if _COMPARED.fullmatch(folded(text)):
            return InWords(None, told)
        raise


def may_be_judged(text: str, trouble: Unreadable, stated: bool) -> bool:
    """Whether a text that is no quantity may be the target of an indicator that is judged.

    A figure with a bound, an approximate one or one with a fault of its own is none; neither is any
    other figure, unless the plan states that the indicator is 定性.
    """
    if isinstance(trouble, Bounded) or trouble.rule != "STR001" or len(text) > LONGEST:
        return False
    figure = trouble.replacement is not None or re.search(r"\d", text) is not None
    return vague(folded(text)) is None and (stated or not figure)
