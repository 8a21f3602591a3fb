"""``jindu check``: which files, with what settings, fixed or not, against what, shown how."""

from __future__ import annotations

import functools
import os
import re
import shutil
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import NamedTuple

from jindu.checker import batch, result
from jindu.checker.config import find, read, read_found
from jindu.checker.result import Report
from jindu.checker.settings import BadSettings, Settings
from jindu.cli.console import BUG, CLEAN, FINDINGS, USAGE, coloured, say, stop, write
from jindu.files.search import is_there, look, spell_out
from jindu.files.writing import Unwritable, examine, rewrite
from jindu.language.characters import escaped, harmless, logged
from jindu.model.diagnostic import Diagnostic, Level
from jindu.report.used import Used
from jindu.units import say_years

MANY = 20
"""Files from which a progress bar is worth its place."""


class CheckOptions(NamedTuple):
    """What the command line asks for."""

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
    jobs: int = 1
    form: str = "text"
    statistics: bool = False
    quiet: bool = False
    today: date | None = None


def level_of(word: str) -> Level:
    """The level of a Chinese or English name."""
    return next(level for level in Level if word in (level.label, level.name.lower()))


def missing(path: Path) -> str:
    """What to say of a file that is not there."""
    return f"找不到“{path}”。检查文件名和所在文件夹；名字里有空格时加双引号。"


def run(paths: Iterable[Path], request: CheckOptions) -> int:
    """Check what there is at these paths and print what is found; the exit code.

    What cannot be checked is said and stops nothing else.
    """
    trouble = _contradiction(request)
    if trouble:
        stop(trouble)
    meeting = Meeting()
    settings = _settings(request)
    found = look(meeting.there(paths))
    meeting.searched = found.searched
    for folder in found.closed:
        meeting.refuse(f"文件夹“{folder}”打不开，里面的方案没有检查。取得读的权限，或者复制出来。")
    for folder in found.empty:
        meeting.refuse(f"文件夹“{folder}”里没有方案文件（.yaml）。")
    plans = {path: own for path in found.files if (own := settings(path)) is not None}
    meeting.refused |= len(plans) < len(found.files)
    show(meeting.noted(_reports(plans, request, meeting)), request)
    meeting.close()
    return meeting.code


def _contradiction(asked: CheckOptions) -> str:
    """Why the options do not go together; nothing where they do."""
    lists = asked.form == "text" and not asked.statistics
    wrongs = (
        (
            asked.write_baseline and not asked.baseline,
            "--write-baseline 要与 --baseline 文件名 同用。",
        ),
        (asked.write_baseline and asked.diff, "--write-baseline 不能与 --diff 同用。"),
        (
            asked.unsafe and not (asked.fix or asked.diff),
            "--unsafe 要与 --fix 或 --diff 同用，单独写不起作用。",
        ),
        (
            asked.force and not asked.write_baseline,
            "--force 要与 --write-baseline 同用，单独写不起作用。",
        ),
        (not asked.backup and not asked.fix, "--no-backup 要与 --fix 同用，单独写不起作用。"),
        (asked.quiet and not lists, "--quiet 只用于逐处列出问题的文字输出。"),
        (asked.diff and not lists, "--diff 只显示改动，不与 --format、--statistics 同用。"),
        (
            asked.statistics and asked.form not in ("text", "json"),
            f"--statistics 没有 {asked.form} 格式，可以用 text、json。",
        ),
    )
    return next((words for wrong, words in wrongs if wrong), "")


class Meeting:
    """What a run meets besides findings, as the reports go by, and how it ends therefore."""

    def __init__(self) -> None:
        self.failed = self.refused = self.broken = False
        self.searched: frozenset[Path] = frozenset()
        self.foreign: list[str] = []
        self.checked = 0
        self.years: set[int] = set()
        self.used = Used()

    @property
    def code(self) -> int:
        """The exit code: our bug weighs most, then what could not be checked, then errors."""
        if self.broken:
            return BUG
        return USAGE if self.refused else FINDINGS if self.failed else CLEAN

    def refuse(self, words: str) -> None:
        """Say what cannot be done; the rest goes on."""
        self.refused = True
        say(words)

    def there(self, paths: Iterable[Path]) -> Iterator[Path]:
        """The paths that exist, patterns spelt out."""
        for path in (each for given in paths for each in spell_out(given)):
            if is_there(path):
                yield path
            else:
                self.refuse(missing(path))

    def passes_over(self, report: Report) -> bool:
        """Whether it is on a file that a search has brought and that is no plan."""
        return report.foreign and Path(report.file) in self.searched

    def plans(self, reports: Iterable[Report]) -> Iterator[Report]:
        """The reports on plans; other files that a search has brought are left out."""
        for report in reports:
            if self.passes_over(report):
                self.foreign.append(report.file)
            else:
                yield report

    def noted(self, reports: Iterable[Report]) -> Iterator[Report]:
        """The reports as they are shown, what they mean for the end of the run kept in mind."""
        for report in reports:
            if report.bug:
                self.broken = True
                say(f"{report.file}：内部出错（{report.bug}）。这是程序的缺陷，文件没有改动。")
            self.checked += 1
            self.used.add(report)
            self.failed |= report.failed
            self.years.update(report.unknown_years if report.rated else ())
            yield report

    def close(self) -> None:
        """Say at the end what concerns no single finding."""
        for line in self.used.lines():
            say(line)
        if self.foreign:
            passed = f"跳过了{len(self.foreign)}个没有方案内容的 YAML 文件"
            say(f"{passed}（{_few(self.foreign)}）；要检查，写出文件名。")
        if self.foreign and not self.checked:
            self.refuse("没有找到方案。")
        if self.years:
            unknown = f"{say_years(self.years)}的节假日安排尚未收录"
            say(f"{unknown}，只按周末和固定的节日推算休息日。")


def _few(names: Sequence[str]) -> str:
    return "、".join(names[:3]) + ("等" if len(names) > 3 else "")


# Settings ---------------------------------------------------------------------------------


def _settings(request: CheckOptions) -> Callable[[Path], Settings | None]:
    """The settings for each plan: those of its folder, with what the command line says.

    None where they are bad, which is said once; ends with a message for what is bad in the
    command line itself.
    """
    chosen = (re.split("[,，、 ]+", text) for text in (request.select, request.ignore))
    select, ignore = (tuple(filter(None, codes)) for codes in chosen)
    try:
        standard = Settings(today=request.today).narrowed(select, ignore)
    except BadSettings as trouble:
        stop(str(trouble))

    @functools.cache
    def of_file(file: Path | None) -> Settings | None:
        try:
            if file is None:
                return standard
            own = read(file) if request.config else read_found(file)
            return own.narrowed(select, ignore)._replace(today=request.today)
        except BadSettings as trouble:
            say(str(trouble))
            return None

    @functools.cache
    def of_folder(folder: Path) -> Settings | None:
        try:
            return of_file(request.config or find(folder))
        except BadSettings as trouble:
            say(str(trouble))
            return None

    return lambda path: of_folder(path.parent)


def settings_for(folder: Path, config: Path | None = None) -> Settings:
    """The settings of a folder in which plans lie; exits with a message for bad ones."""
    try:
        if config:
            return read(config)
        file = find(folder)
        return read_found(file) if file else Settings()
    except BadSettings as trouble:
        stop(str(trouble))


# Reports ----------------------------------------------------------------------------------


def _reports(
    plans: Mapping[Path, Settings], request: CheckOptions, meeting: Meeting
) -> Iterator[Report]:
    """The reports on all plans, one by one: as they are, fixed, or without what is accepted."""
    if request.diff:
        found = _previewed(plans, request, meeting)
    elif request.fix:
        found = _each(plans, functools.partial(_fixed, request, meeting))
    else:
        found = _checked(plans, request, meeting)
    found = meeting.plans(found)
    if request.baseline and request.write_baseline:
        return _recorded(request, request.baseline, plans, found)
    return _against(request.baseline, found) if request.baseline else found


def _each(
    plans: Mapping[Path, Settings], work: Callable[[Path, Settings], Report]
) -> Iterator[Report]:
    for path, settings in plans.items():
        yield batch.guarded(path, functools.partial(work, path, settings))


def _checked(
    plans: Mapping[Path, Settings], request: CheckOptions, meeting: Meeting
) -> Iterator[Report]:
    """The reports on all plans, over several processes, with a bar where it disturbs nothing."""
    jobs = request.jobs or os.cpu_count() or 1
    settings = plans.__getitem__
    if jobs == 1 or len(plans) < 2:
        found = batch.check_files(plans, request.level, settings)
        yield from _watched(found, len(plans), request)
        return
    from concurrent.futures import ProcessPoolExecutor
    from concurrent.futures.process import BrokenProcessPool

    chunk = max(1, min(16, len(plans) // (jobs * 4)))
    done = 0
    try:
        with ProcessPoolExecutor(jobs) as executor:
            found = batch.check_files(plans, request.level, settings, executor, chunk)
            for report in _watched(found, len(plans), request):
                yield report
                done += 1
    except BrokenProcessPool:
        meeting.refuse(
            f"有一个进程被系统中止，多半是内存不够，还有{len(plans) - done}份方案没有检查。"
            "用 --jobs 1 再检查一次。"
        )


def _watched(found: Iterator[Report], total: int, request: CheckOptions) -> Iterator[Report]:
    silent = request.statistics or not sys.stdout.isatty()
    if total < MANY or not silent or not sys.stderr.isatty():
        yield from found
        return
    from rich.console import Console
    from rich.progress import Progress

    console = Console(stderr=True)
    with Progress(console=console, transient=True, redirect_stdout=False) as progress:
        yield from progress.track(found, total, description="检查")


def _fixed(request: CheckOptions, meeting: Meeting, path: Path, settings: Settings) -> Report:
    from jindu.checker.fix import fix

    done = fix(path, request.level, settings, unsafe=request.unsafe)
    if meeting.passes_over(done.found):
        return done.found
    if not done.changed:
        say(f"{path}：没有可以自动改正的问题。")
        return done.report
    try:
        kept = rewrite(path, done.content(), done.original, backup=request.backup)
    except Unwritable as trouble:
        meeting.refuse(str(trouble))
        return done.found
    said = f"改正了{done.fixes}处" if done.fixes else "改存为 UTF-8 编码"
    say(f"{path}：{said}；原文件存为 {kept}。" if kept else f"{path}：{said}。")
    return done.report


def _previewed(
    plans: Mapping[Path, Settings], request: CheckOptions, meeting: Meeting
) -> Iterator[Report]:
    """Print what would change; the reports are on the files as they stand."""
    from jindu.checker.fix import fix

    changed: dict[Path, int] = {}

    def preview(path: Path, settings: Settings) -> Report:
        done = fix(path, request.level, settings, unsafe=request.unsafe)
        if done.changed and not meeting.passes_over(done.found):
            changed[path] = done.fixes
            print("\n".join(map(logged, done.diff())))
        return done.found

    yield from _each(plans, preview)
    would = f"会改正{sum(changed.values())}处，涉及{len(changed)}个文件"
    say(f"{would if changed else '没有可以自动改正的问题'}；文件没有改动。")


# Baselines --------------------------------------------------------------------------------


def _against(baseline: Path, reports: Iterable[Report]) -> Iterator[Report]:
    """The reports without what a baseline file holds; ends with a message for a bad one."""
    from jindu.checker.suppress import BaselineFile

    try:
        known = BaselineFile.read(baseline)
    except ValueError as trouble:
        stop(f"{trouble}新的基线用 --write-baseline 生成，写一个还没有的文件名。")
    return (
        _without(
            report._replace(baseline=str(baseline)),
            known.new(_named(report, baseline), report.diagnostics, report.lines),
        )
        for report in reports
    )


def _recorded(
    request: CheckOptions, baseline: Path, plans: Iterable[Path], reports: Iterable[Report]
) -> Iterator[Report]:
    """The reports without what was found, all of which goes into a baseline file."""
    from jindu.checker.suppress import BaselineFile, entry_of
    from jindu.files.contents import Kind

    inputs = (*plans, *filter(None, [request.config]))
    try:
        examine(baseline, Kind.BASELINE, inputs=inputs, force=request.force)
    except Unwritable as trouble:
        stop(str(trouble))
    known = BaselineFile()
    for report in reports:
        name = _named(report, baseline)
        known.entries.update(entry_of(name, d, report.lines) for d in report.diagnostics)
        yield _without(report, ())
    content = known.text().encode("utf-8")
    write(baseline, content, Kind.BASELINE, inputs=inputs, force=request.force)
    say(f"已把{known.entries.total()}处问题写进基线 {baseline}。")


def _named(report: Report, baseline: Path) -> str:
    # A file name may hold what no text can.
    return escaped(Path(os.path.relpath(report.file, baseline.parent)).as_posix())


def _without(report: Report, left: Sequence[Diagnostic]) -> Report:
    """The report as if what was accepted had not been found."""
    kept = set(map(id, left))
    accepted = [found for found in report.diagnostics if id(found) not in kept]
    fewer = result.barred(accepted)
    still_open = {level: count - fewer[level] for level, count in report.open.items()}
    return report._replace(diagnostics=tuple(left), accepted=len(accepted), open=still_open)


# Showing ----------------------------------------------------------------------------------


def show(reports: Iterable[Report], request: CheckOptions) -> None:
    """Print the reports as they come."""
    if request.diff:
        for _ in reports:
            pass
    elif request.form == "text" and not request.statistics:
        tell(reports, quiet=request.quiet)
    else:
        for piece in _pieces(reports, request):
            sys.stdout.write(piece)


def _pieces(reports: Iterable[Report], request: CheckOptions) -> Iterator[str]:
    if request.statistics and request.form == "text":
        from jindu.report import text

        return (f"{line}\n" for line in text.statistics(reports))
    if request.form == "json":
        from jindu.report import json

        return json.statistics(reports) if request.statistics else json.render(reports)
    if request.form == "sarif":
        from jindu.report import sarif

        return sarif.render(reports)
    from jindu.report import github

    return (f"{line}\n" for line in github.render(reports))


def tell(reports: Iterable[Report], *, clean_aside: bool = False, quiet: bool = False) -> None:
    """Print findings and counts, of many files their sum too.

    ``clean_aside`` leaves the counts of a clean file on stderr.
    """
    from jindu.report import text

    paint = text.colour if coloured() else text.plain
    columns = shutil.get_terminal_size().columns if sys.stdout.isatty() else text.COLUMNS
    begun = False
    tally = text.Tally()
    for report in reports:
        tally.add(report)
        lines = list(text.render(report, paint, quiet=quiet, columns=columns))
        if begun and lines and not quiet:
            print()
        if lines:
            begun = True
            stream = sys.stderr if clean_aside and not report.failed else sys.stdout
            print("\n".join(map(harmless, lines)), file=stream)
    if tally.plans > 1 and not quiet:
        print(f"\n{tally.line()}")
