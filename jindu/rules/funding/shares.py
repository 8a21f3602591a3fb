"""Shares of public and social money."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from jindu.analysis.funding import NIL, PUBLIC
from jindu.language.naming import called
from jindu.model.choices import FundKind
from jindu.model.context import Context
from jindu.model.diagnostic import Finding, Level, Severity
from jindu.model.plan import Plan
from jindu.model.rule import rule
from jindu.rules.funding.cash import cash_funds, total_cash
from jindu.units import say_share, say_yuan

_SOCIAL = frozenset({FundKind.DONATION, FundKind.FUND, FundKind.MARKET})


def _public_social_and_all(plan: Plan) -> tuple[Decimal, Decimal, Decimal] | None:
    """Return public, social and all cash; None if an amount or kind is unknown."""
    have = total_cash(plan)
    if not have or not all(fund.sure("kind") and fund.kind for fund in plan.funds):
        return None
    public = sum((a or NIL for fund, a in cash_funds(plan) if fund.kind in PUBLIC), NIL)
    social = sum((a or NIL for fund, a in cash_funds(plan) if fund.kind in _SOCIAL), NIL)
    return public, social, have


@rule(
    "FND004",
    Severity.WARNING,
    level=Level.REVIEW,
    basis="惯例：以政府性资金为主导；《中华人民共和国禁毒法》第六条",
    norms=("政府性资金占比下限",),
)
def public_share_too_low(context: Context) -> Iterator[Finding]:
    """政府性资金不占主导。

    县级以上人民政府将禁毒经费列入本级财政预算，创建经费应当以政府性资金（上级专项、一般公共预
    算、政府债券、彩票公益金）为主。

    ```yaml
    经费:
      资金来源:  # <- FND004
        - {编号: 县级预算, 资金性质: 一般公共预算, 金额: 20万元}
        - {编号: 自筹, 资金性质: 自筹, 金额: 30万元}
    ```

    ```yaml
    经费:
      资金来源:
        - {编号: 县级预算, 资金性质: 一般公共预算, 金额: 30万元}
        - {编号: 自筹, 资金性质: 自筹, 金额: 20万元}
    ```
    """
    plan = context.plan
    minimum = context.norms["政府性资金占比下限"]
    shares = _public_social_and_all(plan)
    if shares is None or plan.budget is None:
        return
    public, _, have = shares
    if public * 100 < have * minimum.value:
        enough = say_yuan(round(have * minimum.value / 100, 2))
        yield Finding(
            plan.budget.at("funds"),
            (
                f"政府性资金{say_yuan(public)}，"
                f"只占全部来源的{say_share(public, have, minimum.value)}，"
                f"不足{minimum.formatted()}。"
                if public
                else f"尚无政府性资金，全部{say_yuan(have)}靠其他来源。"
            ),
            f"争取列入预算或者申请专项资金，至少达到{enough}。",
            on_key=True,
        )


@rule(
    "FND005",
    Severity.INFO,
    level=Level.REVIEW,
    basis="惯例：社会资金为补充",
    norms=("政府性资金占比下限",),
)
def social_funds_exceed_public(context: Context) -> Iterator[Finding]:
    """社会资金不少于政府性资金。

    捐赠、公益基金和市场化资金是补充，数额一般小于政府性资金。政府性资金的占比不够的，由 FND004 报
    告，这里不再重复。

    ```yaml
    经费:
      资金来源:  # <- FND005
        - {编号: 县级预算, 资金性质: 一般公共预算, 金额: 20万元}
        - {编号: 捐赠, 资金性质: 社会捐赠, 金额: 20万元}
    ```

    ```yaml
    经费:
      资金来源:
        - {编号: 县级预算, 资金性质: 一般公共预算, 金额: 30万元}
        - {编号: 捐赠, 资金性质: 社会捐赠, 金额: 10万元}
    ```
    """
    plan = context.plan
    minimum = context.norms["政府性资金占比下限"]
    shares = _public_social_and_all(plan)
    if shares is None or plan.budget is None:
        return
    public, social, have = shares
    if social and social >= public and public * 100 >= have * minimum.value:
        yield Finding(
            plan.budget.at("funds"),
            f"社会资金{say_yuan(social)}，"
            + (f"不少于政府性资金{say_yuan(public)}。" if public else "尚无政府性资金。"),
            "增加政府性资金，或者压减依靠社会资金的支出，使社会资金少于政府性资金。",
            on_key=True,
        )


@rule(
    "FND006",
    Severity.ERROR,
    level=Level.REVIEW,
    basis="《中华人民共和国禁毒法》第七条，《中华人民共和国公益事业捐赠法》第二十四条、第二十五条，"
    "《中华人民共和国慈善法》第八十七条",
)
def tax_relief_counted_as_cash(context: Context) -> Iterator[Finding]:
    """把税收减免当成了资金。

    税收优惠由捐赠人享受，不是创建单位收到的钱，不能列金额，也不计入资金来源合计；占比写“不计入”
    “0%”的没有问题。名称写税收减免、资金性质却写成自筹等并列了金额的，是警告。

    ```yaml
    经费:
      资金来源:
        - {编号: 税收优惠, 资金性质: 税收减免, 金额: 5万元}  # <- FND006
    ```

    ```yaml
    经费:
      资金来源:
        - {编号: 税收优惠, 资金性质: 税收减免, 占比: 不计入, 备注: 捐赠企业依法享受}
    ```
    """
    for fund in context.plan.funds:
        positive = re.search("[1-9一二三四五六七八九十]", fund.share or "")
        if not fund.amount and not positive:
            continue
        by_name = re.search(_TAX_RELIEF, fund.name or "")
        if fund.kind is not FundKind.TAX and not by_name:
            continue
        figure = say_yuan(fund.amount) if fund.amount else fund.share
        yield Finding(
            fund.at("amount" if fund.amount else "share"),
            f"{called(fund, '来源')}是税收减免，列了“{figure}”；它不是创建单位收到的资金。",
            ("删去金额" if fund.amount else "删去占比")
            + ("，资金性质写“税收减免”" if fund.kind is not FundKind.TAX else "")
            + "；缺的钱另找来源。",
            severity=None if fund.kind is FundKind.TAX else Severity.WARNING,
        )


_TAX_RELIEF = "税收?(?:减免|优惠|返还)|(?:减|免|退)税|减免税"
