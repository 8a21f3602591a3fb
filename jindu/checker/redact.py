"""Keep secret words out of reports."""

from __future__ import annotations

import bisect
import re
from collections.abc import Iterable, Iterator, Mapping

from jindu.model.diagnostic import Diagnostic, Related, Span
from jindu.source.tree import Source

_HIDDEN = "＊"
_PIECE = 64
"""Length of the pieces in which longer words are hidden, in characters."""


_CUT = re.compile("……")
_TELLING = 6
"""Characters of a secret word that must not remain at the cut end of a quotation."""


class Hidden:
    """Finds and masks secret words in any text."""

    def __init__(self, words: Iterable[str]) -> None:
        self.words = frozenset(piece for word in words for piece in _pieces(word))
        self.ordered = sorted(self.words)
        lengths: dict[str, set[int]] = {}
        for word in self.words:
            lengths.setdefault(word[0], set()).add(len(word))
        self.lengths = {first: sorted(found, reverse=True) for first, found in lengths.items()}
        self.firsts = re.compile(f"[{re.escape(''.join(lengths))}]") if lengths else None

    def blot(self, text: str) -> str:
        """Mask the words in a text, keeping its length."""
        if self.firsts is None:
            return text
        text = self._without_cut(text)
        parts: list[str] = []
        told = 0
        for match in self.firsts.finditer(text):
            start = match.start()
            ends = (min(start + length, len(text)) for length in self.lengths[match[0]])
            end = next((end for end in ends if text[start:end] in self.words), 0)
            if end > told:
                # Words may overlap; skip what is already masked.
                start = max(start, told)
                parts += (text[told:start], _HIDDEN * (end - start))
                told = end
        return "".join((*parts, text[told:]))

    def _without_cut(self, text: str) -> str:
        """Mask beginnings of words at the cut end of a quotation."""
        for cut in _CUT.finditer(text):
            end = cut.start()
            for start in range(max(0, end - 2 * _PIECE), end - _TELLING + 1):
                if self._begins(text[start:end]):
                    text = f"{text[:start]}{_HIDDEN * (end - start)}{text[end:]}"
                    break
        return text

    def _begins(self, part: str) -> bool:
        place = bisect.bisect_left(self.ordered, part)
        return place < len(self.ordered) and self.ordered[place].startswith(part)

    def touches(self, text: str) -> bool:
        """Return whether a text contains one of the words or is part of one."""
        part = text.strip()
        return any(word in text or (len(part) > 1 and part in word) for word in self.words)


def _pieces(word: str) -> Iterator[str]:
    """Yield a word in pieces; the last may be longer than the others."""
    start = 0
    while len(word) - start >= 2 * _PIECE:
        yield word[start : start + _PIECE]
        start += _PIECE
    if word:
        yield word[start:]


def hide(
    secrets: Iterable[str], found: Iterable[Diagnostic], lines: Mapping[int, str]
) -> tuple[tuple[Diagnostic, ...], dict[int, str]]:
    """Mask the secret words in the findings and lines of a report."""
    hidden = Hidden(secrets)
    shown = {number: hidden.blot(line) for number, line in lines.items()}
    return tuple(_without(hidden, d) for d in found), shown


def words_at(source: Source, span: Span) -> Iterator[str]:
    """Yield the text of a span, line by line."""
    for number in range(span.line, span.end_line + 1):
        line = source.line(number)
        start = span.column - 1 if number == span.line else 0
        end = span.end_column - 1 if number == span.end_line else len(line)
        yield line[start:end].strip()


def _without(hidden: Hidden, found: Diagnostic) -> Diagnostic:
    """Mask the words in a finding, and drop a fix that would write one."""
    fix = found.fix
    told = fix and any(hidden.blot(edit.text) != edit.text for edit in fix.edits)
    return found._replace(
        message=hidden.blot(found.message),
        tip=hidden.blot(found.tip),
        related=tuple(Related(span, hidden.blot(label)) for span, label in found.related),
        fix=None if told else fix,
    )
