"""Reviews, vetoes and who conducts surveys."""

from __future__ import annotations

from collections.abc import Iterator

from jindu.analysis.recurrence import read_recurrence
from jindu.language.indicators import is_satisfaction
from jindu.language.naming import called, listed
from jindu.language.organisations import kind_of
from jindu.language.scan import hits
from jindu.model.choices import Genre, UnitKind, WorkKind
from jindu.model.context import Context
from jindu.model.diagnostic import Finding, Level, Severity
from jindu.model.plan import Evaluation, Plan, Review, Unit
from jindu.model.rule import rule
from jindu.rules.absence import lacking
from jindu.units import Period
from jindu.units.patterns import late


@rule("EVA005", Severity.WARNING, level=Level.REVIEW, basis="惯例：定期评估并按结果调整")
def missing_annual_review(context: Context) -> Iterator[Finding]:
    """没有每年至少一次的评估，或者没有写由谁按结果调整。

    实施期超过一年的创建方案，评估安排里至少有一项的频次不少于每年一次；名称是“年度考核”“半年评估”的也算。
    每项写明时间（频次或日期）和主体。“调整责任单位”写明由谁按评估结果提出调整。评估安排、调整责任单位
    都没有写的，只作提示。

    ```yaml
    考核评价:
      满分: 100
      评估安排:  # <- EVA005
        - {名称: 期末评估, 时间: 2028-10, 主体: 第三方机构}
      调整责任单位: 街道党工委
    ```

    ```yaml
    考核评价:
      满分: 100
      评估安排:
        - {名称: 年度评估, 频次: 每年, 主体: 街道党工委}
        - {名称: 期末评估, 时间: 2028-10, 主体: 第三方机构}
      调整责任单位: 街道党工委
    ```
    """
    plan = context.plan
    evaluation = plan.evaluation
    if evaluation is None or plan.genre is not Genre.PLAN:
        return
    if evaluation.lacks("dimensions", "sheets", "full_score", "reviews"):
        return
    if (
        evaluation.sure("reviews")
        and not _is_within_a_year(plan)
        and not _repeated(evaluation, plan.period)
    ):
        yield Finding(
            evaluation.at("reviews"),
            f"评估安排里只有{listed(evaluation.reviews)}，没有每年至少一次的评估。"
            if evaluation.reviews
            else "考核评价没有写评估安排，没有每年至少一次的评估。",
            "在“评估安排”里增加一项，如 {名称: 年度评估, 频次: 每年, 主体: 街道党工委}。",
            on_key=True,
            severity=None if evaluation.reviews else Severity.INFO,
        )
    undated = [r for r in evaluation.reviews if r.lacks("frequency", "date") and not _period_of(r)]
    tip = "写明频次（如每年）或者时间。"
    yield from lacking(undated, (("frequency", "时间"),), "评估", tip)
    tip = "写明由谁评估，如街道党工委、第三方机构。"
    yield from lacking(evaluation.reviews, (("assessor", "主体"),), "评估", tip)
    if evaluation.lacks("adjuster"):
        yield Finding(
            evaluation.at("adjuster"),
            "考核评价没有写由哪个单位按评估结果提出调整。",
            "在“调整责任单位”里写上单位的编号，一般是批准方案的党组织。",
            on_key=True,
            severity=Severity.INFO,
        )


_YEARLY_NAME = late("年度|每年|年终|年底|半年|季度|月度|每月|每季")
_LONGEST_YEAR = 366


def _period_of(review: Review) -> bool:
    """Whether the name itself says how often the review takes place."""
    return _YEARLY_NAME.search(review.name or "") is not None


def _repeated(evaluation: Evaluation, period: Period | None) -> bool:
    """Whether a review is made every year, by its frequency or name or by a date in each year."""
    for review in evaluation.reviews:
        cycle = read_recurrence(review.frequency or "")
        if _period_of(review) or (cycle is not None and cycle.yearly >= 1):
            return True
    years = {review.date.last.year for review in evaluation.reviews if review.date is not None}
    return period is not None and years >= set(period.years())


def _is_within_a_year(plan: Plan) -> bool:
    period = plan.period
    return period is not None and (period.end - period.start).days <= _LONGEST_YEAR


@rule("EVA006", Severity.WARNING, level=Level.REVIEW, basis="惯例：一票否决要有依据")
def incomplete_veto(context: Context) -> Iterator[Finding]:
    """否决情形没有写清楚，或者没有依据。

    一票否决影响大，要写明什么情形、依据什么规定。自行设立的否决事项会被退回：依据写“本方案”“有关规定”
    的，以及没有列否决情形、却在措施、评分方法、结果运用里写“实行一票否决”而不说依据的，都会提醒。

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
    plan = context.plan
    vetoes = plan.evaluation.vetoes if plan.evaluation else ()
    for veto in vetoes:
        if veto.lacks("basis"):
            yield Finding(
                veto.where,
                f"{called(veto, '否决情形')}没有写依据。",
                "写明所依据的法规、文件；没有依据的删去，改为扣分。",
            )
        elif _NO_BASIS.fullmatch((veto.basis or "").strip("。《》 ")):
            yield Finding(
                veto.at("basis"),
                f"{called(veto, '否决情形')}的依据写的是“{veto.basis}”，等于没有依据。",
                "写明法规、上级文件的名称和条款；没有依据的删去，改为扣分。",
            )
    for hit in hits(plan, "veto") if not vetoes else ():
        sentence = _sentence(hit.text, hit.range.start)
        if not _GROUNDS.search(sentence):
            yield Finding(
                hit.where,
                f"“{sentence[:_QUOTED]}”没有说依据，自行设立的一票否决会被退回。",
                "写明依据的法规、上级文件，列入“否决情形”；没有依据的，改为扣分。",
                range=hit.range,
            )


_QUOTED = 40
"""Characters of a sentence that are quoted."""
_NO_BASIS = late(
    "(?:本|该)(?:方案|办法|细则|制度|单位|街道|镇|乡)(?:的?(?:规定|要求))?|(?:按|依据|根据)?(?:照)?"
    "(?:有关|相关|上级|现行|国家|法律)*(?:法律法规|法规|规定|要求|文件|精神|制度|政策)(?:的?规定|精神|要求)?"
    "|领导小组(?:的?决定|研究)?|工作需要|实际情况|无|没有|自定"
)
_GROUNDS = late(
    "《|依据|根据|按照|依照|按[^，。；]{0,12}规定|不(?:搞|设|实行)|不得(?:[设搞以]|实行|随意|自行|擅自)|取消|清理|慎用|严禁"
)


def _sentence(text: str, place: int) -> str:
    """Return the sentence around a place of a text, or so much of it as stands near."""
    start, end = max(0, place - _NEAR), place + _NEAR
    start = max(start, *(text.rfind(mark, start, place) + 1 for mark in "。；\n"))
    ends = [found for mark in "。；\n" if (found := text.find(mark, place, end)) >= 0]
    return text[start : min(ends, default=end)].strip()


_NEAR = 100


@rule("EVA007", Severity.INFO, level=Level.REVIEW, basis="惯例：满意度由第三方或者上级调查")
def survey_by_evaluated_branch(context: Context) -> Iterator[Finding]:
    """满意度由创建单位、被评价的单位自己调查。

    自己调查自己，结果不容易取信。支部、居（村）民委员会做的是自己的工作，受委托承担帮扶、宣传等任务的机构
    是被评价的一方；满意度调查宜由没有承担任务的第三方或者上级部门实施。

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
    plan = context.plan
    for indicator in plan.indicators:
        survey = indicator.survey
        if survey is None or not survey.surveyor or not is_satisfaction(indicator.name or ""):
            continue
        reason = _own_interest(plan, survey.surveyor)
        if reason:
            yield Finding(
                survey.at("surveyor"),
                f"{called(indicator, '指标')}由“{survey.surveyor}”调查，{reason}。",
                "改由没有承担任务的第三方机构或者上级部门调查。",
            )


_OF_RESIDENTS = late("(?:居民委员会|居委会|村民委员会|村委会|社区|村“?两委”?)$")
_WORK = (
    WorkKind.PUBLICITY, WorkKind.TRAINING, WorkKind.TEAM, WorkKind.SUPPORT, WorkKind.ROLLOUT,
    WorkKind.PILOT, WorkKind.INSPECTION, WorkKind.PLATFORM,
)  # fmt: skip


def _own_interest(plan: Plan, surveyor: str) -> str:
    """Return why a surveyor judges its own work; empty if it does not, or that is not known."""
    own = {"支部", "本支部", "党支部", "本党支部"}
    own.update(name for branch in plan.branches for name in (branch.name, branch.id) if name)
    unit = next((unit for unit in plan.units if _is_named(unit, surveyor)), None)
    kind = kind_of(unit) if unit is not None else None
    if surveyor in own or kind is UnitKind.BRANCH:
        return "是自己调查自己"
    if kind is UnitKind.COMMUNITY or _OF_RESIDENTS.search(surveyor):
        return "调查的是它自己参与的工作"
    if unit is not None and kind in (UnitKind.SOCIAL, UnitKind.COMPANY) and _works(plan, unit):
        return "它又承担方案里的任务，是被评价的一方"
    return ""


_TELLING = 6
"""Characters at the end of a name that tell an organisation."""
_SERVES = late("服务|帮扶|宣传|培训|社工")
_ASKS = late("调查|评估|测评|评价")


def _is_named(unit: Unit, words: str) -> bool:
    """Whether words name a unit, its area perhaps left out."""
    name = unit.name or ""
    return words in (name, unit.short, unit.id) or (len(words) >= _TELLING and name.endswith(words))


def _works(plan: Plan, unit: Unit) -> bool:
    """Whether a unit has other work than surveys and evaluations: tasks, or duties."""
    if unit.duties and _SERVES.search(unit.duties) and not _ASKS.search(unit.duties):
        return True
    leads = {ref for task in plan.tasks_of(*_WORK) for ref in (*task.leads, *task.supporters)}
    leads.update(
        ref
        for work in plan.recurring
        if work.kind in _WORK
        for ref in (work.lead, *work.supporters)
        if ref
    )
    return unit.id in leads
