"""What a county or a user sets otherwise: ``jindu.toml``, found upward from the plan."""

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
"""How the codes begin of the rules that protect persons and secrets."""
SMALLEST = "公开版最小计数"
"""The norm by which small counts are kept out of a public edition."""
LONGEST_WORD = 200
LISTED = 40
SEVERITIES = {"提示": Severity.INFO, "警告": Severity.WARNING, "错误": Severity.ERROR}
SEVERITIES |= {severity.name.lower(): severity for severity in Severity}


class BadSettings(UserError):
    """A configuration cannot be used."""


class Local(NamedTuple):
    """What a configuration file changes: the rules that are off, weights and norms of its own.

    ``before`` is the file further up that is not used because of this one.
    """

    file: str
    off: tuple[str, ...] = ()
    severity: Mapping[str, Severity] = {}
    norms: Mapping[str, Norm] = {}
    before: str = ""

    @property
    def weakened(self) -> tuple[str, ...]:
        """The codes and norms that protect persons and do so less than they should."""
        # A rule's own weight lowers too: it is heavier where the rule itself makes it so.
        lowered = (
            c
            for c, weight in self.severity.items()
            if weight is not Severity.ERROR and weight <= BY_CODE[c].severity
        )
        codes = sorted(c for c in {*self.off, *lowered} if c.startswith(PROTECTING))
        own = self.norms.get(SMALLEST)
        return (*codes, SMALLEST) if own and own.value < _smallest().value else tuple(codes)


class Settings(NamedTuple):
    """Which rules speak, how loudly, and by which norms.

    ``select`` None means all; codes may be beginnings (``TXT``). ``severity`` is by code.
    ``partial`` where rules are picked: then nothing is said of levels. ``today`` is the day by
    which rules tell what is late; without it they do not. ``public`` where rules that protect
    persons speak whatever is chosen. ``local`` is the file that was read.
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
        """Whether a rule is wanted. That a file cannot be read is always said."""
        if rule.code == "YML001" or (self.public and rule.code.startswith(PROTECTING)):
            return True
        chosen = self.select is None or rule.code.startswith(self.select)
        return chosen and not rule.code.startswith(self.ignore)

    def left_out(self) -> int:
        """How many rules are not wanted."""
        if self.select is None and not self.ignore:
            return 0
        return sum(not self.speaks(rule) for rule in RULES)

    def weight(self, rule: Rule, severity: Severity) -> Severity:
        """The severity of a finding that a rule gave this one."""
        return self.severity.get(rule.code, severity)

    def narrowed(self, select: Iterable[str], ignore: Iterable[str]) -> Settings:
        """With what the command line chooses besides. Raises BadSettings for unknown codes."""
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
        """As they are for a public edition: nothing that protects persons is lowered."""
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
    """A rule's code, or its beginning, however it is typed."""
    return unicodedata.normalize("NFKC", text).strip().upper()


def is_known(beginning: str) -> bool:
    """Whether some rule has a code with this beginning."""
    return bool(beginning) and any(known.startswith(beginning) for known in BY_CODE)


def unknown_code(asked: str) -> str:
    """Say that no rule has this code, and which is nearest."""
    return f"没有编码为“{cut(asked)}”的规则{nearest_hint(asked, BY_CODE)}。"


def cut(text: str) -> str:
    """A text as it is quoted: no longer than can be read, in one line."""
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
"""All rules, as they come."""
