"""Files of the user: finding plans, and writing so that nothing is ever half written."""

from __future__ import annotations

import glob
import os
from collections.abc import Iterable
from pathlib import Path

SUFFIXES = (".yaml", ".yml")


class NoPlans(Exception):
    """There is nothing to check; the text says why, in Chinese."""


class Unwritable(Exception):
    """A file cannot be written; the text says why and what to do, in Chinese."""


def spell_out(path: Path) -> list[Path]:
    """What a pattern such as ``方案/*.yaml`` stands for where the shell has left it as it is.

    A path that is there, or that is no pattern, stands for itself; one that matches nothing too.
    """
    if path.exists() or not glob.has_magic(str(path)):
        return [path]
    # Path.glob takes no absolute pattern.
    names = sorted(glob.glob(str(path), recursive=True))  # noqa: PTH207
    return [Path(name) for name in names] or [path]


def find_plans(paths: Iterable[Path]) -> list[Path]:
    """The plan files among files and folders: files as given, folders searched, sorted.

    Raises NoPlans for a folder without any.
    """
    found: list[Path] = []
    for path in paths:
        if not path.is_dir():
            found.append(path)
            continue
        inside = sorted(p for p in path.rglob("*") if p.suffix.lower() in SUFFIXES and p.is_file())
        if not inside:
            raise NoPlans(f"文件夹“{path}”里没有方案文件（.yaml）。")
        found += inside
    return list(dict.fromkeys(found))


def write_atomically(path: Path, content: bytes) -> None:
    """Write a file whole or not at all: beside it first, then renamed over it.

    Raises Unwritable; then nothing is left behind and an older file stands as it was.
    """
    if path.is_dir():
        raise Unwritable(f"“{path}”是一个文件夹，请写出文件名。")
    import tempfile

    temporary: Path | None = None
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(prefix=f".{path.stem[:20]}-", dir=path.parent)
        temporary = Path(name)
        with os.fdopen(handle, "wb") as stream:
            stream.write(content)
            stream.flush()
            os.fsync(stream.fileno())
        _like_any_new_file(temporary)
        temporary.replace(path)
    except OSError as error:
        if temporary is not None:
            temporary.unlink(missing_ok=True)
        raise Unwritable(
            f"写不了“{path}”（{error.strerror or error}）。"
            "检查文件是否正被 Word 或 WPS 打开、磁盘是否已满、文件夹是否可写。"
        ) from error


def _like_any_new_file(path: Path) -> None:
    # A temporary file is private to its maker; the finished one should be as any other.
    mask = os.umask(0)
    os.umask(mask)
    path.chmod(0o666 & ~mask)
