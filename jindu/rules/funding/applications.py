"""Applications for funds, and their approval."""

from __future__ import annotations

import re
from collections.abc import Iterator

from jindu.analysis.funding import PUBLIC
from jindu.language.naming import called
from jindu.language.organisations import Rank, kind_of, rank
from jindu.model.choices import FundStatus, UnitKind
from jindu.model.context import Context
from jindu.model.diagnostic import Finding, Level, Severity
from jindu.model.plan import Fund, Plan
from jindu.model.rule import rule
from jindu.units.patterns import late


@rule(
    "FND002",
    Severity.ERROR,
    level=Level.REVIEW,
    basis="方案自身的要求：写明已批复、已到位的，有文号和日期为证",
)
def approval_without_number_or_date(context: Context) -> Iterator[Finding]:
    """已批复、已到位的资金没有文号或者日期，或者写的不是批复。

    政府性资金写成“已批复”“已到位”，就要写明批复或下达的文号和日期；拿不出的，如实写“已申请”或“预
    计”。“口头同意”“电话答复”不是文号；会议纪要是决策的记录，不是下达资金的文件，作为警告。日期晚于
    检查的那一天的，还没有批复，是错误；有文号、只缺日期的，是警告。捐赠、自筹等资金没有文号，写到账日期和协议就行，没有写日期的
    只作提示。

    ```yaml
    经费:
      资金来源:
        - {编号: 省级专项, 金额: 30万元, 状态: 已批复}  # <- FND002
        - {编号: 县级专项, 金额: 3万元, 状态: 已批复, 文号: 口头同意, 日期: 2026-03-02}  # <- FND002
    ```

    ```yaml
    经费:
      资金来源:
        - {编号: 省级专项, 金额: 30万元, 状态: 已批复, 文号: 清财预〔2026〕5号, 日期: 2026-03-02}
        - {编号: 捐赠, 资金性质: 社会捐赠, 金额: 3万元, 状态: 已到位, 日期: 2026-03-02}
    ```
    """
    for fund in context.plan.funds:
        if fund.status not in (FundStatus.APPROVED, FundStatus.RECEIVED):
            continue
        if fund.kind in PUBLIC or fund.kind is None:
            yield from _unproved_approval(fund)
        elif fund.lacks("date") and fund.status is FundStatus.RECEIVED:
            yield Finding(
                fund.at("status"),
                f"{called(fund, '来源')}写成“{fund.status}”，没有写日期。",
                "写到账日期；还没有到账的，改成“预计”。",
                severity=Severity.INFO,
            )
        if context.today is not None and fund.date is not None and fund.date.first > context.today:
            yield Finding(
                fund.at("date"),
                f"{called(fund, '来源')}写成“{fund.status}”，日期{fund.date.name()}却还没有到。",
                "核对日期；尚未批复、到位的，改成“已申请”或“预计”，时间写进“到位计划”。",
                related=((fund.at("status"), "状态"),),
            )


_NOT_WRITTEN = "口头|电话|微信|短信|当面|领导(?:已|同意|批准)|原则同意|(?:已|均)同意"


def _unproved_approval(fund: Fund) -> Iterator[Finding]:
    """Report an approval of public money without number or date, or with what is no number."""
    number = fund.number or ""
    missing = [n for a, n in (("number", "文号"), ("date", "日期")) if fund.lacks(a)]
    if missing:
        yield Finding(
            fund.at("status"),
            f"{called(fund, '来源')}写成“{fund.status}”，没有写{'、'.join(missing)}。",
            f"补上{'、'.join(missing)}；尚未批复的，改成“已申请”或“预计”。",
            severity=None if fund.lacks("number") else Severity.WARNING,
        )
    if re.search(_NOT_WRITTEN, number) and not re.search(r"[〔［\[（(]\d{4}", number):
        yield Finding(
            fund.at("number"),
            f"{called(fund, '来源')}的文号写的是“{number}”，不是批复或者下达资金的文件。",
            "写批复、下达文件的文号，如 清财预〔2026〕5号；"
            "还没有文件的，状态改成“已申请”或“预计”。",
            related=((fund.at("status"), "状态"),),
        )
    elif "纪要" in number:
        yield Finding(
            fund.at("number"),
            f"{called(fund, '来源')}的文号写的是“{number}”，会议纪要不是批复、下达资金的文件。",
            "写财政部门、主管部门批复或者下达的文号；还没有的，状态改成“已申请”或“预计”。",
            severity=Severity.WARNING,
            related=((fund.at("status"), "状态"),),
        )


_LEVELS = {
    Rank.TOWN: "乡镇（街道）",
    Rank.COUNTY: "县",
    Rank.CITY: "市",
    Rank.PROVINCE: "省",
}

_NAMED_LEVEL = late("省级|市级|中央|国家|省.{0,4}厅")


@rule("FND017", Severity.INFO, level=Level.REVIEW, basis="惯例：资金逐级申报")
def application_skips_levels(context: Context) -> Iterator[Finding]:
    """越级申请资金，或者由支部申报。

    街道申请市级、省级资金，社区申请县级以上资金，一般由中间各级主管部门逐级审核上报，不直接申请，作
    为提示。方案里看不出市下面还有县、区的，把市看作县级市。支部不是预算单位，由支部申报政府性资金
    的，是警告：改由街道或者主管部门申报。

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
    for fund in plan.funds:
        applicant = plan.unit(fund.applicant)
        if applicant is None or fund.kind not in _APPLIED_FOR:
            continue
        kind = kind_of(applicant)
        if kind is UnitKind.BRANCH:
            yield Finding(
                fund.at("applicant"),
                f"{called(fund, '来源')}的申报单位是{called(applicant)}，"
                "党组织一般不申报政府性资金。",
                "改由街道办事处（乡镇人民政府）或者主管部门申报，把“申报单位”改成它的编号。",
                severity=Severity.WARNING,
            )
            continue
        if kind not in (UnitKind.COMMUNITY, UnitKind.TOWN):
            continue
        funder, theirs = _funder_and_rank(fund)
        if theirs is Rank.CITY and not _has_county(plan):
            theirs = Rank.COUNTY
        own = Rank.COMMUNITY if kind is UnitKind.COMMUNITY else Rank.TOWN
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


def _has_county(plan: Plan) -> bool:
    """Whether any name tells that there is a county below the city: a city may be a county."""
    region = (plan.overview.region if plan.overview else None) or ""
    names = (region, *(unit.name or "" for unit in plan.units))
    names += tuple(fund.funder or "" for fund in plan.funds)
    return any(rank(_without_places(name)) is Rank.COUNTY for name in names) or bool(
        re.search("[县旗]|市.{1,4}区", region)
    )


def _without_places(name: str) -> str:
    """Remove the words in which 区 is no district."""
    return re.sub("社区|园区|辖区|小区|片区", "", name)


def _funder_and_rank(fund: Fund) -> tuple[str, Rank | None]:
    """Return the funder and its rank, taken from the name of the fund if no funder is given."""
    if fund.funder:
        return fund.funder, rank(_without_places(fund.funder))
    name = fund.name or ""
    return name, rank(name) if _NAMED_LEVEL.search(name) else None
