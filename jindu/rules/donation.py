"""Money with conditions: donations, collections, lottery funds, restricted purposes, arrival."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from jindu.analysis.funding import NIL, NOT_CASH, amount_of, spread
from jindu.analysis.text import hits
from jindu.diagnostic import Finding, Level, Severity, rule
from jindu.norms import Norm
from jindu.plan import Audience, FundKind, Plan, Purpose, RecipientKind, Source, Use
from jindu.units import say_quantity, wan

_GIVEN = (FundKind.DONATION, FundKind.FUND)
_CHARITIES = (RecipientKind.FOUNDATION, RecipientKind.CHARITY)


def _name(source: Source) -> str:
    return source.name or source.id or ""


def _paid_by(plan: Plan, source: Source) -> Iterator[tuple[Use, Decimal]]:
    """The uses a source pays for as written, and how much."""
    for line in spread(plan).lines:
        part = line.by_source.get(str(source.id), NIL)
        if part and not line.inferred:
            yield line.use, part


@rule(
    "FND009",
    Severity.WARNING,
    level=Level.REVIEW,
    basis="《中华人民共和国公益事业捐赠法》第十二条、第十八条",
)
def no_agreement(plan: Plan) -> Iterator[Finding]:
    """捐赠没有写协议，或者没有写限定用途。

    捐赠人与受赠人可以订立捐赠协议，约定用途；订立了协议的，按约定的用途使用，不得擅自改变。写明
    协议和用途，资金才好安排、好公开。

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
    ```
    """
    for source in plan.sources:
        if source.kind in _GIVEN:
            names = (("agreement", "捐赠协议"), ("purpose", "限定用途"))
            missing = [name for attribute, name in names if source.lacks(attribute)]
            if missing:
                yield Finding(
                    source.where,
                    f"“{_name(source)}”没有写{'和'.join(missing)}。",
                    "与捐赠人约定用途，写上协议名称和限定用途。",
                )


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
        if isinstance(hit.thing, Source) or re.search("捐|集资|筹", hit.text):
            yield Finding(
                hit.where,
                f"“{hit.match}”是定额筹款，容易成为摊派。",
                "改成自愿捐赠，不规定数额。",
            )


@rule(
    "FND011",
    Severity.ERROR,
    level=Level.REVIEW,
    basis="《中华人民共和国慈善法》第二十二条、第二十四条、第二十六条",
)
def public_collection_unqualified(plan: Plan) -> Iterator[Finding]:
    """面向社会公众的募捐没有写慈善组织或者备案。

    面向社会公众的募捐，由具有公开募捐资格的慈善组织开展，募捐方案要报民政部门备案；其他组织只能
    与它合作，不能自己开展。面向特定对象的募捐和社区内的互助不在此列。

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
                f"“{_name(source)}”面向社会公众募捐，"
                f"由{organiser or '没有写明的单位'}开展，看不出是慈善组织。",
                "改由具有公开募捐资格的慈善组织开展，并写明受赠人。",
            )
        elif campaign.lacks("filing"):
            yield Finding(
                campaign.at("filing"),
                f"“{_name(source)}”面向社会公众募捐，没有写备案编号。",
                "募捐方案报民政部门备案后，写上备案编号。",
            )


@rule(
    "FND012",
    Severity.INFO,
    level=Level.REVIEW,
    basis="《中华人民共和国慈善法》第七十九条",
)
def no_disclosure(plan: Plan) -> Iterator[Finding]:
    """募捐没有安排公开情况。

    具有公开募捐资格的慈善组织，募捐或者项目超过六个月的，至少每三个月公开一次，结束后三个月内
    全面公开。方案里应当有一项公开或者公示的经常性工作。

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
    if any(re.search("公开|公示", item.name or "") for item in plan.recurring):
        return
    for source in plan.sources:
        campaign = source.campaign
        if campaign is None or campaign.audience is not Audience.PUBLIC or not campaign.period:
            continue
        if (campaign.period.end - campaign.period.start).days > 183:
            yield Finding(
                campaign.where,
                f"“{_name(source)}”的募捐超过六个月，没有安排公开募捐情况。",
                "增加一项每季度公开募捐和使用情况的经常性工作。",
            )


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
        paid = list(_paid_by(plan, source))
        whole = sum((part for _, part in paid), NIL)
        managing = sum((p for use, p in paid if re.search("管理费", use.name or "")), NIL)
        if managing * 100 > whole * most.value:
            share = round(managing * 100 / whole, 1)
            yield Finding(
                source.where,
                f"“{_name(source)}”出资的支出里，管理费用占{say_quantity(share, '%')}。",
                f"核对捐赠协议；没有约定的，控制在{most.value}%以内。",
            )


@rule(
    "FND014",
    Severity.WARNING,
    level=Level.REVIEW,
    basis="《彩票管理条例》第三十三条；各地福彩公益金管理办法（请核对当地规定）",
)
def lottery_misused(plan: Plan) -> Iterator[Finding]:
    """福彩公益金用在了不允许的地方。

    彩票公益金专项用于社会福利等社会公益事业。各地办法一般不允许用于行政事业单位基本支出、人员
    工资、公务接待、公务用车、楼堂馆所和营利活动。

    ```yaml
    经费:
      支出预算:
        - {编号: 甲, 名称: 办公用品, 经济分类科目: "30201", 金额: 1万元,
           出资构成: 福彩}  # <- FND014
      资金来源: [{编号: 福彩, 资金性质: 福彩公益金, 金额: 1万元}]
    ```

    ```yaml
    经费:
      支出预算:
        - {编号: 甲, 名称: 困难家庭社会工作服务, 经济分类科目: "30227", 金额: 1万元, 出资构成: 福彩}
      资金来源: [{编号: 福彩, 资金性质: 福彩公益金, 金额: 1万元}]
    ```
    """
    codes = re.compile(r"301\d\d|30201|30212|30217|30231|30239|31001|31002|31013")
    words = re.compile("工资|津贴|补贴|办公|接待|招待|用车|奖金|基建|装修")
    for source in plan.sources:
        if source.kind is not FundKind.LOTTERY:
            continue
        for use, part in _paid_by(plan, source):
            why = codes.fullmatch(use.code or "") or words.search(use.name or "")
            if why is not None:
                yield Finding(
                    use.at("shares"),
                    f"“{use.name or use.id}”从福彩公益金列支{wan(part)}万元，"
                    f"“{why.group()}”一般不在允许的范围内。",
                    "改由其他来源出资，福彩公益金用于困难群众服务等公益支出。",
                    related=((source.where, "福彩公益金"),),
                )


_PURPOSES = {
    Purpose.PUBLICITY: "宣传|教育|短片|手册|展|课程|课堂|教具|教材",
    Purpose.TEAM: "队伍|培训|社工|社会工作|服务|志愿|帮扶|救助|康复|关爱",
    Purpose.TECHNOLOGY: "平台|科技|设备|系统|信息",
}


@rule(
    "FND015",
    Severity.WARNING,
    level=Level.REVIEW,
    basis="《中华人民共和国预算法》第六十三条，《中华人民共和国公益事业捐赠法》第十八条",
)
def outside_its_purpose(plan: Plan) -> Iterator[Finding]:
    """有限定用途的资金用到了别处。

    专项资金和捐赠有限定用途的，只能用在限定的方面。按“限定用途”的字面归到宣传、队伍、科技，
    与支出的“用途”不同的会提醒；字面看不出属于哪一方面的不检查。

    ```yaml
    经费:
      支出预算:
        - {编号: 甲, 名称: 购置服务器, 用途: 科技, 金额: 2万元, 出资构成: 捐赠}  # <- FND015
      资金来源:
        - {编号: 捐赠, 名称: 企业捐赠, 资金性质: 社会捐赠, 金额: 2万元, 限定用途: 禁毒宣传短片制作}
    ```

    ```yaml
    经费:
      支出预算:
        - {编号: 甲, 名称: 制作短片, 用途: 宣传, 金额: 2万元, 出资构成: 捐赠}
      资金来源:
        - {编号: 捐赠, 名称: 企业捐赠, 资金性质: 社会捐赠, 金额: 2万元, 限定用途: 禁毒宣传短片制作}
    ```
    """
    for source in plan.sources:
        said = source.purpose or ""
        allowed = {purpose for purpose, words in _PURPOSES.items() if re.search(words, said)}
        if not allowed:
            continue
        for use, _ in _paid_by(plan, source):
            if use.purpose in _PURPOSES and use.purpose not in allowed:
                yield Finding(
                    use.at("shares"),
                    f"“{use.name or use.id}”属于{use.purpose}，"
                    f"出资的“{_name(source)}”限定用于{said}。",
                    "改由其他来源出资，或者征得出资方同意后修改限定用途。",
                    related=((source.at("purpose"), "限定用途"),),
                )


@rule("FND018", Severity.INFO, level=Level.REVIEW, basis="《中华人民共和国公益事业捐赠法》第四条")
def for_profit(plan: Plan) -> Iterator[Finding]:
    """市场化收入和捐赠混在一起。

    不得以捐赠为名从事营利活动。资金性质为市场化的来源，不能同时写受赠人或者捐赠协议；捐赠出资的
    支出不安排售卖、经营。

    ```yaml
    经费:
      资金来源:
        - {编号: 甲, 名称: 文创义卖, 资金性质: 市场化, 金额: 1万元, 捐赠协议: 合作协议}  # <- FND018
    ```

    ```yaml
    经费:
      资金来源:
        - {编号: 甲, 名称: 文创产品收入, 资金性质: 市场化, 金额: 1万元}
    ```
    """
    for source in plan.sources:
        if source.kind is FundKind.MARKET and (source.has("agreement") or source.has("recipient")):
            yield Finding(
                source.where,
                f"“{_name(source)}”是市场化收入，又写了捐赠的内容。",
                "分清捐赠和经营收入，各列一项。",
            )
        if source.kind in _GIVEN:
            for use, _ in _paid_by(plan, source):
                if re.search("售卖|销售|经营|营销", use.name or ""):
                    yield Finding(
                        use.at("name"),
                        f"“{use.name}”由捐赠出资，却是经营活动。",
                        "删去经营内容，或者改由其他来源出资。",
                    )


@rule("FND019", Severity.ERROR, level=Level.DRAFT, basis="方案自身的一致性")
def arrivals_do_not_add_up(plan: Plan) -> Iterator[Finding]:
    """到位计划的合计与来源的金额不等。

    分期到位的金额相加应当等于这个来源的金额。

    ```yaml
    经费:
      资金来源:
        - {编号: 专项, 名称: 县级专项, 金额: 9万元,
           到位计划: {2026Q1: 3万元, 2027Q1: 5万元}}  # <- FND019
    ```

    ```yaml
    经费:
      资金来源:
        - {编号: 专项, 名称: 县级专项, 金额: 9万元, 到位计划: {2026Q1: 3万元, 2027Q1: 6万元}}
    ```
    """
    total = plan.budget.total if plan.budget else None
    for source in plan.sources:
        amount = amount_of(source, total)
        if not source.arrivals or amount is None or not source.sure("arrivals", "amount"):
            continue
        coming = sum(source.arrivals.values(), NIL)
        if coming != amount:
            yield Finding(
                source.at("arrivals"),
                f"“{_name(source)}”的到位计划合计{wan(coming)}万元，"
                f"与金额{wan(amount)}万元相差{wan(abs(coming - amount))}万元。",
                "核对各期金额，使合计等于来源的金额。",
            )


@rule("FND020", Severity.WARNING, level=Level.REVIEW, basis="惯例：先有预算、后有支出")
def spent_before_it_comes(plan: Plan) -> Iterator[Finding]:
    """钱还没有到位就安排支出。

    按年累计，一个来源到某年年底安排的支出，不应当超过到那时已经到位的金额。有到位计划、支出又分
    了年度的才检查；几个来源合出、没有写各年各出多少的，不算在内。

    ```yaml
    经费:
      支出预算:
        - {编号: 甲, 名称: 印制手册, 金额: 3万元, 分年度金额: {2026: 3万元}, 出资构成: 专项}
      资金来源:
        - {编号: 专项, 名称: 县级专项, 金额: 3万元, 到位计划: {2027Q2: 3万元}}  # <- FND020
    ```

    ```yaml
    经费:
      支出预算:
        - {编号: 甲, 名称: 印制手册, 金额: 3万元, 分年度金额: {2027: 3万元}, 出资构成: 专项}
      资金来源:
        - {编号: 专项, 名称: 县级专项, 金额: 3万元, 到位计划: {2027Q2: 3万元}}
    ```
    """
    for source in plan.sources:
        if not source.arrivals or source.kind in NOT_CASH:
            continue
        spent: dict[int, Decimal] = {}
        for line in spread(plan).lines:
            for year, part in line.from_source(str(source.id)).items():
                spent[year] = spent.get(year, NIL) + part
        for year in sorted(spent):
            needed = sum((part for then, part in spent.items() if then <= year), NIL)
            come = sum(
                (part for when, part in source.arrivals.items() if when.end.year <= year), NIL
            )
            short = needed - come
            if short >= Decimal(100):
                yield Finding(
                    source.at("arrivals"),
                    f"到{year}年底，“{_name(source)}”累计到位{wan(come)}万元，"
                    f"却安排支出{wan(round(needed, 2))}万元，缺{wan(round(short, 2))}万元。",
                    "推迟支出，或者争取提前到位。",
                )
                break


RULES = (
    no_agreement,
    apportioned,
    public_collection_unqualified,
    no_disclosure,
    management_too_dear,
    lottery_misused,
    outside_its_purpose,
    for_profit,
    arrivals_do_not_add_up,
    spent_before_it_comes,
)
