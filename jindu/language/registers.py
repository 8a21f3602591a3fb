"""Find registers of drug users in text: databases, tracking, household forms, lists passed on."""

from __future__ import annotations

import enum
import re
from collections.abc import Iterator
from typing import NamedTuple

from jindu.language.clauses import (
    Doer,
    clause,
    denied,
    doer,
    helps,
    sentence,
    teaches,
    without_titles,
)
from jindu.language.persons import USERS
from jindu.units.patterns import late

_GAP = "[^，。；]"
_PERSONS = (
    f"(?:{USERS}|有过?(?:吸毒|戒毒|涉毒)(?:史|经历|前科)的?(?:人员?|居民)?"
    "|(?:吸毒|涉毒|戒毒|吸戒毒|复吸|染毒)(?:重点)?(?:人员|家庭|户|人群|青少年|学生|对象|[租住]户|居民|村民|[员职]工))"
)
_TRACKED = late(f"{_PERSONS}|重点(?:管控|管理|关注)?人员(?!密集)")
_ANY_PERSON = late(_PERSONS)
_IN_COMMUNITY = late("社区戒毒|社区康复|社戒|社康")
_PAST = "(?:涉毒|吸毒|戒毒)(?:情况|史|经历|信息|人员)"
_COLLECT = "(?:填写|填报|登记|调查|统计|采集|收集|摸排|上报|排查|申报|填)"

_BUILD = (
    "(?:建立|建设|建成|搭建|构建|组建|完善|健全|开发|形成|汇总|整合|打造|设立|编制|更新|录入"
    "|纳入|上线)"
)
_STORE = (
    "(?:信息库|数据库|人员库|档案库|资料库|底数库|名单库|数据池|信息(?:管理|监管|服务)?(?:系统|平台)"
    "|监管(?:系统|平台))"
)
_STORING = (
    rf"{_BUILD}{_GAP}{{0,14}}?{_PERSONS}{_GAP}{{0,8}}?{_STORE}"
    rf"|{_PERSONS}{_GAP}{{0,8}}?{_STORE}的?(?:建设|建立|搭建|开发)"
    rf"|{_BUILD}{_GAP}{{0,6}}?{_STORE}{_GAP}{{0,10}}?(?:录入|收录|登记|采集|汇集|归集|覆盖)"
    rf"{_GAP}{{0,8}}?{_PERSONS}"
    rf"|{_BUILD}{_GAP}{{0,8}}?{_PERSONS}{_GAP}{{0,8}}?(?:档案|台账|花名册)[^。；]{{0,16}}?"
    rf"(?:归集|录入|汇入|上传|导入|接入|存入|并入){_GAP}{{0,8}}?(?:{_STORE}|系统|平台)"
)
_FILING = rf"(?:建立?|制作|落实|实行|做到|形成){_GAP}{{0,16}}?(?:一人一[档册卡]|台账|档案|花名册)"

_CLOSELY = "(?:动态|实时|全程|智能|精准|网格化)"
_WATCH = "(?:监管|监控|监测|管控|跟踪|追踪|掌控)"
_WATCHING = (
    rf"{_PERSONS}{_GAP}{{0,8}}?{_CLOSELY}{_GAP}{{0,4}}?{_WATCH}"
    rf"|{_CLOSELY}{_GAP}{{0,4}}?(?:{_WATCH}|掌握){_GAP}{{0,6}}?{_PERSONS}"
)

_ANALYSE = "(?:分析|跟踪|追踪|监测|监控|研判|定位|采集|比对|预警|掌握|识别|抓拍)"
_SUM_UP = "(?:分析|跟踪|追踪|监测|监控|研判|掌握|采集|比对|形成|生成|查看|汇集|汇总|上报)"
_FOLLOWING = (
    rf"(?:(?<!人生)(?<!成长)(?<!生活)轨迹|行踪|位置信息|人脸){_GAP}{{0,6}}?{_ANALYSE}"
    rf"|{_SUM_UP}{_GAP}{{0,8}}?(?:(?:活动|行动|出行)轨迹|轨迹(?!向)|行踪|位置信息)"
    "|(?:GPS|手机|电子|实时|精准|签到|打卡)定位|定位(?:签到|打卡)|(?:电子|智能|定位)手环|手环定位|人脸识别"
    rf"|(?:每[日天]|逐日|实时|随时){_GAP}{{0,6}}?(?:上报|报告|登记|记录|掌握){_GAP}{{0,4}}?{_PERSONS}"
    rf"{_GAP}{{0,4}}?(?:去向|动向|行踪|活动情况)"
)

_OF_HOME = "(?:家庭(?:成员)?|本人|个人|学生|租户|住户|员工|全家|家中|家长)"
_ASKING = (
    rf"{_COLLECT}{_GAP}{{0,10}}?{_OF_HOME}{_GAP}{{0,6}}?{_PAST}(?!的?宣传|的?举报)"
    rf"|(?:逐户|每户|挨户|挨家挨户|各户|逐人|逐个){_GAP}{{0,10}}?{_COLLECT}{_GAP}{{0,12}}?{_PAST}"
)

_LIST = (
    f"{_PERSONS}(?:及其?家属|家庭|家属)?的?(?:个人|身份|基本|详细|家庭|本人|相关|全部)?"
    "(?:名单|名册|花名册|信息|情况|姓名|照片|住址|电话|底数|资料)"
    "(?!化|保密|保护|安全|管理办法|制度|举报|泄露|变化趋势|汇总数)"
)
_SEND = (
    "(?:发[送布到至给放在进]|转发|推送|通报|公布|上传|更新|核对|汇报|上报|报送|分享|共享|晒|群发|抄送|告知|提供给"
    "|传到|张贴|接龙)"
)
_GROUP = (
    "(?:微信工?作?群|工作群|业主群|居民群|村民群|家长群|党员群|网格群|小区群|QQ群|钉钉群|楼栋群|[本该各]群|[长员者组户邻]群(?![众体防团居落])"
    "|群[里内中聊]|朋友圈|抖音|公众号)"
)
_OF_STAFF = late("工作群|网格群|党员群|[本该各]群|群[里内中聊]|钉钉群")
_IN_GROUP = (
    rf"{_GROUP}{_GAP}{{0,6}}?{_SEND}{_GAP}{{0,8}}?{_LIST}"
    rf"|{_SEND}{_GAP}{{0,4}}?{_LIST}{_GAP}{{0,4}}?[到至在进]{_GAP}{{0,4}}?{_GROUP}"
    rf"|{_LIST}{_GAP}{{0,6}}?{_SEND}{_GAP}{{0,8}}?{_GROUP}"
    rf"|{_LIST}{_GAP}{{0,4}}?[在于到至]{_GAP}{{0,6}}?{_GROUP}{_GAP}{{0,4}}?{_SEND}"
)
_OUTSIDERS = (
    "(?:物业|业主|房东|房主|企业|用人单位|学校|商户|楼栋长|楼长|邻居|邻里|居民|村民|群众"
    "|志愿者|党员|网格员|中介)"
)
_GIVE = "(?:提供给?|发给|发送给?|交给|抄送给?|告知|通报给?|分享给?|公布给?|发放[至给到]?|移交给?)"
_TO_OUTSIDERS = (
    rf"{_LIST}{_GAP}{{0,4}}?{_GIVE}{_GAP}{{0,6}}?{_OUTSIDERS}"
    rf"|[向给对]{_GAP}{{0,8}}?{_OUTSIDERS}{_GAP}{{0,4}}?{_GIVE}{_GAP}{{0,6}}?{_LIST}"
)


class Kind(enum.Enum):
    """What is done with the data of drug users."""

    STORE = "建立人员信息库"
    DOSSIER = "建立人员档案"
    MONITORING = "对人员动态监管"
    TRACKING = "分析人员轨迹"
    HOUSEHOLDS = "逐户登记涉毒情况"
    GROUP = "把人员名单发到群里"
    PUBLIC = "公开个人信息"


PASSING_ON = (Kind.GROUP, Kind.PUBLIC)
"""Kinds by which others get to know of the persons."""
_ACTS = {
    Kind.STORE: (late("库|系统|平台"), _STORING),
    Kind.DOSSIER: (late("一人一|台账|档案|花名册"), _FILING),
    Kind.MONITORING: (late("监|管控|踪|掌"), _WATCHING),
    Kind.TRACKING: (late("轨迹|行踪|位置|人脸|定位|手环|[去动]向|活动情况"), _FOLLOWING),
    Kind.HOUSEHOLDS: (late("毒(?:情况|史|经历|信息|人员)"), _ASKING),
    Kind.GROUP: (late("群|朋友圈|抖音|公众号"), _IN_GROUP),
    Kind.PUBLIC: (late("给|告知|[发移]|通报|抄送|提供|分享|公布"), _TO_OUTSIDERS),
}
"""Kind → signs that every match contains, and the pattern, compiled only if there is one."""
_CLUE = late(f"{_PERSONS}|涉毒|吸毒|重点(?:管控|管理|关注)?人员")
_SYSTEM = late("平台|系统|模块|小程序|[Aa][Pp][Pp]|大数据|智慧|信息化|数字化|软件|云端|数据库")
_PROTECTED = late("汇总|脱敏|匿名|去标识|本人(?:单独|书面)?同意|不含|保密制度")


class Register(NamedTuple):
    """Something done with data of drug users at ``text[start:end]``, by whom.

    ``in_community``: it concerns persons in community rehabilitation only.
    """

    start: int
    end: int
    kind: Kind
    doer: Doer
    in_community: bool


def registers(text: str) -> Iterator[Register]:
    """Yield what a text has done with data of drug users, each kind once per sentence."""
    if not _CLUE.search(text):
        return
    bare = without_titles(text)
    done: dict[Kind, int] = {}
    taken = 0
    for start, end, kind in _acts(bare):
        if start < max(taken, done.get(kind, 0)):
            continue
        taken = end
        if denied(bare, start, end) or _excused(bare, start, end, kind):
            done[kind] = clause(bare, start, end)[1]
            continue
        begin, done[kind] = sentence(bare, start, end)
        about = [found.span() for found in _TRACKED.finditer(bare, begin, done[kind])]
        in_community = bool(about) and all(
            _IN_COMMUNITY.search(bare, max(begin, first - 2), last) for first, last in about
        )
        yield Register(start, end, kind, doer(bare, start, end), in_community)


def _acts(text: str) -> list[tuple[int, int, Kind]]:
    """Return the acts in a text in text order, before any doubt is considered."""
    found = [
        (*match.span(), kind)
        for kind, (signs, pattern) in _ACTS.items()
        if signs.search(text)
        for match in re.compile(pattern).finditer(text)
    ]
    found.sort(key=lambda act: act[0])
    return [
        (start, end, Kind.PUBLIC)
        if kind is Kind.GROUP and not _OF_STAFF.search(text, start, end)
        else (start, end, kind)
        for start, end, kind in found
    ]


def _excused(text: str, start: int, end: int, kind: Kind) -> bool:
    """Return whether the sentence shows that no such data is meant, or that others do it."""
    begin, last = sentence(text, start, end)
    if _PROTECTED.search(text, begin, last):
        return True
    if kind in PASSING_ON:
        return False
    if teaches(text, start, end):
        return True
    if helps(text, start, end):
        return True
    if kind is Kind.TRACKING:
        return _TRACKED.search(text, begin, last) is None
    if kind is Kind.DOSSIER:
        head, tail = clause(text, start, end)
        if "一人一" in text[start:end]:
            head = begin
        return _ANY_PERSON.search(text, head, tail) is None
    if kind is Kind.MONITORING:
        return _SYSTEM.search(text, begin, last) is None
    return False
