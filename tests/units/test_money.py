"""Money: read in every spelling offices use, formatted exactly, split without a rest."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jindu.units import Unreadable, apportion, apportion_table, daxie, read_yuan, say_yuan, wan


@pytest.mark.parametrize(
    ("text", "yuan"),
    [
        ("800元", "800"),
        ("3.6万元", "36000"),
        ("3.6万", "36000"),
        ("1.2345万元", "12345"),
        ("1,234.50元", "1234.50"),
        ("１２万元", "120000"),
        ("￥500元", "500"),
        ("50 万元", "500000"),
        ("2亿元", "200000000"),
        ("0元", "0"),
        ("0.01元", "0.01"),
        ("0.000001万元", "0.01"),
    ],
)
def test_read(text: str, yuan: str) -> None:
    assert read_yuan(text) == Decimal(yuan)


@pytest.mark.parametrize(
    ("text", "replacement"),
    [
        ("50", None),
        ("", None),
        ("约3万元", None),
        ("3万元左右", None),
        ("3-5万元", None),
        ("五十万元", "50万元"),
        ("三千元整", "3000元"),
        ("12,34元", None),
        ("-3万元", None),
        ("0.001元", None),
        ("若干", None),
        ("0整", None),
        ("1e5元", None),
        ("99999999999999999元", None),
    ],
)
def test_refused(text: str, replacement: str | None) -> None:
    with pytest.raises(Unreadable) as trouble:
        read_yuan(text)
    assert trouble.value.rule == "BUD003"
    assert trouble.value.message.endswith("。")
    assert trouble.value.tip.endswith("。")
    assert trouble.value.replacement == replacement


@pytest.mark.parametrize(
    ("text", "spoken", "literal"),
    [
        ("3万5元", "3.5万元", "30005元"),
        ("3万5", "3.5万元", "30005元"),
        ("三万五元", "3.5万元", "30005元"),
        ("三万五", "3.5万元", "30005元"),
        ("伍万叁元整", "5.3万元", "50003元"),
        ("3千5元", "3500元", "3005元"),
        ("三百五元", "350元", "305元"),
        ("三千五万元", "3500万元", "30050000元"),
        ("3百5万元", "350万元", "3050000元"),
        ("1亿5元", "1.5亿元", "100000005元"),
        ("2万3千5元", "2.35万元", "23005元"),
        ("¥3万5元", "3.5万元", "30005元"),
        ("３万５元", "3.5万元", "30005元"),
    ],
)
def test_a_step_that_skips_a_unit_is_refused(text: str, spoken: str, literal: str) -> None:
    with pytest.raises(Unreadable) as trouble:
        read_yuan(text)
    assert trouble.value.rule == "BUD003"
    assert f"两种读法：{spoken}或者{literal}" in trouble.value.message
    assert trouble.value.replacement is None


@pytest.mark.parametrize(
    ("text", "yuan"),
    [
        ("3万5千元", "35000"),
        ("3万零5元", "30005"),
        ("3万5百元", "30500"),
        ("3万50元", "30050"),
        ("1亿2000万元", "120000000"),
        ("3元5角", "3.5"),
        ("3元5分", "3.05"),
        ("3元零5分", "3.05"),
        ("1万2千3百元5角", "12300.5"),
    ],
)
def test_steps_of_units(text: str, yuan: str) -> None:
    assert read_yuan(text) == Decimal(yuan)


@pytest.mark.parametrize(
    ("text", "right"),
    [
        ("三万零五元", "30005元"),
        ("三万五千元", "3.5万元"),
        ("三万五千零二元", "35002元"),
        ("三十五元", "35元"),
        ("一亿零五万元", "1.0005亿元"),
        ("三元五角", "3.5元"),
        ("伍拾万元伍角整", "500000.5元"),
        ("五角", "0.5元"),
    ],
)
def test_numerals_with_one_reading(text: str, right: str) -> None:
    with pytest.raises(Unreadable) as trouble:
        read_yuan(text)
    assert (trouble.value.replacement, trouble.value.safe) == (right, True)


@pytest.mark.parametrize(
    ("yuan", "said", "in_wan"),
    [
        ("0", "0元", "0.00"),
        ("800", "800元", "0.08"),
        ("12345", "1.2345万元", "1.2345"),
        ("500000", "50万元", "50.00"),
        ("500010", "50.001万元", "50.001"),
        ("150000000", "1.5亿元", "15000.00"),
    ],
)
def test_formats(yuan: str, said: str, in_wan: str) -> None:
    assert say_yuan(Decimal(yuan)) == said
    assert wan(Decimal(yuan)) == in_wan


@pytest.mark.parametrize(
    ("yuan", "capitals"),
    [
        ("0", "零元整"),
        ("500000", "伍拾万元整"),
        ("180000", "壹拾捌万元整"),
        ("1005", "壹仟零伍元整"),
        ("100005", "壹拾万零伍元整"),
        ("10000000", "壹仟万元整"),
        ("123.45", "壹佰贰拾叁元肆角伍分"),
        ("0.5", "伍角"),
        ("0.05", "伍分"),
    ],
)
def test_capital_numerals(yuan: str, capitals: str) -> None:
    assert daxie(Decimal(yuan)).removesuffix("整") == capitals.removesuffix("整")


amounts = st.integers(0, 10**9).map(Decimal)
weights = st.lists(st.integers(0, 10**6).map(Decimal), min_size=1, max_size=12)


@given(st.integers(0, 10**10).map(lambda cents: Decimal(cents) / 100))
def test_formatted_amounts_are_read_again(amount: Decimal) -> None:
    assert read_yuan(say_yuan(amount)) == amount


@given(amounts, weights, st.sampled_from([Decimal(1), Decimal(100), Decimal("0.01")]))
def test_apportion(total: Decimal, parts: list[Decimal], step: Decimal) -> None:
    found = apportion(total, parts, step)
    assert sum(found) == total
    assert min(found) >= 0
    whole = sum(parts) or Decimal(len(parts))
    for part, weight in zip(found, parts if sum(parts) else [Decimal(1)] * len(parts), strict=True):
        assert abs(part - total * weight / whole) < 2 * step


def test_apportion_by_hand() -> None:
    # 100 : 1 : 1 : 1 → 33.3…, the largest remainders (all alike) go to the earlier ones.
    three = [Decimal(1)] * 3
    assert list(map(int, apportion(Decimal(100), three, Decimal(1)))) == [34, 33, 33]
    quarters = apportion(Decimal(1000), [Decimal(1), Decimal(3)], Decimal(100))
    assert list(map(int, quarters)) == [300, 700]
    # A rest below one step goes to the largest part.
    assert list(map(int, apportion(Decimal(150), three[:2], Decimal(100)))) == [150, 0]
    with pytest.raises(ValueError, match="not negative"):
        apportion(Decimal(1), [], Decimal(1))


@given(weights, weights)
def test_apportion_table(rows: list[Decimal], columns: list[Decimal]) -> None:
    nil = Decimal(0)
    columns = [*columns, max(sum(rows, nil) - sum(columns, nil), nil)]
    rows = [*rows, sum(columns, nil) - sum(rows, nil)]
    table = apportion_table(rows, columns, Decimal(100))
    assert [sum(row) for row in table] == rows
    assert [sum(column) for column in zip(*table, strict=True)] == columns
    assert min(cell for row in table for cell in row) >= 0
