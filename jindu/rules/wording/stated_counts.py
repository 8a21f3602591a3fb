"""Numbers that the text states, against the fields."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from jindu.language.facts import Count, Points, Reading, Scope
from jindu.language.facts.clauses import between, clause_at
from jindu.language.scan import located, starts_of
from jindu.model.plan import Bonus, Expense, Plan, ScoreItem
from jindu.rules.wording.conflicts import Conflict
from jindu.units import say_quantity, say_yuan
from jindu.units.patterns import late


def conflicts_of_counts(plan: Plan, reading: Reading) -> Iterator[Conflict]:
    """Yield the numbers that the fields contradict."""
    if reading.counts:
        yield from _parts_of_plan(plan, reading)
        yield from _branches(plan, reading)
        yield from _surveys(plan, reading)
        yield from _pieces(plan, reading)
        yield from _derived(plan)
        yield from _communities(plan, reading)
    if reading.money:
        yield from _prices(plan, reading)
    if reading.points:
        yield from _grades(plan, reading)
    yield from _programs(plan, reading)


def _plain(value: Decimal) -> str:
    return say_quantity(value, "")


_INTO = late("分(?:为|成|作)?$")
_WORK_ON = late("(?:实施|抓好|落实|推进|完成|围绕|部署|明确|安排|开展|确定)(?:好|了)?$")


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


_FOUNDED = late("(?:建成|成立|设立|创建|组建|建立|建好)(?:了)?$")
_BRANCH = late("[^，。；、]{0,6}?(?:禁毒)?(?:党)?支部(?![书班委骨党小])")
_WIDER = late("全[省市县区]|各|每|以上|示范点|村级|社区级|推广|累计")


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


def _surveys(plan: Plan, reading: Reading) -> Iterator[Conflict]:
    """The size of the sample, if all surveys have the same."""
    surveys = [i.survey for i in plan.indicators if i.survey and i.survey.sample is not None]
    sizes = {survey.sample for survey in surveys}
    if len(sizes) != 1:
        return
    (size,) = sizes
    for count in reading.counts:
        if count.unit not in ("份", "户", "人", "个") or count.rough or count.value == size:
            continue
        if count.lead.endswith(("样本", "样本量")):
            yield Conflict(
                count.start,
                count.end,
                f"调查的样本量却是{size}",
                ((surveys[0].at("sample"), "样本量"),),
            )


_MADE = late("(?:印制|编印|印发|制作|购置|采购|配备)(?P<what>[^，。；、\\d]{2,10})$")


def _things(plan: Plan) -> dict[tuple[str, str], Expense | None]:
    """Return unit and last word of the name → expense; None where several have the same."""
    found: dict[tuple[str, str], Expense | None] = {}
    for expense in plan.expenses:
        if expense.name and expense.unit_of_measure and len(expense.name) > 2:
            key = (expense.unit_of_measure, expense.name[-2:])
            found[key] = None if key in found else expense
    return found


def _pieces(plan: Plan, reading: Reading) -> Iterator[Conflict]:
    """More pieces than the budget pays for: 印制手册6000册."""
    things = _things(plan)
    for count in reading.counts:
        made = _MADE.search(count.lead)
        expense = things.get((count.unit, made[0][-2:])) if made else None
        if made is None or expense is None or made["what"] not in (expense.name or ""):
            continue  # 工作手册 is not 识毒手册.
        if expense.count is None or count.rough or count.each:
            continue
        if count.value > expense.count:
            yield Conflict(
                count.start,
                count.end,
                f"支出“{expense.name}”的数量却是{_plain(expense.count)}{count.unit}",
                ((expense.at("count"), "数量"),),
            )


def _derived(plan: Plan) -> Iterator[Conflict]:
    """The price and count that 测算依据 gives, against those of its own expense."""
    for expense in plan.expenses:
        text = expense.derivation
        if text and _DIGIT.search(text):
            for found in _derived_from(expense, Reading(text)):
                place = _place_of(plan, expense, "derivation")
                yield found._replace(start=found.start + place, end=found.end + place)


def _place_of(plan: Plan, owner: Expense, attribute: str) -> int:
    """Return where the text of a field begins among all text."""
    places = zip(starts_of(plan), plan.texts, strict=False)
    return next(start for start, (entity, a, _) in places if entity is owner and a == attribute)


_DIGIT = late(r"\d")


def _derived_from(expense: Expense, reading: Reading) -> Iterator[Conflict]:
    unit = expense.unit_of_measure
    prices = [m for m in reading.money if m.per == (unit,) and not m.rough]
    if len(prices) == 1 and expense.unit_price not in (None, prices[0].value):
        yield Conflict(
            prices[0].start,
            prices[0].end,
            f"单价却是{say_yuan(expense.unit_price or Decimal(0))}",
            ((expense.at("unit_price"), "单价"),),
        )
    counts, times = reading.counts, reading.lengths
    if len(counts) != 1 or times or counts[0].unit != unit or counts[0].each or counts[0].rough:
        return
    if expense.count is not None and counts[0].value != expense.count:
        yield Conflict(
            counts[0].start,
            counts[0].end,
            f"数量却是{_plain(expense.count)}{unit}",
            ((expense.at("count"), "数量"),),
        )


_BUYS = late("(?:印制|编印|制作|购置|采购|配备|其中|发放|[，、]|^)$")


def _names(before: str, word: str, expense: Expense | None) -> bool:
    """Whether a clause names what an expense buys: 手册 or 识毒手册, not 工作手册."""
    head, found, _ = before.partition(word)
    return bool(found and expense) and (
        _BUYS.search(head) is not None or head[-2:] + word in str(expense and expense.name)
    )


def _prices(plan: Plan, reading: Reading) -> Iterator[Conflict]:
    """Another price than that of the budget: 手册每册5元."""
    things = _things(plan)
    for amount in reading.money:
        if amount.scope is not Scope.PRICE or len(amount.per) != 1 or amount.rough:
            continue
        start, _ = clause_at(reading.text, amount.start)
        before = reading.text[start : amount.start]
        (unit,) = amount.per
        named = [e for (u, word), e in things.items() if u == unit and _names(before, word, e)]
        expense = named[0] if len(named) == 1 else None
        if expense is None or expense.unit_price is None or expense.unit_price == amount.value:
            continue
        yield Conflict(
            amount.start,
            amount.end,
            f"支出“{expense.name}”的单价却是{say_yuan(expense.unit_price)}",
            ((expense.at("unit_price"), "单价"),),
        )


_HAS = late("(?:下?辖|辖有|管辖|共辖)$")
_HELD = late("(?:社区|行政村|自然村|居民小组|村民小组|网格|村)(?![干民])")


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


_TESTED = late("测试|考试|结业|答题|竞赛|试卷|问卷|满意|学时|加分|扣")
_ABOVE = late(
    "(?:（含）|[(]含[)])?(?:及|\\(含\\)|（含）)?以上(?:的|者|等次)?[，,]?(?:评定?为|定为|确定为|列为|为|是|属)?"
    "“?(?P<grade>[\u3400-\u9fff]{2,3})"
)
_BELOW = late("(?:不足|低于|少于|不到|未达到?)$")
_FAILS = late(
    "(?:以下)?(?:的|者|支部|单位)*[，,]?(?:评定?为|定为|确定为|列为|视为|为|由|责令)?[^，。；]{0,8}?(?:不合格|不达标|整改|约谈)"
)


_BEST_FIRST = ("优秀", "良好", "合格", "基本合格", "不合格")


def _grades(plan: Plan, reading: Reading) -> Iterator[Conflict]:
    """The points of a grade: 80分以上为良好, 不足60分的为不合格."""
    evaluation = plan.evaluation
    if evaluation is None or not evaluation.sure("grades"):
        return
    minima = {
        grade.name: grade for grade in evaluation.grades if grade.name and grade.minimum is not None
    }
    passing = sorted((g.minimum, name) for name, g in minima.items() if g.minimum)
    ranked = [minima[name].minimum or 0 for name in _BEST_FIRST if name in minima]
    if len(minima) < 2 or not passing or ranked != sorted(ranked, reverse=True):
        return  # Grades in disorder are reported by EVA003.
    for points in reading.points:
        start, end = clause_at(reading.text, points.start)
        if _TESTED.search(reading.text, start, end):
            continue
        above = _ABOVE.match(reading.text, points.end)
        name = None
        if above:
            name = next((n for n in minima if above["grade"].startswith(n)), None)
        elif _BELOW.search(points.lead) or reading.text.startswith("以下", points.end):
            fails = _FAILS.match(reading.text, points.end) and not _in_steps(reading, points)
            name = passing[0][1] if fails else None
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


def _in_steps(reading: Reading, points: Points) -> bool:
    """Whether there are several bounds side by side: 低于80分的约谈；低于70分的整改."""
    text, near = reading.text, between(reading.points, points.start - _BESIDE, points.end + _BESIDE)
    bounds = [p for p in near if _BELOW.search(p.lead) or text.startswith("以下", p.end)]
    return len({p.value for p in bounds}) > 1


_BESIDE = 40
"""Characters before or after a bound within which others are of the same scale."""

_PROGRAM = "(?:APP|App|app|小程序|应用程序|手机应用|应用软件|软件)"
_A_PROGRAM = late(_PROGRAM)
_NOT_BUILT = late(
    f"不(?:再|得|另行?|重复|单独|新)?(?:新?建设?|开发|研发|另建|新开发)[^，。；]{{0,8}}{_PROGRAM}"
)
_BUILT = late(f"(?:开发|研发|自建|新建|建设|推出|上线)(?!的)[^，。；、不]{{0,8}}?{_PROGRAM}$")
_REFUSED = late("不|禁止|避免|无须|无需|严禁|防止|杜绝")


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
