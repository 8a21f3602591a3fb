"""Check, fix or preview plans and print the findings."""

from __future__ import annotations

import functools
import os
import re
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import NamedTuple

from jindu.checker import batch
from jindu.checker.result import Report
from jindu.checker.settings import BadSettings, Settings
from jindu.cli import console
from jindu.cli.check import baseline
from jindu.cli.check.outcome import Outcome
from jindu.cli.console import say
from jindu.cli.plans import FolderSettings, existing
from jindu.errors import UserError
from jindu.files.search import NoPlans, look
from jindu.files.writing import Unwritable, rewrite
from jindu.language.characters import logged
from jindu.model.diagnostic import Level
from jindu.report import FORMATS

MANY = 20
"""Files from which a progress bar is shown."""

Plans = Mapping[Path, Settings]


class CheckOptions(NamedTuple):
    """Options of ``jindu check``. ``jobs`` 0 stands for the number of processors."""

    format: str = "text"
    level: Level | None = None
    select: str = ""
    ignore: str = ""
    config: Path | None = None
    fix: bool = False
    unsafe: bool = False
    backup: bool = True
    diff: bool = False
    baseline: Path | None = None
    write_baseline: bool = False
    force: bool = False
    statistics: bool = False
    quiet: bool = False
    today: date | None = None
    jobs: int = 1


def run(paths: Iterable[Path], options: CheckOptions) -> int:
    """Check the plans at these paths and print what is found. Returns the exit code.

    What cannot be checked is told and stops nothing else. Raises UserError for options that
    cannot be followed.
    """
    if trouble := _contradiction(options):
        raise UserError(trouble)
    outcome = Outcome()
    settings = _settings(options)
    found = look(_existing(paths, outcome))
    outcome.searched = found.searched
    for folder in found.closed:
        outcome.refuse(
            f"文件夹“{folder}”打不开，里面的方案没有检查。取得读取的权限，或者把它复制出来。"
        )
    for folder in found.empty:
        outcome.refuse(f"文件夹“{folder}”里没有方案文件（.yaml）。")
    plans = dict(_with_settings(found.files, settings, outcome))
    _print(outcome.watched(_reports(plans, options, outcome)), options)
    outcome.close()
    return outcome.code


def _contradiction(options: CheckOptions) -> str:
    """Why the options do not go together; empty where they do."""
    lists = options.format == "text" and not options.statistics
    with_statistics = [name for name, format in FORMATS.items() if format.statistics]
    wrongs = (
        (
            options.write_baseline and not options.baseline,
            "--write-baseline 要与 --baseline 文件名 同用。",
        ),
        (options.write_baseline and options.diff, "--write-baseline 不能与 --diff 同用。"),
        (
            options.unsafe and not (options.fix or options.diff),
            "--unsafe 要与 --fix 或 --diff 同用，单独写不起作用。",
        ),
        (
            options.force and not options.write_baseline,
            "--force 要与 --write-baseline 同用，单独写不起作用。",
        ),
        (not options.backup and not options.fix, "--no-backup 要与 --fix 同用，单独写不起作用。"),
        (options.quiet and not lists, "--quiet 只用于逐处列出问题的文字输出。"),
        (options.diff and not lists, "--diff 只显示改动，不与 --format、--statistics 同用。"),
        (
            options.statistics and options.format not in with_statistics,
            f"--statistics 没有 {options.format} 格式，可以用 {'、'.join(with_statistics)}。",
        ),
    )
    return next((message for wrong, message in wrongs if wrong), "")


def _print(reports: Iterable[Report], options: CheckOptions) -> None:
    """Print the reports as they come; a preview has printed its changes already."""
    if options.diff:
        for _ in reports:
            pass
        return
    format = FORMATS[options.format]
    write = (options.statistics and format.statistics) or format.findings
    for piece in write(reports, console.style(quiet=options.quiet)):
        sys.stdout.write(piece)


# Plans ------------------------------------------------------------------------------------


def _existing(paths: Iterable[Path], outcome: Outcome) -> Iterator[Path]:
    for given in paths:
        try:
            yield from existing(given)
        except NoPlans as error:
            outcome.refuse(str(error))


def _settings(options: CheckOptions) -> FolderSettings:
    """The settings of all plans. Raises BadSettings for what the command line itself says."""
    chosen = (re.split("[,，、 ]+", text) for text in (options.select, options.ignore))
    select, ignore = (tuple(filter(None, codes)) for codes in chosen)

    def adapt(settings: Settings) -> Settings:
        return settings.narrowed(select, ignore)._replace(today=options.today)

    adapt(Settings())
    return FolderSettings(options.config, adapt)


def _with_settings(
    files: Iterable[Path], settings: FolderSettings, outcome: Outcome
) -> Iterator[tuple[Path, Settings]]:
    """The plans whose settings can be used; each bad file is told once."""
    told: set[str] = set()
    for file in files:
        try:
            yield file, settings.of(file)
        except BadSettings as error:
            if str(error) not in told:
                told.add(str(error))
                outcome.refuse(str(error))


# Reports ----------------------------------------------------------------------------------


def _reports(plans: Plans, options: CheckOptions, outcome: Outcome) -> Iterator[Report]:
    """The reports on all plans: as they are, fixed, or without what a baseline holds."""
    if options.diff:
        found = _previewed(plans, options, outcome)
    elif options.fix:
        found = _each(plans, functools.partial(_fixed, options, outcome))
    else:
        found = _checked(plans, options, outcome)
    found = outcome.plans(found)
    if options.baseline is None:
        return found
    if not options.write_baseline:
        return baseline.against(options.baseline, found)
    inputs = (*plans, *filter(None, [options.config]))
    return baseline.recorded(options.baseline, found, inputs=inputs, force=options.force)


def _each(plans: Plans, work: Callable[[Path, Settings], Report]) -> Iterator[Report]:
    for path, settings in plans.items():
        yield batch.guarded(path, functools.partial(work, path, settings))


def _checked(plans: Plans, options: CheckOptions, outcome: Outcome) -> Iterator[Report]:
    """The reports on all plans, with several processes where that is wanted."""
    jobs = options.jobs or os.cpu_count() or 1
    settings = plans.__getitem__
    if jobs == 1 or len(plans) < 2:
        found = batch.check_files(plans, options.level, settings)
        yield from _with_bar(found, len(plans), options)
        return
    from concurrent.futures import ProcessPoolExecutor
    from concurrent.futures.process import BrokenProcessPool

    chunk = max(1, min(16, len(plans) // (jobs * 4)))
    done = 0
    try:
        with ProcessPoolExecutor(jobs) as executor:
            found = batch.check_files(plans, options.level, settings, executor, chunk)
            for report in _with_bar(found, len(plans), options):
                yield report
                done += 1
    except BrokenProcessPool:
        outcome.refuse(
            f"有一个进程被系统中止，多半是内存不够，还有{len(plans) - done}份方案没有检查。"
            "用 --jobs 1 再检查一次。"
        )


def _with_bar(found: Iterator[Report], total: int, options: CheckOptions) -> Iterator[Report]:
    """The same reports, with a progress bar where it disturbs no results."""
    silent = options.statistics or not sys.stdout.isatty()
    if total < MANY or not silent or not sys.stderr.isatty():
        yield from found
        return
    from rich.console import Console
    from rich.progress import Progress

    stderr = Console(stderr=True)
    with Progress(console=stderr, transient=True, redirect_stdout=False) as progress:
        yield from progress.track(found, total, description="检查")


def _fixed(options: CheckOptions, outcome: Outcome, path: Path, settings: Settings) -> Report:
    """Fix a plan in place. Returns the report on what it holds now."""
    from jindu.checker.fix import fix

    done = fix(path, options.level, settings, unsafe=options.unsafe)
    if outcome.passes_over(done.found):
        return done.found
    if not done.changed:
        say(f"{path}：没有可以自动改正的问题。")
        return done.report
    try:
        kept = rewrite(path, done.content(), done.original, backup=options.backup)
    except Unwritable as error:
        outcome.refuse(str(error))
        return done.found
    fixed = f"改正了{done.fixes}处" if done.fixes else "改存为 UTF-8 编码"
    say(f"{path}：{fixed}；原文件存为 {kept}。" if kept else f"{path}：{fixed}。")
    return done.report


def _previewed(plans: Plans, options: CheckOptions, outcome: Outcome) -> Iterator[Report]:
    """Print what a fix would change. The reports are on the files as they stand."""
    from jindu.checker.fix import fix

    changed: dict[Path, int] = {}

    def preview(path: Path, settings: Settings) -> Report:
        done = fix(path, options.level, settings, unsafe=options.unsafe)
        if done.changed and not outcome.passes_over(done.found):
            changed[path] = done.fixes
            print("\n".join(map(logged, done.diff())))
        return done.found

    yield from _each(plans, preview)
    would = f"会改正{sum(changed.values())}处，涉及{len(changed)}个文件"
    say(f"{would if changed else '没有可以自动改正的问题'}；文件没有改动。")
