"""Widths of table columns, from the text that they hold.

What must not be broken (dates, figures with their units, short entries of centred columns, short
heads) sets the least width of a column. The rest of the page goes where it saves most lines.
"""

from __future__ import annotations

import functools
import math
import re
from collections.abc import Iterator, Sequence
from itertools import accumulate, pairwise
from typing import NamedTuple

from jindu.document.blocks import Align, Cell, Column, Table
from jindu.output.gbt9704 import LIBRE_OFFICE, Page, ems, meet

_ROUNDING = 0.15
"""Ems added to text that must fit, as programs round widths."""
_WHOLE = 9.5
"""Ems up to which an entry of a centred column is not broken."""
_LEAST = 3.0
"""Least width of a column of text, in ems."""
_SHARE = 0.3
"""Largest part of the page that one column may claim for unbroken text."""
_BLANK = 2.2
"""Ems of a unit of ``Column.width``, for columns to be filled in by hand."""
_NARROW = 8.0
"""Ems that a column of text takes on a small screen."""
_FEW = 4
"""Columns up to which a table on a portrait page is set in 小四."""
_ROUNDS = 4
_STEPS = 12
"""Widenings tried after the room was divided."""
_TIED = 0.3
"""What a line saved counts where another cell keeps the row as high."""

_PIECE = re.compile(
    r"\d{4}年(?:\d{1,2}月(?:\d{1,2}日)?)?[底末初]?前?"
    r"|[≥≤＞＜]?[A-Za-z]*\d[\d.,/×]*(?:[%‰*]|[^\W\dA-Za-z、，。；：]{1,2}(?:次|元)?)?[）]?"
    r"|[A-Za-z]+|.",
    re.DOTALL,
)
"""Text that is not broken: a date, a figure with its unit, a word in Latin letters."""


_UNBROKEN = re.compile(r"[A-Za-z\d（）()]")
"""Heads with these are broken by the program that shows them."""


class _Column(NamedTuple):
    """Least and full width of a column in ems, and the length of its text in every row."""

    least: float
    full: float
    lengths: tuple[float, ...]


def column_widths(block: Table, total: int, em: int, margins: int) -> tuple[int, ...]:
    """Return column widths in twips that add up to the total exactly.

    ``em`` is the size of the text, ``margins`` what a cell takes beside its text. Tables without
    heads are forms; their widths are in the proportion that their columns state.
    """
    if not any(column.head for column in block.columns):
        return _shared([column.width for column in block.columns], total)
    room = (total - margins * len(block.columns)) / em
    if room <= 0:
        return _shared([1.0] * len(block.columns), total)
    columns = _all_measured(block, room)
    inner = _divided(columns, [c.align is Align.LEFT for c in block.columns], room)
    return _shared([width + margins / em for width in inner], total)


def narrow_width(block: Table) -> float:
    """Return the width of the text of all columns on a small screen, in ems."""
    return sum(max(c.least, min(c.full, _NARROW)) for c in _all_measured(block, math.inf))


def is_dense(block: Table, page: Page) -> bool:
    """Whether a table is set in 五号 instead of 小四."""
    return page.landscape or len(block.columns) > _FEW


def _all_measured(block: Table, room: float) -> list[_Column]:
    rows = list(_grid(block))
    columns = zip(*rows, strict=True) if rows else [()] * len(block.columns)
    return [
        _measured(column, cells, room) for column, cells in zip(block.columns, columns, strict=True)
    ]


def head_lines(head: str, width: float) -> str:
    """Return a head broken into lines of equal length, for a width in ems."""
    taken = ems(head)
    count = math.ceil(taken / max(width, 1.0))
    if count < 2 or _UNBROKEN.search(head):
        return head
    size = math.ceil(len(head) / count)
    return "\n".join(head[start : start + size] for start in range(0, len(head), size))


def _shared(shares: Sequence[float], total: int) -> tuple[int, ...]:
    edges = [0, *(round(total * part / sum(shares)) for part in accumulate(shares))]
    return tuple(right - left for left, right in pairwise(edges))


# Text ------------------------------------------------------------------------------------


def _grid(block: Table) -> Iterator[tuple[Cell | None, ...]]:
    """Yield for every row the cell of each column; None where it spans columns or is covered."""
    total = len(block.columns)
    covered = [0] * total
    for row in block.rows:
        found: list[Cell | None] = [None] * total
        cells = iter(row)
        column = 0
        while column < total:
            if covered[column]:
                covered[column] -= 1
                column += 1
                continue
            cell = next(cells, None)
            if cell is None:
                break
            if cell.columns == 1:
                found[column] = cell
            for place in range(column, min(column + cell.columns, total)):
                covered[place] = cell.rows - 1
            column += cell.columns
        yield tuple(found)


def _measured(column: Column, cells: Sequence[Cell | None], room: float) -> _Column:
    """Measure a column: its head, then the cells that it has to itself."""
    least, full = _head(column.head)
    if column.blank:
        least = max(least, column.width * _BLANK)
        full = max(full, least)
    limit = max(room * _SHARE, _LEAST)
    lengths = []
    for cell in cells:
        if cell is None or not cell.text:
            lengths.append(0.0)
            continue
        piece, line, length = _text(cell.text)
        align = cell.align or column.align
        whole = align is Align.RIGHT or (align is Align.CENTER and line <= _WHOLE)
        least = max(least, min(line if whole else piece, limit))
        full = max(full, line)
        lengths.append(length / cell.rows)
    if column.align is Align.LEFT:
        least = max(least, min(_LEAST, full))
    return _Column(least, max(full, least), tuple(lengths))


def _head(head: str) -> tuple[float, float]:
    """Return the least and the preferred width of a head: two or three lines, or one."""
    taken = ems(head)
    if taken <= 2:
        return taken + _ROUNDING, taken + _ROUNDING
    if _UNBROKEN.search(head):
        return _text(head)[0], min(taken, 6.0)
    lines = 2 if taken <= 8 else 3
    least = max(2.0, math.ceil(taken / lines)) + _ROUNDING
    return least, (taken if taken <= 4 else max(math.ceil(taken / 2), 4.0)) + _ROUNDING


@functools.lru_cache(2048)
def _text(text: str) -> tuple[float, float, float]:
    """Return the width of the widest piece and line of a text, and its length in all lines."""
    widest = longest = length = 0.0
    for line in text.split("\n"):
        before, taken = "", 0.0
        for piece in _PIECE.findall(line):
            width = _width(piece)
            widest = max(widest, width)
            taken += width + LIBRE_OFFICE.air * meet(before, piece[0])
            before = piece[-1]
        longest, length = max(longest, taken), length + taken
    return widest + _ROUNDING, longest + _ROUNDING, length


@functools.lru_cache(2048)
def _width(piece: str) -> float:
    air = LIBRE_OFFICE.air * sum(meet(one, two) for one, two in pairwise(piece))
    return ems(piece) + air


# Room ------------------------------------------------------------------------------------


def _divided(columns: Sequence[_Column], text: Sequence[bool], room: float) -> list[float]:
    """Return the widths of columns in ems: their full widths if these fit, else by their text."""
    spare = room - sum(column.full for column in columns)
    if spare >= 0:
        return _padded([column.full for column in columns], text, spare)
    least = sum(column.least for column in columns)
    if least >= room:
        return [column.least * room / least for column in columns]
    widths = _balanced(columns, room)
    return _polished(columns, widths, room)


def _padded(widths: Sequence[float], text: Sequence[bool], spare: float) -> list[float]:
    """Give what is left over to the columns of text in proportion; to all if there are none."""
    shares = [width if is_text else 0.0 for width, is_text in zip(widths, text, strict=True)]
    if not any(shares):
        shares = list(widths)
    return [w + spare * s / sum(shares) for w, s in zip(widths, shares, strict=True)]


def _balanced(columns: Sequence[_Column], room: float) -> list[float]:
    """Divide the room by the square roots of the text, weighted by how much it decides a row."""
    rows = range(len(columns[0].lengths))
    weights = [sum(column.lengths) for column in columns]
    widths: list[float] = []
    for _ in range(_ROUNDS):
        widths = _filled(columns, [math.sqrt(weight) for weight in weights], room)
        high = [
            max(c.lengths[row] / w for c, w in zip(columns, widths, strict=True)) for row in rows
        ]
        weights = [
            sum(
                length * (length / width / high[row]) ** 2
                for row, length in enumerate(column.lengths)
                if length
            )
            for column, width in zip(columns, widths, strict=True)
        ]
    return widths


def _filled(columns: Sequence[_Column], shares: Sequence[float], room: float) -> list[float]:
    """Divide the room in proportion, within the least and full width of every column."""
    widths: dict[int, float] = {}
    open_ = set(range(len(columns)))
    while open_:
        left = room - sum(widths.values())
        total = sum(shares[n] for n in open_)
        given = {n: left * shares[n] / total if total else left / len(open_) for n in open_}
        bounded = {n: min(max(w, columns[n].least), columns[n].full) for n, w in given.items()}
        excess = sum(bounded[n] - given[n] for n in open_)
        fixed = {
            n
            for n in open_
            if (bounded[n] > given[n] and excess >= 0) or (bounded[n] < given[n] and excess <= 0)
        }
        if not fixed:
            widths |= given
            break
        widths |= {n: bounded[n] for n in fixed}
        open_ -= fixed
    return [widths[n] for n in range(len(columns))]


def _lines(length: float, width: float) -> int:
    """Return about how many lines a text takes; a line that breaks is not quite full."""
    return 1 if length <= width else math.ceil(length / max(width - 0.5, 0.5))


def _polished(columns: Sequence[_Column], widths: list[float], room: float) -> list[float]:
    """Take back what saves no line, and widen the column that saves most lines for it."""
    counts = [
        [_lines(length, width) for length in column.lengths]
        for column, width in zip(columns, widths, strict=True)
    ]
    widths = [
        min(width, max(column.least, _tight(column, lines)))
        for column, width, lines in zip(columns, widths, counts, strict=True)
    ]
    for _ in range(_STEPS):
        spare = room - sum(widths)
        best, place, wider = 0.0, -1, 0.0
        for n, column in enumerate(columns):
            for width, gain in _gains(column, n, counts, widths[n], spare):
                if gain / (width - widths[n]) > best:
                    best, place, wider = gain / (width - widths[n]), n, width
        if place < 0:
            break
        widths[place] = wider
        counts[place] = [_lines(length, wider) for length in columns[place].lengths]
    return _padded(widths, [c.full > c.least for c in columns], room - sum(widths))


def _tight(column: _Column, lines: Sequence[int]) -> float:
    """Return the width at which the texts take just as many lines."""
    return max(
        (
            length if count == 1 else length / count + 0.5
            for length, count in zip(column.lengths, lines, strict=True)
        ),
        default=0.0,
    )


def _gains(
    column: _Column, place: int, counts: Sequence[Sequence[int]], width: float, spare: float
) -> Iterator[tuple[float, float]]:
    """Yield wider widths, with the lines of rows that each saves; less where others are as high."""
    others = [
        max((c[row] for n, c in enumerate(counts) if n != place), default=0)
        for row in range(len(column.lengths))
    ]
    mine = counts[place]
    high = [row for row, count in enumerate(mine) if count >= max(others[row], 2)]
    steps = {
        column.lengths[row] + 0.01
        if mine[row] == 2
        else column.lengths[row] / (mine[row] - 1) + 0.51
        for row in high
    }
    for wider in sorted(step for step in steps if width < step <= width + spare)[:6]:
        counted = [(mine[row], others[row], _lines(column.lengths[row], wider)) for row in high]
        gain: float = sum(count - max(other, now) for count, other, now in counted)
        gain += _TIED * sum(now < count for count, other, now in counted if other == count)
        if gain > 0:
            yield wider, gain
