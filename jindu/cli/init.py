"""``jindu init``."""

import sys
from pathlib import Path
from typing import Annotated

import typer

from jindu.cli import completion, help, options
from jindu.cli.console import BUG, findings, invocation, quoted, say

app = typer.Typer()


@app.command(cls=help.Command)
def init(
    path: Annotated[Path, typer.Argument(help="要写的方案文件。", metavar="[方案]")] = Path(
        "方案.yaml"
    ),
    scheme: Annotated[
        str,
        typer.Option("--scheme", "-s", help="采用哪个模板。", autocompletion=completion.schemes),
    ] = "community",
    listing: Annotated[bool, typer.Option("--list", help="列出全部模板。")] = False,
    defaults: Annotated[bool, typer.Option("--defaults", help="不提问，用模板的默认值。")] = False,
    settings: Annotated[
        list[str] | None, typer.Option("--set", help="直接回答，如 --set 街道=柳林街道。")
    ] = None,
    answers: Annotated[
        Path | None, typer.Option("--answers", help="从 YAML 文件读取回答。")
    ] = None,
    force: options.Force = False,
    today: Annotated[str | None, options.today()] = None,
) -> None:
    """用模板生成一份方案文件。"""
    from jindu import scaffold

    if listing:
        for line in scaffold.listing():
            print(line)
        return
    wanted = scaffold.InitOptions(
        settings=tuple(settings or ()),
        answers=answers,
        today=options.day(today),
        ask=not defaults and sys.stdin.isatty(),
    )
    scaffold.ready(path, force=force)
    scaffold.write(path, scaffold.fill(scheme, wanted), answers=answers, force=force)
    say(f"已写好 {path}。", *scaffold.notes(path))
    _check(path)
    say(f"下一步：打开文件改成本单位的内容，然后运行 {invocation()} check {quoted(path)}。")


def _check(path: Path) -> None:
    """Print the findings in the new plan: to stdout if there are errors, else to stderr."""
    from jindu.checker import batch

    report = batch.guarded(path, lambda: batch.check_file(path))
    if report.bug:
        say(f"{path}：方案写好了，检查时内部出错（{report.bug}）。这是程序的缺陷。")
        raise typer.Exit(BUG)
    findings([report], sys.stdout if report.failed else sys.stderr)
