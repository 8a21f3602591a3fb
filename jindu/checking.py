"""``jindu check``: which files, with what settings, fixed or not, against what, shown how."""

from __future__ import annotations

import functools
import os
import re
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from jindu import pipeline
from jindu.console import coloured, say, stop, write
from jindu.diagnostic import Diagnostic, Level, Severity
from jindu.files import NoPlans, find_plans
from jindu.pipeline import Report
from jindu.rules import BY_CODE
from jindu.settings import BadSettings, Settings, find, read

MANY = 20
"""Files from which a progress bar is worth its place."""

SettingsOf = Callable[[Path], Settings]


class Request(NamedTuple):
    """What the command line asks for."""

    level: Level | None = None
    select: str = ""
    ignore: str = ""
    config: Path | None = None
    fix: bool = False
    unsafe: bool = False
    diff: bool = False
    baseline: Path | None = None
    write_baseline: bool = False
    jobs: int = 1


def missing(path: Path) -> str:
    """What to say of a file that is not there."""
    return f"找不到“{path}”。检查文件名和所在文件夹；名字里有空格时加双引号。"


def reports(paths: Sequence[Path], request: Request) -> list[Report]:
    """Check everything that is there; exits with a message where nothing can be done."""
    if request.write_baseline and request.baseline is None:
        stop("--write-baseline 要与 --baseline 文件名 同用。")
    try:
        files = find_plans(paths)
    except NoPlans as trouble:
        stop(str(trouble))
    settings = _settings(request)
    if request.fix or request.diff:
        found = [_fixed(path, settings(path), request) for path in files]
    else:
        found = list(_checked(files, settings, request))
    return _against(request.baseline, found, request.write_baseline) if request.baseline else found


def _settings(request: Request) -> SettingsOf:
    """The settings for each plan: those of its folder, with what the command line says."""
    chosen = (re.split("[,，、 ]+", text) for text in (request.select, request.ignore))
    select, ignore = (tuple(filter(None, codes)) for codes in chosen)

    @functools.cache
    def of_folder(folder: Path) -> Settings:
        file = request.config or find(folder)
        try:
            return (read(file) if file else Settings()).narrowed(select or None, ignore)
        except BadSettings as trouble:
            stop(str(trouble))

    return lambda path: of_folder(path.parent)


def settings_for(path: Path) -> Settings:
    """The settings of the folder a plan lies in; exits with a message for bad ones."""
    return _settings(Request())(path)


def _checked(files: Sequence[Path], settings: SettingsOf, request: Request) -> Iterator[Report]:
    """The reports on all files, over several processes, with a bar while there are many."""
    if request.jobs == 1 or len(files) < 2:
        found = pipeline.check_files(files, request.level, settings)
        yield from _watched(found, len(files))
        return
    from concurrent.futures import ProcessPoolExecutor

    with ProcessPoolExecutor(request.jobs or None) as executor:
        found = pipeline.check_files(files, request.level, settings, executor)
        yield from _watched(found, len(files))


def _watched(found: Iterator[Report], total: int) -> Iterable[Report]:
    if total < MANY or not sys.stderr.isatty():
        return found
    from rich.console import Console
    from rich.progress import track

    return track(found, "检查", total=total, console=Console(stderr=True), transient=True)


def _fixed(path: Path, settings: Settings, request: Request) -> Report:
    from jindu.fix import fix

    done = fix(path, request.level, settings, unsafe=request.unsafe)
    if done.changed and request.diff:
        print("\n".join(done.diff()))
    elif done.changed:
        write(path, done.content())
        said = f"改正了{done.fixes}处" if done.fixes else "改存为 UTF-8 编码"
        say(f"{path}：{said}。")
    elif not request.diff:
        say(f"{path}：没有可以自动改正的问题。")
    return done.report


def _against(baseline: Path, found: Sequence[Report], rewrite: bool) -> list[Report]:
    """The reports without what a baseline file holds; ``rewrite`` puts all of it there."""
    from jindu.accepted import Baseline, entry_of

    names = [Path(os.path.relpath(r.file, baseline.parent)).as_posix() for r in found]
    if rewrite:
        known = Baseline(
            entry_of(name, diagnostic, report.lines)
            for name, report in zip(names, found, strict=True)
            for diagnostic in report.diagnostics
        )
        write(baseline, known.text().encode("utf-8"))
        say(f"已把{known.entries.total()}处问题写进基线 {baseline}。")
    else:
        try:
            known = Baseline.read(baseline)
        except ValueError as trouble:
            stop(f"{trouble}先用 --write-baseline 生成。")
    return [
        _without(report, known.new(name, report.diagnostics, report.lines))
        for name, report in zip(names, found, strict=True)
    ]


def _without(report: Report, left: Sequence[Diagnostic]) -> Report:
    """The report as if what was accepted had not been found."""
    kept = set(map(id, left))
    accepted = [found for found in report.diagnostics if id(found) not in kept]
    barred = [BY_CODE[d.code].level for d in accepted if d.severity is Severity.ERROR]
    still_open = {
        step: count - sum(1 for lowest in barred if lowest <= step)
        for step, count in report.open.items()
    }
    return report._replace(diagnostics=tuple(left), accepted=len(accepted), open=still_open)


def show(found: Sequence[Report], form: str, *, statistics: bool, quiet: bool) -> None:
    """Print the reports in a format."""
    if statistics:
        from jindu.report import text

        print("\n".join(text.statistics(found)))
    elif form == "text":
        tell(found, quiet=quiet)
    elif form == "json":
        from jindu.report import json

        print(json.render(found))
    elif form == "sarif":
        from jindu.report import sarif

        print(sarif.render(found))
    else:
        from jindu.report import github

        print("\n".join(github.render(found)))


def tell(found: Sequence[Report], *, clean_aside: bool = False, quiet: bool = False) -> None:
    """Print findings and counts; ``clean_aside`` leaves those of a clean file on stderr."""
    from jindu.report import text

    paint = text.colour if coloured() else text.plain
    told = False
    for report in found:
        lines = list(text.render(report, paint, quiet=quiet))
        if told and lines and not quiet:
            print()
        if lines:
            told = True
            stream = sys.stderr if clean_aside and not report.failed else sys.stdout
            print("\n".join(lines), file=stream)
