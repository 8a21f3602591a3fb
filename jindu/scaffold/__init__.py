"""Make a plan file from a built-in scheme and the answers to its questions."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path

from jindu import assets
from jindu.analysis.calendar import is_known
from jindu.files import writing
from jindu.files.contents import Kind
from jindu.files.writing import examine
from jindu.language.characters import complaint
from jindu.manual import schema
from jindu.model.diagnostic import Severity
from jindu.scaffold.rebase import instantiate
from jindu.scaffold.scheme import BadAnswer, Scheme, parse
from jindu.source import bounded
from jindu.source.build import build
from jindu.source.nodes import Scalar
from jindu.source.parse import read_bytes, read_file
from jindu.units import Unreadable, read_date, read_yuan, say_years, say_yuan

START, TOTAL = "开始", "总额"
"""The two questions that every scheme has in addition to its own."""

_MOST_BYTES = 128 << 10
_LONGEST = 80


@dataclass(frozen=True, slots=True, kw_only=True)
class InitOptions:
    """Options of ``jindu init``. With ``ask`` the user answers what the others leave open."""

    settings: tuple[str, ...] = ()
    answers: Path | None = None
    today: date
    ask: bool = False


def listing() -> Iterator[str]:
    """One line for each built-in scheme: name, title, description."""
    for name in assets.schemes():
        scheme = load(name)
        yield f"{name:<14}{scheme.title}：{scheme.description}"


def load(name: str) -> Scheme:
    """Load a built-in scheme. Raises BadAnswer for an unknown name."""
    schemes = assets.schemes()
    if name not in schemes:
        raise BadAnswer(f"没有“{name}”这个模板；可以用：{'、'.join(schemes)}。")
    return parse(name, schemes[name].read_text(encoding="utf-8"))


def fill(name: str, given: InitOptions) -> str:
    """The text of a new plan. Raises BadAnswer where an answer cannot be used."""
    scheme = load(name)
    known = {**_from_file(given.answers), **_from_settings(given.settings)}
    answers = _asked(scheme, known, given) if given.ask else known
    for question, answer in answers.items():
        if trouble := complaint(question + answer):
            raise BadAnswer(f"“{question}”的回答{trouble}")
    start = answers.pop(START, None)
    total = answers.pop(TOTAL, None)
    try:
        return instantiate(
            scheme,
            answers,
            start=read_date(start).first if start else _next_quarter(given.today),
            total=Decimal(read_yuan(total)) if total is not None else None,
        )
    except Unreadable as error:
        raise BadAnswer(error.message, error.tip) from error


def write(path: Path, text: str, *, answers: Path | None = None, force: bool = False) -> None:
    """Write the plan, and beside it the schema that lets editors complete its keys.

    ``answers`` is never overwritten. Raises Unwritable; then nothing was written.
    """
    line = f"# yaml-language-server: $schema={schema.FILE}\n"
    helper = path.with_name(schema.FILE)
    examine(helper, Kind.SCHEMA)
    inputs = filter(None, [answers])
    writing.write(path, (line + text).encode("utf-8"), Kind.PLAN, inputs=inputs, force=force)
    writing.write(helper, schema.text().encode("utf-8"), Kind.SCHEMA)


def notes(path: Path) -> Iterator[str]:
    """What the user should know of a plan that was just written."""
    plan = build(read_file(path, str(path)))
    years = plan.period.years() if plan and plan.period else ()
    unknown = [year for year in years if not is_known(year)]
    if unknown:
        told = f"{say_years(unknown)}的节假日安排尚未收录"
        yield f"{told}，日期按周末休息推算；公布以后请核对任务的完成时限。"


def _from_settings(settings: tuple[str, ...]) -> dict[str, str]:
    found = {}
    for setting in settings:
        key, mark, value = setting.replace("＝", "=", 1).partition("=")
        if not mark or not value.strip():
            raise BadAnswer(f"“--set {setting}”缺少等号或内容，应写成 --set 街道=柳林街道。")
        found[key.strip()] = value.strip()
    return found


def _from_file(path: Path | None) -> dict[str, str]:
    if path is None:
        return {}
    try:
        source = read_bytes(bounded.bytes_of(path, "回答文件", _MOST_BYTES), str(path))
    except bounded.Unusable as trouble:
        raise BadAnswer(f"{path}：{trouble}") from trouble
    # Keyboard slips are read as meant; other problems are reported instead of guessed at.
    broken = [p for p in source.problems if p.severity is Severity.ERROR and p.code != "YML003"]
    if source.root is None or broken:
        problem = (broken or source.problems)[0]
        raise BadAnswer(f"{path}:{problem.span.line}:{problem.span.column} {problem.message}")
    found = {}
    for key, (name, value) in source.root.entries.items():
        place = source.stretch(name.start_mark.index, name.end_mark.index)
        where = f"{path}:{place.line}:{place.column} “{key[:_LONGEST]}”的回答"
        if not isinstance(value, Scalar):
            raise BadAnswer(f"{where}应当是一个值，写成“街道: 柳林街道”这样。")
        if len(value.value) > _LONGEST or not value.value.isprintable():
            raise BadAnswer(f"{where}太长，或者分了行；写成一行，不超过{_LONGEST}个字。")
        found[key] = value.value
    return found


def _asked(scheme: Scheme, known: Mapping[str, str], given: InitOptions) -> dict[str, str]:
    """Ask the questions that are still open; an empty answer takes the default."""
    from rich.console import Console
    from rich.prompt import Prompt

    console = Console(file=sys.stderr)
    console.print(f"{scheme.title}：{scheme.description}", highlight=False, markup=False)
    answers = dict(known)
    plan = scheme.plan
    total = plan.budget.total if plan.budget else None
    asked = [(q.name, q.text, q.default) for q in scheme.questions]
    asked.append((START, "从哪个月开始实施（如2027-01）", f"{_next_quarter(given.today):%Y-%m}"))
    asked.append((TOTAL, "经费总额（带单位）", say_yuan(total) if total is not None else ""))
    for name, text, default in asked:
        if name not in answers:
            answers[name] = Prompt.ask(text, console=console, default=default)
    return answers


def _next_quarter(today: date) -> date:
    month = (today.month - 1) // 3 * 3 + 4
    return date(today.year + month // 13, month if month < 13 else 1, 1)
