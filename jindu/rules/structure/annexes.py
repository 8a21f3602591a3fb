"""Annexes that the text refers to."""

from __future__ import annotations

from collections.abc import Iterator

from jindu.language.naming import called
from jindu.language.scan import hits
from jindu.language.similarity import nearest
from jindu.model.context import Context
from jindu.model.diagnostic import Finding, Level, Severity
from jindu.model.plan import Attachment
from jindu.model.rule import rule

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

    附件由程序按内容编号，增减一张表，序号就会变。正文里宜写附件的名称，不写“附件3”“附表2”；写了的
    作为提示指出，说的是别的文件的附件不算。正文提到的附件，或者是程序生成的表，或者写在“公文”的
    “附件”里。“附件”里自己加的附件要有内容；正文没有一处提到它的，也作为提示指出。

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
        if not isinstance(hit.entity, Attachment):
            yield Finding(
                hit.where,
                f"“{hit.match}”是用序号提的，附件增减以后序号会变。",
                "改写附件的名称，如“详见附件中的经费预算表”；说的是别的文件的，写明文件名称。",
                severity=Severity.INFO,
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
