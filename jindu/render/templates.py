"""Templates filled: where they are looked for, what they may do, and how their errors are told.

A folder ``templates`` beside the plan may hold templates of the user's own; one found there
stands for the built-in one of the same name. They run in a sandbox, with a limit on the lines
they execute and on what they write, so that a slip does no more harm than a message.
"""

from __future__ import annotations

import functools
import re
import sys
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager, nullcontext
from decimal import Decimal
from pathlib import Path
from types import FrameType, TracebackType
from typing import Any, TypeVar

from jinja2 import (
    FileSystemLoader,
    StrictUndefined,
    TemplateNotFound,
    TemplateSyntaxError,
    UndefinedError,
    meta,
)
from jinja2.exceptions import SecurityError
from jinja2.sandbox import SandboxedEnvironment
from jinja2.utils import Namespace
from markupsafe import Markup

from jindu import assets
from jindu.render.filters import FILTERS, escaped
from jindu.render.kinds import Unready
from jindu.vocabulary import nearest

FOLDER = "templates"
"""The folder beside a plan in which its own templates are looked for."""

UNNAMED = "<template>"
"""The name of a template that is in no file of its own."""

_MOST_LINES = 3_000_000
_MOST_TEXT = 4 << 20


class TemplateTrouble(Unready):
    """A template fails; the text says where, why and what to do, in Chinese."""


class Overrun(Exception):
    """A template goes on for too long, or writes too much."""


class _Bounded(Namespace):
    """A ``namespace`` whose texts cannot grow without end."""

    def __setitem__(self, name: str, value: Any) -> None:
        if isinstance(value, str | list) and len(value) > _MOST_TEXT:
            raise Overrun
        super().__setitem__(name, value)


class Sandbox(SandboxedEnvironment):
    """Where templates run: no attributes of Python's own, no text without end."""

    intercepted_binops = frozenset({"*", "**"})

    def call_binop(self, context: Any, operator: str, left: Any, right: Any) -> Any:
        """The result of ``*`` and ``**``, which are for numbers only."""
        numbers = isinstance(left, int | float | Decimal) and isinstance(
            right, int | float | Decimal
        )
        if not numbers or (operator == "**" and abs(right) > 64):
            raise SecurityError("only numbers are multiplied")
        return super().call_binop(context, operator, left, right)

    def is_safe_attribute(self, obj: Any, attr: str, value: Any) -> bool:
        """Whether an attribute may be used; none by which a text grows at a stroke."""
        grows = isinstance(obj, str) and attr in _GROWING
        return not grows and super().is_safe_attribute(obj, attr, value)

    @staticmethod
    def concat(pieces: Iterable[str]) -> str:
        """The pieces together; they are given up where they grow too long."""
        return "".join(_bounded(pieces))


_GROWING = frozenset(
    {"center", "expandtabs", "format", "join", "ljust", "replace", "rjust", "translate", "zfill"}
)
_WITHOUT = ("center", "format", "indent", "wordwrap", "xmlattr")


def _replace(text: str, old: str, new: str) -> str:
    """The filter of jinja, for what stays within bounds."""
    if len(text) + str(text).count(old) * len(new) > _MOST_TEXT:
        raise Overrun
    return text.replace(old, new)


def _join(items: Iterable[Any], between: str = "") -> str:
    """The filter of jinja, for what stays within bounds."""
    pieces = [item if isinstance(item, str) else str(item) for item in items]
    if sum(map(len, pieces)) + len(pieces) * len(between) > _MOST_TEXT:
        raise Overrun
    is_markup = any(isinstance(piece, Markup) for piece in pieces)
    return (Markup(between) if is_markup else between).join(pieces)


_Box = TypeVar("_Box", bound=Sandbox)


def sandbox(kind: type[_Box], **options: Any) -> _Box:
    """A sandbox with our filters, in which a name that is not known is an error."""
    made = kind(undefined=StrictUndefined, autoescape=True, **options)
    made.filters |= {name: entry.apply for name, entry in FILTERS.items()}
    for name in _WITHOUT:
        del made.filters[name]
    made.filters |= {"replace": _replace, "join": _join}
    made.tests["number"] = lambda value: isinstance(value, Decimal)
    made.globals["namespace"] = _Bounded
    return made


@functools.cache
def environment(folder: Path | None) -> Sandbox:
    """The environment of the templates beside a plan in a folder, and of the built-in ones."""
    own = [folder / FOLDER] if folder else []
    return sandbox(
        Sandbox,
        loader=FileSystemLoader([*own, assets.templates()]),
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=escaped,
    )


def used(template: str) -> list[str]:
    """The built-in template and those it includes, in the order of their use."""
    built_in = environment(None)
    found: list[str] = []
    pending = [template]
    while pending:
        name = pending.pop(0)
        found.append(name)
        tree = built_in.parse((assets.templates() / name).read_text(encoding="utf-8"))
        pending += [n for n in meta.find_referenced_templates(tree) if n and n not in found]
    return list(dict.fromkeys(found))


def fill(template: str, names: Mapping[str, Any], folder: Path | None = None) -> str:
    """The text a template makes. Raises ``TemplateTrouble``."""
    own = folder if folder and (folder / FOLDER).is_dir() else None
    try:
        with limited() if own else nullcontext():
            return environment(own).get_template(template).render(**names)
    except TemplateSyntaxError as error:
        trouble = "写法不对，检查 {{ }}、{% %} 是否成对、for 和 if 是否都有结尾"
        raise TemplateTrouble(_told(error.name, error.lineno, trouble)) from error
    except TemplateNotFound as error:
        raise TemplateTrouble(f"找不到模板“{error.name}”。检查 include 后面的名字。") from error
    except UndefinedError as error:
        raise TemplateTrouble(_told(*_place(error), unknown(str(error), names))) from error
    except (Overrun, SecurityError, *MISTAKES) as error:
        if own is None:
            raise
        raise TemplateTrouble(_told(*_place(error), trouble_of(error))) from error


MISTAKES = (ArithmeticError, LookupError, TypeError, ValueError, AttributeError, RecursionError)
"""What a template may raise that reckons with what cannot be reckoned."""


def trouble_of(error: Exception) -> str:
    """What is wrong with a template that raises this."""
    if isinstance(error, Overrun | RecursionError):
        return "没完没了，或者写得过长，已经停下；检查循环"
    if isinstance(error, SecurityError):
        return "用了模板里不允许的写法"
    return f"算不出来（{error}）"


def _told(name: str | None, line: int | None, trouble: str) -> str:
    where = f"第{line}行" if line else ""
    return f"模板“{name or ''}”{where}{trouble}。"


def _place(error: BaseException) -> tuple[str | None, int | None]:
    """The template and line in which an error arose, the innermost ones."""
    trace: TracebackType | None = error.__traceback__
    place: tuple[str | None, int | None] = (None, None)
    while trace is not None:
        file = Path(trace.tb_frame.f_code.co_filename)
        if file.suffix == ".j2":
            place = (file.name, trace.tb_lineno)
        trace = trace.tb_next
    return place


def unknown(message: str, names: Mapping[str, Any]) -> str:
    """What to say of a name that is not known, by jinja's message of it."""
    quoted = re.findall(r"'([^']+)'", message)
    name = quoted[-1] if "attribute" in message and quoted else (quoted or ["?"])[0]
    near = nearest(name, names, 0.6)
    hint = f"，是不是“{near}”" if near else "；可用的名字见 docs/templates.md"
    return f"用了没有的名字“{name}”{hint}"


def _bounded(pieces: Iterable[str]) -> Iterator[str]:
    written = 0
    for piece in pieces:
        written += len(piece)
        if written > _MOST_TEXT:
            raise Overrun
        yield piece


@contextmanager
def limited() -> Iterator[None]:
    """Count the lines that templates execute, and stop at the limit: no clock, no processes."""
    left = _MOST_LINES

    def count(frame: FrameType, event: str, argument: Any) -> Any:
        nonlocal left
        left -= 1
        if left < 0:
            raise Overrun
        return count

    def enter(frame: FrameType, event: str, argument: Any) -> Any:
        return count if frame.f_code.co_filename.endswith((".j2", UNNAMED)) else None

    before = sys.gettrace()
    sys.settrace(enter)
    try:
        yield
    finally:
        sys.settrace(before)
