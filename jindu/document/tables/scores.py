"""Tables of the evaluation scores."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import Decimal
from itertools import count
from typing import NamedTuple

from jindu.document.blocks import Align, Block, Cell, Column, Table
from jindu.document.origins import from_fields, made_of, said, short_of
from jindu.document.tables.cells import DASH, cells, number, sections
from jindu.language import phrases
from jindu.model.plan import (
    Bonus,
    Deduction,
    Dimension,
    Plan,
    Score,
    ScoreItem,
    ScorePoint,
    ScoreSheet,
    Scoring,
)


class _Layout(NamedTuple):
    """The columns that a table has beyond the usual ones."""

    plan: Plan
    points: bool
    examiners: bool

    def columns(self) -> tuple[Column, ...]:
        """Return the columns."""
        # Widths are in proportion: more columns need wider ones for the figures.
        figure = 1.0 + 0.3 * (self.points + self.examiners)
        return (
            Column("序号", figure - 0.1, Align.CENTER),
            Column("考核内容", 3.8),
            *((Column("评分要点", 3.4),) if self.points else ()),
            Column("分值", figure, Align.CENTER),
            Column("评分方法", 4.6),
            Column("佐证材料", 2.8),
            *((Column("负责考核部门", 2.8),) if self.examiners else ()),
            Column("得分", 1.3, Align.CENTER, blank=True),
        )


def scores(plan: Plan) -> tuple[Block, ...]:
    """Build 考核评分表: dimension, item, points, scoring method and evidence, with the total."""
    evaluation = plan.evaluation
    assert evaluation is not None
    return tuple(
        _table(plan, scoring, tuple(_notes(*evaluation.adjusting(scoring))))
        for scoring in evaluation.scorings
        if _has_items(scoring)
    )


def _has_items(scoring: Scoring) -> bool:
    return any(dimension.items for dimension in scoring.dimensions)


def has_scores(plan: Plan) -> bool:
    """Whether there is anything to score."""
    return plan.evaluation is not None and any(map(_has_items, plan.evaluation.scorings))


def _table(plan: Plan, scoring: Scoring, notes: tuple[str, ...]) -> Table:
    items = [item for dimension in scoring.dimensions for item in dimension.items]
    layout = _Layout(plan, any(i.points for i in items), any(i.examiner for i in items))
    columns = layout.columns()
    place = count(1)
    groups = [
        (
            _heading(dimension),
            [row for item in dimension.items for row in _rows(layout, next(place), item)],
        )
        for dimension in scoring.dimensions
        if dimension.items
    ]
    total = Score(sum((item.full for item in items if item.full is not None), Decimal(0)))
    before = 3 if layout.points else 2
    rows = (
        *sections(groups, len(columns)),
        (
            Cell("合计", columns=before, strong=True, align=Align.CENTER),
            Cell(number(total), strong=True),
            *(Cell("") for _ in columns[before + 1 :]),
        ),
    )
    caption = _caption(scoring) if isinstance(scoring, ScoreSheet) else ""
    return Table(columns, rows, caption=caption, notes=notes)


def _caption(sheet: ScoreSheet) -> str:
    """Return the name of a table and whom it is for: 成员单位考核评分表（县直成员单位）."""
    name = said(sheet, "name") or "考核评分表"
    whom = f"（{phrases.listed(sheet.subjects)}）" if sheet.subjects else ""
    return made_of(name + whom, name, sheet)


def _notes(bonuses: Iterable[Bonus], penalties: Iterable[Deduction]) -> Iterator[str]:
    for bonus in bonuses:
        if bonus.content:
            yield made_of(f"加分：{phrases.clause(bonus.content)}{_most(bonus)}。", bonus)
    for penalty in penalties:
        if told := phrases.deduction(penalty, exhausting=False):
            yield made_of(f"扣分：{told}。", penalty)


def _heading(dimension: Dimension) -> str:
    points = "" if dimension.score is None else f"（{number(dimension.score)}分）"
    return from_fields((dimension.name or "其他") + points, dimension, "name", "score")


def _most(bonus: Bonus) -> str:
    return "" if bonus.score is None else f"，最多加{number(bonus.score)}分"


def _rows(layout: _Layout, place: int, item: ScoreItem) -> Iterator[tuple[Cell, ...]]:
    """Yield the row of an item; one row for each of its 细项."""
    parts: Iterable[ScoreItem | ScorePoint] = item.points or (item,)
    for part in parts:
        first = part is item or part is item.points[0]
        whole = (Cell(str(place)), Cell(_content(item) or DASH))
        score = number(part.score)
        told = (
            said(part, "content") if part is not item else "",
            from_fields(score, part, "score"),
            _method(part) or (_method(item) if first else ""),
            said(part, "evidence") or (said(item, "evidence") if first else ""),
        )
        yield (
            *((cell._replace(rows=len(item.points) or 1) for cell in whole) if first else ()),
            *cells(*(told if layout.points else told[1:])),
            *(cells(short_of(layout.plan, item.examiner)) if layout.examiners else ()),
            Cell(""),
        )


def _content(item: ScoreItem) -> str:
    """Return what is scored; with the sum of its 细项 if it has any."""
    if not item.points or item.full is None:
        return said(item, "content")
    told = f"{phrases.clause(item.content or '')}（{number(item.full)}分）"
    return from_fields(told, item, "content", "score")


def _method(part: ScoreItem | ScorePoint) -> str:
    if not part.deductions:
        return said(part, "method")
    taken: tuple[Deduction, ...] = part.deductions
    return made_of(phrases.scoring(part), said(part, "method"), taken)
