"""Facts in running text: their values, and exactly the words that state them."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
import yaml

from jindu.language.facts import Reading, Scope
from jindu.language.facts.numbers import number
from jindu.language.facts.sums import contradictions, excessive_shares

SENTENCES: dict[str, list[tuple[str, dict[str, Any]]]] = yaml.safe_load(
    Path(__file__).with_name("facts.yaml").read_text(encoding="utf-8")
)


def year(when: int) -> str:
    return "" if not when else f" 第{when}" if when < 10 else f" {when}"


def plain(value: Decimal) -> str:
    return f"{value.normalize():f}" if value == value.to_integral() else str(value)


def money(fact: Any) -> str:
    scope = "" if fact.scope is Scope.PLAIN else f" {fact.scope.value}"
    return (
        f"{plain(fact.value)}{scope}{''.join('/' + unit for unit in fact.per)}"
        f"{f' {fact.years}年' if fact.years else ''}{year(fact.when)}{' ~' if fact.rough else ''}"
    )


def moment(fact: Any) -> str:
    parts = [str(fact.year), *(f"-{part}" for part in (fact.month, fact.day) if part)]
    parts += [f"Q{fact.quarter}"] * bool(fact.quarter) + [f"H{fact.half}"] * bool(fact.half)
    nth = f" n{fact.nth}" if fact.nth else ""
    return f"{''.join(parts)}{nth}{' <' if fact.until else ''}"


SHOWN: dict[str, Callable[[Any], str]] = {
    "money": money,
    "capitals": lambda fact: str(fact.value),
    "shares": lambda fact: f"{fact.value}{year(fact.when)}{' ~' if fact.rough else ''}",
    "counts": lambda fact: f"{plain(fact.value)}{fact.unit}{'+' * fact.each}{'~' * fact.rough}",
    "points": lambda fact: str(fact.value),
    "frequencies": lambda fact: fact.words,
    "moments": moment,
    "lengths": lambda fact: f"{fact.value}{fact.unit}",
    "spans": lambda fact: str(fact.value),
    "changes": lambda fact: f"{fact.first}→{fact.last} {fact.stated}",
    "places": lambda fact: f"{fact.stem}|{fact.suffix}",
    "bodies": lambda fact: f"{fact.stem}|{fact.kind}",
}


def test_every_kind_is_tried() -> None:
    assert SENTENCES.keys() == SHOWN.keys()
    assert sum(map(len, SENTENCES.values())) >= 150


@pytest.mark.parametrize(
    ("kind", "sentence", "stated"),
    [(kind, sentence, stated) for kind, cases in SENTENCES.items() for sentence, stated in cases],
)
def test_facts(kind: str, sentence: str, stated: dict[str, Any]) -> None:
    found = [
        (fact.start, sentence[fact.start : fact.end], SHOWN[kind](fact))
        for fact in getattr(Reading(sentence), kind)
    ]
    expected, end = [], 0
    for key, shown in stated.items():
        words = key.rstrip("_")
        start = sentence.index(words, end)
        end = start + len(words)
        expected.append((start, words, str(shown)))
    assert found == expected


@pytest.mark.parametrize(
    ("words", "value"),
    [
        ("1,200", "1200"),
        ("3.5万", "35000.0"),
        ("3万5千", "35000"),
        ("五十", "50"),
        ("十二", "12"),
        ("一百零五", "105"),
        ("两千三百", "2300"),
        ("二〇二六", "2026"),
        ("三万五千", "35000"),
        ("一亿二千万", "120000000"),
        ("三百五", None),  # 350 or 305
        ("三万五", None),
        ("3万5", None),
        ("三五", None),
        ("百", None),
        ("1,20", None),
    ],
)
def test_numbers(words: str, value: str | None) -> None:
    found = number(words)
    assert (None if found is None else str(found)) == value


CONTRADICTIONS = [
    ("总投入50万元，其中宣传20万元、队伍19万元、科技16万元。", "20万元+19万元+16万元=55万元"),
    ("总投入50万元，包括宣传20万元、队伍19万元。", "20万元+19万元=39万元"),
    ("总投入50万元，其中宣传20万元、队伍15万元和科技16万元。", "20万元+15万元+16万元=51万元"),
    (
        "总投入50万元，其中2026年20万元用于宣传，2027年35万元用于培训。",
        "20万元+35万元=55万元",
    ),
    ("三年共50万元，其中第一年20万元、第二年15万元、第三年10万元。", "20万元+15万元+10万元=45万元"),
    ("宣传20万元、队伍18万元、科技12万元，共计55万元。", "20万元+18万元+12万元=50万元"),
    ("每年12万、三年30万。", "12万元×3=36万元"),
    ("每年安排12万元，连续三年，共计30万元。", "12万元×3=36万元"),
    ("印制手册9000册、每册4元、共3.8万元。", "4元×9000=3.6万元"),
    ("展板20块，单价150元/块，计3500元。", "150元×20=3000元"),
    ("50人培训2天，每人每天300元，共4万元。", "300元×50×2=3万元"),
    ("资金来源中，其中省级占60%、区级占30%、自筹占20%。", "60%+30%+20%=110%"),
]
AGREEMENTS = [
    "总投入50万元，其中宣传20万元、队伍18万元、科技12万元。",
    "总投入50万元，其中省级20万元、区级15万元。",  # the rest is not named
    "总投入50万元，其中宣传20万元（手册15万元、展板10万元）。",
    "总投入50万元，包括宣传20万元、队伍19万元，其余为其他支出。",
    "总投入50万元，其中省级30万元、区级20万元，用于宣传20万元、培训30万元。",
    "总投入50万元，其中宣传20万元，已到位30万元，缺口20万元。",
    "总投入50万元，其中第一年40万元用于宣传10万元、培训30万元。",
    "宣传20万元、培训30万元，省级30万元、区级20万元，共计50万元。",
    "三年共50万元，其中第一年20万元、第二年15万元。",
    "每年12万元，三年36万元。",
    "每年12万元，第一年另加设备购置8万元，三年共44万元。",
    "印制手册9000册、每册4元、共3.6万元。",
    "印制手册9000册、海报200张，每册4元，共3.8万元。",
    "手册每年3000册，三年9000册，每册4元，共3.6万元。",
    "志愿者30人，每人每月补贴100元，12个月共3.6万元。",
    "每册约4元，印9000册，共3.8万元。",
    "印制手册9000册，每册4元，共3.8万元（含设计费）。",
    "展板20块，每块150元，打折后共2700元。",
    "每年12万元，三年共30万元，逐年递减。",
    "每年12万元，三年共40万元，含一次性购置。",
    "培训50人，每人每天300元，共4万元。",  # how many days is not told
    "党员占60%、女性占45%、三十五岁以下占30%。",  # overlapping groups
    "省级30万元，占60%；区级20万元，占40%。",
    "宣传20万元、队伍18万元，另有结转资金5万元，共计43万元。",
    "奖励标准每条200元，全年预算1万元。",
]


@pytest.mark.parametrize(("sentence", "told"), CONTRADICTIONS)
def test_contradictions(sentence: str, told: str) -> None:
    reading = Reading(sentence)
    assert [c.told for c in (*contradictions(reading), *excessive_shares(reading))] == [told]


@pytest.mark.parametrize("sentence", AGREEMENTS)
def test_what_may_be_right_is_no_contradiction(sentence: str) -> None:
    reading = Reading(sentence)
    assert [*contradictions(reading), *excessive_shares(reading)] == []
