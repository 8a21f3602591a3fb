"""The rule catalogue: one function per rule, one module per subject, one list."""

from __future__ import annotations

from jindu.diagnostic import Rule
from jindu.rules import (
    arrival,
    budget,
    compliance,
    donation,
    evaluation,
    funding,
    goals,
    measuring,
    party,
    privacy,
    reading,
    reference,
    responsibility,
    restricted,
    schedule,
    spending,
    structure,
    wording,
    workload,
)

RULES: tuple[Rule, ...] = (
    *reading.RULES,
    *structure.RULES,
    *reference.RULES,
    *schedule.RULES,
    *workload.RULES,
    *responsibility.RULES,
    *party.RULES,
    *goals.RULES,
    *measuring.RULES,
    *budget.RULES,
    *spending.RULES,
    *funding.RULES,
    *donation.RULES,
    *restricted.RULES,
    *arrival.RULES,
    *evaluation.RULES,
    *compliance.RULES,
    *privacy.RULES,
    *wording.RULES,
)
BY_CODE = {rule.code: rule for rule in RULES}
