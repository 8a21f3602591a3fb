"""Detect statements that financial accounts are made public."""

from __future__ import annotations

import re

from jindu.units.patterns import late

_PUBLIC = late("(?<!不)公[开示告布]")
_MONEY = late("经费|资金|捐赠|善款|款物|公益金|收支|募捐")


def publishes(text: str) -> bool:
    """Return whether a text says that accounts of money are made public."""
    for match in _PUBLIC.finditer(text):
        before = re.split("[。；\n]", text[max(0, match.start() - 20) : match.start()])[-1]
        after = re.split("[，。；\n]", text[match.end() : match.end() + 12])[0]
        if _MONEY.search(before) or _MONEY.search(after):
            return True
    return False
