"""Money with conditions: donations, collections, lottery funds, restricted purposes, arrival."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from decimal import Decimal

from jindu.analysis.arithmetic import words_of
from jindu.analysis.codes import named
from jindu.analysis.cycle import read_cycle
from jindu.analysis.figures import amount_in, mended_sources, of_years, source_amount
from jindu.analysis.funding import NIL, NOT_CASH, Line, amount_of, spread
from jindu.analysis.naming import called, listed
from jindu.analysis.text import hits
from jindu.diagnostic import Finding, Level, Severity, rule
from jindu.norms import Norm
from jindu.plan import (
    Audience,
    Campaign,
    FundKind,
    FundStatus,
    Plan,
    Purpose,
    RecipientKind,
    Source,
    Use,
)
from jindu.units import Period, say_share, say_yuan, shift_months

_GIVEN = (FundKind.DONATION, FundKind.FUND)
_CHARITIES = (RecipientKind.FOUNDATION, RecipientKind.CHARITY)
_PUBLIC = re.compile("(?<!不)公[开示告布]")
_MONEY = re.compile("经费|资金|捐赠|善款|款物|公益金|收支|募捐")
_RECEIPT = re.compile("收据|捐赠票据|登记造册")


def _name(source: Source) -> str:
    return called(source, "来源")


def _publishes(text: str) -> bool:
    """Whether a sentence says that accounts of money are made public."""
    for match in _PUBLIC.finditer(text):
        before = re.split("[。；\n]", text[max(0, match.start() - 20) : match.start()])[-1]
        after = re.split("[，。；\n]", text[match.end() : match.end() + 12])[0]
        if _MONEY.search(before) or _MONEY.search(after):
            return True
    return False


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
        if source.kind in _GIVEN:
            names = (("agreement", "捐赠协议"), ("purpose", "限定用途"))
            missing = [name for attribute, name in names if source.lacks(attribute)]
            if missing:
                yield Finding(
                    source.where,
                    f"{_name(source)}没有写{'和'.join(missing)}。",
                    "与捐赠人约定用途，写明“捐赠协议”和“限定用途”，如 限定用途: 禁毒宣传。",
                )
    given = next((source for source in plan.sources if source.kind in _GIVEN), None)
    words = words_of(plan) if given is not None else ""
    if given is not None and not _publishes(words) and not _RECEIPT.search(words):
        yield Finding(
            given.where,
            f"{_name(given)}是捐赠资金，方案没有写由谁出具收据，也没有安排公开接受和使用的情况。",
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
                f"{_name(source)}面向社会公众募捐，"
                + (f"由“{organiser}”开展，看不出是慈善组织。" if organiser else "没有写由谁开展。"),
                "改由具有公开募捐资格的慈善组织开展，在“组织”里写它的名称，并写明受赠人。",
            )
        elif campaign.lacks("filing"):
            yield Finding(
                campaign.at("filing"),
                f"{_name(source)}面向社会公众募捐，没有写备案编号。",
                "募捐方案在募捐开始前报民政部门备案，写上备案编号。",
            )
        said = (source.name, source.agreement, source.purpose, source.remark, campaign.remark)
        online = _ONLINE.search("，".join(filter(None, said)))
        if online is not None and "指定" not in "".join(filter(None, said)):
            yield Finding(
                campaign.where,
                f"{_name(source)}通过“{online.group()}”面向社会公众募捐，没有写所用的指定平台。",
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
            _publishes(item.name or "") for item in plan.recurring if _quarterly(item.frequency)
        ):
            yield Finding(
                campaign.where,
                f"{_name(source)}的募捐（{campaign.period.words()}）超过六个月，"
                "没有安排每三个月公布一次募捐情况。",
                "增加一项经常性工作，如 {名称: 公开募捐和使用情况, 频次: 每季度}。",
                severity=severity,
            )
        elif not _told_afterwards(plan, campaign):
            latest = shift_months(campaign.period.end, 3)
            yield Finding(
                campaign.at("period"),
                f"{_name(source)}的募捐{_day(campaign.period.end)}结束，"
                "没有安排结束后三个月内全面公布募捐情况。",
                f"把定期公开延续到{_day(latest)}，或者增加一项在那以前完成的公开任务。",
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
    return any(_publishes(name or "") for name in names)


def _day(day: date) -> str:
    return f"{day.year}年{day.month}月{day.day}日"


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
            ceiling = say_yuan(round(whole * most.value / 100, 2))
            yield Finding(
                source.where,
                f"{_name(source)}出资的{say_yuan(whole)}里，管理费用{say_yuan(managing)}，"
                f"占{say_share(managing, whole, most.value)}，超过{most.told()}。",
                f"核对捐赠协议；没有约定的，控制在{ceiling}以内。",
            )


@rule(
    "FND014",
    Severity.WARNING,
    level=Level.REVIEW,
    basis="《彩票管理条例》第三十三条、第三十六条；各地福彩公益金管理办法（请核对当地规定）",
)
def lottery_misused(plan: Plan) -> Iterator[Finding]:
    """福彩公益金用在了不允许的地方，或者没有写公益用途、没有安排公告。

    彩票公益金专项用于社会福利等社会公益事业。各地办法一般不允许用于行政事业单位基本支出、人员
    工资、公务接待、公务用车、楼堂馆所和营利活动。来源要写明“限定用途”，看得出是什么公益事业；使用单位
    应当每年向社会公告使用情况，方案里没有提到公开、公告的，给一条提示。

    ```yaml
    经费:
      支出预算:
        - {编号: 甲, 名称: 办公用品, 经济分类科目: "30201", 金额: 1万元,
           出资构成: 福彩}  # <- FND014
      资金来源: [{编号: 福彩, 资金性质: 福彩公益金, 金额: 1万元}]  # <- FND014
    ```

    ```yaml
    经费:
      支出预算:
        - {编号: 甲, 名称: 困难家庭社会工作服务, 经济分类科目: "30227", 金额: 1万元, 出资构成: 福彩}
      资金来源: [{编号: 福彩, 资金性质: 福彩公益金, 金额: 1万元, 限定用途: 困难家庭社会工作服务}]
    经常性工作: [{编号: 公告, 名称: 公告公益金使用情况, 频次: 每年}]
    ```
    """
    codes = re.compile(r"301\d\d|30201|30212|30217|30231|30239|31001|31002|31013")
    words = re.compile("工资|津贴|补贴|办公|接待|招待|用车|奖金|基建|装修")
    for source in plan.sources:
        if source.kind is not FundKind.LOTTERY:
            continue
        for use, part in _paid_by(plan, source):
            word = words.search(use.name or "")
            barred = codes.fullmatch(use.code or "") is not None
            if barred or word is not None:
                why = (
                    f"科目{named(str(use.code))}" if barred else f"“{word.group() if word else ''}”"
                )
                yield Finding(
                    use.at("shares"),
                    f"{called(use, '支出')}从福彩公益金列支{say_yuan(part)}，"
                    f"{why}一般不在允许的范围内。",
                    "改由其他来源出资，福彩公益金用于困难群众服务等公益支出。",
                    related=((source.where, "福彩公益金"),),
                )
        lacks = [] if source.has("purpose") else ["用于什么公益事业"]
        if not _publishes(words_of(plan)):
            lacks.append("怎样每年向社会公告使用情况")
        if lacks:
            yield Finding(
                source.where,
                f"{_name(source)}是彩票公益金，没有写{'、'.join(lacks)}。",
                "写明“限定用途”，如 限定用途: 困难家庭社会工作服务，并安排每年公告使用情况。"
                if source.lacks("purpose")
                else "增加一项每年公告公益金使用情况的经常性工作。",
                severity=Severity.INFO,
            )


_PURPOSES = {
    Purpose.PUBLICITY: "宣传|教育|短片|手册|展|课程|课堂|教具|教材",
    Purpose.TEAM: "队伍|培训|社工|社会工作|服务|志愿|帮扶|救助|康复|关爱",
    Purpose.TECHNOLOGY: "平台|科技|设备|系统|信息",
}
_OBJECTS = (
    "短片|视频|影片|纪实片|专题片|微电影|动画",
    "展板|展架|海报|横幅|标语|宣传栏|展览",
    "手册|读本|折页|挂历|传单|宣传单|宣传品|宣传资料|印刷|印制",
    "电脑|计算机|服务器|打印机|无人机|设备|器材|仪器",
    "平台|系统|软件|模块|小程序",
    "培训|讲课|授课|讲师",
    "社工|社会工作|帮扶|救助|康复|关爱|就业|服务",
    "演出|情景剧|文艺",
    "调查|问卷|评估",
    "课程|课堂|教材|教具|示范课|录制",
)
"""Words for things that money buys; those of one line are much the same thing."""
_OBJECT = re.compile("|".join(_OBJECTS))
_LINE_OF = {word: line for line, words in enumerate(_OBJECTS) for word in words.split("|")}


@rule(
    "FND015",
    Severity.WARNING,
    level=Level.REVIEW,
    basis="《中华人民共和国预算法》第六十三条，《中华人民共和国公益事业捐赠法》第十八条",
)
def outside_its_purpose(plan: Plan) -> Iterator[Finding]:
    """有限定用途的资金用到了别处。

    专项资金和捐赠有限定用途的，只能用在限定的方面。按“限定用途”的字面归到宣传、队伍、科技，与支出的
    “用途”不同的会提醒；订立了捐赠协议的，是错误。归到同一方面或者归不到哪一方面的，再比字面上的东西：
    限定制作短片，却用来做展板，提请核对。限定用途写了“等”字的，支出看不出买什么的，不检查。几项支出都
    属于别的方面，多半是限定用途写错了，只在第一项处报告。

    ```yaml
    经费:
      支出预算:
        - {编号: 甲, 名称: 购置服务器, 用途: 科技, 金额: 2万元, 出资构成: 捐赠}  # <- FND015
        - {编号: 乙, 名称: 制作展板, 用途: 宣传, 金额: 1万元, 出资构成: 捐赠}  # <- FND015
      资金来源:
        - {编号: 捐赠, 名称: 企业捐赠, 资金性质: 社会捐赠, 金额: 3万元, 限定用途: 禁毒宣传短片制作}
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
        if not said:
            continue
        allowed = _purposes(said)
        given = source.kind in _GIVEN and source.has("agreement")
        paid = [use for use, _ in _paid_by(plan, source)]
        strange = [
            use
            for use in paid
            if allowed and use.purpose in _PURPOSES and use.purpose not in allowed
        ]
        if len(strange) == len(paid) > 1:
            yield Finding(
                paid[0].at("shares"),
                f"支出{listed(paid)}都不属于出资的{_name(source)}的限定用途“{said}”。",
                "核对限定用途是不是写错了；没有写错的，改由其他来源出资。",
                severity=Severity.ERROR if given else None,
                related=((source.at("purpose"), "限定用途"),),
            )
            continue
        for use in paid:
            other_class = use in strange
            if not other_class and not _other_thing(said, use):
                continue
            what = f"属于{use.purpose}" if other_class else "与限定用途对不上"
            yield Finding(
                use.at("shares"),
                f"{called(use, '支出')}{what}，出资的{_name(source)}限定用途是“{said}”。",
                "改由其他来源出资，或者征得出资方同意后修改限定用途。"
                if other_class
                else "核对限定用途；不在其内的，改由其他来源出资，在其内的，把支出的名称写明白。",
                severity=Severity.ERROR if other_class and given else None,
                related=((source.at("purpose"), "限定用途"),),
            )


def _other_thing(purpose: str, use: Use) -> bool:
    """Whether what is bought is plainly none of the things that the purpose names.

    A part of the purpose that names no thing, as “宣传教育” does, is open to the whole of its
    aspect; one that names neither is open to anything.
    """
    bought = _objects(use.name or "")
    if "等" in purpose or not bought:
        return False
    for part in re.split("[、，,；;和及与]", purpose):
        things, aspects = _objects(part), _purposes(part)
        if things & bought or (not things and (not aspects or use.purpose in aspects)):
            return False
    return True


def _purposes(text: str) -> set[Purpose]:
    return {purpose for purpose, words in _PURPOSES.items() if re.search(words, text)}


def _objects(text: str) -> set[int]:
    return {_LINE_OF[word] for word in _OBJECT.findall(text)}


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
                f"{_name(source)}是市场化收入，又写了"
                f"{'捐赠协议' if source.has('agreement') else '受赠人'}。",
                "分清捐赠和经营收入，各列一项。",
            )
        if source.kind in _GIVEN:
            for use, _ in _paid_by(plan, source):
                if re.search("售卖|销售|经营|营销", use.name or ""):
                    yield Finding(
                        use.at("name"),
                        f"{called(use, '支出')}由{_name(source)}的捐赠出资，却是经营活动。",
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
        if coming == amount:
            continue
        message = (
            f"{_name(source)}的到位计划合计{say_yuan(coming)}，"
            f"与金额{say_yuan(amount)}相差{say_yuan(abs(coming - amount))}"
        )
        if id(source) in mended_sources(plan):
            yield Finding(
                source.at("amount"),
                f"{message}；方案里的其他数字与到位计划相合。",
                f"金额多半写错了，改成{say_yuan(coming)}。",
                related=((source.at("arrivals"), "到位计划"),),
                right=say_yuan(coming),
                sure=False,
            )
        else:
            yield Finding(
                source.at("arrivals"),
                f"{message}。",
                f"核对各期金额，使合计等于{say_yuan(amount)}。",
                related=((source.at("amount"), "金额"),),
            )


@rule("FND020", Severity.WARNING, level=Level.REVIEW, basis="惯例：先有预算、后有支出")
def spent_before_it_comes(plan: Plan) -> Iterator[Finding]:
    """钱还没有到位就安排支出。

    按年累计，一个来源到某年年底安排的支出，不应当超过到那时已经到位的金额。同一年之内，只由一个来源出资的
    支出，它当年最后一项任务完成以后一个月，这个来源还一笔都没有到的，也会提醒。写了到位计划、支出又分了年度
    的才检查；几个来源合出、没有写各年各出多少的，不算在内。批复、到位的日期晚于到位计划第一期的，也在这里
    提醒。

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
    awaited = [s for s in plan.sources if s.arrivals and s.kind not in NOT_CASH]
    spent = spread(plan).surely() if awaited else {}
    alone: dict[str, list[Line]] = {}
    for line in spread(plan).lines if awaited else ():
        if len(line.by_source) == 1 and not line.inferred:
            alone.setdefault(next(iter(line.by_source)), []).append(line)
    for source in awaited:
        found = _short_at_year_end(source, spent.get(str(source.id), {}))
        if found is not None:
            # Figures that do not add up have rules of their own.
            if not _doubtful(plan, source):
                yield found
        else:
            yield from _work_before_money(plan, source, alone.get(str(source.id), []))
        yield from _approved_later(source)


def _doubtful(plan: Plan, source: Source) -> bool:
    """Whether the arrivals, or the years of a use that it pays, do not add up to their amount."""
    amount = source_amount(plan, source)
    if amount is not None and sum(source.arrivals.values(), NIL) != amount:
        return True
    return any(
        of_years(line.use) not in (None, amount_in(plan, line.use))
        for line in spread(plan).lines
        if source.id in line.by_source
    )


def _short_at_year_end(source: Source, spent: Mapping[int, Decimal]) -> Finding | None:
    """The first year at whose end more was spent than had come."""
    for year in sorted(spent):
        needed = sum((part for then, part in spent.items() if then <= year), NIL)
        come = sum((part for when, part in source.arrivals.items() if when.end.year <= year), NIL)
        short = needed - come
        if short >= Decimal(100):
            return Finding(
                source.at("arrivals"),
                f"到{year}年年底，{_name(source)}"
                + (f"累计到位{say_yuan(come)}，却" if come else "尚无资金到位，已")
                + f"安排支出{say_yuan(round(needed, 2))}，缺{say_yuan(round(short, 2))}。",
                f"把{say_yuan(round(short, 2))}的支出推迟到资金到位以后，或者争取提前到位。",
            )
    return None


def _work_before_money(plan: Plan, source: Source, lines: Sequence[Line]) -> Iterator[Finding]:
    """Uses that only this source pays, whose work of its first year is done before it comes."""
    first = min(source.arrivals, key=lambda period: period.start)
    for line in lines:
        dues = [m.due.last for ref in line.use.milestones if (m := plan.milestone(ref)) and m.due]
        same_year = [day for day in dues if day.year == first.start.year]
        paid = any(year == first.start.year and part for year, part in line.by_year.items())
        if not same_year or not paid or len(dues) < len(line.use.milestones):
            continue
        if max(same_year) + timedelta(30) < first.start:
            yield Finding(
                line.use.at("shares"),
                f"{called(line.use, '支出')}的任务{_day(max(same_year))}就要完成，"
                f"出资的{_name(source)}{first.words()}才开始到位。",
                "推迟任务，争取资金提前到位，或者改由已经到位的来源出资。",
                related=((source.at("arrivals"), "到位计划"),),
            )


def _approved_later(source: Source) -> Iterator[Finding]:
    first = min(source.arrivals, key=lambda period: period.start)
    if source.status not in (FundStatus.APPROVED, FundStatus.RECEIVED) or source.date is None:
        return
    if source.date.first > first.end:
        yield Finding(
            source.at("date"),
            f"{_name(source)}的{source.status}日期是{source.date.name()}，"
            f"到位计划的第一期却在{first.words()}。",
            "核对日期和到位计划，钱不会在批复以前到位。",
            related=((source.at("arrivals"), "到位计划"),),
        )


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
