"""Make a plan file from a built-in scheme and the answers to its questions."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from jindu import assets
from jindu.analysis.calendar import is_known
from jindu.files import writing
from jindu.files.contents import Kind
from jindu.files.writing import examine
from jindu.manual import schema
from jindu.model.plan import Budget, Document, Overview
from jindu.scaffold.answers import Answers, Asking, from_file, from_settings
from jindu.scaffold.rebase import instantiate
from jindu.scaffold.samples import Known, remarked
from jindu.scaffold.scheme import BadAnswer, Scheme, parse
from jindu.source.build import build
from jindu.source.parse import read_file
from jindu.units import Unreadable, say_years


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
    """The text of a new plan, its samples remarked. Raises BadAnswer."""
    scheme = load(name)
    asking = Asking(scheme, given.today)
    asking.take({**from_file(given.answers), **from_settings(given.settings)})
    if given.ask:
        asking.ask()
    answers = asking.answers()
    try:
        text = instantiate(
            scheme,
            answers.names,
            start=answers.start,
            total=answers.total,
            issued=answers.issued,
            organs=answers.organs,
        )
    except Unreadable as error:
        raise BadAnswer(error.message, error.tip) from error
    return remarked(text, _known(scheme, answers))


def _known(scheme: Scheme, answers: Answers) -> Known:
    told = {
        (Overview, "period"): answers.started,
        (Budget, "total"): answers.total is not None,
        (Document, "date"): answers.issued is not None,
        (Document, "organs"): bool(answers.organs),
    }
    left = [q.default for q in scheme.questions if q.name not in answers.names]
    facts = [fact for fact, answered in told.items() if answered]
    return Known(facts, tuple(answers.names.values()), left)


def ready(path: Path, *, force: bool = False) -> None:
    """Raise Unwritable if ``write`` would refuse the path whatever the answers."""
    examine(path.with_name(schema.FILE), Kind.SCHEMA)
    examine(path, Kind.PLAN, force=force)


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
        yield f"{told}，日期按周末和法定节日推算；公布以后请核对任务的完成时限。"
