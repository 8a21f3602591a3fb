"""Numbers that the text states, against the fields."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from jindu.language.facts import Count, Reading
from jindu.language.facts.clauses import between, clause_at, sentence_at
from jindu.language.scan import located
from jindu.model.plan import Bonus, Expense, KeyTask, Plan, ScoreItem
from jindu.rules.wording.conflicts import Conflict, Names
from jindu.units import say_quantity

_PERSONS = frozenset(("人", "名", "位"))


def conflicts_of_counts(plan: Plan, reading: Reading) -> Iterator[Conflict]:
    """Yield the numbers that the fields contradict."""
    if reading.counts:
        yield from _parts_of_plan(plan, reading)
        yield from _branches(plan, reading)
        yield from _members(plan, reading)
        yield from _teams(plan, reading)
        yield from _trainings(plan, reading)
        yield from _communities(plan, reading)
    if reading.points:
        yield from _grades(plan, reading)
    yield from _programs(plan, reading)


def _plain(value: Decimal) -> str:
    return say_quantity(value, "")


_INTO = re.compile("分(?:为|成|作)?$")
_WORK_ON = re.compile("(?:实施|抓好|落实|推进|完成|围绕|部署|明确|安排|开展|确定)(?:好|了)?$")


def _parts_of_plan(plan: Plan, reading: Reading) -> Iterator[Conflict]:
    """The numbers of stages and of 重点任务."""
    for count in reading.counts:
        if count.unit == "个" and count.of.startswith("阶段") and _INTO.search(count.lead):
            if plan.stages and plan.sure("stages") and count.value != len(plan.stages):
                yield Conflict(
                    count.start,
                    count.end + 2,
                    f"方案却有{len(plan.stages)}个实施阶段",
                    ((plan.at("stages"), "实施阶段"),),
                )
        elif count.unit in ("项", "大", "个") and count.of.startswith("重点任务"):
            whole = plan.key_tasks and plan.sure("key_tasks") and _WORK_ON.search(count.lead)
            if whole and count.value != len(plan.key_tasks):
                yield Conflict(
                    count.start,
                    count.end + 4,
                    f"方案却有{len(plan.key_tasks)}项重点任务",
                    ((plan.at("key_tasks"), "重点任务"),),
                )


_FOUNDED = re.compile("(?:建成|成立|设立|创建|组建|建立|建好)(?:了)?$")
_BRANCH = re.compile("[^，。；、]{0,6}?(?:禁毒)?(?:党)?支部(?![书班委骨党小])")
_WIDER = re.compile("全[省市县区]|各|每|以上|示范点|村级|社区级|推广|累计")
_MEMBERS = re.compile("(?:正式)?党员$|(?:现有|共有|有)(?:正式)?党员$")


def _branches(plan: Plan, reading: Reading) -> Iterator[Conflict]:
    """The number of branches."""
    if not plan.branches or not plan.sure("branches"):
        return
    most = max(
        [Decimal(len(plan.branches))]
        + [
            value
            for indicator in plan.indicators
            if "支部" in (indicator.name or "")
            for value in (indicator.target, *indicator.year_targets.values())
            if value is not None
        ]
    )
    for count in reading.counts:
        founded = count.unit == "个" and _FOUNDED.search(count.lead)
        if founded and count.value > most and _BRANCH.match(count.of):
            start, end = clause_at(reading.text, count.start)
            if not _WIDER.search(reading.text, start, end):
                yield Conflict(
                    count.start,
                    count.end,
                    f"“支部”里却只有{len(plan.branches)}个",
                    ((plan.at("branches"), "支部"),),
                )


def _members(plan: Plan, reading: Reading) -> Iterator[Conflict]:
    """The number of members of a branch."""
    names = Names(((b.name, b) for b in plan.branches if b.name and b.member_count), 4)
    for count in reading.counts:
        if count.unit not in _PERSONS:
            continue
        if not (_MEMBERS.search(count.lead) or re.match("(?:正式)?党员(?!志愿)", count.of)):
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


_GROWS = re.compile(
    "达到|发展|增加|扩大|目标|新增|扩充|壮大|力争|招募|每|以上|上年|原有|其中|至少|不少于"
)


def _is_other(count: Count, value: int, text: str) -> bool:
    """Whether a count states another number, and not one to be reached."""
    start, end = clause_at(text, count.start)
    return count.value != value and not count.rough and not _GROWS.search(text, start, end)


def _teams(plan: Plan, reading: Reading) -> Iterator[Conflict]:
    """The number of persons in a team."""
    names = Names(((t.name, t) for t in plan.teams if t.name and t.size is not None), 4)
    persons = [count for count in reading.counts if count.unit in _PERSONS]
    for count in persons:
        start, end = clause_at(reading.text, count.start)
        named = list(names.found(reading.text, start, end))
        if len(named) != 1 or count.each or len(between(persons, start, end)) != 1:
            continue
        ((place, name, team),) = named
        gap = max(place - count.end, count.start - place - len(name))
        if team.size is None or gap > _BESIDE or not _is_other(count, team.size, reading.text):
            continue
        yield Conflict(
            count.start,
            count.end,
            f"“{name}”的人数却是{team.size}人",
            ((team.at("size"), "人数"),),
        )


_BESIDE = 10
"""Characters that a number of persons may be away from the team."""


_GENERIC = re.compile("培训班?|轮训|禁毒|业务|举办|开展|组织|第?[一二三四]期|工作|的|岗前|专题")


def _trainings(plan: Plan, reading: Reading) -> Iterator[Conflict]:
    """Persons and days of a training, in its own 测算依据 and in the measures of its 重点任务."""
    names = Names(
        (
            (name, expense)
            for expense in plan.expenses
            if expense.training
            for name in dict.fromkeys(_GENERIC.split(expense.name or ""))
        ),
        3,
    )
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
        named = {id(e): e for _, _, e in names.found(reading.text, first, done)}
        entity = located(plan, first, done).entity
        if isinstance(entity, Expense) and entity.training:
            yield from _training_conflict(reading, entity, first, done)
        elif len(named) == 1 and isinstance(entity, KeyTask):
            (expense,) = named.values()
            if entity.id in _key_tasks(plan, expense):
                yield from _training_conflict(reading, expense, first, done)


def _key_tasks(plan: Plan, expense: Expense) -> set[str | None]:
    """Return the 重点任务 that an expense serves."""
    return {task.key_task for task in map(plan.task, expense.tasks) if task}


def _training_conflict(
    reading: Reading, expense: Expense, start: int, end: int
) -> Iterator[Conflict]:
    training = expense.training
    assert training is not None
    persons = [
        count
        for count in between(reading.counts, start, end)
        if count.unit in _PERSONS and not count.rough and count.value > 1
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
            f"支出“{expense.name}”的培训天数却是{_plain(training.days)}天",
            ((training.at("days"), "天数"),),
        )


_HAS = re.compile("(?:下?辖|辖有|管辖|共辖)$")
_HELD = re.compile("(?:社区|行政村|自然村|居民小组|村民小组|网格|村)(?![干民])")


def _communities(plan: Plan, reading: Reading) -> Iterator[Conflict]:
    """How many communities the region has, where two texts differ."""
    stated: dict[str, Count] = {}
    for count in reading.counts:
        held = _HELD.match(count.of) if count.unit == "个" else None
        subject = _HAS.sub("", count.lead) if held and _HAS.search(count.lead) else None
        if held is None or subject is None or count.rough:
            continue
        other = stated.setdefault(subject + held[0], count)
        if other.value != count.value:
            there = located(plan, other.start, other.end)
            yield Conflict(
                count.start,
                count.end,
                f"另一处写的是{_plain(other.value)}个",
                ((there.where, "另一处"),),
            )


_TESTED = re.compile("测试|考试|结业|答题|竞赛|试卷|问卷|满意|学时|加分|扣")
_ABOVE = re.compile(
    "(?:（含）|[(]含[)])?(?:及|\\(含\\)|（含）)?以上(?:的|者|等次)?[，,]?(?:评定?为|定为|确定为|列为|为|是|属)?"
    "“?(?P<grade>[\u3400-\u9fff]{2,3})"
)
_BELOW = re.compile("(?:不足|低于|少于|不到|未达到?)$")
_FAILS = re.compile(
    "(?:以下)?(?:的|者|支部|单位)*[，,]?(?:评定?为|定为|确定为|列为|视为|为|由|责令)?[^，。；]{0,8}?(?:不合格|不达标|整改|约谈)"
)


def _grades(plan: Plan, reading: Reading) -> Iterator[Conflict]:
    """The points of a grade: 80分以上为良好, 不足60分的为不合格."""
    evaluation = plan.evaluation
    if evaluation is None or not evaluation.sure("grades"):
        return
    minima = {
        grade.name: grade for grade in evaluation.grades if grade.name and grade.minimum is not None
    }
    passing = sorted((g.minimum, name) for name, g in minima.items() if g.minimum)
    if len(minima) < 2 or not passing:
        return
    for points in reading.points:
        start, end = clause_at(reading.text, points.start)
        if _TESTED.search(reading.text, start, end):
            continue
        above = _ABOVE.match(reading.text, points.end)
        name = None
        if above:
            name = next((n for n in minima if above["grade"].startswith(n)), None)
        elif _BELOW.search(points.lead) or reading.text.startswith("以下", points.end):
            name = passing[0][1] if _FAILS.match(reading.text, points.end) else None
        grade = minima.get(name or "")
        if grade is None or grade.minimum == points.value:
            continue
        if isinstance(located(plan, points.start, points.end).entity, (ScoreItem, Bonus)):
            continue
        yield Conflict(
            points.start,
            points.end,
            f"等级“{grade.name}”的最低分却是{_plain(grade.minimum or Decimal(0))}分",
            ((grade.at("minimum"), "最低分"),),
        )


_PROGRAM = "(?:APP|App|app|小程序|应用程序|手机应用|软件|应用)"
_A_PROGRAM = re.compile(_PROGRAM)
_NOT_BUILT = re.compile(
    f"不(?:再|得|另行?|重复|单独|新)?(?:新?建设?|开发|研发|另建|新开发)[^，。；]{{0,8}}{_PROGRAM}"
)
_BUILT = re.compile(f"(?:开发|研发|自建|新建|建设|推出|上线)(?!的)[^，。；、不]{{0,8}}?{_PROGRAM}$")
_REFUSED = re.compile("不|禁止|避免|无须|无需|严禁|防止|杜绝")


def _programs(plan: Plan, reading: Reading) -> Iterator[Conflict]:
    """An application that is built although another text says that none is."""
    text = reading.text
    refused = _NOT_BUILT.search(text) if "不" in text else None
    if refused is None:
        return
    for program in _A_PROGRAM.finditer(text):
        start, _ = clause_at(text, program.start())
        match = _BUILT.search(text[start : program.end()])
        if match is None or _REFUSED.search(text, start, start + match.start()):
            continue
        there = located(plan, refused.start(), refused.end())
        yield Conflict(
            start + match.start(),
            program.end(),
            f"另一处却写“{there.match}”",
            ((there.where, "另一处"),),
            "只留一种说法；不新建的，把开发的内容删去。",
        )
