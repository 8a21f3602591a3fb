"""Sets of fonts by profile."""

from __future__ import annotations

import enum
from collections.abc import Mapping
from typing import NamedTuple


class Face(enum.Enum):
    """The faces the standard names."""

    FANG = "仿宋体"
    KAI = "楷体"
    HEI = "黑体"
    TITLE = "小标宋体"
    SONG = "宋体"


class Font(NamedTuple):
    """A font by the name it has on the reader's machine, and the names to try instead."""

    name: str
    instead: tuple[str, ...] = ()
    bold: bool = False


_SERIF = Font("Noto Serif CJK SC", ("Source Han Serif SC", "思源宋体"))
_SERIF_BOLD = Font(_SERIF.name, _SERIF.instead, bold=True)

PROFILES: Mapping[str, Mapping[Face, Font]] = {
    "gb": {
        Face.FANG: Font("仿宋_GB2312", ("仿宋", "FangSong", "方正仿宋_GBK")),
        Face.KAI: Font("楷体_GB2312", ("楷体", "KaiTi", "方正楷体_GBK")),
        Face.HEI: Font("黑体", ("SimHei", "方正黑体_GBK")),
        Face.TITLE: Font("方正小标宋简体", ("方正小标宋_GBK", "小标宋体", "华文中宋")),
        Face.SONG: Font("宋体", ("SimSun",)),
    },
    "windows": {
        Face.FANG: Font("仿宋", ("FangSong", "仿宋_GB2312")),
        Face.KAI: Font("楷体", ("KaiTi", "楷体_GB2312")),
        Face.HEI: Font("黑体", ("SimHei",)),
        Face.TITLE: Font("宋体", ("SimSun",), bold=True),
        Face.SONG: Font("宋体", ("SimSun",)),
    },
    "noto": {
        Face.FANG: _SERIF,
        Face.KAI: _SERIF_BOLD,
        Face.HEI: Font("Noto Sans CJK SC", ("Source Han Sans SC", "思源黑体")),
        Face.TITLE: _SERIF_BOLD,
        Face.SONG: _SERIF,
    },
}
"""Which font stands for each face: as issuing offices have them, a bare Windows, or free ones.

A face also sets digits and Latin letters: clause 5.2.2 names one face per element and excepts
no digits, and in these fonts a digit is exactly half a character, on which indents rely.
"""
