"""How often the text says that work is done, against 经常性工作, 评估安排 and the surveys."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from jindu.analysis.recurrence import Recurrence, read_recurrence
from jindu.language.facts import Frequency, Reading
from jindu.language.facts.clauses import between, clause_at, sentence_at
from jindu.language.scan import located
from jindu.model.diagnostic import Where
from jindu.model.plan import Plan, RecurringWork, Review
from jindu.rules.wording.conflicts import Conflict, Names
from jindu.units.patterns import late

_NOUN = "(?P<noun>联席会议|主题党日|“?回头看)"
_ORDINARY = "(?:禁毒|工作|部门|创建|支部|全体|全街道|示范)*"
_BEFORE = late(
    r"(?:[每按逐](?:[一二两三四六双]个?|\d{1,2}个?)?|[一1])(?:半年|半月|年|季|个?月|周|学期)度?"
    r"(?:至少|不少于|定期|集中|分别)?(?:召开|开展|组织|举行|举办|进行|安排)?(?:[一二两三四六\d]次)?"
    rf"(?P<kind>[^，。；、每一]{{0,10}}?){_NOUN}"
)
"""每季度召开一次部门联席会议, from the frequency on."""
_AFTER = late(rf"(?P<kind>{_ORDINARY}){_NOUN}”?(?:原则上|一般|制度)?$")
"""联席会议, before a frequency."""
_KIND = late(_ORDINARY)
_TOGETHER = late("共同|联合|联建|结对|共建")
_WITH_NEIGHBOURS = late(
    "跨[省市县区镇乡界]|区域(?:协作|合作|联动|联防)|毗邻|周边[省市县区镇乡]|交界|接壤|相邻|邻[近省市县区镇乡]"
)
"""Words that show that a meeting is one with other places."""
_SURVEY = late("(?:^|[\u3400-\u9fff]{0,6})(?:问卷|满意度|知晓率)(?:调查|测评)?(?:原则上|一般)?$")
_MEETINGS = ("联席会议", "主题党日", "回头看", "”", "原则上", "一般", "制度")
_SURVEYED = ("问卷", "满意度", "知晓率", "调查", "测评", "原则上", "一般")
"""Ends of what the patterns find: searching for a pattern at the end of a text is slow."""
_MONTH = late(r"(?:1[0-2]|[1-9])月")
_TO_NAME = late(
    r"(?:\d{1,2}月)?(?:至少|集中|定期|统一)?(?:召开|开展|组织|举行|举办|进行|安排|实施|做好)?(?:[一1]次)?"
)
_FROM_NAME = late("(?:工作|活动)?(?:原则上|一般|按|为|应当|要)?")
_ABOUT = late("情况|结果|进展|工作?汇报|总结|台账|报告|记录|数据|方案|经费|的")
"""Words behind the name of work that show that something about it is meant."""
LEAST = 4
"""Characters of a name by which a clause is known to speak of what bears it."""


def conflicts_of_frequencies(plan: Plan, reading: Reading) -> Iterator[Conflict]:
    """Yield the statements of how often that the fields, or other statements, contradict."""
    spoken = reading.frequencies
    if not spoken:
        return
    works: list[RecurringWork | Review] = [*plan.recurring]
    works += plan.evaluation.reviews if plan.evaluation else ()
    works = [work for work in works if work.name and work.frequency]
    names = Names(((str(work.name), work) for work in works), LEAST)
    inspections = [work for work in works if str(work.name).endswith("检查")][:_MOST_INSPECTIONS]
    stated: dict[str, tuple[Frequency, int]] = {}
    for frequency in spoken:
        start, end = clause_at(reading.text, frequency.start)
        before = reading.text[start : frequency.start]
        meeting = _meeting(reading, frequency, before)
        if meeting is not None:
            yield from _meeting_conflict(plan, frequency, meeting, works, stated)
            continue
        if before.endswith(_SURVEYED) and _SURVEY.search(before):
            yield from _survey_conflict(plan, frequency)
            continue
        inspected = _inspection(reading, frequency, end, inspections)
        if inspected is not None:
            yield from _conflict(_read(reading, frequency), frequency.start, *inspected)
            continue
        named = list(names.found(reading.text, start, end))
        if len(named) != 1 or len(between(reading.frequencies, start, end)) != 1:
            continue
        ((place, name, work),) = named
        if _is_of(reading.text, frequency, place, place + len(name)):
            low, high = min(place, frequency.start), max(place + len(name), frequency.end)
            yield from _conflict(_read(reading, frequency), low, high, work)


_INSPECTS = late(
    r"每[^，。；、]{1,4}?(?:至少|集中|联合|定期|统一)?(?:开展|进行)?(?:[一二两\d]次)?检查(?:[一二两\d]次)?"
)


_MOST_INSPECTIONS = 30
"""Inspections whose names are compared with what the text inspects."""


def _inspection(
    reading: Reading, frequency: Frequency, end: int, works: Sequence[RecurringWork | Review]
) -> tuple[int, RecurringWork | Review] | None:
    """Return where the clause ends and the work, if all that 旅馆和网点检查 names is inspected."""
    verb = _INSPECTS.match(reading.text, frequency.start, end)
    if verb is None:
        return None
    objects = reading.text[verb.end() : end]
    found = [work for work in works if _all_in(str(work.name), objects)]
    return (end, found[0]) if len(found) == 1 else None


def _all_in(name: str, objects: str) -> bool:
    """Whether all that the name of an inspection holds is among the objects."""
    parts = re.split("[、和及]", name.removesuffix("检查"))
    return all(len(part) > 1 and part in objects for part in parts)


def _is_of(text: str, frequency: Frequency, start: int, end: int) -> bool:
    """Whether a frequency directly belongs to the name of work at ``start`` to ``end``."""
    if start < frequency.start:
        return _FROM_NAME.fullmatch(text, end, frequency.start) is not None
    direct = _TO_NAME.fullmatch(text, frequency.end, start)
    return direct is not None and not _ABOUT.match(text, end)


def _meeting(
    reading: Reading, frequency: Frequency, before: str
) -> tuple[int, int, str, str] | None:
    """Return the place, kind and noun of the meeting that a frequency is of; None if unclear."""
    text = reading.text
    match = _BEFORE.match(text, frequency.start)
    if match is not None:
        start, end = match.span()
    else:
        match = _AFTER.search(before) if before.endswith(_MEETINGS) else None
        if match is None:
            return None
        start, end = frequency.start - len(before) + match.start(), frequency.end
    noun = match["noun"].strip("“")
    if not _KIND.fullmatch(match["kind"]):
        return None
    others = _TOGETHER if noun == "主题党日" else _WITH_NEIGHBOURS
    if others.search(text, sentence_at(text, start)[0], end):
        return None
    return start, end, match["kind"], noun


def _meeting_conflict(
    plan: Plan,
    frequency: Frequency,
    meeting: tuple[int, int, str, str],
    works: Sequence[RecurringWork | Review],
    stated: dict[str, tuple[Frequency, int]],
) -> Iterator[Conflict]:
    start, end, kind, noun = meeting
    recurrence = read_recurrence(frequency.words)
    same = [work for work in works if noun in str(work.name)]
    if len(same) == 1:
        yield from _conflict(recurrence, start, end, same[0])
    elif not same and recurrence and recurrence.yearly:
        first, times = stated.setdefault(kind + noun, (frequency, recurrence.yearly))
        if times != recurrence.yearly:
            other = located(plan, first.start, first.end)
            related: tuple[tuple[Where, str], ...] = ((other.where, "另一处"),)
            yield Conflict(start, end, f"另一处写的是“{first.words}”", related)


def _survey_conflict(plan: Plan, frequency: Frequency) -> Iterator[Conflict]:
    """How often the survey is made, if all indicators with a survey say the same."""
    surveyed = [i for i in plan.indicators if i.survey and i.frequency]
    said = {i.frequency for i in surveyed}
    if len(said) != 1:
        return
    stated, written = read_recurrence(frequency.words), read_recurrence(str(said.pop()))
    if stated and written and stated.yearly and stated.yearly != written.yearly != 0:
        indicator = surveyed[0]
        yield Conflict(
            frequency.start,
            frequency.end,
            f"指标“{indicator.name}”的采集频次却是“{indicator.frequency}”",
            ((indicator.at("frequency"), "频次"),),
        )


def _read(reading: Reading, frequency: Frequency) -> Recurrence | None:
    """Read a frequency, with the month that follows it: 每年6月."""
    month = _MONTH.match(reading.text, frequency.end) if frequency.words == "每年" else None
    return read_recurrence(frequency.words + (month[0] if month else ""))


def _conflict(
    stated: Recurrence | None, start: int, end: int, work: RecurringWork | Review
) -> Iterator[Conflict]:
    written = read_recurrence(work.frequency or "")
    if stated is None or written is None or not stated.yearly or not written.yearly:
        return
    other_month = (
        stated.months and written.months and stated.yearly == 1 and stated.months != written.months
    )
    if stated.yearly != written.yearly or (other_month and _is_dated(stated, written)):
        section = "经常性工作" if isinstance(work, RecurringWork) else "评估安排"
        yield Conflict(
            start,
            end,
            f"{section}里“{work.name}”的频次却是“{work.frequency}”",
            ((work.at("frequency"), "频次"),),
        )


def _is_dated(*recurrences: Recurrence) -> bool:
    """Whether all name single months of the year; 每年 alone names none."""
    return all(last - first < 11 for each in recurrences for first, last in each.months)
