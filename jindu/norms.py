"""The numbers that are policy: value, unit, source, and whether the source was read."""

from __future__ import annotations

import functools
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any, NamedTuple

_FILE = Path(__file__).with_name("norms.toml")


class Norm(NamedTuple):
    """One number (or list of words) of policy. ``verified``: its source was read."""

    name: str
    value: Any
    unit: str
    source: str
    verified: bool
    date: str = ""


@functools.cache
def shipped_norms() -> Mapping[str, Norm]:
    """The norms that come with the package, by name."""
    text = _FILE.read_text(encoding="utf-8")
    return {name: Norm(name=name, **entry) for name, entry in tomllib.loads(text).items()}
