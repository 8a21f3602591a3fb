"""Files of the user: finding plans, and the one place that writes.

Every writer says what kind of file it writes. What stands at the target decides whether it may
be replaced; a file is replaced whole or not at all.
"""

from __future__ import annotations

import glob
import os
from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

from jindu.errors import UserError

SUFFIXES = (".yaml", ".yml")


class NoPlans(UserError):
    """A path leads to no plan."""


class Found(NamedTuple):
    """Files, each once, in order; those of them that a search brought; folders without any.

    ``closed`` are the folders that could not be searched.
    """

    files: tuple[Path, ...]
    searched: frozenset[Path]
    empty: tuple[Path, ...]
    closed: tuple[Path, ...] = ()


def spell_out(path: Path) -> list[Path]:
    """What a pattern such as ``方案/*.yaml`` stands for where the shell has left it as it is.

    A path that is there, or that is no pattern, stands for itself; one that matches nothing too.
    """
    if is_there(path) or not glob.has_magic(str(path)):
        return [path]
    # Path.glob, unlike glob.glob, does not walk in circles where a link leads upward.
    start = Path(path.anchor)
    parts = path.parts[bool(path.anchor) :]
    pattern = "/".join(part if part == "**" else part.replace("**", "*") for part in parts)
    found = start.glob(pattern)
    wants_hidden = _is_hidden(path)
    return sorted(p for p in found if wants_hidden or not _is_hidden(p)) or [path]


def look(paths: Iterable[Path]) -> Found:
    """The plan files among files and folders: files as given, folders searched.

    Names and folders that begin with a dot are passed over in a search; a file that can be
    reached in several ways is there once.
    """
    found: dict[str, Path] = {}
    searched: set[Path] = set()
    empty: list[Path] = []
    closed: list[Path] = []
    for path in paths:
        before = len(closed)
        inside = _search(path, closed) if path.is_dir() else [path]
        if not inside and len(closed) == before:
            empty.append(path)
        for file in inside:
            first = found.setdefault(os.path.realpath(file), file)
            if path is file:
                searched.discard(first)
            elif first is file:
                searched.add(file)
    return Found(
        tuple(found.values()), frozenset(searched), tuple(empty), tuple(dict.fromkeys(closed))
    )


def find_plans(paths: Iterable[Path]) -> list[Path]:
    """The files that ``look`` finds. Raises NoPlans for a folder without any."""
    found = look(paths)
    for folder in found.closed:
        raise NoPlans(f"文件夹“{folder}”打不开。取得读的权限，或者写出要用的文件名。")
    for folder in found.empty:
        raise NoPlans(f"文件夹“{folder}”里没有方案文件（.yaml）。")
    return list(found.files)


def is_there(path: Path) -> bool:
    """Whether there is such a file or folder; none has a name that is too long."""
    try:
        return path.exists()
    except OSError:
        return False


def _search(folder: Path, closed: list[Path]) -> list[Path]:
    """The YAML files in a folder and below, sorted; what does not open goes to ``closed``."""
    found: list[Path] = []

    def note(error: OSError) -> None:
        closed.append(Path(error.filename))

    for place, folders, names in os.walk(folder, onerror=note):
        folders[:] = [name for name in folders if not name.startswith(".")]
        found += (
            Path(place, name)
            for name in names
            if not name.startswith(".") and name.lower().endswith(SUFFIXES)
        )
    return sorted(file for file in found if file.is_file())


def _is_hidden(path: Path) -> bool:
    return any(part.startswith(".") and part.strip(".") for part in path.parts)


def leads_out(path: Path, folder: Path) -> bool:
    """Whether a path, links followed, ends outside a folder."""
    inside = os.path.realpath(folder)
    return not Path(os.path.realpath(path)).is_relative_to(inside)
