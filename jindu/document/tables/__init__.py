"""Tables generated from the plan, which templates insert by name."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from jindu.analysis.deadlines import timing
from jindu.document.blocks import Block
from jindu.document.tables.details import (
    backing,
    duties,
    execution,
    has_duties,
    measurement,
)
from jindu.document.tables.forms import reply, request
from jindu.document.tables.indicators import indicators
from jindu.document.tables.lists import duty_list, schedule, task_list, time_list
from jindu.document.tables.money import budget
from jindu.document.tables.organisation import leading_group
from jindu.document.tables.performance import performance
from jindu.document.tables.scores import has_scores, scores
from jindu.document.tables.trim import trimmed
from jindu.document.tables.work import road_map, wall_chart, work
from jindu.model.plan import Plan


@dataclass(frozen=True, slots=True)
class TableSpec:
    """A generated table: its name, builder, page orientation, and whether it has content.

    ``of`` is the key of the plan that provides the data. Tables with ``annex`` become annexes;
    others appear only where a template inserts them. A ``large`` one needs an A3 sheet.
    """

    name: str
    of: str
    build: Callable[[Plan], tuple[Block, ...]]
    present: Callable[[Plan], bool]
    landscape: bool = False
    large: bool = False
    annex: bool = True
    build_given: Callable[[Plan, Mapping[str, str]], tuple[Block, ...]] | None = None

    def made(self, plan: Plan, given: Mapping[str, str]) -> Iterator[Block]:
        """Yield the table without columns that are empty throughout.

        ``given`` are the values of ``--set``, which some tables heed.
        """
        built = self.build_given(plan, given) if self.build_given else self.build(plan)
        return map(trimmed, built)


def _has_duties(plan: Plan) -> bool:
    """Return whether a unit of 单位名录 leads, supports or supervises a task."""
    named = {
        ref for task in plan.tasks for ref in (*task.leads, *task.supporters, *task.supervisors)
    }
    return any(unit.id in named for unit in plan.units)


def _any(attribute: str) -> Callable[[Plan], bool]:
    return lambda plan: bool(getattr(plan, attribute))


def _always(_: Plan) -> bool:
    return True


def _charted(plan: Plan) -> bool:
    """Return whether there are tasks and the months of the plan fit on a page."""
    if plan.period is None or not any(timing(plan, task) for task in plan.tasks):
        return False
    return len(plan.period.years()) <= _MAX_YEARS


_MAX_YEARS = 6


def _measured(plan: Plan) -> tuple[Block, ...]:
    """Build 绩效指标表, followed by how the indicators are measured."""
    return (*indicators(plan), *measurement(plan))


def _funded(plan: Plan) -> tuple[Block, ...]:
    """Build 经费预算表, followed by how expenses are carried out and what funds rest on."""
    return (*budget(plan), *execution(plan), *backing(plan))


TABLES: Mapping[str, TableSpec] = {
    piece.name: piece
    for piece in (
        TableSpec("领导小组成员名单", "领导小组", leading_group, _any("leading_group")),
        TableSpec("单位职责表", "单位名录", duties, has_duties),
        TableSpec("绩效指标表", "目标", _measured, _any("indicators"), landscape=True),
        TableSpec("任务分解表", "工作任务", work, _any("tasks"), landscape=True),
        TableSpec("路线图", "工作任务", road_map, _charted, landscape=True),
        TableSpec("经费预算表", "经费", _funded, _any("expenses"), landscape=True),
        TableSpec(
            "考核评分表",
            "考核评价",
            scores,
            has_scores,
        ),
        TableSpec("任务清单", "工作任务", task_list, _any("tasks"), landscape=True, annex=False),
        TableSpec("责任清单", "单位名录", duty_list, _has_duties, landscape=True, annex=False),
        TableSpec("时限清单", "工作任务", time_list, _any("tasks"), landscape=True, annex=False),
        TableSpec("配档表", "工作任务", schedule, _any("tasks"), landscape=True, annex=False),
        TableSpec(
            "作战图",
            "工作任务",
            wall_chart,
            _charted,
            landscape=True,
            large=True,
            annex=False,
        ),
        TableSpec(
            "绩效目标申报表",
            "方案",
            lambda plan: performance(plan, {}),
            _any("overview"),
            annex=False,
            build_given=performance,
        ),
        TableSpec("申报事项", "申报", request, _any("overview"), annex=False),
        TableSpec("参会回执", "方案", reply, _always, annex=False),
    )
}
