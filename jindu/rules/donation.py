"""Donations and collections: who may take them, and what is owed to those who give."""

from __future__ import annotations

import re
from collections.abc import Iterator

from jindu.analysis.cycle import read_cycle
from jindu.analysis.disclosure import publishes
from jindu.analysis.funding import GIVEN, NIL, named_by, paid_by
from jindu.analysis.naming import called, listed
from jindu.analysis.text import hits, words_of
from jindu.diagnostic import Finding, Level, Severity, rule
from jindu.norms import Norm
from jindu.plan import (
    Audience,
    Campaign,
    FundKind,
    Plan,
    Recipient,
    RecipientKind,
    Source,
)
from jindu.units import Period, say_day, say_share, say_yuan, shift_months

_CHARITIES = (RecipientKind.FOUNDATION, RecipientKind.CHARITY)
_RECEIPT = re.compile("收据|捐赠票据|登记造册")


_REFUSED = {
    RecipientKind.BRANCH: "党组织",
    RecipientKind.GOVERNMENT: "党政机关",
}


@rule(
    "FND008",
    Severity.ERROR,
    level=Level.REVIEW,
    basis="《中华人民共和国公益事业捐赠法》第十条、第十一条、第十七条",
)
def recipient_not_eligible(plan: Plan) -> Iterator[Finding]:
    """受赠人不属于法定受赠人。

    依法接受捐赠的是公益性社会团体（基金会、慈善组织等）和公益性非营利的事业单位；县级以上人民
    政府及其部门只在发生自然灾害或者境外捐赠人要求时可以接受。党支部、党工委、街道办事处、乡镇人民政府
    直接收款是错误；县级以上政府部门直接收款，来源的名称、捐赠协议、限定用途、备注里都没有写“自然灾害”
    或者“境外”的，也是错误。居（村）委会、未注明慈善组织的社会团体是警告；事业单位收下、由别的单位使用的
    是警告，它应当把受赠财产用于本单位的公益事业；没有写受赠人的是警告。由慈善组织接受、街道或支部执行
    的，没有问题。

    ```yaml
    经费:
      资金来源:
        - 编号: 捐赠
          资金性质: 社会捐赠
          金额: 5万元
          受赠人: {名称: 柳林街道禁毒党支部, 类型: 党组织}  # <- FND008
    ```

    ```yaml
    经费:
      资金来源:
        - 编号: 捐赠
          资金性质: 社会捐赠
          金额: 5万元
          受赠人: {名称: 清源县慈善总会, 类型: 慈善组织}
    ```
    """
    for source in plan.sources:
        if source.kind not in GIVEN:
            continue
        recipient = source.recipient
        if recipient is None:
            if source.lacks("recipient"):
                yield Finding(
                    source.at("recipient"),
                    f"{called(source, '来源')}没有写受赠人。",
                    "写明依法接受捐赠的基金会、慈善组织或者公益事业单位，"
                    "如 受赠人: {名称: 清源县慈善总会, 类型: 慈善组织}。",
                    on_key=True,
                    severity=Severity.WARNING,
                )
        elif found := _refused(source, recipient) or _doubtful(plan, source, recipient):
            yield found


_BELOW_COUNTY = re.compile("街道|办事处|[镇乡](?!.*[局厅])|社区|支部|工委|党委")


def _refused(source: Source, recipient: Recipient) -> Finding | None:
    kind = _kind_of(recipient)
    if kind not in _REFUSED:
        return None
    name = recipient.name or str(kind)
    above = kind is RecipientKind.GOVERNMENT and recipient.has("name")
    above = above and not _BELOW_COUNTY.search(name)
    told = (source.name, source.agreement, source.purpose, source.remark, source.funder)
    if above and re.search("自然灾害|救灾|境外", "".join(filter(None, (*told, recipient.remark)))):
        return None
    return Finding(
        recipient.where,
        f"“{name}”是县级以上政府或者它的部门，不是自然灾害或者境外捐赠人要求的，不属于法定受赠人。"
        if above
        else f"“{name}”是{_REFUSED[kind]}，不属于法定受赠人。",
        "改由基金会、慈善组织或者公益事业单位接受捐赠，支部或街道负责执行"
        + ("；确属两种情形之一的，在“备注”里写明自然灾害或者境外捐赠人要求。" if above else "。"),
    )


def _doubtful(plan: Plan, source: Source, recipient: Recipient) -> Finding | None:
    kind = _kind_of(recipient)
    name = recipient.name or str(kind or "")
    if kind in (RecipientKind.RESIDENTS, RecipientKind.SOCIETY, RecipientKind.OTHER):
        return Finding(
            recipient.where,
            f"“{name}”是{kind}，是否具备接受捐赠的资格，需要核实。",
            "改由基金会、慈善组织或者公益事业单位接受捐赠；已认定为慈善组织的，类型写“慈善组织”。",
            severity=Severity.WARNING,
        )
    if kind is not RecipientKind.INSTITUTION:
        return None
    others = [
        use
        for use in named_by(plan, source)
        if (party := plan.party(use.executor)) is not None and party.name != recipient.name
    ]
    if not others:
        return None
    return Finding(
        recipient.where,
        f"“{name}”是事业单位，受赠财产要用于本单位的公益事业，{listed(others)}却由别的单位执行。",
        "改由慈善组织接受捐赠，或者由它自己执行这些支出。",
        severity=Severity.WARNING,
        related=tuple((use.at("executor"), "执行单位") for use in others[:2]),
    )


def _kind_of(recipient: Recipient) -> RecipientKind | None:
    return recipient.kind or _kind_by_name(recipient.name or "")


def _kind_by_name(name: str) -> RecipientKind | None:
    if re.search(r"支部|党委|党工委|党总支", name):
        return RecipientKind.BRANCH
    if re.search(r"办事处|人民政府|公安|[局厅]$", name):
        return RecipientKind.GOVERNMENT
    return (
        RecipientKind.RESIDENTS if re.search(r"居委会|居民委员会|村委会|村民委员会", name) else None
    )


@rule(
    "FND009",
    Severity.WARNING,
    level=Level.REVIEW,
    basis="《中华人民共和国公益事业捐赠法》第十二条、第十六条、第十八条、第二十二条",
)
def no_agreement(plan: Plan) -> Iterator[Finding]:
    """捐赠没有写协议、限定用途，或者没有收据和公开的安排。

    捐赠人与受赠人可以订立捐赠协议，约定用途；订立了协议的，按约定的用途使用，不得擅自改变。写明
    协议和用途，资金才好安排、好公开。受赠人要向捐赠人出具合法、有效的收据，公开接受捐赠和使用的情况；
    方案里既没有提收据，也没有安排公开的，给一条提示，只在第一个捐赠来源处报告。

    ```yaml
    经费:
      资金来源:
        - {编号: 甲, 名称: 企业捐赠, 资金性质: 社会捐赠, 金额: 3万元}  # <- FND009
    ```

    ```yaml
    经费:
      资金来源:
        - {编号: 甲, 名称: 企业捐赠, 资金性质: 社会捐赠, 金额: 3万元,
           捐赠协议: 定向捐赠协议, 限定用途: 禁毒宣传}
    经常性工作: [{编号: 公开, 名称: 公开捐赠接受和使用情况, 频次: 每年}]
    ```
    """
    for source in plan.sources:
        if source.kind in GIVEN:
            names = (("agreement", "捐赠协议"), ("purpose", "限定用途"))
            missing = [name for attribute, name in names if source.lacks(attribute)]
            if missing:
                yield Finding(
                    source.where,
                    f"{called(source, '来源')}没有写{'和'.join(missing)}。",
                    "与捐赠人约定用途，写明“捐赠协议”和“限定用途”，如 限定用途: 禁毒宣传。",
                )
    given = next((source for source in plan.sources if source.kind in GIVEN), None)
    words = words_of(plan) if given is not None else ""
    if given is not None and not publishes(words) and not _RECEIPT.search(words):
        yield Finding(
            given.where,
            f"{called(given, '来源')}是捐赠资金，方案没有写由谁出具收据，"
            "也没有安排公开接受和使用的情况。",
            "在保障措施里写明由受赠人出具收据、登记造册，增加一项每年公开捐赠接受和使用情况的工作。",
            severity=Severity.INFO,
        )


_NEAR = 40
"""So many characters before and after an amount may say that it is collected."""


@rule(
    "FND010",
    Severity.WARNING,
    level=Level.DRAFT,
    basis="《中华人民共和国公益事业捐赠法》第四条",
)
def apportioned(plan: Plan) -> Iterator[Finding]:
    """按户、按人定额筹款。

    捐赠应当自愿、无偿，禁止摊派和变相摊派。来源和措施里不写每户、每人出多少。

    ```yaml
    经费:
      资金来源:
        - {编号: 甲, 名称: 居民每户捐20元, 资金性质: 社会捐赠, 金额: 3万元}  # <- FND010
    ```

    ```yaml
    经费:
      资金来源:
        - {编号: 甲, 名称: 居民自愿捐赠, 资金性质: 社会捐赠, 金额: 3万元}
    ```
    """
    for hit in hits(plan, "apportioned"):
        near = hit.before(_NEAR) + hit.match + hit.after(_NEAR)
        if isinstance(hit.thing, Source) or re.search("捐|集资|筹", near):
            yield Finding(
                hit.where,
                f"“{hit.match}”是定额筹款，容易成为摊派。",
                "改成自愿捐赠，不规定每户、每人的数额。",
                within=hit.within,
            )


@rule(
    "FND011",
    Severity.ERROR,
    level=Level.REVIEW,
    basis="《中华人民共和国慈善法》第二十二条、第二十四条、第二十六条、第二十七条",
)
def public_collection_unqualified(plan: Plan) -> Iterator[Finding]:
    """面向社会公众的募捐没有写慈善组织、备案或者指定的互联网平台。

    面向社会公众的募捐，由具有公开募捐资格的慈善组织开展，募捐方案要报民政部门备案；其他组织只能
    与它合作，不能自己开展。通过互联网募捐的，应当在国务院民政部门指定的互联网公开募捐服务平台进行：来源
    和募捐里写了网络、微信之类而没有写“指定”的平台，是警告。面向特定对象的募捐和社区内的互助不在此列。

    ```yaml
    经费:
      资金来源:
        - {编号: 甲, 资金性质: 社会捐赠,
           募捐: {组织: 柳林街道禁毒党支部, 对象: 社会公众}}  # <- FND011
    ```

    ```yaml
    经费:
      资金来源:
        - {编号: 甲, 资金性质: 社会捐赠,
           受赠人: {名称: 清源县慈善总会, 类型: 慈善组织},
           募捐: {组织: 清源县慈善总会, 对象: 社会公众, 备案编号: 见募捐方案备案回执}}
    ```
    """
    for source in plan.sources:
        campaign = source.campaign
        if campaign is None or campaign.audience is not Audience.PUBLIC:
            continue
        organiser = campaign.organiser or ""
        recipient = source.recipient
        of_charity = recipient is not None and recipient.kind in _CHARITIES
        qualified = of_charity and (not organiser or organiser == (recipient and recipient.name))
        if not qualified and not re.search("慈善|基金会|红十字", organiser):
            yield Finding(
                campaign.at("organiser"),
                f"{called(source, '来源')}面向社会公众募捐，"
                + (f"由“{organiser}”开展，看不出是慈善组织。" if organiser else "没有写由谁开展。"),
                "改由具有公开募捐资格的慈善组织开展，在“组织”里写它的名称，并写明受赠人。",
            )
        elif campaign.lacks("filing"):
            yield Finding(
                campaign.at("filing"),
                f"{called(source, '来源')}面向社会公众募捐，没有写备案编号。",
                "募捐方案在募捐开始前报民政部门备案，写上备案编号。",
            )
        said = (source.name, source.agreement, source.purpose, source.remark, campaign.remark)
        online = _ONLINE.search("，".join(filter(None, said)))
        if online is not None and "指定" not in "".join(filter(None, said)):
            yield Finding(
                campaign.where,
                f"{called(source, '来源')}通过“{online.group()}”面向社会公众募捐，"
                "没有写所用的指定平台。",
                "在国务院民政部门指定的互联网公开募捐服务平台进行，在“备注”里写明指定平台的名称。",
                severity=Severity.WARNING,
            )


_ONLINE = re.compile("互联网|网络|网上|线上|微信|公众号|朋友圈|众筹|小程序|直播")


@rule(
    "FND012",
    Severity.INFO,
    level=Level.REVIEW,
    basis="《中华人民共和国慈善法》第七十九条",
)
def no_disclosure(plan: Plan) -> Iterator[Finding]:
    """募捐没有安排公开情况。

    具有公开募捐资格的慈善组织，公开募捐超过六个月的，至少每三个月公开一次募捐情况，结束后三个月内
    全面、详细公开。方案里应当有一项名称写明公开募捐、捐赠或者资金情况、每三个月以内一次的经常性工作；
    它没有延续到募捐结束以后的，还要有一项在结束后三个月内公开的任务。写了备案编号的，是有资格的慈善组织，
    作为警告；看不出资格的，作为提示。募捐在方案结束时还没有结束的，不查结束以后的公开。

    ```yaml
    经费:
      资金来源:
        - 编号: 甲
          资金性质: 社会捐赠
          募捐: {组织: 清源县慈善总会, 对象: 社会公众, 起止: 2026-01..2026-12}  # <- FND012
    经常性工作: [{编号: 例会, 名称: 联席会议, 频次: 每季度}]
    ```

    ```yaml
    经费:
      资金来源:
        - 编号: 甲
          资金性质: 社会捐赠
          募捐: {组织: 清源县慈善总会, 对象: 社会公众, 起止: 2026-01..2026-12}
    经常性工作: [{编号: 公开, 名称: 公开募捐和使用情况, 频次: 每季度}]
    ```
    """
    for source in plan.sources:
        campaign = source.campaign
        if campaign is None or campaign.audience is not Audience.PUBLIC or not campaign.period:
            continue
        if campaign.period.end < shift_months(campaign.period.start, 6):
            continue
        severity = Severity.INFO if campaign.lacks("filing") else Severity.WARNING
        if not any(
            publishes(item.name or "") for item in plan.recurring if _quarterly(item.frequency)
        ):
            yield Finding(
                campaign.where,
                f"{called(source, '来源')}的募捐（{campaign.period.words()}）超过六个月，"
                "没有安排每三个月公布一次募捐情况。",
                "增加一项经常性工作，如 {名称: 公开募捐和使用情况, 频次: 每季度}。",
                severity=severity,
            )
        elif not _told_afterwards(plan, campaign):
            latest = shift_months(campaign.period.end, 3)
            yield Finding(
                campaign.at("period"),
                f"{called(source, '来源')}的募捐{say_day(campaign.period.end)}结束，"
                "没有安排结束后三个月内全面公布募捐情况。",
                f"把定期公开延续到{say_day(latest)}，或者增加一项在那以前完成的公开任务。",
                severity=severity,
            )


def _quarterly(frequency: str | None) -> bool:
    cycle = read_cycle(frequency or "")
    return cycle is not None and cycle.yearly >= 4


def _told_afterwards(plan: Plan, campaign: Campaign) -> bool:
    """Whether something is published in the three months after the end, as far as the plan goes."""
    end = campaign.period.end if campaign.period else None
    if end is None or plan.period is None or plan.period.end <= shift_months(end, 3):
        return True
    after = Period(end, shift_months(end, 3))
    lasting = (
        item
        for item in plan.recurring
        if _quarterly(item.frequency) and (item.period is None or item.period.end >= after.end)
    )
    once = (m for m in plan.milestones if m.due is not None and after.contains(m.due.last))
    names = [work.name for work in lasting] + [milestone.name for milestone in once]
    return any(publishes(name or "") for name in names)


@rule(
    "FND013",
    Severity.INFO,
    level=Level.REVIEW,
    basis="《中华人民共和国慈善法》第六十一条",
    norms=("公益基金管理费用占比上限",),
)
def management_too_dear(plan: Plan, most: Norm) -> Iterator[Finding]:
    """公益基金里管理费用偏高。

    具有公开募捐资格的基金会，一年的管理费用一般不超过当年总支出的百分之十。这是对基金会全年合计
    的要求，捐赠协议另有约定的从其约定；这里按本方案从该来源列支的管理费用提示。

    ```yaml
    经费:
      支出预算:
        - {编号: 甲, 名称: 项目管理费, 金额: 2万元, 出资构成: 基金}
        - {编号: 乙, 名称: 关爱帮扶, 金额: 8万元, 出资构成: 基金}
      资金来源:
        - {编号: 基金, 名称: 禁毒公益基金, 资金性质: 公益基金, 金额: 10万元}  # <- FND013
    ```

    ```yaml
    经费:
      支出预算:
        - {编号: 甲, 名称: 项目管理费, 金额: 0.5万元, 出资构成: 基金}
        - {编号: 乙, 名称: 关爱帮扶, 金额: 9.5万元, 出资构成: 基金}
      资金来源:
        - {编号: 基金, 名称: 禁毒公益基金, 资金性质: 公益基金, 金额: 10万元}
    ```
    """
    for source in plan.sources:
        if source.kind is not FundKind.FUND:
            continue
        paid = list(paid_by(plan, source))
        whole = sum((part for _, part in paid), NIL)
        managing = sum((p for use, p in paid if re.search("管理费", use.name or "")), NIL)
        if managing * 100 > whole * most.value:
            ceiling = say_yuan(round(whole * most.value / 100, 2))
            yield Finding(
                source.where,
                f"{called(source, '来源')}出资的{say_yuan(whole)}里，管理费用{say_yuan(managing)}，"
                f"占{say_share(managing, whole, most.value)}，超过{most.told()}。",
                f"核对捐赠协议；没有约定的，控制在{ceiling}以内。",
            )


RULES = (
    recipient_not_eligible,
    no_agreement,
    apportioned,
    public_collection_unqualified,
    no_disclosure,
    management_too_dear,
)
