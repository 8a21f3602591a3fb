"""The input of a rule."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import NamedTuple

from jindu.model.norms import Norm
from jindu.model.plan import Plan


class Context(NamedTuple):
    """A plan, the norms by name, and the day of the check.

    ``norms`` holds every norm; a rule reads only those it declares. ``today`` is None if the
    check must not depend on the day: rules that need it then report nothing.
    """

    plan: Plan
    norms: Mapping[str, Norm]
    today: date | None = None
