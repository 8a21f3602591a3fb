"""One reader of the facts that running text states: amounts, counts, times and names.

``facts(plan)`` reads all prose of a plan, once; ``Reading(text)`` reads one text.
"""

from __future__ import annotations

from jindu.language.facts.kinds import (
    Body,
    Capitals,
    Change,
    Count,
    Frequency,
    Length,
    Level,
    Moment,
    Money,
    Place,
    Points,
    Scope,
    Share,
    Span,
)
from jindu.language.facts.numbers import Number
from jindu.language.facts.reading import Reading
from jindu.language.scan import words_of
from jindu.model.plan import Plan
from jindu.model.remembered import once_per_plan


@once_per_plan
def facts(plan: Plan) -> Reading:
    """Return the facts of all texts of a plan; ``scan.located`` tells whose text it is."""
    return Reading(words_of(plan))


__all__ = [
    "Body",
    "Capitals",
    "Change",
    "Count",
    "Frequency",
    "Length",
    "Level",
    "Moment",
    "Money",
    "Number",
    "Place",
    "Points",
    "Reading",
    "Scope",
    "Share",
    "Span",
    "facts",
]
