"""Limits on untrusted templates: steps, sizes and depth. Nothing is timed.

All operations of a template pass through these functions, so the same template stops at the
same place on every machine. A list item or 16 characters of text cost one step, so the steps
also bound the memory used.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from decimal import Decimal
from typing import Any, TypeVar

MOST_STEPS = 1_000_000
"""Steps that the templates of a document may take."""
LONGEST = 1 << 20
"""Characters a text may have."""
MOST_TEXT = 1 << 19
"""Characters a template may write, in addition to the fixed text."""
DEEPEST = 40
"""Nested macros and includes a template may have."""
_MAX_DIGITS = 30
"""Digits a number may have before the decimal point, and after it."""
_STEP = 16
"""Characters of text that cost one step."""
_MAX_SIZE = LONGEST // _STEP
"""Items a value may have, nested ones included."""

_Value = TypeVar("_Value")


class Overrun(Exception):
    """A template runs too long or makes a value that is too large."""


def size(value: Any) -> int:
    """Return the size of a value in steps, nested items included. Raises ``Overrun``."""
    found, pending = 0, [value]
    while pending and found <= _MAX_SIZE:
        found += _own_size(pending.pop(), pending)
    if found > _MAX_SIZE:
        raise Overrun
    return found


def _own_size(item: Any, pending: list[Any]) -> int:
    """Return the size of an item alone; push its nested items to ``pending``."""
    if isinstance(item, str):
        return 1 + len(item) // _STEP
    if isinstance(item, list | tuple):
        pending += item
    elif isinstance(item, Mapping):
        pending += item.keys()
        pending += item.values()
    elif isinstance(item, range):
        return len(item)
    return 1


def reckonable(value: Any) -> bool:
    """Return whether a value is a finite number within ``_MAX_DIGITS``."""
    if isinstance(value, int | float):
        return bool(abs(value) < 10**_MAX_DIGITS)
    return (
        isinstance(value, Decimal)
        and value.is_finite()
        and value.adjusted() < _MAX_DIGITS
        and int(value.as_tuple().exponent) > -_MAX_DIGITS
    )


def bounded(value: _Value) -> _Value:
    """Return the value. Raises ``Overrun`` for a number with too many digits."""
    if isinstance(value, int | float | Decimal) and not reckonable(value):
        raise Overrun
    return value


class Budget:
    """The remaining allowance of the templates of one document."""

    def __init__(self, call: int, markup: int = 0) -> None:
        """``markup`` is the length of the fixed text, which is not charged."""
        self.steps = MOST_STEPS + markup // _STEP
        self.text = MOST_TEXT + markup
        self.depth = 0
        self.call = call
        """Steps charged for a function that searches the plan."""

    def spend(self, steps: int) -> None:
        """Charge steps. Raises ``Overrun`` when they are used up."""
        self.steps -= steps
        if self.steps < 0:
            raise Overrun

    def weighed(self, value: _Value) -> _Value:
        """Charge a value by its size and return it. Raises ``Overrun``."""
        self.spend(size(value))
        return bounded(value)

    def taken(self, value: Any) -> Any:
        """Charge an argument and return it; an iterator is charged per item."""
        if isinstance(value, Iterator):
            return self.counted(value)
        return self.weighed(value)

    def counted(self, items: Iterable[_Value], steps: int = 1) -> Iterator[_Value]:
        """Yield the items, charging ``steps`` for each."""
        for item in items:
            self.spend(steps)
            yield item

    def written(self, pieces: Iterable[str]) -> Iterator[str]:
        """Yield the output of a template, charging each piece. Raises ``Overrun``."""
        length = 0
        for piece in pieces:
            length += len(piece)
            if length > self.text:
                raise Overrun
            self.spend(1 + len(piece) // _STEP)
            yield piece

    @contextmanager
    def deeper(self) -> Iterator[None]:
        """Run the block as a nested macro or include. Raises ``Overrun`` if nested too deeply."""
        self.enter()
        try:
            yield
        finally:
            self.leave()

    def enter(self) -> None:
        """Enter a macro or include. Raises ``Overrun`` if nested too deeply."""
        self.depth += 1
        if self.depth > DEEPEST:
            raise Overrun

    def leave(self) -> None:
        """Leave a macro or include."""
        self.depth -= 1
