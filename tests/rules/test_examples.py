"""Every rule's manual holds a bad and a good example; here they are run."""

from __future__ import annotations

import re
from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules

import pytest

from jindu import rules
from jindu.checker.engine import check_text
from jindu.manual.rules import DROPPED
from jindu.model.diagnostic import Severity
from jindu.model.rule import Rule
from jindu.rules import BY_CODE, FOLDERS, MODULES, RULES
from tests.conftest import THAT_DAY

BLOCK = re.compile(r"^```yaml\n(.*?)^```", re.DOTALL | re.MULTILINE)
EXECUTED = [rule for rule in RULES if "```yaml" in rule.manual]


def lines_found(text: str, code: str) -> set[int]:
    found = check_text(text, settings=THAT_DAY)
    return {each.span.line for each in found if each.code == code}


def test_codes_are_unique() -> None:
    assert len(BY_CODE) == len(RULES)


@pytest.mark.parametrize(("prefix", "folder"), FOLDERS.items())
def test_a_code_tells_the_folder(prefix: str, folder: str) -> None:
    package = import_module(f"jindu.rules.{folder}")
    names = [found.name for found in iter_modules(package.__path__, f"{package.__name__}.")]
    values = [value for name in names for value in vars(import_module(name)).values()]
    codes = [value.code for value in values if isinstance(value, Rule)]
    assert sorted(codes) == sorted(code for code in BY_CODE if code.startswith(prefix))


@pytest.mark.parametrize("folder", FOLDERS.values())
def test_every_module_with_rules_is_listed(folder: str) -> None:
    paths = (Path(rules.__file__).parent / folder).glob("*.py")
    declared = re.compile(r"^@rule\(|reported_by_reading\(", re.MULTILINE)
    found = [path.stem for path in paths if declared.search(path.read_text(encoding="utf-8"))]
    assert sorted(found) == list(MODULES[folder])


@pytest.mark.parametrize("prefix", FOLDERS)
def test_codes_are_never_reused(prefix: str) -> None:
    """Numbers run on without gaps, dropped ones included: to remove a rule is to drop its code."""
    codes = sorted(code for code in (*BY_CODE, *DROPPED) if code.startswith(prefix))
    assert codes == [f"{prefix}{number:03}" for number in range(1, len(codes) + 1)]


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.code)
def test_a_rule_has_title_manual_and_basis(rule: Rule) -> None:
    assert rule.title
    assert rule.manual
    assert rule.basis
    assert re.fullmatch(r"[A-Z]{3}\d{3}", rule.code)
    assert rule.severity is not Severity.ERROR or not re.search("惯例：|请核对", rule.basis)


@pytest.mark.parametrize("rule", EXECUTED, ids=lambda rule: rule.code)
def test_examples(rule: Rule) -> None:
    bad, good = BLOCK.findall(rule.manual)
    mark = f"# <- {rule.code}"
    expected = {n for n, line in enumerate(bad.splitlines(), 1) if mark in line}
    assert expected, "the bad example marks no line"
    assert lines_found(bad, rule.code) == expected
    assert lines_found(good, rule.code) == set()
