"""Expenses outside the restriction of the fund that pays them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from jindu.analysis.funding import paid_by
from jindu.language.naming import called, listed
from jindu.model.choices import Purpose
from jindu.model.context import Context
from jindu.model.diagnostic import Finding, Level, Severity
from jindu.model.plan import Expense
from jindu.model.rule import rule
from jindu.units.patterns import late

_PURPOSES = {
    Purpose.PUBLICITY: "宣传|教育|短片|手册|展|课程|课堂|教具|教材",
    Purpose.TEAM: "队伍|培训|社工|社会工作|服务|志愿|帮扶|救助|康复|关爱",
    Purpose.TECHNOLOGY: "平台|科技|设备|系统|信息",
}

_GOODS = (
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
    "用餐|餐费|聚餐|接待|招待|用车|车辆",
)
"""Words for goods and services; the words of a line are interchangeable."""

_GOOD = late("|".join(_GOODS))

_LINE_OF = {word: line for line, words in enumerate(_GOODS) for word in words.split("|")}


@rule(
    "FND015",
    Severity.WARNING,
    level=Level.REVIEW,
    basis="推算：按字面比较，《中华人民共和国预算法》第六十三条、《中华人民共和国公益事业捐赠法》第十八条、"
    "《中华人民共和国慈善法》第五十六条规定不得擅自改变用途",
)
def expense_outside_restriction(context: Context) -> Iterator[Finding]:
    """有限定用途的资金用到了别处。

    专项资金和捐赠有限定用途的，只能用在限定的方面。按“限定用途”的字面归到宣传、队伍、科技，与支出的
    “用途”不同的会提醒。归到同一方面或者归不到哪一方面的，再比字面上的东西：限定制作短片，却用来做展
    板，提请核对。限定用途写了“等”字的，支出看不出买什么的，不检查。几项支出都属于别的方面，多半是限
    定用途写错了，只在第一项处报告。

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
        restriction = fund.restriction or ""
        if not restriction:
            continue
        allowed = _purposes(restriction)
        paid = [expense for expense, _ in paid_by(plan, fund)]
        outside = [
            expense
            for expense in paid
            if allowed
            and expense.purpose in _PURPOSES
            and expense.purpose not in allowed
            and not _is_named(restriction, expense)
        ]
        if len(outside) == len(paid) > 1:
            yield Finding(
                paid[0].at("contributions"),
                f"支出{listed(paid)}都不属于出资的{called(fund, '来源')}"
                f"的限定用途“{restriction}”。",
                "核对限定用途是不是写错了；没有写错的，改由其他来源出资。",
                related=((fund.at("restriction"), "限定用途"),),
            )
            continue
        for expense in paid:
            other_class = expense in outside
            if not other_class and not _buys_something_else(restriction, expense):
                continue
            what = f"属于{expense.purpose}" if other_class else "与限定用途对不上"
            yield Finding(
                expense.at("contributions"),
                f"{called(expense, '支出')}{what}，"
                f"出资的{called(fund, '来源')}限定用途是“{restriction}”。",
                "改由其他来源出资，或者征得出资方同意后修改限定用途。"
                if other_class
                else "核对限定用途；不在其内的，改由其他来源出资，在其内的，把支出的名称写明白。",
                related=((fund.at("restriction"), "限定用途"),),
            )


def _is_named(restriction: str, expense: Expense) -> bool:
    """Whether the restriction has the words of the expense, whatever its purpose: 任务台账模块."""
    name, allowed = (_GENERAL.sub("|", text) for text in (expense.name or "", restriction))
    pieces = (name[place : place + _ALIKE] for place in range(len(name) - _ALIKE + 1))
    return any("|" not in piece and piece in allowed for piece in pieces)


_ALIKE = 3
"""Characters in common by which words are known."""
_GENERAL = late(r"禁毒|工作|社区|街道|乡镇|青少年|服务|专项|项目|[^\u3400-\u9fffA-Za-z]")


def _buys_something_else(restriction: str, expense: Expense) -> bool:
    """Whether the expense buys none of the goods that the restriction names.

    A part of the restriction without goods (“宣传教育”) allows every expense of its purpose; one
    without goods and purpose allows everything.
    """
    bought = _goods(expense.name or "")
    if "等" in restriction or not bought:
        return False
    for part in re.split("[、，,；;和及与]", restriction):
        goods, purposes = _goods(part), _purposes(part)
        if goods & bought or (not goods and (not purposes or expense.purpose in purposes)):
            return False
    return True


def _purposes(text: str) -> set[Purpose]:
    return {purpose for purpose, words in _PURPOSES.items() if re.search(words, text)}


def _goods(text: str) -> set[int]:
    return {_LINE_OF[word] for word in _GOOD.findall(text)}
