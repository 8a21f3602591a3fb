"""What the name of an organisation tells: its kind, its rank, and its successor since 2018."""

from __future__ import annotations

import enum
import re

from jindu.language.scan import Hit
from jindu.model.choices import UnitKind
from jindu.model.plan import Plan, Unit
from jindu.units.patterns import late

SUCCESSORS = {
    "health": (late("卫生健康|卫健"), "卫生健康委员会（局）"),
    "market": (late("市场监督管理|市场监管"), "市场监督管理局"),
    "safety": (late("应急管理|应急局"), "应急管理局"),
    "land": (late("自然资源"), "自然资源局"),
    "nature": (late("生态环境"), "生态环境局"),
    "farming": (late("农业农村"), "农业农村局"),
    "culture": (late("文化.{0,4}旅游|文旅|文广旅"), "文化和旅游局"),
    "labour": (late("人力资源|人社"), "人力资源和社会保障局"),
    "rural": (late("农业农村"), "农业农村局（名称以本地机构改革方案为准）"),
    "tax": (late("税务"), "税务局"),
    "fire": (late("消防救援"), "消防救援机构"),
}
"""Group of the ``outdated`` search → pattern and title of the agency's successor.

Source: the reforms of State institutions of 2018 and 2023; offices for poverty relief and rural
revitalisation were merged at different times, and some counties keep the name as a second one.
"""
_MARKED_FORMER = late(
    "(?:(?<![平高太草中])原(?![则料因植])|旧|(?<![目当年底日月提])前|曾经?由?|当时)[^，。；]{0,6}$"
    "|(?:19\\d\\d|200\\d|201[0-8])年[^。；]{0,16}$"
)
_GONE = late(
    "(?:[所场局办委]|人员|制度|部门)?》?(?:同时|已经?|早已)?(?:旧址|原址|遗址|时期|期间|撤销|并入|更名|改名|改为|改制|划转|移交|取消"
    "|废止)"
)
"""What follows a name that is told to be of the past."""
_KINDS = (
    (UnitKind.POLICE, "公安(?:局|分局)|派出所|禁毒(?:大|中)队"),
    (UnitKind.BRANCH, "(?:党委|党工委|党总支|支部)$|^中共.+委员会$"),
    (UnitKind.COMMUNITY, "(?:居民委员会|居委会|村民委员会|村委会)$"),
)


class Rank(enum.IntEnum):
    """The administrative level of an organ, lowest first."""

    COMMUNITY = 0
    TOWN = 1
    COUNTY = 2
    CITY = 3
    PROVINCE = 4
    STATE = 5


_RANKS = (
    (Rank.COMMUNITY, late("(?:居民委员会|居委会|村民委员会|村委会|社区|党总支|党支部)$")),
    (
        Rank.TOWN,
        late("(?:街道|[镇乡])(?:办事处|人民政府|政府|党工委|党委|工作委员会|委员会)?$"),
    ),
    (Rank.STATE, late("^(?:公安部|财政部|民政部|国家|中央|中国)")),
    (Rank.COUNTY, late("[县旗]|(?<!自治)区")),
    (Rank.PROVINCE, late("省|自治区|^(?:北京|上海|天津|重庆)市")),
    (Rank.CITY, late("市|州")),
)
"""Rank → pattern of its names; the first match wins."""


def kind_of(unit: Unit) -> UnitKind | None:
    """Return the kind of a unit: as written, else inferred from an unambiguous name."""
    if unit.kind is not None or not unit.name or not unit.sure("kind"):
        return unit.kind
    return next((kind for kind, pattern in _KINDS if re.search(pattern, unit.name)), None)


def rank(name: str) -> Rank | None:
    """Infer the level of an organ from its name; None if the name does not tell."""
    return next((level for level, pattern in _RANKS if pattern.search(name)), None)


def former(hit: Hit) -> bool:
    """Return whether the text itself tells of the past, as in 原卫计委 or 劳教所旧址."""
    return bool(_MARKED_FORMER.search(hit.before(24)) or _GONE.match(hit.after(6)))


def successor(plan: Plan, hit: Hit) -> Unit | None:
    """Return the unit of 单位名录 that succeeds the outdated agency of ``hit``, if listed."""
    for group, (pattern, _) in SUCCESSORS.items():
        if group in hit.groups:
            return next((unit for unit in plan.units if pattern.search(unit.name or "")), None)
    return None
