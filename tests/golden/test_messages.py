"""All messages of rules, reading and settings, as users see them, in one stored file."""

from __future__ import annotations

import ast
import functools
import json
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
import yaml

import jindu.source
from jindu import rules, units
from jindu.checker import config, engine, result
from jindu.checker.settings import BadSettings
from jindu.model.diagnostic import Finding, Level
from jindu.model.rule import Rule
from jindu.report import text
from jindu.rules import BY_CODE, RULES
from jindu.source import load
from jindu.source.reader import MAX_EVENTS, SyntaxProblem
from jindu.source.tree import Source
from jindu.source.typos import Typo
from jindu.units import Unreadable
from tests.checker.test_settings import REFUSED
from tests.conftest import THAT_DAY
from tests.rules.test_money_rules import GROUPS
from tests.rules.test_sentences import PLACES, expected
from tests.source.test_source import SLIPS
from tests.source.test_spellings import BROKEN, DOUBTFUL, LISTS, MEASURED, PLAIN, TARGET

HERE = Path(__file__).parent
STORED = HERE / "messages.txt"
BLOCK = re.compile(r"^```yaml\n(.*?)^```", re.DOTALL | re.MULTILINE)


@functools.cache
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
    for group in GROUPS:
        found[group["code"]].extend(group["plan"].replace("@", case) for case in group["loud"])
    for sentence, place, code, _ in expected("found"):
        found[code].append(PLACES[place].replace("{}", json.dumps(sentence, ensure_ascii=False)))
    return found


def findings_of(report: result.Report) -> list[str]:
    """The lines of the findings, without the counts that follow."""
    told = list(text.render(report))
    return told[: len(told) - len(list(text.summary(report)))]


def render(code: str, plan: str, known: set[str]) -> list[str]:
    """The findings of one rule, those said already left out."""
    report = engine.check(load.load_text(plan), Level.SUBMIT, THAT_DAY)
    fresh = []
    for found in report.diagnostics:
        if found.code == code and found.message not in known:
            known.add(found.message)
            fresh.append(found)
    if not fresh:
        return []
    return findings_of(report._replace(diagnostics=tuple(fresh)))


def by_rules() -> Iterator[str]:
    known: set[str] = set()
    for code, some in plans().items():
        for plan in some:
            yield from render(code, plan, known)


def unreadable() -> list[bytes]:
    """Files that cannot be read as they stand."""
    spelled = [where.format(written) for where, _, written, _ in PLAIN]
    measured = [TARGET.format(unit, side, written) for unit, side, _, written, _ in MEASURED]
    listed = [*(written for written, _ in LISTS), *(text for text, _, _ in (*DOUBTFUL, *SLIPS))]
    broken = [line.replace(r"\n", "\n") + "\n" for line in BROKEN.splitlines()]
    texts = [text.encode() for text in (*spelled, *measured, *listed, *broken)]
    for case in yaml.safe_load((HERE / "reading.yaml").read_text(encoding="utf-8")):
        if isinstance(case, str):
            texts.append(case.encode())
        else:
            texts.append(case["text"].encode(case["bytes"]))
    damaged = "方案: {标题: 柳林街道方案}\n".encode().replace("街".encode(), b"\xff")
    return [*texts, damaged, b"a: " + b"[" * 100, b"- a\n" * MAX_EVENTS, bytes(range(256))]


def by_reading(folder: Path) -> Iterator[str]:
    """Yield the messages on these files before any rule runs."""
    path = folder / "方案.yaml"
    known: set[str] = set()
    files = [*((content, "方案.yaml") for content in unreadable()), (b"a: b\n", "方\u202e案.yaml")]
    for content, shown in files:
        path.write_bytes(content)
        loaded = load.load(path, shown)
        told = {(problem.code, problem.message) for problem in loaded.source.problems}
        report = engine.check(loaded, Level.DRAFT)
        found = [d for d in report.diagnostics if (d.code, d.message) in told]
        fresh = [d for d in found if d.message not in known]
        known |= {d.message for d in fresh}
        if fresh:
            yield from findings_of(report._replace(diagnostics=tuple(fresh)))


def by_settings(folder: Path) -> Iterator[str]:
    """Yield the messages on unusable configurations."""
    path = folder / "jindu.toml"
    for written, _ in REFUSED:
        path.write_text(written, encoding="utf-8")
        with pytest.raises(BadSettings) as trouble:
            config.read(path)
        yield str(trouble.value).replace(str(path), path.name)


def test_messages(update: bool, tmp_path: Path) -> None:
    lines = [*by_rules(), *by_reading(tmp_path), *by_settings(tmp_path)]
    fresh = "\n".join(lines) + "\n"
    if update:
        STORED.write_text(fresh, encoding="utf-8", newline="\n")
    assert STORED.read_text(encoding="utf-8") == fresh


def call_sites(*modules: ModuleType, by: set[str]) -> set[tuple[str, int]]:
    """The places in these packages where something of one of these names is called."""
    return {
        (str(path), node.lineno)
        for module in modules
        for path in Path(str(module.__file__)).parent.rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call) and ast.unparse(node.func).removeprefix("self.") in by
    }


def record_callers(
    monkeypatch: pytest.MonkeyPatch, reached: set[tuple[str, int]], owner: type[Any], name: str
) -> None:
    """Record the caller of every call of a method."""
    method = getattr(owner, name)

    def noted(*values: Any, **named: Any) -> Any:
        caller = sys._getframe(1)
        reached.add((caller.f_code.co_filename, caller.f_lineno))
        return method(*values, **named)

    monkeypatch.setattr(owner, name, noted)


def test_every_message_of_the_rules_is_there(monkeypatch: pytest.MonkeyPatch) -> None:
    """Each place in the code where a rule makes a finding is reached by one of the plans."""
    reached: set[tuple[str, int]] = set()
    record_callers(monkeypatch, reached, Finding, "__new__")
    for some in plans().values():
        for plan in some:
            engine.check_text(plan, settings=THAT_DAY)
    places = call_sites(rules, by={"Finding"})
    assert len(places) > 200
    assert not sorted(places - reached)


def test_every_message_of_reading_is_there(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    reached: set[tuple[str, int]] = set()
    for owner, name in (
        (Unreadable, "__init__"),
        (SyntaxProblem, "__init__"),
        (Typo, "__new__"),
        (Source, "report"),
    ):
        record_callers(monkeypatch, reached, owner, name)
    assert list(by_reading(tmp_path))
    callers = {"Unreadable", "SyntaxProblem", "Typo", "source.report"}
    places = call_sites(jindu.source, units, by=callers)
    assert len(places) > 60
    assert not sorted(places - reached)


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.code)
def test_every_message_ends_and_has_a_tip(rule: Rule) -> None:
    for plan in plans()[rule.code]:
        for found in engine.check_text(plan, settings=THAT_DAY):
            for words in (found.message, found.tip):
                assert words.endswith(("。", "？", "）")), words
                said = re.sub("“[^“”]*”", "", words)  # without what is quoted from the plan
                assert not re.search(r"None|。。|，。|、。|\bTrue\b|\bFalse\b", said), words
