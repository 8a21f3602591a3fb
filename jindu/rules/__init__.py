"""The rule catalogue: one folder per code prefix; a rule is a function decorated with ``rule``."""

from __future__ import annotations

from collections.abc import Iterator
from importlib import import_module

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


MODULES = {
    "reading": ("file",),
    "structure": (
        "annexes",
        "basis",
        "brand",
        "document",
        "entries",
        "identity",
        "issuers",
        "numbers",
        "papers",
        "remnants",
        "samples",
        "sections",
    ),
    "reference": ("duplicates", "references", "units", "unused"),
    "schedule": (
        "dates",
        "founding",
        "holidays",
        "issuance",
        "order",
        "recurring",
        "stages",
        "workload",
    ),
    "responsibility": ("branches", "burdens", "groups", "leads", "posts", "powers", "teams"),
    "goals": ("baselines", "categories", "indicators", "measuring", "targets", "texts"),
    "budget": (
        "amounts",
        "contents",
        "eligibility",
        "executors",
        "lines",
        "plausibility",
        "procurement",
        "prose",
        "sums",
        "timing",
        "training",
        "years",
    ),
    "funding": (
        "accounts",
        "applications",
        "arrivals",
        "contributions",
        "coverage",
        "donations",
        "fundraising",
        "restrictions",
        "shares",
        "states",
        "statutory",
    ),
    "evaluation": ("alerts", "grades", "methods", "points", "reviews", "scores"),
    "compliance": ("filming", "persons", "platform", "publicity", "registers", "secrecy"),
    "wording": (
        "agreement",
        "gaps",
        "laws",
        "names",
        "numbers",
        "places",
        "proofreading",
        "vagueness",
    ),
}
"""Folder → its modules with rules. Listing the folders at each start would take longer."""


def _rules_in(folder: str) -> Iterator[Rule]:
    for name in MODULES[folder]:
        for value in vars(import_module(f"{__name__}.{folder}.{name}")).values():
            if isinstance(value, Rule):
                yield value


RULES: tuple[Rule, ...] = tuple(
    rule for folder in FOLDERS.values() for rule in sorted(_rules_in(folder), key=lambda r: r.code)
)
BY_CODE = {rule.code: rule for rule in RULES}
