"""Measure what users wait for, each as a ratio to a floor taken in turn in the same run.

    python benchmarks/run.py

The machine's speed cancels out: command and floor alternate, and the median of the pairwise
ratios is printed beside the limit. Nothing here is a test; nothing fails.
"""

from __future__ import annotations

import io
import os
import statistics
import subprocess
import sys
import tempfile
import time
import tracemalloc
from collections.abc import Callable
from datetime import date
from pathlib import Path

import docx
from yaml._yaml import CParser

from jindu import pipeline, scaffold
from jindu.scaffold.rebase import instantiate

JINDU = Path(sys.executable).with_name("jindu")
RUNS = 15


def timed(action: Callable[[], object]) -> float:
    start = time.perf_counter()
    action()
    return time.perf_counter() - start


def ratio(action: Callable[[], object], floor: Callable[[], object], runs: int = RUNS) -> float:
    """The median of action/floor, measured pair by pair after one warm-up each."""
    action()
    floor()
    return statistics.median(timed(action) / timed(floor) for _ in range(runs))


def process(*command: str) -> Callable[[], object]:
    # As installed: with compiled modules, which this variable would keep from being written.
    environment = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}
    return lambda: subprocess.run(command, check=True, capture_output=True, env=environment)


def plan_text() -> str:
    """The plan that is checked over and over: the community scheme, begun in 2026."""
    scheme = scaffold.load("community")
    return instantiate(scheme, {}, start=date(2026, 1, 1))


def bare_events(text: str) -> None:
    get_event = CParser(text).get_event
    while get_event() is not None:
        pass


def bare_many(texts: list[str]) -> None:
    for text in texts:
        bare_events(text)


def check_many(texts: list[str]) -> None:
    for text in texts:
        pipeline.check(pipeline.load_text(text))


def reopened(content: bytes) -> None:
    docx.Document(io.BytesIO(content)).save(io.BytesIO())


def report(what: str, value: float, limit: float, unit: str = "×") -> None:
    mark = "ok" if value <= limit else "OVER"
    print(f"{what:<58}{value:8.2f} {unit}   limit {limit:g} {unit}   {mark}")


def main() -> None:
    text = plan_text()
    lines = text.count("\n")
    print(f"plan: {lines} lines, {len(text)} characters; Python {sys.version.split()[0]}")
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "方案.yaml"
        path.write_text(text, encoding="utf-8")
        python = sys.executable
        report(
            "jindu --version / python -c pass",
            ratio(process(str(JINDU), "--version"), process(python, "-c", "pass")),
            1.5,
        )
        report(
            "jindu check / python -c 'import typer, yaml'",
            ratio(
                process(str(JINDU), "check", str(path)),
                process(python, "-c", "import typer, yaml"),
            ),
            1.8,
        )
    texts = [text] * 100
    report(
        "checking 100 plans in one process / bare event loop",
        ratio(lambda: check_many(texts), lambda: bare_many(texts), 7),
        4,
    )
    loaded = pipeline.load_text(text)
    content = pipeline.render(loaded)
    report(
        "rendering a docx / python-docx opening and saving it",
        ratio(lambda: pipeline.render(loaded), lambda: reopened(content), 9),
        3,
    )
    report("peak memory of checking 1,000 plans", memory(texts), 120, "MB")


def memory(texts: list[str]) -> float:
    """MB at the peak of checking 1,000 plans, the process itself included."""
    code = (
        "import resource, sys\n"
        "from jindu import pipeline\n"
        "text = sys.stdin.read()\n"
        "for _ in range(1000): pipeline.check(pipeline.load_text(text))\n"
        "print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)\n"
    )
    if sys.platform == "win32":
        tracemalloc.start()
        check_many(texts * 10)
        return tracemalloc.get_traced_memory()[1] / 2**20
    done = subprocess.run(
        [sys.executable, "-c", code],
        input=texts[0],
        encoding="utf-8",
        capture_output=True,
        check=True,
    )
    return float(done.stdout)


if __name__ == "__main__":
    main()
