"""Deadlines and periods that the text states, against the fields."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from jindu.language.facts import Moment, Reading, Span
from jindu.language.facts.clauses import between, clause_at, sentence_at
from jindu.language.scan import located
from jindu.model.choices import WorkKind
from jindu.model.plan import Overview, Plan, Safeguard, Stage, Task
from jindu.rules.wording.conflicts import Conflict, Names
from jindu.rules.wording.stated_frequencies import LEAST
from jindu.units import Date, Period, Precision
from jindu.units.patterns import late


def conflicts_of_times(plan: Plan, reading: Reading) -> Iterator[Conflict]:
    """Yield the statements about times that the fields contradict."""
    yield from _deadlines(plan, reading)
    yield from _spans(plan, reading)
    yield from _ends(plan, reading)
    yield from _lengths(plan, reading)


_VERBS = late(
    "^(?:审议并?|制定并?|完成|开展|召开|举办|组织|建立|制定|印发|形成|启动|做好|推进|布置|举行|成立|设立|开通|增设)+"
)


def _deadlines(plan: Plan, reading: Reading) -> Iterator[Conflict]:
    """Deadlines in clauses that name a task, or the only task of its kind."""
    text = reading.text
    until = [moment for moment in reading.moments if moment.until]
    if not until:
        return
    names = Names(
        ((_VERBS.sub("", task.name), task) for task in plan.tasks if task.due and task.name),
        LEAST,
    )
    for moment in until:
        if text[max(0, moment.start - 2) : moment.start] in ("每年", "次年"):
            continue
        start, end = clause_at(text, moment.start)
        if start == moment.start and text[start - 1] == "，" and _DONE.match(text, moment.end):
            start, _ = clause_at(text, start - 2)
        if text[moment.end : moment.end + 1] == "，":
            _, end = clause_at(text, moment.end + 1)
        named = list(names.found(text, start, end))
        if len(between(until, start, end)) != 1 or len(named) > 1:
            continue
        found = named or list(_by_kind(plan, text, moment, end))
        if not found:
            continue
        place, name, task = found[0]
        if task.due is None or not _is_due(text, moment, place, place + len(name)):
            continue
        if _disagrees(moment, task.due):
            yield Conflict(
                min(moment.start, place),
                max(moment.end, place + len(name)),
                f"任务“{task.name}”的完成时限却是{task.due.name()}",
                ((task.at("due"), "完成时限"),),
            )


_NOUNS = {
    WorkKind.SURVEY: late("(?:毒情|底数|情况|调查|人员)*摸底(?:调查|排查)?"),
    WorkKind.LAUNCH: late("(?:创建)?(?:工作)?动员(?:部署)?(?:大会|会议?)"),
    WorkKind.PILOT_REVIEW: late("试点评估"),
    WorkKind.SUMMARY: late("(?:创建)?(?:工作)?总结报告"),
}
"""Kind → what a text calls a task of it."""


def _by_kind(plan: Plan, text: str, moment: Moment, end: int) -> Iterator[tuple[int, str, Task]]:
    """Yield the only task of its kind that the words after a deadline name."""
    for kind, noun in _NOUNS.items():
        verbs = _TO_NAME.match(text, moment.end, end)
        match = noun.match(text, verbs.end() if verbs else moment.end, end)
        tasks = list(plan.tasks_of(kind)) if match else []
        if match and len(tasks) == 1:
            yield match.start(), match[0], tasks[0]


_TO_NAME = late(
    "[，]?(?:要|应|须|全面|全部|基本|集中)*(?:在[^，。；、]{1,16}?(?:内|中|上|里)(?=[开增建新完设形]))?"
    "(?:完成|开展|召开|举办|组织|建立|制定|印发|形成|启动|推进|布置|举行|成立|设立|做好|提交|开通|增设|建成|新增)*(?:对)?"
)
_DONE = late("(?:全部|基本|正式)?(?:开通|建成|完成|上线|投入使用|启用|投用|到位)")
"""What a deadline after a comma says of the clause before it."""
_FROM_NAME = late("(?:工作|任务)?(?:要|应当?|须|将)?(?:于|在)?，?")
_ABOUT = late("情况|结果|进展|汇报|总结|台账|报告|记录|数据|基础|成果|经费|后|的")
"""Words behind the name of a task that show that something about it is meant."""


def _is_due(text: str, moment: Moment, start: int, end: int) -> bool:
    """Whether a deadline directly belongs to the name of a task at ``start`` to ``end``."""
    if start < moment.start:
        return _FROM_NAME.fullmatch(text, end, moment.start) is not None
    direct = _TO_NAME.fullmatch(text, moment.end, start)
    return direct is not None and not _ABOUT.match(text, end)


def _disagrees(moment: Moment, due: Date) -> bool:
    """Whether a deadline in the text is another than the due date, as far as both are written."""
    last = due.last
    if moment.year and moment.year != last.year:
        return True
    if due.precision <= Precision.YEAR:
        return False
    if moment.quarter:
        return (last.month + 2) // 3 != moment.quarter
    if moment.half:
        return (last.month + 5) // 6 != moment.half
    if not moment.month or due.precision is Precision.QUARTER:
        return False
    if moment.month != last.month:
        return True
    return bool(moment.day and due.precision is Precision.DAY and moment.day != last.day)


_PILOTED = late("[^，。；]{0,6}(?:先行)?试点(?![评准推单任报])")
_OF_PLAN = late("(?:本?方案|实施|创建|工作)(?:的)?(?:期限|时间|周期|起止)[为是：:]?$")


def _spans(plan: Plan, reading: Reading) -> Iterator[Conflict]:
    """Periods of the pilot, of a stage and of the plan."""
    stages = [stage for stage in plan.stages if stage.name and stage.period]
    for span in reading.spans:
        start, _ = clause_at(reading.text, span.start)
        before = reading.text[start : span.start].rstrip("（(")
        pilot = plan.pilot
        if pilot and pilot.period and _PILOTED.match(reading.text, span.end):
            if _differs(span, pilot.period):
                yield Conflict(
                    span.start,
                    span.end,
                    f"试点的起止却是{pilot.period.words()}",
                    ((pilot.at("period"), "试点的起止"),),
                )
            continue
        named = [stage for stage in stages if _ends_with(before, stage)]
        if len(named) == 1 and named[0].period and _differs(span, named[0].period):
            stage = named[0]
            yield Conflict(
                span.start,
                span.end,
                f"“{stage.name}”阶段的起止却是{named[0].period.words()}",
                ((stage.at("period"), "阶段的起止"),),
            )
        elif plan.period and plan.overview and _OF_PLAN.search(before):
            yield from _period_conflict(span, plan.period, plan.overview)


def _period_conflict(span: Span, period: Period, overview: Overview) -> Iterator[Conflict]:
    if _differs(span, period):
        yield Conflict(
            span.start,
            span.end,
            f"方案的起止却是{period.words()}",
            ((overview.at("period"), "方案的起止"),),
        )


def _ends_with(before: str, stage: Stage) -> bool:
    name = stage.name or ""
    return before.removesuffix("阶段").endswith(name) and len(name) > 2


def _differs(span: Span, period: Period) -> bool:
    """Whether two periods differ in their months; the text may leave the days out."""
    first, last = span.value.start, span.value.end
    return (first.year, first.month, last.year, last.month) != (
        period.start.year,
        period.start.month,
        period.end.year,
        period.end.month,
    )


_BEGINS = late("[^，。；]{0,2}(?:开始|启动|起步)")
_FINISHES = late("(?:左右)?(?:全部|全面|基本)?(?:结束|收官)")
_LAUNCHED = late("[^，。；]{0,4}(?:上线|投入使用|开通|启用)")
_ALL_DONE = late(
    "[，]?(?:全面|基本|全部)?(?:完成|实现)(?:全部|各项|本方案(?:的|确定的)?|方案(?:的|确定的)?)?"
    "(?:创建|方案)?(?:任务|工作|目标)(?![书单清])"
)
_OF_PILOT = late("试点(?:工作|期)?(?:从|自|于|由)?$|试点")
_NO_PILOT = late("评估|推广|验收|总结|准备|推开")


def _ends(plan: Plan, reading: Reading) -> Iterator[Conflict]:
    """When the pilot begins and ends, the platform goes online and the plan is done."""
    text = reading.text
    for moment in reading.moments:
        if not moment.year:
            continue
        if plan.overview and plan.period and _ALL_DONE.match(text, moment.end):
            if text[moment.start - 1 : moment.start] in ("到", "至", "在") and _misses(
                moment, plan.period.end
            ):
                yield Conflict(
                    moment.start,
                    moment.end,
                    f"方案的起止却是{plan.period.words()}",
                    ((plan.overview.at("period"), "方案的起止"),),
                )
        elif moment.month:
            yield from _pilot_ends(plan, text, moment)
            yield from _launch(plan, text, moment)


def _pilot_ends(plan: Plan, text: str, moment: Moment) -> Iterator[Conflict]:
    pilot = plan.pilot
    if pilot is None or pilot.period is None:
        return
    begins, finishes = _BEGINS.match(text, moment.end), _FINISHES.match(text, moment.end)
    if not (begins or finishes):
        return
    start, end = sentence_at(text, moment.start)
    before = text[start : moment.start]
    if not _OF_PILOT.search(before) or _NO_PILOT.search(text, start, end):
        return
    if begins and not before.endswith(("从", "自", "于", "由")):
        return
    if finishes and not before.endswith(("到", "至", "于")):
        return
    if _misses(moment, pilot.period.start if begins else pilot.period.end):
        yield Conflict(
            moment.start,
            moment.end,
            f"试点的起止却是{pilot.period.words()}",
            ((pilot.at("period"), "试点的起止"),),
        )


def _launch(plan: Plan, text: str, moment: Moment) -> Iterator[Conflict]:
    platform = plan.platform
    if platform is None or platform.launch is None or not _LAUNCHED.match(text, moment.end):
        return
    start, end = clause_at(text, moment.start)
    if platform.name and platform.name in text[start:end] and _disagrees(moment, platform.launch):
        yield Conflict(
            moment.start,
            moment.end,
            f"平台的上线日期却是{platform.launch.name()}",
            ((platform.at("launch"), "上线日期"),),
        )


def _misses(moment: Moment, day: date) -> bool:
    """Whether a moment is in another year, or another month if it names one, than a day."""
    return moment.year != day.year or (moment.month not in (0, day.month))


_TAKES = late("(?:^|[，。；])?(?:计划)?(?:利?用|为期|历时|再?经过)$")
_PERSONAL = late("戒毒|康复|戒断|年级|学年|入学|任期|近[一二三两\\d]|过去|曾|上期")
"""Words that show that years are those of a person, a term or the past."""


def _lengths(plan: Plan, reading: Reading) -> Iterator[Conflict]:
    """The years that the plan takes: 用三年时间, 第四年."""
    period = plan.period
    if period is None or plan.overview is None:
        return
    months = (period.end.year - period.start.year) * 12 + period.end.month - period.start.month + 1
    related = ((plan.overview.at("period"), "方案的起止"),)
    contrary = f"方案的起止却是{period.words()}"
    taken = [
        length
        for length in reading.lengths
        if length.unit == "年" and _TAKES.search(length.lead) and length.value % 1 == 0
    ]
    for length in taken:
        start, end = sentence_at(reading.text, length.start)
        alone = len(between(taken, start, end)) == 1
        if not alone or abs(int(length.value) * 12 - months) < _MONTHS_APART:
            continue
        entity = located(plan, length.start, length.end).entity
        if isinstance(entity, (Overview, Safeguard)) and not _PERSONAL.search(
            reading.text, start, end
        ):
            yield Conflict(length.start, length.end, contrary, related)
    years = -(-months // 12)
    for moment in reading.moments:
        if moment.nth > max(years, len(period.years())):
            start, end = clause_at(reading.text, moment.start)
            if not _PERSONAL.search(reading.text, start, end):
                yield Conflict(moment.start, moment.end, contrary, related)


_MONTHS_APART = 6
"""Months by which 三年 may miss the period of the plan."""
