"""Expenses that a project budget must not contain, or only in part."""

from __future__ import annotations

import re
from collections.abc import Iterator

from jindu.analysis.consistency import corrected_amount
from jindu.analysis.funding import from_public
from jindu.language.naming import called
from jindu.language.organisations import kind_of
from jindu.model.choices import UnitKind
from jindu.model.context import Context
from jindu.model.diagnostic import Finding, Level, Severity
from jindu.model.economic_codes import named
from jindu.model.plan import Expense, Plan
from jindu.model.rule import rule
from jindu.units import say_share, say_yuan

_EXCLUDED = (
    "公务接待|接待费|招待(?!所)|宴请|宴会|聚餐|会餐|酒水|公务用餐|礼品|礼金|伴手礼|纪念品|慰问[金品费]"
    "|奖金|奖品|津贴|补贴发放|旅游(?!景区|景点|区|局|市场|行业|企业|公司|从业|度假|文化|点|线|大巴|集散)"
    "|外出考察|(?:学习|参观)考察|考察学习|赴.{1,8}考察|疗养(?!院|所)|公务用?车|购车"
    "|购[置买].{0,4}(?:轿车|越野车|商务车|小汽车)|烟酒(?!店|行|商|专卖|经营|销售)|因公出[国境]|出[国境](?:考察|培训|经?费)"
)
_EXCLUDED_CODES = frozenset(("30212", "30217", "30231", "31013"))
_REWARD = "举报.{0,12}(?:奖金|奖励|津贴)|(?:奖金|奖励).{0,8}举报"


@rule("BUD010", Severity.WARNING, level=Level.DRAFT, basis="惯例：项目资金不用于接待、礼品和奖金")
def ineligible_expense(context: Context) -> Iterator[Finding]:
    """列支了一般不允许的内容。

    公务接待、宴请、礼品、慰问金、奖金、外出考察、公务用车、因公出国等，不列入创建项目的预算。确需安
    排的，从单位公用经费或者专门渠道按规定列支。财政、彩票资金用了公务接待费、公务用车、因公出国科目
    的，报批时是错误；全部由捐赠、自筹等资金出资的，和竞赛的奖品、纪念品，只作提示。群众举报毒品违法
    犯罪的奖励，由公安机关、禁毒办按举报奖励办法列支，不报告；由支部、社区发放的会提醒。

    ```yaml
    经费:
      支出预算:
        - {编号: 甲, 名称: 走访慰问金, 金额: 1万元}  # <- BUD010
        - {编号: 乙, 名称: 会务, 经济分类科目: "30217", 金额: 1万元}  # <- BUD010
    ```

    ```yaml
    经费:
      支出预算:
        - {编号: 甲, 名称: 印制宣传手册, 经济分类科目: "30202", 金额: 1万元}
        - {编号: 乙, 名称: 旅游景区禁毒宣传栏, 经济分类科目: "30202", 金额: 1万元}
    ```
    """
    plan = context.plan
    for expense in plan.expenses:
        name, code = expense.name or "", (expense.code or "")[:5]
        public = from_public(plan, expense)
        own = Severity.INFO if public is False else None
        word = re.search(_EXCLUDED, name)
        small = word is not None and word.group() in ("奖品", "纪念品")
        if "举报" in name and re.search(_REWARD, name):
            yield from _reward_by_others(plan, expense)
        elif word is not None:
            yield Finding(
                expense.at("name"),
                f"{called(expense, '支出')}含有“{word.group()}”，一般不列入项目资金。",
                "捐赠协议、出资方允许的，在“限定用途”里写明；不允许的，删去。"
                if own
                else "删去；确需安排的，按规定从其他渠道列支。",
                severity=Severity.INFO if small else own,
                error_from=Level.SUBMIT if public and code in _EXCLUDED_CODES else None,
            )
        elif code in _EXCLUDED_CODES:
            yield Finding(
                expense.at("code"),
                f"{called(expense, '支出')}用了科目{named(code)}，一般不列入项目资金。",
                "删去这一项，或者核对经济分类科目。",
                severity=own,
                error_from=Level.SUBMIT if public else None,
            )


def _reward_by_others(plan: Plan, expense: Expense) -> Iterator[Finding]:
    unit = plan.unit(expense.executor)
    if unit is None or kind_of(unit) not in (
        UnitKind.BRANCH,
        UnitKind.COMMUNITY,
        UnitKind.SOCIAL,
        UnitKind.COMPANY,
    ):
        return
    yield Finding(
        expense.at("executor"),
        f"{called(expense, '支出')}由{called(unit)}执行；"
        "举报奖励由公安机关、禁毒办按举报奖励办法发放。",
        "执行单位改为公安机关或者禁毒办，在“测算依据”里写明所依据的举报奖励办法。",
        related=((expense.at("name"), "举报奖励"),),
    )


@rule(
    "BUD011",
    Severity.WARNING,
    level=Level.REVIEW,
    basis="惯例：预备费从严控制",
    norms=("不可预见费占比上限",),
)
def contingency_above_limit(context: Context) -> Iterator[Finding]:
    """不可预见费、其他费用太多，或者没有说明理由。

    预备费、机动经费、不可预见费，和只写“其他费用”看不出买什么的，要少，并写明测算依据。有的财政部门
    不接受这类支出。上限可以在 jindu.toml 里改。

    ```yaml
    经费:
      总额: 10万元
      支出预算:
        - {编号: 甲, 名称: 不可预见费, 金额: 2万元, 测算依据: 按总额估算}  # <- BUD011
    ```

    ```yaml
    经费:
      总额: 10万元
      支出预算:
        - {编号: 甲, 名称: 不可预见费, 金额: 0.3万元, 测算依据: 用于应对印刷价格上涨}
    ```
    """
    plan = context.plan
    limit = context.norms["不可预见费占比上限"]
    total = plan.budget.total if plan.budget else None
    for expense in plan.expenses:
        amount = corrected_amount(plan, expense)
        if not re.search(_CONTINGENCY, expense.name or "") or amount is None:
            continue
        if total and amount * 100 > total * limit.value:
            ceiling = say_yuan(round(total * limit.value / 100, 2))
            yield Finding(
                expense.at("amount"),
                f"{called(expense, '支出')}{say_yuan(amount)}，"
                f"占总额{say_share(amount, total, limit.value)}，"
                f"超过{limit.formatted()}{limit.default_note}。",
                f"压缩到{ceiling}以内，把钱列到具体支出上。",
            )
        elif expense.lacks("derivation"):
            yield Finding(
                expense.at("derivation"),
                f"{called(expense, '支出')}看不出用在哪里，没有写测算依据。",
                "写明为什么需要、怎样测算，或者列到具体支出上。",
            )


_CONTINGENCY = (
    "不可预见|不可预计|预备费|机动(?:经)?费|备用金|杂费|杂项"
    "|^其[他它](?:费用?|支出|经费|开支|项目|活动|工作)?(?:支出|费用|经费)?$"
)


@rule("BUD014", Severity.WARNING, level=Level.REVIEW, basis="惯例：项目支出不列工资福利")
def wages_in_project_budget(context: Context) -> Iterator[Finding]:
    """项目预算里列了工资福利支出。

    301类科目是单位人员的工资福利，属于基本支出，不列入创建项目。名称写工资、社保、公积金而用了别的
    科目的，也会提醒。临时用工、讲课评审等支付给个人的用30226劳务费，委托机构服务用30227委托业务费。

    ```yaml
    经费:
      支出预算:
        - {编号: 甲, 名称: 专职人员工资, 经济分类科目: "30101", 金额: 6万元}  # <- BUD014
    ```

    ```yaml
    经费:
      支出预算:
        - {编号: 甲, 名称: 购买社会工作服务, 经济分类科目: "30227", 金额: 6万元}
    ```
    """
    plan = context.plan
    for expense in plan.expenses:
        name, code = expense.name or "", (expense.code or "")[:5]
        word = None if re.search(_NO_WAGES, name) else re.search(_WAGES, name)
        if code.startswith("301"):
            told = f"用了工资福利科目{named(code)}"
        elif word is not None:
            told = f"含有“{word.group()}”，是工资福利支出"
        else:
            continue
        yield Finding(
            expense.at("code" if code else "name"),
            f"{called(expense, '支出')}{told}。",
            "临时用工、讲课评审改用30226劳务费，委托机构服务改用30227委托业务费；在职人员工资不列入项目。",
        )


_WAGES = "工资|薪酬|社保|社会保险|公积金|五险一金|年终奖"
_NO_WAGES = "购买|委托|宣传|讲座|培训|手册|政策|法规|追讨|咨询"
