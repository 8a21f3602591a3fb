"""The locks hold what pyproject.toml asks for, each release pinned with its hashes."""

from __future__ import annotations

import re
import tomllib
from typing import Any

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from tests.conftest import ROOT

PROJECT: dict[str, Any] = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
GROUPS: dict[str, list[str]] = PROJECT["dependency-groups"]
NEEDED = [
    *PROJECT["project"]["dependencies"],
    *PROJECT["project"]["optional-dependencies"]["word"],
    *GROUPS["build"],
]
ASKED = {
    "requirements.lock": NEEDED,
    "requirements-dev.lock": [*NEEDED, *GROUPS["dev"]],
}
ENTRY = re.compile(
    r"^(?P<what>[^\s#][^\\\n]*?) \\\n(?P<hashes>(?: {4}--hash=\S+(?: \\)?\n)+)", re.M
)
HASH = re.compile(r"--hash=sha256:[0-9a-f]{64}")
MACHINES = {
    f"{system}-{python}": {
        "sys_platform": system,
        "python_version": python,
        "python_full_version": f"{python}.0",
    }
    for system in ("linux", "win32", "darwin")
    for python in ("3.11", "3.12", "3.13")
}


def entries(name: str) -> dict[Requirement, int]:
    """Each release of a lock, and how many hashes it has."""
    text = (ROOT / name).read_text(encoding="utf-8")
    return {
        Requirement(match["what"]): len(HASH.findall(match["hashes"]))
        for match in ENTRY.finditer(text)
    }


def pinned(name: str, machine: str) -> dict[str, str]:
    """Package → version as one kind of machine installs it."""
    found: dict[str, str] = {}
    for entry in entries(name):
        if entry.marker is None or entry.marker.evaluate(MACHINES[machine]):
            package = canonicalize_name(entry.name)
            assert package not in found
            (only,) = entry.specifier
            assert only.operator == "=="
            found[package] = only.version
    return found


@pytest.mark.parametrize("name", ASKED)
def test_everything_in_it_is_pinned_with_hashes(name: str) -> None:
    """Every line that is no comment belongs to an entry, and no address is among them."""
    text = (ROOT / name).read_text(encoding="utf-8")
    rest = [line for line in ENTRY.sub("", text).splitlines() if not line.lstrip().startswith("#")]
    assert rest == []
    assert all(entries(name).values())
    assert "://" not in text


@pytest.mark.parametrize("name", ASKED)
@pytest.mark.parametrize("machine", MACHINES)
def test_it_holds_what_is_asked_for(name: str, machine: str) -> None:
    versions = pinned(name, machine)
    for asked in map(Requirement, ASKED[name]):
        assert versions[canonicalize_name(asked.name)] in asked.specifier, asked


@pytest.mark.parametrize("machine", MACHINES)
def test_both_hold_the_same_versions(machine: str) -> None:
    small, large = (pinned(name, machine) for name in ASKED)
    assert small.items() < large.items()


def test_the_project_is_built_with_what_is_locked() -> None:
    assert PROJECT["build-system"]["requires"] == GROUPS["build"]


@pytest.mark.parametrize("name", ["README.md", "README.en.md"])
def test_what_the_manuals_install_is_what_is_locked(name: str) -> None:
    """Nothing but the project itself is installed without a hash, and that without the rest."""
    calls = re.findall("pip install (.*)", (ROOT / name).read_text(encoding="utf-8"))
    assert calls == [
        "--require-hashes -r requirements-dev.lock",
        "--no-deps --no-build-isolation .",
    ]
