"""Names of branches and bodies: inconsistent or outdated."""

from __future__ import annotations

import re
from collections.abc import Iterator

from jindu.language.bygone import OLDER_GUIDES
from jindu.language.organisations import SUCCESSORS, former, kind_of, successor
from jindu.language.scan import Hit, hits, located, words_of
from jindu.language.similarity import nearest
from jindu.model.choices import UnitKind
from jindu.model.context import Context
from jindu.model.diagnostic import Finding, Level, Severity, TextRange
from jindu.model.plan import Plan
from jindu.model.rule import rule
from jindu.units.patterns import late


@rule("TXT004", Severity.WARNING, level=Level.REVIEW, basis="惯例：同一名称前后一致")
def branch_name_mismatch(context: Context) -> Iterator[Finding]:
    """支部的名称前后写得不一样。

    “支部”一节里的名称应当与“单位名录”里的党组织名称一致，正文里的全称也应当与它一致。省略“党”字、
    “功能型”“联合”这些说明形式的字不算。

    ```yaml
    支部:
      - {编号: 甲, 名称: 柳林街道禁毒支部}  # <- TXT004
    单位名录:
      - {编号: 支部, 名称: 柳林街道禁毒党支部, 类别: 党组织}
    ```

    ```yaml
    支部:
      - {编号: 甲, 名称: 柳林街道禁毒党支部}
    单位名录:
      - {编号: 支部, 名称: 柳林街道禁毒党支部, 类别: 党组织}
    ```
    """
    plan = context.plan
    units = {unit.name: unit for unit in plan.units if kind_of(unit) is UnitKind.BRANCH}
    for branch in plan.branches:
        if not branch.name or branch.name in units or "支部" not in branch.name:
            continue
        near = nearest(branch.name, [n for n in units if n and "支部" in n], 0.8)
        if near is not None:
            yield Finding(
                branch.at("name"),
                f"支部名称“{branch.name}”与单位名录里的“{near}”不一致。",
                "改成同一个名称。",
                related=((units[near].at("name"), "单位名录里的名称"),),
            )
    yield from _in_prose(plan)


_FORM = late("党(?=支部)|功能[型性]|联合|临时|专门")
"""What a name may leave out."""
_DRUGS = "禁毒"


def _in_prose(plan: Plan) -> Iterator[Finding]:
    """Report names in running text that begin like a branch of the plan and go on otherwise."""
    names = [branch.name or "" for branch in plan.branches]
    names += [unit.name or "" for unit in plan.units]
    known = {_FORM.sub("", name) for name in names}
    words = words_of(plan)
    for branch in plan.branches:
        area, found, _ = (branch.name or "").partition(_DRUGS)
        if not found or len(area) < len("某街道"):
            continue
        for match in re.finditer(
            f"{re.escape(area)}禁毒[^，。；、的和与及由在向为把办》“”\n]{{0,6}}?支部", words
        ):
            hit, name = located(plan, *match.span()), _FORM.sub("", match[0])
            # The plain name may stand for any of them, as in the title.
            is_plain = name == f"{area}{_DRUGS}支部"
            if not is_plain and name not in known and hit.attribute != "aliases":
                yield Finding(
                    hit.where,
                    f"这里的“{match[0]}”与支部名称“{branch.name}”不一致。",
                    "指的是同一个支部的，改成同一个名称。",
                    related=((branch.at("name"), "支部的名称"),),
                    range=hit.range,
                )


@rule(
    "TXT009",
    Severity.WARNING,
    level=Level.REVIEW,
    basis="《戒毒条例》第四十六条，《中华人民共和国禁毒法》第七十一条；惯例：用机构改革后的名称和现行提法",
)
def outdated_name(context: Context) -> Iterator[Finding]:
    """引用了已经废止的文件，或者用了旧的机构名称、以前的提法。

    《强制戒毒办法》《关于禁毒的决定》已经废止，劳动教养制度已经取消，强制戒毒所改称强制隔离戒毒所；卫计委、
    计生委、工商局、质监局、食药监局、安监局、农业局、环保局、国土局、文化局、旅游局、劳动局、扶贫办、综治委这些
    机构已经改了名称或者并入别的部门。指导思想写现行的提法。说的是从前的事，在名称前写“原”即可。单位
    名录里已有新名称的，按一个单位两个名字（REF004）报告。

    ```yaml
    方案:
      依据:
        - 强制戒毒办法  # <- TXT009
      工作基础: 县工商局每年检查娱乐场所。  # <- TXT009
    ```

    ```yaml
    方案:
      依据:
        - 戒毒条例
      工作基础: 县市场监督管理局每年检查娱乐场所，原工商局的台账已经移交。
    ```
    """
    plan = context.plan
    for hit in hits(plan, "outdated"):
        if "guide" in hit.groups or "guide_" in hit.groups:
            if not former(hit) and not _PRESENT_GUIDE.search(hit.text):
                yield _of_guide(hit)
            continue
        if former(hit) or successor(plan, hit) is not None or hit.attribute == "aliases":
            continue
        now = next((name for group, (_, name) in SUCCESSORS.items() if group in hit.groups), None)
        if now is not None:
            tip = f"改成现在的名称：{now}。"
        else:
            tip = next(text for word, text in _INSTEAD.items() if word in hit.match)
        yield Finding(hit.where, f"“{hit.match}”已经不用。", tip, range=hit.range)


_PRESENT_GUIDE = late("习近平新时代|二十大|二十届")


def _of_guide(hit: Hit) -> Finding:
    guides = [match.span() for match in re.finditer(OLDER_GUIDES, hit.match)]
    first, last = hit.range.start + guides[0][0], hit.range.start + guides[-1][1]
    said = TextRange(hit.text, first, last)
    return Finding(
        hit.where,
        f"只写了“{said.words}”，是以前文件里的提法。",
        "写现行的提法：以习近平新时代中国特色社会主义思想为指导；会议精神写最近一次党的代表大会的。",
        range=said,
    )


_INSTEAD = {
    "强制戒毒办法": "已由《戒毒条例》废止，改引《戒毒条例》。",
    "强制戒毒": "现在称强制隔离戒毒，改成“强制隔离戒毒所”“强制隔离戒毒人员”等。",
    "禁毒的决定": "已由《中华人民共和国禁毒法》废止，改引该法。",
    "劳": "劳动教养制度已经取消，改写现行的戒毒措施。",
    "治": "核对现在的名称，如县级写政法委员会，乡镇、街道写平安（法治）办公室或者综治中心。",
}
"""Word of an outdated name → tip; the first that matches applies."""
