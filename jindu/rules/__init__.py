"""The rule catalogue: one folder per code prefix; a rule is a function decorated with ``rule``."""

from __future__ import annotations

from collections.abc import Iterator
from importlib import import_module
from pkgutil import iter_modules

from jindu.model.rule import Rule

FOLDERS = {
    "YML": "reading",
    "STR": "structure",
    "REF": "reference",
    "SCH": "schedule",
    "RSP": "responsibility",
    "GOL": "goals",
    "BUD": "budget",
    "FND": "funding",
    "EVA": "evaluation",
    "CMP": "compliance",
    "TXT": "wording",
}
"""Code prefix → folder of its rules, in catalogue order."""


def _rules_in(folder: str) -> Iterator[Rule]:
    package = import_module(f"{__name__}.{folder}")
    for module in iter_modules(package.__path__, f"{package.__name__}."):
        for value in vars(import_module(module.name)).values():
            if isinstance(value, Rule):
                yield value


RULES: tuple[Rule, ...] = tuple(
    rule for folder in FOLDERS.values() for rule in sorted(_rules_in(folder), key=lambda r: r.code)
)
BY_CODE = {rule.code: rule for rule in RULES}
