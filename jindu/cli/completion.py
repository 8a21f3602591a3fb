"""Shell completion: values of options and arguments, and installation.

Completers take the incomplete word and yield candidates, some with a description.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from jindu.cli.console import say
from jindu.errors import UserError

VARIABLE = "_JINDU_COMPLETE"
"""Environment variable set by shells that ask for completions."""

Suggestion = tuple[str, str]


def schemes(incomplete: str) -> Iterator[str]:
    """Complete names of the built-in schemes."""
    from jindu import assets

    yield from (name for name in assets.schemes() if name.startswith(incomplete))


def kinds(incomplete: str) -> Iterator[Suggestion]:
    """Complete kinds of documents."""
    from jindu.document.kinds import KINDS

    yield from _like(incomplete, ((kind.name, kind.about) for kind in KINDS.values()))


def codes(incomplete: str) -> Iterator[Suggestion]:
    """Complete codes of rules, also in lists: ``BUD,SCH0``."""
    head, comma, last = incomplete.rpartition(",")
    for code, title in _like(last, _coded(last)):
        yield f"{head}{comma}{code}", title


def words(incomplete: str) -> Iterator[Suggestion]:
    """Complete arguments of ``explain``: codes, norms, and keys, one level at a time."""
    from jindu.manual import fields
    from jindu.model.norms import shipped_norms

    yield from _like(incomplete, _coded(incomplete))
    norms = ((norm.name, f"标准：{norm.formatted()}") for norm in shipped_norms().values())
    yield from _like(incomplete, norms)
    depth = incomplete.count(".") + 1
    keys = ((e.path, e.made.help) for e in fields.entries() if len(e.names) == depth)
    yield from _like(incomplete, keys)


def _coded(incomplete: str) -> Iterator[Suggestion]:
    """Yield codes with titles, or subjects if no subject is typed yet."""
    from jindu.manual.rules import SUBJECTS
    from jindu.rules import BY_CODE

    small = incomplete.islower()
    named = ((code, BY_CODE[code].title) for code in sorted(BY_CODE))
    subjects = ((code, subject.title) for code, subject in SUBJECTS.items())
    for code, title in named if incomplete.upper()[:3] in SUBJECTS else subjects:
        yield code.lower() if small else code, title


def _like(incomplete: str, choices: Iterator[Suggestion]) -> Iterator[Suggestion]:
    return (choice for choice in choices if choice[0].startswith(incomplete))


# Shells -----------------------------------------------------------------------------------


def prepare() -> None:
    """Set up typer to answer completion requests; load nothing otherwise."""
    if VARIABLE in os.environ:
        from typer._completion_classes import completion_init

        completion_init()


class _Place(NamedTuple):
    """The script's path, and the line of the shell's settings that loads it."""

    script: str
    settings: str = ""
    line: str = ""


_PLACES = {
    "bash": _Place(".bash_completions/jindu.sh", ".bashrc", "source ~/.bash_completions/jindu.sh"),
    "zsh": _Place(".zfunc/_jindu", ".zshrc", "fpath+=~/.zfunc; autoload -Uz compinit; compinit"),
    "fish": _Place(".config/fish/completions/jindu.fish"),
}


def install() -> None:
    """Install completion for the current shell."""
    from jindu.files.writing import Unwritable

    shell = _shell()
    try:
        path = _installed(_PLACES[shell]) if shell in _PLACES else _installed_by_typer(shell)
    except Unwritable as error:
        raise UserError(str(error), "也可以用 --show-completion 取得脚本，自己放好。") from error
    except OSError as error:
        message = f"命令行的配置文件不能读写（{error.strerror}）。"
        raise UserError(message, "用 --show-completion 取得脚本，自己放好。") from error
    say(f"已为 {shell} 装上补全：{path}。重新打开命令行窗口后起作用。")


def _installed(place: _Place) -> Path:
    from jindu.files.contents import Kind
    from jindu.files.writing import rewrite, write

    script = Path.home() / place.script
    write(script, f"{_script()}\n".encode(), Kind.OTHER, force=True)
    if place.settings:
        settings = Path.home() / place.settings
        line = f"{place.line}\n".encode()
        before = settings.read_bytes() if settings.exists() else b""
        if line.strip() not in before:
            gap = b"" if before.endswith(b"\n") or not before else b"\n"
            after = before + gap + line
            if before:
                rewrite(settings, after, before, backup=False)
            else:
                write(settings, after, Kind.OTHER)
    return script


def _installed_by_typer(shell: str) -> Path:
    """Install for PowerShell; only PowerShell knows the path of its profile."""
    from typer._completion_shared import install as put

    _, path = put(shell, "jindu", VARIABLE)
    return path


def show() -> None:
    """Print the completion script for the current shell."""
    print(_script())


def _script() -> str:
    from typer._completion_shared import get_completion_script

    return get_completion_script(prog_name="jindu", complete_var=VARIABLE, shell=_shell())


def _shell() -> str:
    """Return the current shell. Raises UserError if it is not recognized."""
    from typer._completion_shared import Shells, _get_shell_name

    shell = _get_shell_name()
    if shell not in {known.value for known in Shells}:
        tip = "在 bash、zsh、fish 或者 PowerShell 里运行这个命令。"
        raise UserError("认不出当前的命令行。", tip)
    return shell
