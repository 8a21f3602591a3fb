"""``jindu explain``."""

from typing import Annotated

import typer

from jindu.cli import completion, help
from jindu.cli.console import USAGE, say

app = typer.Typer()


@app.command(cls=help.Command)
def explain(
    words: Annotated[
        list[str],
        typer.Argument(
            help="规则编码（如 SCH009）或其开头（BUD）、键（工作任务.完成时限）、标准的名称。",
            metavar="编码或键...",
            autocompletion=completion.words,
        ),
    ],
) -> None:
    """解释规则、键或者标准，可以一次写几个。"""
    from jindu.manual import explain

    unknown = [word for word in words if not explain.told(word)]
    print("\n".join(explain.told(word) for word in words if word not in unknown), end="")
    if unknown:
        say(*map(explain.hint, unknown))
        raise typer.Exit(USAGE)
