"""Write 考核评分: formulas add up the points filled in and find the grade."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from itertools import count
from typing import NamedTuple

from jindu.document.origins import short_of
from jindu.document.tables.cells import number
from jindu.language import phrases
from jindu.model.plan import Evaluation, Grade, Plan, ScoreItem, ScoreSheet, Scoring, Veto
from jindu.output.xlsx.book import Book, Sheet
from jindu.output.xlsx.cells import Column, Formula, Shown, at, down

_COLUMNS = (
    Column("序号", 6, "center"),
    Column("考核内容", 40),
    Column("分值", 9, "center"),
    Column("评分方法", 46),
    Column("佐证材料", 30),
    Column("得分", 11, "center"),
)
_EXAMINER = Column("负责考核部门", 22)
_NAME, _FULL, _METHOD, _WON = 1, 2, 3, 5
"""Columns: item, full points, scoring method, points given."""
_TO_COME, _VETOED, _UNGRADED = "待评分", "一票否决", "未列等级"
_YES, _NO = "是", "否"
_HOW = "注：只填浅色的格。各项得分填完后得出等级；出现否决情形的，在该行填“是”。"


class _Line(NamedTuple):
    """An item for which points are given."""

    place: int
    content: str | None
    points: Decimal | None
    method: str | None = None
    evidence: str | None = None
    examiner: str | None = None


def scores(book: Book, plan: Plan) -> None:
    """Add the sheet 考核评分: dimensions with items, bonuses, vetoes, total and grade.

    With several 考核表, there is a sheet for each.
    """
    evaluation = plan.evaluation
    scorings = [
        scoring
        for scoring in (evaluation.scorings if evaluation else ())
        if any(dimension.items for dimension in scoring.dimensions)
    ]
    for place, scoring in enumerate(scorings, 1):
        assert evaluation is not None
        items = [item for dimension in scoring.dimensions for item in dimension.items]
        examined = any(item.examiner for item in items)
        named = scoring if isinstance(scoring, ScoreSheet) else ScoreSheet()
        sheet = book.sheet(
            f"考核评分{place}" if scorings[1:] else "考核评分",
            named.name or "考核评分表",
            (*_COLUMNS, _EXAMINER) if examined else _COLUMNS,
        )
        sheet.heads()
        _fill(sheet, plan, evaluation, scoring, examined)
        whom = phrases.listed(named.subjects)
        sheet.notes([_HOW, f"被考核单位：{whom}。"] if whom else [_HOW])
        sheet.finish()


def _lines(plan: Plan, items: Iterable[ScoreItem], place: Iterator[int]) -> Iterator[_Line]:
    """Yield what is given points: the items, or their 细项."""
    for item in items:
        examiner = short_of(plan, item.examiner) or None
        for part in item.points or (item,):
            content = part.content
            if part is not item:
                content = "：".join(filter(None, (phrases.clause(item.content or ""), content)))
            how = phrases.scoring(part) if part.deductions else part.method
            method, evidence = how or item.method, part.evidence or item.evidence
            yield _Line(next(place), content, part.score, method, evidence, examiner)


def _fill(
    sheet: Sheet, plan: Plan, evaluation: Evaluation, scoring: Scoring, examined: bool
) -> None:
    place = count(1)
    parts = [
        _part(sheet, dimension.name or "", list(_lines(plan, dimension.items, place)), examined)
        for dimension in scoring.dimensions
        if dimension.items
    ]
    points = [i.full for d in scoring.dimensions for i in d.items if i.full is not None]
    total = _total(sheet, "合计", [rows.start - 1 for rows in parts], sum(points, Decimal(0)))
    final, less = total, []
    bonuses, penalties = evaluation.adjusting(scoring)
    if penalties:
        taken = [
            _Line(next(place), phrases.deduction(p, exhausting=False), p.limit) for p in penalties
        ]
        less = [_part(sheet, "扣分（另计，填正数）", taken).start - 1]
        final = _total(sheet, "扣分后合计", [total], None, less)
    if bonuses:
        extra = [_Line(next(place), b.content, b.score) for b in bonuses]
        bonus = _part(sheet, "加分（另计）", extra).start - 1
        final = _total(sheet, "总分（含加分）", [final, bonus], None)
    vetoes = _vetoes(sheet, evaluation.vetoes)
    _grade(sheet, evaluation.grades, at(final, _WON), parts, vetoes)


def _part(sheet: Sheet, name: str, items: Sequence[_Line], examined: bool = False) -> range:
    """Write a row of subtotals, then the items. Return the rows of the items."""
    rows = range(sheet.next + 1, sheet.next + 1 + len(items))
    full = sum((item.points for item in items if item.points is not None), Decimal(0))
    sums = Formula(f"=SUM({down(rows, _FULL)})", full)
    sheet.row((None, name, sums, None, None, _won(down(rows, _WON))), "band")
    for item in items:
        if item.points is not None:
            _only_up_to(sheet, sheet.next, item.points)
        *told, examiner = item
        sheet.row((*told, Shown(None, traits="input"), *((examiner,) if examined else ())))
    return rows


def _total(
    sheet: Sheet, name: str, rows: Sequence[int], full: Decimal | None, less: Sequence[int] = ()
) -> int:
    """Write a total of subtotals and return its row; ``full`` None omits the full points.

    The points in the rows ``less`` are taken off.
    """
    parts = ",".join(at(row, _FULL) for row in rows)
    sums = None if full is None else Formula(f"=SUM({parts})", full)
    won = _won(",".join(at(row, _WON) for row in rows), ",".join(at(row, _WON) for row in less))
    return sheet.row((None, name, sums, None, None, won), "total")


def _won(cells: str, less: str = "") -> Formula:
    """Return a formula for the points given, less those taken off; empty until there are any."""
    taken = f"-SUM({less})" if less else ""
    return Formula(f'=IF(COUNT({cells})=0,"",ROUND(SUM({cells}){taken},4))', "")


def _only_up_to(sheet: Sheet, row: int, most: Decimal) -> None:
    how = {
        "validate": "decimal",
        "criteria": "between",
        "minimum": 0,
        "maximum": float(most),
        "error_title": "得分",
        "error_message": f"得分应当在0分到{number(most)}分之间。",
    }
    sheet.sheet.data_validation(row, _WON, row, _WON, how)


def _vetoes(sheet: Sheet, vetoes: Sequence[Veto]) -> range:
    """Write one row per 否决情形, with a cell for whether it occurred. Return the rows."""
    if not vetoes:
        return range(0)
    sheet.row((None, "否决情形", None, "依据", None, "是否出现"), "band")
    rows = range(sheet.next, sheet.next + len(vetoes))
    for place, veto in enumerate(vetoes, 1):
        condition = phrases.clause(veto.condition or "")
        sheet.row((place, condition, None, veto.basis, None, Shown(None, traits="input")))
    choice = {
        "validate": "list",
        "source": [_YES, _NO],
        "error_title": "否决情形",
        "error_message": f"请填“{_YES}”或者“{_NO}”。",
    }
    sheet.sheet.data_validation(rows[0], _WON, rows[-1], _WON, choice)
    return rows


def _grade(
    sheet: Sheet, grades: Sequence[Grade], final: str, parts: Sequence[range], vetoes: range
) -> None:
    """Write the grade reached, and below it all grades from the best down."""
    known = [grade for grade in grades if grade.minimum is not None]
    if not known:
        return
    known.sort(key=lambda grade: grade.minimum or Decimal(0), reverse=True)
    start = sheet.next + 2
    rows = range(start, start + len(known))
    reached = f"SUMPRODUCT(--({down(rows, _FULL)}<={final}))"
    text = f'IF({reached}=0,"{_UNGRADED}",INDEX({down(rows, _NAME)},{len(known) + 1}-{reached}))'
    items = sum(map(len, parts))
    filled = ",".join(down(part, _WON) for part in parts)
    text = f'IF(COUNT({filled})<{items},"{_TO_COME}",{text})'
    if vetoes:
        text = f'IF(COUNTIF({down(vetoes, _WON)},"{_YES}")>0,"{_VETOED}",{text})'
    sheet.row((None, "等级", None, None, None, Formula(f"={text}", _TO_COME)), "total")
    sheet.row((None, "等级标准", "最低分", None, None, None), "band")
    for grade in known:
        sheet.row((None, grade.name, grade.minimum, None, None, None))
