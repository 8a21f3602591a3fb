"""Donations: eligible donees, agreements, no forced contributions, no trade."""

from __future__ import annotations

import re
from collections.abc import Iterator

from jindu.analysis.funding import GIVEN, PUBLIC, named_by, paid_by
from jindu.language.disclosure import publishes
from jindu.language.naming import called, listed
from jindu.language.scan import hits, words_of
from jindu.model.choices import DoneeKind, FundKind
from jindu.model.context import Context
from jindu.model.diagnostic import Finding, Level, Severity
from jindu.model.plan import Donee, Fund, Plan
from jindu.model.rule import rule
from jindu.units.patterns import late

_RECEIPT = late("收据|捐赠票据|登记造册")

_NOT_ENTITLED = {
    DoneeKind.BRANCH: "党组织",
    DoneeKind.GOVERNMENT: "党政机关",
}


@rule(
    "FND008",
    Severity.ERROR,
    level=Level.REVIEW,
    basis="《中华人民共和国公益事业捐赠法》第十条、第十一条、第十七条",
)
def ineligible_donee(context: Context) -> Iterator[Finding]:
    """受赠人不属于法定受赠人。

    依法接受捐赠的是公益性社会团体（基金会、慈善组织等）和公益性非营利的事业单位；县级以上人民政府及
    其部门只在发生自然灾害或者境外捐赠人要求时可以接受。党支部、党工委、街道办事处、乡镇人民政府直接
    收款是错误；县级以上政府部门直接收款，来源的名称、捐赠协议、限定用途、备注里都没有写“自然灾害”或
    者“境外”的，也是错误。居（村）委会、未注明慈善组织的社会团体是警告；事业单位收下、由别的单位使用
    的是警告，它应当把受赠财产用于本单位的公益事业；没有写受赠人的是警告。没有写类型的按名称判断；写
    成慈善组织而名称是支部、办事处的，按名称判断。由慈善组织接受、街道或支部执行的，没有问题。

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
    plan = context.plan
    for fund in plan.funds:
        if fund.kind not in GIVEN:
            continue
        donee = fund.donee
        if donee is None:
            if fund.lacks("donee"):
                yield Finding(
                    fund.at("donee"),
                    f"{called(fund, '来源')}没有写受赠人。",
                    "写明依法接受捐赠的基金会、慈善组织或者公益事业单位，"
                    "如 受赠人: {名称: 清源县慈善总会, 类型: 慈善组织}。",
                    on_key=True,
                    severity=Severity.WARNING,
                )
        elif found := _not_entitled(fund, donee) or _doubtful_donee(plan, fund, donee):
            yield found


_BELOW_COUNTY = late("街道|办事处|[镇乡](?!.*[局厅])|社区|支部|工委|党委")


def _not_entitled(fund: Fund, donee: Donee) -> Finding | None:
    kind = _kind_of(donee)
    if kind not in _NOT_ENTITLED:
        return None
    name = donee.name or str(kind)
    above = kind is DoneeKind.GOVERNMENT and donee.has("name")
    above = above and not _BELOW_COUNTY.search(name)
    texts = (fund.name, fund.agreement, fund.restriction, fund.remark, fund.funder)
    if above and re.search("自然灾害|救灾|境外", "".join(filter(None, (*texts, donee.remark)))):
        return None
    return Finding(
        donee.where,
        f"“{name}”是县级以上政府或者它的部门，不是自然灾害或者境外捐赠人要求的，不属于法定受赠人。"
        if above
        else f"“{name}”是{_NOT_ENTITLED[kind]}，不属于法定受赠人。",
        "改由基金会、慈善组织或者公益事业单位接受捐赠，支部或街道负责执行"
        + ("；确属两种情形之一的，在“备注”里写明自然灾害或者境外捐赠人要求。" if above else "。"),
    )


def _doubtful_donee(plan: Plan, fund: Fund, donee: Donee) -> Finding | None:
    kind = _kind_of(donee)
    name = donee.name or str(kind or "")
    if kind in _DOUBTFUL:
        return Finding(
            donee.where,
            f"“{name}”{_DOUBTFUL[kind]}是否具备接受捐赠的资格，需要核实。",
            "改由基金会、慈善组织或者公益事业单位接受捐赠；已认定为慈善组织的，类型写“慈善组织”。",
            severity=Severity.WARNING,
        )
    if kind is not DoneeKind.INSTITUTION:
        return None
    others = [
        expense
        for expense in named_by(plan, fund)
        if (unit := plan.unit(expense.executor)) is not None and unit.name != donee.name
    ]
    if not others:
        return None
    return Finding(
        donee.where,
        f"“{name}”是事业单位，受赠财产要用于本单位的公益事业，{listed(others)}却由别的单位执行。",
        "改由慈善组织接受捐赠，或者由它自己执行这些支出。",
        severity=Severity.WARNING,
        related=tuple((expense.at("executor"), "执行单位") for expense in others[:2]),
    )


_DOUBTFUL = {
    DoneeKind.RESIDENTS: "是居（村）委会，",
    DoneeKind.SOCIETY: "是社会团体，",
    DoneeKind.OTHER: "",
}


def _kind_of(donee: Donee) -> DoneeKind | None:
    """Return the kind of a donee; a name that leaves no doubt outweighs what is declared."""
    by_name = _kind_by_name(donee.name or "")
    if donee.kind is None or by_name in (DoneeKind.BRANCH, DoneeKind.RESIDENTS):
        return by_name
    if by_name is DoneeKind.GOVERNMENT and donee.kind in (DoneeKind.FOUNDATION, DoneeKind.CHARITY):
        return by_name
    return donee.kind


_KINDS_BY_NAME = (
    (DoneeKind.FOUNDATION, "基金会$"),
    (DoneeKind.CHARITY, "慈善(?:总会|会|协会|联合会|促进会|组织)$|红十字会$"),
    (DoneeKind.RESIDENTS, "居委会|居民委员会|村委会|村民委员会|社区$|[^农乡]村$"),
    (DoneeKind.BRANCH, "支部|党委|党工委|党总支|^中共|工作委员会$"),
    (
        DoneeKind.GOVERNMENT,
        "办事处|人民政府|公安|派出所|[局厅]$|街道$|[镇乡]$|(?:禁毒|政法)委|禁毒办|委员会办公室$",
    ),
    (DoneeKind.INSTITUTION, "(?:医院|卫生院|学校|小学|中学|大学|学院|图书馆|文化馆|福利院)$"),
    (DoneeKind.OTHER, "公司$|企业$|厂$|中心$|合作社$|工作站$|服务队$|物业"),
)


def _kind_by_name(name: str) -> DoneeKind | None:
    return next((kind for kind, pattern in _KINDS_BY_NAME if re.search(pattern, name)), None)


@rule(
    "FND009",
    Severity.WARNING,
    level=Level.REVIEW,
    basis="《中华人民共和国公益事业捐赠法》第十二条、第十六条、第十八条、第二十二条",
)
def donation_without_agreement(context: Context) -> Iterator[Finding]:
    """捐赠没有写协议、限定用途，或者没有收据和公开的安排。

    捐赠人与受赠人可以订立捐赠协议，约定用途；订立了协议的，按约定的用途使用，不得擅自改变。写明协议
    和用途，资金才好安排、好公开。受赠人要向捐赠人出具合法、有效的收据，公开接受捐赠和使用的情况；方
    案里既没有提收据，也没有安排公开的，给一条提示，只在第一个捐赠来源处报告。

    ```yaml
    经费:
      资金来源:
        - {编号: 甲, 名称: 企业捐赠, 资金性质: 社会捐赠, 金额: 3万元}  # <- FND009
    ```

    ```yaml
    经费:
      资金来源:
        - {编号: 甲, 名称: 企业捐赠, 资金性质: 社会捐赠, 金额: 3万元,
           捐赠协议: 定向捐赠协议, 限定用途: 禁毒宣传}
    经常性工作: [{编号: 公开, 名称: 公开捐赠接受和使用情况, 频次: 每年}]
    ```
    """
    plan = context.plan
    for fund in plan.funds:
        if fund.kind in GIVEN:
            names = (("agreement", "捐赠协议"), ("restriction", "限定用途"))
            missing = [name for attribute, name in names if fund.lacks(attribute)]
            if missing:
                yield Finding(
                    fund.where,
                    f"{called(fund, '来源')}没有写{'和'.join(missing)}。",
                    "与捐赠人约定用途，写明“捐赠协议”和“限定用途”，如 限定用途: 禁毒宣传。",
                )
    donation = next((fund for fund in plan.funds if fund.kind in GIVEN), None)
    words = words_of(plan) if donation is not None else ""
    if donation is None or not plan.is_whole:
        return
    if not publishes(words) and not _RECEIPT.search(words):
        yield Finding(
            donation.where,
            f"{called(donation, '来源')}是捐赠资金，方案没有写由谁出具收据，"
            "也没有安排公开接受和使用的情况。",
            "在保障措施里写明由受赠人出具收据、登记造册，增加一项每年公开捐赠接受和使用情况的工作。",
            severity=Severity.INFO,
        )


_CONTEXT = 40
"""Characters before and after an amount to search for words of fundraising."""


@rule(
    "FND010",
    Severity.ERROR,
    level=Level.DRAFT,
    basis="《中华人民共和国公益事业捐赠法》第四条，《中华人民共和国慈善法》第三十二条",
)
def forced_contribution(context: Context) -> Iterator[Finding]:
    """按户、按人定额筹款，或者下达捐款任务。

    捐赠应当自愿、无偿，禁止摊派和变相摊派。来源和措施里不写每户、每人捐多少，不写捐款“不少于”多少
    元、认捐任务多少元。自筹、市场化等不是捐赠的来源写了定额的，是警告；按人数安排的财政资金不在此
    列。

    ```yaml
    经费:
      资金来源:
        - {编号: 甲, 名称: 居民每户捐20元, 资金性质: 社会捐赠, 金额: 3万元}  # <- FND010
    ```

    ```yaml
    经费:
      资金来源:
        - {编号: 甲, 名称: 居民自愿捐赠, 资金性质: 社会捐赠, 金额: 3万元}
        - {编号: 乙, 名称: 按每人每年2元安排的禁毒经费, 资金性质: 一般公共预算, 金额: 3万元}
    ```
    """
    for hit in hits(context.plan, "apportioned"):
        near = hit.before(_CONTEXT) + hit.match + hit.after(_CONTEXT)
        given = re.search("捐|募", near) is not None
        if isinstance(hit.entity, Fund):
            if hit.entity.kind in PUBLIC and not given:
                continue
            given = given or hit.entity.kind in GIVEN or hit.entity.kind is None
        elif (
            not given
            and not re.search("集资|筹(?!办|备|建)", near)
            and not re.search("出资|缴纳|交纳|缴费", hit.match)
        ):
            continue
        yield Finding(
            hit.where,
            f"“{hit.match.replace('（', '，')}”是定额筹款，{'属于' if given else '容易成为'}摊派。",
            "改成自愿捐赠，不规定每户、每人的数额，不下达任务。",
            severity=None if given else Severity.WARNING,
            range=hit.range,
        )


@rule("FND018", Severity.INFO, level=Level.REVIEW, basis="《中华人民共和国公益事业捐赠法》第四条")
def donation_mixed_with_income(context: Context) -> Iterator[Finding]:
    """市场化收入和捐赠混在一起。

    不得以捐赠为名从事营利活动。资金性质为市场化的来源，不能同时写受赠人或者捐赠协议；捐赠出资的
    支出不安排售卖、经营。

    ```yaml
    经费:
      资金来源:
        - {编号: 甲, 名称: 文创义卖, 资金性质: 市场化, 金额: 1万元, 捐赠协议: 合作协议}  # <- FND018
    ```

    ```yaml
    经费:
      资金来源:
        - {编号: 甲, 名称: 文创产品收入, 资金性质: 市场化, 金额: 1万元}
    ```
    """
    plan = context.plan
    for fund in plan.funds:
        if fund.kind is FundKind.MARKET and (fund.has("agreement") or fund.has("donee")):
            yield Finding(
                fund.where,
                f"{called(fund, '来源')}是市场化收入，又写了"
                f"{'捐赠协议' if fund.has('agreement') else '受赠人'}。",
                "分清捐赠和经营收入，各列一项。",
            )
        if fund.kind in GIVEN:
            for expense, _ in paid_by(plan, fund):
                if re.search(_TRADE, expense.name or ""):
                    yield Finding(
                        expense.at("name"),
                        f"{called(expense, '支出')}由{called(fund, '来源')}的捐赠出资，"
                        "却是经营活动。",
                        "删去经营内容，或者改由其他来源出资。",
                    )


_TRADE = (
    "售卖|销售(?!点|企业|场所|人员|单位|商|门店)|营销"
    "|(?<!从事)经营(?!者|场所|户|单位|业主|人员|主体|企业|场地|行业|从业)"
)
