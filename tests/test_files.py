"""Writing: whole or not at all, through links, with the mode that was there."""

from __future__ import annotations

import errno
import os
from pathlib import Path

import pytest

from jindu.files import Unwritable, write_atomically


def test_a_link_stays_a_link_and_the_file_keeps_its_mode(tmp_path: Path) -> None:
    real, link = tmp_path / "里" / "真.yaml", tmp_path / "方案.yaml"
    real.parent.mkdir()
    real.write_bytes(b"old")
    real.chmod(0o640)
    link.symlink_to(Path("里") / "真.yaml")
    write_atomically(link, b"new")
    assert link.is_symlink()
    assert real.read_bytes() == b"new"
    assert real.stat().st_mode & 0o777 == 0o640
    assert list(real.parent.iterdir()) == [real]


def test_a_new_file_has_the_usual_mode(tmp_path: Path) -> None:
    write_atomically(tmp_path / "新" / "方案.yaml", b"new")
    (tmp_path / "别的").write_bytes(b"")
    modes = {p.stat().st_mode for p in (tmp_path / "新" / "方案.yaml", tmp_path / "别的")}
    assert len(modes) == 1


@pytest.mark.parametrize(
    ("code", "told"),
    [
        (errno.EACCES, "没有写的权限"),
        (errno.EROFS, "所在的磁盘只能读"),
        (errno.ENOSPC, "磁盘已满"),
        (errno.EIO, f"系统错误号{errno.EIO}"),
    ],
)
def test_why_a_file_cannot_be_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, code: int, told: str
) -> None:
    def refuse(*_: object) -> None:
        raise OSError(code, os.strerror(code))

    path = tmp_path / "方案.yaml"
    path.write_bytes(b"old")
    monkeypatch.setattr(os, "fsync", refuse)
    with pytest.raises(Unwritable) as raised:
        write_atomically(path, b"new")
    assert f"（{told}）" in str(raised.value)
    assert os.strerror(code) not in str(raised.value)
    assert path.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [path]


def test_a_folder_is_no_file(tmp_path: Path) -> None:
    with pytest.raises(Unwritable, match="是一个文件夹"):
        write_atomically(tmp_path, b"new")


def test_a_file_in_the_place_of_a_folder(tmp_path: Path) -> None:
    (tmp_path / "甲").write_bytes(b"")
    with pytest.raises(Unwritable, match="不是文件夹"):
        write_atomically(tmp_path / "甲" / "方案.yaml", b"new")
