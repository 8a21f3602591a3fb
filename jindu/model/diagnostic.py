"""Findings of rules, and diagnostics with their place in a file."""

from __future__ import annotations

import enum
from typing import Any, NamedTuple

Where = tuple[str | int, ...]
"""A place in a plan: Chinese keys and list indexes from 0, as ``("工作任务", 3, "完成时限")``."""


class Severity(enum.IntEnum):
    """Severity of a finding; only errors make ``check`` exit 1."""

    INFO = 1
    WARNING = 2
    ERROR = 3

    @property
    def label(self) -> str:
        """The Chinese word for the user."""
        return {1: "提示", 2: "警告", 3: "错误"}[self.value]


class Level(enum.IntEnum):
    """Level of checking; a level includes all rules of the lower ones."""

    DRAFT = 1
    REVIEW = 2
    SUBMIT = 3

    @property
    def label(self) -> str:
        """The Chinese word for the user."""
        return {1: "草稿", 2: "送审", 3: "报批"}[self.value]


class Span(NamedTuple):
    """A range in a file: lines and columns from 1, in characters; the end is exclusive."""

    line: int
    column: int
    end_line: int
    end_column: int


OF_THE_FORMAT = "方案文件的格式约定"
"""The basis of every diagnostic of the reading stages."""
START_OF_FILE = Span(1, 1, 1, 1)


class TextRange(NamedTuple):
    """Characters ``start`` to ``end`` of a text as read, from 0; the end is exclusive."""

    text: str
    start: int
    end: int

    @property
    def words(self) -> str:
        """The characters of the range."""
        return self.text[self.start : self.end]


class Edit(NamedTuple):
    """Replacement of the characters ``start`` to ``end`` of a file, from 0, by ``text``."""

    start: int
    end: int
    text: str


class Fix(NamedTuple):
    """Edits of a file that resolve a diagnostic.

    A fix is ``safe`` if no other correction is possible; ``check --fix`` applies only safe fixes
    unless unsafe ones are asked for.
    """

    label: str
    edits: tuple[Edit, ...]
    safe: bool = True


class Finding(NamedTuple):
    """A result of a rule, at a place in the plan instead of a line in the file.

    ``where`` may name a key that is not written: its nearest written ancestor is marked.
    ``related`` lists other places of a conflict, each with a short Chinese label.
    ``on_key`` marks the key instead of the value.
    ``severity`` overrides that of the rule.
    ``replacement`` replaces the value at ``where``; it is ``safe`` if no other is possible.
    ``range`` limits the mark and the replacement to a part of the text at ``where``.
    ``error_from`` is the level from which the finding is an error, whatever its severity, and
    ``warning_from`` that from which it is at least a warning.
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
    warning_from: Level | None = None


class Related(NamedTuple):
    """Another place of a diagnostic, with a Chinese label."""

    span: Span
    label: str


class Diagnostic(NamedTuple):
    """A finding at its place in a file; sort by ``key``.

    ``home`` is the line on which the enclosing value begins, where an ignore comment may stand.
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
    warning_from: Level | None = None

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
