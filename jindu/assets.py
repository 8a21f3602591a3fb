"""Locations of the built-in schemes and templates."""

from __future__ import annotations

import functools
from collections.abc import Mapping
from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent


def _folder(name: str) -> Path:
    """Return a data folder: inside the package in a wheel, beside it in a checkout."""
    inside = _PACKAGE / name
    return inside if inside.is_dir() else _PACKAGE.parent / name


def templates() -> Path:
    """Return the folder of the built-in templates."""
    return _folder("templates")


@functools.cache
def schemes() -> Mapping[str, Path]:
    """Return the built-in schemes: name → file, sorted by name."""
    return {path.stem: path for path in sorted(_folder("schemes").glob("*.yaml"))}
