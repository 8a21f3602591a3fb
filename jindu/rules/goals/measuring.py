"""How results are measured: surveys, cohorts, who judges, and what a plan cannot promise."""

from __future__ import annotations

import re
from collections.abc import Iterator

from jindu.language.indicators import is_surveyed
from jindu.language.naming import called
from jindu.model.choices import Genre
from jindu.model.context import Context
from jindu.model.diagnostic import Finding, Level, Severity, TextRange
from jindu.model.plan import Indicator
from jindu.model.rule import rule
from jindu.rules.absence import lacking
from jindu.rules.bases import CONSISTENCY
from jindu.units.patterns import late


@rule(
    "GOL010",
    Severity.WARNING,
    level=Level.REVIEW,
    basis="惯例：问卷调查写明方式、样本和实施单位",
    norms=("满意度样本下限",),
)
def inadequate_survey(context: Context) -> Iterator[Finding]:
    """满意度、知晓率没有写怎样调查，或者样本太少。

    靠问卷得出的指标要写明调查方式、样本量和实施单位。样本太少，结果没有代表性。由热线、工单、公报统计的
    不查。没有写“调查”的，只对实施方案提示；哪个指标都没有写的，只说一次。

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
    plan = context.plan
    minimum = context.norms["满意度样本下限"]
    asked = [indicator for indicator in plan.indicators if _is_asked(indicator)]
    if plan.genre is Genre.PLAN:
        tip = (
            "写明“调查”，如 调查: "
            f"{{方式: 入户问卷, 样本量: {4 * minimum.value}, 实施单位: 第三方机构}}。"
        )
        for found in lacking(asked, (("survey", "怎样调查"),), "指标", tip):
            yield found._replace(severity=Severity.INFO)
    for indicator in asked:
        survey = indicator.survey
        if survey is None:
            continue
        missing = [word for attribute, word in _PARTS if survey.lacks(attribute)]
        if missing:
            yield Finding(
                indicator.at("survey"),
                f"{called(indicator, '指标')}的调查没有写{'、'.join(missing)}。",
                f"在“调查”里写明{'、'.join(missing)}。",
            )
        elif survey.sample is not None and survey.sample < minimum.value:
            yield Finding(
                survey.at("sample"),
                f"{called(indicator, '指标')}的样本量{survey.sample}份，少于{minimum.value}份。",
                f"增加到{minimum.value}份以上，并注意不同楼栋、年龄和职业的比例。",
            )


_PARTS = (("method", "方式"), ("sample", "样本量"), ("surveyor", "实施单位"))
_COUNTED = late("公报|通报|年鉴|热线|平台|系统")


def _is_asked(indicator: Indicator) -> bool:
    """Whether its value comes from a survey of the plan, not from figures of an office."""
    if not indicator.sure("survey") or not is_surveyed(indicator.name or ""):
        return False
    return indicator.has("survey") or not _COUNTED.search(indicator.data_source or "")


_COHORT = late(
    r"(?P<years>[三3五5])年.{0,4}(?:巩固|未复吸|保持|戒断|操守)"
    r"|(?:巩固|未复吸|保持|戒断|操守).{0,4}(?:满|达|超过|至少)?(?P<after>[三3五5])年"
    r"|社区戒毒.{0,4}(?:期满|解除)"
)
_COHORT_TOLD = late(r"20\d\d|以前|之前|此前|前[三3五5]年|(?:上|往)年|期满的?人|当年期满|到期")


@rule(
    "GOL012",
    Severity.WARNING,
    level=Level.REVIEW,
    basis="推算：社区戒毒的期限见《禁毒法》第三十三条，戒断三年的口径见《戒毒条例》第七条",
    norms=("戒断巩固年限",),
)
def cohort_longer_than_plan(context: Context) -> Iterator[Finding]:
    """三年才见结果的指标，实施期内得不出数据。

    戒断三年未复吸、社区戒毒期满解除之类的指标，要有三年以前就开始的对象。实施期不超过三年，又没有基期值、
    计算方法里也没有写从哪一年的对象算起的，期末还没有可以计算的人。

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
    plan = context.plan
    period = plan.period
    usual = context.norms["戒断巩固年限"].value
    for indicator in plan.indicators if period is not None else ():
        match = _COHORT.search(indicator.name or "")
        if match is None or period is None or _COHORT_TOLD.search(indicator.method or ""):
            continue
        years = _NUMBERS.get(match["years"] or match["after"] or "", usual)
        if (period.end - period.start).days > years * _LONGEST_YEAR:
            continue
        if indicator.baseline is None or indicator.baseline.value is None:
            yield Finding(
                indicator.at("name"),
                f"{called(indicator, '指标')}要{years}年才有结果，"
                f"实施期限{period.words()}，新开始的对象来不及计算。",
                "在“计算方法”里写明从哪一年开始的对象算起，或者补上基期值；也可以换成当年能得出的指标。",
            )


_NUMBERS = {"三": 3, "3": 3, "五": 5, "5": 5}
_LONGEST_YEAR = 366


@rule("GOL013", Severity.INFO, level=Level.REVIEW, basis="惯例：指标是责任单位做得到的")
def uncontrollable_indicator(context: Context) -> Iterator[Finding]:
    """指标不完全取决于创建单位的工作。

    案件数、肇事肇祸数、新增吸毒人员数受许多因素影响，定成零或者硬指标，容易失实。宜用宣传覆盖、帮扶落实等
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
    plan = context.plan
    for indicator in plan.indicators:
        name = indicator.name or ""
        outside = re.search(r"案件数|发案|肇事肇祸|零贩毒|零制毒|零吸毒|零复吸", name)
        newly = re.search(r"(?:新增|新发现|复吸).{0,4}(?:人员|人)?(?:数|率)", name)
        if outside or (newly and indicator.target is not None and not indicator.target):
            yield Finding(
                indicator.at("name"),
                f"{called(indicator, '指标')}受多种因素影响，不完全取决于责任单位的工作。",
                "换成宣传覆盖、帮扶落实等做得到的指标，或者只作参考。",
            )


_DATA_OF = late(
    r"(?<!\d)(20\d\d)年度?(?:(?!规划|方案|计划|纲要)[^，。；\d]){0,10}"
    "(?:公报|年鉴|报告|统计|通报|数据|调查|普查|报表)"
)
_NEXT_YEAR = late(
    "(?:次年|翌年|下一?年度?|第二年)[^，。；]{0,6}(?:发布|公布|印发|出版|公报|年鉴|报告|统计)"
)


@rule("GOL014", Severity.WARNING, level=Level.REVIEW, basis=CONSISTENCY)
def data_available_too_late(context: Context) -> Iterator[Finding]:
    """数据要到方案结束以后才有。

    指标的数据出处写的是方案结束以后年度的公报、年鉴、报告，或者“次年发布”的，期末评估时还拿不到。评估和
    平台上线安排在方案结束以后的，由 SCH002 报告。

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
    plan = context.plan
    period = plan.period
    if period is None:
        return
    for indicator in plan.indicators:
        source = indicator.data_source or ""
        later = any(int(year) > period.end.year for year in _DATA_OF.findall(source))
        if later or (period.end.month == _DECEMBER and _NEXT_YEAR.search(source)):
            yield Finding(
                indicator.at("data_source"),
                f"{called(indicator, '指标')}的数据出自“{indicator.data_source}”，"
                f"方案{period.end.year}年就结束了，期末还没有这个数据。",
                f"改用{period.end.year}年年底以前能得到的数据，如本地台账、问卷调查。",
            )


_DECEMBER = 12


_PRAISE = late(
    "明显|显著|有效|较[好大高强为]|良好|顺畅|顺利|普遍|高涨|基本|比较|理想|满意|逐步|逐年|持续|稳步|不断|进一步|大幅"
    "|充分|深入|平稳|突出|规范|活跃|稳定|广泛|踊跃|牢固|过硬|到位|有力|有序|浓厚|积极|好转|提升|提高|增强|加强|改善|优化|完善|成熟|健全|认可|预期|要求|得力|扎实"
)
_EVIDENCE = late(
    r"[\d％%]|[一二两三四五六七八九十]+[项次个份场名人户类件本套张家种]|齐备|印发|下发|出台|召开|签订|签署|选举|备案"
    "|公布|公开|公示|审[核议批定]|批[准复]|验收|挂牌|成立|登记|归档|建档|存档|台账|记录|纪要|报告|名册|名单|清单|文本"
    "|文件|手册|协议|证书|照片|配备|开通|上线|竣工|交付|未发生|无事故|零投诉|每[年月季周户村人]|全部|(?<!基本)(?<!基本实现)(?<!逐步实现)(?<!力争实现)(?<!努力实现)全覆盖|都有|均[有已]"
)


@rule("GOL016", Severity.WARNING, level=Level.REVIEW, basis="惯例：定性指标写明完成的标志")
def vague_standard(context: Context) -> Iterator[Finding]:
    """定性指标的标准含糊。

    计算方法或者用文字写的目标值里，“明显提升”“效果良好”“持续好转”之类的话，各人看法不同，期末无从认定。写明看得见的标志：印发了什么、
    召开了什么、建立了什么，几项齐备为完成。申报表里常见这样的写法，只作提示。

    ```yaml
    目标:
      - 编号: 目标一
        指标:
          - {编号: 指标一, 名称: 协作机制, 指标性质: 定性, 计算方法: 部门协作明显加强}  # <- GOL016
    ```

    ```yaml
    目标:
      - 编号: 目标一
        指标:
          - {编号: 指标一, 名称: 协作机制, 指标性质: 定性, 计算方法: 制度印发，每季度会商并有纪要}
    ```
    """
    plan = context.plan
    for indicator in plan.indicators:
        attribute = "method" if indicator.has("method") else "target_in_words"
        standard = getattr(indicator, attribute) if indicator.is_judged else None
        praise = _PRAISE.search(standard) if standard else None
        if (
            not standard
            or praise is None
            or _EVIDENCE.search(standard)
            or _COMPARED.search(standard)
        ):
            continue
        yield Finding(
            indicator.at(attribute),
            f"{called(indicator, '指标')}的标准是“{standard}”，"
            f"“{praise[0]}”到什么程度算完成，说不清。",
            "写明完成的标志，如“制度印发，联络员名册报街道备案，两项齐备为完成”。",
            range=TextRange(standard, *praise.span()),
            severity=Severity.INFO if plan.genre is Genre.FORM else None,
        )


_COMPARED = late("平均|均值|上年|去年|上一年|往年|同期|前列|标准")
