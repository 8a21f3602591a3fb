"""Titles of the laws a plan cites, as they are promulgated, and how many articles they have."""

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
"""Title → number of articles, each counted in the text of the law."""
_BRANCHES = "中国共产党支部工作条例（试行）"
_NO_SUCH = {
    "中华人民共和国禁毒条例": "中华人民共和国禁毒法",
    "中国共产党支部工作条例": _BRANCHES,
    "党支部工作条例": _BRANCHES,
    "支部工作条例": _BRANCHES,
}
"""Titles that are often written and are none, with the one that is meant."""


def known(title: str) -> str | None:
    """The full title of a law named in full or without 中华人民共和国; None for an unknown one."""
    return next((name for name in (title, _COUNTRY + title) if name in ARTICLES), None)


def right_title(title: str) -> str | None:
    """The title that is meant by a wrong one; None where nothing is known to be wrong."""
    if title in _NO_SUCH:
        return _NO_SUCH[title]
    short = title.removeprefix(_COUNTRY)
    return short if title != short and title not in ARTICLES and short in ARTICLES else None


def ordinal(text: str) -> int:
    """The number of an article as written, 七十一 or 71; 0 for what is none."""
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
