"""``--baseline``: leave out the findings that a file holds, or put the present ones into it."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from jindu.checker import result
from jindu.checker.result import Report
from jindu.checker.suppress import BaselineFile, entry_of
from jindu.cli.console import say
from jindu.errors import UserError
from jindu.files.contents import Kind
from jindu.files.writing import examine, write
from jindu.language.characters import escaped
from jindu.model.diagnostic import Diagnostic


def against(baseline: Path, reports: Iterable[Report]) -> Iterator[Report]:
    """The reports without what a baseline file holds. Raises UserError for a bad file."""
    try:
        known = BaselineFile.read(baseline)
    except ValueError as error:
        raise UserError(
            str(error), "新的基线用 --write-baseline 生成，写一个还没有的文件名。"
        ) from error
    return (
        _without(
            report._replace(baseline=str(baseline)),
            known.new(_name(report, baseline), report.diagnostics, report.lines),
        )
        for report in reports
    )


def recorded(
    baseline: Path, reports: Iterable[Report], *, inputs: Sequence[Path], force: bool
) -> Iterator[Report]:
    """The reports without findings: all of them go into a baseline file. Raises Unwritable."""
    examine(baseline, Kind.BASELINE, inputs=inputs, force=force)
    return _recorded(baseline, reports, inputs, force)


def _recorded(
    baseline: Path, reports: Iterable[Report], inputs: Sequence[Path], force: bool
) -> Iterator[Report]:
    known = BaselineFile()
    for report in reports:
        name = _name(report, baseline)
        known.entries.update(entry_of(name, d, report.lines) for d in report.diagnostics)
        yield _without(report, ())
    content = known.text().encode("utf-8")
    write(baseline, content, Kind.BASELINE, inputs=inputs, force=force)
    say(f"已把{known.entries.total()}处问题写进基线 {baseline}。")


def _name(report: Report, baseline: Path) -> str:
    # A file name may hold what no text can.
    return escaped(Path(os.path.relpath(report.file, baseline.parent)).as_posix())


def _without(report: Report, left: Sequence[Diagnostic]) -> Report:
    """The report with only these findings left, and what they keep it from."""
    kept = set(map(id, left))
    accepted = [found for found in report.diagnostics if id(found) not in kept]
    fewer = result.barred(accepted)
    still_open = {level: count - fewer[level] for level, count in report.open.items()}
    return report._replace(diagnostics=tuple(left), accepted=len(accepted), open=still_open)
