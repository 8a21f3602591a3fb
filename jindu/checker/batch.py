"""Check many files, one by one or over several processes."""

from __future__ import annotations

import functools
import itertools
import os
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from jindu.checker.engine import check
from jindu.checker.result import Report
from jindu.checker.settings import STANDARD, Settings
from jindu.model.diagnostic import Level
from jindu.source.load import load, without_collector

if TYPE_CHECKING:
    from concurrent.futures import Executor, Future


def check_file(path: Path, level: Level | None = None, settings: Settings = STANDARD) -> Report:
    """Read and check one file."""
    # Without this the collector would traverse the whole plan before it is freed.
    with without_collector():
        return check(load(path), level, settings)


def guarded(path: Path, work: Callable[[], Report]) -> Report:
    """Run ``work``; turn an exception into a report, so that other files are still checked.

    With JINDU_DEBUG in the environment the exception is raised instead.
    """
    try:
        return work()
    except Exception as error:
        if "JINDU_DEBUG" in os.environ:
            raise
        told = f"{type(error).__name__}: {error}"
        none = dict.fromkeys(Level, 0)
        return Report(str(path), Level.DRAFT, (), none, {}, readable=False, rated=False, bug=told)


def check_files(
    paths: Iterable[Path],
    level: Level | None = None,
    settings: Callable[[Path], Settings] = lambda _: STANDARD,
    executor: Executor | None = None,
    chunk: int = 16,
    ahead: int = 64,
) -> Iterator[Report]:
    """Read and check many files; yield the reports in the order of the paths.

    An ``executor`` (of ``concurrent.futures``, or a compatible one such as that of
    ``distributed``) runs tasks of ``chunk`` files, with at most ``ahead`` tasks queued. An
    exception in one file does not stop the others.
    """
    tasks = ((path, level, settings(path)) for path in paths)
    if executor is None:
        for task in tasks:
            yield from _check_chunk([task])
        return
    pending: deque[Future[list[Report]]] = deque()
    while part := list(itertools.islice(tasks, chunk)):
        pending.append(executor.submit(_check_chunk, part))
        if len(pending) > ahead:
            yield from pending.popleft().result()
    while pending:
        yield from pending.popleft().result()


def _check_chunk(tasks: Sequence[tuple[Path, Level | None, Settings]]) -> list[Report]:
    return [guarded(task[0], functools.partial(check_file, *task)) for task in tasks]
