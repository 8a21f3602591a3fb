"""What a rule is, and the decorator that declares one."""

from __future__ import annotations

import inspect
import re
from collections.abc import Callable, Iterator
from typing import NamedTuple

from jindu.model.context import Context
from jindu.model.diagnostic import OF_THE_FORMAT, Finding, Level, Severity

Check = Callable[[Context], Iterator[Finding]]


class Rule(NamedTuple):
    """One thing that can be wrong with a plan. Its manual is the docstring of its check.

    ``level`` is the first level at which it applies. ``norms`` are the keys of the norms
    that the check takes as further arguments, in order. A rule with ``check=None`` is
    reported by the reading stages themselves. What a ``secret`` rule finds is shown nowhere.
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
) -> Callable[[Check], Rule]:
    """Turn a check function into a ``Rule``; nothing is registered anywhere.

    The docstring's first line is the title and the rest the manual, with two ```` ```yaml ````
    blocks: a bad example with ``# <- CODE`` on each line that must be found, and a good one.
    """

    def wrap(check: Check) -> Rule:
        doc = check.__doc__ or ""
        return Rule(code, severity, level, basis, doc, norms, check, secret)

    return wrap


def reported_by_reading(code: str, doc: str, severity: Severity = Severity.ERROR) -> Rule:
    """Return a rule without a check: the reading stages report it, at every level."""
    return Rule(code, severity, Level.DRAFT, OF_THE_FORMAT, doc)
