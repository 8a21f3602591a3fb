"""The command line from outside: exit codes, what is said where, what is written."""

from __future__ import annotations

import io
import json
import os
import re
import subprocess
import sys
import types
import zipfile
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple, Self

import pytest
from typer import _completion_shared

from jindu import __version__, assets, cli, scaffold
from jindu.checker import engine, result
from jindu.cli import checking
from jindu.document.kinds import KINDS
from jindu.files.writing import Unwritable, rewrite
from jindu.model.diagnostic import Level
from jindu.rules import BY_CODE
from jindu.source import load
from tests.conftest import ROOT, TODAY

ENGLISH = re.compile(r"(?<![-\w<.])[A-Za-z]{2,}(?![-\w>.])")
"""A word of English; not an option, a placeholder or a name with a dot."""
NOT_ENGLISH = {
    *("jindu", "Word", "YAML", "JSON", "Schema", "SARIF", "GitHub", "UTF", "docx", "md"),
    *("init", "check", "render", "explain", "schema", "templates", "list", "show", "copy"),
    *("Excel", "PDF", "public", "internal", "gb", "windows", "noto", "html", "xlsx", "ics", "pdf"),
    *("text", "json", "sarif", "github", "draft", "review", "submit", "community"),
    *("BUD", "FND"),
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
    monkeypatch.setattr(cli, "date", ThatDay)
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


@pytest.fixture
def jindu(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> Jindu:
    """A command run in an empty folder."""
    monkeypatch.chdir(tmp_path)
    return lambda *arguments: run_jindu(monkeypatch, capsys, *arguments)


def english(text: str) -> set[str]:
    return set(ENGLISH.findall(text)) - NOT_ENGLISH


def write(path: Path, text: str) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8", newline="\n")
    return path


def sound() -> str:
    """A plan without findings at its own level."""
    return scaffold.load("school-link").text


class TestUsage:
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
    def test_told_in_chinese(self, jindu: Jindu, command: str, told: str) -> None:
        result = jindu(*command.split())
        assert (result.code, result.out) == (2, "")
        assert re.search(told, result.err)
        assert english(result.err) <= {w.upper() for w in re.findall(r"\w+", command)} | set(
            re.findall(r"\w+", command)
        )

    def test_every_command_has_a_page_of_help(self, jindu: Jindu) -> None:
        front = jindu("--help")
        assert (front.code, front.err) == (0, "")
        assert english(front.out) == set()
        listed = re.findall(r"^  (\w+)  ", front.out.partition("命令：")[2], re.MULTILINE)
        assert {"init", "check", "render"} <= set(listed)
        for command in listed:
            page = jindu(command, "--help")
            assert page.code == 0, command
            assert page.out.startswith(f"用法：jindu {command} "), command
            assert english(page.out) == set(), command

    def test_nothing_asked_shows_the_help(self, jindu: Jindu) -> None:
        result = jindu()
        assert result.code == 2
        assert result.out + result.err == jindu("--help").out

    @pytest.mark.parametrize("option", ["--version", "-V"])
    def test_version(self, jindu: Jindu, option: str) -> None:
        assert jindu(option) == Result(0, f"jindu {__version__}\n", "")

    def test_version_before_anything_is_loaded(self, tmp_path: Path) -> None:
        done = run_process(tmp_path, "--version", PYTHONPROFILEIMPORTTIME="1")
        assert done.returncode == 0
        assert done.stdout.decode().split() == ["jindu", __version__]
        assert b"typer" not in done.stderr


def link(path: Path, target: Path) -> None:
    try:
        path.symlink_to(target, target_is_directory=target.is_dir())
    except OSError:
        pytest.skip("links are not allowed here")


class TestBugs:
    def break_check(self, monkeypatch: pytest.MonkeyPatch) -> None:
        def broken(*_: object) -> None:
            raise RuntimeError("坏了")

        for place in ("jindu.checker.batch", "jindu.output.render"):
            monkeypatch.setattr(f"{place}.check", broken)

    def test_said_without_a_traceback(
        self, jindu: Jindu, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
    ) -> None:
        monkeypatch.delenv("JINDU_DEBUG", raising=False)
        self.break_check(monkeypatch)
        result = jindu("check", write(tmp_path / "方案.yaml", BROKEN))
        assert (result.code, result.out) == (3, "")
        assert "方案.yaml：内部出错（RuntimeError: 坏了）" in result.err
        assert len(result.err.splitlines()) == 1
        assert "Traceback" not in result.err + result.out

    @pytest.mark.parametrize("jobs", ["1", "2"])
    def test_one_file_stops_no_other(
        self, jindu: Jindu, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, jobs: str
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
        self, jindu: Jindu, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
    ) -> None:
        monkeypatch.setenv("JINDU_DEBUG", "1")
        self.break_check(monkeypatch)
        with pytest.raises(RuntimeError, match="坏了"):
            jindu("check", write(tmp_path / "方案.yaml", BROKEN))

    def test_render_leaves_the_old_document(
        self, jindu: Jindu, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
    ) -> None:
        old = write(tmp_path / "方案.docx", "旧的")
        self.break_check(monkeypatch)
        assert jindu("render", write(tmp_path / "方案.yaml", sound())).code == 3
        assert old.read_text(encoding="utf-8") == "旧的"


class TestCheck:
    def test_clean(self, jindu: Jindu, tmp_path: Path) -> None:
        write(tmp_path / "甲.yaml", TITLED)
        result = jindu("check", "甲.yaml")
        assert (result.code, result.err) == (0, "")
        assert result.out.startswith("甲.yaml：按草稿级检查，没有发现问题。\n已达到草稿级，")

    def test_years_without_known_holidays_are_said_once(self, jindu: Jindu, tmp_path: Path) -> None:
        late = "工作任务: [{编号: 甲, 完成时限: 2093-06-26}, {编号: 乙, 完成时限: 2091-03-01}]\n"
        for name in "甲乙":
            write(tmp_path / f"{name}.yaml", late)
        told = "2091年、2093年的节假日安排尚未收录，只按周末和固定的节日推算休息日。\n"
        assert jindu("check").err == told
        assert jindu("check", "--jobs", "2", "-f", "json").err == told
        assert jindu("check", "--select", "BUD").err == ""

    def test_errors(self, jindu: Jindu, tmp_path: Path) -> None:
        write(tmp_path / "方案.yaml", BROKEN)
        result = jindu("check", "方案.yaml")
        assert (result.code, result.err) == (1, "")
        assert "方案.yaml:4:7 错误 BUD003" in result.out
        assert "  4 |   总额: 50\n    |         ^^\n" in result.out
        assert "建议：" in result.out

    def test_warnings_alone_do_not_fail(self, jindu: Jindu, tmp_path: Path) -> None:
        path = tmp_path / "方案.yaml"
        path.write_bytes(sound().encode("gb18030"))
        result = jindu("check", path)
        assert result.code == 0
        assert "警告 YML002" in result.out

    def test_level(self, jindu: Jindu, tmp_path: Path) -> None:
        path = write(tmp_path / "方案.yaml", "方案:\n  标题: 柳林街道禁毒支部创建实施方案\n")
        found = {level: jindu("check", path, "--level", level) for level in ("draft", "submit")}
        assert found["draft"].code == 0
        assert found["submit"].code == 1
        assert "按报批级检查" in found["submit"].out

    @pytest.mark.parametrize("word", ["送审", "review", "Review"])
    def test_levels_in_both_languages(self, jindu: Jindu, tmp_path: Path, word: str) -> None:
        path = write(tmp_path / "方案.yaml", TITLED)
        assert "按送审级检查" in jindu("check", path, "--level", word).out

    @pytest.mark.parametrize("option", ["--select", "--ignore"])
    def test_no_level_is_claimed_of_some_rules(
        self, jindu: Jindu, tmp_path: Path, option: str
    ) -> None:
        path = write(tmp_path / "方案.yaml", BROKEN)
        result = jindu("check", path, option, "sch,fnd")
        assert result.out.endswith("只用了部分规则，不评定级别。\n")
        assert "已达到" not in result.out
        [file] = json.loads(jindu("check", path, option, "SCH", "-f", "json").out)["files"]
        assert (file["rated"], file["reached"]) == (False, None)

    @pytest.mark.parametrize(
        "options", [(), ("-q",), ("-f", "json"), ("-f", "sarif"), ("-f", "github"), ("--diff",)]
    )
    def test_a_settings_file_is_named(
        self, jindu: Jindu, tmp_path: Path, options: tuple[str, ...]
    ) -> None:
        write(tmp_path / "县" / "街道" / "甲.yaml", TITLED)
        write(tmp_path / "县" / "街道" / "乙.yaml", TITLED)
        plain = jindu("check", "县", *options)
        assert "用了配置文件" not in plain.err
        above = write(tmp_path / "县" / "jindu.toml", "")
        near = write(tmp_path / "县" / "街道" / "jindu.toml", '[check]\nignore = ["CMP001"]\n')
        told = jindu("check", "县", *options).err
        assert told.count("用了配置文件") == 1
        assert f"用了配置文件 {near.resolve()}：停用1条规则（CMP001）。" in told
        assert f"上层的 {above.resolve()} 没有用。" in told
        given = jindu("check", "县", "--config", Path("县", "jindu.toml"), *options).err
        assert f"用了配置文件 {Path('县', 'jindu.toml')}：没有改动规则和标准。\n" in given
        assert "没有用。" not in given

    def test_settings_that_lead_elsewhere(self, jindu: Jindu, tmp_path: Path) -> None:
        write(tmp_path / "别处" / "jindu.toml", '[check]\nignore = ["BUD"]\n')
        write(tmp_path / "甲" / "方案.yaml", BROKEN)
        write(tmp_path / "乙" / "方案.yaml", BROKEN)
        link(tmp_path / "甲" / "jindu.toml", tmp_path / "别处" / "jindu.toml")
        result = jindu("check", "甲", "乙")
        assert result.code == 2
        assert result.err.count("这是通向别处的链接，没有采用。") == 1
        assert "甲" not in result.out
        assert "BUD003" in result.out
        given = jindu("check", "甲", "--config", Path("甲", "jindu.toml"))
        assert "BUD003" not in given.out

    def test_a_folder_of_that_name(self, jindu: Jindu, tmp_path: Path) -> None:
        write(tmp_path / "方案.yaml", TITLED)
        (tmp_path / "jindu.toml").mkdir()
        result = jindu("check", "方案.yaml")
        assert (result.code, result.out) == (2, "")
        assert "jindu.toml：这是一个文件夹" in result.err

    def test_today_tells_what_is_late(self, jindu: Jindu, tmp_path: Path) -> None:
        text = "方案: {状态: 送审}\n工作任务: [{编号: 甲, 名称: 培训, 完成时限: 2026-06-30}]\n"
        path = write(tmp_path / "方案.yaml", text)
        write(tmp_path / "jindu.toml", '["检查"]\nignore = []\n')
        late = {
            day: "SCH018" in jindu("check", path, *day).out
            for day in ((), ("--today", "2026-06-30"), ("--today", "2026年7月1日"))
        }
        assert late == {
            (): True,
            ("--today", "2026-06-30"): False,
            ("--today", "2026年7月1日"): True,
        }

    def test_the_level_is_that_of_the_state(self, jindu: Jindu, tmp_path: Path) -> None:
        for state, label in (("草稿", "草稿"), ("送审", "送审"), ("已批准", "报批")):
            path = write(tmp_path / "甲.yaml", f"方案:\n  标题: 甲方案\n  状态: {state}\n")
            assert f"按{label}级检查" in jindu("check", path).out

    def test_a_folder_is_searched(self, jindu: Jindu, tmp_path: Path) -> None:
        write(tmp_path / "乙" / "二 号.YML", BROKEN)
        write(tmp_path / "乙" / "丙" / "一.yaml", sound())
        write(tmp_path / "乙" / "说明.txt", "不是方案")
        result = jindu("check", "乙", "--format", "json")
        assert result.code == 1
        files = [file["file"] for file in json.loads(result.out)["files"]]
        assert files == [str(Path("乙/丙/一.yaml")), str(Path("乙/二 号.YML"))]

    def test_without_argument_the_current_folder(self, jindu: Jindu, tmp_path: Path) -> None:
        write(tmp_path / "甲.yaml", sound())
        write(tmp_path / "下" / "乙.yaml", BROKEN)
        result = jindu("check")
        assert result.code == 1
        assert "甲.yaml：按草稿级检查，没有发现问题" in result.out
        assert "乙.yaml:4:7" in result.out

    def test_each_file_once(self, jindu: Jindu, tmp_path: Path) -> None:
        write(tmp_path / "甲.yaml", sound())
        result = jindu("check", "甲.yaml", ".", "甲.yaml", "--format", "json")
        assert len(json.loads(result.out)["files"]) == 1

    def test_a_missing_file_does_not_hide_the_others(self, jindu: Jindu, tmp_path: Path) -> None:
        write(tmp_path / "甲.yaml", BROKEN)
        result = jindu("check", "没有.yaml", "甲.yaml")
        assert result.code == 2
        assert "找不到“没有.yaml”" in result.err
        assert "甲.yaml:4:7 错误 BUD003" in result.out

    def test_an_empty_folder_does_not_hide_the_others(self, jindu: Jindu, tmp_path: Path) -> None:
        (tmp_path / "空的").mkdir()
        write(tmp_path / "甲.yaml", BROKEN)
        result = jindu("check", "空的", "甲.yaml")
        assert result.code == 2
        assert "文件夹“空的”里没有方案文件" in result.err
        assert "甲.yaml:4:7 错误 BUD003" in result.out

    def test_a_bad_configuration_does_not_hide_the_others(
        self, jindu: Jindu, tmp_path: Path
    ) -> None:
        write(tmp_path / "坏" / "jindu.toml", "[check]\nignor = []\n")
        for name in ("坏/一.yaml", "坏/下/二.yaml", "好/三.yaml"):
            write(tmp_path / name, BROKEN)
        result = jindu("check", "-q", "--select", "BUD003")
        assert result.code == 2
        assert result.err.count("jindu.toml:2：没有“ignor”这个键") == 1
        places = [line.partition(":")[0] for line in result.out.splitlines()]
        assert places == [str(Path("好/三.yaml"))]

    def test_a_configuration_that_is_not_there(self, jindu: Jindu, tmp_path: Path) -> None:
        write(tmp_path / "甲.yaml", BROKEN)
        result = jindu("check", "--config", "没有.toml")
        assert (result.code, result.out) == (2, "")
        assert result.err == "没有.toml：找不到这个配置文件，检查文件名和所在文件夹。\n"

    def test_other_yaml_is_passed_over(self, jindu: Jindu, tmp_path: Path) -> None:
        write(tmp_path / "甲.yaml", TITLED)
        write(tmp_path / ".pre-commit-config.yaml", "repos: []\n")
        write(tmp_path / ".github" / "dependabot.yml", "version: 2\n")
        for name in ("compose", "cluster", "mkdocs", "zensical"):
            write(tmp_path / f"{name}.yaml", "services: {web: {image: x}}\n---\na: b\n")
        for jobs in ("1", "2"):
            result = jindu("check", "--jobs", jobs)
            assert result.code == 0
            assert result.out.count("按草稿级检查") == 1
            assert result.err == (
                "跳过了4个没有方案内容的 YAML 文件（cluster.yaml、compose.yaml、mkdocs.yaml等）"
                "；要检查，写出文件名。\n"
            )
        assert "YML004" in jindu("check", "compose.yaml").out

    def test_only_other_yaml(self, jindu: Jindu, tmp_path: Path) -> None:
        write(tmp_path / "compose.yaml", "services: {}\n")
        result = jindu("check")
        assert (result.code, result.out) == (2, "")
        assert result.err.endswith("没有找到方案。\n")

    @pytest.mark.parametrize("arguments", [(), (".",), ("空的",)])
    def test_a_folder_without_plans(
        self, jindu: Jindu, tmp_path: Path, arguments: tuple[str, ...]
    ) -> None:
        (tmp_path / "空的").mkdir()
        result = jindu("check", *arguments)
        assert (result.code, result.out) == (2, "")
        assert "没有方案文件" in result.err

    def test_a_pattern_the_shell_has_left(self, jindu: Jindu, tmp_path: Path) -> None:
        write(tmp_path / "方案 一.yaml", sound())
        write(tmp_path / "下级" / "方案二.yaml", BROKEN)
        assert jindu("check", "*.yaml").code == 0
        assert "方案二.yaml" in jindu("check", "**/*.yaml").out
        assert jindu("check", "*.yml").code == 2

    def test_several_processes_say_the_same(self, jindu: Jindu, tmp_path: Path) -> None:
        for number in range(4):
            write(tmp_path / f"{number}.yaml", BROKEN if number % 2 else sound())
        assert jindu("check", "--jobs", "2") == jindu("check")

    def test_statistics(self, jindu: Jindu, tmp_path: Path) -> None:
        write(tmp_path / "方案.yaml", BROKEN)
        done = jindu("check", "--statistics")
        assert done.code == 1
        assert re.search(r"1 +BUD003", done.out)
        told = json.loads(jindu("check", "--statistics", "--format", "json").out)["statistics"]
        assert {"code": "BUD003", "count": 1, "title": BY_CODE["BUD003"].title} in told

    def test_quiet(self, jindu: Jindu, tmp_path: Path) -> None:
        write(tmp_path / "方案.yaml", BROKEN)
        done = jindu("check", "-q", "--select", "BUD003")
        assert done.out == "方案.yaml:4:7 错误 BUD003 金额“50”没有单位，分不清是50元还是50万元。\n"

    def test_select_and_ignore(self, jindu: Jindu, tmp_path: Path) -> None:
        write(tmp_path / "方案.yaml", BROKEN)
        assert jindu("check", "--select", "SCH").code == 0
        assert jindu("check", "--ignore", "BUD，STR").code == 0
        wrong = jindu("check", "--ignore", "BUD03")
        assert wrong.code == 2
        assert "BUD03" in wrong.err

    def test_a_preview_is_a_diff(self, jindu: Jindu, tmp_path: Path) -> None:
        plan = write(tmp_path / "甲.yaml", BROKEN.replace("标题: ", "标题："))
        write(tmp_path / "乙.yaml", TITLED)
        before = plan.read_bytes()
        done = jindu("check", "--diff")
        assert done.code == 1
        assert done.out == (
            "--- 甲.yaml\n+++ 甲.yaml\n@@ -1,3 +1,3 @@\n 方案:\n"
            "-  标题：柳林街道禁毒支部创建实施方案\n+  标题: 柳林街道禁毒支部创建实施方案\n 经费:\n"
        )
        assert done.err == "会改正1处，涉及1个文件；文件没有改动。\n"
        assert plan.read_bytes() == before
        assert jindu("check", "乙.yaml", "--diff") == Result(
            0, "", "没有可以自动改正的问题；文件没有改动。\n"
        )

    def test_a_preview_of_doubtful_fixes(self, jindu: Jindu, tmp_path: Path) -> None:
        expense = "{编号: 甲, 单价: 2元, 数量: 3, 金额: 7元}"
        write(tmp_path / "甲.yaml", f"经费:\n  支出预算:\n    - {expense}\n")
        assert jindu("check", "--diff").out == ""
        assert "金额: 6元" in jindu("check", "--diff", "--unsafe").out

    def test_fixed(self, jindu: Jindu, tmp_path: Path) -> None:
        plan = write(tmp_path / "方案.yaml", sound().replace("牵头单位:", "牵头单位：", 1))
        done = jindu("check", "--fix")
        assert done.code == 0
        assert "改正了1处" in done.err
        assert plan.read_text(encoding="utf-8") == sound()
        assert "没有可以自动改正的问题" in jindu("check", "--fix").err

    def test_a_file_that_cannot_be_written_stops_no_other(
        self, jindu: Jindu, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
    ) -> None:
        slip = BROKEN.replace("标题: ", "标题：")
        plans = [write(tmp_path / f"{name}.yaml", slip) for name in "甲乙"]

        def refusing(path: Path, content: bytes, before: bytes, *, backup: bool) -> Path | None:
            if path.name == "乙.yaml":
                raise Unwritable("写不了“乙.yaml”。")
            return rewrite(path, content, before, backup=backup)

        monkeypatch.setattr(checking, "rewrite", refusing)
        done = jindu("check", "--fix", "-q")
        assert done.code == 2
        assert "写不了“乙.yaml”。" in done.err
        assert "甲.yaml：改正了1处" in done.err
        assert [path.read_text(encoding="utf-8") for path in plans] == [BROKEN, slip]
        assert "乙.yaml:2:5 错误 YML003" in done.out
        assert "甲.yaml:2:5" not in done.out

    @pytest.mark.parametrize(
        "content", ['{"findings": "abc"}', "[" * 5000, '{"findings": [{"count": 1000000000}]}']
    )
    def test_a_damaged_baseline(self, jindu: Jindu, tmp_path: Path, content: str) -> None:
        write(tmp_path / "方案.yaml", BROKEN)
        baseline = write(tmp_path / "基线.json", content)
        result = jindu("check", "--baseline", "基线.json")
        assert (result.code, result.out, result.err.count("\n")) == (2, "", 1)
        assert baseline.read_text(encoding="utf-8") == content

    def test_what_a_baseline_holds_is_said(self, jindu: Jindu, tmp_path: Path) -> None:
        write(tmp_path / "方案.yaml", BROKEN)
        assert jindu("check", "--baseline", "基线.json", "--write-baseline").code == 0
        told = jindu("check", "--baseline", "基线.json", "-f", "json")
        assert "用了基线 基线.json：其中已有的1处问题没有列出。\n" in told.err
        [file] = json.loads(told.out)["files"]
        assert (file["accepted"], file["used"]["baseline"]) == (1, "基线.json")

    def test_baseline(self, jindu: Jindu, tmp_path: Path) -> None:
        write(tmp_path / "方案.yaml", BROKEN)
        assert jindu("check", "--write-baseline").code == 2
        assert jindu("check", "--baseline", "基线.json") == Result(
            2,
            "",
            "基线文件“基线.json”读不出来：找不到这个基线文件，检查文件名和所在文件夹。"
            "新的基线用 --write-baseline 生成，写一个还没有的文件名。\n",
        )
        assert jindu("check", "--baseline", "基线.json", "--write-baseline").code == 0
        assert jindu("check", "--baseline", "基线.json").code == 0
        write(tmp_path / "方案.yaml", BROKEN + "  支出预算: [{编号: 甲, 金额: 3}]\n")
        later = jindu("check", "--baseline", "基线.json", "-q", "--select", "BUD003")
        assert [line.split()[0] for line in later.out.splitlines()] == ["方案.yaml:5:22"]

    def test_what_a_search_passes_over_is_neither_fixed_nor_accepted(
        self, jindu: Jindu, tmp_path: Path
    ) -> None:
        other = "on: push\njobs:\n  名称：甲\n"
        write(tmp_path / "县" / "其他.yml", other)
        write(tmp_path / "县" / "方案.yaml", "方案:\n  标题：甲方案\n")
        assert "其他.yml" not in jindu("check", "县", "--diff").out
        assert jindu("check", "县", "--baseline", "基线.json", "--write-baseline").code == 0
        accepted = json.loads((tmp_path / "基线.json").read_text(encoding="utf-8"))["findings"]
        assert {entry["file"] for entry in accepted} == {"县/方案.yaml"}
        jindu("check", "县", "--fix")
        assert (tmp_path / "县" / "其他.yml").read_text(encoding="utf-8") == other
        assert "标题: 甲方案" in (tmp_path / "县" / "方案.yaml").read_text(encoding="utf-8")

    def test_json(self, jindu: Jindu, tmp_path: Path) -> None:
        write(tmp_path / "甲.yaml", BROKEN)
        result = jindu("check", "甲.yaml", "-f", "json")
        assert (result.code, result.err) == (1, "")
        (file,) = json.loads(result.out)["files"]
        found = next(entry for entry in file["findings"] if entry["code"] == "BUD003")
        assert found["severity"] == "error"
        assert found["span"] == {"line": 4, "column": 7, "end_line": 4, "end_column": 9}
        assert file["counts"]["error"] == sum(f["severity"] == "error" for f in file["findings"])

    def test_json_of_a_missing_file_is_still_json(self, jindu: Jindu) -> None:
        result = jindu("check", "没有.yaml", "--format", "json")
        assert result.code == 2
        assert json.loads(result.out)["files"] == []

    @pytest.mark.parametrize(
        ("terminal", "refused", "painted"),
        [(True, False, True), (True, True, False), (False, False, False)],
    )
    def test_colour(
        self,
        jindu: Jindu,
        monkeypatch: pytest.MonkeyPatch,
        tmp_path: Path,
        terminal: bool,
        refused: bool,
        painted: bool,
    ) -> None:
        monkeypatch.delenv("NO_COLOR", raising=False)
        if refused:
            monkeypatch.setenv("NO_COLOR", "1")
        monkeypatch.setattr(type(sys.stdout), "isatty", lambda _: terminal)
        result = jindu("check", write(tmp_path / "甲.yaml", BROKEN))
        assert ("\x1b[" in result.out) is painted

    def test_the_plan_is_left_alone(self, jindu: Jindu, tmp_path: Path) -> None:
        path = write(tmp_path / "甲.yaml", BROKEN)
        before = path.stat()
        jindu("check", path)
        assert path.read_text(encoding="utf-8") == BROKEN
        assert path.stat().st_mtime_ns == before.st_mtime_ns
        assert os.listdir(tmp_path) == ["甲.yaml"]  # noqa: PTH208 -- names alone


def document(path: Path) -> str:
    """All parts of a Word file that hold words."""
    with zipfile.ZipFile(io.BytesIO(path.read_bytes())) as package:
        assert package.testzip() is None
        parts = [name for name in package.namelist() if name.startswith("word/")]
        return "".join(package.read(n).decode("utf-8") for n in parts if n.endswith(".xml"))


class TestManuals:
    def test_a_rule(self, jindu: Jindu) -> None:
        told = jindu("explain", "sch009")
        assert told.code == 0
        assert told.out.startswith("## SCH009 ")

    def test_a_key(self, jindu: Jindu) -> None:
        assert "写到月或日" in jindu("explain", "工作任务.完成时限").out

    def test_several_words(self, jindu: Jindu) -> None:
        told = jindu("explain", "BUD001", "SCH009", "milestones.due", "满意度下限", "FND")
        heads = re.findall(r"^## (\S+)", told.out, re.MULTILINE)
        assert (told.code, heads) == (
            0,
            ["BUD001", "SCH009", "工作任务.完成时限", "满意度下限", "FND"],
        )
        some = jindu("explain", "BUD001", "没有的", "EVA009")
        assert some.code == 2
        assert re.findall(r"^## (\S+)", some.out, re.MULTILINE) == ["BUD001", "EVA009"]
        assert "没有“没有的”" in some.err

    def test_the_schema(self, jindu: Jindu, tmp_path: Path) -> None:
        shown = jindu("schema")
        assert json.loads(shown.out)["title"] == "禁毒支部创建方案"
        assert jindu("schema", "-o", "模式.json").code == 0
        assert (tmp_path / "模式.json").read_text(encoding="utf-8") == shown.out


SHELLS = ("bash", "zsh", "fish", "powershell", "pwsh")


class TestCompletion:
    def offered(self, folder: Path, shell: str, line: str) -> list[str]:
        """The words that a shell is told after a line."""
        words = line.split(" ")
        asked = {
            "_JINDU_COMPLETE": f"complete_{shell}",
            "COMP_WORDS": line,
            "COMP_CWORD": str(len(words) - 1),
            "_TYPER_COMPLETE_ARGS": line,
            "_TYPER_COMPLETE_WORD_TO_COMPLETE": words[-1],
            "_TYPER_COMPLETE_FISH_ACTION": "get-args",
        }
        done = run_process(folder, **asked)
        assert done.returncode == 0, done.stderr
        told = done.stdout.decode("utf-8").splitlines()
        return [
            re.split(r":::|\t|\":\"", row.removeprefix("_arguments '*: :(("))[0] for row in told
        ]

    @pytest.mark.parametrize("shell", SHELLS)
    def test_every_shell_has_a_script(self, tmp_path: Path, shell: str) -> None:
        done = run_process(tmp_path, _JINDU_COMPLETE=f"source_{shell}")
        assert done.returncode == 0
        script = done.stdout.decode("utf-8")
        assert "jindu" in script
        assert f"complete_{shell.replace('pwsh', 'powershell')}" in script

    @pytest.mark.parametrize("shell", SHELLS)
    def test_codes(self, tmp_path: Path, shell: str) -> None:
        offered = self.offered(tmp_path, shell, "jindu explain SCH")
        assert [word.strip('"') for word in offered] == sorted(
            code for code in BY_CODE if code.startswith("SCH")
        )

    @pytest.mark.parametrize(
        ("line", "some"),
        [
            ("jindu ch", ["check"]),
            ("jindu init --scheme ", list(assets.schemes())),
            ("jindu check --select BUD,SCH00", ["BUD,SCH001", "BUD,SCH009"]),
            ("jindu check --ignore ", ["BUD", "YML"]),
            ("jindu check --level ", ["送审", "review"]),
            ("jindu check --format s", ["sarif"]),
            ("jindu explain ", ["BUD", "方案", "满意度下限"]),
            ("jindu explain 经费.支", ["经费.支出预算"]),
            ("jindu explain bud001 sch00", ["sch001"]),
            ("jindu render 甲.yaml --doc 任", ["任务清单"]),
            ("jindu templates show 印", ["印发通知"]),
            ("jindu templates copy 资", ["资金申请"]),
        ],
    )
    def test_values(self, tmp_path: Path, line: str, some: list[str]) -> None:
        offered = self.offered(tmp_path, "fish", line)
        assert set(some) <= set(offered)
        last = line.rpartition(" ")[2]
        assert all(word.startswith(last) for word in offered)

    @pytest.mark.parametrize(("shell", "file"), [("bash", ".bashrc"), ("zsh", ".zshrc")])
    def test_installed(
        self, jindu: Jindu, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, shell: str, file: str
    ) -> None:
        monkeypatch.setattr(Path, "home", lambda: tmp_path)
        monkeypatch.setattr(_completion_shared, "_get_shell_name", lambda: shell)
        result = jindu("--install-completion")
        assert (result.code, result.out) == (0, "")
        assert f"已为 {shell} 装上补全：" in result.err
        assert english(result.err.replace(str(tmp_path), "")) <= {shell, "sh", "zfunc", "bash"}
        once = (tmp_path / file).read_text(encoding="utf-8")
        assert jindu("--install-completion").code == 0
        assert (tmp_path / file).read_text(encoding="utf-8") == once
        assert "complete" in jindu("--show-completion").out

    def test_settings_of_the_shell_are_kept(
        self, jindu: Jindu, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
    ) -> None:
        monkeypatch.setattr(Path, "home", lambda: tmp_path)
        monkeypatch.setattr(_completion_shared, "_get_shell_name", lambda: "bash")
        settings = tmp_path / "点文件" / "bashrc"
        settings.parent.mkdir()
        settings.write_bytes(b"# \xce\xd2\xb5\xc4\xff")
        before = settings.read_bytes()
        (tmp_path / ".bashrc").symlink_to(settings)
        assert jindu("--install-completion").code == 0
        after = settings.read_bytes()
        assert after == before + b"\nsource ~/.bash_completions/jindu.sh\n"
        settings.write_bytes(before)
        settings.chmod(0o444)
        refused = jindu("--install-completion")
        assert refused.code == 2
        assert "只读" in refused.err
        assert settings.read_bytes() == before

    def test_a_shell_that_is_not_known(self, jindu: Jindu, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(_completion_shared, "_get_shell_name", lambda: None)
        for option in ("--install-completion", "--show-completion"):
            result = jindu(option)
            assert (result.code, result.out) == (2, "")
            assert "认不出当前的命令行" in result.err


class TestRender:
    def test_a_word_file_beside_the_plan(self, jindu: Jindu, tmp_path: Path) -> None:
        write(tmp_path / "我的 方案" / "共建 1.0.yaml", sound())
        result = jindu("render", "我的 方案/共建 1.0.yaml")
        target = tmp_path / "我的 方案" / "共建 1.0.docx"
        assert (result.code, result.out) == (0, "")
        assert f"已生成 {target.relative_to(tmp_path)}" in result.err
        assert "翠湖中学" in document(target)
        assert "草稿" not in document(target)

    def test_markdown(self, jindu: Jindu, tmp_path: Path) -> None:
        write(tmp_path / "共建.yaml", sound())
        assert jindu("render", "共建.yaml", "--to", "md").code == 0
        text = (tmp_path / "共建.md").read_text(encoding="utf-8")
        assert text.startswith("# ")
        assert "翠湖中学" in text

    @pytest.mark.parametrize("option", ["-o", "--output"])
    def test_a_chosen_place(self, jindu: Jindu, tmp_path: Path, option: str) -> None:
        write(tmp_path / "共建.yaml", sound())
        assert jindu("render", "共建.yaml", "-t", "md", option, "新的/正 文.txt").code == 0
        assert (tmp_path / "新的" / "正 文.txt").is_file()
        assert not (tmp_path / "共建.md").exists()

    def test_an_older_document_is_replaced(self, jindu: Jindu, tmp_path: Path) -> None:
        plan = write(tmp_path / "共建.yaml", sound())
        assert jindu("render", "共建.yaml", "--to", "md").code == 0
        write(plan, sound().replace("翠湖中学", "碧湖中学"))
        assert jindu("render", "共建.yaml", "--to", "md").code == 0
        assert "碧湖中学" in (tmp_path / "共建.md").read_text(encoding="utf-8")
        assert {path.name for path in tmp_path.iterdir()} == {"共建.yaml", "共建.md"}

    def test_a_plan_with_errors_is_refused(self, jindu: Jindu, tmp_path: Path) -> None:
        write(tmp_path / "坏.yaml", BROKEN)
        old = write(tmp_path / "坏.docx", "旧的")
        result = jindu("render", "坏.yaml")
        assert result.code == 1
        assert "BUD003" in result.out
        assert "--allow-errors" in result.err
        assert old.read_text(encoding="utf-8") == "旧的"

    def test_allowed_errors_make_a_draft(self, jindu: Jindu, tmp_path: Path) -> None:
        write(tmp_path / "坏.yaml", sound().replace("总额: 36万元", "总额: 35万元"))
        assert jindu("render", "坏.yaml").code == 1
        assert not (tmp_path / "坏.docx").exists()
        assert jindu("render", "坏.yaml", "--allow-errors").code == 0
        assert "草稿" in document(tmp_path / "坏.docx")

    @pytest.mark.parametrize("form", ["docx", "md"])
    def test_the_barest_plan_makes_a_draft(self, jindu: Jindu, tmp_path: Path, form: str) -> None:
        write(tmp_path / "坏.yaml", BROKEN)
        assert jindu("render", "坏.yaml", "--allow-errors", "--to", form).code == 0
        assert (tmp_path / f"坏.{form}").stat().st_size

    def test_what_cannot_be_read_makes_nothing(self, jindu: Jindu, tmp_path: Path) -> None:
        write(tmp_path / "坏.yaml", "- 甲\n- 乙\n")
        result = jindu("render", "坏.yaml", "--allow-errors")
        assert result.code == 1
        assert "YML001" in result.out
        assert [path.name for path in tmp_path.iterdir()] == ["坏.yaml"]

    @pytest.mark.parametrize("form", ["docx", "md", "html", "xlsx", "ics"])
    def test_the_same_bytes_each_time(self, jindu: Jindu, tmp_path: Path, form: str) -> None:
        """By the first of a process as by a later one, and however names are hashed."""
        write(tmp_path / "共建.yaml", sound())
        for name in ("一", "二"):
            assert jindu("render", "共建.yaml", "-o", f"{name}.{form}").code == 0
        for name in ("3", "4"):
            done = run_process(
                tmp_path, "render", "共建.yaml", "-o", f"{name}.{form}", PYTHONHASHSEED=name
            )
            assert done.returncode == 0
        assert len({(tmp_path / f"{name}.{form}").read_bytes() for name in "一二34"}) == 1

    @pytest.mark.parametrize("name", ["正文.xlsx", "正文.XLSX"])
    def test_the_name_tells_the_format(self, jindu: Jindu, tmp_path: Path, name: str) -> None:
        write(tmp_path / "共建.yaml", sound())
        assert jindu("render", "共建.yaml", "-o", name).code == 0
        assert zipfile.ZipFile(tmp_path / name).read("xl/workbook.xml")

    @pytest.mark.parametrize(
        ("options", "told"),
        [
            (
                ["-o", "正文.doc"],
                "生成不了“.doc”文件。文件名以 .docx、.pdf、.html、.md、.xlsx、.ics",
            ),
            (["-o", "共建.yaml"], "生成不了“.yaml”文件"),
            (["-o", "正文.pdf", "-t", "docx"], "扩展名是 .pdf，--to 却是 docx"),
            (["-o", "共建.yaml", "-t", "md"], "“共建.yaml”就是方案文件"),
            (["-o", "夹/../共建.yaml", "-t", "md"], "就是方案文件"),
        ],
    )
    def test_names_that_do_not_fit(
        self, jindu: Jindu, tmp_path: Path, options: list[str], told: str
    ) -> None:
        plan = write(tmp_path / "共建.yaml", sound())
        (tmp_path / "夹").mkdir()
        result = jindu("render", "共建.yaml", *options)
        assert (result.code, result.out) == (2, "")
        assert told in result.err
        assert plan.read_text(encoding="utf-8") == sound()

    @pytest.mark.parametrize("there", [True, False])
    def test_a_folder_as_output(self, jindu: Jindu, tmp_path: Path, there: bool) -> None:
        write(tmp_path / "共建.yaml", sound())
        if there:
            (tmp_path / "夹").mkdir()
        result = jindu("render", "共建.yaml", "-o", "夹")
        assert (result.code, result.out) == (0, "")
        assert [path.name for path in (tmp_path / "夹").iterdir()] == ["共建.docx"]

    def test_an_output_that_cannot_be_written(self, jindu: Jindu, tmp_path: Path) -> None:
        write(tmp_path / "共建.yaml", sound())
        write(tmp_path / "是文件", "")
        result = jindu("render", "共建.yaml", "-o", "是文件/正文.docx")
        assert result.code == 2
        assert "写不了“" in result.err
        assert "正文.docx" in result.err

    def test_a_disk_that_is_full(
        self, jindu: Jindu, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def full(_: int) -> None:
            raise OSError(28, "No space left on device")

        write(tmp_path / "共建.yaml", sound())
        old = write(tmp_path / "共建.docx", "旧的")
        monkeypatch.setattr(os, "fsync", full)
        result = jindu("render", "共建.yaml", "--force")
        assert result.code == 2
        assert "磁盘" in result.err
        assert old.read_text(encoding="utf-8") == "旧的"
        assert {path.name for path in tmp_path.iterdir()} == {"共建.yaml", "共建.docx"}

    def test_an_unknown_kind(self, jindu: Jindu, tmp_path: Path) -> None:
        write(tmp_path / "共建.yaml", sound())
        result = jindu("render", "共建.yaml", "--doc", "红头")
        assert (result.code, result.out) == (2, "")
        assert re.search("没有“红头”这种文件。可以生成：实施方案、", result.err)

    def test_a_missing_plan(self, jindu: Jindu) -> None:
        result = jindu("render", "没有.yaml")
        assert (result.code, result.out) == (2, "")
        assert "找不到“没有.yaml”" in result.err

    def test_a_folder_without_plans(self, jindu: Jindu, tmp_path: Path) -> None:
        (tmp_path / "夹").mkdir()
        assert jindu("render", "夹") == (2, "", "文件夹“夹”里没有方案文件（.yaml）。\n")

    def test_several_plans(self, jindu: Jindu, tmp_path: Path) -> None:
        """One that is refused stops no other."""
        write(tmp_path / "夹" / "甲.yaml", sound())
        write(tmp_path / "夹" / "乙.yaml", BROKEN)
        result = jindu("render", "夹", "-o", "出", "--to", "md")
        assert result.code == 1
        assert "BUD003" in result.out
        assert [path.name for path in (tmp_path / "出").iterdir()] == ["甲.md"]

    def test_two_plans_of_one_name(self, jindu: Jindu, tmp_path: Path) -> None:
        write(tmp_path / "夹" / "甲.yaml", sound())
        write(tmp_path / "甲.yaml", sound())
        result = jindu("render", ".", "-o", "出")
        assert (result.code, result.out) == (2, "")
        assert "几份方案都要写成" in result.err
        write(tmp_path / "文件", "")
        assert "是一个文件" in jindu("render", ".", "-o", "文件").err

    @pytest.mark.parametrize("kind", KINDS)
    def test_every_kind(self, jindu: Jindu, tmp_path: Path, kind: str) -> None:
        write(tmp_path / "共建.yaml", sound())
        assert jindu("render", "共建.yaml", "--doc", kind, "--today", "2026-05-10").code == 0
        tail = "" if kind == "实施方案" else f"-{kind}"
        assert document(tmp_path / f"共建{tail}.docx")

    def test_what_the_plan_does_not_say(self, jindu: Jindu, tmp_path: Path) -> None:
        write(tmp_path / "共建.yaml", sound())
        settings = ("--set", "会议时间=2027年3月5日", "--set", "成文日期=2027-02-26")
        done = jindu("render", "共建.yaml", "--doc", "联席会议通知", "--to", "md", *settings)
        assert done.code == 0
        told = (tmp_path / "共建-联席会议通知.md").read_text(encoding="utf-8")
        assert "时间：2027年3月5日。" in told
        assert "地点：另行通知。" in told
        assert "2027年2月26日" in told

    def test_a_kind_that_cannot_be_made(self, jindu: Jindu, tmp_path: Path) -> None:
        plan = sound()
        write(tmp_path / "共建.yaml", plan[: plan.index("\n申报:")])
        result = jindu("render", "共建.yaml", "--doc", "资金申请")
        assert (result.code, result.out) == (1, "")
        assert "写明申报单位（编号）和主送机关" in result.err
        assert not list(tmp_path.glob("*.docx"))

    def test_what_is_used_is_said(self, jindu: Jindu, tmp_path: Path) -> None:
        accepted = "经费:\n  支出预算: [{名称: 走访慰问金}]  # jindu: ignore[BUD010] 同意\n"
        write(tmp_path / "方案.yaml", TITLED + accepted)
        write(tmp_path / "县.toml", '[norms]\n"公开版最小计数" = 1\n')
        options = ("--to", "md", "--allow-errors", "--edition", "public")
        plain = jindu("render", "方案.yaml", *options)
        assert "  方案里的注释接受了1处问题（BUD010 1处）。\n" in plain.err
        assert "用了配置文件" not in plain.err
        told = jindu("render", "方案.yaml", *options, "--config", "县.toml").err
        assert "用了配置文件 县.toml：改了1项标准（公开版最小计数 1人）。" in told
        assert "公开版最小计数保护个人信息，生成公开版时不放宽。" in told


class TestTemplates:
    @pytest.mark.parametrize("character", ["\x01", "\x1b", "\u202e", "\u2066"])
    def test_characters_that_are_set(self, jindu: Jindu, tmp_path: Path, character: str) -> None:
        write(tmp_path / "共建.yaml", sound())
        result = jindu("render", "共建.yaml", "--set", f"会议时间=3月{character}5日")
        assert (result.code, result.out) == (2, "")
        assert f"--set 会议时间=3月<U+{ord(character):04X}>5日 里有看不见的字符" in result.err

    def test_listed(self, jindu: Jindu) -> None:
        told = jindu("templates", "list").out
        assert [line.split()[0].strip("　") for line in told.splitlines()] == list(KINDS)

    def test_shown(self, jindu: Jindu) -> None:
        assert "# 关于印发《{{ title }}》的通知" in jindu("templates", "show", "印发通知").out

    def test_copied_changed_and_used(self, jindu: Jindu, tmp_path: Path) -> None:
        write(tmp_path / "共建.yaml", sound())
        assert jindu("templates", "copy", "印发通知").code == 0
        assert jindu("templates", "copy", "印发通知").code == 0
        own = tmp_path / "templates" / "notice.md.j2"
        text = own.read_text(encoding="utf-8")
        changed = write(own, text.replace("请结合实际认真组织实施", "请遵照执行")).read_bytes()
        refused = jindu("templates", "copy", "印发通知")
        assert refused.code == 2
        assert "没有覆盖" in refused.err
        assert own.read_bytes() == changed
        assert jindu("templates", "copy", "印发通知", "--force").code == 0
        assert own.read_text(encoding="utf-8") == text
        own.write_bytes(changed)
        rendered = jindu("render", "共建.yaml", "--doc", "印发通知", "--to", "md")
        assert rendered.code == 0
        assert "templates 文件夹里的模板：notice.md.j2、" in rendered.err
        told = (tmp_path / "共建-印发通知.md").read_text(encoding="utf-8")
        assert "请遵照执行" in told
        assert "请结合实际认真组织实施" not in told

    @pytest.mark.parametrize(
        ("template", "told"),
        [
            (
                "# {{ titel }}",
                "模板“implementation.md.j2”第1行用了没有的名字“titel”，是不是“title”",
            ),
            ("# 题\n\n{{ plan.titel }}", "第3行用了没有的名字“titel”"),
            ("# 题\n{% if plan %}", "模板“implementation.md.j2”第2行写法不对"),
            (
                "# 题\n{% for a in range(90000) %}{% for b in range(90000) %}"
                "{% endfor %}{% endfor %}",
                "没完没了",
            ),
            ("# 题\n{% for a in range(9000) %}\n{{ title * 90000 }}{% endfor %}", "不允许的写法"),
            (
                "# 题\n{% set n = namespace(a='甲') %}{% for i in range(60) %}"
                "{% set n.a = n.a ~ n.a %}{% endfor %}",
                "没完没了",
            ),
            ("# 题\n{{ plan.__class__.__mro__ }}", "模板里不允许的写法"),
            ("# 题\n{{ title.zfill(999999999) }}", "不允许的写法"),
            ("# 题\n{{ title | center(999999999) }}", "第2行用了没有的过滤器“center”"),
            (
                "# 题\n{{ range(99999) | join(title) | replace('县', range(999) | join) }}",
                "没完没了",
            ),
            ("# 题\n{% macro m() %}{{ m() }}{% endmacro %}{{ m() }}", "没完没了"),
            ("# 题\n{{ 1 / 0 }}", "第2行算不出来"),
            ("# 题\n{% include '没有.j2' %}", "找不到模板“没有.j2”"),
            ("# 题\n{{ title | 没有 }}", "第2行用了没有的过滤器“没有”"),
        ],
    )
    def test_a_template_that_fails(
        self, jindu: Jindu, tmp_path: Path, template: str, told: str
    ) -> None:
        write(tmp_path / "共建.yaml", sound())
        write(tmp_path / "templates" / "implementation.md.j2", template)
        result = jindu("render", "共建.yaml")
        assert (result.code, result.out) == (1, "")
        assert told in result.err
        assert not list(tmp_path.glob("*.docx"))

    def test_what_is_not_used_is_not_named(self, jindu: Jindu, tmp_path: Path) -> None:
        plan = write(tmp_path / "共建.yaml", sound())
        write(tmp_path / "templates" / "implementation.md.j2", "# 题")
        write(tmp_path / "templates" / "我的.j2", "甲")
        told = jindu("render", plan, "--to", "md").err
        assert "用了方案旁边 templates 文件夹里的模板：implementation.md.j2。" in told
        for other in (("--doc", "印发通知", "--to", "md"), ("--to", "ics")):
            assert "方案旁边的" not in jindu("render", plan, *other).err

    @pytest.mark.parametrize("where", ["folder", "file", "part", "folder within"])
    def test_links_that_lead_out(self, jindu: Jindu, tmp_path: Path, where: str) -> None:
        write(tmp_path / "县" / "共建.yaml", sound())
        secret = write(tmp_path / "别处" / "implementation.md.j2", "# 不该看到")
        own = tmp_path / "县" / "templates"
        if where == "folder":
            link(own, secret.parent)
        else:
            (own / "部分").mkdir(parents=True)
            paths = {
                "file": (own / "implementation.md.j2", secret),
                "part": (own / "部分" / "甲", secret),
                "folder within": (own / "部分" / "乙", secret.parent),
            }
            link(*paths[where])
        result = jindu("render", Path("县", "共建.yaml"), "--to", "md")
        made = [path.read_text(encoding="utf-8") for path in tmp_path.rglob("*.md")]
        assert not any("不该看到" in text for text in made)
        # A link that no template of this document asks for is not followed either.
        assert result.code == (1 if where in ("folder", "file") else 0)
        assert ("是通到别处的链接，没有照着读。" in result.err) is not bool(made)


class TestEncodings:
    @pytest.mark.parametrize(
        "environment",
        [
            {"PYTHONIOENCODING": "gbk"},
            {"LC_ALL": "C"},
        ],
        ids=["gbk", "C"],
    )
    def test_output_is_utf8_everywhere(self, tmp_path: Path, environment: dict[str, str]) -> None:
        write(tmp_path / "䶮河𠮷山.yaml", BROKEN.replace("柳林", "䶮河"))
        done = run_process(tmp_path, "check", ".", "没有.yaml", **environment)
        assert done.returncode == 2
        assert "䶮河𠮷山.yaml:4:7 错误 BUD003 金额“50”没有单位" in done.stdout.decode("utf-8")
        assert "找不到“没有.yaml”" in done.stderr.decode("utf-8")

    @pytest.mark.parametrize("command", ["check .", "check . -f json", "--help"])
    def test_a_reader_that_leaves_is_no_bug(self, tmp_path: Path, command: str) -> None:
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


def test_the_sound_plan_is_sound() -> None:
    report = engine.check(load.load_text(sound()), Level.SUBMIT)
    assert report.diagnostics == ()
