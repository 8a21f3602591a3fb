"""Names given as texts: fields, kinds, classes and norms. A misspelt one fails here."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from itertools import chain
from pathlib import Path

import pytest

from jindu.model.fields import Choice, Entity, declared, field_types
from jindu.model.norms import shipped_norms
from jindu.model.plan import Plan, Task
from jindu.rules import RULES

PACKAGE = Path(__file__).resolve().parents[2] / "jindu"
ROOMS = ("analysis", "document", "language", "output", "rules", "scaffold")
BY_NAME = {"at": 1, "has": 1, "lacks": None, "sure": None}
"""Method of an entity → how many of its arguments are names of fields; None: all."""


def entities(cls: type[Entity] = Entity) -> Iterator[type[Entity]]:
    yield cls
    for sub in cls.__subclasses__():
        yield from entities(sub)


FIELDS = {name for cls in entities() for name in declared(cls)}
CLASSES = {cls.__name__ for cls in entities()}
OF_CHOICE = {
    name
    for cls in entities()
    for name, form in field_types(cls).items()
    if isinstance(form.of, type) and issubclass(form.of, Choice)
}


def trees(*rooms: str) -> Iterator[tuple[str, ast.AST]]:
    for room in rooms:
        for path in sorted((PACKAGE / room).rglob("*.py")):
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
                yield f"{path.relative_to(PACKAGE)}:{getattr(node, 'lineno', 0)}", node


def texts(nodes: list[ast.expr]) -> set[str]:
    return {n.value for n in nodes if isinstance(n, ast.Constant) and isinstance(n.value, str)}


def named_fields(node: ast.AST) -> set[str]:
    """The literal names of fields in a call, of a method or of getattr on an entity."""
    if not isinstance(node, ast.Call):
        return set()
    if isinstance(node.func, ast.Attribute) and node.func.attr in BY_NAME:
        return texts(node.args[: BY_NAME[node.func.attr]])
    is_getattr = isinstance(node.func, ast.Name) and node.func.id == "getattr"
    return (
        texts(node.args[1:2])
        if is_getattr and ast.unparse(node.args[0]) not in ("error", "apply")
        else set()
    )


def told_as_words(node: ast.AST) -> set[str]:
    """The Chinese words that a field of a choice is compared with, or looked up among."""
    match node:
        case ast.Compare(left, _, others):
            asked, words = [left, *others], [left, *others]
        case ast.Call(ast.Attribute(ast.Dict(keys), "get"), [key, *_]):
            asked, words = [key], [key for key in keys if key]
        case ast.Subscript(ast.Dict(keys), key):
            asked, words = [key], [key for key in keys if key]
        case _:
            return set()
    if not any(_is_choice(side) for side in asked):
        return set()
    listed = (n.elts for n in words if isinstance(n, (ast.Tuple, ast.Set, ast.List)))
    return {word for word in texts([*words, *chain.from_iterable(listed)]) if not word.isascii()}


def _is_choice(side: ast.expr) -> bool:
    """Whether it is a field of a choice, or that made a text or with something for None."""
    match side:
        case ast.Attribute(_, name):
            return name in OF_CHOICE
        case ast.BoolOp(_, [first, *_]) | ast.Call(ast.Name("str"), [first]):
            return _is_choice(first)
        case _:
            return False


def test_fields_are_declared() -> None:
    wrong = {
        place: unknown for place, node in trees(*ROOMS) if (unknown := named_fields(node) - FIELDS)
    }
    assert not wrong


def test_choices_are_compared_with_members() -> None:
    wrong = {place: words for place, node in trees(*ROOMS) if (words := told_as_words(node))}
    assert not wrong


def test_classes_referred_to_exist() -> None:
    assert {made.to for cls in entities() for made in declared(cls).values()} <= {"", *CLASSES}
    compared = {
        word
        for _, node in trees(*ROOMS)
        if isinstance(node, ast.Compare) and ast.unparse(node.left).rpartition(".")[2] == "to"
        for word in texts(node.comparators)
    }
    assert compared
    assert compared <= CLASSES


@pytest.mark.parametrize("method", [Entity.at, Entity.has, Entity.lacks, Entity.sure])
@pytest.mark.parametrize("name", ["taks", "parts", "where", "period_", "任务"])
def test_an_undeclared_field_raises(method: object, name: str) -> None:
    assert callable(method)
    with pytest.raises((AttributeError, KeyError)):
        method(Plan(tasks=(Task(),)), name)


def test_norms_are_declared() -> None:
    declared_norms = {r.check.__name__: set(r.norms) for r in RULES if r.check}
    for place, node in trees("rules"):
        if not isinstance(node, ast.FunctionDef):
            continue
        used = {
            word
            for sub in ast.walk(node)
            if isinstance(sub, ast.Subscript) and ast.unparse(sub.value).endswith("norms")
            for word in texts([sub.slice])
        }
        if node.name in declared_norms:
            assert used == declared_norms[node.name], place
        else:
            assert not used, f"{place}: a rule reads its norms itself"
    assert {name for norms in declared_norms.values() for name in norms} <= set(shipped_norms())


@pytest.mark.parametrize(
    "code",
    [
        "task.kind == '宣传'",
        "'宣传' == task.kind",
        "fund.status in ('已批复', '已到位')",
        "fund.status not in {'预计'}",
        "{'不低于': '≥'}.get(str(item.direction or ''), '无')",
        "{'不低于': '≥'}[item.direction]",
    ],
)
def test_words_are_seen(code: str) -> None:
    assert told_as_words(ast.parse(code, mode="eval").body)


@pytest.mark.parametrize(
    "code",
    [
        "'宣传' in task.name",
        "task.kind is WorkKind.PUBLICITY",
        "part.kind == 'theme'",
        "{CYCLE: '起止'}.get(entry.kind, '时段')",
        "'公益' in name(fund.kind)",
    ],
)
def test_other_words_are_not(code: str) -> None:
    assert not told_as_words(ast.parse(code, mode="eval").body)
