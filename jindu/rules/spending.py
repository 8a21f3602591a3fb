"""What the money may be spent on, and how: ceilings, excluded items, purchase, upkeep."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from decimal import Decimal

from jindu.analysis.codes import named
from jindu.analysis.figures import amount_in
from jindu.analysis.funding import NIL, PUBLIC, spread
from jindu.analysis.horizon import misdated
from jindu.analysis.naming import called, listed
from jindu.diagnostic import Finding, Level, Severity, rule
from jindu.norms import Norm
from jindu.plan import FundKind, FundStatus, Plan, Purpose, Use, Year
from jindu.units import say_quantity, say_share, say_yuan

_EXCLUDED = re.compile(
    r"公务接待|招待|宴请|礼品|纪念品|慰问[金品]|奖金|奖品|津贴|补贴发放|旅游|公务用车|购车|烟酒"
)
_NOT_BOUGHT = ("301", "303", "30211", "30215", "30216", "30226")
"""Codes of what is paid to persons or spent on meetings, training and travel."""
_EXCLUDED_CODES = frozenset(("30217", "30231", "31013"))


@rule(
    "BUD008",
    Severity.WARNING,
    level=Level.REVIEW,
    basis="惯例：培训费不超过综合定额",
    norms=("培训费综合定额",),
)
def training_too_dear(plan: Plan, most: Norm) -> Iterator[Finding]:
    """培训费超过综合定额，或者人天数对不上。

    培训费按人天控制。写了“培训”的人数和天数的，金额除以人天数不超过综合定额；计量单位是人天
    的，数量应当等于人数乘天数，单价不超过综合定额。各地标准不同，请在 jindu.toml 里换成当地的数。

    ```yaml
    经费:
      支出预算:
        - {编号: 甲, 名称: 骨干培训, 金额: 4.5万元, 培训: {人数: 50, 天数: 1}}  # <- BUD008
        - {编号: 乙, 名称: 社工培训, 单价: 300元, 数量: 90,  # <- BUD008
           计量单位: 人天, 金额: 2.7万元, 培训: {人数: 50, 天数: 2}}
    ```

    ```yaml
    经费:
      支出预算:
        - {编号: 甲, 名称: 骨干培训, 金额: 1.5万元, 培训: {人数: 50, 天数: 1}}
        - {编号: 乙, 名称: 社工培训, 单价: 300元, 数量: 100,
           计量单位: 人天, 金额: 3万元, 培训: {人数: 50, 天数: 2}}
    ```
    """
    for use in plan.uses:
        persons, days = _size(use)
        planned = persons * days
        if planned and use.unit == "人天" and use.count is not None and use.count != planned:
            yield Finding(
                use.at("count"),
                f"{called(use, '支出')}培训{persons}人、{say_quantity(days, '天')}，"
                f"应为{say_quantity(planned, '人天')}，数量写了{say_quantity(use.count, '')}。",
                f"把数量改成{say_quantity(planned, '')}，或者改正人数、天数。",
                related=((use.at("training"), "人数和天数"),),
            )
        each = _cost_each(plan, use, planned)
        if each is not None and each > most.value:
            yield Finding(
                use.at("amount"),
                f"{called(use, '支出')}每人每天{say_yuan(round(each, 2))}，"
                f"超过培训费综合定额{most.told()}{_default(most)}。",
                f"压缩到定额以内；当地标准更高的，在 jindu.toml 里改“{most.name}”。"
                f"（定额出处：{most.source}）",
            )


def _size(use: Use) -> tuple[int, Decimal]:
    """Persons and days of a training, zero where they are not written."""
    training = use.training
    return (training.persons or 0, Decimal(training.days or 0)) if training else (0, NIL)


def _cost_each(plan: Plan, use: Use, planned: Decimal) -> Decimal | None:
    """What a day of training costs for one, as far as it is said."""
    amount = amount_in(plan, use)
    if planned and amount is not None:
        # Where the count is wrong, so is what it is paid for: the price is what is left to judge.
        counted = use.unit == "人天" and use.count not in (None, planned)
        return use.unit_price if counted and use.unit_price else amount / planned
    return use.unit_price if use.unit == "人天" else None


def _default(norm: Norm) -> str:
    """What a norm is called that nobody has set for the region."""
    return "（默认值）" if norm.is_default else ""


@rule(
    "BUD009",
    Severity.WARNING,
    level=Level.REVIEW,
    basis="惯例：讲课费不超过规定标准",
    norms=("讲课费上限", "半天讲课学时上限"),
)
def lecture_too_dear(plan: Plan, most: Norm, hours_most: Norm) -> Iterator[Finding]:
    """讲课费超过标准。

    讲课费按学时计，半天最多按四个学时。单价的计量单位是学时、课时的，不超过上限；是半天的，
    不超过上限的四倍。写了“培训”的天数的，学时总数除以天数，每半天不超过四个学时；同时开几个班的，分项列。
    各级职称的标准不同，上限可以在 jindu.toml 里改。

    ```yaml
    经费:
      支出预算:
        - {编号: 甲, 名称: 专家讲课费, 单价: 1500元, 数量: 4,  # <- BUD009
           计量单位: 学时, 金额: 0.6万元}
    ```

    ```yaml
    经费:
      支出预算:
        - {编号: 甲, 名称: 专家讲课费, 单价: 500元, 数量: 12, 计量单位: 学时, 金额: 0.6万元}
    ```
    """
    half = hours_most.value
    hours = {"学时": 1, "课时": 1, "小时": 1, "半天": half, "天": 2 * half}
    for use in plan.uses:
        price, unit = use.unit_price, use.unit or ""
        if unit not in hours or not re.search("讲课|授课|讲座|师资", use.name or ""):
            continue
        if price is not None and price > most.value * hours[unit]:
            yield Finding(
                use.at("unit_price"),
                f"{called(use, '支出')}每{unit}{say_yuan(price)}，"
                f"超过上限每{unit}{say_yuan(Decimal(most.value * hours[unit]))}{_default(most)}。",
                f"按讲课人的职称和当地标准核定；当地标准不同的，在 jindu.toml 里改“{most.name}”。"
                f"（上限出处：{most.source}）",
            )
        _, days = _size(use)
        if hours[unit] == 1 and days and use.count is not None and use.count > days * 2 * half:
            each = say_quantity(round(use.count / (days * 2), 1), unit)
            yield Finding(
                use.at("count"),
                f"{called(use, '支出')}{say_quantity(days, '天')}"
                f"讲{say_quantity(use.count, unit)}，"
                f"平均每半天{each}，超过{hours_most.told()}{_default(hours_most)}。",
                f"核对学时和天数，{say_quantity(days, '天')}最多按"
                f"{say_quantity(days * 2 * half, unit)}计；同时开几个班的，分项列。",
                related=((use.at("training"), "天数"),),
            )


@rule("BUD010", Severity.WARNING, level=Level.DRAFT, basis="惯例：项目资金不用于接待、礼品和奖金")
def excluded_item(plan: Plan) -> Iterator[Finding]:
    """列支了一般不允许的内容。

    公务接待、宴请、礼品、慰问金、奖金、公务用车等，不列入创建项目的预算。确需安排的，从单位公用
    经费或者专门渠道按规定列支。

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
    ```
    """
    for use in plan.uses:
        word = _EXCLUDED.search(use.name or "")
        if word is not None:
            yield Finding(
                use.at("name"),
                f"{called(use, '支出')}含有“{word.group()}”，一般不列入项目资金。",
                "删去；确需安排的，按规定从其他渠道列支。",
            )
        elif use.code in _EXCLUDED_CODES:
            yield Finding(
                use.at("code"),
                f"{called(use, '支出')}用了科目{named(use.code)}，一般不列入项目资金。",
                "删去这一项，或者核对经济分类科目。",
            )


@rule(
    "BUD011",
    Severity.WARNING,
    level=Level.REVIEW,
    basis="惯例：预备费从严控制",
    norms=("不可预见费占比上限",),
)
def contingency_too_large(plan: Plan, most: Norm) -> Iterator[Finding]:
    """不可预见费太多，或者没有说明理由。

    预备费、机动经费、不可预见费要少，并写明测算依据。上限可以在 jindu.toml 里改。

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
    total = plan.budget.total if plan.budget else None
    for use in plan.uses:
        amount = amount_in(plan, use)
        if not re.search("不可预见|预备费|机动经费|备用金", use.name or "") or amount is None:
            continue
        if total and amount * 100 > total * most.value:
            ceiling = say_yuan(round(total * most.value / 100, 2))
            yield Finding(
                use.at("amount"),
                f"{called(use, '支出')}{say_yuan(amount)}，"
                f"占总额{say_share(amount, total, most.value)}，"
                f"超过{most.told()}{_default(most)}。",
                f"压缩到{ceiling}以内，把钱列到具体支出上。",
            )
        elif use.lacks("derivation"):
            yield Finding(
                use.at("derivation"),
                f"{called(use, '支出')}没有写测算依据。",
                "写明为什么需要、怎样测算。",
            )


@rule(
    "BUD012",
    Severity.INFO,
    level=Level.REVIEW,
    basis="《中华人民共和国政府采购法》第二条，《中华人民共和国政府采购法实施条例》第二十八条",
    norms=("采购限额标准", "公开招标数额标准"),
)
def purchase_without_procedure(plan: Plan, limit: Norm, tender: Norm) -> Iterator[Finding]:
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
    by_code: dict[tuple[str, Year], list[Use]] = defaultdict(list)
    private = {s.id for s in plan.sources if s.kind is not None and s.kind not in PUBLIC}
    for use in plan.uses:
        paying = [share.source for share in use.shares]
        if (use.code or "").startswith(_NOT_BOUGHT) or (paying and private.issuperset(paying)):
            continue
        amount = amount_in(plan, use)
        if amount is not None and amount >= limit.value and use.lacks("procurement"):
            yield Finding(
                use.at("amount"),
                f"{called(use, '支出')}{say_yuan(amount)}，达到采购限额标准"
                f"{say_yuan(Decimal(limit.value))}{_default(limit)}，没有写采购方式。",
                f"在“采购方式”里写明按什么方式采购，如公开招标、竞争性磋商、询价。{_ours(limit)}",
            )
        if use.code:
            for year in use.by_year:
                by_code[use.code, year].append(use)
    for (code, year), uses in by_code.items():
        if len(uses) > 1:
            total = sum((use.by_year[year] for use in uses), NIL)
            yield from _split(code, year, uses, total, limit, tender)


def _split(
    code: str, year: int, uses: list[Use], total: Decimal, limit: Norm, tender: Norm
) -> Iterator[Finding]:
    """Uses of one code and year that together reach a threshold."""
    unsaid = all(u.lacks("procurement") and (u.amount or NIL) < limit.value for u in uses)
    if total >= tender.value:
        norm, word = tender, "公开招标数额标准"
    elif unsaid and total >= limit.value:
        norm, word = limit, "采购限额标准"
    else:
        return
    yield Finding(
        uses[0].at("code"),
        f"{year}年科目{named(code)}的{len(uses)}项支出{listed(uses)}合计{say_yuan(total)}，"
        f"达到{word}{say_yuan(Decimal(norm.value))}{_default(norm)}。",
        "核对是不是同一品目；属于同一品目的，合并采购，写明采购方式，不化整为零。" + _ours(norm),
        related=tuple((u.at("code"), "同一科目") for u in uses[1:3]),
    )


def _ours(norm: Norm) -> str:
    """What to do about a threshold that every province sets for itself."""
    asked = f"数额是默认值，按本省标准在 jindu.toml 里改“{norm.name}”。"
    return asked if norm.is_default else ""


@rule("BUD013", Severity.WARNING, level=Level.REVIEW, basis="惯例：信息化项目建设和运维分列")
def no_upkeep(plan: Plan) -> Iterator[Finding]:
    """建设了平台，没有安排以后年度的运维。

    信息平台的建设和运行维护分开列。建成以后的年度没有运维费用，又没有在“平台”的“运维”里说明
    由谁负担的，提醒补上。

    ```yaml
    方案: {起止: 2026-01..2028-12}
    经费:
      支出预算:
        - {编号: 甲, 名称: 建设禁毒工作平台, 用途: 科技, 金额: 8万元,  # <- BUD013
           分年度金额: {2026: 8万元}}
    ```

    ```yaml
    方案: {起止: 2026-01..2028-12}
    经费:
      支出预算:
        - {编号: 甲, 名称: 建设禁毒工作平台, 用途: 科技, 金额: 8万元, 分年度金额: {2026: 8万元}}
        - {编号: 乙, 名称: 平台运行维护, 用途: 科技, 金额: 2万元,
           分年度金额: {2027: 1万元, 2028: 1万元}}
    ```
    """
    if plan.period is None or (plan.platform and plan.platform.has("operation")):
        return
    if misdated(plan) is not None:
        return
    technical = [use for use in plan.uses if use.purpose is Purpose.TECHNOLOGY]
    upkeep = {
        int(year)
        for u in technical
        if re.search("运维|运行|维护", u.name or "")
        for year in u.by_year
    }
    for use in technical:
        if not use.by_year or not re.search("建设|开发|搭建|建成|平台|系统|模块", use.name or ""):
            continue
        if re.search("运维|运行|维护", use.name or ""):
            continue
        built = max(int(year) for year in use.by_year)
        later = set(range(built + 1, plan.period.end.year + 1))
        if later - upkeep:
            years = "、".join(f"{year}" for year in sorted(later - upkeep))
            yield Finding(
                use.where,
                f"{called(use, '支出')}{built}年建成，{years}年没有运行维护经费。",
                "列上运维支出，或者在“平台”的“运维”里写明由谁负担。",
            )


@rule("BUD014", Severity.WARNING, level=Level.REVIEW, basis="惯例：项目支出不列工资福利")
def wages_in_project(plan: Plan) -> Iterator[Finding]:
    """项目预算里列了工资福利支出。

    301类科目是单位人员的工资福利，属于基本支出，不列入创建项目。临时用工、讲课评审等支付给个人
    的用30226劳务费，委托机构服务用30227委托业务费。

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
    for use in plan.uses:
        if use.code and use.code.startswith("301"):
            yield Finding(
                use.at("code"),
                f"{called(use, '支出')}用了工资福利科目{named(use.code)}。",
                "临时用工、讲课评审改用30226劳务费，委托机构服务改用30227委托业务费；在职人员工资不列入项目。",
            )


@rule(
    "BUD015",
    Severity.WARNING,
    level=Level.REVIEW,
    basis="《中华人民共和国预算法》第四十二条，《中华人民共和国预算法实施条例》第五十条",
)
def carried_too_long(plan: Plan) -> Iterator[Finding]:
    """财政资金连续两年用不完。

    预算安排的资金结转到下一年仍未用完的，作为结余资金管理，可能被收回。已到位的财政资金，到它
    到位的下一年年底还没有安排完的，会提醒。

    ```yaml
    方案: {起止: 2026-01..2028-12}
    经费:
      支出预算:
        - {编号: 甲, 名称: 购买服务, 金额: 9万元,
           分年度金额: {2026: 3万元, 2027: 3万元, 2028: 3万元},
           出资构成: 专项}
      资金来源:
        - {编号: 专项, 资金性质: 上级专项, 金额: 9万元, 状态: 已到位, 日期: 2026-03}  # <- BUD015
    ```

    ```yaml
    方案: {起止: 2026-01..2028-12}
    经费:
      支出预算:
        - {编号: 甲, 名称: 购买服务, 金额: 9万元,
           分年度金额: {2026: 5万元, 2027: 4万元}, 出资构成: 专项}
      资金来源:
        - {编号: 专项, 资金性质: 上级专项, 金额: 9万元, 状态: 已到位, 日期: 2026-03}
    ```
    """
    for source in plan.sources:
        if source.status is not FundStatus.RECEIVED or source.date is None:
            continue
        if source.kind not in (FundKind.UPPER, FundKind.BUDGET):
            continue
        last = source.date.last.year + 1
        late: dict[int, Decimal] = {}
        for line in spread(plan).lines:
            for year, part in line.from_source(str(source.id)).items():
                if year > last:
                    late[year] = late.get(year, NIL) + part
        if late:
            parts = "、".join(f"{year}年{say_yuan(round(late[year], 2))}" for year in sorted(late))
            yield Finding(
                source.where,
                f"{called(source, '来源')}{source.date.last.year}年到位，"
                f"到{last}年年底还用不完，排到了{parts}。",
                f"把这些支出提前到{last}年年底以前，或者申请分年下达。",
                related=((source.at("date"), "到位日期"),),
            )


RULES = (
    training_too_dear,
    lecture_too_dear,
    excluded_item,
    contingency_too_large,
    purchase_without_procedure,
    no_upkeep,
    wages_in_project,
    carried_too_long,
)
