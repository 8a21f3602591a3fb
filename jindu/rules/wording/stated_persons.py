"""Numbers of persons that the text states, against the branches, teams and trainings."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from jindu.language.facts import Count, Reading
from jindu.language.facts.clauses import between, clause_at, sentence_at
from jindu.language.scan import located
from jindu.model.choices import TeamKind
from jindu.model.plan import Expense, KeyTask, Overview, Plan, Safeguard, Team
from jindu.rules.wording.conflicts import Conflict, Names
from jindu.units import say_quantity
from jindu.units.patterns import late

_PERSONS = frozenset(("人", "名", "位"))


def conflicts_of_persons(plan: Plan, reading: Reading) -> Iterator[Conflict]:
    """Yield the numbers of persons that the fields contradict."""
    if reading.counts:
        yield from _members(plan, reading)
        yield from _teams(plan, reading)
        yield from _kinds_of_teams(plan, reading)
        yield from _trainings(plan, reading)


def _plain(value: Decimal) -> str:
    return say_quantity(value, "")


_MEMBERS = late("(?:现有|共有|有|正式)(?:正式|中共)?党员$")
_PRESENT = late("(?:现有|共有|有)$")


def _members(plan: Plan, reading: Reading) -> Iterator[Conflict]:
    """The number of members of a branch."""
    names = Names(((b.name, b) for b in plan.branches if b.name and b.member_count), 4)
    for count in reading.counts:
        if count.unit not in _PERSONS:
            continue
        members = re.match("(?:正式)?党员(?!志愿)", count.of) and _PRESENT.search(count.lead)
        if not members and not _MEMBERS.search(count.lead):
            continue
        start, end = clause_at(reading.text, count.start)
        named = list(names.found(reading.text, start, end))
        if len(named) == 1:
            _, name, branch = named[0]
            if branch.member_count and _is_other(count, branch.member_count, reading.text):
                yield Conflict(
                    count.start,
                    count.end,
                    f"“{name}”的党员人数却是{branch.member_count}人",
                    ((branch.at("member_count"), "党员人数"),),
                )


_GROWS = late(
    "达到|发展|增加|扩大|目标|新增|扩充|壮大|力争|招募|每|以上|上年|原有|其中|至少|不少于"
)


def _is_other(count: Count, value: int, text: str) -> bool:
    """Whether a count states another number, and not one to be reached."""
    start, end = clause_at(text, count.start)
    return count.value != value and not count.rough and not _GROWS.search(text, start, end)


def _teams(plan: Plan, reading: Reading) -> Iterator[Conflict]:
    """The number of persons in a team."""
    sized = [team for team in plan.teams if team.name and team.size is not None]
    names = Names(((name, team) for team in sized for name in _names_of(plan, team)), 4)
    persons = [count for count in reading.counts if count.unit in _PERSONS]
    for count in persons:
        start, end = clause_at(reading.text, count.start)
        named = list(names.found(reading.text, start, end))
        if len(named) != 1 or count.each or len(between(persons, start, end)) != 1:
            continue
        ((place, name, team),) = named
        if name != team.name and place > start and _HAN.match(reading.text, place - 1):
            continue  # Another team: 各村志愿服务队.
        if team.size is None or not _is_size(reading.text, count, place, place + len(name)):
            continue
        if not _is_other(count, team.size, reading.text):
            continue
        yield Conflict(
            count.start,
            count.end,
            f"“{name}”的人数却是{team.size}人",
            ((team.at("size"), "人数"),),
        )


_HAN = late("[\u3400-\u9fff]")
_HAS = late(
    "(?:现|共|已)?有(?:队员|成员|党员|志愿者|社工)?|(?:队员|成员)?(?:人数|共|总数)[为达]?|[（(：]"
)
_FOUNDED = late("(?:组建|成立|建立|设立|配备|配齐|组成)(?:了)?(?:一支|由)?$")
_STRONG = late("(?:组成|规模)?的?")


def _is_size(text: str, count: Count, start: int, end: int) -> bool:
    """Whether a number is that of the members of the team named at ``start`` to ``end``."""
    if start < count.start:
        return _HAS.fullmatch(text, end, count.start) is not None
    founded = _FOUNDED.search(count.lead)
    return founded is not None and _STRONG.fullmatch(text, count.end, start) is not None


def _names_of(plan: Plan, team: Team) -> Iterator[str]:
    """Yield the name of a team, and without the place or brand that it begins with."""
    name = team.name or ""
    yield name
    overview = plan.overview
    brand = (overview.brand.name if overview and overview.brand else None) or ""
    region = (overview.region if overview else None) or ""
    if name[:2] in brand or name[:2] in region:
        yield name[2:]


_KINDS = {
    TeamKind.SOCIAL_WORKERS: ("社工", "社会工作者"),
    TeamKind.VOLUNTEERS: ("志愿者",),
    TeamKind.COMMUNITY: ("禁毒专干", "专职禁毒员", "禁毒专职人员"),
}
_HAS_NOW = late("现有|配有|共有|已有|配备有")
_WIDER = late("全[省市县区]|[县区]级|各|每|分别|其中")


def _kinds_of_teams(plan: Plan, reading: Reading) -> Iterator[Conflict]:
    """The number of social workers or volunteers that the place has, where one team has them."""
    for kind, words in _KINDS.items():
        teams = [team for team in plan.teams if team.kind is kind]
        if len(teams) != 1 or teams[0].size is None:
            continue
        (team,) = teams
        for count in reading.counts:
            if count.unit not in _PERSONS or not (
                count.lead.endswith(words) or count.of.startswith(words)
            ):
                continue
            start, end = sentence_at(reading.text, count.start)
            has = _HAS_NOW.search(reading.text, start, count.start) is not None
            if kind is TeamKind.SOCIAL_WORKERS and count.value > (team.size or 0):
                has = has or _is_employed(plan, reading, count, start)
            if not has or _WIDER.search(reading.text, start, end):
                continue
            if _is_other(count, team.size or 0, reading.text):
                yield Conflict(
                    count.start,
                    count.end,
                    f"“{team.name}”的人数却是{team.size}人",
                    ((team.at("size"), "人数"),),
                )


_EMPLOYED = late("(?:配备|聘用|聘请|派驻|选聘)[^，。；]{0,8}$")


def _is_employed(plan: Plan, reading: Reading, count: Count, start: int) -> bool:
    """Whether the text employs persons of whom it may tell a part, but not more than there are."""
    if not _EMPLOYED.search(reading.text[start : count.start]):
        return False
    return not isinstance(located(plan, count.start, count.end).entity, Expense)


_GENERIC = late("培训班?|轮训|禁毒|业务|举办|开展|组织|第?[一二三四]期|工作|的|岗前|专题")


def _trainings(plan: Plan, reading: Reading) -> Iterator[Conflict]:
    """Persons and days of a training, in its own 测算依据 and where the text names it."""
    trainings = [expense for expense in plan.expenses if expense.training]
    if not trainings:
        return
    named = (
        (name, expense)
        for expense in trainings
        for name in dict.fromkeys(_GENERIC.split(expense.name or ""))
    )
    names = Names(named, 2 if len(trainings) == 1 else 3)
    done = -1
    for start in sorted(
        [c.start for c in reading.counts if c.unit in _PERSONS]
        + [length.start for length in reading.lengths if length.unit == "天"]
    ):
        if start < done:
            continue
        first, done = sentence_at(reading.text, start)
        if "训" not in reading.text[first:done]:
            continue
        about = {id(e): (name, e) for _, name, e in names.found(reading.text, first, done)}
        entity = located(plan, first, done).entity
        if isinstance(entity, Expense) and entity.training:
            yield from _training_conflict(reading, entity, first, done, "")
        elif len(about) == 1 and isinstance(entity, (KeyTask, Overview, Safeguard)):
            ((name, expense),) = about.values()
            served = _key_tasks(plan, expense)
            if not isinstance(entity, KeyTask) or not served or entity.id in served:
                yield from _training_conflict(reading, expense, first, done, name)


def _key_tasks(plan: Plan, expense: Expense) -> set[str | None]:
    """Return the 重点任务 that an expense serves."""
    return {task.key_task for task in map(plan.task, expense.tasks) if task}


_LED = late("(?:培训|轮训)?班?(?:共|人数|约|规模)?$")


def _is_beside(count: Count, name: str) -> bool:
    """Whether a number directly counts what ``name`` says; any does if it is empty."""
    _, found, rest = count.lead.rpartition(name) if name else ("", "yes", "")
    return bool(found and _LED.match(rest)) or count.of.startswith(name)


def _training_conflict(
    reading: Reading, expense: Expense, start: int, end: int, name: str
) -> Iterator[Conflict]:
    """Compare the persons beside ``name``, and the days, of a sentence."""
    training = expense.training
    assert training is not None
    persons = [
        count
        for count in between(reading.counts, start, end)
        if count.unit in _PERSONS and not count.rough and count.value > 1
        if _is_beside(count, name)
    ]
    days = [length for length in between(reading.lengths, start, end) if length.unit == "天"]
    if len(persons) == 1 and training.persons is not None and not persons[0].each:
        stated = persons[0]
        # A smaller number may be that of one of several sessions.
        if stated.value and training.persons % stated.value:
            yield Conflict(
                stated.start,
                stated.end,
                f"支出“{expense.name}”的培训人数却是{training.persons}人",
                ((training.at("persons"), "人数"),),
            )
            return
    if len(days) == 1 and training.days is not None and days[0].value != training.days:
        yield Conflict(
            days[0].start,
            days[0].end,
            f"支出“{expense.name}”的培训天数却是{say_quantity(training.days, '')}天",
            ((training.at("days"), "天数"),),
        )
