"""A statement of the text that a field contradicts, and the names by which it is told."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Generic, NamedTuple, TypeVar

from jindu.model.diagnostic import Where

TIP = "核对后改成一致；正文里不重复写数据的，由程序从方案里带出。"
_Named = TypeVar("_Named")


class Conflict(NamedTuple):
    """A statement at ``start`` to ``end`` of all text, and what contradicts it."""

    start: int
    end: int
    contrary: str
    related: tuple[tuple[Where, str], ...] = ()
    tip: str = TIP


class Names(Generic[_Named]):
    """Finds which of many names occur in a passage, in time that their number does not matter to.

    Names shorter than ``least`` are left out, and names that several bear.
    """

    def __init__(self, named: Iterable[tuple[str, _Named]], least: int) -> None:
        self.least = least
        self._bearers: dict[str, list[_Named]] = {}
        self._lengths: dict[str, set[int]] = {}
        for name, bearer in named:
            if len(name) >= least:
                self._bearers.setdefault(name, []).append(bearer)
                self._lengths.setdefault(name[:least], set()).add(len(name))

    def found(self, text: str, start: int, end: int) -> Iterator[tuple[int, str, _Named]]:
        """Yield the place, the name and its bearer; of names within names, only the longest."""
        least, lengths, place = self.least, self._lengths, start
        while place <= end - least:
            likely = lengths.get(text[place : place + least])
            if likely is None:
                place += 1
                continue
            names = [text[place : place + n] for n in likely if place + n <= end]
            known = max((name for name in names if name in self._bearers), key=len, default="")
            if known and len(self._bearers[known]) == 1:
                yield place, known, self._bearers[known][0]
            place += len(known) or 1
