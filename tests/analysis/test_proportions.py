"""Shares of funds: rounded half up, adding up, and the same in Word and in Excel."""

from __future__ import annotations

from decimal import Decimal
from io import BytesIO

import openpyxl
import pytest

from jindu.analysis import funding
from jindu.document.blocks import Table
from jindu.document.compose import properties
from jindu.document.tables.money import sources
from jindu.model.plan import Plan
from jindu.output.xlsx import to_xlsx
from jindu.units import half_up
from tests.builders import plan_from


def plan_of(*amounts: str, total: str = "") -> Plan:
    funds = "".join(
        f"    - {{编号: 源{n}, 名称: 源{n}, 资金性质: 上级专项, {amount}}}\n"
        for n, amount in enumerate(amounts)
    )
    stated = f"  总额: {total}\n" if total else ""
    return plan_from(f"方案: {{标题: 甲方案}}\n经费:\n{stated}  资金来源:\n{funds}")


def in_word(plan: Plan) -> list[str]:
    [table] = sources(plan)
    assert isinstance(table, Table)
    return [next((c.text for c in row if c.text.endswith("%")), "") for row in table.rows]


def in_excel(plan: Plan) -> list[str]:
    """The shares as Excel shows them, from the stored results of the formulas."""
    content = BytesIO(to_xlsx(plan, properties(plan)))
    sheet = openpyxl.load_workbook(content, data_only=True)["经费预算"]
    cells = [c for row in sheet.iter_rows() for c in row if c.number_format == "0.0%"]
    shown = (Decimal(str(c.value)) * 100 if c.value not in (None, "") else None for c in cells)
    return ["" if points is None else f"{half_up(points, 1)}%" for points in shown]


@pytest.mark.parametrize(
    ("plan", "shares"),
    [
        # 1/16 is 6.25 %: half up 6.3, half even 6.2.
        (plan_of("金额: 1万元", "金额: 15万元"), ["6.3%", "93.7%", "100.0%"]),
        (
            plan_of("金额: 1万元", "金额: 1万元", "金额: 1万元", total="3万元"),
            ["33.4%", "33.3%", "33.3%", "100.0%"],
        ),
        # 2/3 three times: 66.7 + 16.7 + 16.7 would be 100.1.
        (
            plan_of("金额: 1万元", "金额: 4万元", "金额: 1万元"),
            ["16.7%", "66.6%", "16.7%", "100.0%"],
        ),
        # Of a total that is not covered the parts add up to what is.
        (plan_of("金额: 1万元", "金额: 1万元", total="3万元"), ["33.4%", "33.3%", "66.7%"]),
        # A share that the plan states is printed as it is.
        (
            plan_of("占比: 66.7%", "金额: 1万元", "金额: 1万元", total="6万元"),
            ["66.7%", "16.6%", "16.7%", "100.0%"],
        ),
        (plan_of("金额: 列入预算", "金额: 2万元"), ["", "100.0%", "100.0%"]),
        (plan_of("金额: 0元"), ["", ""]),
    ],
)
def test_shares_add_up_and_agree(plan: Plan, shares: list[str]) -> None:
    assert in_word(plan) == shares
    assert [share for share in in_excel(plan) if share] == [share for share in shares if share]
    found = funding.proportions(plan)
    if found is not None:
        assert sum(found.by_fund.values()) == found.whole


@pytest.mark.parametrize(
    ("value", "digits", "rounded"),
    [
        ("6.25", 1, "6.3"),
        ("6.35", 1, "6.4"),
        ("6.249", 1, "6.2"),
        ("0.5", 0, "1"),
        ("1.5", 0, "2"),
        ("2.5", 0, "3"),
        ("-2.5", 0, "-3"),
        ("1250", -2, "1300"),
    ],
)
def test_halves_are_rounded_up(value: str, digits: int, rounded: str) -> None:
    assert half_up(Decimal(value), digits) == Decimal(rounded)
