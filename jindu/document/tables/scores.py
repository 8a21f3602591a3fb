"""Table of the evaluation scores."""

from __future__ import annotations

from decimal import Decimal
from itertools import count

from jindu.document.blocks import Align, Block, Cell, Column, Table
from jindu.document.origins import from_fields, made_of, said
from jindu.document.tables.cells import cells, number, sections
from jindu.language import phrases
from jindu.model.plan import Bonus, Dimension, Plan, Score, ScoreItem


def scores(plan: Plan) -> tuple[Block, ...]:
    """Build 考核评分表: dimension, item, points, scoring method and evidence, with the total."""
    evaluation = plan.evaluation
    assert evaluation is not None
    columns = (
        Column("序号", 0.9, Align.CENTER),
        Column("考核内容", 3.8),
        Column("分值", 1.0, Align.CENTER),
        Column("评分方法", 4.6),
        Column("佐证材料", 2.8),
        Column("得分", 1.0, Align.CENTER),
    )
    place = count(1)
    groups = [
        (
            _heading(dimension),
            [_item_row(next(place), item) for item in dimension.items],
        )
        for dimension in evaluation.dimensions
        if dimension.items
    ]
    points = [i.score for d in evaluation.dimensions for i in d.items if i.score is not None]
    total = Score(sum(points, Decimal(0)))
    rows = (
        *sections(groups, len(columns)),
        (
            Cell("合计", columns=2, strong=True, align=Align.CENTER),
            Cell(number(total), strong=True),
            Cell(""),
            Cell(""),
            Cell(""),
        ),
    )
    notes = tuple(
        made_of(f"加分：{phrases.clause(bonus.content)}{_most(bonus)}。", bonus)
        for bonus in evaluation.bonuses
        if bonus.content
    )
    return (Table(columns, rows, notes=notes),)


def _heading(dimension: Dimension) -> str:
    points = "" if dimension.score is None else f"（{number(dimension.score)}分）"
    return from_fields((dimension.name or "其他") + points, dimension, "name", "score")


def _most(bonus: Bonus) -> str:
    return "" if bonus.score is None else f"，最多加{number(bonus.score)}分"


def _item_row(place: int, item: ScoreItem) -> tuple[Cell, ...]:
    score = from_fields(number(item.score), item, "score")
    told = (said(item, "content"), score, said(item, "method"), said(item, "evidence"))
    return (*cells(str(place), *told), Cell(""))
