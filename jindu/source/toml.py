"""Parse TOML in bounded time, with error messages in Chinese."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable
from decimal import Decimal, InvalidOperation
from typing import Any


class BadToml(ValueError):
    """Invalid TOML; ``place`` is the line and, if known, the column: ``3:1``."""

    def __init__(self, message: str, place: str) -> None:
        super().__init__(message)
        self.place = place


def loads(text: str) -> dict[str, Any]:
    """Parse a text to tables. Raises BadToml.

    Numbers with a fraction or an exponent become Decimals, or NaN if out of range.
    """
    # tomllib takes quadratic time in the number of parts of a key.
    long = re.search(_LONG_KEY, text)
    if long:
        raise BadToml("键里的“.”太多，最多写三段。", str(_line_at(text, long.start())))
    try:
        return tomllib.loads(text, parse_float=_decimal)
    except tomllib.TOMLDecodeError as error:
        raise _in_chinese(str(error), text) from error
    except RecursionError as error:
        raise BadToml("括号套得太深。", str(_line_at(text, _deepest(text)))) from error
    except ValueError as error:
        # Integers with thousands of digits raise a plain ValueError.
        digits = re.search(_DIGITS, text)
        place = digits.start() if digits else 0
        raise BadToml("数字太长，读不出来。", str(_line_at(text, place))) from error


def line_of(lines: list[str], trail: Iterable[str]) -> int:
    """Find the words of ``trail`` in order; return the line of the last one found, from 1."""
    place = 0
    for word in trail:
        pattern = re.compile(rf"(?<![\w-]){re.escape(word)}(?![\w-])")
        for number in range(place, len(lines)):
            if pattern.search(lines[number].partition("#")[0]):
                place = number
                break
    return place + 1


# Bounded and possessive, so that the search takes linear time.
_PART = r"""(?:[\w-]{1,99}+|"(?:[^"\\\n]|\\.){0,99}+"|'[^'\n]{0,99}+')[ \t]{0,99}+"""
_LONG_KEY = rf"(?<![\w-])(?:{_PART}\.[ \t]{{0,99}}+){{16}}"
_DIGITS = r"(?<![\w-])[+-]?\d[\d_]{999}"


def _decimal(text: str) -> Decimal:
    try:
        return Decimal(text)
    except InvalidOperation:
        return Decimal("NaN")


def _line_at(text: str, place: int) -> int:
    return text.count("\n", 0, place) + 1


def _deepest(text: str) -> int:
    """Return roughly where brackets nest deepest; those in strings and comments count too."""
    depth = most = place = 0
    for match in re.finditer(r"[][{}]", text):
        depth += 1 if match[0] in "[{" else -1
        if depth > most:
            most, place = depth, match.start()
    return place


_SAID = (
    ("Expected '=' after a key", "键的后面缺少等号“=”"),
    ("Expected ']' at the end of a table declaration", "节名的后面缺少“]”"),
    ("Expected ']]'", "节名的后面缺少“]]”"),
    ("Expected newline or end of document", "一行只能写一个键，多出来的内容另起一行"),
    ("Unclosed array", "列表缺少“]”，或者各项之间不是半角逗号"),
    ("Unclosed inline table", "花括号缺少“}”，或者各项之间不是半角逗号"),
    ("Cannot overwrite a value", "同一个键写了两次，只留一个"),
    ("Cannot declare", "同一节写了两次，合并成一个"),
    ("Cannot mutate immutable namespace", "同一个键写了两次，只留一个"),
    ("Duplicate inline table key", "同一个键写了两次，只留一个"),
    ("Unterminated string", "文字缺少后一个引号"),
    ("Expected '\"'", "文字缺少后一个引号"),
    ('Expected "\'"', "文字缺少后一个引号"),
    ("Escaped character is not", "“\\u”后面不是任何字符的编码；直接写出这个字符"),
    ("Illegal character", "文字里换了行，或者有看不见的字符；检查引号是否成对"),
    ("Unescaped '\\' in a string", "文字里的“\\”要写成“\\\\”"),
    ("Invalid initial character for a key part", "中文的键要加半角双引号"),
    ("Invalid value", "值读不出来：文字要加半角双引号，编码要写成列表"),
    ("Invalid statement", "这一行读不出来：中文的键要加半角双引号"),
)


def _in_chinese(error: str, text: str) -> BadToml:
    """Translate an error of tomllib; unknown messages are quoted."""
    told, _, where = error.rpartition(" (at ")
    match = re.match(r"line (\d+), column (\d+)", where)
    place = f"{match[1]}:{match[2]}" if match else str(max(len(text.splitlines()), 1))
    known = next((chinese for words, chinese in _SAID if words in told), None)
    return BadToml(f"{known or f'写法不对（{told or error}）'}。", place)
