"""JSON Schema of the plan file, so that editors complete keys and mark what they cannot read.

It is looser than reading: it knows keys, shapes and words, not sums or references. What it
refuses, ``check`` reports as well.
"""

from __future__ import annotations

import json
from decimal import Decimal
from typing import Any

from jindu.manual.fields import written
from jindu.plan import Contribution, Id, Number, Plan, Score, Year
from jindu.units import Date, Period, Quantity, Yuan
from jindu.vocabulary import Form, Key, Shape, Thing, Word, declared, forms

DIALECT = "https://json-schema.org/draft/2020-12/schema"
FILE = "jindu.schema.json"
"""The name under which ``init`` writes it beside a plan."""

_TEXT: dict[str, Any] = {"type": ["string", "number", "boolean"]}
_VALUES: dict[Any, dict[str, Any]] = {
    str: _TEXT,
    int: {"type": ["integer", "string"]},
    bool: {"type": ["boolean", "string"]},
    Id: {"type": "string", "minLength": 1, "maxLength": 32},
    Yuan: {"type": "string", "pattern": "元"},
    Date: {"type": ["string", "integer", "number"]},
    Period: {"type": ["string", "integer"]},
    Quantity: {"type": ["string", "number"]},
    Score: {"type": ["string", "number"]},
    Number: {"type": ["string", "number"]},
    Decimal: {"type": ["string", "number"]},
    Year: {"type": ["integer", "string"]},
}


def schema() -> dict[str, Any]:
    """The schema of a plan file; every section is a definition named by its class."""
    definitions: dict[str, Any] = {}
    top = _thing(Plan, definitions)
    return {
        "$schema": DIALECT,
        "$id": "jindu.schema.json",
        "title": "禁毒支部创建方案",
        **top,
        "$defs": dict(sorted(definitions.items())),
    }


def text() -> str:
    """The schema as a file."""
    return json.dumps(schema(), ensure_ascii=False, indent=1) + "\n"


def _thing(cls: type[Thing], definitions: dict[str, Any]) -> dict[str, Any]:
    properties: dict[str, Any] = {}
    for attribute, form in forms(cls).items():
        made = declared(cls)[attribute]
        told = {"title": made.name, "description": f"{made.help}写法：{written(form, made)}。"}
        value = {**_field(form, made, definitions), **told}
        properties[made.name] = value
        for other in (attribute, *made.was):
            properties[other] = {**value, "deprecated": other in made.was}
    return {"type": ["object", "null"], "properties": properties, "additionalProperties": False}


def _field(form: Form, made: Key, definitions: dict[str, Any]) -> dict[str, Any]:
    if form.of is Contribution:
        by_year = {"type": "object", "additionalProperties": _VALUES[Yuan]}
        amounts = {"anyOf": [_VALUES[Yuan], by_year]}
        return {"anyOf": [_VALUES[Id], {"type": "object", "additionalProperties": amounts}]}
    one = {"anyOf": [_one(form.of, definitions), {"type": "null"}]}
    match form.shape:
        case Shape.ONE:
            return one
        case Shape.LIST:
            return {"anyOf": [{"type": "array", "items": one}, one]}
        case Shape.TABLE:
            return {"type": ["object", "null"], "additionalProperties": one}


def _one(of: Any, definitions: dict[str, Any]) -> dict[str, Any]:
    if isinstance(of, type) and issubclass(of, Word):
        return {"enum": [spelling for word in of for spelling in (word.value, *word.aliases)]}
    if not (isinstance(of, type) and issubclass(of, Thing)):
        return _VALUES[of]
    if of.__name__ not in definitions:
        definitions[of.__name__] = {}
        definitions[of.__name__] = _thing(of, definitions)
    reference = {"$ref": f"#/$defs/{of.__name__}"}
    return {"anyOf": [reference, _TEXT]} if hasattr(of, "SCALAR") else reference
