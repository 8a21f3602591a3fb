"""Print results and messages, and determine exit codes."""

from __future__ import annotations

import contextlib
import errno
import io
import os
import shutil
import sys
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

from jindu.language.characters import logged
from jindu.report import FORMATS
from jindu.report.style import Style

if TYPE_CHECKING:
    from jindu.checker.result import Report


CLEAN, FINDINGS, USAGE, BUG = 0, 1, 2, 3
"""Exit codes."""


def say(*lines: str) -> None:
    """Print messages, but not results, to stderr, one per line."""
    for line in lines:
        print(logged(line), file=sys.stderr)


def style(*, quiet: bool = False) -> Style:
    """Return the style for text on stdout."""
    if not sys.stdout.isatty():
        return Style(quiet=quiet)
    colour = "NO_COLOR" not in os.environ
    return Style(colour=colour, quiet=quiet, columns=shutil.get_terminal_size().columns)


def findings(reports: Iterable[Report], stream: TextIO | None = None) -> None:
    """Print findings as text."""
    for piece in FORMATS["text"].findings(reports, style()):
        (stream or sys.stdout).write(piece)


def invocation() -> str:
    """Return how to run this program again: ``jindu`` if the shell finds this installation."""
    script = Path(sys.argv[0])
    if script.name == "__main__.py":
        return f"{quoted(_near(Path(sys.executable)))} -m jindu"
    found = shutil.which("jindu")
    if found is not None and _same(found, script):
        return "jindu"
    return quoted(_near(script))


def _near(path: Path) -> Path:
    """Return the path from the current folder if it is below it."""
    return path.relative_to(Path.cwd()) if path.is_relative_to(Path.cwd()) else path


def _same(found: str, script: Path) -> bool:
    """Whether both paths are one file; on Windows a script is called without its ``.exe``."""
    with contextlib.suppress(OSError):
        return Path(found).with_suffix("").resolve() == script.with_suffix("").resolve()
    return False


def quoted(path: Path | str) -> str:
    """Quote a path for the shell if it contains spaces."""
    return f'"{path}"' if " " in str(path) else str(path)


class _Closed(io.TextIOBase):
    """Stands in for stdout in a process started without one."""

    def write(self, _: str) -> int:
        """Fail like a closed file descriptor."""
        raise OSError(errno.EBADF, os.strerror(errno.EBADF))


def open_streams() -> None:
    """Ensure that all three streams exist; set output to UTF-8."""
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
    """Run ``work``, flush its output and print any OSError. Return the exit code.

    A closed output pipe, as with ``head``, is not an error.
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
    # Writing the rest of the buffer at exit would fail too.
    sys.stdout = io.StringIO()
    return code


def refused(error: OSError) -> str:
    """Return the message for an OSError, with the remedy."""
    from jindu.files.writing import reason

    if error.filename is not None:
        return f"“{error.filename}”不能使用（{reason(error)}）。"
    if error.errno == errno.ENOENT:
        return "当前的文件夹已经不在了。换到别的文件夹再运行。"
    return f"结果没有写出（{reason(error)}）。检查输出的位置、磁盘是否已满。"
