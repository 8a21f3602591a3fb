"""Every promise holds under every attack that was written down."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.attack.forty import ATTACKS, NEEDS_POSIX
from tests.attack.scene import broken, carry_out
from tests.attack.victim import Victim


@pytest.fixture(scope="module")
def places(tmp_path_factory: pytest.TempPathFactory) -> Path:
    base = tmp_path_factory.mktemp("attacked")
    (base / "temporary").mkdir()
    return base


@pytest.fixture(scope="module")
def process(places: Path) -> Iterator[Victim]:
    with Victim(places / "inside", places / "temporary") as process:
        yield process


@pytest.mark.parametrize("name", ATTACKS)
def test_attack(name: str, places: Path, process: Victim) -> None:
    if sys.platform == "win32" and name in NEEDS_POSIX:
        pytest.skip("takes links, pipes or names that Windows does not have")
    attack = ATTACKS[name]
    number = list(ATTACKS).index(name)
    folder = places / "inside" / str(number)
    folder.mkdir(parents=True)
    scene = carry_out(attack, folder, places / f"outside{number}", process)
    assert broken(attack, scene) == []
