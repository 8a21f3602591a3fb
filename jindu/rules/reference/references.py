"""References that do not resolve, or run in a circle."""

from __future__ import annotations

import graphlib
import re
from collections.abc import Iterator

from jindu.language.naming import called, listed
from jindu.language.similarity import nearest
from jindu.model.context import Context
from jindu.model.diagnostic import Finding, Level, Severity
from jindu.model.plan import Plan
from jindu.model.rule import rule
from jindu.rules.bases import CONSISTENCY
from jindu.rules.reference.resolution import missing_ids, unresolved

_SECTIONS = {
    "Unit": "单位名录",
    "KeyTask": "重点任务",
    "Stage": "实施阶段",
    "Task": "工作任务",
    "Indicator": "指标",
    "Fund": "资金来源",
    "Branch": "支部",
    "Goal": "目标",
    "Overview": "方案",
    "RecurringWork": "经常性工作",
    "Expense": "支出预算",
}

_MAX_SHOWN = 6
"""Places or names shown in one finding."""

_MAX_SUGGESTIONS = 100
"""Dangling references for which a similar 编号 is searched, which is slow."""


@rule("REF001", Severity.ERROR, level=Level.DRAFT, basis=CONSISTENCY)
def dangling_reference(context: Context) -> Iterator[Finding]:
    """引用的编号不存在，或者指的不是这一类。

    牵头单位写单位编号，出资构成写资金来源编号，前置任务写任务编号……所写的编号要在相应的
    一节里有。同一个编号错了几处的，只报一次，列出各处。相应的一节没有写，或者它的键写错了、没有
    读入的，先补上那一节，不逐处报告。

    ```yaml
    单位名录:
      - {编号: 司法所, 名称: 柳林司法所}
    工作任务:
      - {编号: 任务一, 名称: 印发方案, 牵头单位: 司发所}  # <- REF001
      - {编号: 任务二, 名称: 上门走访, 牵头单位: 司发所}
    ```

    ```yaml
    单位名录:
      - {编号: 司法所, 名称: 柳林司法所}
    工作任务:
      - {编号: 任务一, 名称: 印发方案, 牵头单位: 司法所}
      - {编号: 任务二, 名称: 上门走访, 牵头单位: 司法所}
    ```
    """
    plan = context.plan
    for count, ((ref, to), places) in enumerate(missing_ids(plan).items()):
        near = _suggestion(plan, ref, to) if count < _MAX_SUGGESTIONS else None
        used = f"，有{len(places)}处写了它" if len(places) > 1 else ""
        yield Finding(
            places[0],
            f"“{_SECTIONS[to]}”里没有编号“{ref}”{used}。",
            f"是不是“{near}”？各处改成这个编号；不是的，先在“{_SECTIONS[to]}”里补上“{ref}”。"
            if near
            else f"先在“{_SECTIONS[to]}”里补上编号为“{ref}”的一项，或者改成已有的编号。",
            related=tuple((where, "也写在这里") for where in places[1:_MAX_SHOWN]),
            replacement=near if len(places) == 1 else None,
            safe=False,
        )
    for ref, to, where in unresolved(plan):
        found = plan.by_id.get(ref)
        if found is not None:
            actual = _SECTIONS[type(found).__name__]
            yield Finding(
                where,
                f"“{ref}”是{actual}的编号，这里要写{_SECTIONS[to]}的编号。",
                f"从“{_SECTIONS[to]}”里选一个编号。",
                related=((found.at("id"), f"“{ref}”写在这里"),),
            )


def _suggestion(plan: Plan, ref: str, to: str) -> str | None:
    """Return the existing 编号 that was probably meant."""
    numbers = _numbers(ref)
    candidates = [
        name
        for name, entity in plan.by_id.items()
        if type(entity).__name__ == to and _numbers(name) == numbers
    ]
    return nearest(ref, candidates, 0.5) or _id_of_name(plan, ref, to)


def _numbers(name: str) -> list[str]:
    """Return the numbers in a 编号: 编号 with other numbers stand for other things."""
    return [word.lstrip("0") for word in re.findall(r"\d+|[一二三四五六七八九十]+", name)]


def _id_of_name(plan: Plan, ref: str, to: str) -> str | None:
    """Return the 编号 of the first entity whose name contains ``ref``."""
    return next(
        (
            name
            for name, entity in plan.by_id.items()
            if type(entity).__name__ == to and ref in (getattr(entity, "name", None) or "")
        ),
        None,
    )


@rule("REF006", Severity.ERROR, level=Level.DRAFT, basis=CONSISTENCY)
def circular_predecessors(context: Context) -> Iterator[Finding]:
    """前置任务互相等待。

    甲等乙、乙又等甲，哪一项也开始不了。

    ```yaml
    工作任务:
      - {编号: 甲, 名称: 制定制度, 前置任务: 乙}  # <- REF006
      - {编号: 乙, 名称: 召开会议, 前置任务: 甲}
    ```

    ```yaml
    工作任务:
      - {编号: 甲, 名称: 制定制度, 前置任务: 乙}
      - {编号: 乙, 名称: 召开会议}
    ```
    """
    plan = context.plan
    graph = {task.id: set(task.after) for task in plan.tasks if task.id is not None and task.after}
    if not _looks_ahead(plan):
        return
    try:
        graphlib.TopologicalSorter(graph).prepare()
    except graphlib.CycleError as error:
        ring = {str(node) for node in error.args[1]}
        order = [task for task in plan.tasks if task.id in ring]
        if order:
            more = f"等{len(order)}项任务" if len(order) > _MAX_SHOWN else ""
            names = f"{listed(order[:_MAX_SHOWN], _MAX_SHOWN)}{more}"
            yield Finding(
                order[0].at("after"),
                f"{names}互为前置任务，无法排出先后。"
                if len(order) > 1
                else f"{names}把自己写成了前置任务。",
                f"想清哪一项先做，去掉它的“前置任务”，如{called(order[0], '任务')}的。"
                if len(order) > 1
                else "去掉自己的编号，写上要先完成的任务。",
                related=tuple(
                    (task.at("after"), f"{called(task)}的前置任务") for task in order[1:_MAX_SHOWN]
                ),
            )


def _looks_ahead(plan: Plan) -> bool:
    """Whether a task waits for itself or for one that is not written before it, as in any ring."""
    before: set[str] = set()
    for task in plan.tasks:
        if not before.issuperset(task.after):
            return True
        if task.id is not None:
            before.add(task.id)
    return False
