"""Measure how time and memory grow with the size of hostile files.

    python -m benchmarks.growth [WORD ...]

Each shape of ``benchmarks.shapes`` is measured at 64 KiB, 256 KiB and 1 MiB, or as much of it as
is read to the end, in a process of its own. The exponent is log(ratio of CPU times) / log(ratio of
sizes): 1 for linear time, 2 for quadratic. For each stage the steepest shape and the one with the
highest memory are printed. WORDs select the shapes whose names contain one of them.

Limits: exponent at most 1.15, peak memory at most 300 MB, and 300 s per shape.
"""

from __future__ import annotations

import contextlib
import math
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import NamedTuple

from benchmarks.run import report
from benchmarks.shapes import SHAPES
from jindu.checker import batch, suppress
from jindu.checker.fix import fix
from jindu.errors import UserError
from jindu.language import typography
from jindu.output import render
from jindu.report import github, json, sarif, text
from jindu.source import load

SIZES = (2**16, 2**18, 2**20)
EXPONENT, MEMORY, SECONDS = 1.15, 300, 300


def _consume(pieces: Iterable[str]) -> None:
    for piece in pieces:
        len(piece)


def _text(path: Path) -> None:
    _consume(text.render(batch.check_file(path)))


def _json(path: Path) -> None:
    _consume(json.render([batch.check_file(path)]))


def _sarif(path: Path) -> None:
    _consume(sarif.render([batch.check_file(path)]))


def _github(path: Path) -> None:
    _consume(github.render([batch.check_file(path)]))


def _fix(path: Path) -> None:
    _consume(fix(path).diff())


def _unsafe(path: Path) -> None:
    _consume(fix(path, unsafe=True).diff())


def _typography(path: Path) -> None:
    loaded = load.load(path)
    if loaded.plan:
        typography.polished(loaded.plan)


def _baseline(path: Path) -> None:
    found = batch.check_file(path)
    known = suppress.BaselineFile(
        suppress.entry_of(path.name, d, found.lines) for d in found.diagnostics
    )
    beside = path.with_suffix(".json")
    beside.write_text(known.text(), encoding="utf-8")
    suppress.BaselineFile.read(beside).new(path.name, found.diagnostics, found.lines)


def _render(form: str, public: bool = False) -> Callable[[Path], None]:
    def make(path: Path) -> None:
        wanted = render.RenderOptions(allow_errors=True, public=public)
        with contextlib.suppress(render.Refused, UserError):
            render.make(load.load(path), form, wanted)

    return make


ACTIONS: dict[str, Callable[[Path], None]] = {
    "text": _text,
    "json": _json,
    "sarif": _sarif,
    "github": _github,
    "baseline": _baseline,
    "fix": _fix,
    "unsafe": _unsafe,
    "typography": _typography,
    "md": _render("md"),
    "html": _render("html"),
    "docx": _render("docx"),
    "xlsx": _render("xlsx"),
    "public": _render("md", public=True),
}


FINDINGS = ("findings", "secrets", "unknown")
SLIPS = ("full-width", "tight", "dash", "bracket", "brace", "wide", "invisible", "listed ids")
MARKS = (
    "commas",
    "quotes",
    "parentheses",
    "marks",
    "blank",
    "document signs",
    "ellipses",
    "points",
)
WORDS = ("digit", "dots", "ranges", "figures", "letters", "addresses", "many texts")
LARGE = ("giant", "many texts", "tasks led", "themes", "uses", "indicators", "units")
STAGES: dict[str, tuple[str, ...]] = {
    "text": (),
    "json": FINDINGS,
    "sarif": FINDINGS,
    "github": FINDINGS,
    "baseline": FINDINGS,
    "fix": (*SLIPS, *FINDINGS, "figures", "days"),
    "unsafe": FINDINGS,
    "typography": (*MARKS, *WORDS),
    "md": (*LARGE, "lines in a text"),
    "html": LARGE,
    "docx": LARGE,
    "xlsx": LARGE,
    "public": (*LARGE, "counted"),
}
"""Stage → words that select its shapes by name; none selects all."""

CHILD = "--child"
MIN_SECONDS = 0.01
"""Shorter times at the smallest size are too noisy; they count as this."""


class Measured(NamedTuple):
    """The growth exponent, seconds for the largest size, peak memory in MB."""

    exponent: float
    seconds: float
    peak: float


def child(action: str, name: str) -> None:
    """Print the CPU seconds of each size, then the peak memory in MB."""
    shape = SHAPES[name]
    share = shape.share()
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "甲.yaml")
        for size in (1000, *SIZES):
            path.write_bytes(shape.text(int(size * share)).encode())
            start = time.process_time()
            ACTIONS[action](path)
            print(time.process_time() - start)
    print(peak())


def peak() -> float:
    """Return the peak memory of this process in MB; 0 where the system does not tell."""
    status = Path("/proc/self/status")
    own = re.search(
        r"VmHWM:\s+(\d+)", status.read_text(encoding="utf-8") if status.exists() else ""
    )
    return int(own[1]) / 1024 if own else 0


def measured(action: str, shape: str) -> Measured:
    command = [sys.executable, "-m", "benchmarks.growth", CHILD, action, shape]
    try:
        done = subprocess.run(
            command, capture_output=True, check=True, encoding="utf-8", timeout=SECONDS
        )
    except subprocess.TimeoutExpired:
        return Measured(math.inf, SECONDS, 0)
    _, small, *_, large, peak_memory = map(float, done.stdout.split())
    small = max(small, MIN_SECONDS)
    exponent = math.log(max(large, small) / small) / math.log(SIZES[-1] / SIZES[0])
    return Measured(exponent, large, peak_memory)


def main(selected: list[str]) -> None:
    for action, words in STAGES.items():
        names = [name for name in SHAPES if not words or any(word in name for word in words)]
        names = [name for name in names if not selected or any(word in name for word in selected)]
        found = {name: measured(action, name) for name in names}
        if not found:
            continue
        steepest = max(found, key=lambda name: found[name].exponent)
        largest = max(found, key=lambda name: found[name].peak)
        title = f"{action}, {len(found)} shapes: growth of {steepest}"
        report(title, found[steepest].exponent, EXPONENT, "exponent")
        title = f"{action}: peak memory of {largest}"
        report(title, found[largest].peak, MEMORY, "MB")


if __name__ == "__main__":
    if sys.argv[1:2] == [CHILD]:
        child(*sys.argv[2:])
    else:
        main(sys.argv[1:])
