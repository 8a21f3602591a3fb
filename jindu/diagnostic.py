"""What a rule is, what it finds, and where in the user's file that stands."""

from __future__ import annotations

import enum
import inspect
import re
from collections.abc import Callable, Iterator
from typing import Any, NamedTuple

Where = tuple[str | int, ...]
"""A place in a plan as keys and list positions (from 0): ``("工作任务", 3, "完成时限")``."""


class Severity(enum.IntEnum):
    """How much a finding weighs; only errors make ``check`` exit 1."""

    INFO = 1
    WARNING = 2
    ERROR = 3

    @property
    def label(self) -> str:
        """The Chinese word shown to the user."""
        return {1: "提示", 2: "警告", 3: "错误"}[self.value]


class Level(enum.IntEnum):
    """How far a plan has come; each level demands all that the one before demands."""

    DRAFT = 1
    REVIEW = 2
    SUBMIT = 3

    @property
    def label(self) -> str:
        """The Chinese word shown to the user."""
        return {1: "草稿", 2: "送审", 3: "报批"}[self.value]


class Span(NamedTuple):
    """A stretch of a file. Lines and columns count from 1, in characters; the end is exclusive."""

    line: int
    column: int
    end_line: int
    end_column: int


OF_THE_FORMAT = "方案文件的格式约定"
"""The basis of what reading reports, whatever the rule."""
START_OF_FILE = Span(1, 1, 1, 1)


class Stretch(NamedTuple):
    """The characters ``start`` up to ``end`` (0-based, end exclusive) of a text as it was read."""

    text: str
    start: int
    end: int

    @property
    def words(self) -> str:
        """What stands there."""
        return self.text[self.start : self.end]


class Edit(NamedTuple):
    """Replace the characters ``start`` up to ``end`` (0-based, end exclusive) by ``text``."""

    start: int
    end: int
    text: str


class Fix(NamedTuple):
    """A change of the text that removes the finding; ``safe`` when it has one right answer."""

    label: str
    edits: tuple[Edit, ...]
    safe: bool = True


class Finding(NamedTuple):
    """What a rule yields: a place in the plan, not yet a line.

    ``where`` may name a key that is not written: the nearest written ancestor is shown then.
    ``on_key`` marks the key instead of its value. ``severity`` overrides the rule's own.
    ``related`` are the other places of a conflict, each with a short Chinese label.
    ``right`` is what to write at ``where`` instead; ``sure`` when there is no other answer.
    ``within`` is the stretch that is meant of the text at ``where``: it is marked then, and
    ``right`` stands for it alone. ``error_from`` is the level from which the finding is an
    error, where it weighs less before.
    """

    where: Where
    message: str
    tip: str
    related: tuple[tuple[Where, str], ...] = ()
    on_key: bool = False
    severity: Severity | None = None
    right: str | None = None
    sure: bool = True
    within: Stretch | None = None
    error_from: Level | None = None


Check = Callable[..., Iterator[Finding]]


class Rule(NamedTuple):
    """One thing that can be wrong with a plan. Its manual is the docstring of its check.

    ``level`` is the first level at which it applies. ``norms`` are the keys of the norms
    that the check takes as further arguments, in order. A rule with ``check=None`` is
    reported by the reading stages themselves. What a ``secret`` rule finds is shown nowhere.
    A ``dated`` one takes today before the norms, and is silent where no day is given.
    """

    code: str
    severity: Severity
    level: Level
    basis: str
    doc: str
    norms: tuple[str, ...] = ()
    check: Check | None = None
    secret: bool = False
    dated: bool = False

    @property
    def title(self) -> str:
        """What is wrong, in a line without its full stop."""
        return self._parts()[0].rstrip("。")

    @property
    def manual(self) -> str:
        """Why it matters and what to do, with the examples, in Markdown."""
        # Lines are broken for the editor only: in Chinese a break would read as a space.
        parts = re.split(r"(^```.*?^```$)", self._parts()[2].strip(), flags=re.S | re.M)
        parts[::2] = [re.sub(r"(?<!\n)\n(?!\n)", "", prose) for prose in parts[::2]]
        return "".join(parts)

    def _parts(self) -> tuple[str, str, str]:
        return inspect.cleandoc(self.doc).partition("\n")


def rule(
    code: str,
    severity: Severity,
    *,
    level: Level,
    basis: str,
    norms: tuple[str, ...] = (),
    secret: bool = False,
    dated: bool = False,
) -> Callable[[Check], Rule]:
    """Turn a check function into a ``Rule``; nothing is registered anywhere.

    The docstring's first line is the title and the rest the manual, with two ```` ```yaml ````
    blocks: a bad example with ``# <- CODE`` on each line that must be found, and a good one.
    """

    def wrap(check: Check) -> Rule:
        doc = check.__doc__ or ""
        return Rule(code, severity, level, basis, doc, norms, check, secret, dated)

    return wrap


class Related(NamedTuple):
    """Another place that belongs to a diagnostic."""

    span: Span
    label: str


class Diagnostic(NamedTuple):
    """A finding with its place in a file; ordered by file, place and code through ``key``.

    ``home`` is the line where the value begins that the place lies in: a remark may stand there.
    """

    file: str
    span: Span
    code: str
    severity: Severity
    message: str
    tip: str
    basis: str = ""
    related: tuple[Related, ...] = ()
    fix: Fix | None = None
    home: int = 0
    error_from: Level | None = None

    @property
    def key(self) -> tuple[Any, ...]:
        """Sort key: file, then place, then code and message."""
        return (self.file, self.span, self.code, self.message)


__all__ = [
    "OF_THE_FORMAT",
    "START_OF_FILE",
    "Check",
    "Diagnostic",
    "Edit",
    "Finding",
    "Fix",
    "Level",
    "Related",
    "Rule",
    "Severity",
    "Span",
    "Stretch",
    "Where",
    "rule",
]
