"""What a rule is given: the plan and what it is judged by."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import NamedTuple

from jindu.model.norms import Norm
from jindu.model.plan import Plan


class Context(NamedTuple):
    """A plan, the norms by name, and the day of the check; None where no day is given.

    A rule may read only the norms that its declaration names.
    """

    plan: Plan
    norms: Mapping[str, Norm]
    today: date | None = None
