"""How results are measured: surveys, cohorts, who judges, and what a plan cannot promise."""

from __future__ import annotations

import re
from collections.abc import Iterator

from jindu.analysis.bodies import kind_of
from jindu.analysis.naming import called
from jindu.diagnostic import Finding, Level, Severity, rule
from jindu.norms import Norm
from jindu.plan import Direction, PartyKind, Plan
from jindu.units import Quantity, say_quantity

_COHORT = re.compile(
    r"[三3五5]年.{0,4}(?:巩固|未复吸|保持|戒断|操守)"
    r"|(?:巩固|未复吸|保持|戒断|操守).{0,4}(?:满|达|超过|至少)?[三3五5]年"
)
_SURVEYED = re.compile("满意|知晓|认知|安全感")


@rule(
    "GOL010",
    Severity.WARNING,
    level=Level.REVIEW,
    basis="惯例：问卷调查写明方式、样本和实施单位",
    norms=("满意度样本下限",),
)
def survey_unsound(plan: Plan, least: Norm) -> Iterator[Finding]:
    """满意度、知晓率没有写怎样调查，或者样本太少。

    靠问卷得出的指标要写明调查方式、样本量和实施单位。样本太少，结果没有代表性。

    ```yaml
    目标:
      - 编号: 目标一
        指标:
          - {编号: 甲, 名称: 群众满意度, 计量单位: "%", 目标值: 90%,
             调查: {方式: 问卷, 样本量: 20, 实施单位: 调查队}}  # <- GOL010
    ```

    ```yaml
    目标:
      - 编号: 目标一
        指标:
          - {编号: 甲, 名称: 群众满意度, 计量单位: "%", 目标值: 90%,
             调查: {方式: 问卷, 样本量: 400, 实施单位: 调查队}}
    ```
    """
    parts = (("method", "调查方式"), ("sample", "样本量"), ("surveyor", "实施单位"))
    for indicator in plan.indicators:
        if not _SURVEYED.search(called(indicator, "指标")) or not indicator.sure("survey"):
            continue
        survey = indicator.survey
        missing = [word for attribute, word in parts if survey is None or survey.lacks(attribute)]
        if missing:
            yield Finding(
                indicator.at("survey"),
                f"{called(indicator, '指标')}没有写{'、'.join(missing)}。",
                f"在“调查”里写明{'、'.join(missing)}，"
                f"如 调查: {{方式: 入户问卷, 样本量: {4 * least.value}, 实施单位: 第三方机构}}。",
            )
        elif survey is not None and survey.sample is not None and survey.sample < least.value:
            yield Finding(
                survey.at("sample"),
                f"{called(indicator, '指标')}的样本量{survey.sample}份，少于{least.value}份。",
                f"增加到{least.value}份以上，并注意不同楼栋、年龄和职业的比例。",
            )


@rule("GOL012", Severity.WARNING, level=Level.REVIEW, basis="《戒毒条例》第七条")
def cohort_too_young(plan: Plan) -> Iterator[Finding]:
    """三年才见结果的指标，实施期内得不出数据。

    戒断三年未复吸之类的指标，要有三年以前就开始的对象。实施期不超过三年、又没有基期值的，期末
    还没有可以计算的人。

    ```yaml
    方案: {起止: 2026-01..2028-12}
    目标:
      - 编号: 目标一
        指标:
          - {编号: 甲, 名称: 戒断三年巩固率, 计量单位: "%", 目标值: 60%}  # <- GOL012
    ```

    ```yaml
    方案: {起止: 2026-01..2028-12}
    目标:
      - 编号: 目标一
        指标:
          - {编号: 甲, 名称: 社区戒毒协议签订率, 计量单位: "%", 目标值: 95%}
    ```
    """
    period = plan.period
    if period is None or (period.end - period.start).days > 3 * 366:
        return
    for indicator in plan.indicators:
        if not _COHORT.search(indicator.name or ""):
            continue
        if indicator.baseline is None or indicator.baseline.value is None:
            yield Finding(
                indicator.at("name"),
                f"{called(indicator, '指标')}要三年以上才有结果，"
                f"实施期限{period.words()}，新开始的对象来不及计算。",
                "写明以哪一年开始的对象计算，并补上基期值；或者换成当年能得出的指标。",
            )


@rule("GOL013", Severity.INFO, level=Level.REVIEW, basis="惯例：指标是责任单位做得到的")
def beyond_reach(plan: Plan) -> Iterator[Finding]:
    """指标不是创建单位所能左右的。

    案件数、新增吸毒人员数受许多因素影响，定成零或者硬指标，容易失实。宜用宣传覆盖、帮扶落实等
    工作能够达到的指标；确要保留的，作为参考，不作否决。

    ```yaml
    目标:
      - 编号: 目标一
        指标:
          - {编号: 甲, 名称: 新增吸毒人员数, 计量单位: 人, 方向: 不高于, 目标值: 0人}  # <- GOL013
    ```

    ```yaml
    目标:
      - 编号: 目标一
        指标:
          - {编号: 甲, 名称: 禁毒宣传活动场次, 计量单位: 场, 方向: 不低于, 目标值: 20场}
    ```
    """
    for indicator in plan.indicators:
        name = indicator.name or ""
        outside = re.search(r"案件数|发案|零贩毒|零制毒|零吸毒|零复吸", name)
        newly = re.search(r"(?:新增|新发现|复吸).{0,4}(?:人员|人)?(?:数|率)", name)
        if outside or (newly and indicator.target is not None and not indicator.target):
            yield Finding(
                indicator.at("name"),
                f"{called(indicator, '指标')}受多种因素影响，不是责任单位做工作就能保证的。",
                "换成宣传覆盖、帮扶落实等做得到的指标，或者只作参考。",
            )


_YEAR = re.compile(r"(?<!\d)(20\d\d)(?=年|—|-)")


@rule("GOL014", Severity.WARNING, level=Level.REVIEW, basis="方案自身的一致性")
def known_too_late(plan: Plan) -> Iterator[Finding]:
    """数据要到方案结束以后才有。

    指标的数据出处写的是方案结束以后年度的公报、年鉴、报告，期末评估时还拿不到。评估和平台上线安排在方案
    结束以后的，由 SCH002 报告。

    ```yaml
    方案: {起止: 2026-01..2028-12}
    目标:
      - 编号: 目标一
        指标:
          - {编号: 甲, 名称: 群众安全感, 数据出处: 2029年全省公报}  # <- GOL014
    ```

    ```yaml
    方案: {起止: 2026-01..2028-12}
    目标:
      - 编号: 目标一
        指标:
          - {编号: 甲, 名称: 群众安全感, 数据出处: 2028年全省公报}
    ```
    """
    period = plan.period
    if period is None:
        return
    for indicator in plan.indicators:
        years = [int(year) for year in _YEAR.findall(indicator.data_source or "")]
        if years and max(years) > period.end.year:
            yield Finding(
                indicator.at("data_source"),
                f"{called(indicator, '指标')}的数据出自“{indicator.data_source}”，"
                f"方案{period.end.year}年就结束了，期末还没有这个数据。",
                f"改用{period.end.year}年年底以前能得到的数据，如本地台账、问卷调查。",
            )


@rule("EVA006", Severity.WARNING, level=Level.REVIEW, basis="惯例：一票否决要有依据")
def veto_without_condition(plan: Plan) -> Iterator[Finding]:
    """否决情形没有写清楚，或者没有依据。

    一票否决影响大，要写明什么情形、依据什么规定。自行设立的否决事项会被退回。

    ```yaml
    考核评价:
      否决情形:
        - {情形: 发生重大问题}  # <- EVA006
    ```

    ```yaml
    考核评价:
      否决情形:
        - {情形: 泄露戒毒人员个人信息造成不良影响, 依据: 戒毒条例第七条}
    ```
    """
    for veto in plan.evaluation.vetoes if plan.evaluation else ():
        missing = [w for a, w in (("condition", "情形"), ("basis", "依据")) if veto.lacks(a)]
        if missing:
            yield Finding(
                veto.where,
                f"{called(veto, '否决情形')}没有写{'和'.join(missing)}。",
                "写明具体情形和所依据的法规、文件；没有依据的删去。",
            )


@rule("EVA007", Severity.INFO, level=Level.REVIEW, basis="惯例：满意度由第三方或者上级调查")
def measures_itself(plan: Plan) -> Iterator[Finding]:
    """满意度由创建单位自己调查。

    自己调查自己，结果不容易取信。满意度调查宜由第三方或者上级部门实施。

    ```yaml
    单位名录: [{编号: 支部, 名称: 柳林街道禁毒党支部, 类别: 党组织}]
    目标:
      - 编号: 目标一
        指标:
          - {编号: 甲, 名称: 群众满意度,
             调查: {方式: 问卷, 样本量: 400, 实施单位: 柳林街道禁毒党支部}}  # <- EVA007
    ```

    ```yaml
    单位名录: [{编号: 支部, 名称: 柳林街道禁毒党支部, 类别: 党组织}]
    目标:
      - 编号: 目标一
        指标:
          - {编号: 甲, 名称: 群众满意度,
             调查: {方式: 问卷, 样本量: 400, 实施单位: 清源县统计调查中心}}
    ```
    """
    own = {"支部", "本支部", "党支部", "本党支部"}
    own.update(name for branch in plan.branches for name in (branch.name, branch.id) if name)
    for party in plan.parties:
        if kind_of(party) is PartyKind.BRANCH:
            own.update(name for name in (party.name, party.short, party.id) if name)
    for indicator in plan.indicators:
        survey = indicator.survey
        if survey is None or "满意" not in (indicator.name or "") or survey.surveyor not in own:
            continue
        yield Finding(
            survey.at("surveyor"),
            f"{called(indicator, '指标')}由“{survey.surveyor}”自己调查。",
            "改由第三方机构或者上级部门调查。",
        )


@rule("RSP012", Severity.WARNING, level=Level.REVIEW, basis="惯例：评价客观公正")
def judges_itself(plan: Plan) -> Iterator[Finding]:
    """全部评估都由支部自己做。

    评估安排里至少有一次由上级、第三方或者其他单位进行。

    ```yaml
    考核评价:
      评估安排:  # <- RSP012
        - {名称: 年度评估, 频次: 每年, 主体: 支部自评}
    ```

    ```yaml
    考核评价:
      评估安排:
        - {名称: 半年自评, 频次: 每半年, 主体: 支部自评}
        - {名称: 年度评估, 频次: 每年, 主体: 街道党工委}
    ```
    """
    reviews = plan.evaluation.reviews if plan.evaluation else ()
    if not reviews or plan.evaluation is None or not plan.evaluation.sure("reviews"):
        return
    if all(re.search("支部|自评|本单位", review.assessor or "") for review in reviews):
        several = f"的{len(reviews)}次评估都" if reviews[1:] else "只有1次评估，"
        yield Finding(
            plan.evaluation.at("reviews"),
            f"评估安排{several}由支部自己做："
            f"{'、'.join(dict.fromkeys(r.assessor or '' for r in reviews))}。",
            "增加由上级党组织、第三方或者其他单位进行的评估。",
            on_key=True,
        )


@rule("EVA010", Severity.WARNING, level=Level.REVIEW, basis="方案自身的一致性")
def warned_from_the_start(plan: Plan) -> Iterator[Finding]:
    """年度目标已经越过预警界限。

    某一年的目标值比黄色界限还差，达到了目标也会触发预警。几个年度都越过的，按最先的一年报告。

    ```yaml
    目标:
      - 编号: 目标一
        指标:
          - {编号: 甲, 名称: 知晓率, 计量单位: "%", 方向: 不低于,
             年度目标: {2026: 77%, 2027: 85%}, 预警: {黄: 79%}}  # <- EVA010
    ```

    ```yaml
    目标:
      - 编号: 目标一
        指标:
          - {编号: 甲, 名称: 知晓率, 计量单位: "%", 方向: 不低于,
             年度目标: {2026: 81%, 2027: 85%}, 预警: {黄: 79%}}
    ```
    """
    for indicator in plan.indicators:
        line = indicator.warning.yellow if indicator.warning else None
        if line is None or indicator.warning is None:
            continue
        for year, target in sorted(indicator.year_targets.items()):
            if _beyond(indicator.direction, target, line):
                below = indicator.direction is Direction.AT_LEAST
                aim, edge = (say_quantity(value, indicator.unit) for value in (target, line))
                yield Finding(
                    indicator.warning.at("yellow"),
                    f"{called(indicator, '指标')}{year}年的目标是{aim}，"
                    f"{'低于' if below else '高于'}"
                    f"黄色预警的界限{edge}，达到目标也会触发预警。",
                    f"把黄色界限改到{aim}{'以下' if below else '以上'}，"
                    f"或者把{year}年的目标改到{edge}{'以上' if below else '以下'}。",
                    related=((indicator.at("year_targets"), "年度目标"),),
                )
                break


def _beyond(direction: Direction | None, target: Quantity, line: Quantity) -> bool:
    if direction is Direction.AT_LEAST:
        return target < line
    return direction is Direction.AT_MOST and target > line


RULES = (
    survey_unsound,
    cohort_too_young,
    beyond_reach,
    known_too_late,
    veto_without_condition,
    measures_itself,
    judges_itself,
    warned_from_the_start,
)
