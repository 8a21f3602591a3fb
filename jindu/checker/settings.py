"""Settings: enabled rules, severities and norm values, as ``jindu.toml`` and options set them."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any, NamedTuple

from jindu.errors import UserError
from jindu.language.similarity import nearest
from jindu.model.diagnostic import Severity
from jindu.model.norms import Norm, shipped_norms
from jindu.model.rule import Rule
from jindu.rules import BY_CODE, RULES

PROTECTING = "CMP"
"""The code prefix of the rules that protect persons and secrets."""
SMALLEST = "公开版最小计数"
"""The norm below which a public edition hides counts of persons."""
LONGEST_WORD = 200
LISTED = 40
SEVERITIES = {"提示": Severity.INFO, "警告": Severity.WARNING, "错误": Severity.ERROR}
SEVERITIES |= {severity.name.lower(): severity for severity in Severity}


class BadSettings(UserError):
    """A configuration cannot be used."""


class Local(NamedTuple):
    """Changes made by a settings file: disabled rules, severities and norms.

    ``before`` is a file further up that is ignored because of this one.
    """

    file: str
    off: tuple[str, ...] = ()
    severity: Mapping[str, Severity] = {}
    norms: Mapping[str, Norm] = {}
    before: str = ""

    @property
    def weakened(self) -> tuple[str, ...]:
        """The rules and norms protecting persons that this file weakens."""
        # Setting the default severity still lowers findings that a rule raises above it.
        lowered = (
            c
            for c, weight in self.severity.items()
            if weight is not Severity.ERROR and weight <= BY_CODE[c].severity
        )
        codes = sorted(c for c in {*self.off, *lowered} if c.startswith(PROTECTING))
        own = self.norms.get(SMALLEST)
        return (*codes, SMALLEST) if own and own.value < _smallest().value else tuple(codes)


class Settings(NamedTuple):
    """Enabled rules, their severities, and norm values.

    ``select`` None means all rules; codes may be prefixes (``TXT``). ``severity`` is by code.
    ``partial`` means that rules were selected, so plans are not rated. Rules judge lateness by
    ``today``; not at all if it is None. ``public`` enables the rules that protect persons
    regardless of the selection. ``local`` describes the file that was read.
    """

    select: tuple[str, ...] | None = None
    ignore: tuple[str, ...] = ()
    severity: Mapping[str, Severity] = {}
    norms: Mapping[str, Norm] = shipped_norms()
    partial: bool = False
    today: date | None = None
    public: bool = False
    local: Local | None = None

    def speaks(self, rule: Rule) -> bool:
        """Return whether a rule is enabled; YML001 (unreadable file) always is."""
        if rule.code == "YML001" or (self.public and rule.code.startswith(PROTECTING)):
            return True
        chosen = self.select is None or rule.code.startswith(self.select)
        return chosen and not rule.code.startswith(self.ignore)

    def left_out(self) -> int:
        """The number of rules that are not enabled."""
        if self.select is None and not self.ignore:
            return 0
        return sum(not self.speaks(rule) for rule in RULES)

    def weight(self, rule: Rule, severity: Severity) -> Severity:
        """Return the severity to report for a finding to which its rule gave ``severity``."""
        return self.severity.get(rule.code, severity)

    def narrowed(self, select: Iterable[str], ignore: Iterable[str]) -> Settings:
        """Return settings with the command line's choices. Raises BadSettings for unknown codes."""
        chosen, others = (tuple(map(code, codes)) for codes in (select, ignore))
        for asked in (*chosen, *others):
            if not is_known(asked):
                raise BadSettings(f"命令行：{unknown_code(asked)}")
        return self._replace(
            select=chosen or self.select,
            ignore=(*self.ignore, *others),
            partial=self.partial or bool(chosen or others),
        )

    def for_public(self) -> Settings:
        """Return settings that do not weaken the protection of persons, for a public edition."""
        severity = {
            c: weight
            for c, weight in self.severity.items()
            if weight is Severity.ERROR or not c.startswith(PROTECTING)
        }
        norms = dict(self.norms)
        norms[SMALLEST] = max(norms[SMALLEST], _smallest(), key=lambda norm: norm.value)
        return self._replace(severity=severity, norms=norms, public=True)


def _smallest() -> Norm:
    return shipped_norms()[SMALLEST]


def code(text: str) -> str:
    """Normalize a rule's code or prefix as typed."""
    return unicodedata.normalize("NFKC", text).strip().upper()


def is_known(beginning: str) -> bool:
    """Return whether any rule's code starts with this."""
    return bool(beginning) and any(known.startswith(beginning) for known in BY_CODE)


def unknown_code(asked: str) -> str:
    """Return the message for an unknown code, with the nearest known one."""
    return f"没有编码为“{cut(asked)}”的规则{nearest_hint(asked, BY_CODE)}。"


def cut(text: str) -> str:
    """Shorten a text to one line, for a message."""
    shown = "".join(c if c.isprintable() else "?" for c in text[:LISTED])
    return shown + ("…" if len(text) > LISTED else "")


def choice_of(names: Mapping[str, str]) -> str:
    """List the Chinese names that may be written."""
    return f"；可以写{'、'.join(name for name in names if not name.isascii())}"


def nearest_hint(word: str, known: Mapping[str, Any]) -> str:
    """Suggest the nearest of the known words; empty for none."""
    near = nearest(word[:LONGEST_WORD], known, 0.4)
    return f"，是不是“{near}”" if near else ""


STANDARD = Settings()
"""All rules with their defaults."""
