"""A run that does not try everything tries enough, and the same again if asked."""

from __future__ import annotations

from itertools import combinations, product

import pytest

from tests import share

THINGS = [things for things in product("abc", "de", range(5), [True, False]) if things[2] != 3]


def test_every_pair_is_held_by_a_few() -> None:
    found = share.pairwise(THINGS)
    for first, second in combinations(range(4), 2):
        held = {(thing[first], thing[second]) for thing in found}
        assert held == {(thing[first], thing[second]) for thing in THINGS}
    assert set(found) <= set(THINGS)
    assert len(found) == len(set(found)) <= 18  # 3 x 4 at the least


def test_a_share(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(share, "WHOLE", False)
    shares = []
    for seed in "0010":
        monkeypatch.setattr(share, "SEED", seed)
        shares.append(share.some(range(1000), 4))
    assert shares[0] == shares[1] == shares[3] != shares[2]
    assert all(200 < len(one) < 300 and one == sorted(one) for one in shares)


def test_some_are_always_tried(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(share, "WHOLE", False)
    found = share.covering(THINGS, 2)
    assert set(share.pairwise(THINGS)) < set(found) < set(THINGS)
    assert len(found) == len(set(found))


def test_everything(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(share, "WHOLE", True)
    assert share.some(range(50), 9) == list(range(50))
    assert share.covering(THINGS, 9) == THINGS
