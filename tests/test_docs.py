"""Documentation that is derived from the code is not stale, and its commands work."""

from __future__ import annotations

import ast
import os
import re
import shlex
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from jindu import assets, scaffold
from jindu.document.compose import names_of
from jindu.document.context import NAMES
from jindu.document.kinds import KINDS
from jindu.manual import fields, rules, templates
from jindu.rules import RULES
from tests.builders import scheme_plan

ROOT = Path(__file__).resolve().parent.parent
SCHEMES = re.compile(r"(<!-- 模板：.*? -->\n).*?(<!-- 模板到此 -->)", re.DOTALL)


def schemes() -> str:
    lines = ["| 模板 | 适用 |", "|---|---|"]
    for name in assets.schemes():
        scheme = scaffold.load(name)
        lines.append(f"| `{name}` | {scheme.title}：{scheme.description.rstrip('。')} |")
    return "\n" + "\n".join(lines) + "\n\n"


def test_the_schemes_in_the_readme(update: bool) -> None:
    path = ROOT / "README.md"
    text = path.read_text(encoding="utf-8")
    fresh = SCHEMES.sub(lambda match: match[1] + schemes() + match[2], text)
    if update:
        path.write_text(fresh, encoding="utf-8", newline="\n")
    assert text == fresh or update
    assert schemes() in fresh


def on_templates() -> str:
    return templates.document(scheme_plan("community"))


@pytest.mark.parametrize(
    ("name", "make"),
    [
        ("rules", rules.document),
        ("format", fields.document),
        ("glossary", fields.glossary),
        ("templates", on_templates),
    ],
)
def test_generated_documents(name: str, make: Callable[[], str], update: bool) -> None:
    path = ROOT / "docs" / f"{name}.md"
    if update:
        path.write_text(make(), encoding="utf-8", newline="\n")
    assert path.read_text(encoding="utf-8") == make()


def test_every_rule_has_a_subject() -> None:
    assert {rule.code[:3] for rule in RULES} == set(rules.SUBJECTS)


def test_readme_is_short() -> None:
    for name, most in (("README.md", 150), ("CONTRIBUTING.md", 250)):
        assert (ROOT / name).read_text(encoding="utf-8").count("\n") <= most


def test_the_page_on_layout_lists_every_measurement() -> None:
    """The measured values come from LibreOffice; that none is missing can be seen without it."""
    tree = ast.parse((ROOT / "tests/output/test_clauses.py").read_text(encoding="utf-8"))
    page = (ROOT / "docs/layout.md").read_text(encoding="utf-8")
    made = [
        [str(argument.value) for argument in call.args[:2] if isinstance(argument, ast.Constant)]
        for call in ast.walk(tree)
        if isinstance(call, ast.Call)
        and isinstance(call.func, ast.Name)
        and call.func.id == "measure"
    ]
    assert len(made) > 60
    for row in made:
        assert f"| {' | '.join(row)}" in page, row


@pytest.mark.parametrize("kind", KINDS)
def test_every_name_of_a_template_is_explained(kind: str) -> None:
    assert set(names_of(scheme_plan("community"), kind)) == set(NAMES)


def commands() -> list[str]:
    """The lines of ``jindu`` in what users read, without their comments."""
    texts = [
        (ROOT / name).read_text(encoding="utf-8")
        for name in ("README.md", "README.en.md", "docs/check.md", "docs/render.md")
    ]
    blocks = [block for text in texts for block in re.findall(r"```sh\n(.*?)```", text, re.DOTALL)]
    lines = [line.partition("#")[0].strip() for block in blocks for line in block.splitlines()]
    return sorted({line for line in lines if line.startswith("jindu ")})


@pytest.mark.parametrize("command", commands())
def test_the_commands_in_the_manuals_run(command: str, tmp_path: Path) -> None:
    plan = scaffold.load("community").text
    (tmp_path / "回答.yaml").write_text("街道: 青石街道\n开始: 2027-01\n", encoding="utf-8")
    if not command.startswith("jindu init"):
        (tmp_path / "方案.yaml").write_text(plan, encoding="utf-8")
        for folder in ("方案文件夹", "全县方案"):
            (tmp_path / folder).mkdir()
            (tmp_path / folder / "甲.yaml").write_text(plan, encoding="utf-8")
        (tmp_path / "基线.json").write_text('{"version": 1, "findings": []}', encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "-m", *shlex.split(command)],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
