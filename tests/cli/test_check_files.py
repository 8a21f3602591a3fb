"""``jindu check``: which files are checked, and by which settings."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.command import (
    BROKEN,
    TITLED,
    Jindu,
    link,
    sound,
    write,
)


@pytest.mark.parametrize(
    "options", [(), ("-q",), ("-f", "json"), ("-f", "sarif"), ("-f", "github"), ("--diff",)]
)
def test_a_settings_file_is_named(jindu: Jindu, tmp_path: Path, options: tuple[str, ...]) -> None:
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


def test_settings_that_lead_elsewhere(jindu: Jindu, tmp_path: Path) -> None:
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


def test_a_folder_of_that_name(jindu: Jindu, tmp_path: Path) -> None:
    write(tmp_path / "方案.yaml", TITLED)
    (tmp_path / "jindu.toml").mkdir()
    result = jindu("check", "方案.yaml")
    assert (result.code, result.out) == (2, "")
    assert "jindu.toml：这是一个文件夹" in result.err


def test_a_folder_is_searched(jindu: Jindu, tmp_path: Path) -> None:
    write(tmp_path / "乙" / "二 号.YML", BROKEN)
    write(tmp_path / "乙" / "丙" / "一.yaml", sound())
    write(tmp_path / "乙" / "说明.txt", "不是方案")
    result = jindu("check", "乙", "--format", "json")
    assert result.code == 1
    files = [file["file"] for file in json.loads(result.out)["files"]]
    assert files == [str(Path("乙/丙/一.yaml")), str(Path("乙/二 号.YML"))]


def test_without_argument_the_current_folder(jindu: Jindu, tmp_path: Path) -> None:
    write(tmp_path / "甲.yaml", sound())
    write(tmp_path / "下" / "乙.yaml", BROKEN)
    result = jindu("check")
    assert result.code == 1
    assert "甲.yaml：按草稿级检查，没有发现问题" in result.out
    assert "乙.yaml:4:7" in result.out


def test_each_file_once(jindu: Jindu, tmp_path: Path) -> None:
    write(tmp_path / "甲.yaml", sound())
    result = jindu("check", "甲.yaml", ".", "甲.yaml", "--format", "json")
    assert len(json.loads(result.out)["files"]) == 1


def test_a_missing_file_does_not_hide_the_others(jindu: Jindu, tmp_path: Path) -> None:
    write(tmp_path / "甲.yaml", BROKEN)
    result = jindu("check", "没有.yaml", "甲.yaml")
    assert result.code == 2
    assert "找不到“没有.yaml”" in result.err
    assert "甲.yaml:4:7 错误 BUD003" in result.out


def test_an_empty_folder_does_not_hide_the_others(jindu: Jindu, tmp_path: Path) -> None:
    (tmp_path / "空的").mkdir()
    write(tmp_path / "甲.yaml", BROKEN)
    result = jindu("check", "空的", "甲.yaml")
    assert result.code == 2
    assert "文件夹“空的”里没有方案文件" in result.err
    assert "甲.yaml:4:7 错误 BUD003" in result.out


def test_a_bad_configuration_does_not_hide_the_others(jindu: Jindu, tmp_path: Path) -> None:
    write(tmp_path / "坏" / "jindu.toml", "[check]\nignor = []\n")
    for name in ("坏/一.yaml", "坏/下/二.yaml", "好/三.yaml"):
        write(tmp_path / name, BROKEN)
    result = jindu("check", "-q", "--select", "BUD003")
    assert result.code == 2
    assert result.err.count("jindu.toml:2：没有“ignor”这个键") == 1
    places = [line.partition(":")[0] for line in result.out.splitlines()]
    assert places == [str(Path("好/三.yaml"))]


def test_a_configuration_that_is_not_there(jindu: Jindu, tmp_path: Path) -> None:
    write(tmp_path / "甲.yaml", BROKEN)
    result = jindu("check", "--config", "没有.toml")
    assert (result.code, result.out) == (2, "")
    assert result.err == "没有.toml：找不到这个配置文件，检查文件名和所在文件夹。\n"


def test_other_yaml_is_passed_over(jindu: Jindu, tmp_path: Path) -> None:
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


def test_only_other_yaml(jindu: Jindu, tmp_path: Path) -> None:
    write(tmp_path / "compose.yaml", "services: {}\n")
    result = jindu("check")
    assert (result.code, result.out) == (2, "")
    assert result.err.endswith("没有找到方案。\n")


@pytest.mark.parametrize("arguments", [(), (".",), ("空的",)])
def test_a_folder_without_plans(jindu: Jindu, tmp_path: Path, arguments: tuple[str, ...]) -> None:
    (tmp_path / "空的").mkdir()
    result = jindu("check", *arguments)
    assert (result.code, result.out) == (2, "")
    assert "没有方案文件" in result.err


def test_a_pattern_the_shell_has_left(jindu: Jindu, tmp_path: Path) -> None:
    write(tmp_path / "方案 一.yaml", sound())
    write(tmp_path / "下级" / "方案二.yaml", BROKEN)
    assert jindu("check", "*.yaml").code == 0
    assert "方案二.yaml" in jindu("check", "**/*.yaml").out
    assert jindu("check", "*.yml").code == 2
