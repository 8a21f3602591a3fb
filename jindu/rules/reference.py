"""References: every 编号 that is used exists and is of the right kind; nothing stands alone."""

from __future__ import annotations

import functools
import graphlib
import re
from collections.abc import Iterator

from jindu.diagnostic import Finding, Level, Severity, Where, rule
from jindu.plan import Party, Plan, Use
from jindu.vocabulary import Thing, nearest, references

_KINDS = {
    "Party": "单位名录",
    "Theme": "重点任务",
    "Stage": "实施阶段",
    "Milestone": "工作任务",
    "Indicator": "指标",
    "Source": "资金来源",
}


def _used(thing: Thing) -> Iterator[tuple[str, str, Where]]:
    """Every reference a thing makes: the 编号, the class it points to, and its place."""
    for attribute, made in references(type(thing)):
        if isinstance(thing, Use) and attribute == "shares":
            for share in thing.shares:
                yield share.source, made.to, thing.at(attribute, share.source)
            continue
        value = getattr(thing, attribute)
        if isinstance(value, str):
            yield value, made.to, thing.at(attribute)
        elif value:
            for place, ref in enumerate(value):
                yield ref, made.to, thing.at(attribute, place)


@functools.lru_cache(maxsize=2)
def _references(plan: Plan) -> tuple[tuple[str, str, Where], ...]:
    """Every reference of the plan."""
    return tuple(reference for thing in plan.things for reference in _used(thing))


@rule("REF001", Severity.ERROR, level=Level.DRAFT, basis="方案自身的一致性")
def dangling_reference(plan: Plan) -> Iterator[Finding]:
    """引用的编号不存在，或者指的不是这一类。

    牵头单位写单位编号，出资构成写资金来源编号，前置任务写任务编号……所写的编号要在相应的
    一节里有。

    ```yaml
    单位名录:
      - {编号: 司法所, 名称: 柳林司法所}
    工作任务:
      - {编号: 任务一, 名称: 印发方案, 牵头单位: 司发所}  # <- REF001
    ```

    ```yaml
    单位名录:
      - {编号: 司法所, 名称: 柳林司法所}
    工作任务:
      - {编号: 任务一, 名称: 印发方案, 牵头单位: 司法所}
    ```
    """
    named = plan.named
    for ref, to, where in _references(plan):
        found = named.get(ref)
        if found is None:
            message, tip, near = _missing(plan, ref, to)
            yield Finding(where, message, tip, right=near, sure=False)
        elif type(found).__name__ != to:
            actual = _KINDS.get(type(found).__name__, "别的内容")
            yield Finding(
                where,
                f"“{ref}”是{actual}的编号，这里要写{_KINDS[to]}的编号。",
                f"从“{_KINDS[to]}”里选一个编号。",
                related=((found.at("id"), f"“{ref}”写在这里"),),
            )


def _missing(plan: Plan, ref: str, to: str) -> tuple[str, str, str | None]:
    """Message, tip, and the 编号 that was probably meant."""
    candidates = [name for name, thing in plan.named.items() if type(thing).__name__ == to]
    near = nearest(ref, candidates, 0.4) or _by_name(plan, ref, to)
    tip = f"是不是“{near}”？" if near else ""
    tip += f"先在“{_KINDS[to]}”里写上这一项，再在这里写它的编号。"
    return f"“{_KINDS[to]}”里没有编号“{ref}”。", tip, near


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


@rule("REF002", Severity.ERROR, level=Level.REVIEW, basis="方案自身的一致性")
def goal_without_indicator(plan: Plan) -> Iterator[Finding]:
    """目标没有指标。

    没有指标，目标是否实现无从判断。每个目标至少有一个指标。

    ```yaml
    目标:
      - {编号: 目标一, 内容: 提高居民禁毒知识知晓率}  # <- REF002
    ```

    ```yaml
    目标:
      - 编号: 目标一
        内容: 提高居民禁毒知识知晓率
        指标: [{编号: 指标一, 名称: 居民禁毒知识知晓率, 目标值: 90%, 计量单位: "%"}]
    ```
    """
    for goal in plan.goals:
        if goal.lacks("indicators"):
            yield Finding(
                goal.where,
                f"目标“{goal.content or goal.id or ''}”没有指标。",
                "写上衡量这个目标的指标，或者把它并入别的目标。",
            )


@rule("REF003", Severity.WARNING, level=Level.REVIEW, basis="方案自身的一致性")
def indicator_without_work(plan: Plan) -> Iterator[Finding]:
    """指标没有工作任务支撑。

    指标要靠任务去实现。没有一项工作任务在“指标”里写到它，说明任务漏了，或者指标多余。

    ```yaml
    目标:
      - 编号: 目标一
        指标:
          - {编号: 知晓率, 名称: 居民禁毒知识知晓率}
          - {编号: 满意度, 名称: 居民满意度}  # <- REF003
    工作任务:
      - {编号: 任务一, 名称: 开展入户宣传, 指标: 知晓率}
    ```

    ```yaml
    目标:
      - 编号: 目标一
        指标:
          - {编号: 知晓率, 名称: 居民禁毒知识知晓率}
    工作任务:
      - {编号: 任务一, 名称: 开展入户宣传, 指标: 知晓率}
    ```
    """
    if not plan.milestones or not all(m.sure("indicators") for m in plan.milestones):
        return
    served = {ref for milestone in plan.milestones for ref in milestone.indicators}
    for indicator in plan.indicators:
        if indicator.id is not None and indicator.id not in served:
            yield Finding(
                indicator.where,
                f"指标“{indicator.name or indicator.id}”没有工作任务支撑。",
                f"在相应工作任务的“指标”里写上“{indicator.id}”，或者补一项任务。",
            )


_VARIANTS = (
    (r"卫生健康(?:委员会|局)|卫生和计划生育(?:委员会|局)|卫健[委局]|卫计[委局]|卫生局", "卫健"),
    (r"人力资源(?:和)?社会保障[厅局]|人社[厅局]|劳动(?:和社会保障)?局", "人社"),
    (r"教育体育局|教体局|教育局", "教育"),
    (r"公安分局|公安局", "公安"),
    (r"居民委员会|居委会", "居委会"),
    (r"村民委员会|村委会", "村委会"),
    (r"街道办事处|街道办", "街道办"),
    (r"人民政府", "政府"),
    (r"禁毒委员会办公室|禁毒办", "禁毒办"),
    (r"文化(?:广电)?(?:和)?旅游(?:体育)?局|文旅局", "文旅"),
)


def _normal(name: str) -> str:
    for pattern, short in _VARIANTS:
        name = re.sub(pattern, short, name)
    return name.replace(" ", "")


@rule("REF004", Severity.WARNING, level=Level.REVIEW, basis="惯例：一个单位一个规范名称")
def one_unit_two_names(plan: Plan) -> Iterator[Finding]:
    """同一个单位用了两个名字。

    单位名录里两项的名称、简称或者别名换成通行说法后相同，多半是同一个单位，如“卫生局”
    和“卫生健康局”。按机构改革后的规范名称保留一个，旧称写进它的“别名”。

    ```yaml
    单位名录:
      - {编号: 卫健局, 名称: 清源县卫生健康局}
      - {编号: 卫生局, 名称: 清源县卫生局}  # <- REF004
    ```

    ```yaml
    单位名录:
      - {编号: 卫健局, 名称: 清源县卫生健康局, 别名: [清源县卫生局]}
    ```
    """
    owner: dict[str, Party] = {}
    for party in plan.parties:
        spelled = {_normal(name) for name in (party.name, party.short, *party.aliases) if name}
        twin = next((owner[name] for name in sorted(spelled) if name in owner), None)
        if twin is not None:
            yield Finding(
                party.where,
                f"“{party.name or party.id}”与“{twin.name or twin.id}”像是同一个单位。",
                "只留规范名称的一项，另一个写进它的“别名”，引用改成留下的编号。",
                related=((twin.where, "先写在这里"),),
            )
        for name in spelled:
            owner.setdefault(name, party)


@rule("REF005", Severity.WARNING, level=Level.REVIEW, basis="方案自身的一致性")
def unit_without_work(plan: Plan) -> Iterator[Finding]:
    """列入名录的单位没有承担任何工作。

    单位名录里的单位，应当在领导小组、任务、指标、预算或者平台中至少出现一次；没有分工的
    单位不必列入。

    ```yaml
    单位名录:
      - {编号: 司法所, 名称: 柳林司法所}
      - {编号: 教育局, 名称: 清源县教育局}  # <- REF005
    工作任务:
      - {编号: 任务一, 名称: 印发方案, 牵头单位: 司法所}
    ```

    ```yaml
    单位名录:
      - {编号: 司法所, 名称: 柳林司法所}
      - {编号: 教育局, 名称: 清源县教育局}
    工作任务:
      - {编号: 任务一, 名称: 印发方案, 牵头单位: 司法所, 配合单位: 教育局}
    ```
    """
    if not plan.milestones:
        return
    used = {ref for ref, to, _ in _references(plan) if to == "Party"}
    for party in plan.parties:
        if party.id is not None and party.id not in used:
            yield Finding(
                party.where,
                f"“{party.name or party.id}”列入了单位名录，但没有承担任何工作。",
                "在任务的牵头单位、配合单位或者领导小组里写上它，或者从名录中删去。",
            )


@rule("REF006", Severity.ERROR, level=Level.DRAFT, basis="方案自身的一致性")
def circular_order(plan: Plan) -> Iterator[Finding]:
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
    graph = {m.id: set(m.after) for m in plan.milestones if m.id is not None and m.after}
    try:
        graphlib.TopologicalSorter(graph).prepare()
    except graphlib.CycleError as error:
        ring = [str(node) for node in error.args[1]][:-1]
        order = [m for m in plan.milestones if m.id in ring]
        if order:
            names = "".join(f"“{m.name or m.id}”" for m in order)
            yield Finding(
                order[0].at("after"),
                f"{names}互为前置任务，无法排出先后。",
                "去掉其中一个“前置任务”。",
                related=tuple((m.at("after"), f"“{m.name or m.id}”的前置任务") for m in order[1:]),
            )


RULES = (
    dangling_reference,
    goal_without_indicator,
    indicator_without_work,
    one_unit_two_names,
    unit_without_work,
    circular_order,
)
