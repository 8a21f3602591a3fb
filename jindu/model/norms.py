"""Norms: numbers and lists set by policy, which a region can replace."""

from __future__ import annotations

import functools
import tomllib
from collections.abc import Mapping
from datetime import timedelta
from pathlib import Path
from typing import Any, NamedTuple

_FILE = Path(__file__).with_name("norms.toml")


class Norm(NamedTuple):
    """A number or list of words set by policy.

    ``unit`` is Chinese: ``%``, ``元…`` for money, else a measure word. ``source`` names the
    document and clause, ``date`` its issue; a ``source`` of 经验值 is our own estimate.
    ``verified`` tells whether the source was read. ``least`` is the smallest valid value.
    ``scope`` tells in Chinese what the value applies to, and ``year`` since which year; 0 if a
    region has set a value without a year.
    """

    name: str
    value: Any
    unit: str
    source: str
    date: str
    verified: bool
    least: int = 0
    scope: str = ""
    year: int = 0

    @property
    def is_counted(self) -> bool:
        """Whether the value is a count, which must be a whole number."""
        return self.unit != "%" and not self.unit.startswith("元")

    @property
    def days(self) -> timedelta:
        """The value as a number of days; at most a century, to stay within the calendar."""
        return timedelta(min(int(self.value), 36_500))

    @property
    def most(self) -> int:
        """The largest valid value."""
        return 10**12 if self.unit.startswith("元") else 10**6

    @property
    def is_default(self) -> bool:
        """Whether no region has set its own value."""
        return self == shipped_norms().get(self.name)

    @property
    def default_note(self) -> str:
        """The note after the value in a message; empty if a region has set its own."""
        return "（默认值）" if self.is_default else ""

    def formatted(self) -> str:
        """Return the value with its unit: 90%, 3万元/人年."""
        if isinstance(self.value, list):
            return "、".join(self.value) + self.unit
        if self.unit.startswith("元") and self.value and not self.value % 10_000:
            return f"{self.value // 10_000}万{self.unit}"
        return f"{self.value}{self.unit}"


@functools.cache
def shipped_norms() -> Mapping[str, Norm]:
    """Return the norms of the package by name."""
    text = _FILE.read_text(encoding="utf-8")
    return {name: Norm(name=name, **entry) for name, entry in tomllib.loads(text).items()}
