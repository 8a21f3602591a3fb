"""What a finding calls a thing: by its name, else its 编号, else its place in the list."""

from __future__ import annotations

from collections.abc import Sequence

from jindu.model.fields import Entity

_NAMES = ("name", "content", "condition", "id")
_COUNTED = {"指标": "个", "阶段": "个", "维度": "个", "等级": "个", "单位": "个"}


def called(thing: Entity, kind: str = "") -> str:
    """任务“印发方案”, 任务“甲” by its 编号, 第3项任务 by its place; without ``kind`` “印发方案”."""
    for attribute in _NAMES:
        name = getattr(thing, attribute, None)
        if name:
            return f"{kind}“{name}”"
    place = thing.where[-1] if thing.where else ""
    if not isinstance(place, int):
        return kind or "这一项"
    return f"第{place + 1}{_COUNTED.get(kind, '项')}{kind}"


def listed(things: Sequence[Entity], most: int = 4) -> str:
    """The names one after another, with 等 where there are more than ``most``."""
    names = [called(thing) for thing in things[:most]]
    mark = "" if all(name.startswith("“") for name in names) else "、"
    return mark.join(names) + ("等" if len(things) > most else "")
