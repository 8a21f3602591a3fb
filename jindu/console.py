"""What goes to the terminal besides results, and how a command ends."""

from __future__ import annotations

import os
import sys
from typing import NoReturn

import typer

CLEAN, FINDINGS, USAGE, BUG = 0, 1, 2, 3
"""Exit codes."""


def say(text: str) -> None:
    """Tell the user something that is not a result."""
    print(text, file=sys.stderr)


def stop(text: str, code: int = USAGE) -> NoReturn:
    """Tell the user why nothing was done, and exit."""
    say(text)
    raise typer.Exit(code)


def coloured() -> bool:
    """Whether results may be painted."""
    return sys.stdout.isatty() and "NO_COLOR" not in os.environ


def write(path: os.PathLike[str], content: bytes) -> None:
    """Write a file whole, or say why not and exit."""
    from pathlib import Path

    from jindu.files import Unwritable, write_atomically

    try:
        write_atomically(Path(path), content)
    except Unwritable as trouble:
        stop(str(trouble))
