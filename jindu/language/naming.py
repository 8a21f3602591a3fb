"""Names of entities in messages: the name, else the 编号, else the position in its list."""

from __future__ import annotations

from collections.abc import Sequence

from jindu.model.fields import Entity

_NAMES = ("name", "content", "condition", "id")
_MEASURE_WORDS = {"指标": "个", "阶段": "个", "维度": "个", "等级": "个", "单位": "个"}


def called(entity: Entity, kind: str = "") -> str:
    """Name an entity: 任务“印发方案”, 任务“甲” (编号), 第3项任务; without ``kind`` “印发方案”."""
    for attribute in _NAMES:
        name = getattr(entity, attribute, None)
        if name:
            return f"{kind}“{name}”"
    place = entity.where[-1] if entity.where else ""
    if not isinstance(place, int):
        return kind or "这一项"
    return f"第{place + 1}{_MEASURE_WORDS.get(kind, '项')}{kind}"


def listed(entities: Sequence[Entity], most: int = 4) -> str:
    """List the names of entities; beyond ``most`` they end with 等."""
    names = [called(entity) for entity in entities[:most]]
    mark = "" if all(name.startswith("“") for name in names) else "、"
    return mark.join(names) + ("等" if len(entities) > most else "")
