"""Targets: quantities, comparisons and hopes; units of ten thousand."""

from __future__ import annotations

from decimal import Decimal

import pytest

from jindu.units import Bounded, InWords, Unreadable, read_quantity, spelled_target

COMPARED = [
    "不低于全市平均水平", "不低于平均值", "高于全省平均水平2个百分点", "不高于上年", "达到国家标准",
    "居全市前列",
    "控制在上级下达指标以内", "优于2025年同期", "力争不低于全国平均水平", "≥全市平均值",
]  # fmt: skip


@pytest.mark.parametrize("text", COMPARED)
def test_a_comparison(text: str) -> None:
    assert spelled_target(text, "%") == (InWords(None, text), None)


@pytest.mark.parametrize(
    ("text", "unit", "value"),
    [
        ("力争95%", "%", 95),
        ("力争达到95%", "%", 95),
        ("争取12个", "个", 12),
        ("努力实现1.2万人次", "人次", 12000),
    ],
)
def test_a_hope(text: str, unit: str, value: int) -> None:
    assert spelled_target(text, unit) == (InWords(Decimal(value), text), None)


def test_a_hope_with_a_bound() -> None:
    with pytest.raises(Bounded) as refused:
        spelled_target("力争达到95%以上", "%")
    assert refused.value.replacement == "力争95%"


@pytest.mark.parametrize(
    "text",
    ["全部", "健全完善", "不少于12个社区", "达到", "不低于", "平均", "力争", "约30个", "力争约30个",
     "不低于95%"],
)  # fmt: skip
def test_neither(text: str) -> None:
    with pytest.raises(Unreadable):
        spelled_target(text, "个")


@pytest.mark.parametrize(
    ("text", "unit", "value"),
    [
        ("90万元", "万元", "90"),
        ("90", "万元", "90"),
        ("90万", "万元", "90"),
        ("1.5万人次", "万人次", "1.5"),
        ("1,200万份", "万份", "1200"),
        ("2亿元", "亿元", "2"),
        ("1.2万人次", "人次", "12000"),
        ("90万", None, "900000"),
    ],
)
def test_units_of_ten_thousand(text: str, unit: str | None, value: str) -> None:
    assert read_quantity(text, unit) == Decimal(value)


@pytest.mark.parametrize("text", ["90元", "2亿元", "90万人", "90万份"])
def test_other_units(text: str) -> None:
    with pytest.raises(Unreadable, match="单位是"):
        read_quantity(text, "万元")


def test_numerals_in_units_of_ten_thousand() -> None:
    with pytest.raises(Unreadable) as refused:
        read_quantity("九十万元", "万元")
    assert refused.value.replacement == "90万元"
