"""References that do not resolve, or run in a circle."""

from __future__ import annotations

import graphlib
from collections.abc import Iterator

from jindu.language.naming import called, listed
from jindu.language.similarity import nearest
from jindu.model.context import Context
from jindu.model.diagnostic import Finding, Level, Severity
from jindu.model.plan import Plan
from jindu.model.rule import rule
from jindu.rules.bases import CONSISTENCY
from jindu.rules.reference.resolution import astray, missing

_KINDS = {
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

MOST_SHOWN = 6
"""So many places or names are shown of a finding; more tell nothing more."""

MOST_HINTS = 100
"""Dangling references for which the nearest 编号 is looked up; a plan with more is none."""


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
    for count, ((ref, to), places) in enumerate(missing(plan).items()):
        near = _meant(plan, ref, to) if count < MOST_HINTS else None
        used = f"，有{len(places)}处写了它" if len(places) > 1 else ""
        yield Finding(
            places[0],
            f"“{_KINDS[to]}”里没有编号“{ref}”{used}。",
            f"是不是“{near}”？各处改成这个编号；不是的，先在“{_KINDS[to]}”里补上“{ref}”。"
            if near
            else f"先在“{_KINDS[to]}”里补上编号为“{ref}”的一项，或者改成已有的编号。",
            related=tuple((where, "也写在这里") for where in places[1:MOST_SHOWN]),
            replacement=near if len(places) == 1 else None,
            safe=False,
        )
    for ref, to, where in astray(plan):
        found = plan.named.get(ref)
        if found is not None:
            actual = _KINDS[type(found).__name__]
            yield Finding(
                where,
                f"“{ref}”是{actual}的编号，这里要写{_KINDS[to]}的编号。",
                f"从“{_KINDS[to]}”里选一个编号。",
                related=((found.at("id"), f"“{ref}”写在这里"),),
            )


def _meant(plan: Plan, ref: str, to: str) -> str | None:
    """The 编号 that was probably meant by one that is not there."""
    candidates = [name for name, thing in plan.named.items() if type(thing).__name__ == to]
    return nearest(ref, candidates, 0.4) or _by_name(plan, ref, to)


def _by_name(plan: Plan, ref: str, to: str) -> str | None:
    """The 编号 of a thing whose name, not 编号, is what was written."""
    return next(
        (
            name
            for name, thing in plan.named.items()
            if type(thing).__name__ == to and ref in (getattr(thing, "name", None) or "")
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
    graph = {m.id: set(m.after) for m in plan.tasks if m.id is not None and m.after}
    try:
        graphlib.TopologicalSorter(graph).prepare()
    except graphlib.CycleError as error:
        ring = {str(node) for node in error.args[1]}
        order = [m for m in plan.tasks if m.id in ring]
        if order:
            more = f"等{len(order)}项任务" if len(order) > MOST_SHOWN else ""
            names = f"{listed(order[:MOST_SHOWN], MOST_SHOWN)}{more}"
            yield Finding(
                order[0].at("after"),
                f"{names}互为前置任务，无法排出先后。"
                if len(order) > 1
                else f"{names}把自己写成了前置任务。",
                f"想清哪一项先做，去掉它的“前置任务”，如{called(order[0], '任务')}的。"
                if len(order) > 1
                else "去掉自己的编号，写上要先完成的任务。",
                related=tuple(
                    (m.at("after"), f"{called(m)}的前置任务") for m in order[1:MOST_SHOWN]
                ),
            )
