"""``jindu render``: what is made where, and what is refused."""

from __future__ import annotations

import os
import re
import zipfile
from pathlib import Path

import pytest

from jindu.document.kinds import KINDS
from tests.command import (
    BROKEN,
    TITLED,
    Jindu,
    document,
    run_process,
    sound,
    write,
)


def test_a_word_file_beside_the_plan(jindu: Jindu, tmp_path: Path) -> None:
    write(tmp_path / "我的 方案" / "共建 1.0.yaml", sound())
    result = jindu("render", "我的 方案/共建 1.0.yaml")
    target = tmp_path / "我的 方案" / "共建 1.0.docx"
    assert (result.code, result.out) == (0, "")
    assert f"已生成 {target.relative_to(tmp_path)}" in result.err
    assert "翠湖中学" in document(target)
    assert "草稿" not in document(target)


def test_markdown(jindu: Jindu, tmp_path: Path) -> None:
    write(tmp_path / "共建.yaml", sound())
    assert jindu("render", "共建.yaml", "--to", "md").code == 0
    text = (tmp_path / "共建.md").read_text(encoding="utf-8")
    assert text.startswith("# ")
    assert "翠湖中学" in text


@pytest.mark.parametrize("option", ["-o", "--output"])
def test_a_chosen_place(jindu: Jindu, tmp_path: Path, option: str) -> None:
    write(tmp_path / "共建.yaml", sound())
    assert jindu("render", "共建.yaml", "-t", "md", option, "新的/正 文.txt").code == 0
    assert (tmp_path / "新的" / "正 文.txt").is_file()
    assert not (tmp_path / "共建.md").exists()


def test_an_older_document_is_replaced(jindu: Jindu, tmp_path: Path) -> None:
    plan = write(tmp_path / "共建.yaml", sound())
    assert jindu("render", "共建.yaml", "--to", "md").code == 0
    write(plan, sound().replace("翠湖中学", "碧湖中学"))
    assert jindu("render", "共建.yaml", "--to", "md").code == 0
    assert "碧湖中学" in (tmp_path / "共建.md").read_text(encoding="utf-8")
    assert {path.name for path in tmp_path.iterdir()} == {"共建.yaml", "共建.md"}


def test_what_a_public_edition_may_not_tell_is_listed_line_by_line(
    jindu: Jindu, tmp_path: Path
) -> None:
    told = "方案: {标题: 甲, 背景: 电话13800138000, 意义: 邮箱wang@example.com}\n"
    write(tmp_path / "甲.yaml", told)
    options = ("--to", "md", "--allow-errors", "--edition", "public")
    lines = jindu("render", "甲.yaml", *options).err.splitlines()
    assert lines[0].startswith("甲.yaml：没有生成实施方案。公开版里不能有个人信息")
    assert lines[1:3] == [
        "  方案.背景（第1行）：手机号码（1＊＊＊＊＊＊）",
        "  方案.意义第1项（第1行）：电子邮箱（w＊＊＊＊＊＊）",
    ]
    assert not any("U+000A" in line for line in lines)


def test_a_plan_with_errors_is_refused(jindu: Jindu, tmp_path: Path) -> None:
    write(tmp_path / "坏.yaml", BROKEN)
    old = write(tmp_path / "坏.docx", "旧的")
    result = jindu("render", "坏.yaml")
    assert result.code == 1
    assert "BUD003" in result.out
    assert "--allow-errors" in result.err
    assert old.read_text(encoding="utf-8") == "旧的"


def test_allowed_errors_make_a_draft(jindu: Jindu, tmp_path: Path) -> None:
    write(tmp_path / "坏.yaml", sound().replace("总额: 36万元", "总额: 35万元"))
    assert jindu("render", "坏.yaml").code == 1
    assert not (tmp_path / "坏.docx").exists()
    assert jindu("render", "坏.yaml", "--allow-errors").code == 0
    assert "草稿" in document(tmp_path / "坏.docx")


@pytest.mark.parametrize("form", ["docx", "md"])
def test_the_barest_plan_makes_a_draft(jindu: Jindu, tmp_path: Path, form: str) -> None:
    write(tmp_path / "坏.yaml", BROKEN)
    assert jindu("render", "坏.yaml", "--allow-errors", "--to", form).code == 0
    assert (tmp_path / f"坏.{form}").stat().st_size


def test_what_cannot_be_read_makes_nothing(jindu: Jindu, tmp_path: Path) -> None:
    write(tmp_path / "坏.yaml", "- 甲\n- 乙\n")
    result = jindu("render", "坏.yaml", "--allow-errors")
    assert result.code == 1
    assert "YML001" in result.out
    assert [path.name for path in tmp_path.iterdir()] == ["坏.yaml"]


@pytest.mark.parametrize("form", ["docx", "md", "html", "xlsx", "ics"])
def test_the_same_bytes_each_time(jindu: Jindu, tmp_path: Path, form: str) -> None:
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
def test_the_name_tells_the_format(jindu: Jindu, tmp_path: Path, name: str) -> None:
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
def test_names_that_do_not_fit(jindu: Jindu, tmp_path: Path, options: list[str], told: str) -> None:
    plan = write(tmp_path / "共建.yaml", sound())
    (tmp_path / "夹").mkdir()
    result = jindu("render", "共建.yaml", *options)
    assert (result.code, result.out) == (2, "")
    assert told in result.err
    assert plan.read_text(encoding="utf-8") == sound()


@pytest.mark.parametrize("there", [True, False])
def test_a_folder_as_output(jindu: Jindu, tmp_path: Path, there: bool) -> None:
    write(tmp_path / "共建.yaml", sound())
    if there:
        (tmp_path / "夹").mkdir()
    result = jindu("render", "共建.yaml", "-o", "夹")
    assert (result.code, result.out) == (0, "")
    assert [path.name for path in (tmp_path / "夹").iterdir()] == ["共建.docx"]


def test_an_output_that_cannot_be_written(jindu: Jindu, tmp_path: Path) -> None:
    write(tmp_path / "共建.yaml", sound())
    write(tmp_path / "是文件", "")
    result = jindu("render", "共建.yaml", "-o", "是文件/正文.docx")
    assert result.code == 2
    assert "写不了“" in result.err
    assert "正文.docx" in result.err


def test_a_disk_that_is_full(jindu: Jindu, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
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


def test_an_unknown_kind(jindu: Jindu, tmp_path: Path) -> None:
    write(tmp_path / "共建.yaml", sound())
    result = jindu("render", "共建.yaml", "--doc", "红头")
    assert (result.code, result.out) == (2, "")
    assert re.search("没有“红头”这种文件。可以生成：实施方案、", result.err)


def test_a_missing_plan(jindu: Jindu) -> None:
    result = jindu("render", "没有.yaml")
    assert (result.code, result.out) == (2, "")
    assert "找不到“没有.yaml”" in result.err


def test_a_folder_without_plans(jindu: Jindu, tmp_path: Path) -> None:
    (tmp_path / "夹").mkdir()
    assert jindu("render", "夹") == (2, "", "文件夹“夹”里没有方案文件（.yaml）。\n")


def test_several_plans(jindu: Jindu, tmp_path: Path) -> None:
    """One that is refused stops no other."""
    write(tmp_path / "夹" / "甲.yaml", sound())
    write(tmp_path / "夹" / "乙.yaml", BROKEN)
    result = jindu("render", "夹", "-o", "出", "--to", "md")
    assert result.code == 1
    assert "BUD003" in result.out
    assert [path.name for path in (tmp_path / "出").iterdir()] == ["甲.md"]


def test_two_plans_of_one_name(jindu: Jindu, tmp_path: Path) -> None:
    write(tmp_path / "夹" / "甲.yaml", sound())
    write(tmp_path / "甲.yaml", sound())
    result = jindu("render", "甲.yaml", "夹/甲.yaml", "-o", "出")
    assert (result.code, result.out) == (2, "")
    assert "几份方案都要写成" in result.err
    assert "--by-title" in result.err
    write(tmp_path / "文件", "")
    assert "是一个文件" in jindu("render", ".", "-o", "文件").err


def titled(title: str) -> str:
    return f"方案: {{标题: {title}}}\n"


def made(folder: Path) -> list[str]:
    return sorted(str(path.relative_to(folder)) for path in folder.rglob("*.*") if path.is_file())


@pytest.fixture
def county(tmp_path: Path) -> Path:
    """A folder of plans that all have the default name, and files that are none."""
    folder = tmp_path / "全县"
    write(folder / "甲镇" / "方案.yaml", titled("甲镇禁毒支部创建实施方案"))
    write(folder / "乙镇" / "方案.yaml", titled("乙镇禁毒支部创建实施方案（2026—2028年）"))
    write(folder / "乙镇" / "另案" / "方案.yaml", titled("甲镇禁毒支部创建实施方案"))
    write(folder / "丙镇" / "方案.yaml", "方案: {起止: 2026-01..2027-12}\n")
    write(folder / "config.yaml", "host: localhost\nport: 80\n")
    return folder


WHOLE = ("--to", "md", "--allow-errors")


def test_a_folder_is_mirrored(jindu: Jindu, tmp_path: Path, county: Path) -> None:
    result = jindu("render", "全县", "-o", "成品", *WHOLE)
    assert result.code == 0, result.err
    names = ["丙镇/方案.md", "乙镇/另案/方案.md", "乙镇/方案.md", "甲镇/方案.md"]
    assert made(tmp_path / "成品") == sorted(names)
    lines = result.err.splitlines()
    assert lines[-1] == "共4份方案，生成了4份。"
    assert "跳过了1个没有方案内容的 YAML 文件（全县/config.yaml）；要生成，写出文件名。" in lines


def test_a_folder_by_title(jindu: Jindu, tmp_path: Path, county: Path) -> None:
    """Titles that are equal get a number; a plan without one keeps the name of its file."""
    result = jindu("render", "全县", "-o", "成品", "--by-title", "--doc", "任务清单", *WHOLE)
    assert result.code == 1  # None of them has tasks.
    write(county / "丁镇" / "方案.yaml", titled("'丁镇/禁毒: 支部?创建实施方案'"))
    result = jindu("render", "全县", "-o", "成品", "--by-title", *WHOLE)
    assert result.code == 0, result.err
    assert made(tmp_path / "成品") == sorted(
        [
            "丁镇禁毒支部创建实施方案.md",
            "方案.md",
            "乙镇禁毒支部创建实施方案（2026—2028年）.md",
            "甲镇禁毒支部创建实施方案.md",
            "甲镇禁毒支部创建实施方案（2）.md",
        ]
    )
    assert jindu("render", "全县", "-o", "成品", "--by-title", *WHOLE).code == 0
    assert len(made(tmp_path / "成品")) == 5


def test_what_was_not_made_is_counted(jindu: Jindu, tmp_path: Path, county: Path) -> None:
    write(county / "丁镇" / "方案.yaml", "方案: {标题: [")
    result = jindu("render", "全县", "-o", "成品", "--to", "md")
    assert result.code == 1
    last = result.err.splitlines()[-1]
    assert re.fullmatch("共5份方案，生成了[1-4]份，[1-4]份没有生成（.*），原因见上。", last)
    assert "全县/丁镇/方案.yaml" in last


def test_a_folder_without_any_plan(jindu: Jindu, tmp_path: Path) -> None:
    write(tmp_path / "夹" / "config.yaml", "host: localhost\n")
    result = jindu("render", "夹", "-o", "出")
    assert (result.code, result.out) == (2, "")
    assert result.err.splitlines()[-1] == "没有找到方案。"
    assert not (tmp_path / "出").exists()
    # A file that is named is taken for a plan.
    assert "STR001" in jindu("render", "夹/config.yaml", "-o", "出").out


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind(jindu: Jindu, tmp_path: Path, kind: str) -> None:
    write(tmp_path / "共建.yaml", sound())
    assert jindu("render", "共建.yaml", "--doc", kind, "--today", "2026-05-10").code == 0
    tail = "" if kind == "实施方案" else f"-{kind}"
    assert document(tmp_path / f"共建{tail}.docx")


def test_what_the_plan_does_not_say(jindu: Jindu, tmp_path: Path) -> None:
    write(tmp_path / "共建.yaml", sound())
    settings = ("--set", "会议时间=2027年3月5日", "--set", "成文日期=2027-02-26")
    done = jindu("render", "共建.yaml", "--doc", "联席会议通知", "--to", "md", *settings)
    assert done.code == 0
    told = (tmp_path / "共建-联席会议通知.md").read_text(encoding="utf-8")
    assert "时间：2027年3月5日。" in told
    assert "地点：另行通知。" in told
    assert "2027年2月26日" in told


def test_a_kind_that_cannot_be_made(jindu: Jindu, tmp_path: Path) -> None:
    plan = sound()
    write(tmp_path / "共建.yaml", plan[: plan.index("\n申报:")])
    result = jindu("render", "共建.yaml", "--doc", "资金申请")
    assert (result.code, result.out) == (1, "")
    assert "写明申报单位（编号）和主送机关" in result.err
    assert not list(tmp_path.glob("*.docx"))


def test_what_is_used_is_said(jindu: Jindu, tmp_path: Path) -> None:
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
