"""What a reader says of a text it cannot read, or reads from a spelling out of the usual."""

from __future__ import annotations

import re
import unicodedata
from typing import Any, NamedTuple

LONGEST = 80
"""Characters beyond which a text is no value of any unit."""

HAN_DIGITS = "〇一二三四五六七八九"
# Plain strings: only texts that no type could read are searched for them.
_ROUGH = (
    r"约|大概|将近|接近|左右|上下|几|^近|^[上数成](?=[\d十百千万亿])|(?<=[\d十百千万亿])[余多来]"
    r"|[一二三四五六七八九]{2}(?=[十百千万亿])|[余多]$"
)
_RANGE = rf"(?<=\w|%)(?:[-~—–至到]+|或者?)(?=[\d{HAN_DIGITS}两十])"
_WIDE = "[０-９Ａ-Ｚａ-ｚ．，－／]"


class Unreadable(ValueError):
    """A text its type cannot read.

    ``message`` says what is wrong, ``tip`` what to write; ``rule`` is the code under which it
    is reported, ``replacement`` the spelling that was meant, ``safe`` where it can only be that.
    """

    def __init__(
        self,
        message: str,
        tip: str,
        rule: str = "STR001",
        replacement: str | None = None,
        safe: bool = True,
    ) -> None:
        super().__init__(message)
        self.message = message
        self.tip = tip
        self.rule = rule
        self.replacement = replacement
        self.safe = safe


class Odd(NamedTuple):
    """A value that was read, and how a plan file spells it."""

    value: Any
    usual: str


def folded(text: str) -> str:
    """Full-width digits and marks made half-width, spaces taken out."""
    return "".join(unicodedata.normalize("NFKC", text[: LONGEST + 1]).split())


def is_wide(text: str) -> bool:
    """Whether digits, letters or the marks between digits are full-width."""
    return not text.isascii() and re.search(_WIDE, text) is not None


def vague(bare: str) -> str | None:
    """约数 or 区间 where a folded text is one and no exact figure, else None."""
    if not re.search(rf"[\d{HAN_DIGITS}十百千万]", bare):
        return None
    if re.search(_RANGE, bare):
        return "区间"
    return "约数" if re.search(_ROUGH, bare) else None


def short(text: str) -> str:
    """The text on one line, cut where it is long, to be quoted in a message."""
    line = " ".join(text[: LONGEST * 4].split())
    return line if len(line) <= 24 else f"{line[:24]}……"
