"""Set 版头 and 版记 of issued documents (7.2, 7.4)."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence

from jindu.document.blocks import Imprint, Letterhead
from jindu.output.docx import oxml
from jindu.output.docx.oxml import Grid, Paragraph, Row, run
from jindu.output.docx.oxml_box import SLACK, Box, box
from jindu.output.gbt9704 import LINE, PITCH, Page, advance
from jindu.units import say_day

_MARK_TOP = 1984
"""Top of the type area to top of the mark: 35 mm (7.2.4)."""

_FILE = "文件"
_MARK_SIZES = (44, 100)
"""Smallest and largest size of the mark, in half points; longer names are condensed."""

_SIGNER = "签发人："
_SMALL = 280
"""Character size of 版记: 四号."""

_COPIES = "抄送："
_ROW = 420
_MARGIN = 40
_RULES = 75
"""Rules of 版记 and the paragraph that Word wants below its table."""


def letterhead(head: Letterhead, page: Page) -> Iterator[Paragraph | Grid]:
    """Yield 份号, 紧急程度, the mark, 发文字号 and 签发人, the red rule, and two empty lines."""
    above = [
        Paragraph("Flush", run(head.serial)) if head.serial else None,
        Paragraph("Urgency", run(head.urgency)) if head.urgency else None,
    ]
    lines = [line for line in above if line is not None]
    yield from lines
    yield from _mark(head.organs, page, _MARK_TOP - LINE * len(lines))
    yield Paragraph("Normal")
    yield Paragraph("Normal")
    yield from _number(head, page)
    yield Paragraph("Normal")
    yield Paragraph("Normal")


_LETTER_TOP = 1701
"""Paper edge to the mark of a letter: 30 mm (10.1)."""
_RULE_WIDTH = 9638
"""Length of the rules: 170 mm."""
_RULE_GAP = 227
"""Mark to upper rule: 4 mm."""
_RULE_FOOT = 1134
"""Lower rule to paper edge: 20 mm."""
_RULES_HEIGHT = 80
_LETTER_SIZE = 80
_LETTER_SPACE = 280
"""Upper rule to the first line below it: 7/8 of a character height."""
_LINE_INK = 205
"""Top of a line to the ink of its characters (measured)."""
_GLYPH = 0.92
"""Ink height of a character, in ems."""


def letter(head: Letterhead, page: Page, number: int) -> Iterator[Paragraph]:
    """Yield the head of a letter (10.1): the mark, a double rule, and one at the page foot.

    份号 and 紧急程度 (left) and 发文字号 (right) begin 7/8 of a character below the upper
    rule. ``number`` is the number of the first text box.
    """
    text = "　".join(head.organs)
    size = min(_LETTER_SIZE, page.text_width // 10 // max(len(text), 1))
    above, below = round(size * 10 * _INK), _RULE_GAP - round(size * 10 * (1.25 - _INK - _GLYPH))
    height = round(size * 10 * 1.25)
    left = (page.width - _RULE_WIDTH) // 2
    top = _LETTER_TOP - above
    upper = _ending(number, "信函首线", height + below + _RULES_HEIGHT, left, top)
    foot = page.height - _RULE_FOOT - _RULES_HEIGHT
    lower = _ending(number + 1, "信函尾线", _RULES_HEIGHT, left, foot)
    mark = Paragraph("Mark", oxml.sized_run(text, size), line=height)
    content = "".join(map(str, (mark, *room(below), Paragraph("UpperRule"))))
    yield Paragraph("SectionEnd", box(upper, content) + box(lower, str(Paragraph("LowerRule"))))
    begin = top + height + below + _RULES_HEIGHT + _LETTER_SPACE
    yield from room(begin - page.top - _LINE_INK)
    at_left = [part for part in (head.serial, head.urgency) if part] or [""]
    stops = (("right", page.text_width),)
    for place, part in enumerate(at_left):
        style = "Urgency" if part == head.urgency and part else "Flush"
        yield Paragraph(style, run(f"{part}\t{'' if place else head.number}"), tabs=stops)
    yield Paragraph("Normal")
    yield Paragraph("Normal")


def _ending(number: int, name: str, height: int, left: int, top: int) -> Box:
    """Return a box whose content stands at its lower edge, with slack above it."""
    return Box(number, name, _RULE_WIDTH, height + SLACK, left, top - SLACK)


def _mark(organs: Sequence[str], page: Page, top: int) -> Iterator[Paragraph | Grid]:
    """Yield the names of the organs in red; several are stacked beside 文件 (7.2.4)."""
    longest = max(map(len, organs), default=0) + len(_FILE)
    size = max(_MARK_SIZES[0], min(_MARK_SIZES[1], page.text_width // 10 // (longest + 1)))
    percent = min(100, page.text_width * 10 // (size * longest))
    height = round(size * 10 * 1.25)
    # The ink begins a little below the top of a line of this height.
    yield from room(top - round(size * 10 * _INK))
    if len(organs) < 2:
        text = "".join(organs) + _FILE
        yield Paragraph("Mark", oxml.sized_run(text, size, percent), line=height)
        return
    wide = round(size * 10 * percent / 100)
    # Slightly wider than the characters, or the last one of a name would wrap.
    widths = ((longest - len(_FILE)) * wide + wide // 4, len(_FILE) * wide + wide // 2)
    rows = []
    for place, organ in enumerate(organs):
        name = Paragraph(
            "Mark", oxml.sized_run(organ, size, percent), line=height, align="distribute"
        )
        word = Paragraph(
            "Mark", oxml.sized_run(_FILE, size, percent) if place == 0 else "", line=height
        )
        merge = "continue" if place else "restart"
        cells = oxml.cell((name,), widths[0], 1), oxml.cell((word,), widths[1], 1, merge)
        rows.append(Row(cells, height))
    yield Grid("TableNormal", widths, tuple(rows), flush=True)


def room(height: int, keep_next: bool = False) -> Iterator[Paragraph]:
    """Yield empty lines of a total height: LibreOffice limits a line to the pitch of the grid."""
    full, rest = divmod(height, LINE)
    for line in (*[LINE] * max(full, 0), rest):
        yield Paragraph("SectionEnd", line=max(line, 20), keep_next=keep_next)


_INK = 0.23
"""Top of the mark's line to the ink, in ems (measured)."""


def _number(head: Letterhead, page: Page) -> Iterator[Paragraph]:
    """Yield 发文字号, centred; with 签发人, it goes left and the signers right."""
    if not head.signers:
        yield Paragraph("Number", run(head.number), align="center")
        return
    names = [_spread(name) for name in head.signers]
    rows = ["　".join(names[start : start + 2]) for start in range(0, len(names), 2)]
    label = page.text_width - PITCH - advance(_SIGNER) - max(map(advance, rows))
    stops = (("left", label), ("left", label + advance(_SIGNER)))
    for place, row in enumerate(rows):
        first, last = place == 0, place == len(rows) - 1
        text = run(f"　{head.number}") if last else ""
        text += run(f"\t{_SIGNER}") if first else run("\t\t")
        yield Paragraph("Number" if last else "Flush", text + run(row, "Signer"), tabs=stops)


def _spread(name: str) -> str:
    return "　".join(name) if len(name) == 2 else name


def imprint(notes: Imprint, page: Page, number: int) -> Iterator[Paragraph]:
    """Yield 版记 at the foot of the type area (7.4).

    Empty lines of its height precede the paragraph that anchors it, so that it moves to the
    next page if the text leaves no room.
    """
    rows: list[Paragraph] = []
    lines = 0
    if notes.copies:
        text = f"{_COPIES}{'，'.join(notes.copies)}。"
        hanging = len(_COPIES) * _SMALL
        rows.append(Paragraph("Imprint", run(text), left=_SMALL + hanging, hanging=hanging))
        wide = page.text_width - 2 * _SMALL - hanging
        lines += math.ceil((len(text) - len(_COPIES)) * _SMALL / wide)
    day = f"{say_day(notes.day)}印发" if notes.day else ""
    if notes.printer or day:
        right = (("right", page.text_width - _SMALL),)
        text = f"{notes.printer}\t{day}"
        rows.append(Paragraph("Imprint", run(text), left=_SMALL, hanging=0, tabs=right))
        lines += 1
    height = lines * _ROW + len(rows) * 2 * _MARGIN + _RULES
    shape = Box(number, "版记", page.text_width, height + SLACK, page.left)
    table = oxml.ruled_table(page.text_width, rows, _MARGIN)
    content = box(shape, table + str(Paragraph("SectionEnd")))
    yield from room(height, keep_next=True)
    yield Paragraph("SectionEnd", content)
