"""The plan as a whole: what it has to contain, and that its names are used once."""

from __future__ import annotations

import re
from collections.abc import Iterator

from jindu.analysis.naming import called
from jindu.analysis.text import hits
from jindu.diagnostic import Finding, Level, Severity, Stretch, rule
from jindu.plan import (
    Attachment,
    Basis,
    Bonus,
    Dimension,
    Goal,
    Grade,
    Indicator,
    Item,
    Milestone,
    Party,
    Plan,
    Recurring,
    Risk,
    Stage,
    Theme,
    Use,
    Veto,
)
from jindu.vocabulary import Thing, nearest


@rule("STR002", Severity.ERROR, level=Level.DRAFT, basis="方案自身的一致性")
def duplicate_id(plan: Plan) -> Iterator[Finding]:
    """编号重复。

    编号是别处引用时用的名字，整份方案里只能用一次；重复了，就不知道引用的是哪一个。

    ```yaml
    单位名录:
      - {编号: 司法所, 名称: 柳林司法所}
      - {编号: 司法所, 名称: 青石司法所}  # <- STR002
    ```

    ```yaml
    单位名录:
      - {编号: 柳林司法所, 名称: 柳林司法所}
      - {编号: 青石司法所, 名称: 青石司法所}
    ```
    """
    first: dict[str, Thing] = {}
    for thing in plan.things:
        name = vars(thing).get("id")
        if name is not None and first.setdefault(name, thing) is not thing:
            yield Finding(
                thing.at("id"),
                f"编号“{name}”已经用过。",
                "换一个没有用过的编号，引用它的地方一并改正。",
                related=((first[name].at("id"), "先用在这里"),),
            )


_PARTS = (
    ("overview", "方案概况"),
    ("parties", "单位名录"),
    ("leading_group", "领导小组"),
    ("goals", "目标和指标"),
    ("stages", "实施阶段"),
    ("themes", "重点任务"),
    ("milestones", "工作任务"),
    ("budget", "经费预算"),
    ("evaluation", "考核评价"),
)


@rule("STR003", Severity.ERROR, level=Level.REVIEW, basis="方案自身的要求：实施方案的基本内容")
def part_missing(plan: Plan) -> Iterator[Finding]:
    """缺少必备的部分。

    实施方案要说清为什么做、做到什么程度、谁来做、分几步做、花多少钱、怎样评价。缺了
    其中一部分，方案无从审议。方案概况里要有标题和起止时间。

    ```yaml
    方案:  # <- STR003
      标题: 柳林街道禁毒支部创建实施方案
    ```

    ```yaml
    方案: {标题: 柳林街道禁毒支部创建实施方案, 起止: 2026-01..2028-12}
    单位名录: [{编号: 支部, 名称: 柳林街道禁毒党支部}]
    领导小组: {组长: 街道党工委书记}
    目标: [{编号: 目标一, 内容: 提高居民禁毒知识知晓率}]
    实施阶段: [{编号: 阶段一, 名称: 宣传发动, 起止: 2026-01..2026-06}]
    重点任务: [{编号: 重点一, 名称: 开展宣传教育}]
    工作任务: [{编号: 任务一, 名称: 印发方案}]
    经费: {总额: 50万元}
    考核评价: {满分: 100}
    ```
    """
    missing = [name for attribute, name in _PARTS if plan.lacks(attribute)]
    if missing:
        yield Finding(
            plan.at("overview"),
            f"方案缺少{'、'.join(missing)}。",
            "补上缺少的部分；可以参照 jindu init 生成的方案。",
            on_key=True,
        )
    overview = plan.overview
    for attribute, name in (("title", "标题"), ("period", "起止时间")):
        if overview is not None and overview.lacks(attribute):
            yield Finding(
                overview.at(attribute), f"方案没有写{name}。", f"在“方案”里补上{name}。",
                on_key=True,
            )  # fmt: skip


_STAGES = ("宣传发动", "组织实施", "巩固提升")


@rule("STR004", Severity.WARNING, level=Level.REVIEW, basis="惯例：创建工作分三个阶段推进")
def customary_stage_missing(plan: Plan) -> Iterator[Finding]:
    """阶段划分与通行的三个阶段不同。

    创建工作一般分宣传发动、组织实施、巩固提升三个阶段，阶段名称里应能看出这三步。确需
    另行划分的，在“方案”里写“自定阶段: 是”。

    ```yaml
    实施阶段:  # <- STR004
      - {编号: 阶段一, 名称: 宣传发动, 起止: 2026-01..2026-06}
      - {编号: 阶段二, 名称: 组织实施, 起止: 2026-07..2028-12}
    ```

    ```yaml
    实施阶段:
      - {编号: 阶段一, 名称: 宣传发动, 起止: 2026-01..2026-06}
      - {编号: 阶段二, 名称: 组织实施, 起止: 2026-07..2028-03}
      - {编号: 阶段三, 名称: 巩固提升, 起止: 2028-04..2028-12}
    ```
    """
    custom = plan.overview is not None and plan.overview.custom_stages
    if custom or not plan.stages or not plan.sure("stages"):
        return
    names = "、".join(stage.name or "" for stage in plan.stages)
    missing = [name for name in _STAGES if name not in names]
    if missing:
        yield Finding(
            plan.at("stages"),
            f"实施阶段里没有{'、'.join(missing)}。",
            "按宣传发动、组织实施、巩固提升划分；另行划分的，在“方案”里写“自定阶段: 是”。",
            on_key=True,
        )


_NUMBERED = re.compile(r"(?:意见|通知|方案|规划|纲要|要点|计划|批复|函)$")


@rule("STR005", Severity.WARNING, level=Level.REVIEW, basis="惯例：方案写明制定依据")
def basis_not_cited(plan: Plan) -> Iterator[Finding]:
    """没有写制定依据，或者依据的文件没有文号。

    方案要写明依据的法律和上级文件。法律、法规和党内法规只写名称；通知、意见、方案、规划
    等文件还要写发文字号，便于核对。

    ```yaml
    方案:
      标题: 柳林街道禁毒支部创建实施方案
      依据:
        - {名称: 关于加强社区禁毒工作的意见}  # <- STR005
    ```

    ```yaml
    方案:
      标题: 柳林街道禁毒支部创建实施方案
      依据:
        - {名称: 中华人民共和国禁毒法}
        - {名称: 关于加强社区禁毒工作的意见, 文号: 清禁毒委〔2025〕3号}
    ```
    """
    overview = plan.overview
    if overview is None:
        return
    if overview.lacks("basis"):
        yield Finding(
            overview.at("basis"),
            "方案没有写制定依据。",
            "在“方案”的“依据”里写明所依据的法律法规和上级文件。",
            on_key=True,
        )
    for basis in overview.basis:
        name = (basis.name or "").strip("《》 ")
        if _NUMBERED.search(name) and basis.lacks("number"):
            yield Finding(
                basis.where,
                f"依据“{name}”没有写文号。",
                "写成 {名称: 文件全称, 文号: 机关代字〔年份〕序号号}。",
            )


_OWN = re.compile(r".{4,60}(?:实施方案|创建方案)")


@rule("STR006", Severity.ERROR, level=Level.REVIEW, basis="方案自身的一致性")
def title_differs(plan: Plan) -> Iterator[Finding]:
    """文中提到的方案名称与标题不同。

    任务、成果或者附件里用书名号提到的创建实施方案，应当就是本方案；名称不同，审批的人
    不知道指的是哪一份。已列入“依据”的文件除外。

    ```yaml
    方案: {标题: 柳林街道禁毒支部创建实施方案}
    工作任务:
      - {编号: 任务一, 名称: 审议《柳林街道禁毒支部品牌创建实施方案》}  # <- STR006
    ```

    ```yaml
    方案: {标题: 柳林街道禁毒支部创建实施方案}
    工作任务:
      - {编号: 任务一, 名称: 审议《柳林街道禁毒支部创建实施方案》}
    ```
    """
    overview = plan.overview
    title = (overview.title or "").strip("《》 ") if overview else ""
    if overview is None or not title:
        return
    known = {title, *((basis.name or "").strip("《》 ") for basis in overview.basis)}
    for hit in hits(plan, "title"):
        name = hit.groups.get("title", "")
        if name in known or "支部" not in name or hit.thing is overview or not _OWN.fullmatch(name):
            continue
        start = hit.within.start + 1
        yield Finding(
            hit.where,
            f"这里提到《{name}》，方案的标题是“{title}”。",
            "改成与标题一致的名称；如果是另一份文件，把它列入“依据”。",
            related=((overview.at("title"), "方案的标题"),),
            right=title,
            sure=False,
            within=Stretch(hit.text, start, start + len(name)),
        )


@rule("STR010", Severity.WARNING, level=Level.SUBMIT, basis="GB/T 9704—2012 第7.3.5条")
def issuer_or_date_missing(plan: Plan) -> Iterator[Finding]:
    """没有署名机关或者成文日期。

    报批的文件要有发文机关署名和成文日期。成文日期写到日；缺了它们，生成的文件没有落款。

    ```yaml
    公文:  # <- STR010
      发文机关: 中共柳林街道工作委员会
    ```

    ```yaml
    公文:
      发文机关: 中共柳林街道工作委员会
      成文日期: 2025-12-19
    ```
    """
    document = plan.document
    if document is None:
        if plan.has("overview") and plan.lacks("document"):
            yield Finding(
                plan.at("document"),
                "方案没有写“公文”一节，生成的文件没有署名和成文日期。",
                "补上“公文”一节，写明发文机关和成文日期。",
            )
        return
    for attribute, name in (("organs", "发文机关"), ("date", "成文日期")):
        if document.lacks(attribute):
            yield Finding(
                document.at(attribute), f"没有写{name}。", f"在“公文”里补上{name}。", on_key=True
            )


@rule("STR007", Severity.WARNING, level=Level.REVIEW, basis="惯例：品牌有名称、有内涵、有载体")
def brand_incomplete(plan: Plan) -> Iterator[Finding]:
    """品牌写得不完整。

    写了品牌的，要有名称、内涵和载体，否则只是一句口号。成效要到实施以后才有，由指标衡量，不要求在这里
    写。不打品牌的可以不写这一节。

    ```yaml
    方案:
      品牌: {口号: 邻里共禁毒}  # <- STR007
    ```

    ```yaml
    方案:
      品牌: {名称: 梧桐清风, 内涵: 邻里相助守护平安, 载体: 禁毒教育角, 口号: 邻里共禁毒}
    ```
    """
    brand = plan.overview.brand if plan.overview else None
    if brand is None:
        return
    parts = (("name", "名称"), ("meaning", "内涵"), ("carrier", "载体"))
    missing = [word for attribute, word in parts if brand.lacks(attribute)]
    if missing:
        yield Finding(
            brand.where,
            f"品牌{f'“{brand.name}”' if brand.name else ''}没有写{'、'.join(missing)}。",
            f"补上{'、'.join(missing)}；不打品牌的，删去“品牌”。",
        )


@rule("STR008", Severity.INFO, level=Level.REVIEW, basis="惯例：品牌名称四至八个字")
def brand_name_length(plan: Plan) -> Iterator[Finding]:
    """品牌名称太长或者太短。

    品牌名称一般四至八个字，好记好传。

    ```yaml
    方案:
      品牌: {名称: 柳林街道党建引领全民参与禁毒先锋行动, 内涵: 全民参与, 载体: 教育角}  # <- STR008
    ```

    ```yaml
    方案:
      品牌: {名称: 梧桐清风, 内涵: 邻里相助, 载体: 教育角}
    ```
    """
    brand = plan.overview.brand if plan.overview else None
    name = (brand.name or "") if brand else ""
    count = sum(character.isalnum() for character in name)
    if brand is not None and name and not 4 <= count <= 8:
        yield Finding(
            brand.at("name"),
            f"品牌名称“{name}”有{count}个字。",
            f"{'缩短到八个字以内' if count > 8 else '加到四个字以上'}，其余的意思写进“内涵”。",
        )


GENERATED = (
    "领导小组成员名单",
    "绩效指标表",
    "任务分解表",
    "路线图",
    "经费预算表",
    "考核评分表",
)
"""The annexes that the program makes of the plan."""


@rule("STR009", Severity.WARNING, level=Level.REVIEW, basis="惯例：正文提到的附件都有、都对得上")
def annex_by_number(plan: Plan) -> Iterator[Finding]:
    """正文用序号提附件，或者附件没有内容。

    附件由程序按内容编号，增减一张表，序号就会变。正文里写附件的名称，不写“附件3”。正文提到的附件，
    或者是程序生成的表，或者写在“公文”的“附件”里。“附件”里自己加的附件要有内容；正文没有一处提到它
    的，作为提示指出。

    ```yaml
    方案:
      背景: 经费安排详见附件3。  # <- STR009
      工作基础: 队伍情况见附件中的志愿者花名册。  # <- STR009
    公文:
      附件:
        - {名称: 联系点名单}  # <- STR009
        - {名称: 宣教室布置图, 内容: 一、入口。}  # <- STR009
    ```

    ```yaml
    方案:
      背景: 经费安排详见附件中的经费预算表。
      工作基础: 联系点见附件中的联系点名单。
    公文:
      附件:
        - {名称: 联系点名单, 内容: 一、梧桐社区。}
    ```
    """
    attachments = plan.document.attachments if plan.document else ()
    for hit in hits(plan, "numbered"):
        yield Finding(
            hit.where,
            f"“{hit.match}”是用序号提的附件，附件增减以后会对不上。",
            "改写附件的名称，如“详见附件中的经费预算表”。",
            within=hit.within,
        )
    names = (*GENERATED, *(a.name for a in attachments if a.name))
    for hit in hits(plan, "annex"):
        name = hit.groups["name"]
        if not any(name in known or known in name for known in names) and not nearest(
            name, names, 0.6
        ):
            yield Finding(
                hit.where,
                f"附件里没有“{name}”。",
                f"在“公文”的“附件”里补上“{name}”，或者删去这句话。",
                within=hit.within,
            )
    for attachment in attachments:
        if attachment.lacks("content"):
            yield Finding(
                attachment.where,
                f"{called(attachment, '附件')}没有内容。",
                "在“内容”里写上附件正文，或者删去这个附件。",
            )
        elif attachment.name and not any(
            attachment.name in text for thing, _, text in plan.texts if thing is not attachment
        ):
            yield Finding(
                attachment.where,
                f"正文没有一处提到{called(attachment, '附件')}。",
                f"在用到它的地方写“见附件中的{attachment.name}”，或者删去这个附件。",
                severity=Severity.INFO,
            )


_TELLING: dict[type[Thing], tuple[str, str]] = {
    Attachment: ("name", "名称"),
    Basis: ("name", "名称"),
    Bonus: ("content", "内容"),
    Dimension: ("name", "名称"),
    Goal: ("content", "内容"),
    Grade: ("name", "名称"),
    Indicator: ("name", "名称"),
    Item: ("content", "内容"),
    Milestone: ("name", "名称"),
    Party: ("name", "名称"),
    Recurring: ("name", "名称"),
    Risk: ("content", "内容"),
    Stage: ("name", "名称"),
    Theme: ("name", "名称"),
    Use: ("name", "名称"),
    Veto: ("condition", "情形"),
}
"""What each item of a list has to say: its attribute and key."""


@rule("STR011", Severity.ERROR, level=Level.REVIEW, basis="方案自身的要求：各项内容写明是什么")
def item_says_nothing(plan: Plan) -> Iterator[Finding]:
    """一项没有写名称或者内容。

    单位、目标、指标、阶段、任务、支出和考核事项，都要写明是什么。没有写的，生成的文件里只好略去，
    或者用编号代替。

    ```yaml
    重点任务:
      - 编号: 重点一
        名称:  # <- STR011
    考核评价:
      否决情形:
        - 依据: 考核办法  # <- STR011
    ```

    ```yaml
    重点任务:
      - 编号: 重点一
        名称: 健全禁毒支部组织体系
    考核评价:
      否决情形:
        - {情形: 发生泄露戒毒人员信息的事件, 依据: 考核办法}
    ```
    """
    for thing in plan.things:
        attribute, key = _TELLING.get(type(thing), ("", ""))
        if attribute and thing.lacks(attribute):
            yield Finding(
                thing.at(attribute),
                f"{called(thing)}没有写{key}。",
                f"补上“{key}”，或者删去这一项。",
                on_key=True,
            )


RULES = (
    duplicate_id,
    part_missing,
    customary_stage_missing,
    basis_not_cited,
    title_differs,
    issuer_or_date_missing,
    brand_incomplete,
    brand_name_length,
    annex_by_number,
    item_says_nothing,
)
