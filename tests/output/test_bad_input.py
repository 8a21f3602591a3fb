"""Plans nobody would write and disks that are full: a message, and no half-written file."""

from __future__ import annotations

import contextlib
import errno
import functools
import io
import os
import time
import zipfile
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from jindu import scaffold
from jindu.checker import engine
from jindu.document.kinds import KINDS, Unready
from jindu.files import writing
from jindu.files.contents import Kind
from jindu.output import DOCUMENTS, FORMATS, render
from jindu.output.render import RenderOptions
from jindu.source import load
from tests import office
from tests.wordfile import WordFile

WRITTEN = [to for to in FORMATS if to != "pdf"]
SOUND = scaffold.load("community").text
MANY = 300


def long_cells(text: str) -> str:
    return text.replace("成果形式: 印发的方案", f"成果形式: {'成果' * 2500}")


def many_tasks(text: str) -> str:
    """300 tasks instead of 28."""
    before, head, rest = text.partition("工作任务:\n")
    tasks, gap, after = rest.partition("\n# 经常性工作")
    lines = [line for line in tasks.splitlines() if line.strip()]
    more = [
        f"  - {{编号: X{n}, 名称: 开展第{n}次入户走访, 重点任务: T1, 阶段: 阶段二, "
        f"完成时限: 2027-{n % 12 + 1:02}, 牵头单位: 支部, 成果形式: 走访记录, 类型: 宣传}}"
        for n in range(MANY - len(lines))
    ]
    return before + head + "\n".join((*lines, *more)) + "\n" + gap + after


def no_spaces(text: str) -> str:
    return text.replace("成果形式: 印发的方案", f"成果形式: {'A' * 600}")


def rare_characters(text: str) -> str:
    return text.replace("邻里清风", "𠮷䶮🙂﷽̶e̶")


def only_names(text: str) -> str:
    return "方案: {标题: 甲}\n工作任务: [{编号: R1, 名称: 乙}]\n"


SHAPES = [long_cells, many_tasks, no_spaces, rare_characters, only_names]


@pytest.mark.parametrize("shape", SHAPES, ids=lambda shape: shape.__name__)
@pytest.mark.parametrize("to", WRITTEN)
def test_every_format(shape: Callable[[str], str], to: str) -> None:
    loaded = load.load_text(shape(SOUND))
    begun = time.perf_counter()
    for kind in KINDS if to in DOCUMENTS else ["实施方案"]:
        wanted = RenderOptions(kind, allow_errors=True, today=date(2026, 9, 1))
        # A plan of nothing but names gives no request, no list of duties and no chart.
        refused = shape is only_names and kind in ("资金申请", "责任清单", "作战图")
        with pytest.raises(Unready) if refused else contextlib.nullcontext():
            assert render.render(loaded, to, wanted)
    assert time.perf_counter() - begun < 30


@functools.cache
def content(shape: Callable[[str], str]) -> bytes:
    return render.render(load.load_text(shape(SOUND)), wanted=RenderOptions(allow_errors=True))


ON_PAPER = [long_cells, many_tasks, no_spaces, rare_characters]
office.KNOWN.append(lambda: map(content, ON_PAPER))


@pytest.mark.parametrize("shape", ON_PAPER)
def test_on_paper(shape: Callable[[str], str]) -> None:
    """No page is blank, and nothing is lost."""
    pages = office.printed(content(shape)).pages
    assert all(page.body for page in pages)
    told = "".join(page.text for page in pages)
    wanted = "".join(paragraph.text for paragraph in WordFile(content(shape)).paragraphs)
    for character in "成A访龯":
        assert told.count(character) >= wanted.count(character)


@pytest.mark.parametrize(
    "escape", [r"\ud800", r"\0", r"\a", r"\x1b", r"\ufffe", r"\x7f", r"\u2028"]
)
@pytest.mark.parametrize("to", WRITTEN)
def test_characters_no_file_can_hold(escape: str, to: str) -> None:
    """They come in by escapes only, and are refused where they are read."""
    loaded = load.load_text(f'方案: {{标题: "甲{escape}乙方案"}}\n')
    report = engine.check(loaded)
    assert report.failed
    assert any("字符" in found.message for found in report.diagnostics), report.diagnostics
    with pytest.raises(render.Refused):
        render.render(loaded, to)
    if loaded.plan is not None:
        assert render.render(loaded, to, RenderOptions(allow_errors=True))


def test_a_full_disk_leaves_the_old_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "方案.docx"
    path.write_bytes(b"old")

    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(writing.Unwritable, match="磁盘是否已满"):
        writing.write(path, b"new" * 1000, Kind.DOCX, force=True)
    assert path.read_bytes() == b"old"
    assert [p.name for p in tmp_path.iterdir()] == ["方案.docx"]


def test_a_word_file_is_whole() -> None:
    made = render.render(load.load_text(SOUND))
    with zipfile.ZipFile(io.BytesIO(made)) as archive:
        assert archive.testzip() is None
