"""The only place that knows where the built-in schemes and templates lie."""

from __future__ import annotations

import functools
from collections.abc import Mapping
from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent


def _folder(name: str) -> Path:
    """Inside the wheel the folders lie in the package; in a checkout beside it."""
    inside = _PACKAGE / name
    return inside if inside.is_dir() else _PACKAGE.parent / name


def templates() -> Path:
    """The folder of the built-in templates."""
    return _folder("templates")


@functools.cache
def schemes() -> Mapping[str, Path]:
    """Name → file of the built-in schemes, by name."""
    return {path.stem: path for path in sorted(_folder("schemes").glob("*.yaml"))}
