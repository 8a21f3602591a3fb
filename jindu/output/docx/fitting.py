"""Win a page by a smaller pitch of lines, where the end of a short paper just misses it (7.3.5.5).

Instead of a signature or 版记 on a page of a few lines, 23 or 24 lines go on each of the pages.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from jindu.output.docx.oxml import Grid, Paragraph
from jindu.output.docx.pagination import Element, lines_carried, placed
from jindu.output.gbt9704 import LIBRE_OFFICE, LINE, WORD, Page

_LEAST = 520
"""Smallest pitch, 26 pt: 24 lines on a page."""
_STEP = 8
_MOST_PAGES = 4
"""Of a longer paper other pages would change only for its last."""
_MOST_LINES = 22 * _MOST_PAGES
_MOST_CHARACTERS = 40 * _MOST_LINES
"""More of them surely fill more pages: half of them may be figures."""
_SIGNED = {"Organ", "Day"}
_TEXT = {"BodyText", "Flush", "Normal", "AnnexList", "Organ", "Day", "Remark"}


def fitted(
    head: Sequence[Element], body: Sequence[Element], behind: Sequence[Element], page: Page
) -> tuple[Element, ...]:
    """Return head and body, the body set tighter if that saves its last page.

    ``behind`` follows on the same page. A paper without signature is left alone, and a long one.
    """
    texts = [one for one in body if isinstance(one, Paragraph)]
    signed = any(one.style in _SIGNED for one in texts)
    long = len(texts) > _MOST_LINES or sum(len(one.text) for one in texts) > _MOST_CHARACTERS
    if not signed or long:
        return (*head, *body)
    count = _count((*head, *body, *behind), page)
    if not 1 < count <= _MOST_PAGES:
        return (*head, *body)
    for pitch in (_LEAST, *range(LINE - _STEP, _LEAST, -_STEP)):
        tight = (*head, *_tightened(body, pitch))
        saves = _count((*tight, *behind), page) < count
        if pitch == _LEAST and not saves:
            return (*head, *_released(head, body, page))
        if pitch > _LEAST and saves:
            return tight
    return (*head, *_tightened(body, _LEAST))


def _released(head: Sequence[Element], body: Sequence[Element], page: Page) -> Sequence[Element]:
    """Let the last paragraph be broken if lines of it go with the signature all the same.

    LibreOffice moves a paragraph that is kept with the next as a whole, and leaves a gap.
    """
    tied = [
        (place, one)
        for place, one in enumerate(body)
        if isinstance(one, Paragraph) and one.style in _LAST and one.keep_next
    ]
    if not tied:
        return body
    place, held = tied[-1]
    last = held._replace(keep_next=False)
    free = (*body[:place], last, *body[place + 1 :])
    carried = (lines_carried(last, (*head, *free), page, reader) for reader in (WORD, LIBRE_OFFICE))
    return free if min(carried) >= _CARRIED else body


_LAST = {"BodyText", "Flush"}
_CARRIED = 2
"""Lines that go with the signature: one more than needed, as programs differ."""


def _count(elements: Sequence[Element], page: Page) -> int:
    """Return the number of pages in Word or LibreOffice, whichever makes more."""
    return max(
        number
        for reader in (WORD, LIBRE_OFFICE)
        for _, number in placed([(page, elements)], reader)
    )


def _tightened(elements: Sequence[Element], pitch: int) -> Iterator[Element]:
    for element in elements:
        if isinstance(element, Grid) or element.line is not None:
            yield element
        elif element.style in _TEXT or element.style.startswith("Heading"):
            yield element._replace(line=pitch, on_grid=False)
        else:
            yield element
