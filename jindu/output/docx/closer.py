"""Set tables closer where this saves a last page that would be nearly empty."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from jindu.output.docx.oxml import Grid
from jindu.output.docx.pagination import Element, extent
from jindu.output.gbt9704 import LIBRE_OFFICE, WORD, Page

_FILLED = 1 / 3
"""Part of the last page from which it is left alone."""
_SURE = 0.97
"""Part of the last page that may be used, as programs break lines a little differently."""
_STEPS = (1, 2, 3, 4)


def close_tables(draw: Callable[[int], Iterable[Element]], page: Page) -> tuple[Element, ...]:
    """Return the elements at the widest setting that has no nearly empty last page.

    ``draw`` is given how close to set tables: 0 as usual, then in steps. If no step saves the
    page, the usual setting stands. A last page that is full to the end is not sure to be the last.
    """
    usual = tuple(draw(0))
    if not any(isinstance(element, Grid) for element in usual):
        return usual
    pages, filled = _extent(page, usual)
    least = _FILLED if pages > 1 else 0.0
    if least <= filled <= _SURE:
        return usual
    most = pages if filled > _SURE else pages - 1
    for step in _STEPS:
        closer = tuple(draw(step))
        now, reached = _extent(page, closer)
        if now <= most and reached <= _SURE:
            return closer
    return usual


def _extent(page: Page, elements: Sequence[Element]) -> tuple[int, float]:
    """Return the pages, and the filled part of the last, in the program that needs more."""
    return max(extent(page, elements, reader) for reader in (WORD, LIBRE_OFFICE))
