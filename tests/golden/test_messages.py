"""Every rule's words, as a user reads them: the findings of all bad examples in one file."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from jindu import pipeline
from jindu.diagnostic import Level, Rule
from jindu.report import text
from jindu.rules import BY_CODE, RULES

STORED = Path(__file__).with_name("messages.txt")
BLOCK = re.compile(r"^```yaml\n(.*?)^```", re.DOTALL | re.MULTILINE)


def told(rule: Rule) -> list[str]:
    block = BLOCK.search(rule.manual)
    if block is None:
        return []
    report = pipeline.check(pipeline.load_text(block[1]), Level.SUBMIT)
    only = report._replace(diagnostics=tuple(d for d in report.diagnostics if d.code == rule.code))
    return list(text.render(only))[:-2]


def test_messages(update: bool) -> None:
    fresh = "\n".join(line for code in sorted(BY_CODE) for line in told(BY_CODE[code])) + "\n"
    if update:
        STORED.write_text(fresh, encoding="utf-8", newline="\n")
    assert STORED.read_text(encoding="utf-8") == fresh


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.code)
def test_every_message_ends_and_has_a_tip(rule: Rule) -> None:
    block = BLOCK.search(rule.manual)
    for found in pipeline.check_text(block[1]) if block else ():
        for words in (found.message, found.tip):
            assert words.endswith(("。", "？", "）")), words
            said = re.sub("“[^“”]*”", "", words)  # without what is quoted from the plan
            assert not re.search(r"None|。。|，。|、。|\bTrue\b|\bFalse\b", said), words
