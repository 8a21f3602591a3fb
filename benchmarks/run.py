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
from jindu.manual.schema import text as schema_text
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


def process(*command: str, allowed: tuple[int, ...] = (0,)) -> Callable[[], object]:
    # As installed: with compiled modules, which this variable would keep from being written.
    environment = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}

    def run() -> None:
        done = subprocess.run(command, check=False, capture_output=True, env=environment)
        assert done.returncode in allowed, done.stderr

    return run


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
        pipeline.check_text(text)


def reopened(content: bytes) -> None:
    docx.Document(io.BytesIO(content)).save(io.BytesIO())


def report(what: str, value: float, limit: float, unit: str = "×", *, least: bool = False) -> None:
    mark = "ok" if (value >= limit if least else value <= limit) else "MISSED"
    bound = "at least" if least else "at most"
    print(f"{what:<58}{value:8.2f} {unit}   {bound} {limit:g} {unit}   {mark}")


def peers(texts: list[str]) -> None:
    """Other checkers over the same files, each as one process; with more jobs and files."""
    with tempfile.TemporaryDirectory() as folder:
        schema = Path(folder, "jindu.schema.json")
        schema.write_text(schema_text(), encoding="utf-8")
        files = [Path(folder, f"{number:04}.yaml") for number in range(len(texts))]
        for path, text in zip(files, texts, strict=True):
            path.write_text(text, encoding="utf-8")
        few = [str(path) for path in files[:40]]
        ours = process(str(JINDU), "check", "--quiet", *few)
        others = {
            "yamllint": (["-d", "relaxed", *few], 8.0),
            "check-jsonschema": (["--schemafile", str(schema), *few], 2.0),
        }
        for name, (arguments, least) in others.items():
            tool = JINDU.with_name(name)
            if tool.exists():
                found = ratio(process(str(tool), *arguments, allowed=(0, 1)), ours, 3)
                report(f"{name} / jindu check, 40 files", found, least, least=True)
        check = (str(JINDU), "check", "--quiet", folder)
        found = ratio(process(*check), process(*check, "--jobs", "2"), 3)
        report("300 files: one job / two jobs (two free cores)", found, 1.6, least=True)


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
    peers(texts[:300])
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
