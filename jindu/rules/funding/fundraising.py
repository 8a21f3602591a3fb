"""Public fundraising, its disclosure, and the costs of a foundation."""

from __future__ import annotations

import re
from collections.abc import Iterator

from jindu.analysis.funding import NIL, PUBLIC, paid_by
from jindu.analysis.recurrence import read_recurrence
from jindu.language.disclosure import publishes
from jindu.language.naming import called
from jindu.model.choices import Audience, DoneeKind, FundKind
from jindu.model.context import Context
from jindu.model.diagnostic import Finding, Level, Severity
from jindu.model.plan import Campaign, Fund, Plan
from jindu.model.rule import rule
from jindu.units import Period, say_day, say_share, say_yuan, shift_months
from jindu.units.patterns import late

_CHARITIES = (DoneeKind.FOUNDATION, DoneeKind.CHARITY)


@rule(
    "FND011",
    Severity.ERROR,
    level=Level.REVIEW,
    basis="《中华人民共和国慈善法》第二十二条、第二十四条、第二十六条、第二十七条",
)
def unqualified_public_fundraising(context: Context) -> Iterator[Finding]:
    """面向社会公众的募捐没有写慈善组织、备案或者指定的互联网平台。

    面向社会公众的募捐，由具有公开募捐资格的慈善组织开展，募捐方案要报民政部门备案；其他组织只能与它
    合作，不能自己开展。通过互联网募捐的，应当在国务院民政部门指定的互联网公开募捐服务平台进行：来源
    和募捐里写了网络、微信之类而没有写“指定”的平台，是警告。名称写网络众筹、朋友圈募捐而没有填“募
    捐”的，也是警告。面向特定对象的募捐和社区内的互助不在此列。

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
    plan = context.plan
    for fund in plan.funds:
        campaign = fund.campaign
        if campaign is None and fund.lacks("campaign"):
            yield from _campaign_by_name(fund)
        if campaign is None or campaign.audience is not Audience.PUBLIC:
            continue
        organiser = campaign.organiser or ""
        donee = fund.donee
        of_charity = donee is not None and donee.kind in _CHARITIES
        qualified = of_charity and (not organiser or organiser == (donee and donee.name))
        if not qualified and not re.search("慈善|基金会|红十字", organiser):
            yield Finding(
                campaign.at("organiser"),
                f"{called(fund, '来源')}面向社会公众募捐，"
                + (f"由“{organiser}”开展，看不出是慈善组织。" if organiser else "没有写由谁开展。"),
                "改由具有公开募捐资格的慈善组织开展，在“组织”里写它的名称，并写明受赠人。",
            )
        elif campaign.lacks("filing"):
            yield Finding(
                campaign.at("filing"),
                f"{called(fund, '来源')}面向社会公众募捐，没有写备案编号。",
                "募捐方案在募捐开始前报民政部门备案，写上备案编号。",
            )
        texts = (fund.name, fund.agreement, fund.restriction, fund.remark, campaign.remark)
        online = _ONLINE.search("，".join(filter(None, texts)))
        if online is not None and "指定" not in "".join(filter(None, texts)):
            yield Finding(
                campaign.where,
                f"{called(fund, '来源')}通过“{online.group()}”面向社会公众募捐，"
                "没有写所用的指定平台。",
                "在国务院民政部门指定的互联网公开募捐服务平台进行，在“备注”里写明指定平台的名称。",
                severity=Severity.WARNING,
            )


def _campaign_by_name(fund: Fund) -> Iterator[Finding]:
    """Report a fund whose name tells of public fundraising that is not described."""
    name = fund.name or ""
    public = re.search(
        "众筹|公开募捐|义卖募捐|(?:面向|向)(?:社会|公众|居民).{0,4}(?:募捐|募集|筹款)", name
    )
    online = _ONLINE.search(name) and re.search("募|筹款", name)
    if fund.kind in PUBLIC or not (public or online):
        return
    yield Finding(
        fund.where,
        f"{called(fund, '来源')}像是面向社会公众募捐，没有填写“募捐”。",
        "由具有公开募捐资格的慈善组织开展，写明组织、备案编号和起止；"
        "通过互联网的，在国务院民政部门指定的平台进行。",
        severity=Severity.WARNING,
    )


_ONLINE = late("互联网|网络|网上|线上|微信|公众号|朋友圈|众筹|小程序|直播")


@rule(
    "FND012",
    Severity.INFO,
    level=Level.REVIEW,
    basis="《中华人民共和国慈善法》第七十九条",
)
def missing_fundraising_disclosure(context: Context) -> Iterator[Finding]:
    """募捐没有安排公开情况。

    具有公开募捐资格的慈善组织，公开募捐超过六个月的，至少每三个月公开一次募捐情况，结束后三个月内全
    面、详细公开。方案里应当有一项名称写明公开募捐、捐赠或者资金情况、每三个月以内一次的经常性工作；
    它没有延续到募捐结束以后的，还要有一项在结束后三个月内公开的任务。募捐不到六个月，但用它实施的项
    目超过六个月的，项目实施情况也是至少每三个月公开一次，作为提示。写了备案编号的，是有资格的慈善组
    织，作为警告；看不出资格的，作为提示。募捐在方案结束时还没有结束的，不查结束以后的公开。

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
    plan = context.plan
    for fund in plan.funds:
        campaign = fund.campaign
        if campaign is None or campaign.audience is not Audience.PUBLIC or not campaign.period:
            continue
        if campaign.period.end < shift_months(campaign.period.start, 6):
            yield from _long_project(plan, fund)
            continue
        severity = Severity.INFO if campaign.lacks("filing") else Severity.WARNING
        if not any(
            publishes(item.name or "") for item in plan.recurring if _is_quarterly(item.frequency)
        ):
            yield Finding(
                campaign.where,
                f"{called(fund, '来源')}的募捐（{campaign.period.words()}）超过六个月，"
                "没有安排每三个月公布一次募捐情况。",
                "增加一项经常性工作，如 {名称: 公开募捐和使用情况, 频次: 每季度}。",
                severity=severity,
            )
        elif not _is_disclosed_afterwards(plan, campaign):
            latest = shift_months(campaign.period.end, 3)
            yield Finding(
                campaign.at("period"),
                f"{called(fund, '来源')}的募捐{say_day(campaign.period.end)}结束，"
                "没有安排结束后三个月内全面公布募捐情况。",
                f"把定期公开延续到{say_day(latest)}，或者增加一项在那以前完成的公开任务。",
                severity=severity,
            )


def _long_project(plan: Plan, fund: Fund) -> Iterator[Finding]:
    """Report a short campaign of a charity for a project of more than six months, not disclosed."""
    period, campaign = plan.period, fund.campaign
    if campaign is None or campaign.lacks("filing") or period is None:
        return
    if period.end < shift_months(period.start, 6) or any(
        publishes(item.name or "") for item in plan.recurring if _is_quarterly(item.frequency)
    ):
        return
    yield Finding(
        campaign.where,
        f"用{called(fund, '来源')}实施的项目超过六个月，没有安排每三个月公开一次项目实施情况。",
        "增加一项经常性工作，如 {名称: 公开募捐项目实施情况, 频次: 每季度}。",
        severity=Severity.INFO,
    )


def _is_quarterly(frequency: str | None) -> bool:
    cycle = read_recurrence(frequency or "")
    return cycle is not None and cycle.yearly >= 4


def _is_disclosed_afterwards(plan: Plan, campaign: Campaign) -> bool:
    """Whether a disclosure follows within three months of the end, if the plan covers them."""
    end = campaign.period.end if campaign.period else None
    if end is None or plan.period is None or plan.period.end <= shift_months(end, 3):
        return True
    after = Period(end, shift_months(end, 3))
    lasting = (
        item
        for item in plan.recurring
        if _is_quarterly(item.frequency) and (item.period is None or item.period.end >= after.end)
    )
    once = (task for task in plan.tasks if task.due is not None and after.contains(task.due.last))
    names = [work.name for work in lasting] + [task.name for task in once]
    return any(publishes(name or "") for name in names)


@rule(
    "FND013",
    Severity.INFO,
    level=Level.REVIEW,
    basis="《中华人民共和国慈善法》第六十一条",
    norms=("公益基金管理费用占比上限",),
)
def management_cost_above_limit(context: Context) -> Iterator[Finding]:
    """公益基金里管理费用偏高。

    具有公开募捐资格的基金会，一年的管理费用一般不超过当年总支出的百分之十。这是对基金会全年合计
    的要求，捐赠协议另有约定的从其约定；这里按本方案从该来源列支的管理费用
    （管理费、办公费、差旅费、项目人员的工资等）提示。

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
    plan = context.plan
    limit = context.norms["公益基金管理费用占比上限"]
    for fund in plan.funds:
        if fund.kind is not FundKind.FUND:
            continue
        paid = list(paid_by(plan, fund))
        whole = sum((part for _, part in paid), NIL)
        managing = sum(
            (part for expense, part in paid if re.search(_MANAGING, expense.name or "")), NIL
        )
        if managing * 100 > whole * limit.value:
            ceiling = say_yuan(round(whole * limit.value / 100, 2))
            yield Finding(
                fund.where,
                f"{called(fund, '来源')}出资的{say_yuan(whole)}里，管理费用{say_yuan(managing)}，"
                f"占{say_share(managing, whole, limit.value)}，超过{limit.formatted()}。",
                f"核对捐赠协议；没有约定的，控制在{ceiling}以内。",
            )


_MANAGING = (
    "管理费|行政费|办公费|差旅费|人员工资|(?:管理|执行|工作|财务|项目)人员.{0,4}(?:薪酬|劳务|补贴)"
)
