"""Remember the results of analyses on the plan itself."""

from __future__ import annotations

import functools
from collections.abc import Callable
from typing import TypeVar

from jindu.model.plan import Plan

_Result = TypeVar("_Result")


def once_per_plan(analysis: Callable[[Plan], _Result]) -> Callable[[Plan], _Result]:
    """Run an analysis once for each plan; the result lives as long as the plan.

    The result must not hold the plan, or the two would be a cycle.
    """

    @functools.wraps(analysis)
    def remembered(plan: Plan) -> _Result:
        results = plan.results
        try:
            result: _Result = results[remembered]
        except KeyError:
            result = results[remembered] = analysis(plan)
        return result

    return remembered
