"""Parse JSON, with error messages in Chinese."""

from __future__ import annotations

import json
from collections import Counter
from typing import Any


class BadJson(ValueError):
    """Invalid JSON or unexpected content; the message is Chinese and includes the position."""


def loads(text: str) -> Any:
    """Parse a text. Raises BadJson, also for duplicate keys.

    Integers of 20 or more characters are returned as text.
    """
    try:
        return json.loads(
            text, object_pairs_hook=_table, parse_int=_whole, parse_constant=_no_number
        )
    except json.JSONDecodeError as error:
        place = f"第{error.lineno}行第{error.colno}列"
        known = next((told for words, told in _SAID if error.msg.startswith(words)), "写法不对")
        raise BadJson(f"{place}{known}。") from error
    except RecursionError as error:
        raise BadJson("括号套得太深。") from error


_SAID = (
    ("Expecting property name", "应当是加半角双引号的键；最后一项后面不写逗号"),
    ("Illegal trailing comma", "多了一个逗号，最后一项后面不写"),
    ("Expecting ',' delimiter", "缺少逗号或者括号"),
    ("Expecting ':' delimiter", "键的后面缺少半角冒号"),
    ("Expecting value", "缺少内容，或者内容不是 JSON"),
    ("Unterminated string", "起的文字缺少后一个引号"),
    ("Invalid control character", "的文字里换了行，或者有看不见的字符"),
    ("Invalid \\", "的“\\”写法不对，“\\”要写成“\\\\”"),
    ("Extra data", "起多出了内容"),
)


def _table(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    table = dict(pairs)
    if len(table) < len(pairs):
        counts = Counter(name for name, _ in pairs)
        twice = next(name for name, count in counts.items() if count > 1)
        raise BadJson(f"有一处“{twice[:40]}”写了两次，只留一个。")
    return table


def _whole(text: str) -> int | str:
    return int(text) if len(text) < 20 else text


def _no_number(text: str) -> Any:
    raise BadJson(f"里面有 {text}，不是 JSON 的写法。")
