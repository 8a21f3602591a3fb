"""Writing: whole or not at all, through links, with the mode that was there."""

from __future__ import annotations

import errno
import os
from pathlib import Path

import pytest

from jindu.files import writing
from jindu.files.contents import Kind
from jindu.files.writing import Unwritable, rewrite, write


def test_a_link_stays_a_link_and_the_file_keeps_its_mode(tmp_path: Path) -> None:
    real, link = tmp_path / "里" / "真.yaml", tmp_path / "方案.yaml"
    real.parent.mkdir()
    real.write_bytes(b"old")
    real.chmod(0o640)
    link.symlink_to(Path("里") / "真.yaml")
    write(link, b"new", Kind.PLAN, force=True)
    assert link.is_symlink()
    assert real.read_bytes() == b"new"
    assert real.stat().st_mode & 0o777 == 0o640
    assert list(real.parent.iterdir()) == [real]


def test_a_new_file_has_the_usual_mode(tmp_path: Path) -> None:
    write(tmp_path / "新" / "方案.yaml", b"new", Kind.PLAN)
    (tmp_path / "别的").write_bytes(b"")
    modes = {p.stat().st_mode for p in (tmp_path / "新" / "方案.yaml", tmp_path / "别的")}
    assert len(modes) == 1


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() != 0, reason="needs a superuser")
def test_the_file_keeps_its_owner(tmp_path: Path) -> None:
    path = tmp_path / "方案.yaml"
    path.write_bytes(b"old")
    path.chmod(0o640)
    os.chown(path, 1234, 2345)
    rewrite(path, b"new", b"old")
    for file in (path, tmp_path / "方案.yaml.bak"):
        status = file.stat()
        assert (status.st_uid, status.st_gid, status.st_mode & 0o777) == (1234, 2345, 0o640)


def test_an_owner_that_may_not_be_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise PermissionError(errno.EPERM, "")

    path = tmp_path / "方案.yaml"
    path.write_bytes(b"old")
    status = path.stat()
    strange = os.stat_result((*status[:4], status.st_uid + 1, status.st_gid + 1, *status[6:]))
    monkeypatch.setattr(os, "chown", refuse, raising=False)
    writing._take_over(path, strange)
    assert path.stat().st_mode == status.st_mode


def refuse_sync(monkeypatch: pytest.MonkeyPatch, code: int, after: int = 0) -> None:
    """Let writing fail after so many files."""
    calls = iter(range(after))

    def refuse(_: int) -> None:
        if next(calls, None) is None:
            raise OSError(code, os.strerror(code))

    monkeypatch.setattr(os, "fsync", refuse)


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
    path = tmp_path / "方案.yaml"
    path.write_bytes(b"old")
    refuse_sync(monkeypatch, code)
    with pytest.raises(Unwritable) as raised:
        write(path, b"new", Kind.PLAN, force=True)
    assert f"（{told}）" in str(raised.value)
    assert os.strerror(code) not in str(raised.value)
    assert path.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.parametrize("written", [0, 1])
def test_a_full_disk_leaves_no_copy(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, written: int
) -> None:
    path = tmp_path / "方案.yaml"
    path.write_bytes(b"old")
    refuse_sync(monkeypatch, errno.ENOSPC, written)
    with pytest.raises(Unwritable, match="磁盘已满"):
        rewrite(path, b"new", b"old")
    assert path.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [path]


def test_a_target_locked_by_another_program(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As Windows does with what Word has open."""

    def locked(*_: object) -> None:
        raise PermissionError(errno.EACCES, "")

    path = tmp_path / "方案.md"
    path.write_bytes(b"old")
    monkeypatch.setattr(Path, "replace", locked)
    with pytest.raises(Unwritable, match="是否正被 Word 或 WPS 打开"):
        write(path, b"new", Kind.MD, force=True)
    assert path.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [path]


def test_an_interruption_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupt(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(os, "fsync", interrupt)
    with pytest.raises(KeyboardInterrupt):
        write(tmp_path / "方案.yaml", b"new", Kind.PLAN)
    assert list(tmp_path.iterdir()) == []


def test_a_file_in_the_place_of_a_folder(tmp_path: Path) -> None:
    (tmp_path / "甲").write_bytes(b"")
    with pytest.raises(Unwritable, match="不是文件夹"):
        write(tmp_path / "甲" / "方案.yaml", b"new", Kind.PLAN)


def test_links_in_a_circle(tmp_path: Path) -> None:
    (tmp_path / "甲").symlink_to("乙")
    (tmp_path / "乙").symlink_to("甲")
    with pytest.raises(Unwritable, match="链接互相指向"):
        write(tmp_path / "甲", b"new", Kind.PLAN)


def test_a_link_to_what_is_not_there_yet(tmp_path: Path) -> None:
    link = tmp_path / "方案.md"
    link.symlink_to("别处.md")
    write(link, b"new", Kind.MD)
    assert link.is_symlink()
    assert (tmp_path / "别处.md").read_bytes() == b"new"


# Changed in the meantime ------------------------------------------------------------------


def meddle(monkeypatch: pytest.MonkeyPatch, path: Path, content: bytes) -> None:
    """Let another program write the target while ours is busy."""
    real = os.fsync

    def sync(handle: int) -> None:
        real(handle)
        path.write_bytes(content)

    monkeypatch.setattr(os, "fsync", sync)


@pytest.mark.parametrize("backup", [True, False])
def test_what_was_saved_after_reading_is_not_lost(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, backup: bool
) -> None:
    path = tmp_path / "方案.yaml"
    path.write_bytes(b"saved")
    with pytest.raises(Unwritable, match="刚刚被别的程序改动过"):
        rewrite(path, b"new", b"read", backup=backup)
    path.write_bytes(b"read")
    meddle(monkeypatch, path, b"saved")
    with pytest.raises(Unwritable, match="刚刚被别的程序改动过"):
        rewrite(path, b"new", b"read", backup=backup)
    assert path.read_bytes() == b"saved"
    assert list(tmp_path.iterdir()) == [path]


def test_a_file_that_comes_while_a_new_one_is_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "方案.yaml"
    meddle(monkeypatch, path, b"theirs")
    with pytest.raises(Unwritable, match="刚刚被别的程序改动过"):
        write(path, b"new", Kind.PLAN)
    assert path.read_bytes() == b"theirs"


def test_a_file_that_is_gone(tmp_path: Path) -> None:
    with pytest.raises(Unwritable, match="改动过"):
        rewrite(tmp_path / "方案.yaml", b"new", b"read")
    assert list(tmp_path.iterdir()) == []


# Copies of what was there -----------------------------------------------------------------


def test_no_copy_is_overwritten(tmp_path: Path) -> None:
    """The first holds what the user wrote, however often the file is changed."""
    path = tmp_path / "方案.yaml"
    path.write_bytes(b"1")
    kept = [
        rewrite(path, after, before)
        for before, after in ((b"1", b"2"), (b"2", b"3"), (b"3", b"1"), (b"1", b"4"))
    ]
    names = [copy.name if copy else "" for copy in kept]
    assert names == ["方案.yaml.bak", "方案.yaml.bak2", "方案.yaml.bak3", "方案.yaml.bak"]
    assert [(tmp_path / name).read_bytes() for name in names] == [b"1", b"2", b"3", b"1"]
    assert rewrite(path, b"5", b"4", backup=False) is None
    assert len(list(tmp_path.iterdir())) == 4


def test_a_copy_that_is_no_file(tmp_path: Path) -> None:
    path = tmp_path / "方案.yaml"
    path.write_bytes(b"old")
    (tmp_path / "方案.yaml.bak").mkdir()
    (tmp_path / "方案.yaml.bak2").symlink_to("没有")
    assert rewrite(path, b"new", b"old") == tmp_path / "方案.yaml.bak3"
    assert not (tmp_path / "没有").exists()


def test_a_name_too_long_for_a_copy(tmp_path: Path) -> None:
    path = tmp_path / f"{'方' * 83}.yaml"
    path.write_bytes(b"old")
    with pytest.raises(Unwritable, match=r"文件名太长.*--no-backup"):
        rewrite(path, b"new", b"old")
    assert path.read_bytes() == b"old"
    rewrite(path, b"new", b"old", backup=False)
    assert path.read_bytes() == b"new"
