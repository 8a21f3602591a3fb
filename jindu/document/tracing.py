"""Record what the expressions of a template read, to trace its text to the plan.

While an expression ``{{ … }}`` is evaluated, the fields it reads and the values that pass through
its filters are recorded as the origins of its output. The output carries a mark until the pieces
are joined, so the text that Markdown parses contains none.
"""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

from jinja2 import nodes, pass_context
from jinja2.runtime import Context
from jinja2.visitor import NodeTransformer
from markupsafe import Markup

from jindu.document.origins import Index, Origins, Places, Sourced
from jindu.model.diagnostic import Where
from jindu.model.fields import Entity, declared, parts_of
from jindu.model.plan import Plan

TRAIL = "@trail"
"""Context name of the ``Trail``; not a valid name in a template."""
_OPENED, _CLOSED, _READ, _ATTRIBUTE = "@opened", "@closed", "@read", "@attribute"
_MARK = "\0"
"""Delimits a mark; not allowed in plans and templates."""


class Trail:
    """Records the places that each expression of a document's templates reads."""

    def __init__(self, plan: Plan) -> None:
        self._index = Index(plan)
        self._open: list[dict[Where, None]] = []
        self._written: list[Origins] = []

    def begin(self) -> None:
        """Start an expression."""
        self._open.append({})

    def note(self, *values: Any) -> Origins:
        """Record that the current expression, if any, reads values; return their places."""
        found = tuple(where for value in values for where in self._index.find(value))
        self.read(*found)
        return found

    def read(self, *places: Where) -> None:
        """Record that the current expression, if any, reads these places."""
        if self._open:
            self._open[-1].update(dict.fromkeys(places))

    def end(self) -> str:
        """End an expression and return its mark; an enclosing one reads its places too."""
        found = tuple(self._open.pop())
        if not found:
            return ""
        self.read(*found)
        self._written.append(found)
        return f"{_MARK}{len(self._written) - 1}{_MARK}"

    def lines(self, text: str) -> Mapping[int, Origins]:
        """Return the places of each line of a text; lines are counted from 0."""
        found: dict[int, dict[Where, None]] = {}
        for number, first, last in text.marks if isinstance(text, _Joined) else ():
            for line in range(first, last + 1):
                found.setdefault(line, {}).update(dict.fromkeys(self._written[number]))
        return {line: tuple(places) for line, places in found.items()}


class _Joined(str):
    """A text with its marks: the number, first line and last line of each."""

    __slots__ = ("marks",)
    marks: list[tuple[int, int, int]]


def joined(pieces: Iterable[str], written: Callable[[Iterable[str]], Iterable[str]] = iter) -> str:
    """Join the output of a template; ``written`` receives the pieces without marks."""
    marks: list[tuple[int, int, int]] = []
    text = _Joined("".join(written(_unmarked(pieces, marks))))
    text.marks = marks
    return text


def _unmarked(pieces: Iterable[str], marks: list[tuple[int, int, int]]) -> Iterator[str]:
    line = 0
    for piece in pieces:
        if not piece.startswith(_MARK):
            line += piece.count("\n")
            yield piece
            continue
        _, number, text = piece.split(_MARK, 2)
        first = line
        line += text.count("\n")
        marks.append((int(number), first, line))
        yield text


# Instrumentation of templates --------------------------------------------------------------


def traced(apply: Callable[..., Any]) -> Callable[..., Any]:
    """Wrap a filter so that the text it returns originates from its arguments."""
    wanted = getattr(apply, "jinja_pass_arg", None)

    @pass_context
    @functools.wraps(apply)
    def applied(context: Context, *args: Any, **kwargs: Any) -> Any:
        first = () if wanted is None else (_PASSED[wanted.name](context),)
        made = apply(*first, *args, **kwargs)
        trail: Trail = context[TRAIL]
        origins = (Places((*trail.note(*args), *trail.note(made))),)
        return Sourced(made, origins) if type(made) in (str, Sourced) else made

    return applied


_PASSED: Mapping[str, Callable[[Context], Any]] = {
    "context": lambda context: context,
    "eval_context": lambda context: context.eval_ctx,
    "environment": lambda context: context.environment,
}


@pass_context
def _opened(context: Context, _: Any) -> None:
    context[TRAIL].begin()


@pass_context
def _closed(context: Context, evaluated: tuple[None, Any]) -> Any:
    value = evaluated[1]
    trail: Trail = context[TRAIL]
    trail.note(value)
    mark = trail.end()
    finalize = context.environment.finalize
    text = value if finalize is None else finalize(value)
    return Markup(mark + text) if mark and text else text


@pass_context
def _read(context: Context, value: Any) -> Any:
    if not isinstance(value, Entity):
        context[TRAIL].note(value)
    return value


@pass_context
def _attribute(context: Context, holder: Any, name: str) -> Any:
    value = context.environment.getattr(holder, name)
    trail: Trail = context[TRAIL]
    if not isinstance(holder, Entity):
        trail.note(holder)
    elif name not in declared(type(holder)):
        trail.note(value)
    elif name not in parts_of(type(holder)):
        # Reading a nested entity records nothing; its own fields follow.
        trail.read(holder.at(name))
    return value


FILTERS: Mapping[str, Callable[..., Any]] = {
    _OPENED: _opened,
    _CLOSED: _closed,
    _READ: _read,
    _ATTRIBUTE: _attribute,
}
"""Internal filters; their names are not valid in a template."""


def trace(template: nodes.Template) -> None:
    """Instrument a template so that its expressions record what they read in its ``Trail``."""
    _Tracing().visit(template)


class _Tracing(NodeTransformer):
    """Wraps the reads and the output of expressions in tracing filters."""

    def visit_Output(self, node: nodes.Output) -> nodes.Output:
        node.nodes = [self._expression(child) for child in node.nodes]
        return node

    def _expression(self, node: nodes.Expr) -> nodes.Expr:
        if isinstance(node, nodes.TemplateData | nodes.Const) or _is_count(node):
            return node
        opened = _filtered(nodes.Const(None, lineno=node.lineno), _OPENED)
        pair = nodes.Tuple([opened, self.visit(node)], "load", lineno=node.lineno)
        return _filtered(pair, _CLOSED)

    def visit_Name(self, node: nodes.Name) -> nodes.Expr:
        return _filtered(node, _READ) if node.ctx == "load" else node

    def visit_Getattr(self, node: nodes.Getattr) -> nodes.Expr:
        self.generic_visit(node)
        return _filtered(node.node, _ATTRIBUTE, nodes.Const(node.attr, lineno=node.lineno))

    def visit_Call(self, node: nodes.Call) -> nodes.Call:
        called = node.node
        if isinstance(called, nodes.Getattr):
            called.node = self.visit(called.node)
        node.args = [self.visit(argument) for argument in node.args]
        for keyword in node.kwargs:
            keyword.value = self.visit(keyword.value)
        return node

    def visit_CondExpr(self, node: nodes.CondExpr) -> nodes.CondExpr:
        node.expr1 = self.visit(node.expr1)
        node.expr2 = node.expr2 and self.visit(node.expr2)
        return node


def _is_count(node: nodes.Node) -> bool:
    """Return whether a node was added by metering."""
    return (
        isinstance(node, nodes.Filter)
        and node.name.startswith("@")
        and isinstance(node.node, nodes.Const)
    )


def _filtered(node: nodes.Node, name: str, *arguments: nodes.Expr) -> nodes.Filter:
    return nodes.Filter(node, name, list(arguments), [], None, None, lineno=node.lineno)
