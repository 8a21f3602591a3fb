"""版头 and 版记 of formal documents."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from jindu.document.blocks import Imprint, Letterhead
from jindu.document.kinds import Kind
from jindu.language.correspondence import LETTER, REQUEST
from jindu.model.plan import Plan


def letterhead(plan: Plan, paper: Kind, names: Mapping[str, Any]) -> Letterhead | None:
    """Return 版头, or None. Signers are included only in documents to a superior."""
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
    """Return 版记, or None if the kind has none or the plan gives no content for it."""
    document = plan.document
    if document is None or not document.letterhead or not paper.formal:
        return None
    copies = document.copies if paper.own else ()
    day = document.print_date.last if document.print_date and paper.own else None
    # 信函 has no 印发机关 (GB/T 9704, 10.1).
    if names["genre"] == LETTER or not (copies or document.printer or day):
        return None
    return Imprint(copies, document.printer or "", day, document.imprint_apart is True)
