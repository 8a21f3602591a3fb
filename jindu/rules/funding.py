"""The sources of money: enough, certain, lawful, and counted once."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from decimal import Decimal

from jindu.analysis.bodies import kind_of
from jindu.analysis.correspondence import Rank, rank
from jindu.analysis.figures import amount_in, drawn_by, mended, of_shares, source_amount
from jindu.analysis.funding import NIL, NOT_CASH, PUBLIC, named_by
from jindu.analysis.naming import called, listed
from jindu.diagnostic import Finding, Level, Severity, rule
from jindu.norms import Norm
from jindu.plan import FundKind, FundStatus, PartyKind, Plan, Source
from jindu.units import say_share, say_yuan

_SOCIAL = frozenset({FundKind.DONATION, FundKind.FUND, FundKind.MARKET})


def _cash(plan: Plan) -> list[tuple[Source, Decimal | None]]:
    return [(s, source_amount(plan, s)) for s in plan.sources if s.kind not in NOT_CASH]


def _settled(plan: Plan) -> Decimal | None:
    """The sum of all cash sources; None where one of them is unknown."""
    budget = plan.budget
    if budget is None or not budget.sources or not budget.sure("sources"):
        return None
    amounts = [amount for _, amount in _cash(plan)]
    known = [amount for amount in amounts if amount is not None]
    return sum(known, NIL) if len(known) == len(amounts) else None


def _needed(plan: Plan) -> Decimal | None:
    """What has to be paid: the sum of the uses, or the total where they are not all known."""
    budget = plan.budget
    if budget is None:
        return None
    amounts = [a for use in budget.uses if (a := amount_in(plan, use)) is not None]
    whole = budget.sure("uses") and len(amounts) == len(budget.uses)
    return sum(amounts, NIL) if amounts and whole else budget.total


_MAJORITY = re.compile(r"大部分|大多数|大半|主要|多数|绝大")


@rule("FND001", Severity.ERROR, level=Level.REVIEW, basis="方案自身的一致性")
def sources_do_not_cover(plan: Plan) -> Iterator[Finding]:
    """资金来源与支出不等，或者有的来源没有数额。

    全部现金来源（税收减免不算）相加，少于支出是缺口，为错误；多于支出，为警告。占比只写“大部
    分”之类的，数额没有确定，资金是否够用无从判断；“大部分”按过半计已经超出总额的，也会指出。差额只是
    因为某项支出或者某个来源的金额与它自己的其他数字对不上的，只在那一处报告。

    ```yaml
    经费:
      总额: 50万元
      支出预算: [{编号: 支出一, 名称: 宣传, 金额: 50万元}]
      资金来源:  # <- FND001
        - {编号: 省级专项, 金额: 30万元}
    ```

    ```yaml
    经费:
      总额: 50万元
      支出预算: [{编号: 支出一, 名称: 宣传, 金额: 50万元}]
      资金来源:
        - {编号: 省级专项, 金额: 30万元}
        - {编号: 县级预算, 占比: 40%}
    ```
    """
    budget = plan.budget
    if budget is None:
        return
    if budget.lacks("sources"):
        if budget.has("total") or budget.has("uses"):
            yield Finding(
                budget.at("sources"),
                "经费没有资金来源。",
                "在“资金来源”里逐项写明来源、金额和状态。",
                on_key=True,
            )
        return
    yield from _unsettled(plan)
    have, need = _settled(plan), _needed(plan)
    if have is not None and need is not None and have != need:
        short = have < need
        yield Finding(
            budget.at("sources"),
            f"{len(_cash(plan))}个资金来源合计{say_yuan(have)}，支出{say_yuan(need)}，"
            f"{'缺口' if short else '多出'}{say_yuan(abs(need - have))}。",
            f"增加来源或者压减支出{say_yuan(need - have)}。"
            if short
            else f"核对来源是否重复计算；没有重复的，压减来源{say_yuan(have - need)}。",
            on_key=True,
            severity=None if short else Severity.WARNING,
            related=((budget.at("total"), "总额"),) if budget.has("total") else (),
        )


def _unsettled(plan: Plan) -> Iterator[Finding]:
    budget = plan.budget
    assert budget is not None
    known = sum((amount for _, amount in _cash(plan) if amount is not None), NIL)
    for source, amount in _cash(plan):
        if amount is not None or not source.sure("amount"):
            continue
        attribute = "share" if source.has("share") else "amount"
        message = f"{called(source, '来源')}没有确定的数额"
        if source.share:
            message += f"，占比只写了“{source.share}”"
        if budget.total and _MAJORITY.search(source.share or ""):
            least = known + budget.total / 2
            if least > budget.total:
                message += (
                    f"；按过半计，与其他来源{say_yuan(known)}合计超过{say_yuan(least)}，"
                    f"高于总额{say_yuan(budget.total)}"
                )
        yield Finding(
            source.at(attribute),
            f"{message}。",
            "写明金额，如 金额: 15万元；或者写成百分比，如 占比: 30%。",
        )


@rule(
    "FND002",
    Severity.ERROR,
    level=Level.REVIEW,
    basis="方案自身的要求：写明已批复、已到位的，有文号和日期为证",
)
def approval_without_document(plan: Plan) -> Iterator[Finding]:
    """已批复、已到位的资金没有文号或者日期。

    写成“已批复”“已到位”，就要写明批复或下达的文号和日期；拿不出的，如实写“已申请”或“预计”。

    ```yaml
    经费:
      资金来源:
        - {编号: 省级专项, 金额: 30万元, 状态: 已批复}  # <- FND002
    ```

    ```yaml
    经费:
      资金来源:
        - {编号: 省级专项, 金额: 30万元, 状态: 已批复, 文号: 清财预〔2026〕5号, 日期: 2026-03-02}
    ```
    """
    for source in plan.sources:
        if source.status not in (FundStatus.APPROVED, FundStatus.RECEIVED):
            continue
        missing = [n for a, n in (("number", "文号"), ("date", "日期")) if source.lacks(a)]
        if missing:
            yield Finding(
                source.at("status"),
                f"{called(source, '来源')}写成“{source.status}”，没有写{'、'.join(missing)}。",
                f"补上{'、'.join(missing)}；尚未批复的，改成“已申请”或“预计”。",
            )


@rule(
    "FND003",
    Severity.WARNING,
    level=Level.REVIEW,
    basis="惯例：以落实的资金安排支出",
    norms=("预计资金占比上限",),
)
def mostly_hoped_for(plan: Plan, most: Norm) -> Iterator[Finding]:
    """资金大半还只是预计。

    状态为“预计”的资金超过总来源的一半时，方案能不能实施没有把握。信息里同时写明只算已批复、
    已到位的资金，还差多少。

    ```yaml
    经费:
      资金来源:  # <- FND003
        - {编号: 省级专项, 金额: 30万元, 状态: 预计}
        - {编号: 县级预算, 金额: 20万元, 状态: 已申请}
    ```

    ```yaml
    经费:
      资金来源:
        - {编号: 省级专项, 金额: 25万元, 状态: 预计}
        - {编号: 县级预算, 金额: 25万元, 状态: 已申请}
    ```
    """
    have = _settled(plan)
    if plan.budget is None or not have or not all(s.sure("status") for s in plan.sources):
        return
    sums: dict[FundStatus | None, Decimal] = {}
    for source, amount in _cash(plan):
        sums[source.status] = sums.get(source.status, NIL) + (amount or NIL)
    hoped = sums.get(FundStatus.EXPECTED, NIL)
    share = hoped * 100 / have
    if share > most.value:
        sure = sums.get(FundStatus.APPROVED, NIL) + sums.get(FundStatus.RECEIVED, NIL)
        gap = (_needed(plan) or have) - sure
        yield Finding(
            plan.budget.at("sources"),
            f"状态为“预计”的资金{say_yuan(hoped)}，占{say_share(hoped, have, most.value)}，"
            f"超过{most.told()}；"
            + (f"已批复和已到位的只有{say_yuan(sure)}" if sure else "尚无已批复和已到位的资金")
            + (f"，还有{say_yuan(gap)}没有落实。" if gap > 0 else "。"),
            f"先落实{listed([s for s in plan.sources if s.status is FundStatus.EXPECTED])}，"
            "或者写明资金不到位时先做什么、缓做什么。",
            on_key=True,
        )


def _shares(plan: Plan) -> tuple[Decimal, Decimal, Decimal] | None:
    """Public money, social money and all cash; None where something is unknown."""
    have = _settled(plan)
    if not have or not all(source.sure("kind") and source.kind for source in plan.sources):
        return None
    public = sum((a or NIL for s, a in _cash(plan) if s.kind in PUBLIC), NIL)
    social = sum((a or NIL for s, a in _cash(plan) if s.kind in _SOCIAL), NIL)
    return public, social, have


@rule(
    "FND004",
    Severity.WARNING,
    level=Level.REVIEW,
    basis="惯例：以政府性资金为主导；《中华人民共和国禁毒法》第六条",
    norms=("政府性资金占比下限",),
)
def public_money_too_small(plan: Plan, least: Norm) -> Iterator[Finding]:
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
    shares = _shares(plan)
    if shares is None or plan.budget is None:
        return
    public, _, have = shares
    if public * 100 < have * least.value:
        enough = say_yuan(round(have * least.value / 100, 2))
        yield Finding(
            plan.budget.at("sources"),
            (
                f"政府性资金{say_yuan(public)}，只占{say_share(public, have, least.value)}，"
                f"不足{least.told()}。"
                if public
                else f"尚无政府性资金，全部{say_yuan(have)}靠其他来源。"
            ),
            f"争取列入预算或者申请专项资金，至少达到{enough}。",
            on_key=True,
        )


@rule("FND005", Severity.WARNING, level=Level.REVIEW, basis="惯例：社会资金为补充")
def social_money_too_large(plan: Plan) -> Iterator[Finding]:
    """社会资金不少于政府性资金。

    捐赠、公益基金和市场化资金是补充，数额应当小于政府性资金。

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
    shares = _shares(plan)
    if shares is None or plan.budget is None:
        return
    public, social, _ = shares
    if social and social >= public:
        yield Finding(
            plan.budget.at("sources"),
            f"社会资金{say_yuan(social)}，"
            + (f"不少于政府性资金{say_yuan(public)}。" if public else "尚无政府性资金。"),
            "增加政府性资金，或者压减依靠社会资金的支出，使社会资金少于政府性资金。",
            on_key=True,
        )


@rule("FND006", Severity.ERROR, level=Level.REVIEW, basis="《中华人民共和国禁毒法》第七条")
def tax_relief_as_cash(plan: Plan) -> Iterator[Finding]:
    """把税收减免当成了资金。

    税收优惠由捐赠人享受，不是创建单位收到的钱，不能列金额，也不计入资金来源合计。

    ```yaml
    经费:
      资金来源:
        - {编号: 税收优惠, 资金性质: 税收减免, 金额: 5万元}  # <- FND006
    ```

    ```yaml
    经费:
      资金来源:
        - {编号: 税收优惠, 资金性质: 税收减免, 备注: 捐赠企业依法享受}
    ```
    """
    for source in plan.sources:
        if source.kind is FundKind.TAX and (source.amount or source.has("share")):
            figure = say_yuan(source.amount) if source.amount else source.share
            yield Finding(
                source.at("amount" if source.amount else "share"),
                f"{called(source, '来源')}是税收减免，列了“{figure}”；它不是创建单位收到的资金。",
                "删去金额；缺的钱另找来源。",
            )


@rule("FND016", Severity.ERROR, level=Level.DRAFT, basis="方案自身的一致性")
def paid_twice(plan: Plan) -> Iterator[Finding]:
    """出资构成加不拢，一笔来源分出去的钱超过了它的数额，或者同一笔钱列了两次。

    一项支出的出资构成相加应当等于它的金额；各项支出从一个来源取用的钱，合计不能超过这个来源。两个来源的
    资金编号相同，是同一笔钱列了两次；文号相同或者名称相同的，可能是，作为警告：一个文件下达几笔资金的，
    在名称里分清。

    ```yaml
    经费:
      支出预算:
        - {编号: 手册, 名称: 印制手册, 金额: 3万元, 出资构成: {专项: 2万元}}  # <- FND016
        - {编号: 培训, 名称: 骨干培训, 金额: 4万元, 出资构成: 专项}
      资金来源:
        - {编号: 专项, 名称: 县级专项, 金额: 5万元}  # <- FND016
        - {编号: 补助, 名称: 县级专项, 金额: 5万元}  # <- FND016
    ```

    ```yaml
    经费:
      支出预算:
        - {编号: 手册, 名称: 印制手册, 金额: 3万元, 出资构成: 专项}
        - {编号: 培训, 名称: 骨干培训, 金额: 4万元, 出资构成: 专项}
      资金来源:
        - {编号: 专项, 名称: 县级专项, 金额: 7万元}
        - {编号: 补助, 名称: 省级补助, 金额: 5万元}
    ```
    """
    yield from _listed_twice(plan)
    for use in plan.uses:
        # Where the amount itself is the odd one out, the rules on amounts speak of it.
        if not use.shares or not use.sure("shares") or id(use) in mended(plan):
            continue
        paid = [use.amount if share.amount is None else share.amount for share in use.shares]
        total = sum((part for part in paid if part is not None), NIL)
        if use.amount is not None and total != use.amount:
            change = "多" if total > use.amount else "少"
            yield Finding(
                use.at("shares"),
                f"{called(use, '支出')}的出资合计{say_yuan(total)}，比金额{say_yuan(use.amount)}"
                f"{change}{say_yuan(abs(total - use.amount))}。",
                "核对出资构成，使合计等于这一项的金额；由一个来源出全部的，只写它的编号。",
                related=((use.at("amount"), "这一项的金额"),),
            )
    drawn: dict[str, Decimal] = {}
    for use in plan.uses:
        whole, shared = amount_in(plan, use), of_shares(use)
        # Shares beyond the amount were reported; what they draw in vain is no second mistake.
        for share in use.shares if shared is None or whole is None or shared <= whole else ():
            part = whole if share.amount is None else share.amount
            drawn[share.source] = drawn.get(share.source, NIL) + (part or NIL)
    for source in plan.sources:
        amount, used = source_amount(plan, source), drawn.get(str(source.id), NIL)
        if amount is not None and used > amount:
            yield _overdrawn(plan, source, amount, used)


def _overdrawn(plan: Plan, source: Source, amount: Decimal, used: Decimal) -> Finding:
    drawing = [(u, sum(drawn_by(plan, u, source), NIL)) for u in named_by(plan, source)]
    parts = "，".join(f"{called(u)}{say_yuan(part)}" for u, part in drawing[:4])
    more = "等" if len(drawing) > 4 else ""
    return Finding(
        source.at("amount"),
        f"各项支出从{called(source, '来源')}取用{say_yuan(used)}（{parts}{more}），"
        f"超过它的{say_yuan(amount)}。",
        f"把{say_yuan(used - amount)}改由其他来源出资，或者增加这一来源。",
        related=tuple((u.at("shares"), "从它取用") for u, _ in drawing[:2]),
    )


_SAME = (("fund_id", "资金编号"), ("number", "文号"), ("name", "名称"))


def _listed_twice(plan: Plan) -> Iterator[Finding]:
    """Sources that are, or may be, one and the same money."""
    seen: dict[tuple[str, str], Source] = {}
    for source in plan.sources:
        found: dict[str, Source] = {}
        for attribute, _ in _SAME:
            said = getattr(source, attribute)
            if said:
                first = seen.setdefault((attribute, "".join(said.split())), source)
                if first is not source:
                    found[attribute] = first
        if found:
            yield from _same_money(source, found)


def _same_money(source: Source, found: Mapping[str, Source]) -> Iterator[Finding]:
    """``found``: what is the same → the first source of which it was written."""
    attribute, other = next(iter(found.items()))
    apart = source.funder and other.funder and source.funder != other.funder
    if apart and attribute == "name":
        return
    certain = attribute == "fund_id"
    said = "、".join(f"{word}“{getattr(source, a)}”" for a, word in _SAME if found.get(a) is other)
    yield Finding(
        source.at(attribute),
        f"{called(source, '来源')}与前面的{called(other)}{said}相同，"
        f"{'是' if certain else '可能是'}同一笔钱列了两次。",
        "重复的删去一项；不是同一笔的，改正资金编号。"
        if certain
        else "重复的删去一项；确实是两笔的，在名称里写明区别，各用各的资金编号。",
        related=((other.at(attribute), "先列在这里"),),
        severity=None if certain else Severity.WARNING,
    )


_LEVELS = {
    Rank.TOWN: "乡镇（街道）",
    Rank.COUNTY: "县",
    Rank.CITY: "市",
    Rank.PROVINCE: "省",
}
_NAMED_LEVEL = re.compile("省级|市级|中央|国家|省.{0,4}厅")


@rule("FND017", Severity.INFO, level=Level.REVIEW, basis="惯例：资金逐级申报")
def skips_levels(plan: Plan) -> Iterator[Finding]:
    """越级申请资金。

    支部、社区和街道申请上两级以上部门的资金，一般由中间各级主管部门逐级审核上报，不直接申请：街道申请
    市级、省级资金，社区申请县级以上资金，都会提示。由支部自己申报的，还应改由街道或者主管部门申报。

    ```yaml
    单位名录:
      - {编号: 支部, 名称: 柳林街道禁毒党支部, 类别: 党组织}
    经费:
      资金来源:
        - {编号: 专项, 资金性质: 上级专项, 出资单位: 省公安厅, 申报单位: 支部}  # <- FND017
    ```

    ```yaml
    单位名录:
      - {编号: 县禁毒办, 名称: 清源县禁毒委员会办公室, 类别: 禁毒委}
    经费:
      资金来源:
        - {编号: 专项, 资金性质: 上级专项, 出资单位: 省公安厅, 申报单位: 县禁毒办}
    ```
    """
    local = (PartyKind.BRANCH, PartyKind.COMMUNITY, PartyKind.TOWN)
    for source in plan.sources:
        applicant = plan.party(source.applicant)
        if applicant is None or source.kind not in _APPLIED_FOR:
            continue
        kind = kind_of(applicant)
        if kind not in local:
            continue
        funder, theirs = _funder(source)
        local_branch = re.search("社区|村|支部", applicant.name or "") is not None
        below = kind is PartyKind.COMMUNITY or (kind is PartyKind.BRANCH and local_branch)
        own = Rank.COMMUNITY if below else Rank.TOWN
        if theirs is not None and theirs > own + 1:
            between = "、".join(name for r, name in _LEVELS.items() if own < r < theirs)
            yield Finding(
                source.at("applicant"),
                f"{called(applicant)}向“{funder}”申请资金，越过了{between}。",
                "改由县级主管部门审核后逐级上报，把“申报单位”改成它的编号，并写进申报安排。"
                if own is Rank.TOWN
                else "改由街道办事处（乡镇人民政府）审核后逐级上报，把“申报单位”改成它的编号。",
            )


_APPLIED_FOR = frozenset({*PUBLIC, None})


def _funder(source: Source) -> tuple[str, Rank | None]:
    """Who gives the money, and of what level that is; the name of the money may tell it too."""
    if source.funder:
        # 社区, 园区 and 辖区 are no 区.
        return source.funder, rank(re.sub("社区|园区|辖区|小区|片区", "", source.funder))
    name = source.name or ""
    return name, rank(name) if _NAMED_LEVEL.search(name) else None


RULES = (
    sources_do_not_cover,
    approval_without_document,
    mostly_hoped_for,
    public_money_too_small,
    social_money_too_large,
    tax_relief_as_cash,
    paid_twice,
    skips_levels,
)
