"""Find plan files in files, folders and patterns."""

from __future__ import annotations

import glob
import os
from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

from jindu.errors import UserError

SUFFIXES = (".yaml", ".yml")


class NoPlans(UserError):
    """A path does not lead to a plan."""


class Found(NamedTuple):
    """Plan files, in order and without duplicates.

    ``searched`` are the files found in a folder rather than named. ``empty`` are folders
    without plans; ``closed`` are folders that could not be opened.
    """

    files: tuple[Path, ...]
    searched: frozenset[Path]
    empty: tuple[Path, ...]
    closed: tuple[Path, ...] = ()


def spell_out(path: Path) -> list[Path]:
    """Expand a pattern such as ``方案/*.yaml`` that the shell has not expanded.

    A path that exists, is not a pattern, or matches nothing is returned unchanged.
    """
    if is_there(path) or not glob.has_magic(str(path)):
        return [path]
    # Path.glob, unlike glob.glob, does not loop through links to parent folders.
    start = Path(path.anchor)
    parts = path.parts[bool(path.anchor) :]
    pattern = "/".join(part if part == "**" else part.replace("**", "*") for part in parts)
    found = start.glob(pattern)
    wants_hidden = _is_hidden(path)
    return sorted(p for p in found if wants_hidden or not _is_hidden(p)) or [path]


def look(paths: Iterable[Path]) -> Found:
    """Find plan files: take files as given, and search folders.

    A search skips names that begin with a dot. A file reached by several paths is listed once.
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
    """Return the files of ``look``. Raises NoPlans for empty and unreadable folders."""
    found = look(paths)
    for folder in found.closed:
        raise NoPlans(f"文件夹“{folder}”打不开。取得读取的权限，或者写出要用的文件名。")
    for folder in found.empty:
        raise NoPlans(f"文件夹“{folder}”里没有方案文件（.yaml）。")
    return list(found.files)


def is_there(path: Path) -> bool:
    """Return whether a file or folder exists; False if the name is too long."""
    try:
        return path.exists()
    except OSError:
        return False


def _search(folder: Path, closed: list[Path]) -> list[Path]:
    """Return all YAML files below a folder, sorted; add unreadable folders to ``closed``."""
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
    """Return whether a path, with links resolved, is outside a folder."""
    inside = os.path.realpath(folder)
    return not Path(os.path.realpath(path)).is_relative_to(inside)
