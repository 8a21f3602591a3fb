"""Rules on expenses and funds, on both sides of what they tell apart."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from jindu.checker.engine import check
from jindu.model.diagnostic import Level
from jindu.source import load
from tests.conftest import THAT_DAY

GROUPS: list[dict[str, Any]] = yaml.safe_load(
    Path(__file__).with_name("money.yaml").read_text(encoding="utf-8")
)


def cases(side: str) -> list[Any]:
    return [
        pytest.param(group, str(case), id=f"{group['code']}-{case}")
        for group in GROUPS
        for case in group[side]
    ]


def told(group: dict[str, Any], case: str) -> list[str]:
    """The severities of what the rule of a group says of a case."""
    loaded = load.load_text(group["plan"].replace("@", case))
    found = check(loaded, Level.SUBMIT, THAT_DAY).diagnostics
    assert not {d.code for d in found} & {"YML001", "YML004"}
    return [d.severity.label for d in found if d.code == group["code"]]


@pytest.mark.parametrize(("group", "case"), cases("silent"))
def test_passed_over(group: dict[str, Any], case: str) -> None:
    assert told(group, case) == []


@pytest.mark.parametrize(("group", "case"), cases("loud"))
def test_seen(group: dict[str, Any], case: str) -> None:
    assert group["told"] in told(group, case)
