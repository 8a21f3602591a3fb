"""Imports point one way, and starting the program loads nothing it does not need."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path

import pytest

PACKAGE = Path(__file__).resolve().parent.parent / "jindu"

MAY_IMPORT = {
    "diagnostic": set(),
    "norms": set(),
    "units": set(),
    "assets": set(),
    "characters": set(),
    "contents": {"packages", "read"},
    "files": {"contents", "packages"},
    "packages": set(),
    "usage": set(),
    "vocabulary": {"diagnostic"},
    "plan": {"units", "vocabulary"},
    "read": {"characters", "diagnostic", "plan", "units", "vocabulary"},
    "analysis": {"diagnostic", "plan", "units", "vocabulary"},
    "rules": {"analysis", "diagnostic", "norms", "plan", "units", "vocabulary"},
    "render": {
        "analysis",
        "assets",
        "characters",
        "files",
        "packages",
        "plan",
        "units",
        "vocabulary",
    },
    "settings": {"diagnostic", "files", "norms", "read", "rules", "vocabulary"},
    "accepted": {"diagnostic", "read", "rules", "vocabulary"},
    "pipeline": {
        "accepted",
        "analysis",
        "characters",
        "diagnostic",
        "plan",
        "read",
        "render",
        "rules",
        "settings",
        "vocabulary",
    },
    "fix": {"diagnostic", "pipeline", "read", "settings"},
    "report": {"characters", "diagnostic", "pipeline", "rules", "settings"},
    "manual": {"contents", "diagnostic", "norms", "plan", "render", "rules", "units", "vocabulary"},
    "console": {"characters", "contents", "files"},
    "checking": {
        "characters",
        "accepted",
        "console",
        "contents",
        "diagnostic",
        "files",
        "fix",
        "pipeline",
        "report",
        "settings",
        "units",
    },
    "completion": {"assets", "console", "contents", "files", "manual", "norms", "render", "rules"},
    "scaffold": {
        "characters",
        "analysis",
        "assets",
        "contents",
        "diagnostic",
        "files",
        "manual",
        "plan",
        "read",
        "units",
        "vocabulary",
    },
    "rendering": {
        "characters",
        "analysis",
        "assets",
        "checking",
        "console",
        "contents",
        "files",
        "pipeline",
        "render",
        "report",
        "settings",
        "vocabulary",
    },
    "cli": {
        "checking",
        "completion",
        "console",
        "contents",
        "files",
        "manual",
        "pipeline",
        "rendering",
        "scaffold",
        "units",
        "usage",
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
    assert not {"docx", "lxml", "jinja2", "markdown_it", "xlsxwriter", "rich.markdown"} & loaded
