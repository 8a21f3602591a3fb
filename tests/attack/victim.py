"""A process of its own in which work is done and watched; one that hangs is killed.

The work is a function of this package and what it is given. What Python's audit hook tells is
kept: processes started, connections made, files changed outside the folder that is given.
"""

from __future__ import annotations

import contextlib
import importlib
import io
import multiprocessing
import os
import sys
import tempfile
import time
import traceback
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, NamedTuple
from unittest import mock

try:
    import resource
except ImportError:  # Windows has none
    resource = None  # type: ignore[assignment]

MEMORY = 3 << 30
"""So much memory a victim may take, where the system can tell."""


class Outcome(NamedTuple):
    """What came of a piece of work. ``value`` is what the function gave back.

    ``trouble`` is a traceback, or that the process hung or died; ``deeds`` what it did that
    no command should do; ``seconds`` of the processor and ``memory`` (the most so far, bytes).
    """

    value: Any = None
    trouble: str = ""
    deeds: tuple[str, ...] = ()
    seconds: float = 0.0
    memory: int = 0


class Victim:
    """A process that does one piece of work after another. Use as a context manager."""

    def __init__(self, inside: Path, temporary: Path) -> None:
        self._places = (str(inside), str(temporary))
        self._process: multiprocessing.process.BaseProcess | None = None
        self._pipe: Any = None

    def __enter__(self) -> Victim:
        return self

    def __exit__(self, *_: object) -> None:
        self.kill()

    def kill(self) -> None:
        """End the process, whatever it is doing."""
        if self._process is not None:
            self._process.kill()
            self._process.join()
            self._pipe.close()
            self._process = None

    def start(self, work: Callable[..., Any], *given: Any) -> None:
        """Begin a piece of work: a function that stands at the top of a module."""
        if self._process is None:
            # A fork would inherit the threads and locks of the tests.
            context = multiprocessing.get_context("spawn")
            self._pipe, other = context.Pipe()
            self._process = context.Process(target=_serve, args=(other, *self._places), daemon=True)
            self._process.start()
            other.close()
        with contextlib.suppress(BrokenPipeError):
            self._pipe.send((work.__module__, work.__qualname__, given))

    def outcome(self, patience: float) -> Outcome:
        """What came of it; a process that does not answer in time is killed."""
        try:
            if self._pipe.poll(patience):
                return Outcome(*self._pipe.recv())
            told = f"no answer within {patience:.0f} s"
        except (EOFError, OSError):
            told = "the process died"
        self.kill()
        return Outcome(trouble=told)

    def do(self, work: Callable[..., Any], *given: Any, patience: float = 60) -> Outcome:
        """Do one piece of work to its end."""
        self.start(work, *given)
        return self.outcome(patience)


class _Watch:
    """The audit hook; it cannot be taken off again, only told to look away."""

    def __init__(self, *places: str) -> None:
        self.places = tuple(os.path.realpath(place) for place in places)
        self.deeds: list[str] = []
        self.awake = False
        sys.addaudithook(self._see)

    @contextlib.contextmanager
    def looking(self) -> Iterator[list[str]]:
        """Keep what is done meanwhile."""
        self.deeds = []
        self.awake = True
        try:
            yield self.deeds
        finally:
            self.awake = False

    def _see(self, event: str, given: tuple[Any, ...]) -> None:
        if not self.awake or event not in _WATCHED:
            return
        self.awake = False
        try:
            told = self._told(event, given)
        finally:
            self.awake = True
        if told:
            self.deeds.append(told)

    def _told(self, event: str, given: tuple[Any, ...]) -> str:
        match event:
            case "open":
                path, mode, flags = given
                writes = set(str(mode or "")) & set("wax+") or (
                    mode is None and isinstance(flags, int) and flags & _WRITING
                )
                return f"{event} {path}" if writes and not self._is_inside(path) else ""
            case "socket.connect" | "socket.bind" | "socket.sendto":
                # Pipes between processes are sockets of the machine's own, with a path.
                return f"{event} {given[1]}" if isinstance(given[1], tuple) else ""
            case "subprocess.Popen" | "os.posix_spawn" | "os.exec":
                program = given[0] or (given[1] or [""])[0]
                ours = os.path.realpath(str(program)) == os.path.realpath(sys.executable)
                return "" if ours else f"{event} {program}"
            case "os.rename" | "os.link" | "os.symlink" | "shutil.move" | "shutil.copyfile":
                return "" if all(map(self._is_inside, given[:2])) else f"{event} {given[:2]}"
            case "os.remove" | "os.rmdir" | "os.mkdir" | "os.chmod" | "os.chown" | "shutil.rmtree":
                return "" if self._is_inside(given[0]) else f"{event} {given[0]}"
            case _:
                return f"{event} {given[:1]}"

    def _is_inside(self, path: Any) -> bool:
        if isinstance(path, int) or path == os.devnull:
            return True
        real = os.path.realpath(os.fsdecode(path))
        return any(real == place or real.startswith(place + os.sep) for place in self.places)


_WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND
_WATCHED = frozenset(
    (
        "open",
        "os.chmod",
        "os.chown",
        "os.exec",
        "os.link",
        "os.mkdir",
        "os.posix_spawn",
        "os.remove",
        "os.rename",
        "os.rmdir",
        "os.startfile",
        "os.symlink",
        "os.system",
        "pty.spawn",
        "shutil.copyfile",
        "shutil.move",
        "shutil.rmtree",
        "socket.bind",
        "socket.connect",
        "socket.getaddrinfo",
        "socket.gethostbyname",
        "socket.sendto",
        "subprocess.Popen",
        "urllib.Request",
    )
)


def _serve(pipe: Any, inside: str, temporary: str) -> None:
    """What the process does until it is killed or its parent is gone."""
    sys.dont_write_bytecode = True
    tempfile.tempdir = temporary
    if resource is not None:
        with contextlib.suppress(ValueError, OSError):
            resource.setrlimit(resource.RLIMIT_AS, (MEMORY, resource.RLIM_INFINITY))
            resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    watch = _Watch(inside, temporary)
    while True:
        try:
            module, name, given = pipe.recv()
        except (EOFError, OSError):
            return
        work = getattr(importlib.import_module(module), name)
        begun = time.process_time()
        value, trouble = None, ""
        with watch.looking() as deeds:
            try:
                value = work(*given)
            except BaseException:
                trouble = traceback.format_exc()
        seconds = time.process_time() - begun
        pipe.send((value, trouble, tuple(deeds), seconds, memory()))


def memory() -> int:
    """The most memory that this process has taken, in bytes; 0 where that is not told."""
    if resource is None:
        return 0
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return most if sys.platform == "darwin" else most * 1024


class Ran(NamedTuple):
    """How a command ended, and what it said."""

    code: int
    out: str
    err: str


def command(folder: str, words: tuple[str, ...], meddling: str = "") -> Ran:
    """Run ``jindu`` with these words in a folder; ``meddling`` names a function of this module."""
    from jindu import cli

    os.chdir(folder)
    sys.argv = ["jindu", *words]
    out, err = io.StringIO(), io.StringIO()
    undo = globals()[meddling](Path(folder)) if meddling else None
    try:
        with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
            cli.run()
        code = 0
    except SystemExit as end:
        code = end.code if isinstance(end.code, int) else int(end.code is not None)
    finally:
        if undo is not None:
            undo()
    return Ran(code, out.getvalue(), err.getvalue())


SAVED_MEANWHILE = "# 刚刚在编辑器里保存的\n".encode()


def saves_meanwhile(folder: Path) -> Callable[[], None]:
    """The user saves his plan in an editor while a command is writing."""
    plan, real = folder / "方案.yaml", os.fsync

    def save(handle: Any) -> None:
        patched.stop()
        real(handle)
        plan.write_bytes(plan.read_bytes() + SAVED_MEANWHILE)

    patched = mock.patch.object(os, "fsync", save)
    patched.start()
    return patched.stop
