"""Every text of a document knows the places in the plan that it is made of."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass
from datetime import date
from itertools import count
from pathlib import Path
from typing import Any

import pytest

from jindu import assets, scaffold
from jindu.document.blocks import Doc, Table
from jindu.document.compose import Order, compose
from jindu.document.kinds import KINDS
from jindu.model.diagnostic import Where
from jindu.model.fields import declared, with_texts
from jindu.model.plan import Plan
from jindu.source import load

MARK = re.compile(r"Q\d+Z")
ORDER = Order({"会议地点": "会议室"}, date(2026, 12, 1), traced=True)


def marked(scheme: str) -> tuple[Plan, Mapping[str, Where]]:
    """A plan with a mark of its own in every text, and where each mark stands."""
    plan = load.load_text(scaffold.load(scheme).text).plan
    assert plan is not None
    number = count()
    plan = with_texts(plan, lambda text: f"Q{next(number)}Z{text}")
    places: dict[str, Where] = {}
    for thing in (plan, *plan.entities):
        for name, made in declared(type(thing)).items():
            for where, text in texts(vars(thing).get(name), (*thing.where, made.name)):
                places |= dict.fromkeys(MARK.findall(text), where)
    return plan, places


def texts(value: Any, where: Where) -> Iterator[tuple[Where, str]]:
    if isinstance(value, str):
        yield where, value
    elif isinstance(value, Mapping):
        for key, item in value.items():
            yield from texts(item, (*where, str(key)))
    elif isinstance(value, tuple):
        for place, item in enumerate(value):
            yield from texts(item, (*where, place))


def printed(doc: Doc) -> Iterator[tuple[str, str, tuple[Where, ...]]]:
    """Every text of the pages with its origins: “table” for cells and lanes, or “body”."""
    for page in (doc.body, *(annex.blocks for annex in doc.annexes)):
        for block in page:
            where = "table" if isinstance(block, Table) else "body"
            yield from ((where, text, origins) for text, origins in parts(block, ()))


def parts(part: Any, origins: tuple[Where, ...]) -> Iterator[tuple[str, tuple[Where, ...]]]:
    """The texts of a block, each with the origins of the innermost part that has any field."""
    if isinstance(part, str):
        yield part, origins
    elif isinstance(part, tuple) and not hasattr(part, "_fields"):
        for item in part:
            yield from parts(item, origins)
    elif is_dataclass(part) or hasattr(part, "_fields"):
        names = [f.name for f in fields(part)] if is_dataclass(part) else part._fields
        origins = getattr(part, "origins", origins)
        for name in names:
            if name != "origins":
                yield from parts(getattr(part, name), origins)


def is_right(where: Where, origins: tuple[Where, ...]) -> bool:
    """Whether the place is among the origins, or the thing that holds it."""
    holders = {where[:end] for end in (len(where), len(where) - 1, len(where) - 2)}
    return not holders.isdisjoint(o for o in origins if o)


@pytest.mark.parametrize("scheme", assets.schemes())
def test_every_printed_text_leads_to_its_key(scheme: str) -> None:
    plan, places = marked(scheme)
    wrong = []
    total = 0
    for kind in KINDS:
        for where, text, origins in printed(compose(plan, kind, ORDER)):
            for mark in MARK.findall(text):
                total += 1
                if not is_right(places[mark], origins):
                    wrong.append((kind, where, places[mark], text[:30], origins[:3]))
    assert total > 500
    assert not wrong


OWN = """# {{ title }}

## {{ plan.key_tasks[0].name | clause }}

{% macro told(team) %}{{ team.name }}有{{ team.size }}人{% endmacro %}
{{ told(plan.teams[0]) }}

{% set tasks = plan.tasks | selectattr("due") | list %}
{% for task in tasks[:1] %}{% set name = task.name %}
1. **{{ name ~ "。" }}** {{ task.due.words() }}
{% endfor %}

{{ plan.units[:2] | map(attribute="name") | listed("和") }}

{{ plan.budget.total | money }}

这一段是模板自己的话。
"""


def test_a_template_of_the_users_own_is_traced(tmp_path: Path) -> None:
    (tmp_path / "templates").mkdir()
    (tmp_path / "templates" / "implementation.md.j2").write_text(OWN, encoding="utf-8")
    plan, _ = marked("community")
    body = compose(plan, order=ORDER._replace(folder=tmp_path)).body
    [task] = [task for task in plan.tasks if task.due][:1]
    team, units = plan.teams[0], plan.units
    assert plan.overview is not None
    assert plan.budget is not None
    assert [getattr(block, "origins", ()) for block in body] == [
        (plan.overview.at("title"),),
        (plan.key_tasks[0].at("name"),),
        (team.at("name"), team.at("size")),
        (task.at("name"), task.at("due")),
        (units[0].where, units[1].where),
        (plan.budget.at("total"),),
        (),
    ]


def test_nothing_is_traced_unless_it_is_asked_for() -> None:
    plan, _ = marked("community")
    traced, plain = (compose(plan, order=ORDER._replace(traced=on)) for on in (True, False))
    assert traced == plain
    assert not any(getattr(block, "origins", ()) for block in plain.body[:3])
