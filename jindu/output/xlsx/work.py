"""Write 任务分解, 甘特 and 日历."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from jindu.analysis.deadlines import timing
from jindu.document.agenda import entries, remarks
from jindu.document.blocks import Gantt, Lane
from jindu.document.tables.cells import short_units
from jindu.document.tables.work import in_stages, road_map, supervised, wall_chart
from jindu.language import phrases
from jindu.model.plan import Plan, Task
from jindu.output.xlsx.book import Book, Sheet
from jindu.output.xlsx.cells import DAY, Column, Shown, Value
from jindu.units import Date, Precision

_ORDINALS = "一二三四"
_WEEKDAYS = "一二三四五六日"
_CAMPAIGN_HEAD = "宣传月"
_MOST_MONTHS = 120

_TASKS = (
    Column("序号", 5, "center"),
    Column("重点任务", 14),
    Column("工作任务", 22),
    Column("阶段", 9, "center"),
    Column("开始", 16, "center"),
    Column("完成时限", 16, "center"),
    Column("牵头单位", 15),
    Column("配合单位", 20),
    Column("责任领导", 9),
    Column("成果形式", 14),
    Column("前置任务", 16),
    Column("经费", 14),
    Column("完成情况", 10, "text input"),
)

_DAYS = (
    Column("日期", 17, "center", DAY),
    Column("星期", 9, "center"),
    Column("事项", 46),
    Column("类别", 13, "center"),
    Column("时段", 22, "center"),
    Column("牵头单位", 42),
    Column("完成情况", 16, "text input"),
)


def tasks(book: Book, plan: Plan) -> None:
    """Add the sheet 任务分解: all tasks, by stage."""
    if not plan.tasks:
        return
    sheet = book.sheet("任务分解", "任务分解表", _columns(plan))
    sheet.heads()
    head = sheet.next - 1
    sheet.keep(head, head, columns=3)
    for place, task in enumerate(in_stages(plan), 1):
        sheet.row(_task(plan, place, task))
    sheet.filtered(head)
    sheet.finish()


def _columns(plan: Plan) -> tuple[Column, ...]:
    """Return the columns of tasks: the usual ones, and those that some task fills."""
    found: list[Column] = []
    for column in _TASKS:
        found.append(column)
        if column.head == "配合单位" and supervised(plan):
            found.append(Column("督导单位", 15))
        elif column.head == "责任领导" and _officers(plan):
            found.append(Column("责任人", 9))
        elif column.head == "经费" and _described(plan):
            found.append(Column("说明", 16))
    return tuple(found)


def _officers(plan: Plan) -> bool:
    return any(task.officer_post for task in plan.tasks)


def _described(plan: Plan) -> bool:
    return any(task.description for task in plan.tasks)


def _task(plan: Plan, place: int, task: Task) -> tuple[Value, ...]:
    return (
        place,
        phrases.clause(plan.name_of(task.key_task)) if task.key_task else None,
        task.name,
        plan.name_of(task.stage) if task.stage else None,
        Shown(task.start.first, _written(task.start)) if task.start else None,
        _due(task),
        short_units(plan, task.leads),
        short_units(plan, task.supporters),
        *((short_units(plan, task.supervisors),) if supervised(plan) else ()),
        task.leader_post,
        *((task.officer_post,) if _officers(plan) else ()),
        task.outcome,
        short_units(plan, task.after),
        task.funding or phrases.listed(_paid_from(plan, task)),
        *((task.description,) if _described(plan) else ()),
        None,
    )


def _due(task: Task) -> Value:
    """Return the deadline: a date that can be sorted and reckoned with, else as written."""
    deadline, due = task.deadline, task.due
    if deadline is None or due is None or deadline.words() != due.words():
        return deadline.words() if deadline else None
    return Shown(due.last, _written(due, until=True))


def _paid_from(plan: Plan, task: Task) -> Iterator[str]:
    """Yield the expenses that serve a task."""
    for expense in plan.expenses:
        if task.id is not None and task.id in expense.tasks:
            yield expense.name or str(expense.id or "")


def _written(day: Date, until: bool = False) -> str:
    """Return a number format with the date's own precision; ``until`` marks a deadline."""
    match day.precision:
        case Precision.DAY:
            return DAY
        case Precision.MONTH:
            return 'yyyy"年"m"月底前"' if until else 'yyyy"年"m"月"'
        case Precision.QUARTER:
            quarter = f"第{_ORDINALS[(day.last.month - 1) // 3]}季度"
            return f'yyyy"年{quarter}末前"' if until else f'yyyy"年{quarter}"'
        case Precision.YEAR:
            return 'yyyy"年底前"' if until else 'yyyy"年"'


# 甘特 --------------------------------------------------------------------------------------


def gantt(book: Book, plan: Plan) -> None:
    """Add the sheet 甘特: one row per stage and task, one column per month."""
    if plan.period is None or not any(timing(plan, task) for task in plan.tasks):
        return
    for name, title, build in (("甘特", "路线图", road_map), ("作战图", "作战图", wall_chart)):
        for chart in build(plan):
            if isinstance(chart, Gantt) and chart.months <= _MOST_MONTHS:
                _draw(book, chart, name, title)


def _draw(book: Book, chart: Gantt, name: str, title: str) -> None:
    width = 2.9 if chart.months <= 42 else 2.2
    months = (Column("", width, "month") for _ in range(chart.months))
    details = (Column(head, 17) for head in chart.details)
    blanks = (Column(head, 7, "center input") for head in chart.blanks)
    sheet = book.sheet(name, title, (Column("阶段和任务", 40), *details, *months, *blanks))
    _months(sheet, chart)
    for lane in chart.lanes:
        band = "band" if lane.band else ""
        texts = (lane.name, *(lane.details or [""] * len(chart.details)))
        ends = [Shown(None, traits=band)] * len(chart.blanks)
        sheet.row((*(Shown(text, traits=band) for text in texts), *_cells(chart, lane), *ends))
    sheet.notes(chart.notes)
    sheet.finish(large=bool(chart.blanks))


def _months(sheet: Sheet, chart: Gantt) -> None:
    """Write years above months; months of the campaign are marked by name."""
    top = sheet.next
    first = 1 + len(chart.details)
    names = list(enumerate(chart.names(), first))
    ends = range(first + chart.months, len(sheet.columns))
    for place in (*range(first), *ends):
        sheet.merge(top, place, top + 1, place, sheet.columns[place].head, "head")
    for year, of_year in groupby(names, key=lambda pair: pair[1][0]):
        places = [place for place, _ in of_year]
        # One or two months leave no room for 年.
        head = f"{year}年" if len(places) > 2 else f"{year % 100}"
        sheet.merge(top, places[0], top, places[-1], head, "head")
    sheet.high(top, 16)
    sheet.high(top + 1, 54)
    for place, (_, month) in names:
        special = place - first in chart.special
        text = "\n".join((str(month), *_CAMPAIGN_HEAD)) if special else str(month)
        sheet.put(top + 1, place, text, "month campaign" if special else "month")
    sheet.next = top + 2
    sheet.keep(top, top + 1, columns=1)


def _cells(chart: Gantt, lane: Lane) -> Iterator[Value]:
    for month in range(chart.months):
        if lane.first <= month <= lane.last:
            look = "stage" if lane.band else "busy"
        else:
            look = "campaign" if month in chart.special else ""
        yield Shown("◆" if month == lane.mark else None, traits=look) if look else None


# 日历 --------------------------------------------------------------------------------------


def days(book: Book, plan: Plan) -> None:
    """Add the sheet 日历: all dated entries, in order."""
    found = entries(plan)
    if not found:
        return
    sheet = book.sheet("日历", "工作日历", _DAYS)
    sheet.heads()
    head = sheet.next - 1
    for entry in found:
        weekday = f"星期{_WEEKDAYS[entry.day.weekday()]}"
        sheet.row((entry.day, weekday, entry.name, entry.kind, entry.when, entry.lead, None))
    sheet.filtered(head)
    undecided = (
        f"注：{plan.word}未定具体日期的经常性工作，列在该时段最后一个工作日，届时以通知为准。"
    )
    sheet.notes(
        [undecided] * any(entry.note for entry in found) + list(remarks(plan, found)),
    )
    sheet.finish()
