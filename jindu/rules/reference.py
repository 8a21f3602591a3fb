"""References: every 编号 that is used exists and is of the right kind; nothing stands alone."""

from __future__ import annotations

import functools
import graphlib
import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from jindu.analysis.bodies import former, successor
from jindu.analysis.naming import called, listed
from jindu.analysis.text import hits
from jindu.diagnostic import Finding, Level, Severity, Where, rule
from jindu.plan import Party, PartyKind, Plan
from jindu.vocabulary import Thing, nearest, references

_KINDS = {
    "Party": "单位名录",
    "Theme": "重点任务",
    "Stage": "实施阶段",
    "Milestone": "工作任务",
    "Indicator": "指标",
    "Source": "资金来源",
    "Branch": "支部",
    "Goal": "目标",
    "Overview": "方案",
    "Recurring": "经常性工作",
    "Use": "支出预算",
}
MOST_SHOWN = 6
"""So many places or names are shown of a finding; more tell nothing more."""


MOST_HINTS = 100
"""Dangling references for which the nearest 编号 is looked up; a plan with more is none."""


class _Written(NamedTuple):
    """The 编号 that a field of a thing holds, and the class of what they should stand for."""

    thing: Thing
    attribute: str
    to: str
    refs: tuple[str, ...]

    def where(self, place: int) -> Where:
        """Where the one of this place (from 0) is written."""
        value = getattr(self.thing, self.attribute)
        if isinstance(value, str):
            return self.thing.at(self.attribute)
        key = self.refs[place] if self.attribute == "shares" else place
        return self.thing.at(self.attribute, key)


def _used(thing: Thing) -> Iterator[_Written]:
    """Every reference a thing makes."""
    written = vars(thing)
    for attribute, made in references(type(thing)):
        value = written.get(attribute)
        if isinstance(value, str):
            yield _Written(thing, attribute, made.to, (value,))
        elif attribute == "shares" and value:
            yield _Written(thing, attribute, made.to, tuple(share.source for share in value))
        elif value:
            yield _Written(thing, attribute, made.to, value)


@functools.lru_cache(maxsize=2)
def _references(plan: Plan) -> tuple[_Written, ...]:
    """Every reference of the plan."""
    return tuple(written for thing in plan.things for written in _used(thing))


@functools.lru_cache(maxsize=2)
def _astray(plan: Plan) -> tuple[tuple[str, str, Where], ...]:
    """Each 编号 that stands for nothing, or for a thing of another class: wanted class, place."""
    kinds = {name: type(thing).__name__ for name, thing in plan.named.items()}
    return tuple(
        (ref, written.to, written.where(place))
        for written in _references(plan)
        for place, ref in enumerate(written.refs)
        if kinds.get(ref) != written.to
    )


@functools.lru_cache(maxsize=2)
def _missing(plan: Plan) -> dict[tuple[str, str], list[Where]]:
    """What is referred to and is not there, by 编号 and class, with all places.

    A section that is not written, or could not be read whole, may hold it: then nothing is known.
    """
    astray = _astray(plan)
    unsure = _unsure(plan) if astray else ()
    found: dict[tuple[str, str], list[Where]] = {}
    for ref, to, where in astray:
        if ref not in plan.named and to not in unsure:
            found.setdefault((ref, to), []).append(where)
    return found


def _unsure(plan: Plan) -> frozenset[str]:
    """The classes of which the plan's things are not, or not all, known."""
    holders: tuple[tuple[str, Sequence[Thing | None], str], ...] = (
        ("Party", (plan,), "parties"),
        ("Theme", (plan,), "themes"),
        ("Stage", (plan,), "stages"),
        ("Milestone", (plan,), "milestones"),
        ("Indicator", (plan,), "goals"),
        ("Indicator", plan.goals, "indicators"),
        ("Source", (plan,), "budget"),
        ("Source", (plan.budget,), "sources"),
    )
    return frozenset(
        kind
        for kind, things, attribute in holders
        if all(thing is None or thing.lacks(attribute) for thing in things)
        or not all(thing is None or thing.sure(attribute) for thing in things)
    )


@rule("REF001", Severity.ERROR, level=Level.DRAFT, basis="方案自身的一致性")
def dangling_reference(plan: Plan) -> Iterator[Finding]:
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
    for count, ((ref, to), places) in enumerate(_missing(plan).items()):
        near = _meant(plan, ref, to) if count < MOST_HINTS else None
        used = f"，有{len(places)}处写了它" if len(places) > 1 else ""
        yield Finding(
            places[0],
            f"“{_KINDS[to]}”里没有编号“{ref}”{used}。",
            f"是不是“{near}”？各处改成这个编号；不是的，先在“{_KINDS[to]}”里补上“{ref}”。"
            if near
            else f"先在“{_KINDS[to]}”里补上编号为“{ref}”的一项，或者改成已有的编号。",
            related=tuple((where, "也写在这里") for where in places[1:MOST_SHOWN]),
            right=near if len(places) == 1 else None,
            sure=False,
        )
    for ref, to, where in _astray(plan):
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
                f"{called(goal, '目标')}没有指标。",
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
    if any(to == "Indicator" for _, to in _missing(plan)):
        return
    served = {ref for milestone in plan.milestones for ref in milestone.indicators}
    for indicator in plan.indicators:
        if indicator.id is not None and indicator.id not in served:
            yield Finding(
                indicator.where,
                f"{called(indicator, '指标')}没有工作任务支撑。",
                f"在相应工作任务的“指标”里写上“{indicator.id}”，或者补一项任务。",
            )


_VARIANTS = tuple(
    (re.compile(pattern), short)
    for pattern, short in (
        (r"^中国共产党|^中共|[（(][^（）()]*[）)]|\s", ""),
        (r"^(?:中国共产主义青年团|共青团)(.{1,12})委(?:员会)?$", r"\1团委"),
        (r"^团([省市州县区旗])委$", r"\1团委"),
        (
            r"卫生健康(?:委员会|局)|卫生和计划生育(?:委员会|局)|卫生计生[委局]|卫健[委局]|卫计[委局]"
            r"|卫生局",
            "卫健",
        ),
        (r"人力资源(?:和)?社会保障[厅局]|人社[厅局]|劳动(?:和社会保障)?局", "人社"),
        (r"市场监督管理局|市场监管局|工商(?:行政管理)?局|质量技术监督局|质监局", "市场监管"),
        (r"应急管理局|应急局|安全生产监督管理局|安监局", "应急"),
        (r"教育体育局|教体局|教育局", "教育"),
        (
            r"(?:公安分?局|司法局)(?=.{0,12}(?:派出所|司法所)$)|(?:街道|镇|乡)(?=(?:派出所|司法所)$)",
            "",
        ),
        (r"公安分局|公安局", "公安"),
        (r"居民委员会|居委会", "居委会"),
        (r"村民委员会|村委会", "村委会"),
        (r"街道办事处|街道办", "街道办"),
        (r"(?<=街道)工作委员会$|(?<=街道)党委$", "党工委"),
        (r"(?<=[县区市乡镇])委员会$", "党委"),
        (r"人民政府", "政府"),
        (r"禁毒委员会办公室|禁毒办", "禁毒办"),
        (r"社会工作服务中心|社工服务中心|社会工作服务站|社工服务站|社工[中总]?[心站]", "社工"),
        (r"妇女联合会|妇联", "妇联"),
        (r"残疾人联合会|残联", "残联"),
        (r"工商业联合会|工商联", "工商联"),
        (r"关心下一代工作委员会|关工委", "关工委"),
        (r"政法委员会", "政法委"),
        (r"文化(?:广电)?(?:和)?旅游(?:体育)?局|文旅局", "文旅"),
    )
)
"""Spellings of units → the one they are compared by, in order."""
_AREA = re.compile(
    r"^(?:.{2,7}?(?:自治区|自治州|自治县|省|市(?![场政容民])|盟|县(?!城)|(?<![社园小辖片])区|旗)){1,3}"
    r"(?=.{2})|^.{2,6}?(?:街道|镇|乡)(?=.{2,16}[会部所中站]$)"
)
"""The area at the beginning of a unit's name."""


@functools.lru_cache(maxsize=512)
def _spelled(name: str) -> tuple[str, str, str]:
    """How a unit's name is compared: in full, without its area, without the area's own name.

    清源县公安, 公安, 县公安.
    """
    for pattern, short in _VARIANTS:
        name = pattern.sub(short, name)
    return name, _AREA.sub("", name), _AREA.sub(lambda area: area[0][-1], name)


@rule("REF004", Severity.WARNING, level=Level.REVIEW, basis="惯例：一个单位一个规范名称")
def one_unit_two_names(plan: Plan) -> Iterator[Finding]:
    """同一个单位用了两个名字。

    单位名录里两项的名称、简称或者别名换成通行说法后相同，多半是同一个单位，如“卫生局”
    和“卫生健康局”、“清源县公安局柳林派出所”和“柳林派出所”、“清源县民政局”和“县民政局”。按机构
    改革后的规范名称保留一个，旧称写进它的“别名”。正文里用旧称（“卫计委”“工商局”）、名录里有新名的，
    也是一个单位两个名字。

    ```yaml
    方案:
      工作基础: 县卫计委每年进校讲课。  # <- REF004
    单位名录:
      - {编号: 卫健局, 名称: 清源县卫生健康局}
      - {编号: 卫生局, 名称: 清源县卫生局}  # <- REF004
      - {编号: 派出所, 名称: 清源县公安局柳林派出所}
      - {编号: 所里, 名称: 柳林派出所}  # <- REF004
    ```

    ```yaml
    方案:
      工作基础: 县卫生健康局每年进校讲课。
    单位名录:
      - {编号: 卫健局, 名称: 清源县卫生健康局, 别名: [清源县卫生局]}
      - {编号: 派出所, 名称: 清源县公安局柳林派出所, 简称: 柳林派出所}
    ```
    """
    # The area may be left out of one of two names, not differ.
    in_full: dict[str, Party] = {}
    without_area: dict[str, Party] = {}
    for party in plan.parties:
        names = [_spelled(name) for name in (party.name, party.short, *party.aliases) if name]
        twins = (
            in_full.get(full) or without_area.get(full) or in_full.get(short) or in_full.get(level)
            for full, short, level in names
        )
        twin = next(filter(None, twins), None)
        if twin is not None:
            yield Finding(
                party.where,
                f"{called(party)}与{called(twin)}像是同一个单位。",
                "只留规范名称的一项，另一个写进它的“别名”，引用改成留下的编号。",
                related=((twin.where, "先写在这里"),),
            )
        for full, *shorter in names:
            in_full.setdefault(full, party)
            for spelling in shorter:
                without_area.setdefault(spelling, party)
    for hit in hits(plan, "outdated"):
        now = successor(plan, hit)
        if now is not None and not isinstance(hit.thing, Party) and not former(hit):
            yield Finding(
                hit.where,
                f"“{hit.match}”是旧称，单位名录里是{called(now)}。",
                f"改成“{now.short or now.name}”。",
                related=((now.at("name"), "现在的名称"),),
                within=hit.within,
            )


@rule("REF005", Severity.WARNING, level=Level.REVIEW, basis="方案自身的一致性")
def unit_without_work(plan: Plan) -> Iterator[Finding]:
    """列入名录的单位没有承担任何工作。

    单位名录里的单位，应当在任务、指标、预算或者平台中至少出现一次；没有分工的单位不必列入。只列为
    领导小组成员的，还不算有工作，除非写明了它的“职责”，或者是管钱的财政部门、组长和副组长的单位。

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
    if not plan.milestones or any(to == "Party" for _, to in _missing(plan)):
        return
    if not plan.sure("leading_group"):
        return
    members = plan.leading_group.members if plan.leading_group else ()
    seats = set(map(id, members))
    used = {
        ref
        for written in _references(plan)
        if written.to == "Party" and id(written.thing) not in seats
        for ref in written.refs
    }
    seated = {post.unit for post in members}
    for party in plan.parties:
        if party.id is None or party.id in used:
            continue
        if party.kind is PartyKind.FINANCE and plan.leading_group is None:
            continue  # a seat is enough for it; that there is no group is told already
        if party.id not in seated:
            yield Finding(
                party.where,
                f"{called(party)}列入了单位名录，但没有承担任何工作。",
                f"在任务的牵头单位、配合单位里写上“{party.id}”，或者从名录中删去。",
            )
        elif party.lacks("duties") and party.kind is not PartyKind.FINANCE:
            yield Finding(
                party.where,
                f"{called(party)}是领导小组成员，但没有承担任何任务。",
                f"在任务的配合单位里写上“{party.id}”，或者在单位名录里写明它的“职责”。",
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
        ring = {str(node) for node in error.args[1]}
        order = [m for m in plan.milestones if m.id in ring]
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


RULES = (
    dangling_reference,
    goal_without_indicator,
    indicator_without_work,
    one_unit_two_names,
    unit_without_work,
    circular_order,
)
