"""Title, basis, issuer, date and annexes of the document."""

from __future__ import annotations

import re
from collections.abc import Iterator

from jindu.language.naming import called
from jindu.language.scan import hits
from jindu.language.similarity import nearest
from jindu.model.context import Context
from jindu.model.diagnostic import Finding, Level, Severity, TextRange
from jindu.model.rule import rule
from jindu.rules.bases import CONSISTENCY

_NUMBERED = re.compile(r"(?:意见|通知|方案|规划|纲要|要点|计划|批复|函)$")


@rule("STR005", Severity.WARNING, level=Level.REVIEW, basis="惯例：方案写明制定依据")
def missing_basis(context: Context) -> Iterator[Finding]:
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
    plan = context.plan
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
        if basis.titled and _NUMBERED.search(name) and basis.lacks("number"):
            yield Finding(
                basis.where,
                f"依据“{name}”没有写文号。",
                "写成 {名称: 文件全称, 文号: 机关代字〔年份〕序号号}。",
            )


_OWN = re.compile(r".{4,60}(?:实施方案|创建方案)")


@rule("STR006", Severity.ERROR, level=Level.REVIEW, basis=CONSISTENCY)
def title_mismatch(context: Context) -> Iterator[Finding]:
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
    plan = context.plan
    overview = plan.overview
    title = (overview.title or "").strip("《》 ") if overview else ""
    if overview is None or not title:
        return
    known = {title, *((basis.name or "").strip("《》 ") for basis in overview.basis)}
    for hit in hits(plan, "title"):
        name = hit.groups.get("title", "")
        if (
            name in known
            or "支部" not in name
            or hit.entity is overview
            or not _OWN.fullmatch(name)
        ):
            continue
        start = hit.range.start + 1
        yield Finding(
            hit.where,
            f"这里提到《{name}》，方案的标题是“{title}”。",
            "改成与标题一致的名称；如果是另一份文件，把它列入“依据”。",
            related=((overview.at("title"), "方案的标题"),),
            replacement=title,
            safe=False,
            range=TextRange(hit.text, start, start + len(name)),
        )


@rule("STR010", Severity.WARNING, level=Level.SUBMIT, basis="GB/T 9704—2012 第7.3.5条")
def missing_issuer_or_date(context: Context) -> Iterator[Finding]:
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
    plan = context.plan
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


_GENERATED_ANNEXES = (
    "领导小组成员名单",
    "绩效指标表",
    "任务分解表",
    "路线图",
    "经费预算表",
    "考核评分表",
)
"""Annexes generated from the plan."""


@rule("STR009", Severity.WARNING, level=Level.REVIEW, basis="惯例：正文提到的附件都有、都对得上")
def broken_annex_reference(context: Context) -> Iterator[Finding]:
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
    plan = context.plan
    attachments = plan.document.attachments if plan.document else ()
    for hit in hits(plan, "numbered"):
        yield Finding(
            hit.where,
            f"“{hit.match}”是用序号提的附件，附件增减以后会对不上。",
            "改写附件的名称，如“详见附件中的经费预算表”。",
            range=hit.range,
        )
    names = (*_GENERATED_ANNEXES, *(a.name for a in attachments if a.name))
    for hit in hits(plan, "annex"):
        name = hit.groups["name"]
        if not any(name in known or known in name for known in names) and not nearest(
            name, names, 0.6
        ):
            yield Finding(
                hit.where,
                f"附件里没有“{name}”。",
                f"在“公文”的“附件”里补上“{name}”，或者删去这句话。",
                range=hit.range,
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
