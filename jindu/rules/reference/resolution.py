"""References of a plan, and those that resolve to nothing."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from jindu.model.diagnostic import Where
from jindu.model.fields import Entity, references
from jindu.model.plan import Plan
from jindu.model.remembered import once_per_plan


class _Reference(NamedTuple):
    """A field that holds one or more 编号, and the class of the entities they must name."""

    entity: Entity
    attribute: str
    to: str
    refs: tuple[str, ...]

    def where(self, index: int) -> Where:
        """Return the place of the 编号 at an index, from 0."""
        value = getattr(self.entity, self.attribute)
        if isinstance(value, str):
            return self.entity.at(self.attribute)
        key = self.refs[index] if self.attribute == "contributions" else index
        return self.entity.at(self.attribute, key)


@once_per_plan
def references_in(plan: Plan) -> tuple[_Reference, ...]:
    """Return the fields of all entities that hold references."""
    return tuple(_references(plan))


def _references(plan: Plan) -> Iterator[_Reference]:
    for entity in plan.entities:
        written = vars(entity)
        for attribute, made in references(type(entity)):
            value = written.get(attribute)
            if not value:
                continue
            if isinstance(value, str):
                value = (value,)
            elif attribute == "contributions":
                value = tuple(share.fund for share in value)
            yield _Reference(entity, attribute, made.to, value)


@once_per_plan
def unresolved(plan: Plan) -> tuple[tuple[str, str, Where], ...]:
    """Return each 编号 that names nothing or another class: 编号, class wanted, place."""
    kinds = {name: type(entity).__name__ for name, entity in plan.by_id.items()}
    return tuple(
        (ref, reference.to, reference.where(index))
        for reference in references_in(plan)
        for index, ref in enumerate(reference.refs)
        if kinds.get(ref) != reference.to
    )


@once_per_plan
def missing_ids(plan: Plan) -> dict[tuple[str, str], list[Where]]:
    """Return (编号, class) → places, for references to entities that do not exist.

    A class is left out if its section is absent or could not be read completely.
    """
    dangling = unresolved(plan)
    unknown = _unknown_classes(plan) if dangling else ()
    found: dict[tuple[str, str], list[Where]] = {}
    for ref, to, where in dangling:
        if ref not in plan.by_id and to not in unknown:
            found.setdefault((ref, to), []).append(where)
    return found


def _unknown_classes(plan: Plan) -> frozenset[str]:
    """Return the classes whose entities are not all known."""
    holders: tuple[tuple[str, Sequence[Entity | None], str], ...] = (
        ("Unit", (plan,), "units"),
        ("KeyTask", (plan,), "key_tasks"),
        ("Stage", (plan,), "stages"),
        ("Task", (plan,), "tasks"),
        ("Indicator", (plan,), "goals"),
        ("Indicator", plan.goals, "indicators"),
        ("Fund", (plan,), "budget"),
        ("Fund", (plan.budget,), "funds"),
    )
    return frozenset(
        kind
        for kind, entities, attribute in holders
        if all(entity is None or entity.lacks(attribute) for entity in entities)
        or not all(entity is None or entity.sure(attribute) for entity in entities)
    )
