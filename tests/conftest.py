"""Options and fixtures for all tests."""

from __future__ import annotations

import os
import shutil
import tempfile
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import settings

from jindu.checker.settings import Settings
from tests import share

if TYPE_CHECKING:
    from tests.command import Jindu

ROOT = Path(__file__).resolve().parent.parent
TODAY = date(2026, 7, 1)
"""The day by which examples tell what is late."""
THAT_DAY = Settings(today=TODAY)
RENEWING = {"update", "measure"}
"""Fixtures of the tests that renew a stored file."""


# How long an example takes says more of the machine than of the code.
settings.register_profile("untimed", deadline=None)
settings.register_profile("thorough", max_examples=20_000, deadline=None)
settings.load_profile("untimed")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--update", action="store_true", help="renew generated files; run no more")


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """With ``--update``, keep the tests that renew a file. Run what is measured on paper last.

    Last, because one process prints while the others still have work.
    """
    if config.getoption("--update"):
        kept = [item for item in items if RENEWING & set(getattr(item, "fixturenames", ()))]
        config.hook.pytest_deselected(items=[item for item in items if item not in kept])
        items[:] = kept
    items.sort(key=lambda item: hasattr(getattr(item, "module", None), "office"))


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    tried = "everything" if share.WHOLE else f"a share: JINDU_SEED={share.SEED} repeats it"
    terminalreporter.write_line(f"tried {tried}")


def pytest_configure(config: pytest.Config) -> None:
    """One folder for what the processes of a run print; the first of them removes it."""
    if "JINDU_PRINTED" not in os.environ:
        os.environ["JINDU_PRINTED"] = tempfile.mkdtemp(prefix="jindu-")
        config.add_cleanup(lambda: shutil.rmtree(os.environ.pop("JINDU_PRINTED")))


@pytest.fixture
def update(request: pytest.FixtureRequest) -> bool:
    return bool(request.config.getoption("--update"))


@pytest.fixture
def jindu(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> Jindu:
    """Run commands in an empty folder."""
    from tests.command import run_jindu

    monkeypatch.chdir(tmp_path)
    return lambda *arguments: run_jindu(monkeypatch, capsys, *arguments)
