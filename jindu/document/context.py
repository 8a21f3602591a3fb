"""The names available to templates: the plan and views of it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from markupsafe import Markup

from jindu.analysis import funding
from jindu.document import narrative
from jindu.document.filters import Entry, escaped
from jindu.document.kinds import Kind, subject
from jindu.document.origins import Places, from_fields, made_of, name_of, said
from jindu.document.papers import paper_names
from jindu.document.tables.alerts import has_limit
from jindu.document.tables.cells import number, units
from jindu.document.tables.money import purpose_name
from jindu.language import phrases
from jindu.language.correspondence import address
from jindu.model.choices import FundStatus, Genre, Purpose
from jindu.model.plan import (
    Approval,
    Attachment,
    KeyTask,
    Overview,
    Plan,
    ScoreSheet,
    Scoring,
    Stage,
    Veto,
)
from jindu.units import say_quantity, say_yuan

_STATUS_WORDS = {
    FundStatus.RECEIVED: "已到位",
    FundStatus.APPROVED: "已批复",
    FundStatus.APPLIED: "已申请",
    FundStatus.EXPECTED: "拟申请",
}


@dataclass(frozen=True, slots=True)
class FundView:
    """The funds of one status, each with its amount, as text."""

    lead: str
    told: tuple[str, ...]


NAMES: Mapping[str, str] = {
    "plan": "整份方案，见下面的“方案里的名字”",
    "overview": "方案概况，即 plan.overview",
    "application": "申报信息，即 plan.application",
    "brand": "品牌，即 plan.overview.brand",
    "title": "方案的标题",
    "subject": "标题去掉“实施方案”等字",
    "word": "文中怎样称呼自己，如“方案”“计划”“办法”",
    "purpose": "引言末尾的话，如“制定本方案”",
    "kind": "文件的种类",
    "basis": "依据的文件，连成一串",
    "approvals": "已经履行的审批程序，每项是一句话",
    "organs": "署名的机关",
    "sender": "标题开头的发文机关；联合行文有版头的、机关多于两个的为空",
    "recipients": "主送机关",
    "number": "发文字号",
    "day": "成文日期",
    "remark": "附注，不带括号",
    "ours": "署名机关怎样称呼自己，如“我街道”“我局”",
    "yours": "怎样称呼主送机关，如“贵局”",
    "genre": "资金申请的文种：请示或者函；其他种类为空",
    "requested": "向主送机关申请的各笔资金",
    "requested_total": "申请资金的合计，元",
    "settled": "已经批复或者到位的各笔资金",
    "settled_total": "已经批复或者到位的合计，元",
    "others": "没有向主送机关申请、也还没有落实的各笔资金",
    "others_total": "上面各笔的合计，元",
    "uncovered": "总额中各笔资金以外的部分，说成一句；没有的为空",
    "author": "制定方案的机关；申报单位自己制定的为空",
    "own_annexes": "自己写的附件里，正文没有提到的",
    "purposes": "按用途的小计：名称和金额",
    "in_words": "没有写金额、只说明怎样安排的经费，每项一句；各级负担的比例也在内",
    "funds": "按落实情况分组的资金：lead 是“已申请”等，told 是各笔资金",
    "unsettled": "没有写明数额的资金来源",
    "pending": "是否有还没批复的资金",
    "leading_indicators": "函数：从各目标轮流选出的几项指标，如 leading_indicators(3)",
    "targets_of": "函数：一个目标的几项指标，由基期到目标",
    "end": "方案期末，如“2028年底”",
    "years": "各年度：number 年份，focus 重点，work 主要工作，targets 年度目标，"
    "amounts 当年的量，end 截止",
    "member_units": "领导小组成员单位的名称",
    "office": "领导小组办公室所在单位的编号",
    "recurring": '函数：某些类型的经常性工作，如 recurring("联席会议")',
    "responsible": "函数：一项重点任务的牵头单位和配合单位",
    "milestones_of": "函数：一个阶段的工作任务",
    "main_work": "函数：一个阶段的主要工作，几句话",
    "group_name": "领导小组的名称",
    "group": "文中怎样称呼领导小组，如“领导小组”“工作专班”",
    "contact": "联系人和电话，只在内部版；都没有写的为空",
    "interpreter": "负责解释的单位：领导小组办公室所在单位，没有的为发文机关",
    "seats": "各支部相同的支委职务；只有一个支部或者各不相同时为空",
    "stage_name": "函数：阶段的名称，末尾有“阶段”二字",
    "scorings": "每张考核表的满分和各维度的分值，一表一句",
    "vetoes": "否决情形，按后果分组：后果和各个情形",
    "grades": "各考核等级，如“90分以上为优秀”",
    "warnings": "有预警界限的指标",
    "meeting": "联席会议：lead 召集单位，units 参加单位，frequency 频次，"
    "done 已到期、coming 将到期的任务，issuers 发通知的机关",
    "given": '命令里用 --set 写的内容，如 given["会议时间"]',
    "annexes": "附件的名称",
    "annex": '函数：附件的序号，如 annex("任务分解表") 得“附件3”；没有这个附件时为空',
    "entry": "函数：段首标题和正文，供 item 用",
    "lead": "函数：写成带序号的段首标题，正文接着写",
}
"""Name available to templates → its description in the manual."""


def context(
    plan: Plan,
    paper: Kind,
    annexes: Sequence[str],
    given: Mapping[str, str],
    today: date | None = None,
) -> Mapping[str, Any]:
    """Return the values of ``NAMES`` for a paper. Raises ``Unready`` if data is missing."""
    overview = plan.overview or Overview()
    title = overview.title or _untitled(plan)
    own = paper_names(plan, paper, given, today)
    return {
        "plan": plan,
        "overview": overview,
        "title": title,
        "kind": paper.name,
        "subject": from_fields(subject(title), overview, "title"),
        "word": plan.word,
        "purpose": _PURPOSES_OF.get(plan.genre) or f"制定本{plan.word}",
        "brand": overview.brand,
        "basis": _basis(plan),
        "approvals": [_approval(step) for step in overview.approvals if step.step],
        "leading_indicators": lambda most: narrative.leading_indicators(plan, most),
        "targets_of": lambda goal: narrative.targets_of(plan, goal),
        "end": narrative.end_of(plan.period.end) if plan.period else "",
        "years": narrative.years(plan),
        "member_units": _member_units(plan),
        "office": plan.leading_group.office.unit
        if plan.leading_group and plan.leading_group.office
        else None,
        "recurring": lambda *kinds: [
            work for work in plan.recurring if work.kind in kinds and work.name
        ],
        "responsible": lambda key_task: _responsible(plan, key_task),
        "milestones_of": lambda stage: narrative.tasks_of(plan, stage),
        "main_work": lambda stage: narrative.main_work(plan, stage),
        "group_name": _group_name(plan),
        "group": phrases.group_word(_group_name(plan)),
        "contact": _contact(plan),
        "interpreter": _interpreter(plan),
        "seats": narrative.common_seats(plan.branches),
        "stage_name": _stage_name,
        "purposes": _purposes(plan),
        "in_words": _in_words(plan),
        "funds": _funds(plan),
        "unsettled": [s.name or s.id for s in plan.funds if _is_unsettled(plan, s)],
        "pending": any(s.status in (FundStatus.EXPECTED, FundStatus.APPLIED) for s in plan.funds),
        "scorings": _scorings(plan),
        "vetoes": _vetoes(plan),
        "grades": _grades(plan),
        "warnings": [i for i in plan.indicators if i.name and i.alert and has_limit(i.alert)],
        "annexes": annexes,
        "own_annexes": _own_annexes(plan, annexes),
        "annex": annex_namer(annexes),
        "entry": Entry,
        "lead": lambda text: Markup(f"1. **{escaped(text)}** "),
        "ours": f"我{address(own['organs'][0] if own['organs'] else '')}",
        "yours": f"贵{address(own['recipients'][0] if own['recipients'] else '')}",
        **own,
    }


_PURPOSES_OF = {Genre.OPINION: "提出如下意见", Genre.FORM: "申报如下"}
"""Genre → the end of the preamble, where it is not 制定本方案."""


def _untitled(plan: Plan) -> str:
    return "禁毒支部创建实施方案" if plan.genre is Genre.PLAN else f"禁毒工作{plan.genre}"


def _approval(step: Approval) -> str:
    when = step.date.name() if step.date else ""
    number = f"（{step.number}）" if step.number else ""
    return from_fields(when + (step.step or "") + number, step, "step", "date", "number")


def annex_namer(annexes: Sequence[str]) -> Callable[[str], str]:
    """Return a function from an annex's title to 附件3; 附件 for a single annex, empty for none."""
    numbered = {name: f"附件{place}" for place, name in enumerate(annexes, 1)}
    if len(annexes) == 1:
        numbered = {annexes[0]: "附件"}
    return lambda name: numbered.get(name, "")


def _own_annexes(plan: Plan, annexes: Sequence[str]) -> list[str]:
    """Return the user's annexes that no text of the plan refers to."""
    attachments = plan.document.attachments if plan.document else ()
    texts = [text for thing, _, text in plan.texts if not isinstance(thing, Attachment)]
    return [
        said(one, "name")
        for one in attachments
        if one.name and one.name in annexes and not any(one.name in text for text in texts)
    ]


def _basis(plan: Plan) -> str:
    cited = plan.overview.basis if plan.overview else ()
    titles = [told for basis in cited if (told := phrases.basis(basis))]
    # Adjacent titles take no comma, unless anything else stands between them.
    bare = all(title.startswith("《") and title.endswith("》") for title in titles)
    between = "" if bare else "、"
    return made_of(between.join(titles), cited)


def _member_units(plan: Plan) -> list[str]:
    group = plan.leading_group
    named = [member.unit for member in group.members if member.unit] if group else []
    return list(dict.fromkeys(name_of(plan, unit) for unit in named))


def _responsible(plan: Plan, key_task: KeyTask) -> str:
    """Return the units of a key task: 牵头单位：甲；配合单位：乙、丙。"""
    told = []
    if key_task.lead:
        told.append(f"牵头单位：{plan.name_of(key_task.lead)}")
    if key_task.supporters:
        told.append(f"配合单位：{units(plan, key_task.supporters)}")
    text = f"{'；'.join(told)}。" if told else ""
    return made_of(text, name_of(plan, key_task.lead), units(plan, key_task.supporters))


def _group_name(plan: Plan) -> str:
    group = plan.leading_group
    usual = "禁毒支部创建工作领导小组" if plan.founds_branches else "工作领导小组"
    return (said(group, "name") if group else "") or usual


def _contact(plan: Plan) -> str:
    contact = plan.document.contact if plan.document else None
    if contact is None or not (contact.person or contact.phone):
        return ""
    parts = (("联系人", contact.person), ("电话", contact.phone))
    return made_of("，".join(f"{label}：{text}" for label, text in parts if text), contact)


def _interpreter(plan: Plan) -> str:
    office = plan.leading_group.office if plan.leading_group else None
    unit = name_of(plan, office.unit) if office else ""
    organs = plan.document.organs if plan.document else ()
    return unit or phrases.listed(organs, "和")


def _stage_name(stage: Stage) -> str:
    name = phrases.clause(stage.name or stage.id or "实施")
    return from_fields(name if name.endswith("阶段") else f"{name}阶段", stage, "name")


def _purposes(plan: Plan) -> list[tuple[str, Decimal]]:
    sums = {
        purpose: sum(
            (u.amount for u in plan.expenses if u.purpose is purpose and u.amount), funding.NIL
        )
        for purpose in Purpose
    }
    return [(purpose_name(purpose), amount) for purpose, amount in sums.items() if amount]


def _funds(plan: Plan) -> list[FundView]:
    total = plan.budget.total if plan.budget else None
    views = []
    for status, lead in _STATUS_WORDS.items():
        told = tuple(
            made_of(f"{fund.name or fund.id}{say_yuan(amount)}", fund)
            for fund in plan.funds
            if fund.status is status
            and fund.kind not in funding.NOT_CASH
            and (amount := funding.amount_of(fund, total)) is not None
        )
        if told:
            views.append(FundView(lead, told))
    return views


def _is_unsettled(plan: Plan, source: Any) -> bool:
    total = plan.budget.total if plan.budget else None
    cash = source.kind not in funding.NOT_CASH
    unknown = funding.amount_of(source, total) is None and not source.amount_in_words
    return cash and unknown


def _in_words(plan: Plan) -> list[str]:
    """Return how money is provided that is told without an amount, and who bears what share."""
    budget = plan.budget
    if budget is None:
        return []
    whole = said(budget, "total_in_words")
    told = [made_of(f"本{plan.word}所需经费{whole}", whole)] if whole else []
    for expense in budget.expenses:
        if words := said(expense, "amount_in_words"):
            told.append(made_of(f"{expense.name or expense.id}所需经费{words}", expense))
    for fund in budget.funds:
        if words := said(fund, "amount_in_words"):
            told.append(made_of(f"{fund.name or fund.id}{words}", fund))
    if budget.level_shares:
        shares = "、".join(f"{n}{say_quantity(v, '%')}" for n, v in budget.level_shares.items())
        told.append(from_fields(f"所需经费分级负担，其中{shares}", budget, "level_shares"))
    return told


def _scorings(plan: Plan) -> list[str]:
    """Return the full score and the dimensions of each table of scores, one sentence each."""
    evaluation = plan.evaluation
    if evaluation is None:
        return []
    own = evaluation.dimensions or evaluation.full_score or not evaluation.sheets
    told = [_scoring(evaluation, "考核")] if own else []
    for sheet in evaluation.sheets:
        whom = phrases.listed(sheet.subjects, "和")
        told.append(_scoring(sheet, f"对{whom}的考核" if whom else sheet.name or "考核"))
    return told


def _scoring(scoring: Scoring, whose: str) -> str:
    full = f"满分{number(scoring.full_score)}分" if scoring.full_score else "按项目计分"
    parts = [d for d in scoring.dimensions if d.name and d.score]
    among = "、".join(f"{d.name}{number(d.score)}分" for d in parts)
    told = f"{whose}{full}，其中{among}" if among else whose + full
    holder = scoring if isinstance(scoring, ScoreSheet) else ()
    return made_of(told, holder, Places((scoring.at("full_score"),)), parts)


def _vetoes(plan: Plan) -> list[tuple[str, list[Veto]]]:
    """Return the vetoes by consequence, in order of appearance."""
    evaluation = plan.evaluation
    groups: dict[str, list[Veto]] = {}
    for veto in evaluation.vetoes if evaluation else ():
        if veto.condition:
            groups.setdefault(phrases.clause(veto.consequence or _LOWEST), []).append(veto)
    return [
        (made_of(consequence, [said(v, "consequence") for v in vetoes]), vetoes)
        for consequence, vetoes in groups.items()
    ]


_LOWEST = "当年考核定为最低等级"
"""The consequence of a veto that states none."""


def _grades(plan: Plan) -> list[str]:
    """Return the grades as text: 90分以上为优秀, 80分以上不足90分为良好, …"""
    evaluation = plan.evaluation
    grades = evaluation.grades if evaluation else ()
    known = [grade for grade in grades if grade.name and grade.minimum is not None]
    known.sort(key=lambda grade: grade.minimum or funding.NIL, reverse=True)
    told = []
    for place, grade in enumerate(known):
        below = f"不足{number(known[place - 1].minimum)}分" if place else ""
        above = f"{number(grade.minimum)}分以上" if grade.minimum or not place else ""
        told.append(made_of(f"{above}{below}为{grade.name}", grade))
    return told
