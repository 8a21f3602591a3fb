"""The numbers that are policy: value, unit, source, and whether the source was read."""

from __future__ import annotations

import functools
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any, NamedTuple

_FILE = Path(__file__).with_name("norms.toml")


class Norm(NamedTuple):
    """One number (or list of words) of policy.

    ``source`` names the document and its clause, ``date`` when that was issued; where it says
    经验值 the number is ours and ``date`` when it was set. ``verified``: the source was read.
    ``least`` is the smallest value that makes sense.
    """

    name: str
    value: Any
    unit: str
    source: str
    date: str
    verified: bool
    least: int = 0

    @property
    def is_counted(self) -> bool:
        """Whether it counts things, so that only whole numbers make sense."""
        return self.unit != "%" and not self.unit.startswith("元")

    @property
    def most(self) -> int:
        """More than this is no value but a slip, or nonsense."""
        return 10**12 if self.unit.startswith("元") else 10**6

    @property
    def is_default(self) -> bool:
        """Whether it is as it came with the package: no region has set its own."""
        return self == shipped_norms().get(self.name)

    @property
    def default_note(self) -> str:
        """The note after the value in a message; empty if a region has set its own."""
        return "（默认值）" if self.is_default else ""

    def told(self) -> str:
        """The value with its unit."""
        value = "、".join(self.value) if isinstance(self.value, list) else self.value
        return f"{value}{self.unit}"


@functools.cache
def shipped_norms() -> Mapping[str, Norm]:
    """The norms that come with the package, by name."""
    text = _FILE.read_text(encoding="utf-8")
    return {name: Norm(name=name, **entry) for name, entry in tomllib.loads(text).items()}
