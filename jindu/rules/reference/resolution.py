"""References of a plan, and those that resolve to nothing."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from jindu.model.diagnostic import Where
from jindu.model.fields import Entity, references
from jindu.model.plan import Plan
from jindu.model.remembered import once_per_plan


class _Written(NamedTuple):
    """The 编号 that a field of a thing holds, and the class of what they should stand for."""

    thing: Entity
    attribute: str
    to: str
    refs: tuple[str, ...]

    def where(self, place: int) -> Where:
        """Where the one of this place (from 0) is written."""
        value = getattr(self.thing, self.attribute)
        if isinstance(value, str):
            return self.thing.at(self.attribute)
        key = self.refs[place] if self.attribute == "contributions" else place
        return self.thing.at(self.attribute, key)


def _used(thing: Entity) -> Iterator[_Written]:
    """Every reference a thing makes."""
    written = vars(thing)
    for attribute, made in references(type(thing)):
        value = written.get(attribute)
        if isinstance(value, str):
            yield _Written(thing, attribute, made.to, (value,))
        elif attribute == "contributions" and value:
            yield _Written(thing, attribute, made.to, tuple(share.fund for share in value))
        elif value:
            yield _Written(thing, attribute, made.to, value)


@once_per_plan
def written_references(plan: Plan) -> tuple[_Written, ...]:
    """Every reference of the plan."""
    return tuple(written for thing in plan.things for written in _used(thing))


@once_per_plan
def astray(plan: Plan) -> tuple[tuple[str, str, Where], ...]:
    """Each 编号 that stands for nothing, or for a thing of another class: wanted class, place."""
    kinds = {name: type(thing).__name__ for name, thing in plan.named.items()}
    return tuple(
        (ref, written.to, written.where(place))
        for written in written_references(plan)
        for place, ref in enumerate(written.refs)
        if kinds.get(ref) != written.to
    )


@once_per_plan
def missing(plan: Plan) -> dict[tuple[str, str], list[Where]]:
    """What is referred to and is not there, by 编号 and class, with all places.

    A section that is not written, or could not be read whole, may hold it: then nothing is known.
    """
    found_astray = astray(plan)
    unsure = _unsure(plan) if found_astray else ()
    found: dict[tuple[str, str], list[Where]] = {}
    for ref, to, where in found_astray:
        if ref not in plan.named and to not in unsure:
            found.setdefault((ref, to), []).append(where)
    return found


def _unsure(plan: Plan) -> frozenset[str]:
    """The classes of which the plan's things are not, or not all, known."""
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
        for kind, things, attribute in holders
        if all(thing is None or thing.lacks(attribute) for thing in things)
        or not all(thing is None or thing.sure(attribute) for thing in things)
    )
