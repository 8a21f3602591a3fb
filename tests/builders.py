"""Build plans for tests."""

from __future__ import annotations

import re

from jindu import scaffold
from jindu.model.plan import Plan
from jindu.source import load


def plan_from(text: str) -> Plan:
    """Read a plan from YAML; fails if the text is no plan."""
    plan = load.load_text(text).plan
    assert plan is not None
    return plan


def scheme_plan(name: str) -> Plan:
    """Read the plan of a built-in scheme."""
    return plan_from(scaffold.load(name).text)


def confirmed(text: str) -> str:
    """A plan that ``init`` wrote, its samples confirmed: the remarks at the ends of lines gone."""
    return re.sub(r"  # 示例：[^\n]*", "", text)
