"""Responsibility: one lead for each task, posts instead of names, units within their powers."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from jindu.analysis.bodies import kind_of
from jindu.analysis.naming import called
from jindu.analysis.persons import SURNAMES, is_name
from jindu.analysis.text import words_of
from jindu.diagnostic import Finding, Level, Severity, Stretch, rule
from jindu.norms import Norm
from jindu.plan import LeadingGroup, PartyKind, Plan, Post, TeamKind
from jindu.vocabulary import Thing


@rule("RSP001", Severity.ERROR, level=Level.REVIEW, basis="方案自身的要求：一项任务一个牵头单位")
def not_one_lead(plan: Plan) -> Iterator[Finding]:
    """任务没有牵头单位，或者牵头单位不止一个。

    每项任务由一个单位牵头，其余列为配合单位。没有牵头单位，任务无人负责；几家共同牵头，
    等于没有牵头。

    ```yaml
    工作任务:
      - {编号: 任务一, 名称: 召开动员会}  # <- RSP001
      - {编号: 任务二, 名称: 组织培训, 牵头单位: [支部, 居委会]}  # <- RSP001
    ```

    ```yaml
    工作任务:
      - {编号: 任务一, 名称: 召开动员会, 牵头单位: 支部}
      - {编号: 任务二, 名称: 组织培训, 牵头单位: 支部, 配合单位: 居委会}
    ```
    """
    for milestone in plan.milestones:
        name = called(milestone, "任务")
        if milestone.lacks("leads"):
            yield Finding(
                milestone.where,
                f"{name}没有牵头单位。",
                "在“牵头单位”里写上单位名录中一个单位的编号。",
            )
        elif len(milestone.leads) > 1:
            named = "、".join(map(plan.name_of, milestone.leads))
            yield Finding(
                milestone.at("leads"),
                f"{name}有{len(milestone.leads)}个牵头单位：{named}。",
                f"只留一个，如{plan.name_of(milestone.leads[0])}，其余写进“配合单位”。",
            )


_NOT_PERSON = re.compile("[长任记员师警生委工官士处科股部局办组站所室人监审理事干]$|负责|主管|分管")
_TITLE = (
    "(?:同志|书记|副书记|主任|副主任|所长|副所长|局长|副局长|院长|校长|镇长|乡长|站长|委员|民警|干部"
    "|社工)"
)
_WITH_TITLE = re.compile(
    rf"(?:.{{2,12}}?{_TITLE})?(?P<name>[^（）()]{{1,4}}?){_TITLE}?(?:[（(].*[）)])?"
)
_PARTS = re.compile("[、，,；;/]")


def _person(post: str) -> tuple[int, int] | None:
    """Where in a post a person's name stands: 张建国, 张建国（书记）, 书记张建国, 王主任."""
    start = 0
    for part in _PARTS.split(post[:200]):
        match = _WITH_TITLE.fullmatch(part.strip())
        name = match["name"] if match else ""
        titled = match is not None and name != match[0]
        if is_name(name) and not _NOT_PERSON.search(name):
            at = start + part.index(name)
            return at, at + len(name)
        if titled and len(name) == 1 and name in SURNAMES and part.strip().startswith(name):
            return start, start + len(part)
        start += len(part) + 1
    return None


def _posts(plan: Plan) -> Iterator[tuple[Thing, str, str]]:
    """Every field that should hold a post: the thing, the attribute, and what is written."""
    for milestone in plan.milestones:
        for attribute in ("leader_post", "officer_post"):
            yield milestone, attribute, getattr(milestone, attribute) or ""
    group = plan.leading_group
    for post in (*group.leader, *group.deputies, *group.members) if group else ():
        yield post, "title", post.title or ""
    if group and group.office:
        yield group.office, "director", group.office.director or ""
    if plan.application:
        yield plan.application, "officer", plan.application.officer or ""


@rule("RSP002", Severity.WARNING, level=Level.REVIEW, basis="惯例：责任落实到岗位，不写姓名")
def person_instead_of_post(plan: Plan) -> Iterator[Finding]:
    """责任写成了个人姓名。

    人员会变动，责任要落实到岗位。责任领导、责任人和领导小组成员写职务，不写姓名；姓氏开头、两三个
    字（复姓三四个字）而又不像职务的，视为姓名，前后带着职务的（“张建国（书记）”）也算。

    ```yaml
    领导小组:
      组长: {职务: 张建国（书记）}  # <- RSP002
      副组长: {职务: 欧阳建国}  # <- RSP002
    ```

    ```yaml
    领导小组:
      组长: {职务: 街道党工委书记}
    ```
    """
    for thing, attribute, text in _posts(plan):
        found = _person(text)
        if found is not None:
            yield Finding(
                thing.at(attribute),
                f"“{text[slice(*found)]}”像是个人姓名。",
                "写职务或岗位，如“街道党工委书记”“平安办主任”。",
                within=Stretch(text, *found),
            )


@rule(
    "RSP003",
    Severity.ERROR,
    level=Level.REVIEW,
    basis="方案自身的要求：领导小组设组长一名；由党（工）委书记担任是惯例",
)
def not_one_leader(plan: Plan) -> Iterator[Finding]:
    """领导小组没有组长，或者组长不止一名。

    领导小组由一名组长负责。领导小组里有公安、司法、卫健等部门的，一般由党（工）委书记任组长，
    禁毒支部书记任副组长；由支部书记任组长的，作为提示指出。

    ```yaml
    领导小组:  # <- RSP003
      副组长: 禁毒支部书记
    ```

    ```yaml
    领导小组:
      组长: 街道党工委书记
      副组长: 禁毒支部书记
    ```
    """
    group = plan.leading_group
    if group is None or not group.sure("leader"):
        return
    if not group.leader:
        posts = (*group.deputies, *group.members)
        astray = next((post for post in posts if (post.title or "").startswith("组长")), None)
        if astray is None:
            message, tip = "领导小组没有组长。", "写上一名组长的单位和职务。"
        else:
            message = "领导小组没有写“组长”，有一名成员的职务却是“组长”。"
            tip = "改写在“组长”下，职务写他在本单位的职务，如 组长: {单位: 党工委, 职务: 书记}。"
        related = ((astray.at("title"), "这里的职务"),) if astray else ()
        yield Finding(group.at("leader"), message, tip, on_key=True, related=related)
    elif len(group.leader) > 1:
        yield Finding(
            group.at("leader"),
            f"领导小组有{len(group.leader)}名组长。",
            "只设一名组长，由党（工）委书记担任，其余列为副组长。",
        )
    elif _leads_branch(plan, group.leader[0]) and len(group.members) > 1:
        yield Finding(
            group.leader[0].where,
            f"由支部书记任组长，而成员中还有{len(group.members)}个单位，协调起来可能有困难。",
            "请党（工）委书记任组长，支部书记任副组长。",
            severity=Severity.INFO,
        )


def _leads_branch(plan: Plan, post: Post) -> bool:
    title = post.title or ""
    party = plan.party(post.unit)
    return "支部" in title or (party is not None and "支部" in (party.name or ""))


def _member_kinds(plan: Plan, group: LeadingGroup) -> set[str]:
    posts = (*group.leader, *group.deputies, *group.members)
    parties = [plan.party(post.unit) for post in posts]
    kinds = {kind_of(party) for party in parties if party is not None}
    return {str(kind) for kind in kinds if kind is not None}


_DEPARTMENT = {
    "公安": "公安|派出所",
    "司法": "司法",
    "卫健": "卫健|卫生|卫计|医院",
    "教育": "教育|教体|学校|中学|小学",
}


_EXAMPLE = {"公安": "派出所", "司法": "司法所", "卫健": "卫生院", "教育": "教育局"}


@rule(
    "RSP004",
    Severity.WARNING,
    level=Level.REVIEW,
    basis="惯例：领导小组由公安、司法、卫健等部门参加",
    norms=("领导小组应有部门",),
)
def department_missing(plan: Plan, wanted: Norm) -> Iterator[Finding]:
    """领导小组缺少应当参加的部门。

    禁毒工作要公安、司法、卫健等部门配合，这些部门应当在领导小组里；单位名录中有教育部门或者
    学校的，教育部门也应当参加。以成员单位的“类别”判断，没有写单位的看职务的文字。

    ```yaml
    单位名录:
      - {编号: 派出所, 名称: 柳林派出所, 类别: 公安}
      - {编号: 司法所, 名称: 柳林司法所, 类别: 司法}
    领导小组:
      组长: 街道党工委书记
      成员:  # <- RSP004
        - {单位: 派出所, 职务: 所长}
        - {单位: 司法所, 职务: 所长}
    ```

    ```yaml
    单位名录:
      - {编号: 派出所, 名称: 柳林派出所, 类别: 公安}
      - {编号: 司法所, 名称: 柳林司法所, 类别: 司法}
      - {编号: 卫生院, 名称: 柳林卫生院, 类别: 卫健}
    领导小组:
      组长: 街道党工委书记
      成员:
        - {单位: 派出所, 职务: 所长}
        - {单位: 司法所, 职务: 所长}
        - {单位: 卫生院, 职务: 院长}
    ```
    """
    group = plan.leading_group
    if group is None or not group.sure("leader", "deputies", "members"):
        return
    kinds = _member_kinds(plan, group)
    posts = (*group.leader, *group.deputies, *group.members)
    words = " ".join(f"{post.title or ''} {plan.name_of(post.unit or '')}" for post in posts)
    needed = list(wanted.value)
    if any(p.kind in (PartyKind.EDUCATION, PartyKind.SCHOOL) for p in plan.parties):
        needed.append("教育")
    missing = [
        name
        for name in dict.fromkeys(needed)
        if name not in kinds and not re.search(_DEPARTMENT.get(name, name), words)
    ]
    if missing:
        yield Finding(
            group.at("members"),
            f"领导小组里没有{'、'.join(missing)}部门。",
            f"在“成员”里补上{'、'.join(missing)}部门的单位和职务，"
            f"如 {{单位: {_EXAMPLE.get(missing[0], missing[0])}, 职务: 负责人}}。",
            on_key=True,
        )


_TEAMS = (TeamKind.VOLUNTEERS, TeamKind.COMMUNITY, TeamKind.SOCIAL_WORKERS)


@rule("RSP007", Severity.WARNING, level=Level.REVIEW, basis="惯例：专兼结合的禁毒工作队伍")
def team_kind_missing(plan: Plan) -> Iterator[Finding]:
    """工作队伍不全。

    禁毒工作队伍一般由党员志愿者、社区工作者和专业社工组成。缺少的，在“备注”里说明原因即不再
    提醒。

    ```yaml
    工作队伍:  # <- RSP007
      - {名称: 志愿服务队, 类别: 党员志愿者, 人数: 30}
    ```

    ```yaml
    工作队伍:
      - {名称: 志愿服务队, 类别: 党员志愿者, 人数: 30}
      - {名称: 专职工作组, 类别: 社区工作者, 人数: 4}
      - {名称: 社工服务组, 类别: 专业社工, 人数: 2}
    ```
    """
    if not plan.sure("teams") or not all(team.sure("kind") for team in plan.teams):
        return
    if plan.lacks("teams") and plan.lacks("milestones"):
        return
    kinds = {team.kind for team in plan.teams}
    missing = [kind.value for kind in _TEAMS if kind not in kinds]
    if missing and not any(team.remark for team in plan.teams):
        yield Finding(
            plan.at("teams"),
            f"工作队伍里没有{'、'.join(missing)}。",
            f"补上{'、'.join(missing)}；确实没有的，在其中一支队伍的“备注”里说明原因。",
            on_key=True,
        )


_USERS = r"(?:涉嫌)?(?:吸毒|戒毒|涉毒|康复|社康|社戒)(?:重点)?人员|涉毒重点人员"
_CONTROL = re.compile(
    rf"(?:(?:动态|分级|分类|风险)(?:分级|分类)?(?:管控|监管|监控)|稳控|登记(?:造册)?|尿检|毛发检测|强制检测)"
    rf".{{0,8}}?(?:{_USERS})"
    rf"|(?:{_USERS}).{{0,8}}?(?:(?:动态|分级|分类|风险)?(?:管控|监管|监控|稳控)|登记|尿检|检测)"
)
_CASES = re.compile(
    "(?:查处|侦办|侦破|破获).{0,8}?(?:案件|犯罪|贩毒|制毒|毒品案)|(?:涉毒|毒品|案件)?线索.{0,4}?侦[查办]|侦查"
    "|缉毒(?!英[雄烈]|民警|警察|警犬|先锋|先进|故事|事迹|题材)|破案|抓捕"
)
_ORDERED = re.compile(
    "(?<![被经对])责令(?:.{0,4}?)社区(?:戒毒|康复)(?!人员|决定书|的)|决定强制隔离戒毒"
)
_REHABILITATION = re.compile(r"社区(?:戒毒|康复)")
_ASSIST = re.compile("协助|配合|参与|宣传|培训|学习|结对|志愿|关爱|慰问")
_DOER = re.compile("支部|党员志愿者|党员(?!大会)|志愿者|志愿服务队|居委会|村委会|社区工作者|网格员")
_DENIED = re.compile(
    "不(?:参与|承担|负责|介入|组织|实施|开展|从事|得|宜|再|涉及|包括|是|做|搞)|无权|禁止|严禁|公安|派出所|民警"
    "|禁毒大队|移交|协助|配合|培训|学习|法规|知识|宣讲"
)
_REACH = 16
"""Characters from who does it to what is done, in one clause."""


class _Power(NamedTuple):
    """A power of the police: what speaks of it, what it is, and the law where it was read.

    One of the ``signs`` is in whatever speaks of it: most plans have none of some powers.
    """

    words: re.Pattern[str]
    signs: tuple[str, ...]
    what: str
    law: str = ""


_POLICE_POWERS = (
    _Power(_CASES, ("查处", "侦", "破获", "破案", "缉毒", "抓捕"), "查处案件、侦查线索"),
    _Power(
        _ORDERED,
        ("责令", "决定强制"),
        "责令社区戒毒、社区康复和决定强制隔离戒毒",
        "（《禁毒法》第三十三条、《戒毒条例》第四条）",
    ),
    _Power(
        _CONTROL,
        ("控", "监管", "登记", "检"),
        "登记、检测和动态管控人员",
        "（《戒毒条例》第四条）",
    ),
)


@rule(
    "RSP011",
    Severity.ERROR,
    level=Level.REVIEW,
    basis="《戒毒条例》第四条、第五条，《中华人民共和国禁毒法》第三十二条、第三十三条、第三十四条",
)
def not_competent(plan: Plan) -> Iterator[Finding]:
    """牵头单位没有相应的法定职责。

    对吸毒人员登记、检测和实行动态管控，责令社区戒毒、社区康复，查处案件、侦查线索，由公安机关负责；
    社区戒毒、社区康复由乡镇人民政府、街道办事处负责，可以指定有关基层组织落实。因此，前一类任务由
    别的单位牵头，社区戒毒社区康复由支部牵头，或者措施里写成由支部、志愿者、居（村）委会来登记、检测、
    管控、破案，都是错误；社区戒毒社区康复由居（村）委会牵头而没有写明经指定的，是警告。“协助”“宣传”
    “结对”之类的任务不在此列；写明“不参与”“不承担”“由公安机关实施”的也不在此列。单位没有写“类别”
    的，从名称判断；名称也看不出的不查。

    ```yaml
    单位名录:
      - {编号: 支部, 名称: 柳林街道禁毒党支部, 类别: 党组织}
      - {编号: 居委会, 名称: 梧桐社区居民委员会, 类别: 社区}
    工作任务:
      - {编号: 甲, 名称: 对吸毒人员实行动态管控, 牵头单位: 支部}  # <- RSP011
      - {编号: 乙, 名称: 落实社区戒毒措施, 牵头单位: 支部}  # <- RSP011
      - {编号: 丁, 名称: 责令社区戒毒, 牵头单位: 支部}  # <- RSP011
      - {编号: 戊, 名称: 涉毒重点人员分级管控, 牵头单位: 居委会}  # <- RSP011
    重点任务:
      - 编号: 丙
        措施:
          - 支部通过平台对吸毒人员实行动态监管。  # <- RSP011
          - 党员志愿者定期对戒毒人员进行尿检。  # <- RSP011
    ```

    ```yaml
    单位名录:
      - {编号: 支部, 名称: 柳林街道禁毒党支部, 类别: 党组织}
      - {编号: 派出所, 名称: 柳林派出所, 类别: 公安}
    工作任务:
      - {编号: 甲, 名称: 对吸毒人员实行动态管控, 牵头单位: 派出所}
      - {编号: 乙, 名称: 协助落实社区戒毒措施, 牵头单位: 支部}
    重点任务:
      - 编号: 丙
        措施:
          - 公安机关对吸毒人员实行动态管控，支部不承担登记、检测工作。
          - 支部对吸毒人员登记、检测等工作不参与。
    ```
    """
    for thing, attribute, name, lead in _led_work(plan):
        party = plan.party(lead)
        if party is None or (kind := kind_of(party)) is None or _ASSIST.search(name):
            continue
        unit = party.name or lead
        power = next((power for power in _POLICE_POWERS if power.words.search(name)), None)
        if power is not None:
            if kind is not PartyKind.POLICE:
                yield Finding(
                    thing.at(attribute),
                    f"“{name}”由{unit}牵头；{power.what}是公安机关的职责{power.law}。",
                    "改由公安机关牵头，本单位列为配合；或者改写成宣传、帮扶等职责内的工作。",
                )
        elif _REHABILITATION.search(name) and kind is PartyKind.BRANCH:
            yield Finding(
                thing.at(attribute),
                f"“{name}”由{unit}牵头；社区戒毒、社区康复由乡镇人民政府、街道办事处负责。",
                "改由乡镇人民政府或街道办事处牵头，支部列为配合。",
            )
        elif (
            _REHABILITATION.search(name)
            and kind is PartyKind.COMMUNITY
            and "指定" not in name + (getattr(thing, "description", None) or "")
        ):
            yield Finding(
                thing.at(attribute),
                f"“{name}”由{unit}牵头，没有写明经乡镇人民政府、街道办事处指定。",
                "改由乡镇人民政府或街道办事处牵头；经指定的，在“说明”里写明。",
                severity=Severity.WARNING,
            )
    told = words_of(plan)
    powers = [power for power in _POLICE_POWERS if any(sign in told for sign in power.signs)]
    for theme in plan.themes:
        for place, measure in enumerate(theme.measures):
            found = _overreach(measure, powers)
            if found is not None:
                doer, stretch, what = found
                yield Finding(
                    theme.at("measures", place),
                    f"措施里写由{doer}来做“{stretch.words}”；{what}是公安机关的职责。",
                    f"改由公安机关实施，{doer}只写宣传、帮扶和配合的内容。",
                    within=stretch,
                )


def _overreach(measure: str, powers: Iterable[_Power]) -> tuple[str, Stretch, str] | None:
    """Who, in a measure, does what only the police may, the words that say so, and what it is."""
    for power in powers:
        for act in power.words.finditer(measure):
            near = measure[max(0, act.start() - _REACH - 4) : act.start()]
            before = re.split("[，。；]", near)[-1]
            doer = _DOER.search(before)
            if doer is None:
                continue
            tail = re.split("[，。；]", measure[act.end() : act.end() + 2 * _REACH])[0]
            if not _DENIED.search(before[doer.start() :] + act[0] + tail):
                return doer[0], Stretch(measure, *act.span()), power.what
    return None


def _led_work(plan: Plan) -> Iterator[tuple[Thing, str, str, str]]:
    """Work with its lead: the thing, the attribute of the lead, the name, the unit's 编号."""
    for milestone in plan.milestones:
        if milestone.leads:
            yield milestone, "leads", milestone.name or "", milestone.leads[0]
    for item in plan.recurring:
        if item.lead:
            yield item, "lead", item.name or "", item.lead
    for theme in plan.themes:
        if theme.lead:
            yield theme, "lead", theme.name or "", theme.lead


@rule("RSP005", Severity.WARNING, level=Level.REVIEW, basis="惯例：领导小组下设办公室")
def no_office(plan: Plan) -> Iterator[Finding]:
    """领导小组没有设办公室。

    日常工作要有地方、有人管：写明办公室设在哪个单位、由谁任主任（写职务）。“公文”里写了“联系”的，
    要有单位；写了联系人的，还要有办公电话。联系人的姓名不是必写的。

    ```yaml
    领导小组:
      组长: {职务: 街道党工委书记}
      办公室: {主任: 平安办主任}  # <- RSP005
    公文:
      联系: {单位: 柳林街道平安办公室, 联系人: 张三}  # <- RSP005
    ```

    ```yaml
    单位名录: [{编号: 平安办, 名称: 柳林街道平安办公室}]
    领导小组:
      组长: {职务: 街道党工委书记}
      办公室: {设在: 平安办, 主任: 平安办主任}
    公文:
      联系: {单位: 柳林街道平安办公室}
    ```
    """
    yield from _contact(plan)
    group = plan.leading_group
    if group is None:
        return
    if group.lacks("office"):
        yield Finding(
            group.at("office"),
            "领导小组没有写办公室。",
            "在“办公室”里写明设在哪个单位、由谁任主任。",
            on_key=True,
        )
    elif group.office is not None:
        parts = (("unit", "设在哪个单位"), ("director", "主任"))
        missing = [word for attribute, word in parts if group.office.lacks(attribute)]
        if missing:
            yield Finding(
                group.office.where,
                f"领导小组办公室没有写{'和'.join(missing)}。",
                "写成 {设在: 单位编号, 主任: 职务}。",
            )


def _contact(plan: Plan) -> Iterator[Finding]:
    contact = plan.document.contact if plan.document else None
    if contact is None:
        return
    if contact.lacks("unit"):
        yield Finding(
            contact.where,
            "“联系”没有写单位。",
            "补上承办这项工作的单位，如领导小组办公室所在的单位。",
        )
    elif contact.has("person") and contact.lacks("phone"):
        yield Finding(
            contact.where,
            "“联系”写了联系人，没有写电话。",
            "补上办公电话；只写单位也可以。",
        )


@rule(
    "RSP008",
    Severity.WARNING,
    level=Level.REVIEW,
    basis="惯例：按服务对象数配备专职人员",
    norms=("专职人员配备比",),
)
def too_few_workers(plan: Plan, ratio: Norm) -> Iterator[Finding]:
    """专职人员太少。

    社区工作者和专业社工的人数，一般每三十名服务对象不少于一名。服务对象只填总数；比例可以在
    配置里改。没有写服务对象数的不检查。

    ```yaml
    工作队伍:
      - {名称: 禁毒专职组, 类别: 社区工作者, 人数: 1, 服务对象数: 62}  # <- RSP008
    ```

    ```yaml
    工作队伍:
      - {名称: 禁毒专职组, 类别: 社区工作者, 人数: 3, 服务对象数: 62}
    ```
    """
    clients = max((team.clients or 0 for team in plan.teams), default=0)
    kinds = (TeamKind.COMMUNITY, TeamKind.SOCIAL_WORKERS)
    workers = [team for team in plan.teams if team.kind in kinds]
    if not clients or any(team.size is None for team in workers):
        return
    have = sum(team.size or 0 for team in workers)
    need = -(-clients // int(ratio.value))
    if have < need:
        serving = next(team for team in plan.teams if team.clients == clients)
        yield Finding(
            serving.at("clients"),
            f"服务对象{clients}人，专职人员和社工共{have}人，按1:{ratio.value}至少要{need}人。",
            f"再配{need - have}名专职人员，或者通过购买服务解决。（比例出处：{ratio.source}）",
        )


RULES = (
    not_one_lead,
    person_instead_of_post,
    not_one_leader,
    department_missing,
    team_kind_missing,
    not_competent,
    no_office,
    too_few_workers,
)
