"""Files of the user: finding plans, and writing so that nothing is ever half written."""

from __future__ import annotations

import errno
import glob
import os
import stat
from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

SUFFIXES = (".yaml", ".yml")
_REASONS = {
    errno.EACCES: "没有写的权限",
    errno.EPERM: "没有写的权限",
    errno.EROFS: "所在的磁盘只能读",
    errno.ENOSPC: "磁盘已满",
    errno.EFBIG: "文件太大",
    errno.ENAMETOOLONG: "文件名太长",
    errno.ENOTDIR: "路径里有一处不是文件夹",
    errno.EEXIST: "路径里有一处不是文件夹",
    errno.EBUSY: "别的程序正在使用",
    errno.EBADF: "已经关闭",
    errno.ETXTBSY: "别的程序正在使用",
}


class NoPlans(Exception):
    """There is nothing to check; the text says why, in Chinese."""


class Unwritable(Exception):
    """A file cannot be written; the text says why and what to do, in Chinese."""


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


def write_atomically(path: Path, content: bytes) -> None:
    """Write a file whole or not at all: beside it first, then renamed over it.

    What a link leads to is written, and a file that is there keeps its mode. Raises
    Unwritable; then nothing is left behind and an older file stands as it was.
    """
    if path.is_dir():
        raise Unwritable(f"“{path}”是一个文件夹，请写出文件名。")
    import tempfile

    # A rename would put the file in the place of the link.
    target = Path(os.path.realpath(path))
    temporary: Path | None = None
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        mode = _mode(target)
        handle, name = tempfile.mkstemp(prefix=f".{target.stem[:20]}-", dir=target.parent)
        temporary = Path(name)
        with os.fdopen(handle, "wb") as stream:
            stream.write(content)
            stream.flush()
            os.fsync(stream.fileno())
        temporary.chmod(mode)
        temporary.replace(target)
    except OSError as error:
        if temporary is not None:
            temporary.unlink(missing_ok=True)
        raise Unwritable(
            f"写不了“{path}”（{reason(error)}）。"
            "检查文件是否正被 Word 或 WPS 打开、磁盘是否已满、文件夹是否可写。"
        ) from error


def reason(error: OSError) -> str:
    """Why the system refuses, in Chinese."""
    return _REASONS.get(error.errno or 0, f"系统错误号{error.errno}")


def _mode(path: Path) -> int:
    """The mode that a file has, or that any new one gets: a temporary one is its maker's alone."""
    try:
        return stat.S_IMODE(path.stat().st_mode)
    except FileNotFoundError:
        mask = os.umask(0)
        os.umask(mask)
        return 0o666 & ~mask
