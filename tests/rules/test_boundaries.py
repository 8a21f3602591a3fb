"""Each rule is silent just inside its limit and reports just outside."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from jindu.checker.engine import check_text
from jindu.rules import RULES
from tests.conftest import THAT_DAY

CASES = yaml.safe_load(Path(__file__).with_name("boundaries.yaml").read_text(encoding="utf-8"))


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["code"])
def test_boundary(case: dict[str, str]) -> None:
    found = {
        name: {d.code for d in check_text(case[name], settings=THAT_DAY)}
        for name in ("silent", "loud")
    }
    assert case["code"] not in found["silent"]
    assert case["code"] in found["loud"]


def test_every_rule_on_content_has_a_boundary_case() -> None:
    reading = {rule.code for rule in RULES if rule.code.startswith("YML")}
    assert {rule.code for rule in RULES} - reading <= {case["code"] for case in CASES}
