"""Entries of a plan: readable, with a unique 编号, and named."""

from __future__ import annotations

from collections.abc import Iterator

from jindu.language.naming import called
from jindu.model.context import Context
from jindu.model.diagnostic import Finding, Level, Severity
from jindu.model.fields import Entity
from jindu.model.plan import (
    Attachment,
    Basis,
    Bonus,
    Deduction,
    Dimension,
    Expense,
    Goal,
    Grade,
    Indicator,
    KeyTask,
    RecurringWork,
    Risk,
    ScoreItem,
    ScorePoint,
    Stage,
    Task,
    Unit,
    Veto,
)
from jindu.model.rule import reported_by_reading, rule
from jindu.rules.bases import CONSISTENCY

STR001 = reported_by_reading(
    "STR001",
    """不认识的键，或者值的形式不对。

    键写错了，它的内容就没有读入；应当写一个值的地方写成了列表、应当选词的地方写了别的词，
    同样读不出来。

    ```yaml
    方案:
      题名: 柳林街道禁毒支部创建实施方案  # <- STR001
      层级: 小区  # <- STR001
    ```

    ```yaml
    方案:
      标题: 柳林街道禁毒支部创建实施方案
      层级: 社区
    ```
    """,
)


@rule("STR002", Severity.ERROR, level=Level.DRAFT, basis=CONSISTENCY)
def duplicate_id(context: Context) -> Iterator[Finding]:
    """编号重复。

    编号是别处引用时用的名字，整份方案里只能用一次；重复了，就不知道引用的是哪一个。

    ```yaml
    单位名录:
      - {编号: 司法所, 名称: 柳林司法所}
      - {编号: 司法所, 名称: 青石司法所}  # <- STR002
    ```

    ```yaml
    单位名录:
      - {编号: 柳林司法所, 名称: 柳林司法所}
      - {编号: 青石司法所, 名称: 青石司法所}
    ```
    """
    plan = context.plan
    first: dict[str, Entity] = {}
    for entity in plan.entities:
        name = vars(entity).get("id")
        if name is not None and first.setdefault(name, entity) is not entity:
            yield Finding(
                entity.at("id"),
                f"编号“{name}”已经用过。",
                "换一个没有用过的编号，引用它的地方一并改正。",
                related=((first[name].at("id"), "先用在这里"),),
            )


_NAMED_BY: dict[type[Entity], tuple[str, str]] = {
    Attachment: ("name", "名称"),
    Basis: ("name", "名称"),
    Bonus: ("content", "内容"),
    Deduction: ("condition", "情形"),
    Dimension: ("name", "名称"),
    Goal: ("content", "内容"),
    Grade: ("name", "名称"),
    Indicator: ("name", "名称"),
    ScoreItem: ("content", "内容"),
    ScorePoint: ("content", "内容"),
    Task: ("name", "名称"),
    Unit: ("name", "名称"),
    RecurringWork: ("name", "名称"),
    Risk: ("content", "内容"),
    Stage: ("name", "名称"),
    KeyTask: ("name", "名称"),
    Expense: ("name", "名称"),
    Veto: ("condition", "情形"),
}
"""Class → attribute and key that says what an entry is."""


@rule("STR011", Severity.ERROR, level=Level.REVIEW, basis="方案自身的要求：各项内容写明是什么")
def unnamed_entry(context: Context) -> Iterator[Finding]:
    """一项没有写名称或者内容。

    单位、目标、指标、阶段、任务、支出和考核事项，都要写明是什么。没有写的，生成的文件里只好略去，
    或者用编号代替。

    ```yaml
    重点任务:
      - 编号: 重点一
        名称:  # <- STR011
    考核评价:
      否决情形:
        - 依据: 考核办法  # <- STR011
    ```

    ```yaml
    重点任务:
      - 编号: 重点一
        名称: 健全禁毒支部组织体系
    考核评价:
      否决情形:
        - {情形: 发生泄露戒毒人员信息的事件, 依据: 考核办法}
    ```
    """
    plan = context.plan
    for entity in plan.entities:
        attribute, key = _NAMED_BY.get(type(entity), ("", ""))
        if attribute and not vars(entity).get(attribute) and entity.lacks(attribute):
            yield Finding(
                entity.at(attribute),
                f"{called(entity)}没有写{key}。",
                f"补上“{key}”，或者删去这一项。",
                on_key=True,
            )
