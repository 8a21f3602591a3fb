"""Options and fixtures for all tests."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from hypothesis import settings

from jindu.settings import Settings

ROOT = Path(__file__).resolve().parent.parent
TODAY = date(2026, 7, 1)
"""The day by which examples tell what is late."""
THAT_DAY = Settings(today=TODAY)


# How long an example takes says more of the machine than of the code.
settings.register_profile("untimed", deadline=None)
settings.register_profile("thorough", max_examples=20_000, deadline=None)
settings.load_profile("untimed")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--update", action="store_true", help="renew stored outputs")


@pytest.fixture
def update(request: pytest.FixtureRequest) -> bool:
    return bool(request.config.getoption("--update"))
