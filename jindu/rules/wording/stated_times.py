"""Frequencies, deadlines and periods that the text states, against the fields."""

from __future__ import annotations

import re
from collections.abc import Iterator

from jindu.analysis.recurrence import read_recurrence
from jindu.language.facts import Frequency, Moment, Reading, Span
from jindu.language.facts.clauses import between, clause_at, sentence_at
from jindu.language.scan import located
from jindu.model.plan import Overview, Plan, RecurringWork, Review, Stage
from jindu.rules.wording.conflicts import Conflict, Names
from jindu.units import Date, Period, Precision


def conflicts_of_times(plan: Plan, reading: Reading) -> Iterator[Conflict]:
    """Yield the statements about times that the fields contradict."""
    yield from _frequencies(plan, reading)
    yield from _deadlines(plan, reading)
    yield from _spans(plan, reading)
    yield from _lengths(plan, reading)


_STATED = re.compile(
    r"(?:[每按逐](?:[一二两三四六双]个?|\d{1,2}个?)?|[一1])(?:半年|半月|年|季|个?月|周|学期)度?(?:至少|不少于|定期|集中|分别)?"
    r"(?:召开|开展|组织|举行|举办|进行|安排)?(?:[一二两三四六\d]次)?(?P<kind>[^，。；、每一]{0,10}?)"
    r"(?P<noun>联席会议|主题党日|“?回头看)"
)
_ORDINARY = re.compile("(?:禁毒|工作|部门|创建|支部|全体|全街道|示范)*")
_TOGETHER = re.compile("共同|联合|联建|结对|共建")


def _frequencies(plan: Plan, reading: Reading) -> Iterator[Conflict]:
    works: list[RecurringWork | Review] = [*plan.recurring]
    works += plan.evaluation.reviews if plan.evaluation else ()
    works = [work for work in works if work.name and work.frequency]
    stated: dict[str, tuple[Frequency, int]] = {}
    spoken = [f for f in reading.frequencies if not _is_field(reading.text, f)]
    for frequency in spoken:
        match = _STATED.match(reading.text, frequency.start)
        if match is None or not _ORDINARY.fullmatch(match["kind"]):
            continue
        noun = match["noun"].strip("“")
        if noun == "主题党日" and _TOGETHER.search(
            reading.text, sentence_at(reading.text, match.start())[0], match.end()
        ):
            continue
        times = _yearly(frequency.words)
        same = [work for work in works if noun in str(work.name)]
        if len(same) == 1:
            yield from _frequency_conflict(frequency, match.end(), same[0])
        elif not same and times:
            first = stated.setdefault(match["kind"] + noun, (frequency, times))
            if first[1] != times:
                other = located(plan, first[0].start, first[0].end)
                yield Conflict(
                    frequency.start,
                    match.end(),
                    f"另一处写的是“{first[0].words}”",
                    ((other.where, "另一处"),),
                )
    names = Names(((str(work.name), work) for work in works), _LEAST)
    for frequency in spoken:
        if _STATED.match(reading.text, frequency.start):
            continue
        start, end = clause_at(reading.text, frequency.start)
        named = list(names.found(reading.text, start, end))
        if len(named) != 1 or len(between(reading.frequencies, start, end)) != 1:
            continue
        ((place, name, work),) = named
        low, high = min(place, frequency.start), max(place + len(name), frequency.end)
        if high - low - len(name) < _CLOSE:
            yield from _frequency_conflict(frequency, high, work, low)


def _is_field(text: str, frequency: Frequency) -> bool:
    """Whether a frequency is the whole of a text, as in 频次."""
    before, after = (
        text[frequency.start - 1 : frequency.start],
        text[frequency.end : frequency.end + 1],
    )
    return before in ("", "\n") and after in ("", "\n")


_CLOSE = 24
"""Characters that a frequency may be away from the work it is of."""


def _yearly(words: str) -> int:
    recurrence = read_recurrence(words)
    return recurrence.yearly if recurrence else 0


def _frequency_conflict(
    frequency: Frequency, end: int, work: RecurringWork | Review, start: int | None = None
) -> Iterator[Conflict]:
    stated, written = _yearly(frequency.words), _yearly(work.frequency or "")
    if stated and written and stated != written:
        section = "经常性工作" if isinstance(work, RecurringWork) else "评估安排"
        yield Conflict(
            frequency.start if start is None else start,
            end,
            f"{section}里“{work.name}”的频次却是“{work.frequency}”",
            ((work.at("frequency"), "频次"),),
        )


_VERBS = re.compile(
    "^(?:审议并?|制定并?|完成|开展|召开|举办|组织|建立|制定|印发|形成|启动|做好|推进|布置|举行|成立|设立)+"
)


def _deadlines(plan: Plan, reading: Reading) -> Iterator[Conflict]:
    """Deadlines in clauses that name a task."""
    until = [moment for moment in reading.moments if moment.until]
    if not until:
        return
    names = Names(
        ((_VERBS.sub("", task.name), task) for task in plan.tasks if task.due and task.name),
        _LEAST,
    )
    for moment in until:
        start, end = clause_at(reading.text, moment.start)
        named = list(names.found(reading.text, start, end))
        if len(named) != 1 or len(between(until, start, end)) != 1:
            continue
        ((place, name, task),) = named
        if task.due is not None and _disagrees(moment, task.due):
            yield Conflict(
                min(moment.start, place),
                max(moment.end, place + len(name)),
                f"任务“{task.name}”的完成时限却是{task.due.name()}",
                ((task.at("due"), "完成时限"),),
            )


_LEAST = 4
"""Characters of a name by which a clause is known to speak of what bears it."""


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


_PILOTED = re.compile("[^，。；]{0,6}(?:先行)?试点(?![评准推单任报])")
_OF_PLAN = re.compile("(?:本?方案|实施|创建|工作)(?:的)?(?:期限|时间|周期|起止)[为是：:]?$")


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


_TAKES = re.compile("(?:^|[，。；])?(?:计划)?(?:利?用|为期|历时|再?经过)$")
_PERSONAL = re.compile("戒毒|康复|戒断|年级|学年|入学|任期|近[一二三两\\d]|过去|曾|上期")
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
        if isinstance(entity, Overview) and not _PERSONAL.search(reading.text, start, end):
            yield Conflict(length.start, length.end, contrary, related)
    years = -(-months // 12)
    for moment in reading.moments:
        if moment.nth > max(years, len(period.years())):
            start, end = clause_at(reading.text, moment.start)
            if not _PERSONAL.search(reading.text, start, end):
                yield Conflict(moment.start, moment.end, contrary, related)


_MONTHS_APART = 6
"""Months by which 三年 may miss the period of the plan."""
