"""The document around the plan: names of itself, its issuer and its date."""

from __future__ import annotations

from collections.abc import Iterator

from jindu.language.areas import by_rank, lowest
from jindu.language.scan import hits
from jindu.language.similarity import nearest
from jindu.model.choices import Genre
from jindu.model.context import Context
from jindu.model.diagnostic import Finding, Level, Severity, TextRange
from jindu.model.plan import Document
from jindu.model.rule import rule
from jindu.rules.bases import CONSISTENCY
from jindu.units import Precision
from jindu.units.patterns import late

_OWN = late(r".{4,60}(?:实施方案|创建方案)")
_ALIKE = 0.75
"""Likeness to the title from which a plan that does not speak of a branch is taken for this one."""


@rule("STR006", Severity.WARNING, level=Level.REVIEW, basis=CONSISTENCY)
def title_mismatch(context: Context) -> Iterator[Finding]:
    """文中提到的方案名称与标题不同。

    任务、成果或者附件里用书名号提到的创建实施方案，多半就是本方案；名称不同，审批的人不知道指的是
    哪一份。上级的方案和已列入“依据”的文件除外。

    ```yaml
    方案: {标题: 柳林街道禁毒支部创建实施方案}
    工作任务:
      - {编号: 任务一, 名称: 审议《柳林街道禁毒支部品牌创建实施方案》}  # <- STR006
      - {编号: 任务二, 名称: 印发《柳林街道禁毒创建实施方案》}  # <- STR006
    ```

    ```yaml
    方案: {标题: 柳林街道禁毒支部创建实施方案}
    工作任务:
      - {编号: 任务一, 名称: 审议《柳林街道禁毒支部创建实施方案》}
      - {编号: 任务二, 名称: 按《清源县禁毒支部示范创建实施方案》报送材料}
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
        if name in known or hit.entity is overview or not _is_meant(name, title):
            continue
        start = hit.range.start + 1
        yield Finding(
            hit.where,
            f"这里提到《{name}》，方案的标题是“{title}”。",
            "指的是本方案的，改成与标题一致；是另一份文件的，把它列入“依据”。",
            related=((overview.at("title"), "方案的标题"),),
            replacement=title,
            safe=False,
            range=TextRange(hit.text, start, start + len(name)),
        )


def _is_meant(name: str, title: str) -> bool:
    """Whether the plan named in the text seems to be the one with this title."""
    if not _OWN.fullmatch(name):
        return False
    rank, own = lowest(name), lowest(title)
    if rank is not None and own is not None and rank > own:
        # The plan of a superior, unless it is that of another place.
        return by_rank(title).get(rank, by_rank(name)[rank]) != by_rank(name)[rank]
    if "支部" in name:
        return True
    return "创建" in name and "禁毒" in name and nearest(name, (title,), _ALIKE) is not None


@rule("STR010", Severity.WARNING, level=Level.SUBMIT, basis="GB/T 9704—2012 第7.3.5条")
def missing_issuer_or_date(context: Context) -> Iterator[Finding]:
    """没有署名机关或者成文日期。

    报批的文件要有发文机关署名和成文日期，没有发文机关的不能报批。成文日期写到日；缺了它们，生成的
    文件没有落款。规划、办法等可以随通知印发，没有“公文”一节的只作警告。

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
        if plan.has("overview") and plan.lacks("document") and plan.asks_for("document"):
            yield Finding(
                plan.at("document"),
                "方案没有写“公文”一节，生成的文件没有署名和成文日期。",
                "补上“公文”一节，写明发文机关和成文日期。",
                severity=Severity.ERROR if plan.genre is Genre.PLAN else None,
            )
        return
    for attribute, name, severity in (
        ("organs", "发文机关", Severity.ERROR),
        ("date", "成文日期", None),
    ):
        if document.lacks(attribute) and plan.asks_for("document"):
            yield Finding(
                document.at(attribute),
                f"没有写{name}。",
                f"在“公文”里补上{name}。",
                on_key=True,
                severity=severity,
            )
    yield from _without_day(document)


def _without_day(document: Document) -> Iterator[Finding]:
    if document.date is not None and document.date.precision is not Precision.DAY:
        yield Finding(
            document.at("date"),
            f"成文日期“{document.date}”没有写到日。",
            "写成 2026-06-26 的样子：会议通过或者负责人签发的日期。",
        )
