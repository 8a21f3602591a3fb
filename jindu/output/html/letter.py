"""Render 版头, 附件说明, 署名, 成文日期 and 版记 as HTML."""

from __future__ import annotations

import math
from collections.abc import Collection, Iterator, Sequence
from datetime import date

from jindu.document.blocks import Imprint, Letterhead
from jindu.output.gbt9704 import LINE, PITCH, PORTRAIT, advance, ems
from jindu.output.html.elements import classes, element, text
from jindu.output.seals import seals
from jindu.units import say_day

_FILE = "文件"
_SIGNER = "签发人："
_COPIES = "抄送："
_COPIED = 26
"""Characters of 四号 on a line after 抄送, with one free at each end (7.4.2)."""


def letterhead(head: Letterhead) -> str:
    """Return 份号, 紧急程度, the mark, 发文字号 and 签发人, above the red rule (7.2)."""
    kind = classes(number=True, signed=bool(head.signers))
    number = element("span", text(head.number))
    parts = (
        _lines(head),
        _mark(head.organs),
        element("div", number, *_signers(head.signers), class_=kind),
    )
    return element("header", *parts, class_="letterhead")


def letter(head: Letterhead) -> str:
    """Return the head of a letter: the mark above the red rule, the rest below it (10.1)."""
    name = "　".join(head.organs)
    mark = element("p", text(name), class_="mark", style=f"--ems: {ems(name):g}")
    number = element("span", text(head.number))
    below = element("div", _lines(head), number, class_="beside")
    return element("header", mark, below, class_="letterhead")


def _lines(head: Letterhead) -> str:
    serial = element("p", text(head.serial)) if head.serial else ""
    urgency = element("p", text(head.urgency), class_="urgency") if head.urgency else ""
    return element("div", serial, urgency, class_="above")


def _mark(organs: tuple[str, ...]) -> str:
    """Return the names of the organs in red; several are stacked beside 文件 (7.2.4)."""
    wide = max(map(ems, organs), default=0) + len(_FILE)
    if len(organs) < 2:
        named = text("".join(organs) + _FILE)
    else:
        names = (element("span", text(organ)) for organ in organs)
        named = element("span", *names, class_="organs") + element("span", text(_FILE))
    return element("p", named, class_="mark", style=f"--ems: {wide:g}")


def _signers(names: tuple[str, ...]) -> Iterator[str]:
    if names:
        cells = (element("span", text(name)) for name in names)
        yield element("span", text(_SIGNER), class_="label")
        yield element("span", *cells, class_="signers")


def annex_list(titles: Sequence[str], anchors: Collection[str], tied: bool) -> str:
    """Return 附件说明: names wrap under their first character (7.3.4) and link to the annexes."""
    items = []
    start, label = 2 * PITCH, "附件："
    for number, title in enumerate(titles, start=1):
        before = label if number == 1 else ""
        before += f"{number}." if len(titles) > 1 else ""
        anchor = f"annex{number}"
        words = text(title)
        if anchor in anchors:
            words = element("a", words, href=f"#{anchor}")
        hanging = advance(before)
        items.append(element("li", text(before), words, style=_indents(start + hanging, hanging)))
        start = 2 * PITCH + advance(label)
    return element("ul", *items, class_=classes(annexes=True, tied=tied))


def _indents(left: int, hanging: int) -> str:
    return f"--left: {left / PITCH:.4g}; --hanging: {hanging / PITCH:.4g}"


def signature(organs: Sequence[str], day: date | None) -> str:
    """Return 署名 and 成文日期 without seal (7.3.5.2).

    The date begins two characters further right than the organs. The longer of the two ends
    two characters from the right edge.
    """
    written = _written(day)
    wide = max(map(advance, organs), default=0)
    lines = [element("p", text(organ)) for organ in organs]
    if written:
        after = bool(organs) and advance(written) <= wide
        kind = classes(day=bool(organs), inside=after)
        lines.append(element("p", text(written), class_=kind))
    return element("div", *lines, class_="signature")


def sealed(organs: Sequence[str], day: date | None) -> str:
    """Return 署名 and 成文日期 for red seals (7.3.5.1), as far apart as the seals need.

    Middles are shares of the width of the type area.
    """
    places = seals(organs, day, _WIDTH)
    lines = []
    for row in places.rows:
        names = (element("p", text(n.text), style=_middle(n.middle)) for n in row.names if n.text)
        above = f"--above: {row.above / LINE:.4g}"
        lines.append(element("div", *names, class_="row", style=above))
    if day:
        dated = element("p", text(_written(day)), style=_middle(places.day))
        lines.append(element("div", dated, class_="row", style="--above: 0"))
    return element("div", *lines, class_="sealed", style=f"--below: {places.below / LINE:.4g}")


_WIDTH = PORTRAIT.text_width


def _middle(place: int) -> str:
    return f"--middle: {100 * place / _WIDTH:.4g}%"


def _written(day: date | None) -> str:
    return say_day(day) if day else ""


def imprint_lines(notes: Imprint) -> int:
    """Return the number of lines of 版记 on paper."""
    copied = ems("，".join(notes.copies)) + 1
    return math.ceil(copied / _COPIED) * bool(notes.copies) + bool(notes.printer or notes.day)


def imprint(notes: Imprint) -> str:
    """Return 抄送机关, 印发机关 and 印发日期 between rules (7.4)."""
    rows = []
    if notes.copies:
        rows.append(element("p", text(f"{_COPIES}{'，'.join(notes.copies)}。"), class_="copies"))
    day = f"{_written(notes.day)}印发" if notes.day else ""
    if notes.printer or day:
        parts = (element("span", text(part)) for part in (notes.printer, day))
        rows.append(element("p", *parts, class_="printed"))
    return element("footer", *rows, class_="imprint")
