"""Divide a text that does not parse into its sections, which are then parsed one by one."""

from __future__ import annotations

import re
from typing import Any, NamedTuple

from jindu.language.similarity import one_slip
from jindu.source.fields import schema

_HEAD = r"(?m)^(?:\"([^\"\n]{1,16})\"|'([^'\n]{1,16})'|([^\W\d]\w{0,15}))[ \t]*:(?=[ \t\r\n]|\Z)"
_CONTENT = r"(?m)^[ \t]*+(?!#|---[ \t\r]*$)\S"
_MOST = 100
"""Sections of a text at most; what follows belongs to the last. A plan has about twenty."""
_MOST_GUESSED = 200
"""Words of a text that are compared with the keys of sections at most."""


class Part(NamedTuple):
    """Characters ``start`` to ``end`` of a text: the section of a key, which begins in a line.

    ``key`` is empty for what stands before the first section. Lines count from 0.
    """

    key: str
    start: int
    end: int
    line: int


def parts_of(text: str, root: type[Any]) -> list[Part]:
    """Return the sections of a text in order; what stands before the first comes first.

    A section begins where a key of ``root``, spelled with at most one slip, begins a line.
    """
    known, guessed = schema(root), 0
    heads: list[tuple[str, int]] = []
    for match in re.compile(_HEAD).finditer(text):
        word = next(filter(None, match.groups()))
        name: str | None = word if word in known else None
        if name is None and guessed < _MOST_GUESSED:
            guessed += 1
            name = one_slip(word, known)
        if name is not None:
            heads.append((name, match.start()))
            if len(heads) == _MOST:
                break
    if not heads:
        return []
    if re.search(_CONTENT, text[: heads[0][1]]):
        heads.insert(0, ("", 0))
    ends = [start for _, start in heads[1:]] + [len(text)]
    parts, line, last = [], 0, 0
    for (key, start), end in zip(heads, ends, strict=True):
        line += text.count("\n", last, start)
        last = start
        parts.append(Part(key, start, end, line))
    return parts
