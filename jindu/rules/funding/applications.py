"""Applications for funds, and their approval."""

from __future__ import annotations

import re
from collections.abc import Iterator

from jindu.analysis.funding import PUBLIC
from jindu.language.bodies import kind_of
from jindu.language.correspondence import Rank, rank
from jindu.language.naming import called
from jindu.model.choices import FundStatus, UnitKind
from jindu.model.context import Context
from jindu.model.diagnostic import Finding, Level, Severity
from jindu.model.plan import Fund
from jindu.model.rule import rule


@rule(
    "FND002",
    Severity.ERROR,
    level=Level.REVIEW,
    basis="方案自身的要求：写明已批复、已到位的，有文号和日期为证",
)
def approval_without_number_or_date(context: Context) -> Iterator[Finding]:
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
    plan = context.plan
    for fund in plan.funds:
        if fund.status not in (FundStatus.APPROVED, FundStatus.RECEIVED):
            continue
        missing = [n for a, n in (("number", "文号"), ("date", "日期")) if fund.lacks(a)]
        if missing:
            yield Finding(
                fund.at("status"),
                f"{called(fund, '来源')}写成“{fund.status}”，没有写{'、'.join(missing)}。",
                f"补上{'、'.join(missing)}；尚未批复的，改成“已申请”或“预计”。",
            )


_LEVELS = {
    Rank.TOWN: "乡镇（街道）",
    Rank.COUNTY: "县",
    Rank.CITY: "市",
    Rank.PROVINCE: "省",
}

_NAMED_LEVEL = re.compile("省级|市级|中央|国家|省.{0,4}厅")


@rule("FND017", Severity.INFO, level=Level.REVIEW, basis="惯例：资金逐级申报")
def application_skips_levels(context: Context) -> Iterator[Finding]:
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
    plan = context.plan
    local = (UnitKind.BRANCH, UnitKind.COMMUNITY, UnitKind.TOWN)
    for fund in plan.funds:
        applicant = plan.unit(fund.applicant)
        if applicant is None or fund.kind not in _APPLIED_FOR:
            continue
        kind = kind_of(applicant)
        if kind not in local:
            continue
        funder, theirs = _funder_and_rank(fund)
        local_branch = re.search("社区|村|支部", applicant.name or "") is not None
        below = kind is UnitKind.COMMUNITY or (kind is UnitKind.BRANCH and local_branch)
        own = Rank.COMMUNITY if below else Rank.TOWN
        if theirs is not None and theirs > own + 1:
            between = "、".join(name for item, name in _LEVELS.items() if own < item < theirs)
            yield Finding(
                fund.at("applicant"),
                f"{called(applicant)}向“{funder}”申请资金，越过了{between}。",
                "改由县级主管部门审核后逐级上报，把“申报单位”改成它的编号，并写进申报安排。"
                if own is Rank.TOWN
                else "改由街道办事处（乡镇人民政府）审核后逐级上报，把“申报单位”改成它的编号。",
            )


_APPLIED_FOR = frozenset({*PUBLIC, None})


def _funder_and_rank(fund: Fund) -> tuple[str, Rank | None]:
    """Return the funder and its rank, taken from the name of the fund if no funder is given."""
    if fund.funder:
        # 区 in these words is not a district.
        return fund.funder, rank(re.sub("社区|园区|辖区|小区|片区", "", fund.funder))
    name = fund.name or ""
    return name, rank(name) if _NAMED_LEVEL.search(name) else None
