"""Rows of a table that are nearly a page high, or higher: no line of them is lost."""

from __future__ import annotations

import re

import pytest

from jindu.document.blocks import Annex, Cell, Column, Doc, Properties, Table, Title
from jindu.output.docx import to_docx
from tests import office
from tests.output.conftest import Make, han
from tests.wordfile import W, WordFile

LINES = (8, 24, 29, 33, 36, 37, 38, 39, 40, 45, 90)
"""Lines of 340 twips: a page holds 12756 / 340 = 37.5, below its head 36.4."""


def marks(count: int, letter: str = "甲") -> str:
    return "\n".join(f"{letter}{n:03}项" for n in range(1, count + 1))


def tall(lines: int, *, landscape: bool = False, prose: bool = False) -> Doc:
    columns = (Column("序号", 1), Column("配合单位", 3), Column("佐证材料", 3))
    text = marks(lines) if not prose else marks(lines * 2).replace("\n", "、")
    rows = (
        (Cell("1"), Cell("短"), Cell("短")),
        (Cell("2"), Cell(text), Cell("短")),
        (Cell("3"), Cell("短"), Cell("末行")),
    )
    annex = Annex("附件1", (Title(("任务分解表",)), Table(columns, rows)), landscape)
    return Doc(Properties("方案"), (han(60),), (annex,))


def merged(lines: int, rows: int) -> Doc:
    columns = (Column("类别", 2), Column("任务", 3), Column("单位", 2))
    body = [
        (Cell(f"乙{n:03}项"), Cell("短"))
        if n > 1
        else (Cell(marks(lines), rows=rows), Cell("乙001项"), Cell("短"))
        for n in range(1, rows + 1)
    ]
    return Doc(Properties("方案"), (Table(columns, tuple(body)),))


CASES = {
    **{f"{n} lines": tall(n) for n in LINES},
    **{f"{n} lines, turned": tall(n, landscape=True) for n in (20, 22, 24, 26, 27, 30)},
    **{f"{n} lines of prose": tall(n, prose=True) for n in (18, 20, 25)},
    **{
        f"{n} lines over {rows} rows": merged(n, rows)
        for n, rows in ((20, 2), (24, 3), (26, 2), (38, 2), (60, 3))
    },
}
office.KNOWN.append(lambda: map(to_docx, CASES.values()))


@pytest.mark.parametrize("case", CASES)
def test_no_line_is_lost(make: Make, case: str) -> None:
    doc = CASES[case]
    written = re.findall("[甲乙][0-9]{3}项", "".join(WordFile(to_docx(doc)).body.itertext()))
    text = re.sub(r"\s", "", "".join(page.text for page in make(doc).pages))
    assert len(written) >= 8
    assert sorted(re.findall("[甲乙][0-9]{3}项", text)) == sorted(written)


@pytest.mark.parametrize(("lines", "whole"), [(8, True), (24, True), (33, False), (90, False)])
def test_only_tall_rows_may_split(lines: int, whole: bool) -> None:
    """Below the head, 12756 − 430 − 10 twips are free: 0.7 of that are 25 lines of 340."""
    (table,) = WordFile(to_docx(tall(lines))).tables
    split = [row.find(f"{W}trPr/{W}cantSplit") is None for row in table.iter(f"{W}tr")]
    assert split == [False, False, not whole, False]
