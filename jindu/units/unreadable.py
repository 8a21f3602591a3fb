"""What a reader says of a text it cannot read."""

from __future__ import annotations

import unicodedata

LONGEST = 80
"""Characters beyond which a text is no value of any unit."""


class Unreadable(ValueError):
    """A text its type cannot read.

    ``message`` says what is wrong, ``tip`` what to write; ``rule`` is the code under which it
    is reported, ``replacement`` the one right spelling where there is one.
    """

    def __init__(
        self, message: str, tip: str, rule: str = "STR001", replacement: str | None = None
    ) -> None:
        super().__init__(message)
        self.message = message
        self.tip = tip
        self.rule = rule
        self.replacement = replacement


def folded(text: str) -> str:
    """Full-width digits and marks made half-width, spaces taken out."""
    return "".join(unicodedata.normalize("NFKC", text[: LONGEST + 1]).split())


def short(text: str) -> str:
    """The text on one line, cut where it is long, to be quoted in a message."""
    line = " ".join(text[: LONGEST * 4].split())
    return line if len(line) <= 24 else f"{line[:24]}……"
