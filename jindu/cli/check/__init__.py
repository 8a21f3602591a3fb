"""``jindu check``."""

from pathlib import Path
from typing import Annotated

import typer

from jindu.cli import completion, help, options
from jindu.report import FORMATS

app = typer.Typer()


@app.command(cls=help.Command)
def check(
    paths: Annotated[
        list[Path] | None,
        typer.Argument(help="方案文件或文件夹，默认为当前文件夹。", metavar="[方案]..."),
    ] = None,
    format: Annotated[
        str,
        typer.Option("--format", "-f", help="输出格式。", click_type=options.choice(FORMATS)),
    ] = "text",
    level: Annotated[
        str | None,
        typer.Option(
            "--level",
            help="按哪一级检查，中文英文都可以；默认按方案的状态。",
            click_type=options.choice(options.LEVELS, case_sensitive=False),
        ),
    ] = None,
    select: Annotated[
        str,
        typer.Option(
            "--select",
            help="只用这些规则，逗号分隔，可以只写开头，如 BUD,FND。",
            autocompletion=completion.codes,
        ),
    ] = "",
    ignore: Annotated[
        str,
        typer.Option("--ignore", help="不用这些规则，写法同上。", autocompletion=completion.codes),
    ] = "",
    config: options.Config = None,
    fix: Annotated[
        bool, typer.Option("--fix", help="改正只有一种改法的问题，原文件存为 .bak。")
    ] = False,
    unsafe: Annotated[
        bool,
        typer.Option("--unsafe", help="与 --fix 或 --diff 同用：也改多半如此的问题，如合计数。"),
    ] = False,
    no_backup: Annotated[
        bool,
        typer.Option("--no-backup", help="与 --fix 同用：不把原文件存为 .bak。"),
    ] = False,
    diff: Annotated[bool, typer.Option("--diff", help="只显示 --fix 会改什么，不改文件。")] = False,
    baseline: Annotated[
        Path | None, typer.Option("--baseline", help="基线文件：其中已有的问题不再报告。")
    ] = None,
    write_baseline: Annotated[
        bool, typer.Option("--write-baseline", help="把现有的问题写进基线文件。")
    ] = False,
    force: Annotated[
        bool, typer.Option("--force", help="与 --write-baseline 同用：覆盖内容不是基线的文件。")
    ] = False,
    statistics: Annotated[
        bool, typer.Option("--statistics", help="只显示各条规则报了几次。")
    ] = False,
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="每处问题只显示一行。")] = False,
    today: Annotated[str | None, options.today("判断时限过没过，")] = None,
    jobs: Annotated[
        int, typer.Option("--jobs", "-j", min=0, help="同时用几个进程；0 为处理器个数。")
    ] = 1,
) -> None:
    """检查方案，逐处指出问题、依据和改法。"""
    from jindu.cli.check.run import CheckOptions, run

    wanted = CheckOptions(
        format=format,
        level=options.LEVELS[level] if level else None,
        select=select,
        ignore=ignore,
        config=config,
        fix=fix,
        unsafe=unsafe,
        backup=not no_backup,
        diff=diff,
        baseline=baseline,
        write_baseline=write_baseline,
        force=force,
        statistics=statistics,
        quiet=quiet,
        today=options.day(today),
        jobs=jobs,
    )
    raise typer.Exit(run(paths or [Path()], wanted))
