"""How much of a large product a run tries: enough each time, and all of it on demand.

``JINDU_WHOLE=1`` tries everything. Otherwise a part that is always the same is tried, and a
share of the rest that ``JINDU_SEED`` chooses; a run without one draws it and tells it.
"""

from __future__ import annotations

import os
import random
from collections.abc import Iterable, Sequence
from itertools import combinations
from typing import Any, TypeVar

T = TypeVar("T")
Fields = TypeVar("Fields", bound=tuple[Any, ...])

WHOLE = os.environ.get("JINDU_WHOLE") == "1"
# In the environment, so that the processes of a run agree.
SEED = os.environ.setdefault("JINDU_SEED", str(random.SystemRandom().randrange(1_000_000)))


def some(things: Iterable[T], one_in: int) -> list[T]:
    """A share of them, in their order."""
    choice = random.Random(SEED)
    return [thing for thing in things if choice.randrange(one_in) == 0 or WHOLE]


def pairwise(things: Sequence[Fields]) -> list[Fields]:
    """A few of them that hold every pair of values which any of them holds."""

    def pairs(thing: Fields) -> set[object]:
        return set(combinations(enumerate(thing), 2))

    chosen: list[Fields] = []
    missing = set().union(*map(pairs, things))
    while missing:
        chosen.append(max(things, key=lambda thing: len(pairs(thing) & missing)))
        missing -= pairs(chosen[-1])
    return chosen


def covering(things: Sequence[Fields], one_in: int) -> list[Fields]:
    """Enough of them to hold every pair of values, and a share of the others."""
    if WHOLE:
        return list(things)
    always = pairwise(things)
    return [*always, *some((thing for thing in things if thing not in always), one_in)]
