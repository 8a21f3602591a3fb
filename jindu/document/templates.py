"""Find and fill templates, and translate their errors.

A template in the folder ``templates`` beside the plan replaces the built-in template of the same
name.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType, TracebackType
from typing import Any, NamedTuple

from jinja2 import (
    BaseLoader,
    Environment,
    TemplateError,
    TemplateNotFound,
    TemplateRuntimeError,
    TemplateSyntaxError,
    UndefinedError,
    meta,
)

from jindu import assets
from jindu.document.allowed import Forbidden
from jindu.document.filters import escaped
from jindu.document.kinds import Unready
from jindu.document.limits import Budget, Overrun
from jindu.document.origins import Origins
from jindu.document.sandbox import Refused, Sandbox
from jindu.document.tracing import TRAIL, Trail
from jindu.language.characters import unseen
from jindu.language.similarity import nearest
from jindu.source.decode import decode

FOLDER = "templates"
"""Name of the folder beside a plan that holds the user's templates."""

FORMER: Mapping[str, str] = {"parts/themes.md.j2": "parts/key_tasks.md.j2"}
"""Former name of a built-in template → current name."""

MOST_SOURCE = 200_000
"""Characters a template may have."""
_MAX_LINES = 20_000
"""Lines a template may write."""
_MAX_BYTES = 4 * MOST_SOURCE


class TemplateTrouble(Unready):
    """A template fails; the message gives place, cause and remedy, in Chinese."""


class Folders(BaseLoader):
    """Loads templates from the user's folder, then from the built-in ones.

    ``used`` lists the user's templates that were read.
    """

    def __init__(self, own: Path | None = None) -> None:
        self.own = own
        self.used: list[str] = []

    def get_source(self, environment: Environment, template: str) -> tuple[str, str, None]:
        """Return the text and path of a template. Raises ``TemplateTrouble``."""
        parts = template.split("/")
        if any(part in ("", ".", "..") or set(part) & set("\\:\0") for part in parts):
            raise TemplateTrouble(
                f"模板的名字“{template}”不能用。include 后面只写 templates 文件夹里的名字，"
                "不写盘符和上级文件夹。"
            )
        if self.own is not None:
            if (text := self._own_text(template)) is not None:
                return text, str(self.own / template), None
            self._look_for_former(template)
        built_in = assets.templates().joinpath(*parts)
        if not built_in.is_file():
            raise TemplateNotFound(template)
        return built_in.read_text(encoding="utf-8"), str(built_in), None

    def _look_for_former(self, template: str) -> None:
        """Raise ``TemplateTrouble`` if the user has a template under its former name."""
        assert self.own is not None
        for old, new in FORMER.items():
            if template == new and (self.own / old).exists():
                raise TemplateTrouble(
                    f"模板“{self.own / old}”现在的名字是“{new}”，把文件的名字改过来；"
                    "不再用的，删去它。"
                )

    def _own_text(self, template: str) -> str | None:
        assert self.own is not None
        path = self.own / template
        if not path.is_symlink() and not path.exists():
            return None
        # The plan's folder itself may be a link, so compare with its resolved path.
        home = self.own.parent.resolve() / self.own.name
        if not path.resolve().is_relative_to(home):
            raise TemplateTrouble(f"模板“{path}”是通向别处的链接，没有采用。把那个文件复制到这里。")
        if template not in self.used:
            self.used.append(template)
        return own_text(path, template)


def own_text(path: Path, name: str) -> str:
    """Read a template in any supported encoding. Raises ``TemplateTrouble``."""
    if not path.is_file():
        raise TemplateTrouble(f"模板“{name}”不是文件，读不了。")
    try:
        with path.open("rb") as file:
            content = file.read(_MAX_BYTES + 1)
    except OSError as error:
        raise TemplateTrouble(f"模板“{name}”打不开（{error.strerror or error}）。") from error
    decoded = decode(content)
    text = decoded.text
    if text is None or decoded.damaged:
        raise TemplateTrouble(
            f"模板“{name}”不是文本文件，读不出文字。用记事本打开它，另存为 UTF-8 编码的文本。"
        )
    if len(text) > MOST_SOURCE:
        raise TemplateTrouble(f"模板“{name}”太长（超过{MOST_SOURCE // 10_000}万字），没有读。")
    for number, line in enumerate(re.split("\r\n|\r|\n", text), 1):
        if found := next(unseen(line), None):
            raise TemplateTrouble(
                f"模板“{name}”第{number}行有不能写入文件的字符（{found.code}），把它删去。"
            )
    return text


def _environment(loader: Folders, budget: Budget | None = None, traced: bool = False) -> Sandbox:
    return Sandbox(
        budget, escaped, traced=traced, loader=loader, trim_blocks=True, lstrip_blocks=True
    )


@functools.cache
def _built_in(traced: bool = False) -> Sandbox:
    """Return the environment of the built-in templates, which needs no budget."""
    return _environment(Folders(), traced=traced)


def used(template: str) -> list[str]:
    """Return a built-in template and those it includes, in the order of use."""
    found: list[str] = []
    pending = [template]
    while pending:
        name = pending.pop(0)
        found.append(name)
        tree = _built_in().parse((assets.templates() / name).read_text(encoding="utf-8"))
        pending += [n for n in meta.find_referenced_templates(tree) if n and n not in found]
    return list(dict.fromkeys(found))


class Filled(NamedTuple):
    """The text of a filled template, and the user's templates it was made with.

    ``origins`` maps lines, counted from 0, to their places in the plan; empty unless traced.
    """

    text: str
    own: tuple[str, ...] = ()
    origins: Mapping[int, Origins] = MappingProxyType({})


def fill(
    template: str, names: Mapping[str, Any], folder: Path | None = None, *, traced: bool = False
) -> Filled:
    """Fill a template. Raises ``TemplateTrouble``."""
    trail = Trail(names["plan"]) if traced else None
    filled = _filled(template, names, folder, trail)
    return filled._replace(origins=trail.lines(filled.text)) if trail else filled


def _has_own(place: Path) -> bool:
    """Return whether a folder holds the user's templates, and is not the built-in one."""
    return place.is_dir() and not place.samefile(assets.templates())


def _filled(
    template: str, names: Mapping[str, Any], folder: Path | None, trail: Trail | None
) -> Filled:
    given = {**names, TRAIL: trail} if trail else names
    if folder is None or not _has_own(folder / FOLDER):
        return Filled(_built_in(trail is not None).get_template(template).render(given))
    loader = Folders(folder / FOLDER)
    try:
        environment = _environment(loader, Budget(cost(names)), trail is not None)
        text = environment.get_template(template).render(given)
        if text.count("\n") > _MAX_LINES:
            raise Overrun
    except TEMPLATE_MISTAKES as error:
        if isinstance(error, TemplateNotFound):
            told = f"找不到模板“{error.name}”。{_right_name(str(error.name))}"
            raise TemplateTrouble(told) from error
        name, line = _place(error)
        where = f"第{line}行" if line else ""
        raise TemplateTrouble(
            f"模板“{name or template}”{where}{trouble_of(error, names)}。"
        ) from error
    return Filled(text, tuple(loader.used))


def _right_name(name: str) -> str:
    new = FORMER.get(name)
    if new:
        return f"它现在的名字是“{new}”，把 include 后面的名字改过来。"
    return "检查 include 后面的名字。"


def cost(names: Mapping[str, Any]) -> int:
    """Return the steps charged for a function that searches the whole plan."""
    return 1 + len(names["plan"].entities) // 8


TEMPLATE_MISTAKES = (
    TemplateError,
    Forbidden,
    Overrun,
    ArithmeticError,
    LookupError,
    TypeError,
    ValueError,
    AttributeError,
    RecursionError,
    MemoryError,
    SyntaxError,
)
"""Exceptions that mistakes in a template cause when it is filled."""


def trouble_of(error: Exception, names: Mapping[str, Any]) -> str:
    """Describe a template error, in Chinese."""
    match error:
        case Refused():
            return error.message or ""
        case TemplateSyntaxError():
            return "写法不对，检查 {{ }}、{% %} 是否成对、for 和 if 是否都有结尾"
        case UndefinedError():
            return unknown(str(error), names)
        case TemplateRuntimeError() if "named" in str(error):
            return f"用了没有的过滤器或者判断“{_quoted(error)[0]}”；能用的见 docs/templates.md"
        case Forbidden():
            return str(error)
        case Overrun() | RecursionError() | MemoryError() | SyntaxError():
            return "循环的次数过多，或者写得过长、嵌套过深，已经停止；检查循环"
        case TemplateRuntimeError():
            return "只能给 namespace 的变量这样赋值"
        case ArithmeticError():
            return "算不出来：除数是零，或者数字太大"
        case LookupError() | ValueError():
            return "算不出来：取不到要的那一项，或者括号里的内容不对"
    return "算不出来：过滤器、函数或者括号里的内容，种类不对"


def _place(error: BaseException) -> tuple[str | None, int | None]:
    """Return the innermost template and line in which an error arose."""
    if isinstance(error, TemplateSyntaxError):
        return error.name, error.lineno
    trace: TracebackType | None = error.__traceback__
    place: tuple[str | None, int | None] = (None, None)
    while trace is not None:
        file = Path(trace.tb_frame.f_code.co_filename)
        if file.suffix == ".j2":
            place = (file.name, trace.tb_lineno)
        trace = trace.tb_next
    return place


def unknown(message: str, names: Mapping[str, Any]) -> str:
    """Translate jinja's message about an unknown name, with the nearest known name."""
    quoted = _quoted(message)
    name = quoted[-1] if "attribute" in message else quoted[0]
    near = nearest(name, names, 0.6)
    hint = f"，是不是“{near}”" if near else "；可用的名字见 docs/templates.md"
    return f"用了没有的名字“{name}”{hint}"


def _quoted(message: object) -> list[str]:
    """Return the quoted names in a message of jinja."""
    return re.findall(r"'([^']+)'", str(message)) or ["caller"]
