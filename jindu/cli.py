"""The command line: parse options, call one function, print, exit. Imports inside the bodies."""

from __future__ import annotations

import os
import sys
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NoReturn

import typer

from jindu import usage

if TYPE_CHECKING:
    from collections.abc import Iterable

    from jindu.pipeline import Report

CLEAN, FINDINGS, USAGE, BUG = 0, 1, 2, 3
"""Exit codes."""

app = typer.Typer(
    name="jindu",
    help="禁毒支部创建方案工具：编写、检查、生成正式的 Word 实施方案。",
    cls=usage.Group,
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
)


class LevelName(StrEnum):
    """Levels as they are typed."""

    draft = "draft"
    review = "review"
    submit = "submit"


class ReportFormat(StrEnum):
    """Formats of findings."""

    text = "text"
    json = "json"


class DocumentFormat(StrEnum):
    """Formats of documents."""

    docx = "docx"
    md = "md"


def run() -> None:
    """Run a command; whatever escapes it is our bug, said without a traceback."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")
    try:
        sys.exit(app(standalone_mode=False))
    except typer.TyperException as error:
        say(usage.explain(error))
        sys.exit(USAGE)
    except typer.Abort:
        say("已中止，没有改动文件。")
        sys.exit(USAGE)
    except Exception as error:
        if "JINDU_DEBUG" in os.environ:
            raise
        say(f"jindu 内部出错（{type(error).__name__}: {error}）。这是程序的缺陷，文件没有改动。")
        sys.exit(BUG)


def say(text: str) -> None:
    """Tell the user something that is not a result."""
    print(text, file=sys.stderr)


def stop(text: str, code: int = USAGE) -> NoReturn:
    """Tell the user why nothing was done, and exit."""
    say(text)
    raise typer.Exit(code)


def _date(text: str) -> date:
    from jindu.units import Unreadable, read_date

    try:
        return read_date(text).first
    except Unreadable as trouble:
        raise typer.BadParameter(f"{trouble.message}{trouble.tip}") from None


@app.callback(invoke_without_command=True)
def _main(
    version: Annotated[bool, typer.Option("--version", "-V", help="显示版本号。")] = False,
) -> None:
    if version:
        from jindu import __version__

        print(f"jindu {__version__}")
        raise typer.Exit


@app.command(cls=usage.Command)
def init(
    path: Annotated[Path, typer.Argument(help="要写的方案文件。", metavar="[方案]")] = Path(
        "方案.yaml"
    ),
    scheme: Annotated[str, typer.Option("--scheme", "-s", help="采用哪个模板。")] = "community",
    listing: Annotated[bool, typer.Option("--list", help="列出全部模板。")] = False,
    defaults: Annotated[bool, typer.Option("--defaults", help="不提问，用模板的默认值。")] = False,
    settings: Annotated[
        list[str] | None, typer.Option("--set", help="直接回答，如 --set 街道=柳林街道。")
    ] = None,
    answers: Annotated[
        Path | None, typer.Option("--answers", help="从 YAML 文件读取回答。")
    ] = None,
    force: Annotated[bool, typer.Option("--force", help="覆盖已有的文件。")] = False,
    today: Annotated[
        str | None, typer.Option("--today", help="当作今天的日期，默认为当天。")
    ] = None,
) -> None:
    """用模板生成一份方案文件。"""
    from jindu import scaffold

    if listing:
        for line in scaffold.listing():
            print(line)
        return
    given = scaffold.Given(
        settings=tuple(settings or ()),
        answers=answers,
        today=_date(today) if today else date.today(),
        ask=not defaults and sys.stdin.isatty(),
    )
    try:
        text = scaffold.fill(scheme, given)
        scaffold.write(path, text, force=force)
    except scaffold.Trouble as trouble:
        stop(str(trouble))
    say(f"已写好 {path}。")
    _tell_reports([_checked(path, None)], quiet=True)
    say(f"下一步：打开文件改成本单位的内容，然后运行 jindu check {_quoted(path)}。")


@app.command(cls=usage.Command)
def check(
    paths: Annotated[
        list[Path] | None,
        typer.Argument(help="方案文件或文件夹，默认为当前文件夹。", metavar="[方案]..."),
    ] = None,
    output: Annotated[
        ReportFormat, typer.Option("--format", "-f", help="输出格式。")
    ] = ReportFormat.text,
    level: Annotated[
        LevelName | None,
        typer.Option("--level", help="按哪一级检查：draft 草稿、review 送审、submit 报批。"),
    ] = None,
) -> None:
    """检查方案，逐处指出问题、依据和改法。"""
    there = [path for path in paths or [Path()] if path.exists()]
    missing = [path for path in paths or () if path not in there]
    for path in missing:
        say(_missing(path))
    reports = [_checked(path, level) for path in _files(there)]
    if output is ReportFormat.json:
        from jindu.report import json

        print(json.render(reports))
    else:
        _tell_reports(reports)
    if missing:
        raise typer.Exit(USAGE)
    if any(report.failed for report in reports):
        raise typer.Exit(FINDINGS)


@app.command(cls=usage.Command)
def render(
    path: Annotated[Path, typer.Argument(help="方案文件。", metavar="方案")],
    to: Annotated[
        DocumentFormat, typer.Option("--to", "-t", help="生成什么格式。")
    ] = DocumentFormat.docx,
    output: Annotated[
        Path | None, typer.Option("--output", "-o", help="生成的文件，默认与方案同名。")
    ] = None,
    kind: Annotated[str, typer.Option("--doc", help="文件种类。")] = "实施方案",
    allow_errors: Annotated[
        bool, typer.Option("--allow-errors", help="有错误也生成，每页标明“草稿”。")
    ] = False,
) -> None:
    """生成正式的实施方案（Word）。"""
    from jindu import pipeline
    from jindu.files import Unwritable, write_atomically
    from jindu.render import KINDS

    if kind not in KINDS:
        stop(f"没有“{kind}”这种文件；可以生成：{'、'.join(KINDS)}。")
    if not path.exists():
        stop(_missing(path))
    target = output or path.with_suffix(f".{to.value}")
    try:
        content = pipeline.render(
            pipeline.load(path), to.value, kind=kind, allow_errors=allow_errors
        )
        write_atomically(target, content)
    except pipeline.Refused as refused:
        _tell_reports([refused.report])
        say("方案还有错误，没有生成文件。改正后再试，或者加 --allow-errors 生成草稿。")
        raise typer.Exit(FINDINGS) from None
    except Unwritable as trouble:
        stop(str(trouble))
    say(f"已生成 {target}。")


def _missing(path: Path) -> str:
    return f"找不到“{path}”。检查文件名和所在文件夹；名字里有空格时加双引号。"


def _files(paths: Iterable[Path]) -> list[Path]:
    from jindu.files import NoPlans, find_plans

    try:
        return find_plans(paths)
    except NoPlans as trouble:
        stop(str(trouble))


def _checked(path: Path, level: LevelName | None) -> Report:
    from jindu import pipeline
    from jindu.diagnostic import Level

    return pipeline.check(pipeline.load(path), Level[level.name.upper()] if level else None)


def _tell_reports(reports: Iterable[Report], *, quiet: bool = False) -> None:
    """Print findings and counts; ``quiet`` leaves the counts of a clean file on stderr."""
    from jindu.report import text

    paint = text.colour if _coloured() else text.plain
    for place, report in enumerate(reports):
        if place:
            print()
        lines = list(text.render(report, paint))
        print("\n".join(lines), file=sys.stderr if quiet and not report.failed else sys.stdout)


def _coloured() -> bool:
    return sys.stdout.isatty() and "NO_COLOR" not in os.environ


def _quoted(path: Path) -> str:
    text = str(path)
    return f'"{text}"' if " " in text else text
