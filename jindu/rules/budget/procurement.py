"""Purchases that reach the thresholds of government procurement."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from decimal import Decimal

from jindu.analysis.consistency import amount_in
from jindu.analysis.funding import NIL, PUBLIC
from jindu.language.codes import named
from jindu.language.naming import called, listed
from jindu.model.context import Context
from jindu.model.diagnostic import Finding, Level, Severity
from jindu.model.norms import Norm
from jindu.model.plan import Expense, Year
from jindu.model.rule import rule
from jindu.units import say_yuan

_NOT_BOUGHT = ("301", "303", "30211", "30215", "30216", "30226")
"""Codes of payments to persons, meetings, training and travel."""


@rule(
    "BUD012",
    Severity.INFO,
    level=Level.REVIEW,
    basis="《中华人民共和国政府采购法》第二条，《中华人民共和国政府采购法实施条例》第二十八条",
    norms=("采购限额标准", "公开招标数额标准"),
)
def missing_procurement_method(context: Context) -> Iterator[Finding]:
    """达到采购限额的支出没有写采购方式，或者像是化整为零。

    用财政资金采购货物和服务，单项达到限额标准的要写采购方式；同一年里同一科目、都没有写采购方式的几项
    合计达到限额，或者合计达到公开招标数额的，要核对是不是同一品目，避免化整为零。同一科目不一定是同一
    品目，只作提示。全部由捐赠、自筹等非财政性资金出资的不适用政府采购法，不检查。两个数额由各省规定，
    这里的数是默认值，请在 jindu.toml 里换成本省的数。

    ```yaml
    经费:
      支出预算:
        - {编号: 甲, 名称: 采购宣传设备, 经济分类科目: "31003", 金额: 80万元}  # <- BUD012
    ```

    ```yaml
    经费:
      支出预算:
        - {编号: 甲, 名称: 采购宣传设备, 经济分类科目: "31003", 金额: 80万元, 采购方式: 公开招标}
    ```
    """
    plan = context.plan
    limit = context.norms["采购限额标准"]
    tender = context.norms["公开招标数额标准"]
    by_code: dict[tuple[str, Year], list[Expense]] = defaultdict(list)
    non_fiscal = {
        fund.id for fund in plan.funds if fund.kind is not None and fund.kind not in PUBLIC
    }
    for expense in plan.expenses:
        paying = [share.fund for share in expense.contributions]
        if (expense.code or "").startswith(_NOT_BOUGHT) or (
            paying and non_fiscal.issuperset(paying)
        ):
            continue
        amount = amount_in(plan, expense)
        if amount is not None and amount >= limit.value and expense.lacks("procurement"):
            yield Finding(
                expense.at("amount"),
                f"{called(expense, '支出')}{say_yuan(amount)}，达到采购限额标准"
                f"{say_yuan(Decimal(limit.value))}{limit.default_note}，没有写采购方式。",
                f"在“采购方式”里写明按什么方式采购，如公开招标、竞争性磋商、询价。{_local_threshold_tip(limit)}",
            )
        if expense.code:
            for year in expense.by_year:
                by_code[expense.code, year].append(expense)
    for (code, year), expenses in by_code.items():
        if len(expenses) > 1:
            total = sum((expense.by_year[year] for expense in expenses), NIL)
            yield from _combined_purchases(code, year, expenses, total, limit, tender)


def _combined_purchases(
    code: str, year: int, expenses: list[Expense], total: Decimal, limit: Norm, tender: Norm
) -> Iterator[Finding]:
    """Report expenses with one code and year that together reach a threshold."""
    without_method = all(
        expense.lacks("procurement") and (expense.amount or NIL) < limit.value
        for expense in expenses
    )
    if total >= tender.value:
        norm, word = tender, "公开招标数额标准"
    elif without_method and total >= limit.value:
        norm, word = limit, "采购限额标准"
    else:
        return
    yield Finding(
        expenses[0].at("code"),
        f"{year}年科目{named(code)}的{len(expenses)}项支出{listed(expenses)}合计{say_yuan(total)}，"
        f"达到{word}{say_yuan(Decimal(norm.value))}{norm.default_note}。",
        "核对是不是同一品目；属于同一品目的，合并采购，写明采购方式，不化整为零。"
        + _local_threshold_tip(norm),
        related=tuple((expense.at("code"), "同一科目") for expense in expenses[1:3]),
    )


def _local_threshold_tip(norm: Norm) -> str:
    """Return the tip to set the threshold of the province, if it is still the default."""
    tip = f"数额是默认值，按本省标准在 jindu.toml 里改“{norm.name}”。"
    return tip if norm.is_default else ""
