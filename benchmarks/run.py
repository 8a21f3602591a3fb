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
from decimal import Decimal
from pathlib import Path

import docx
from yaml._yaml import CParser

from jindu import assets, pipeline, scaffold
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
    """The plan of the single measurements: the community scheme, begun in 2026."""
    return instantiate(scaffold.load("community"), {}, start=date(2026, 1, 1))


def plan_texts(count: int) -> list[str]:
    """So many plans, all different: every scheme at other starts and totals, for other places."""
    schemes = [scaffold.load(name) for name in assets.schemes()]
    found = []
    for number in range(count):
        scheme = schemes[number % len(schemes)]
        assert scheme.plan.budget is not None
        total = Decimal(scheme.plan.budget.total or 0) + 5000 * (number // 7)
        start = date(2026 + number // 12 % 3, number % 12 + 1, 1)
        places = {"街道": f"第{number}街道"}
        found.append(instantiate(scheme, places, start=start, total=total))
    return found


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
    texts = plan_texts(1000)
    print(f"1,000 plans: {sum(t.count(chr(10)) for t in texts) // 1000} lines on average")
    report(
        "checking 1,000 plans in one process / bare event loop",
        ratio(lambda: check_many(texts), lambda: bare_many(texts), 3),
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
    """MB at the peak of a process that checks the plans one after another."""
    code = (
        "import re, resource, sys\n"
        "from pathlib import Path\n"
        "from jindu.pipeline import check_files\n"
        "for report in check_files(sorted(Path(sys.argv[1]).glob('*.yaml'))): pass\n"
        "status = Path('/proc/self/status')\n"
        "told = status.read_text() if status.exists() else ''\n"
        # The other figure counts what the parent held before the program began.
        "own = re.search(r'VmHWM:\\s+(\\d+)', told)\n"
        "print(int(own[1] if own else resource.getrusage(resource.RUSAGE_SELF).ru_maxrss) / 1024)\n"
    )
    if sys.platform == "win32":
        tracemalloc.start()
        check_many(texts)
        return tracemalloc.get_traced_memory()[1] / 2**20
    with tempfile.TemporaryDirectory() as folder:
        for number, text in enumerate(texts):
            Path(folder, f"{number:04}.yaml").write_text(text, encoding="utf-8")
        command = [sys.executable, "-c", code, folder]
        done = subprocess.run(command, capture_output=True, check=True, encoding="utf-8")
    return float(done.stdout)


if __name__ == "__main__":
    main()
