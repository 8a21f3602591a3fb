"""Layout options for terminal output."""

from __future__ import annotations

from typing import NamedTuple

COLUMNS = 80
"""Default width if the terminal's is unknown, in columns."""


class Style(NamedTuple):
    """Layout options. ``quiet`` gives one line per finding."""

    colour: bool = False
    quiet: bool = False
    columns: int = COLUMNS
