"""Promulgated titles of the laws that plans cite, and their numbers of articles."""

from __future__ import annotations

_COUNTRY = "中华人民共和国"
ARTICLES = {
    "中华人民共和国禁毒法": 71,
    "戒毒条例": 46,
    "中华人民共和国个人信息保护法": 74,
    "中华人民共和国未成年人保护法": 132,
    "中华人民共和国慈善法": 125,
    "中华人民共和国公益事业捐赠法": 32,
    "中华人民共和国预算法": 101,
    "中华人民共和国预算法实施条例": 97,
    "中华人民共和国政府采购法": 88,
    "中华人民共和国政府采购法实施条例": 79,
    "中华人民共和国政府信息公开条例": 56,
    "基金会管理条例": 48,
    "彩票管理条例": 45,
    "志愿服务条例": 44,
    "网络数据安全管理条例": 64,
}
"""Title → number of articles, counted in the text of the law."""
_BRANCH_RULES = "中国共产党支部工作条例（试行）"
_WRONG_TITLES = {
    "中华人民共和国禁毒条例": "中华人民共和国禁毒法",
    "中国共产党支部工作条例": _BRANCH_RULES,
    "党支部工作条例": _BRANCH_RULES,
    "支部工作条例": _BRANCH_RULES,
    "中国共产党党支部工作条例": _BRANCH_RULES,
    "中国共产党党支部工作条例（试行）": _BRANCH_RULES,
    "党支部工作条例（试行）": _BRANCH_RULES,
    "社区戒毒条例": "戒毒条例",
    "社区戒毒社区康复条例": "戒毒条例",
    "强制隔离戒毒条例": "戒毒条例",
    "中华人民共和国社区戒毒条例": "戒毒条例",
    "中华人民共和国强制隔离戒毒条例": "戒毒条例",
}
"""Common wrong title → the title meant."""


def known(title: str) -> str | None:
    """Return the full title of a law, given with or without 中华人民共和国; None if unknown."""
    return next((name for name in (title, _COUNTRY + title) if name in ARTICLES), None)


def right_title(title: str) -> str | None:
    """Return the title meant by a wrong one; None if ``title`` is not known to be wrong."""
    if title in _WRONG_TITLES:
        return _WRONG_TITLES[title]
    short = title.removeprefix(_COUNTRY)
    return short if title != short and title not in ARTICLES and short in ARTICLES else None


def ordinal(text: str) -> int:
    """Return the number of an article written as 七十一 or 71; 0 if it is no number."""
    if text.isdecimal():
        return int(text)
    value = part = 0
    for character in text:
        digit = "零一二三四五六七八九".find(character)
        if digit >= 0:
            part = digit
        elif character in "十百":
            value += (part or 1) * (10 if character == "十" else 100)
            part = 0
        else:
            return 0
    return value + part
