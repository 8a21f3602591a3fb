"""What frames a formal paper: 版头 above it and 版记 at its end, as far as the plan wants them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from jindu.document.blocks import Imprint, Letterhead
from jindu.document.correspondence import LETTER, REQUEST
from jindu.document.kinds import Kind
from jindu.model.plan import Plan


def letterhead(plan: Plan, paper: Kind, names: Mapping[str, Any]) -> Letterhead | None:
    """版头, None for a paper without one. Signers are named only where the paper goes up."""
    document = plan.document
    if document is None or not document.letterhead or not paper.formal:
        return None
    upward = names["genre"] == REQUEST
    return Letterhead(
        tuple(names["organs"]),
        names["number"],
        document.signers if upward else (),
        document.serial or "",
        str(document.urgency or ""),
        names["genre"] == LETTER,
    )


def imprint(plan: Plan, paper: Kind, names: Mapping[str, Any]) -> Imprint | None:
    """版记, None for a paper without one or a plan that says nothing of it."""
    document = plan.document
    if document is None or not document.letterhead or not paper.formal:
        return None
    copies = document.copies if paper.own else ()
    day = document.print_date.last if document.print_date and paper.own else None
    # A letter names no printer (10.1), and copies go with the plan's own paper.
    if names["genre"] == LETTER or not (copies or document.printer or day):
        return None
    return Imprint(copies, document.printer or "", day, document.imprint_apart is True)
