"""Output in every code page, and readers that leave."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.command import (
    BROKEN,
    run_process,
    write,
)
from tests.conftest import ROOT


@pytest.mark.parametrize(
    "environment",
    [
        {"PYTHONIOENCODING": "gbk"},
        {"LC_ALL": "C"},
    ],
    ids=["gbk", "C"],
)
def test_output_is_utf8_everywhere(tmp_path: Path, environment: dict[str, str]) -> None:
    write(tmp_path / "䶮河𠮷山.yaml", BROKEN.replace("柳林", "䶮河"))
    done = run_process(tmp_path, "check", ".", "没有.yaml", **environment)
    assert done.returncode == 2
    assert "䶮河𠮷山.yaml:4:7 错误 BUD003 金额“50”没有单位" in done.stdout.decode("utf-8")
    assert "找不到“没有.yaml”" in done.stderr.decode("utf-8")


@pytest.mark.parametrize("command", ["check .", "check . -f json", "--help"])
def test_a_reader_that_leaves_is_no_bug(tmp_path: Path, command: str) -> None:
    write(tmp_path / "坏.yaml", BROKEN)
    with subprocess.Popen(
        [sys.executable, "-m", "jindu", *command.split()],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    ) as process:
        assert process.stdout is not None
        process.stdout.close()
        assert process.stderr is not None
        assert process.stderr.read() == b""
