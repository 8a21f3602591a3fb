"""Funds that do not tell how certain they are, or when they arrive."""

from __future__ import annotations

from collections.abc import Iterator

from jindu.analysis.funding import NOT_CASH, PUBLIC
from jindu.analysis.period import misdated
from jindu.model.choices import FundStatus
from jindu.model.context import Context
from jindu.model.diagnostic import Finding, Level, Severity
from jindu.model.rule import rule
from jindu.rules.absence import lacking


@rule("FND022", Severity.WARNING, level=Level.REVIEW, basis="惯例：以落实的资金安排支出")
def unknown_state_or_arrival(context: Context) -> Iterator[Finding]:
    """资金来源没有状态，或者跨年度的方案没有到位计划。

    来源写明是预计、已申请、已批复还是已到位，才看得出有没有把握。方案跨几个年度的，写明各期到位多
    少；已经到位、写了日期的不必写。金额写“列入财政预算”之类的，状态、到位计划都不必写。捐赠、自筹等
    没有到位计划的，只作提示。各笔来源都没有写的，只作一处提示。

    ```yaml
    方案: {起止: 2026-01..2027-12}
    经费:
      资金来源:
        - {编号: 专项, 资金性质: 上级专项, 金额: 3万元, 到位计划: {2026Q2: 3万元}}  # <- FND022
        - {编号: 预算, 资金性质: 一般公共预算, 金额: 2万元, 状态: 预计}  # <- FND022
    ```

    ```yaml
    方案: {起止: 2026-01..2027-12}
    经费:
      资金来源:
        - {编号: 专项, 资金性质: 上级专项, 金额: 3万元, 状态: 已申请, 到位计划: {2026Q2: 3万元}}
        - {编号: 预算, 资金性质: 一般公共预算, 金额: 2万元, 状态: 预计,
           到位计划: {2026Q1: 1万元, 2027Q1: 1万元}}
    ```
    """
    plan = context.plan
    cash = [
        fund
        for fund in plan.funds
        if fund.kind not in NOT_CASH and not (fund.amount is None and fund.amount_in_words)
    ]
    nowhere = all(fund.lacks("status") for fund in cash)
    if not nowhere or plan.asks_for("budget"):
        tip = "如实写预计、已申请、已批复或者已到位，如 状态: 预计。"
        for found in lacking(cash, (("status", "状态"),), "来源", tip):
            yield found._replace(severity=Severity.INFO if nowhere else None)
    period = plan.period
    if period is None or len(period.years()) < 2 or misdated(plan) is not None:
        return
    waiting = [
        fund
        for fund in cash
        if fund.has("amount") and not (fund.status is FundStatus.RECEIVED and fund.has("date"))
    ]
    without = [fund for fund in waiting if fund.lacks("arrivals")]
    public = any(fund.kind in PUBLIC or fund.kind is None for fund in without)
    if len(without) == len(waiting) and not plan.asks_for("budget"):
        return
    certain = public and len(without) < len(waiting)
    first, second = (str(year) for year in list(period.years())[:2])
    tip = f"写明各期到位多少，如 到位计划: {{{first}Q1: 1万元, {second}Q1: 1万元}}。"
    for found in lacking(waiting, (("arrivals", "到位计划"),), "来源", tip):
        yield found._replace(severity=None if certain else Severity.INFO)
