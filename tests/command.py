"""Run commands as users do, and write the plans they are run on."""

from __future__ import annotations

import io
import os
import re
import subprocess
import sys
import types
import zipfile
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import NamedTuple, Self

import pytest

from jindu import cli, output, report, scaffold
from jindu.cli import options
from tests.conftest import ROOT, TODAY

ENGLISH = re.compile(r"(?<![-\w<.])[A-Za-z]{2,}(?![-\w>.])")
"""A word of English; not an option, a placeholder or a name with a dot."""
NOT_ENGLISH = {
    *("jindu", "Word", "YAML", "JSON", "Schema", "SARIF", "GitHub", "UTF", "Excel", "PDF"),
    *("templates", "list", "show", "copy", "public", "internal", "gb", "windows", "noto"),
    *("draft", "review", "submit", "community", "BUD", "FND"),
    *(command.__name__.rpartition(".")[2] for command in cli.COMMANDS),
    *output.FORMATS,
    *report.FORMATS,
}
TITLED = "方案:\n  标题: 柳林街道禁毒支部创建实施方案\n"
BROKEN = "方案:\n  标题: 柳林街道禁毒支部创建实施方案\n经费:\n  总额: 50\n"


class Result(NamedTuple):
    code: int
    out: str
    err: str


Jindu = Callable[..., Result]


class ThatDay(date):
    """A calendar that stands still."""

    @classmethod
    def today(cls) -> Self:
        return cls(TODAY.year, TODAY.month, TODAY.day)


def run_jindu(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], *arguments: str | Path
) -> Result:
    """Run a command in this process, as if it were the only thing there."""
    monkeypatch.setattr(sys, "argv", ["jindu", *map(str, arguments)])
    monkeypatch.setattr(options, "date", ThatDay)
    monkeypatch.setitem(sys.modules, "__main__", types.ModuleType("__main__"))
    capsys.readouterr()
    with pytest.raises(SystemExit) as stopped:
        cli.run()
    told = capsys.readouterr()
    code = stopped.value.code or 0
    assert isinstance(code, int)
    return Result(code, told.out, told.err)


def run_process(
    folder: Path, *arguments: str | Path, **environment: str
) -> subprocess.CompletedProcess[bytes]:
    """Run a command as users do, in a process of its own."""
    return subprocess.run(
        [sys.executable, "-m", "jindu", *map(str, arguments)],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(ROOT), **environment},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        check=False,
    )


def english(text: str) -> set[str]:
    return set(ENGLISH.findall(text)) - NOT_ENGLISH


def write(path: Path, text: str) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8", newline="\n")
    return path


def link(path: Path, target: Path) -> None:
    try:
        path.symlink_to(target, target_is_directory=target.is_dir())
    except OSError:
        pytest.skip("links are not allowed here")


def sound() -> str:
    """A plan without findings at its own level."""
    return scaffold.load("school-link").text


def document(path: Path) -> str:
    """All parts of a Word file that hold words."""
    with zipfile.ZipFile(io.BytesIO(path.read_bytes())) as package:
        assert package.testzip() is None
        parts = [name for name in package.namelist() if name.startswith("word/")]
        return "".join(package.read(n).decode("utf-8") for n in parts if n.endswith(".xml"))
