"""Bugs of the program are told as such and stop no other file."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

from jindu.checker import engine, result
from jindu.source import load
from tests.command import (
    BROKEN,
    Jindu,
    sound,
    write,
)


def break_check(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object) -> None:
        raise RuntimeError("坏了")

    for place in ("jindu.checker.batch", "jindu.output.render"):
        monkeypatch.setattr(f"{place}.check", broken)


def test_said_without_a_traceback(
    jindu: Jindu, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.delenv("JINDU_DEBUG", raising=False)
    break_check(monkeypatch)
    result = jindu("check", write(tmp_path / "方案.yaml", BROKEN))
    assert (result.code, result.out) == (3, "")
    assert "方案.yaml：内部出错（RuntimeError: 坏了）" in result.err
    assert len(result.err.splitlines()) == 1
    assert "Traceback" not in result.err + result.out


@pytest.mark.parametrize("jobs", ["1", "2"])
def test_one_file_stops_no_other(
    jindu: Jindu, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, jobs: str
) -> None:
    monkeypatch.delenv("JINDU_DEBUG", raising=False)
    sound_check = engine.check

    def broken(loaded: load.LoadedPlan, *rest: Any) -> result.Report:
        if loaded.source.file == "乙.yaml":
            raise RuntimeError("坏了")
        return sound_check(loaded, *rest)

    monkeypatch.setattr("jindu.checker.batch.check", broken)
    for name in "甲乙丙":
        write(tmp_path / f"{name}.yaml", BROKEN)
    result = jindu("check", "--jobs", jobs, "-q", "--select", "BUD003")
    assert result.code == 3
    assert re.findall("^(.*?):4:7 ", result.out, re.MULTILINE) == ["丙.yaml", "甲.yaml"]
    assert result.err.startswith("乙.yaml：内部出错（RuntimeError: 坏了）。")


def test_shown_whole_to_developers(
    jindu: Jindu, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("JINDU_DEBUG", "1")
    break_check(monkeypatch)
    with pytest.raises(RuntimeError, match="坏了"):
        jindu("check", write(tmp_path / "方案.yaml", BROKEN))


def test_render_leaves_the_old_document(
    jindu: Jindu, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    old = write(tmp_path / "方案.docx", "旧的")
    break_check(monkeypatch)
    assert jindu("render", write(tmp_path / "方案.yaml", sound())).code == 3
    assert old.read_text(encoding="utf-8") == "旧的"
