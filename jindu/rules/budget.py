"""The uses of money: amounts that add up, codes that exist, work behind every line."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from jindu.analysis.arithmetic import wrong_sums
from jindu.analysis.codes import NAMES, named
from jindu.analysis.figures import amount_in, mended, of_shares, of_years, product
from jindu.analysis.horizon import misdated
from jindu.analysis.naming import called, listed
from jindu.diagnostic import Finding, Level, Severity, rule
from jindu.plan import Budget, Plan, Purpose, Use
from jindu.units import say_quantity, say_yuan
from jindu.vocabulary import Thing

NIL = Decimal(0)
_INTEGRITY = "方案自身的一致性"


@rule("BUD001", Severity.ERROR, level=Level.DRAFT, basis=_INTEGRITY)
def total_differs(plan: Plan) -> Iterator[Finding]:
    """支出合计与总额不等。

    各项支出的金额相加，应当正好等于经费总额，一分不差。有的支出没有金额或者金额读不出来时，
    不作比较。总额不符只是因为某一项的金额与它自己的单价、数量或者分年度金额对不上的，只在那一项上报告。

    ```yaml
    经费:
      总额: 50万元  # <- BUD001
      支出预算:
        - {编号: 支出一, 名称: 印制手册, 金额: 18.5万元}
        - {编号: 支出二, 名称: 组织培训, 金额: 30万元}
    ```

    ```yaml
    经费:
      总额: 48.5万元
      支出预算:
        - {编号: 支出一, 名称: 印制手册, 金额: 18.5万元}
        - {编号: 支出二, 名称: 组织培训, 金额: 30万元}
    ```
    """
    budget = plan.budget
    if budget is None or budget.total is None or not budget.uses or not budget.sure("uses"):
        return
    amounts = [use.amount for use in budget.uses if use.amount is not None]
    total = sum(amounts, NIL)
    borne_out = sum((amount_in(plan, use) or NIL for use in budget.uses), NIL)
    if len(amounts) == len(budget.uses) and total != budget.total != borne_out:
        more = "多" if total > budget.total else "少"
        yield Finding(
            budget.at("total"),
            f"{len(amounts)}项支出合计{say_yuan(total)}，比总额{say_yuan(budget.total)}{more}"
            f"{say_yuan(abs(total - budget.total))}。",
            f"核对各项支出；各项没有写错的，把总额改成{say_yuan(total)}。",
            related=((budget.at("uses"), "支出预算"),),
            right=say_yuan(total),
            sure=False,
        )


@rule("BUD002", Severity.ERROR, level=Level.DRAFT, basis=_INTEGRITY)
def price_times_count(plan: Plan) -> Iterator[Finding]:
    """单价乘数量不等于金额。

    写了单价和数量的，两者相乘应当正好等于金额。

    ```yaml
    经费:
      支出预算:
        - {编号: 支出一, 名称: 设备, 单价: 3.2万元, 数量: 10, 金额: 30万元}  # <- BUD002
    ```

    ```yaml
    经费:
      支出预算:
        - {编号: 支出一, 名称: 设备, 单价: 3.2万元, 数量: 10, 金额: 32万元}
    ```
    """
    for use in plan.uses:
        cost = product(use)
        if use.unit_price is None or use.count is None or use.amount is None or cost is None:
            continue
        if cost == use.amount:
            continue
        in_years = of_years(use)
        borne_out = use.amount in (in_years, of_shares(use))
        witness = f"，分年度金额合计是{say_yuan(in_years or NIL)}"
        yield Finding(
            use.at("amount"),
            f"{called(use, '支出')}的单价{say_yuan(use.unit_price)}乘数量"
            f"{say_quantity(use.count, use.unit)}是{say_yuan(cost)}，"
            f"与金额{say_yuan(use.amount)}相差{say_yuan(abs(cost - use.amount))}"
            f"{witness if in_years not in (None, use.amount) else ''}。",
            "金额与这一项的其他数字相合，多半是单价或者数量写错了。"
            if borne_out
            else f"金额写错的，改成{say_yuan(cost)}；金额没有错的，改正单价或者数量。",
            related=((use.at("unit_price"), "单价"), (use.at("count"), "数量")),
            right=None if borne_out else say_yuan(cost),
            sure=False,
        )


@rule(
    "BUD004",
    Severity.ERROR,
    level=Level.DRAFT,
    basis="方案自身的一致性；《中华人民共和国预算法》第十八条",
)
def years_do_not_add_up(plan: Plan) -> Iterator[Finding]:
    """分年度金额加不拢，或者写到了方案之外的年度。

    预算按公历年度编制。分年度金额相加应当等于这一项的金额，年度在实施期限之内。

    ```yaml
    方案: {起止: 2026-01..2028-12}
    经费:
      支出预算:
        - 编号: 支出一
          名称: 印制手册
          金额: 3万元
          分年度金额: {2026: 2万元, 2029: 1万元}  # <- BUD004
    ```

    ```yaml
    方案: {起止: 2026-01..2028-12}
    经费:
      支出预算:
        - 编号: 支出一
          名称: 印制手册
          金额: 3万元
          分年度金额: {2026: 2万元, 2027: 1万元}
    ```
    """
    for use in plan.uses:
        total, where = of_years(use), use.at("by_year")
        if total is None:
            continue
        # What BUD002 reports of the amount is the cause of this too.
        reported = id(use) in mended(plan) and product(use) not in (None, use.amount)
        if use.amount is not None and total != use.amount and not reported:
            gap = say_yuan(abs(total - use.amount))
            yield Finding(
                where,
                f"{called(use, '支出')}分年度合计{say_yuan(total)}，"
                f"与金额{say_yuan(use.amount)}相差{gap}。",
                f"{'减少' if total > use.amount else '补上'}{gap}，使各年度合计等于这一项的金额；"
                f"金额写错的，改成{say_yuan(total)}。",
                related=((use.at("amount"), "这一项的金额"),),
            )
        period = plan.period
        outside = [str(year) for year in use.by_year if period and year not in period.years()]
        if outside and period and plan.overview is not None and misdated(plan) is None:
            yield Finding(
                where,
                f"{called(use, '支出')}的金额写到了方案之外的{'、'.join(outside)}年，"
                f"方案的实施期限是{period.words()}。",
                "把这些年度的金额并入实施期限内的年度，或者调整方案的起止。",
                related=((plan.overview.at("period"), "方案的起止"),),
            )


@rule("BUD005", Severity.WARNING, level=Level.REVIEW, basis="惯例：宣传、队伍、科技三方面投入")
def purpose_missing(plan: Plan) -> Iterator[Finding]:
    """宣传、队伍、科技三类用途不全。

    创建经费一般包括宣传推广、队伍建设和科技投入三个方面，每一方面至少有一项支出。

    ```yaml
    经费:
      支出预算:  # <- BUD005
        - {编号: 支出一, 名称: 印制手册, 用途: 宣传, 金额: 3万元}
        - {编号: 支出二, 名称: 平台模块, 用途: 科技, 金额: 5万元}
    ```

    ```yaml
    经费:
      支出预算:
        - {编号: 支出一, 名称: 印制手册, 用途: 宣传, 金额: 3万元}
        - {编号: 支出二, 名称: 平台模块, 用途: 科技, 金额: 5万元}
        - {编号: 支出三, 名称: 骨干培训, 用途: 队伍, 金额: 2万元}
    ```
    """
    budget = plan.budget
    if budget is None or not budget.uses or not all(use.sure("purpose") for use in budget.uses):
        return
    found = {use.purpose for use in budget.uses}
    wanted = (Purpose.PUBLICITY, Purpose.TEAM, Purpose.TECHNOLOGY)
    missing = [purpose.value for purpose in wanted if purpose not in found]
    if missing and budget.sure("uses"):
        unsaid = [use for use in budget.uses if use.purpose is None]
        yield Finding(
            budget.at("uses"),
            f"{len(budget.uses)}项支出里没有用途为{'、'.join(missing)}的支出"
            + (f"，{listed(unsaid)}没有写用途。" if unsaid else "。"),
            f"写明“用途”，如 用途: {missing[0]}；确实没有的，补上这类支出。"
            if unsaid
            else f"补上{'、'.join(missing)}方面的支出，或者核对各项支出的“用途”。",
            on_key=True,
        )


@rule(
    "BUD006",
    Severity.WARNING,
    level=Level.SUBMIT,
    basis="《中华人民共和国预算法》第三十二条",
)
def code_wrong(plan: Plan) -> Iterator[Finding]:
    """经济分类科目没有写或者写错。

    编制预算要按政府收支分类科目。项目支出写到部门预算支出经济分类的款级，五位数字，如 30202
    印刷费、30216 培训费、30227 委托业务费。309 与 310 的款名相同，按编码认，不按名称认。

    ```yaml
    经费:
      支出预算:
        - {编号: 支出一, 名称: 印制手册, 经济分类科目: 30250}  # <- BUD006
    ```

    ```yaml
    经费:
      支出预算:
        - {编号: 支出一, 名称: 印制手册, 经济分类科目: 30202}
    ```
    """
    for use in plan.uses:
        code = (use.code or "").strip()
        if not code:
            yield Finding(
                use.at("code"),
                f"{called(use, '支出')}没有写经济分类科目。",
                f"写上五位数字的款级编码，{_CODES}。",
                on_key=True,
            )
        elif code not in NAMES:
            yield Finding(
                use.at("code"),
                f"{called(use, '支出')}的经济分类科目“{code}”不在款级科目之内。",
                f"写五位数字的款级编码，{_CODES}。",
            )


_CODES = f"如 {named('30202')}、{named('30216')}、{named('30227')}"


@rule("BUD007", Severity.WARNING, level=Level.REVIEW, basis="惯例：钱随事走")
def money_without_work(plan: Plan) -> Iterator[Finding]:
    """支出没有对应的任务，或者任务没有对应的支出。

    每项支出写明用在哪几项工作任务上；每项任务要么有支出，要么写“经费: 无”。支出都写明了任务，才查
    任务有没有支出；支出全都没有写任务的，只报告一次。

    ```yaml
    工作任务:
      - {编号: 甲, 名称: 召开动员会, 经费: 无}
      - {编号: 乙, 名称: 组织培训}  # <- BUD007
    经费:
      支出预算:
        - {编号: 支出一, 名称: 印制手册, 金额: 3万元, 工作任务: 甲}
    ```

    ```yaml
    工作任务:
      - {编号: 甲, 名称: 召开动员会, 经费: 无}
      - {编号: 乙, 名称: 组织培训}
    经费:
      支出预算:
        - {编号: 支出一, 名称: 培训费, 金额: 3万元, 工作任务: 乙}
    ```
    """
    budget = plan.budget
    if budget is None or not budget.uses or not plan.milestones:
        return
    aimless = [use for use in budget.uses if use.lacks("milestones")]
    if len(aimless) == len(budget.uses) > 1:
        yield Finding(
            budget.at("uses"),
            f"{len(aimless)}项支出都没有写用在哪项任务上：{listed(aimless)}。",
            f"在各项支出里写上任务编号，如 工作任务: {_first_id(plan)}。",
            on_key=True,
        )
        return
    for use in aimless:
        yield Finding(
            use.where,
            f"{called(use, '支出')}没有写用在哪项任务上。",
            f"写上任务编号，如 工作任务: {_first_id(plan)}。",
        )
    if aimless or not budget.sure("uses") or not all(u.sure("milestones") for u in budget.uses):
        return
    paid = {ref for use in budget.uses for ref in use.milestones}
    for milestone in plan.milestones:
        if milestone.id is not None and milestone.id not in paid and milestone.lacks("money"):
            yield Finding(
                milestone.where,
                f"{called(milestone, '任务')}没有对应的支出。",
                f"不需要经费的写“经费: 无”；需要的，在相应支出的“工作任务”里写上“{milestone.id}”。",
            )


def _first_id(plan: Plan) -> str:
    return next((str(m.id) for m in plan.milestones if m.id), "任务一")


@rule("BUD016", Severity.ERROR, level=Level.REVIEW, basis="方案自身的要求：预算有总额、有分项金额")
def amount_missing(plan: Plan) -> Iterator[Finding]:
    """没有总额，或者支出没有金额。

    每项支出都要有金额，经费要有总额；只列用途不列金额，等于没有预算。

    ```yaml
    经费:
      总额: 50万元
      支出预算:
        - {编号: 支出一, 名称: 宣传推广}  # <- BUD016
    ```

    ```yaml
    经费:
      总额: 50万元
      支出预算:
        - {编号: 支出一, 名称: 宣传推广, 金额: 50万元}
    ```
    """
    budget = plan.budget
    if budget is None:
        return
    if budget.lacks("total"):
        yield Finding(
            budget.at("total"),
            "经费没有总额。",
            f"写上总额，如 总额: {say_yuan(_sum(budget) or Decimal(500000))}。",
            on_key=True,
        )
    if budget.lacks("uses"):
        yield Finding(
            budget.at("uses"),
            "经费没有支出预算。",
            "在“支出预算”里逐项写明内容、单价、数量和金额。",
            on_key=True,
        )
    for use in budget.uses:
        if use.lacks("amount"):
            yield Finding(
                use.where,
                f"{called(use, '支出')}没有金额。",
                f"写上金额，如 金额: {say_yuan(product(use) or Decimal(30000))}。",
            )


def _sum(budget: Budget) -> Decimal:
    return sum((use.amount for use in budget.uses if use.amount is not None), NIL)


@rule(
    "BUD017", Severity.WARNING, level=Level.REVIEW, basis="惯例：预算表以万元为单位，保留两位小数"
)
def too_fine(plan: Plan) -> Iterator[Finding]:
    """以万元为单位的金额写了两位以上的小数。

    预算表以万元为单位、保留两位小数，精确到百元。用万元写的金额小数更多的，或者是多按了一位，或者应当
    改用元来写。与单价、数量或者分年度金额对不上的，由 BUD002、BUD004 报告。

    ```yaml
    经费:
      支出预算:
        - {编号: 甲, 名称: 印制手册, 金额: 3.60001万元}  # <- BUD017
    ```

    ```yaml
    经费:
      支出预算:
        - {编号: 甲, 名称: 印制手册, 金额: 3.6万元}
        - {编号: 乙, 名称: 制作展板, 金额: 18325元}
    ```
    """
    budget = plan.budget
    if budget is None:
        return
    written: list[tuple[Thing, str, str, Decimal | None]] = [
        (budget, "total", "总额", budget.total),
        *((use, "amount", "支出", use.amount) for use in budget.uses),
        *((source, "amount", "来源", source.amount) for source in budget.sources),
    ]
    for thing, attribute, kind, amount in written:
        # A Decimal remembers its digits: 万元 with three decimals is 元 with three.
        if amount is None or not amount % 100 or _decimals(amount) < 3:
            continue
        if isinstance(thing, Use) and {product(thing), of_years(thing)} - {None, amount}:
            continue
        whose = kind if thing is budget else f"{called(thing, kind)}的金额"
        rounded = round(amount, -2)
        yield Finding(
            thing.at(attribute),
            f"{whose}{say_yuan(amount)}，以万元为单位的小数多于两位。",
            f"取整的写成{say_yuan(rounded)}；要精确到元的，写成{say_quantity(amount, '元')}。",
            right=say_yuan(rounded),
            sure=False,
        )


def _decimals(amount: Decimal) -> int:
    exponent = amount.as_tuple().exponent
    return -exponent if isinstance(exponent, int) else 0


@rule("BUD018", Severity.WARNING, level=Level.REVIEW, basis=_INTEGRITY)
def listed_twice(plan: Plan) -> Iterator[Finding]:
    """同一项支出列了两次。

    名称、金额、分年度金额和工作任务都相同的两项支出，多半是复制以后忘了改。确实是两项的，名称要能分清。

    ```yaml
    经费:
      支出预算:
        - {编号: 甲, 名称: 印制手册, 金额: 3万元, 分年度金额: {2026: 3万元}}
        - {编号: 乙, 名称: 印制手册, 金额: 3万元, 分年度金额: {2026: 3万元}}  # <- BUD018
    ```

    ```yaml
    经费:
      支出预算:
        - {编号: 甲, 名称: 印制手册, 金额: 3万元, 分年度金额: {2026: 3万元}}
        - {编号: 乙, 名称: 印制手册, 金额: 3万元, 分年度金额: {2027: 3万元}}
    ```
    """
    seen: dict[str, list[Use]] = {}
    for use in plan.uses:
        if not use.name or use.amount is None or not use.sure("by_year", "milestones"):
            continue
        named_so = seen.setdefault("".join(use.name.split()), [])
        first = next((other for other in named_so if _figures_of(other) == _figures_of(use)), None)
        named_so.append(use)
        if first is not None:
            yield Finding(
                use.where,
                f"{called(use, '支出')}列了两次，金额都是{say_yuan(use.amount)}。",
                "重复的删去一项；确实是两项的，在名称里写明区别，如期次、地点。",
                related=((first.where, "先列在这里"),),
            )


def _figures_of(use: Use) -> tuple[object, ...]:
    return use.amount, dict(use.by_year), use.milestones


@rule("BUD019", Severity.WARNING, level=Level.REVIEW, basis=_INTEGRITY)
def words_do_not_add_up(plan: Plan) -> Iterator[Finding]:
    """文字里的数算不拢。

    正文里写“30.2万元（占50%）”“共需60万元”“由78%提高到92%，提高20个百分点”的，按总额和写出的数核算。
    看不准以什么为分母、说的是不是全部经费的，不查。金额和占比由程序从经费里带进正文，文字里最好不写。

    ```yaml
    方案: {工作基础: 申请省级资金30万元，占总额的50%。}  # <- BUD019
    经费:
      总额: 50万元
    ```

    ```yaml
    方案: {工作基础: 申请省级资金30万元，占总额的60%。}
    经费:
      总额: 50万元
    ```
    """
    budget = plan.budget
    total: Decimal | None = budget.total if budget else None
    amounts = [amount_in(plan, use) for use in plan.uses]
    if amounts and None not in amounts and sum(filter(None, amounts), NIL) != total:
        total = None  # BUD001 speaks of it.
    for found in wrong_sums(plan, total, lambda: _figures(plan)):
        whole, of_total = say_yuan(total or NIL), found.of_total and budget is not None
        if not found.right:
            message = f"文字里写“{found.words}”，经费的总额却是{whole}。"
        elif of_total:
            message = f"“{found.words}”算不拢：总额是{whole}，应当占{found.right}。"
        else:
            message = f"“{found.words}”算不拢，应当是{found.right}。"
        yield Finding(
            found.thing.at(found.attribute),
            message,
            "改正这个数，或者删去，由程序从方案的数据里带出。",
            related=((budget.at("total"), "总额"),) if of_total and budget else (),
        )


def _figures(plan: Plan) -> frozenset[Decimal]:
    """The amounts that words may speak of without being the total."""
    found: dict[object, Decimal] = {}
    for use in plan.uses:
        found[use] = use.amount or NIL
        found[use.purpose] = found.get(use.purpose, NIL) + (use.amount or NIL)
        for year, part in use.by_year.items():
            found[year] = found.get(year, NIL) + part
    for source in plan.sources:
        found[source] = source.amount or NIL
        for key in (source.kind, source.status):
            found[key] = found.get(key, NIL) + (source.amount or NIL)
    return frozenset(found.values())


RULES = (
    total_differs,
    price_times_count,
    years_do_not_add_up,
    purpose_missing,
    code_wrong,
    money_without_work,
    amount_missing,
    too_fine,
    listed_twice,
    words_do_not_add_up,
)
