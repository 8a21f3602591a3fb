"""Write YAML scalars and flow collections on one line."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from jindu.units.patterns import late

_SPECIAL = late(r"""^[-?:,\[\]{}#&*!|>'"%@`“‘＃]|^\s|\s$|:(?:\s|$)|\s#|[：＃\\]|[^\S ]""")
"""Text that a plain scalar cannot hold, or that reading would report as a slip."""
_FLOW = late(r"[,\[\]{}｛｝［］]|^[，、；]")
"""Text that ends a plain scalar in brackets, or looks like a mistyped end."""
_NOTHING = frozenset(("", "~", "null"))


def written(text: str, *, flow: bool, quote: str = "") -> str:
    """Return a scalar for a text without line breaks.

    Uses ``quote`` if that can hold the text. Without ``quote`` the scalar is plain if it reads
    as the same text.
    """
    is_plain = text not in _NOTHING and not _SPECIAL.search(text)
    if not quote and is_plain and not (flow and _FLOW.search(text)):
        return text
    if quote != "'" and '"' not in text and "\\" not in text:
        return f'"{text}"'
    return "'" + text.replace("'", "''") + "'"


def listed(texts: Iterable[str]) -> str:
    """Return a flow sequence of scalars."""
    return f"[{', '.join(written(text, flow=True) for text in texts)}]"


def grouped(values: Mapping[str, str]) -> str:
    """Return a flow mapping of keys to scalars."""
    return f"{{{', '.join(entry(key, value, flow=True) for key, value in values.items())}}}"


def entry(key: str, value: str, *, flow: bool) -> str:
    """Return a key with a scalar."""
    return f"{written(key, flow=flow)}: {written(value, flow=flow)}"
