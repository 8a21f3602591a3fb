"""No command replaces what it should not, whatever the target is called and leads to."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from pathlib import Path

import pytest

from jindu.manual import schema
from tests.command import BROKEN, TITLED, Jindu, sound, write
from tests.files.samples import BASELINE, LATER, PDF, SETTINGS

Place = Callable[[Path], Path]


def plainly(path: Path) -> Path:
    return path


def linked(path: Path) -> Path:
    link = path.with_name(f"链接{path.suffix}")
    link.symlink_to(path.name)
    return link


def roundabout(path: Path) -> Path:
    (path.parent / "夹").mkdir()
    return path.parent / "夹" / ".." / path.name


def in_other_case(path: Path) -> Path:
    other = path.with_name(path.name.swapcase())
    if not other.exists():
        pytest.skip("names in upper and lower case are two files here")
    return other


def hard_linked(path: Path) -> Path:
    other = path.with_name(f"另名{path.suffix}")
    os.link(path, other)
    return other


@pytest.mark.parametrize(
    ("place", "force"),
    [
        (plainly, ()),
        *(
            (place, ("--force",))
            for place in (plainly, linked, roundabout, hard_linked, in_other_case)
        ),
    ],
)
@pytest.mark.parametrize(
    "command",
    [
        "check 甲.yaml --baseline {甲} --write-baseline",
        "check 甲.yaml --baseline {乙} --write-baseline",
        "check . --baseline {设置} --write-baseline",
        "render 甲.yaml --to md -o {甲}",
        "render 甲.yaml --to md -o {乙}",
        "render 甲.yaml --to docx -o {乙}",
        "render 甲.yaml --to xlsx -o {基线}",
        "render 甲.yaml --to ics -o {设置}",
        "render 甲.yaml --to html -o {扫描}",
        "init {答案} --defaults --answers 答案.yaml",
        "init {基线} --defaults",
        "init {扫描} --defaults",
    ],
)
def test_what_is_never_replaced(
    jindu: Jindu, tmp_path: Path, command: str, force: tuple[str, ...], place: Place
) -> None:
    there = {
        "甲": ("甲.yaml", TITLED),
        "乙": ("乙.txt", LATER),
        "基线": ("基线.json", BASELINE),
        "设置": ("jindu.toml", SETTINGS),
        "扫描": ("扫描.txt", PDF.decode()),
        "答案": ("答案.yaml", "街道: 柳林街道\n"),
    }
    paths = {key: write(tmp_path / name, text) for key, (name, text) in there.items()}
    key = command.partition("{")[2].partition("}")[0]
    target = place(paths[key])
    before = {path: path.read_bytes() for path in paths.values()}
    names = {path.name for path in tmp_path.iterdir()}
    result = jindu(*command.replace(f"{{{key}}}", str(target)).split(), *force)
    assert result.code == 2
    assert f"“{target}”" in result.err
    assert any(told in result.err for told in ("不能", "已经存在", "另外还有"))
    assert {path: path.read_bytes() for path in paths.values()} == before
    assert {path.name for path in tmp_path.iterdir()} == names


@pytest.mark.parametrize(
    ("content", "place"),
    [
        *((content, plainly) for content in (BASELINE, SETTINGS, '{"type": "object"}', "我的\n")),
        *((TITLED, place) for place in (plainly, linked, roundabout)),
    ],
)
def test_only_a_schema_is_replaced_by_one(
    jindu: Jindu, tmp_path: Path, content: str, place: Place
) -> None:
    path = write(tmp_path / "方案", content)
    result = jindu("schema", "-o", place(path))
    assert result.code == 2
    assert "换一个文件名" in result.err
    assert "--force" not in result.err
    assert path.read_text(encoding="utf-8") == content
    write(path, '{"$id": "jindu.schema.json"}')
    assert jindu("schema", "-o", path).code == 0
    assert path.read_text(encoding="utf-8") == schema.text()


def test_only_a_baseline_is_replaced_by_one(jindu: Jindu, tmp_path: Path) -> None:
    write(tmp_path / "甲.yaml", BROKEN)
    path = write(tmp_path / "结果.json", '{"files": []}')
    recorded = ("check", "甲.yaml", "--baseline", path, "--write-baseline")
    refused = jindu(*recorded)
    assert (refused.code, refused.out) == (2, "")
    assert "内容不是基线文件" in refused.err
    assert path.read_text(encoding="utf-8") == '{"files": []}'
    assert jindu(*recorded, "--force").code == 0
    assert json.loads(path.read_bytes())["findings"]
    assert jindu(*recorded).code == 0


def test_the_schema_beside_a_plan(jindu: Jindu, tmp_path: Path) -> None:
    """The plan is not written where it cannot be."""
    other = write(tmp_path / schema.FILE, "我的\n")
    assert jindu("init", "甲.yaml", "--defaults", "--force").code == 2
    assert [path.name for path in tmp_path.iterdir()] == [other.name]


@pytest.mark.parametrize("content", [sound(), BASELINE, "%PDF-1.7"])
def test_templates_replace_nothing_else(jindu: Jindu, tmp_path: Path, content: str) -> None:
    """Nor are some of them copied then."""
    path = write(tmp_path / "templates" / "notice.md.j2", content)
    result = jindu("templates", "copy", "印发通知", "--force")
    assert result.code == 2
    assert "不能换成" in result.err
    assert path.read_text(encoding="utf-8") == content
    assert list(path.parent.iterdir()) == [path]


WRITERS = [
    "init {} --defaults --force",
    "check 甲.yaml --baseline {} --write-baseline --force",
    "render 甲.yaml --to md --force -o {}",
    "render 甲.yaml --to docx --force -o {}",
    "schema -o {}",
]


@pytest.mark.parametrize("command", WRITERS)
@pytest.mark.parametrize("nature", ["folder", "fifo", "device", "read-only", "hard link"])
def test_what_is_no_common_file(jindu: Jindu, tmp_path: Path, command: str, nature: str) -> None:
    write(tmp_path / "甲.yaml", TITLED)
    path = tmp_path / "目标.txt"
    if nature == "folder":
        path.mkdir()
        told = "是一个文件夹"
    elif nature == "fifo":
        if not hasattr(os, "mkfifo"):
            pytest.skip("no FIFOs")
        os.mkfifo(path)
        told = "是设备或者管道"
    elif nature == "device":
        path = tmp_path / "设备.txt"
        path.symlink_to(os.devnull)
        told = "是设备或者管道"
    elif nature == "read-only":
        write(path, "我的\n").chmod(0o444)
        told = "是只读文件"
    else:
        os.link(write(tmp_path / "另名", "我的\n"), path)
        told = "另外还有1个名字"
    if nature == "folder" and command.startswith("render"):
        assert jindu(*command.format(path).split()).code == 0
        assert [file.stem for file in path.iterdir()] == ["甲"]
        return
    before = path.read_bytes() if path.is_file() else None
    result = jindu(*command.format(path).split())
    assert result.code == 2
    assert f"“{path}”" in result.err
    assert told in result.err
    assert before is None or path.read_bytes() == before


@pytest.mark.parametrize("nature", ["read-only", "hard link"])
def test_a_plan_that_is_not_to_be_fixed(jindu: Jindu, tmp_path: Path, nature: str) -> None:
    slip = BROKEN.replace("标题: ", "标题：")
    path = write(tmp_path / "甲.yaml", slip)
    if nature == "read-only":
        path.chmod(0o444)
    else:
        os.link(path, tmp_path / "另名")
    result = jindu("check", "甲.yaml", "--fix")
    assert result.code == 2
    assert {"read-only": "只读", "hard link": "硬链接"}[nature] in result.err
    assert path.read_text(encoding="utf-8") == slip
    assert not list(tmp_path.glob("*.bak*"))


def test_a_fix_keeps_the_former_file(jindu: Jindu, tmp_path: Path) -> None:
    slip = "\ufeff" + BROKEN.replace("标题: ", "标题：").replace("\n", "\r\n")
    path, copy = tmp_path / "甲.yaml", tmp_path / "甲.yaml.bak"
    path.write_bytes(slip.encode("utf-8"))
    result = jindu("check", "甲.yaml", "--fix")
    assert "原文件存为 甲.yaml.bak。" in result.err
    assert copy.read_bytes() == slip.encode("utf-8")
    path.write_bytes(BROKEN.replace("总额: 50", "总额：50").encode("utf-8"))
    assert "甲.yaml.bak2" in jindu("check", "甲.yaml", "--fix").err
    assert copy.read_bytes() == slip.encode("utf-8")
    path.write_bytes(BROKEN.encode("gb18030"))
    assert "bak" not in jindu("check", "甲.yaml", "--fix", "--no-backup").err
    assert path.read_bytes() == BROKEN.encode("utf-8")
    assert len(list(tmp_path.glob("*.bak*"))) == 2


@pytest.mark.parametrize(
    "options", ["--no-backup", "--no-backup --diff", "--force", "--force --fix"]
)
def test_options_that_do_nothing(jindu: Jindu, tmp_path: Path, options: str) -> None:
    write(tmp_path / "甲.yaml", TITLED)
    result = jindu("check", *options.split())
    assert (result.code, result.out) == (2, "")
    assert "单独写不起作用" in result.err
