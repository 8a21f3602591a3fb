"""JSON Schema of the plan file, for completion and validation in editors.

The schema is looser than reading: it covers keys, shapes, choices and the form of values, not
sums or references. Whatever it refuses, ``check`` reports too. Patterns use only the syntax common
to all dialects of regular expressions.
"""

from __future__ import annotations

import json
from decimal import Decimal
from typing import Any

from jindu.files.contents import SCHEMA_FILE
from jindu.manual.fields import form_of, written
from jindu.model.fields import Choice, Entity, FieldSpec, FieldType, Shape, keyed
from jindu.model.plan import Contribution, Id, Number, Percent, Plan, Score, Year
from jindu.units import Date, Deadline, Period, Quantity, Yuan
from jindu.units.dates import FIRST_YEAR, LAST_YEAR

DIALECT = "https://json-schema.org/draft/2020-12/schema"
FILE = SCHEMA_FILE

_DIGIT = "[0-9０-９]"
_YEAR = f"{_DIGIT}{{4}}"
_MARKS = "\\s!-,./:-@\\[-^`{-~，。、；：！？（）《》“”‘’·—…"
_TEXT: dict[str, Any] = {"type": ["string", "number", "boolean"]}
_NUMBER: dict[str, Any] = {"type": ["string", "number"], "pattern": _DIGIT}
_ZERO: dict[str, Any] = {"const": 0}
_ROUGH = "[约余多几上下左右]"
_UNIT = "[元圆圓块钱万萬亿億千百WwＷｗ¥￥币RＲCＣ]"
_AMOUNT: dict[str, Any] = {
    "type": "string",
    "pattern": f"^(?=.*{_DIGIT})(?!.*{_ROUGH})(?=.*{_UNIT})|^[\\s0０.．]+$",
}
_DATE: dict[str, Any] = {
    "type": ["string", "number"],
    "pattern": _YEAR,
    "minimum": FIRST_YEAR,
    "exclusiveMaximum": LAST_YEAR + 1,
}
_PROVIDED: dict[str, Any] = {
    "type": "string",
    "pattern": "[列纳]入|列支|统筹|调剂|保障|承担|解决|负担|拨付|安排"
    "|自筹|据实|[不无]需|以奖代补|按",
}
"""Words of money without an amount, such as 列入财政预算."""
_DEADLINE: dict[str, Any] = {
    "type": "string",
    "pattern": "[每逐常长续时断终直即坚贯按后起]|半年|季度|年[内底末]|[本当全]年|全[程周]"
    "|期[内间限]|根据|视情",
}
"""Words of deadlines, such as 长期坚持 and 印发后30日内."""
_VALUES: dict[Any, dict[str, Any]] = {
    str: _TEXT,
    int: {"type": ["integer", "string"], "minimum": 0, "pattern": _DIGIT},
    bool: {
        "type": ["boolean", "string"],
        "pattern": "^\\s*([是否]|[Tt][Rr][Uu][Ee]|[Ff][Aa][Ll][Ss][Ee])\\s*$",
    },
    Id: {
        "type": ["string", "boolean"],
        "pattern": f"^[^0-9０-９_＿\\-{_MARKS}][^{_MARKS}]{{0,31}}$",
    },
    Yuan: {"anyOf": [_AMOUNT, _ZERO]},
    Date: _DATE,
    (Date, Deadline): {"anyOf": [_DATE, _DEADLINE]},
    Period: _DATE,
    Quantity: {"type": ["string", "number"], "pattern": f"{_DIGIT}|百分之"},
    (Quantity, str): _TEXT,
    (Yuan, str): {"anyOf": [_AMOUNT, _ZERO, _PROVIDED]},
    Percent: {"type": ["string", "number"], "pattern": f"{_DIGIT}|百分之|成"},
    Score: _NUMBER,
    Number: _NUMBER,
    Decimal: _NUMBER,
    Year: _DATE,
}


def schema() -> dict[str, Any]:
    """Return the schema of a plan file, with a definition per section named by its class."""
    definitions: dict[str, Any] = {}
    top = _section(Plan, definitions)
    return {
        "$schema": DIALECT,
        "$id": "jindu.schema.json",
        "title": "禁毒支部创建方案",
        **top,
        "$defs": dict(sorted(definitions.items())),
    }


def value(of: Any) -> dict[str, Any]:
    """Return the schema of a type of value."""
    return _VALUES[of]


def text() -> str:
    """Return the schema as the text of a JSON file."""
    return json.dumps(schema(), ensure_ascii=False, indent=1) + "\n"


def _section(cls: type[Entity], definitions: dict[str, Any]) -> dict[str, Any]:
    properties: dict[str, Any] = {}
    for attribute, made in keyed(cls).items():
        form = form_of(cls, attribute)
        described = {"title": made.name, "description": f"{made.help}写法：{written(form, made)}。"}
        value = {**_field(form, made, definitions), **described}
        properties[made.name] = value
        for other in (attribute, *made.was):
            properties[other] = {**value, "deprecated": other in made.was}
    return {"type": ["object", "null"], "properties": properties, "additionalProperties": False}


def _field(form: FieldType, made: FieldSpec, definitions: dict[str, Any]) -> dict[str, Any]:
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
            names = {"propertyNames": {"pattern": _YEAR}} if form.by is not str else {}
            return {"type": ["object", "null"], "additionalProperties": one, **names}


def _one(of: Any, definitions: dict[str, Any]) -> dict[str, Any]:
    if isinstance(of, type) and issubclass(of, Choice):
        return {"enum": [spelling for word in of for spelling in (word.value, *word.aliases)]}
    if not (isinstance(of, type) and issubclass(of, Entity)):
        return _VALUES[of]
    if of.__name__ not in definitions:
        definitions[of.__name__] = {}
        definitions[of.__name__] = _section(of, definitions)
    reference = {"$ref": f"#/$defs/{of.__name__}"}
    return {"anyOf": [reference, _TEXT]} if hasattr(of, "SCALAR") else reference
