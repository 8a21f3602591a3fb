"""``jindu templates``."""

from __future__ import annotations

import sys
from pathlib import Path

from jindu import assets
from jindu.cli.console import say, stop
from jindu.cli.rendering import kind_of
from jindu.document.kinds import KINDS
from jindu.files.contents import Kind
from jindu.files.writing import Unwritable, examine, write

# Templates --------------------------------------------------------------------------------


def list_templates() -> None:
    """Say every kind of document with what it is for."""
    width = max(map(len, KINDS))
    for kind in KINDS.values():
        print(f"{kind.name}{'　' * (width - len(kind.name))}  {kind.about}")


def show_template(kind: str) -> None:
    """Print the built-in template of a kind."""
    sys.stdout.write(_text(KINDS[kind_of(kind)].template))


def copy_template(kind: str, folder: Path, force: bool) -> None:
    """Put the template of a kind, with the parts it includes, beside the plans of a folder."""
    from jindu.document.templates import FOLDER, used

    names = used(KINDS[kind_of(kind)].template)
    contents = {folder / FOLDER / name: _text(name).encode("utf-8") for name in names}
    try:
        for path, content in contents.items():
            examine(path, Kind.TEMPLATE, content, force=force)
        for path, content in contents.items():
            write(path, content, Kind.TEMPLATE, force=force)
    except Unwritable as trouble:
        stop(str(trouble))
    say(f"已把{len(names)}个模板文件复制到 {folder / FOLDER}。{folder} 里的方案从此用它们。")


def _text(name: str) -> str:
    return (assets.templates() / name).read_text(encoding="utf-8")
