"""Every rule's words, as a user reads them: the findings of all bad examples in one file."""

from __future__ import annotations

import ast
import re
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

from jindu import pipeline, rules
from jindu.diagnostic import Finding, Level, Rule
from jindu.report import text
from jindu.rules import BY_CODE, RULES
from tests.conftest import THAT_DAY

HERE = Path(__file__).parent
STORED = HERE / "messages.txt"
BLOCK = re.compile(r"^```yaml\n(.*?)^```", re.DOTALL | re.MULTILINE)


def plans() -> dict[str, list[str]]:
    """Code → plans that break its rule: the manual's, those at the boundaries, others."""
    found: dict[str, list[str]] = {code: [] for code in sorted(BY_CODE)}
    for code, some in found.items():
        some.extend(match[1] for match in BLOCK.finditer(BY_CODE[code].manual))
    boundaries = HERE.parent / "rules" / "boundaries.yaml"
    for case in yaml.safe_load(boundaries.read_text(encoding="utf-8")):
        found[case["code"]].append(case["loud"])
    for case in yaml.safe_load((HERE / "messages.yaml").read_text(encoding="utf-8")):
        found[case["code"]].append(case["plan"])
    return found


def render(code: str, plan: str, known: set[str]) -> list[str]:
    """The findings of one rule, those said already left out."""
    report = pipeline.check(pipeline.load_text(plan), Level.SUBMIT, THAT_DAY)
    fresh = []
    for found in report.diagnostics:
        if found.code == code and found.message not in known:
            known.add(found.message)
            fresh.append(found)
    if not fresh:
        return []
    return list(text.render(report._replace(diagnostics=tuple(fresh))))[:-2]


def test_messages(update: bool) -> None:
    known: set[str] = set()
    lines = [
        line for code, some in plans().items() for p in some for line in render(code, p, known)
    ]
    fresh = "\n".join(lines) + "\n"
    if update:
        STORED.write_text(fresh, encoding="utf-8", newline="\n")
    assert STORED.read_text(encoding="utf-8") == fresh


def test_every_message_is_there(monkeypatch: pytest.MonkeyPatch) -> None:
    """Each place in the code where a rule makes a finding is reached by one of the plans."""
    folder = Path(rules.__file__).parent
    places = {
        (path.name, node.lineno)
        for path in folder.glob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call) and ast.unparse(node.func) == "Finding"
    }
    reached = set()
    make = Finding.__new__

    def noted(cls: type[Finding], *values: Any, **named: Any) -> Finding:
        caller = sys._getframe(1)
        reached.add((Path(caller.f_code.co_filename).name, caller.f_lineno))
        return make(cls, *values, **named)

    monkeypatch.setattr(Finding, "__new__", noted)
    for some in plans().values():
        for plan in some:
            pipeline.check_text(plan, settings=THAT_DAY)
    assert len(places) > 200
    assert not sorted(places - reached)


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.code)
def test_every_message_ends_and_has_a_tip(rule: Rule) -> None:
    for plan in plans()[rule.code]:
        for found in pipeline.check_text(plan, settings=THAT_DAY):
            for words in (found.message, found.tip):
                assert words.endswith(("。", "？", "）")), words
                said = re.sub("“[^“”]*”", "", words)  # without what is quoted from the plan
                assert not re.search(r"None|。。|，。|、。|\bTrue\b|\bFalse\b", said), words
