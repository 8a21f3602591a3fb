"""Run templates: refuse what is not in ``allowed``, and charge the rest to a budget.

Built-in templates run in the same sandbox without a budget or any metering code. In user
templates every loop, list and concatenation is wrapped before compilation, so that each
iteration and each growing value is charged.
"""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from datetime import date
from decimal import Decimal
from types import BuiltinMethodType, FunctionType, MethodType
from typing import Any, cast

from jinja2 import StrictUndefined, TemplateRuntimeError, TemplateSyntaxError, nodes, pass_context
from jinja2.runtime import Context, Macro, Undefined, markup_join
from jinja2.sandbox import ImmutableSandboxedEnvironment
from jinja2.utils import Namespace
from jinja2.visitor import NodeTransformer
from markupsafe import Markup

from jindu.document import allowed, tracing
from jindu.document.allowed import Forbidden
from jindu.document.limits import LONGEST, Budget, Overrun, bounded, reckonable
from jindu.language.characters import unseen

_MAX_DEPTH = 60
"""Depth that the syntax tree of a template may have."""
_MAX_EXPONENT = 64
_JOINABLE = (str, list, tuple)
_SEE = "；能用的见 docs/templates.md"


class Sealed:
    """A value that can only be written out."""

    __slots__ = ("__markup",)

    def __init__(self, markup: str) -> None:
        self.__markup = markup

    def __html__(self) -> str:
        return self.__markup


class Refused(TemplateSyntaxError):
    """A template contains a forbidden construct; the message is in Chinese."""


class Sandbox(ImmutableSandboxedEnvironment):
    """The environment of templates; without a ``budget`` they are trusted and not metered.

    ``finalize`` converts written values to text; ``without`` names filters to leave out. If
    ``traced``, the names given to a template must include a ``Trail``.
    """

    intercepted_binops = frozenset(ImmutableSandboxedEnvironment.default_binop_table)

    def __init__(
        self,
        budget: Budget | None = None,
        finalize: Callable[[Any], Any] = lambda value: value,
        without: frozenset[str] = frozenset(),
        traced: bool = False,
        **options: Any,
    ) -> None:
        super().__init__(
            undefined=StrictUndefined,
            autoescape=True,
            finalize=finalize if budget is None else lambda value: finalize(_shown(value)),
            **options,
        )
        self.budget = budget
        filters = {n: f.apply for n, f in allowed.FILTERS.items() if n not in without}
        tests: dict[str, Callable[..., Any]] = {n: t.apply for n, t in allowed.TESTS.items()}
        self.tests = cast("Any", tests)
        self.globals = {name: function.apply for name, function in allowed.FUNCTIONS.items()}
        if budget is not None:
            filters = {n: _metered(budget, apply) for n, apply in filters.items()}
            self.tests = cast("Any", {n: _metered(budget, apply) for n, apply in tests.items()})
        self.traced = traced
        written = budget.written if budget else iter
        if traced:
            filters = {n: tracing.traced(apply) for n, apply in filters.items()}
            filters |= tracing.FILTERS
            self.concat = lambda pieces: tracing.joined(  # type: ignore[method-assign]
                pieces, written
            )
        elif budget is not None:
            self.concat = lambda pieces: "".join(  # type: ignore[method-assign]
                written(pieces)
            )
        self.filters = {**filters, **(_meters(budget) if budget else {})}

    def _parse(self, source: str, name: str | None, filename: str | None) -> nodes.Template:
        tree = super()._parse(source, name, filename)
        if self.budget is not None:
            for line, trouble in sorted(_troubles(tree, self))[:1]:
                raise Refused(trouble, line, name, filename)
            _Metering().visit(tree)
        if self.traced:
            tracing.trace(tree)
        return tree

    def call_filter(self, name: str, *arguments: Any, **options: Any) -> Any:
        """Call a filter by name, for ``map``; internal filters are refused."""
        if name.startswith("@"):
            raise TemplateRuntimeError(f"No filter named {name!r}.")
        return super().call_filter(name, *arguments, **options)

    def getattr(self, obj: Any, attribute: str) -> Any:
        """Return an allowed attribute, or the mapping entry of that name. Raises ``Forbidden``."""
        if attribute in allowed.members(type(obj)):
            return getattr(obj, attribute)
        if isinstance(obj, Undefined):
            return obj._fail_with_undefined_error()
        if isinstance(obj, Mapping):
            with suppress(LookupError):
                return obj[attribute]
        if new := allowed.renamed(type(obj), attribute):
            raise Forbidden(f"用了旧的名字“{attribute}”，现在写作“{new}”")
        is_own = isinstance(obj, Namespace) and not attribute.startswith("_")
        if attribute.startswith("_") or (hasattr(obj, attribute) and not is_own):
            raise Forbidden(f"用了模板里不允许的写法“{attribute}”{_SEE}")
        return getattr(obj, attribute, self.undefined(obj=obj, name=attribute))

    def getitem(self, obj: Any, argument: Any) -> Any:
        """Return an item of a list, text or mapping; for a name also an allowed attribute."""
        if isinstance(obj, str | list | tuple | range | Mapping):
            with suppress(TypeError, LookupError):
                return obj[argument]
        if isinstance(argument, str) or isinstance(obj, Undefined):
            return self.getattr(obj, str(argument))
        return self.undefined(obj=obj, name=argument)

    def is_safe_callable(self, obj: Any) -> bool:
        """Return whether this is a macro, a provided function, or an allowed class or method."""
        if isinstance(obj, MethodType | BuiltinMethodType):
            return obj.__name__ in allowed.members(type(obj.__self__))
        return isinstance(obj, Macro | FunctionType | Undefined) or obj in allowed.CLASSES

    def call(self, context: Context, function: Any, /, *args: Any, **kwargs: Any) -> Any:
        """Call an allowed function, charging its cost. Raises ``Forbidden``."""
        if not self.is_safe_callable(function):
            raise Forbidden(f"把不是函数的内容当作函数用{_SEE}")
        made = self._called(context, function, args, kwargs)
        if self.traced:
            context[tracing.TRAIL].note(made)
        return made

    def _called(
        self, context: Context, function: Any, args: tuple[Any, ...], kwargs: dict[str, Any]
    ) -> Any:
        budget = self.budget
        if budget is None:
            return context.call(function, *args, **kwargs)
        given = [budget.taken(argument) for argument in args]
        named = {n: a if n.startswith("_") else budget.taken(a) for n, a in kwargs.items()}
        budget.spend(budget.call if isinstance(function, FunctionType) else 1)
        with budget.deeper():
            return budget.weighed(context.call(function, *given, **named))

    def call_binop(self, context: Context, operator: str, left: Any, right: Any) -> Any:
        """Apply an operator to numbers, or ``+`` to texts or lists. Raises ``Forbidden``."""
        both = (left, right)
        if all(isinstance(value, int | float | Decimal) for value in both):
            if operator == "**" and abs(right) > _MAX_EXPONENT:
                raise Overrun
            return self._paid(bounded(self.binop_table[operator](left, right)))
        if operator == "-" and all(isinstance(value, date) for value in both):
            return left - right
        if operator == "+" and any(all(isinstance(v, kind) for v in both) for kind in _JOINABLE):
            if len(left) + len(right) > LONGEST:
                raise Overrun
            return self._paid(left + right)
        for value in both:
            if isinstance(value, Undefined):
                value._fail_with_undefined_error()
        raise Forbidden(f"用了模板里不允许的写法：“{operator}”只能用于数字")

    def _paid(self, value: Any) -> Any:
        return value if self.budget is None else self.budget.weighed(value)


def _shown(value: Any) -> Any:
    """Convert a value written by a user template. Raises ``Forbidden``."""
    return value if isinstance(value, Markup | Sealed) else allowed.text(value)


# Counting ---------------------------------------------------------------------------------


def _metered(budget: Budget, apply: Callable[..., Any]) -> Callable[..., Any]:
    """Wrap a filter or test to charge its arguments and result."""
    given_first = 1 if hasattr(apply, "jinja_pass_arg") else 0

    @functools.wraps(apply)
    def paid(*args: Any, **kwargs: Any) -> Any:
        values = [budget.taken(value) for value in args[given_first:]]
        named = {name: budget.taken(value) for name, value in kwargs.items()}
        made = apply(*args[:given_first], *values, **named)
        return made if isinstance(made, Iterator) else budget.weighed(made)

    return paid


_COUNTED, _WEIGHED, _TAKEN, _JOINED = "@counted", "@weighed", "@taken", "@joined"
_SPENT, _ENTERED, _LEFT = "@spent", "@entered", "@left"


def _meters(budget: Budget) -> Mapping[str, Callable[..., Any]]:
    """Return the metering functions as filters whose names are not valid in a template."""

    def joined(pieces: Sequence[Any]) -> str:
        texts = [allowed.text(piece) for piece in pieces]
        if sum(map(len, texts)) > LONGEST:
            raise Overrun
        return budget.weighed(markup_join(texts))

    # Taking the context keeps the compiler from evaluating these once, as constants.
    @pass_context
    def entered(_: Context, steps: int) -> str:
        budget.enter()
        budget.spend(steps)
        return ""

    @pass_context
    def left(_: Context, _steps: int) -> str:
        budget.leave()
        return ""

    @pass_context
    def spent(_: Context, steps: int) -> str:
        budget.spend(steps)
        return ""

    return {
        _COUNTED: budget.counted,
        _WEIGHED: budget.weighed,
        _TAKEN: budget.taken,
        _JOINED: joined,
        _SPENT: spent,
        _ENTERED: entered,
        _LEFT: left,
    }


class _Metering(NodeTransformer):
    """Wraps loops and growing values in metering filters."""

    def visit_Template(self, node: nodes.Template) -> nodes.Template:
        weight = _weight(node.body)
        self.generic_visit(node)
        node.body = [_told(_ENTERED, weight, node), *node.body, _told(_LEFT, 0, node)]
        return node

    def visit_Macro(self, node: nodes.Macro) -> nodes.Macro:
        weight = _weight(node.body)
        self.generic_visit(node)
        node.body = [_told(_SPENT, weight, node), *node.body]
        return node

    def visit_For(self, node: nodes.For) -> nodes.For:
        weight = _weight([*node.body, *([node.test] if node.test else [])])
        self.generic_visit(node)
        node.iter = _wrapped(node.iter, _COUNTED, weight)
        return node

    def visit_Compare(self, node: nodes.Compare) -> nodes.Compare:
        self.generic_visit(node)
        node.expr = _wrapped(node.expr, _TAKEN)
        for operand in node.ops:
            operand.expr = _wrapped(operand.expr, _TAKEN)
        return node

    def visit_Concat(self, node: nodes.Concat) -> nodes.Filter:
        self.generic_visit(node)
        return _wrapped(nodes.Tuple(node.nodes, "load", lineno=node.lineno), _JOINED)

    def visit_Getitem(self, node: nodes.Getitem) -> nodes.Expr:
        self.generic_visit(node)
        return _wrapped(node, _WEIGHED) if isinstance(node.arg, nodes.Slice) else node

    def visit_List(self, node: nodes.List) -> nodes.Filter:
        self.generic_visit(node)
        return _wrapped(node, _WEIGHED)

    def visit_Dict(self, node: nodes.Dict) -> nodes.Filter:
        self.generic_visit(node)
        return _wrapped(node, _WEIGHED)

    def visit_Tuple(self, node: nodes.Tuple) -> nodes.Expr:
        self.generic_visit(node)
        return _wrapped(node, _WEIGHED) if node.ctx == "load" else node


def _wrapped(node: nodes.Node, meter: str, *values: int) -> nodes.Filter:
    line = node.lineno
    given = [nodes.Const(value, lineno=line) for value in values]
    return nodes.Filter(node, meter, given, [], None, None, lineno=line)


def _told(meter: str, steps: int, near: nodes.Node) -> nodes.Output:
    call = _wrapped(nodes.Const(steps, lineno=near.lineno), meter)
    return nodes.Output([call], lineno=near.lineno)


def _weight(body: Iterable[nodes.Node]) -> int:
    """Return the steps of one run of ``body``, nested loops and macros excluded."""
    weight, pending = 1, list(body)
    while pending:
        node = pending.pop()
        weight += 1
        if not isinstance(node, nodes.For | nodes.Macro):
            pending += node.iter_child_nodes()
    return weight


# Allowed syntax ---------------------------------------------------------------------------

_STATEMENTS = (
    nodes.Template,
    nodes.Output,
    nodes.For,
    nodes.If,
    nodes.Macro,
    nodes.Assign,
    nodes.AssignBlock,
    nodes.With,
    nodes.Include,
    nodes.FilterBlock,
)
_TAGS: Mapping[type[nodes.Node], str] = {
    nodes.Extends: "extends",
    nodes.Block: "block",
    nodes.Import: "import",
    nodes.FromImport: "import",
    nodes.CallBlock: "call",
    nodes.Scope: "autoescape",
    nodes.ScopedEvalContextModifier: "autoescape",
}


def _troubles(tree: nodes.Template, environment: Sandbox) -> Iterator[tuple[int, str]]:
    """Yield the line and description of each forbidden construct."""
    pending: list[tuple[nodes.Node, int, int]] = [(tree, 1, 0)]
    while pending:
        node, line, depth = pending.pop()
        line = node.lineno or line
        trouble = _trouble(node, environment)
        if depth > _MAX_DEPTH:
            trouble = "嵌套的层数太多"
        if trouble:
            yield line, trouble
        pending += [(child, line, depth + 1) for child in node.iter_child_nodes()]


def _trouble(node: nodes.Node, environment: Sandbox) -> str:
    match node:
        case nodes.Stmt() if not isinstance(node, _STATEMENTS):
            return f"用了模板里不允许的写法“{_TAGS.get(type(node), type(node).__name__)}”{_SEE}"
        case nodes.Include() if environment.loader is None:
            return f"用了模板里不允许的写法“include”{_SEE}"
        case nodes.For(recursive=True):
            return f"用了模板里不允许的写法“recursive”{_SEE}"
        case nodes.Filter() if node.name not in environment.filters:
            return f"用了没有的过滤器“{node.name}”{_SEE}"
        case nodes.Test() if node.name not in environment.tests:
            return f"用了没有的判断“is {node.name}”{_SEE}"
        case nodes.Const(value=str() as text) if found := next(unseen(text), None):
            return f"写出了不能写入文件的字符（{found.code}），把它删去"
        case nodes.Const(value=int() | float() as number) if not reckonable(number):
            return "写了过长的数字"
    return ""
