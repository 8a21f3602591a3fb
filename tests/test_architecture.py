"""Imports point one way, and starting the program loads nothing it does not need."""

from __future__ import annotations

import ast
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.command import run_process
from tests.conftest import ROOT

PACKAGE = Path(__file__).resolve().parent.parent / "jindu"

MAY_IMPORT = {
    "errors": set(),
    "units": set(),
    "assets": set(),
    "model": {"units"},
    "language": {"errors", "model", "units"},
    "source": {"errors", "language", "model", "units"},
    "files": {"errors", "source"},
    "analysis": {"model", "units"},
    "rules": {"analysis", "language", "model", "units"},
    "checker": {"analysis", "errors", "files", "language", "model", "rules", "source"},
    "document": {"analysis", "assets", "errors", "language", "model", "source", "units"},
    "output": {
        "analysis",
        "assets",
        "checker",
        "document",
        "files",
        "language",
        "model",
        "source",
        "units",
    },
    "report": {"checker", "language", "model", "rules"},
    "manual": {"document", "files", "language", "model", "rules", "units"},
    "scaffold": {
        "analysis",
        "assets",
        "errors",
        "files",
        "language",
        "manual",
        "model",
        "source",
        "units",
    },
    "cli": {
        "assets",
        "checker",
        "document",
        "errors",
        "files",
        "language",
        "manual",
        "model",
        "output",
        "report",
        "rules",
        "scaffold",
        "source",
        "units",
    },
}
"""Room → the rooms it may import from, besides itself."""


def rooms_imported(path: Path) -> set[str]:
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.module and node.module.startswith("jindu."):
            found.add(node.module.split(".")[1])
        elif isinstance(node, ast.ImportFrom) and node.module == "jindu":
            found.update(alias.name for alias in node.names if alias.name != "__version__")
    return found


@pytest.mark.parametrize("room", sorted(MAY_IMPORT))
def test_imports_point_one_way(room: str) -> None:
    folder = PACKAGE / room
    files = list(folder.rglob("*.py")) if folder.is_dir() else [PACKAGE / f"{room}.py"]
    assert files
    for path in files:
        assert rooms_imported(path) <= MAY_IMPORT[room] | {room}, path.name


def test_every_room_is_known() -> None:
    rooms = {p.stem for p in PACKAGE.iterdir() if p.suffix == ".py" or (p / "__init__.py").exists()}
    assert rooms - {"__init__", "__main__"} == set(MAY_IMPORT)


def modules_after(*arguments: str) -> set[str]:
    code = (
        "import sys\n"
        f"sys.argv = ['jindu', *{list(arguments)!r}]\n"
        "from jindu.__main__ import main\n"
        "try:\n    main()\nexcept SystemExit:\n    pass\n"
        "print('\\n'.join(sys.modules), file=sys.stderr)\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True)
    return set(done.stderr.decode("utf-8").split())


def test_version_imports_nothing() -> None:
    assert not {"typer", "yaml", "rich"} & modules_after("--version")


@pytest.mark.parametrize("arguments", [["--help"], ["check", "README.md"]])
def test_light_commands_load_no_heavy_library(arguments: list[str]) -> None:
    loaded = modules_after(*arguments)
    assert "typer" in loaded
    heavy = {"docx", "docxtpl", "lxml", "pypdf", "jinja2", "markdown_it", "xlsxwriter"}
    assert not {*heavy, "rich.markdown"} & loaded


@pytest.fixture
def without_word(tmp_path: Path) -> dict[str, str]:
    """The environment of a machine on which the libraries that open Word files do not load."""
    broken = tmp_path / "broken"
    for name in ("docx", "docxtpl", "docxcompose", "lxml", "pypdf"):
        (broken / name).mkdir(parents=True)
        told = f"raise ImportError('no {name}', name='{name}')\n"
        (broken / name / "__init__.py").write_text(told)
    return {"PYTHONPATH": f"{broken}{os.pathsep}{ROOT}"}


def test_own_papers_need_no_library_for_word(tmp_path: Path, without_word: dict[str, str]) -> None:
    steps = (
        ("init", "方案.yaml", "--scheme", "minimal", "--defaults"),
        ("check", "方案.yaml"),
        ("render", "方案.yaml", "-o", "方案.docx"),
        ("render", "方案.yaml", "-o", "方案.docx", "--toc", "--force"),
        ("render", "方案.yaml", "-o", "方案.html"),
    )
    for step in steps:
        done = run_process(tmp_path, *step, **without_word)
        assert done.returncode == 0, (step, done.stderr.decode("utf-8"))
    assert (tmp_path / "方案.docx").exists()


def test_a_letterhead_names_the_library_that_is_missing(
    tmp_path: Path, without_word: dict[str, str]
) -> None:
    run_process(tmp_path, "init", "方案.yaml", "--scheme", "minimal", "--defaults")
    (tmp_path / "红头.docx").write_bytes(b"PK")
    how = ("render", "方案.yaml", "-o", "方案.docx", "--template", "红头.docx")
    done = run_process(tmp_path, *how, **without_word)
    assert done.returncode == 1
    assert re.search("其中的 (docx|lxml|docxtpl) 没有装好", done.stderr.decode("utf-8"))


def test_the_page_lists_every_room() -> None:
    page = (PACKAGE.parent / "docs" / "architecture.md").read_text(encoding="utf-8")
    table = page.partition("## Rooms")[2].partition("\n## ")[0]
    listed = re.findall(r"^\| `(\w+)` \|", table, re.MULTILINE)
    assert sorted(listed) == sorted(MAY_IMPORT)


def test_the_page_names_what_exists() -> None:
    """Paths and names in it are those of the tree."""
    page = (PACKAGE.parent / "docs" / "architecture.md").read_text(encoding="utf-8")
    folders = (PACKAGE, PACKAGE.parent)
    for path in re.findall(r"`([\w/]+\.\w+)`", page):
        if "/" in path:
            assert any((folder / path).exists() for folder in folders), path
    source = "\n".join(path.read_text(encoding="utf-8") for path in PACKAGE.rglob("*.py"))
    for name in re.findall(r"`(?:[A-Z]\w*\.)?([A-Za-z_]{4,})(?:\(…\))?`", page):
        assert re.search(rf"\b{name}\b", source), name
