"""Rules and their declaration."""

from __future__ import annotations

import inspect
import re
from collections.abc import Callable, Iterator
from typing import NamedTuple

from jindu.model.context import Context
from jindu.model.diagnostic import OF_THE_FORMAT, Finding, Level, Severity

Check = Callable[[Context], Iterator[Finding]]


class Rule(NamedTuple):
    """A rule of the catalogue; ``doc`` is its Chinese manual.

    ``level`` is the lowest level at which the rule applies. ``basis`` names the law or standard.
    ``norms`` are the names of the norms that the check reads from its context. ``check`` is None
    if the reading stages report the rule. Text found by a ``secret`` rule is masked everywhere.
    """

    code: str
    severity: Severity
    level: Level
    basis: str
    doc: str
    norms: tuple[str, ...] = ()
    check: Check | None = None
    secret: bool = False

    @property
    def title(self) -> str:
        """The problem in one line, without a full stop."""
        return self._parts()[0].rstrip("。")

    @property
    def manual(self) -> str:
        """The reasons, the remedy and the examples, in Markdown."""
        # Join the lines of a paragraph: Markdown renders a line break as a space.
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
) -> Callable[[Check], Rule]:
    """Declare a rule; the decorated check becomes a ``Rule`` and nothing is registered.

    The first line of the docstring is the title, the rest the manual. It ends with two
    ```` ```yaml ```` blocks: a bad example with ``# <- CODE`` on each line that must be reported,
    and a good one that must report nothing.
    """

    def wrap(check: Check) -> Rule:
        doc = check.__doc__ or ""
        return Rule(code, severity, level, basis, doc, norms, check, secret)

    return wrap


def reported_by_reading(code: str, doc: str, severity: Severity = Severity.ERROR) -> Rule:
    """Return a rule without a check: the reading stages report it, at every level."""
    return Rule(code, severity, Level.DRAFT, OF_THE_FORMAT, doc)
