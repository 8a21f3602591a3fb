"""The form of an official request: 请示 to a superior organ, 函 to any other.

A Party branch may address only its superior Party organisation; other organs apply level by
level. The rank of an addressee is inferred from its name, which is all that a plan holds.
"""

from __future__ import annotations

from jindu.errors import UserError
from jindu.language.organisations import Rank, kind_of, rank
from jindu.model.choices import UnitKind
from jindu.model.plan import Application, Fund, Unit
from jindu.units.patterns import late

REQUEST = "请示"
LETTER = "函"

_PARTY = late("党委|工委|党组|党总支|党支部|^中共|委员会组织部|组织部$")
_GOVERNMENT = late("(?:人民政府|县政府|区政府|市政府|镇政府|乡政府|办事处)$")
_LINE = late("公安|司法|卫生|教育|民政|财政|人力|禁毒|政法|宣传")
_LOCAL = frozenset({UnitKind.BRANCH, UnitKind.COMMUNITY, UnitKind.TOWN})


class Misdirected(UserError):
    """The applicant may not write to this addressee; the message says why and what to do."""


def genre(applicant: Unit, addressee: str) -> str:
    """Return ``REQUEST`` or ``LETTER``. Raises Misdirected if neither is allowed."""
    name = applicant.name or applicant.id or ""
    to_party = bool(_PARTY.search(addressee))
    kind = kind_of(applicant)
    if kind is UnitKind.BRANCH:
        if to_party:
            return REQUEST
        raise Misdirected(
            f"“{name}”是党组织，只能向上级党组织请示，不能直接向“{addressee}”申请经费。"
            "由街道办事处（乡镇人民政府）等单位申请，把“申报单位”改成它的编号。"
        )
    local = Rank.TOWN if kind is UnitKind.TOWN else Rank.COMMUNITY
    own = local if kind in _LOCAL else rank(name)
    theirs = rank(addressee)
    if own is None or theirs is None:
        return REQUEST if to_party or _GOVERNMENT.search(addressee) else LETTER
    if theirs > own + 1 or (own is Rank.COMMUNITY and theirs > Rank.TOWN):
        raise Misdirected(
            f"“{name}”向“{addressee}”申请经费是越级行文。"
            "逐级申请：改为向上一级机关请示，由它转报；确需越级的，按规定抄送被越过的机关。"
        )
    if theirs < own:
        raise Misdirected(
            f"“{addressee}”的级别低于“{name}”，不能用请示或者函向它申请经费。改写“主送”。"
        )
    superior = theirs > own and (bool(_GOVERNMENT.search(addressee)) or to_party)
    lines = set(_LINE.findall(name)) & set(_LINE.findall(addressee))
    same_line = theirs > own and bool(lines)
    same_seat = theirs == own and bool(_GOVERNMENT.search(addressee)) and own >= Rank.COUNTY
    return REQUEST if superior or same_line or same_seat else LETTER


_SEATS = late("(街道|[县区市旗镇乡]|苏木)(?:人民政府|办事处)$")
_KINDS = (
    ("居民委员会", "社区"),
    ("村民委员会", "村"),
    ("办公室", "办"),
    ("委员会", "委"),
    ("支部", "支部"),
    ("公司", "公司"),
    ("中心", "中心"),
    ("中学", "校"),
    ("小学", "校"),
    ("大学", "校"),
    ("学校", "校"),
    ("局", "局"),
    ("厅", "厅"),
    ("委", "委"),
    ("部", "部"),
    ("院", "院"),
    ("所", "所"),
    ("会", "会"),
)
"""End of the name of an organ → its word after 我 and 贵."""


def address(name: str) -> str:
    """Return the word for an organ after 我 or 贵: 街道, 镇, 局; 单位 if its kind is not known."""
    seat = _SEATS.search(name)
    if seat:
        return seat[1]
    return next((word for end, word in _KINDS if name.endswith(end)), "单位")


def may_grant(addressee: str, fund: Fund, application: Application) -> bool:
    """Whether an addressee of the application may be asked for a fund: its level and applicant."""
    own = fund.applicant in (None, application.applicant)
    return own and rank(fund.funder or "") in (None, rank(addressee))
