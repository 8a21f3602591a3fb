"""``jindu templates``."""

import sys
from pathlib import Path
from typing import Annotated

import typer

from jindu.cli import completion, help, options
from jindu.cli.console import say

templates = typer.Typer(
    name="templates", help="查看、复制内置的文件模板。", cls=help.Group, no_args_is_help=True
)
app = typer.Typer()
app.add_typer(templates)

Kind = Annotated[
    str, typer.Argument(help="文件种类。", metavar="种类", autocompletion=completion.kinds)
]


@templates.command("list", cls=help.Command)
def list_templates() -> None:
    """列出可以生成的文件种类。"""
    from jindu.document.kinds import KINDS

    width = max(map(len, KINDS))
    for kind in KINDS.values():
        print(f"{kind.name}{'　' * (width - len(kind.name))}  {kind.about}")


@templates.command("show", cls=help.Command)
def show_template(kind: Kind) -> None:
    """显示一种文件的模板。"""
    sys.stdout.write(_text(_template(kind)))


@templates.command("copy", cls=help.Command)
def copy_template(
    kind: Kind,
    folder: Annotated[
        Path, typer.Argument(help="方案所在的文件夹，默认为当前文件夹。", metavar="[文件夹]")
    ] = Path(),
    force: options.Force = False,
) -> None:
    """把一种文件的模板复制到方案旁边，供修改。"""
    from jindu.document.templates import FOLDER, used
    from jindu.files.contents import Kind
    from jindu.files.writing import examine, write

    names = used(_template(kind))
    contents = {folder / FOLDER / name: _text(name).encode("utf-8") for name in names}
    for path, content in contents.items():
        examine(path, Kind.TEMPLATE, content, force=force)
    for path, content in contents.items():
        write(path, content, Kind.TEMPLATE, force=force)
    beside = f"文件夹“{folder}”" if folder.name else "当前文件夹"
    say(f"已把{len(names)}个模板文件复制到 {folder / FOLDER}，{beside}里的方案以后用这些模板。")


def _template(word: str) -> str:
    """Return the template's file name for a kind of document. Raises UserError."""
    from jindu.cli.render.arguments import kind_of
    from jindu.document.kinds import KINDS

    return KINDS[kind_of(word)].template


def _text(name: str) -> str:
    from jindu import assets

    return (assets.templates() / name).read_text(encoding="utf-8")
