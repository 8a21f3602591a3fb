"""Measure what users wait for, as ratios to a floor measured in turn in the same run.

    python benchmarks/run.py [PLANS]

Command and floor alternate and the median of the pairwise ratios is printed beside its limit, so
the speed of the machine cancels out. PLANS is 1000 by default, for which the limits are meant;
fewer only show that the benchmark runs. Nothing fails.

| row | floor | limit |
|---|---|---|
| `jindu --version` | `python -c pass` | at most 1.5 × |
| `jindu check` of one plan | importing typer and yaml | at most 2.3 × |
| checking PLANS plans in one process | bare YAML event loop over them | at most 5 × |
| rendering a Word file | python-docx opening and saving it | at most 3 × |
| yamllint, check-jsonschema | `jindu check` of the same files | at least 8 ×, 2 × |
| one job | two jobs, on two free cores | at least 1.6 × |
| a plan among 10 × PLANS | a plan among a dozen | at most 1.3 × |
| peak memory of 10 × PLANS plans | | at most 200 MB |
| ten times as many tasks in a plan | | at most 13 × |
| the slowest malformed MiB | bare event loop over a MiB of plans | at most 25 × |
"""

from __future__ import annotations

import functools
import io
import itertools
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from pathlib import Path

import docx
from yaml._yaml import CParser

from jindu import assets, scaffold
from jindu.checker import engine
from jindu.manual.schema import text as schema_text
from jindu.output import render
from jindu.scaffold.rebase import instantiate
from jindu.source import load
from jindu.source.reader import MAX_EVENTS

JINDU = Path(sys.executable).with_name("jindu")
RUNS = 15


def timed(action: Callable[[], object]) -> float:
    start = time.perf_counter()
    action()
    return time.perf_counter() - start


def ratio(action: Callable[[], object], floor: Callable[[], object], runs: int = RUNS) -> float:
    """Return the median of action/floor, measured in pairs after one warm-up each."""
    action()
    floor()
    return statistics.median(timed(action) / timed(floor) for _ in range(runs))


def process(*command: str, allowed: tuple[int, ...] = (0,)) -> Callable[[], object]:
    # Let Python write compiled modules, as in an installation.
    environment = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}

    def run() -> None:
        done = subprocess.run(command, check=False, capture_output=True, env=environment)
        assert done.returncode in allowed, done.stderr

    return run


def plan_text() -> str:
    """Return the plan of the single measurements: the community scheme, starting in 2026."""
    return instantiate(scaffold.load("community"), {}, start=date(2026, 1, 1))


def plan_texts(count: int) -> list[str]:
    """Return ``count`` different plans: schemes with various starts, totals and places."""
    schemes = [scaffold.load(name) for name in assets.schemes()]
    found = []
    for number in range(count):
        scheme = schemes[number % len(schemes)]
        assert scheme.plan.budget is not None
        total = Decimal(scheme.plan.budget.total or 0) * (100 + number // 7 % 100) / 100
        start = date(2026 + number // 12 % 3, number % 12 + 1, 1)
        asked = {question.name for question in scheme.questions}
        kind = next(kind for kind in ("街道", "乡镇") if kind in asked)
        # A name with digits is no name of a place, which is reported.
        name = "".join("东南西北春夏秋冬安宁"[int(digit)] for digit in f"{number:03}")
        places: dict[str, str] = {kind: f"{name}{kind.removeprefix('乡')}"}
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
        engine.check_text(text)


def reopen(content: bytes) -> None:
    docx.Document(io.BytesIO(content)).save(io.BytesIO())


def report(what: str, value: float, limit: float, unit: str = "×", *, least: bool = False) -> None:
    mark = "ok" if (value >= limit if least else value <= limit) else "MISSED"
    bound = "at least" if least else "at most"
    print(f"{what:<58}{value:8.2f} {unit}   {bound} {limit:g} {unit}   {mark}")


def peers(texts: list[str]) -> None:
    """Compare with other checkers on the same files, and one job with two."""
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
                report(f"{name} / jindu check, {len(few)} files", found, least, least=True)
        check = (str(JINDU), "check", "--quiet", folder)
        found = ratio(process(*check), process(*check, "--jobs", "2"), 3)
        what = f"{len(texts)} files: one job / two jobs (two free cores)"
        report(what, found, 1.6, least=True)


def main(count: int) -> None:
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
            2.3,
        )
    if count < 1000:
        print(f"{count} plans: the limits are meant for a thousand")
    texts = plan_texts(count)
    print(f"{count:,} plans: {sum(t.count(chr(10)) for t in texts) // count} lines on average")
    report(
        f"checking {count:,} plans in one process / bare event loop",
        ratio(lambda: check_many(texts), lambda: bare_many(texts), 3),
        5,
    )
    loaded = load.load_text(text)
    content = render.render(loaded)
    report(
        "rendering a docx / python-docx opening and saving it",
        ratio(lambda: render.render(loaded), lambda: reopen(content), 9),
        3,
    )
    peers(texts[:300])
    scale(texts)
    growth_with_tasks()
    malformed(texts)


CHILD = """
import re, sys, time
from pathlib import Path
from jindu.checker.batch import check_file, check_files
files = sorted(Path(sys.argv[1]).glob("*.yaml"))[:int(sys.argv[2])]
for path in files[:4]:
    check_file(path)
start = time.perf_counter()
for report in check_files(files):
    pass
spent = time.perf_counter() - start
status = Path("/proc/self/status")
told = status.read_text() if status.exists() else ""
own = re.search(r"VmHWM:\\s+(\\d+)", told)
peak = int(own[1]) if own else 0
if not own and sys.platform != "win32":
    import resource
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
print(spent / len(files), peak / 1024)
"""
"""Program that checks N files of a folder and prints seconds per plan and peak memory in MB.

It prefers the peak of /proc: ``ru_maxrss`` may include what the parent held before ``exec``.
"""


def scale(texts: list[str]) -> None:
    """Compare the cost of a plan among few and many, and measure the memory of many.

    The many are all plans ten times over, each in a file of its own.
    """
    with tempfile.TemporaryDirectory() as folder:
        for number in range(10 * len(texts)):
            text = texts[number % len(texts)]
            Path(folder, f"{number:05}.yaml").write_text(text, encoding="utf-8")

        def run(count: int) -> tuple[float, float]:
            command = [sys.executable, "-c", CHILD, folder, str(count)]
            done = subprocess.run(command, capture_output=True, check=True, encoding="utf-8")
            each, peak = map(float, done.stdout.split())
            return each, peak

        # A dozen has as many plans of each scheme as all have in proportion: their lengths differ.
        few = statistics.median(run(12)[0] for _ in range(5))
        many, peak = run(10 * len(texts))
        report(f"a plan among {10 * len(texts):,} / among a dozen", many / few, 1.3)
        if sys.platform != "win32":
            report(f"peak memory of checking {10 * len(texts):,} plans", peak, 200, "MB")


def plan_of_tasks(count: int) -> str:
    """Return a plan with ``count`` tasks over 36 months, led in turn by ten units."""
    units = "".join(f"  - {{编号: 单位{n}, 名称: 清源县第{n}社区居民委员会}}\n" for n in range(10))
    tasks = "".join(
        f"  - {{编号: R{n}, 名称: 开展第{n}期禁毒宣传, 牵头单位: 单位{n % 10},"
        f" 完成时限: {2026 + n // 12 % 3}-{n % 12 + 1:02}"
        f"{f', 前置任务: R{n - 36}' if n >= 36 and n % 36 else ''}}}\n"
        for n in range(count)
    )
    return f"方案: {{起止: 2026-01..2028-12}}\n单位名录:\n{units}工作任务:\n{tasks}"


def growth_with_tasks() -> None:
    """Compare plans of ten times as many tasks: a factor of ten is linear."""
    for fewer, more in ((50, 500), (500, 5000)):
        small, large = plan_of_tasks(fewer), plan_of_tasks(more)
        found = ratio(
            functools.partial(engine.check_text, large),
            functools.partial(engine.check_text, small),
            3,
        )
        report(f"{more:,} tasks / {fewer:,} tasks", found, 13)


BEGIN = "方案: {标题: 甲, 起止: 2026-01..2028-12}\n"
SHAPES = {
    "empty tasks": (f"{BEGIN}工作任务: [", "{}, ", "]\n", 2),
    "named tasks": (f"{BEGIN}工作任务:\n", "- {编号: 甲, 名称: 培训}\n", "", 6),
    "bare indicators": (f"{BEGIN}目标: [指标: [", "{名称: 甲}, ", "]]\n", 4),
    "uses": (f"{BEGIN}经费:\n  支出预算: [", "{名称: 甲, 金额: 1元}, ", "]\n", 6),
    "sources": (f"{BEGIN}经费:\n  资金来源: [", "{金额: 1元, 状态: 已批复}, ", "]\n", 6),
    "scores": (f"{BEGIN}考核评价: {{维度: [", "{名称: 甲, 分值: 3}, ", "]}\n", 6),
    "members": (f"{BEGIN}领导小组: {{成员: [", "{单位: 甲, 职务: 主任}, ", "]}\n", 6),
    "references": (f"{BEGIN}工作任务:\n- 配合单位: [", "甲, ", "]\n", 1),
    "full-width colons": ("", "标题：甲\n", "", 2),
    "dashes": ("", "-编号: 甲\n", "", 4),
    "brackets": ("", "- 配合单位：【甲，乙】\n", "", 6),
    "invisible signs": ("", "甲\u200b\u200c", "", 0),
    "remarks": (BEGIN, "# jindu: ignore[STR001] 同意\n", "", 0),
    "telephone numbers": ("方案:\n  背景: ", "13800000000 ", "\n", 0),
    "figures": ("方案:\n  背景: ", "6.26", "\n", 0),
}
"""Name → beginning, repeated part, end of a malformed file, and the events per repetition."""
MIB = 2**20


def malformed(texts: list[str]) -> None:
    """Report the slowest of ``SHAPES``, each 1 MiB or as much as the limit on events allows.

    The limit of 25 × is about a second: the bare event loop takes 40 ms for a MiB of plans.
    """
    count = MIB * len(texts) // sum(len(text.encode()) for text in texts)
    floor = functools.partial(bare_many, list(itertools.islice(itertools.cycle(texts), count)))
    found = {}
    for name, (begin, repeated, end, events) in SHAPES.items():
        count = MIB // len(repeated.encode())
        if events:
            count = min(count, (MAX_EVENTS - 100) // events)
        text = begin + repeated * count + end
        found[name] = ratio(functools.partial(engine.check_text, text), floor, 3)
    slowest = max(found, key=lambda name: found[name])
    report(f"a MiB of {slowest} / bare events of a MiB of plans", found[slowest], 25)


if __name__ == "__main__":
    main(int(sys.argv[1]) if sys.argv[1:] else 1000)
