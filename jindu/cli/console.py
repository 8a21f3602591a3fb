"""What goes to the terminal besides results, and how a command ends."""

from __future__ import annotations

import contextlib
import errno
import io
import os
import sys
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

import typer

from jindu.language.characters import logged

if TYPE_CHECKING:
    from jindu.files.contents import Kind


CLEAN, FINDINGS, USAGE, BUG = 0, 1, 2, 3
"""Exit codes."""


def say(*lines: str) -> None:
    """Tell the user something that is not a result; names and texts of others do no harm."""
    for line in lines:
        print(logged(line), file=sys.stderr)


def stop(*lines: str, code: int = USAGE) -> NoReturn:
    """Tell the user why nothing was done, and exit."""
    say(*lines)
    raise typer.Exit(code)


class _Closed(io.TextIOBase):
    """The output of a process that was started without one."""

    def write(self, _: str) -> int:
        """Refuse, as the system would."""
        raise OSError(errno.EBADF, os.strerror(errno.EBADF))


def open_streams() -> None:
    """Have all three streams, in UTF-8 where they take text."""
    if sys.stdin is None:
        sys.stdin = io.StringIO()
    if sys.stdout is None:
        sys.stdout = _Closed()
    if sys.stderr is None:
        sys.stderr = io.StringIO()
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")


def settle(work: Callable[[], int]) -> int:
    """The exit code of ``work``, its output written out; what the system refuses is said.

    A reader that has seen enough, as ``head``, is no trouble.
    """
    try:
        code = work()
        sys.stdout.flush()
    except BrokenPipeError:
        code = CLEAN
    except OSError as error:
        code = USAGE
        with contextlib.suppress(OSError):
            say(refused(error))
    else:
        return code
    # What is left in the buffer cannot be written at the end either.
    sys.stdout = io.StringIO()
    return code


def refused(error: OSError) -> str:
    """What the system refuses, and what to do."""
    from jindu.files.writing import reason

    if error.filename is not None:
        return f"“{error.filename}”用不了（{reason(error)}）。"
    if error.errno == errno.ENOENT:
        return "当前的文件夹已经不在了。换到别的文件夹再运行。"
    return f"结果写不出来（{reason(error)}）。检查输出到哪里、磁盘是否已满。"


def coloured() -> bool:
    """Whether results may be painted."""
    return sys.stdout.isatty() and "NO_COLOR" not in os.environ


def write(
    path: Path, content: bytes, kind: Kind, *, inputs: Iterable[Path] = (), force: bool = False
) -> None:
    """Write a file as ``files.write`` does, or say why not and exit."""
    from jindu.files import writing

    try:
        writing.write(path, content, kind, inputs=inputs, force=force)
    except writing.Unwritable as trouble:
        stop(str(trouble))
