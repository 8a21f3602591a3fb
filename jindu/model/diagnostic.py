"""What a rule is, what it finds, and where in the user's file that stands."""

from __future__ import annotations

import enum
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


class TextRange(NamedTuple):
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
    ``replacement`` is what to write at ``where`` instead; ``safe`` when there is no other answer.
    ``range`` is the stretch that is meant of the text at ``where``: it is marked then, and
    ``replacement`` stands for it alone. ``error_from`` is the level from which the finding is an
    error, where it weighs less before.
    """

    where: Where
    message: str
    tip: str
    related: tuple[tuple[Where, str], ...] = ()
    on_key: bool = False
    severity: Severity | None = None
    replacement: str | None = None
    safe: bool = True
    range: TextRange | None = None
    error_from: Level | None = None


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
    "Diagnostic",
    "Edit",
    "Finding",
    "Fix",
    "Level",
    "Related",
    "Severity",
    "Span",
    "TextRange",
    "Where",
]
