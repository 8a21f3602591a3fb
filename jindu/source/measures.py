"""How the values of an indicator are to be read, from the keys beside them."""

from __future__ import annotations

from jindu.language.indicators import may_exceed_hundred
from jindu.model.choices import Nature
from jindu.source.nodes import MappingNode, Node, Scalar
from jindu.units import GROWTH


def unit_of(indicator: MappingNode) -> str | None:
    """Return the unit in which the values of an indicator are read."""
    unit = written(indicator, "计量单位", "unit_of_measure", "unit")
    name = written(indicator, "名称", "name")
    word = unit.value if isinstance(unit, Scalar) else None
    if word in ("%", "％") and isinstance(name, Scalar) and may_exceed_hundred(name.value):
        return GROWTH
    return word


def written(node: MappingNode, *names: str) -> Node | None:
    """Return the value of the first of these keys that is written."""
    return next((node.entries[name][1] for name in names if name in node.entries), None)


def is_judged(node: MappingNode) -> bool | None:
    """Return true for an indicator that is 定性, false if it says nothing of how it is measured."""
    nature = written(node, "指标性质", "nature")
    if isinstance(nature, Scalar) and nature.value:
        return True if nature.value == Nature.JUDGED else None
    measured = written(node, "计量单位", "unit_of_measure", "unit", "方向", "direction")
    return None if measured else False
