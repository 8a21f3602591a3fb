"""When funds arrive, and what is spent before."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import timedelta
from decimal import Decimal

from jindu.analysis.consistency import (
    corrected_amount,
    corrected_fund_amount,
    corrected_fund_amounts,
    sum_of_years,
)
from jindu.analysis.funding import NIL, NOT_CASH, Line, amount_of, spread
from jindu.language.naming import called
from jindu.model.choices import FundStatus
from jindu.model.context import Context
from jindu.model.diagnostic import Finding, Level, Severity
from jindu.model.plan import Fund, Plan
from jindu.model.rule import rule
from jindu.rules.bases import CONSISTENCY
from jindu.units import say_day, say_yuan


@rule("FND019", Severity.ERROR, level=Level.DRAFT, basis=CONSISTENCY)
def arrivals_mismatch(context: Context) -> Iterator[Finding]:
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
    plan = context.plan
    budget_total = plan.budget.total if plan.budget else None
    for fund in plan.funds:
        amount = amount_of(fund, budget_total)
        if not fund.arrivals or amount is None or not fund.sure("arrivals", "amount"):
            continue
        total_arrivals = sum(fund.arrivals.values(), NIL)
        if total_arrivals == amount:
            continue
        message = (
            f"{called(fund, '来源')}的到位计划合计{say_yuan(total_arrivals)}，"
            f"与金额{say_yuan(amount)}相差{say_yuan(abs(total_arrivals - amount))}"
        )
        if id(fund) in corrected_fund_amounts(plan):
            yield Finding(
                fund.at("amount"),
                f"{message}；方案里的其他数字与到位计划相合。",
                f"金额多半写错了，改成{say_yuan(total_arrivals)}。",
                related=((fund.at("arrivals"), "到位计划"),),
                replacement=say_yuan(total_arrivals),
                safe=False,
            )
        else:
            yield Finding(
                fund.at("arrivals"),
                f"{message}。",
                f"核对各期金额，使合计等于{say_yuan(amount)}。",
                related=((fund.at("amount"), "金额"),),
            )


@rule(
    "FND020",
    Severity.WARNING,
    level=Level.REVIEW,
    basis="惯例：先有预算、后有支出",
    norms=("支出先于到位宽限",),
)
def spent_before_arrival(context: Context) -> Iterator[Finding]:
    """钱还没有到位就安排支出。

    按年累计，一个来源到某年年底安排的支出，不应当超过到那时已经到位的金额。同一年之内，只由一个来源
    出资的支出，它当年最后一项任务完成以后一个月，这个来源还一笔都没有到的，也会提醒；支出没有分年度
    的，看它的任务是不是都在资金到位以前就要完成。没有写到位计划的不检查；几个来源合出、又分几年支
    出，而没有写各年各出多少的，不算在内。批复、到位的日期晚于到位计划第一期的，也在这里提醒。

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
    plan = context.plan
    grace = context.norms["支出先于到位宽限"].days
    scheduled = [fund for fund in plan.funds if fund.arrivals and fund.kind not in NOT_CASH]
    spent = spread(plan).surely() if scheduled else {}
    sole_lines: dict[str, list[Line]] = {}
    for line in spread(plan).lines if scheduled else ():
        if len(line.by_fund) == 1 and not line.inferred:
            sole_lines.setdefault(next(iter(line.by_fund)), []).append(line)
    for fund in scheduled:
        found = _short_at_year_end(fund, spent.get(str(fund.id), {}))
        if found is not None:
            # Amounts that do not add up are reported by other rules.
            if not _has_mismatch(plan, fund):
                yield found
        else:
            lines = sole_lines.get(str(fund.id), [])
            yield from _task_due_before_arrival(plan, fund, lines, grace)
        yield from _approved_after_arrival(fund)


def _has_mismatch(plan: Plan, fund: Fund) -> bool:
    """Whether the arrivals, or the yearly amounts of an expense it pays, do not add up."""
    amount = corrected_fund_amount(plan, fund)
    if amount is not None and sum(fund.arrivals.values(), NIL) != amount:
        return True
    return any(
        sum_of_years(line.expense) not in (None, corrected_amount(plan, line.expense))
        for line in spread(plan).lines
        if fund.id in line.by_fund
    )


def _short_at_year_end(fund: Fund, spent: Mapping[int, Decimal]) -> Finding | None:
    """Report the first year end at which more is spent than has arrived."""
    for year in sorted(spent):
        needed = sum((part for then, part in spent.items() if then <= year), NIL)
        arrived = sum((part for when, part in fund.arrivals.items() if when.end.year <= year), NIL)
        short = needed - arrived
        if short >= Decimal(100):
            return Finding(
                fund.at("arrivals"),
                f"到{year}年年底，{called(fund, '来源')}"
                + (f"累计到位{say_yuan(arrived)}，却" if arrived else "尚无资金到位，已")
                + f"安排支出{say_yuan(round(needed, 2))}，缺{say_yuan(round(short, 2))}。",
                f"把{say_yuan(round(short, 2))}的支出推迟到资金到位以后，或者争取提前到位。",
            )
    return None


def _task_due_before_arrival(
    plan: Plan, fund: Fund, lines: Sequence[Line], grace: timedelta
) -> Iterator[Finding]:
    """Report expenses only this fund pays, with tasks due long before its first arrival."""
    first = min(fund.arrivals, key=lambda period: period.start)
    year = first.start.year
    for line in lines:
        dues = [m.due.last for ref in line.expense.tasks if (m := plan.task(ref)) and m.due]
        # Without yearly amounts, all is spent by the last of the tasks.
        same_year = [day for day in dues if day.year == year or not line.by_year]
        paid = line.by_year.get(year) if line.by_year else line.amount
        if not same_year or not paid or len(dues) < len(line.expense.tasks):
            continue
        if max(same_year) + grace < first.start:
            yield Finding(
                line.expense.at("contributions"),
                f"{called(line.expense, '支出')}的任务{say_day(max(same_year))}就要完成，"
                f"出资的{called(fund, '来源')}{first.words()}才开始到位。",
                "推迟任务，争取资金提前到位，或者改由已经到位的来源出资。",
                related=((fund.at("arrivals"), "到位计划"),),
            )


def _approved_after_arrival(fund: Fund) -> Iterator[Finding]:
    first = min(fund.arrivals, key=lambda period: period.start)
    if fund.status not in (FundStatus.APPROVED, FundStatus.RECEIVED) or fund.date is None:
        return
    if fund.date.first > first.end:
        yield Finding(
            fund.at("date"),
            f"{called(fund, '来源')}的{fund.status}日期是{fund.date.name()}，"
            f"到位计划的第一期却在{first.words()}。",
            "核对日期和到位计划，钱不会在批复以前到位。",
            related=((fund.at("arrivals"), "到位计划"),),
        )


@rule("FND021", Severity.WARNING, level=Level.REVIEW, basis="惯例：以落实的资金安排支出")
def overdue_arrival(context: Context) -> Iterator[Finding]:
    """到位计划的时间已经过了，资金还没有批下来。

    按到位计划应当已经到位的资金，状态还是“预计”“已申请”的，不能再当作有着落的钱安排支出。“今天”是检
    查的那一天，可以用 --today 另定；下面的例子以2026年7月1日为今天。

    ```yaml
    经费:
      资金来源:
        - {编号: 专项, 名称: 县级专项, 金额: 9万元, 状态: 预计,
           到位计划: {2026Q2: 4万元, 2027Q2: 5万元}}  # <- FND021
    ```

    ```yaml
    经费:
      资金来源:
        - {编号: 专项, 名称: 县级专项, 金额: 9万元, 状态: 预计,
           到位计划: {2026Q3: 4万元, 2027Q2: 5万元}}
    ```
    """
    plan = context.plan
    today = context.today
    if today is None:
        return
    for fund in plan.funds:
        if fund.status not in (FundStatus.EXPECTED, FundStatus.APPLIED):
            continue
        past = {when: part for when, part in fund.arrivals.items() if when.end < today}
        if past:
            last = max(when.end for when in past)
            due = sum(past.values(), NIL)
            yield Finding(
                fund.at("arrivals"),
                f"按到位计划，{called(fund, '来源')}到{say_day(last)}应当已到{say_yuan(due)}，"
                f"状态还是“{fund.status}”。",
                "已经批复、到位的，改状态，补上文号和日期；没有的，推迟到位计划和由它出资的支出，"
                "或者换成有把握的来源。",
                related=((fund.at("status"), "状态"),),
            )
