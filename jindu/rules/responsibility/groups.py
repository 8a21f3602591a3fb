"""The leading group and its office."""

from __future__ import annotations

import re
from collections.abc import Iterator

from jindu.language.organisations import kind_of
from jindu.model.choices import UnitKind
from jindu.model.context import Context
from jindu.model.diagnostic import Finding, Level, Severity
from jindu.model.plan import LeadingGroup, Plan, Post
from jindu.model.rule import rule
from jindu.units.patterns import late


@rule(
    "RSP003",
    Severity.ERROR,
    level=Level.REVIEW,
    basis="方案自身的要求：领导小组设组长一名；由党（工）委书记担任是惯例",
)
def missing_or_multiple_leaders(context: Context) -> Iterator[Finding]:
    """领导小组没有组长，或者组长不止一名。

    领导小组没有组长，是错误。组长不止一名的，作为警告指出；由党政主要负责人任双组长的，各地也有，只作
    提示。领导小组里有公安、司法、卫健等部门的，一般由党（工）委书记任组长，禁毒支部书记任副组长；由
    支部书记任组长的，作为提示指出。

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
    plan = context.plan
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
        titles = "、".join(post.title or "" for post in group.leader)
        both = len(group.leader) == 2 and "书记" in titles and _HEAD.search(titles)
        yield Finding(
            group.at("leader"),
            f"领导小组有{len(group.leader)}名组长。",
            "确定由党政主要负责人任双组长的，可以保留；否则只设一名组长，其余列为副组长。",
            severity=Severity.INFO if both else Severity.WARNING,
        )
    elif _leads_branch(plan, group.leader[0]) and len(group.members) > 1:
        yield Finding(
            group.leader[0].where,
            f"由支部书记任组长，而成员中还有{len(group.members)}个单位，协调起来可能有困难。",
            "请党（工）委书记任组长，支部书记任副组长。",
            severity=Severity.INFO,
        )


_HEAD = late("主任|[镇乡县区市]长")
"""The head of the government beside the secretary of the Party committee."""


def _leads_branch(plan: Plan, post: Post) -> bool:
    title = post.title or ""
    unit = plan.unit(post.unit)
    return "支部" in title or (unit is not None and "支部" in (unit.name or ""))


def _member_kinds(plan: Plan, group: LeadingGroup) -> set[str]:
    posts = (*group.leader, *group.deputies, *group.members)
    units = [plan.unit(post.unit) for post in posts]
    kinds = {kind_of(unit) for unit in units if unit is not None}
    if UnitKind.MEDICAL in kinds:
        kinds.add(UnitKind.HEALTH)
    return {str(kind) for kind in kinds if kind is not None}


_DEPARTMENT: dict[str, str] = {
    UnitKind.POLICE: "公安|派出所",
    UnitKind.JUSTICE: "司法",
    UnitKind.HEALTH: "卫健|卫生(?:健康|院|局|室|服务|计生|监督)|卫计|医院|疾控|疾病预防",
    UnitKind.EDUCATION: "教育|教体|学校|中学|小学",
}


_EXAMPLE: dict[str, str] = {
    UnitKind.POLICE: "派出所",
    UnitKind.JUSTICE: "司法所",
    UnitKind.HEALTH: "卫生院",
    UnitKind.EDUCATION: "教育局",
}


@rule(
    "RSP004",
    Severity.WARNING,
    level=Level.REVIEW,
    basis="惯例：领导小组由公安、司法、卫健等部门参加",
    norms=("领导小组应有部门",),
)
def missing_department(context: Context) -> Iterator[Finding]:
    """领导小组缺少应当参加的部门。

    禁毒工作要公安、司法、卫健等部门配合，这些部门应当在领导小组里；单位名录中有教育部门或者
    学校的，教育部门也应当参加。以成员单位的“类别”判断，没有写单位的看职务的文字。企业、医院、学校
    给自己写的方案（没有写层级），领导小组由内部部门组成，不查。

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
    plan = context.plan
    wanted = context.norms["领导小组应有部门"]
    group = plan.leading_group
    if group is None or not group.sure("leader", "deputies", "members"):
        return
    if not plan.asks_for("leading_group") or not plan.sure("units") or _is_internal(plan):
        return
    kinds = _member_kinds(plan, group)
    posts = (*group.leader, *group.deputies, *group.members)
    words = " ".join(f"{post.title or ''} {plan.name_of(post.unit or '')}" for post in posts)
    needed = list(wanted.value)
    if any(unit.kind in (UnitKind.EDUCATION, UnitKind.SCHOOL) for unit in plan.units):
        needed.append(UnitKind.EDUCATION)
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


_OWN_HOUSE = late("公司|集团|企业|工厂|医院|学校|中学|小学|大学|学院|幼儿园|银行")


def _is_internal(plan: Plan) -> bool:
    """Whether a company, hospital or school writes for itself."""
    overview = plan.overview
    if overview is None or overview.tier is not None:
        return False
    organs = plan.document.organs if plan.document else ()
    names = organs or (overview.title or "",)
    return all(_OWN_HOUSE.search(name) for name in names)


@rule("RSP005", Severity.WARNING, level=Level.REVIEW, basis="惯例：领导小组下设办公室")
def missing_office(context: Context) -> Iterator[Finding]:
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
    plan = context.plan
    yield from _incomplete_contact(plan)
    group = plan.leading_group
    if group is None:
        return
    if group.lacks("office"):
        if not plan.asks_for("leading_group"):
            return
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


def _incomplete_contact(plan: Plan) -> Iterator[Finding]:
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
