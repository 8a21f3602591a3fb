"""Papers that cannot be made from a plan although it has the part for them."""

from __future__ import annotations

from collections.abc import Iterator

from jindu.analysis.funding import OPEN, PUBLIC
from jindu.language import correspondence
from jindu.model.context import Context
from jindu.model.diagnostic import Finding, Level, Severity
from jindu.model.plan import Application, Plan
from jindu.model.rule import rule


@rule("STR016", Severity.WARNING, level=Level.REVIEW, basis="党政机关公文逐级行文的一般要求")
def request_cannot_be_made(context: Context) -> Iterator[Finding]:
    """按“申报”写不成资金申请。

    写了“申报”，就要能按它生成资金申请：有申报单位和主送机关，有经费总额，有还没有批复的财政性
    资金；申报单位向主送机关行文不越级，也不由党支部向行政机关申请。

    ```yaml
    单位名录:
      - {编号: 支部, 名称: 柳林街道禁毒党支部, 类别: 党组织}
    经费: {总额: 50万元, 资金来源: [{编号: 专项, 资金性质: 一般公共预算, 状态: 预计}]}
    申报: {申报单位: 支部, 主送: 清源县财政局}  # <- STR016
    ```

    ```yaml
    单位名录:
      - {编号: 街道办, 名称: 柳林街道办事处, 类别: 乡镇街道}
    经费: {总额: 50万元, 资金来源: [{编号: 专项, 资金性质: 一般公共预算, 状态: 预计}]}
    申报: {申报单位: 街道办, 主送: 清源县财政局}
    ```
    """
    plan = context.plan
    application = plan.application
    if application is None or not application.sure("applicant", "recipient", "department"):
        return
    addressed = "recipient" if application.has("recipient") else "department"
    missing = [
        name
        for attribute, name in (("applicant", "申报单位"), (addressed, "主送机关"))
        if application.lacks(attribute)
    ]
    if missing:
        yield Finding(
            application.where,
            f"“申报”没有写{'、'.join(missing)}，生成不了资金申请。",
            f"在“申报”里补上{'、'.join(missing)}；不申请资金的，删去“申报”。",
            on_key=True,
        )
    else:
        yield from _of_addressee(plan, application, addressed)
    if plan.budget is not None and plan.budget.lacks("total"):
        yield Finding(
            plan.budget.where,
            "没有写经费总额，生成不了资金申请。",
            "在“经费”里写明总额。",
            on_key=True,
        )


def _of_addressee(plan: Plan, application: Application, attribute: str) -> Iterator[Finding]:
    addressee = str(getattr(application, attribute))
    applicant = plan.unit(application.applicant)
    if applicant is None:
        return
    try:
        correspondence.genre(applicant, addressee)
    except correspondence.Misdirected as trouble:
        why, _, remedy = str(trouble).partition("。")
        yield Finding(application.at(attribute), f"{why}。", remedy)
        return
    waiting = [fund for fund in plan.funds if fund.kind in PUBLIC and fund.status in OPEN]
    if plan.funds and not any(
        correspondence.may_grant(addressee, fund, application) for fund in waiting
    ):
        yield Finding(
            application.at(attribute),
            f"没有要向“{addressee}”申请的资金：来源里没有由它安排、还没有批复的财政性资金。",
            "核对各项来源的状态、出资单位和申报单位，或者改写“主送”；不申请资金的，删去“申报”。",
        )
