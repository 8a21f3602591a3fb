"""Things listed twice."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator, Sequence
from typing import Any

from jindu.model.context import Context
from jindu.model.diagnostic import Finding, Level, Severity, Where
from jindu.model.fields import Entity, Shape, field_types, references, remember
from jindu.model.plan import Basis, CommitteeSeat, Indicator, Plan, Post
from jindu.model.rule import rule
from jindu.rules.bases import CONSISTENCY
from jindu.units.patterns import late

_SHARED = late("副|委员$|成员|代表|联络|干部|民警|干事|专干|网格|社工")
"""Posts that several persons of one unit hold."""
_ONE_SEAT = late("书记|(?:组织|宣传|纪检|青年|统战|群众|保密)委员")
_LISTS = ("organs", "recipients", "copies", "sites", "covers")
"""Lists of names, in which a name stands once."""


@rule("REF008", Severity.WARNING, level=Level.REVIEW, basis=CONSISTENCY)
def listed_twice(context: Context) -> Iterator[Finding]:
    """同一个单位、成员、指标、依据列了两次。

    增减名单时容易把同一个单位、同一个职务写两遍；指标、依据重复的，统计和引用时会算重。一个单位的
    几名副职、几名委员不算重复。

    ```yaml
    方案:
      依据: [中华人民共和国禁毒法, 戒毒条例, 禁毒法]  # <- REF008
    单位名录:
      - {编号: 司法所, 名称: 柳林司法所}
      - {编号: 派出所, 名称: 柳林派出所}
    领导小组:
      成员:
        - {单位: 司法所, 职务: 所长}
        - {单位: 派出所, 职务: 所长}
        - {单位: 司法所, 职务: 所长}  # <- REF008
    工作任务:
      - {编号: 任务一, 名称: 上门走访, 牵头单位: 派出所, 配合单位: [司法所, 司法所]}  # <- REF008
    目标:
      - 编号: 目标一
        指标:
          - {编号: 甲, 名称: 居民满意度}
          - {编号: 乙, 名称: 居民满意度}  # <- REF008
    ```

    ```yaml
    方案:
      依据: [中华人民共和国禁毒法, 戒毒条例]
    单位名录:
      - {编号: 司法所, 名称: 柳林司法所}
      - {编号: 派出所, 名称: 柳林派出所}
    领导小组:
      成员:
        - {单位: 司法所, 职务: 所长}
        - {单位: 派出所, 职务: 副所长}
        - {单位: 派出所, 职务: 副所长}
    工作任务:
      - {编号: 任务一, 名称: 上门走访, 牵头单位: 派出所, 配合单位: [司法所]}
    目标:
      - 编号: 目标一
        指标:
          - {编号: 甲, 名称: 居民满意度}
          - {编号: 乙, 名称: 商户满意度}
    ```
    """
    plan = context.plan
    group, overview = plan.leading_group, plan.overview
    posts = (*group.leader, *group.deputies, *group.members) if group else ()
    yield from _repeated(plan, posts, _post, "领导小组里“{}”列了两次")
    yield from _repeated(plan, overview.basis if overview else (), _basis, "依据里“{}”列了两次")
    yield from _repeated(plan, plan.indicators, _indicator, "指标“{}”列了两次")
    for branch in plan.branches:
        yield from _repeated(plan, branch.committee, _seat, "支委里“{}”列了两次")
    for entity in plan.entities:
        written = vars(entity)
        for attribute in _lists_of(type(entity)):
            value = written.get(attribute)
            if value and len(set(value)) < len(value):
                yield from _in_list(plan, entity, attribute, value)


def _repeated(
    plan: Plan, entities: Sequence[Entity], key: Callable[[Entity], Hashable], message: str
) -> Iterator[Finding]:
    """Yield the entities that have the key of an earlier one; those without a key differ."""
    first: dict[Hashable, Entity] = {}
    for entity in entities:
        said = key(entity)
        if said and first.setdefault(said, entity) is not entity:
            name = getattr(entity, "name", None) or getattr(entity, "title", None)
            if isinstance(entity, Post) and entity.unit:
                name = f"{plan.name_of(entity.unit)}{name}"
            yield _finding(entity.where, first[said].where, f"{message.format(name)}。")


def _finding(where: Where, earlier: Where, message: str) -> Finding:
    return Finding(
        where,
        message,
        "删去多写的；不是同一个的，把名称写得能够区分。",
        related=((earlier, "先写在这里"),),
    )


def _post(post: Entity) -> Hashable:
    assert isinstance(post, Post)
    title = post.title or ""
    return (post.unit, title) if post.unit and title and not _SHARED.search(title) else None


def _basis(basis: Entity) -> Hashable:
    assert isinstance(basis, Basis)
    return (basis.name or "").strip("《》 ").removeprefix("中华人民共和国")


def _indicator(indicator: Entity) -> Hashable:
    assert isinstance(indicator, Indicator)
    return indicator.name and (indicator.name, indicator.unit_of_measure)


def _seat(seat: Entity) -> Hashable:
    assert isinstance(seat, CommitteeSeat)
    title = seat.title or ""
    return title if _ONE_SEAT.fullmatch(title) else None


def _in_list(
    plan: Plan, entity: Entity, attribute: str, listed: Sequence[str]
) -> Iterator[Finding]:
    """Yield what stands twice in a list of 编号 or of names."""
    seen: dict[str, int] = {}
    for place, name in enumerate(listed):
        if seen.setdefault(name, place) != place:
            yield _finding(
                entity.at(attribute, place),
                entity.at(attribute, seen[name]),
                f"“{plan.name_of(name)}”在这里列了两次。",
            )


@remember
def _lists_of(cls: type[Any]) -> tuple[str, ...]:
    """Return the attributes of a class that are lists of 编号 or of names."""
    named = dict(references(cls))
    return tuple(
        attribute
        for attribute, form in field_types(cls).items()
        if form.shape is Shape.LIST
        and ((attribute in named and attribute != "contributions") or attribute in _LISTS)
    )
