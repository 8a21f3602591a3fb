"""Say why an address names nothing, and what was probably meant."""

from __future__ import annotations

from jindu.language.similarity import nearest
from jindu.model.address import UnknownAddress
from jindu.units.unreadable import short

_SHOWN = 8
"""Parts of an address that a message lists."""


def explained(error: UnknownAddress) -> tuple[str, str]:
    """The message and the tip for an address that names nothing."""
    part, home = short(error.part), f"“{short(error.above)}”" if error.above else "方案"
    if not error.part:
        return (
            f"“{short(error.address)}”里有一段是空的。",
            "各段之间只写一个“/”，如 资金来源/省级专项/金额。",
        )
    if len(error.full) > 1:
        ways = "、".join(error.full[:_SHOWN])
        return f"“{part}”不止一处。", f"从最外层写起，如 {ways}。"
    message = f"“{short(error.address)}”里的“{part}”找不到。"
    if not error.known:
        return message, f"{home}下面没有可以写的内容。" if error.above else "先写上这一节。"
    near = nearest(error.part, error.known, 0.4)
    hint = f"是不是要写“{near}”？" if near else ""
    listed = "、".join(error.known[:_SHOWN])
    more = f"等{len(error.known)}个" if len(error.known) > _SHOWN else ""
    return message, f"{hint}{home}下面可以写：{listed}{more}。"
