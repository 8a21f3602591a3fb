"""版头 and 版记 of documents that are issued on their own."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from jindu.document.blocks import Imprint, Letterhead
from jindu.document.kinds import Kind
from jindu.language.correspondence import LETTER, REQUEST
from jindu.model.plan import Plan


def is_headed(plan: Plan | None, paper: Kind) -> bool:
    """Whether a document of a kind has 版头: the kind may have one, and the plan wants it."""
    document = plan.document if plan else None
    return paper.headed and document is not None and document.letterhead is True


def letterhead(plan: Plan, paper: Kind, names: Mapping[str, Any]) -> Letterhead | None:
    """Return 版头, or None. Signers are included only in documents to a superior.

    份号 and 紧急程度 are those of the paper that issues the plan.
    """
    document = plan.document
    if document is None or not is_headed(plan, paper):
        return None
    return Letterhead(
        tuple(names["organs"]),
        names["number"],
        document.signers if names["genre"] == REQUEST else (),
        (document.serial or "") if paper.own else "",
        str(document.urgency or "") if paper.own else "",
        names["genre"] == LETTER,
    )


def imprint(plan: Plan, paper: Kind, names: Mapping[str, Any]) -> Imprint | None:
    """Return 版记, or None if the kind has none or the plan gives no content for it.

    Papers other than the one that issues the plan are printed on the day that they bear.
    """
    document = plan.document
    # 信函 has no 印发机关 (GB/T 9704, 10.1).
    if document is None or not is_headed(plan, paper) or names["genre"] == LETTER:
        return None
    if not paper.own:
        day = names["day"]
        return Imprint((), document.printer, day) if document.printer and day else None
    day = document.print_date.last if document.print_date else None
    if not (document.copies or document.printer or day):
        return None
    apart = document.imprint_apart is True
    return Imprint(document.copies, document.printer or "", day, apart)
