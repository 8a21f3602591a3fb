"""Report what several entities lack: at each of them, or once if all lack it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from jindu.language.naming import called, listed
from jindu.model.diagnostic import Finding
from jindu.model.fields import Entity

_MEASURE_WORDS = {"指标": "个", "阶段": "个", "考核项目": "个", "单位": "个", "来源": "笔"}


_MOST_RELATED = 20
"""Entities whose places a finding for all of them names."""


def lacking(
    entities: Sequence[Entity], attributes: Sequence[tuple[str, str]], kind: str, tip: str
) -> Iterator[Finding]:
    """Yield the findings for attributes (with their Chinese names) that entities do not have.

    What every one of two or more entities lacks is one finding at the first of them, with their
    names; the others are reported one by one. ``kind`` names an entity, e.g. 指标.
    """
    nowhere = [
        (attribute, name)
        for attribute, name in attributes
        if len(entities) > 1 and all(entity.lacks(attribute) for entity in entities)
    ]
    if nowhere:
        words = "、".join(name for _, name in nowhere)
        measure = _MEASURE_WORDS.get(kind, "项")
        yield Finding(
            entities[0].where,
            f"{len(entities)}{measure}{kind}都没有写{words}：{listed(entities)}。",
            tip,
            related=tuple((entity.where, "也没有写") for entity in entities[1:_MOST_RELATED]),
        )
    somewhere = [pair for pair in attributes if pair not in nowhere]
    for entity in entities:
        missing = [name for attribute, name in somewhere if entity.lacks(attribute)]
        if missing:
            yield Finding(entity.where, f"{called(entity, kind)}没有写{'、'.join(missing)}。", tip)
