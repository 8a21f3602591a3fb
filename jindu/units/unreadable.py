"""The error for a text that is no value of its type, and shared tests of such texts."""

from __future__ import annotations

import re
import unicodedata
from typing import Any, NamedTuple

LONGEST = 80
"""Characters of the longest text tried as a value."""

HAN_DIGITS = "〇一二三四五六七八九"
# Plain strings, compiled only for texts that no type could read.
_ROUGH = (
    r"约|大概|将近|接近|左右|上下|几|^近|^[上数成](?=[\d十百千万亿])|(?<=[\d十百千万亿])[余多来]"
    r"|[一二三四五六七八九]{2}(?=[十百千万亿])|[余多]$"
)
_RANGE = rf"(?<=\w|%)(?:[-~—–至到]+|或者?)(?=[\d{HAN_DIGITS}两十])"
_WIDE = "[０-９Ａ-Ｚａ-ｚ．，－／]"


class Unreadable(ValueError):
    """A text that is no value of its type.

    ``message`` says what is wrong and ``tip`` what to write; ``rule`` is the code to report.
    ``replacement`` is the spelling meant, ``safe`` if it can only be that one.
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
    """A value read from an unusual spelling, and the usual one."""

    value: Any
    usual: str


class InWords(NamedTuple):
    """What is written in words instead of a value, and the value that follows, if any."""

    value: Any | None
    words: Any


def folded(text: str) -> str:
    """Return the text in half-width (NFKC), without spaces, cut beyond ``LONGEST``."""
    return "".join(unicodedata.normalize("NFKC", text[: LONGEST + 1]).split())


def is_wide(text: str) -> bool:
    """Return whether digits, letters or the marks between digits are full-width."""
    return not text.isascii() and re.search(_WIDE, text) is not None


def vague(bare: str) -> str | None:
    """Return 约数 or 区间 if a folded text is an approximation or range, else None."""
    if not re.search(rf"[\d{HAN_DIGITS}十百千万]", bare):
        return None
    if re.search(_RANGE, bare):
        return "区间"
    return "约数" if re.search(_ROUGH, bare) else None


def short(text: str) -> str:
    """Return the text on one line, shortened for quoting in a message."""
    line = " ".join(text[: LONGEST * 4].split())
    return line if len(line) <= 24 else f"{line[:24]}……"
