"""``jindu check``: levels, rules, formats and exit codes."""

from __future__ import annotations

import json
import os
import re
import sys
from pathlib import Path

import pytest

from jindu.rules import BY_CODE
from tests.command import (
    BROKEN,
    TITLED,
    Jindu,
    sound,
    write,
)


def test_clean(jindu: Jindu, tmp_path: Path) -> None:
    write(tmp_path / "甲.yaml", TITLED)
    result = jindu("check", "甲.yaml")
    assert (result.code, result.err) == (0, "")
    assert result.out.startswith("甲.yaml：按草稿级检查，没有发现问题。\n已达到草稿级，")


def test_years_without_known_holidays_are_said_once(jindu: Jindu, tmp_path: Path) -> None:
    late = "工作任务: [{编号: 甲, 完成时限: 2093-06-26}, {编号: 乙, 完成时限: 2091-03-01}]\n"
    for name in "甲乙":
        write(tmp_path / f"{name}.yaml", late)
    told = "2091年、2093年的节假日安排尚未收录，按周末和法定节日推算休息日。\n"
    assert jindu("check").err == told
    assert jindu("check", "--jobs", "2", "-f", "json").err == told
    assert jindu("check", "--select", "BUD").err == ""


def test_errors(jindu: Jindu, tmp_path: Path) -> None:
    write(tmp_path / "方案.yaml", BROKEN)
    result = jindu("check", "方案.yaml")
    assert (result.code, result.err) == (1, "")
    assert "方案.yaml:4:7 错误 BUD003" in result.out
    assert "  4 |   总额: 50\n    |         ^^\n" in result.out
    assert "建议：" in result.out


def test_warnings_alone_do_not_fail(jindu: Jindu, tmp_path: Path) -> None:
    path = tmp_path / "方案.yaml"
    path.write_bytes(sound().encode("gb18030"))
    result = jindu("check", path)
    assert result.code == 0
    assert "警告 YML002" in result.out


def test_level(jindu: Jindu, tmp_path: Path) -> None:
    path = write(tmp_path / "方案.yaml", "方案:\n  标题: 柳林街道禁毒支部创建实施方案\n")
    found = {level: jindu("check", path, "--level", level) for level in ("draft", "submit")}
    assert found["draft"].code == 0
    assert found["submit"].code == 1
    assert "按报批级检查" in found["submit"].out


@pytest.mark.parametrize("word", ["送审", "review", "Review"])
def test_levels_in_both_languages(jindu: Jindu, tmp_path: Path, word: str) -> None:
    path = write(tmp_path / "方案.yaml", TITLED)
    assert "按送审级检查" in jindu("check", path, "--level", word).out


@pytest.mark.parametrize("option", ["--select", "--ignore"])
def test_no_level_is_claimed_of_some_rules(jindu: Jindu, tmp_path: Path, option: str) -> None:
    path = write(tmp_path / "方案.yaml", BROKEN)
    result = jindu("check", path, option, "sch,fnd")
    assert result.out.endswith("只用了部分规则，不评定级别。\n")
    assert "已达到" not in result.out
    [file] = json.loads(jindu("check", path, option, "SCH", "-f", "json").out)["files"]
    assert (file["rated"], file["reached"]) == (False, None)


def test_today_tells_what_is_late(jindu: Jindu, tmp_path: Path) -> None:
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


def test_the_level_is_that_of_the_state(jindu: Jindu, tmp_path: Path) -> None:
    for state, label in (("草稿", "草稿"), ("送审", "送审"), ("已批准", "报批")):
        path = write(tmp_path / "甲.yaml", f"方案:\n  标题: 甲方案\n  状态: {state}\n")
        assert f"按{label}级检查" in jindu("check", path).out


def test_several_processes_say_the_same(jindu: Jindu, tmp_path: Path) -> None:
    for number in range(4):
        write(tmp_path / f"{number}.yaml", BROKEN if number % 2 else sound())
    assert jindu("check", "--jobs", "2") == jindu("check")


def test_statistics(jindu: Jindu, tmp_path: Path) -> None:
    write(tmp_path / "方案.yaml", BROKEN)
    done = jindu("check", "--statistics")
    assert done.code == 1
    assert re.search(r"BUD003 +1 ", done.out)
    told = json.loads(jindu("check", "--statistics", "--format", "json").out)["statistics"]
    assert {"code": "BUD003", "count": 1, "title": BY_CODE["BUD003"].title} in told


def test_quiet(jindu: Jindu, tmp_path: Path) -> None:
    write(tmp_path / "方案.yaml", BROKEN)
    done = jindu("check", "-q", "--select", "BUD003")
    assert done.out == "方案.yaml:4:7 错误 BUD003 金额“50”没有单位，分不清是50元还是50万元。\n"


def test_select_and_ignore(jindu: Jindu, tmp_path: Path) -> None:
    write(tmp_path / "方案.yaml", BROKEN)
    assert jindu("check", "--select", "SCH").code == 0
    assert jindu("check", "--ignore", "BUD，STR").code == 0
    wrong = jindu("check", "--ignore", "BUD03")
    assert wrong.code == 2
    assert "BUD03" in wrong.err


def test_json(jindu: Jindu, tmp_path: Path) -> None:
    write(tmp_path / "甲.yaml", BROKEN)
    result = jindu("check", "甲.yaml", "-f", "json")
    assert (result.code, result.err) == (1, "")
    (file,) = json.loads(result.out)["files"]
    found = next(entry for entry in file["findings"] if entry["code"] == "BUD003")
    assert found["severity"] == "error"
    assert found["span"] == {"line": 4, "column": 7, "end_line": 4, "end_column": 9}
    assert file["counts"]["error"] == sum(f["severity"] == "error" for f in file["findings"])


def test_json_of_a_missing_file_is_still_json(jindu: Jindu) -> None:
    result = jindu("check", "没有.yaml", "--format", "json")
    assert result.code == 2
    assert json.loads(result.out)["files"] == []


@pytest.mark.parametrize(
    ("terminal", "refused", "painted"),
    [(True, False, True), (True, True, False), (False, False, False)],
)
def test_colour(
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


def test_the_plan_is_left_alone(jindu: Jindu, tmp_path: Path) -> None:
    path = write(tmp_path / "甲.yaml", BROKEN)
    before = path.stat()
    jindu("check", path)
    assert path.read_text(encoding="utf-8") == BROKEN
    assert path.stat().st_mtime_ns == before.st_mtime_ns
    assert os.listdir(tmp_path) == ["甲.yaml"]  # noqa: PTH208 -- names alone
