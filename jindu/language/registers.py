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

_PERSONS = rf"(?:{USERS}|(?:吸毒|涉毒|戒毒|吸戒毒)(?:重点)?(?:人员|家庭|户|人群|青少年|学生|对象))"
_TRACKED = re.compile(rf"{_PERSONS}|重点(?:管控|管理|关注)?人员")
_ANY_PERSON = re.compile(_PERSONS)
_IN_COMMUNITY = re.compile("社区戒毒|社区康复|社戒|社康")
_STORE = "(?:信息库|数据库|人员库|档案库|资料库|底数库|名单库|数据池|信息(?:管理|监管|服务)?(?:系统|平台)|监管(?:系统|平台))"
_BUILD = "(?:建立|建设|建成|搭建|构建|组建|完善|健全|开发|形成|汇总|整合|打造|设立|编制|更新|录入|纳入|上线)"
_SEND = "(?:发[送布到至给放在进]|转发|推送|通报|公布|上传|分享|共享|晒|群发|抄送|告知|提供给|传到|张贴|@|接龙)"
_GROUP = "(?:微信工?作?群|工作群|业主群|居民群|村民群|家长群|党员群|网格群|小区群|QQ群|钉钉群|楼栋群|[本该各]群|群[里内中聊]|朋友圈|抖音|公众号)"
_LIST = f"(?:{_PERSONS})(?:及其?家属|家庭|家属)?的?(?:个人|身份|基本|详细|家庭|本人|相关|全部)?(?:名单|名册|花名册|信息|情况|姓名|照片|住址|电话|底数|资料)"
_NOT_A_LIST = "(?!保密|保护|安全|管理办法|制度|举报|泄露|变化趋势|汇总数)"
_OUTSIDERS = "(?:物业|业主|房东|房主|企业|用人单位|学校|商户|楼栋长|楼长|邻居|邻里|居民|村民|群众|志愿者|党员|网格员|中介)"


class Kind(enum.Enum):
    """What is done with the data of drug users."""

    STORE = "建立人员信息库"
    DOSSIER = "建立人员档案"
    MONITORING = "对人员动态监管"
    TRACKING = "分析人员轨迹"
    HOUSEHOLDS = "逐户登记涉毒情况"
    GROUP = "把人员名单发到群里"
    OUTSIDERS = "把人员名单交给无关的人"


_ACTS = (
    rf"(?P<STORE>{_BUILD}[^，。；]{{0,14}}?{_PERSONS}[^，。；]{{0,8}}?{_STORE}"
    rf"|{_PERSONS}[^，。；]{{0,8}}?{_STORE}(?:的?(?:建设|建立|搭建|开发))"
    rf"|{_BUILD}[^，。；]{{0,6}}?{_STORE}[^，。；]{{0,10}}?(?:录入|收录|登记|采集|汇集|归集|覆盖)[^，。；]{{0,8}}?{_PERSONS})"
    rf"|(?P<DOSSIER>(?:建立?|制作|落实|实行|做到|形成)[^，。；]{{0,16}}?(?:一人一[档册卡]|台账|档案|花名册))"
    rf"|(?P<MONITORING>{_PERSONS}[^，。；]{{0,8}}?(?:(?:动态|实时|全程|智能|精准|网格化)[^，。；]{{0,4}}?"
    "(?:监管|监控|监测|管控|跟踪|追踪|掌控))"
    rf"|(?:(?:动态|实时|全程|智能|精准)[^，。；]{{0,4}}?(?:监管|监控|监测|管控|跟踪|追踪|掌控|掌握))[^，。；]{{0,6}}?{_PERSONS})"
    "|(?P<TRACKING>(?:(?<!人生)(?<!成长)(?<!生活)轨迹|行踪|位置信息|人脸)[^，。；]{0,6}?"
    "(?:分析|跟踪|追踪|监测|监控|研判|定位|采集|比对|预警|掌握|识别|抓拍)"
    "|(?:分析|跟踪|追踪|监测|监控|研判|掌握|采集|比对)[^，。；]{0,8}?(?:活动轨迹|行动轨迹|出行轨迹|轨迹(?!向)|行踪|位置信息)"
    "|(?:GPS|手机|电子|实时|精准)定位|电子手环|定位手环|人脸识别)"
    "|(?P<HOUSEHOLDS>(?:填写|填报|登记|调查|统计|采集|收集|摸排|上报|如实填|填)[^，。；]{0,10}?"
    "(?:家庭(?:成员)?|本人|个人|学生|租户|住户|员工|全家|家中|家长)[^，。；]{0,6}?(?:涉毒|吸毒|戒毒)"
    "(?:情况|史|经历|信息|人员)(?!的?宣传|的?举报)"
    "|(?:逐户|每户|挨户|挨家挨户|各户|逐人|逐个|逐栋逐户)[^，。；]{0,10}?"
    "(?:填写|填报|登记|调查|统计|采集|收集|摸排|上报|排查)[^，。；]{0,12}?(?:涉毒|吸毒|戒毒)(?:情况|史|经历|信息|人员))"
    rf"|(?P<GROUP>{_GROUP}[^，。；]{{0,6}}?{_SEND}[^，。；]{{0,8}}?{_LIST}{_NOT_A_LIST}"
    rf"|{_SEND}[^，。；]{{0,4}}?{_LIST}[^，。；]{{0,4}}?(?:到|至|在|进)[^，。；]{{0,4}}?{_GROUP}"
    rf"|{_LIST}{_NOT_A_LIST}[^，。；]{{0,6}}?{_SEND}[^，。；]{{0,8}}?{_GROUP}"
    rf"|{_LIST}{_NOT_A_LIST}[^，。；]{{0,4}}?[在于到至][^，。；]{{0,6}}?{_GROUP}[^，。；]{{0,4}}?{_SEND})"
    rf"|(?P<OUTSIDERS>{_LIST}{_NOT_A_LIST}[^，。；]{{0,4}}?(?:提供给|发给|交给|抄送|告知|通报给?|分享给|发放[至给到]|移交)"
    rf"[^，。；]{{0,6}}?{_OUTSIDERS}"
    rf"|[向给对][^，。；]{{0,8}}?{_OUTSIDERS}[^，。；]{{0,4}}?(?:提供|通报|发放|告知|发送|分享|公布)[^，。；]{{0,4}}?{_LIST}{_NOT_A_LIST})"
)
SIGNS = tuple(
    "信息库 数据库 人员库 档案库 资料库 底数库 名单库 数据池 息系统 息平台 管系统 管平台 理系统 理平台 务系统 务平台"
    " 一人一 台账 档案 花名册"
    " 监管 监控 监测 管控 跟踪 追踪 掌控 实时 轨迹 行踪 位置信息 人脸 定位 手环"
    " 填写 填报 填 登记 逐户 每户 挨户 挨家 调查 统计 上报 摸排 采集 信群 工作群 主群 民群 长群 员群 格群 区群 QQ群"
    " 钉群 栋群 群里 群内 群中 群聊 本群 朋友圈 名单 名册 公众号 抖音".split()
)
"""Every text with a register contains one of these."""
_CLUE = re.compile(f"{_PERSONS}|涉毒|吸毒|重点(?:管控|管理|关注)?人员")
_SYSTEM = re.compile("平台|系统|模块|小程序|[Aa][Pp][Pp]|大数据|智慧|信息化|数字化|软件|云端|数据库")
_PROTECTED = re.compile("汇总|脱敏|匿名|去标识|本人(?:单独|书面)?同意|不含|保密制度")


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
    """Yield what a text has done with data of drug users, in text order."""
    if not _CLUE.search(text):
        return
    bare = without_titles(text)
    for match in re.compile(_ACTS).finditer(bare):
        start, end = match.span()
        kind = Kind[match.lastgroup or ""]
        if denied(bare, start, end) or teaches(bare, start, end) or _excused(bare, match, kind):
            continue
        begin, last = sentence(bare, start, end)
        about = [found.span() for found in _TRACKED.finditer(bare, begin, last)]
        in_community = bool(about) and all(
            _IN_COMMUNITY.search(bare, max(begin, first - 2), after) for first, after in about
        )
        yield Register(start, end, kind, doer(bare, start, end), in_community)


def _excused(text: str, match: re.Match[str], kind: Kind) -> bool:
    """Return whether the sentence shows that no such data is meant, or that others do it."""
    start, end = match.span()
    begin, last = sentence(text, start, end)
    if _PROTECTED.search(text, begin, last):
        return True
    if kind in (Kind.GROUP, Kind.OUTSIDERS):
        return False
    if helps(text, start, end):
        return True
    if kind is Kind.TRACKING:
        return _TRACKED.search(text, begin, last) is None
    if kind is Kind.DOSSIER:
        head, tail = clause(text, start, end)
        if "一人一" in match[0]:
            head = begin
        return _ANY_PERSON.search(text, head, tail) is None
    if kind is Kind.MONITORING:
        return _SYSTEM.search(text, begin, last) is None
    return False
