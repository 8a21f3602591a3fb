"""What a unit is by its name, and what has become of the bodies of before the reform of 2018."""

from __future__ import annotations

import re

from jindu.language.scan import Hit
from jindu.model.choices import UnitKind
from jindu.model.plan import Plan, Unit

NOW = {
    "health": (re.compile("卫生健康|卫健"), "卫生健康委员会（局）"),
    "market": (re.compile("市场监督管理|市场监管"), "市场监督管理局"),
    "safety": (re.compile("应急管理|应急局"), "应急管理局"),
    "land": (re.compile("自然资源"), "自然资源局"),
    "nature": (re.compile("生态环境"), "生态环境局"),
    "farming": (re.compile("农业农村"), "农业农村局"),
    "culture": (re.compile("文化.{0,4}旅游|文旅"), "文化和旅游局"),
}
"""Group of the search for outdated names → what its body is called now."""
_FORMER = re.compile("[原旧前].{0,6}$")


_KINDS = (
    (UnitKind.POLICE, "公安(?:局|分局)|派出所|禁毒(?:大|中)队"),
    (UnitKind.BRANCH, "(?:党委|党工委|党总支|支部)$|^中共.+委员会$"),
    (UnitKind.COMMUNITY, "(?:居民委员会|居委会|村民委员会|村委会)$"),
)


def kind_of(unit: Unit) -> UnitKind | None:
    """The kind of a unit: as written, or such as its name leaves no doubt of."""
    if unit.kind is not None or not unit.name or not unit.sure("kind"):
        return unit.kind
    return next((kind for kind, sign in _KINDS if re.search(sign, unit.name)), None)


def former(hit: Hit) -> bool:
    """Whether the text says itself that it names a body of before: 原卫计委."""
    return bool(_FORMER.search(hit.before(7)))


def successor(plan: Plan, hit: Hit) -> Unit | None:
    """The unit of 单位名录 that bears the present name of an outdated one told in a text."""
    for group, (pattern, _) in NOW.items():
        if group in hit.groups:
            return next((unit for unit in plan.units if pattern.search(unit.name or "")), None)
    return None
