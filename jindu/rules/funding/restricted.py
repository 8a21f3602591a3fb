"""Money with strings attached: bonds, lottery funds, what has a purpose, what is earned."""

from __future__ import annotations

import re
from collections.abc import Iterator

from jindu.analysis.funding import GIVEN, named_by, paid_by
from jindu.language.disclosure import publishes
from jindu.language.naming import called, listed
from jindu.language.scan import words_of
from jindu.model.choices import FundKind, Purpose
from jindu.model.context import Context
from jindu.model.diagnostic import Finding, Level, Severity
from jindu.model.economic_codes import named
from jindu.model.plan import Expense
from jindu.model.rule import rule
from jindu.units import say_yuan

_RECURRENT = ("301", "302", "303")
_CAPITAL = ("309", "310")


@rule(
    "FND007",
    Severity.ERROR,
    level=Level.REVIEW,
    basis="《中华人民共和国预算法》第三十五条",
)
def bond_for_recurrent(context: Context) -> Iterator[Finding]:
    """债券资金用于经常性支出。

    地方政府债券只能用于公益性资本支出，不得用于经常性支出；宣传、培训、劳务、委托业务等都是
    经常性支出。用债券资金的支出，科目应在 309、310 类；没有写科目的是警告；没有写明用在哪项支
    出上的，也是警告。科目在 309、310 类的还要看是不是公益性的，没有在来源的“限定用途”或者支出的
    “测算依据”里写明“公益”的，给一条提示。名称写“国债”的，参照办理，作为警告。

    ```yaml
    经费:
      支出预算:
        - {编号: 手册, 名称: 手册, 经济分类科目: 30202, 金额: 3万元, 出资构成: 债券}  # <- FND007
      资金来源:
        - {编号: 债券, 名称: 专项债券, 资金性质: 政府债券, 金额: 3万元}
    ```

    ```yaml
    经费:
      支出预算:
        - {编号: 设备, 名称: 购置设备, 经济分类科目: 31003, 金额: 3万元, 出资构成: 债券}
      资金来源:
        - {编号: 债券, 名称: 专项债券, 资金性质: 政府债券, 金额: 3万元, 限定用途: 公益性资本支出}
    ```
    """
    plan = context.plan
    for fund in plan.funds:
        if fund.kind is not FundKind.BOND:
            continue
        national = "国债" in (fund.name or fund.id or "")
        paid = list(named_by(plan, fund))
        recurrent = [expense for expense in paid if (expense.code or "").startswith(_RECURRENT)]
        capital = [expense for expense in paid if (expense.code or "").startswith(_CAPITAL)]
        unsaid = [
            expense for expense in paid if expense not in recurrent and expense not in capital
        ]
        codes = "、".join(dict.fromkeys(named(str(expense.code)) for expense in recurrent))
        for expenses, why, severity in (
            (recurrent, f"科目{codes}是经常性支出", Severity.WARNING if national else None),
            (unsaid, "没有写明是资本性支出的科目", Severity.WARNING),
        ):
            if expenses:
                yield Finding(
                    expenses[0].at("contributions"),
                    f"{listed(expenses)}由{called(fund, '来源')}出资，{why}；"
                    "债券资金只能用于公益性资本支出。",
                    "改由专项资金或者预算资金出资；确属资本性支出的，写上 309 或 310 类科目。",
                    severity=severity,
                    related=(
                        (fund.where, "债券资金"),
                        *((u.at("contributions"), "也由它出资") for u in expenses[1:]),
                    ),
                )
        asked = [u for u in capital if "公益" not in f"{fund.purpose}{u.derivation}{u.remark}"]
        if asked:
            yield Finding(
                asked[0].at("contributions"),
                f"{listed(asked)}由{called(fund, '来源')}出资，科目属于资本性支出，"
                "没有写明是不是公益性的。",
                "有公益性的，在来源里写明，如 限定用途: 公益性资本支出；不是的，换成别的来源。",
                severity=Severity.INFO,
                related=((fund.where, "债券资金"),),
            )
        if not paid:
            yield Finding(
                fund.where,
                f"{called(fund, '来源')}是债券资金，没有写明用在哪项资本性支出上。",
                "债券资金只能用于公益性资本支出：在相应支出的“出资构成”里写明，或者换成别的来源。",
                severity=Severity.WARNING,
            )


@rule(
    "FND014",
    Severity.WARNING,
    level=Level.REVIEW,
    basis="《彩票管理条例》第三十三条、第三十六条；各地福彩公益金管理办法（请核对当地规定）",
)
def lottery_misused(context: Context) -> Iterator[Finding]:
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
    plan = context.plan
    codes = re.compile(r"301\d\d|30201|30212|30217|30231|30239|31001|31002|31013")
    words = re.compile("工资|津贴|补贴|办公|接待|招待|用车|奖金|基建|装修")
    for fund in plan.funds:
        if fund.kind is not FundKind.LOTTERY:
            continue
        for expense, part in paid_by(plan, fund):
            word = words.search(expense.name or "")
            barred = codes.fullmatch(expense.code or "") is not None
            if barred or word is not None:
                why = (
                    f"科目{named(str(expense.code))}"
                    if barred
                    else f"“{word.group() if word else ''}”"
                )
                yield Finding(
                    expense.at("contributions"),
                    f"{called(expense, '支出')}从福彩公益金列支{say_yuan(part)}，"
                    f"{why}一般不在允许的范围内。",
                    "改由其他来源出资，福彩公益金用于困难群众服务等公益支出。",
                    related=((fund.where, "福彩公益金"),),
                )
        lacks = [] if fund.has("purpose") else ["用于什么公益事业"]
        if not publishes(words_of(plan)):
            lacks.append("怎样每年向社会公告使用情况")
        if lacks:
            yield Finding(
                fund.where,
                f"{called(fund, '来源')}是彩票公益金，没有写{'、'.join(lacks)}。",
                "写明“限定用途”，如 限定用途: 困难家庭社会工作服务，并安排每年公告使用情况。"
                if fund.lacks("purpose")
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
def outside_its_purpose(context: Context) -> Iterator[Finding]:
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
    plan = context.plan
    for fund in plan.funds:
        said = fund.purpose or ""
        if not said:
            continue
        allowed = _purposes(said)
        given = fund.kind in GIVEN and fund.has("agreement")
        paid = [expense for expense, _ in paid_by(plan, fund)]
        strange = [
            expense
            for expense in paid
            if allowed and expense.purpose in _PURPOSES and expense.purpose not in allowed
        ]
        if len(strange) == len(paid) > 1:
            yield Finding(
                paid[0].at("contributions"),
                f"支出{listed(paid)}都不属于出资的{called(fund, '来源')}的限定用途“{said}”。",
                "核对限定用途是不是写错了；没有写错的，改由其他来源出资。",
                severity=Severity.ERROR if given else None,
                related=((fund.at("purpose"), "限定用途"),),
            )
            continue
        for expense in paid:
            other_class = expense in strange
            if not other_class and not _other_thing(said, expense):
                continue
            what = f"属于{expense.purpose}" if other_class else "与限定用途对不上"
            yield Finding(
                expense.at("contributions"),
                f"{called(expense, '支出')}{what}，"
                f"出资的{called(fund, '来源')}限定用途是“{said}”。",
                "改由其他来源出资，或者征得出资方同意后修改限定用途。"
                if other_class
                else "核对限定用途；不在其内的，改由其他来源出资，在其内的，把支出的名称写明白。",
                severity=Severity.ERROR if other_class and given else None,
                related=((fund.at("purpose"), "限定用途"),),
            )


def _other_thing(purpose: str, expense: Expense) -> bool:
    """Whether what is bought is plainly none of the things that the purpose names.

    A part of the purpose that names no thing, as “宣传教育” does, is open to the whole of its
    aspect; one that names neither is open to anything.
    """
    bought = _objects(expense.name or "")
    if "等" in purpose or not bought:
        return False
    for part in re.split("[、，,；;和及与]", purpose):
        things, aspects = _objects(part), _purposes(part)
        if things & bought or (not things and (not aspects or expense.purpose in aspects)):
            return False
    return True


def _purposes(text: str) -> set[Purpose]:
    return {purpose for purpose, words in _PURPOSES.items() if re.search(words, text)}


def _objects(text: str) -> set[int]:
    return {_LINE_OF[word] for word in _OBJECT.findall(text)}


@rule("FND018", Severity.INFO, level=Level.REVIEW, basis="《中华人民共和国公益事业捐赠法》第四条")
def for_profit(context: Context) -> Iterator[Finding]:
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
    plan = context.plan
    for fund in plan.funds:
        if fund.kind is FundKind.MARKET and (fund.has("agreement") or fund.has("donee")):
            yield Finding(
                fund.where,
                f"{called(fund, '来源')}是市场化收入，又写了"
                f"{'捐赠协议' if fund.has('agreement') else '受赠人'}。",
                "分清捐赠和经营收入，各列一项。",
            )
        if fund.kind in GIVEN:
            for expense, _ in paid_by(plan, fund):
                if re.search("售卖|销售|经营|营销", expense.name or ""):
                    yield Finding(
                        expense.at("name"),
                        f"{called(expense, '支出')}由{called(fund, '来源')}的捐赠出资，"
                        "却是经营活动。",
                        "删去经营内容，或者改由其他来源出资。",
                    )
