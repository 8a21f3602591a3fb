"""A small share of the attacks each time; ``python -m tests.attack.run --whole`` runs all."""

from __future__ import annotations

import os

from tests.attack import run
from tests.attack.campaigns import CAMPAIGNS


def test_a_share_of_the_attacks() -> None:
    whole = os.environ.get("JINDU_WHOLE") == "1"
    jobs = (os.cpu_count() or 1) if whole else 1
    battle = run.fight(run.shared(1 if whole else 0.003), jobs=jobs)
    assert [f"{name} {trouble}" for name, trouble in battle.troubles] == []
    assert set(battle.results) | set(battle.skipped) == set(CAMPAIGNS)
