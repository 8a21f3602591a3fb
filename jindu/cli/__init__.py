"""The command line: its commands and their error handling."""

import os
import sys
from typing import Annotated

import typer

from jindu.cli import check, completion, explain, help, init, render, schema, templates
from jindu.cli.console import BUG, USAGE, open_streams, say, settle
from jindu.errors import UserError

COMMANDS = (init, check, render, templates, explain, schema)
"""Command modules, in the order of the help page. Each has an ``app``."""

app = typer.Typer(
    name="jindu",
    help="禁毒支部创建方案工具：编写、检查、生成正式的 Word 实施方案。",
    cls=help.Group,
    no_args_is_help=True,
    # `_main` has its own options for completion: in Chinese, and loaded only on demand.
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
)
for command in COMMANDS:
    app.add_typer(command.app)


def run() -> None:
    """Run the command named by the arguments, and exit with its code."""
    open_streams()
    completion.prepare()
    sys.exit(settle(_outcome))


def _outcome() -> int:
    """Run the command and print its errors. Return the exit code."""
    try:
        return app(standalone_mode=False, prog_name="jindu") or 0
    except UserError as error:
        say(str(error))
        return error.exit_code
    except typer.TyperException as error:
        say(*help.explain(error).split("\n"))
        return USAGE
    except typer.Abort:
        say("已中止，没有改动文件。")
        return USAGE
    except SystemExit as end:
        # typer exits like this if the output pipe is closed.
        raise BrokenPipeError from end
    except OSError:
        raise
    except Exception as error:
        if "JINDU_DEBUG" in os.environ:
            raise
        say(f"jindu 内部出错（{type(error).__name__}: {error}）。这是程序的缺陷。")
        say("没有只写了一半的文件；已经写好的都是完整的。")
        return BUG


@app.callback(invoke_without_command=True)
def _main(
    version: Annotated[bool, typer.Option("--version", "-V", help="显示版本号。")] = False,
    install_completion: Annotated[
        bool, typer.Option("--install-completion", help="为当前的命令行装上补全。")
    ] = False,
    show_completion: Annotated[
        bool, typer.Option("--show-completion", help="显示补全脚本，供复制或修改。")
    ] = False,
) -> None:
    if install_completion:
        completion.install()
        raise typer.Exit
    if show_completion:
        completion.show()
        raise typer.Exit
    if version:
        from jindu import __version__

        print(f"jindu {__version__}")
        raise typer.Exit
