"""Write a text as a YAML scalar, or values as a flow collection, on one line."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

_SPECIAL = re.compile(r"""^[-?:,\[\]{}#&*!|>'"%@`“‘＃]|^\s|\s$|:(?:\s|$)|\s#|[：＃\\]|[^\S ]""")
"""What makes a plain scalar something else, or what reading takes for a slip."""
_FLOW = re.compile(r"[,\[\]{}｛｝［］]|^[，、；]")
"""What ends a plain scalar in brackets, or is taken for a mistyped end."""
_NOTHING = frozenset(("", "~", "null"))


def written(text: str, *, flow: bool, quote: str = "") -> str:
    """The scalar for a text without line breaks, in ``quote`` where that can hold it.

    Without ``quote`` it is plain where that reads as the same text.
    """
    is_plain = text not in _NOTHING and not _SPECIAL.search(text)
    if not quote and is_plain and not (flow and _FLOW.search(text)):
        return text
    if quote != "'" and '"' not in text and "\\" not in text:
        return f'"{text}"'
    return "'" + text.replace("'", "''") + "'"


def listed(texts: Iterable[str]) -> str:
    """A flow sequence of scalars."""
    return f"[{', '.join(written(text, flow=True) for text in texts)}]"


def grouped(values: Mapping[str, str]) -> str:
    """A flow mapping of keys to scalars."""
    return f"{{{', '.join(entry(key, value, flow=True) for key, value in values.items())}}}"


def entry(key: str, value: str, *, flow: bool) -> str:
    """A key with a scalar."""
    return f"{written(key, flow=flow)}: {written(value, flow=flow)}"
