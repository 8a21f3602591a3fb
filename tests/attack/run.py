"""Attack the program with a hundred thousand inputs, and print what came of it.

``python -m tests.attack.run --whole`` runs all of it, ``--share 0.01`` a hundredth, ``--only``
one campaign, ``--count`` so many inputs of each. The same ``--seed`` makes the same inputs:
``--only plans --input 17`` tries one of them again, by the number that is printed with a crash.
"""

from __future__ import annotations

import argparse
import contextlib
import hashlib
import os
import queue
import random
import shutil
import sys
import tempfile
import threading
import time
import traceback
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from tests.attack import victim
from tests.attack.campaigns import CAMPAIGNS, SLOW, Tried

SEED = 20261128
PATIENCE = 60.0
"""Seconds of the clock after which an input counts as one that hangs."""


class Chunk(NamedTuple):
    """Inputs of a campaign, by number."""

    campaign: str
    seed: int
    first: int
    last: int

    @property
    def size(self) -> int:
        """How many they are."""
        return self.last - self.first


class Trouble(NamedTuple):
    """What went wrong with an input."""

    what: str
    number: int
    told: str


class Tally(NamedTuple):
    """What came of a chunk. ``slowest`` is in seconds of the processor."""

    kinds: Counter[str]
    troubles: tuple[Trouble, ...]
    slowest: float


def attack(chunk: Chunk, place: str) -> Tally:
    """Try the inputs of a chunk one after another, each in an empty folder."""
    kinds: Counter[str] = Counter()
    troubles: list[Trouble] = []
    slowest = 0.0
    for number in range(chunk.first, chunk.last):
        folder = Path(tempfile.mkdtemp(dir=place))
        begun = time.process_time()
        try:
            tried = _tried(chunk, number, folder)
            troubles += (Trouble("loss", number, loss) for loss in tried.losses)
        except Exception:
            tried = Tried("crash")
            trace = traceback.format_exc().replace(str(folder), "")
            troubles.append(Trouble("crash", number, _last_lines(trace)))
        spent = time.process_time() - begun
        if spent > SLOW:
            troubles.append(Trouble("hang", number, f"{spent:.0f} s"))
        slowest = max(slowest, spent)
        kinds[tried.kind] += 1
        os.chdir(place)
        shutil.rmtree(folder, ignore_errors=True)
    return Tally(kinds, tuple(troubles), slowest)


def _tried(chunk: Chunk, number: int, folder: Path) -> Tried:
    named = f"{chunk.campaign} {chunk.seed} {number}".encode()
    rng = random.Random(int.from_bytes(hashlib.sha256(named).digest()[:8]))
    return CAMPAIGNS[chunk.campaign].attack(rng, folder)


def _last_lines(trace: str) -> str:
    lines = trace.strip().splitlines()
    places = [line.strip() for line in lines if line.strip().startswith("File ")]
    return f"{lines[-1][:160]} <- {'; '.join(places[-2:])}"


class Result:
    """What came of a campaign so far."""

    def __init__(self) -> None:
        self.inputs = 0
        self.kinds: Counter[str] = Counter()
        self.troubles: list[Trouble] = []
        self.slowest = 0.0
        self.memory = 0

    def add(self, chunk: Chunk, outcome: victim.Outcome) -> None:
        """Count a chunk that was tried to its end."""
        tally: Tally = outcome.value
        self.inputs += chunk.size
        self.kinds += tally.kinds
        self.troubles += tally.troubles
        deeds = sorted(set(outcome.deeds))
        self.troubles += (Trouble("deed", chunk.first, deed) for deed in deeds)
        self.slowest = max(self.slowest, tally.slowest)
        self.memory = max(self.memory, outcome.memory)

    def count(self, what: str) -> int:
        """How many troubles of a kind there are."""
        return sum(trouble.what == what for trouble in self.troubles)


class Battle:
    """All campaigns, over several processes."""

    def __init__(self, place: Path) -> None:
        self.place = place
        self.results: dict[str, Result] = {}
        self.skipped: dict[str, str] = {}
        self._lock = threading.Lock()

    def run(self, chunks: Sequence[Chunk], jobs: int) -> None:
        """Try all chunks."""
        waiting: queue.SimpleQueue[Chunk] = queue.SimpleQueue()
        for chunk in chunks:
            waiting.put(chunk)
        threads = [threading.Thread(target=self._serve, args=(waiting,)) for _ in range(jobs)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()

    def _serve(self, waiting: queue.SimpleQueue[Chunk]) -> None:
        place = self.place / str(threading.get_ident())
        place.mkdir()
        with victim.Victim(place, place) as process, contextlib.suppress(queue.Empty):
            while True:
                self._try(process, waiting.get_nowait(), place)

    def _try(self, process: victim.Victim, chunk: Chunk, place: Path) -> None:
        patience = PATIENCE + chunk.size
        outcome = process.do(
            attack, chunk, str(place), patience=patience if chunk.size > 1 else PATIENCE
        )
        if not outcome.trouble:
            with self._lock:
                self.results.setdefault(chunk.campaign, Result()).add(chunk, outcome)
        elif chunk.size > 1:
            # One of them hangs, or kills the process: each by itself.
            for number in range(chunk.first, chunk.last):
                self._try(process, chunk._replace(first=number, last=number + 1), place)
        else:
            told = Trouble("hang", chunk.first, outcome.trouble.strip().splitlines()[-1])
            with self._lock:
                result = self.results.setdefault(chunk.campaign, Result())
                result.inputs += 1
                result.troubles.append(told)

    @property
    def troubles(self) -> Iterator[tuple[str, Trouble]]:
        """Everything that went wrong, with its campaign."""
        for name, result in self.results.items():
            yield from ((name, trouble) for trouble in result.troubles)


def chunks_of(counts: dict[str, int], seed: int) -> list[Chunk]:
    """The inputs in chunks, the costly ones first, so that no process waits at the end."""
    return [
        Chunk(name, seed, first, min(first + CAMPAIGNS[name].chunk, count))
        for name, count in reversed(counts.items())
        for first in range(0, count, CAMPAIGNS[name].chunk)
    ]


def fight(counts: dict[str, int], seed: int = SEED, jobs: int = 1) -> Battle:
    """Try so many inputs of each campaign."""
    with tempfile.TemporaryDirectory(prefix="jindu-attack-") as place:
        battle = Battle(Path(place))
        if sys.platform == "win32":
            battle.skipped = {
                name: CAMPAIGNS[name].posix for name in counts if CAMPAIGNS[name].posix
            }
        left = {name: count for name, count in counts.items() if name not in battle.skipped}
        battle.run(chunks_of(left, seed), jobs)
    return battle


def shared(share: float) -> dict[str, int]:
    """So many inputs of each campaign as a share of the whole has."""
    return {name: max(1, round(each.whole * share)) for name, each in CAMPAIGNS.items()}


_HEAD = ("campaign", "inputs", "crashes", "hangs", "losses", "slowest, s", "memory, MB")
_HEAD_FOR_USERS = ("试验", "份数", "出错", "停住", "丢失或泄露", "最慢（秒）", "内存（MB）")


def table(battle: Battle) -> list[tuple[str, ...]]:
    """The figures, a row for each campaign and their sum."""
    rows = []
    total = Result()
    for name in CAMPAIGNS:
        if result := battle.results.get(name):
            rows.append(_row(name, result))
            total.inputs += result.inputs
            total.troubles += result.troubles
            total.slowest = max(total.slowest, result.slowest)
            total.memory = max(total.memory, result.memory)
    return [*rows, _row("in all", total)]


def _row(name: str, result: Result) -> tuple[str, ...]:
    losses = result.count("loss") + result.count("deed")
    return (
        name,
        f"{result.inputs:,}",
        str(result.count("crash")),
        str(result.count("hang")),
        str(losses),
        f"{result.slowest:.2f}",
        str(result.memory >> 20),
    )


def printed(battle: Battle) -> Iterator[str]:
    """The lines of the table, each with the kinds of inputs there were."""
    rows = [_HEAD, *table(battle)]
    widths = [max(len(row[column]) for row in rows) for column in range(len(_HEAD))]
    for row in rows:
        cells = (cell.rjust(width) for cell, width in zip(row[1:], widths[1:], strict=True))
        result = battle.results.get(row[0], Result())
        kinds = ", ".join(f"{kind} {count}" for kind, count in result.kinds.most_common(8))
        yield f"{row[0].ljust(widths[0])}  {'  '.join(cells)}  {kinds}"


def for_users(battle: Battle) -> Iterator[str]:
    """The lines of the table as they stand in docs/reliability.md."""
    yield f"| {' | '.join(_HEAD_FOR_USERS)} |"
    yield f"|{'---|' * len(_HEAD)}"
    for name, *figures in table(battle):
        told = CAMPAIGNS[name].told if name in CAMPAIGNS else "合计"
        yield f"| {' | '.join((told, *figures))} |"


def _asked() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="python -m tests.attack.run", description=__doc__.splitlines()[0]
    )
    parser.add_argument("--share", type=float, default=0.01, help="a share of the whole (0.01)")
    parser.add_argument("--whole", action="store_true", help="all of it")
    parser.add_argument("--count", type=int, help="so many inputs of each campaign")
    parser.add_argument("--only", action="append", choices=list(CAMPAIGNS), help="this campaign")
    parser.add_argument("--seed", type=int, default=SEED)
    parser.add_argument("--input", type=int, help="try this one of --only again")
    parser.add_argument("--jobs", type=int, default=os.cpu_count() or 1)
    parser.add_argument("--markdown", action="store_true", help="print the table as Markdown")
    return parser.parse_args()


def main() -> int:
    """Run what is asked for; 1 where anything went wrong."""
    asked = _asked()
    if asked.input is not None:
        with tempfile.TemporaryDirectory(prefix="jindu-attack-") as place:
            print(attack(Chunk(asked.only[0], asked.seed, asked.input, asked.input + 1), place))
        return 0
    counts = shared(1 if asked.whole else asked.share)
    if asked.count:
        counts = dict.fromkeys(counts, asked.count)
    counts = {name: count for name, count in counts.items() if not asked.only or name in asked.only}
    begun = time.monotonic()
    battle = fight(counts, asked.seed, asked.jobs)
    print("\n".join(for_users(battle) if asked.markdown else printed(battle)))
    print(f"\nseed {asked.seed}, {asked.jobs} processes, {(time.monotonic() - begun) / 60:.1f} min")
    for name, why in battle.skipped.items():
        print(f"{name}: skipped, {why}")
    found = Counter((name, trouble.what, trouble.told[:200]) for name, trouble in battle.troubles)
    first = {(name, t.what, t.told[:200]): t.number for name, t in reversed(list(battle.troubles))}
    for (name, what, told), times in found.most_common(60):
        print(f"{name} {what} ×{times}, input {first[name, what, told]}: {told}")
    return int(bool(found))


if __name__ == "__main__":
    sys.exit(main())
