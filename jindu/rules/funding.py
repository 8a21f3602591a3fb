"""The sources of money: enough, certain, lawful, and counted once."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from jindu.analysis.funding import NIL, NOT_CASH, PUBLIC, amount_of, by_status
from jindu.diagnostic import Finding, Level, Severity, rule
from jindu.norms import Norm
from jindu.plan import FundKind, FundStatus, PartyKind, Plan, RecipientKind, Source, Use
from jindu.units import say_yuan, wan

_SOCIAL = frozenset({FundKind.DONATION, FundKind.FUND, FundKind.MARKET})


def _name(source: Source) -> str:
    return source.name or source.id or ""


def _cash(plan: Plan) -> list[tuple[Source, Decimal | None]]:
    total = plan.budget.total if plan.budget else None
    return [(s, amount_of(s, total)) for s in plan.sources if s.kind not in NOT_CASH]


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
    amounts = [use.amount for use in budget.uses if use.amount is not None]
    whole = budget.sure("uses") and len(amounts) == len(budget.uses)
    return sum(amounts, NIL) if amounts and whole else budget.total


_MAJORITY = re.compile(r"大部分|大多数|大半|主要|多数|绝大")


@rule("FND001", Severity.ERROR, level=Level.REVIEW, basis="方案自身的一致性")
def sources_do_not_cover(plan: Plan) -> Iterator[Finding]:
    """资金来源与支出不等，或者有的来源没有数额。

    全部现金来源（税收减免不算）相加，少于支出是缺口，为错误；多于支出，为警告。占比只写“大部
    分”之类的，数额没有确定，资金是否够用无从判断；“大部分”按过半计已经超出总额的，也会指出。

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
            f"资金来源合计{wan(have)}万元，支出{wan(need)}万元，"
            f"{'缺口' if short else '多出'}{wan(abs(need - have))}万元。",
            "增加来源或者压减支出。" if short else "核对来源是否重复计算，使来源与支出相等。",
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
        message = f"来源“{_name(source)}”没有确定的数额"
        if source.share:
            message += f"，占比只写了“{source.share}”"
        if budget.total and _MAJORITY.search(source.share or ""):
            least = known + budget.total / 2
            if least > budget.total:
                message += (
                    f"；按过半计，与其他来源{wan(known)}万元合计超过{wan(least)}万元，"
                    f"高于总额{wan(budget.total)}万元"
                )
        yield Finding(
            source.at(attribute),
            f"{message}。",
            "写明金额，如 金额: 15万元；或者写成百分比，如 占比: 30%。",
        )


@rule("FND002", Severity.ERROR, level=Level.REVIEW, basis="惯例：已批复的资金有文号和日期")
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
                f"来源“{_name(source)}”写成{source.status}，没有写{'、'.join(missing)}。",
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
    sums = by_status(plan)
    hoped = sums.get(FundStatus.EXPECTED, NIL)
    share = hoped * 100 / have
    if share > most.value:
        sure = sums.get(FundStatus.APPROVED, NIL) + sums.get(FundStatus.RECEIVED, NIL)
        gap = (_needed(plan) or have) - sure
        yield Finding(
            plan.budget.at("sources"),
            f"状态为“预计”的资金{wan(hoped)}万元，占{share:.0f}%；"
            f"已批复和已到位的只有{wan(sure)}万元，还差{wan(gap)}万元没有落实。",
            "落实一部分资金后再送审，或者写明资金不到位时先做什么、缓做什么。",
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
        yield Finding(
            plan.budget.at("sources"),
            f"政府性资金{wan(public)}万元，只占{public * 100 / have:.0f}%，不足{least.value}%。",
            "争取列入预算或者申请专项资金。",
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
            f"社会资金{wan(social)}万元，不少于政府性资金{wan(public)}万元。",
            "增加政府性资金，或者压减依靠社会资金的支出。",
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
                f"“{_name(source)}”是税收减免，列了{figure}；它不是创建单位收到的资金。",
                "删去金额；缺的钱另找来源。",
            )


_RECURRENT = ("301", "302", "303")
_CAPITAL = ("309", "310")


def _paid_by(plan: Plan, source: Source) -> Iterator[Use]:
    for use in plan.uses:
        if any(share.source == source.id for share in use.shares):
            yield use


@rule(
    "FND007",
    Severity.ERROR,
    level=Level.REVIEW,
    basis="《中华人民共和国预算法》第三十五条",
)
def bond_for_recurrent(plan: Plan) -> Iterator[Finding]:
    """债券资金用于经常性支出。

    地方政府债券只能用于公益性资本支出，不得用于经常性支出；宣传、培训、劳务、委托业务等都是
    经常性支出。用债券资金的支出，科目应在 309、310 类；没有写科目的是警告；没有写明用在哪项支
    出上的，也是警告。名称写“国债”的，参照办理，作为警告。

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
        - {编号: 债券, 名称: 专项债券, 资金性质: 政府债券, 金额: 3万元}
    ```
    """
    for source in plan.sources:
        if source.kind is not FundKind.BOND:
            continue
        national = "国债" in _name(source)
        paid = list(_paid_by(plan, source))
        recurrent: list[Use] = []
        unsaid: list[Use] = []
        for use in paid:
            code = use.code or ""
            if code.startswith(_RECURRENT):
                recurrent.append(use)
            elif not code.startswith(_CAPITAL):
                unsaid.append(use)
        for uses, why in (
            (
                recurrent,
                f"科目{'、'.join(dict.fromkeys(str(u.code) for u in recurrent))}是经常性支出",
            ),
            (unsaid, "没有写明是资本性支出的科目"),
        ):
            if uses:
                yield Finding(
                    uses[0].at("shares"),
                    f"{_listed(uses)}由{_name(source)}出资，{why}。",
                    "改由专项资金或者预算资金出资；确属资本性支出的，写上 309 或 310 类科目。",
                    severity=None if uses is recurrent and not national else Severity.WARNING,
                    related=(
                        (source.where, "债券资金"),
                        *((u.at("shares"), "也由它出资") for u in uses[1:]),
                    ),
                )
        if not paid:
            yield Finding(
                source.where,
                f"来源“{_name(source)}”是债券资金，没有写明用在哪项资本性支出上。",
                "债券资金只能用于公益性资本支出：在相应支出的“出资构成”里写明，或者换成别的来源。",
                severity=Severity.WARNING,
            )


def _listed(uses: Sequence[Use]) -> str:
    return "".join(f"“{use.name or use.id}”" for use in uses)


_REFUSED = {
    RecipientKind.BRANCH: "党组织",
    RecipientKind.GOVERNMENT: "党政机关",
}


@rule(
    "FND008",
    Severity.ERROR,
    level=Level.REVIEW,
    basis="《中华人民共和国公益事业捐赠法》第十条、第十一条",
)
def recipient_not_eligible(plan: Plan) -> Iterator[Finding]:
    """受赠人不属于法定受赠人。

    依法接受捐赠的是公益性社会团体（基金会、慈善组织等）和公益性非营利的事业单位；县级以上人民
    政府及其部门只在发生自然灾害或者境外捐赠人要求时可以接受。党支部、街道办事处直接收款是错误；
    居（村）委会、未注明慈善组织的社会团体是警告；没有写受赠人的是警告。由慈善组织接受、街道或
    支部执行的，没有问题。

    ```yaml
    经费:
      资金来源:
        - 编号: 捐赠
          资金性质: 社会捐赠
          金额: 5万元
          受赠人: {名称: 柳林街道禁毒党支部, 类型: 党组织}  # <- FND008
    ```

    ```yaml
    经费:
      资金来源:
        - 编号: 捐赠
          资金性质: 社会捐赠
          金额: 5万元
          受赠人: {名称: 清源县慈善总会, 类型: 慈善组织}
    ```
    """
    for source in plan.sources:
        if source.kind not in (FundKind.DONATION, FundKind.FUND):
            continue
        recipient = source.recipient
        if recipient is None:
            if source.lacks("recipient"):
                yield Finding(
                    source.at("recipient"),
                    f"来源“{_name(source)}”没有写受赠人。",
                    "写明依法接受捐赠的基金会、慈善组织或者公益事业单位。",
                    on_key=True,
                    severity=Severity.WARNING,
                )
            continue
        name = recipient.name or ""
        kind = recipient.kind or _kind_by_name(name)
        if kind in _REFUSED:
            yield Finding(
                recipient.where,
                f"“{name or kind}”是{_REFUSED[kind]}，不属于法定受赠人。",
                "改由基金会、慈善组织或者公益事业单位接受捐赠，支部或街道负责执行。",
            )
        elif kind in (RecipientKind.RESIDENTS, RecipientKind.SOCIETY, RecipientKind.OTHER):
            yield Finding(
                recipient.where,
                f"“{name or kind}”是否具备接受捐赠的资格，需要核实。",
                "改由基金会、慈善组织或者公益事业单位接受捐赠。",
                severity=Severity.WARNING,
            )


def _kind_by_name(name: str) -> RecipientKind | None:
    if re.search(r"支部|党委|党工委|党总支", name):
        return RecipientKind.BRANCH
    if re.search(r"办事处|人民政府|公安|[局厅]$", name):
        return RecipientKind.GOVERNMENT
    return (
        RecipientKind.RESIDENTS if re.search(r"居委会|居民委员会|村委会|村民委员会", name) else None
    )


@rule("FND016", Severity.ERROR, level=Level.DRAFT, basis="方案自身的一致性")
def paid_twice(plan: Plan) -> Iterator[Finding]:
    """出资构成加不拢，或者一笔来源分出去的钱超过了它的数额。

    一项支出的出资构成相加应当等于它的金额；各项支出从一个来源取用的钱，合计不能超过这个来源。

    ```yaml
    经费:
      支出预算:
        - {编号: 手册, 名称: 印制手册, 金额: 3万元, 出资构成: {专项: 2万元}}  # <- FND016
        - {编号: 培训, 名称: 骨干培训, 金额: 4万元, 出资构成: 专项}
      资金来源:
        - {编号: 专项, 名称: 县级专项, 金额: 5万元}  # <- FND016
    ```

    ```yaml
    经费:
      支出预算:
        - {编号: 手册, 名称: 印制手册, 金额: 3万元, 出资构成: 专项}
        - {编号: 培训, 名称: 骨干培训, 金额: 4万元, 出资构成: 专项}
      资金来源:
        - {编号: 专项, 名称: 县级专项, 金额: 7万元}
    ```
    """
    drawn: dict[str, Decimal] = {}
    for use in plan.uses:
        if not use.sure("shares", "amount") or use.amount is None:
            continue
        parts = [use.amount if s.amount is None else s.amount for s in use.shares]
        for share, part in zip(use.shares, parts, strict=True):
            drawn[share.source] = drawn.get(share.source, NIL) + part
        if parts and sum(parts, NIL) != use.amount:
            yield Finding(
                use.at("shares"),
                f"“{use.name or use.id}”的出资合计{say_yuan(sum(parts, NIL))}，"
                f"金额是{say_yuan(use.amount)}。",
                "核对出资构成，使合计等于这一项的金额。",
            )
    total = plan.budget.total if plan.budget else None
    for source in plan.sources:
        amount = amount_of(source, total)
        used = drawn.get(str(source.id), NIL)
        if amount is not None and used > amount:
            yield Finding(
                source.at("amount"),
                f"各项支出从“{_name(source)}”取用{wan(used)}万元，超过它的{wan(amount)}万元。",
                "调整相应支出的出资构成，或者增加这一来源。",
            )


_PROVINCIAL = re.compile(r"^省|省(?:公安厅|财政厅|民政厅|委|政府|级)|公安部|中央|国家")


@rule("FND017", Severity.INFO, level=Level.REVIEW, basis="惯例：资金逐级申报")
def skips_levels(plan: Plan) -> Iterator[Finding]:
    """越级申请资金。

    支部、社区和街道申请省级以上的资金，一般由县、市主管部门逐级审核上报，不直接向省级部门申请。
    由支部自己申报的，还应改由街道或者主管部门申报。

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
        if applicant is None or applicant.kind not in local:
            continue
        funder = source.funder or source.name or ""
        if _PROVINCIAL.search(funder):
            yield Finding(
                source.at("applicant"),
                f"{applicant.name}直接申报“{funder}”，越过了县、市两级。",
                "改由县级主管部门逐级申报，并写进申报安排。",
            )


RULES = (
    sources_do_not_cover,
    approval_without_document,
    mostly_hoped_for,
    public_money_too_small,
    social_money_too_large,
    tax_relief_as_cash,
    bond_for_recurrent,
    recipient_not_eligible,
    paid_twice,
    skips_levels,
)
