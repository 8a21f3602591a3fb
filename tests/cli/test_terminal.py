"""Names and texts of others on terminals and in logs; what the system refuses; plans that break."""

from __future__ import annotations

import errno
import json
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures.process import BrokenProcessPool
from pathlib import Path
from typing import Any

import pytest

from jindu import scaffold
from jindu.checker import batch, result
from jindu.output import render
from jindu.source import load
from tests.command import Jindu, Result
from tests.conftest import ROOT

POSIX = sys.platform == "linux"
SOUND = scaffold.load("community").text
BROKEN = "方案: {标题: 甲, 标题: 乙}\n"
HARMFUL = re.compile(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e\u2066-\u2069]")
COMMAND = re.compile(r"^\s*::|##\w*\[", re.MULTILINE)


def harmless(told: Result) -> None:
    assert told.code in (1, 2)
    for text in (told.out, told.err):
        assert not HARMFUL.search(text), text
        assert not COMMAND.search(text), text
        text.encode("utf-8")


# Names ------------------------------------------------------------------------------------

NAMES = [
    "::error file=a::甲.yaml",
    "甲\x1b[2J\x1b]0;乙\x07.yaml",
    "甲\n::set-output name=a::乙.yaml",
    "甲\u202elmay.yaml",
    "##[error]甲.yaml",
    "甲\x9b31m.yaml",
    "##vso[task.complete]甲.yaml",
    "甲\udcff.yaml",
]


@pytest.mark.skipif(not POSIX, reason="no such names there")
@pytest.mark.parametrize("name", NAMES, ids=ascii)
def test_names_of_files(name: str, jindu: Jindu) -> None:
    Path(name).write_text(BROKEN, encoding="utf-8")
    for options in ([], ["-q"], ["--statistics"], ["--diff", "--unsafe"], ["--fix", "--unsafe"]):
        harmless(jindu("check", ".", *options))
    harmless(jindu("check", f"{name}不在"))
    harmless(jindu("render", name))
    harmless(jindu("render", name, "-o", f"{name}/a.md", "--allow-errors"))
    harmless(jindu("check", ".", "--config", name))
    harmless(jindu("check", ".", "--baseline", name))
    harmless(jindu("init", name))
    harmless(jindu("explain", name))
    harmless(jindu("templates", "show", name))


@pytest.mark.skipif(not POSIX, reason="no such names there")
@pytest.mark.parametrize("name", NAMES, ids=ascii)
@pytest.mark.parametrize("form", ["json", "sarif", "github"])
def test_names_for_machines(name: str, form: str, jindu: Jindu) -> None:
    Path(name).write_text(BROKEN, encoding="utf-8")
    told = jindu("check", ".", "--format", form).out
    told.encode("utf-8")
    assert not HARMFUL.search(told)
    if form == "github":
        assert all(
            re.match(r"::(error|warning|notice) file=[^:]*::", li) for li in told.splitlines()
        )
        return
    read = json.loads(told)
    if form == "json" and "\udcff" not in name:
        assert read["files"][0]["file"] == name
    if form == "sarif":
        assert "%" in json.dumps(read["runs"][0]["results"][0]["locations"])


@pytest.mark.skipif(not POSIX, reason="no such names there")
@pytest.mark.parametrize("name", NAMES, ids=ascii)
def test_names_in_baselines(name: str, jindu: Jindu) -> None:
    Path(name).write_text(BROKEN, encoding="utf-8")
    first = jindu("check", ".", "--baseline", "基线.json", "--write-baseline")
    assert (first.code, Path("基线.json").read_text(encoding="utf-8")[:1]) == (0, "{")
    assert jindu("check", ".", "--baseline", "基线.json").code == 0


@pytest.mark.parametrize(
    "written",
    [
        '[检查]\n"忽\\u001b[31m略" = []\n',
        '["\\n::error::甲"]\n',
        '[检查]\n"忽略" = ["\\u202eBUD"]\n',
        '[标准]\n"##[error]" = 1\n',
    ],
)
def test_keys_of_settings(written: str, jindu: Jindu) -> None:
    Path("jindu.toml").write_text(written, encoding="utf-8")
    Path("方案.yaml").write_text(BROKEN, encoding="utf-8")
    harmless(jindu("check", "."))
    harmless(jindu("render", "方案.yaml"))


def test_lines_of_a_diff(jindu: Jindu) -> None:
    text = "方案:\n  背景: |\n    ::error::甲\n  标题：乙\u200b\n  地区: 丙 ##[error]\n"
    Path("方案.yaml").write_text(text, encoding="utf-8")
    told = jindu("check", ".", "--diff")
    harmless(told)
    assert "-  标题：乙<U+200B>\n+  标题: 乙\n" in told.out


@pytest.mark.parametrize("error", ["甲\n::error::乙", "\x1b[2J", "\u202e"], ids=ascii)
def test_words_of_exceptions(error: str, jindu: Jindu, monkeypatch: pytest.MonkeyPatch) -> None:
    Path("方案.yaml").write_text(SOUND, encoding="utf-8")

    def fail(*_: object, **__: object) -> None:
        raise KeyError(error)

    monkeypatch.setattr("jindu.checker.batch.check", fail)
    for form in ("text", "github", "json", "sarif"):
        told = jindu("check", ".", "--format", form)
        assert told.code == 3
        assert not HARMFUL.search(told.out + told.err)
        assert not COMMAND.search(told.err)


# Secrets ----------------------------------------------------------------------------------

SECRETS = {
    "330102198003120456": "登记人员证件号330102198003120456。",
    "13912345678": "联系人电话13912345678，",
    "１３９１２３４５６７８": "电话１３９１２３４５６７８。",
    "李志强": "帮助戒毒人员李志强实现就业。",
}
AROUND = {
    "no bracket": "方案: {{背景: [{}\n",
    "open quote": '方案: {{背景: "{}\n',
    "no colon": "{}\n",
    "an unknown key": "方案: {{标题: 甲, 备注栏: {}}}\n",
    "a wrong shape": "方案: {{标题: [{}]}}\n",
    "a remark": "方案：{{标题: 甲}}  # {}\n",
}


@pytest.mark.parametrize("around", AROUND)
@pytest.mark.parametrize("secret", SECRETS)
def test_no_secret_of_a_file_that_is_not_read(around: str, secret: str, jindu: Jindu) -> None:
    Path("方案.yaml").write_text(AROUND[around].format(SECRETS[secret]), encoding="utf-8")
    for form in ("text", "json", "sarif", "github"):
        told = jindu("check", ".", "--format", form)
        assert secret not in told.out + told.err
    jindu("check", ".", "--baseline", "基线.json", "--write-baseline")
    assert secret not in Path("基线.json").read_text(encoding="utf-8")
    assert secret not in jindu("check", ".", "--diff", "--unsafe").out


@pytest.mark.parametrize("secret", SECRETS)
def test_no_secret_beside_a_change(secret: str, jindu: Jindu) -> None:
    text = SOUND.replace("  背景: ", f"  背景: {SECRETS[secret]}共(3)人，", 1)
    assert text != SOUND
    Path("方案.yaml").write_text(f"{text}申报：\n", encoding="utf-8")
    told = jindu("check", ".", "--diff")
    assert "+申报:" in told.out
    assert secret not in told.out
    Path("方案.yaml").write_text(text, encoding="utf-8")
    told = jindu("render", "方案.yaml", "--to", "md", "--allow-errors")
    assert told.code == 0
    assert "统一了" in told.err
    assert secret not in told.err


def test_what_is_no_secret_is_shown(jindu: Jindu) -> None:
    line = "戒毒人员管理由专人负责，电话0571—88880000"
    Path("方案.yaml").write_text(f"方案: {{标题: [{line}\n", encoding="utf-8")
    assert line in jindu("check", ".").out


# What the system refuses ------------------------------------------------------------------


@pytest.mark.skipif(not POSIX, reason="no such devices there")
@pytest.mark.parametrize(
    ("command", "code", "told"),
    [
        ("check 方案.yaml >/dev/full", 2, "磁盘已满"),
        ("schema >/dev/full", 2, "磁盘已满"),
        ("--version >/dev/full", 2, "磁盘已满"),
        ("check 方案.yaml >&-", 2, "已经关闭"),
        ("check 方案.yaml <&- 2>&-", 0, ""),
        ("init 新.yaml <&-", 0, "已写好"),
        ("check 不在.yaml 2>/dev/full", 2, ""),
        ("schema | head -c 1", 0, ""),
        ("check 方案.yaml -f sarif | true", 0, ""),
    ],
)
def test_streams(command: str, code: int, told: str, tmp_path: Path) -> None:
    (tmp_path / "方案.yaml").write_text(SOUND, encoding="utf-8")
    line = f"set -o pipefail; '{sys.executable}' -m jindu {command}"
    done = subprocess.run(
        ["bash", "-c", line],
        cwd=tmp_path,
        capture_output=True,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        check=False,
    )
    said = done.stderr.decode()
    assert done.returncode == code, said
    assert told in said
    assert "Traceback" not in said
    assert "Exception ignored" not in said


@pytest.mark.skipif(not POSIX, reason="a folder in use cannot be deleted there")
@pytest.mark.parametrize("command", [["check"], ["init"], ["schema", "-o", "a.json"]])
def test_a_folder_that_is_gone(command: list[str], jindu: Jindu, tmp_path: Path) -> None:
    gone = tmp_path / "没了"
    gone.mkdir()
    os.chdir(gone)
    gone.rmdir()
    told = jindu(*command)
    assert told.code == 2
    assert "文件夹" in told.err


LONG = "长" * 100


@pytest.mark.parametrize(
    "command",
    [
        ["check", f"{LONG}.yaml"],
        ["check", f"{LONG}*.yaml"],
        ["check", "方案.yaml", "--config", LONG],
        ["check", "方案.yaml", "--baseline", LONG],
        ["render", f"{LONG}.yaml"],
        ["render", "方案.yaml", "--to", "md", "-o", f"{LONG}.md"],
        ["render", "方案.yaml", "--template", f"{LONG}.docx"],
        ["init", f"{LONG}.yaml"],
        ["init", "新.yaml", "--answers", LONG],
        ["schema", "-o", LONG],
        ["templates", "copy", "实施方案", LONG],
    ],
    ids=" ".join,
)
def test_a_name_that_is_too_long(command: list[str], jindu: Jindu) -> None:
    Path("方案.yaml").write_text(SOUND, encoding="utf-8")
    told = jindu(*command)
    assert told.code == 2, told
    assert "长长长" in told.err


@pytest.mark.skipif(not POSIX, reason="names are as long as their bytes there")
def test_a_target_with_too_long_a_name_stops_no_other(jindu: Jindu) -> None:
    for name in (f"{'长' * 83}.yaml", "方案.yaml"):
        Path(name).write_text(SOUND, encoding="utf-8")
    told = jindu("render", ".", "--doc", "印发通知", "--to", "md")
    assert told.code == 2
    assert "太长" in told.err
    assert Path("方案-印发通知.md").exists()


@pytest.mark.parametrize("depth", ["", "甲", "甲/乙"])
def test_a_folder_that_does_not_open(
    depth: str, jindu: Jindu, monkeypatch: pytest.MonkeyPatch
) -> None:
    Path("甲/乙").mkdir(parents=True)
    for folder in (".", "甲", "甲/乙"):
        Path(folder, "方案.yaml").write_text(SOUND, encoding="utf-8")
    scan = os.scandir

    def closed(path: Any) -> Any:
        if Path(path) == Path(depth):
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), path)
        return scan(path)

    monkeypatch.setattr(os, "scandir", closed)
    told = jindu("check", ".", "--level", "送审")
    assert told.code == 2
    assert f"文件夹“{Path(depth)}”打不开" in told.err
    assert len(re.findall("^已达到", told.out, re.MULTILINE)) == len(Path(depth).parts)
    assert jindu("render", ".", "--to", "md").code == 2


def test_a_worker_that_is_killed(jindu: Jindu, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in "甲乙丙":
        Path(f"{name}.yaml").write_text(SOUND, encoding="utf-8")
    check = batch.check_files

    def killed(*given: Any, **named: Any) -> Iterator[result.Report]:
        yield next(check(*given[:3]))
        raise BrokenProcessPool

    monkeypatch.setattr("jindu.checker.batch.check_files", killed)
    told = jindu("check", ".", "--jobs", "2", "--format", "json")
    assert told.code == 2
    assert "还有2份方案没有检查" in told.err
    assert len(json.loads(told.out)["files"]) == 1


# Plans that break us ----------------------------------------------------------------------


def test_one_plan_stops_no_other(jindu: Jindu, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in "甲乙丙":
        Path(f"{name}.yaml").write_text(SOUND, encoding="utf-8")
    make = render.make

    def fails(loaded: load.LoadedPlan, *rest: Any) -> render.Rendered:
        if "乙" in loaded.source.file:
            raise KeyError("标题")
        return make(loaded, *rest)

    monkeypatch.setattr("jindu.output.render.make", fails)
    told = jindu("render", ".", "--to", "md")
    assert told.code == 3
    assert [path.name for path in sorted(Path().glob("*.md"))] == ["丙.md", "甲.md"]
    assert "乙.yaml：内部出错（KeyError: '标题'），没有生成实施方案" in told.err


def test_what_is_written_is_not_denied(jindu: Jindu, monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(*_: object) -> None:
        raise KeyError("标题")

    monkeypatch.setattr("jindu.checker.batch.check", fails)
    told = jindu("init", "甲.yaml", "--defaults")
    assert told.code == 3
    assert Path("甲.yaml").exists()
    assert "没有改动" not in told.err
    assert "方案写好了" in told.err
