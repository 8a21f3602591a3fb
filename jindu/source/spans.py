"""Map a range of a value as it was read to the user's text."""

from __future__ import annotations

import functools
import re
from array import array
from bisect import bisect_left

from jindu.model.diagnostic import Edit, TextRange, Where
from jindu.source.nodes import MappingNode, Scalar
from jindu.source.tree import Source
from jindu.units.patterns import late

_INK = late(r"\S")


def extent(source: Source, where: Where, within: TextRange) -> tuple[int, int] | None:
    """The character indices in the user's text of a range of the value at a place.

    Reading folds lines and strips quotes and indents but keeps all characters except spaces, so
    these are counted. None where the count leads to other words, say after an escape.
    """
    node = _scalar(source, where)
    if node is None:
        return None
    start, end = (source.original(mark.index) for mark in (node.start_mark, node.end_mark))
    if source.text[start:end] == within.text:
        return start + within.start, start + within.end
    start += _opening(source.text, start, end)
    written = source.text[start:end]
    ink, marks = _ink(written), _ink(within.text)
    first, after = bisect_left(marks, within.start), bisect_left(marks, within.end)
    if first == after or after > len(ink):
        return None
    begin, stop = ink[first], ink[after - 1] + 1
    if _packed(written[begin:stop]) != _packed(within.words):
        begin = written.find(within.words)
        stop = begin + len(within.words)
        if begin < 0 or written.find(within.words, begin + 1) >= 0:
            return None
    return start + begin, start + stop


def splice(source: Source, where: Where, within: TextRange, right: str) -> Edit | None:
    """The edit that writes ``right`` for a range; None where the text there differs."""
    found = extent(source, where, within)
    if found is None or source.text[slice(*found)] != within.words:
        return None
    node = _scalar(source, where)
    quoted = node is not None and source.text[source.original(node.start_mark.index)] in "'\""
    return None if quoted and re.search(r"[\\'\"]", right) else Edit(*found, right)


def _scalar(source: Source, where: Where) -> Scalar | None:
    """The value at a place; an entity written as a text is its own only field."""
    node = source.node_at(where) or source.node_at(where[:-1])
    if isinstance(node, MappingNode):  # a year may be written 2026年
        year = str(where[-1])
        written = (value for key, (_, value) in node.entries.items() if key.startswith(year))
        node = next(written, None) if year.isdigit() else None
    return node if isinstance(node, Scalar) else None


def _opening(text: str, start: int, end: int) -> int:
    """The number of characters before the text of a scalar: a quote, or the line of | or >."""
    if text[start : start + 1] in ("'", '"'):
        return 1
    if text[start : start + 1] in ("|", ">"):
        line = text.find("\n", start, end)
        return line + 1 - start if line >= 0 else 0
    return 0


@functools.lru_cache(maxsize=2)
def _ink(text: str) -> array[int]:
    """The positions of all characters but spaces.

    Two are kept, as findings in one value follow each other: its text as written and as read.
    """
    return array("L", (match.start() for match in _INK.finditer(text)))


def _packed(text: str) -> str:
    return "".join(text.split())
