"""What a template of somebody else may spend: steps, sizes and depth, counted, never timed.

Everything a template does passes one of these functions, so the same template stops at the same
place on every machine. An item of a list, and 16 characters of a text, cost a step; so the steps
bound the memory that is ever taken, too.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from decimal import Decimal
from typing import Any, TypeVar

MOST_STEPS = 1_000_000
LONGEST = 1 << 20
"""So many characters a text may have."""
MOST_TEXT = 1 << 19
"""So much a template may write, besides the text of the whole plan in a Word file."""
DEEPEST = 40
"""So many macros and includes may be open at a time."""
_WIDEST = 30
"""So many digits a number may have before the point, and as many behind it."""
_A_STEP = 16
_LARGEST = LONGEST // _A_STEP
"""So many items a value may have, with all that is in it."""

_Value = TypeVar("_Value")


class Overrun(Exception):
    """A template goes on for too long, or makes something too large."""


def size(value: Any) -> int:
    """The items of a value, or its characters by 16. Raises ``Overrun`` for too many."""
    found, pending = 0, [value]
    while pending and found <= _LARGEST:
        found += _own_size(pending.pop(), pending)
    if found > _LARGEST:
        raise Overrun
    return found


def _own_size(item: Any, pending: list[Any]) -> int:
    """The size of an item but for those in it, which are put on the pile."""
    if isinstance(item, str):
        return 1 + len(item) // _A_STEP
    if isinstance(item, list | tuple):
        pending += item
    elif isinstance(item, Mapping):
        pending += item.keys()
        pending += item.values()
    elif isinstance(item, range):
        return len(item)
    return 1


def reckonable(value: Any) -> bool:
    """Whether a value is a number that can be written in a line."""
    if isinstance(value, int | float):
        return bool(abs(value) < 10**_WIDEST)
    return (
        isinstance(value, Decimal)
        and value.is_finite()
        and value.adjusted() < _WIDEST
        and int(value.as_tuple().exponent) > -_WIDEST
    )


def bounded(value: _Value) -> _Value:
    """The value. Raises ``Overrun`` for a number that is too long."""
    if isinstance(value, int | float | Decimal) and not reckonable(value):
        raise Overrun
    return value


class Budget:
    """What is left to the templates of one document."""

    def __init__(self, call: int, markup: int = 0) -> None:
        """``markup`` is the length of what is ours in the text, or stands there already."""
        self.steps = MOST_STEPS + markup // _A_STEP
        self.text = MOST_TEXT + markup
        self.depth = 0
        self.call = call
        """What a function costs that looks through the plan."""

    def spend(self, steps: int) -> None:
        """Take so many steps. Raises ``Overrun`` when they are used up."""
        self.steps -= steps
        if self.steps < 0:
            raise Overrun

    def weighed(self, value: _Value) -> _Value:
        """A value that was made or is about to be used, paid for by its size."""
        self.spend(size(value))
        return bounded(value)

    def taken(self, value: Any) -> Any:
        """What a filter, test or function is given; what it draws one by one is paid so."""
        if isinstance(value, Iterator):
            return self.counted(value)
        return self.weighed(value)

    def counted(self, items: Iterable[_Value], steps: int = 1) -> Iterator[_Value]:
        """The items, each paid with the steps that a turn of a loop takes."""
        for item in items:
            self.spend(steps)
            yield item

    def written(self, pieces: Iterable[str]) -> Iterator[str]:
        """What a template writes, as long as it may."""
        length = 0
        for piece in pieces:
            length += len(piece)
            if length > self.text:
                raise Overrun
            self.spend(1 + len(piece) // _A_STEP)
            yield piece

    @contextmanager
    def deeper(self) -> Iterator[None]:
        """One more macro or include within those that are open."""
        self.enter()
        try:
            yield
        finally:
            self.leave()

    def enter(self) -> None:
        """Begin a macro or include. Raises ``Overrun`` where too many are open."""
        self.depth += 1
        if self.depth > DEEPEST:
            raise Overrun

    def leave(self) -> None:
        """End a macro or include."""
        self.depth -= 1
