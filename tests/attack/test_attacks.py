"""A small share of the attacks each time; ``python -m tests.attack.run --whole`` runs all."""

from __future__ import annotations

from tests.attack import run
from tests.attack.campaigns import CAMPAIGNS
from tests.share import SEED


def test_a_share_of_the_attacks() -> None:
    battle = run.fight(run.shared(0.002), int(SEED))
    assert [f"{name} {trouble}" for name, trouble in battle.troubles] == []
    assert set(battle.results) | set(battle.skipped) == set(CAMPAIGNS)
