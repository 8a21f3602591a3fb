"""How text is laid out for a terminal."""

from __future__ import annotations

from typing import NamedTuple

COLUMNS = 80
"""Columns of a terminal whose width is unknown."""


class Style(NamedTuple):
    """How text is laid out. ``quiet`` gives one line per finding."""

    colour: bool = False
    quiet: bool = False
    columns: int = COLUMNS
