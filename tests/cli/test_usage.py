"""Help, errors of usage and the version."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from jindu import __version__, cli
from jindu.checker import engine
from jindu.model.diagnostic import Level
from jindu.report.width import width
from jindu.source import load
from tests.command import (
    Jindu,
    Result,
    english,
    run_process,
    sound,
)


@pytest.mark.parametrize(
    ("command", "told"),
    [
        ("chek", r"没有“chek”这个命令，是不是“check"),
        ("启动", r"没有“启动”这个命令。"),
        ("--foo", r"没有“--foo”这个选项。"),
        ("check --levl draft", r"没有“--levl”这个选项；相近的有：.*--level"),
        ("check --xyzzy", r"没有“--xyzzy”这个选项。"),
        ("check --level", r"选项“--level”后面要写一个值。"),
        ("check -f", r"选项“-f”后面要写一个值。"),
        ("check --level x", r"“--level”不能是“x”；可以写：草稿、送审、报批、draft、review"),
        ("check --today 后天", r"“后天”不是日期。"),
        ("check --select nix", r"命令行：没有编码为“NIX”的规则"),
        ("check --unsafe", r"--unsafe 要与 --fix 或 --diff 同用，单独写不起作用。"),
        ("check --quiet --format json", r"--quiet 只用于逐处列出问题的文字输出。"),
        ("check --quiet --statistics", r"--quiet 只用于逐处列出问题的文字输出。"),
        ("check --diff --format sarif", r"--diff 只显示改动"),
        ("check --statistics --format sarif", r"--statistics 没有 sarif 格式"),
        ("check --write-baseline", r"--write-baseline 要与 --baseline 文件名 同用。"),
        ("explain 满意度 SCH0O1", r"是不是“满意度下限”[^完]*没有“SCH0O1”"),
        ("check --format xml", r"“--format[^']*”不能是“xml”；可以写：text、json"),
        ("check --jobs x", r"“--jobs[^']*”.*x"),
        ("check --jobs -1", r"“--jobs[^']*”.*-1"),
        ("check --fix=1", r"选项“--fix”后面不写值。"),
        ("render", r"缺少参数 方案。"),
        ("schema 甲 乙", r"多出了参数：甲 乙。"),
        ("init 甲 乙 丙", r"多出了参数：乙 丙。"),
        ("render 甲.yaml --to doc", r"“--to[^']*”不能是“doc”；可以写：docx、pdf、html、md"),
        (
            "render 甲.yaml --edition 公开",
            r"“--edition”不能是“公开”；可以写：internal、public。",
        ),
        ("render . --set 会议时间", r"--set 会议时间 不认识。"),
        ("render . --set 地点=会议室", r"--set 地点=会议室 不认识。"),
        ("templates show 红头", r"没有“红头”这种文件。"),
        ("templates copi", r"没有“copi”这个命令"),
        ("init --today 后天", r"“后天”不是日期。"),
        ("explain 没有的", r"没有“没有的”这条规则，也没有这个键或标准。"),
    ],
)
def test_told_in_chinese(jindu: Jindu, command: str, told: str) -> None:
    result = jindu(*command.split())
    assert (result.code, result.out) == (2, "")
    assert re.search(told, result.err)
    assert english(result.err) <= {w.upper() for w in re.findall(r"\w+", command)} | set(
        re.findall(r"\w+", command)
    )


def test_every_command_has_a_page_of_help(jindu: Jindu) -> None:
    front = jindu("--help")
    assert (front.code, front.err) == (0, "")
    assert english(front.out) == set()
    listed = re.findall(r"^  (\w+)  ", front.out.partition("命令：")[2], re.MULTILINE)
    assert listed == [command.__name__.rpartition(".")[2] for command in cli.COMMANDS]
    assert listed[:3] == ["init", "check", "render"]
    for command in listed:
        page = jindu(command, "--help")
        assert page.code == 0, command
        assert page.out.startswith(f"用法：jindu {command} "), command
        assert english(page.out) == set(), command


@pytest.mark.parametrize("columns", [60, 80])
def test_help_fits_the_terminal(
    jindu: Jindu, monkeypatch: pytest.MonkeyPatch, columns: int
) -> None:
    monkeypatch.setenv("COLUMNS", str(columns))
    for module in cli.COMMANDS:
        command = module.__name__.rpartition(".")[2]
        page = jindu(command, "--help").out
        assert max(width(line) for line in page.splitlines()) <= columns, command
        # The meanings of options stand in one column.
        options = re.findall(r"^  (-.*?  +)\S", page.partition("选项：")[2], re.MULTILINE)
        assert len({width(name) for name in options}) == 1, command


def test_nothing_asked_shows_the_help(jindu: Jindu) -> None:
    result = jindu()
    assert result.code == 2
    assert result.out + result.err == jindu("--help").out


@pytest.mark.parametrize("option", ["--version", "-V"])
def test_version(jindu: Jindu, option: str) -> None:
    assert jindu(option) == Result(0, f"jindu {__version__}\n", "")


def test_version_before_anything_is_loaded(tmp_path: Path) -> None:
    done = run_process(tmp_path, "--version", PYTHONPROFILEIMPORTTIME="1")
    assert done.returncode == 0
    assert done.stdout.decode().split() == ["jindu", __version__]
    assert b"typer" not in done.stderr


def test_the_sound_plan_is_sound() -> None:
    report = engine.check(load.load_text(sound()), Level.SUBMIT)
    assert report.diagnostics == ()
