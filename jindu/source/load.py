"""Read a plan file or text."""

from __future__ import annotations

import contextlib
import functools
import gc
import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from jindu.model.choices import Status
from jindu.model.diagnostic import Level
from jindu.model.plan import Plan
from jindu.source.build import build
from jindu.source.fields import sections
from jindu.source.parse import read_file, read_text
from jindu.source.tree import MOST_REPORTS, Source

_LEVEL_OF = {
    Status.DRAFT: Level.DRAFT,
    Status.REVIEW: Level.REVIEW,
    Status.APPROVED: Level.SUBMIT,
}


class LoadedPlan(NamedTuple):
    """A plan file that was read. ``plan`` is None where no tree could be made of the text."""

    source: Source
    plan: Plan | None

    @property
    def folder(self) -> Path | None:
        """The folder of the file, None for a text that is in none."""
        path = Path(self.source.file)
        return path.parent if path.is_file() else None

    @property
    def level(self) -> Level:
        """The level the plan's own 方案.状态 asks for; a draft where that is unknown."""
        overview = self.plan.overview if self.plan else None
        status = overview.status if overview else None
        return _LEVEL_OF.get(status, Level.DRAFT) if status else Level.DRAFT

    @property
    def foreign(self) -> bool:
        """Whether the file has none of a plan's sections: some other YAML. An empty one is not."""
        source = self.source
        if source.root is None:
            return bool(source.text.strip()) and not _section_line().search(source.text)
        return not source.unread and sections().isdisjoint(source.root.entries)


@functools.cache
def _section_line() -> re.Pattern[str]:
    """The beginning of a section in a text that could not be read."""
    return re.compile(rf"""^\s*[{{"'“]*(?:{"|".join(sections())})["'”]*\s*[:：]""", re.MULTILINE)


def load(path: Path | str, shown: str | None = None) -> LoadedPlan:
    """Read a plan file, which messages call ``shown``. Never raises for its content."""
    with without_collector():
        source = read_file(Path(path), shown or str(path))
        return LoadedPlan(source, build(source))


def load_text(text: str, shown: str = "方案.yaml", most: int = MOST_REPORTS) -> LoadedPlan:
    """Read a plan from a text; at most ``most`` problems of one code are reported."""
    with without_collector():
        source = read_text(text, shown, most=most)
        return LoadedPlan(source, build(source))


@contextlib.contextmanager
def without_collector() -> Iterator[None]:
    """Pause the garbage collector: a plan has no cycles."""
    running = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if running:
            gc.enable()
