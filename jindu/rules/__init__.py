"""The rule catalogue: one function per rule, one module per subject, one list."""

from __future__ import annotations

from jindu.diagnostic import Rule
from jindu.rules import (
    budget,
    compliance,
    evaluation,
    funding,
    goals,
    reading,
    reference,
    responsibility,
    schedule,
    structure,
    wording,
)

RULES: tuple[Rule, ...] = (
    *reading.RULES,
    *structure.RULES,
    *reference.RULES,
    *schedule.RULES,
    *responsibility.RULES,
    *goals.RULES,
    *budget.RULES,
    *funding.RULES,
    *evaluation.RULES,
    *compliance.RULES,
    *wording.RULES,
)
BY_CODE = {rule.code: rule for rule in RULES}
