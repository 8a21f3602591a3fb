"""``jindu schema``."""

from pathlib import Path
from typing import Annotated

import typer

from jindu.cli import help
from jindu.cli.console import say

app = typer.Typer()


@app.command(cls=help.Command)
def schema(
    output: Annotated[
        Path | None, typer.Option("--output", "-o", help="写到哪个文件，默认显示出来。")
    ] = None,
) -> None:
    """生成 JSON Schema，供编辑器补全键名、标出写错的地方。"""
    from jindu.manual.schema import text

    if output is None:
        print(text(), end="")
        return
    from jindu.files.contents import Kind
    from jindu.files.writing import write

    write(output, text().encode("utf-8"), Kind.SCHEMA)
    say(f"已生成 {output}。")
