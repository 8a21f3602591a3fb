"""Funds whose use the law limits: bonds and lottery proceeds."""

from __future__ import annotations

import re
from collections.abc import Iterator

from jindu.analysis.funding import named_by, paid_by
from jindu.language.disclosure import publishes
from jindu.language.naming import called, listed
from jindu.language.scan import words_of
from jindu.model.choices import FundKind
from jindu.model.context import Context
from jindu.model.diagnostic import Finding, Level, Severity
from jindu.model.economic_codes import named
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
def bond_pays_recurrent_expense(context: Context) -> Iterator[Finding]:
    """债券资金用于经常性支出，或者靠举借债务筹钱。

    地方政府债券由省级政府在限额内发行，只能用于公益性资本支出，不得用于经常性支出；宣传、培训、劳
    务、委托业务等都是经常性支出。用债券资金的支出，科目应在 309、310 类；没有写科目的是警告；没有写
    明用在哪项支出上的，也是警告。科目在 309、310 类的还要看是不是公益性的，没有在来源的“限定用途”或
    者支出的“测算依据”里写明“公益”的，给一条提示。资金性质写成别的、名称写“债券”的，同样检查；名称写
    “国债”的，参照办理，作为警告。除债券外，地方政府及其部门不得以任何方式举借债务：来源是贷款、借款
    的，是警告。

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
        name = fund.name or fund.id or ""
        if re.search("贷款(?!贴息)|借款|透支|垫资", name):
            yield Finding(
                fund.where,
                f"{called(fund, '来源')}是举借债务；地方政府及其所属部门不得以任何方式举借债务。",
                "换成预算资金、专项资金等来源；由企业自行融资、自行偿还的，写明出资单位，不列入这里。",
                severity=Severity.WARNING,
            )
            continue
        if fund.kind is not FundKind.BOND and not re.search("债券|国债", name):
            continue
        national = "国债" in name
        paid = list(named_by(plan, fund))
        recurrent = [expense for expense in paid if (expense.code or "").startswith(_RECURRENT)]
        capital = [expense for expense in paid if (expense.code or "").startswith(_CAPITAL)]
        unclear = [
            expense for expense in paid if expense not in recurrent and expense not in capital
        ]
        codes = "、".join(dict.fromkeys(named(str(expense.code)) for expense in recurrent))
        for expenses, why, severity in (
            (recurrent, f"科目{codes}是经常性支出", Severity.WARNING if national else None),
            (unclear, "没有写明是资本性支出的科目", Severity.WARNING),
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
                        *((expense.at("contributions"), "也由它出资") for expense in expenses[1:]),
                    ),
                )
        not_public = [
            expense
            for expense in capital
            if "公益" not in f"{fund.restriction}{expense.derivation}{expense.remark}"
        ]
        if not_public:
            yield Finding(
                not_public[0].at("contributions"),
                f"{listed(not_public)}由{called(fund, '来源')}出资，科目属于资本性支出，"
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
def lottery_proceeds_misused(context: Context) -> Iterator[Finding]:
    """福彩公益金用在了不允许的地方，或者没有写公益用途、没有安排公告。

    彩票公益金专项用于社会福利等社会公益事业。各地办法一般不允许用于行政事业单位基本支出、人员工资、
    公务接待、公务用车、楼堂馆所和营利活动。来源要写明“限定用途”，看得出是什么公益事业；使用单位应当
    每年向社会公告使用情况，方案里没有提到公开、公告的，给一条提示。发给困难群众的生活补贴、救助金是
    允许的。资金性质写成上级专项、名称写彩票公益金的，同样检查。

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
    words = re.compile(
        "工资|津贴|(?:人员|工作|岗位|值班|加班|通讯|交通|伙食|误餐)补[贴助]|办公|公务接待|接待费"
        "|招待(?!所)|公务用?车|奖金|楼堂馆所|装修"
    )
    for fund in plan.funds:
        by_name = re.search("福彩|福利彩票|体育彩票|体彩|彩票公益金", fund.name or "")
        if fund.kind is not FundKind.LOTTERY and not by_name:
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
                    f"{called(expense, '支出')}从彩票公益金列支{say_yuan(part)}，"
                    f"{why}一般不在允许的范围内。",
                    "改由其他来源出资，彩票公益金用于困难群众服务等公益支出。",
                    related=((fund.where, "彩票公益金"),),
                )
        lacks = [] if fund.has("restriction") else ["用于什么公益事业"]
        if plan.is_whole and not publishes(words_of(plan)):
            lacks.append("怎样每年向社会公告使用情况")
        if lacks:
            yield Finding(
                fund.where,
                f"{called(fund, '来源')}是彩票公益金，没有写{'、'.join(lacks)}。",
                "写明“限定用途”，如 限定用途: 困难家庭社会工作服务，并安排每年公告使用情况。"
                if fund.lacks("restriction")
                else "增加一项每年公告公益金使用情况的经常性工作。",
                severity=Severity.INFO,
            )
