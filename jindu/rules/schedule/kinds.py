"""The kind of work, as written or as its name tells."""

from __future__ import annotations

from jindu.model.choices import WorkKind
from jindu.model.plan import RecurringWork, Task
from jindu.units.patterns import late

_NAMES = {
    WorkKind.ADOPTION: late(
        "(?:印发|审议|通过)[^，。；]{0,12}方案|方案[^，。；]{0,8}(?:审议|印发|报批)"
    ),
    WorkKind.JOINT_MEETING: late("联席会"),
    WorkKind.PARTY_DAY: late("主题党日|党员活动日"),
    WorkKind.LOOK_BACK: late("回头看|复查"),
    WorkKind.PUBLICITY: late("宣传"),
    WorkKind.LAUNCH: late("动员|启动"),
}


def is_kind(work: Task | RecurringWork, kind: WorkKind) -> bool:
    """Whether work is of a kind: as 类型 says, or as its name tells if 类型 does not."""
    if work.kind not in (None, WorkKind.OTHER):
        return work.kind is kind
    return bool(_NAMES[kind].search(work.name or ""))
