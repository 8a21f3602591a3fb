"""What the body of a plan tells in short, with the rest in annexes: goals, years, stages."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from jindu.analysis.deadlines import last_day, timing
from jindu.document.origins import from_fields, made_of
from jindu.language import phrases, results
from jindu.model.choices import WorkKind, YearBasis
from jindu.model.plan import Branch, Goal, Indicator, Plan, Stage, Task, Year
from jindu.units import until

_KEY_WORK = (
    WorkKind.ADOPTION,
    WorkKind.PILOT,
    WorkKind.PILOT_REVIEW,
    WorkKind.ROLLOUT,
    WorkKind.PLATFORM,
    WorkKind.MECHANISM,
    WorkKind.TEAM,
    WorkKind.EVALUATION,
    WorkKind.SUMMARY,
)
"""Kinds of work told first."""
_IN_A_STAGE, _IN_A_YEAR = 4, 3
"""Tasks told of a stage within one year, and of each year of a longer one."""
_IN_SUM = 10
"""Indicators told of all goals, at least two of each."""


@dataclass(frozen=True, slots=True)
class YearView:
    """One year of the plan: its main work, its targets at ``end``, and those of the year alone."""

    number: int
    focus: str
    work: tuple[str, ...]
    targets: tuple[str, ...]
    amounts: tuple[str, ...]
    end: str


def end_of(day: date) -> str:
    """Return the end of a plan in words: 2028年底, 2028年6月底."""
    return f"{day.year}年底" if day.month == 12 else f"{day.year}年{day.month}月底"


def leading_indicators(plan: Plan, most: int) -> list[Indicator]:
    """Return up to ``most`` indicators with targets, taken from each goal in turn."""
    columns = [goal.indicators for goal in plan.goals]
    turns = max((len(column) for column in columns), default=0)
    mixed = [column[turn] for turn in range(turns) for column in columns if turn < len(column)]
    return [known for known in mixed if known.name and results.reached(known)][:most]


def targets_of(plan: Plan, goal: Goal) -> str:
    """Return the first targets of a goal: 由…提高到…; those due before the end last."""
    known = [i for i in goal.indicators if i.name and results.reached(i)]
    known = known[: max(2, _IN_SUM // max(len(plan.goals), 1))]
    end = plan.period.end if plan.period else None
    groups: dict[str, list[str]] = {"": []}
    for indicator in known:
        early = indicator.due is not None and indicator.due.last != end
        when = phrases.by(until(indicator.due)) if early and indicator.due else ""
        groups.setdefault(when, []).append(results.progress(indicator))
    told = [
        (f"{when}，" if when else "") + "，".join(clauses)
        for when, clauses in groups.items()
        if clauses
    ]
    return made_of("；".join(told), known)


# Years ------------------------------------------------------------------------------------


def years(plan: Plan) -> list[YearView]:
    """Return the years that have a focus, or targets other than those at the end of the plan."""
    if plan.period is None:
        return []
    views = [_year(plan, Year(year), plan.period.end) for year in plan.period.years()]
    return [view for view in views if view.focus or view.targets or view.amounts]


def _year(plan: Plan, year: Year, last: date) -> YearView:
    due = [task for task in plan.tasks if task.name and year in _years_of(plan, task)]
    dated = [
        indicator
        for indicator in leading_indicators(plan, len(plan.indicators))
        if results.reached(indicator, year) and not _told_at_the_end(indicator, year)
    ]
    at_end = [i for i in dated if i.year_basis is not YearBasis.YEARLY][:_IN_A_YEAR]
    alone = [i for i in dated if i.year_basis is YearBasis.YEARLY][:_IN_A_YEAR]
    return YearView(
        year,
        plan.overview.year_focus.get(year, "") if plan.overview else "",
        tuple(map(_told, main_tasks(due, _IN_A_YEAR))),
        tuple(reached(i, year) for i in at_end),
        tuple(reached(i, year) for i in alone),
        f"{last.month}月底" if last.year == year and last.month < 12 else "年底",
    )


def _told_at_the_end(indicator: Indicator, year: Year) -> bool:
    """Whether the target of a year is the final one, which is told before."""
    if indicator.year_basis is YearBasis.YEARLY:
        return False
    if year in indicator.year_targets_in_words or indicator.target_in_words:
        return indicator.year_targets_in_words.get(year) == indicator.target_in_words
    return indicator.year_targets.get(year) == indicator.target


def reached(indicator: Indicator, year: Year | None = None) -> str:
    """Return an indicator and its target, of a year or final, with its place."""
    return made_of(results.reached(indicator, year), indicator)


# Tasks ------------------------------------------------------------------------------------


def tasks_of(plan: Plan, stage: Stage) -> list[Task]:
    """Return the tasks of a stage."""
    return [task for task in plan.tasks if stage.id is not None and task.stage == stage.id]


def main_tasks(tasks: Sequence[Task], most: int) -> list[Task]:
    """Return up to ``most`` tasks in their order: of the kinds told first, and of all themes."""
    if len(tasks) <= most:
        return list(tasks)
    themes: set[str | None] = set()
    ranked: list[tuple[bool, bool, int]] = []
    for place, task in enumerate(tasks):
        ranked.append((task.kind not in _KEY_WORK, task.key_task in themes, place))
        if task.kind in _KEY_WORK:
            themes.add(task.key_task)
    return [tasks[place] for place in sorted(place for _, _, place in sorted(ranked)[:most])]


def main_work(plan: Plan, stage: Stage) -> str:
    """Return the main work of a stage as sentences, by year if it lasts for several."""
    tasks = sorted(
        (task for task in tasks_of(plan, stage) if task.name), key=lambda t: last_day(plan, t)
    )
    by_year: dict[int | None, list[Task]] = {}
    for task in tasks:
        found = _years_of(plan, task)
        by_year.setdefault(next(iter(found)) if len(found) == 1 else None, []).append(task)
    lasting = by_year.pop(None, [])
    if len(by_year) > 1:
        chosen = {year: main_tasks(own, _IN_A_YEAR) for year, own in by_year.items()}
        parts = [f"{year}年，{'，'.join(map(_told, own))}" for year, own in chosen.items()]
        told = f"主要工作是：{'；'.join(parts)}。"
    else:
        chosen = {y: main_tasks(own, _IN_A_STAGE) for y, own in by_year.items()}
        told = phrases.points([_told(task) for own in chosen.values() for task in own])
    main = main_tasks(lasting, _IN_A_YEAR)
    if main:
        told += f"{'同时，' if told else ''}{'，'.join(map(_told, main))}。"
    return made_of(told, [task for own in chosen.values() for task in own], main)


def _years_of(plan: Plan, task: Task) -> set[int]:
    """Return the years in which a task is due; none if it has no date."""
    when = timing(plan, task)
    return {day.year for day in when.days} if when else set()


def _told(task: Task) -> str:
    return from_fields(phrases.clause(task.name or ""), task, "name")


# Branches ---------------------------------------------------------------------------------


def common_seats(branches: Iterable[Branch]) -> tuple[str, ...]:
    """Return the seats of the committee if several branches have the same; else none."""
    found = {tuple(seat.title for seat in b.committee if seat.title) for b in branches}
    seats = found.pop() if len(found) == 1 else ()
    return seats if len(tuple(branches)) > 1 else ()
