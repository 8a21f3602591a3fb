"""What goes to the terminal besides results, and how a command ends."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

import typer

if TYPE_CHECKING:
    from jindu.contents import Kind

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


def write(
    path: Path, content: bytes, kind: Kind, *, inputs: Iterable[Path] = (), force: bool = False
) -> None:
    """Write a file as ``files.write`` does, or say why not and exit."""
    from jindu import files

    try:
        files.write(path, content, kind, inputs=inputs, force=force)
    except files.Unwritable as trouble:
        stop(str(trouble))
