"""What explain prints: every rule and every key has a manual that says something."""

from __future__ import annotations

import pytest

from jindu.manual import fields, rules
from jindu.rules import BY_CODE, RULES


@pytest.mark.parametrize("code", sorted(BY_CODE))
def test_a_rule(code: str) -> None:
    told = rules.manual(BY_CODE[code])
    assert told.startswith(f"## {code} {BY_CODE[code].title}\n")
    assert "依据：" in told
    assert told.count("```") == 4
    prose = "".join(told.split("```")[::2])
    assert "。\n" in prose
    assert not [line for line in prose.splitlines() if line and line[-1] not in "。：）"][1:]


def test_norms_are_told_with_their_source() -> None:
    told = rules.manual(BY_CODE["GOL005"])
    assert "标准“满意度下限”：90%（创建工作通行要求，未核对原文）。" in told


def test_every_rule_is_in_the_document_once() -> None:
    document = rules.document()
    for rule in RULES:
        assert document.count(f"\n## {rule.code} ") == 1


@pytest.mark.parametrize(
    ("words", "paths"),
    [
        ("工作任务.完成时限", ["工作任务.完成时限"]),
        ("完成时限", ["工作任务.完成时限", "目标.指标.完成时限"]),
        ("经费.总额", ["经费.总额"]),
        ("due", ["工作任务.完成时限", "目标.指标.完成时限"]),
        ("没有这个键", []),
    ],
)
def test_keys_are_found(words: str, paths: list[str]) -> None:
    assert sorted(entry.path for entry in fields.find(words)) == sorted(paths)


@pytest.mark.parametrize("entry", tuple(fields.entries()), ids=lambda entry: entry.path)
def test_a_key(entry: fields.Entry) -> None:
    told = fields.manual(entry)
    assert entry.made.help in told
    assert "None" not in told
    assert "写法：" in told


def test_choices_are_listed() -> None:
    [entry] = fields.find("方案.状态")
    assert "选词：草稿、送审、已批准" in fields.manual(entry)
