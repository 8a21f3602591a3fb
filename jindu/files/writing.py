"""Write files; no other module does.

The existing content decides whether a file may be replaced. Writing is atomic.
"""

from __future__ import annotations

import contextlib
import errno
import itertools
import os
import stat
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from jindu.errors import UserError

if TYPE_CHECKING:
    from jindu.files.contents import Kind


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
    errno.ELOOP: "链接互相指向",
}
_BINARY = getattr(os, "O_BINARY", 0)
_LARGEST = 64 << 20
"""Largest file read for comparison, in bytes; the program writes no larger ones."""


class Unwritable(UserError):
    """A file cannot be written."""


# Writing ----------------------------------------------------------------------------------


class _Standing(NamedTuple):
    """An existing regular file; ``content`` is None if larger than ``_LARGEST``."""

    status: os.stat_result
    content: bytes | None


class _Order(NamedTuple):
    """The arguments of ``write``; ``target`` is the path with links followed."""

    path: Path
    target: Path
    kind: Kind
    inputs: tuple[Path, ...]
    force: bool
    content: bytes | None = None


def write(
    path: Path, content: bytes, kind: Kind, *, inputs: Iterable[Path] = (), force: bool = False
) -> None:
    """Write a file atomically. Raises Unwritable if nothing was written.

    ``inputs`` are the files it is made from. They are never overwritten, and an existing
    document newer than all of them counts as edited. ``force`` replaces edited files and files
    of unknown kind, but never a file of another known kind.
    """
    order = _Order(path, _real(path), kind, tuple(inputs), force, content)
    _replace(path, order.target, content, _replaceable(order))


def examine(
    path: Path,
    kind: Kind,
    content: bytes | None = None,
    *,
    inputs: Iterable[Path] = (),
    force: bool = False,
) -> None:
    """Raise Unwritable if ``write`` would. ``content`` None means any content."""
    _replaceable(_Order(path, _real(path), kind, tuple(inputs), force, content))


def rewrite(path: Path, content: bytes, before: bytes, *, backup: bool = True) -> Path | None:
    """Replace a file that held ``before``. Raises Unwritable, also if the file has changed.

    With ``backup``, keep the former content beside it. Return the path of that copy, or None.
    """
    target = _real(path)
    seen = _standing(path, target)
    if seen is None or seen.content != before:
        raise _changed(path)
    with _kept(path, before, seen.status) if backup else contextlib.nullcontext() as kept:
        _replace(path, target, content, seen)
    return kept


def _real(path: Path) -> Path:
    # Renaming onto a link would replace the link.
    return Path(os.path.realpath(path))


def _standing(path: Path, target: Path) -> _Standing | None:
    """Return the file at a target, or None. Raises Unwritable if it can never be replaced."""
    try:
        status = target.stat()
        refusal = _refusal_by_status(path, target, status)
        if refusal:
            raise Unwritable(refusal)
        content = target.read_bytes() if status.st_size <= _LARGEST else None
    except (FileNotFoundError, NotADirectoryError):
        return None
    except OSError as error:
        raise _failed(path, error) from error
    return _Standing(status, content)


def _refusal_by_status(path: Path, target: Path, status: os.stat_result) -> str:
    if stat.S_ISDIR(status.st_mode):
        return f"“{path}”是一个文件夹，请写出文件名。"
    if not stat.S_ISREG(status.st_mode):
        return f"“{path}”是设备或者管道，不是普通文件，不能写入。换一个文件名。"
    if not status.st_mode & 0o222 or not os.access(target, os.W_OK):
        return f"“{path}”是只读文件，没有改动。要改，先去掉它的只读属性；要留着它，写到别处。"
    if status.st_nlink > 1:
        return (
            f"“{path}”这个文件另外还有{status.st_nlink - 1}个名字（硬链接），没有改动："
            "替换以后，别的名字下仍是旧的内容。先把它复制成单独的文件，或者换一个文件名。"
        )
    return ""


def _replaceable(order: _Order) -> _Standing | None:
    """Return the file at the target, or None. Raises Unwritable if it must not be replaced."""
    if any(_is_at(order.target, file) for file in order.inputs):
        raise Unwritable(f"“{order.path}”就是要读的文件，不能覆盖它。换一个文件名。")
    seen = _standing(order.path, order.target)
    refusal = _refusal_by_content(order, seen) if seen else ""
    if refusal:
        raise Unwritable(refusal)
    return seen


def _is_at(target: Path, other: Path) -> bool:
    try:
        return target.samefile(other)
    except OSError:
        return False


def _is_same(order: _Order, seen: _Standing) -> bool:
    """Return whether the target already holds this content."""
    from jindu.files.contents import is_same

    if order.content is None or seen.content is None:
        return False
    return is_same(seen.content, order.content, order.kind)


def _refusal_by_content(order: _Order, seen: _Standing) -> str:
    from jindu.files.contents import KEPT, RENEWED, VAGUE, Kind, kind_of

    path, kind = order.path, order.kind
    if seen.content == b"":
        return ""
    found = Kind.OTHER if seen.content is None else kind_of(seen.content, order.target.name)
    if found is not kind and found not in VAGUE:
        return f"“{path}”是{found.told}，不能换成{kind.told}。换一个文件名。"
    if order.force or (found is kind and kind in RENEWED) or _is_same(order, seen):
        return ""
    if kind in KEPT:
        return f"“{path}”已经存在，没有覆盖。要覆盖，加 --force；要留着它，写到别处。"
    if found is not kind:
        way = "先把它移走，或者换一个文件名"
        forced = "" if kind is Kind.SCHEMA else "；确定不要它了，加 --force 覆盖"
        return f"“{path}”已经有了，内容不是{kind.told}，没有覆盖。{way}{forced}。"
    doubt = _doubt(order, seen)
    way = "要留着它，先改名，或者写到别处；不要它了，加 --force 覆盖"
    return f"“{path}”{doubt}，没有覆盖。{way}。" if doubt else ""


def _doubt(order: _Order, seen: _Standing) -> str:
    """Return why a document may have been edited, or "" if it is as generated."""
    from jindu.files.contents import SEALED, is_version
    from jindu.files.packages import is_unchanged

    old, new = seen.content or b"", order.content or b""
    if order.kind in SEALED:
        return "" if is_unchanged(old) else "不是本程序生成的，或者生成以后改过"
    if not is_version(old, new, order.kind):
        return "看上去是另一份文件"
    made = max((file.stat().st_mtime_ns for file in order.inputs if file.exists()), default=0)
    is_newer = seen.status.st_mtime_ns > made
    return "比方案新，内容和要写的不同，可能有人改过" if is_newer else ""


@contextlib.contextmanager
def _kept(path: Path, content: bytes, status: os.stat_result) -> Iterator[Path]:
    """Keep a copy as ``方案.yaml.bak``, ``.bak2`` and so on; never overwrite an older copy.

    A copy with the same content is reused. A new copy is removed if writing fails.
    """
    copy, new = _copied(path, content, status)
    try:
        yield copy
    except Unwritable:
        if new:
            copy.unlink()
        raise


def _copied(path: Path, content: bytes, status: os.stat_result) -> tuple[Path, bool]:
    """Return the copy, and whether it is new."""
    numbers = itertools.chain([""], map(str, itertools.count(2)))
    try:
        for copy in (path.with_name(f"{path.name}.bak{number}") for number in numbers):
            if not os.path.lexists(copy):
                with contextlib.suppress(FileExistsError):
                    _create(copy, content, status)
                    return copy, True
            if _holds(copy, content):
                break
    except OSError as error:
        raise _failed(copy, error, "不留原文件的副本，加 --no-backup。") from error
    return copy, False


def _create(copy: Path, content: bytes, status: os.stat_result) -> None:
    handle = os.open(copy, os.O_WRONLY | os.O_CREAT | os.O_EXCL | _BINARY, 0o600)
    try:
        _fill(handle, content)
        _take_over(copy, status)
    except BaseException:
        copy.unlink(missing_ok=True)
        raise


def _holds(copy: Path, content: bytes) -> bool:
    return copy.is_file() and copy.stat().st_size == len(content) and copy.read_bytes() == content


def _replace(path: Path, target: Path, content: bytes, seen: _Standing | None) -> None:
    """Write a temporary file and rename it, unless the target has changed since ``seen``."""
    import tempfile

    temporary: Path | None = None
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(prefix=f".{target.stem[:20]}-", dir=target.parent)
        temporary = Path(name)
        _fill(handle, content)
        _take_over(temporary, seen.status if seen else None)
        now = _standing(path, target)
        if (now and now.content) != (seen and seen.content):
            raise _changed(path)
        temporary.replace(target)
    except OSError as error:
        raise _failed(path, error) from error
    finally:
        if temporary is not None:
            temporary.unlink(missing_ok=True)


def _fill(handle: int, content: bytes) -> None:
    with os.fdopen(handle, "wb") as stream:
        stream.write(content)
        stream.flush()
        os.fsync(stream.fileno())


def _take_over(new: Path, status: os.stat_result | None) -> None:
    """Copy owner (if permitted) and mode of the replaced file to the new one.

    If there is none, apply the umask: temporary files are private by default.
    """
    if status is None:
        mask = os.umask(0)
        os.umask(mask)
        new.chmod(0o666 & ~mask)
        return
    if sys.platform != "win32":
        made = new.stat()
        for owner, group in ((status.st_uid, -1), (-1, status.st_gid)):
            if owner not in (-1, made.st_uid) or group not in (-1, made.st_gid):
                with contextlib.suppress(PermissionError):
                    os.chown(new, owner, group)
    new.chmod(stat.S_IMODE(status.st_mode))


def _changed(path: Path) -> Unwritable:
    return Unwritable(f"“{path}”刚刚被别的程序改动过，没有写入，以免丢失改动。再运行一次。")


def _failed(path: Path, error: OSError, tip: str = "") -> Unwritable:
    return Unwritable(
        f"写不了“{path}”（{reason(error)}）。"
        f"检查文件是否正被 Word 或 WPS 打开、磁盘是否已满、文件夹是否可写。{tip}"
    )


def reason(error: OSError) -> str:
    """Return the reason for an OSError, in Chinese."""
    return _REASONS.get(error.errno or 0, f"系统错误号{error.errno}")
