"""Mark the sample values in a document with brackets, so that nobody takes them for the plan's."""

from __future__ import annotations

import contextlib
import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace

from jindu.document.blocks import Annex, Block, Cell, Doc, Para, Run, Signature, Table
from jindu.document.origins import Origins, Places, made_of
from jindu.language import typography
from jindu.model.diagnostic import Where
from jindu.model.plan import Sample
from jindu.units import Unreadable, read_date

OPEN, CLOSE = "【", "】"
_SHORTEST = 2
"""Steps of the shortest place that holds no more than one entity."""
_WIDEST = 24
"""Characters of a cell that is marked whole where the value is not found in it."""


def marked(doc: Doc, samples: Sequence[Sample]) -> Doc:
    """Return the document with its sample values in brackets; the document must be traced."""
    marks = _Marks(samples)
    annexes = tuple(
        Annex(annex.mark, marks.blocks(annex.blocks), annex.landscape) for annex in doc.annexes
    )
    return replace(doc, body=marks.blocks(doc.body), annexes=annexes)


class _Marks:
    def __init__(self, samples: Sequence[Sample]) -> None:
        self.values: dict[Where, list[str]] = {}
        self.exact = {sample.where for sample in samples}
        for sample in samples:
            spellings = _spellings(sample.value)
            # A text may come from an entity as a whole, and from that above it.
            for length in range(_SHORTEST, len(sample.where) + 1):
                self.values.setdefault(sample.where[:length], []).extend(spellings)

    def blocks(self, blocks: Iterable[Block]) -> tuple[Block, ...]:
        return tuple(map(self._block, blocks))

    def _block(self, block: Block) -> Block:
        if isinstance(block, Para):
            mark = self._marker(block.origins)
            runs = tuple(Run(mark(run.text), run.strong) for run in block.content)
            return replace(block, content=runs)
        if isinstance(block, Signature):
            mark = self._marker(block.origins)
            return replace(block, organs=tuple(map(mark, block.organs)))
        if isinstance(block, Table):
            rows = tuple(tuple(map(self._cell, row)) for row in block.rows)
            return replace(block, rows=rows)
        return block

    def _cell(self, cell: Cell) -> Cell:
        origins = cell.origins
        if not any(where in self.values for where in origins):
            return cell
        text = self._marker(origins)(cell.text)
        own = any(where in self.exact for where in origins)
        if own and text == cell.text and 0 < len(text) <= _WIDEST:
            text = f"{OPEN}{text}{CLOSE}"
        return cell._replace(text=made_of(text, Places(origins)))

    def _marker(self, origins: Origins) -> Callable[[str], str]:
        words = {word for where in origins for word in self.values.get(where, ())}
        if not words:
            return str
        ordered = sorted(words, key=len, reverse=True)
        pattern = re.compile("|".join(map(_bounded, ordered)))
        return lambda text: pattern.sub(rf"{OPEN}\g<0>{CLOSE}", text)


def _spellings(value: str) -> list[str]:
    """Return a value as documents may print it."""
    found = {value, typography.polish(value)}
    with contextlib.suppress(Unreadable):
        found.add(read_date(value).name())
    return sorted(found)


def _bounded(word: str) -> str:
    """Return a pattern for a word; a number does not match within another."""
    before = r"(?<![\d.])" if word[0].isdigit() else ""
    after = r"(?![\d.])" if word[-1].isdigit() else ""
    return f"{before}{re.escape(word)}{after}"
