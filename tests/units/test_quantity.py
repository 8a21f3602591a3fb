"""Quantities, counts, booleans and 编号."""

from __future__ import annotations

from decimal import Decimal

import pytest

from jindu.units import Unreadable, read_bool, read_id, read_int, read_quantity, say_quantity


@pytest.mark.parametrize(
    ("text", "unit", "value"),
    [
        ("90%", "%", "90"),
        ("90％", "%", "90"),
        ("90", "%", "90"),
        ("12个", "个", "12"),
        ("1.2万人次", "人次", "12000"),
        ("1,200人", "人", "1200"),
        ("１２", None, "12"),
        ("0.5", None, "0.5"),
        ("15分", "分", "15"),
    ],
)
def test_read(text: str, unit: str | None, value: str) -> None:
    assert read_quantity(text, unit) == Decimal(value)


@pytest.mark.parametrize(
    ("text", "unit", "rule", "replacement"),
    [
        ("0.95", "%", "STR001", None),
        ("90%以上", "%", "STR001", "90%"),
        ("不少于12个", "个", "STR001", "12个"),
        ("十二个", "个", "STR001", "12个"),
        ("很多", "个", "STR001", None),
        ("", None, "STR001", None),
        ("12场", "个", "STR001", None),
    ],
)
def test_refused(text: str, unit: str | None, rule: str, replacement: str | None) -> None:
    with pytest.raises(Unreadable) as trouble:
        read_quantity(text, unit)
    assert (trouble.value.rule, trouble.value.replacement) == (rule, replacement)
    assert trouble.value.message.endswith("。")


@pytest.mark.parametrize("text", ["三万五人", "3万5人", "三百五人", "三千五", "叁仟伍人"])
@pytest.mark.parametrize("unit", ["人", None])
def test_a_step_that_skips_a_unit_is_refused(text: str, unit: str | None) -> None:
    with pytest.raises(Unreadable, match="两种读法") as trouble:
        read_quantity(text, unit)
    assert trouble.value.replacement is None


@pytest.mark.parametrize(
    ("text", "right"),
    [
        ("三百五十人", "350人"),
        ("一百零五人", "105人"),
        ("十五人", "15人"),
        ("三万五千人", "35000人"),
    ],
)
def test_numerals_with_one_reading(text: str, right: str) -> None:
    with pytest.raises(Unreadable) as trouble:
        read_quantity(text, "人")
    assert (trouble.value.replacement, trouble.value.safe) == (right, True)


@pytest.mark.parametrize(
    ("value", "unit", "formatted"),
    [
        ("90", "%", "90%"),
        ("12.50", "万元", "12.5万元"),
        ("1200", None, "1200"),
        ("10", "个", "10个"),
    ],
)
def test_say_quantity(value: str, unit: str | None, formatted: str) -> None:
    assert say_quantity(Decimal(value), unit) == formatted


def test_counts() -> None:
    assert [read_int(text) for text in ("30", "30人", "1,200", "３０")] == [30, 30, 1200, 30]
    for text in ("3.5", "-3", "三十来个", ""):
        with pytest.raises(Unreadable):
            read_int(text)


@pytest.mark.parametrize(("text", "value"), [("是", True), ("否", False), ("true", True)])
def test_booleans(text: str, value: bool) -> None:
    assert read_bool(text) is value


@pytest.mark.parametrize(
    ("text", "right"), [("yes", "是"), ("无", "否"), ("√", "是"), ("也许", None)]
)
def test_booleans_refused(text: str, right: str | None) -> None:
    with pytest.raises(Unreadable) as trouble:
        read_bool(text)
    assert trouble.value.replacement == right


@pytest.mark.parametrize(
    ("text", "name"), [("司法所", "司法所"), ("R01", "R01"), ("Ｒ０１", "R01"), ("甲-2", "甲-2")]
)
def test_ids(text: str, name: str) -> None:
    assert read_id(text) == name


@pytest.mark.parametrize("text", ["", "1号", "司法 所", "甲、乙", "长" * 33, "-甲"])
def test_ids_refused(text: str) -> None:
    with pytest.raises(Unreadable):
        read_id(text)
