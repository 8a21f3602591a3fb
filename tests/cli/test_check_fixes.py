"""``jindu check --fix``, ``--diff`` and ``--baseline``."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from jindu.cli.check import run as check_run
from jindu.files.writing import Unwritable, rewrite
from tests.command import (
    BROKEN,
    TITLED,
    Jindu,
    Result,
    sound,
    write,
)


def test_a_preview_is_a_diff(jindu: Jindu, tmp_path: Path) -> None:
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


def test_a_preview_of_doubtful_fixes(jindu: Jindu, tmp_path: Path) -> None:
    expense = "{编号: 甲, 单价: 2元, 数量: 3, 金额: 7元}"
    write(tmp_path / "甲.yaml", f"经费:\n  支出预算:\n    - {expense}\n")
    assert jindu("check", "--diff").out == ""
    assert "金额: 6元" in jindu("check", "--diff", "--unsafe").out


def test_fixed(jindu: Jindu, tmp_path: Path) -> None:
    plan = write(tmp_path / "方案.yaml", sound().replace("牵头单位:", "牵头单位：", 1))
    done = jindu("check", "--fix")
    assert done.code == 0
    assert "改正了1处" in done.err
    assert plan.read_text(encoding="utf-8") == sound()
    assert "没有可以自动改正的问题" in jindu("check", "--fix").err


def test_a_file_that_cannot_be_written_stops_no_other(
    jindu: Jindu, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    slip = BROKEN.replace("标题: ", "标题：")
    plans = [write(tmp_path / f"{name}.yaml", slip) for name in "甲乙"]

    def refusing(path: Path, content: bytes, before: bytes, *, backup: bool) -> Path | None:
        if path.name == "乙.yaml":
            raise Unwritable("写不了“乙.yaml”。")
        return rewrite(path, content, before, backup=backup)

    monkeypatch.setattr(check_run, "rewrite", refusing)
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
def test_a_damaged_baseline(jindu: Jindu, tmp_path: Path, content: str) -> None:
    write(tmp_path / "方案.yaml", BROKEN)
    baseline = write(tmp_path / "基线.json", content)
    result = jindu("check", "--baseline", "基线.json")
    assert (result.code, result.out, result.err.count("\n")) == (2, "", 1)
    assert baseline.read_text(encoding="utf-8") == content


def test_what_a_baseline_holds_is_said(jindu: Jindu, tmp_path: Path) -> None:
    write(tmp_path / "方案.yaml", BROKEN)
    assert jindu("check", "--baseline", "基线.json", "--write-baseline").code == 0
    told = jindu("check", "--baseline", "基线.json", "-f", "json")
    assert "用了基线 基线.json：其中已有的1处问题没有列出。\n" in told.err
    [file] = json.loads(told.out)["files"]
    assert (file["accepted"], file["used"]["baseline"]) == (1, "基线.json")


def test_baseline(jindu: Jindu, tmp_path: Path) -> None:
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
    jindu: Jindu, tmp_path: Path
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
