"""The recipes of CONTRIBUTING.md, carried out on a copy of the project."""

from __future__ import annotations

import ast
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

import pytest

from jindu import assets, scaffold
from tests.conftest import ROOT

RECIPE = re.compile(r"^### (.*?)\n(.*?)(?=^##)", re.DOTALL | re.MULTILINE)
BLOCK = re.compile(r"^(`{3,4})(\w+) (\S+)\n(.*?)^\1\n", re.DOTALL | re.MULTILINE)
LEFT_OUT = (".git", ".venv", "out", ".cache", ".hypothesis", ".*_cache", ".coverage*")


class Block(NamedTuple):
    """What a recipe writes: a new file, the end of a file, or a change of one."""

    language: str
    path: str
    text: str

    def apply(self, root: Path) -> None:
        path = root / self.path
        before = path.read_text(encoding="utf-8") if path.exists() else ""
        if self.language == "diff":
            after = before
            for hunk in self.text.split("@@\n"):
                after = changed(after, hunk)
        else:
            after = before + self.text
        path.write_text(after, encoding="utf-8", newline="\n")


def changed(text: str, hunk: str) -> str:
    lines = hunk.splitlines(keepends=True)
    old = "".join(line[1:] for line in lines if line[0] in " -")
    new = "".join(line[1:] for line in lines if line[0] in " +")
    assert text.count(old) == 1, f"not once in the file: {old}"
    return text.replace(old, new)


def recipes() -> dict[str, list[Block]]:
    text = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    return {
        match[1]: [Block(*found.groups()[1:]) for found in BLOCK.finditer(match[2])]
        for match in RECIPE.finditer(text)
    }


class Expected(NamedTuple):
    """What follows from a recipe by itself.

    ``files`` is how many it touches: its own, and a table or a test. ``told``: command → what
    it prints; ``offered``: beginning of a command line → what a shell offers; ``written``: file →
    what it holds once everything generated is renewed and the commands have run; ``tests`` take
    up what is added.
    """

    files: int
    told: Mapping[str, list[str]]
    offered: Mapping[str, str] = {}
    written: Mapping[str, list[str]] = {}
    tests: Sequence[str] = ()


CHECK = "check 方案.yaml --level 送审"
EXPECTED = {
    "Add a rule": Expected(
        files=2,
        told={
            "explain STR099": ["品牌口号太长", "口号字数上限"],
            CHECK: ["STR099", "缩短到20个字以内"],
            f"{CHECK} --format sarif": ['"STR099"'],
        },
        offered={"explain STR09": "STR099"},
        written={
            "docs/rules.md": ["## STR099 品牌口号太长"],
            "tests/golden/messages.txt": ["STR099"],
        },
        tests=(
            "test_examples[STR099]",
            "test_boundary[STR099]",
            "test_every_rule_on_content_has_a_boundary_case",
            "test_rule_manual[STR099]",
        ),
    ),
    "Add a norm": Expected(
        files=1,
        told={
            "explain 口号字数上限": ["20个字", "STR099"],
            f"{CHECK} --config 放宽.toml --format json": ['"口号字数上限": 40'],
        },
        offered={"explain 口号": "口号字数上限"},
        tests=(
            "TestExplain::test_a_norm",
            "test_no_norm_takes_what_is_no_number",
        ),
    ),
    "Add a field": Expected(
        files=1,
        told={
            "explain 方案.品牌.主题歌曲": ["品牌歌曲的名称", "overview.brand.song"],
            "check 写错.yaml": ["主题歌区", "是不是要写“主题歌曲”"],
            "schema": ["主题歌曲", "品牌歌曲的名称"],
        },
        offered={"explain 方案.品牌.主": "方案.品牌.主题歌曲"},
        written={
            "docs/format.md": ["| 主题歌曲 | 品牌歌曲的名称 | 文字 |"],
            "docs/templates.md": ["`plan.overview.brand.song`"],
            "docs/glossary.md": ["`Brand.song`"],
        },
        tests=("test_key_manual", "test_every_property_is_told_in_chinese"),
    ),
    "Add a kind of document": Expected(
        files=2,
        told={
            "templates list": ["工作要点", "逐项列出重点任务"],
            "render 内置.yaml --doc 工作要点 --to md -o 要点.md": ["要点.md"],
        },
        offered={"render 甲.yaml --doc 工作": "工作要点"},
        written={
            "docs/templates.md": ["| 工作要点 | `outline.md.j2` |"],
            "要点.md": ["工作要点", "一、"],
        },
        tests=(
            "test_every_name_of_a_template_is_explained",
            "test_generated_documents",
        ),
    ),
    "Add a scheme": Expected(
        files=1,
        told={"init --list": ["village", "一个村创建禁毒支部"]},
        offered={"init --scheme v": "village"},
        written={"tests/golden/village/实施方案.md": ["# "], "README.md": ["| `village` |"]},
        tests=(
            "golden/test_schemes[village]",
            "test_schemes_are_valid[village]",
            "TestWritten::test_each_scheme[village]",
            "TestAsItIs::test_ready_for_submission[village]",
            "TestNames::test_no_default_is_left[unmoved-village]",
            "TestEveryCase::test_ready_for_submission[village-2026-10-x2]",
            "test_nothing_in_a_scheme_is_masked[village]",
            "test_what_is_made_is_of_its_kind[village-md]",
        ),
    ),
    "Add an output format": Expected(
        files=2,
        told={
            "render --help": ["tsv"],
            "render 内置.yaml --to tsv": ["内置.tsv"],
            "render 内置.yaml --edition public -o 公开.tsv": ["公开.tsv"],
        },
        offered={"render 甲.yaml --to t": "tsv"},
        written={"内置.tsv": ["\t"], "公开.tsv": ["\t"]},
        tests=(
            "test_what_is_made_is_of_its_kind[village-tsv]",
            "test_no_document_holds_any",
        ),
    ),
    "Add a command": Expected(
        files=2,
        told={
            "--help": ["norms", "列出检查所用的标准"],
            "norms --help": ["用法：jindu norms"],
            "norms": ["口号字数上限：20个字"],
        },
        offered={"n": "norms"},
        tests=("test_every_command_has_a_page_of_help",),
    ),
    "Add a report format": Expected(
        files=2,
        told={
            "check --help": ["csv"],
            f"{CHECK} --format csv": ["5,STR099,提示"],
        },
        offered={"check --format c": "csv"},
        tests=("test_every_room_is_known",),
    ),
}

PLAN = """方案:
  标题: 青石街道禁毒支部创建实施方案
  品牌:
    名称: 梧桐清风
    口号: 邻里守望、家校联动、全民参与、共建无毒社区，同享平安生活
    主题歌曲: 清风
"""
INPUTS = {
    "方案.yaml": PLAN,
    "写错.yaml": PLAN.replace("主题歌曲", "主题歌区"),
    "放宽.toml": '[norms]\n"口号字数上限" = 40\n',
    "内置.yaml": scaffold.load("community").text,
}


def python(folder: Path, *words: str, **environment: str) -> str:
    """What a module prints, run in a folder."""
    done = subprocess.run(
        [sys.executable, "-m", *words],
        cwd=folder,
        env={**os.environ, "PYTHONUTF8": "1", **environment},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    return done.stdout + done.stderr


def passes(folder: Path, *words: str) -> None:
    told = python(folder, "pytest", "-q", "-p", "no:randomly", "-p", "no:cacheprovider", *words)
    if not re.match(r"\d+ passed", told.splitlines()[-1]):
        pytest.fail(told)


def node(test: str) -> str:
    """The full name of a test, in whichever module of ``tests`` or of a folder it is defined."""
    folder, _, test = test.rpartition("/")
    name = test.partition("[")[0].rpartition("::")[2]
    modules = (ROOT / "tests" / folder).rglob("test_*.py")
    [path] = [path for path in modules if f"def {name}(" in path.read_text(encoding="utf-8")]
    return f"{path.relative_to(ROOT).as_posix()}::{test}"


def missing(told: str, wanted: list[str]) -> list[str]:
    return [words for words in wanted if words not in told]


def offered(folder: Path, line: str) -> str:
    shell = {"_JINDU_COMPLETE": "complete_fish", "_TYPER_COMPLETE_FISH_ACTION": "get-args"}
    return python(folder, "jindu", _TYPER_COMPLETE_ARGS=f"jindu {line}", **shell)


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """A copy of the project in which every recipe has been carried out."""
    root = tmp_path / "jindu"
    shutil.copytree(ROOT, root, ignore=shutil.ignore_patterns(*LEFT_OUT))
    for blocks in recipes().values():
        for block in blocks:
            block.apply(root)
    with (root / "schemes/village.yaml").open("a", encoding="utf-8", newline="\n") as file:
        file.write(INPUTS["内置.yaml"])
    for name, text in INPUTS.items():
        (root / name).write_text(text, encoding="utf-8")
    return root


def shortcomings(root: Path, expected: Expected) -> Iterator[str]:
    for command, wanted in expected.told.items():
        told = python(root, "jindu", *command.split())
        yield from (f"jindu {command}: no {words} in\n{told}" for words in missing(told, wanted))
    for line, word in expected.offered.items():
        told = offered(root, line)
        yield from (f"jindu {line}…: no {word} in\n{told}" for word in missing(told, [word]))
    for name, wanted in expected.written.items():
        told = (root / name).read_text(encoding="utf-8")
        yield from (f"{name}: no {words}" for words in missing(told, wanted))


def test_every_recipe_touches_few_files() -> None:
    assert {name: len(blocks) for name, blocks in recipes().items()} == {
        name: expected.files for name, expected in EXPECTED.items()
    }


def test_recipes(copy: Path) -> None:
    """One copy for all of them: starting programs takes most of the time."""
    passes(copy, "--update", "tests/test_docs.py", "tests/golden")
    for name, expected in EXPECTED.items():
        assert list(shortcomings(copy, expected)) == [], name
    passes(copy, *(node(test) for expected in EXPECTED.values() for test in expected.tests))


def lists_of_schemes(source: str) -> Iterator[str]:
    """Collections, and longer texts, that name several schemes."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.List | ast.Tuple | ast.Set | ast.Dict | ast.Constant):
            text = ast.unparse(node)
            if len({name for name in assets.schemes() if f"'{name}'" in text}) > 1:
                yield text


@pytest.mark.parametrize("folder", ["tests", "benchmarks", ".ci"])
def test_a_scheme_is_tried_without_being_named(folder: str) -> None:
    for path in (ROOT / folder).rglob("*.py"):
        assert not list(lists_of_schemes(path.read_text(encoding="utf-8"))), path
